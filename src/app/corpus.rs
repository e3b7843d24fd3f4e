//! The folder view: the documents of a folder and the glosses of all of them, filtered by a typed query. It is a
//! small program of its own beside [`App`]: keys and news in, requests out.
//!
//! [`App`]: super::App

use std::collections::HashSet;

use super::{Choice, InputLine, Pick, Picker, picker};
use crate::{
    command::{Code, Key},
    gloss::{Gloss, Id, Query, Schema},
    text::counted,
};

/// How many glosses are listed at most; further ones are only counted. Chosen by hand: more than anyone reads
/// through.
pub const MAX_LISTED_GLOSSES: usize = 20_000;

/// What the folder view lists.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CorpusList {
    /// The documents of the folder.
    #[default]
    Documents,
    /// The glosses of all its documents.
    Glosses,
}

/// A document of the folder.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DocumentRow {
    /// The document's path below the folder.
    pub file: String,
    /// How many glosses it has.
    pub glosses: usize,
    /// Why it can't be read, in a few words; `None` as far as it is known that it can.
    pub fault: Option<String>,
}

/// A gloss of one of the documents.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// The document's path below the folder.
    pub file: String,
    /// The gloss itself.
    pub gloss: Gloss,
}

/// The glosses that match the query.
#[derive(Clone, Debug, Default)]
pub struct Hits {
    /// The query being typed.
    pub line: InputLine,
    /// Why the query cannot be understood.
    pub error: Option<String>,
    /// The first [`MAX_LISTED_GLOSSES`] matching glosses, in document order.
    pub rows: Vec<Hit>,
    /// How many glosses match.
    pub total: usize,
    /// Whether the search is still running.
    pub is_open: bool,
    /// The index of the row that Enter opens.
    pub chosen: usize,
    /// The number of the last search, by which late results of earlier ones are told.
    serial: u64,
    /// The number of the search whose results `rows` holds.
    shown: u64,
}

/// Further results of a search for glosses.
#[derive(Clone, Debug)]
pub struct HitBatch {
    /// The number of the search.
    pub serial: u64,
    /// The next matching glosses.
    pub hits: Vec<Hit>,
    /// How many glosses matched, including those not listed.
    pub count: usize,
    /// Whether the search has ended.
    pub is_last: bool,
}

/// A request of the folder view to the front end.
#[derive(Debug)]
pub enum CorpusRequest {
    /// Start a search for glosses.
    Find {
        /// The number of the search.
        serial: u64,
        /// The condition that the glosses must meet.
        query: Query,
    },
    /// Leave the folder view.
    Go(Destination),
}

/// Where the front end goes from the folder view.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Destination {
    /// A document, at one of its glosses.
    Open {
        /// The document's path below the folder.
        file: String,
        /// The gloss to go to; `None` for where the reader was last.
        gloss: Option<Id>,
    },
    /// Back to the document from which the view was opened.
    Leave,
    /// Out of the program.
    Quit,
}

/// The state of the folder view.
#[derive(Clone, Debug)]
pub struct Corpus {
    /// The folder's name for display.
    pub folder: String,
    /// The coder whose glosses are shown; `None` for those that are no coder's.
    pub coder: Option<String>,
    /// The schema, for the colours and letters of kinds.
    pub schema: Schema,
    /// Whether the theme is the dark one.
    pub dark: bool,
    /// What is listed.
    pub listed: CorpusList,
    /// The list of documents.
    pub documents: Picker,
    /// Whether all documents have been listed.
    pub is_whole: bool,
    /// The documents that can't be read.
    unreadable: HashSet<String>,
    /// How many files are there which are no documents.
    pub others: usize,
    /// The list of glosses.
    pub hits: Hits,
    /// A message for the person, shown until the next key.
    pub message: Option<String>,
    /// The document from which the view was opened, if any.
    pub origin: Option<String>,
}

impl Corpus {
    /// The view of a folder whose documents are still unknown.
    pub fn new(folder: impl Into<String>, schema: Schema, dark: bool) -> Self {
        Self {
            folder: folder.into(),
            coder: None,
            schema,
            dark,
            listed: CorpusList::default(),
            documents: Picker::new("", Vec::new()),
            is_whole: false,
            unreadable: HashSet::new(),
            others: 0,
            hits: Hits::default(),
            message: None,
            origin: None,
        }
    }

    /// Lists the glosses that match the query `typed`.
    pub fn show_glosses(&mut self, typed: &str) {
        self.listed = CorpusList::Glosses;
        self.hits.line = InputLine::new(typed);
        self.hits.chosen = 0;
    }

    /// Adds documents.
    pub fn add_documents(&mut self, documents: impl IntoIterator<Item = DocumentRow>) {
        let unreadable = &mut self.unreadable;
        let choice = |DocumentRow { file, glosses, fault }| {
            if fault.is_some() {
                unreadable.insert(file.clone());
            }
            Choice { pick: Pick::Row, text: file, aside: fault.unwrap_or_else(|| count_of(glosses)) }
        };
        self.documents.extend(documents.into_iter().map(choice));
    }

