//! The metadata of a document: its title, its authors, when and where it was published.

use serde::{Deserialize, Serialize};

/// The metadata that a document states about itself. It is text from the document, so it must not be trusted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[non_exhaustive]
pub struct Metadata {
    /// The title.
    pub title: Option<String>,
    /// The authors, in the document's order.
    pub author: Vec<String>,
    /// The date of publication as the document writes it, such as 2026-11-20.
    pub published: Option<String>,
    /// The newspaper, site or publisher.
    pub site: Option<String>,
    /// The address at which it was published.
    pub url: Option<String>,
    /// The language, as a tag of BCP 47 ("en", "pt-BR").
    pub language: Option<String>,
}

impl Metadata {
    /// These metadata, with missing ones filled in from `other`.
    #[must_use]
    pub fn or(self, other: Self) -> Self {
        Self {
            title: self.title.or(other.title),
            author: if self.author.is_empty() { other.author } else { self.author },
            published: self.published.or(other.published),
            site: self.site.or(other.site),
            url: self.url.or(other.url),
            language: self.language.or(other.language),
        }
    }

    /// Takes the values that a document has under `name`, if it is one of the names for these metadata in any format. The first
    /// value counts; authors are added.
    pub(super) fn take(&mut self, name: &str, values: Vec<String>) {
        let values = values.into_iter().map(|value| one_line(&value)).filter(|value| !value.is_empty());
        let field = match name.to_ascii_lowercase().as_str() {
            "title" => &mut self.title,
            "author" | "authors" | "by" => return self.author.extend(values),
            "date" | "published" | "pubdate" => &mut self.published,
            "site" | "publisher" | "publication" => &mut self.site,
            "url" | "link" | "canonical" => &mut self.url,
            "lang" | "language" => &mut self.language,
            _ => return,
        };
        *field = field.take().or(values.into_iter().next());
    }
}

/// `value` in one line, without characters that control a terminal.
fn one_line(value: &str) -> String {
    let spaced: String = value.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}
