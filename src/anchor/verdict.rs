//! From evidence to a state that a person can rely on: what is told for certain, what needs a look, what is lost.

use std::ops::Range;

use super::{carry::Image, fragment::Fragment, myers, target::Target};
use crate::{
    gloss::{Place, State},
    text::Span,
};

/// By how much the best place must be better than the next one, in bits.
const MARGIN: f32 = 6.0;

/// What keeps less than this part of its words is gone: an article of a sentence that was deleted may match the next one's.
const REMNANT: f32 = 0.25;

/// Such a share of a span's words is left that it is only changed; less of it is doubtful.
const PART: f32 = 0.5;

/// A place that is trusted less than this is doubtful, and one that is trusted less than that is none.
const TRUSTED: f32 = 0.85;
const HOPE: f32 = 0.2;

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

/// A span that became `image`, which can be trusted so far, and is better by `ahead` bits than the next place; `recorded`
/// is its recorded start in bytes of the text at hand.
pub fn found(
    target: &Target<'_>,
    fragment: &Fragment,
    image: &Image,
    recorded: Option<usize>,
    (trust, ahead): (f32, f32),
) -> Verdict {
    let spans = target.spans(fragment, &image.pieces);
    let [first, ..] = spans[..] else { return Verdict::orphan("its words were deleted") };
    let same = spans.len() == 1 && target.whole[first.range()] == fragment.text[fragment.span.range()];
    let verdict = |state, reason| Verdict { spans: spans.clone(), state, score: trust, reason };
    let doubtful = |reason| Verdict::doubtful(spans.clone(), trust, reason);
    match image.kept {
        kept if kept < REMNANT => Verdict::orphan("next to nothing is left of its words"),
        _ if trust < HOPE => Verdict::orphan("the recorded words are not in the text"),
        _ if ahead < MARGIN => doubtful("several places agree equally well"),
        _ if same && recorded == Some(first.start) => Verdict {
            score: 1.0,
            ..verdict(State::Unchanged, "the recorded words stand at the recorded place")
        },
        _ if trust < TRUSTED => doubtful("too little tells for this place"),
        kept if kept < PART => doubtful("too little is left of its words"),
        _ if same => verdict(State::Moved, "the recorded words stand elsewhere now"),
        _ if image.whole => verdict(State::Moved, "the same words, with other spaces, marks or capitals"),
        _ if spans.len() > 1 => verdict(State::Changed, "other words were put in between its parts"),
        kept if kept > 0.8 => verdict(State::Changed, "a few of its words were edited"),
        _ => verdict(State::Changed, "its words were edited"),
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
