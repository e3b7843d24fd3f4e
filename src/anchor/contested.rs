//! Contested places: two spans that were recorded on different words can't both stand on the same words now.

use std::ops::Range;

use super::decision::{Decision, MIN_LEAD_BITS};
use crate::{gloss::State, text::Span};

/// How many spans that begin before a span ends it is compared with, at most: it bounds the work where many glosses overlap.
/// Chosen by hand.
const MAX_COMPARED_SPANS: usize = 64;

/// The shortest text, in bytes, that is hardly around two spans by chance. Chosen by hand: half of a context.
const MIN_SHARED_BYTES: usize = 16;

/// A span with the place that was found for it.
pub struct Contender<'a> {
    /// The recorded place, in code points of the old text.
    pub recorded: Range<usize>,
    /// The place that was found, in bytes of the new text.
    pub now: Span,
    /// How far it is from the recorded one, in code points.
    pub shift: isize,
    /// That place with the context, if the whole of it stands there.
    pub claimed: Span,
    /// Whether the exact words and the whole context stand at the place: then no span of which less stands there has a better claim.
    pub complete: bool,
    /// The decision on the span.
    pub decision: &'a mut Decision,
}

impl Contender<'_> {
    /// Whether the text that both have around them was recorded at two places, though it stands at one. What stands where it was
    /// recorded may have been recorded in the new text.
    fn stood_elsewhere(&self, other: &Self) -> bool {
        let shared = self.claimed.intersection(other.claimed).map_or(0, Span::len);
        let has_moved = self.shift != 0 && other.shift != 0;
        shared >= MIN_SHARED_BYTES && self.shift != other.shift && has_moved
    }
}

/// Makes doubtful, of two spans that were recorded on different words and were found on the same ones, the one with less of its context
/// or with the lower score. If the whole context of both stands there, and what they have in common was recorded at two places, the one
/// with less beyond that is doubtful. Both are if neither has a better claim. `bits` is the information of the words in a span.
pub fn settle(mut contenders: Vec<Contender<'_>>, bits: impl Fn(Span) -> f32) {
    contenders.sort_by_key(|contender| contender.claimed);
    let mut lost = vec![false; contenders.len()];
    for (i, one) in contenders.iter().enumerate() {
        let beside = contenders[i + 1..]
            .iter()
            .take(MAX_COMPARED_SPANS)
            .take_while(|other| other.claimed.start < one.claimed.end);
        for (other, j) in beside.zip(i + 1..) {
            let shared = one.now.intersection(other.now).map_or(0, Span::len);
            let same_words = 2 * shared > one.now.len().min(other.now.len());
            let apart = one.recorded.end <= other.recorded.start || other.recorded.end <= one.recorded.start;
            let is_ahead = |one: &Contender<'_>, other: &Contender<'_>| {
                if one.complete && other.complete {
                    bits(one.claimed) >= bits(other.claimed) + MIN_LEAD_BITS
                } else {
                    (one.complete, one.decision.score) > (other.complete, other.decision.score)
                }
            };
            let are_rivals =
                if one.complete && other.complete { one.stood_elsewhere(other) } else { same_words && apart };
            if are_rivals {
                lost[i] |= !is_ahead(one, other);
                lost[j] |= !is_ahead(other, one);
            }
        }
    }
    for (contender, _) in contenders.into_iter().zip(lost).filter(|(_, lost)| *lost) {
        contender.decision.state = State::Doubtful;
        contender.decision.reason = "what stood elsewhere is here now";
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The states of spans, each given by its recorded place, its new place and its score.
    fn settled(contenders: &[(Span, Span, f32)]) -> Vec<State> {
        let placed = |&(_, now, score): &(Span, Span, f32)| Decision {
            spans: vec![now],
            state: State::Changed,
            score,
            reason: "",
            judged: None,
        };
        let mut decisions: Vec<Decision> = contenders.iter().map(placed).collect();
        let contender = |(&(recorded, now, score), decision)| Contender {
            recorded: Span::range(recorded),
            now,
            shift: now.start.cast_signed() - recorded.start.cast_signed(),
            claimed: now,
            complete: score >= 1.0,
            decision,
        };
        settle(contenders.iter().zip(&mut decisions).map(contender).collect(), |_| 0.0);
        decisions.into_iter().map(|decision| decision.state).collect()
    }

    #[test]
    fn the_words_of_one_are_not_those_of_another() {
        use State::{Changed, Doubtful};
        let [here, there, now] = [0, 100, 40].map(|start| Span::new(start, start + 20));
        assert_eq!(settled(&[(here, now, 0.9), (there, now, 0.95)]), [Doubtful, Changed]);
        assert_eq!(settled(&[(here, now, 0.9), (there, now, 0.9)]), [Doubtful; 2]);
        assert_eq!(settled(&[(here, now, 1.0), (there, now, 0.99)]), [Changed, Doubtful]);
        // Paragraphs alike, one of which was cut.
        assert_eq!(settled(&[(here, now, 1.0), (there, now, 1.0)]), [Doubtful; 2]);
        assert_eq!(settled(&[(here, now, 0.9), (here, now, 0.95)]), [Changed; 2]);
        // The last words of one may have gone to the next.
        let beside = Span::new(55, 80);
        assert_eq!(settled(&[(here, now, 0.9), (there, beside, 0.95)]), [Changed; 2]);
    }
}
