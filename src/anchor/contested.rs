//! Spans that were recorded on different words and would stand on the same ones now: no more than one of them is right.

use std::ops::Range;

use super::decision::Decision;
use crate::{gloss::State, text::Span};

/// Each is compared with so many others that begin before it ends.
const MOST: usize = 64;

/// A span that has a place.
pub struct Contender<'a> {
    /// Where it was recorded, in code points.
    pub recorded: Range<usize>,
    /// Where it stands.
    pub now: Span,
    /// Whether all that was recorded of it is there, also around it: then it is right, whatever others are.
    pub complete: bool,
    /// What became of it.
    pub decision: &'a mut Decision,
}

/// Of spans that were recorded in one text on different words, and have a place on the same ones now, the one that can be
/// trusted less is doubtful.
pub fn settle(mut contenders: Vec<Contender<'_>>) {
    contenders.sort_by_key(|contender| contender.now);
    let mut lost = vec![false; contenders.len()];
    for (i, one) in contenders.iter().enumerate() {
        let beside = contenders[i + 1..].iter().take(MOST).take_while(|other| other.now.start < one.now.end);
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

    /// The states of spans that were recorded and stand like this, with these scores.
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
