//! The place of a gloss in the current text.

use crate::text::Span;

/// The state of a gloss's place: how certain it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum State {
    /// At the recorded position, with the recorded text.
    Unchanged,
    /// The recorded words at another position or in another form (line breaks, quotation marks, capitals).
    Moved,
    /// The place is certain, but the words were edited; a new extent is proposed.
    Changed,
    /// The place is likely; a person should check it.
    Doubtful,
    /// No place was found; the gloss is kept.
    Orphan,
}

impl State {
    /// All states, the most certain first.
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

    /// Whether a person should check the place.
    pub fn needs_review(self) -> bool {
        self >= Self::Changed
    }
}

/// The place of a gloss in the current text, and how it was found.
#[derive(Clone, Debug, PartialEq)]
pub struct Place {
    /// The spans in bytes of the text, ascending, not overlapping: one for each selector that was found, or several if
    /// much text was inserted between its words; none for an orphan.
    pub spans: Vec<Span>,
    /// The state.
    pub state: State,
    /// The likelihood that the place is right, from 0 (an orphan) to 1.
    pub score: f32,
    /// The reason, in words for a person.
    pub reason: &'static str,
}

impl Place {
    /// A place at the recorded position.
    pub fn unchanged(spans: Vec<Span>) -> Self {
        let reason = "the recorded words stand at the recorded place";
        Self { spans, state: State::Unchanged, score: 1.0, reason }
    }

    /// The place of an orphan, with the reason.
    pub fn orphan(reason: &'static str) -> Self {
        Self { spans: Vec::new(), state: State::Orphan, score: 0.0, reason }
    }

    /// The span from the first span's start to the last one's end; `None` for an orphan.
    pub fn hull(&self) -> Option<Span> {
        Some(self.spans.first()?.hull(*self.spans.last()?))
    }
}
