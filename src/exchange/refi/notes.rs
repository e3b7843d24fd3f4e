//! The notes of a project: those on selections are notes of glosses, those on codes memos of kinds, and those on sources stay in the
//! record of the document.

use std::collections::HashMap;

use super::{guid, xml::Element};
use crate::exchange::Loss;

/// A note.
#[derive(Clone, Debug, Default)]
pub struct Note {
    /// Its name; many programs give every note one.
    pub name: String,
    /// What it says.
    pub text: String,
    /// The GUID of the user who wrote it.
    pub user: Option<String>,
    /// The time when it was written.
    pub created: Option<String>,
}

/// The notes of a project, by their GUIDs.
#[derive(Debug, Default)]
pub struct Notes(HashMap<String, Note>);

impl Notes {
    /// The notes of the project `root`; those without a text are counted as a loss.
    pub fn of_project(root: &Element, loss: &mut Loss) -> Self {
        let mut notes = HashMap::new();
        for note in root.first("Notes").map_or(&[][..], |notes| &notes.children) {
            let content = note.first("PlainTextContent").or_else(|| note.first("Description"));
            let Some(content) = content else {
                loss.add("notes", 1);
                continue;
            };
            let said = |name| note.get(name).filter(|said| !said.is_empty()).map(str::to_owned);
            let read = Note {
                name: said("name").unwrap_or_default(),
                text: content.text.clone(),
                user: said("creatingUser").map(|user| guid::plain(&user)),
                created: said("creationDateTime"),
            };
            notes.insert(guid::in_attribute(note, "guid"), read);
        }
        Self(notes)
    }

    /// The notes that an element refers to, with their GUIDs.
    pub fn with_guids(&self, element: &Element) -> impl Iterator<Item = (String, &Note)> {
        let references = element.all("NoteRef").map(|note| guid::in_attribute(note, "targetGUID"));
        references.filter_map(|guid| self.0.get(&guid).map(|note| (guid, note)))
    }

    /// The notes that an element refers to.
    pub fn of(&self, element: &Element) -> impl Iterator<Item = &Note> {
        self.with_guids(element).map(|(_, note)| note)
    }
}

/// A note as an element.
pub fn element(guid: &str, name: &str, text: &str) -> Element {
    let note = Element::new("Note").with("guid", guid).with("name", name);
    note.around([Element::new("PlainTextContent").holding(text)])
}
