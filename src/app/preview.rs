//! Going to what a document refers to: by links, marks of notes, and pictures.
//!
//! A link within the document is a jump. A note, another document, an address or a picture is shown first, and only a second key goes
//! there or starts a program.

use std::path::{Path, PathBuf};

use super::{
    Address, App, Effect, JumpGoal, Mode, Purpose, Reference, ReferenceTarget, Visit, VisitTarget,
    address::{below, leads_out},
    page_address::online_address,
};
use crate::{
    command::{Code, Key},
    text::Span,
};

/// How much of a note is shown before one goes there, in bytes. Chosen by hand: some pages.
const MAX_NOTE_BYTES: usize = 16 * 1024;

/// What a part of the text leads to, shown before anything is done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Preview {
    /// What it is: a note, a link, a picture.
    pub title: String,
    /// The text of the note, or where the link leads.
    pub text: String,
    /// What Enter does.
    pub action: String,
    /// How many rows of it were scrolled past.
    pub scrolled: usize,
    step: PreviewStep,
}

/// What Enter does about what is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
enum PreviewStep {
    Go(usize),
    Visit(Visit),
    Browse(String),
    View(Box<str>),
}

impl App {
    /// Follows the one thing in the selection that leads elsewhere, or else in its paragraph, or on the page; of several, each gets a
    /// label. In a note that refers to nothing, goes back to its mark.
    pub(super) fn open_link(&mut self) {
        let (selected, page) = (self.cursor.selection.primary(), self.page_span());
        let mut near = self.references_in(selected);
        if near.is_empty()
            && let Some(note) = self.text().structure().note_with_body_at(selected.start)
        {
            return self.go_to(note.reference.start);
        }
        for wider in [self.text().paragraph(selected.start), page] {
            if near.is_empty() {
                near = self.references_in(wider);
            }
        }
        if near.len() > 1 {
            near.retain(|reference| page.contains(reference.span.start));
        }
        if near.len() < 2 {
            match near.pop() {
                Some(reference) => self.open_reference(reference),
                None => self.say("there is no link, note or picture on this page"),
            }
            return;
        }
        let labelled = near.into_iter().map(|reference| (reference.span, JumpGoal::Reference(reference)));
        self.label(labelled.collect(), Purpose::Select);
    }

