//! What a document refers to: by links, marks of notes, and pictures.

use super::App;
use crate::text::{Span, structure::LinkTarget};

/// A part of the text that leads elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reference {
    /// The part of the text: the words of a link, the mark of a note, the description of a picture.
    pub span: Span,
    /// Where it leads.
    pub target: ReferenceTarget,
}

/// Where a part of the text leads.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReferenceTarget {
    /// To this byte of the text.
    Place(usize),
    /// To the note with this body and this mark.
    Note(Span, Box<str>),
    /// To an address, as the document has it.
    Address(Box<str>),
    /// To the picture at an address or path, as the document has it.
    Picture(Box<str>),
}

impl App {
    /// What leads elsewhere from a part of the text.
    pub(super) fn references_in(&self, span: Span) -> Vec<Reference> {
        let structure = self.text().structure();
        let links = structure.links().overlapping(span).into_iter().map(|link| {
            let target = match &link.target {
                LinkTarget::Address(address) => ReferenceTarget::Address(address.clone()),
                LinkTarget::Place(at) => ReferenceTarget::Place(*at),
                LinkTarget::Picture(address) => ReferenceTarget::Picture(address.clone()),
            };
            Reference { span: link.span, target }
        });
        let notes = structure.notes().overlapping(span).into_iter().filter(|note| !note.body.is_empty());
        let notes = notes.map(|note| {
            let target = ReferenceTarget::Note(note.body, note.label.clone());
            Reference { span: note.reference, target }
        });
        links.chain(notes).collect()
    }
}
