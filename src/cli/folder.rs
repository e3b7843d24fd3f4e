//! `gloss FILE` and `gloss FOLDER`: shows documents and the folder view in turn, in one terminal.

use std::{
    fs,
    io::{self, IsTerminal},
    path::Path,
};

use super::{
    context::Context,
    environment,
    error::{Error, Exit},
    read,
};
use crate::{
    app::{
        App,
        corpus::{Corpus, Destination},
    },
    gloss::{Id, Schema},
    term::{FolderSession, NextView, Terminal},
    workspace::{Folder, count_glosses},
};

/// Shows a document with a coder's glosses, and the folder view if the person goes there from it. `prepare` may
/// change the program before it starts.
pub fn read(
    path: &Path,
    name: Option<&str>,
    coder: Option<&str>,
    context: &Context,
    prepare: impl FnOnce(&mut App),
) -> Result<Exit, Error> {
    on_terminal(
        "`gloss text FILE` prints the text, `gloss export FILE --to text` the text with its glosses",
    )?;
    let (mut app, session) = read::load(path, name, coder, None, context)?;
    prepare(&mut app);
    let mut terminal = Terminal::open().map_err(|error| unusable(&error))?;
    let left = terminal.read(app, session).map_err(|error| unusable(&error))?;
    let NextView::Folder(asked) = left else { return Ok(exit(&terminal)) };
    let folder = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut visit = FolderVisit::new(folder, terminal, coder, context)?;
    visit.corpus.show_glosses(&asked);
    visit.corpus.origin = path.file_name().map(|name| name.to_string_lossy().into_owned());
    visit.go_on(false)
}

/// Shows the folder view, and the documents opened from it.
pub fn run(folder: &Path, context: &Context) -> Result<Exit, Error> {
    on_terminal("`gloss list FOLDER` lists glosses")?;
    let terminal = Terminal::open().map_err(|error| unusable(&error))?;
    FolderVisit::new(folder, terminal, context.coder(), context)?.go_on(true)
}

/// A folder whose documents are shown one after the other.
struct FolderVisit<'a> {
    terminal: Terminal,
    coder: Option<&'a str>,
    context: &'a Context,
    browsed: FolderSession,
    corpus: Corpus,
}

impl<'a> FolderVisit<'a> {
    fn new(
        folder: &Path,
        terminal: Terminal,
        coder: Option<&'a str>,
        context: &'a Context,
    ) -> Result<Self, Error> {
        let settings = &context.host.settings;
        let dark = environment::on_screen(settings.clone()).dark.unwrap_or(true);
        let schema = Schema::clone(&*context.host.schemas.of_folder(folder)?);
        let shown = fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
        let browsed = FolderSession {
            folder: Folder::new(folder, coder.map(str::to_owned), &context.host),
            depth: environment::depth(),
            ask_background: settings.dark.is_none(),
        };
        let corpus = Corpus::new(shown.to_string_lossy(), schema, dark);
        Ok(Self { terminal, coder, context, browsed, corpus })
    }

    /// Shows the folder view and documents in turn until the person ends. `is_first` says whether the program started
    /// in the folder view.
    fn go_on(&mut self, is_first: bool) -> Result<Exit, Error> {
        loop {
            let done = exit(&self.terminal);
            match self.terminal.browse(&mut self.corpus, &self.browsed).map_err(|error| unusable(&error))? {
                Destination::Quit => return Ok(done),
                Destination::Open { file, gloss } => {
                    if self.open(&file, gloss.as_ref())? == NextView::Quit {
                        return Ok(exit(&self.terminal));
                    }
                }
                Destination::Leave => {
                    let Some(file) = self.corpus.origin.take() else { return Ok(done) };
                    match self.open(&file, None)? {
                        NextView::Close if is_first => {}
                        NextView::Folder(_) => {}
                        NextView::Close | NextView::Quit => return Ok(exit(&self.terminal)),
                    }
                }
            }
        }
    }

    /// Shows a document. The folder view reports an error.
    fn open(&mut self, file: &str, gloss: Option<&Id>) -> Result<NextView, Error> {
        let path = self.browsed.folder.document(file);
        // The person may have edited the schema in the meantime.
        self.context.host.schemas.forget();
        let (app, session) = match read::load(&path, None, self.coder, gloss, self.context) {
            Ok(loaded) => loaded,
            Err(error) => {
                self.corpus.message = Some(error.message);
                return Ok(NextView::Close);
            }
        };
        let left = self.terminal.read(app, session).map_err(|error| unusable(&error))?;
        if let NextView::Folder(asked) = &left {
            self.corpus.show_glosses(asked);
            self.corpus.origin = Some(file.to_owned());
        }
        self.corpus.recount(file, count_glosses(&path, self.coder)?);
        Ok(left)
    }
}

/// The exit code where the person leaves.
fn exit(terminal: &Terminal) -> Exit {
    if terminal.has_unsaved_work { Exit::Failed } else { Exit::Done }
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
