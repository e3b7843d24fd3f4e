//! The decision on each span: its place, its state and the reason, made from the evidence for the place.

use std::ops::Range;

use super::{fragment::Fragment, map::Mapped, myers, new_text::NewText, trust::PlaceEvidence};
use crate::{
    gloss::{Place, State},
    text::Span,
};

/// The smallest lead of the best place over the next one, in bits, with which the two count as different in quality. Chosen
/// by hand.
pub const MIN_LEAD_BITS: f32 = 6.0;

/// The smallest share of its words with which a span is still in the text: with less, an article of a deleted sentence may
/// have matched the article of the next one. Chosen by hand.
const MIN_KEPT_SHARE: f32 = 0.25;

/// The smallest share of its words with which a span is changed; with less it is doubtful. Chosen by hand: it is what a
/// person sees as "most of it".
const MIN_CHANGED_SHARE: f32 = 0.5;

/// The share of kept words above which the reason says that only a few words were edited. Chosen by hand.
const MIN_LIGHTLY_EDITED_SHARE: f32 = 0.8;

/// The smallest trust with which a place is taken without a person's look; with less it is doubtful. Chosen by hand.
pub const MIN_SURE_TRUST: f32 = 0.85;

/// The smallest trust with which a place is proposed at all; with less the span is an orphan. Chosen by hand.
const MIN_DOUBTFUL_TRUST: f32 = 0.2;

/// The smallest similarity of the letters (0 to 1) with which other words in a span's place are an edit of it, and the
/// smallest one with which they are proposed as a doubtful place. Chosen by hand.
const MIN_EDITED_SIMILARITY: f32 = 0.5;
const MIN_DOUBTFUL_SIMILARITY: f32 = 0.4;

/// The longest span, in words, for which other words in its place are proposed whatever their letters: a name that was
/// replaced by a pronoun is as short. Chosen by hand.
const MAX_SHORT_SPAN_WORDS: usize = 3;

/// The reason of a span whose neighbours stand side by side now.
const DELETED: &str = "its words were deleted";

/// The reason of a span between whose neighbours other words stand now.
const REPLACED: &str = "its words were replaced by others";

/// The reason of a short span between whose neighbours other words stand now, which may be an edit of it.
const OTHER_WORDS: &str = "other words stand in its place";

/// The reason of a span that stands without what stood beside it.
pub const UNACCOMPANIED: &str = "hardly anything that stood beside it stands there";

/// The reason of a span whose words stand in another sentence than the rest of their own.
pub const LEFT: &str = "it stands in another sentence than what stood around it";

/// The reason of a span that had lookalikes, at a place without what told it from them.
pub const UNTOLD: &str = "what told it from others like it does not stand there";

/// The decision on one span.
#[derive(Clone, Debug)]
pub struct Decision {
    /// The pieces of the place in the new text, in bytes, ascending; empty for an orphan.
    pub spans: Vec<Span>,
    /// The state of the span.
    pub state: State,
    /// How likely the place is the right one, from 0 to 1.
    pub score: f32,
    /// The reason for the state, as a person reads it.
    pub reason: &'static str,
    /// The place that was judged, from its first byte to its last, with the evidence for it; kept even if the place was
    /// rejected.
    pub judged: Option<(Span, PlaceEvidence)>,
}

impl Decision {
    /// Whether the words may stand elsewhere: the span has no place, though nothing tells that its words were deleted; or other words
    /// are all that is proposed for it.
    pub fn is_lost(&self) -> bool {
        self.state == State::Orphan && ![DELETED, REPLACED].contains(&self.reason)
            || self.reason == OTHER_WORDS
    }

    /// The decision that the span has no place, with the reason.
    pub fn orphan(reason: &'static str) -> Self {
        Self { spans: Vec::new(), state: State::Orphan, score: 0.0, reason, judged: None }
    }

    /// The decision that a person must look at the place in `spans`.
    pub fn doubtful(spans: Vec<Span>, score: f32, reason: &'static str) -> Self {
        Self { spans, state: State::Doubtful, score, reason, judged: None }
    }

