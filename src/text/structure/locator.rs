//! Locators: places as people cite them, such as page 312, chapter 3, 00:12:31 or message 4.

use serde::{Deserialize, Serialize};

use std::fmt;

use super::Spanned;
use crate::text::Span;

/// The kind of a locator. It has the name of the Citation Style Language (CSL 1.0.2), if there is one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub enum LocatorKind {
    /// A page, by its label ("xii", "312").
    Page,
    /// A chapter.
    Chapter,
    /// A section.
    Section,
    /// A time in a recording ("00:12:31").
    Timestamp,
    /// A line.
    Line,
    /// A verse.
    Verse,
    /// A message of a conversation or mailbox.
    Message,
    /// A slide.
    Slide,
    /// A row of a table.
    Row,
    /// A cell of a notebook.
    Cell,
    /// A post of a forum's thread.
    Post,
    /// A person: the sender of a message, the author of a post, the speaker of a transcript.
    By,
}

impl LocatorKind {
    /// All kinds.
    pub const ALL: [Self; 12] = [
        Self::Page,
        Self::Chapter,
        Self::Section,
        Self::Timestamp,
        Self::Line,
        Self::Verse,
        Self::Message,
        Self::Slide,
        Self::Row,
        Self::Cell,
        Self::Post,
        Self::By,
    ];

    /// The kind of this name.
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.name() == name)
    }

    /// The name of the kind in sidecars.
    pub fn name(self) -> &'static str {
        match self {
            Self::Page => "page",
            Self::Chapter => "chapter",
            Self::Section => "section",
            Self::Timestamp => "timestamp",
            Self::Line => "line",
            Self::Verse => "verse",
            Self::Message => "message",
            Self::Slide => "slide",
            Self::Row => "row",
            Self::Cell => "cell",
            Self::Post => "post",
            Self::By => "by",
        }
    }
}

/// A part of the text with the label by which it is cited. Locators of one kind follow each other; those of different kinds
/// overlap as they like, since a chapter may begin in the middle of a page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Locator {
    /// The part of the text.
    pub span: Span,
    /// The kind of the locator.
    pub kind: LocatorKind,
    /// The label, as people write it.
    pub label: Box<str>,
}

/// A place as people cite it, by the locators of one kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CitedPlace<'a> {
    /// The kind of the locators.
    pub kind: LocatorKind,
    /// The label of the first one.
    pub first: &'a str,
    /// The label of the last one: the same if there is only one.
    pub last: &'a str,
}

impl fmt::Display for CitedPlace<'_> {
    /// Writes the label, or the first and the last one with an en dash between: "312–313".
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.first)?;
        if self.first == self.last { Ok(()) } else { write!(f, "–{}", self.last) }
    }
}

impl Spanned for Locator {
    fn span(&self) -> Span {
        self.span
    }
}
