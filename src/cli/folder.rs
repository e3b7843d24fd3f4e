//! `gloss FILE…` and `gloss FOLDER`: shows documents and the folder view in turn, in one terminal.

use std::{
    fs,
    path::{Path, PathBuf},
};

use super::{
    context::Context,
    environment,
    error::{Error, Exit},
    sequence::{DocumentSequence, Prepare, ended, on_terminal, opened, unusable},
};
use crate::{
    app::{
        App,
        corpus::{Corpus, Destination, DocumentRow},
    },
    gloss::{Id, Schema},
    platform::folder_of,
    term::{FolderSession, NextView, Terminal},
    workspace::{Folder, count_glosses, document_paths, is_stream, keep_stream},
};

/// The path that stands for standard input.
const STANDARD_INPUT: &str = "-";

/// What does the work where there is no terminal.
const INSTEAD: &str =
    "`gloss text FILE` prints the text, `gloss export FILE --to text` the text with its glosses";

/// Shows the documents named, one after the other, with those of folders among them; a single folder as a list to choose
/// from. With a name, a stream is kept as the file of that name, which is shown.
pub fn open(paths: &[PathBuf], name: Option<&str>, context: &Context) -> Result<Exit, Error> {
    match paths {
        [folder] if folder.is_dir() => show_folder(folder, context),
        [document] => {
            let document = match name.map(Path::new).filter(|_| is_stream(document)) {
                Some(name) => {
                    on_terminal(INSTEAD)?;
                    keep_stream(document, name, &context.host)?;
                    name.to_owned()
                }
                None => document.clone(),
            };
            read_all(vec![document], 0, context.coder(), context, &|_, _| Ok(()))
        }
        _ if paths.iter().any(|path| path == Path::new(STANDARD_INPUT)) => {
            let error = Error::usage("standard input can't be read as one of several documents");
            Err(error.hint("read it alone, as in `gloss - --name a.txt`"))
        }
        _ => {
            let documents = document_paths(paths, &context.host.walk_filter)?;
            read_all(documents, 0, context.coder(), context, &|_, _| Ok(()))
        }
    }
}

/// Shows documents with a coder's glosses, one after the other from the index `at` on, and the folder view if the person
/// goes there from one of them. `prepare` may change the program before it starts.
pub fn read_all(
    documents: Vec<PathBuf>,
    at: usize,
    coder: Option<&str>,
    context: &Context,
    prepare: Prepare<'_>,
) -> Result<Exit, Error> {
    on_terminal(INSTEAD)?;
    let mut sequence = DocumentSequence::new(documents, at, coder, context);
    let mut terminal = None;
    while let NextView::Folder(asked) = sequence.read(&mut terminal, None, prepare)? {
        let document = sequence.current();
        let mut visit = FolderVisit::new(folder_of(document), coder, context)?;
        visit.corpus.show_glosses(&asked);
        visit.corpus.origin = document.file_name().map(|name| name.to_string_lossy().into_owned());
        visit.is_from_outside = true;
        if visit.go_on(&mut terminal)? == NextView::Quit {
            break;
        }
    }
    let ended = ended(terminal);
    let unread = sequence.report();
    Ok(ended?.max(unread))
}

/// Shows the folder view, and the documents opened from it.
fn show_folder(folder: &Path, context: &Context) -> Result<Exit, Error> {
    on_terminal("`gloss list FOLDER` lists glosses")?;
    let mut terminal = None;
    FolderVisit::new(folder, context.coder(), context)?.go_on(&mut terminal)?;
    ended(terminal)
}

/// A folder whose documents are shown.
struct FolderVisit<'a> {
    coder: Option<&'a str>,
    context: &'a Context,
    browsed: FolderSession,
    corpus: Corpus,
    /// Whether the view was opened from a document that somebody else shows.
    is_from_outside: bool,
}

impl<'a> FolderVisit<'a> {
    fn new(folder: &Path, coder: Option<&'a str>, context: &'a Context) -> Result<Self, Error> {
        let settings = &context.host.settings;
        let dark = environment::on_screen(settings.clone()).dark.unwrap_or(true);
        let schema = Schema::clone(&*context.host.schemas.of_folder(folder)?);
        let shown = fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
        let browsed = FolderSession {
            folder: Folder::new(folder, coder.map(str::to_owned), &context.host),
            depth: environment::depth(),
            ask_background: settings.dark.is_none(),
        };
        let mut corpus = Corpus::new(shown.to_string_lossy(), schema, dark);
        corpus.coder = coder.map(str::to_owned);
        let notices = context.notices(&corpus.schema);
        corpus.message = (!notices.is_empty()).then(|| notices.join("\n"));
        Ok(Self { coder, context, browsed, corpus, is_from_outside: false })
    }

    /// Shows the folder view and documents in turn until the person ends, or goes back to where the view was opened from.
    fn go_on(&mut self, terminal: &mut Option<Terminal>) -> Result<NextView, Error> {
        loop {
            let goal = opened(terminal)?.browse(&mut self.corpus, &self.browsed);
            match goal.map_err(|error| unusable(&error))? {
                Destination::Quit => return Ok(NextView::Quit),
                Destination::Open { file, gloss } => {
                    if self.open(&file, gloss.as_ref(), terminal)? == NextView::Quit {
                        return Ok(NextView::Quit);
                    }
                }
                Destination::Leave => match self.corpus.origin.take() {
                    Some(file) if !self.is_from_outside => {
                        if self.open(&file, None, terminal)? == NextView::Quit {
                            return Ok(NextView::Quit);
                        }
                    }
                    _ => return Ok(NextView::Close),
                },
            }
        }
    }

    /// Shows a document, from which the person may go on to the others in the list. The folder view reports an error.
    fn open(
        &mut self,
        file: &str,
        gloss: Option<&Id>,
        terminal: &mut Option<Terminal>,
    ) -> Result<NextView, Error> {
        // The person may have edited the schema in the meantime.
        self.context.host.schemas.forget();
        let is_shown =
            |name: &str| name == file || self.corpus.is_readable(file) && self.corpus.is_readable(name);
        let rows = self.corpus.documents.rows().map(|row| &row.text);
        let mut names: Vec<String> = rows.filter(|name| is_shown(name)).cloned().collect();
        let at = names.iter().position(|name| name == file).unwrap_or_else(|| {
            names = vec![file.to_owned()];
            0
        });
        let documents = names.iter().map(|name| self.browsed.folder.document(name)).collect();
        let mut sequence = DocumentSequence::new(documents, at, self.coder, self.context);
        sequence.is_picked = true;
        let prepare = |_: &Path, _: &mut App| Ok(());
        let left = match sequence.read(terminal, gloss, &prepare) {
            Ok(left) => left,
            Err(error) => {
                let fault = Some("can't be opened".to_owned());
                if self.corpus.is_readable(file) {
                    self.corpus.update_document(DocumentRow { file: file.to_owned(), fault, glosses: 0 });
                }
                self.corpus.message = Some(error.message);
                return Ok(NextView::Close);
            }
        };
        if let NextView::Folder(asked) = &left {
            self.corpus.show_glosses(asked);
            self.corpus.origin = Some(names[sequence.at].clone());
            self.is_from_outside = false;
        }
        // From another document of the list one comes back to that one.
        self.corpus.documents.choose(&names[sequence.at]);
        for &at in &sequence.shown {
            let glosses = count_glosses(&sequence.documents[at], self.coder)?;
            self.corpus.update_document(DocumentRow { file: names[at].clone(), glosses, fault: None });
        }
        Ok(left)
    }
}
