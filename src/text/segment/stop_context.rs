//! The text before and after a stop.

use super::language::{Language, WordList};
use super::marks::{
    char_at, char_before, is_dash, is_opening_bracket, is_opening_quote, is_terminator, is_wide_terminator,
    skip_white,
};

/// A run of stops: ".", "?!", "…", ". . .".
#[expect(clippy::struct_excessive_bools, reason = "what was seen, each read alone by the rules")]
#[derive(Clone, Copy, Debug)]
pub(super) struct StopRun {
    /// The start of the first stop.
    pub(super) start: usize,
    /// The end of the first stop.
    pub(super) first: usize,
    /// The end of the last stop.
    pub(super) end: usize,
    /// Whether it contains a question or exclamation mark.
    pub(super) bang: bool,
    /// Whether it is two full stops or more, or contains the ellipsis character.
    pub(super) ellipsis: bool,
    /// Whether it contains a stop of a script without spaces.
    pub(super) wide: bool,
    /// Whether there is white space within it: ". . ."
    pub(super) spaced: bool,
    /// Whether it is four spaced dots, the first directly after the word: "end. . . ."
    pub(super) attached_four: bool,
}

impl StopRun {
    /// Reads the stops from `start` on, with the marks that modify them.
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

/// The class of the first character after a stop.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CharacterClass {
    /// A small letter: the sentence goes on.
    Lower,
    /// A capital, or a letter of a script without case.
    Upper,
    Digit,
    /// A mark that can't begin a sentence, so that this one goes on.
    Continues,
    Other,
}

/// The text after a stop and its closing marks.
#[expect(clippy::struct_excessive_bools, reason = "what was seen, each read alone by the rules")]
#[derive(Clone, Copy, Debug)]
pub(super) struct FollowingText<'a> {
    /// Its start, after white space.
    pub(super) at: usize,
    /// Whether there was white space before it.
    pub(super) gap: bool,
    /// Whether there is an opening quotation mark before the first word.
    pub(super) opener: bool,
    /// Whether there is an opening bracket before the first word.
    pub(super) bracket: bool,
    /// Whether there is a dash before the first word.
    pub(super) dash: bool,
    /// Whether there is an inverted question or exclamation mark before the first word, which begins a sentence.
    pub(super) inverted: bool,
    /// The first word; empty if there is none.
    pub(super) word: &'a str,
    /// The text from the first word on.
    pub(super) rest: &'a str,
    /// What its first character tells of whether a sentence begins there.
    pub(super) class: CharacterClass,
}

/// The longest part of a word that is read, in bytes; chosen by hand.
const MAX_WORD_BYTES: usize = 40;

