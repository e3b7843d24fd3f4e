//! The table of readers, and which of them reads a document.

use std::{
    borrow::Cow,
    error, fmt,
    fs::{File, Metadata},
    io::{self, Read},
    path::Path,
    sync::{Arc, OnceLock},
};

use sha2::{Digest, Sha256};

use super::{
    BegunDocument, Document, DocumentReader, Error, HTML, HTML_WHOLE, MAX_IN_MEMORY_BYTES, PLAIN, READERS,
    ReadError, ReadExtent, Rendered, RenderingCache, SAMPLE_BYTES, STANDARD_INPUT, UnreadSource,
    encoding::{self, is_binary},
    gzip, hex, is_stream, isolated, open_large, stream, stream_name,
};
use crate::platform::{self, ChildProgram};

/// How many bytes at the start of a file its format is recognised by.
const HEAD_BYTES: usize = 8 * 1024;

/// How many lines at the start of a file must fit a format that its name doesn't tell.
const MAX_FIRST_LINES: usize = 50;

/// The readers that documents are opened with. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Readers(Arc<ReaderChoice>);

#[derive(Clone, Debug)]
struct ReaderChoice {
    /// The readers; earlier ones are asked first.
    all: Vec<DocumentReader>,
    /// The reader that is to read every document, whatever its name and bytes are.
    insisted: Option<DocumentReader>,
    /// The cache of renderings, if any are kept.
    cache: Option<RenderingCache>,
    /// Whether the document at a path is plain text, though its bytes look like another format.
    is_plain: Option<fn(&Path) -> bool>,
    tell: Option<Teller>,
    /// The program that reads formats of which no parser is trusted.
    child: Option<ChildProgram>,
}

/// A listener for documents that are too large to be shown in their format.
#[derive(Clone)]
struct Teller(Arc<OversizeListener>);

/// The function of a listener; it gets the name of the document and the format.
type OversizeListener = dyn Fn(&str, &'static str) + Send + Sync;

impl fmt::Debug for Teller {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Teller")
    }
}

/// The error of a format that no reader has.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownFormat {
    /// The name that was asked for.
    pub name: String,
    /// The names of all formats.
    pub known: Vec<&'static str>,
}

impl ReaderChoice {
    /// These readers, with nothing kept and nothing told.
    fn of(all: Vec<DocumentReader>, insisted: Option<DocumentReader>) -> Self {
        Self { all, insisted, cache: None, is_plain: None, tell: None, child: None }
    }
}

impl Default for Readers {
    fn default() -> Self {
        Self(Arc::new(ReaderChoice::of(READERS.to_vec(), None)))
    }
}

impl Readers {
    /// These readers and one more, which is asked before them.
    #[must_use]
    pub fn with(mut self, reader: DocumentReader) -> Self {
        Arc::make_mut(&mut self.0).all.insert(0, reader);
        self
    }

    /// These readers, with web pages taken as they are and not only the article in them.
    #[must_use]
    pub fn with_whole_pages(mut self) -> Self {
        let readers = Arc::make_mut(&mut self.0);
        readers.all.retain(|reader| reader.name != HTML_WHOLE.name);
        let DocumentReader { extensions, signature, .. } = HTML;
        readers.all.insert(0, DocumentReader { extensions, signature, ..HTML_WHOLE });
        self
    }

    /// These readers, with every document read by the reader of the format `name`, whatever its size.
    pub fn insisting_on(mut self, name: &str) -> Result<Self, UnknownFormat> {
        let Some(reader) = self.0.all.iter().find(|reader| reader.name == name).copied() else {
            return Err(UnknownFormat { name: name.to_owned(), known: self.names().collect() });
        };
        Arc::make_mut(&mut self.0).insisted = Some(reader);
        Ok(self)
    }

    /// The reader of plain text alone, which shows the source of every document.
    pub fn plain() -> Self {
        Self(Arc::new(ReaderChoice::of(vec![PLAIN], Some(PLAIN))))
    }

