//! Words between two marks that the parser leaves in the text: raised and lowered ones, as pandoc has them, and highlighted
//! ones, as Obsidian has them.

use crate::text::{Span, structure::Style};

/// How many bytes are searched for the second mark. Chosen by hand; what is marked is a few words.
const MAX_MARKED_BYTES: usize = 1024;

/// Words of a text between two marks.
#[derive(Debug, PartialEq, Eq)]
pub struct MarkedWords {
    /// The words with their marks.
    pub outer: Span,
    /// The words.
    pub inner: Span,
    /// The style that the marks stand for.
    pub style: Style,
}

impl MarkedWords {
    /// The first words in `text` from `from` on, in bytes, that stand between two marks.
    pub fn first(text: &str, from: usize) -> Option<Self> {
        let marks = memchr::memchr3_iter(b'=', b'~', b'^', &text.as_bytes()[from..]).map(|at| from + at);
        marks.into_iter().find_map(|at| Self::at(text, at))
    }

    fn at(text: &str, at: usize) -> Option<Self> {
        let (mark, style) = match &text[at..] {
            rest if rest.starts_with("==") => ("==", Style::Highlighted),
            rest if rest.starts_with('~') => ("~", Style::Subscript),
            rest if rest.starts_with('^') => ("^", Style::Superscript),
            _ => return None,
        };
        let start = at + mark.len();
        let within = &text[start..text.floor_char_boundary(start + MAX_MARKED_BYTES)];
        let end = start + within.find(mark)?;
        let words = &text[start..end];
        let is_word = |c: char| !c.is_whitespace() && !mark.contains(c);
        let is_tight = words.starts_with(is_word) && words.ends_with(is_word);
        let is_marked = match style {
            Style::Highlighted => is_tight,
            // What is raised or lowered belongs to the word before it. An escaped space may stand in it.
            _ => {
                let follows = text[..at].chars().next_back().is_some_and(|c| c.is_alphanumeric() || c == ')');
                is_tight && follows && !words.replace("\\ ", "").contains(char::is_whitespace)
            }
        };
        let outer = Span::new(at, end + mark.len());
        is_marked.then_some(Self { outer, inner: Span::new(start, end), style })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn first(text: &str) -> Option<(&str, Style)> {
        MarkedWords::first(text, 0).map(|marked| (&text[marked.inner.range()], marked.style))
    }

    #[test]
    fn marks_stand_at_words() {
        assert_eq!(first("H~2~O"), Some(("2", Style::Subscript)));
        assert_eq!(first("e = mc^2^;"), Some(("2", Style::Superscript)));
        assert_eq!(first("the ==one, two== words"), Some(("one, two", Style::Highlighted)));
        for plain in ["2^10 and 2^20", "~5 and ~6", "a == b == c", "====", "x^^", "~/a~", "a~b"] {
            assert_eq!(first(plain), None, "{plain}");
        }
    }
}
