//! Marked content: parts of a page that the document gives a number, a meaning or a layer.

use hayro_syntax::object::{Array, Dict, Name, ObjectIdentifier, String as PdfString};

use super::{glyph::Glyph, strings::text_string};

/// How deep marked content may be nested; deeper marks are counted, but tell nothing.
const MAX_DEPTH: usize = 256;

/// The marked content around the place that was reached.
#[derive(Default)]
pub(super) struct Marks {
    open: Vec<Mark>,
    /// How many marks are open beyond those that are kept.
    beyond: usize,
    /// How many glyphs there are so far.
    glyphs: usize,
}

/// One marked content.
#[derive(Clone, Debug, Default)]
struct Mark {
    number: Option<u32>,
    is_artifact: bool,
    is_hidden: bool,
    /// The text that its characters stand for.
    text: Option<String>,
    /// How many glyphs there were when it began.
    first: usize,
}

impl Marks {
    /// Begins marked content with this tag.
    pub fn begin(&mut self, tag: &Name<'_>, properties: Option<&Dict<'_>>, is_hidden: bool) {
        if self.open.len() >= MAX_DEPTH {
            self.beyond += 1;
            return;
        }
        let around = self.open.last().cloned().unwrap_or_default();
        let text = properties.and_then(|properties| properties.get::<PdfString<'_>>("ActualText"));
        self.open.push(Mark {
            number: properties.and_then(|properties| properties.get::<u32>("MCID")).or(around.number),
            is_artifact: around.is_artifact || tag.as_ref() == b"Artifact",
            is_hidden: around.is_hidden || is_hidden,
            text: text.map(|text| text_string(text.as_bytes())),
            first: self.glyphs,
        });
    }

    /// Ends the innermost marked content. Returns the text that all glyphs from the one with this index on stand for, if it says so.
    pub fn end(&mut self) -> Option<(String, usize)> {
        if let Some(beyond) = self.beyond.checked_sub(1) {
            self.beyond = beyond;
            return None;
        }
        let mark = self.open.pop()?;
        Some((mark.text?, mark.first))
    }

    /// How deep the marks are nested.
    pub fn depth(&self) -> usize {
        self.open.len() + self.beyond
    }

    /// Records how many glyphs there are, for the marks to come.
    pub fn note_start(&mut self, glyphs: usize) {
        self.glyphs = glyphs;
    }

    /// Whether what is drawn now is on a layer that is not shown.
    pub fn are_hidden(&self) -> bool {
        self.open.last().is_some_and(|mark| mark.is_hidden)
    }

    /// Records the marks of a glyph that was drawn.
    pub fn mark(&mut self, glyph: &mut Glyph) {
        self.glyphs += 1;
        if let Some(mark) = self.open.last() {
            glyph.mark = mark.number;
            glyph.is_artifact = mark.is_artifact;
        }
    }
}

/// The layers that are not shown when the document is opened.
pub(super) fn hidden_layers(catalog: &Dict<'_>) -> Vec<ObjectIdentifier> {
    let properties = catalog.get::<Dict<'_>>("OCProperties").unwrap_or_default();
    let shown = properties.get::<Dict<'_>>("D").unwrap_or_default();
    let ids = |dict: &Dict<'_>, key: &str| -> Vec<ObjectIdentifier> {
        let array = dict.get::<Array<'_>>(key);
        let references = array.iter().flat_map(Array::raw_iter).filter_map(|item| item.as_obj_ref());
        references.map(ObjectIdentifier::from).collect()
    };
    let mut hidden = ids(&shown, "OFF");
    if shown.get::<Name<'_>>("BaseState").is_some_and(|state| state.as_ref() == b"OFF") {
        let on = ids(&shown, "ON");
        hidden.extend(ids(&properties, "OCGs").into_iter().filter(|id| !on.contains(id)));
    }
    hidden
}