    /// What is referred to from the selection, as far as it is on the page, in a word.
    pub fn referred_to(&self) -> Option<&'static str> {
        let (selected, page) = (self.cursor.selection.primary(), self.page_span());
        let seen = Span::new(selected.start.max(page.start), selected.end.min(page.end).max(page.start));
        match &self.references_in(seen)[..] {
            [] => None,
            [one] => Some(match one.target {
                ReferenceTarget::Note(..) => "note",
                ReferenceTarget::Picture(_) => "picture",
                ReferenceTarget::Place(_) | ReferenceTarget::Address(_) => "link",
            }),
            _ => Some("links"),
        }
    }

    /// Goes to a place in the text, and shows where anything else leads.
    pub(super) fn open_reference(&mut self, reference: Reference) {
        let shown = match reference.target {
            ReferenceTarget::Place(at) => return self.go_to(at),
            ReferenceTarget::Note(body, label) => Ok(self.note_preview(body, &label)),
            ReferenceTarget::Address(address) => {
                let page = self.metadata.url.as_deref();
                let online = page.and_then(|page| online_address(page, &address));
                match (Address::parse(&address), online) {
                    (Address::Section(name), _) => return self.go_to_section(&name),
                    (Address::File { path, section }, online) => {
                        self.document_preview(&path, section, online)
                    }
                    (Address::Refused(_), Some(online)) => self.link_preview(Address::Web(online)),
                    (address, _) => self.link_preview(address),
                }
            }
            ReferenceTarget::Picture(address) => self.picture_preview(address),
        };
        match shown {
            Ok(preview) => self.mode = Mode::Preview(preview),
            Err(reason) => self.say(reason),
        }
    }

    /// Goes to the section that links call by this name.
    pub(super) fn go_to_section(&mut self, name: &str) {
        match self.text().structure().heading_called(self.text(), name) {
            Some(at) => self.go_to(at),
            None => self.say(format!("there is no section “{name}” in {}", self.document.name)),
        }
    }

    fn note_preview(&self, body: Span, label: &str) -> Preview {
        let end = self.text().floor(body.end.min(body.start + MAX_NOTE_BYTES));
        Preview {
            title: format!("Note {label}"),
            text: self.text().quote(Span::new(body.start, end)),
            action: "go to the note".to_owned(),
            scrolled: 0,
            step: PreviewStep::Go(body.start),
        }
    }

    fn link_preview(&self, address: Address) -> Result<Preview, String> {
        match address {
            Address::Web(address) => {
                let program = program(&self.settings.browser);
                Ok(Preview {
                    title: "Link".to_owned(),
                    text: address.clone(),
                    action: format!("open it with {program}"),
                    scrolled: 0,
                    step: PreviewStep::Browse(address),
                })
            }
            Address::File { path, section } => self.document_preview(&path, section, None),
            Address::Section(name) => Err(format!("there is no section “{name}” here")),
            Address::Refused(reason) => Err(reason),
        }
    }

    /// Shows an address of the web to which a link leads, since the file that it names was not saved with the page.
    pub(super) fn offer_online(&mut self, address: String) {
        match self.link_preview(Address::Web(address)) {
            Ok(preview) => self.mode = Mode::Preview(preview),
            Err(reason) => self.say(reason),
        }
    }

    /// Shows the document at a path from the folder of this one, which may be at an address of the web instead.
    fn document_preview(
        &self,
        path: &Path,
        section: Option<String>,
        online: Option<String>,
    ) -> Result<Preview, String> {
        if self.comparison.is_some() {
            return Err("no other document is opened while coders are compared".to_owned());
        }
        let named = self.beside(path)?;
        let is_outside = leads_out(path);
        let warning = if is_outside { "\noutside of this document's folder" } else { "" };
        let shown = section.as_ref().map(|section| format!(" § {section}")).unwrap_or_default();
        let target = section.map_or(VisitTarget::AsBefore, VisitTarget::Section);
        Ok(Preview {
            title: "Link to a document".to_owned(),
            text: format!("{}{shown}{warning}", named.display()),
            action: "open it here".to_owned(),
            scrolled: 0,
            step: PreviewStep::Visit(Visit { path: named, target, online }),
        })
    }

    /// The path of a file that the document names by a path from its folder.
    fn beside(&self, path: &Path) -> Result<PathBuf, String> {
        let own = self
            .document
            .path
            .as_deref()
            .ok_or("standard input is in no folder, so its links lead nowhere")?;
        Ok(below(own.parent().unwrap_or(Path::new("")), path))
    }

    fn picture_preview(&self, address: Box<str>) -> Result<Preview, String> {
        if let web @ Address::Web(_) = Address::parse(&address) {
            return self.link_preview(web);
        }
        let program = program(&self.settings.viewer);
        Ok(Preview {
            title: "Picture".to_owned(),
            text: address.to_string(),
            action: format!("open it with {program}"),
            scrolled: 0,
            step: PreviewStep::View(address),
        })
    }

    /// Handles a key while it is shown where something leads. Nothing but Enter goes there.
    pub(super) fn preview_key(&mut self, mut preview: Preview, key: Key) {
        match key.code {
            _ if key.is(Code::Enter) => return self.go_from_preview(preview.step),
            Code::Down | Code::Char('j') => preview.scrolled += 1,
            Code::Up | Code::Char('k') => preview.scrolled = preview.scrolled.saturating_sub(1),
            _ => return,
        }
        self.mode = Mode::Preview(preview);
    }

    fn go_from_preview(&mut self, step: PreviewStep) {
        match step {
            PreviewStep::Go(at) => self.go_to(at),
            PreviewStep::Visit(visit) if self.document.path.as_ref() == Some(&visit.path) => {
                self.arrive(&visit.target);
            }
            PreviewStep::Visit(visit) => self.leave(Effect::Visit(visit)),
            PreviewStep::Browse(address) => {
                self.say(format!("{} is started", program(&self.settings.browser)));
                self.effect(Effect::Browse(address));
            }
            PreviewStep::View(address) => {
                self.say(format!("{} is started", program(&self.settings.viewer)));
                self.effect(Effect::ViewPicture(address.into()));
            }
        }
    }
}

/// The name of a program that is set with its arguments.
fn program(set: &[String]) -> &str {
    set.first().map_or("", String::as_str)
}
