//! Line ends: which of them end a sentence.

use super::marks::{after, char_at, is_bullet};
use super::paragraphs::is_heading;
use super::scanner::Scanner;

/// The longest line, in bytes, that was wrapped by hand; the end of a longer one is the end of a paragraph.
const MAX_WRAPPED_LINE_BYTES: usize = 160;

impl Scanner<'_> {
    /// Judges the line end at `at`; gives the first place after it that is not white space.
    pub(super) fn newline(&mut self, at: usize) -> usize {
        let (mut next, mut lines, mut paragraph) = (at, 0, false);
        while let Some(c) = char_at(self.text, next).filter(|c| c.is_whitespace()) {
            match c {
                '\r' if self.text.as_bytes().get(next + 1) == Some(&b'\n') => {}
                '\n' | '\r' | '\u{2028}' | '\u{85}' => lines += 1,
                '\u{c}' | '\u{2029}' => paragraph = true,
                _ => {}
            }
            next = after(self.text, next);
        }
        if lines > 1 || paragraph {
            self.cut(at);
            self.item = None;
        } else if self.line_ends_sentence(at, next) {
            self.cut(at);
        }
        self.begin_line(next);
        next
    }

    /// Whether the sentence ends with the line that ends at `at`, the next one beginning at `next`.
    fn line_ends_sentence(&self, at: usize, next: usize) -> bool {
        let line = self.text.get(self.line..at).unwrap_or_default();
        let rest = self.text.get(next..).unwrap_or_default();
        if begins_block(rest) || line.starts_with('#') && is_heading(line) {
            return true;
        }
        let lower = rest.starts_with(char::is_lowercase);
        let stopped = line.trim_end().ends_with(['.', '!', '?', ':', ';']);
        if begins_number(rest) && (stopped || self.item.is_some())
            || line.len() > MAX_WRAPPED_LINE_BYTES && !lower
        {
            return true;
        }
        if lower || line.len() > 80 || self.start != self.line || !is_heading(line) {
            return false;
        }
        // A title over its text: much shorter than the text's first line, or all in capitals.
        let longest = rest.char_indices().nth(MAX_WRAPPED_LINE_BYTES).map_or(rest.len(), |(i, _)| i);
        let length = rest.get(..longest).and_then(|r| r.find(['\n', '\r'])).unwrap_or(longest);
        let capitals = !line.contains(char::is_lowercase) && line.contains(char::is_uppercase);
        let below = rest.get(..length).unwrap_or_default();
        capitals && below.contains(char::is_lowercase) || length > 50 && length > 2 * line.len()
    }
}

/// Whether a line begins with the bullet of an item or the sign of a heading.
fn begins_block(line: &str) -> bool {
    let mut chars = line.chars();
    match chars.next() {
        Some(c) if is_bullet(c) => true,
        Some('-' | '*' | '+' | '–' | '—') => chars.next() == Some(' '),
        Some('#') => line.trim_start_matches('#').starts_with(' '),
        _ => false,
    }
}

/// Whether a line begins with the number of an item.
fn begins_number(line: &str) -> bool {
    let digits = line.bytes().take_while(u8::is_ascii_digit).count();
    let rest = line.get(digits..).unwrap_or_default();
    (1..=3).contains(&digits) && (rest.starts_with(". ") || rest.starts_with(") "))
}