    /// The decision, made doubtful for this reason if it was better than that.
    pub fn doubted(self, reason: &'static str) -> Self {
        if self.state >= State::Doubtful {
            return self;
        }
        Self { state: State::Doubtful, score: self.score.min(0.5), reason, ..self }
    }

    /// The place, if it is one piece and no person needs to look at it.
    pub fn sure(&self) -> Option<Span> {
        match self.spans[..] {
            [span] if !self.state.needs_review() => Some(span),
            _ => None,
        }
    }

    /// The place, if it is one piece and its state is better than doubtful.
    pub fn placed(&self) -> Option<Span> {
        match self.spans[..] {
            [span] if self.state < State::Doubtful => Some(span),
            _ => None,
        }
    }
}

/// Decides on a span whose words were found as `mapped`, by the evidence for that place. `recorded` is the recorded start of
/// the span, in bytes of the new text.
pub fn found(
    new_text: &NewText<'_>,
    fragment: &Fragment,
    mapped: &Mapped,
    evidence: PlaceEvidence,
    recorded: Option<usize>,
) -> Decision {
    let spans = new_text.spans(fragment, &mapped.pieces);
    let same = |span: &Span| new_text.whole[span.range()] == fragment.text[fragment.span.range()];
    let [same, in_place] = match &spans[..] {
        [span] => [same(span), same(span) && recorded == Some(span.start)],
        _ => [false; 2],
    };
    let trust = evidence.trust();
    let is_tied = evidence.ahead < MIN_LEAD_BITS;
    let (state, reason) = if mapped.kept < MIN_KEPT_SHARE {
        (State::Orphan, "next to nothing is left of its words")
    } else if is_tied && (mapped.whole || trust >= MIN_DOUBTFUL_TRUST) {
        (State::Doubtful, "several places agree equally well")
    } else if trust < MIN_DOUBTFUL_TRUST {
        (State::Orphan, "too little tells for any place")
    } else if trust < MIN_SURE_TRUST {
        (State::Doubtful, "too little tells for this place")
    } else if mapped.kept < MIN_CHANGED_SHARE {
        (State::Doubtful, "too little is left of its words")
    } else if in_place {
        (State::Unchanged, "the recorded words stand at the recorded place")
    } else if same {
        (State::Moved, "the recorded words stand elsewhere now")
    } else if mapped.whole {
        (State::Moved, "the same words, with other spaces, marks or capitals")
    } else if spans.len() > 1 {
        (State::Changed, "its words stand apart now")
    } else if mapped.kept > MIN_LIGHTLY_EDITED_SHARE {
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

/// Decides on a span whose words are all gone, while the words before and after it are still there. `gap` is what stands
/// between these now, in words of the new text.
pub fn replaced(new_text: &NewText<'_>, fragment: &Fragment, gap: &Range<usize>) -> Decision {
    let length = fragment.inner.len();
    if gap.is_empty() {
        return Decision::orphan(DELETED);
    }
    if gap.len() > 2 * length + 2 {
        return Decision::orphan(REPLACED);
    }
    let words = &new_text.words.words;
    let span = Span::new(words[gap.start].start as usize, words[gap.end - 1].end as usize);
    let (old, new) = (&fragment.text[fragment.span.range()], &new_text.whole[span.range()]);
    let similar = myers::similarity(&old.to_lowercase(), &new.to_lowercase());
    if similar >= MIN_EDITED_SIMILARITY {
        let reason = "its words were replaced by similar ones";
        return Decision {
            spans: vec![span],
            state: State::Changed,
            score: 0.3 + 0.5 * similar,
            reason,
            judged: None,
        };
    }
    if length <= MAX_SHORT_SPAN_WORDS || similar >= MIN_DOUBTFUL_SIMILARITY {
        return Decision::doubtful(vec![span], similar, OTHER_WORDS);
    }
    Decision::orphan(REPLACED)
}

/// The place of a gloss, put together from the decisions on its spans: the worst state of them counts.
pub fn together(decisions: &[Decision]) -> Place {
    let Some(worst) = decisions.iter().max_by_key(|decision| decision.state) else {
        return Place::orphan("nothing was recorded of it");
    };
    let score = decisions.iter().map(|decision| decision.score).fold(1.0, f32::min);
    // If one span is lost, another that was parted must not look like several spans: only its largest piece is taken.
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
