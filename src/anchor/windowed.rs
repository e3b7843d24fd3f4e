//! Finding a gloss in a text that is too large to be read as a whole: first at its recorded place, then by its exact words;
//! of several occurrences the one with the best context is taken, and of equal ones the nearest.

use crate::{
    gloss::{CONTEXT, Gloss, Place, Selector, State},
    text::{SUBSTITUTE, Span, Text},
};

/// How far on each side of the expected place the text is searched first, in bytes, before the whole text is. Chosen by hand.
const NEAR_BYTES: usize = 1024 * 1024;

/// How many occurrences of the exact words are compared, at most. Chosen by hand.
const MAX_OCCURRENCES: usize = 4096;

/// The least part of a recorded context that stands around words that are taken for the recorded ones: one in so many code
/// points. Chosen by hand.
const MIN_SHARE: usize = 4;

/// The same part for a text that is distinctive.
const MIN_SHARE_OF_DISTINCTIVE: usize = 8;

/// The length in code points from which an exact text is distinctive. Chosen by hand.
const MIN_DISTINCTIVE_CHARS: usize = 24;

/// The reason of a gloss that has no place.
const GONE: &str = "the recorded words are not in the text";

/// The place of `gloss` in `text`.
///
/// The exact recorded text must be there; similar text is never taken for it. Of several occurrences the one with the best
/// context is taken; if several have equally good contexts, the nearest one is taken as [`Doubtful`](State::Doubtful). The
/// spans of one gloss are found together: each is expected to have moved as far as the one before it.
pub fn place(text: &Text, gloss: &Gloss) -> Place {
    let mut place = Place::unchanged(Vec::with_capacity(gloss.selectors.len()));
    let mut shift = 0_isize;
    for selector in &gloss.selectors {
        let recorded = text.offset_of(selector.start);
        let expected = recorded.unwrap_or(text.len()).saturating_add_signed(shift).min(text.len());
        let from = place.spans.last().map_or(0, |span| span.end);
        let exact = stored(text, &selector.exact);
        let Some((start, mut state)) = find(text, selector, &exact, expected, from) else {
            return Place::orphan(GONE);
        };
        if state == State::Unchanged && recorded != Some(start) {
            state = State::Moved;
        }
        shift += start.cast_signed() - expected.cast_signed();
        place.state = place.state.max(state);
        place.spans.push(Span::new(start, start + exact.len()));
    }
    (place.score, place.reason) = match place.state {
        State::Unchanged => (place.score, place.reason),
        State::Moved => (0.95, "the recorded words stand elsewhere, with what stood around them"),
        _ => (0.5, "the recorded words stand in several places, or without what stood around them"),
    };
    if place.spans.is_empty() { Place::orphan(GONE) } else { place }
}

/// The start of the span of `selector` in bytes, at `from` or later, with its state.
fn find(
    text: &Text,
    selector: &Selector,
    exact: &str,
    expected: usize,
    from: usize,
) -> Option<(usize, State)> {
    let recorded = Span::new(expected, expected + exact.len());
    if expected >= from && text.slice(recorded) == exact && agreement(text, selector, recorded).is_full() {
        return Some((expected, State::Unchanged));
    }
    let near = (
        expected.saturating_sub(NEAR_BYTES).max(from),
        (expected + NEAR_BYTES + exact.len()).min(text.len()),
    );
    let best = best_in(text, selector, exact, expected, near);
    if best.as_ref().is_some_and(|best| best.agreement.is_full()) {
        return best.map(|best| (best.start, best.state()));
    }
    let all = (from, text.len());
    let best = if near == all { best } else { best_in(text, selector, exact, expected, all) };
    best.map(|best| (best.start, best.state()))
}

/// How much of a recorded context stands around an occurrence, in code points.
#[derive(Clone, Copy, PartialEq, Eq)]
struct ContextAgreement {
    found: usize,
    recorded: usize,
    /// Whether the whole of a context stands there that was recorded to tell the words from others like them.
    is_told: bool,
}

impl ContextAgreement {
    /// Whether the whole context is there.
    fn is_full(self) -> bool {
        self.found == self.recorded
    }
}

/// A place at which the exact words stand.
struct Occurrence {
    /// The first byte.
    start: usize,
    agreement: ContextAgreement,
    /// Whether another occurrence has an equally good context.
    is_tied: bool,
    /// Whether the words are so many that they hardly stand there by chance.
    is_distinctive: bool,
}

impl Occurrence {
    /// The state of a span that is found here.
    fn state(&self) -> State {
        let share = if self.is_distinctive { MIN_SHARE_OF_DISTINCTIVE } else { MIN_SHARE };
        let likely = self.agreement.found * share >= self.agreement.recorded;
        if self.is_tied || !likely || !self.agreement.is_told { State::Doubtful } else { State::Unchanged }
    }
}

/// The occurrence of `exact` between two bytes with the best context, and of equal ones the nearest to `expected`.
fn best_in(
    text: &Text,
    selector: &Selector,
    exact: &str,
    expected: usize,
    (from, to): (usize, usize),
) -> Option<Occurrence> {
    let found = text.occurrences(exact, from, to, MAX_OCCURRENCES);
    let rate = |start: usize| (agreement(text, selector, Span::new(start, start + exact.len())), start);
    let rated: Vec<_> = found.into_iter().map(rate).collect();
    let most = rated.iter().map(|(agreement, _)| agreement.found).max()?;
    let mut equal = rated.into_iter().filter(|(agreement, _)| agreement.found == most);
    let first = equal.next()?;
    let mut is_tied = false;
    let (agreement, start) = equal.fold(first, |best, other| {
        is_tied = true;
        if other.1.abs_diff(expected) < best.1.abs_diff(expected) { other } else { best }
    });
    Some(Occurrence {
        start,
        agreement,
        is_tied,
        is_distinctive: selector.exact.chars().count() >= MIN_DISTINCTIVE_CHARS,
    })
}

/// The form of `exact` in the text's own bytes: a windowed text has another substitute for invalid UTF-8 than a selector.
pub fn stored(text: &Text, exact: &str) -> String {
    match text.as_str() {
        Some(_) => exact.to_owned(),
        None => exact.replace('\u{fffd}', SUBSTITUTE.encode_utf8(&mut [0; 4])),
    }
}

/// How much of the context of `selector` stands around `span`.
fn agreement(text: &Text, selector: &Selector, span: Span) -> ContextAgreement {
    let before = text.quote(Span::new(span.start.saturating_sub(selector.prefix.len()), span.start));
    let after = text.quote(Span::new(span.end, span.end + selector.suffix.len()));
    let same = |pair: &(char, char)| pair.0 == pair.1;
    let found = [
        before.chars().rev().zip(selector.prefix.chars().rev()).take_while(same).count(),
        after.chars().zip(selector.suffix.chars()).take_while(same).count(),
    ];
    let recorded = [&selector.prefix, &selector.suffix].map(|context| context.chars().count());
    let is_told =
        found.iter().zip(recorded).all(|(&found, recorded)| recorded <= CONTEXT || found == recorded);
    ContextAgreement { found: found.iter().sum(), recorded: recorded.iter().sum(), is_told }
}
