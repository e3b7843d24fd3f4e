//! Annotations that were removed from a sidecar. One that comes back, for example by undo, gets back the comments and
//! keys that a person wrote into it. The undo history keeps them for later sessions.

use std::collections::HashMap;

use super::{Sidecar, SidecarText, edit, entries, entry_list::FileEntry, write};
use crate::gloss::{Change, Gloss, Id, Transaction};

/// The removed annotations by id, with their texts. A text that this program would write in the same way is not kept,
/// unless one version may take another's place, so that only what people wrote by hand takes memory.
#[derive(Clone, Debug, Default)]
pub struct RemovedEntries(HashMap<Id, (Gloss, String)>);

impl RemovedEntries {
    /// Remembers an entry that is being removed. Comments after it that stand alone are not part of it.
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

    /// The text of a gloss that is inserted: its removed text with the differences changed, or a new one.
    pub fn text(&mut self, gloss: &Gloss) -> String {
        let known = self.0.remove(&gloss.id);
        let text = known.and_then(|(before, text)| edit::changed(&text, &before, gloss));
        text.unwrap_or_else(|| write::annotation(gloss))
    }

    /// The text of a version that takes the place of another one: the text of the version that was just removed, which
    /// the reasons for a review name, or of the one that had this place earlier.
    pub fn other_version(&self, before: &Gloss, after: &Gloss) -> Option<String> {
        let says_what = |gloss: &Gloss| {
            let (id, review, modified) = (after.id.clone(), after.review.clone(), after.modified.clone());
            Gloss { id, modified, review, ..gloss.clone() } == *after
        };
        let earlier = self.0.get(&after.id).filter(|(gloss, _)| gloss == after);
        let named = || before.review.named().filter_map(|id| self.0.get(id));
        let (gloss, text) = earlier.or_else(|| named().find(|(gloss, _)| says_what(gloss)))?;
        edit::changed(text, gloss, after)
    }
}

impl Sidecar {
    /// The texts of the glosses that a saved transaction has removed or replaced by another version.
    pub fn removed_by(&self, saved: &Transaction) -> Vec<(Id, Option<String>)> {
        let removed = &self.document.removed;
        let is_one = |id: &&Id| self.document.get(id).is_none() || removed.0.contains_key(id);
        let ids = saved.changes.iter().filter_map(Change::id).filter(is_one);
        ids.map(|id| (id.clone(), removed.0.get(id).map(|(_, text)| text.clone()))).collect()
    }

    /// Remembers the texts of glosses that were removed in an earlier session.
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
