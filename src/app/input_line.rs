//! An input line with a cursor between grapheme clusters.

use unicode_segmentation::UnicodeSegmentation;

use crate::command::{Code, Key};

/// An input line with its cursor.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct InputLine {
    text: String,
    /// The byte offset of the cursor, on a cluster boundary.
    cursor: usize,
}

impl InputLine {
    /// An input line that holds `text`, with the cursor at its end.
    pub fn new(text: impl Into<String>) -> Self {
        let text = text.into();
        Self { cursor: text.len(), text }
    }

    /// The whole text of the line.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text before the cursor.
    pub fn before_cursor(&self) -> &str {
        self.text.get(..self.cursor).unwrap_or_default()
    }

    /// Inserts `text` at the cursor; line breaks and other control characters become spaces.
    pub fn insert(&mut self, text: &str) {
        let clean: String = text.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
        self.text.insert_str(self.cursor, &clean);
        self.cursor += clean.len();
    }

    /// Handles a key press. Returns whether the key has a meaning in an input line.
    pub fn key(&mut self, key: Key) -> bool {
        if let Some(c) = key.typed() {
            self.insert(c.encode_utf8(&mut [0; 4]));
            return true;
        }
        match key {
            _ if key.is(Code::Left) || key.is_ctrl('b') => self.cursor = self.previous(),
            _ if key.is(Code::Right) || key.is_ctrl('f') => self.cursor = self.next(),
            _ if key.is(Code::Home) || key.is_ctrl('a') => self.cursor = 0,
            _ if key.is(Code::End) || key.is_ctrl('e') => self.cursor = self.text.len(),
            _ if key.is(Code::Backspace) || key.is_ctrl('h') => self.delete_back_to(self.previous()),
            _ if key.is(Code::Delete) => {
                let end = self.next();
                self.text.replace_range(self.cursor..end, "");
            }
            _ if key.is_ctrl('w') => {
                let before = self.before_cursor().trim_end();
                let word = before.rfind(char::is_whitespace).map_or(0, |i| i + 1);
                self.delete_back_to(self.text.ceil_char_boundary(word));
            }
            _ if key.is_ctrl('u') => self.delete_back_to(0),
            _ => return false,
        }
        true
    }

    fn delete_back_to(&mut self, start: usize) {
        self.text.replace_range(start..self.cursor, "");
        self.cursor = start;
    }

    fn previous(&self) -> usize {
        self.cursor - self.before_cursor().graphemes(true).next_back().map_or(0, str::len)
    }

    fn next(&self) -> usize {
        let after = self.text.get(self.cursor..).unwrap_or_default();
        self.cursor + after.graphemes(true).next().map_or(0, str::len)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn typing_moving_and_deleting() {
        let mut line = InputLine::new("Ned e\u{301}");
        line.key(Key::plain(Code::Backspace));
        assert_eq!(line.text(), "Ned ");
        line.insert("Pri\nce");
        line.key(Key::plain(Code::Home));
        line.key(Key::plain(Code::Delete));
        assert_eq!(line.text(), "ed Pri ce");
        line.key(Key::plain(Code::End));
        line.key("ctrl-w".parse().expect("a key"));
        assert_eq!((line.text(), line.before_cursor()), ("ed Pri ", "ed Pri "));
        assert!(!line.key(Key::plain(Code::Enter)));
    }
}
