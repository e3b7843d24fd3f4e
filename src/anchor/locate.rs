//! The questions that the program asks: for one gloss in its own text, for all glosses in a text that may differ, and which of
//! them stand as recorded in a text that they may be from.

use super::{baseline::Baseline, solve::solve, target::Target, windowed};
use crate::{
    gloss::{Gloss, Place, Selector},
    text::{CodePoints, Span, Text, movement},
};

/// So many glosses are many.
const MANY: usize = 32;

/// A text up to this size, in bytes, is short: counting all of it is no more work than counting to one place.
const SHORT: usize = 16 * 1024;

/// Why nothing is looked for.
const DECIDED: &str = "somebody has decided that it has no place any more";

/// Where `gloss` stands in `text`, which it was most likely recorded in: there this costs a look at its place.
pub fn locate(text: &Text, gloss: &Gloss) -> Place {
    if gloss.orphaned {
        return Place::orphan(DECIDED);
    }
    in_place(text, gloss, &|point| text.offset_of(point))
        .unwrap_or_else(|| locate_all(text, &[gloss], Baseline::Unknown(None)).remove(0))
}

/// Those of `glosses` that stand in `text` where they were recorded, whatever became of the others.
pub fn recorded_places(text: &Text, glosses: &[&Gloss]) -> Vec<Option<Place>> {
    let points = text.as_str().map(CodePoints::new);
    let offset = |point| points.as_ref().map_or_else(|| text.offset_of(point), |points| points.byte(point));
    let open = |gloss: &&Gloss| in_place(text, gloss, &offset).filter(|_| !gloss.orphaned);
    glosses.iter().map(open).collect()
}

/// Where each of `glosses` stands in `text`.
///
/// A text that is read in windows has its glosses found one by one, by their exact words.
pub fn locate_all(text: &Text, glosses: &[&Gloss], baseline: Baseline<'_>) -> Vec<Place> {
    if glosses.iter().any(|gloss| gloss.orphaned) {
        let (decided, open): (Vec<usize>, Vec<usize>) =
            (0..glosses.len()).partition(|&i| glosses[i].orphaned);
        let asked: Vec<&Gloss> = open.iter().map(|&i| glosses[i]).collect();
        let found = open.into_iter().zip(locate_all(text, &asked, baseline));
        let mut all: Vec<(usize, Place)> =
            decided.into_iter().map(|i| (i, Place::orphan(DECIDED))).chain(found).collect();
        all.sort_by_key(|(i, _)| *i);
        return all.into_iter().map(|(_, place)| place).collect();
    }
    let mut places: Vec<Option<Place>> = vec![None; glosses.len()];
    // Where many are looked for, counting the code points once is less work than for each of them.
    let once = |text: &&str| glosses.len() > MANY || text.len() <= SHORT;
    let points = text.as_str().filter(once).map(CodePoints::new);
    let offset = |point| points.as_ref().map_or_else(|| text.offset_of(point), |points| points.byte(point));
    match baseline {
        Baseline::Current => places = glosses.iter().map(|gloss| in_place(text, gloss, &offset)).collect(),
        // Where not even the length has changed and all of them stand as recorded, nothing is left to be told.
        Baseline::Unknown(length)
            if length.is_none_or(|length| text.offset_of(length) == Some(text.len())) =>
        {
            let all: Option<Vec<Place>> =
                glosses.iter().map(|gloss| in_place(text, gloss, &offset)).collect();
            if let Some(all) = all {
                return all;
            }
        }
        _ => {}
    }
    let open: Vec<usize> = (0..glosses.len()).filter(|&i| places[i].is_none()).collect();
    let asked: Vec<&Gloss> = open.iter().map(|&i| glosses[i]).collect();
    if !open.is_empty() {
        let found = match Target::new(text) {
            Some(target) => solve(&target, &asked, baseline),
            None => asked.iter().map(|gloss| windowed::place(text, gloss)).collect(),
        };
        for (i, place) in open.into_iter().zip(found) {
            places[i] = Some(place);
        }
    }
    places
        .into_iter()
        .map(|place| place.unwrap_or_else(|| Place::orphan("nothing was recorded of it")))
        .collect()
}

/// The place of a gloss whose spans all stand where they were recorded, between what stood around them.
fn in_place(text: &Text, gloss: &Gloss, offset: &dyn Fn(usize) -> Option<usize>) -> Option<Place> {
    let stand = |selector| stands(text, selector, offset);
    let stand = |selector| stand(selector).filter(|&span| movement::is_whole(text, span));
    let spans: Option<Vec<Span>> = gloss.selectors.iter().map(stand).collect();
    spans.filter(|spans| !spans.is_empty()).map(Place::unchanged)
}

fn stands(text: &Text, selector: &Selector, offset: &dyn Fn(usize) -> Option<usize>) -> Option<Span> {
    let start = offset(selector.start)?;
    let exact = windowed::stored(text, &selector.exact);
    let span = Span::new(start, start + exact.len());
    let around = |from: usize, to: usize| text.quote(Span::new(from, to));
    (text.slice(span) == *exact
        && around(start.saturating_sub(selector.prefix.len()), start).ends_with(&selector.prefix)
        && around(span.end, span.end + selector.suffix.len()).starts_with(&selector.suffix))
    .then_some(span)
}
