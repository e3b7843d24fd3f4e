//! Whose claim it is: the speaker of the quotation that it stands in.

use crate::gloss::Value;
use crate::suggest::Suggestion;
use crate::text::Span;

/// The least part of its bytes that a claim shares with the quotation that it is taken from.
const MIN_SHARED_PART: f32 = 0.6;

/// Sets the attribute `source` of each claim to the speaker of the quotation that it lies in, or shares most bytes with,
/// where that quotation has a speaker. `claims` are in the order of the text; `quotes` are read on from where the last
/// claim began.
pub(super) fn set_sources(claims: &mut [Suggestion], quotes: &[Suggestion]) {
    let mut first = 0;
    for claim in claims {
        let hull = claim.hull();
        while quotes.get(first).is_some_and(|quote| quote.hull().end <= hull.start) {
            first += 1;
        }
        let near =
            quotes.get(first..).unwrap_or_default().iter().take_while(|quote| quote.hull().start < hull.end);
        let best = near.map(|quote| (shared(claim, quote), quote)).max_by_key(|(shared, _)| *shared);
        let Some((shared, quote)) = best else { continue };
        let own: usize = claim.spans.iter().map(|span| span.len()).sum();
        if shared as f32 >= MIN_SHARED_PART * own as f32
            && let Some(speaker) = quote.attributes.text("speaker").filter(|speaker| !speaker.is_empty())
        {
            claim.attributes.set("source", Value::from(speaker));
        }
    }
}

/// How many bytes `claim` and `quote` share.
fn shared(claim: &Suggestion, quote: &Suggestion) -> usize {
    let pairs = claim.spans.iter().flat_map(|a| quote.spans.iter().map(|b| a.intersection(*b)));
    pairs.flatten().map(Span::len).sum()
}
