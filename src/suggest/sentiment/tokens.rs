//! A text as the prose models see it: words and marks, each with its sound, its negation, its clause and its quotation.

use super::polarity::polarity;
use super::vader;
use crate::suggest::linear::Hash;
use crate::text::Span;

/// What a token is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Kind {
    #[default]
    Word,
    /// A double quotation mark.
    Quote,
    /// Any other mark.
    Mark,
}

/// A word or a mark.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Token<'a> {
    pub(super) kind: Kind,
    /// Letters A to Z in lower case.
    pub(super) lower: &'a str,
    /// Bytes of the text.
    pub(super) span: Span,
    /// Of the word in lower case.
    pub(super) hash: Hash,
    /// Of the word without its ending.
    pub(super) stem: Hash,
    /// Polarity, about -1 to 1, turned round where it is negated.
    pub(super) polarity: f32,
    pub(super) is_negated: bool,
    pub(super) is_quoted: bool,
    pub(super) is_capital: bool,
    /// Tokens of one clause have the same number.
    pub(super) clause: u32,
}

/// How many words after a negation are negated.
const SCOPE: usize = 3;

/// What is left of the polarity of a negated word, the other way round.
const NEGATED: f32 = -0.7;

/// Words that begin a clause.
const JOINTS: [&str; 9] = ["but", "while", "although", "because", "that", "who", "which", "and", "after"];

/// Endings that are cut off to bring the forms of a word together.
const ENDINGS: [&str; 5] = ["ing", "ed", "ly", "es", "s"];

/// The tokens of `text`, whose letters A to Z are lowered in `lower`.
pub(super) fn tokens<'a>(text: &str, lower: &'a str) -> Vec<Token<'a>> {
    let mut tokens = Vec::with_capacity(lower.len() / 5);
    let (mut clause, mut scope, mut quoted) = (0, 0, false);
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
        let kind = if ending { Kind::Word } else { kind(c) };
        match c {
            '“' => quoted = true,
            '”' => quoted = false,
            '"' => quoted = !quoted,
            _ => {}
        }
        let is_word = kind == Kind::Word;
        if is_word && JOINTS.contains(&word) || !is_word && is_break(c) {
            clause += 1;
        }
        if !is_word && is_stop(c) {
            scope = 0;
        }
        let is_negated = is_word && scope > 0;
        let sound = if is_word { polarity(word) } else { 0.0 };
        tokens.push(Token {
            kind,
            lower: word,
            span: Span::new(at, end),
            hash: Hash::new(0).word(word),
            stem: Hash::new(0).word(stem(word)),
            polarity: if is_negated { sound * NEGATED } else { sound },
            is_negated,
            is_quoted: quoted,
            is_capital: text.get(at..).is_some_and(|rest| rest.starts_with(char::is_uppercase)),
            clause,
        });
        if is_word {
            scope = if is_negation(word) { SCOPE } else { scope.saturating_sub(1) };
        }
        at = end;
    }
    tokens
}

/// Where the word that begins at `at` ends: inside it are apostrophes, stops and hyphens between letters. A possessive
/// ending is a word of its own.
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

fn kind(c: char) -> Kind {
    match c {
        '"' | '“' | '”' | '„' | '«' | '»' => Kind::Quote,
        c if c.is_alphanumeric() => Kind::Word,
        _ => Kind::Mark,
    }
}

fn is_break(c: char) -> bool {
    is_stop(c) || matches!(c, '(' | ')' | '—' | '–' | '-')
}

fn is_stop(c: char) -> bool {
    matches!(c, '.' | ',' | ';' | ':' | '?' | '!' | '"' | '“' | '”')
}

fn is_negation(word: &str) -> bool {
    word == "no" || word.ends_with("n't") || word.ends_with("n’t") || vader::negates(word)
}

/// `word` without its ending, if four bytes are left.
fn stem(word: &str) -> &str {
    ENDINGS.iter().find_map(|end| word.strip_suffix(end).filter(|stem| stem.len() >= 4)).unwrap_or(word)
}

#[cfg(test)]
#[path = "tokens_tests.rs"]
mod tests;
