//! Taking in a document that another program has changed.

use super::App;
use crate::{
    anchor,
    gloss::{Gloss, Glosses, Placed},
    source::Document,
    text::{Selection, Text, counted},
};

/// The longest selection that is looked for in the changed text, in bytes; of a longer one only the place is kept. Chosen by hand:
/// a long paragraph.
const MAX_SELECTION_BYTES: usize = 1 << 14;

impl App {
    /// Takes in the changed document with its glosses, as they were when the reload began. The selection and the chosen gloss stay
    /// on their words.
    pub(super) fn on_reloaded(&mut self, document: Document, found: &Glosses) {
        let (at, chosen) = (self.position(), self.cursor.gloss.clone());
        let selection = self.selection_in(&document.text);
        let place = |placed: &Placed| match found.get(&placed.gloss.id) {
            Some(same) if same.gloss == placed.gloss => same.clone(),
            // The gloss was made or changed during the reload.
            _ => Placed { place: anchor::locate(&document.text, &placed.gloss), gloss: placed.gloss.clone() },
        };
        let glosses = Glosses::new(self.glosses.iter().map(place));
        self.jumps.follow_edit(self.document.path.as_ref(), &self.document.text, &document.text);
        self.document = document;
        self.suggestions.forget();
        self.set_glosses(glosses);
        let open = self.glosses.iter().filter(|placed| placed.needs_review()).count();
        self.resume(at);
        if let Some(selection) = selection {
            (self.cursor.head, self.cursor.selection) = (selection.primary(), selection);
            self.reveal();
        }
        if let Some(id) = chosen {
            self.choose(&id);
        }
        self.keep_in_view();
        let look = match open {
            0 => String::new(),
            n => format!("; {} to review", counted(n, "gloss", "glosses")),
        };
        self.say(format!("the document has changed and was read again{look}"));
    }

    /// The same words as are selected, in `text`; `None` if they have no place there, or are not looked for: too many, not to be read
    /// any more, or in a text that is read in windows.
    pub(super) fn selection_in(&self, text: &Text) -> Option<Selection> {
        let (old, selected) = (&self.document.text, &self.cursor.selection);
        if selected.hull().len() > MAX_SELECTION_BYTES || old.lost() > 0 || text.as_str().is_none() {
            return None;
        }
        let selectors = anchor::selectors(old, selected.ranges());
        Selection::many(&anchor::locate(text, &Gloss { selectors, ..Gloss::default() }).spans)
    }
}
