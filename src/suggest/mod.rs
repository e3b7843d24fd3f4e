//! What a text says of its own quotations.

use crate::text::Span;

/// Who said a quotation, and with which word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Attribution {
    /// The mention of the speaker.
    pub speaker: Option<Span>,
    /// The word that says that something is said.
    pub cue: Option<Span>,
}

/// What is found around the quotation with these parts.
pub fn attribution(_text: &str, _quote: &[Span]) -> Attribution {
    Attribution::default()
}

/// The parts of the quotation that covers `at`.
pub fn parts(_text: &str, at: Span) -> Vec<Span> {
    vec![at]
}
