//! Pictures and other drawings: what stands for them in the text is their description.

use super::flow::DocumentFlow;

/// A drawing that is being read.
#[derive(Debug)]
pub struct OpenDrawing {
    /// The description, if there is one.
    description: Option<String>,
    /// The name of the part with the picture.
    picture: Option<String>,
    /// Whether the drawing is a decoration, or hidden.
    is_decoration: bool,
    /// The length of the text before it, in bytes.
    written: usize,
}

impl OpenDrawing {
    /// A drawing that begins after so many bytes of text.
    pub fn new(written: usize) -> Self {
        Self { description: None, picture: None, is_decoration: false, written }
    }

    /// Takes a description; the first one that is not blank counts.
    pub fn describe(&mut self, description: String) {
        if self.description.is_none() && !description.trim().is_empty() {
            self.description = Some(description);
        }
    }

    /// Takes the name of the part with the picture; the first one counts.
    pub fn show(&mut self, picture: String) {
        self.picture.get_or_insert(picture);
    }

    /// Says that the drawing is a decoration, or hidden: it is not described.
    pub fn hide(&mut self) {
        self.is_decoration = true;
    }

    /// Writes the description, unless the drawing has text of its own.
    pub fn end(self, flow: &mut DocumentFlow) {
        if !self.is_decoration && flow.written() == self.written {
            flow.picture(&self.description.unwrap_or_default(), self.picture.as_deref());
        }
    }
}
