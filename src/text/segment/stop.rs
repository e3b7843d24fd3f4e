//! Full stops: what stands before one and after it, and whether it ends a sentence.

use super::language::{Abbreviation, Language};
use super::marks::{
    char_at, char_before, is_dash, is_opening_bracket, is_opening_quote, is_terminator, is_wide_terminator,
    skip_white,
};
use super::scanner::{Closers, Scanner};

/// The stops that stand together: ".", "?!", "…", ". . .".
#[expect(clippy::struct_excessive_bools, reason = "what was seen, each read alone by the rules")]
#[derive(Clone, Copy, Debug)]
pub(super) struct Run {
    pub(super) start: usize,
    /// The end of the first stop.
    pub(super) first: usize,
    pub(super) end: usize,
    /// A question or exclamation mark is among them.
    pub(super) bang: bool,
    /// Two full stops or more, or the ellipsis character.
    pub(super) ellipsis: bool,
    /// A stop of a script without spaces.
    pub(super) wide: bool,
    /// White space parts some of them: ". . ."
    pub(super) spaced: bool,
    /// Four spaced dots, the first on the word before: "end. . . ."
    pub(super) attached_four: bool,
}

impl Run {
    /// The stops from `start` on, with the marks that modify them.
    pub(super) fn read(text: &str, start: usize) -> Self {
        let mut run = Self {
            start,
            first: start,
            end: start,
            bang: false,
            ellipsis: false,
            wide: false,
            spaced: false,
            attached_four: false,
        };
        let mut dots = 0;
        while let Some(c) = char_at(text, run.end) {
            if is_wide_terminator(c) {
                run.wide = true;
            } else if c == '.' {
                dots += 1;
            } else if c == '…' {
                run.ellipsis = true;
            } else if is_terminator(c) {
                run.bang = true;
            } else if !matches!(c, '\u{fe0e}' | '\u{fe0f}') {
                let dot = skip_white(text, run.end);
                let gap = dot - run.end;
                let lone = char_at(text, dot + 1).is_none_or(|next| !next.is_alphanumeric());
                let near = gap == 1 && c != '\n' || gap == 2 && c == '\u{a0}';
                let stop = match char_at(text, dot) {
                    Some('.') => true,
                    Some('!' | '?') => run.bang,
                    _ => false,
                };
                if run.wide || !near || !stop || !lone {
                    break;
                }
                run.spaced = true;
                run.end = dot;
                continue;
            }
            run.end += c.len_utf8();
            if run.first == start {
                run.first = run.end;
            }
        }
        run.ellipsis |= dots > 1;
        run.attached_four =
            run.spaced && dots == 4 && char_before(text, start).is_some_and(|before| !before.is_whitespace());
        run
    }
}

/// What the first character of the text after a stop says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Class {
    /// A small letter: the sentence goes on.
    Lower,
    /// A capital, or a letter of a script without case.
    Upper,
    Digit,
    /// A mark that can't begin a sentence.
    Continues,
    Other,
}

/// The text after a stop and what closes with it.
#[expect(clippy::struct_excessive_bools, reason = "what was seen, each read alone by the rules")]
#[derive(Clone, Copy, Debug)]
pub(super) struct Next<'a> {
    /// Where it begins, white space skipped.
    pub(super) at: usize,
    /// Whether white space was skipped.
    pub(super) gap: bool,
    /// Whether an opening quotation mark stands before the first word.
    pub(super) opener: bool,
    /// Whether an opening bracket does.
    pub(super) bracket: bool,
    /// Whether a dash does.
    pub(super) dash: bool,
    /// The first word, or nothing.
    pub(super) word: &'a str,
    /// The text from the first word on.
    pub(super) rest: &'a str,
    pub(super) class: Class,
}

/// A word is read to this many bytes.
const LONGEST: usize = 40;

impl<'a> Next<'a> {
    /// The text from `from` on.
    pub(super) fn read(text: &'a str, from: usize) -> Self {
        let at = skip_white(text, from);
        let mut next = Self {
            at,
            gap: at > from,
            opener: false,
            bracket: false,
            dash: false,
            word: "",
            rest: "",
            class: Class::Other,
        };
        let mut rest = text.get(at..).unwrap_or_default();
        for _ in 0..6 {
            let Some(c) = rest.chars().next() else { break };
            if is_opening_bracket(c) {
                next.bracket = true;
            } else if is_opening_quote(c) {
                next.opener = true;
            } else if is_dash(c) {
                next.dash = true;
            } else if !(matches!(c, '¿' | '¡' | '*' | '_') || next.dash && c == ' ') {
                break;
            }
            rest = rest.get(c.len_utf8()..).unwrap_or_default();
        }
        next.rest = rest;
        next.word = first_word(rest);
        next.class = class(rest, next.word);
        next
    }

