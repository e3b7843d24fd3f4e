//! Datelines, which are no part of what an article says: BERLIN (Reuters) — The lock is shut.

use crate::text::Span;

/// The longest dateline, in bytes; chosen by hand.
const MAX_BYTES: usize = 80;

/// The longest word of a dateline that is neither a place nor in brackets, in bytes: "Sept", "2026". Chosen by hand.
const MAX_DATE_WORD_BYTES: usize = 9;

/// The longest name of a place, in words; chosen by hand.
const MAX_PLACE_WORDS: usize = 4;

/// The dashes that end a dateline.
const DASHES: [&str; 6] = [" — ", " – ", " - ", " -- ", "— ", ".— "];

/// The datelines of `text`, each with its dash and the white space behind it, ascending.
pub(super) fn datelines(text: &str) -> Vec<Span> {
    let (mut found, mut start) = (Vec::new(), 0);
    for line in text.split_inclusive('\n') {
        if line.as_bytes().first().is_some_and(u8::is_ascii_uppercase) || line.starts_with(char::is_uppercase)
        {
            found.extend(dateline(line).map(|length| Span::new(start, start + length)));
        }
        start += line.len();
    }
    found
}

/// The length of the dateline, with its dash, with which `line` begins.
fn dateline(line: &str) -> Option<usize> {
    let head = line.get(..line.floor_char_boundary(MAX_BYTES))?;
    let ends = DASHES.iter().filter_map(|dash| head.find(dash).map(|at| (at, at + dash.len())));
    let (at, end) = ends.min()?;
    let (head, rest) = (head.get(..at)?, line.get(end..)?);
    let opens = |c: char| c.is_uppercase() || c.is_numeric() || matches!(c, '"' | '“' | '„' | '«' | '‘');
    let (place, bracket) = match head.split_once('(') {
        Some((place, bracket)) => (place, bracket.strip_suffix(')')?),
        None => (head, ""),
    };
    let (name, date) = place.split_once(',').unwrap_or((place, ""));
    let is_capital = |word: &str| {
        word.len() > 1 && !word.contains(char::is_lowercase) && word.contains(char::is_alphabetic)
    };
    let is_loud = name.split_whitespace().all(|word| is_capital(word.trim_end_matches('.')));
    let is_named = name.split_whitespace().all(|word| word.starts_with(char::is_uppercase));
    let is_dated = date
        .split([' ', ','])
        .all(|word| word.len() <= MAX_DATE_WORD_BYTES && !word.contains(['!', '?', ':']));
    let is_agency = !bracket.is_empty() && bracket.split_whitespace().count() < 4;
    let is_place = name.trim().len() > 3 && name.split_whitespace().count() <= MAX_PLACE_WORDS;
    (is_dated && is_place && rest.starts_with(opens) && (is_loud || is_named && is_agency)).then_some(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The datelines of `text`.
    fn found(text: &str) -> Vec<&str> {
        datelines(text).into_iter().map(|span| text[span.range()].trim_end()).collect()
    }

    #[test]
    fn a_place_an_agency_and_a_date() {
        for head in [
            "BERLIN (Reuters) —",
            "PARIS, 3 May –",
            "NEW YORK (AP) --",
            "LONDON —",
            "ST. MOOR, Sept. 3, 2026 (Reuters) -",
            "Berlin (dpa) –",
            "MOOR, Ostmark —",
        ] {
            assert_eq!(found(&format!("{head} The lock is shut.\n\nIt leaks.")), [head]);
        }
        assert_eq!(found("Harbour news\n\nKELL — “It leaks,” Lund said.\n"), ["KELL —"]);
    }

    #[test]
    fn a_sentence_with_a_dash_has_none() {
        for text in [
            "The lock — The Old Lock — is shut.",
            "NASA — once a dream — says so.",
            "BREAKING NEWS: The lock — The Old Lock — is shut.",
            "Nora Lund – Mayor of Kell – left.",
            "I — We left.",
            "EVEN THE MAYOR THINKS IT LEAKS — The head of the port said so.",
            "A (very old) lock - Kell has one - leaks.",
            "",
        ] {
            assert!(found(text).is_empty(), "{text:?}");
        }
    }
}
