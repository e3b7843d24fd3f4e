//! The folder view: a folder's documents, and the glosses of all of them, each found by what is typed. Beside [`App`]
//! it is a program of its own, as small: keys and news in, what is asked for out.
//!
//! [`App`]: super::App

use super::{Choice, Line, Pick, Picker, picker};
use crate::{
    command::{Code, Key},
    gloss::{Gloss, Id, Query, Schema},
};

/// So many glosses are listed; more are counted.
pub const MOST: usize = 20_000;

/// What is listed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Listed {
    /// The documents.
    #[default]
    Documents,
    /// The glosses of all documents.
    Glosses,
}

/// A gloss of one of the documents.
#[derive(Clone, Debug, PartialEq)]
pub struct Hit {
    /// The document, by its path below the folder.
    pub file: String,
    /// The gloss.
    pub gloss: Gloss,
}

/// The glosses that fit what is typed.
#[derive(Clone, Debug, Default)]
pub struct Hits {
    /// What is typed.
    pub line: Line,
    /// What is wrong with it, if something is.
    pub error: Option<String>,
    /// The glosses, in the order of the documents: the first [`MOST`].
    pub rows: Vec<Hit>,
    /// How many there are.
    pub total: usize,
    /// Whether more may be found.
    pub is_open: bool,
    /// The row that Enter takes.
    pub chosen: usize,
    /// Counts searches, so that late news is known as such.
    serial: u64,
    /// Which of them the rows are of.
    shown: u64,
}

/// What a search for glosses has found further.
#[derive(Clone, Debug)]
pub struct Found {
    /// Which search.
    pub serial: u64,
    /// The next glosses.
    pub hits: Vec<Hit>,
    /// How many that are, also where not all are listed.
    pub count: usize,
    /// Whether those are all.
    pub is_last: bool,
}

/// What is asked for.
#[derive(Debug)]
pub enum Asked {
    /// The glosses that are asked for, as search number `serial`.
    Find {
        /// Which search it is.
        serial: u64,
        /// What is asked.
        query: Query,
    },
    /// To go elsewhere.
    Go(Goal),
}

/// Where to go from here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Goal {
    /// To a document, at one of its glosses.
    Open {
        /// By its path below the folder.
        file: String,
        /// The gloss.
        gloss: Option<Id>,
    },
    /// Back to where this was opened from.
    Leave,
    /// Nowhere: to end.
    Quit,
}

/// The folder view.
#[derive(Clone, Debug)]
pub struct Corpus {
    /// The folder, as it is shown.
    pub folder: String,
    /// How kinds look.
    pub schema: Schema,
    /// Whether the theme is the dark one.
    pub dark: bool,
    /// What is listed.
    pub listed: Listed,
    /// The documents.
    pub documents: Picker,
    /// Whether all documents are known.
    pub is_whole: bool,
    /// The glosses.
    pub hits: Hits,
    /// The last thing worth saying; gone with the next key.
    pub message: Option<String>,
    /// The document that this was opened from, if it was.
    pub origin: Option<String>,
}

impl Corpus {
    /// The view of a folder of which nothing is known yet.
    pub fn new(folder: impl Into<String>, schema: Schema, dark: bool) -> Self {
        Self {
            folder: folder.into(),
            schema,
            dark,
            listed: Listed::default(),
            documents: Picker::new("", Vec::new()),
            is_whole: false,
            hits: Hits::default(),
            message: None,
            origin: None,
        }
    }

    /// Lists the glosses that fit this.
    pub fn show_glosses(&mut self, typed: &str) {
        self.listed = Listed::Glosses;
        self.hits.line = Line::new(typed);
        self.hits.chosen = 0;
    }

    /// More documents, each with the number of its glosses.
    pub fn add_documents(&mut self, documents: impl IntoIterator<Item = (String, usize)>) {
        let choice = |(text, count)| Choice { pick: Pick::Row, text, aside: count_of(count) };
        self.documents.extend(documents.into_iter().map(choice));
    }

    /// A document has so many glosses now.
    pub fn recount(&mut self, file: &str, count: usize) {
        self.documents.set_aside(file, count_of(count));
    }

