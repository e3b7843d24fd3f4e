//! Where foreign glosses land in a document: found by their words, known again where they are there already.

use std::collections::HashMap;

use super::{environment, open::Opened};
use crate::{
    anchor::{self, Baseline},
    gloss::{Change, Gloss, Glosses, Id, Place, Schema, Selector, State, Value},
    text::{CodePoints, Span, Text, movement},
};

/// So many places of words are looked at.
const MOST_PLACES: usize = 4096;

/// What became of foreign glosses.
#[derive(Default)]
pub struct Landed {
    /// What is to be changed in the sidecar.
    pub changes: Vec<Change>,
    /// New glosses.
    pub added: usize,
    /// Known glosses of which the file says more.
    pub updated: usize,
    /// Known glosses of which it says nothing new.
    pub known: usize,
    /// Those of them that a person should look at.
    pub doubtful: usize,
    /// Those of them that have no place in the document.
    pub lost: usize,
    /// Glosses, and links, of which a sidecar can't be made to hold what the file says: none of them is taken.
    pub unusable: usize,
}

/// Finds foreign glosses, recorded in `foreign` if that is known, in a document, next to those that are `there`.
pub fn land(opened: &Opened, there: &Glosses, mut glosses: Vec<Gloss>, foreign: Option<&Text>) -> Landed {
    let text = &opened.document.text;
    complete(text, &mut glosses);
    for gloss in &mut glosses {
        gloss.selectors.retain(|selector| !selector.exact.is_empty());
        gloss.selectors.sort_by_key(|selector| (selector.start, selector.end));
    }
    let asked: Vec<&Gloss> = glosses.iter().collect();
    let places = match foreign.and_then(Text::as_str) {
        Some(foreign) if text.as_str() == Some(foreign) => {
            anchor::locate_all(text, &asked, Baseline::Current)
        }
        Some(foreign) => anchor::locate_all(text, &asked, Baseline::Text(foreign)),
        None => unknown_places(text, &asked),
    };
    let by_place: HashMap<_, _> =
        there.iter().map(|p| ((p.gloss.tag.as_str(), p.place.spans.as_slice()), &p.gloss.id)).collect();
    let mut landed = Landed::default();
    let mut renamed: HashMap<Id, Id> = HashMap::new();
    let mut found = Vec::new();
    for (mut gloss, place) in glosses.into_iter().zip(places) {
        let spans = joined(place.spans);
        let spans = spans.as_slice();
        if spans.is_empty() {
            follow(&mut gloss.selectors);
        } else {
            if place.state.needs_a_look() {
                gloss.review = Some(format!("imported: {}", place.reason));
            }
            gloss.selectors = spans.iter().map(|&span| anchor::selector(text, span)).collect();
        }
        let links = gloss.links.len();
        gloss.links.retain(|link| link.to.check().is_ok());
        landed.unusable += links - gloss.links.len();
        if gloss.check().is_err() {
            landed.unusable += 1;
            continue;
        }
        landed.doubtful += usize::from(place.state.needs_a_look() && !spans.is_empty());
        landed.lost += usize::from(place.state == State::Orphan && !gloss.orphaned);
        let known = by_place.get(&(gloss.tag.as_str(), spans)).filter(|_| !spans.is_empty());
        if let Some(&known) = known.filter(|_| there.get(&gloss.id).is_none()) {
            renamed.insert(gloss.id.clone(), known.clone());
            gloss.id = known.clone();
        }
        found.push(gloss);
    }
    for mut gloss in found {
        for link in &mut gloss.links {
            if let Some(known) = renamed.get(&link.to) {
                link.to = known.clone();
            }
        }
        conform(&opened.schema, &mut gloss);
        take(&mut landed, there, gloss);
    }
    landed
}

/// Where glosses stand that were recorded nobody knows in which text. Most likely in this one: what stands as recorded is in
/// its place, though others are not.
fn unknown_places(text: &Text, glosses: &[&Gloss]) -> Vec<Place> {
    let found = anchor::locate_all(text, glosses, Baseline::Unknown(None));
    let recorded = anchor::recorded_places(text, glosses);
    let places = recorded.into_iter().zip(found).map(|(recorded, found)| recorded.unwrap_or(found));
    let place = |(place, gloss): (Place, &&Gloss)| match place.state {
        State::Orphan | State::Doubtful if !gloss.orphaned => likeliest_place(text, gloss).unwrap_or(place),
        _ => place,
    };
    places.zip(glosses).map(place).collect()
}

