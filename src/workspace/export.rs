//! Writing documents in a foreign format.

use std::{
    cell::RefCell,
    collections::HashSet,
    fs, io,
    path::{Path, PathBuf},
    sync::Arc,
};

use super::{AnnotatedDocument, Error, ExportSource, Host, OutputPolicy, OutputTarget, document_name};
use crate::{
    exchange::{DocumentRecord, Export, Format, Imported, Loss, Write, add_used},
    gloss::{Gloss, Place, Placed, Schema},
    platform,
    sidecar::SourceInfo,
    source::Metadata,
    text::{CodePoints, Text},
};

/// The longest first paragraph, in code points, that is taken for a headline. Chosen by hand.
const MAX_TITLE_CODE_POINTS: usize = 200;

/// After how many glosses the room is given back that they took. Chosen by hand.
const SHRINK_AFTER: usize = 1 << 16;

/// A document with a coder's placed glosses, in the form that formats are written from. `unread` is called with a line if some
/// of their annotations can't be used.
pub fn export(source: &ExportSource, host: &Host, unread: impl Fn(String)) -> Result<Export, Error> {
    let ExportSource { path, name, coder } = source;
    let opened = AnnotatedDocument::open(path, None, coder.as_deref(), host)?;
    opened.unread().into_iter().for_each(unread);
    let SourceInfo { record, metadata, .. } = opened.recorded_source();
    let glosses = opened.glosses().iter().cloned().collect();
    let AnnotatedDocument { document, schema, .. } = opened;
    let metadata = metadata.or(document.metadata().cloned().unwrap_or_default());
    let stated = metadata.title.clone();
    let title = stated.or_else(|| title(&document.text)).unwrap_or_else(|| document.name.clone());
    Ok(Export {
        name: name.clone(),
        coder: coder.clone(),
        record: DocumentRecord(record),
        title,
        metadata,
        text: document.text,
        rendering: document.rendering,
        glosses,
        schema,
        is_recorded: false,
    })
}

/// A foreign document in the form that formats are written from; its glosses have the places that the file gives.
/// The kinds are those that the file describes, else those of `schema`. What the file doesn't name is called after the file
/// (`stem`) and its id there, or its `number` from 1. Fails if the file lacks the text.
pub fn export_of_foreign(
    imported: Imported,
    stem: &str,
    number: usize,
    schema: &Arc<Schema>,
) -> Result<Export, Error> {
    let id = imported.record.id().unwrap_or_else(|| number.to_string());
    let name = imported.name.unwrap_or_else(|| document_name::of_record(stem, &id));
    let Some(text) = imported.text else { return Err(Error::NoText(name)) };
    let schema = imported.schema.unwrap_or_else(|| schema.clone());
    let points = CodePoints::new(text.as_str().unwrap_or_default());
    let (mut left, mut glosses) = (imported.glosses, Vec::new());
    // Taken from the end, a million glosses don't need the room of two.
    while let Some(gloss) = left.pop() {
        glosses.push(placed_as_recorded(gloss, &points));
        if left.len().is_multiple_of(SHRINK_AFTER) {
            left.shrink_to_fit();
        }
    }
    // A stable sort would need half of their room again.
    glosses.sort_unstable_by(|one, other| one.rank().cmp(&other.rank()));
    let title = title(&text).unwrap_or_else(|| name.clone());
    Ok(Export {
        name,
        coder: imported.coder,
        record: imported.record,
        title,
        metadata: Metadata::default(),
        text,
        rendering: None,
        glosses,
        schema,
        is_recorded: true,
    })
}

fn placed_as_recorded(gloss: Gloss, points: &CodePoints<'_>) -> Placed {
    let mut spans = Vec::with_capacity(gloss.selectors.len());
    spans.extend(gloss.selectors.iter().map_while(|s| points.span(s.start, s.end)));
    let has_place = !spans.is_empty() && spans.len() == gloss.selectors.len() && !gloss.orphaned;
    let place =
        if has_place { Place::unchanged(spans) } else { Place::orphan("the file says no place in the text") };
    Placed { gloss, place }
}

/// The first paragraph, if it is short enough for a headline.
fn title(text: &Text) -> Option<String> {
    let first = text.quote(text.next_paragraph(0)?);
    (1..MAX_TITLE_CODE_POINTS).contains(&first.chars().count()).then(|| first.replace(['\n', '\r'], " "))
}

