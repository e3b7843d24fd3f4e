//! Carrying out the effects that the program returns.

use std::{
    io,
    path::Path,
    sync::mpsc::Sender,
    thread,
    time::{Duration, Instant},
};

use super::{
    Canvas, Message, Screen, Session, editor, guard, input::Input, send, session::stamp, suspend, worker,
};
use crate::{
    app::{App, Effect, Event, Record, SaveFailure, SaveState},
    gloss::Transaction,
    platform,
    source::{self, Document},
    text::movement::Direction,
    workspace::{self, FileEvent, HistoryStep, relocate},
};

/// How long after a failed save it is tried again. Chosen by hand.
const RETRY_AFTER: Duration = Duration::from_secs(3);

/// How long after another program was in the way for the moment it is tried again. Chosen by hand.
const RETRY_SOON: Duration = Duration::from_millis(300);

/// How long after its last change an empty document counts as one that is still being written. Chosen by hand, as for a sidecar.
const EMPTY_SETTLING: Duration = Duration::from_secs(1);

/// The same for a document that is shorter than before.
const PART_SETTLING: Duration = Duration::from_millis(200);

/// The time between two looks at such a document.
const PAUSE: Duration = Duration::from_millis(10);

/// Whether the loop goes on after an effect.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Flow {
    /// The loop goes on.
    Continue,
    /// The person leaves the document.
    Leave(NextView),
}

/// Where the person goes from a document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NextView {
    /// Back to the view from which the document was opened.
    Close,
    /// To the folder view, listing the glosses that match this query.
    Folder(String),
    /// To the next document, or the previous one, of those that are read one after the other.
    Other(Direction),
    /// Out of the program.
    Quit,
}

impl Session {
    /// Handles a message, and carries out the effects that follow.
    pub(super) fn take<B: Screen>(
        &mut self,
        app: &mut App,
        canvas: &mut Canvas<B>,
        message: Message,
    ) -> io::Result<Flow> {
        let event = match message {
            Message::Event(event) => event,
            Message::Sidecar => return self.reload_sidecar(app, canvas),
            Message::Retry => return self.retry(app, canvas),
            Message::Source => {
                self.reload_source(app);
                return Ok(Flow::Continue);
            }
            // Of several reloads, only the one started last counts.
            Message::Reloaded(serial, event) => match &self.workers {
                Some(workers) if workers.reloads == serial => event,
                _ => return Ok(Flow::Continue),
            },
            Message::Resized => {
                // Even if the size is the last one again, the terminal may have lost what was on it in between.
                canvas.forget();
                let (width, height) = crossterm::terminal::size()?;
                Event::Resize(width, height)
            }
            // Only the folder view causes this message.
            Message::Folder(_) => return Ok(Flow::Continue),
            Message::Stop => return self.suspend(app, canvas),
            Message::Continue => {
                guard::enter()?;
                canvas.forget();
                let (width, height) = crossterm::terminal::size()?;
                Event::Resize(width, height)
            }
        };
        self.tell(app, canvas, event)
    }

    fn tell<B: Screen>(&mut self, app: &mut App, canvas: &mut Canvas<B>, event: Event) -> io::Result<Flow> {
        for effect in app.update(event) {
            if let Flow::Leave(left) = self.carry_out(app, canvas, effect)? {
                return Ok(Flow::Leave(left));
            }
        }
        Ok(Flow::Continue)
    }

