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
    /// The time at which it was retrieved from that address, such as 2026-11-29T08:12:00Z.
    pub retrieved: Option<String>,
    /// The language, as a tag of BCP 47 ("en", "pt-BR").
    pub language: Option<String>,
}

/// A part of the metadata.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MetadataField {
    /// [`Metadata::title`].
    Title,
    /// [`Metadata::author`].
    Author,
    /// [`Metadata::published`].
    Published,
    /// [`Metadata::site`].
    Site,
    /// [`Metadata::url`].
    Url,
    /// [`Metadata::retrieved`].
    Retrieved,
    /// [`Metadata::language`].
    Language,
}

impl MetadataField {
    /// All parts, in the order in which a sidecar has them.
    pub const ALL: [Self; 7] =
        [Self::Title, Self::Author, Self::Published, Self::Site, Self::Url, Self::Retrieved, Self::Language];

    /// The name: the key in sidecars.
    pub fn name(self) -> &'static str {
        match self {
            Self::Title => "title",
            Self::Author => "author",
            Self::Published => "published",
            Self::Site => "site",
            Self::Url => "url",
            Self::Retrieved => "retrieved",
            Self::Language => "language",
        }
    }

    /// The part of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|field| field.name() == name)
    }

    /// Whether its value is a date, or a date and a time.
    pub fn is_date(self) -> bool {
        matches!(self, Self::Published | Self::Retrieved)
    }

    /// Whether there may be several values of it.
    pub fn is_list(self) -> bool {
        self == Self::Author
    }
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
            retrieved: self.retrieved.or(other.retrieved),
            language: self.language.or(other.language),
        }
    }

    /// The values of a part: none if it is not known, several only of authors.
    pub fn values(&self, field: MetadataField) -> &[String] {
        match field {
            MetadataField::Title => self.title.as_slice(),
            MetadataField::Author => &self.author,
            MetadataField::Published => self.published.as_slice(),
            MetadataField::Site => self.site.as_slice(),
            MetadataField::Url => self.url.as_slice(),
            MetadataField::Retrieved => self.retrieved.as_slice(),
            MetadataField::Language => self.language.as_slice(),
        }
    }

    /// Sets the values of a part, of which only the first one counts unless there may be several.
    pub fn set(&mut self, field: MetadataField, values: Vec<String>) {
        let slot = match field {
            MetadataField::Author => return self.author = values,
            MetadataField::Title => &mut self.title,
            MetadataField::Published => &mut self.published,
            MetadataField::Site => &mut self.site,
            MetadataField::Url => &mut self.url,
            MetadataField::Retrieved => &mut self.retrieved,
            MetadataField::Language => &mut self.language,
        };
        *slot = values.into_iter().next();
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
            "retrieved" | "accessed" => &mut self.retrieved,
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
