//! Tokens, for formats that have them: split where a gloss begins or ends, so that each gloss is a number of whole
//! tokens.

use std::{collections::BTreeSet, ops::Range};

use unicode_segmentation::UnicodeSegmentation;

use super::{Loss, spacy_tokenizer, white_space::is_space};
use crate::text::Span;

/// A token as spaCy has it: a space after it is not a token, any other white space is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct TokenSpan {
    /// Its span, in bytes.
    pub span: Span,
    /// Whether a space that belongs to it follows.
    pub has_space: bool,
}

/// The words and marks of a text in order, without white space, split at `cuts` (bytes).
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

/// The numbers of the tokens that a span touches, for formats that cut tokens whatever the glosses are. A span without a token
/// and one that is drawn to whole tokens are counted as losses; the first has none.
pub fn whole_tokens(tokens: &[Span], span: Span, loss: &mut Loss) -> Option<Range<usize>> {
    let first = tokens.partition_point(|token| token.end <= span.start);
    let end = tokens.partition_point(|token| token.start < span.end);
    if first >= end {
        loss.add("spans without a token", 1);
        return None;
    }
    let is_exact = tokens[first].start >= span.start && tokens[end - 1].end <= span.end;
    loss.add("spans drawn to whole tokens", usize::from(!is_exact));
    Some(first..end)
}

/// The tokens of a text as spaCy has them, split at `cuts` (bytes).
pub fn tokens(text: &str, cuts: &BTreeSet<usize>) -> Vec<TokenSpan> {
    let mut tokens = Vec::new();
    let mut at = 0;
    for span in spacy_tokenizer::words(text).into_iter().flat_map(|word| split(word, cuts)) {
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

/// The parts of a span that is split at `cuts` (bytes).
fn split(span: Span, cuts: &BTreeSet<usize>) -> Vec<Span> {
    let mut bounds = vec![span.start];
    bounds.extend(cuts.range(span.start + 1..span.end));
    bounds.push(span.end);
    bounds.windows(2).map(|pair| Span::new(pair[0], pair[1])).collect()
}

/// The span without white space at its ends, since tokens can't begin or end with it; `None` if nothing is left.
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
