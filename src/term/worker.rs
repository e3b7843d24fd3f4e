//! Worker threads whose panics are reported, and end one piece of work rather than the whole thread.

use std::{io, sync::mpsc::Sender, thread};

use super::{Message, send};
use crate::{app::Event, logging, unwind};

/// Starts a worker thread. If it panics, the person is told that `task` has stopped.
pub fn spawn(
    name: &'static str,
    task: &'static str,
    messages: &Sender<Message>,
    work: impl FnOnce(&Sender<Message>) + Send + 'static,
) -> io::Result<()> {
    let messages = messages.clone();
    let work = move || {
        tracing::debug!(name, "worker begins");
        if let Err(stopped) = guarded(task, || work(&messages)) {
            send(&messages, Event::Notice(stopped));
        }
    };
    thread::Builder::new().name(name.to_owned()).spawn(work)?;
    Ok(())
}

/// Does one piece of work. If it panics, returns a message for the person: that `task` has stopped, and where the
/// report is.
pub fn guarded<T>(task: &str, work: impl FnOnce() -> T) -> Result<T, String> {
    unwind::catch(work).map_err(|_| {
        let report = logging::report_path();
        let report = report.map(|path| format!("; a report is in {}", path.display())).unwrap_or_default();
        format!("{task} stopped because of a mistake in gloss{report}")
    })
}
