//! Recording: the selector of a span, by which the span can be found again in an edited text.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;

use super::lookalikes;
use crate::{
    gloss::{CONTEXT, Change, Gloss, Glosses, Placed, Selector, State},
    text::{SUBSTITUTE, Span, Text},
};

/// How far on each side of a span its lookalikes are sought, in bytes, so that the work does not grow with the text. Chosen by hand: a
/// few pages.
const NEARBY_BYTES: usize = 8 * 1024;

/// The selector that names `span` of `text`.
pub fn selector(text: &Text, span: Span) -> Selector {
    selector_at(text, span, text.code_point_of(span.start))
}

/// The selector that names `span` of `text`. `start` is the start of the span in code points, for a caller that knows it.
pub fn selector_at(text: &Text, span: Span, start: usize) -> Selector {
    let exact = text.quote(span);
    let end = start + exact.chars().count();
    let (prefix, suffix) = context(text, span);
    Selector { start, end, exact, prefix, suffix }
}

/// The selector of a span by its words alone, `start` in code points.
pub fn selector_of_words(text: &Text, span: Span, start: usize) -> Selector {
    let exact = text.quote(span);
    Selector { start, end: start + exact.chars().count(), exact, ..Selector::default() }
}

/// A gloss with the text around the words of those selectors that lack it. `place` tells the span of a selector in
/// `text`, by its index; one that has other words there stays as it is.
pub fn with_context<'a>(
    text: &Text,
    gloss: &'a Gloss,
    place: impl Fn(usize, &Selector) -> Option<Span>,
) -> Cow<'a, Gloss> {
    if !gloss.selectors.iter().any(Selector::is_bare) {
        return Cow::Borrowed(gloss);
    }
    let complete = |(at, selector): (usize, &Selector)| {
        let is_it = |span: &Span| selector.is_bare() && text.slice(*span) == selector.exact;
        match place(at, selector).filter(is_it) {
            Some(span) => selector_at(text, span, selector.start),
            None => selector.clone(),
        }
    };
    let selectors = gloss.selectors.iter().enumerate().map(complete).collect();
    Cow::Owned(Gloss { selectors, ..gloss.clone() })
}

/// The selectors that name `spans` of `text`, one for each.
pub fn selectors(text: &Text, spans: &[Span]) -> Vec<Selector> {
    spans.iter().map(|&span| selector(text, span)).collect()
}

/// A copy of the gloss with selectors and locator for the place at which it stands in `text` now.
pub fn recorded_here(text: &Text, placed: &Placed) -> Gloss {
    let (gloss, spans) = (&placed.gloss, &placed.place.spans);
    let locator = gloss.locator.renewed(text.structure(), spans);
    Gloss { selectors: selectors(text, spans), locator, ..gloss.clone() }
}

/// The changes that record anew, at their places in `text`, all glosses in the state [`State::Moved`], and the unchanged ones beside
/// which other words stand now: without these they could not be found from here after the next edit. There are none if a part of the
/// text could not be read, since that reads as blanks, and the recorded words would be lost.
pub fn record_moved(text: &Text, glosses: &Glosses) -> Vec<Change> {
    if text.lost() > 0 {
        return Vec::new();
    }
    let unchanged = glosses.are_of_another_text().then(|| glosses.in_state(State::Unchanged));
    let with_others_beside = unchanged.into_iter().flatten().filter(|placed| !has_context(text, placed));
    let moved = glosses.in_state(State::Moved).chain(with_others_beside);
    moved.map(|placed| Change::replace(placed.gloss.clone(), recorded_here(text, placed))).collect()
}

/// Whether the recorded context stands around each span of a gloss.
fn has_context(text: &Text, placed: &Placed) -> bool {
    let spans = placed.gloss.selectors.iter().zip(&placed.place.spans);
    spans.into_iter().all(|(selector, &span)| is_surrounded(text, selector, span))
}

/// Whether the context of `selector` stands around `span`.
pub fn is_surrounded(text: &Text, selector: &Selector, span: Span) -> bool {
    let Selector { prefix, suffix, .. } = selector;
    let before = text.quote(Span::new(span.start.saturating_sub(prefix.len()), span.start));
    before.ends_with(prefix)
        && text.quote(Span::new(span.end, span.end.saturating_add(suffix.len()))).starts_with(suffix)
}

/// What stands before and behind `span`: [`CONTEXT`] code points at most, or as much as tells it from its lookalikes nearby.
fn context(text: &Text, span: Span) -> (String, String) {
    let from = text.floor(span.start.saturating_sub(NEARBY_BYTES));
    // It is read once: another program may cut the document short meanwhile.
    let nearby = text.slice(Span::new(from, span.end.saturating_add(NEARBY_BYTES).min(text.len()).max(from)));
    let inside = |at: usize| nearby.floor_char_boundary(at.saturating_sub(from));
    let own = inside(span.start)..inside(span.end);
    let shortest = [before(&nearby[..own.start]), after(&nearby[own.end..])];
    let [before, behind] = lookalikes::reach(&nearby, &own, shortest);
    let written = |context: &str| match text.as_str() {
        Some(_) => context.to_owned(),
        None => context.replace(SUBSTITUTE, "\u{fffd}"),
    };
    (written(&nearby[own.start - before..own.start]), written(&nearby[own.end..own.end + behind]))
}

/// How many bytes at the end of `text` are whole grapheme clusters, [`CONTEXT`] code points at most.
fn before(text: &str) -> usize {
    let from = text.ceil_char_boundary(text.len().saturating_sub(CONTEXT * 4));
    let window = &text[from..];
    let mut room = CONTEXT;
    let mut start = window.len();
    // The first cluster of the window may have begun before it.
    for (i, cluster) in window.grapheme_indices(true).rev() {
        let chars = cluster.chars().count();
        if chars > room || (i == 0 && from > 0) {
            break;
        }
        (start, room) = (i, room - chars);
    }
    window.len() - start
}

/// How many bytes at the beginning of `text` are whole grapheme clusters, [`CONTEXT`] code points at most.
fn after(text: &str) -> usize {
    let mut room = CONTEXT;
    let fits = |cluster: &&str| {
        let chars = cluster.chars().count();
        let fits = chars <= room;
        room = room.saturating_sub(if fits { chars } else { room });
        fits
    };
    text.graphemes(true).take_while(fits).map(str::len).sum()
}
