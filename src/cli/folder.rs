//! `gloss FILE` and `gloss FOLDER`: the documents of a folder and the folder view, one after the other in one terminal.

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
        corpus::{Corpus, Goal},
    },
    gloss::{Id, Schema},
    term::{Browsed, Left, Terminal},
    workspace::{Folder, count_glosses},
};

/// Shows a document with the glosses of a coder, and after it the folder view if it is gone to from there. The program is
/// prepared for something else before that, too.
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
    let Left::Folder(asked) = left else { return Ok(Exit::Done) };
    let folder = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut visit = Visit::new(folder, terminal, coder, context)?;
    visit.corpus.show_glosses(&asked);
    visit.corpus.origin = path.file_name().map(|name| name.to_string_lossy().into_owned());
    visit.go_on(false)
}

/// Shows the folder view, and the documents that are opened there.
pub fn run(folder: &Path, context: &Context) -> Result<Exit, Error> {
    on_terminal("`gloss list FOLDER` lists glosses")?;
    let terminal = Terminal::open().map_err(|error| unusable(&error))?;
    Visit::new(folder, terminal, context.coder(), context)?.go_on(true)
}

/// A folder that is visited, document by document.
struct Visit<'a> {
    terminal: Terminal,
    coder: Option<&'a str>,
    context: &'a Context,
    browsed: Browsed,
    corpus: Corpus,
}

impl<'a> Visit<'a> {
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
        let browsed = Browsed {
            folder: Folder::new(folder, coder.map(str::to_owned), &context.host),
            depth: environment::depth(),
            ask_background: settings.dark.is_none(),
        };
        let corpus = Corpus::new(shown.to_string_lossy(), schema, dark);
        Ok(Self { terminal, coder, context, browsed, corpus })
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
        let path = self.browsed.folder.path.join(file);
        // The person may have edited the schema since.
        self.context.host.schemas.forget();
        let (app, session) = match read::load(&path, None, self.coder, gloss, self.context) {
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
        self.corpus.recount(file, count_glosses(&path, self.coder)?);
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
