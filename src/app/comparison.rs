//! What several coders made of a document, side by side, and what they are called while it is settled: who made something
//! must not decide whether it is taken.

use std::collections::HashSet;

use crate::{
    agree::{self, Compared},
    gloss::{Glosses, Id},
    text::fnv,
};

/// What is compared, and where one is.
#[derive(Clone, Debug, Default)]
pub struct Comparison {
    /// The coders' names, in an order that says nothing of them.
    pub coders: Vec<String>,
    /// What they made of the document.
    pub made: Compared,
    /// Whether their names are hidden.
    pub blind: bool,
    /// How many differences are not settled yet.
    pub open: usize,
    /// Whether a difference was gone to.
    pub(super) is_begun: bool,
}

impl Comparison {
    /// Compares these coders, each with what they made of the document of this name. They are put in an order of its own,
    /// which is that of versions as many made, too: whose is the first says nothing of who that is.
    pub fn new(document: &str, made: Vec<(String, Glosses)>, blind: bool) -> Self {
        let mut seen = HashSet::new();
        let told_apart = made.into_iter().map(|(name, glosses)| {
            let glosses = told_apart(&name, &glosses, &seen);
            seen.extend(glosses.iter().map(|placed| placed.gloss.id.clone()));
            (name, glosses)
        });
        let mut made: Vec<(String, Glosses)> = told_apart.collect();
        made.sort_by_cached_key(|(name, _)| rank(name, document));
        let (coders, glosses): (Vec<String>, Vec<Glosses>) = made.into_iter().unzip();
        Self { coders, made: agree::compare(&glosses), blind, open: 0, is_begun: false }
    }

    /// What several coders are called: by numbers, where names are hidden.
    pub fn names(&self, coders: &[usize]) -> String {
        if !self.blind {
            return self.true_names(coders).join(", ");
        }
        coders.iter().map(|coder| format!("coder {}", coder + 1)).collect::<Vec<_>>().join(", ")
    }

    /// The names of several coders.
    pub(super) fn true_names(&self, coders: &[usize]) -> Vec<String> {
        let mut names: Vec<String> =
            coders.iter().filter_map(|&coder| self.coders.get(coder)).cloned().collect();
        names.sort_unstable();
        names
    }
}

/// Where a coder stands among those of a document: always the same, and nowhere near the order of their names.
fn rank(coder: &str, document: &str) -> u64 {
    let bytes = coder.bytes().chain([0]).chain(document.bytes());
    fnv::spread(bytes.fold(fnv::BASIS, fnv::with))
}

/// A coder's glosses with other ids where another coder's have the same: those who began with one file share its ids.
fn told_apart(coder: &str, glosses: &Glosses, seen: &HashSet<Id>) -> Glosses {
    let other = |id: &Id| {
        let bytes = coder.bytes().chain([0]).chain(id.as_str().bytes());
        let own = || Id::from_bits(fnv::spread(bytes.fold(fnv::BASIS, fnv::with)));
        if seen.contains(id) { own() } else { id.clone() }
    };
    Glosses::new(glosses.iter().cloned().map(|mut placed| {
        placed.gloss.id = other(&placed.gloss.id);
        placed.gloss.links.iter_mut().for_each(|link| link.to = other(&link.to));
        placed
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn comparison(document: &str, blind: bool) -> Comparison {
        let coders = ["ann", "ben", "cleo", "dora"].map(|name| (name.to_owned(), Glosses::default()));
        Comparison::new(document, coders.into(), blind)
    }

    #[test]
    fn numbers_do_not_follow_the_names() {
        assert_eq!(comparison("a.txt", true).names(&[0, 2]), "coder 1, coder 3");
        let orders: HashSet<_> = (0..20).map(|i| comparison(&format!("{i}.txt"), true).coders).collect();
        assert!(orders.len() > 5, "another order for another document: {orders:?}");
        assert_eq!(comparison("a.txt", true).coders, comparison("a.txt", false).coders);
        assert_eq!(comparison("a.txt", false).names(&[0, 1, 2, 3]), "ann, ben, cleo, dora");
    }
}
