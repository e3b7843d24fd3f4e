//! The merge of foreign glosses into a document: each is found by its words, and known again where it is there already.

use std::collections::HashMap;

use super::Clock;
use crate::{
    anchor::{self, Baseline},
    gloss::{Change, Gloss, Glosses, Id, Place, Reason, Review, Schema, Selector, State, Value},
    text::{CodePoints, Span, Text, movement},
};

/// How many places of words that stand in several are compared. Words that stand in more say nothing of a place.
const MAX_PLACES: usize = 4096;

/// How likely a place is said to be that was chosen among several alike: far below what counts as found.
const SCORE_OF_A_GUESS: f32 = 0.1;

/// The document that foreign glosses are merged into.
#[derive(Clone, Copy)]
pub struct ImportTarget<'a> {
    /// Its text.
    pub text: &'a Text,
    /// What can be said of it.
    pub schema: &'a Schema,
    /// Its own glosses, in their places.
    pub glosses: &'a Glosses,
    /// The time, for what is new.
    pub clock: &'a Clock,
}

/// What a merge makes of foreign glosses.
#[derive(Debug, Default)]
pub struct ImportMerge {
    /// What is to be changed in the sidecar.
    pub changes: Vec<Change>,
    /// How many glosses are new.
    pub added: usize,
    /// How many are there already, and the file says more of them.
    pub updated: usize,
    /// How many are there already, and the file says nothing new of them.
    pub known: usize,
    /// How many of all these a person should look at.
    pub doubtful: usize,
    /// How many of all these have no place in the document.
    pub lost: usize,
    /// How many glosses and links can't be taken, since a sidecar can't be made to hold what the file says.
    pub unusable: usize,
}

/// Merges foreign glosses, recorded in the text `foreign` if that is known, into a document.
pub fn merge_import(target: ImportTarget<'_>, glosses: Vec<Gloss>, foreign: Option<&Text>) -> ImportMerge {
    let mut merge = ImportMerge::default();
    let found = merge.find(target, glosses, foreign);
    for mut gloss in found {
        conform(target.schema, &mut gloss);
        merge.take(target, gloss);
    }
    merge
}

impl ImportMerge {
    /// The glosses as they are recorded in the document's text, with the ids and links of those that are there already.
    fn find(
        &mut self,
        target: ImportTarget<'_>,
        mut glosses: Vec<Gloss>,
        foreign: Option<&Text>,
    ) -> Vec<Gloss> {
        let places = places(target.text, &mut glosses, foreign);
        let own = target.glosses.iter();
        let by_place: HashMap<_, _> =
            own.map(|p| ((p.gloss.tag.as_str(), p.place.spans.as_slice()), &p.gloss.id)).collect();
        let mut renamed: HashMap<Id, Id> = HashMap::new();
        let mut found = Vec::new();
        for (gloss, place) in glosses.into_iter().zip(places) {
            let Some((mut gloss, spans)) = self.record(target.text, gloss, place) else { continue };
            let known = by_place.get(&(gloss.tag.as_str(), spans.as_slice())).filter(|_| !spans.is_empty());
            if let Some(&known) = known.filter(|_| target.glosses.get(&gloss.id).is_none()) {
                renamed.insert(gloss.id.clone(), known.clone());
                gloss.id = known.clone();
            }
            found.push(gloss);
        }
        for link in found.iter_mut().flat_map(|gloss| &mut gloss.links) {
            if let Some(known) = renamed.get(&link.to) {
                link.to = known.clone();
            }
        }
        found
    }

