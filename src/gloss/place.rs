//! Where a gloss stands in the text at hand.

use crate::text::Span;

/// How sure it is that a gloss stands where it is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// At its recorded position, with its recorded text.
    Unchanged,
    /// The recorded words, at another position or set otherwise (line breaks, quotation marks, capitals).
    Moved,
    /// In its place, but the words themselves were edited; the new extent is proposed.
    Changed,
    /// A likely place, which a person should look at.
    Doubtful,
    /// No place was found; the gloss is kept.
    Orphan,
}

impl State {
    /// All of them, the surest first.
    pub const ALL: [Self; 5] = [Self::Unchanged, Self::Moved, Self::Changed, Self::Doubtful, Self::Orphan];

    /// The name that `check --json` and the sidecar's readers use.
    pub fn name(self) -> &'static str {
        match self {
            Self::Unchanged => "unchanged",
            Self::Moved => "moved",
            Self::Changed => "changed",
            Self::Doubtful => "doubtful",
            Self::Orphan => "orphan",
        }
    }

    /// Whether a person should look at it.
    pub fn needs_a_look(self) -> bool {
        self >= Self::Changed
    }
}

/// Where a gloss stands in the text at hand, and how that is known.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// Bytes of the text, ascending, not overlapping: one span for each selector that was found, or several where much was
    /// put in between its words; none for an orphan.
    pub spans: Vec<Span>,
    /// How sure it is.
    pub state: State,
    /// How likely it is the right place, from 0 (an orphan) to 1.
    pub score: f32,
    /// Why, in words for a person.
    pub reason: &'static str,
}

impl Place {
    /// At its recorded position.
    pub fn unchanged(spans: Vec<Span>) -> Self {
        let reason = "the recorded words stand at the recorded place";
        Self { spans, state: State::Unchanged, score: 1.0, reason }
    }

    /// No place, for this reason.
    pub fn orphan(reason: &'static str) -> Self {
        Self { spans: Vec::new(), state: State::Orphan, score: 0.0, reason }
    }

    /// From the first span's start to the last one's end; none for an orphan.
    pub fn hull(&self) -> Option<Span> {
        Some(self.spans.first()?.hull(*self.spans.last()?))
    }
}
