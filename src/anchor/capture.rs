//! Recording: the selector of a span, by which the span can be found again in an edited text.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;

use crate::{
    gloss::{CONTEXT, Change, Gloss, Glosses, Placed, Selector, State},
    text::{Span, Text},
};

/// The selector that names `span` of `text`.
pub fn selector(text: &Text, span: Span) -> Selector {
    selector_at(text, span, text.code_point_of(span.start))
}

/// The selector that names `span` of `text`. `start` is the start of the span in code points, for a caller that knows it.
pub fn selector_at(text: &Text, span: Span, start: usize) -> Selector {
    let exact = text.quote(span);
    let end = start + exact.chars().count();
    let (prefix, suffix) = (before(text, span.start), after(text, span.end));
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

/// A copy of the gloss with selectors for the place at which it stands in `text` now.
pub fn recorded_here(text: &Text, placed: &Placed) -> Gloss {
    Gloss { selectors: selectors(text, &placed.place.spans), ..placed.gloss.clone() }
}

/// The changes that record anew, at their places in `text`, all glosses in the state [`State::Moved`]. There are none if a part of the
/// text could not be read, since that reads as blanks, and the recorded words would be lost.
pub fn record_moved(text: &Text, glosses: &Glosses) -> Vec<Change> {
    let moved = glosses.in_state(State::Moved);
    let moved = moved.map(|placed| Change::replace(placed.gloss.clone(), recorded_here(text, placed)));
    let moved = moved.collect();
    if text.lost() > 0 { Vec::new() } else { moved }
}

/// The text right before the byte `at`, in whole grapheme clusters, [`CONTEXT`] code points at most.
fn before(text: &Text, at: usize) -> String {
    let window = text.quote(Span::new(at.saturating_sub(CONTEXT * 4), at));
    let mut room = CONTEXT;
    let mut start = window.len();
    // The first cluster of the window may have begun before it.
    for (i, cluster) in window.grapheme_indices(true).rev() {
        let chars = cluster.chars().count();
        if chars > room || (i == 0 && at > CONTEXT * 4) {
            break;
        }
        (start, room) = (i, room - chars);
    }
    window.get(start..).unwrap_or_default().to_owned()
}

/// The text right after the byte `at`, in whole grapheme clusters, [`CONTEXT`] code points at most.
fn after(text: &Text, at: usize) -> String {
    // One character more than is kept shows whether the last cluster goes on.
    let window = text.quote(Span::new(at, at.saturating_add((CONTEXT + 1) * 4)));
    let mut room = CONTEXT;
    let fits = |cluster: &&str| {
        let chars = cluster.chars().count();
        let fits = chars <= room;
        room = room.saturating_sub(if fits { chars } else { room });
        fits
    };
    window.graphemes(true).take_while(fits).collect()
}
