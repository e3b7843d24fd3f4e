//! Putting exported documents where they are wanted: standard output, a file, or a folder.

use std::{
    cell::RefCell,
    collections::HashSet,
    fs, io,
    path::{Path, PathBuf},
};

use super::{
    error::{Error, Exit},
    output,
    pending::{Pending, to_file},
    progress::Progress,
};
use crate::{
    exchange::{Export, Format, Loss, Write, widen},
    gloss::Schema,
};

/// Where exported documents go.
pub enum Target {
    /// To standard output.
    Stdout,
    /// Into one file.
    File(PathBuf),
    /// Into a folder, a file for each.
    Folder(PathBuf, Kept),
}

impl Target {
    /// Where `out` says: a folder where there is one, or where it ends in `/`. What is read is never written to.
    pub fn new(out: Option<&Path>, sources: &[&Path]) -> Result<Self, Error> {
        let Some(out) = out else { return Ok(Self::Stdout) };
        let kept = Kept::new(sources);
        if out.is_dir() || out.as_os_str().as_encoded_bytes().ends_with(b"/") {
            fs::create_dir_all(out)
                .map_err(|error| Error::failed(format!("cannot make {}: {error}", out.display())))?;
            return Ok(Self::Folder(out.to_owned(), kept));
        }
        kept.check(out)?;
        Ok(Self::File(out.to_owned()))
    }
}

/// What is never written to: what is read, and the sidecars beside it, whoever's they are.
pub struct Kept {
    files: HashSet<PathBuf>,
    folders: HashSet<PathBuf>,
}

impl Kept {
    fn new(sources: &[&Path]) -> Self {
        let files: HashSet<PathBuf> = sources.iter().filter_map(|path| fs::canonicalize(path).ok()).collect();
        let folders = files.iter().filter_map(|file| file.parent()).map(Path::to_owned).collect();
        Self { files, folders }
    }

    fn holds(&self, path: &Path) -> bool {
        let Ok(path) = fs::canonicalize(path) else { return false };
        let is_sidecar = path.to_string_lossy().ends_with(".gloss.toml");
        self.files.contains(&path)
            || (is_sidecar && path.parent().is_some_and(|folder| self.folders.contains(folder)))
    }

    fn check(&self, path: &Path) -> Result<(), Error> {
        if self.holds(path) {
            return Err(Error::usage(format!("{} is a document, or a sidecar of one", path.display())));
        }
        Ok(())
    }
}

/// What is to be done with documents.
pub struct Put {
    /// What they become.
    pub format: &'static Format,
    /// Whether nothing is written of what would lose something.
    pub strict: bool,
    /// Where they go.
    pub target: Target,
}

impl Put {
    /// Writes the documents, of which there are `count`, and says what the format could not carry.
    pub fn all(&self, exports: &mut dyn Iterator<Item = Export>, count: usize) -> Result<Exit, Error> {
        let Some(write) = self.format.write else {
            return Err(Error::usage(format!("{} is read only, not written", self.format.name)));
        };
        let mut exports = exports.peekable();
        if exports.peek().is_none() {
            // Whatever there was to read has failed, and what was written before stays.
            return Ok(Exit::Done);
        }
        let exports = &mut exports;
        let mut lost = Loss::default();
        let exit = match &self.target {
            Target::Folder(folder, kept) => {
                self.fill_folder(write, exports, count, folder, kept, &mut lost)?
            }
            _ if count > 1 && matches!(write, Write::Each(_)) => return Err(several()),
            Target::File(path) => {
                let mut file = Pending::new(path)?;
                file.write(|out| self.in_one(write, exports, count, out, &mut lost))?;
                self.refuse(&lost)?;
                if exports.next().is_some() {
                    return Err(several());
                }
                file.publish()?;
                if self.format.companion.is_some_and(|beside| beside.writes_text || beside.codebook.is_some())
                {
                    eprintln!(
                        "What {} keeps beside its files is written where -o names a folder.",
                        self.format.name
                    );
                }
                Exit::Done
            }
            Target::Stdout if self.strict => {
                let mut bytes = Vec::new();
                self.in_one(write, exports, count, &mut bytes, &mut lost)?;
                self.refuse(&lost)?;
                output::to_stdout(|out| out.write_all(&bytes))?
            }
            Target::Stdout => output::to_stdout(|out| self.in_one(write, exports, count, out, &mut lost))?,
        };
        if !lost.is_empty() {
            eprintln!("{} does not carry: {lost}", self.format.name);
        }
        Ok(exit)
    }

