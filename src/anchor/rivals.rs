//! Spans that were recorded on different words and would stand on the same ones now: no more than one of them is right.

use super::verdict::Verdict;
use crate::text::Span;

/// So many others on the same words are compared with each.
const MOST: usize = 64;

/// A span that has a verdict.
pub struct Claim<'a> {
    /// Where it was recorded, in code points.
    pub recorded: Span,
    /// What became of it.
    pub verdict: &'a mut Verdict,
}

/// Of two spans that are sure of the same words, which were not the same when they were recorded, the one that can be
/// trusted less is doubtful.
pub fn settle(claims: Vec<Claim<'_>>) {
    let mut sure: Vec<(Span, Claim<'_>)> =
        claims.into_iter().filter_map(|claim| Some((claim.verdict.sure()?, claim))).collect();
    sure.sort_by_key(|(now, _)| *now);
    let mut lost = vec![false; sure.len()];
    for (i, (now, claim)) in sure.iter().enumerate() {
        let beside = sure[i + 1..].iter().take(MOST).take_while(|(other, _)| other.start < now.end);
        for (by, (other_now, other)) in beside.enumerate() {
            let shared = now.end.min(other_now.end) - other_now.start;
            let same_words = 2 * shared > now.len().min(other_now.len());
            if same_words && !claim.recorded.overlaps(other.recorded) {
                let worse = claim.verdict.score < other.verdict.score;
                lost[if worse { i } else { i + 1 + by }] = true;
            }
        }
    }
    for ((_, claim), _) in sure.into_iter().zip(lost).filter(|(_, lost)| *lost) {
        let Verdict { spans, score, .. } = claim.verdict;
        *claim.verdict = Verdict::doubtful(spans.clone(), *score, "what stood elsewhere is here now");
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gloss::State;

    /// The states of spans that were recorded and stand like this, with these scores.
    fn settled(claims: &[(Span, Span, f32)]) -> Vec<State> {
        let sure = |&(_, now, score): &(Span, Span, f32)| Verdict {
            spans: vec![now],
            state: State::Moved,
            score,
            reason: "",
        };
        let mut verdicts: Vec<Verdict> = claims.iter().map(sure).collect();
        let claims = claims.iter().zip(&mut verdicts);
        settle(claims.map(|(&(recorded, ..), verdict)| Claim { recorded, verdict }).collect());
        verdicts.into_iter().map(|verdict| verdict.state).collect()
    }

    #[test]
    fn the_words_of_one_are_not_those_of_another() {
        let [here, there, now] = [0, 100, 40].map(|start| Span::new(start, start + 20));
        assert_eq!(settled(&[(here, now, 0.9), (there, now, 0.95)]), [State::Doubtful, State::Moved]);
        assert_eq!(settled(&[(here, now, 0.9), (here, now, 0.95)]), [State::Moved; 2]);
        // The last words of one may have gone to the next.
        let beside = Span::new(55, 80);
        assert_eq!(settled(&[(here, now, 0.9), (there, beside, 0.95)]), [State::Moved; 2]);
    }
}
