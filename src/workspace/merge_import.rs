//! Merging foreign glosses into a document: each is placed by its words, and matched with an equal gloss that is
//! there already.

use std::collections::{HashMap, HashSet};

use super::Clock;
use crate::{
    anchor::{self, Baseline},
    exchange,
    gloss::{Change, Gloss, Glosses, Id, Link, Place, Reason, Schema, Selector, State, Value},
    text::{CodePoints, Span, Text, movement},
};

/// How many occurrences of the same words are compared. Chosen by hand: words that occur more often say nothing of a
/// place.
const MAX_OCCURRENCES: usize = 4096;

/// The confidence of a place chosen among several equally good ones. Chosen by hand: far below that of any place that
/// was found.
const SCORE_OF_A_GUESS: f32 = 0.1;

/// How many glosses are placed at a time where each has its place by itself. Chosen by hand: their places take 5 MB.
const MAX_PLACED_AT_ONCE: usize = 1 << 16;

/// The document into which foreign glosses are merged.
#[derive(Clone, Copy)]
pub struct ImportTarget<'a> {
    /// Its text.
    pub text: &'a Text,
    /// Its schema.
    pub schema: &'a Schema,
    /// Its own glosses, placed in the text.
    pub glosses: &'a Glosses,
    /// The source of time stamps for glosses that change.
    pub clock: &'a Clock,
}

/// The result of merging foreign glosses.
#[derive(Debug, Default)]
pub struct ImportMerge {
    /// The glosses that are new. Those that stand where they were recorded may have their words alone, and a time of
    /// creation have those for which the file has one.
    pub new: Vec<Gloss>,
    /// The changes to glosses that exist already.
    pub changes: Vec<Change>,
    /// How many glosses are new.
    pub added: usize,
    /// How many glosses existed already and got something new from the file.
    pub updated: usize,
    /// How many glosses existed already and got nothing new from the file.
    pub known: usize,
    /// How many of all these need a review.
    pub doubtful: usize,
    /// How many of all these have no place in the document.
    pub lost: usize,
    /// How many glosses and links cannot be stored in a sidecar.
    pub unusable: usize,
    /// How many glosses got another id, since an earlier one has theirs.
    pub renamed: usize,
    /// How many glosses were there twice.
    pub repeated: usize,
}

/// Merges foreign glosses into a document; `foreign` is the text in which they were recorded, if it is known.
pub fn merge_import(
    target: ImportTarget<'_>,
    mut glosses: Vec<Gloss>,
    foreign: Option<&Text>,
) -> ImportMerge {
    let mut merge = ImportMerge::default();
    merge.tell_apart(&mut glosses);
    merge.find(target, &mut glosses, foreign);
    let points = CodePoints::new(target.text.as_str().unwrap_or_default());
    glosses.retain_mut(|gloss| {
        conform(target.schema, gloss);
        merge.is_new(target, gloss, &points)
    });
    ImportMerge { added: glosses.len(), new: glosses, ..merge }
}

impl ImportMerge {
    /// Gives each gloss an id of its own. Of several with one id the first keeps it; that of another follows from what it
    /// says, so that each import of a file gives the same ids. What says the same is there once.
    fn tell_apart(&mut self, glosses: &mut Vec<Gloss>) {
        let mut seen: HashSet<&Id> = HashSet::with_capacity(glosses.len());
        let all = glosses.iter().map(|gloss| &gloss.id);
        let twice: HashSet<Id> = all.clone().filter(|id| !seen.insert(id)).cloned().collect();
        if twice.is_empty() {
            return;
        }
        let mut ids: HashSet<Id> = all.cloned().collect();
        let mut firsts: HashMap<Id, Gloss> = HashMap::new();
        glosses.retain_mut(|gloss| {
            if !twice.contains(&gloss.id) {
                return true;
            }
            let Some(first) = firsts.get(&gloss.id) else {
                firsts.insert(gloss.id.clone(), gloss.clone());
                return true;
            };
            if first == gloss {
                self.repeated += 1;
                return false;
            }
            let said = exchange::json_of_gloss(gloss).to_string();
            let id = exchange::id_of(gloss.id.as_str(), &said);
            let is_new = ids.insert(id.clone());
            self.renamed += usize::from(is_new);
            self.repeated += usize::from(!is_new);
            gloss.id = id;
            is_new
        });
    }

