//! `gloss FILE` and `gloss FOLDER`: the documents of a folder and the folder view, one after the other in one terminal.

use std::{
    fs,
    io::{self, IsTerminal},
    path::{Path, PathBuf},
};

use super::{
    environment,
    error::{Error, Exit},
    read,
};
use crate::{
    app::{
        App,
        corpus::{Corpus, Goal},
    },
    corpus::{self, Coders},
    gloss::Id,
    sidecar::{self, Sidecar},
    term::{Browsed, Left, Terminal},
};

/// Shows a document with the glosses of a coder, and after it the folder view if it is gone to from there. The program is
/// prepared for something else before that, too.
pub fn read(
    path: &Path,
    name: Option<&str>,
    coder: Option<String>,
    prepare: impl FnOnce(&mut App),
) -> Result<Exit, Error> {
    on_terminal(
        "`gloss text FILE` prints the text, `gloss export FILE --to text` the text with its glosses",
    )?;
    let (mut app, session) = read::load(path, name, coder.clone(), None)?;
    prepare(&mut app);
    let mut terminal = Terminal::open().map_err(|error| unusable(&error))?;
    let left = terminal.read(app, session).map_err(|error| unusable(&error))?;
    let Left::Folder(asked) = left else { return Ok(Exit::Done) };
    let folder = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut visit = Visit::new(folder, terminal, coder)?;
    visit.corpus.show_glosses(&asked);
    visit.corpus.origin = path.file_name().map(|name| name.to_string_lossy().into_owned());
    visit.go_on(false)
}

/// Shows the folder view, and the documents that are opened there.
pub fn run(folder: &Path, coder: Option<String>) -> Result<Exit, Error> {
    on_terminal("`gloss list FOLDER` lists glosses")?;
    Visit::new(folder, Terminal::open().map_err(|error| unusable(&error))?, coder)?.go_on(true)
}

/// The documents that are named, and those in the folders that are.
pub fn documents_of(paths: &[PathBuf]) -> Result<Vec<PathBuf>, Error> {
    let mut documents = Vec::new();
    for path in paths {
        if !path.is_dir() {
            documents.push(path.clone());
            continue;
        }
        let before = documents.len();
        documents.extend(corpus::below(path, &Coders::One(None)).map(|member| member.path));
        if documents.len() == before {
            return Err(Error::failed(format!("there are no documents in {}", path.display())));
        }
    }
    Ok(documents)
}

/// A folder that is visited, document by document.
struct Visit {
    terminal: Terminal,
    coder: Option<String>,
    browsed: Browsed,
    corpus: Corpus,
}

impl Visit {
    fn new(folder: &Path, terminal: Terminal, coder: Option<String>) -> Result<Self, Error> {
        let (settings, _) = environment::settings();
        let ask_background = settings.dark.is_none();
        let dark = environment::on_screen(settings).dark.unwrap_or(true);
        let schema = environment::schema(Some(&folder.join("x")))?;
        let shown = fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
        let browsed = Browsed {
            folder: folder.to_owned(),
            coders: Coders::One(coder.clone()),
            state: environment::state_folder(),
            depth: environment::depth(),
            ask_background,
        };
        Ok(Self { terminal, coder, browsed, corpus: Corpus::new(shown.to_string_lossy(), schema, dark) })
    }

    /// Goes from the folder view to documents and back, until the person ends. `is_first` says whether the folder view is
    /// where all began.
    fn go_on(&mut self, is_first: bool) -> Result<Exit, Error> {
        loop {
            match self.terminal.browse(&mut self.corpus, &self.browsed).map_err(|error| unusable(&error))? {
                Goal::Quit => return Ok(Exit::Done),
                Goal::Open { file, gloss } => {
                    if self.open(&file, gloss.as_ref())? == Left::Quit {
                        return Ok(Exit::Done);
                    }
                }
                Goal::Leave => {
                    let Some(file) = self.corpus.origin.take() else { return Ok(Exit::Done) };
                    match self.open(&file, None)? {
                        Left::Close if is_first => {}
                        Left::Folder(_) => {}
                        Left::Close | Left::Quit => return Ok(Exit::Done),
                    }
                }
            }
        }
    }

    /// Shows a document. What is in the way of that is said in the folder view.
    fn open(&mut self, file: &str, gloss: Option<&Id>) -> Result<Left, Error> {
        let path = self.browsed.folder.join(file);
        let (app, session) = match read::load(&path, None, self.coder.clone(), gloss) {
            Ok(loaded) => loaded,
            Err(error) => {
                self.corpus.message = Some(error.message);
                return Ok(Left::Close);
            }
        };
        let left = self.terminal.read(app, session).map_err(|error| unusable(&error))?;
        if let Left::Folder(asked) = &left {
            self.corpus.show_glosses(asked);
            self.corpus.origin = Some(file.to_owned());
        }
        let sidecar = Sidecar::path_for(&path, self.coder.as_deref())?;
        self.corpus.recount(file, fs::read(sidecar).map_or(0, |bytes| sidecar::count(&bytes)));
        Ok(left)
    }
}

fn on_terminal(hint: &str) -> Result<(), Error> {
    if io::stdout().is_terminal() {
        return Ok(());
    }
    Err(Error::usage("standard output is not a terminal").hint(hint))
}

fn unusable(error: &io::Error) -> Error {
    Error::failed(format!("the terminal can't be used: {error}"))
}
