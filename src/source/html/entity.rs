//! Character references: `&amp;`, `&#233;`, `&#xE9;`, and the 2,231 names of HTML, some of which need no semicolon.

use std::{borrow::Cow, collections::HashMap, sync::LazyLock};

/// The longest name of a character reference, in bytes: `&CounterClockwiseContourIntegral;`.
const MAX_NAME_BYTES: usize = 33;

/// The characters by the names of their references, as they are written: with `&`, and with or without `;`.
static NAMES: LazyLock<HashMap<&'static str, &'static str>> =
    LazyLock::new(|| entities::ENTITIES.iter().map(|entity| (entity.entity, entity.characters)).collect());

/// What the characters that windows-1252 has at 0x80 to 0x9F are in Unicode; references by number often mean them.
const WINDOWS_1252: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}',
    '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

/// The characters of the reference at the start of `text`, which begins with `&`, and the length of the reference in bytes. `None`
/// if it is no reference.
pub fn reference(text: &str) -> Option<(Cow<'static, str>, usize)> {
    if text.as_bytes().get(1) == Some(&b'#') {
        return numeric(text).map(|(c, len)| (Cow::Owned(c.to_string()), len));
    }
    let is_name = |byte: &u8| byte.is_ascii_alphanumeric();
    let name = text.bytes().skip(1).take(MAX_NAME_BYTES).take_while(is_name).count();
    let with_end = name + 1 + usize::from(text.as_bytes().get(name + 1) == Some(&b';'));
    let usual = match &text[..with_end] {
        "&amp;" => "&",
        "&lt;" => "<",
        "&gt;" => ">",
        "&quot;" => "\"",
        "&nbsp;" => "\u{a0}",
        _ => {
            // Without a semicolon the longest name counts that begins the word: `&notit;` is `¬it;`.
            let found = (3..=with_end).rev().find_map(|len| Some((*NAMES.get(&text[..len])?, len)));
            return found.map(|(characters, len)| (Cow::Borrowed(characters), len));
        }
    };
    Some((Cow::Borrowed(usual), with_end))
}

/// The character of a reference by number.
fn numeric(text: &str) -> Option<(char, usize)> {
    let digits = text.get(2..)?;
    let (radix, digits) = match digits.strip_prefix(['x', 'X']) {
        Some(digits) => (16, digits),
        None => (10, digits),
    };
    let len = digits.bytes().take_while(|byte| char::from(*byte).is_digit(radix)).count();
    if len == 0 {
        return None;
    }
    let value = digits[..len].chars().fold(0_u32, |value, digit| {
        value.saturating_mul(radix).saturating_add(digit.to_digit(radix).unwrap_or_default())
    });
    let c = match value {
        0 => '\u{fffd}',
        0x80..=0x9f => WINDOWS_1252[value as usize - 0x80],
        value => char::from_u32(value).unwrap_or('\u{fffd}'),
    };
    let start = text.len() - digits.len();
    let end = start + len + usize::from(digits.as_bytes().get(len) == Some(&b';'));
    Some((c, end))
}

/// `value` of an attribute with its references replaced. A name without semicolon before a letter, a digit or `=` is none there, as
/// in `?a=1&copy=2`.
pub fn decoded_attribute(value: &str) -> Cow<'_, str> {
    let Some(first) = memchr::memchr(b'&', value.as_bytes()) else { return Cow::Borrowed(value) };
    let mut decoded = String::with_capacity(value.len());
    decoded.push_str(&value[..first]);
    let mut rest = &value[first..];
    while !rest.is_empty() {
        let (plain, end) = match reference(rest) {
            Some((_, len)) if is_part_of_address(rest, len) => (None, len),
            Some((characters, len)) => (Some(characters), len),
            None => (None, 1),
        };
        decoded.push_str(plain.as_deref().unwrap_or(&rest[..end]));
        rest = &rest[end..];
        let next = memchr::memchr(b'&', rest.as_bytes()).unwrap_or(rest.len());
        decoded.push_str(&rest[..next]);
        rest = &rest[next..];
    }
    Cow::Owned(decoded)
}

/// Whether the reference of `len` bytes at the start of `text` is part of a query instead.
fn is_part_of_address(text: &str, len: usize) -> bool {
    let next = text.as_bytes().get(len);
    !text[..len].ends_with(';')
        && !text.starts_with("&#")
        && next.is_some_and(|next| *next == b'=' || next.is_ascii_alphanumeric())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_by_name_and_number_are_characters() {
        for (text, characters, len) in [
            ("&amp;x", "&", 5),
            ("&eacute;", "é", 8),
            ("&eacutex", "é", 7),
            ("&notit;", "¬", 4),
            ("&NotEqualTilde; ", "≂\u{338}", 15),
            ("&CounterClockwiseContourIntegral;", "∳", 33),
            ("&#233;", "é", 6),
            ("&#xE9x", "é", 5),
            ("&#151;", "—", 6),
            ("&#0;", "\u{fffd}", 4),
            ("&#99999999999999999999;", "\u{fffd}", 23),
        ] {
            assert_eq!(reference(text), Some((Cow::Borrowed(characters), len)), "{text}");
        }
        for text in ["&", "&;", "& b", "&#;", "&#x;", "&nosuch;", "&é;"] {
            assert_eq!(reference(text), None, "{text}");
        }
    }

    #[test]
    fn addresses_keep_what_only_looks_like_a_reference() {
        assert_eq!(decoded_attribute("?a=1&copy=2&amp;b=&lt;&"), "?a=1&copy=2&b=<&");
        assert_eq!(decoded_attribute("plain"), "plain");
    }
}
