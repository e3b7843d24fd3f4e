//! The source of a claim: the speaker of the quotation that it is in.

use crate::gloss::Value;
use crate::suggest::Suggestion;
use crate::text::Span;

/// The lowest share of a claim's bytes that must be in a quotation; chosen by hand.
const MIN_SHARED_PART: f32 = 0.6;

/// Sets the attribute `source` of each claim to the speaker of the quotation that it is in, or shares most bytes with,
/// if that quotation has a speaker. `claims` and `quotes` must be in the order of the text.
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

/// The number of bytes that `claim` and `quote` share.
fn shared(claim: &Suggestion, quote: &Suggestion) -> usize {
    let pairs = claim.spans.iter().flat_map(|a| quote.spans.iter().map(|b| a.intersection(*b)));
    pairs.flatten().map(Span::len).sum()
}
