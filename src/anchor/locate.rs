//! The entry points of anchoring: one gloss in its own text; all glosses in a text that may differ; and which glosses stand
//! where they were recorded.

use super::{baseline::Baseline, capture::is_surrounded, new_text::NewText, solve::solve, windowed};
use crate::{
    gloss::{Gloss, Place, Selector},
    text::{CodePoints, Span, Text, movement},
};

/// The most glosses for which each recorded position is counted by itself. With more of them, counting the code points of the
/// whole text once is less work. Chosen by hand.
const MAX_SINGLE_LOOKUPS: usize = 32;

/// The longest text, in bytes, whose code points are always counted as a whole: that is no more work than counting up to one
/// place. Chosen by hand.
const MAX_SHORT_TEXT_BYTES: usize = 16 * 1024;

/// The reason of a gloss that a person has made an orphan: it is not looked for.
const DECIDED: &str = "somebody has decided that it has no place any more";

/// The place of `gloss` in `text`, in which it was most likely recorded. If so, only its recorded place is read; otherwise it is
/// looked for in the whole text.
pub fn locate(text: &Text, gloss: &Gloss) -> Place {
    if gloss.orphaned {
        return Place::orphan(DECIDED);
    }
    in_place(text, gloss, &|point| text.offset_of(point))
        .unwrap_or_else(|| locate_all(text, &[gloss], Baseline::Unknown(None)).remove(0))
}

/// The places of those of `glosses` that stand in `text` where they were recorded; `None` for the others, which are not looked
/// for.
pub fn recorded_places(text: &Text, glosses: &[&Gloss]) -> Vec<Option<Place>> {
    let points = text.as_str().map(CodePoints::new);
    let offset = |point| points.as_ref().map_or_else(|| text.offset_of(point), |points| points.byte(point));
    let open = |gloss: &&Gloss| in_place(text, gloss, &offset).filter(|_| !gloss.orphaned);
    glosses.iter().map(open).collect()
}

/// The place of each of `glosses` in `text`.
///
/// In a text that is read in windows the glosses are found one by one, by their exact words.
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
    let once = |text: &&str| glosses.len() > MAX_SINGLE_LOOKUPS || text.len() <= MAX_SHORT_TEXT_BYTES;
    let points = text.as_str().filter(once).map(CodePoints::new);
    let offset = |point| points.as_ref().map_or_else(|| text.offset_of(point), |points| points.byte(point));
    match baseline {
        Baseline::Current => places = glosses.iter().map(|gloss| in_place(text, gloss, &offset)).collect(),
        // If nothing says that this is another text and all glosses stand where they were recorded, it need not be searched.
        Baseline::Unknown(None) => {
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
        let found = match NewText::new(text) {
            Some(new_text) => solve(&new_text, &asked, baseline),
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

/// The place of a gloss, if all of its spans stand where they were recorded, with the same context.
fn in_place(text: &Text, gloss: &Gloss, offset: &dyn Fn(usize) -> Option<usize>) -> Option<Place> {
    // A list of the right size, since a million of them are held at a time.
    let mut spans = Vec::with_capacity(gloss.selectors.len());
    for selector in &gloss.selectors {
        spans.push(stands(text, selector, offset).filter(|&span| movement::is_whole(text, span))?);
    }
    (!spans.is_empty()).then(|| Place::unchanged(spans))
}

/// The recorded span of `selector` in bytes of `text`, if its exact words and its context stand there.
fn stands(text: &Text, selector: &Selector, offset: &dyn Fn(usize) -> Option<usize>) -> Option<Span> {
    let start = offset(selector.start)?;
    let exact = windowed::stored(text, &selector.exact);
    let span = Span::new(start, start + exact.len());
    (text.slice(span) == *exact && is_surrounded(text, selector, span)).then_some(span)
}
