//! Carrying out what the program asks for.

use std::{io, path::Path, thread, time::Duration};

use super::{
    Canvas, Message, Screen, Session, away, editor, guard,
    input::Input,
    send,
    session::{keep, stamp},
};
use crate::{
    anchor::{self, Baseline},
    app::{App, Effect, Event, NotSaved, Record},
    gloss::{Gloss, Glosses, Place, Placed, State, Transaction},
    sidecar::SourceInfo,
    source,
    text::Text,
};

/// What could not be saved is tried again after so long.
const RETRY: Duration = Duration::from_secs(3);

/// Whether the program goes on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// It does.
    GoOn,
    /// The document is left.
    Left(Left),
}

/// Where the person goes from a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Left {
    /// Back to where it was opened from.
    Close,
    /// To the folder view, with the glosses that fit this.
    Folder(String),
    /// Nowhere: to end.
    Quit,
}

impl Session {
    /// Takes in a message and carries out what comes of it, up to the last effect.
    pub(super) fn take<B: Screen>(
        &mut self,
        app: &mut App,
        canvas: &mut Canvas<B>,
        message: Message,
    ) -> io::Result<Outcome> {
        let event = match message {
            Message::Event(event) => event,
            Message::Sidecar => return self.reload_sidecar(app, canvas),
            Message::Retry => return self.retry(app, canvas),
            Message::Source => {
                self.reload_source(app);
                return Ok(Outcome::GoOn);
            }
            // Of several readings at once the last one begun counts.
            Message::Reloaded(serial, event) => match &self.workers {
                Some(workers) if workers.reloads == serial => event,
                _ => return Ok(Outcome::GoOn),
            },
            Message::Resized => {
                let (width, height) = crossterm::terminal::size()?;
                Event::Resize(width, height)
            }
            // Only the folder view asks for that.
            Message::Browsed(_) => return Ok(Outcome::GoOn),
            Message::Stop => return self.suspend(app, canvas),
            Message::Continue => {
                guard::enter()?;
                canvas.forget();
                return Ok(Outcome::GoOn);
            }
        };
        self.tell(app, canvas, event)
    }

    fn tell<B: Screen>(
        &mut self,
        app: &mut App,
        canvas: &mut Canvas<B>,
        event: Event,
    ) -> io::Result<Outcome> {
        for effect in app.update(event) {
            if let Outcome::Left(left) = self.carry_out(app, canvas, effect)? {
                return Ok(Outcome::Left(left));
            }
        }
        Ok(Outcome::GoOn)
    }

    /// Carries out one effect, and what comes of its answer.
    pub(super) fn carry_out<B: Screen>(
        &mut self,
        app: &mut App,
        canvas: &mut Canvas<B>,
        effect: Effect,
    ) -> io::Result<Outcome> {
        match effect {
            Effect::Save(transaction) => {
                if self.sidecar.is_some() {
                    let outcome = self.save(app, &transaction);
                    return self.tell(app, canvas, Event::Saved(outcome));
                }
            }
            Effect::Record(record) => {
                let Some(history) = &self.history else { return Ok(Outcome::GoOn) };
                let noted = match &record {
                    Record::Do(transaction) => history.push(transaction),
                    Record::Undo => history.undo(),
                    Record::Redo => history.redo(),
                };
                if let Err(error) = noted {
                    self.history = None;
                    let notice =
                        format!("undo will not survive a restart: its history can't be written ({error})");
                    return self.tell(app, canvas, Event::Notice(notice));
                }
            }
            Effect::Recovered(rest) => {
                if let Some(recovery) = &mut self.recovery {
                    // What can't be taken away is offered once more, and found to be there already.
                    let _ = recovery.taken_in(&rest);
                }
            }
            Effect::TakeOver(stray) => {
                let outcome = self.take_over(&stray);
                return self.tell(app, canvas, Event::TakenOver(outcome));
            }
            Effect::Copy(text) => canvas.screen().copy(&text)?,
            Effect::Suggest(span) => {
                if let Some(workers) = &self.workers {
                    workers.suggestions.ask(app.text().clone(), span);
                }
            }
            Effect::Search(query) => {
                if let Some(workers) = &self.workers {
                    workers.searcher.ask(app.text().clone(), query);
                }
            }
            Effect::StopSearch => {
                if let Some(workers) = &self.workers {
                    workers.searcher.stop();
                }
            }
            Effect::EditNote(text) => {
                let editor = self.editor.clone();
                let outcome = away::away(canvas, self.input(), || editor::edit(&editor, &text))?;
                return self.tell(app, canvas, Event::Edited(outcome));
            }
            Effect::Suspend => return self.suspend(app, canvas),
            Effect::Redraw => canvas.forget(),
            Effect::Bell => canvas.screen().ring()?,
            Effect::Close => return Ok(Outcome::Left(Left::Close)),
            Effect::Folder(asked) => return Ok(Outcome::Left(Left::Folder(asked))),
            Effect::Quit => return Ok(Outcome::Left(Left::Quit)),
        }
        Ok(Outcome::GoOn)
    }

