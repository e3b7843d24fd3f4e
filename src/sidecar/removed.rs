//! Annotations that were taken out of a sidecar: one that comes back, as by an undo, comes back with the comments and keys
//! that a person wrote into it. The undo history keeps them for later sessions.

use std::collections::HashMap;

use super::{Sidecar, SidecarText, entries, entry_list::FileEntry, write};
use crate::gloss::{Change, Gloss, Id, Transaction};

/// What was taken out, by id, with its text. What stands as this program would write it again is not kept, so that there
/// is never more than people wrote by hand; versions of which one may take the other's place are.
#[derive(Clone, Debug, Default)]
pub struct Removed(HashMap<Id, (Gloss, String)>);

impl Removed {
    /// Notes an entry that is taken out. Comments that stand alone behind it are no part of it.
    pub fn note(&mut self, entry: &FileEntry) {
        let Some(gloss) = &entry.gloss else { return };
        let own = entry.text.len() - entries::unattached(&entry.text).map_or(0, str::len);
        let text = entry.text[..own].trim().replace("\r\n", "\n");
        if gloss.review.is_empty() && text == write::annotation(gloss).trim_end() {
            self.0.remove(&gloss.id);
        } else {
            self.0.insert(gloss.id.clone(), (gloss.clone(), text + "\n"));
        }
    }

    /// The text of a gloss that is put in: as it was taken out but for what differs by now, or anew.
    pub fn text(&mut self, gloss: &Gloss) -> String {
        let known = self.0.remove(&gloss.id);
        let text = known.and_then(|(before, text)| write::changed(&text, &before, gloss));
        text.unwrap_or_else(|| write::annotation(gloss))
    }

    /// The text of a version that takes the place of another one: the one that was taken out just before, named by the
    /// mark for review, or the one that had this place earlier.
    pub fn other_version(&self, before: &Gloss, after: &Gloss) -> Option<String> {
        let says_what = |gloss: &Gloss| {
            let (id, review, modified) = (after.id.clone(), after.review.clone(), after.modified.clone());
            Gloss { id, modified, review, ..gloss.clone() } == *after
        };
        let earlier = self.0.get(&after.id).filter(|(gloss, _)| gloss == after);
        let named = || before.review.named().filter_map(|id| self.0.get(id));
        let (gloss, text) = earlier.or_else(|| named().find(|(gloss, _)| says_what(gloss)))?;
        write::changed(text, gloss, after)
    }
}

impl Sidecar {
    /// How the glosses stood that a transaction, which was saved, has taken out or put another version in the place of.
    pub fn removed_by(&self, saved: &Transaction) -> Vec<(Id, Option<String>)> {
        let removed = &self.document.removed;
        let is_one = |id: &&Id| self.document.get(id).is_none() || removed.0.contains_key(id);
        let ids = saved.changes.iter().filter_map(Change::id).filter(is_one);
        ids.map(|id| (id.clone(), removed.0.get(id).map(|(_, text)| text.clone()))).collect()
    }

    /// Remembers how glosses stood that were taken out in an earlier session.
    pub fn remember(&mut self, removed: Vec<(Id, Option<String>)>) {
        for (id, text) in removed {
            let (read, _) = SidecarText::parse_anyway(self.path(), text.as_deref().unwrap_or_default());
            match read.entries.iter().find(|entry| entry.gloss.as_ref().is_some_and(|gloss| gloss.id == id)) {
                Some(entry) => self.document.removed.note(entry),
                None => drop(self.document.removed.0.remove(&id)),
            }
        }
    }
}
