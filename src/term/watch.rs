//! Noticing that the document or its sidecar has changed on the disk.

use std::{
    ffi::OsString,
    path::{Path, PathBuf},
    sync::mpsc::Sender,
};

use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use super::{Message, send, worker::guarded};
use crate::{app::Event, sidecar::Sidecar};

/// Watches the folder of `document`; both files may be replaced by others of their name.
pub fn watch(document: &Path, sidecar: &Path, messages: Sender<Message>) -> Option<RecommendedWatcher> {
    let name = |path: &Path| path.file_name().map(OsString::from);
    let (source, glosses) = (name(document)?, name(sidecar)?);
    let journal = name(&Sidecar::journal_path(sidecar))?;
    let folder = document.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
        let Ok(event) = event else { return };
        if matches!(event.kind, EventKind::Access(_)) {
            return;
        }
        let told = guarded("noticing changes on the disk", || {
            let touches =
                |file: &OsString| event.paths.iter().any(|path: &PathBuf| path.file_name() == Some(file));
            // If the program has ended there is nobody to tell.
            if touches(&source) {
                let _ = messages.send(Message::Source);
            }
            if touches(&glosses) || touches(&journal) {
                let _ = messages.send(Message::Sidecar);
            }
        });
        if let Err(stopped) = told {
            send(&messages, Event::Notice(stopped));
        }
    })
    .ok()?;
    // Where folders can't be watched, changes are still found before each save.
    watcher.watch(folder, RecursiveMode::NonRecursive).ok()?;
    Some(watcher)
}