/// Of several places of words of which nothing more is known the one nearest to where they were, if anything says so, else
/// the first; there a person finds them.
fn likeliest_place(text: &Text, gloss: &Gloss) -> Option<Place> {
    let [selector] = &gloss.selectors[..] else { return None };
    let exact = Some(&selector.exact).filter(|_| is_bare(selector))?;
    let places = text.occurrences(exact, 0, text.len(), MOST_PLACES);
    let expected = text.offset_of(selector.start).unwrap_or(text.len());
    let at = places.iter().copied().min_by_key(|at| at.abs_diff(expected)).filter(|_| places.len() > 1)?;
    let spans = vec![movement::snap(text, Span::new(at, at + exact.len()))];
    Some(Place { spans, state: State::Doubtful, score: 0.1, reason: "its words stand in several places" })
}

/// Spans that ascend, with those that overlap in one.
fn joined(mut spans: Vec<Span>) -> Vec<Span> {
    spans.sort_unstable_by_key(|span| (span.start, span.end));
    spans.dedup_by(|span, before| {
        let overlap = span.start < before.end;
        if overlap {
            *before = before.hull(*span);
        }
        overlap
    });
    spans
}

/// Lets spans that stand nowhere follow each other: their words count, their positions are hints.
fn follow(selectors: &mut [Selector]) {
    let mut free = 0;
    for selector in selectors {
        if selector.start < free || selector.end <= selector.start {
            selector.start = selector.start.max(free);
            selector.end = selector.start.saturating_add(selector.exact.chars().count());
        }
        free = selector.end;
    }
}

/// Adds a gloss, or what it says more than the one that is there.
fn take(landed: &mut Landed, there: &Glosses, mut gloss: Gloss) {
    let Some(known) = there.get(&gloss.id).map(|placed| &placed.gloss) else {
        gloss.created.get_or_insert_with(environment::now);
        landed.added += 1;
        landed.changes.push(Change::add(gloss));
        return;
    };
    let mut merged = known.clone();
    merged.tag = gloss.tag;
    for (name, value) in gloss.attributes.iter() {
        merged.attributes.set(name, value.clone());
    }
    for link in gloss.links {
        if !merged.links.contains(&link) {
            merged.links.push(link);
        }
    }
    merged.note = gloss.note.or(merged.note);
    let words = |selectors: &[Selector]| selectors.iter().map(|s| s.exact.clone()).collect::<Vec<_>>();
    if words(&merged.selectors) != words(&gloss.selectors) {
        merged.selectors = gloss.selectors;
    }
    if merged == *known {
        landed.known += 1;
    } else {
        merged.modified = Some(environment::now());
        landed.updated += 1;
        landed.changes.push(Change::replace(known.clone(), merged));
    }
}

/// Whether a selector says nothing of what stands around it.
fn is_bare(selector: &Selector) -> bool {
    selector.prefix.is_empty() && selector.suffix.is_empty()
}

/// Gives selectors that say nothing of what stands around them all that a selector says, where their place is plain: they
/// have a position without words, words that stand at their position, or words that stand once in the text.
fn complete(text: &Text, glosses: &mut [Gloss]) {
    let Some(whole) = text.as_str() else { return };
    let points = CodePoints::new(whole);
    let selectors = glosses.iter_mut().flat_map(|gloss| &mut gloss.selectors);
    for selector in selectors.filter(|selector| is_bare(selector)) {
        let exact = &selector.exact;
        let at_position = points
            .span(selector.start, selector.end)
            .filter(|&span| !span.is_empty() && (exact.is_empty() || text.slice(span) == *exact));
        let once = || match text.occurrences(exact, 0, text.len(), 2)[..] {
            [at] => Some(Span::new(at, at + exact.len())),
            _ => None,
        };
        if let Some(span) = at_position.or_else(|| once().filter(|_| !exact.is_empty())) {
            *selector = anchor::selector(text, movement::snap(text, span));
        }
    }
}

/// Gives values the shape that the schema asks for, where they have one that says the same.
fn conform(schema: &Schema, gloss: &mut Gloss) {
    let typed: Vec<(String, Value)> = gloss
        .attributes
        .iter()
        .filter_map(|(name, value)| match value {
            Value::Text(text) => Some((name.to_owned(), schema.check_value(&gloss.tag, name, text).ok()?)),
            _ => None,
        })
        .collect();
    for (name, value) in typed {
        gloss.attributes.set(&name, value);
    }
}
