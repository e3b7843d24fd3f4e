//! What an output may replace. One policy for every command that writes: files that are read, sidecars and files of the program's own
//! are never replaced, and what may be somebody's work only if the person insists.

use std::{
    cell::RefCell,
    collections::{HashMap, HashSet},
    fmt, fs, io,
    path::{Path, PathBuf},
};

use super::{Error, Host, OutputFile, output_target::file_on_the_way, schemas::SCHEMA_FILE};
use crate::{
    corpus::{Coders, Siblings},
    platform::{self, FileIdentity, FileKind, FileStamp, Readership},
    sidecar::{self, ExportRecord, StateFolder},
    source::STANDARD_INPUT,
};

/// What an output may replace, and who may read it.
#[derive(Debug)]
pub struct OutputPolicy {
    /// The files that the command reads.
    read: HashSet<FileIdentity>,
    /// The people who may read every one of them.
    readership: Readership,
    /// Whether the person insists on replacing what may be somebody's work.
    force: bool,
    /// The record of what exports wrote.
    state: Option<StateFolder>,
    folders: RefCell<KnownFolders>,
}

/// What is known of the folders of outputs, each of which is read once.
#[derive(Debug, Default)]
struct KnownFolders {
    siblings: Siblings,
    exports: HashMap<PathBuf, Option<ExportRecord>>,
}

/// Why an existing file is not replaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Protection {
    /// The same command reads it.
    Read,
    /// It is a sidecar.
    Sidecar,
    /// It is a journal or a temporary file beside a sidecar.
    BesideSidecar,
    /// It is the schema of a folder.
    Schema,
    /// It has glosses.
    Glossed,
    /// No export wrote it, or it was edited since.
    NotExported,
}

impl Protection {
    /// Whether the file is replaced if the person insists.
    pub fn yields(self) -> bool {
        matches!(self, Self::Schema | Self::Glossed | Self::NotExported)
    }
}

impl fmt::Display for Protection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Read => "the same command reads it",
            Self::Sidecar => "it is a sidecar, which holds somebody's glosses",
            Self::BesideSidecar => "gloss keeps a file of this name beside a sidecar",
            Self::Schema => "it is the schema of its folder",
            Self::Glossed => "it has a sidecar: somebody's glosses are about its words",
            Self::NotExported => "it is there already, and gloss did not write it as it is now",
        })
    }
}

