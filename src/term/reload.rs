//! Reading a document again after its file has changed.

use std::{
    path::Path,
    sync::mpsc::Sender,
    thread,
    time::{Duration, Instant},
};

use super::{Message, Session, send, session::stamp, worker};
use crate::{
    app::{App, Event},
    source::{self, Document},
    workspace::relocate,
};

/// How long after its last change an empty document counts as one that is still being written. Chosen by hand, as for a sidecar.
const EMPTY_SETTLING: Duration = Duration::from_secs(1);

/// The same for a document that is shorter than before.
const PART_SETTLING: Duration = Duration::from_millis(200);

/// The time between two looks at such a document.
const PAUSE: Duration = Duration::from_millis(10);

impl Session {
    /// Lets a worker thread read the document again and place its glosses, if the file has changed.
    pub(super) fn reload_source(&mut self, app: &App) {
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
