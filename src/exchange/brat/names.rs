//! Names as brat allows them: of letters, digits, hyphens and underscores. Any other character is written as `_u20_`,
//! with its code point in hexadecimal digits, and so is an underscore that would look like the beginning of such an
//! escape.

use std::collections::{HashMap, HashSet};

use crate::gloss::Schema;

/// The separator between the parts of a kind's name.
const PART: char = '/';

/// The most parts of a name that are types below each other. Chosen by hand.
pub const MAX_LEVELS: usize = 16;

/// The names of brat's types for the kinds of a schema. As brat's types have their own names wherever they stand,
/// `Place/City` is `City`, unless another kind has that name.
pub struct TypeNames(HashMap<String, String>);

impl TypeNames {
    /// The names for a schema; of several kinds the first in it gets the short name.
    pub fn of(schema: &Schema) -> Self {
        let names = || schema.kinds.iter().map(|kind| kind.name.as_str());
        let mut taken: HashSet<&str> = names().filter(|name| !name.contains(PART)).collect();
        let mut short = HashMap::new();
        for name in names().filter(|name| name.split(PART).count() <= MAX_LEVELS) {
            if let Some((_, last)) = name.rsplit_once(PART).filter(|(_, last)| !last.is_empty())
                && taken.insert(last)
            {
                short.insert(name.to_owned(), escape(last));
            }
        }
        Self(short)
    }

    /// The name of the type for a kind.
    pub fn name(&self, kind: &str) -> String {
        self.0.get(kind).cloned().unwrap_or_else(|| escape(kind))
    }

    /// The parts of a kind's name, the outermost first; the whole name if its type stands below no other.
    pub fn path<'a>(&self, kind: &'a str) -> Vec<&'a str> {
        if self.0.contains_key(kind) { kind.split(PART).collect() } else { vec![kind] }
    }
}

/// Whether a type is that of a kind, by its whole name or the last part of it.
pub fn is_name_of(brat: &str, kind: &str) -> bool {
    escape(kind) == brat || kind.rsplit(PART).next().is_some_and(|last| escape(last) == brat)
}

/// Escapes a name for brat.
pub fn escape(name: &str) -> String {
    // A line of hyphens is a separator in brat's configuration.
    escape_unless(name, |at, c| c.is_ascii_alphanumeric() || c == '-' && at > 0)
}

/// Escapes the value of an attribute for brat, where white space, commas and bars separate values.
pub fn escape_value(value: &str) -> String {
    escape_unless(value, |_, c| !c.is_whitespace() && !c.is_control() && !matches!(c, ',' | '|'))
}

/// Escapes each character of a text unless it is plain at its place, in bytes from the start.
fn escape_unless(text: &str, is_plain: impl Fn(usize, char) -> bool) -> String {
    let mut escaped = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        // Digits may come to stand before the underscore of an escape that follows.
        let looks_escaped = || {
            let rest = text.get(at + 1..).and_then(|rest| rest.strip_prefix('u')).unwrap_or_default();
            let after = rest.trim_start_matches(is_digit);
            let next = after.chars().next().filter(|_| after.len() < rest.len());
            next.is_some_and(|next| next == '_' || !is_plain(text.len() - after.len(), next))
        };
        let stays = if c == '_' { !looks_escaped() } else { is_plain(at, c) };
        if stays {
            escaped.push(c);
        } else {
            escaped.push_str(&format!("_u{:x}_", u32::from(c)));
        }
    }
    escaped
}

/// Whether a character is a digit of a code point in an escape.
fn is_digit(c: char) -> bool {
    matches!(c, '0'..='9' | 'a'..='f')
}

/// Reverses [`escape`] and [`escape_value`].
pub fn unescape(mut name: &str) -> String {
    let mut plain = String::with_capacity(name.len());
    while let Some(c) = name.chars().next() {
        let (c, len) = escaped_char(name).unwrap_or((c, c.len_utf8()));
        plain.push(c);
        name = name.get(len..).unwrap_or_default();
    }
    plain
}

/// The character whose escape the name begins with, and the length of the escape in bytes.
fn escaped_char(name: &str) -> Option<(char, usize)> {
    let rest = name.strip_prefix("_u")?;
    let digits = rest.split('_').next().filter(|digits| digits.len() < rest.len())?;
    if digits.len() > 6 || !digits.chars().all(is_digit) {
        return None;
    }
    let c = char::from_u32(u32::from_str_radix(digits, 16).ok()?)?;
    Some((c, "_u_".len() + digits.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_go_there_and_back() {
        let names =
            ["claim", "in-doubt", "Ort_1", "Zitat ö", "a_u20_b", "_u_", "-", "漢_", "_u", "a_ubc", "_ubc ö"];
        for name in names {
            let escaped = escape(name);
            assert!(escaped.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-'), "{escaped}");
            assert_eq!(unescape(&escaped), name, "{escaped}");
            assert_eq!(unescape(&escape_value(name)), name, "{}", escape_value(name));
        }
        assert_eq!(escape("Ort 1"), "Ort_u20_1");
        assert_eq!(escape("Ort_1"), "Ort_1");
        assert_eq!(escape_value("für, wider|a_b"), "für_u2c__u20_wider_u7c_a_b");
    }
}
