//! Sentences: one pass over the bytes that can end one, each judged by what stands before and after it.
//!
//! The rules were chosen by hand; they follow the Golden Rules of Pragmatic Segmenter (Dias 2014) and the cases of
//! Grefenstette and Tapanainen, *What is a word, what is a sentence?* (1994). The words they need are in
//! `assets/en/abbreviations.txt`. [`stop`](super::stop) judges full stops, [`newline`](super::newline) line ends,
//! [`list`](super::list) finds the numbers of items within a line.

use super::language::{Language, english};
use super::list::Item;
use super::marks::{
    after, char_at, char_before, is_bullet, is_closing_bracket, is_closing_quote, is_cluster_end,
    is_either_quote, is_opening_bracket, is_terminator, is_wide_terminator, skip_white, trim,
};
use super::stop::{Class, Next, Run, token_before};
use crate::text::Span;

/// The sentences of `text`, one paragraph or several, in order, without the white space around them.
///
/// All text but white space is in exactly one sentence. A blank line always ends one; a single line break is white
/// space, but for a heading above it, an item of a list below it, or a line too long to be wrapped. What closes after
/// the stop (quotation marks, brackets, a note's number) belongs to the sentence, and so does the attribution that
/// follows a quotation: “Are you sure?” he said.
pub fn sentences(text: &str) -> Vec<Span> {
    let mut scanner = Scanner::new(text, english());
    scanner.run();
    scanner.out
}

/// Where the scan of a text stands.
pub(super) struct Scanner<'a> {
    pub(super) text: &'a str,
    pub(super) language: &'static Language,
    /// Where the sentence now read begins.
    pub(super) start: usize,
    /// Where the line now read begins.
    pub(super) line: usize,
    /// The latest item of the list that the line began.
    pub(super) item: Option<Item>,
    /// Nothing from `start` to here is a letter or a digit.
    wordless: usize,
    out: Vec<Span>,
}

/// What closes after a stop: quotation marks, brackets, notes.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Closers {
    pub(super) end: usize,
    pub(super) quote: bool,
    pub(super) bracket: bool,
}

/// The first bytes of characters that may end a sentence or begin an item.
static CANDIDATES: [bool; 256] = {
    let mut table = [false; 256];
    let bytes = b"\n\r\x0c.!?)\xd6\xd8\xdb\xe0\xe1\xe2\xe3\xef";
    let mut i = 0;
    while i < bytes.len() {
        table[bytes[i] as usize] = true;
        i += 1;
    }
    table
};

impl<'a> Scanner<'a> {
    fn new(text: &'a str, language: &'static Language) -> Self {
        let start = skip_white(text, 0);
        let mut scanner =
            Self { text, language, start, line: start, item: None, wordless: start, out: Vec::new() };
        scanner.begin_line(start);
        scanner
    }

    fn run(&mut self) {
        let bytes = self.text.as_bytes();
        let mut at = self.start;
        while let Some(skipped) =
            bytes.get(at..).and_then(|rest| rest.iter().position(|&byte| CANDIDATES[usize::from(byte)]))
        {
            at += skipped;
            at = match char_at(self.text, at) {
                Some('\n' | '\r' | '\u{c}' | '\u{2028}' | '\u{2029}') => self.newline(at),
                Some(')') => self.inline_item(at).unwrap_or(at + 1),
                Some(c) if is_terminator(c) || is_wide_terminator(c) => {
                    self.inline_item(at).unwrap_or_else(|| self.terminator(at))
                }
                Some(c) if is_bullet(c) => self.bullet(at, c),
                _ => after(self.text, at),
            };
        }
        self.cut(self.text.len());
    }

