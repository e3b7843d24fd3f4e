//! Annotations that were taken out while a sidecar is open: one that comes back, as by an undo, comes back with the
//! comments and keys that a person wrote into it.

use std::collections::HashMap;

use super::{blocks::Block, cut, write};
use crate::gloss::{Gloss, Id};

/// What was taken out, by id, with its text. What stands as this program would write it again is not kept, so that there
/// is never more than people wrote by hand; versions of which one may take the other's place are.
#[derive(Clone, Debug, Default)]
pub struct Removed(HashMap<Id, (Gloss, String)>);

impl Removed {
    /// Notes an entry that is taken out. Comments that stand alone behind it are no part of it.
    pub fn note(&mut self, block: &Block) {
        let Some(gloss) = &block.gloss else { return };
        let own = block.text.len() - cut::unattached(&block.text).map_or(0, str::len);
        let text = block.text[..own].trim().replace("\r\n", "\n");
        if gloss.review.is_none() && text == write::annotation(gloss).trim_end() {
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
            Gloss { id, review, modified, ..gloss.clone() } == *after
        };
        let earlier = self.0.get(&after.id).filter(|(gloss, _)| gloss == after);
        let named = || before.named_in_review().filter_map(|id| self.0.get(&id));
        let (gloss, text) = earlier.or_else(|| named().find(|(gloss, _)| says_what(gloss)))?;
        write::changed(text, gloss, after)
    }
}
