//! Noticing that the document or its sidecar has changed on the disk.

use std::{
    ffi::OsString,
    io,
    path::{Path, PathBuf},
    sync::{
        Arc, Mutex, PoisonError,
        mpsc::{self, RecvTimeoutError, Sender},
    },
    time::Duration,
};

use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher};

use super::{
    Message, send,
    worker::{self, guarded},
};
use crate::{
    app::Event,
    platform::{FileStamp, announces_changes, folder_of},
};

/// How often files are looked at whose changes the system doesn't announce. Chosen by hand: soon enough for a person, and three
/// calls of the system each time.
const LOOK_INTERVAL: Duration = Duration::from_secs(1);

/// What noticing changes is called in messages to the person.
const TASK: &str = "noticing changes on the disk";

/// A watch on a document and the files with its glosses, which lasts until it is dropped.
pub struct Watch {
    _watcher: Option<RecommendedWatcher>,
    _lookout: Arc<Mutex<Option<Lookout>>>,
}

/// The files that are watched, and where their changes are told.
#[derive(Clone)]
struct Watched {
    document: PathBuf,
    glosses: Vec<PathBuf>,
    messages: Sender<Message>,
}

impl Watch {
    /// Watches the document and the files with its glosses. Where the system can't or doesn't announce changes (it has no
    /// watches left, or the folder is another machine's), a thread looks at the files itself. `None` if even that can't be had.
    pub fn start(document: &Path, glosses: &[PathBuf], messages: &Sender<Message>) -> Option<Self> {
        let watched = Watched {
            document: document.to_owned(),
            glosses: glosses.to_owned(),
            messages: messages.clone(),
        };
        let folder = folder_of(document);
        let lookout = Arc::new(Mutex::new(None));
        let watcher = if announces_changes(folder) { watched.announced(folder, &lookout) } else { None };
        if watcher.is_none() {
            watched.look_out(&lookout).ok()?;
        }
        // Another program may have written glosses since they were read.
        watched.tell(false, true);
        Some(Self { _watcher: watcher, _lookout: lookout })
    }
}

impl Watched {
    /// A watcher to which the system announces changes. It watches the folder, because any of the files may be replaced by a new
    /// one. Once it fails, files are looked at instead. `None` if the system has no watches left.
    fn announced(&self, folder: &Path, lookout: &Arc<Mutex<Option<Lookout>>>) -> Option<RecommendedWatcher> {
        let (watched, lookout) = (self.clone(), lookout.clone());
        let mut watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
            let told = guarded(TASK, || match event {
                Ok(event) if event.need_rescan() => watched.tell(true, true),
                Ok(event) if matches!(event.kind, EventKind::Access(_)) => {}
                Ok(event) => watched.tell_touched(&event.paths),
                Err(error) => {
                    tracing::debug!(%error, "changes are not announced any more");
                    // Without a thread, changes are still noticed before each save.
                    let _ = watched.look_out(&lookout);
                }
            });
            if let Err(stopped) = told {
                send(&watched.messages, Event::Notice(stopped));
            }
        })
        .ok()?;
        watcher.watch(folder, RecursiveMode::NonRecursive).ok()?;
        Some(watcher)
    }

    /// Tells which of the files are among those that were touched.
    fn tell_touched(&self, touched: &[PathBuf]) {
        let name = |path: &Path| path.file_name().map(OsString::from);
        let names: Vec<_> = touched.iter().filter_map(|path| name(path)).collect();
        let is_touched = |path: &PathBuf| name(path).is_some_and(|name| names.contains(&name));
        self.tell(is_touched(&self.document), self.glosses.iter().any(is_touched));
    }

    fn tell(&self, document: bool, glosses: bool) {
        // Sending fails only if the program has ended.
        if document {
            let _ = self.messages.send(Message::Source);
        }
        if glosses {
            let _ = self.messages.send(Message::Sidecar);
        }
    }

    /// Starts to look at the files from time to time, unless that is done already.
    fn look_out(&self, lookout: &Mutex<Option<Lookout>>) -> io::Result<()> {
        let mut lookout = lookout.lock().unwrap_or_else(PoisonError::into_inner);
        if lookout.is_none() {
            *lookout = Some(Lookout::start(self.clone(), LOOK_INTERVAL)?);
        }
        Ok(())
    }

    fn stamps(&self) -> (Option<FileStamp>, Vec<Option<FileStamp>>) {
        let stamp = |path: &PathBuf| FileStamp::of_path(path).ok().flatten();
        (stamp(&self.document), self.glosses.iter().map(stamp).collect())
    }
}

/// A thread that looks at files from time to time, until this is dropped.
struct Lookout {
    _end: Sender<()>,
}

impl Lookout {
    fn start(watched: Watched, interval: Duration) -> io::Result<Self> {
        let (end, ended) = mpsc::channel();
        let messages = watched.messages.clone();
        let mut seen = watched.stamps();
        worker::spawn("lookout", TASK, &messages, move |_| {
            while ended.recv_timeout(interval) == Err(RecvTimeoutError::Timeout) {
                let now = watched.stamps();
                watched.tell(now.0 != seen.0, now.1 != seen.1);
                seen = now;
            }
        })?;
        Ok(Self { _end: end })
    }
}

#[cfg(test)]
mod tests {
    use std::{fs, sync::mpsc::Receiver};

    use super::*;

    /// A folder with a document and a sidecar, which are looked at every few milliseconds.
    fn looked_at() -> (tempfile::TempDir, Lookout, Receiver<Message>) {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join("a.txt"), "It rained.").expect("written");
        let (messages, told) = mpsc::channel();
        let [document, glosses] = ["a.txt", "a.txt.gloss.toml"].map(|name| folder.path().join(name));
        let watched = Watched { document, glosses: vec![glosses], messages };
        (folder, Lookout::start(watched, Duration::from_millis(5)).expect("a thread"), told)
    }

    #[test]
    fn changes_that_nobody_announces_are_seen() {
        let (folder, lookout, told) = looked_at();
        fs::write(folder.path().join("a.txt"), "It rained again.").expect("written");
        assert!(matches!(told.recv(), Ok(Message::Source)));
        fs::write(folder.path().join("a.txt.gloss.toml"), "").expect("written");
        assert!(matches!(told.recv(), Ok(Message::Sidecar)));
        fs::remove_file(folder.path().join("a.txt.gloss.toml")).expect("removed");
        assert!(matches!(told.recv(), Ok(Message::Sidecar)));
        drop(lookout);
        // The thread has let go of the channel.
        assert!(told.recv().is_err());
    }
}
