//! Notices: what a person should know before relying on what is shown of a document.

use super::AnnotatedDocument;
use crate::{
    sidecar::{Access, Sidecar},
    source::Document,
};

impl AnnotatedDocument {
    /// The notices about the document and its sidecar, a sentence each.
    pub fn notices(&self) -> Vec<String> {
        let mut notices = of_document(&self.document);
        notices.extend(self.sidecar.iter().flat_map(of_sidecar));
        notices.extend(self.sidecar.as_ref().and_then(|sidecar| of_shared(&self.document, sidecar)));
        notices
    }

    /// What is said of the annotations of the sidecar that can't be used, on one line; `None` if all can be.
    pub fn unread(&self) -> Option<String> {
        self.sidecar.as_ref().and_then(of_unread)
    }
}

fn of_document(document: &Document) -> Vec<String> {
    let mut notices = Vec::new();
    if let Some(encoding) = document.encoding {
        notices.push(format!("decoded from {encoding}"));
    }
    if let Some(format) = document.unrendered {
        notices.push(too_large(format));
    }
    if document.invalid > 0 {
        notices.push(format!("{} places are not valid text and shown as \u{fffd}", document.invalid));
    }
    notices.extend(document.rendering.as_ref().and_then(|rendering| rendering.notice.clone()));
    notices
}

/// The notice about a document that is too large to be rendered by the reader of this name.
pub fn too_large(format: &str) -> String {
    format!("too large to be shown as {format}, so that this is its source; --as-format {format} insists")
}

/// What a command that goes on without them says of the annotations of a sidecar that can't be used, on one line; `None` if all can
/// be.
pub fn of_unread(sidecar: &Sidecar) -> Option<String> {
    let (first, rest) = sidecar.problems().split_first()?;
    let count = match rest.len() {
        0 => "an annotation".to_owned(),
        others => format!("{} annotations", others + 1),
    };
    let place = format!("{}, line {}", sidecar.path().display(), first.line);
    Some(format!(
        "{place}: {count} can't be used, and stayed out: {}; `gloss check` names all",
        first.message
    ))
}

/// The notice about glosses that are no coder's, where a coder who has none yet might look for them.
fn of_shared(document: &Document, sidecar: &Sidecar) -> Option<String> {
    let shared = Sidecar::path_for(document.path.as_deref()?, None).ok()?;
    let name = shared.file_name()?;
    let is_own = sidecar.path().file_name() == Some(name);
    let is_hidden = !is_own && sidecar.glosses().next().is_none() && shared.exists();
    is_hidden.then(|| format!("the glosses in {} are no coder's, and are not shown", name.display()))
}

fn of_sidecar(sidecar: &Sidecar) -> Vec<String> {
    let mut notices = Vec::new();
    if let Some(error) = sidecar.broken() {
        let what = "what can be read of it is shown, and new work is kept aside until it is mended";
        notices.push(format!("{}; {what}", error.brief()));
    }
    match sidecar.problems() {
        [] => {}
        [problem] => {
            notices.push(format!("line {} of the sidecar can't be used: {}", problem.line, problem.message));
        }
        [first, rest @ ..] => notices.push(format!(
            "{} annotations of the sidecar can't be used; line {}: {}",
            rest.len() + 1,
            first.line,
            first.message
        )),
    }
    match sidecar.access() {
        Access::ReadOnly(reason) => notices.push(format!("glosses can't be saved: {reason}")),
        Access::ReadWrite if sidecar.has_other_names() => notices.push(
            "the sidecar has other names (hard links), which keep what it says now when it is saved"
                .to_owned(),
        ),
        Access::ReadWrite => {}
    }
    notices
}
