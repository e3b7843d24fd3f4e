//! `gloss FILE`: a document in the terminal interface.

use std::{collections::HashSet, path::Path};

use super::{context::Context, environment, error::Error};
use crate::{
    app::{App, Event, Saved, Stray},
    command::Settings,
    gloss::{Glosses, Id, Schema, State, Transaction},
    term::{self, Session},
    workspace::{Adoption, AnnotatedDocument, RecordedGlosses, Storage},
};

/// The glosses of a sidecar up to this size, in bytes, are found before the first frame; those of a larger one after it,
/// as are those of a document of this size that has changed. So much is read and placed in a few milliseconds.
const MAX_BYTES_AT_ONCE: u64 = 256 * 1024;

/// The program with a document of a coder in it, at one of its glosses or where reading had come to, and what goes with it.
pub fn load(
    path: &Path,
    name: Option<&str>,
    coder: Option<&str>,
    gloss: Option<&Id>,
    context: &Context,
) -> Result<(App, Session), Error> {
    let host = &context.host;
    let opened = AnnotatedDocument::open_anyway(path, name, coder, host)?;
    let mut notices = context.warnings.clone();
    notices.extend(opened.notices());
    let recorded = opened.recorded();
    let mut session = Session::new(environment::depth());
    session.ask_background = host.settings.dark.is_none();
    session.editor = environment::editor();
    session.search = search(&opened, coder);
    let settings =
        Settings { coder: coder.map(str::to_owned), ..environment::on_screen(host.settings.clone()) };
    let schema = Schema::clone(&opened.schema);
    let (clock, random) = (host.clock.clone(), host.random.clone());
    let mut app = App::new(opened.document.clone(), schema, settings, clock, random);
    let is_large = is_large(&opened, &recorded);
    let (storage, earlier) = Storage::of(opened);
    app.status.saved = storage.read_only().map_or(Saved::Yes, Saved::Never);
    app.is_partly_read = !storage.is_whole();
    app.suggestions.set_dismissed(storage.dismissals().cloned());
    (app.history, app.unsaved) = (earlier.history, earlier.unsaved);
    // First, as the end of a long line is cut.
    notices.splice(0..0, unsaved(&app.unsaved));
    if is_large {
        app.loading = Some(HashSet::new());
        session.load = Some(load_later(recorded));
        notices.push("reading glosses …".to_owned());
    } else {
        let glosses = recorded.locate();
        notices.extend(lost(&glosses));
        notices.extend(disputed(&glosses));
        app.set_glosses(glosses);
    }
    if let Some(at) = earlier.position {
        app.resume(at);
    }
    session.storage = storage;
    if !notices.is_empty() {
        app.status.message = Some(notices.join("; "));
    }
    if let Some(id) = gloss {
        app.go_to_gloss(id);
    }
    Ok((app, session))
}

/// Whether it takes long to find the glosses.
fn is_large(opened: &AnnotatedDocument, recorded: &RecordedGlosses) -> bool {
    let sidecar = opened.sidecar_path().and_then(|path| path.metadata().ok());
    let has_changed = !recorded.glosses.is_empty() && recorded.is_of_another_text();
    sidecar.is_some_and(|meta| meta.len() > MAX_BYTES_AT_ONCE)
        || (opened.document.text.len() as u64 > MAX_BYTES_AT_ONCE && has_changed)
}

/// What a person should know of work that could not be saved earlier.
fn unsaved(changes: &Transaction) -> Option<String> {
    let count = changes.changes.len() + changes.dismissed.len() + changes.restored.len();
    let what = if count == 1 { "1 change" } else { &*format!("{count} changes") };
    (count > 0).then(|| format!("R takes in {what} that could not be saved earlier"))
}

/// What a person should know of glosses that are not where they were; one that was left without a place is no news.
fn lost(glosses: &Glosses) -> Option<String> {
    let decided = glosses.in_state(State::Orphan).filter(|placed| placed.gloss.orphaned).count();
    let count = |state| glosses.count(state) - if state == State::Orphan { decided } else { 0 };
    let parts = [
        (State::Moved, "moved"),
        (State::Changed, "changed"),
        (State::Doubtful, "doubtful"),
        (State::Orphan, "without a place"),
    ];
    let parts: Vec<String> = parts
        .into_iter()
        .filter_map(|(state, word)| Some(format!("{} {word}", Some(count(state)).filter(|n| *n > 0)?)))
        .collect();
    (!parts.is_empty()).then(|| format!("the text has changed; glosses: {}", parts.join(", ")))
}

/// What a person should know of glosses that a merge has left open.
fn disputed(glosses: &Glosses) -> Option<String> {
    match glosses.iter().filter(|placed| !placed.gloss.review.is_empty()).count() {
        0 => None,
        1 => Some("1 gloss is to be reviewed after a merge; ! goes to it".to_owned()),
        n => Some(format!("{n} glosses are to be reviewed after a merge; ! goes to them")),
    }
}

/// Finds the glosses after the first frame.
fn load_later(recorded: RecordedGlosses) -> term::Load {
    let text = recorded.document.text.clone();
    Box::new(move || {
        let glosses = recorded.locate();
        let notice = lost(&glosses).or_else(|| Some(format!("{} glosses", glosses.len())));
        Event::Loaded(text, glosses, notice)
    })
}

/// Looks for glosses that were left behind under another name, for a document that has none; they are offered if it is clear
/// which they are.
fn search(opened: &AnnotatedDocument, coder: Option<&str>) -> Option<term::Search> {
    let adoption = Adoption::of_document(opened, coder.map(str::to_owned))?;
    let text = opened.document.text.clone();
    Some(Box::new(move || {
        let mut matches = adoption.matches().ok()?;
        let found = if matches.len() == 1 { matches.pop()? } else { return None };
        let (name, reason) = (found.document_name(adoption.own()), found.reason());
        let notice = format!("{name} is gone, and {reason}; R takes over its glosses");
        Some(Event::Stray(text, Stray { path: found.path, glosses: found.glosses, notice }))
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gloss::{Gloss, Place, Placed};

    #[test]
    fn a_gloss_that_was_left_without_a_place_is_no_news() {
        let lost_one = |id, orphaned| Placed {
            gloss: Gloss { orphaned, ..Gloss::new(Id::from_bits(id), "claim", Vec::new()) },
            place: Place::orphan("its words are gone"),
        };
        assert_eq!(lost(&Glosses::new([lost_one(1, true)])), None);
        let told = lost(&Glosses::new([lost_one(1, true), lost_one(2, false)]));
        assert_eq!(told.as_deref(), Some("the text has changed; glosses: 1 without a place"));
    }
}
