//! The flow of an office document: paragraphs with runs of styled text, tables, text boxes and notes, as they come, become a text
//! with structure.

use std::collections::HashMap;

pub use super::flow_text::ParagraphLook;
use super::{
    flow_text::FlowText,
    pages::PageBreaks,
    run_look::RunLook,
    style_set::StyleSet,
    words::{one_line, readable},
};
use crate::{
    source::TextWriter,
    text::structure::{LinkTarget, LocatorKind, Markup, Style},
};

/// How many text boxes and notes may be within each other; what is deeper goes into the innermost. Chosen by hand: Word allows one
/// text box in another.
const MAX_NESTED_TEXTS: usize = 8;

/// The text that is written, with its text boxes and notes.
#[derive(Debug)]
pub struct DocumentFlow {
    document: FlowText,
    /// The text boxes and notes that are open, the innermost last.
    open: Vec<FlowText>,
    /// The numbers of notes by the names that references use.
    numbers: HashMap<String, usize>,
    /// The bodies of notes, by those names.
    bodies: HashMap<String, TextWriter>,
    /// The number of bytes that were written as text, for telling whether a part of a document has any.
    written: usize,
}

impl DocumentFlow {
    /// An empty text.
    pub fn new() -> Self {
        Self {
            document: FlowText::default(),
            open: Vec::new(),
            numbers: HashMap::new(),
            bodies: HashMap::new(),
            written: 0,
        }
    }

    /// The number of bytes that were written as text.
    pub fn written(&self) -> usize {
        self.written
    }

    /// The innermost text that is open.
    pub fn text_flow(&mut self) -> &mut FlowText {
        self.open.last_mut().unwrap_or(&mut self.document)
    }

    /// Whether text goes into the document itself, and into no text box or note.
    pub fn is_in_document(&self) -> bool {
        self.open.is_empty()
    }

    /// Writes text in these styles into the open paragraph.
    pub fn push(&mut self, text: &str, styles: StyleSet) {
        let text = readable(text);
        if self.text_flow().push(&text, styles) {
            self.written += text.len();
        }
    }

    /// Writes text into the open paragraph as a run looks. Links are not underlined once more.
    pub fn push_run(&mut self, text: &str, run: RunLook) {
        let underline = StyleSet::of(Style::Inserted);
        let styles = if self.text_flow().is_link() { run.styles.without(underline) } else { run.styles };
        match run.font {
            _ if run.is_hidden => {}
            Some(font) => self.push(&font.text(text), styles),
            None => self.push(text, styles),
        }
    }

    /// Writes the description of a picture in brackets, if it has one.
    pub fn picture(&mut self, description: &str, address: Option<&str>) {
        let description = one_line(description);
        if description.is_empty() {
            return;
        }
        if let Some(address) = address {
            self.text_flow().begin_link(LinkTarget::Picture(address.into()));
        }
        self.push(&format!("[{description}]"), StyleSet::default());
        if address.is_some() {
            self.text_flow().end_link();
        }
    }

    /// Writes the mark of a note. Notes are numbered in the order in which they are first referred to.
    pub fn refer(&mut self, note: &str) {
        let next = self.numbers.len() + 1;
        let number = *self.numbers.entry(note.to_owned()).or_insert(next);
        self.text_flow().refer(number);
    }

    /// Begins a text box, whose blocks will stand after the paragraph that it is anchored in. Returns whether there was room for it;
    /// only then is it to be ended.
    pub fn begin_box(&mut self) -> bool {
        let has_room = self.open.len() < MAX_NESTED_TEXTS;
        if has_room {
            self.open.push(FlowText::default());
        }
        has_room
    }

    /// Ends a text box.
    pub fn end_box(&mut self) {
        if let Some(text) = self.open.pop() {
            let writer = text.finish();
            self.text_flow().add_box(writer);
        }
    }

    /// Begins the body of a note. Returns whether there was room for it; only then is it to be ended.
    pub fn begin_note(&mut self) -> bool {
        self.begin_box()
    }

    /// Ends the body of the note that references name so.
    pub fn end_note(&mut self, note: &str) {
        if let Some(text) = self.open.pop() {
            self.bodies.insert(note.to_owned(), text.finish());
        }
    }

    /// Begins a page with this label.
    pub fn page(&mut self, label: &str) {
        self.document.locate(LocatorKind::Page, label);
    }

    /// The finished text, with its pages if their breaks are known well enough.
    pub fn finish_with(self, pages: &PageBreaks) -> (String, Markup) {
        let are_known = pages.are_known(self.written());
        let (text, mut markup) = self.finish();
        if !are_known {
            markup.locators.retain(|locator| locator.kind != LocatorKind::Page);
        }
        (text, markup)
    }

    /// The finished text. Notes that nothing refers to are left out: their marks were deleted.
    fn finish(mut self) -> (String, Markup) {
        while !self.open.is_empty() {
            self.end_box();
        }
        let mut writer = self.document.finish();
        let mut notes: Vec<_> = self.numbers.into_iter().collect();
        notes.sort_unstable_by_key(|(_, number)| *number);
        for (name, number) in notes {
            if let Some(body) = self.bodies.remove(&name) {
                writer.append_note(body, &number.to_string());
            }
        }
        writer.resolve_anchors();
        let (text, markup, _) = writer.finish("");
        (text, markup)
    }
}
