//! The language of a text, and of a passage of it.

use super::segment::Language;
use super::{Span, Text};

/// How many bytes of a text, or of a passage, tell its language: some 200 words in most of them.
const MAX_SAMPLE_BYTES: usize = 2048;

impl Text {
    /// The language of `passage`: that of the text, unless the passage is clearly in another one.
    ///
    /// A text in memory is looked at once, a text that is read in windows around the passage; in both cases no more
    /// than a few KiB of it are.
    pub fn language(&self, passage: Span) -> &'static Language {
        let end = passage.end.min(passage.start + MAX_SAMPLE_BYTES);
        Language::of_passage(&self.slice(Span::new(passage.start, end)), self.main_language(passage))
    }

    /// The language that was declared, or else that of the beginning of the text, or of what is around `near`.
    fn main_language(&self, near: Span) -> &'static Language {
        if let Some(told) = self.told_language() {
            return told;
        }
        if self.as_str().is_some() {
            return self.tell_language(Language::of(&self.slice(Span::new(0, MAX_SAMPLE_BYTES))));
        }
        let start = near.start.saturating_sub(MAX_SAMPLE_BYTES / 2);
        Language::of(&self.slice(Span::new(start, start + MAX_SAMPLE_BYTES)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Unit;

    const GERMAN: &str = "Er kam z. B. am 3. März mit Dr. Holm, und sie gingen nach St. Gallen.";

    /// A text read in windows, as a large file is.
    struct Bytes(Vec<u8>);

    impl crate::text::Windows for Bytes {
        fn len(&self) -> usize {
            self.0.len()
        }

        fn read_at(&self, at: usize, buffer: &mut [u8]) -> usize {
            let rest = self.0.get(at..).unwrap_or_default();
            let count = rest.len().min(buffer.len());
            buffer[..count].copy_from_slice(&rest[..count]);
            count
        }
    }

    #[test]
    fn a_mixed_text_has_a_language_for_each_passage() {
        let text = Text::new(format!("The lock is shut, and they know it.\n\n{GERMAN}"));
        let at = |words: &str| text.as_str().and_then(|whole| whole.find(words)).expect("it is there");
        let of = |words: &str| text.language(text.paragraph(at(words))).code();
        assert_eq!((of("The lock"), of("Er kam")), ("en", "de"));
        let sentence = Unit::Sentence.at(&text, at("März")).expect("a sentence");
        assert_eq!(text.quote(sentence), GERMAN);
    }

    #[test]
    fn a_declared_language_counts_where_a_passage_does_not_tell() {
        let text = Text::new("Holm S. 12\n\nThe lock is shut, and they know it.");
        text.tell_language(Language::by_code("de").expect("German is known"));
        assert_eq!(text.language(Span::new(0, 10)).code(), "de");
        assert_eq!(text.language(Span::new(12, text.len())).code(), "en");
    }

    #[test]
    fn a_text_in_windows_is_told_around_the_passage() {
        let english = "The lock is shut, and they know it.\n\n".repeat(200);
        let text = Text::windowed(Box::new(Bytes(format!("{english}{GERMAN}").into_bytes())));
        assert_eq!(text.language(Span::new(0, 35)).code(), "en");
        assert_eq!(text.language(Span::new(english.len(), text.len())).code(), "de");
    }
}
