//! A document of which the beginning is shown while the whole is read.

use std::collections::HashSet;

use super::{App, Mode, SaveState};
use crate::text::{Span, Unit};

impl App {
    /// The program, which shows no more than the beginning of a document: nothing can be changed.
    #[must_use]
    pub fn at_beginning(mut self) -> Self {
        self.status.saved = SaveState::NotYet;
        self.loading = Some(HashSet::new());
        self
    }

    /// Whether nothing is being typed or chosen, so that what is shown may be replaced.
    pub fn is_at_rest(&self) -> bool {
        matches!(self.mode, Mode::Normal) && self.cursor.count.is_none()
    }

    /// Goes on where a person has come to in the document's beginning, before the first event.
    pub fn continue_from(&mut self, beginning: &Self) {
        let shown = &beginning.view;
        (self.view.dark, self.view.focus, self.view.zoom) = (shown.dark, shown.focus, shown.zoom);
        let first = Unit::Sentence.next(beginning.text(), 0).unwrap_or(Span::at(0));
        if beginning.cursor.selection.hull() == first && shown.top == 0 {
            return;
        }
        self.cursor.unit = beginning.cursor.unit;
        self.resume(beginning.position());
        if let Some(selection) = beginning.selection_in(self.text()) {
            (self.cursor.head, self.cursor.selection) = (selection.primary(), selection);
        }
        let before =
            |app: &Self| app.text().as_str().and_then(|text| text.get(..shown.top).map(str::to_owned));
        if before(self) == before(beginning) {
            self.view.top = shown.top;
        }
        self.reveal();
    }
}