    /// Updates what the row of a document says of it.
    pub fn update_document(&mut self, row: DocumentRow) {
        if row.fault.is_some() {
            self.unreadable.insert(row.file.clone());
        } else {
            self.unreadable.remove(&row.file);
        }
        self.documents.set_aside(&row.file, row.fault.unwrap_or_else(|| count_of(row.glosses)));
    }

    /// Whether a document can be read, as far as that is known.
    pub fn is_readable(&self, file: &str) -> bool {
        !self.unreadable.contains(file)
    }

    /// The line on files that are no documents, once all were counted; `None` if there are none.
    pub fn others_line(&self) -> Option<String> {
        (self.is_whole && self.others > 0).then(|| counted(self.others, "other file", "other files"))
    }

    /// Starts the search for the typed query again, keeping the chosen row.
    pub fn search(&mut self) -> Option<CorpusRequest> {
        let hits = &mut self.hits;
        hits.serial += 1;
        match hits.line.text().parse::<Query>() {
            Ok(query) => {
                (hits.error, hits.is_open) = (None, true);
                Some(CorpusRequest::Find { serial: hits.serial, query })
            }
            Err(why) => {
                (hits.error, hits.is_open) = (Some(why.to_string()), false);
                None
            }
        }
    }

    /// Takes in results of a search, unless a newer search was started.
    pub fn add_hits(&mut self, found: HitBatch) {
        let hits = &mut self.hits;
        if found.serial != hits.serial {
            return;
        }
        // Earlier results stay on the screen until there are new ones, so that it does not flicker.
        if hits.shown != found.serial {
            hits.shown = found.serial;
            hits.rows.clear();
            hits.total = 0;
        }
        let room = MAX_LISTED_GLOSSES.saturating_sub(hits.rows.len());
        hits.rows.extend(found.hits.into_iter().take(room));
        hits.total += found.count;
        if found.is_last {
            hits.is_open = false;
            hits.chosen = hits.chosen.min(hits.rows.len().saturating_sub(1));
        }
    }

    /// Handles a key press.
    pub fn key(&mut self, key: Key) -> Option<CorpusRequest> {
        self.message = None;
        match key {
            _ if key.is_ctrl('c') => self.interrupt(),
            _ if key.is(Code::Esc) => self.back(),
            _ if key.is(Code::Enter) => self.open(),
            _ if key.is(Code::Tab) => self.other(),
            key => match self.listed {
                CorpusList::Documents => {
                    self.documents.key(key);
                    None
                }
                CorpusList::Glosses if picker::step(&mut self.hits.chosen, self.hits.rows.len(), key) => None,
                CorpusList::Glosses => {
                    let before = self.hits.line.clone();
                    self.hits.line.key(key);
                    self.typed(&before)
                }
            },
        }
    }

    /// Inserts pasted text into the query.
    pub fn paste(&mut self, text: &str) -> Option<CorpusRequest> {
        match self.listed {
            CorpusList::Documents => {
                self.documents.insert(text);
                None
            }
            CorpusList::Glosses => {
                let before = self.hits.line.clone();
                self.hits.line.insert(text);
                self.typed(&before)
            }
        }
    }

    fn typed(&mut self, before: &InputLine) -> Option<CorpusRequest> {
        if self.hits.line.text() == before.text() {
            return None;
        }
        self.hits.chosen = 0;
        self.search()
    }

    /// Clears the query; ends the program if the query is empty already.
    fn interrupt(&mut self) -> Option<CorpusRequest> {
        match self.listed {
            CorpusList::Documents if !self.documents.line.text().is_empty() => {
                self.documents.clear();
                None
            }
            CorpusList::Glosses if !self.hits.line.text().is_empty() => {
                self.show_glosses("");
                self.search()
            }
            _ => Some(CorpusRequest::Go(Destination::Quit)),
        }
    }

    /// Clears the query; leaves the view if the query is empty already, or another document asked for it.
    fn back(&mut self) -> Option<CorpusRequest> {
        match self.listed {
            CorpusList::Documents if !self.documents.line.text().is_empty() => {
                self.documents.clear();
                None
            }
            CorpusList::Glosses if !self.hits.line.text().is_empty() && self.origin.is_none() => {
                self.show_glosses("");
                self.search()
            }
            _ => Some(CorpusRequest::Go(Destination::Leave)),
        }
    }

    /// Switches between documents and glosses.
    fn other(&mut self) -> Option<CorpusRequest> {
        match self.listed {
            CorpusList::Documents => {
                self.listed = CorpusList::Glosses;
                self.search()
            }
            CorpusList::Glosses => {
                self.listed = CorpusList::Documents;
                None
            }
        }
    }

    fn open(&self) -> Option<CorpusRequest> {
        match self.listed {
            CorpusList::Documents => {
                let file = self.documents.chosen()?.text.clone();
                Some(CorpusRequest::Go(Destination::Open { file, gloss: None }))
            }
            CorpusList::Glosses => {
                let Hit { file, gloss } = self.hits.rows.get(self.hits.chosen)?.clone();
                Some(CorpusRequest::Go(Destination::Open { file, gloss: Some(gloss.id) }))
            }
        }
    }
}

fn count_of(glosses: usize) -> String {
    if glosses == 0 { String::new() } else { counted(glosses, "gloss", "glosses") }
}

#[cfg(test)]
#[path = "corpus_tests.rs"]
mod tests;
