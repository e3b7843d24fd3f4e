//! Places in a book as EPUB Canonical Fragment Identifiers 1.1 name them: by the numbers of the elements that lead to them, from the
//! package file on.

mod dom_points;
mod element_step;
mod spine_steps;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use super::{
    book::{self, MappedBook},
    container,
    files::BookFiles,
};
use crate::{
    source::{ReadExtent, SourcePlace, html},
    text::Span,
};
use dom_points::{DomPoint, WantedPoint, dom_points};
use spine_steps::spine_steps;

/// The identifiers of these parts of the text of a book, as many as there are parts; `None` for a part that goes over several files,
/// or that stands in a file that is no well-formed XML.
pub fn find(bytes: &[u8], text: &str, spans: &[Span]) -> Vec<Option<SourcePlace>> {
    find_in_book(bytes, text, spans).unwrap_or_else(|| vec![None; spans.len()])
}

fn find_in_book(bytes: &[u8], text: &str, spans: &[Span]) -> Option<Vec<Option<SourcePlace>>> {
    let mut files = BookFiles::open(bytes).ok()?;
    let book = container::package(&mut files).ok()?;
    let MappedBook { rendered, source_map, parts } =
        book::render(&mut files, book, ReadExtent::Whole).ok()?;
    if rendered.text != text {
        return None;
    }
    let mut in_parts: BTreeMap<usize, Vec<(usize, Span)>> = BTreeMap::new();
    for (number, &span) in spans.iter().enumerate() {
        let source = source_map.source_span(text, span);
        if let Some((part, place)) = source.and_then(|source| within_part(&parts, source)) {
            in_parts.entry(part).or_default().push((number, place));
        }
    }
    let mut found = vec![None; spans.len()];
    // What may be extracted of an archive is counted, and this begins anew.
    let mut files = BookFiles::open(bytes).ok()?;
    let steps = spine_steps(&mut files)?;
    for (part, places) in in_parts {
        let file = parts[part].0;
        let (Some(step), Ok(bytes)) = (steps.get(&file), files.bytes(file)) else { continue };
        let source = html::encoding::decode(&bytes).text;
        for (number, start, end) in ends_of(&source, &places) {
            found[number] = Some(SourcePlace::Cfi(identifier(step, &start, &end)));
        }
    }
    Some(found)
}

/// The file, by its number among those that are written, in which all of this part of the source is, and its place there.
fn within_part(parts: &[(usize, usize)], source: Span) -> Option<(usize, Span)> {
    let part = parts.partition_point(|(_, start)| *start <= source.start).checked_sub(1)?;
    let is_within = parts.get(part + 1).is_none_or(|(_, next)| source.end <= *next);
    is_within.then(|| (part, source.unshifted(parts[part].1)))
}

/// Both ends of each of these numbered places in a file, as far as it has them.
fn ends_of(source: &str, places: &[(usize, Span)]) -> Vec<(usize, DomPoint, DomPoint)> {
    let start = |place: Span| WantedPoint { at: place.start, is_end: false };
    let end = |place: Span| WantedPoint { at: place.end, is_end: true };
    let wanted = places.iter().flat_map(|(_, place)| [start(*place), end(*place)]).collect();
    let points = dom_points(source, wanted);
    let both = places.iter().filter_map(|(number, place)| {
        Some((*number, points.get(&start(*place))?.clone(), points.get(&end(*place))?.clone()))
    });
    both.collect()
}

/// The identifier of what is between two points of the file that `step` leads to.
fn identifier(step: &str, start: &DomPoint, end: &DomPoint) -> String {
    let both = start.elements.iter().zip(&end.elements);
    let common = both.take_while(|(one, other)| one == other).count();
    let is_empty = |point: &DomPoint| point.text.is_none() && point.elements.len() == common;
    // Neither end of a range may be its parent.
    let common = if is_empty(start) || is_empty(end) { common.saturating_sub(1) } else { common };
    let parent: String = start.elements[..common].iter().map(ToString::to_string).collect();
    let (from, to) = (start.path_from(common), end.path_from(common));
    if from == to {
        format!("epubcfi({step}{parent}{from})")
    } else {
        format!("epubcfi({step}{parent},{from},{to})")
    }
}
