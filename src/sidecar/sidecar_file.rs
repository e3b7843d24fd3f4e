//! The file of a sidecar as it is read, also while another program is writing it.

use std::{
    path::Path,
    thread,
    time::{Duration, Instant},
};

use super::{Error, SidecarText};
use crate::{
    gloss::Gloss,
    platform::{self, FileStamp},
    utf8,
};

/// How long after its last change a blank file counts as one that is still being written. Chosen by hand: a program that
/// empties a file to write it anew takes less, also over a network.
const BLANK_SETTLING: Duration = Duration::from_secs(1);

/// The same for a file that is no valid sidecar, or lacks glosses and was not replaced but written to.
const PART_SETTLING: Duration = Duration::from_millis(200);

/// How long a file may be missing while another program replaces it by renaming two files. Chosen by hand.
const MISSING_SETTLING: Duration = Duration::from_millis(50);

/// The time between two looks at a file that is being written.
const PAUSE: Duration = Duration::from_millis(10);

/// What has become of the file of an open sidecar, where that is more than an edit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileEvent {
    /// It was given the text of an earlier version.
    Returned,
    /// It was given a text that was made of an earlier version: what was changed since is to be written into it again.
    Outdated,
    /// It was removed, or emptied.
    Removed,
}

/// The content of a sidecar's file as it was read.
pub(super) struct SidecarFile {
    /// The stamp of the file; `None` if there was none.
    pub seen: Option<FileStamp>,
    /// The readable part of it.
    pub document: SidecarText,
    /// The error, if not all of it can be read.
    pub broken: Option<Error>,
}

impl SidecarFile {
    fn read(path: &Path) -> Result<Self, Error> {
        let failed = |error| Error::read(path, error);
        let seen = FileStamp::of_path(path).map_err(failed)?;
        if seen.is_none() {
            return Ok(Self { seen, document: SidecarText::default(), broken: None });
        }
        let bytes = platform::read_file(path).map_err(failed)?;
        let (document, broken) = match decoded(path, bytes) {
            Ok(text) => SidecarText::parse_anyway(path, &text),
            Err(error) => (SidecarText::default(), Some(error)),
        };
        Ok(Self { seen, document, broken })
    }

    /// Reads a file that another program may be writing in place at this moment. `before` is what was known of it: its stamp,
    /// and its content. A file that looks unfinished is looked at again, for at most `max_wait`. Fails if it may still be
    /// unfinished then.
    pub(super) fn read_finished(
        path: &Path,
        before: Option<(FileStamp, &SidecarText)>,
        max_wait: Duration,
    ) -> Result<Self, Error> {
        let start = Instant::now();
        loop {
            let file = Self::read(path)?;
            let Some(settling) = file.settling(before) else { return Ok(file) };
            let modified = file.seen.and_then(|seen| seen.modified);
            // A time in the future tells nothing.
            let age = modified.map_or(start.elapsed(), |time| time.elapsed().unwrap_or(settling));
            if age >= settling {
                return Ok(file);
            }
            if start.elapsed() >= max_wait {
                return Err(Error::busy(path));
            }
            thread::sleep(PAUSE);
        }
    }

    /// How long after its last change the file can be relied upon; `None` if it looks finished.
    fn settling(&self, before: Option<(FileStamp, &SidecarText)>) -> Option<Duration> {
        let Some(seen) = self.seen else { return before.map(|_| MISSING_SETTLING) };
        if self.is_blank() {
            return Some(BLANK_SETTLING);
        }
        let lacks_some = || {
            before.is_some_and(|(stamp, known)| {
                let is_lacking = |gloss: &Gloss| self.document.get(&gloss.id).is_none();
                stamp.identity == seen.identity && known.glosses().any(is_lacking)
            })
        };
        (self.broken.is_some() || lacks_some()).then_some(PART_SETTLING)
    }

    /// Whether nothing is in it, or comments alone.
    pub(super) fn is_blank(&self) -> bool {
        self.broken.is_none() && self.document.says_nothing()
    }
}

/// Decodes a sidecar's text.
pub(super) fn decoded(path: &Path, bytes: Vec<u8>) -> Result<String, Error> {
    String::from_utf8(bytes)
        .map_err(|error| Error::not_ours(path, utf8::fault(error.as_bytes(), error.utf8_error())))
}
