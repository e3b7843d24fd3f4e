//! Saving what was done to the glosses, trying again what has failed, and taking in what others do to the sidecar.

use std::{io, thread, time::Duration};

use super::{Canvas, Message, Screen, Session, effects::Flow};
use crate::{
    app::{App, Event, SaveFailure, SaveState},
    gloss::Transaction,
    workspace::{self, FileEvent},
};

/// How long after a failed save it is tried again. Chosen by hand.
const RETRY_AFTER: Duration = Duration::from_secs(3);

/// How long after another program was in the way for the moment it is tried again. Chosen by hand.
const RETRY_SOON: Duration = Duration::from_millis(300);

impl Session {
    /// Saves changes; a failed save is tried again later.
    pub(super) fn save(&mut self, app: &App, changes: &Transaction) -> Result<Transaction, SaveFailure> {
        let outcome = self.storage.save(changes, &app.document, &app.glosses);
        if let Err(error) = &outcome {
            self.try_again_after(if error.is_busy() { RETRY_SOON } else { RETRY_AFTER });
        }
        outcome.map_err(|error| SaveFailure { reason: error.reason(), is_kept: error.is_kept_aside })
    }

    /// Tells whether changes were saved, and what others have changed meanwhile.
    pub(super) fn tell_saved<B: Screen>(
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
    pub(super) fn retry<B: Screen>(&mut self, app: &mut App, canvas: &mut Canvas<B>) -> io::Result<Flow> {
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

    /// Takes in the changes that others made to the sidecar, and writes what it lacks after that.
    pub(super) fn reload_sidecar<B: Screen>(
        &mut self,
        app: &mut App,
        canvas: &mut Canvas<B>,
    ) -> io::Result<Flow> {
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
}

/// Whether the document's file is gone. A sidecar that is gone as well has probably been moved together with it.
fn is_moved_away(app: &App) -> bool {
    app.document.path.as_ref().is_none_or(|path| !path.exists())
}

/// Whether the last attempt to save has failed.
fn is_unsaved(app: &App) -> bool {
    matches!(app.status.saved, SaveState::Failed(_))
}