    /// Saves changes; what can't be saved is kept aside, and tried again.
    fn save(&mut self, app: &App, changes: &Transaction) -> Result<Transaction, NotSaved> {
        let info = Self::source_info(app);
        let Some(sidecar) = &mut self.sidecar else { return Ok(Transaction::default()) };
        // While it isn't settled where some glosses belong, the text they were recorded in is the one to know.
        let info = match sidecar.source().filter(|_| !app.glosses.are_settled()) {
            Some(before) => SourceInfo { file: info.file, ..before },
            None => info,
        };
        let outcome = sidecar.save(changes, &info);
        if let (Ok(_), Some(history)) = (&outcome, &self.history) {
            // Where that can't be written the history can't either, which is told.
            let _ = history.keep_removed(sidecar.removed_by(changes));
        }
        let kept = match &self.recovery {
            Some(recovery) if outcome.is_err() || self.kept_aside => recovery.keep(sidecar.pending()).is_ok(),
            _ => false,
        };
        // What could not be taken away is taken away the next time.
        self.kept_aside = outcome.is_err() || self.kept_aside && !kept;
        let failed = |error: crate::sidecar::Error| {
            let hint = error.hint().map(|hint| format!(" ({hint})")).unwrap_or_default();
            NotSaved { reason: format!("{}{hint}", error.brief()), kept }
        };
        if outcome.is_err() {
            self.try_again_later();
        }
        outcome.map_err(failed)
    }

    /// Makes the sidecar at `stray` the document's own.
    fn take_over(&mut self, stray: &Path) -> Result<Transaction, String> {
        let Some(sidecar) = &mut self.sidecar else { return Ok(Transaction::default()) };
        let outcome = sidecar.take_over(stray).map_err(|error| error.brief());
        if let (Ok(_), Some(state)) = (&outcome, &self.state) {
            state.follow(stray, sidecar.path());
        }
        outcome
    }

    /// Has what could not be saved tried again after a while.
    fn try_again_later(&mut self) {
        let Some(workers) = self.workers.as_mut().filter(|workers| !workers.retrying) else { return };
        let messages = workers.messages.clone();
        let timer = thread::Builder::new().name("retry".to_owned()).spawn(move || {
            thread::sleep(RETRY);
            let _ = messages.send(Message::Retry);
        });
        // Without a thread it is tried again with the next change.
        workers.retrying = timer.is_ok();
    }

    /// Tries again to save what could not be saved.
    fn retry<B: Screen>(&mut self, app: &mut App, canvas: &mut Canvas<B>) -> io::Result<Outcome> {
        if let Some(workers) = &mut self.workers {
            workers.retrying = false;
        }
        if self.sidecar.as_ref().is_none_or(|sidecar| sidecar.pending().is_empty()) {
            return Ok(Outcome::GoOn);
        }
        match self.save(app, &Transaction::default()) {
            Ok(others) => self.tell(app, canvas, Event::Saved(Ok(others))),
            // It was said already.
            Err(_) => Ok(Outcome::GoOn),
        }
    }

