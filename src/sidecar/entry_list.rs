//! The entries of a sidecar in order, and a lookup of an entry by its gloss's id.

use std::collections::HashMap;

use super::entries::EntryKind;
use crate::gloss::{Dismissal, Gloss, Id};

/// An entry of the file: its text, and what was read from it.
#[derive(Clone, Debug)]
pub struct FileEntry {
    /// The text as it stands in the file.
    pub text: String,
    /// The kind of entry.
    pub kind: EntryKind,
    /// The gloss in the entry, if it can be read.
    pub gloss: Option<Gloss>,
    /// The dismissal in the entry, if it can be read.
    pub dismissal: Option<Dismissal>,
}

impl FileEntry {
    /// An entry that is neither an annotation nor a dismissal.
    pub fn other(text: String) -> Self {
        Self { text, kind: EntryKind::Other, gloss: None, dismissal: None }
    }
}

/// All entries in order. Inserting or removing one among 100,000 takes microseconds: entries are boxed, and the noted
/// position of an id may be off by the number of changes since the positions were noted.
#[derive(Clone, Debug, Default)]
pub struct EntryList {
    #[expect(clippy::vec_box, reason = "an entry is moved at each insertion before it, and is large")]
    all: Vec<Box<FileEntry>>,
    /// The position at which each id was noted.
    near: HashMap<Id, usize>,
    /// By how many positions the noted ones may be off.
    drift: usize,
}

/// How many insertions and removals may happen before all places are noted again.
const MAX_DRIFT: usize = 256;

impl EntryList {
    /// Where the gloss with this id is.
    pub fn find(&self, id: &Id) -> Option<usize> {
        let near = *self.near.get(id)?;
        let is_it = |&at: &usize| {
            self.all.get(at).and_then(|entry| entry.gloss.as_ref()).is_some_and(|gloss| gloss.id == *id)
        };
        let around = (0..=self.drift).flat_map(|by| [near.checked_sub(by), near.checked_add(by)]);
        around.flatten().find(is_it)
    }

    /// Inserts an entry at position `at`.
    pub fn insert(&mut self, at: usize, entry: FileEntry) {
        if let Some(gloss) = &entry.gloss {
            self.near.insert(gloss.id.clone(), at);
        }
        self.all.insert(at, Box::new(entry));
        self.note_drift(at + 1);
    }

    /// Inserts entries, each before the one that is at its position now. Positions ascend. Takes time linear in all entries.
    pub fn insert_all(&mut self, new: Vec<(usize, FileEntry)>) {
        if new.len() <= 1 {
            for (at, entry) in new {
                self.insert(at, entry);
            }
            return;
        }
        let mut new = new.into_iter().peekable();
        let mut all = Vec::with_capacity(self.all.len() + new.len());
        for (at, entry) in std::mem::take(&mut self.all).into_iter().enumerate() {
            while let Some((_, before)) = new.next_if(|(place, _)| *place <= at) {
                all.push(Box::new(before));
            }
            all.push(entry);
        }
        all.extend(new.map(|(_, entry)| Box::new(entry)));
        self.all = all;
        self.note_places();
    }

    /// Removes the entry at `at`.
    pub fn remove(&mut self, at: usize) -> FileEntry {
        let entry = *self.all.remove(at);
        if let Some(gloss) = &entry.gloss {
            self.near.remove(&gloss.id);
        }
        self.note_drift(at);
        entry
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// All of them, in order.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &FileEntry> + ExactSizeIterator {
        self.all.iter().map(|entry| &**entry)
    }

    /// All of them, in order.
    pub fn into_iter(self) -> impl Iterator<Item = FileEntry> {
        self.all.into_iter().map(|entry| *entry)
    }

    /// The entry at `at`.
    pub fn get(&self, at: usize) -> Option<&FileEntry> {
        self.all.get(at).map(|entry| &**entry)
    }

    /// The entry at `at`, to be changed; its id must stay.
    pub fn get_mut(&mut self, at: usize) -> Option<&mut FileEntry> {
        self.all.get_mut(at).map(|entry| &mut **entry)
    }

    /// All entries from `from` on have moved by one.
    fn note_drift(&mut self, from: usize) {
        if from >= self.all.len() {
            return;
        }
        self.drift += 1;
        if self.drift > MAX_DRIFT {
            self.note_places();
        }
    }

    /// Notes anew where each id is.
    fn note_places(&mut self) {
        self.drift = 0;
        let glosses = self.all.iter().enumerate().filter_map(|(at, b)| Some((at, b.gloss.as_ref()?)));
        for (at, gloss) in glosses {
            match self.near.get_mut(&gloss.id) {
                Some(near) => *near = at,
                None => drop(self.near.insert(gloss.id.clone(), at)),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn every_id_is_found(
            edits in prop::collection::vec((any::<bool>(), 0..1000_usize), 0..900),
            mut many in prop::collection::vec(0..1000_usize, 0..20),
        ) {
            let mut entries = EntryList::default();
            let annotation = |id: usize| {
                let gloss = Gloss::new(Id::from_bits(id as u64), "note", Vec::new());
                FileEntry { kind: EntryKind::Annotation, gloss: Some(gloss), ..FileEntry::other(String::new()) }
            };
            for (id, (add, at)) in edits.into_iter().enumerate() {
                if add || entries.len() == 0 {
                    entries.insert(at % (entries.len() + 1), annotation(id));
                } else {
                    entries.remove(at % entries.len());
                }
            }
            for at in &mut many {
                *at %= entries.len() + 1;
            }
            many.sort_unstable();
            let new = many.iter().enumerate().map(|(i, &at)| (at, annotation(6000 + i))).collect();
            entries.insert_all(new);
            for (i, &at) in many.iter().enumerate() {
                prop_assert_eq!(entries.find(&Id::from_bits(6000 + i as u64)), Some(at + i));
            }
            for (at, entry) in entries.iter().enumerate() {
                let id = &entry.gloss.as_ref().expect("a gloss").id;
                prop_assert_eq!(entries.find(id), Some(at));
            }
            prop_assert_eq!(entries.find(&Id::from_bits(5000)), None);
        }
    }
}