    /// These readers, with a function that is called for each document that is too large to be shown in its format; it gets the
    /// name of the document and the format. It may be called from any thread.
    #[must_use]
    pub fn telling_of_unrendered(
        mut self,
        tell: impl Fn(&str, &'static str) + Send + Sync + 'static,
    ) -> Self {
        Arc::make_mut(&mut self.0).tell = Some(Teller(Arc::new(tell)));
        self
    }

    /// These readers, which keep what they make of large documents in this cache.
    #[must_use]
    pub fn keeping_renderings_in(mut self, cache: RenderingCache) -> Self {
        Arc::make_mut(&mut self.0).cache = Some(cache);
        self
    }

    /// These readers, which leave formats whose parsers may crash (PDF) to a child process: `child` is a program that calls
    /// [`serve`](super::serve) with the arguments that are added. Without it such formats are read in a thread of this process,
    /// which survives a panic, but neither an overflow of the stack nor a lack of memory.
    #[must_use]
    pub fn reading_in(mut self, child: ChildProgram) -> Self {
        Arc::make_mut(&mut self.0).child = Some(child);
        self
    }

    /// Makes the text of `bytes` with one of the readers, in a child process if its format asks for that.
    pub(super) fn run(
        &self,
        reader: &DocumentReader,
        extent: ReadExtent,
        bytes: &[u8],
    ) -> Result<Rendered, ReadError> {
        isolated::read(reader, extent, bytes, self.0.child.as_ref())
    }

    /// The cache of renderings, if any are kept.
    pub(super) fn cache(&self) -> Option<&RenderingCache> {
        self.0.cache.as_ref()
    }

    /// These readers, with each document read as plain text of which `is_plain` is true, unless its name tells another format. It is
    /// asked only if the bytes of a document look like text in another format.
    #[must_use]
    pub fn keeping_plain(mut self, is_plain: fn(&Path) -> bool) -> Self {
        Arc::make_mut(&mut self.0).is_plain = Some(is_plain);
        self
    }

    /// The names of the formats.
    pub fn names(&self) -> impl Iterator<Item = &'static str> {
        self.0.all.iter().map(|reader| reader.name)
    }

    /// The reader that a sidecar names with this label, if there is one in that version; plain text has no label.
    pub(super) fn recorded(&self, label: Option<&str>) -> Option<DocumentReader> {
        let Some(label) = label else { return Some(PLAIN) };
        self.0.all.iter().find(|reader| reader.label() == label).copied()
    }

    /// Opens the document at `path`.
    pub fn open(&self, path: &Path) -> Result<Document, Error> {
        let _span = tracing::debug_span!("open document", ?path).entered();
        let document = self.begin(path)?.finish()?;
        let (bytes, encoding, invalid) = (document.text.len(), document.encoding, document.invalid);
        tracing::debug!(bytes, encoding, invalid, "opened");
        Ok(document)
    }

    /// Begins to read the document at `path`: does all but make its text.
    pub fn begin(&self, path: &Path) -> Result<BegunDocument, Error> {
        if is_stream(path) {
            return self.open_stream(path, &stream_name(path)).map(BegunDocument::Whole);
        }
        let failed = |error| Error::io(path, error);
        let (mut file, meta) = open_document(path)?;
        let begun = if meta.len() > MAX_IN_MEMORY_BYTES {
            self.begin_large(path, file, meta.len() as usize).map_err(failed)?
        } else {
            let mut bytes = Vec::with_capacity(meta.len() as usize + 1);
            file.read_to_end(&mut bytes).map_err(failed)?;
            self.begin_at(&name_of(path), Some(path), bytes)
        };
        Ok(match begun.map_err(|error| error.at(path))? {
            BegunDocument::Whole(document) => {
                BegunDocument::Whole(Document { path: Some(path.to_owned()), ..document })
            }
            unread @ BegunDocument::Unread(_) => unread,
        })
    }

    /// Reads the stream at `path` to its end, as a document of this name.
    pub fn open_stream(&self, path: &Path, name: &str) -> Result<Document, Error> {
        let bytes = self.read_stream(path, name)?;
        self.read(name, bytes).map_err(|error| error.at(shown_path(path, name)))
    }

