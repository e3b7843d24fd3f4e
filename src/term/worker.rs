//! Workers whose panics are told, and end one piece of work rather than all that would have come after it.

use std::{
    any::Any,
    io,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::mpsc::Sender,
    thread,
};

use super::{Message, send};
use crate::{app::Event, logging};

/// Starts a worker. If it panics, the person is told that `task` has stopped.
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

/// Does one piece of work. If it panics, returns what to tell the person: that `task` has stopped, and where the report is.
pub fn guarded<T>(task: &str, work: impl FnOnce() -> T) -> Result<T, String> {
    // Whoever calls this goes on to its next piece of work and looks at nothing that this one may have left half done.
    catch_unwind(AssertUnwindSafe(work)).map_err(|_: Box<dyn Any + Send>| {
        let report = logging::report_path();
        let report = report.map(|path| format!("; a report is in {}", path.display())).unwrap_or_default();
        format!("{task} stopped because of a mistake in gloss{report}")
    })
}
