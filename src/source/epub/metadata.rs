//! The metadata of a book, from its package file.

use super::xml::{XmlPart, XmlTag};
use crate::source::Metadata;

/// How many statements about a book are read at most. Chosen by hand: many more than a book has.
const MAX_STATEMENTS: usize = 10_000;

/// Reads the metadata of a book.
#[derive(Default)]
pub struct MetadataReader {
    statements: Vec<Statement>,
    /// Statements about other statements: the identifier of the other one, what is said of it, and the value.
    refinements: Vec<(String, String, String)>,
    open: Option<OpenStatement>,
}

/// A statement about the book, such as its title.
#[derive(Default)]
struct Statement {
    name: String,
    id: String,
    /// The role of a person, such as "aut", or the kind of a date.
    role: Option<String>,
    value: String,
}

/// The statement that is being read.
enum OpenStatement {
    Main(Statement),
    /// What it is about, and what is said of it.
    Refinement(String, String, String),
}

/// The statements that are read.
const NAMES: [&str; 8] =
    ["title", "creator", "contributor", "date", "publisher", "language", "source", "identifier"];

impl MetadataReader {
    /// Takes a part of the package file.
    pub fn take(&mut self, part: &XmlPart<'_>) {
        match part {
            XmlPart::Start(tag) => self.start(tag),
            XmlPart::Text(text) => match &mut self.open {
                Some(OpenStatement::Main(statement)) => statement.value.push_str(text),
                Some(OpenStatement::Refinement(_, _, value)) => value.push_str(text),
                None => {}
            },
            XmlPart::End(_) => self.end(),
        }
    }

    fn start(&mut self, tag: &XmlTag) {
        self.end();
        let name = tag.name.as_str();
        let owned = |name: &str| tag.get(name).unwrap_or_default().to_owned();
        if NAMES.contains(&name) {
            let role = tag.get("role").or_else(|| tag.get("event")).map(str::to_ascii_lowercase);
            let statement = Statement { name: name.to_owned(), id: owned("id"), role, value: String::new() };
            self.open = Some(OpenStatement::Main(statement));
        } else if name == "meta"
            && let (Some(about), Some(property)) = (tag.get("refines"), tag.get("property"))
        {
            let about = about.trim_start_matches('#').to_owned();
            self.open = Some(OpenStatement::Refinement(about, property.to_owned(), String::new()));
        }
    }

    fn end(&mut self) {
        match self.open.take() {
            Some(OpenStatement::Main(statement)) if self.statements.len() < MAX_STATEMENTS => {
                self.statements.push(statement);
            }
            Some(OpenStatement::Refinement(about, property, value))
                if self.refinements.len() < MAX_STATEMENTS =>
            {
                self.refinements.push((about, property, value.trim().to_ascii_lowercase()));
            }
            _ => {}
        }
    }

    /// The metadata.
    pub fn finish(mut self) -> Metadata {
        self.end();
        self.refine();
        let mut metadata = Metadata::default();
        // The title of the book itself comes before those of its series, edition or form.
        let by_role = |name: &'static str, role: &'static [&'static str]| {
            let all = self.statements.iter().filter(move |statement| statement.name == name);
            all.filter(move |statement| role.contains(&statement.role.as_deref().unwrap_or_default()))
                .map(|statement| statement.value.clone())
        };
        let any = |name: &'static str| {
            self.statements
                .iter()
                .filter(move |statement| statement.name == name)
                .map(|one| one.value.clone())
        };
        metadata.take("title", by_role("title", &["main"]).chain(any("title")).collect());
        let authors: Vec<String> = by_role("creator", &["aut", "author"]).collect();
        let authors = if authors.is_empty() {
            by_role("creator", &["", "cre", "edt", "editor"]).collect()
        } else {
            authors
        };
        let authors =
            if authors.is_empty() { by_role("contributor", &["aut", "author"]).collect() } else { authors };
        metadata.take("author", if authors.is_empty() { any("creator").collect() } else { authors });
        let dates =
            by_role("date", &["publication", "original-publication"]).chain(by_role("date", &["", "issued"]));
        // The time of day is the file's, not the book's.
        let day = |date: String| {
            date.split_once('T')
                .filter(|_| date.starts_with(|c: char| c.is_ascii_digit()))
                .map_or_else(|| date.clone(), |(day, _)| day.to_owned())
        };
        metadata.take("date", dates.map(day).collect());
        metadata.take("publisher", any("publisher").collect());
        metadata.take("language", any("language").collect());
        let is_address =
            |value: &String| ["https://", "http://"].iter().any(|scheme| value.trim().starts_with(scheme));
        metadata.take("url", any("source").chain(any("identifier")).filter(is_address).collect());
        metadata
    }

    /// Gives each statement the role that another one states of it.
    fn refine(&mut self) {
        let roles = self
            .refinements
            .iter()
            .filter(|(_, property, _)| matches!(property.as_str(), "role" | "title-type"));
        let roles: std::collections::HashMap<&str, &str> =
            roles.map(|(about, _, value)| (about.as_str(), value.as_str())).collect();
        for statement in &mut self.statements {
            if let Some(role) = roles.get(statement.id.as_str()).filter(|_| !statement.id.is_empty()) {
                statement.role = Some((*role).to_owned());
            }
        }
    }
}
