//! What workspace functions need from outside of the package: time, random bits, the person's folders and settings.

use std::{
    ffi::OsString,
    fmt, io,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

use super::{Schemas, notices::too_large};
use crate::{
    command::Settings,
    corpus::WalkFilter,
    platform::{self, ChildProgram},
    sidecar::{Sidecar, StateFolder},
    source::{self, DocumentReader, READERS, Readers, RenderingCache, UnknownFormat},
};

/// The outside world, made once by the front end and handed to every workspace function. Clones share the schemas
/// already read, and may be given to another thread.
#[derive(Clone, Debug)]
pub struct Host {
    /// The source of time stamps.
    pub clock: Clock,
    /// The source of random bits for new ids.
    pub random: Random,
    /// The state folder for histories, reading positions and old texts; `None` if there is no place for one.
    pub state: Option<StateFolder>,
    /// The cache of what readers make of large documents; `None` if there is no place for one.
    pub cache: Option<RenderingCache>,
    /// The person's settings.
    pub settings: Settings,
    /// The schemas of documents.
    pub schemas: Schemas,
    /// The readers that turn files into texts.
    pub readers: Readers,
    /// Which documents of a folder are passed over.
    pub walk_filter: WalkFilter,
}

/// A host with the system's clock and random bits, and the default settings, which keeps no state.
impl Default for Host {
    fn default() -> Self {
        Self::new(Clock::default(), Random::default(), None, Settings::default())
    }
}

impl Host {
    /// A host with this clock and source of random bits, which keeps its state in the folder `state`, unless the settings
    /// say that nothing is kept. The folder is made when something is first kept there.
    pub fn new(clock: Clock, random: Random, state: Option<PathBuf>, settings: Settings) -> Self {
        let state = state.map(StateFolder::new);
        let state = if settings.keep { state } else { state.map(StateFolder::read_only) };
        Self {
            clock,
            random,
            walk_filter: WalkFilter::new(state.clone()),
            state,
            cache: None,
            settings,
            schemas: Schemas::default(),
            readers: Readers::default().keeping_plain(is_recorded_as_plain),
        }
    }

    /// This host, which keeps what readers make of large documents in this folder, unless the settings say that nothing is kept.
    #[must_use]
    pub fn caching_in(mut self, folder: Option<PathBuf>) -> Self {
        self.cache = folder.map(RenderingCache::new);
        if let Some(cache) = self.cache.clone().filter(|_| self.settings.keep) {
            self.readers = self.readers.keeping_renderings_in(cache);
        }
        self
    }

    /// This host, with every document read by the reader of this name. Fails if there is none.
    pub fn insisting_on(mut self, format: &str) -> Result<Self, UnknownFormat> {
        self.readers = self.readers.insisting_on(format)?;
        Ok(self)
    }

    /// This host, with the source of every document shown as plain text.
    #[must_use]
    pub fn with_sources(mut self) -> Self {
        self.readers = Readers::plain();
        self
    }

    /// This host, which takes web pages as they are and not only the article in them.
    #[must_use]
    pub fn with_whole_pages(mut self) -> Self {
        self.readers = self.readers.with_whole_pages();
        self
    }

    /// This host, which reads formats whose parsers are not trusted in a child process: `program` calls [`serve_reader`] with the
    /// arguments that are added to its own.
    #[must_use]
    pub fn reading_in(mut self, program: ChildProgram) -> Self {
        self.readers = self.readers.reading_in(program);
        self
    }

    /// This host, which passes over no document of a folder.
    #[must_use]
    pub fn with_ignored_files(mut self) -> Self {
        self.walk_filter = self.walk_filter.with_ignored_files();
        self
    }

    /// This host, which calls `tell` for each document too large to be rendered, with its name and a sentence about
    /// that. The call may come from any thread.
    #[must_use]
    pub fn telling_of_unrendered(mut self, tell: impl Fn(&str, &str) + Send + Sync + 'static) -> Self {
        self.readers = self.readers.telling_of_unrendered(move |name, format| tell(name, &too_large(format)));
        self
    }
}

/// Does the work of a child process of [`Host::reading_in`]: reads a document from standard input, as the arguments say that were
/// added, and writes its text to standard output. The memory and the time of this process are limited from then on.
///
/// # Errors
///
/// Fails if these are no such arguments, or if the limits can't be set or the answer not written.
pub fn serve_reader(arguments: impl IntoIterator<Item = OsString>) -> io::Result<()> {
    source::serve(arguments)
}

/// Whether glosses are recorded on the document at `path` as on plain text: its sidecar names no reader.
fn is_recorded_as_plain(path: &Path) -> bool {
    Sidecar::beside(path, None)
        .is_ok_and(|sidecar| sidecar.source().is_some_and(|source| source.reader.is_none()))
}

/// The readers of documents.
pub fn document_formats() -> impl Iterator<Item = &'static DocumentReader> {
    READERS.iter()
}

/// A clock. Clones tell the same time.
#[derive(Clone)]
pub struct Clock(Arc<dyn Fn() -> String + Send + Sync>);

/// The system's clock.
impl Default for Clock {
    fn default() -> Self {
        Self::new(platform::now)
    }
}

impl Clock {
    /// A clock that calls `now`, which returns the time in RFC 3339, in UTC, to the second.
    pub fn new(now: impl Fn() -> String + Send + Sync + 'static) -> Self {
        Self(Arc::new(now))
    }

    /// The time now: RFC 3339, in UTC, to the second.
    pub fn now(&self) -> String {
        (self.0)()
    }
}

impl fmt::Debug for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Clock")
    }
}

/// A source of random bits. Clones draw from the same source.
#[derive(Clone)]
pub struct Random(Arc<Mutex<dyn FnMut() -> u64 + Send>>);

/// The system's source.
impl Default for Random {
    fn default() -> Self {
        Self::new(platform::random_bits)
    }
}

impl Random {
    /// A source that calls `bits`.
    pub fn new(bits: impl FnMut() -> u64 + Send + 'static) -> Self {
        Self(Arc::new(Mutex::new(bits)))
    }

    /// The next 64 random bits.
    pub fn bits(&self) -> u64 {
        let mut bits = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        bits()
    }
}

impl fmt::Debug for Random {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Random")
    }
}
