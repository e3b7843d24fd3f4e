//! Places as people cite them: page 312, chapter 3, 00:12:31, message 4.

use super::Spanned;
use crate::text::Span;

/// What a place is named by. Where the Citation Style Language (CSL 1.0.2) has a locator of the kind, it has that name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
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
    /// Whose words they are: the sender of a message, the author of a post, the speaker of a transcript.
    By,
}

impl LocatorKind {
    /// All of them.
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

    /// Its name, as a sidecar has it.
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
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Locator {
    /// The part of the text.
    pub span: Span,
    /// What it is named by.
    pub kind: LocatorKind,
    /// Its label, as people write it.
    pub label: Box<str>,
}

impl Spanned for Locator {
    fn span(&self) -> Span {
        self.span
    }
}