impl<'a> FollowingText<'a> {
    /// Reads the text from `from` on.
    pub(super) fn read(text: &'a str, from: usize) -> Self {
        let at = skip_white(text, from);
        let mut next = Self {
            at,
            gap: at > from,
            opener: false,
            bracket: false,
            dash: false,
            inverted: false,
            word: "",
            rest: "",
            class: CharacterClass::Other,
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
            } else if matches!(c, '¿' | '¡') {
                next.inverted = true;
            } else if !(matches!(c, '*' | '_') || next.dash && c == ' ') {
                break;
            }
            rest = rest.get(c.len_utf8()..).unwrap_or_default();
        }
        next.rest = rest;
        next.word = first_word(rest);
        next.class = class(rest, next.word);
        next
    }

    /// The possible next part of a spaced abbreviation, without its final stop: "B" of "B. die Fähre", "J.-C" of
    /// "J.-C.".
    pub(super) fn abbreviation_part(&self) -> &'a str {
        let inner = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-');
        let length = self.rest.chars().take(MAX_WORD_BYTES + 1).take_while(|&c| inner(c));
        self.rest
            .get(..length.map(char::len_utf8).sum())
            .filter(|part| part.len() <= MAX_WORD_BYTES)
            .unwrap_or_default()
            .trim_end_matches(['.', '-'])
    }

    /// Whether the text begins with a speaker's name and a verb of speech, as after “Are you sure?”: "Nora Hale asked".
    pub(super) fn is_attribution(&self, language: &Language) -> bool {
        let mut rest = self.rest;
        for i in 0..5 {
            let word = first_word(rest);
            if word.is_empty() || i > 0 && word.starts_with(char::is_lowercase) {
                return language.is_cue(word);
            }
            if !language.has(WordList::Capital, word) && language.is_starter(word) {
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

    /// Whether the text begins with a pronoun and a verb of speech: "he asked".
    pub(super) fn is_said(&self, language: &Language) -> bool {
        let rest = self.rest.get(self.word.len()..).unwrap_or_default();
        language.is_cue(first_word(rest.trim_start()))
    }

    /// Whether the word is followed by white space or a mark and is not part of an address or file name.
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
    pub(super) fn follows_wide_quotation(&self, language: &Language) -> bool {
        let hiragana = self.rest.starts_with(|c: char| ('ぁ'..='ゟ').contains(&c));
        let mut clause = self.rest.chars().take(8).take_while(|&c| c.is_alphanumeric());
        let mut said = || clause.any(|c| language.has(WordList::Cue, c.encode_utf8(&mut [0; 4])));
        !self.opener && (hiragana || said())
    }
}

/// The letters, digits and inner apostrophes at the start of `text`.
pub(super) fn first_word(text: &str) -> &str {
    let mut end = 0;
    for (at, c) in text.char_indices() {
        let inner = matches!(c, '\'' | '’') && at > 0;
        if at > MAX_WORD_BYTES || !(c.is_alphanumeric() || inner) {
            break;
        }
        end = at + c.len_utf8();
    }
    text.get(..end).unwrap_or_default().trim_end_matches(['\'', '’'])
}

fn class(text: &str, word: &str) -> CharacterClass {
    let Some(first) = text.chars().next() else { return CharacterClass::Other };
    if first.is_lowercase() {
        // Names such as iPhone, eBay and macOS may begin a sentence.
        let camel = word.chars().skip(1).any(char::is_uppercase);
        if camel { CharacterClass::Upper } else { CharacterClass::Lower }
    } else if first.is_numeric() {
        CharacterClass::Digit
    } else if first.is_alphabetic() {
        CharacterClass::Upper
    } else if text.starts_with("==") {
        CharacterClass::Other
    } else if matches!(
        first,
        ',' | ';' | ':' | '&' | '/' | '+' | '=' | '|' | '%' | ')' | ']' | '}' | '»' | '”'
    ) {
        CharacterClass::Continues
    } else {
        CharacterClass::Other
    }
}

/// The word before a stop.
#[derive(Clone, Copy, Debug)]
pub(super) struct WordBefore<'a> {
    /// The word, without apostrophes, hyphens and stops before it.
    pub(super) text: &'a str,
    /// The offset at which the word begins.
    pub(super) start: usize,
    /// Whether it is the first word of the sentence, apart from bullets and opening marks.
    pub(super) first: bool,
}

impl WordBefore<'_> {
    /// Whether the word is a part of an address, a path or a file name.
    pub(super) fn is_in_address(&self, text: &str) -> bool {
        let head = text.get(..self.start).unwrap_or_default();
        let tail = head.char_indices().rev().take_while(|(_, c)| !c.is_whitespace()).take(MAX_WORD_BYTES);
        tail.into_iter().any(|(_, c)| matches!(c, '/' | '@' | '.' | '_' | ':' | '=' | '\\' | '#'))
    }

    /// Whether it consists of letters with stops in between: "U.S", "e.g".
    pub(super) fn is_dotted(&self) -> bool {
        let mut parts = self.text.split('.');
        self.text.contains('.')
            && parts
                .all(|part| (1..=2).contains(&part.chars().count()) && part.chars().all(char::is_alphabetic))
    }

    /// Whether it is the initials of a double name: "J.-P".
    pub(super) fn is_double_initial(&self) -> bool {
        let capital =
            |part: &str| part.len() < 5 && part.chars().count() == 1 && part.chars().all(char::is_uppercase);
        self.text.split_once(".-").is_some_and(|(first, last)| capital(first) && capital(last))
    }

    /// Whether it is a short number or a Roman one.
    pub(super) fn is_numeral(&self) -> bool {
        is_short_number(self.text) || is_roman(self.text)
    }
}

/// The word that ends at `end`, with its inner stops, apostrophes and hyphens, in the sentence that begins at `start`.
pub(super) fn token_before(text: &str, start: usize, end: usize) -> WordBefore<'_> {
    let head = text.get(start..end).unwrap_or_default();
    let inner = |c: char| c.is_alphanumeric() || matches!(c, '.' | '\'' | '’' | '-' | '&' | '°' | '№' | '§');
    let length = head
        .chars()
        .rev()
        .scan(0, |length, c| {
            *length += c.len_utf8();
            (inner(c) && *length <= MAX_WORD_BYTES).then_some(*length)
        })
        .last()
        .unwrap_or(0);
    let word = head.get(head.len() - length..).unwrap_or_default();
    let word = word.trim_start_matches(['\'', '’', '.', '-']);
    let at = end - word.len();
    let before = text.get(start..at).unwrap_or_default();
    let first = before.len() < 16 && !before.contains(char::is_alphanumeric);
    WordBefore { text: word, start: at, first }
}

/// Whether `word` is a number of at most three digits.
pub(super) fn is_short_number(word: &str) -> bool {
    !word.is_empty() && word.len() < 4 && word.bytes().all(|b| b.is_ascii_digit())
}

/// Whether `word` is a Roman number, in small letters or capitals.
pub(super) fn is_roman(word: &str) -> bool {
    !word.is_empty()
        && word.len() < 8
        && (word.bytes().all(|b| b"ivxlcdm".contains(&b)) || word.bytes().all(|b| b"IVXLCDM".contains(&b)))
}
