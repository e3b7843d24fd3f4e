//! Sentences: one pass over the bytes that may end one, each judged by the text before and after it.
//!
//! The rules were chosen by hand; they follow the Golden Rules of Pragmatic Segmenter (Dias 2014) and the cases of
//! Grefenstette and Tapanainen, *What is a word, what is a sentence?* (1994). The words they need are in
//! `assets/<code>/abbreviations.txt`. [`full_stop`](super::full_stop) judges full stops, [`newline`](super::newline) line ends,
//! [`inline_list`](super::inline_list) finds the numbers of items within a line, [`joined_lines`](super::joined_lines) the lines that
//! were joined with the next ones.

use super::language::{Language, WordList};
use super::marks::{
    after, char_at, char_before, is_bullet, is_opening_bracket, is_terminator, is_wide_terminator,
};
use super::scanner::{ClosingMarks, Scanner};
use super::stop_context::{CharacterClass, FollowingText, StopRun, token_before};
use crate::text::{ByteSet, Span};

/// The sentences of `text`, one paragraph or several, in order, without the white space around them.
///
/// All text except white space and marks of quotation at the start of a line (“>>”) is in exactly one sentence. A blank line always
/// ends one. A single line break is white space, unless a heading is above it, an item of a list below it, or the line is too long to
/// be wrapped. Closing marks after the stop (quotation marks, brackets, a note's number) belong to the sentence, and so does the
/// attribution that follows a quotation: “Are you sure?” he said.
pub fn sentences(text: &str, language: &Language) -> Vec<Span> {
    let mut scanner = Scanner::new(text, language);
    scanner.run();
    scanner.out
}

/// The first bytes of characters that may end a sentence or begin an item.
static CANDIDATES: ByteSet = ByteSet::of(b"\n\r\x0c.!?),:@*_=\xc2\xd6\xd8\xdb\xe0\xe1\xe2\xe3\xef");

impl Scanner<'_> {
    fn run(&mut self) {
        let bytes = self.text.as_bytes();
        let mut from = self.start;
        while let Some(at) = CANDIDATES.find(bytes, from) {
            from = match char_at(self.text, at) {
                Some('\n' | '\r' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}') => self.newline(at),
                Some(')') => self.inline_item(at).or_else(|| self.joined_line(at, ')')).unwrap_or(at + 1),
                Some(c @ (',' | ':' | '@' | '*' | '_' | '=')) => self.joined_line(at, c).unwrap_or(at + 1),
                Some(c) if is_terminator(c) || is_wide_terminator(c) => {
                    self.inline_item(at).unwrap_or_else(|| self.terminator(at))
                }
                Some(c) if is_bullet(c) => self.bullet(at, c),
                _ => after(self.text, at),
            };
        }
        self.cut(self.text.len());
    }

    /// Handles the stops at `at`; returns the offset to go on from.
    fn terminator(&mut self, at: usize) -> usize {
        let run = StopRun::read(self.text, at);
        if char_before(self.text, at).is_some_and(is_opening_bracket) {
            return run.end;
        }
        let closers = self.closing_marks(&run);
        let next = FollowingText::read(self.text, closers.end);
        if next.at < self.text.len() && self.ends(&run, closers, &next) {
            // Four dots, the first directly after the word, are a full stop and an ellipsis that begins the next
            // sentence.
            let end = if run.attached_four && closers.end == run.end { run.first } else { closers.end };
            self.cut_words(end);
        }
        closers.end
    }

    /// Whether the sentence ends after `run` and `closers`, before `next`.
    fn ends(&self, run: &StopRun, closers: ClosingMarks, next: &FollowingText) -> bool {
        if run.wide {
            return !(closers.quote && next.follows_wide_quotation(self.language));
        }
        if !next.gap {
            return self.ends_without_gap(run, closers, next);
        }
        match next.class {
            CharacterClass::Lower => return self.ends_before_small_letter(run, closers, next),
            CharacterClass::Continues => return false,
            CharacterClass::Upper if next.dash && closers.quote => return false,
            _ => {}
        }
        let plain = !run.ellipsis && !run.bang;
        if closers.quote && !plain && next.is_attribution(self.language) {
            return false;
        }
        if run.ellipsis {
            // A capital "I" doesn't show that a sentence begins: it was odd ... I slept.
            let stem = next.word.split(['\'', '’']).next().unwrap_or_default();
            return closers.quote || !self.language.has(WordList::Capital, stem);
        }
        let word = token_before(self.text, self.start, run.start);
        if run.bang {
            return closers.quote
                || !self.language.has(WordList::Bang, word.text)
                || self.language.is_starter(next.word)
                || next.opener;
        }
        self.full_stop_ends(word, closers, next)
    }

    /// Whether the sentence ends before a small letter: in careless writing, and before a note in brackets.
    fn ends_before_small_letter(&self, run: &StopRun, closers: ClosingMarks, next: &FollowingText) -> bool {
        if run.ellipsis || closers.end > run.end || next.dash || next.opener {
            return false;
        }
        let word = token_before(self.text, self.start, run.start);
        let plain = word.text.len() > 1 && word.text.chars().all(char::is_lowercase);
        let known = !plain || self.stop_use(word, next).is_some();
        if next.bracket {
            return !run.bang && !known;
        }
        if run.bang && (self.language.has(WordList::Bang, word.text) || next.is_said(self.language)) {
            return false;
        }
        let address = next.word.starts_with("http") || next.word == "www";
        (run.bang || !known) && (address || self.language.is_casual(next.word) || self.is_careless())
    }

    /// Whether the sentence ends where no white space follows. That may be a typing error, or part of an address, a
    /// number or a file name.
    fn ends_without_gap(&self, run: &StopRun, closers: ClosingMarks, next: &FollowingText) -> bool {
        let curly = char_at(self.text, next.at).is_some_and(|c| matches!(c, '“' | '„'));
        let closed = closers.quote && char_before(self.text, closers.end) == Some('”');
        if curly || closed {
            return next.class == CharacterClass::Upper;
        }
        let word = token_before(self.text, self.start, run.start);
        let capital =
            next.class == CharacterClass::Upper && next.word.chars().nth(1).is_none_or(char::is_lowercase);
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

    /// Whether the sentence began with a small letter instead of a capital.
    fn is_careless(&self) -> bool {
        char_at(self.text, self.start).is_some_and(char::is_lowercase)
    }
}

#[cfg(test)]
#[path = "sentences_tests.rs"]
mod tests;
