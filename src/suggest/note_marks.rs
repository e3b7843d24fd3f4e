//! The marks that refer to notes: ³, [12], (3), *, †. They are no words of the text.

use crate::text::Span;

/// How many code points between the brackets of a mark; chosen by hand.
const MAX_MARK_CHARS: usize = 3;

/// Whether `word` is the mark of a note: raised digits, or a number in brackets that stand right behind a word or a mark.
pub(super) fn is_note_mark(text: &str, word: Span) -> bool {
    let own = text.get(word.range()).unwrap_or_default();
    if own.chars().all(is_raised_digit) {
        return true;
    }
    if !own.starts_with(|c: char| c.is_ascii_alphanumeric()) {
        return false;
    }
    let before = text.get(..word.start).unwrap_or_default();
    let Some(head) = before.strip_suffix(['[', '(']) else { return false };
    head.ends_with(|c: char| !c.is_whitespace())
        && after_note_marks(text.get(head.len()..).unwrap_or_default()).len() < text.len() - head.len()
}

/// `text` without the marks of notes at its beginning.
pub(super) fn after_note_marks(text: &str) -> &str {
    let mut rest = text;
    while let Some(length) = mark_len(rest) {
        rest = rest.get(length..).unwrap_or_default();
    }
    rest
}

/// The length in bytes of the mark of a note at the beginning of `text`.
fn mark_len(text: &str) -> Option<usize> {
    let first = text.chars().next()?;
    if is_raised_digit(first) || matches!(first, '*' | '†' | '‡') {
        return Some(first.len_utf8());
    }
    let close = match first {
        '[' => ']',
        '(' => ')',
        _ => return None,
    };
    let (number, _) = text.get(1..)?.split_once(close)?;
    // A letter in parentheses is an item of a list.
    let fits = |c: char| c.is_ascii_digit() || close == ']' && c.is_ascii_lowercase();
    let is_mark = !number.is_empty() && number.chars().count() <= MAX_MARK_CHARS && number.chars().all(fits);
    is_mark.then_some(number.len() + 2)
}

fn is_raised_digit(c: char) -> bool {
    matches!(c, '¹' | '²' | '³' | '⁰' | '⁴'..='⁹')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_passed_over_and_other_words_are_not() {
        for (text, rest) in
            [("³ said", " said"), ("¹² said", " said"), ("[12] x", " x"), ("(3)* x", " x"), ("†, x", ", x")]
        {
            assert_eq!(after_note_marks(text), rest);
        }
        for text in ["(a) x", "[note] x", "[1234] x", "() x", "(3 x", "12 x", "", "["] {
            assert_eq!(after_note_marks(text), text);
        }
    }

    #[test]
    fn a_number_in_brackets_of_its_own_is_a_word() {
        let is_mark =
            |text: &str| is_note_mark(text, Span::new(text.find('3').unwrap(), text.find('3').unwrap() + 1));
        assert!(is_mark("it.[3] It") && is_mark("it”(3) It"));
        assert!(!is_mark("it [3] It") && !is_mark("3 of it") && !is_mark("[3] It"));
        assert!(is_note_mark("it³", Span::new(2, 4)));
    }
}
