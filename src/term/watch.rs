//! Noticing that the document or its sidecar has changed on the disk.

use std::{
    ffi::OsString,
    path::{Path, PathBuf},
    sync::mpsc::Sender,
};

use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use super::{Message, send, worker::guarded};
use crate::app::Event;

/// Watches the folder of `document`, for changes of the document and of the files with its glosses. All of them may be
/// replaced by others of their name.
pub fn watch(document: &Path, glosses: &[PathBuf], messages: Sender<Message>) -> Option<RecommendedWatcher> {
    let name = |path: &Path| path.file_name().map(OsString::from);
    let source = name(document)?;
    let glosses: Vec<OsString> = glosses.iter().filter_map(|path| name(path)).collect();
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
            if glosses.iter().any(touches) {
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
