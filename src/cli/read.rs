//! `gloss FILE`: a document in the terminal interface.

use std::{collections::HashSet, path::Path};

use crate::{
    app::{App, Event, Saved},
    command::Settings,
    gloss::{Glosses, Id, State, Transaction},
    sidecar::{Access, ReadingPlace, Sidecar, StateFolder},
    source::Document,
    term::{self, Session},
    text::Span,
};

use super::{adopt::Bereft, environment, error::Error, open::Opened};

/// The glosses of a sidecar up to this size, in bytes, are found before the first frame; those of a larger one after it,
/// as are those of a document of this size that has changed.
const AT_ONCE: u64 = 256 * 1024;

/// The program with a document of a coder in it, at one of its glosses or where reading had come to, and what goes with it.
pub fn load(
    path: &Path,
    name: Option<&str>,
    coder: Option<String>,
    gloss: Option<&Id>,
) -> Result<(App, Session), Error> {
    let (settings, mut notices) = environment::settings();
    let mut opened = Opened::anyway(path, name, coder.as_deref())?;
    notices.extend(opened.notices());
    let large = opened.sidecar.as_ref().is_some_and(|s| s.path().metadata().is_ok_and(|m| m.len() > AT_ONCE));
    let finder = opened.finder();
    let has_changed = !finder.glosses.is_empty() && finder.has_changed();
    let large = large || (opened.document.text.len() as u64 > AT_ONCE && has_changed);
    let glosses = if large { Glosses::default() } else { finder.find() };
    let mut session = Session::new(environment::depth());
    session.ask_background = settings.dark.is_none();
    session.editor = environment::editor();
    let settings = Settings { coder: coder.clone(), ..environment::on_screen(settings) };
    let mut app = App::new(opened.document.clone(), opened.schema.clone(), settings, environment::outside());
    app.status.saved = saved(opened.sidecar.as_ref());
    app.is_partly_read = opened.sidecar.as_ref().is_some_and(|sidecar| !sidecar.is_whole());
    notices.extend(lost(&glosses));
    notices.extend(disputed(&glosses));
    app.suggestions.set_dismissed(opened.sidecar.iter().flat_map(Sidecar::dismissals).cloned());
    app.set_glosses(glosses);
    if let Some(state) = environment::state_folder() {
        if let Some(sidecar) = &mut opened.sidecar {
            let history = state.history(sidecar.path());
            app.history = history.load();
            sidecar.remember(history.removed());
            session.history = Some(history);
            let mut recovery = state.recovery(sidecar.path());
            // In a sidecar that can't be read whole it can't be told what is there already.
            let kept = if sidecar.broken().is_some() { Transaction::default() } else { recovery.load() };
            app.unsaved = sidecar.outcome_of(&kept);
            // First, as the end of a long line is cut.
            notices.splice(0..0, unsaved(&app.unsaved));
            session.recovery = Some(recovery);
        }
        resume(&mut app, &state, opened.document.path.as_deref());
        session.state = Some(state);
    }
    if large {
        app.loading = Some(HashSet::new());
        session.load = Some(load_later(&opened));
        notices.push("reading glosses …".to_owned());
    }
    session.search = search(&opened, coder);
    session.sidecar = opened.sidecar;
    if !notices.is_empty() {
        app.status.message = Some(notices.join("; "));
    }
    if let Some(id) = gloss {
        app.go_to_gloss(id);
    }
    Ok((app, session))
}

/// What a person should know of work that could not be saved earlier.
fn unsaved(changes: &Transaction) -> Option<String> {
    let count = changes.changes.len() + changes.dismissed.len() + changes.restored.len();
    let what = if count == 1 { "1 change" } else { &*format!("{count} changes") };
    (count > 0).then(|| format!("R takes in {what} that could not be saved earlier"))
}

fn saved(sidecar: Option<&Sidecar>) -> Saved {
    match sidecar.map(Sidecar::access) {
        Some(Access::ReadWrite) => Saved::Yes,
        Some(Access::ReadOnly(reason)) => Saved::Never(reason),
        None => Saved::Never("nothing is saved: standard input has no name (--name gives it one)".to_owned()),
    }
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
    match glosses.iter().filter(|placed| placed.gloss.review.is_some()).count() {
        0 => None,
        1 => Some("1 gloss is to be reviewed after a merge; ! goes to it".to_owned()),
        n => Some(format!("{n} glosses are to be reviewed after a merge; ! goes to them")),
    }
}

fn load_later(opened: &Opened) -> term::Load {
    let (finder, text) = (opened.finder(), opened.document.text.clone());
    Box::new(move || {
        let glosses = finder.find();
        let notice = lost(&glosses).or_else(|| Some(format!("{} glosses", glosses.len())));
        Event::Loaded(text, glosses, notice)
    })
}

/// Looks for glosses that were left behind under another name, for a document that has none.
fn search(opened: &Opened, coder: Option<String>) -> Option<term::Search> {
    let own = opened.sidecar.as_ref()?.path().to_owned();
    let (document, state) = (opened.document.clone(), environment::state_folder());
    if own.exists() || document.path.is_none() {
        return None;
    }
    Some(Box::new(move || {
        let text = document.text.clone();
        let bereft = Bereft { document, own, coder, state };
        Some(Event::Stray(text, bereft.offer()?))
    }))
}

/// Goes on where reading had come to.
fn resume(app: &mut App, state: &StateFolder, path: Option<&Path>) {
    let Some(place) = path.and_then(|path| state.place(path)) else { return };
    if let Some(at) = find(&app.document, &place) {
        app.resume(at);
    }
}

/// Where a reading place is in the text as it is now: where it was, or nearby, or nowhere.
fn find(document: &Document, place: &ReadingPlace) -> Option<usize> {
    const NEAR: usize = 1 << 20;
    let text = &document.text;
    let stands = |at: usize| text.slice(Span::new(at, at + place.exact.len())) == place.exact;
    if place.offset < text.len() && stands(place.offset) {
        return Some(place.offset);
    }
    let from = place.offset.saturating_sub(NEAR);
    let found = text.occurrences(&place.exact, from, (place.offset + NEAR).min(text.len()), 1000);
    found.into_iter().min_by_key(|at| at.abs_diff(place.offset))
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
