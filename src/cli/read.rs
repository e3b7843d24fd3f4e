//! `gloss FILE`: opens a document in the terminal interface.

use std::{collections::HashSet, path::Path, sync::mpsc};

use super::{context::Context, environment, error::Error};
use crate::{
    app::{App, Event, SaveState, StrayGlosses},
    command::{Command, Settings},
    gloss::{Glosses, Id, State},
    term::{self, NextView, Session, WholeReading},
    text::{cells::printable, counted},
    workspace::{Adoption, AnnotatedDocument, ConflictCopy, Opening, RecordedGlosses, Storage},
};

/// The largest sidecar, in bytes, whose glosses are placed before the first frame; also the largest changed document.
/// Those of larger ones are placed afterwards. Chosen by hand: reading and placing this much takes a few
/// milliseconds.
const MAX_IMMEDIATE_BYTES: u64 = 256 * 1024;

/// What became of the opening of a document.
#[allow(clippy::large_enum_variant, reason = "there is one of it, on its way to the loop")]
pub enum Loaded {
    /// It is open.
    Whole(App, Session),
    /// The person has left it while it was still being read.
    Left(NextView),
}

/// A function that shows the beginning of a document while the whole is read, as [`Terminal::read_beginning`](term::Terminal::read_beginning).
pub type ShowBeginning<'a> =
    &'a mut dyn FnMut(App, Session, WholeReading) -> Result<(App, Option<NextView>), Error>;

/// Loads a document for the interface, with a coder's glosses, at one of its glosses or at the last reading position. If that may take
/// long, `show` shows the beginning meanwhile.
pub fn load(
    path: &Path,
    coder: Option<&str>,
    gloss: Option<&Id>,
    context: &Context,
    show: ShowBeginning<'_>,
) -> Result<Loaded, Error> {
    let opening = Opening::begin(path, coder, &context.host)?;
    let Some((document, schema)) = opening.beginning() else {
        let (app, session) = set_up(opening.finish()?, coder, gloss, context);
        return Ok(Loaded::Whole(app, session));
    };
    let (settings, session) = settings_and_session(coder, context);
    let (clock, random) = (context.host.clock.clone(), context.host.random.clone());
    let app = App::new(document, (*schema).clone(), settings, clock, random);
    let (whole, read) = mpsc::channel();
    // If the person has left, nobody takes the document.
    let read_whole = Box::new(move || _ = whole.send(opening.finish()));
    let (beginning, left) = show(app, session, read_whole)?;
    if let Some(left) = left {
        return Ok(Loaded::Left(left));
    }
    let opened =
        read.recv().map_err(|_| Error::failed(format!("reading {} has stopped", path.display())))??;
    let (mut app, mut session) = set_up(opened, coder, gloss, context);
    if gloss.is_none() {
        app.continue_from(&beginning);
    }
    session.ask_background = false;
    Ok(Loaded::Whole(app, session))
}

/// The settings of the program, and what the terminal needs to run it.
fn settings_and_session(coder: Option<&str>, context: &Context) -> (Settings, Session) {
    let settings = &context.host.settings;
    let mut session = Session::new(environment::depth());
    session.ask_background = settings.dark.is_none();
    session.editor = environment::editor();
    (Settings { coder: coder.map(str::to_owned), ..environment::on_screen(settings.clone()) }, session)
}

/// The program for a document with its glosses.
fn set_up(
    opened: AnnotatedDocument,
    coder: Option<&str>,
    gloss: Option<&Id>,
    context: &Context,
) -> (App, Session) {
    let mut notices = context.notices(&opened.schema);
    notices.extend(opened.notices());
    let recorded = opened.recorded();
    let (settings, mut session) = settings_and_session(coder, context);
    let (document, schema) = (opened.document.clone(), (*opened.schema).clone());
    let (clock, random) = (context.host.clock.clone(), context.host.random.clone());
    let mut app = App::new(document, schema, settings, clock, random);
    app.metadata = opened.metadata();
    session.search = search(&opened, coder, app.key_of(Command::Recover));
    let is_placed_later = is_placed_later(&opened, &recorded);
    let (storage, earlier) = Storage::of(opened);
    app.status.saved = storage.read_only().map_or(SaveState::Yes, SaveState::Never);
    app.is_partly_read = !storage.is_whole();
    app.suggestions.set_dismissed(storage.dismissals().cloned());
    (app.history, app.unsaved) = (earlier.history, earlier.unsaved);
    notices.splice(0..0, unsaved_notice(&app));
    if is_placed_later {
        app.loading = Some(HashSet::new());
        session.load = Some(load_later(recorded, app.key_of(Command::Review)));
        app.status.message = Some("reading glosses …".to_owned());
    } else {
        let glosses = recorded.locate();
        notices.extend(lost_notice(&glosses));
        notices.extend(review_notice(&glosses, &app.key_of(Command::Review)));
        app.set_glosses(glosses);
    }
    if let Some(at) = earlier.position {
        app.resume(at);
    }
    session.storage = storage;
    app.status.opening = notices;
    if let Some(id) = gloss {
        app.go_to_gloss(id);
    }
    (app, session)
}

