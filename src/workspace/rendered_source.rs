//! Glosses that were recorded on the source of a document that is now rendered: its reader knows what became of each
//! part of the source.

use crate::{
    gloss::{Gloss, Place, Selector, State},
    source::Document,
    text::{CodePoints, Span, Text, movement},
};

/// How many bytes more than the source a rendered part may have: marks only go, but a number may stand for a note.
const MAX_ADDED_BYTES: usize = 16;

/// The certain places of glosses recorded on the decoded source of `document`: where the reader put what they stand on. A
/// part of the source that is not in the text, such as front matter, is no place. `None` for a gloss that was not recorded
/// there, and for all if the reader cannot tell.
pub fn places(document: &Document, source: &str, glosses: &[&Gloss]) -> Vec<Option<Place>> {
    let (Some(rendering), Some(text)) = (&document.rendering, document.text.as_str()) else {
        return vec![None; glosses.len()];
    };
    let parts = rendering.source_map.reversed(text.len());
    let (points, target) = (CodePoints::new(source), CodePoints::new(text));
    let recorded = |selector: &Selector| {
        let start = points.byte(selector.start)?;
        let recorded = Span::new(start, start + selector.exact.len());
        (source.get(recorded.range()) == Some(&selector.exact[..])).then_some(recorded)
    };
    let place = |gloss: &&Gloss| {
        let is_rendered = |selector: &Selector| {
            let start = target.byte(selector.start)?;
            let span = Span::new(start, start + selector.exact.len());
            (text.get(span.range()) == Some(&selector.exact[..])).then_some(span)
        };
        let recorded: Vec<Span> = gloss.selectors.iter().map(recorded).collect::<Option<_>>()?;
        let spans: Vec<Span> = recorded.iter().filter_map(|&span| parts.of(span)).collect();
        if spans.is_empty() {
            let is_mapped = parts.of(Span::new(0, source.len())).is_some();
            return is_mapped.then(|| Place::orphan("it stands in a part of the source that is not shown"));
        }
        let spans: Vec<Span> = spans.into_iter().filter_map(|span| trimmed(&document.text, span)).collect();
        let is_certain = spans.len() == recorded.len()
            && spans.iter().zip(&recorded).all(|(span, source)| span.len() <= source.len() + MAX_ADDED_BYTES)
            && spans.windows(2).all(|two| two[0].end <= two[1].start);
        if !is_certain {
            return None;
        }
        if gloss.selectors.iter().map(is_rendered).eq(spans.iter().map(|&span| Some(span))) {
            return Some(Place::unchanged(spans));
        }
        let reason = "the same part of the source, which is shown without marks now";
        Some(Place { spans, state: State::Moved, score: 1.0, reason })
    };
    glosses.iter().map(place).collect()
}

/// The span in whole grapheme clusters, without white space at its ends; `None` if nothing else is in it.
fn trimmed(text: &Text, span: Span) -> Option<Span> {
    let span = movement::snap(text, span);
    let found = text.slice(span);
    let start = span.start + (found.len() - found.trim_start().len());
    let trimmed = Span::new(start, start + found.trim().len());
    (!trimmed.is_empty()).then_some(trimmed)
}