    /// What reads the terminal, once it does.
    fn input(&mut self) -> Option<&mut Input> {
        self.workers.as_mut().map(|workers| &mut workers.input)
    }

    fn suspend<B: Screen>(&mut self, app: &mut App, canvas: &mut Canvas<B>) -> io::Result<Outcome> {
        self.leave(app);
        let (width, height) = away::stop(canvas, self.input())?;
        self.tell(app, canvas, Event::Resize(width, height))
    }

    /// Takes in what others have changed in the sidecar.
    fn reload_sidecar<B: Screen>(&mut self, app: &mut App, canvas: &mut Canvas<B>) -> io::Result<Outcome> {
        let Some(sidecar) = &mut self.sidecar else { return Ok(Outcome::GoOn) };
        if !sidecar.pending().is_empty() {
            // A failed attempt touches the file itself; the timer tries again.
            return Ok(Outcome::GoOn);
        }
        let outcome = sidecar.reload().map_err(|error| error.brief());
        app.is_partly_read = outcome.is_err() || !sidecar.is_whole();
        if outcome.as_ref().is_ok_and(Transaction::is_empty) {
            return Ok(Outcome::GoOn);
        }
        self.tell(app, canvas, Event::Merged(outcome))
    }

    /// Reads the document again if it is another one now, and looks for its glosses in it; a worker does.
    fn reload_source(&mut self, app: &App) {
        let sidecar = self.sidecar_path();
        let (Some(workers), Some(path)) = (&mut self.workers, app.document.path.clone()) else { return };
        let now = stamp(&path);
        if now == workers.stamp {
            return;
        }
        workers.stamp = now;
        workers.reloads += 1;
        let serial = workers.reloads;
        let (before, glosses) = (app.text().clone(), app.glosses.iter().cloned().collect());
        let state = self.state.clone();
        let (key, messages) = (app.document.key.clone(), workers.messages.clone());
        // A worker that can't be started leaves the document as it was.
        let _ = thread::Builder::new().name("reload".to_owned()).spawn(move || match source::open(&path) {
            Ok(document) if document.key == key => {}
            Ok(document) => {
                let glosses = found_again(&before, glosses, &document.text);
                // If the program has ended, nobody needs it.
                let _ = messages
                    .send(Message::Reloaded(serial, Event::Reloaded(Box::new(document.clone()), glosses)));
                while document.text.index_further() {}
                send(&messages, Event::Indexed);
                keep(&document, state.as_ref(), sidecar.as_deref());
            }
            Err(error) => send(&messages, Event::Notice(error.to_string())),
        });
    }
}

/// Glosses of the text `before`, found in the text that it has become.
fn found_again(before: &Text, glosses: Vec<Placed>, text: &Text) -> Glosses {
    // What has moved already is carried on from where it stands, not from where it was recorded.
    let standing = |placed: &Placed| match placed.place.state {
        State::Moved => {
            let selectors = placed.place.spans.iter().map(|&span| anchor::selector(before, span)).collect();
            Gloss { selectors, ..placed.gloss.clone() }
        }
        _ => placed.gloss.clone(),
    };
    let standing: Vec<Gloss> = glosses.iter().map(standing).collect();
    let past = before.as_str().map_or(Baseline::Unknown(None), Baseline::Text);
    let places = anchor::locate_all(text, &standing.iter().collect::<Vec<_>>(), past);
    let placed = glosses.into_iter().zip(places).map(|(old, place)| {
        let recorded = old.place.state != State::Moved || place.state != State::Unchanged;
        let place = if recorded { place } else { Place { state: State::Moved, ..place } };
        Placed { gloss: old.gloss, place }
    });
    Glosses::new(placed)
}