    /// Carries out one effect, then those that follow from its answer.
    pub(super) fn carry_out<B: Screen>(
        &mut self,
        app: &mut App,
        canvas: &mut Canvas<B>,
        effect: Effect,
    ) -> io::Result<Flow> {
        match effect {
            Effect::Save(transaction) => {
                if self.storage.sidecar_path().is_some() {
                    let outcome = self.save(app, &transaction);
                    return self.tell_saved(app, canvas, outcome);
                }
            }
            Effect::Record(record) => {
                let step = match &record {
                    Record::Do(transaction) => HistoryStep::Do(transaction),
                    Record::Undo => HistoryStep::Undo,
                    Record::Redo => HistoryStep::Redo,
                };
                if let Err(error) = self.storage.record(&step) {
                    let notice = format!(
                        "undo will not survive a restart: its history can't be written ({})",
                        platform::reason(&error)
                    );
                    return self.tell(app, canvas, Event::Notice(notice));
                }
            }
            Effect::Recovered(rest) => self.storage.recovered(&rest),
            Effect::TakeOver(stray) => {
                tracing::debug!(?stray, "takes over a sidecar that was left behind");
                let outcome = self.storage.take_over(&stray);
                return self.tell(app, canvas, Event::TakenOver(outcome.map_err(|error| error.brief())));
            }
            Effect::Copy(text) => {
                if !canvas.copy(&text)? {
                    let notice = "nothing was copied: this kind of terminal has no clipboard to copy to";
                    return self.tell(app, canvas, Event::Notice(notice.to_owned()));
                }
            }
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
            Effect::Bell => canvas.ring()?,
            Effect::Close => return Ok(Flow::Leave(NextView::Close)),
            Effect::Folder(asked) => return Ok(Flow::Leave(NextView::Folder(asked))),
            Effect::OtherDocument(direction) => return Ok(Flow::Leave(NextView::Other(direction))),
            Effect::Quit => return Ok(Flow::Leave(NextView::Quit)),
        }
        Ok(Flow::Continue)
    }

    /// Saves changes; a failed save is tried again later.
    fn save(&mut self, app: &App, changes: &Transaction) -> Result<Transaction, SaveFailure> {
        let outcome = self.storage.save(changes, &app.document, &app.glosses);
        if let Err(error) = &outcome {
            self.try_again_after(if error.is_busy() { RETRY_SOON } else { RETRY_AFTER });
        }
        outcome.map_err(|error| SaveFailure { reason: error.reason(), is_kept: error.is_kept_aside })
    }

    /// Tells whether changes were saved, and what others have changed meanwhile.
    fn tell_saved<B: Screen>(
        &mut self,
        app: &mut App,
        canvas: &mut Canvas<B>,
        outcome: Result<Transaction, SaveFailure>,
    ) -> io::Result<Flow> {
        match outcome {
            Ok(others) => {
                self.tell(app, canvas, Event::Saved(Ok(Transaction::default())))?;
                self.tell_others(app, canvas, others)
            }
            Err(failure) => self.tell(app, canvas, Event::Saved(Err(failure))),
        }
    }

    /// Tells what others have made of the sidecar.
    fn tell_others<B: Screen>(
        &mut self,
        app: &mut App,
        canvas: &mut Canvas<B>,
        others: Transaction,
    ) -> io::Result<Flow> {
        let notice = match self.storage.take_file_event() {
            Some(FileEvent::Returned) => return self.tell(app, canvas, Event::Returned(others)),
            Some(FileEvent::Outdated) => Some("another program saved an older copy of the glosses: merged"),
            Some(FileEvent::Removed) if is_moved_away(app) => {
                Some("the document and its glosses are gone: the next change writes the glosses again")
            }
            Some(FileEvent::Removed) => Some("the file with the glosses was removed: it is written again"),
            None => None,
        };
        if !others.is_empty() {
            self.tell(app, canvas, Event::Merged(Ok(others)))?;
        }
        match notice {
            Some(notice) => self.tell(app, canvas, Event::Notice(notice.to_owned())),
            None => Ok(Flow::Continue),
        }
    }

    /// Starts a timer after which a failed save or a reading is tried again.
    fn try_again_after(&mut self, pause: Duration) {
        let Some(workers) = self.workers.as_mut().filter(|workers| !workers.retrying) else { return };
        let messages = workers.messages.clone();
        let timer = thread::Builder::new().name("retry".to_owned()).spawn(move || {
            thread::sleep(pause);
            let _ = messages.send(Message::Retry);
        });
        // If the thread cannot be started, the next change tries again.
        workers.retrying = timer.is_ok();
    }