    /// Gives the glosses selectors of the document's text, and the ids and links of equal glosses that exist already. What a
    /// sidecar can't store is taken out.
    fn find(&mut self, target: ImportTarget<'_>, glosses: &mut Vec<Gloss>, foreign: Option<&Text>) {
        let is_same = foreign.and_then(Text::as_str).is_some_and(|text| target.text.as_str() == Some(text));
        prepare(target.text, glosses, foreign.filter(|_| !is_same), is_same);
        let own = target.glosses.iter();
        let by_place: HashMap<_, _> =
            own.map(|p| ((p.gloss.tag.as_str(), p.place.spans.as_slice()), &p.gloss.id)).collect();
        let mut renamed: HashMap<Id, Id> = HashMap::new();
        let mut settle = |gloss: &mut Gloss, place: Place| {
            let Some(spans) = self.record(target.text, gloss, place, is_same) else { return false };
            let known = by_place.get(&(gloss.tag.as_str(), spans.as_slice())).filter(|_| !spans.is_empty());
            if let Some(&known) = known.filter(|_| target.glosses.get(&gloss.id).is_none()) {
                renamed.insert(gloss.id.clone(), known.clone());
                gloss.id = known.clone();
            }
            true
        };
        let mut is_kept = vec![false; glosses.len()];
        let mut open = Vec::new();
        // In the same text what stands where it was recorded is there, whatever the others do.
        for from in (0..glosses.len()).step_by(MAX_PLACED_AT_ONCE) {
            let to = glosses.len().min(from + MAX_PLACED_AT_ONCE);
            if !is_same {
                open.extend(from..to);
                continue;
            }
            let asked: Vec<&Gloss> = glosses[from..to].iter().collect();
            let recorded = anchor::recorded_places(target.text, &asked);
            for (at, place) in (from..to).zip(recorded) {
                match place {
                    Some(place) => is_kept[at] = settle(&mut glosses[at], place),
                    None => open.push(at),
                }
            }
        }
        let asked: Vec<&Gloss> = open.iter().map(|&at| &glosses[at]).collect();
        let found = places(target.text, &asked, foreign);
        for (at, place) in open.into_iter().zip(found) {
            is_kept[at] = settle(&mut glosses[at], place);
        }
        let mut is_kept = is_kept.into_iter();
        glosses.retain(|_| is_kept.next() == Some(true));
        for link in glosses.iter_mut().flat_map(|gloss| &mut gloss.links) {
            if let Some(known) = renamed.get(&link.to) {
                link.to = known.clone();
            }
        }
    }

    /// Records a gloss at its place, and returns the spans of that; `None` if a sidecar cannot store it. A doubtful place is
    /// noted in `review`. What stands where it was recorded, in the same text, is recorded already.
    fn record(&mut self, text: &Text, gloss: &mut Gloss, place: Place, is_same: bool) -> Option<Vec<Span>> {
        let spans = join_overlapping(place.spans);
        let is_whole = spans.len() == gloss.selectors.len();
        let is_recorded = is_same && is_whole && place.state == State::Unchanged;
        if spans.is_empty() {
            separate_positions(&mut gloss.selectors);
        } else {
            if place.state.needs_review() {
                gloss.review.add(Reason::import(place.reason));
            }
            if !is_recorded {
                gloss.selectors = anchor::selectors(text, &spans);
            }
        }
        let links = gloss.links.len();
        gloss.links.retain(|link| link.to.check().is_ok());
        self.unusable += links - gloss.links.len();
        if gloss.check().is_err() {
            self.unusable += 1;
            return None;
        }
        // The file itself may give a reason to look.
        self.doubtful += usize::from(!spans.is_empty() && gloss.review.iter().any(Reason::is_import));
        self.lost += usize::from(place.state == State::Orphan && !gloss.orphaned);
        Some(spans)
    }