    /// A gloss recorded at its place, with the spans of that; none if a sidecar can't hold it. What is in doubt gets a
    /// `review`.
    fn record(&mut self, text: &Text, mut gloss: Gloss, place: Place) -> Option<(Gloss, Vec<Span>)> {
        let spans = joined(place.spans);
        if spans.is_empty() {
            set_apart(&mut gloss.selectors);
        } else {
            if place.state.needs_a_look() {
                gloss.review = Review::from_iter([Reason::import(place.reason)]);
            }
            gloss.selectors = anchor::selectors(text, &spans);
        }
        let links = gloss.links.len();
        gloss.links.retain(|link| link.to.check().is_ok());
        self.unusable += links - gloss.links.len();
        if gloss.check().is_err() {
            self.unusable += 1;
            return None;
        }
        self.doubtful += usize::from(place.state.needs_a_look() && !spans.is_empty());
        self.lost += usize::from(place.state == State::Orphan && !gloss.orphaned);
        Some((gloss, spans))
    }

    /// Adds a gloss, or what it says more than the one that is there.
    fn take(&mut self, target: ImportTarget<'_>, mut gloss: Gloss) {
        let Some(known) = target.glosses.get(&gloss.id).map(|placed| &placed.gloss) else {
            gloss.created.get_or_insert_with(|| target.clock.now());
            self.added += 1;
            self.changes.push(Change::add(gloss));
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
            self.known += 1;
        } else {
            merged.modified = Some(target.clock.now());
            self.updated += 1;
            self.changes.push(Change::replace(known.clone(), merged));
        }
    }
}

/// Where foreign glosses stand in `text`. Their selectors are put in order, and completed where their place is plain.
fn places(text: &Text, glosses: &mut [Gloss], foreign: Option<&Text>) -> Vec<Place> {
    complete(text, glosses);
    for gloss in &mut *glosses {
        gloss.selectors.retain(|selector| !selector.exact.is_empty());
        gloss.selectors.sort_by_key(|selector| (selector.start, selector.end));
    }
    let asked: Vec<&Gloss> = glosses.iter().collect();
    match foreign.and_then(Text::as_str) {
        Some(foreign) if text.as_str() == Some(foreign) => {
            anchor::locate_all(text, &asked, Baseline::Current)
        }
        Some(foreign) => anchor::locate_all(text, &asked, Baseline::Text(foreign)),
        None => unknown_places(text, &asked),
    }
}

/// Where glosses stand of which it is not known in which text they were recorded. Most likely it was this one: a gloss that
/// stands as recorded is in its place, even if others are not.
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

/// The place that a person is shown for words that stand in several places, where nothing more is known of them: the one
/// nearest to their recorded position.
fn likeliest_place(text: &Text, gloss: &Gloss) -> Option<Place> {
    let [selector] = &gloss.selectors[..] else { return None };
    let exact = Some(&selector.exact).filter(|_| is_bare(selector))?;
    let places = text.occurrences(exact, 0, text.len(), MAX_PLACES);
    let expected = text.offset_of(selector.start).unwrap_or(text.len());
    let at = places.iter().copied().min_by_key(|at| at.abs_diff(expected)).filter(|_| places.len() > 1)?;
    let spans = vec![movement::snap(text, Span::new(at, at + exact.len()))];
    Some(Place {
        spans,
        state: State::Doubtful,
        score: SCORE_OF_A_GUESS,
        reason: "its words stand in several places",
    })
}

/// The spans in ascending order, with those that overlap made one.
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

/// Makes the positions of a gloss without a place follow each other, as a sidecar has them. Its words count; its positions
/// are hints.
fn set_apart(selectors: &mut [Selector]) {
    let mut free = 0;
    for selector in selectors {
        if selector.start < free || selector.end <= selector.start {
            selector.start = selector.start.max(free);
            selector.end = selector.start.saturating_add(selector.exact.chars().count());
        }
        free = selector.end;
    }
}

/// Whether a selector says nothing of what stands around it.
fn is_bare(selector: &Selector) -> bool {
    selector.prefix.is_empty() && selector.suffix.is_empty()
}

/// Completes selectors that say nothing of what stands around them, where their place is plain: they have a position and no
/// words, words that stand at their position, or words that stand once in the text.
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

/// Makes numbers, flags and lists of texts, where the schema asks for them and the texts say such.
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
