//! The glosses of a foreign document while it is read: called by the names that the file has for them, and linked once
//! all are there.

use std::collections::{HashMap, HashSet};

use super::{
    Loss,
    import::{Capture, ascending, id},
};
use crate::{
    gloss::{Gloss, Link},
    text::Text,
};

/// Glosses by the names that a file has for them.
pub struct Draft<'a> {
    scope: String,
    capture: Capture<'a>,
    glosses: Vec<Gloss>,
    places: HashMap<String, usize>,
    /// From, role, to.
    links: Vec<(String, String, String)>,
}

impl<'a> Draft<'a> {
    /// For a document of this text; the `scope` (a format and a document) tells its names from those of other files.
    pub fn new(scope: String, text: &'a Text) -> Self {
        let (capture, glosses, places) = (Capture::new(text), Vec::new(), HashMap::new());
        Self { scope, capture, glosses, places, links: Vec::new() }
    }

    /// Adds a gloss on spans in code points. What lies outside of the text is counted; none is added if nothing is left.
    pub fn add(
        &mut self,
        name: &str,
        tag: &str,
        spans: &[(usize, usize)],
        loss: &mut Loss,
    ) -> Option<&mut Gloss> {
        let selectors: Vec<_> =
            spans.iter().filter_map(|&(start, end)| self.capture.points(start, end)).collect();
        loss.add("spans outside of the text", spans.len() - selectors.len());
        if selectors.is_empty() {
            return None;
        }
        let selectors = ascending(selectors, &self.capture);
        Some(self.push(name, Gloss::new(id(&self.scope, name), tag, selectors)))
    }

    /// Adds a gloss that is complete.
    pub fn push(&mut self, name: &str, gloss: Gloss) -> &mut Gloss {
        let at = self.glosses.len();
        self.places.insert(name.to_owned(), at);
        self.glosses.push(gloss);
        &mut self.glosses[at]
    }

    /// Lets another name stand for a gloss, if that is there.
    pub fn alias(&mut self, other: &str, name: &str) {
        if let Some(&at) = self.places.get(name) {
            self.places.insert(other.to_owned(), at);
        }
    }

    /// The gloss of this name.
    pub fn get_mut(&mut self, name: &str) -> Option<&mut Gloss> {
        self.glosses.get_mut(*self.places.get(name)?)
    }

    /// Links one gloss to another; either may still be to come.
    pub fn link(&mut self, from: &str, role: &str, to: &str) {
        self.links.push((from.to_owned(), role.to_owned(), to.to_owned()));
    }

    /// All glosses, each with an id of its own, linked. Links that lead to nothing are counted.
    pub fn finish(mut self, loss: &mut Loss) -> Vec<Gloss> {
        let mut ids = HashSet::new();
        for (number, gloss) in self.glosses.iter_mut().enumerate() {
            if !ids.insert(gloss.id.clone()) {
                gloss.id = id(&self.scope, &format!("{number} {}", gloss.id));
                ids.insert(gloss.id.clone());
            }
        }
        for (from, role, to) in self.links {
            match (self.places.get(&from), self.places.get(&to)) {
                (Some(&from), Some(&to)) => {
                    let link = Link { role, to: self.glosses[to].id.clone() };
                    if !self.glosses[from].links.contains(&link) {
                        self.glosses[from].links.push(link);
                    }
                }
                _ => loss.add("links to what is not there", 1),
            }
        }
        self.glosses
    }
}