    /// The bytes of the stream at `path`, which is read to its end as a document of this name. If it begins with binary data that no
    /// reader knows, it is read no further, since a device may have no end.
    pub fn read_stream(&self, path: &Path, name: &str) -> Result<Vec<u8>, Error> {
        let shown = shown_path(path, name);
        let failed = |error| Error::io(shown, error);
        let mut stream = stream::open_stream(path).map_err(failed)?;
        let mut bytes = Vec::new();
        stream.by_ref().take(SAMPLE_BYTES as u64).read_to_end(&mut bytes).map_err(failed)?;
        if self.refuses(name, &bytes) {
            return Err(Error::binary(name, &bytes).at(shown));
        }
        bytes.extend(platform::read_to_end(stream).map_err(failed)?);
        Ok(bytes)
    }

    /// Fails if there is no document at `path`, by its metadata and its first bytes. Of a stream, which can be read only once,
    /// nothing is read.
    pub(super) fn check(&self, path: &Path) -> Result<(), Error> {
        if is_stream(path) {
            return Ok(());
        }
        let (file, _) = open_document(path)?;
        let mut head = Vec::new();
        file.take(encoding::SAMPLE_BYTES as u64)
            .read_to_end(&mut head)
            .map_err(|error| Error::io(path, error))?;
        let name = name_of(path);
        if self.refuses(&name, &head) { Err(Error::binary(&name, &head).at(path)) } else { Ok(()) }
    }

    /// Whether a document of this name that begins with these bytes is binary data that no reader knows.
    fn refuses(&self, name: &str, head: &[u8]) -> bool {
        if gzip::is_packed(head) {
            let inner = gzip::unpack_head(head);
            return inner.is_empty() || self.refuses_unpacked(gzip::inner_name(name), &inner);
        }
        self.refuses_unpacked(name, head)
    }

    fn refuses_unpacked(&self, name: &str, head: &[u8]) -> bool {
        self.reader(name, head).signature.is_none() && is_binary(head)
    }

    /// Reads a document of this name from bytes in memory.
    pub fn read(&self, name: &str, bytes: Vec<u8>) -> Result<Document, Error> {
        self.begin_at(name, None, bytes)?.finish()
    }

    /// Begins to read a document of this name from the bytes of the file at `path`.
    fn begin_at(&self, name: &str, path: Option<&Path>, bytes: Vec<u8>) -> Result<BegunDocument, Error> {
        if !gzip::is_packed(&bytes) {
            return self.begin_unpacked(name, path, bytes);
        }
        let unpacked =
            gzip::unpack(&bytes).map_err(|error| Error::unreadable(name, &bytes, "gzip", error))?;
        let document = self.begin_unpacked(gzip::inner_name(name), path, unpacked)?.finish()?;
        // What is recorded of a document are the bytes of its file.
        let sha256 = Arc::new(OnceLock::from(hex(&Sha256::digest(&bytes))));
        Ok(BegunDocument::Whole(Document { name: name.to_owned(), sha256, ..document }))
    }

    fn begin_unpacked(
        &self,
        name: &str,
        path: Option<&Path>,
        bytes: Vec<u8>,
    ) -> Result<BegunDocument, Error> {
        let reader = self.reader_at(name, path, &bytes);
        let is_too_large = bytes.len() as u64 > reader.max_bytes && self.0.insisted.is_none();
        let document = if reader.name == PLAIN.name {
            Document::from_bytes(name, bytes)?
        } else if is_too_large && is_binary(&bytes) {
            return Err(Error::too_large(name, reader));
        } else if is_too_large {
            self.unrendered(Document::from_bytes(name, bytes)?, reader)
        } else if reader.signature.is_none() && is_binary(&bytes) {
            return Err(Error::binary(name, &bytes));
        } else {
            let (name, path, readers) = (name.to_owned(), path.map(Path::to_owned), self.clone());
            let sha256 = hex(&Sha256::digest(&bytes));
            return Ok(BegunDocument::Unread(UnreadSource { name, path, bytes, sha256, reader, readers }));
        };
        Ok(BegunDocument::Whole(Document { readers: self.clone(), ..document }))
    }

