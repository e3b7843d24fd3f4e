//! The tokens of a text for the sentiment models: words and marks, with their polarity, negation, clause and quotation.

use std::ops::Range;

use super::polarity::polarity;
use super::vader;
use crate::suggest::linear::Hash;
use crate::text::Span;
use crate::text::segment::Language;
use crate::text::segment::language::WordList;

/// The kind of a token.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum TokenKind {
    #[default]
    Word,
    /// A double quotation mark.
    Quote,
    /// Any other mark.
    Mark,
}

/// A word or a mark.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct ProseToken {
    /// Whether it is a word or a mark.
    pub(super) kind: TokenKind,
    /// The token's span, in bytes of the text.
    pub(super) span: Span,
    /// The hash of the word in lower case.
    pub(super) hash: Hash,
    /// The hash of the word without its ending.
    pub(super) stem: Hash,
    /// The word's polarity, about -1 to 1, with the opposite sign if it is negated.
    pub(super) polarity: f32,
    /// Whether a negation before it applies to it.
    pub(super) is_negated: bool,
    /// How many more words after this one a negation applies to.
    pub(super) reach: u8,
    /// Whether it stands between double quotation marks.
    pub(super) is_quoted: bool,
    /// Whether it begins with a capital.
    pub(super) is_capital: bool,
    /// The number of the clause; tokens of one clause have the same.
    pub(super) clause: u32,
}

/// How many words after a negation are negated; chosen by hand.
const MAX_REACH_WORDS: u8 = 3;

/// The factor for the polarity of a negated word; chosen by hand.
const NEGATED_FACTOR: f32 = -0.7;

/// Words that begin a clause.
const JOINTS: [&str; 9] = ["but", "while", "although", "because", "that", "who", "which", "and", "after"];

/// Endings that are removed to bring the forms of a word together.
const ENDINGS: [&str; 5] = ["ing", "ed", "ly", "es", "s"];

/// The tokens of a text, in order.
#[derive(Debug, Default)]
pub(super) struct Tokens {
    /// The text with its letters A to Z in lower case.
    lower: String,
    list: Vec<ProseToken>,
}

impl Tokens {
    /// Finds the tokens of `text`.
    pub(super) fn new(text: &str) -> Self {
        let lower = text.to_ascii_lowercase();
        let list = tokens(text, &lower);
        Self { lower, list }
    }

    /// All tokens.
    pub(super) fn list(&self) -> &[ProseToken] {
        &self.list
    }

    /// The word of `token`, with its letters A to Z in lower case.
    pub(super) fn lower(&self, token: &ProseToken) -> &str {
        self.lower.get(token.span.range()).unwrap_or_default()
    }

    /// The tokens that begin in `span`.
    pub(super) fn within(&self, span: Span) -> &[ProseToken] {
        self.list.get(self.numbers(span)).unwrap_or_default()
    }

    /// The tokens in `span`, if a text of nothing but `span` would have the same ones: no negation or quotation goes on
    /// from before, and no word extends over an end.
    pub(super) fn alone(&self, span: Span) -> Option<&[ProseToken]> {
        let numbers = self.numbers(span);
        let before = numbers.start.checked_sub(1).and_then(|last| self.list.get(last));
        let found = self.list.get(numbers)?;
        let is_fresh =
            before.is_none_or(|last| last.reach == 0 && !last.is_quoted && last.span.end <= span.start);
        let ends = found.last().is_none_or(|last| last.span.end <= span.end);
        // An apostrophe at the beginning may close the word before, and one at the end may begin an ending.
        let inside = self.lower.get(span.range())?;
        let next = self.lower.get(span.end..)?.chars().next();
        let is_whole = !inside.starts_with(['\'', '’']) && next.is_none_or(|next| !next.is_alphanumeric());
        (is_fresh && ends && is_whole).then_some(found)
    }

    /// The indices of the tokens that begin in `span`.
    fn numbers(&self, span: Span) -> Range<usize> {
        let number = |at: usize| self.list.partition_point(|token| token.span.start < at);
        number(span.start)..number(span.end)
    }
}