impl OutputPolicy {
    /// The policy for a command that reads `sources`. `force` replaces what may be somebody's work.
    pub fn new<'a>(sources: impl IntoIterator<Item = &'a Path>, force: bool, host: &Host) -> Self {
        let sources: Vec<&Path> = sources.into_iter().collect();
        Self {
            read: sources.iter().filter_map(|source| identity(source)).collect(),
            readership: Readership::of_all(sources),
            force,
            state: host.state.clone(),
            folders: RefCell::default(),
        }
    }

    /// Opens the output at `path`. Fails if that would replace what must stay.
    pub fn open(&self, path: &Path) -> Result<OutputFile, Error> {
        let target = self.check(path)?;
        match target {
            OutputPlace::Stream => OutputFile::stream(path),
            OutputPlace::File(target) => OutputFile::replacing(&target, self.readership),
        }
    }

    /// Writes a whole output at once.
    pub fn write_all(&self, path: &Path, bytes: &[u8]) -> Result<(), Error> {
        let mut file = self.open(path)?;
        file.write(|out| out.write_all(bytes))?;
        self.publish(file)
    }

    /// Puts an output that is whole in its place.
    pub fn publish(&self, file: OutputFile) -> Result<(), Error> {
        file.publish(self.state.as_ref())
    }

    /// Whether the command reads the file at `path`, by any of its names.
    pub fn reads(&self, path: &Path) -> bool {
        identity(path).is_some_and(|identity| self.read.contains(&identity))
    }

    /// Where an output at `path` goes; a link leads to the file that it points to. Fails if that must stay.
    pub fn check(&self, path: &Path) -> Result<OutputPlace, Error> {
        let failed = |error| Error::Write(path.to_owned(), error);
        let protect = |protection: Protection| match protection {
            _ if self.force && protection.yields() => Ok(()),
            _ => Err(Error::Protected(path.to_owned(), protection)),
        };
        if self.reads(path) {
            protect(Protection::Read)?;
        }
        if platform::is_stream(path) {
            return Ok(OutputPlace::Stream);
        }
        let target = match fs::canonicalize(path) {
            Ok(target) => target,
            Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) => {
                check_place_of_new(path).map_err(failed)?;
                Self::check_name(path).map_or(Ok(()), protect)?;
                return Ok(OutputPlace::File(path.to_owned()));
            }
            Err(error) => return Err(failed(error)),
        };
        if target.is_dir() {
            return Err(failed(io::ErrorKind::IsADirectory.into()));
        }
        self.check_existing(&target).map_err(failed)?.map_or(Ok(()), protect)?;
        Ok(OutputPlace::File(target))
    }

    /// What the name alone protects.
    fn check_name(path: &Path) -> Option<Protection> {
        let name = path.file_name()?.to_string_lossy().to_lowercase();
        if name.starts_with('.') && name.contains(sidecar::ENDING) {
            return Some(Protection::BesideSidecar);
        }
        (name == SCHEMA_FILE).then_some(Protection::Schema)
    }

    /// What protects the regular file at `path`, which is no link.
    fn check_existing(&self, path: &Path) -> io::Result<Option<Protection>> {
        if let Some(protection) = Self::check_name(path) {
            return Ok(Some(protection));
        }
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        let is_exported = self.is_exported(path);
        if let Some(document) = strip_ending(&name) {
            // An export as sidecars into a folder of its own has no documents beside it.
            let without_coder = document.rsplit_once('.').map_or(document, |(document, _)| document);
            let is_alone = [document, without_coder].iter().all(|name| !path.with_file_name(name).exists());
            return Ok(if is_exported && is_alone { None } else { Some(Protection::Sidecar) });
        }
        if self.has_sidecar(path) {
            return Ok(Some(Protection::Glossed));
        }
        if is_exported || path.metadata()?.len() == 0 {
            return Ok(None);
        }
        let is_sidecar = sidecar::is_sidecar(path)?;
        Ok(Some(if is_sidecar { Protection::Sidecar } else { Protection::NotExported }))
    }

    /// Whether any coder has glosses of the file at `path`.
    fn has_sidecar(&self, path: &Path) -> bool {
        let mut folders = self.folders.borrow_mut();
        folders.siblings.member(path, &Coders::All).is_ok_and(|member| !member.sidecars.is_empty())
    }

    /// Whether the file at `path` is as an export wrote it.
    fn is_exported(&self, path: &Path) -> bool {
        let (Some(state), Some(folder), Some(name)) = (&self.state, path.parent(), path.file_name()) else {
            return false;
        };
        let mut folders = self.folders.borrow_mut();
        let record = folders.exports.entry(folder.to_owned()).or_insert_with(|| state.exports_in(folder));
        record.as_ref().is_some_and(|record| record.has(name))
    }
}

/// Where an output goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OutputPlace {
    /// To the stream.
    Stream,
    /// Into the file at this path, which is no link.
    File(PathBuf),
}

/// The identity of the file at `path`, or of the named pipe. A terminal may be read from and written to at once.
fn identity(path: &Path) -> Option<FileIdentity> {
    let path = if path == Path::new(STANDARD_INPUT) { Path::new("/dev/stdin") } else { path };
    let kind = platform::kind_of(&fs::metadata(path).ok()?);
    let is_meant = matches!(kind, FileKind::Regular | FileKind::Pipe);
    FileStamp::of_path(path).ok().flatten().filter(|_| is_meant).map(|stamp| stamp.identity)
}

/// Fails if no new file can be made at `path`.
fn check_place_of_new(path: &Path) -> io::Result<()> {
    let missing = |what: String| io::Error::new(io::ErrorKind::NotFound, what);
    if let Ok(to) = fs::read_link(path) {
        return Err(missing(format!("it is a link to {}, which is not there", to.display())));
    }
    let Some(folder) = path.parent().filter(|folder| !folder.as_os_str().is_empty()) else { return Ok(()) };
    match file_on_the_way(folder) {
        Some(file) => Err(missing(format!("{} is no folder", file.display()))),
        None if !folder.exists() => Err(missing(format!("there is no folder {}", folder.display()))),
        None => Ok(()),
    }
}

/// The name of the document that a sidecar of this name belongs to, with its coder if it has one; `None` for another name.
fn strip_ending(name: &str) -> Option<&str> {
    let at = name.len().checked_sub(sidecar::ENDING.len())?;
    let (document, ending) = name.split_at_checked(at)?;
    ending.eq_ignore_ascii_case(sidecar::ENDING).then_some(document)
}