    /// Whether these are a speaker's name and a verb of speech, as after “Are you sure?”: "Nora Hale asked".
    pub(super) fn is_attribution(&self, language: &Language) -> bool {
        let mut rest = self.rest;
        for i in 0..5 {
            let word = first_word(rest);
            if word.is_empty() || i > 0 && word.starts_with(char::is_lowercase) {
                return language.is_cue(word);
            }
            if word != "I" && language.is_starter(word) {
                return false;
            }
            rest = rest.get(word.len()..).unwrap_or_default();
            let Some(tail) =
                rest.strip_prefix(". ").or_else(|| rest.strip_prefix([' ', '-', '\n', '\u{a0}']))
            else {
                return false;
            };
            rest = tail;
        }
        false
    }

    /// Whether these are a pronoun and a verb of speech: "he asked".
    pub(super) fn is_said(&self, language: &Language) -> bool {
        let rest = self.rest.get(self.word.len()..).unwrap_or_default();
        language.is_cue(first_word(rest.trim_start()))
    }

    /// Whether the word is a plain one with white space or a mark after it, not a part of an address or file name.
    pub(super) fn is_plain_word(&self, text: &str) -> bool {
        let end = self.at + self.word.len();
        let tail = text.get(end..).unwrap_or_default();
        let mut chars = tail.chars();
        match chars.next() {
            Some('.' | '/' | '@' | '_' | '-' | ':' | '=') => chars.next().is_none_or(char::is_whitespace),
            Some('(') => false,
            _ => !self.opener && !self.bracket,
        }
    }

    /// Whether text in a script without spaces goes on after a closing quotation mark: 「はい。」と, “好。”他说.
    pub(super) fn follows_wide_quotation(&self) -> bool {
        /// Chinese verbs of speech.
        const SAID: [char; 9] = ['说', '說', '道', '问', '問', '喊', '答', '叫', '言'];
        let hiragana = self.rest.starts_with(|c: char| ('ぁ'..='ゟ').contains(&c));
        let clause = self.rest.chars().take(8).take_while(|&c| c.is_alphanumeric());
        !self.opener && (hiragana || clause.into_iter().any(|c| SAID.contains(&c)))
    }
}

/// Letters, digits and inner apostrophes from the start of `text`.
pub(super) fn first_word(text: &str) -> &str {
    let mut end = 0;
    for (at, c) in text.char_indices() {
        let inner = matches!(c, '\'' | '’') && at > 0;
        if at > LONGEST || !(c.is_alphanumeric() || inner) {
            break;
        }
        end = at + c.len_utf8();
    }
    text.get(..end).unwrap_or_default().trim_end_matches(['\'', '’'])
}

fn class(text: &str, word: &str) -> Class {
    let Some(first) = text.chars().next() else { return Class::Other };
    if first.is_lowercase() {
        // iPhone, eBay, macOS begin sentences.
        let camel = word.chars().skip(1).any(char::is_uppercase);
        if camel { Class::Upper } else { Class::Lower }
    } else if first.is_numeric() {
        Class::Digit
    } else if first.is_alphabetic() {
        Class::Upper
    } else if text.starts_with("==") {
        Class::Other
    } else if matches!(
        first,
        ',' | ';' | ':' | '&' | '/' | '+' | '=' | '|' | '%' | ')' | ']' | '}' | '»' | '”'
    ) {
        Class::Continues
    } else {
        Class::Other
    }
}

/// The word before a stop.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token<'a> {
    pub(super) text: &'a str,
    pub(super) start: usize,
    /// Whether the sentence begins with it, but for bullets and opening marks.
    pub(super) first: bool,
}

impl Token<'_> {
    /// Whether the word is a part of an address, a path or a file name.
    pub(super) fn is_in_address(&self, text: &str) -> bool {
        let head = text.get(..self.start).unwrap_or_default();
        let tail = head.char_indices().rev().take_while(|(_, c)| !c.is_whitespace()).take(LONGEST);
        tail.into_iter().any(|(_, c)| matches!(c, '/' | '@' | '.' | '_' | ':' | '=' | '\\' | '#'))
    }

    fn is_dotted(&self) -> bool {
        let mut parts = self.text.split('.');
        self.text.contains('.')
            && parts
                .all(|part| (1..=2).contains(&part.chars().count()) && part.chars().all(char::is_alphabetic))
    }

    fn is_numeral(&self) -> bool {
        is_short_number(self.text) || is_roman(self.text)
    }
}