/// An export of documents.
#[derive(Debug)]
pub struct ExportJob {
    /// The format to write.
    pub format: &'static Format,
    /// Whether a document is left out if the format would lose something of it.
    pub strict: bool,
    /// Whether a file begins with a byte order mark.
    pub bom: bool,
    /// Where the documents are written.
    pub target: OutputTarget,
    /// How many documents there are, as far as is known before they are read.
    pub count: usize,
}

/// News while documents are written.
#[derive(Debug)]
#[non_exhaustive]
pub enum ExportNews {
    /// Work on a document has started.
    Document,
    /// A document could not be written; the export goes on with the others.
    Failed(Error),
    /// The file was written without the companion files of the format, since no folder was named.
    WithoutCompanions,
    /// A codebook at this path was left as it is: it differs, and may be somebody's own.
    KeptCodebook(PathBuf),
}

/// The function that gets the news.
type Tell<'a> = &'a mut dyn FnMut(ExportNews);

impl ExportJob {
    /// Writes the documents; `stdout` is standard output. Returns what the format could not carry. A closed pipe is
    /// no error.
    pub fn run(
        &self,
        exports: &mut dyn Iterator<Item = Export>,
        stdout: &mut dyn io::Write,
        tell: Tell<'_>,
    ) -> Result<Loss, Error> {
        let write = self.format.write.ok_or(Error::NotWritten(self.format.name))?;
        if let Some(feature) = self.format.missing_feature {
            return Err(Error::MissingFeature(self.format.name, feature));
        }
        let mut loss = Loss::default();
        // If all documents have failed, an existing output file is left as it is.
        let Some(first) = exports.next() else { return Ok(loss) };
        let mut others = exports.peekable();
        let holds_one = matches!(write, Write::Each(_)) && !matches!(self.target, OutputTarget::Folder(..));
        // How many documents a file holds is only known once it was read.
        if holds_one && (self.count > 1 || others.peek().is_some()) {
            return Err(Error::SeveralDocuments);
        }
        let mut exports = std::iter::once(first).chain(others);
        match &self.target {
            OutputTarget::Folder(folder, policy) => {
                let mut files = FolderExport { job: self, folder, policy, loss: &mut loss };
                files.fill(&mut exports, tell)?;
            }
            OutputTarget::File(path, policy) => {
                let mut file = policy.open(path)?;
                if self.strict {
                    // What a stream has got can't be taken back.
                    let mut bytes = Vec::new();
                    let written = self.write_as_one(write, &mut exports, &mut bytes, &mut loss, tell);
                    written.map_err(|error| Error::Write(path.clone(), error))?;
                    self.refuse(&loss)?;
                    file.write(|out| out.write_all(&bytes))?;
                } else {
                    file.write(|out| self.write_as_one(write, &mut exports, out, &mut loss, tell))?;
                }
                policy.publish(file)?;
                if self.format.companion.is_some_and(|beside| beside.writes_text || beside.codebook.is_some())
                {
                    tell(ExportNews::WithoutCompanions);
                }
            }
            OutputTarget::Stdout if self.strict => {
                let mut bytes = Vec::new();
                to_stdout(self.write_as_one(write, &mut exports, &mut bytes, &mut loss, tell))?;
                self.refuse(&loss)?;
                to_stdout(stdout.write_all(&bytes).and_then(|()| stdout.flush()))?;
            }
            OutputTarget::Stdout => {
                let written = self.write_as_one(write, &mut exports, stdout, &mut loss, tell);
                to_stdout(written.and_then(|()| stdout.flush()))?;
            }
        }
        Ok(loss)
    }

    /// The byte order mark of a file.
    fn bom(&self) -> &'static [u8] {
        if self.bom { "\u{feff}".as_bytes() } else { &[] }
    }

    fn refuse(&self, loss: &Loss) -> Result<(), Error> {
        if self.strict && !loss.is_empty() {
            return Err(Error::NotCarried(self.format.name, loss.clone()));
        }
        Ok(())
    }

    /// Writes all documents into one file.
    fn write_as_one(
        &self,
        write: Write,
        exports: &mut dyn Iterator<Item = Export>,
        out: &mut dyn io::Write,
        loss: &mut Loss,
        tell: Tell<'_>,
    ) -> io::Result<()> {
        out.write_all(self.bom())?;
        match write {
            Write::Each(write) => {
                // The format holds one document only, and there is no other.
                if let Some(export) = exports.next() {
                    loss.count(self.format, &export);
                    write(&export, out, loss)?;
                }
            }
            Write::All(write) => {
                // The writer and the iterator of documents both count losses.
                let counted = RefCell::new(Loss::default());
                let mut exports = exports.inspect(|export| {
                    counted.borrow_mut().count(self.format, export);
                    tell(ExportNews::Document);
                });
                write(&mut exports, out, loss)?;
                loss.append(&counted.into_inner());
            }
        }
        Ok(())
    }
}