    fn refuse(&self, lost: &Loss) -> Result<(), Error> {
        if self.strict && !lost.is_empty() {
            let error = Error::failed(format!("{} does not carry: {lost}", self.format.name));
            return Err(error.hint("it was not written; without --strict the rest of it is"));
        }
        Ok(())
    }

    /// All documents in one piece.
    fn in_one(
        &self,
        write: Write,
        exports: &mut dyn Iterator<Item = Export>,
        count: usize,
        out: &mut dyn io::Write,
        lost: &mut Loss,
    ) -> io::Result<()> {
        match write {
            Write::Each(write) => {
                // A second one has no place here.
                for export in exports.take(1) {
                    lost.count(self.format, &export);
                    write(&export, out, lost)?;
                }
            }
            Write::All(write) => {
                let mut progress = Progress::new(Some(count as u64));
                // The writer counts, too, while it asks for the next document.
                let counted = RefCell::new(Loss::default());
                let mut exports = exports.inspect(|export| {
                    counted.borrow_mut().count(self.format, export);
                    progress.advance(1);
                });
                write(&mut exports, out, lost)?;
                lost.append(&counted.into_inner());
            }
        }
        Ok(())
    }

    fn fill_folder(
        &self,
        write: Write,
        exports: &mut dyn Iterator<Item = Export>,
        count: usize,
        folder: &Path,
        kept: &Kept,
        lost: &mut Loss,
    ) -> Result<Exit, Error> {
        let mut progress = Progress::new(Some(count as u64));
        let mut codebook = Schema::default();
        let mut worst = Exit::Done;
        let mut written = HashSet::new();
        for export in exports {
            progress.advance(1);
            widen(&mut codebook, &export);
            let path = folder.join(self.format.file_name(&export.name));
            let one = if written.insert(path.clone()) {
                self.one(write, export, &path, kept, lost)
            } else {
                let what = format!(
                    "{} is written already: two documents are called {}",
                    path.display(),
                    export.name
                );
                Err(Error::failed(what).hint("export the folders that they lie in one by one"))
            };
            if let Err(error) = one {
                error.report();
                worst = worst.max(error.exit);
            }
        }
        if let Some((name, describe)) = self.format.companion.and_then(|beside| beside.codebook) {
            put_codebook(&folder.join(name), &describe(&codebook))?;
        }
        Ok(worst)
    }

    /// One document into a file, with its text beside it where the format has it there.
    fn one(
        &self,
        write: Write,
        export: Export,
        path: &Path,
        kept: &Kept,
        lost: &mut Loss,
    ) -> Result<(), Error> {
        kept.check(path)?;
        let mut own = Loss::default();
        own.count(self.format, &export);
        let (text, name) = (export.text.clone(), self.format.file_name(&export.name));
        let mut bytes = Vec::new();
        let written = match write {
            Write::Each(write) => write(&export, &mut bytes, &mut own),
            Write::All(write) => write(&mut std::iter::once(export), &mut bytes, &mut own),
        };
        written.map_err(|error| Error::failed(format!("cannot write {}: {error}", path.display())))?;
        self.refuse(&own)?;
        lost.append(&own);
        to_file(path, &bytes)?;
        let beside = self.format.companion.filter(|beside| beside.writes_text);
        let Some(beside) = beside.and_then(|beside| beside.text).map(|text| path.with_file_name(text(&name)))
        else {
            return Ok(());
        };
        let text = text.quote(text.span());
        if kept.holds(&beside) {
            // The document itself serves as its text, unless that was decoded from something else.
            let same = fs::read(&beside).is_ok_and(|bytes| bytes == text.as_bytes());
            let why = format!("{} is the document itself, and not plain UTF-8", beside.display());
            return if same { Ok(()) } else { Err(Error::usage(why).hint("export into another folder")) };
        }
        to_file(&beside, text.as_bytes())
    }
}

fn several() -> Error {
    Error::usage("several documents are exported into a folder")
        .hint("name one with -o, with a / at its end where there is none yet")
}

/// Writes what describes the kinds of a folder; another description that is there already may be somebody's own.
fn put_codebook(path: &Path, described: &str) -> Result<(), Error> {
    match fs::read(path) {
        Ok(there) if there != described.as_bytes() => {
            eprintln!(
                "{} is there already and was left as it is; without it, it is written anew.",
                path.display()
            );
            Ok(())
        }
        _ => to_file(path, described.as_bytes()),
    }
}
