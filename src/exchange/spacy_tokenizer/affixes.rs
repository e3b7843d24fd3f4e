//! Prefixes, suffixes and infixes: what is cut off a run of characters at its ends, and the marks at which it is cut inside.

use super::characters::{
    CURRENCIES, DOLLARS, UNITS, is_letter, is_lower, is_punctuation, is_quote, is_symbol, is_upper,
};

/// The length of the prefix of a run, in bytes; 0 if it has none.
pub fn prefix_len(run: &str) -> usize {
    let mut chars = run.chars();
    let (Some(first), second) = (chars.next(), chars.next()) else { return 0 };
    if let Some(dollars) = DOLLARS.iter().find(|dollars| run.starts_with(**dollars)) {
        return dollars.len();
    }
    let is_prefix = match first {
        '.' if second == Some('.') => return dots(run.chars()),
        '+' => !second.is_some_and(|c| c.is_ascii_digit()),
        '§' | '%' | '=' | '—' | '–' => true,
        c => is_punctuation(c) || is_quote(c) || CURRENCIES.contains(c) || is_symbol(c),
    };
    if is_prefix { first.len_utf8() } else { 0 }
}

/// The number of full stops that come first.
fn dots(chars: impl Iterator<Item = char>) -> usize {
    chars.take_while(|&c| c == '.').count()
}

/// The length of the suffix of a run, in bytes; 0 if it has none. Of several suffixes the longest counts.
pub fn suffix_len(run: &str) -> usize {
    let mut back = run.chars().rev();
    let (Some(last), before) = (back.next(), back.next()) else { return 0 };
    let mut len = 0;
    if is_punctuation(last) || is_quote(last) || is_symbol(last) || matches!(last, '—' | '–') {
        len = last.len_utf8();
    }
    match (before, last) {
        (Some('…'), '…') => len = 2 * '…'.len_utf8(),
        (Some(mark @ ('\'' | '’')), 's' | 'S') => len = mark.len_utf8() + last.len_utf8(),
        (Some('.'), '.') => len = dots(run.chars().rev()),
        (Some(before), '.') if is_end(before, back.next()) => len = last.len_utf8(),
        (Some(before), '+') if before.is_ascii_digit() => len = last.len_utf8(),
        _ => {}
    }
    len.max(measure_len(run))
}

/// Whether a full stop after `before`, which stands after `second`, is a token of its own.
fn is_end(before: char, second: Option<char>) -> bool {
    match before {
        '%' | '²' | '-' | '+' | '|' | '0'..='9' => true,
        'F' | 'f' | 'C' | 'c' | 'K' | 'k' if second == Some('°') => true,
        c if is_lower(c) || is_punctuation(c) || is_quote(c) => true,
        c => is_upper(c) && second.is_some_and(is_upper),
    }
}

/// The length of the longest currency or unit after a digit that a run ends with, in bytes; 0 if there is none.
fn measure_len(run: &str) -> usize {
    // Only what follows the last digit can be one, and the longest has five characters; "m²" has a digit to Rust, not to ASCII.
    let Some(digit) = run.bytes().rev().take(MAX_MEASURE_BYTES + 1).position(|byte| byte.is_ascii_digit())
    else {
        return 0;
    };
    let measure = run.get(run.len() - digit..).unwrap_or_default();
    let is_sign = measure.chars().count() == 1 && CURRENCIES.contains(measure);
    let is_one = is_sign || DOLLARS.contains(&measure) || UNITS.split(' ').any(|unit| unit == measure);
    if is_one && !measure.is_empty() { measure.len() } else { 0 }
}

/// The length of the longest unit, in bytes.
const MAX_MEASURE_BYTES: usize = 10;

/// The pieces of a run that is cut at the marks inside it; the marks are pieces, too.
pub fn split_at_infixes(run: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let (mut start, mut at) = (0, 0);
    let mut before = None;
    while let Some(c) = run[at..].chars().next() {
        let len = infix_len(before, &run[at..]);
        // A mark at the beginning is no infix, though it is passed over.
        if len > 0 && at > 0 {
            if start < at {
                pieces.push(&run[start..at]);
            }
            pieces.push(&run[at..at + len]);
            start = at + len;
        }
        let end = at + len.max(c.len_utf8());
        before = run[at..end].chars().next_back();
        at = end;
    }
    if start < run.len() {
        pieces.push(&run[start..]);
    }
    pieces
}

/// The hyphens that are infixes between letters; an earlier one counts first.
const HYPHENS: [&str; 7] = ["-", "–", "—", "--", "---", "——", "~"];

/// The length of the infix that `rest` begins with, in bytes; 0 if it begins with none. `before` is the character before it.
fn infix_len(before: Option<char>, rest: &str) -> usize {
    let mut chars = rest.chars();
    let (Some(c), next) = (chars.next(), chars.next()) else { return 0 };
    if c == '.' && next == Some('.') {
        return dots(rest.chars());
    }
    if c == '…' || is_symbol(c) {
        return c.len_utf8();
    }
    let Some(before) = before else { return 0 };
    let is_word = is_letter(before) || before.is_ascii_digit();
    let is_infix = match (c, next) {
        ('+' | '-' | '*' | '^', Some('0'..='9' | '-')) if before.is_ascii_digit() => true,
        ('.', Some(next)) => (is_lower(before) || is_quote(before)) && (is_upper(next) || is_quote(next)),
        (',', Some(next)) => is_letter(before) && is_letter(next),
        (':' | '<' | '>' | '=' | '/', Some(next)) => is_word && is_letter(next),
        _ => false,
    };
    if is_infix {
        return c.len_utf8();
    }
    let is_hyphen = |hyphen: &&&str| {
        let after = rest.strip_prefix(**hyphen).and_then(|after| after.chars().next());
        is_word && after.is_some_and(is_letter)
    };
    HYPHENS.iter().find(is_hyphen).map_or(0, |hyphen| hyphen.len())
}