/// Whether placing the glosses takes long.
fn is_placed_later(opened: &AnnotatedDocument, recorded: &RecordedGlosses) -> bool {
    let sidecar = opened.sidecar_path().and_then(|path| path.metadata().ok());
    let has_changed = !recorded.glosses.is_empty() && recorded.is_of_another_text();
    sidecar.is_some_and(|meta| meta.len() > MAX_IMMEDIATE_BYTES)
        || (opened.document.text.len() as u64 > MAX_IMMEDIATE_BYTES && has_changed)
}

/// A notice about changes that could not be saved in an earlier session.
fn unsaved_notice(app: &App) -> Option<String> {
    let (count, recover) = (app.unsaved.count(), app.key_of(Command::Recover));
    let what = counted(count, "change", "changes");
    (count > 0).then(|| format!("{recover} takes in {what} that could not be saved earlier"))
}

/// A notice about glosses that have lost their place, except those that a person left without one.
fn lost_notice(glosses: &Glosses) -> Option<String> {
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

/// A notice about the glosses that a person should review.
fn review_notice(glosses: &Glosses, review: &str) -> Option<String> {
    match glosses.iter().filter(|placed| placed.needs_review()).count() {
        0 => None,
        1 => Some(format!("1 gloss to review; {review} goes to it")),
        n => Some(format!("{n} glosses to review; {review} goes to them")),
    }
}

/// A function that places the glosses after the first frame.
fn load_later(recorded: RecordedGlosses, review: String) -> term::GlossLoader {
    let text = recorded.document.text.clone();
    Box::new(move || {
        let glosses = recorded.locate();
        let notice = lost_notice(&glosses).unwrap_or_else(|| format!("{} glosses", glosses.len()));
        let notice =
            Some([notice].into_iter().chain(review_notice(&glosses, &review)).collect::<Vec<_>>().join("\n"));
        Event::Loaded(text, glosses, notice)
    })
}

/// A function that looks for glosses which are in another file than the document's sidecar, to offer them with the key `recover` that
/// takes them over: a stray sidecar that is certain, if the document has none, else a conflict copy.
fn search(opened: &AnnotatedDocument, coder: Option<&str>, recover: String) -> Option<term::StraySearch> {
    let Some(adoption) = Adoption::of_document(opened, coder.map(str::to_owned)) else {
        return search_copies(opened, recover);
    };
    let text = opened.document.text.clone();
    Some(Box::new(move || {
        let mut matches = adoption.matches().ok()?;
        let found = if matches.len() == 1 { matches.pop()? } else { return None };
        let (name, reason) = (found.document_name(adoption.own()), found.reason());
        let notice = format!("{name} is gone, and {reason}; {recover} takes over its glosses");
        Some(Event::Stray(text, StrayGlosses { path: found.path, glosses: found.glosses, notice }))
    }))
}

/// A function that looks for a conflict copy of the sidecar, to offer its glosses with the key `recover`.
fn search_copies(opened: &AnnotatedDocument, recover: String) -> Option<term::StraySearch> {
    let own = opened.sidecar_path()?.to_owned();
    let (document, state) = (opened.document.clone(), opened.state().cloned());
    Some(Box::new(move || {
        let ConflictCopy { path, glosses } = ConflictCopy::first(&document, &own, state.as_ref())?;
        let what = if glosses.len() == 1 {
            "another gloss is"
        } else {
            &*format!("{} other glosses are", glosses.len())
        };
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let notice = format!("{what} in a conflict copy; {recover} merges {}", printable(&name));
        Some(Event::Stray(document.text.clone(), StrayGlosses { path, glosses, notice }))
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
        assert_eq!(lost_notice(&Glosses::new([lost_one(1, true)])), None);
        let told = lost_notice(&Glosses::new([lost_one(1, true), lost_one(2, false)]));
        assert_eq!(told.as_deref(), Some("the text has changed; glosses: 1 without a place"));
    }
}
