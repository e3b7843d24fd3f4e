//! From evidence to a state that a person can rely on: what is told for certain, what needs a look, what is lost.

use std::ops::Range;

use super::{fragment::Fragment, myers, search::Candidate, target::Target, words::is_mark};
use crate::{
    gloss::{Place, State},
    text::Span,
};

/// Evidence beyond what names the place, in bits, from which on a place is sure, and below which it is none.
const SURE: f32 = 12.0;
const LIKELY: f32 = 7.0;

/// Words that stand somewhere without anything of what stood around them must tell this much more to be a place, and this
/// much to be a sure one: what is said twice in a text is said in the same words.
const ALONE: f32 = 12.0;
const AGAIN: f32 = 60.0;

/// By how much the best place must be better than the next one, in bits.
const MARGIN: f32 = 6.0;

/// What keeps less than this part of its words is gone: an article of a sentence that was deleted may match the next one's.
const REMNANT: f32 = 0.25;

/// Such a share of a span's words is left that it is only changed; less of it is doubtful. Where the old text can't be
/// asked, more must be left: some words of any sentence stand near each other elsewhere.
pub const PART: f32 = 0.5;
const PART_FOUND: f32 = 0.6;

/// A part of a span that stands without so much of what stood around it is no more than doubtful, and only if it is most.
const BESIDE: f32 = 0.35;
const MOST: f32 = 0.6;

/// Marks by themselves are known by so much of what stood around them.
const AROUND: f32 = 0.6;

/// Less than this share of the words between its first and last is no remnant of a span, but another one like it.
const DENSE: f32 = 0.4;

/// What became of one span.
#[derive(Clone, Debug)]
pub struct Verdict {
    /// Where it is: its pieces, ascending; none for an orphan.
    pub spans: Vec<Span>,
    pub state: State,
    pub score: f32,
    pub reason: &'static str,
}

impl Verdict {
    pub fn orphan(reason: &'static str) -> Self {
        Self { spans: Vec::new(), state: State::Orphan, score: 0.0, reason }
    }

    pub fn doubtful(spans: Vec<Span>, score: f32, reason: &'static str) -> Self {
        Self { spans, state: State::Doubtful, score: score.clamp(0.1, 0.6), reason }
    }

    /// From the first byte to the last, if nobody needs to look at it.
    pub fn sure(&self) -> Option<Span> {
        let (first, last) = self.spans.first().zip(self.spans.last())?;
        (!self.state.needs_a_look()).then(|| first.hull(*last))
    }
}

/// A span that stands at a place which is sure; `recorded` is its recorded start in bytes of the text at hand,
/// `context` how much of what stood around it is there, and `part` how much of it must be, from 0 to 1.
pub fn stands(
    target: &Target<'_>,
    fragment: &Fragment,
    Candidate { spans, image, .. }: &Candidate,
    recorded: Option<usize>,
    context: f32,
    part: f32,
) -> Verdict {
    let exact = &fragment.text[fragment.span.range()];
    let [first, ..] = spans[..] else { return Verdict::orphan("its words were deleted") };
    let same = spans.len() == 1 && &target.whole[first.range()] == exact;
    let verdict = |state, score, reason| Verdict { spans: spans.clone(), state, score, reason };
    let sure = 0.9 + 0.09 * context.clamp(0.0, 1.0);
    match image.kept {
        _ if same && recorded == Some(first.start) => {
            verdict(State::Unchanged, 1.0, "the recorded words stand at the recorded place")
        }
        _ if same => verdict(State::Moved, sure, "the recorded words stand elsewhere now"),
        _ if image.whole => {
            verdict(State::Moved, sure - 0.05, "the same words, with other spaces, marks or capitals")
        }
        kept if kept < REMNANT => Verdict::orphan("next to nothing is left of its words"),
        kept if kept < part || image.dense < DENSE => {
            Verdict::doubtful(spans.clone(), kept, "too little is left of its words")
        }
        kept if spans.len() > 1 => {
            verdict(State::Changed, 0.4 + 0.4 * kept, "other words were put in between its parts")
        }
        kept if kept > 0.8 => verdict(State::Changed, 0.4 + 0.5 * kept, "a few of its words were edited"),
        kept => verdict(State::Changed, 0.4 + 0.5 * kept, "its words were edited"),
    }
}

