//! Tokens, for formats that have them: cut where a gloss begins or ends, so that each gloss is some of them.

use std::collections::BTreeSet;

use unicode_segmentation::UnicodeSegmentation;

use crate::text::Span;

/// A token as spaCy has them: a space that follows is none of its own, any other white space is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TokenSpan {
    /// Its bytes.
    pub span: Span,
    /// Whether a space follows that belongs to it.
    pub has_space: bool,
}

/// Whether Python takes a character for white space.
pub fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{1c}'..='\u{1f}')
}

/// The words and marks of a text in order, cut at `cuts` (bytes), without white space.
pub fn pieces(text: &str, cuts: &BTreeSet<usize>) -> Vec<Span> {
    let mut pieces = Vec::new();
    let mut push = |start: usize, end: usize| {
        if start < end {
            pieces.push(Span::new(start, end));
        }
    };
    for (at, word) in text.split_word_bound_indices() {
        let mut start = at;
        for (i, c) in word.char_indices() {
            if is_space(c) {
                push(start, at + i);
                start = at + i + c.len_utf8();
            } else if cuts.contains(&(at + i)) {
                push(start, at + i);
                start = at + i;
            }
        }
        push(start, at + word.len());
    }
    pieces
}

/// A text in spaCy's tokens, cut at `cuts` (bytes).
pub fn tokens(text: &str, cuts: &BTreeSet<usize>) -> Vec<TokenSpan> {
    let mut tokens = Vec::new();
    let mut at = 0;
    for span in pieces(text, cuts) {
        if at < span.start {
            tokens.push(TokenSpan { span: Span::new(at, span.start), has_space: false });
        }
        let has_space = text.as_bytes().get(span.end) == Some(&b' ');
        tokens.push(TokenSpan { span, has_space });
        at = span.end + usize::from(has_space);
    }
    if at < text.len() {
        tokens.push(TokenSpan { span: Span::new(at, text.len()), has_space: false });
    }
    tokens
}

/// A span without the white space at its ends, which tokens can't begin or end with; none if nothing is left.
pub fn trim(text: &str, span: Span) -> Option<Span> {
    let words = text.get(span.range())?;
    let start = words.len() - words.trim_start_matches(is_space).len();
    let end = words.trim_end_matches(is_space).len();
    (start < end).then(|| Span::new(span.start + start, span.start + end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_are_words_marks_and_gaps() {
        let text = " “Yes,”  he\r\nsaid.";
        let found = tokens(text, &[text.find("aid").expect("there")].into());
        let shown: Vec<_> = found.iter().map(|token| (&text[token.span.range()], token.has_space)).collect();
        let gap = |gap| (gap, false);
        let expected = [
            gap(" "),
            gap("“"),
            gap("Yes"),
            gap(","),
            ("”", true),
            gap(" "),
            gap("he"),
            gap("\r\n"),
            gap("s"),
            gap("aid"),
            gap("."),
        ];
        assert_eq!(shown, expected);
        assert_eq!(trim(text, Span::new(0, 3)), None, "not on a character");
        assert_eq!(trim(text, Span::new(0, 7)), Some(Span::new(1, 7)));
    }
}
