//! Suggestions: what a person might tag next, and with what.
//!
//! Pure functions on a text; nothing here changes a gloss. A text is read once, as an [`Analysis`]; each [`Suggester`]
//! then looks at it for one kind of gloss.

mod accept;
mod analysis;
pub mod claims;
pub mod linear;
mod open;
pub mod quotes;
pub mod sentiment;
mod suggestion;

pub use analysis::Analysis;
pub use open::Dismissed;
pub use quotes::{Attribution, attribution, is_whole, parts};
pub use suggestion::Suggestion;

use std::cmp::Reverse;

use crate::text::{Span, Text};

/// Finds what might be tagged with one kind.
pub trait Suggester: Sync {
    /// The kind, by the schema's name.
    fn tag(&self) -> &'static str;

    /// Adds what it finds in `analysis` to `found`, in the order of the text. Offsets are those of the analysed text.
    fn suggest(&self, analysis: &Analysis, found: &mut Vec<Suggestion>);
}

/// Every suggester.
pub fn suggesters() -> [&'static dyn Suggester; 3] {
    [&quotes::Quotes, &claims::Claims, &sentiment::Sentiment]
}

/// What all suggesters find, in the order of the text: claims with who makes them, and contradictions between claims.
pub fn suggest(analysis: &Analysis) -> Vec<Suggestion> {
    suggest_kinds(analysis, |_| true)
}

/// The same for the kinds, and relations, that are wanted; what isn't is not looked for.
pub fn suggest_kinds(analysis: &Analysis, wanted: impl Fn(&str) -> bool) -> Vec<Suggestion> {
    let find = |suggester: &dyn Suggester, needed: bool| {
        let mut found = Vec::new();
        if needed {
            suggester.suggest(analysis, &mut found);
        }
        found
    };
    let (claim, link) = (wanted("claim"), wanted("contradicts"));
    // Who makes a claim, the quotation that it stands in tells.
    let quotes = find(&quotes::Quotes, wanted("quote") || claim);
    let mut claims = find(&claims::Claims, claim || link);
    claims::with_sources(&mut claims, &quotes);
    let mut found = if link { claims::links(analysis, &claims) } else { Vec::new() };
    found.extend(quotes);
    found.extend(claims);
    found.extend(find(&sentiment::Sentiment, wanted("sentiment")));
    found.retain(|suggestion| wanted(suggestion.tag));
    // Of those that begin together the largest comes first, and a link after the claims that it is between.
    let rank = |s: &Suggestion| (s.hull().start, s.to.is_some(), Reverse(s.hull().end));
    found.sort_by_key(rank);
    found
}

/// What all suggesters find in `span` of `text`, whole paragraphs of it, in the order of the text.
pub fn within(text: &Text, span: Span) -> Vec<Suggestion> {
    let slice = text.slice(span);
    suggest(&Analysis::new(&slice)).into_iter().map(|found| found.shifted(span.start)).collect()
}