    /// Begins to read a file that is too large to be held in memory as it is.
    fn begin_large(
        &self,
        path: &Path,
        mut file: File,
        len: usize,
    ) -> io::Result<Result<BegunDocument, Error>> {
        let name = &*name_of(path);
        let mut head = vec![0; SAMPLE_BYTES];
        file.read_exact(&mut head)?;
        let reader = self.reader_at(name, Some(path), &head);
        if gzip::is_packed(&head) {
            head.extend(platform::read_rest(file)?);
            return Ok(self.begin_at(name, Some(path), head));
        }
        let is_plain = reader.name == PLAIN.name;
        if !is_plain && (self.0.insisted.is_some() || len as u64 <= reader.max_bytes) {
            head.extend(platform::read_rest(file)?);
            return Ok(self.begin_at(name, Some(path), head));
        }
        if !is_plain && is_binary(&head) {
            return Ok(Err(Error::too_large(name, reader)));
        }
        let document = open_large(name, file, head, len)?;
        let document =
            document.map(|document| if is_plain { document } else { self.unrendered(document, reader) });
        Ok(document.map(|document| BegunDocument::Whole(Document { readers: self.clone(), ..document })))
    }

    /// A document that is shown as its source, since it is too large for its reader.
    fn unrendered(&self, document: Document, reader: DocumentReader) -> Document {
        if let Some(Teller(tell)) = &self.0.tell {
            tell(&document.name, reader.name);
        }
        Document { unrendered: Some(reader.name), ..document }
    }

    /// The reader of the document at `path` with this name that begins with these bytes.
    fn reader_at(&self, name: &str, path: Option<&Path>, bytes: &[u8]) -> DocumentReader {
        let reader = self.reader(name, bytes);
        let is_told = self.0.insisted.is_some() || reader.name == PLAIN.name || reader.is_named(name);
        let is_plain = || path.zip(self.0.is_plain).is_some_and(|(path, is_plain)| is_plain(path));
        if is_told || is_binary(bytes) || !is_plain() { reader } else { PLAIN }
    }

    /// The reader of a document with this name that begins with these bytes.
    fn reader(&self, name: &str, bytes: &[u8]) -> DocumentReader {
        let head = &bytes[..bytes.len().min(HEAD_BYTES)];
        let by_bytes = |reader: &&DocumentReader| reader.signature.is_some_and(|is_one| is_one(head));
        let ReaderChoice { all, insisted, .. } = &*self.0;
        let found = insisted.as_ref().or_else(|| all.iter().find(by_bytes));
        let found = found.or_else(|| all.iter().find(|reader| reader.is_named(name)));
        if let Some(told) = found.filter(|reader| insisted.is_some() || reader.name != PLAIN.name) {
            return *told;
        }
        let start = first_lines(head);
        all.iter().find(|reader| reader.fits.is_some_and(|fits| fits(&start))).copied().unwrap_or(PLAIN)
    }
}

/// The first lines of a file that begins with `head`, without one that may go on after it.
fn first_lines(head: &[u8]) -> String {
    let text = String::from_utf8_lossy(head);
    let is_cut = head.len() == HEAD_BYTES;
    let whole = if is_cut { text.rsplit_once('\n').map_or("", |(whole, _)| whole) } else { &text };
    whole.trim_start_matches('\u{feff}').split_inclusive('\n').take(MAX_FIRST_LINES).collect()
}

/// The path by which an error tells of the stream at `path` that is called `name`.
fn shown_path<'a>(path: &'a Path, name: &'a str) -> &'a Path {
    if path == Path::new(STANDARD_INPUT) { Path::new(name) } else { path }
}

/// The name of the file at `path`.
fn name_of(path: &Path) -> Cow<'_, str> {
    path.file_name().map_or_else(|| path.to_string_lossy(), |name| name.to_string_lossy())
}

/// Opens the regular file at `path`.
fn open_document(path: &Path) -> Result<(File, Metadata), Error> {
    let failed = |error| Error::io(path, error);
    if path.is_dir() {
        return Err(Error::folder(path));
    }
    let file = platform::open_file(path).map_err(failed)?;
    let meta = file.metadata().map_err(failed)?;
    Ok((file, meta))
}

impl fmt::Display for UnknownFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let name = crate::text::cells::printable(&self.name);
        write!(f, "there is no reader of a format {name}; there are {}", self.known.join(", "))
    }
}

impl error::Error for UnknownFormat {}