    /// The search for what is typed, begun anew: from the first row, or where one was.
    pub fn search(&mut self) -> Option<Asked> {
        let hits = &mut self.hits;
        hits.serial += 1;
        match hits.line.text().parse::<Query>() {
            Ok(query) => {
                (hits.error, hits.is_open) = (None, true);
                Some(Asked::Find { serial: hits.serial, query })
            }
            Err(why) => {
                (hits.error, hits.is_open) = (Some(why.to_string()), false);
                None
            }
        }
    }

    /// A search has found something; if it is the last one asked for, it counts.
    pub fn found(&mut self, found: Found) {
        let hits = &mut self.hits;
        if found.serial != hits.serial {
            return;
        }
        // What was found before stays until there is something else to show.
        if hits.shown != found.serial {
            hits.shown = found.serial;
            hits.rows.clear();
            hits.total = 0;
        }
        let room = MOST.saturating_sub(hits.rows.len());
        hits.rows.extend(found.hits.into_iter().take(room));
        hits.total += found.count;
        if found.is_last {
            hits.is_open = false;
            hits.chosen = hits.chosen.min(hits.rows.len().saturating_sub(1));
        }
    }

    /// Does what `key` means.
    pub fn key(&mut self, key: Key) -> Option<Asked> {
        self.message = None;
        match key {
            _ if key.is_ctrl('c') => Some(Asked::Go(Goal::Quit)),
            _ if key.is(Code::Esc) => self.back(),
            _ if key.is(Code::Enter) => self.open(),
            _ if key.is(Code::Tab) => self.other(),
            key => match self.listed {
                Listed::Documents => {
                    self.documents.key(key);
                    None
                }
                Listed::Glosses if picker::step(&mut self.hits.chosen, self.hits.rows.len(), key) => None,
                Listed::Glosses => {
                    let before = self.hits.line.clone();
                    self.hits.line.key(key);
                    self.typed(&before)
                }
            },
        }
    }

    /// Types `text`.
    pub fn paste(&mut self, text: &str) -> Option<Asked> {
        match self.listed {
            Listed::Documents => {
                self.documents.insert(text);
                None
            }
            Listed::Glosses => {
                let before = self.hits.line.clone();
                self.hits.line.insert(text);
                self.typed(&before)
            }
        }
    }

    fn typed(&mut self, before: &Line) -> Option<Asked> {
        if self.hits.line.text() == before.text() {
            return None;
        }
        self.hits.chosen = 0;
        self.search()
    }

    /// Takes back what was typed; where nothing was, leaves.
    fn back(&mut self) -> Option<Asked> {
        match self.listed {
            Listed::Documents if !self.documents.line.text().is_empty() => {
                self.documents.clear();
                None
            }
            Listed::Glosses if !self.hits.line.text().is_empty() && self.origin.is_none() => {
                self.show_glosses("");
                self.search()
            }
            _ => Some(Asked::Go(Goal::Leave)),
        }
    }

    /// Lists the other.
    fn other(&mut self) -> Option<Asked> {
        match self.listed {
            Listed::Documents => {
                self.listed = Listed::Glosses;
                self.search()
            }
            Listed::Glosses => {
                self.listed = Listed::Documents;
                None
            }
        }
    }

    fn open(&self) -> Option<Asked> {
        match self.listed {
            Listed::Documents => {
                let file = self.documents.chosen()?.text.clone();
                Some(Asked::Go(Goal::Open { file, gloss: None }))
            }
            Listed::Glosses => {
                let Hit { file, gloss } = self.hits.rows.get(self.hits.chosen)?.clone();
                Some(Asked::Go(Goal::Open { file, gloss: Some(gloss.id) }))
            }
        }
    }
}

