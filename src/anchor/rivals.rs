//! Spans that were recorded on different words and would stand on the same ones now: no more than one of them is right.

use std::ops::Range;

use super::verdict::Verdict;
use crate::{gloss::State, text::Span};

/// Each is compared with so many others that begin before it ends.
const MOST: usize = 64;

/// A span that has a place.
pub struct Claim<'a> {
    /// Where it was recorded, in code points.
    pub recorded: Range<usize>,
    /// Where it stands.
    pub now: Span,
    /// Whether all that was recorded of it is there, also around it: then it is right, whatever others are.
    pub complete: bool,
    /// What became of it.
    pub verdict: &'a mut Verdict,
}

/// Of spans that were recorded in one text on different words, and have a place on the same ones now, the one that can be
/// trusted less is doubtful.
pub fn settle(mut claims: Vec<Claim<'_>>) {
    claims.sort_by_key(|claim| claim.now);
    let mut lost = vec![false; claims.len()];
    for (i, one) in claims.iter().enumerate() {
        let beside = claims[i + 1..].iter().take(MOST).take_while(|other| other.now.start < one.now.end);
        for (other, j) in beside.zip(i + 1..) {
            let shared = one.now.intersection(other.now).map_or(0, Span::len);
            let same_words = 2 * shared > one.now.len().min(other.now.len());
            let apart = one.recorded.end <= other.recorded.start || other.recorded.end <= one.recorded.start;
            if same_words && apart {
                lost[i] |= one.verdict.score <= other.verdict.score;
                lost[j] |= other.verdict.score <= one.verdict.score;
            }
        }
    }
    for (claim, _) in claims.into_iter().zip(lost).filter(|(claim, lost)| *lost && !claim.complete) {
        claim.verdict.state = State::Doubtful;
        claim.verdict.reason = "what stood elsewhere is here now";
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The states of spans that were recorded and stand like this, with these scores.
    fn settled(claims: &[(Span, Span, f32)]) -> Vec<State> {
        let placed = |&(_, now, score): &(Span, Span, f32)| Verdict {
            spans: vec![now],
            state: State::Changed,
            score,
            reason: "",
        };
        let mut verdicts: Vec<Verdict> = claims.iter().map(placed).collect();
        let claim = |(&(recorded, now, score), verdict)| Claim {
            recorded: Span::range(recorded),
            now,
            complete: score >= 1.0,
            verdict,
        };
        settle(claims.iter().zip(&mut verdicts).map(claim).collect());
        verdicts.into_iter().map(|verdict| verdict.state).collect()
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