/// The word that ends at `end`, its inner stops, apostrophes and hyphens with it, in the sentence begun at `start`.
pub(super) fn token_before(text: &str, start: usize, end: usize) -> Token<'_> {
    let head = text.get(start..end).unwrap_or_default();
    let inner = |c: char| c.is_alphanumeric() || matches!(c, '.' | '\'' | '’' | '-' | '&' | '°' | '№' | '§');
    let length = head
        .chars()
        .rev()
        .scan(0, |length, c| {
            *length += c.len_utf8();
            (inner(c) && *length <= LONGEST).then_some(*length)
        })
        .last()
        .unwrap_or(0);
    let word = head.get(head.len() - length..).unwrap_or_default();
    let word = word.trim_start_matches(['\'', '’', '.', '-']);
    let at = end - word.len();
    let before = text.get(start..at).unwrap_or_default();
    let first = before.len() < 16 && !before.contains(char::is_alphanumeric);
    Token { text: word, start: at, first }
}

fn is_short_number(word: &str) -> bool {
    !word.is_empty() && word.len() < 4 && word.bytes().all(|b| b.is_ascii_digit())
}

fn is_roman(word: &str) -> bool {
    !word.is_empty()
        && word.len() < 8
        && (word.bytes().all(|b| b"ivxlcdm".contains(&b)) || word.bytes().all(|b| b"IVXLCDM".contains(&b)))
}

impl Scanner<'_> {
    /// Whether the full stop after `word` ends its sentence; `closed`: what closes between it and `next`.
    pub(super) fn full_stop_ends(&self, word: Token, closed: Closers, next: &Next) -> bool {
        let single = word.text.chars().count() == 1;
        // "2. The second item", "IV. The return": the number of an item or a chapter.
        if word.first && !closed.quote && (word.is_numeral() || single) {
            return false;
        }
        let starter = self.language.is_starter(next.word);
        if single && word.text.starts_with(char::is_uppercase) {
            return starter && next.word.len() > 1 && (word.text != "I" || self.follows_lower(word));
        }
        let last = word.text.rsplit('-').next().unwrap_or_default();
        let kind = self.language.abbreviation(word.text).or_else(|| self.language.abbreviation(last));
        let kind = kind.or_else(|| word.is_dotted().then_some(Abbreviation::May));
        match kind {
            None => true,
            Some(Abbreviation::Title | Abbreviation::Before) => (closed.quote || closed.bracket) && starter,
            Some(Abbreviation::Number) => !next.is_number(word.text) && !next.bracket,
            Some(Abbreviation::Final) => {
                next.class == Class::Upper && !next.bracket && (starter || !self.is_fronted(word))
            }
            Some(Abbreviation::May) => {
                starter || next.opener && !word.is_dotted() || next.class == Class::Other
            }
            Some(Abbreviation::Time) => {
                !next.bracket && !self.language.is_day(next.word) && (starter || !self.is_fronted(word))
            }
        }
    }

    /// Whether the word before `word` has a small first letter.
    fn follows_lower(&self, word: Token) -> bool {
        let before = self.text.get(self.start..word.start).unwrap_or_default().trim_end();
        let previous = before.rsplit(char::is_whitespace).next().unwrap_or_default();
        previous.starts_with(char::is_lowercase)
    }

    /// Whether nothing but a time phrase has been read: "At 5 a.m."
    fn is_fronted(&self, word: Token) -> bool {
        let before = self.text.get(self.start..word.start).unwrap_or_default();
        before.len() < 60
            && before.split_whitespace().count() < 8
            && self.language.is_front(first_word(before))
            && !before
                .split_whitespace()
                .any(|word| matches!(word, "I" | "he" | "she" | "it" | "we" | "you" | "they"))
    }
}

impl Next<'_> {
    /// Whether a number follows, for the abbreviation `before` it ("No.", "Fig.").
    fn is_number(&self, before: &str) -> bool {
        let letter = self.word.len() == 1 && self.word != "I" && self.word != "A";
        let roman = is_roman(self.word) && !(self.word == "I" && before.eq_ignore_ascii_case("no"));
        self.class == Class::Digit || self.rest.starts_with('#') || letter || roman
    }
}
