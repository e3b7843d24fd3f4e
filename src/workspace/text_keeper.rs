//! Keeping a document's text for the time when it has changed, and where its glosses are for the time when it was moved.

use std::path::PathBuf;

use crate::{sidecar::StateFolder, source::Document};

/// Where a document's text is kept, and which sidecar its glosses are in. It may be given to another thread.
#[derive(Clone, Debug)]
pub struct TextKeeper {
    pub(super) state: Option<StateFolder>,
    pub(super) sidecar: Option<PathBuf>,
}

impl TextKeeper {
    /// Keeps the text of a document whose digest is known, so that its glosses can be carried across when it is edited, and
    /// notes where its sidecar is. What can't be kept costs certainty later on, never a gloss: nothing is said of it.
    pub fn keep(&self, document: &Document) {
        let (Some(state), Some(sha256), Some(_)) = (&self.state, document.sha256(), &document.path) else {
            return;
        };
        if let Some(text) = document.text.as_str() {
            let _ = state.cache_text(sha256, document.reader(), text);
        }
        if let Some(sidecar) = self.sidecar.as_ref().filter(|sidecar| sidecar.exists()) {
            let _ = state.note_sidecar(sha256, sidecar);
        }
    }
}