    /// Whether a gloss is new. If it exists already, its new values are added to that.
    fn is_new(&mut self, target: ImportTarget<'_>, gloss: &mut Gloss, points: &CodePoints<'_>) -> bool {
        let Some(known) = target.glosses.get(&gloss.id).map(|placed| &placed.gloss) else {
            return true;
        };
        let gloss = std::mem::take(gloss);
        let mut merged = known.clone();
        merged.tag.clone_from(&gloss.tag);
        for (name, value) in gloss.attributes.iter() {
            merged.attributes.set(name, value.clone());
        }
        let known_links: HashSet<&Link> = known.links.iter().collect();
        let mut new_links = HashSet::new();
        let mut is_another = |link: &Link| !known_links.contains(link) && new_links.insert(link.clone());
        merged.links.extend(gloss.links.iter().filter(|link| is_another(link)).cloned());
        merged.note = gloss.note.clone().or(merged.note);
        let words = |selectors: &[Selector]| selectors.iter().map(|s| s.exact.clone()).collect::<Vec<_>>();
        if words(&merged.selectors) != words(&gloss.selectors) {
            let place = |_: usize, selector: &Selector| points.span(selector.start, selector.end);
            merged.selectors = anchor::with_context(target.text, &gloss, place).into_owned().selectors;
        }
        if merged == *known {
            self.known += 1;
        } else {
            merged.modified = Some(target.clock.now());
            self.updated += 1;
            self.changes.push(Change::replace(known.clone(), merged));
        }
        false
    }
}

/// Sorts the selectors of foreign glosses, and completes them: in the text in which they were recorded, if that is
/// another one, and in `text` if their place there is unambiguous. In the same text those that have words need
/// nothing else.
fn prepare(text: &Text, glosses: &mut [Gloss], foreign: Option<&Text>, is_same: bool) {
    for text in foreign.into_iter().chain([text]) {
        complete(text, glosses, is_same);
    }
    for gloss in glosses {
        gloss.selectors.retain(|selector| !selector.exact.is_empty());
        gloss.selectors.sort_by_key(|selector| (selector.start, selector.end));
    }
}

/// The places of foreign glosses in `text`.
fn places(text: &Text, asked: &[&Gloss], foreign: Option<&Text>) -> Vec<Place> {
    match foreign.and_then(Text::as_str) {
        Some(foreign) if text.as_str() == Some(foreign) => anchor::locate_all(text, asked, Baseline::Current),
        Some(foreign) => anchor::locate_all(text, asked, Baseline::Text(foreign)),
        None => unknown_places(text, asked),
    }
}

/// The places of glosses recorded in an unknown text. Most likely it was this one, so a gloss whose words are at its
/// recorded position is in place, even if others are not.
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

/// The place to show for words that occur several times, if nothing more is known: the occurrence nearest to the
/// recorded position.
fn likeliest_place(text: &Text, gloss: &Gloss) -> Option<Place> {
    let [selector] = &gloss.selectors[..] else { return None };
    let exact = Some(&selector.exact).filter(|_| selector.is_bare())?;
    let places = text.occurrences(exact, 0, text.len(), MAX_OCCURRENCES);
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

/// The spans in ascending order, with overlapping ones joined.
fn join_overlapping(mut spans: Vec<Span>) -> Vec<Span> {
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

/// Makes the positions of a gloss without a place ascend without overlap, as a sidecar requires. The positions are
/// only hints; the words count.
fn separate_positions(selectors: &mut [Selector]) {
    let mut free = 0;
    for selector in selectors {
        if selector.start < free || selector.end <= selector.start {
            selector.start = selector.start.max(free);
            selector.end = selector.start.saturating_add(selector.exact.chars().count());
        }
        free = selector.end;
    }
}

/// Completes selectors without text around their words, if their place is unambiguous: a position without words,
/// words found at their position, or words that occur once. `is_same` leaves words at their position alone.
fn complete(text: &Text, glosses: &mut [Gloss], is_same: bool) {
    let Some(whole) = text.as_str() else { return };
    let points = CodePoints::new(whole);
    let selectors = glosses.iter_mut().flat_map(|gloss| &mut gloss.selectors);
    for selector in selectors.filter(|selector| selector.is_bare()) {
        let exact = &selector.exact;
        let at_position = points
            .span(selector.start, selector.end)
            .filter(|&span| !span.is_empty() && (exact.is_empty() || text.slice(span) == *exact));
        let once = || match text.occurrences(exact, 0, text.len(), 2)[..] {
            [at] => Some(Span::new(at, at + exact.len())),
            _ => None,
        };
        if at_position.is_some() && is_same && !exact.is_empty() {
            continue;
        }
        if let Some(span) = at_position.or_else(|| once().filter(|_| !exact.is_empty())) {
            *selector = anchor::selector(text, movement::snap(text, span));
        }
    }
}

/// Converts texts to numbers, flags and lists where the schema asks for those and the texts allow it.
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
