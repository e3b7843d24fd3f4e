//! Glosses that were recorded on the source of a document which is shown in its format now: its reader knows what became of
//! each part of the source.

use crate::{
    gloss::{Gloss, Place, Selector, State},
    source::{Document, RenderedParts},
    text::{CodePoints, Span},
};

/// Where glosses stand for certain that were recorded on the source of `document`, decoded: those all of whose words are in
/// the text, in one piece. Nothing is said of the others, and nothing of any if the reader can't tell.
pub fn places(document: &Document, source: &str, glosses: &[&Gloss]) -> Vec<Option<Place>> {
    let (Some(rendering), Some(text)) = (&document.rendering, document.text.as_str()) else {
        return vec![None; glosses.len()];
    };
    let parts = rendering.source_map.reversed(text.len());
    let (points, target) = (CodePoints::new(source), CodePoints::new(text));
    let span = |selector: &Selector| {
        let start = points.byte(selector.start)?;
        let recorded = Span::new(start, start + selector.exact.len());
        let is_there = source.get(recorded.range()) == Some(&selector.exact[..]);
        is_there.then(|| shown(text, &parts, recorded, &selector.exact)).flatten()
    };
    let place = |gloss: &&Gloss| {
        let spans: Vec<Span> = gloss.selectors.iter().map(span).collect::<Option<_>>()?;
        let is_in_order = spans.windows(2).all(|two| two[0].end <= two[1].start);
        if spans.is_empty() || !is_in_order {
            return None;
        }
        let is_recorded = |(span, selector): (&Span, &Selector)| {
            target.byte(selector.start) == Some(span.start) && text[span.range()] == selector.exact
        };
        if spans.iter().zip(&gloss.selectors).all(is_recorded) {
            return Some(Place::unchanged(spans));
        }
        let reason = "the same part of the source, which is shown without marks now";
        Some(Place { spans, state: State::Moved, score: 1.0, reason })
    };
    glosses.iter().map(place).collect()
}

/// Where the text shows this part of the source, if it shows the same words.
fn shown(text: &str, parts: &RenderedParts, source: Span, words: &str) -> Option<Span> {
    let span = parts.of(source)?;
    let found = text.get(span.range())?;
    let trimmed = span.start + (found.len() - found.trim_start().len());
    let span = Span::new(trimmed, trimmed + found.trim().len());
    (!span.is_empty() && text[span.range()].split_whitespace().eq(words.split_whitespace())).then_some(span)
}