/// Treats a closed pipe as success, since its reader has read enough.
fn to_stdout(written: io::Result<()>) -> Result<(), Error> {
    match written {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Error::Stdout(error)),
        _ => Ok(()),
    }
}

/// An export into a folder, a file for each document.
struct FolderExport<'a> {
    job: &'a ExportJob,
    folder: &'a Path,
    policy: &'a OutputPolicy,
    loss: &'a mut Loss,
}

impl FolderExport<'_> {
    fn fill(&mut self, exports: &mut dyn Iterator<Item = Export>, tell: Tell<'_>) -> Result<(), Error> {
        let format = self.job.format;
        let mut codebook = Schema::default();
        let mut written = HashSet::new();
        for export in exports {
            tell(ExportNews::Document);
            add_used(&mut codebook, &export);
            let path = self.folder.join(format.file_name(&file_name(&export)));
            let one = if written.insert(path.clone()) {
                self.write_one(export, &path)
            } else {
                Err(Error::WrittenTwice(path, export.name))
            };
            if let Err(error) = one {
                tell(ExportNews::Failed(error));
            }
        }
        if let Some((name, describe)) = format.companion.and_then(|companion| companion.codebook) {
            write_codebook(&self.folder.join(name), &describe(&codebook), self.policy, tell)?;
        }
        Ok(())
    }

    /// Writes one document, with a text file beside it if the format needs one.
    fn write_one(&mut self, export: Export, path: &Path) -> Result<(), Error> {
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(|error| Error::MakeFolder(folder.to_owned(), error))?;
        }
        self.policy.check(path)?;
        let format = self.job.format;
        let companion = format.companion.filter(|companion| companion.writes_text);
        let own_name = path.file_name().unwrap_or_default().to_string_lossy();
        let text_name = companion.and_then(|companion| companion.text).map(|name| name(&own_name));
        let text_path = text_name.map(|name| path.with_file_name(name));
        let text = text_path.map(|path| self.text_to_write(&path, &export.text).map(|text| (path, text)));
        let text = text.transpose()?;
        let mut bytes = self.job.bom().to_vec();
        let written = format.write_document(export, &mut bytes);
        let loss = written.map_err(|error| Error::Write(path.to_owned(), error))?;
        self.job.refuse(&loss)?;
        self.loss.append(&loss);
        self.policy.write_all(path, &bytes)?;
        match text {
            Some((path, Some(text))) => self.policy.write_all(&path, text.as_bytes()),
            _ => Ok(()),
        }
    }

    /// The text to write at `path`; `None` if it is there already. Fails if something else is there that must stay.
    fn text_to_write(&self, path: &Path, text: &Text) -> Result<Option<String>, Error> {
        let text = text.quote(text.span());
        if platform::read_file(path).is_ok_and(|bytes| bytes == text.as_bytes()) {
            return Ok(None);
        }
        if self.policy.reads(path) {
            // The document itself serves as the text file, unless it had to be decoded.
            return Err(Error::ProtectedText(path.to_owned()));
        }
        self.policy.check(path)?;
        Ok(Some(text))
    }
}

/// The name of a document's file in an export, below the folder: its own, with its coder.
fn file_name(export: &Export) -> String {
    let path = document_name::clean(&export.coded_name()).unwrap_or_else(|| "document".into());
    path.to_string_lossy().into_owned()
}

/// Writes the codebook of a folder, unless another one is there.
fn write_codebook(path: &Path, described: &str, policy: &OutputPolicy, tell: Tell<'_>) -> Result<(), Error> {
    if platform::read_file(path).is_ok_and(|there| there == described.as_bytes()) {
        return Ok(());
    }
    match policy.write_all(path, described.as_bytes()) {
        Err(Error::Protected(..)) => {
            tell(ExportNews::KeptCodebook(path.to_owned()));
            Ok(())
        }
        written => written,
    }
}
