//! Words as defined by Unicode.

use unicode_segmentation::UnicodeSegmentation;

use super::marks::snap;
use crate::text::Span;

/// The words of `text` in order: the segments of UAX #29 word segmentation that hold a letter or a digit.
///
/// "can’t", "3.5" and "U.S" are one word each; a Chinese character is a word, so is a run of katakana.
pub fn words(text: &str) -> impl Iterator<Item = Span> + '_ {
    let within = move |piece: Span| {
        let words = text.get(piece.range()).unwrap_or_default().unicode_word_indices();
        words.map(move |(at, word)| snap(text, Span::new(at, at + word.len()).shifted(piece.start)))
    };
    let mut spans = pieces(text).flat_map(within).peekable();
    std::iter::from_fn(move || {
        let mut word = spans.next()?;
        // Two words that share a grapheme cluster become one (an Arabic number sign joins the text after it).
        while let Some(next) = spans.next_if(|next| next.start < word.end) {
            word = word.hull(next);
        }
        Some(word)
    })
}

/// The text in pieces that have the same words by themselves, in order: those of ASCII alone, which are cut into words without
/// a look into Unicode's tables, and those around anything else.
fn pieces(text: &str) -> impl Iterator<Item = Span> + '_ {
    let bytes = text.as_bytes();
    // White space before another character of ASCII: no rule joins anything across it.
    let is_cut = |pair: &[u8]| matches!(pair, [b' ' | b'\n', next] if next.is_ascii_graphic());
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = bytes.get(at..).filter(|rest| !rest.is_empty())?;
        let ascii = rest.iter().position(|byte| !byte.is_ascii()).unwrap_or(rest.len());
        let last_cut = || rest.get(..ascii)?.windows(2).rposition(is_cut);
        let next_cut = || rest.get(ascii..)?.windows(2).position(is_cut).map(|cut| ascii + cut);
        let cut = if ascii == rest.len() { None } else { last_cut().or_else(next_cut) };
        let piece = Span::new(at, cut.map_or(text.len(), |cut| at + cut + 1));
        at = piece.end;
        Some(piece)
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

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

    proptest! {
        #[test]
        fn pieces_have_the_words_of_the_whole(
            text in "(?s)[a-c3 .,'_\n\t-]{0,6}([“”’…äß日カ\u{301}\u{200d}\u{5d0}🇩👩\u{600}\u{3000} a'.\n]{0,3}[a-c3 .,'\"_\r\n-]{0,4}){0,6}",
        ) {
            let inside = |piece: Span| {
                text[piece.range()].unicode_word_indices().map(move |(at, word)| (piece.start + at, word))
            };
            let found: Vec<_> = pieces(&text).flat_map(inside).collect();
            prop_assert_eq!(found, text.unicode_word_indices().collect::<Vec<_>>());
        }
    }
}
