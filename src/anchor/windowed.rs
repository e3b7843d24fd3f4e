//! Finding a gloss's spans in a text that is too large to be looked at whole: first where they were recorded, then by
//! their exact text, told apart by what stands around it and by how near it is.

use crate::{
    gloss::{Gloss, Place, Selector, State},
    text::{SUBSTITUTE, Span, Text},
};

/// How far from the expected place the text is searched before the whole text is, in bytes.
const NEAR: usize = 1024 * 1024;

/// More equal texts than this are not told apart.
const MOST: usize = 4096;

/// An exact text of this many code points is taken for the one meant, even where nothing around it is as it was.
const TELLING: usize = 24;

/// Why a gloss has no place.
const GONE: &str = "the recorded words are not in the text";

/// Where `gloss` stands in `text`.
///
/// The recorded text itself must be there: nothing that reads otherwise is taken for it. Where it stands several
/// times, the one whose surroundings agree best is meant; of those that agree equally the nearest is
/// [`Doubtful`](State::Doubtful). Spans of one gloss are found together: the shift of one is expected of the next.
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

/// The start of the span that `selector` means, at `from` or later, and how sure that is.
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
    let near = (expected.saturating_sub(NEAR).max(from), (expected + NEAR + exact.len()).min(text.len()));
    let best = best_in(text, selector, exact, expected, near);
    if best.as_ref().is_some_and(|best| best.agreement.is_full()) {
        return best.map(|best| (best.start, best.state()));
    }
    let all = (from, text.len());
    let best = if near == all { best } else { best_in(text, selector, exact, expected, all) };
    best.map(|best| (best.start, best.state()))
}

/// How much of the recorded surroundings is still there, in code points.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Agreement {
    found: usize,
    recorded: usize,
}

impl Agreement {
    fn is_full(self) -> bool {
        self.found == self.recorded
    }
}

struct Candidate {
    start: usize,
    agreement: Agreement,
    /// Another place agrees as well as this one.
    tied: bool,
    /// The text is long enough to be no coincidence.
    telling: bool,
}

impl Candidate {
    fn state(&self) -> State {
        let likely =
            self.telling || self.agreement.is_full() || self.agreement.found * 4 >= self.agreement.recorded;
        if self.tied || !likely { State::Doubtful } else { State::Unchanged }
    }
}

/// The occurrence that agrees best, and of those the nearest.
fn best_in(
    text: &Text,
    selector: &Selector,
    exact: &str,
    expected: usize,
    (from, to): (usize, usize),
) -> Option<Candidate> {
    let found = text.occurrences(exact, from, to, MOST);
    let rate = |start: usize| (agreement(text, selector, Span::new(start, start + exact.len())), start);
    let rated: Vec<_> = found.into_iter().map(rate).collect();
    let most = rated.iter().map(|(agreement, _)| agreement.found).max()?;
    let mut equal = rated.into_iter().filter(|(agreement, _)| agreement.found == most);
    let first = equal.next()?;
    let mut tied = false;
    let (agreement, start) = equal.fold(first, |best, other| {
        tied = true;
        if other.1.abs_diff(expected) < best.1.abs_diff(expected) { other } else { best }
    });
    Some(Candidate { start, agreement, tied, telling: selector.exact.chars().count() >= TELLING })
}

/// `exact` as it stands in the text: in a windowed text, what is no UTF-8 has another substitute inside than outside.
pub fn stored(text: &Text, exact: &str) -> String {
    match text.as_str() {
        Some(_) => exact.to_owned(),
        None => exact.replace('\u{fffd}', SUBSTITUTE.encode_utf8(&mut [0; 4])),
    }
}

fn agreement(text: &Text, selector: &Selector, span: Span) -> Agreement {
    let before = text.quote(Span::new(span.start.saturating_sub(selector.prefix.len()), span.start));
    let after = text.quote(Span::new(span.end, span.end + selector.suffix.len()));
    let same = |pair: &(char, char)| pair.0 == pair.1;
    let found = before.chars().rev().zip(selector.prefix.chars().rev()).take_while(same).count()
        + after.chars().zip(selector.suffix.chars()).take_while(same).count();
    Agreement { found, recorded: selector.prefix.chars().count() + selector.suffix.chars().count() }
}
