//! The state of the scan for sentence ends.

use super::language::Language;
use super::list_item::{ItemMark, ListItem};
use super::marks::{is_cluster_end, skip_white, trim};
use super::stop_context::first_word;
use crate::text::Span;

/// How many marks of quotation are passed before a word, at most. Chosen by hand: nobody quotes so deep.
const MAX_QUOTE_MARKS: usize = 100;

/// The state of the scan of a text.
pub(super) struct Scanner<'a> {
    /// The text that is scanned.
    pub(super) text: &'a str,
    /// The language whose rules apply.
    pub(super) language: &'a Language,
    /// The start of the current sentence.
    pub(super) start: usize,
    /// The start of the current line.
    pub(super) line: usize,
    /// The latest item of the list that began with this line.
    pub(super) item: Option<ListItem>,
    /// The offset up to which, from `start` on, there is no letter or digit.
    wordless: usize,
    /// The sentences that have ended, in order.
    pub(super) out: Vec<Span>,
}

/// The closing marks after a stop: quotation marks, brackets, notes.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct ClosingMarks {
    /// The end of the last mark, or of the stop if there is none.
    pub(super) end: usize,
    /// Whether one of them is a quotation mark.
    pub(super) quote: bool,
    /// Whether one of them is a bracket.
    pub(super) bracket: bool,
}

impl<'a> Scanner<'a> {
    /// A scanner at the first word of `text`, after the marks by which a message shows that it quotes (“>>”), before which nothing has ended.
    pub(super) fn new(text: &'a str, language: &'a Language) -> Self {
        let start = skip_to_words(text, 0);
        let mut scanner =
            Self { text, language, start, line: start, item: None, wordless: start, out: Vec::new() };
        scanner.begin_line(start);
        scanner
    }

    /// Begins a line at `at`.
    pub(super) fn begin_line(&mut self, at: usize) {
        self.line = at;
        if let Some(item) = ListItem::read(self.text, at).filter(|item| !self.is_date(at, item)) {
            self.item = Some(item);
        }
    }

    /// Whether the number of `item`, with which the line at `at` begins, is a day: "1. Mai".
    fn is_date(&self, at: usize, item: &ListItem) -> bool {
        if item.mark != ItemMark::Stop || !self.language.has_ordinals() {
            return false;
        }
        let rest = self.text.get(at..).unwrap_or_default();
        let word =
            rest.trim_start_matches(|c: char| c.is_ascii_digit()).strip_prefix('.').unwrap_or_default();
        self.is_counted(first_word(word.trim_start()))
    }

    /// Ends the sentence at `end`, unless that would split a grapheme cluster.
    pub(super) fn cut(&mut self, end: usize) {
        if end < self.start {
            // Between two sentences there is nothing to end.
            return;
        }
        let next = skip_to_words(self.text, end);
        if !is_cluster_end(self.text, next) {
            return;
        }
        self.out.extend(trim(self.text, Span::new(self.start, end)));
        self.start = next;
        self.wordless = next;
    }

    /// Ends the sentence at `end` if it contains a word.
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

/// The offset of the first word from `at` on, after white space and, where a line begins, marks of quotation; where there is nothing
/// else, before the marks.
fn skip_to_words(text: &str, at: usize) -> usize {
    let start = skip_white(text, at);
    if at > 0 && !text.get(at..start).is_some_and(|white| white.contains('\n')) {
        return start;
    }
    let mut at = start;
    for _ in 0..MAX_QUOTE_MARKS {
        if text.as_bytes().get(at) != Some(&b'>') {
            break;
        }
        at = skip_white(text, at + 1);
    }
    let is_word = at < text.len() && text.as_bytes()[at] != b'>';
    if is_word && is_cluster_end(text, at) { at } else { start }
}
