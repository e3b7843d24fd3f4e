//! The flow of a document: writes the elements of one page, or of the pages of a book one after the other, as text with structure.
//!
//! Every page is [announced](Flow::announce) first, so that it is known which elements are notes, and then
//! [rendered](Flow::render). [`Flow::finish`] appends the notes and resolves the links between the pages.

mod block;
mod inline;
mod link;
mod list;
mod mutual_links;
mod note_index;
mod note_sections;
mod notes;
mod open_inline;
mod open_list;
mod open_table;
mod page;
mod picture;
mod renderer;
mod stream;
mod table;
mod words;

use std::collections::HashMap;

use super::{super::TextWriter, marks};
use note_index::NoteIndex;
pub use page::{Address, Directive, Page};
use stream::{MAX_ANCHORS, Stream};

/// A document that is written page by page.
#[derive(Debug, Default)]
pub struct Flow {
    document: Stream,
    notes: NoteIndex,
    /// The bodies of notes with the numbers and the labels of the notes.
    bodies: Vec<(usize, String, TextWriter)>,
    /// The offsets in the document's text, in bytes, of the pages and of the elements that links may lead to.
    anchors: HashMap<String, usize>,
}

impl Flow {
    /// A document that goes on where `writer` has ended.
    pub fn new(writer: TextWriter) -> Self {
        Self { document: Stream { writer, ..Stream::default() }, ..Self::default() }
    }

    /// The same document with the labels that the pages have for their notes, instead of numbers from 1.
    #[must_use]
    pub fn with_own_labels(mut self) -> Self {
        self.notes.keeps_labels = true;
        self
    }

    /// Looks which elements of a page refer to notes. All pages with references come before the pages with the notes.
    pub fn announce(&mut self, page: &Page<'_>) {
        self.notes.announce(page);
    }

    /// The writer of the document, to write something between two pages.
    pub fn writer(&mut self) -> &mut TextWriter {
        &mut self.document.writer
    }

    /// Makes links to `key`, such as the name of a page, lead to the end of what is written.
    pub fn anchor(&mut self, key: &str) {
        self.document.anchor(key.to_owned());
    }

    /// Makes links to these keys lead to the byte at `at`, unless they lead somewhere already.
    fn place(&mut self, keys: Vec<String>, at: usize) {
        for key in keys {
            if self.anchors.len() < MAX_ANCHORS {
                self.anchors.entry(key).or_insert(at);
            }
        }
    }

    /// Writes a page.
    pub fn render(&mut self, page: &Page<'_>) {
        self.anchor(page.key);
        renderer::Renderer::new(self, page).render();
    }

    /// The writer with all pages, the notes in the order of their references, and links within the document resolved.
    pub fn finish(mut self) -> TextWriter {
        self.document.writer.end();
        let end = self.document.writer.len();
        let last = std::mem::take(&mut self.document.anchors);
        self.place(last, end);
        self.bodies.sort_by_key(|(number, ..)| *number);
        let mut writer = self.document.writer;
        for (number, label, body) in self.bodies {
            // A label that is part of the text isn't drawn in front of it.
            let has_label = marks::without_label(body.text(), &label) != body.text();
            let drawn = if has_label { "" } else { &label };
            writer.append_labelled_note(body, &number.to_string(), &label, drawn);
        }
        let anchors = self.anchors;
        writer.resolve_links(|address| anchors.get(address).copied());
        writer
    }
}

#[cfg(test)]
mod tests;