    /// Tries again what has failed.
    fn retry<B: Screen>(&mut self, app: &mut App, canvas: &mut Canvas<B>) -> io::Result<Flow> {
        if let Some(workers) = &mut self.workers {
            workers.retrying = false;
        }
        if !is_unsaved(app) {
            return self.reload_sidecar(app, canvas);
        }
        match self.save(app, &Transaction::default()) {
            Ok(others) => self.tell_saved(app, canvas, Ok(others)),
            // The failure has been reported already.
            Err(_) => Ok(Flow::Continue),
        }
    }

    /// The thread that reads the terminal, once it runs.
    fn input(&mut self) -> Option<&mut Input> {
        self.workers.as_mut().map(|workers| &mut workers.input)
    }

    fn suspend<B: Screen>(&mut self, app: &mut App, canvas: &mut Canvas<B>) -> io::Result<Flow> {
        self.storage.leave(&app.document, app.position());
        let (width, height) = suspend::suspend(canvas, self.input())?;
        self.tell(app, canvas, Event::Resize(width, height))
    }

    /// Takes in the changes that others made to the sidecar, and writes what it lacks after that.
    fn reload_sidecar<B: Screen>(&mut self, app: &mut App, canvas: &mut Canvas<B>) -> io::Result<Flow> {
        if is_unsaved(app) {
            // A failed save touches the file itself; the timer tries it again.
            return Ok(Flow::Continue);
        }
        let outcome = self.storage.reload();
        if outcome.as_ref().is_err_and(workspace::Error::is_busy) {
            self.try_again_after(RETRY_SOON);
            return Ok(Flow::Continue);
        }
        app.is_partly_read = outcome.is_err() || !self.storage.is_whole();
        match outcome {
            Ok(others) => self.tell_others(app, canvas, others)?,
            Err(error) => self.tell(app, canvas, Event::Merged(Err(error.brief())))?,
        };
        if self.storage.has_unwritten() && !is_moved_away(app) {
            let notice = app.status.message.clone();
            let outcome = self.save(app, &Transaction::default());
            self.tell_saved(app, canvas, outcome)?;
            app.status.message = app.status.message.take().or(notice);
        }
        Ok(Flow::Continue)
    }

    /// Lets a worker thread read the document again and place its glosses, if the file has changed.
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
        let read_again = move |messages: &Sender<Message>| match reopened(&known, &path) {
            Ok(document) if document.key == known.key => {}
            Ok(document) => {
                let glosses = relocate(&before, glosses, &document.text);
                // Sending fails only if the program has ended.
                let _ = messages
                    .send(Message::Reloaded(serial, Event::Reloaded(Box::new(document.clone()), glosses)));
                while document.text.index_further() {}
                send(messages, Event::Indexed);
                // An unreadable part of the file is reported where it is shown.
                let _ = document.compute_sha256();
                keeper.keep(&document);
            }
            Err(error) => send(messages, Event::Notice(error.to_string())),
        };
        // If the thread cannot be started, the document stays as it was.
        let _ = worker::spawn("reload", "reading the document again", &workers.messages, read_again);
    }
}

/// The document as it is after it has changed. A file that is empty, or shorter than it was, may only be half written: it is
/// waited for.
fn reopened(known: &Document, path: &Path) -> Result<Document, source::Error> {
    let start = Instant::now();
    while start.elapsed() < EMPTY_SETTLING
        && let Some(now) = stamp(path)
        && let Some(age) = now.modified.and_then(|time| time.elapsed().ok())
    {
        let settling = match now.length as usize {
            0 => EMPTY_SETTLING,
            length if length < known.text.len() => PART_SETTLING,
            _ => break,
        };
        if age >= settling {
            break;
        }
        thread::sleep(PAUSE);
    }
    known.reopen(path)
}

/// Whether the document's file is gone. A sidecar that is gone as well has probably been moved together with it.
fn is_moved_away(app: &App) -> bool {
    app.document.path.as_ref().is_none_or(|path| !path.exists())
}

/// Whether the last attempt to save has failed.
fn is_unsaved(app: &App) -> bool {
    matches!(app.status.saved, SaveState::Failed(_))
}