    /// Notes that a line begins at `at`.
    pub(super) fn begin_line(&mut self, at: usize) {
        self.line = at;
        if let Some(item) = Item::read(self.text, at) {
            self.item = Some(item);
        }
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
    fn cut_words(&mut self, end: usize) {
        let from = self.wordless.max(self.start);
        let wordless = |rest: &str| rest.find(char::is_alphanumeric);
        match self.text.get(from..end).map(wordless) {
            Some(Some(_)) => self.cut(end),
            Some(None) => self.wordless = end,
            None => {}
        }
    }

    /// Judges the stops at `at`; gives the place to go on from.
    fn terminator(&mut self, at: usize) -> usize {
        let run = Run::read(self.text, at);
        if char_before(self.text, at).is_some_and(is_opening_bracket) {
            return run.end;
        }
        let closers = self.closers(&run);
        let next = Next::read(self.text, closers.end);
        if next.at < self.text.len() && self.ends(&run, closers, &next) {
            // Four dots, the first on the word: a full stop, and an ellipsis that begins the next sentence.
            let end = if run.attached_four && closers.end == run.end { run.first } else { closers.end };
            self.cut_words(end);
        }
        closers.end
    }

    /// Whether the sentence ends after `run` and `closers`, before `next`.
    fn ends(&self, run: &Run, closers: Closers, next: &Next) -> bool {
        if run.wide {
            return !(closers.quote && next.follows_wide_quotation());
        }
        if !next.gap {
            return self.ends_without_gap(run, closers, next);
        }
        match next.class {
            Class::Lower => return self.ends_before_small_letter(run, closers, next),
            Class::Continues => return false,
            Class::Upper if next.dash && closers.quote => return false,
            _ => {}
        }
        let plain = !run.ellipsis && !run.bang;
        if closers.quote && !plain && next.is_attribution(self.language) {
            return false;
        }
        if run.ellipsis {
            // "I" has its capital anywhere: it was odd ... I slept.
            let ambiguous = next.word == "I" || next.word.starts_with("I'") || next.word.starts_with("I’");
            return closers.quote || !ambiguous;
        }
        let word = token_before(self.text, self.start, run.start);
        if run.bang {
            return closers.quote
                || !self.language.is_bang(word.text)
                || self.language.is_starter(next.word)
                || next.opener;
        }
        self.full_stop_ends(word, closers, next)
    }

    /// The same before a small letter: in careless writing, and before a note in brackets.
    fn ends_before_small_letter(&self, run: &Run, closers: Closers, next: &Next) -> bool {
        if run.ellipsis || closers.end > run.end || next.dash || next.opener {
            return false;
        }
        let word = token_before(self.text, self.start, run.start);
        let plain = word.text.len() > 1 && word.text.chars().all(char::is_lowercase);
        let known = !plain || self.language.abbreviation(word.text).is_some();
        if next.bracket {
            return !run.bang && !known;
        }
        if run.bang && (self.language.is_bang(word.text) || next.is_said(self.language)) {
            return false;
        }
        let address = next.word.starts_with("http") || next.word == "www";
        (run.bang || !known) && (address || self.language.is_casual(next.word) || self.is_careless())
    }

    /// The same where no white space follows: a slip of the typist, or an address, a number, a file name.
    fn ends_without_gap(&self, run: &Run, closers: Closers, next: &Next) -> bool {
        let curly = char_at(self.text, next.at).is_some_and(|c| matches!(c, '“' | '„'));
        let closed = closers.quote && char_before(self.text, closers.end) == Some('”');
        if curly || closed {
            return next.class == Class::Upper;
        }
        let word = token_before(self.text, self.start, run.start);
        let capital = next.class == Class::Upper && next.word.chars().nth(1).is_none_or(char::is_lowercase);
        if run.ellipsis && closers.end == run.end {
            return capital && word.text.len() > 1;
        }
        closers.end == run.end
            && run.end == run.start + 1
            && capital
            && (run.bang || self.language.is_starter(next.word))
            && word.text.len() > 2
            && word.text.chars().all(char::is_lowercase)
            && next.is_plain_word(self.text)
            && !word.is_in_address(self.text)
    }

    /// Whether the sentence began with a small letter where a capital is due.
    fn is_careless(&self) -> bool {
        char_at(self.text, self.start).is_some_and(char::is_lowercase)
    }

    /// What closes after `run`.
    fn closers(&self, run: &Run) -> Closers {
        let text = self.text;
        let mut closers = Closers { end: run.end, quote: false, bracket: false };
        while let Some(c) = char_at(text, closers.end) {
            let end = closers.end + c.len_utf8();
            let next = char_at(text, end);
            let loose = next.is_none_or(|n| !n.is_alphanumeric());
            if is_closing_quote(c) || is_either_quote(c) && (loose || run.wide && c != '“' && c != '‘') {
                closers.quote = true;
            } else if is_closing_bracket(c) {
                closers.bracket = true;
            } else if !(matches!(c, '*' | '_') && loose) {
                break;
            }
            closers.end = end;
        }
        closers.end = self.note(run, closers.end);
        if let Some(end) = self.spaced_closer(closers.end) {
            closers = Closers { end, quote: true, ..closers };
        }
        closers
    }

    /// The end of a note's number after a stop: "text.[17] Next", "text. [17] Next", "text.17 Next"; else `at`.
    fn note(&self, run: &Run, at: usize) -> usize {
        let mut end = at;
        while let Some(c) = char_at(self.text, if end == at { skip_white(self.text, end) } else { end }) {
            let open = if end == at { skip_white(self.text, end) } else { end };
            let body = self.text.get(open + c.len_utf8()..).unwrap_or_default();
            let digits = body
                .find(|d: char| !(d.is_ascii_digit() || matches!(d, ',' | '–' | '-' | '.' | '…')))
                .unwrap_or(0);
            if c != '['
                || digits == 0
                || digits > 12
                || !body.get(digits..).is_some_and(|b| b.starts_with(']'))
            {
                break;
            }
            end = open + digits + 2;
        }
        if end > at {
            // A note is followed by white space and a new sentence; "[3] shows …" is not a note.
            let next = Next::read(self.text, end);
            return if next.gap && next.class != Class::Lower { end } else { at };
        }
        if let Some(end) = self.spaced_number(at) {
            return end;
        }
        let superscript = |c: char| matches!(c, '¹' | '²' | '³' | '⁰' | '⁴'..='⁹');
        let lower =
            char_before(self.text, run.start).is_some_and(|c| c.is_lowercase() || is_closing_bracket(c));
        let rest = self.text.get(at..).unwrap_or_default();
        let digits = rest.find(|c: char| !superscript(c) && !c.is_ascii_digit()).unwrap_or(0);
        let spaced = rest.get(digits..).is_some_and(|r| r.starts_with(char::is_whitespace));
        let raised = rest.starts_with(superscript);
        let word = || token_before(self.text, self.start, run.start).text;
        if spaced && lower && digits <= 9 && (raised || digits <= 3 && word().len() > 4) {
            at + digits
        } else {
            at
        }
    }

    /// The end of a note's number that white space parts from the stop: "the lock. 4 The town".
    fn spaced_number(&self, at: usize) -> Option<usize> {
        let number = skip_white(self.text, at);
        let rest = self.text.get(number..)?;
        let digits = rest.bytes().take(4).take_while(u8::is_ascii_digit).count();
        let body = rest.get(digits..)?.strip_prefix(' ')?;
        let next = Next::read(body, 0);
        let starter = !next.bracket && !next.opener && self.language.is_starter(next.word);
        (number > at && (1..=3).contains(&digits) && starter && self.item.is_none())
            .then_some(number + digits)
    }

    /// The end of a closing mark that white space parts from the stop: "! »", ". ”".
    fn spaced_closer(&self, at: usize) -> Option<usize> {
        let mark = skip_white(self.text, at);
        let c =
            char_at(self.text, mark).filter(|c| mark > at && matches!(c, '»' | '”' | '"' | '\'' | '›'))?;
        let end = mark + c.len_utf8();
        let open = char_at(self.text, end).is_some_and(|next| !next.is_whitespace());
        let near = self.text.get(at..mark).is_some_and(|gap| gap.chars().count() == 1 && !gap.contains('\n'));
        // A straight mark closes if it makes a pair.
        let from = self.text.get(self.line..at).map_or(at, |line| self.line + line.len().saturating_sub(400));
        let straight = matches!(c, '"' | '\'');
        let marks =
            || self.text.as_bytes().get(from..at).unwrap_or_default().iter().filter(|&&b| char::from(b) == c);
        (near && !open && (!straight || marks().count() % 2 == 1)).then_some(end)
    }
}

#[cfg(test)]
#[path = "sentences_tests.rs"]
mod tests;
