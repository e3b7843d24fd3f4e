//! Words as defined by Unicode.

use unicode_segmentation::UnicodeSegmentation;

use super::marks::snap;
use crate::text::Span;

/// The words of `text` in order: the segments of UAX #29 word segmentation that hold a letter or a digit.
///
/// "can’t", "3.5" and "U.S" are one word each; a Chinese character is a word, so is a run of katakana.
pub fn words(text: &str) -> impl Iterator<Item = Span> + '_ {
    let spans = text.unicode_word_indices().map(move |(at, word)| snap(text, Span::new(at, at + word.len())));
    let mut spans = spans.peekable();
    std::iter::from_fn(move || {
        let mut word = spans.next()?;
        // Two words that share a grapheme cluster become one (an Arabic number sign joins the text after it).
        while let Some(next) = spans.next_if(|next| next.start < word.end) {
            word = word.hull(next);
        }
        Some(word)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::segment::testing::assert_segments;

    fn all(text: &str) -> Vec<Span> {
        words(text).collect()
    }

    #[test]
    fn words_hold_a_letter_or_a_digit() {
        assert_segments("[Can’t] [you] [see] — [it's] [3.5] %, [naïve]?", all);
        assert_segments("[東][京][の][カタカナ]", all);
        assert_segments("", all);
        assert_segments("…!?", all);
    }

    #[test]
    fn a_word_keeps_its_combining_marks() {
        assert_segments("[cafe\u{301}] [noir]", all);
    }
}
