//! Suggestions: what a person might tag next, and with what.
//!
//! Pure functions on a text; nothing here changes a gloss. A text is read once, as a [`Reading`]; each [`Suggester`]
//! then looks at it for one kind of gloss.

pub mod claims;
pub mod linear;
pub mod quotes;
mod reading;
pub mod sentiment;
mod suggestion;

pub use quotes::{Attribution, attribution, parts};
pub use reading::Reading;
pub use suggestion::Suggestion;

/// Finds what might be tagged with one kind.
pub trait Suggester: Sync {
    /// The kind, by the schema's name.
    fn tag(&self) -> &'static str;

    /// Adds what it finds in `reading` to `found`, in the order of the text. Offsets are those of the reading's text.
    fn suggest(&self, reading: &Reading, found: &mut Vec<Suggestion>);
}

/// Every suggester.
pub fn suggesters() -> [&'static dyn Suggester; 3] {
    [&quotes::Quotes, &claims::Claims, &sentiment::Sentiment]
}

/// What all suggesters find in `text`, in the order of the text.
pub fn suggest(reading: &Reading) -> Vec<Suggestion> {
    let mut found = Vec::new();
    for suggester in suggesters() {
        suggester.suggest(reading, &mut found);
    }
    found.sort_by_key(|suggestion| suggestion.hull().start);
    found
}
