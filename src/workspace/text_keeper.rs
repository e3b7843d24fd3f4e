//! Keeping the text of a document for placing its glosses after an edit, and the path of its sidecar for adopting it
//! after a move.

use std::path::PathBuf;

use crate::{sidecar::StateFolder, source::Document};

/// The keeper of a document's text, which may be given to another thread.
#[derive(Clone, Debug)]
pub struct TextKeeper {
    /// The state folder; without one nothing is kept.
    pub(super) state: Option<StateFolder>,
    /// The path of the sidecar; a document without one is not kept.
    pub(super) sidecar: Option<PathBuf>,
}

impl TextKeeper {
    /// Keeps the text of a document that has a sidecar and whose digest is known, and records where the sidecar is. Without
    /// a sidecar there is nothing to place. A failure is not reported: it makes later placing less certain, but loses no
    /// gloss.
    pub fn keep(&self, document: &Document) {
        let (Some(state), Some(sha256), Some(_)) = (&self.state, document.sha256(), &document.path) else {
            return;
        };
        let Some(sidecar) = self.sidecar.as_ref().filter(|sidecar| sidecar.exists()) else { return };
        // A text that no sidecar is noted for would not be found when its document is to be forgotten.
        let is_noted = state.note_sidecar(sha256, sidecar).is_ok();
        if let Some(text) = document.text.as_str().filter(|_| is_noted) {
            let _ = state.cache_text(sha256, document.reader(), text);
        }
    }
}
