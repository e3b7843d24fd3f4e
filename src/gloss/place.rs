//! Where a gloss stands in the text at hand.

use crate::text::Span;

/// How sure it is that a gloss stands where it is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// At its recorded position, with its recorded text.
    Unchanged,
    /// The recorded text, at another position.
    Moved,
    /// A likely place, which a person should look at.
    Doubtful,
    /// No place was found; the gloss is kept.
    Orphan,
}

impl State {
    /// The name that `check --json` and the sidecar's readers use.
    pub fn name(self) -> &'static str {
        match self {
            Self::Unchanged => "unchanged",
            Self::Moved => "moved",
            Self::Doubtful => "doubtful",
            Self::Orphan => "orphan",
        }
    }
}

/// Where a gloss stands in the text at hand, and how that is known.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// One span (bytes of the text) for each selector, ascending; empty for an orphan.
    pub spans: Vec<Span>,
    /// How sure it is.
    pub state: State,
}

impl Place {
    /// No place.
    pub fn orphan() -> Self {
        Self { spans: Vec::new(), state: State::Orphan }
    }

    /// From the first span's start to the last one's end; none for an orphan.
    pub fn hull(&self) -> Option<Span> {
        Some(self.spans.first()?.hull(*self.spans.last()?))
    }
}
