//! Builds the glosses of a foreign document while it is read: by the names that the file gives them, and linked once
//! all are there.

use std::collections::{HashMap, HashSet};

use super::{
    Loss, Unreadable,
    import::{Capture, id, sort_and_join},
};
use crate::{
    gloss::{Gloss, Link},
    text::{Text, fnv},
};

/// The glosses of a document that is being read, by the names that the file gives them.
pub struct ImportBuilder<'a> {
    scope: String,
    capture: Capture<'a>,
    glosses: Vec<Gloss>,
    /// The gloss of each name, by the name's hash, which takes less room where there are a million.
    places: HashMap<u64, usize>,
    /// The links: from, role, to.
    links: Vec<(String, String, String)>,
}

impl<'a> ImportBuilder<'a> {
    /// Begins a document with this text. The `scope` (a format and a document) distinguishes its names from those of
    /// other files.
    pub fn new(scope: String, text: &'a Text) -> Self {
        let (capture, glosses, places) = (Capture::new(text), Vec::new(), HashMap::new());
        Self { scope, capture, glosses, places, links: Vec::new() }
    }

    /// Adds a gloss on spans in code points. Parts outside of the text are passed over; no gloss is added if nothing is
    /// left.
    pub fn add(
        &mut self,
        name: &str,
        tag: &str,
        spans: &[(usize, usize)],
        loss: &mut Loss,
    ) -> Option<&mut Gloss> {
        let mut selectors = Vec::with_capacity(spans.len());
        for &(start, end) in spans {
            match self.capture.words(start, end) {
                Some(selector) => selectors.push(selector),
                None => loss.pass_over(&outside(name, start, end)),
            }
        }
        if selectors.is_empty() {
            return None;
        }
        let selectors = sort_and_join(selectors, &self.capture);
        Some(self.push(name, Gloss::new(id(&self.scope, name), tag, selectors)))
    }

    /// Adds a gloss that is complete.
    pub fn push(&mut self, name: &str, gloss: Gloss) -> &mut Gloss {
        let at = self.glosses.len();
        self.places.insert(hash(name), at);
        self.glosses.push(gloss);
        &mut self.glosses[at]
    }

    /// Makes another name refer to a gloss, if that gloss is there.
    pub fn alias(&mut self, other: &str, name: &str) {
        if let Some(&at) = self.places.get(&hash(name)) {
            self.places.insert(hash(other), at);
        }
    }

    /// The gloss of this name.
    pub fn get_mut(&mut self, name: &str) -> Option<&mut Gloss> {
        self.glosses.get_mut(*self.places.get(&hash(name))?)
    }

    /// Links one gloss to another; either may be added later.
    pub fn link(&mut self, from: &str, role: &str, to: &str) {
        self.links.push((from.to_owned(), role.to_owned(), to.to_owned()));
    }

    /// Whether there is a gloss of this name.
    pub fn has(&self, name: &str) -> bool {
        self.places.contains_key(&hash(name))
    }

    /// Returns all glosses, linked, each with a unique id. Links from or to nothing are passed over.
    pub fn finish(mut self, loss: &mut Loss) -> Vec<Gloss> {
        if self.links.is_empty() {
            self.places = HashMap::new();
        }
        let mut ids = HashSet::with_capacity(self.glosses.len());
        for (number, gloss) in self.glosses.iter_mut().enumerate() {
            if !ids.insert(hash(gloss.id.as_str())) {
                gloss.id = id(&self.scope, &format!("{number} {}", gloss.id));
                ids.insert(hash(gloss.id.as_str()));
            }
        }
        let own = self
            .glosses
            .iter()
            .enumerate()
            .flat_map(|(at, gloss)| gloss.links.iter().map(move |link| (at, link.clone())));
        let mut linked: HashSet<(usize, Link)> = own.collect();
        for (from, role, to) in self.links {
            match (self.places.get(&hash(&from)), self.places.get(&hash(&to))) {
                (Some(&from), Some(&to)) => {
                    let link = Link { role, to: self.glosses[to].id.clone() };
                    if linked.insert((from, link.clone())) {
                        self.glosses[from].links.push(link);
                    }
                }
                (end, _) => {
                    let missing = if end.is_none() { &from } else { &to };
                    let what = format!("the link {role} from {from} to {to}: there is no {missing}");
                    loss.pass_over(&Unreadable::new(what));
                }
            }
        }
        self.glosses
    }
}

/// The error about a span of this name that is not in the text.
pub fn outside(name: &str, start: usize, end: usize) -> Unreadable {
    Unreadable::new(format!("{name}: {start} to {end} is no part of the text"))
}

/// The hash by which a name is known.
fn hash(name: &str) -> u64 {
    name.bytes().fold(fnv::BASIS, fnv::with)
}
