//! The way of reading that goes along from one document to the next: the search, and what keys have changed of the view.

use super::{App, JumpList, text_search::Matches};

/// A person's way of reading.
#[derive(Debug)]
#[allow(clippy::struct_excessive_bools, reason = "a key turns each of them on or off")]
pub struct Reading {
    /// The last search. Its matches are those of a text, and counted anew in the next one.
    search: Matches,
    /// The way back, also into the documents before.
    jumps: JumpList,
    measure: usize,
    flow: bool,
    numbers: bool,
    hints: bool,
    card: bool,
    /// Whether the theme is the dark one; `None` if the background of the terminal decides.
    dark: Option<bool>,
    suggestions: bool,
    is_grouped: bool,
}

impl App {
    /// Takes the way of reading out of a document that is left.
    pub fn take_reading(&mut self) -> Reading {
        self.jumps.leave_document();
        let view = &self.view;
        Reading {
            measure: view.measure,
            flow: view.flow,
            numbers: view.numbers,
            hints: view.hints,
            card: view.card,
            dark: self.settings.dark,
            suggestions: self.suggestions.shown,
            is_grouped: self.list.grouped,
            search: std::mem::take(&mut self.search),
            jumps: std::mem::take(&mut self.jumps),
        }
    }

    /// Reads as the document before was read, before the first event.
    pub fn go_on_reading(&mut self, reading: Reading) {
        self.search = reading.search;
        self.search.count = None;
        self.jumps = reading.jumps;
        let view = &mut self.view;
        view.flow = reading.flow;
        (view.measure, view.numbers, view.hints, view.card) =
            (reading.measure, reading.numbers, reading.hints, reading.card);
        self.settings.dark = reading.dark;
        self.view.dark = reading.dark.unwrap_or(self.view.dark);
        self.suggestions.shown = reading.suggestions;
        self.list.grouped = reading.is_grouped;
        self.list.refresh(&self.glosses, &self.schema);
    }
}
