//! From evidence to a state that a person can rely on: what is told for certain, what needs a look, what is lost.

use std::ops::Range;

use super::{fragment::Fragment, map::Mapped, myers, target::Target, trust::Evidence};
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

/// Where more than this share is left, only a few of its words were edited.
const FEW: f32 = 0.8;

/// A place that is trusted less than this is doubtful, and one that is trusted less than that is none.
pub const TRUSTED: f32 = 0.85;
const HOPE: f32 = 0.2;

/// What became of one span.
#[derive(Clone, Debug)]
pub struct Decision {
    /// Where it is: its pieces, ascending; none for an orphan.
    pub spans: Vec<Span>,
    pub state: State,
    pub score: f32,
    pub reason: &'static str,
    /// The place that was judged, from its first byte to its last, and what told for it; also where it was found wanting.
    pub judged: Option<(Span, Evidence)>,
}

impl Decision {
    pub fn orphan(reason: &'static str) -> Self {
        Self { spans: Vec::new(), state: State::Orphan, score: 0.0, reason, judged: None }
    }

    pub fn doubtful(spans: Vec<Span>, score: f32, reason: &'static str) -> Self {
        Self { spans, state: State::Doubtful, score, reason, judged: None }
    }

    /// Where it is, if nobody needs to look at it.
    pub fn sure(&self) -> Option<Span> {
        match self.spans[..] {
            [span] if !self.state.needs_a_look() => Some(span),
            _ => None,
        }
    }

    /// Where it is, if it is in one piece, and no more than its words changed.
    pub fn placed(&self) -> Option<Span> {
        match self.spans[..] {
            [span] if self.state < State::Doubtful => Some(span),
            _ => None,
        }
    }
}

/// A span that became `mapped`, and what tells for that; `recorded` is its recorded start in bytes of the text at hand.
pub fn found(
    target: &Target<'_>,
    fragment: &Fragment,
    mapped: &Mapped,
    evidence: Evidence,
    recorded: Option<usize>,
) -> Decision {
    let spans = target.spans(fragment, &mapped.pieces);
    let same = |span: &Span| target.whole[span.range()] == fragment.text[fragment.span.range()];
    let [same, in_place] = match &spans[..] {
        [span] => [same(span), same(span) && recorded == Some(span.start)],
        _ => [false; 2],
    };
    let trust = evidence.trust();
    let tied = evidence.ahead < MARGIN;
    let (state, reason) = if mapped.kept < REMNANT {
        (State::Orphan, "next to nothing is left of its words")
    } else if tied && (mapped.whole || trust >= HOPE) {
        (State::Doubtful, "several places agree equally well")
    } else if trust < HOPE {
        (State::Orphan, "too little tells for any place")
    } else if in_place {
        (State::Unchanged, "the recorded words stand at the recorded place")
    } else if trust < TRUSTED {
        (State::Doubtful, "too little tells for this place")
    } else if mapped.kept < PART {
        (State::Doubtful, "too little is left of its words")
    } else if same {
        (State::Moved, "the recorded words stand elsewhere now")
    } else if mapped.whole {
        (State::Moved, "the same words, with other spaces, marks or capitals")
    } else if spans.len() > 1 {
        (State::Changed, "its words stand apart now")
    } else if mapped.kept > FEW {
        (State::Changed, "a few of its words were edited")
    } else {
        (State::Changed, "its words were edited")
    };
    let judged = spans.first().zip(spans.last()).map(|(first, last)| (first.hull(*last), evidence));
    match state {
        State::Orphan => Decision { judged, ..Decision::orphan(reason) },
        State::Unchanged => Decision { spans, state, score: 1.0, reason, judged },
        _ => Decision { spans, state, score: trust, reason, judged },
    }
}

/// A span none of whose words are left between those that stood before and behind it.
pub fn replaced(target: &Target<'_>, fragment: &Fragment, gap: &Range<usize>) -> Decision {
    let length = fragment.inner.len();
    if gap.is_empty() {
        return Decision::orphan("its words were deleted");
    }
    if gap.len() > 2 * length + 2 {
        return Decision::orphan("its words were replaced by others");
    }
    let words = &target.words.words;
    let span = Span::new(words[gap.start].start as usize, words[gap.end - 1].end as usize);
    let (old, new) = (&fragment.text[fragment.span.range()], &target.whole[span.range()]);
    let similar = myers::similarity(&old.to_lowercase(), &new.to_lowercase());
    if similar >= 0.5 {
        let reason = "its words were replaced by similar ones";
        return Decision {
            spans: vec![span],
            state: State::Changed,
            score: 0.3 + 0.5 * similar,
            reason,
            judged: None,
        };
    }
    if length <= 3 || similar >= 0.4 {
        return Decision::doubtful(vec![span], similar, "other words stand in its place");
    }
    Decision::orphan("its words were replaced by others")
}

/// The place of a gloss whose spans have these decisions.
pub fn together(decisions: &[Decision]) -> Place {
    let Some(worst) = decisions.iter().max_by_key(|decision| decision.state) else {
        return Place::orphan("nothing was recorded of it");
    };
    let score = decisions.iter().map(|decision| decision.score).fold(1.0, f32::min);
    // Beside a part that is lost, another in pieces would look like all of them.
    let largest = |decision: &Decision| decision.spans.iter().copied().max_by_key(|span| span.len());
    let mut spans: Vec<Span> = match worst.state {
        State::Orphan => decisions.iter().filter_map(largest).collect(),
        _ => decisions.iter().flat_map(|decision| decision.spans.iter().copied()).collect(),
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
