//! Where the scan for sentence ends stands, and cutting a sentence there.

use super::language::Language;
use super::list_item::{ItemMark, ListItem};
use super::marks::{is_cluster_end, skip_white, trim};
use super::stop::first_word;
use crate::text::Span;

/// Where the scan of a text stands.
pub(super) struct Scanner<'a> {
    pub(super) text: &'a str,
    pub(super) language: &'a Language,
    /// Where the sentence now read begins.
    pub(super) start: usize,
    /// Where the line now read begins.
    pub(super) line: usize,
    /// The latest item of the list that the line began.
    pub(super) item: Option<ListItem>,
    /// Nothing from `start` to here is a letter or a digit.
    wordless: usize,
    pub(super) out: Vec<Span>,
}

/// What closes after a stop: quotation marks, brackets, notes.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Closers {
    pub(super) end: usize,
    pub(super) quote: bool,
    pub(super) bracket: bool,
}

impl<'a> Scanner<'a> {
    pub(super) fn new(text: &'a str, language: &'a Language) -> Self {
        let start = skip_white(text, 0);
        let mut scanner =
            Self { text, language, start, line: start, item: None, wordless: start, out: Vec::new() };
        scanner.begin_line(start);
        scanner
    }

    /// Notes that a line begins at `at`.
    pub(super) fn begin_line(&mut self, at: usize) {
        self.line = at;
        if let Some(item) = ListItem::read(self.text, at).filter(|item| !self.is_date(at, item)) {
            self.item = Some(item);
        }
    }

    /// Whether the number of `item`, which a line begins at `at`, is that of a day: "1. Mai".
    fn is_date(&self, at: usize, item: &ListItem) -> bool {
        if item.mark != ItemMark::Stop || !self.language.has_ordinals() {
            return false;
        }
        let rest = self.text.get(at..).unwrap_or_default();
        let word =
            rest.trim_start_matches(|c: char| c.is_ascii_digit()).strip_prefix('.').unwrap_or_default();
        self.is_counted(first_word(word.trim_start()))
    }

    /// Ends the sentence at `end`, wherever that is, unless a grapheme cluster would be split.
    pub(super) fn cut(&mut self, end: usize) {
        let next = skip_white(self.text, end);
        if !is_cluster_end(self.text, next) {
            return;
        }
        self.out.extend(trim(self.text, Span::new(self.start, end)));
        self.start = next;
        self.wordless = next;
    }

    /// Ends the sentence at `end` if it holds a word.
    pub(super) fn cut_words(&mut self, end: usize) {
        let from = self.wordless.max(self.start);
        let wordless = |rest: &str| rest.find(char::is_alphanumeric);
        match self.text.get(from..end).map(wordless) {
            Some(Some(_)) => self.cut(end),
            Some(None) => self.wordless = end,
            None => {}
        }
    }
}
