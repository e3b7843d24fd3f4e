//! Numbers as raised and lowered digits, and texts that are the mark of a note.

/// The characters that have a raised and a lowered form, with both.
const FORMS: [(char, char, char); 16] = [
    ('0', '⁰', '₀'),
    ('1', '¹', '₁'),
    ('2', '²', '₂'),
    ('3', '³', '₃'),
    ('4', '⁴', '₄'),
    ('5', '⁵', '₅'),
    ('6', '⁶', '₆'),
    ('7', '⁷', '₇'),
    ('8', '⁸', '₈'),
    ('9', '⁹', '₉'),
    ('+', '⁺', '₊'),
    ('-', '⁻', '₋'),
    ('−', '⁻', '₋'),
    ('–', '⁻', '₋'),
    ('(', '⁽', '₍'),
    (')', '⁾', '₎'),
];

/// How many characters the mark of a note has at most: "[123]".
const MAX_MARK_CHARS: usize = 5;

/// A number in raised digits; `None` if it is something else.
pub fn raised(number: &str) -> Option<String> {
    in_form(number, |(_, raised, _)| raised)
}

/// A number in lowered digits; `None` if it is something else.
pub fn lowered(number: &str) -> Option<String> {
    in_form(number, |(_, _, lowered)| lowered)
}

fn in_form(number: &str, form: impl Fn((char, char, char)) -> char) -> Option<String> {
    let has_digit = number.contains(|c: char| c.is_ascii_digit());
    let shown = |c: char| FORMS.into_iter().find(|(plain, ..)| *plain == c).map(&form);
    number.chars().map(shown).collect::<Option<String>>().filter(|_| has_digit)
}

/// The label in the mark of a note: "3" of "[3]", "*". `None` if the text is no mark.
pub fn label(mark: &str) -> Option<&str> {
    let mark = mark.trim();
    let label = mark.trim_matches(['[', ']', '(', ')', '.', ' ', '\u{a0}']);
    let is_number = label.bytes().all(|byte| byte.is_ascii_digit());
    let is_letter = label.chars().count() == 1 && label.chars().all(char::is_alphabetic);
    let is_roman = label.bytes().all(|byte| b"ivxlc".contains(&byte));
    let is_sign =
        label.chars().all(|c| matches!(c, '*' | '†' | '‡' | '§' | '⁰'..='⁹' | '¹' | '²' | '³' | '※'));
    let is_mark = mark.chars().count() <= MAX_MARK_CHARS && (is_number || is_letter || is_roman || is_sign);
    (is_mark && !label.is_empty()).then_some(label)
}

/// `text` without the label of a note at its start: without "[3] ", "3. ", "³".
pub fn without_label<'a>(text: &'a str, label: &str) -> &'a str {
    let inner = text.trim_start().trim_start_matches(['[', '(']);
    let plain = inner.strip_prefix(label).filter(|rest| !rest.starts_with(char::is_alphanumeric));
    let shown = || raised(label).and_then(|raised| inner.strip_prefix(&*raised));
    let rest = plain.filter(|_| !label.is_empty()).or_else(shown);
    rest.map_or(text, |rest| rest.trim_start_matches([']', ')', '.', ':', ' ', '\u{a0}']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_and_marks_are_told_from_words() {
        assert_eq!(raised("-12").as_deref(), Some("⁻¹²"));
        assert_eq!(lowered("2").as_deref(), Some("₂"));
        assert_eq!((raised("er"), raised("+")), (None, None));
        for (mark, expected) in [("[12]", "12"), ("*", "*"), (" iv. ", "iv"), ("a", "a"), ("³", "³")] {
            assert_eq!(label(mark), Some(expected));
        }
        for text in ["", "[]", "see", "123456", "1 2"] {
            assert_eq!(label(text), None);
        }
        assert_eq!(without_label("[3] So", "3"), "So");
        assert_eq!(without_label("3. So", "3"), "So");
        assert_eq!(without_label("³So", "3"), "So");
        assert_eq!(without_label("30 So", "3"), "30 So");
    }
}
