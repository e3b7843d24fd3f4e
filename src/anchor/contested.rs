//! Contested places: two spans that were recorded on different words can't both stand on the same words now.

use std::ops::Range;

use super::decision::Decision;
use crate::{gloss::State, text::Span};

/// How many spans that begin before a span ends it is compared with, at most: it bounds the work where many glosses overlap.
/// Chosen by hand.
const MAX_COMPARED_SPANS: usize = 64;

/// A span with the place that was found for it.
pub struct Contender<'a> {
    /// The recorded place, in code points of the old text.
    pub recorded: Range<usize>,
    /// The place that was found, in bytes of the new text.
    pub now: Span,
    /// Whether the exact words and the whole context stand at the place: then it is right, whatever other spans claim.
    pub complete: bool,
    /// The decision on the span.
    pub decision: &'a mut Decision,
}

/// Makes doubtful, of two spans that were recorded on different words and were found on the same ones, the one with the lower
/// score; both of them if the scores are equal.
pub fn settle(mut contenders: Vec<Contender<'_>>) {
    contenders.sort_by_key(|contender| contender.now);
    let mut lost = vec![false; contenders.len()];
    for (i, one) in contenders.iter().enumerate() {
        let beside = contenders[i + 1..]
            .iter()
            .take(MAX_COMPARED_SPANS)
            .take_while(|other| other.now.start < one.now.end);
        for (other, j) in beside.zip(i + 1..) {
            let shared = one.now.intersection(other.now).map_or(0, Span::len);
            let same_words = 2 * shared > one.now.len().min(other.now.len());
            let apart = one.recorded.end <= other.recorded.start || other.recorded.end <= one.recorded.start;
            if same_words && apart {
                lost[i] |= one.decision.score <= other.decision.score;
                lost[j] |= other.decision.score <= one.decision.score;
            }
        }
    }
    for (contender, _) in
        contenders.into_iter().zip(lost).filter(|(contender, lost)| *lost && !contender.complete)
    {
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
            complete: score >= 1.0,
            decision,
        };
        settle(contenders.iter().zip(&mut decisions).map(contender).collect());
        decisions.into_iter().map(|decision| decision.state).collect()
    }

    #[test]
    fn the_words_of_one_are_not_those_of_another() {
        use State::{Changed, Doubtful};
        let [here, there, now] = [0, 100, 40].map(|start| Span::new(start, start + 20));
        assert_eq!(settled(&[(here, now, 0.9), (there, now, 0.95)]), [Doubtful, Changed]);
        assert_eq!(settled(&[(here, now, 0.9), (there, now, 0.9)]), [Doubtful; 2]);
        assert_eq!(settled(&[(here, now, 1.0), (there, now, 1.0)]), [Changed; 2]);
        assert_eq!(settled(&[(here, now, 0.9), (here, now, 0.95)]), [Changed; 2]);
        // The last words of one may have gone to the next.
        let beside = Span::new(55, 80);
        assert_eq!(settled(&[(here, now, 0.9), (there, beside, 0.95)]), [Changed; 2]);
    }
}