/// A span none of whose words are left between those that stood before and behind it.
pub fn replaced(target: &Target<'_>, fragment: &Fragment, gap: &Range<usize>) -> Verdict {
    let length = fragment.inner.len();
    if gap.is_empty() {
        return Verdict::orphan("its words were deleted");
    }
    if gap.len() > 2 * length + 2 {
        return Verdict::orphan("its words were replaced by others");
    }
    let words = &target.words.words;
    let span = Span::new(words[gap.start].start as usize, words[gap.end - 1].end as usize);
    let (old, new) = (&fragment.text[fragment.span.range()], &target.whole[span.range()]);
    let similar = myers::similarity(&old.to_lowercase(), &new.to_lowercase());
    if similar >= 0.5 {
        let reason = "its words were replaced by similar ones";
        return Verdict { spans: vec![span], state: State::Changed, score: 0.3 + 0.5 * similar, reason };
    }
    if length <= 3 || similar >= 0.4 {
        return Verdict::doubtful(vec![span], similar, "other words stand in its place");
    }
    Verdict::orphan("its words were replaced by others")
}

/// How good a place is, in bits: what tells for it, less what it takes to name it.
pub fn worth(target: &Target<'_>, candidate: &Candidate, distance: f32) -> f32 {
    candidate.evidence() - distance.min(target.rarity.whole())
}

/// The best of several places; `best` and `next` are what they are worth.
pub fn found(
    target: &Target<'_>,
    fragment: &Fragment,
    candidate: &Candidate,
    (best, next): (f32, f32),
    recorded: Option<usize>,
) -> Verdict {
    let all: f32 = fragment.bits.iter().sum();
    let own: f32 = fragment.bits[fragment.inner.clone()].iter().sum();
    let context = (candidate.around / (all - own).max(1.0)).min(1.0);
    // Words that stand elsewhere without their surroundings may have stood there before.
    let without = if all - own > 2.0 * SURE { 1.0 - context } else { 0.0 };
    if best < LIKELY + ALONE * without {
        return Verdict::orphan("the recorded words are not in the text");
    }
    if !candidate.image.whole && context < BESIDE {
        return match candidate.image.kept {
            kept if kept < MOST => Verdict::orphan("only some of its words stand anywhere"),
            kept => {
                Verdict::doubtful(candidate.spans.clone(), 0.5 * kept, "most of its words stand elsewhere")
            }
        };
    }
    let only_marks = fragment.keys[fragment.inner.clone()].iter().all(|&key| is_mark(key));
    if best < SURE + AGAIN * without || only_marks && context < AROUND {
        return Verdict::doubtful(
            candidate.spans.clone(),
            0.5 * candidate.image.kept,
            "the recorded words are too common to be sure",
        );
    }
    if best - next < MARGIN {
        let score = 0.3 + 0.3 * (best - next).max(0.0) / MARGIN;
        return Verdict::doubtful(candidate.spans.clone(), score, "several places agree equally well");
    }
    stands(target, fragment, candidate, recorded, context, PART_FOUND)
}

/// The place of a gloss whose spans have these verdicts.
pub fn together(verdicts: &[Verdict]) -> Place {
    let Some(worst) = verdicts.iter().max_by_key(|verdict| verdict.state) else {
        return Place::orphan("nothing was recorded of it");
    };
    let score = verdicts.iter().map(|verdict| verdict.score).fold(1.0, f32::min);
    // Beside a part that is lost, another in pieces would look like all of them.
    let largest = |verdict: &Verdict| verdict.spans.iter().copied().max_by_key(|span| span.len());
    let mut spans: Vec<Span> = match worst.state {
        State::Orphan => verdicts.iter().filter_map(largest).collect(),
        _ => verdicts.iter().flat_map(|verdict| verdict.spans.iter().copied()).collect(),
    };
    let in_order = spans.windows(2).all(|two| two[0].end <= two[1].start);
    if spans.is_empty() {
        return Place::orphan(worst.reason);
    }
    if !in_order {
        spans.sort_unstable();
        let mut end = 0;
        spans.retain(|span| {
            let apart = span.start >= end;
            end = if apart { span.end } else { end };
            apart
        });
        return Place {
            spans,
            state: State::Doubtful,
            score: score.min(0.4),
            reason: "its parts are in another order",
        };
    }
    if worst.state == State::Orphan {
        return Place {
            spans,
            state: State::Doubtful,
            score: 0.3,
            reason: "a part of it is not in the text any more",
        };
    }
    Place { spans, state: worst.state, score, reason: worst.reason }
}
