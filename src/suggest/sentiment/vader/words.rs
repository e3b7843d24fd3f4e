//! The words of a text as VADER splits it, each looked up once.

use std::borrow::Cow;

use super::lexicon::{LexiconEntry, lexicon};

/// A token between white space, without the punctuation around it.
#[derive(Debug)]
pub(super) struct Word<'a> {
    /// The word in lower case.
    pub(super) lower: Cow<'a, str>,
    /// What the lists say of it.
    pub(super) entry: LexiconEntry,
    /// Whether all its letters are capitals.
    pub(super) is_upper: bool,
}

impl<'a> Word<'a> {
    /// The words of `text`.
    pub(super) fn all(text: &'a str) -> Vec<Self> {
        let lexicon = lexicon();
        let tokens = text.split(is_white).filter(|token| !token.is_empty());
        tokens
            .map(|token| {
                let word = stripped(token);
                let lower = lower(word);
                let mut entry = lexicon.entry(&lower);
                entry.negates |= lower.contains('\'') && lower.contains("n't");
                Self { entry, is_upper: matches!(lower, Cow::Owned(_)) && is_upper(word), lower }
            })
            .collect()
    }
}

/// Whether Python's `str.split` splits at `c`: Unicode's white space and the four information separators.
pub(super) fn is_white(c: char) -> bool {
    c.is_whitespace() || ('\u{1c}'..='\u{1f}').contains(&c)
}

/// The token without ASCII punctuation at its ends, unless two code points or fewer would be left: that is an emoticon.
fn stripped(token: &str) -> &str {
    let word = token.trim_matches(|c: char| c.is_ascii_punctuation());
    if word.chars().nth(2).is_some() { word } else { token }
}

/// The word in lower case; borrowed if it is so already.
fn lower(word: &str) -> Cow<'_, str> {
    if word.bytes().any(|byte| byte.is_ascii_uppercase() || !byte.is_ascii()) {
        Cow::Owned(word.to_lowercase())
    } else {
        Cow::Borrowed(word)
    }
}

/// Whether Python's `str.isupper` is true: there is a capital letter, and none in lower or title case.
fn is_upper(word: &str) -> bool {
    word.chars().any(char::is_uppercase) && !word.chars().any(|c| c.is_lowercase() || is_title(c))
}

/// Whether `c` is a title-case letter (category Lt).
fn is_title(c: char) -> bool {
    matches!(
        c,
        '\u{1c5}' | '\u{1c8}' | '\u{1cb}' | '\u{1f2}'
        | '\u{1f88}'..='\u{1f8f}' | '\u{1f98}'..='\u{1f9f}' | '\u{1fa8}'..='\u{1faf}'
        | '\u{1fbc}' | '\u{1fcc}' | '\u{1ffc}'
    )
}