fn count_of(glosses: usize) -> String {
    match glosses {
        0 => String::new(),
        1 => "1 gloss".to_owned(),
        n => format!("{n} glosses"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hit(file: &str, id: u64) -> Hit {
        Hit { file: file.to_owned(), gloss: Gloss::new(Id::from_bits(id), "quote", Vec::new()) }
    }

    fn corpus() -> Corpus {
        let mut corpus = Corpus::new("notes", Schema::builtin(), true);
        corpus.add_documents([("ferry.txt".to_owned(), 2), ("pier.txt".to_owned(), 0)]);
        corpus
    }

    fn press(corpus: &mut Corpus, keys: &str) -> Vec<Asked> {
        keys.split_whitespace().filter_map(|key| corpus.key(key.parse().expect("a key"))).collect()
    }

    #[test]
    fn a_document_is_found_by_its_letters_while_more_come() {
        let mut corpus = corpus();
        press(&mut corpus, "p r down");
        corpus.add_documents([("a/price.txt".to_owned(), 1)]);
        assert_eq!(corpus.documents.rows().len(), 2);
        assert!(matches!(&press(&mut corpus, "enter")[..], [Asked::Go(Goal::Open { gloss: None, .. })]));
        assert!(press(&mut corpus, "esc").is_empty());
        assert_eq!(corpus.documents.rows().len(), 3);
        assert!(matches!(press(&mut corpus, "esc")[..], [Asked::Go(Goal::Leave)]));
    }

    #[test]
    fn glosses_are_searched_at_each_key_and_late_news_is_none() {
        let mut corpus = corpus();
        let [Asked::Find { serial: first, .. }] = press(&mut corpus, "tab")[..] else { panic!("no search") };
        let [Asked::Find { serial: second, .. }] = press(&mut corpus, "x")[..] else { panic!("no search") };
        let found = |serial, hits: Vec<Hit>, is_last| Found { serial, count: hits.len(), hits, is_last };
        corpus.found(found(first, vec![hit("ferry.txt", 1)], true));
        assert!(corpus.hits.rows.is_empty() && corpus.hits.is_open);
        corpus.found(found(second, vec![hit("ferry.txt", 2)], false));
        corpus.found(found(second, vec![hit("pier.txt", 3)], true));
        assert!(corpus.hits.total == 2 && !corpus.hits.is_open);
        match &press(&mut corpus, "down down enter")[..] {
            [Asked::Go(Goal::Open { file, gloss: Some(id) })] => {
                assert_eq!((file.as_str(), id), ("pier.txt", &Id::from_bits(3)));
            }
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn rows_stay_until_others_are_found_and_so_does_the_one_chosen() {
        let mut corpus = corpus();
        corpus.show_glosses("tag=quote");
        let Some(Asked::Find { serial, .. }) = corpus.search() else { panic!("no search") };
        let hits = vec![hit("ferry.txt", 1), hit("ferry.txt", 2)];
        corpus.found(Found { serial, count: 2, hits: hits.clone(), is_last: true });
        press(&mut corpus, "down");
        let Some(Asked::Find { serial, .. }) = corpus.search() else { panic!("no search") };
        assert_eq!(corpus.hits.rows.len(), 2);
        corpus.found(Found { serial, count: 1, hits: hits[..1].to_vec(), is_last: false });
        assert_eq!((corpus.hits.rows.len(), corpus.hits.chosen), (1, 1));
        corpus.found(Found { serial, count: 1, hits: hits[1..].to_vec(), is_last: true });
        assert_eq!((corpus.hits.rows.len(), corpus.hits.chosen), (2, 1));
    }

    #[test]
    fn what_is_half_typed_is_said_to_be_wrong_and_searches_nothing() {
        let mut corpus = corpus();
        press(&mut corpus, "tab s ~");
        assert!(press(&mut corpus, "(").is_empty());
        assert!(corpus.hits.error.is_some());
        assert_eq!(press(&mut corpus, ")").len(), 1);
        assert!(corpus.hits.error.is_none());
    }

    #[test]
    fn no_more_is_kept_than_can_be_looked_through() {
        let mut corpus = corpus();
        let Some(Asked::Find { serial, .. }) = corpus.search() else { panic!("no search") };
        let hits: Vec<Hit> = (0..MOST as u64 + 5).map(|id| hit("ferry.txt", id)).collect();
        corpus.found(Found { serial, count: hits.len(), hits, is_last: true });
        assert_eq!((corpus.hits.rows.len(), corpus.hits.total), (MOST, MOST + 5));
    }
}
