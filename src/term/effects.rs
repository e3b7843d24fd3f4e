//! Carrying out what the program asks for.

use std::{io, sync::mpsc::Sender, thread, time::Duration};

use super::{
    Canvas, Message, Screen, Session, editor, guard, input::Input, send, session::stamp, suspend, worker,
};
use crate::{
    app::{App, Effect, Event, NotSaved, Record},
    gloss::Transaction,
    workspace::{HistoryStep, relocate},
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
                if self.storage.sidecar_path().is_some() {
                    let outcome = self.save(app, &transaction);
                    return self.tell(app, canvas, Event::Saved(outcome));
                }
            }
            Effect::Record(record) => {
                let step = match &record {
                    Record::Do(transaction) => HistoryStep::Do(transaction),
                    Record::Undo => HistoryStep::Undo,
                    Record::Redo => HistoryStep::Redo,
                };
                if let Err(error) = self.storage.record(&step) {
                    let notice =
                        format!("undo will not survive a restart: its history can't be written ({error})");
                    return self.tell(app, canvas, Event::Notice(notice));
                }
            }
            Effect::Recovered(rest) => self.storage.recovered(&rest),
            Effect::TakeOver(stray) => {
                tracing::debug!(?stray, "takes over a sidecar that was left behind");
                let outcome = self.storage.take_over(&stray);
                return self.tell(app, canvas, Event::TakenOver(outcome.map_err(|error| error.brief())));
            }
            Effect::Copy(text) => canvas.screen().copy(&text)?,
            Effect::Suggest(span) => {
                if let Some(workers) = &self.workers {
                    workers.suggestions.ask(app.text().clone(), span);
                }
            }
            Effect::StopSuggesting => {
                if let Some(workers) = &self.workers {
                    workers.suggestions.stop();
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
                tracing::debug!(editor = ?self.editor, "gives the terminal to the editor");
                let editor = self.editor.clone();
                let outcome =
                    suspend::with_terminal_restored(canvas, self.input(), || editor::edit(&editor, &text))?;
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

    /// Saves changes; what can't be saved is tried again.
    fn save(&mut self, app: &App, changes: &Transaction) -> Result<Transaction, NotSaved> {
        let outcome = self.storage.save(changes, &app.document, &app.glosses);
        if outcome.is_err() {
            self.try_again_later();
        }
        outcome.map_err(|error| NotSaved { reason: error.reason(), kept: error.is_kept_aside })
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
        if !self.storage.has_pending() {
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
        self.storage.leave(&app.document, app.position());
        let (width, height) = suspend::suspend(canvas, self.input())?;
        self.tell(app, canvas, Event::Resize(width, height))
    }

    /// Takes in what others have changed in the sidecar.
    fn reload_sidecar<B: Screen>(&mut self, app: &mut App, canvas: &mut Canvas<B>) -> io::Result<Outcome> {
        if self.storage.has_pending() {
            // A failed attempt touches the file itself; the timer tries again.
            return Ok(Outcome::GoOn);
        }
        let Some(outcome) = self.storage.reload() else { return Ok(Outcome::GoOn) };
        app.is_partly_read = outcome.is_err() || !self.storage.is_whole();
        if outcome.as_ref().is_ok_and(Transaction::is_empty) {
            return Ok(Outcome::GoOn);
        }
        self.tell(app, canvas, Event::Merged(outcome.map_err(|error| error.brief())))
    }

    /// Reads the document again if it is another one now, and looks for its glosses in it; a worker does.
    fn reload_source(&mut self, app: &App) {
        let keeper = self.storage.text_keeper();
        let (Some(workers), Some(path)) = (&mut self.workers, app.document.path.clone()) else { return };
        let now = stamp(&path);
        if now == workers.stamp {
            return;
        }
        workers.stamp = now;
        workers.reloads += 1;
        let serial = workers.reloads;
        let (before, glosses) = (app.text().clone(), app.glosses.iter().cloned().collect());
        let known = app.document.clone();
        let read_again = move |messages: &Sender<Message>| match known.reopen(&path) {
            Ok(document) if document.key == known.key => {}
            Ok(document) => {
                let glosses = relocate(&before, glosses, &document.text);
                // If the program has ended, nobody needs it.
                let _ = messages
                    .send(Message::Reloaded(serial, Event::Reloaded(Box::new(document.clone()), glosses)));
                while document.text.index_further() {}
                send(messages, Event::Indexed);
                keeper.keep(&document);
            }
            Err(error) => send(messages, Event::Notice(error.to_string())),
        };
        // A worker that can't be started leaves the document as it was.
        let _ = worker::spawn("reload", "reading the document again", &workers.messages, read_again);
    }
}
