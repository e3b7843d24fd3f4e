//! Removing a gloss, with what follows for the other version that a merge conflict kept and for links to the gloss.

use std::collections::HashSet;

use super::{Change, Gloss, Glosses, Id, Place, Placed, Transaction};

impl Glosses {
    /// The changes that remove the glosses with these ids, as far as there are any. If a merge conflict left a second
    /// version of one that stays, that version gets the removed gloss's id, so that links to it still hold, and counts as
    /// settled; it is modified at the time `now`.
    pub fn removal(&self, ids: &[Id], now: &str) -> Vec<Change> {
        let reviewed = || self.iter().map(|placed| &placed.gloss).filter(|gloss| !gloss.review.is_empty());
        let mut disputed: HashSet<&Id> = reviewed().map(|gloss| &gloss.id).collect();
        disputed.extend(reviewed().flat_map(|gloss| gloss.review.named()));
        let (disputed, plain): (Vec<&Id>, Vec<&Id>) = ids.iter().partition(|id| disputed.contains(id));
        let removed = plain.into_iter().filter_map(|id| self.get(id));
        let mut changes: Vec<Change> = removed.map(|placed| Change::remove(placed.gloss.clone())).collect();
        if disputed.is_empty() {
            return changes;
        }
        let mut rest = Self::new(self.iter().cloned());
        let no_place = |_: &Gloss| Place::orphan("it is not looked for");
        for change in &changes {
            rest.apply(change, no_place);
        }
        // A second version goes first: it would get the id of the first one, and stay.
        let is_version = |id: &&Id| {
            let gloss = self.get(id).map(|placed| &placed.gloss);
            gloss.is_some_and(|gloss| disputed.iter().any(|other| gloss.is_version_beside(other)))
        };
        let (versions, others): (Vec<&Id>, Vec<&Id>) = disputed.iter().copied().partition(is_version);
        for id in versions.into_iter().chain(others) {
            for change in rest.removal_of_one(id, now) {
                rest.apply(&change, no_place);
                changes.push(change);
            }
        }
        Transaction::new("delete", changes).folded().changes
    }

    fn removal_of_one(&self, id: &Id, now: &str) -> Vec<Change> {
        let Some(gloss) = self.get(id).map(|placed| placed.gloss.clone()) else { return Vec::new() };
        let all = || self.iter().map(|placed| &placed.gloss);
        let (gone, left, mut changes) = match all().find(|other| other.is_version_beside(id)) {
            Some(version) => {
                let own = version.review.without(id);
                let review = if own.is_empty() { gloss.review.without(&version.id) } else { own };
                let after =
                    Gloss { id: id.clone(), review, modified: Some(now.to_owned()), ..version.clone() };
                let changes = vec![Change::remove(version.clone()), Change::replace(gloss, after)];
                (version.id.clone(), Some(id.clone()), changes)
            }
            None => {
                let left = all().map(|other| &other.id).find(|other| gloss.is_version_beside(other)).cloned();
                (id.clone(), left, vec![Change::remove(gloss)])
            }
        };
        let is_touched = |other: &&Gloss| {
            let is_linked = left.is_some() && other.links.iter().any(|link| link.to == gone);
            other.id != *id && other.id != gone && (is_linked || other.is_reviewed_with(&gone))
        };
        let settled = all().filter(is_touched).map(|other| {
            let after = Gloss { review: other.review.without(&gone), ..linked(other, &gone, left.as_ref()) };
            Change::replace(other.clone(), after)
        });
        changes.extend(settled);
        changes
    }

    /// How many links point to this id although no gloss has it.
    pub fn links_to_nothing(&self, id: &Id) -> usize {
        if self.get(id).is_some() {
            return 0;
        }
        let links = self.iter().flat_map(|Placed { gloss, .. }| &gloss.links);
        links.filter(|link| link.to == *id).count()
    }
}

/// A gloss whose links to `gone` point to `left` instead, without duplicates.
fn linked(gloss: &Gloss, gone: &Id, left: Option<&Id>) -> Gloss {
    let mut gloss = gloss.clone();
    let Some(left) = left else { return gloss };
    for mut link in std::mem::take(&mut gloss.links) {
        if link.to == *gone {
            link.to = left.clone();
        }
        if !gloss.links.contains(&link) {
            gloss.links.push(link);
        }
    }
    gloss
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gloss::{Link, Reason, Review};

    fn id(bits: u64) -> Id {
        Id::from_bits(bits)
    }

    fn set(glosses: Vec<Gloss>) -> Glosses {
        Glosses::new(glosses.into_iter().map(|gloss| Placed { gloss, place: Place::orphan("a test") }))
    }

    fn left(glosses: &Glosses, removed: &[Id]) -> Vec<Id> {
        let mut rest = Glosses::new(glosses.iter().cloned());
        for change in glosses.removal(removed, "2026-11-30T12:00:00Z") {
            rest.apply(&change, |_| Place::orphan("a test"));
        }
        rest.iter().map(|placed| placed.gloss.id.clone()).collect()
    }

    #[test]
    fn what_is_removed_is_gone_and_links_to_it_are_counted() {
        let link = Link { role: "supports".to_owned(), to: id(1) };
        let linked = Gloss { links: vec![link], ..Gloss::new(id(2), "claim", Vec::new()) };
        let glosses = set(vec![Gloss::new(id(1), "claim", Vec::new()), linked]);
        assert_eq!(left(&glosses, &[id(1), id(7)]), [id(2)]);
        assert_eq!((glosses.links_to_nothing(&id(1)), glosses.links_to_nothing(&id(9))), (0, 0));
        assert_eq!(set(vec![glosses.get(&id(2)).expect("there").gloss.clone()]).links_to_nothing(&id(1)), 1);
    }

    #[test]
    fn a_second_version_takes_the_place_unless_it_goes_too() {
        let version = |own, reason| Gloss {
            review: Review::from_iter([reason]),
            ..Gloss::new(id(own), "claim", Vec::new())
        };
        let fields = || vec!["note".to_owned()];
        let glosses = set(vec![
            version(1, Reason::conflict(fields(), id(2))),
            version(2, Reason::copy_of(fields(), id(1))),
        ]);
        assert_eq!(left(&glosses, &[id(1)]), [id(1)], "the other version has its id");
        assert_eq!(left(&glosses, &[id(2)]), [id(1)]);
        assert_eq!(left(&glosses, &[id(1), id(2)]), []);
        assert_eq!(left(&glosses, &[id(2), id(1)]), []);
    }
}
