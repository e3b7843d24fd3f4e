//! Headings: which paragraphs are titles of what follows.

use super::language::{WordList, heading_words};
use super::marks::{is_closing_bracket, is_closing_quote, is_either_quote, is_opening_quote};

/// A heading has no more bytes than this.
const MAX_HEADING_BYTES: usize = 120;

/// Whether `paragraph` is a heading: "# Title", "CHAPTER IV", a short line without final punctuation.
///
/// A line of dialogue, a quotation, an item of a list or a line that is broken off is none.
pub fn is_heading(paragraph: &str) -> bool {
    let line = paragraph.trim();
    if line.is_empty() || line.contains(['\n', '\r']) {
        return false;
    }
    let title = line.trim_start_matches('#');
    if (1..=6).contains(&(line.len() - title.len())) {
        return title.starts_with([' ', '\t']) && title.contains(char::is_alphanumeric);
    }
    if line.len() > MAX_HEADING_BYTES
        || line.split_whitespace().count() > 14
        || !line.contains(char::is_alphabetic)
    {
        return false;
    }
    if is_chapter(line) {
        return true;
    }
    let first = line.chars().next().unwrap_or_default();
    let last = line.trim_end_matches(|c| is_closing_quote(c) || is_either_quote(c) || is_closing_bracket(c));
    let stopped = last.ends_with(['.', '!', ',', ';', ':', '…', '—', '–', '-', '。', '！', '、', '，', '：']);
    let asks = last.ends_with(['?', '？']) && line.split_whitespace().count() > 6;
    let begins = first.is_numeric() || first.is_alphabetic() && !first.is_lowercase();
    // "Why now?" may head a section; "Is that what you meant by it yesterday?" is said by someone.
    begins && !is_opening_quote(first) && !stopped && !asks
}

/// "CHAPTER IV.", "Part 2", "Book the First", "XII.", "§ 3".
fn is_chapter(line: &str) -> bool {
    let mut words = line.split_whitespace().map(|word| word.trim_end_matches(['.', ':', ',']));
    let Some(first) = words.next() else { return false };
    let is = |list: WordList, word: &str| heading_words().get(word).is_some_and(|lists| lists.has(list));
    let roman = |word: &str| !word.is_empty() && word.bytes().all(|byte| b"IVXLCDM".contains(&byte));
    let numbered = |word: &str| {
        let word = word.to_lowercase();
        word.starts_with(|c: char| c.is_ascii_digit())
            || roman(&word.to_uppercase())
            || is(WordList::Numeral, &word)
    };
    match words.next() {
        None => roman(first) && !is(WordList::Capital, line) && first.len() < 8,
        Some(second) => line.len() < 80 && is(WordList::Division, &first.to_lowercase()) && numbered(second),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_headings() {
        for title in ["# The river", "### 2.1 Method", "CHAPTER IV", "Chapter 12. The storm breaks", "XII."] {
            assert!(is_heading(title), "{title}");
        }
        for title in
            ["Results and discussion", "Harbour reopens after the flood", "Why now?", "序章", "2 Methods"]
        {
            assert!(is_heading(title), "{title}");
        }
    }

    #[test]
    fn text_and_speech_are_none() {
        for text in
            ["", "#hashtag is what they wrote.", "“Come in”", "— Come in", "He left.", "and then", "Yours,"]
        {
            assert!(!is_heading(text), "{text}");
        }
        for text in ["Two lines\nof text", "“Are you there?” she said", "* * *", "Note the following:"] {
            assert!(!is_heading(text), "{text}");
        }
        assert!(!is_heading(&"long ".repeat(40)));
    }
}