/// The tokens of `text`; `lower` is the text with its letters A to Z in lower case.
fn tokens(text: &str, lower: &str) -> Vec<ProseToken> {
    let mut tokens = Vec::with_capacity(lower.len() / 5);
    let (mut clause, mut reach, mut quoted) = (0, 0_u8, false);
    let mut at = 0;
    while let Some(c) = lower.get(at..).and_then(|rest| rest.chars().next()) {
        if c.is_whitespace() {
            at += c.len_utf8();
            continue;
        }
        let ending = !tokens.is_empty() && is_possessive(lower.get(at..).unwrap_or_default());
        let end = match c {
            c if c.is_alphanumeric() => word_end(lower, at),
            c => at + c.len_utf8() + usize::from(ending),
        };
        let word = lower.get(at..end).unwrap_or_default();
        let kind = if ending { TokenKind::Word } else { kind(c) };
        match c {
            '“' => quoted = true,
            '”' => quoted = false,
            '"' => quoted = !quoted,
            _ => {}
        }
        let is_word = kind == TokenKind::Word;
        if is_word && JOINTS.contains(&word) || !is_word && is_break(c) {
            clause += 1;
        }
        if !is_word && is_stop(c) {
            reach = 0;
        }
        let is_negated = is_word && reach > 0;
        if is_word {
            reach = if is_negation(word) { MAX_REACH_WORDS } else { reach.saturating_sub(1) };
        }
        let sound = if is_word { polarity(word) } else { 0.0 };
        tokens.push(ProseToken {
            kind,
            span: Span::new(at, end),
            hash: Hash::new(0).word(word),
            stem: Hash::new(0).word(stem(word)),
            polarity: if is_negated { sound * NEGATED_FACTOR } else { sound },
            is_negated,
            reach,
            is_quoted: quoted,
            is_capital: text.get(at..).is_some_and(|rest| rest.starts_with(char::is_uppercase)),
            clause,
        });
        at = end;
    }
    tokens
}

/// The end of the word that begins at `start`: it may contain apostrophes, full stops and hyphens between letters. A
/// possessive ending is a word of its own.
fn word_end(lower: &str, start: usize) -> usize {
    let rest = lower.get(start..).unwrap_or_default();
    let mut end = 0;
    let mut chars = rest.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next = chars.peek().map(|(_, next)| *next);
        let inner = matches!(c, '\'' | '’' | '.' | '-' | '&') && next.is_some_and(char::is_alphanumeric);
        if !c.is_alphanumeric() && !inner || at > 0 && is_possessive(rest.get(at..).unwrap_or_default()) {
            break;
        }
        end = at + c.len_utf8();
    }
    start + end.max(1)
}

/// Whether `rest` begins with a possessive ending.
fn is_possessive(rest: &str) -> bool {
    let after = rest.strip_prefix("'s").or_else(|| rest.strip_prefix("’s"));
    after.is_some_and(|after| !after.starts_with(char::is_alphanumeric))
}

fn kind(c: char) -> TokenKind {
    match c {
        '"' | '“' | '”' | '„' | '«' | '»' => TokenKind::Quote,
        c if c.is_alphanumeric() => TokenKind::Word,
        _ => TokenKind::Mark,
    }
}

fn is_break(c: char) -> bool {
    is_stop(c) || matches!(c, '(' | ')' | '—' | '–' | '-')
}

fn is_stop(c: char) -> bool {
    matches!(c, '.' | ',' | ';' | ':' | '?' | '!' | '"' | '“' | '”')
}

fn is_negation(word: &str) -> bool {
    word.ends_with("n't")
        || word.ends_with("n’t")
        || vader::negates(word)
        || Language::english().has(WordList::Negation, word)
}

/// The word without its ending, if at least four bytes are left.
fn stem(word: &str) -> &str {
    ENDINGS.iter().find_map(|end| word.strip_suffix(end).filter(|stem| stem.len() >= 4)).unwrap_or(word)
}

#[cfg(test)]
#[path = "tokens_tests.rs"]
mod tests;
