//! A small editor of several lines, in which notes are written.

use super::{App, Effect, InputLine, Mode};
use crate::{
    command::{Code, Command, Key},
    gloss::Gloss,
};

/// A note that is being edited.
#[derive(Clone, Debug, PartialEq)]
pub struct Note {
    /// The gloss that has the note, as it was when the note was opened.
    pub gloss: Box<Gloss>,
    /// The lines above the one with the cursor.
    pub above: Vec<String>,
    /// The line with the cursor.
    pub line: InputLine,
    /// The lines below the one with the cursor.
    pub below: Vec<String>,
}

impl Note {
    /// The note of a gloss, with the cursor at its end.
    pub fn new(gloss: Gloss, text: &str) -> Self {
        let mut above: Vec<String> = text.split('\n').map(str::to_owned).collect();
        let line = InputLine::new(above.pop().unwrap_or_default());
        Self { gloss: Box::new(gloss), above, line, below: Vec::new() }
    }

    /// The whole note, without blank lines at its ends.
    pub fn text(&self) -> String {
        let lines = self.above.iter().map(String::as_str).chain([self.line.text()]);
        let all: Vec<&str> = lines.chain(self.below.iter().map(String::as_str)).collect();
        all.join("\n").trim_matches('\n').trim_end().to_owned()
    }

    /// Inserts `text`, which may have several lines.
    pub fn insert(&mut self, text: &str) {
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        for (i, line) in text.split('\n').enumerate() {
            if i > 0 {
                self.break_line();
            }
            self.line.insert(line);
        }
    }

    fn break_line(&mut self) {
        let before = self.line.before_cursor().to_owned();
        let after = self.line.text().get(before.len()..).unwrap_or_default().to_owned();
        self.above.push(before);
        self.line = InputLine::new(after);
        self.line.key(Key::plain(Code::Home));
    }

    fn key(&mut self, key: Key) {
        match key {
            _ if key.is(Code::Enter) => self.break_line(),
            _ if key.is(Code::Up) => self.go_up(),
            _ if key.is(Code::Down) => self.go_down(),
            _ if key.is(Code::Backspace) && self.line.before_cursor().is_empty() => {
                if let Some(above) = self.above.pop() {
                    let rest = std::mem::replace(&mut self.line, InputLine::new(above)).text().to_owned();
                    let end = self.line.text().len();
                    self.line.insert(&rest);
                    self.put_cursor(end);
                }
            }
            _ => {
                self.line.key(key);
            }
        }
    }

    fn go_up(&mut self) {
        if let Some(above) = self.above.pop() {
            let column = self.line.before_cursor().chars().count();
            let line = std::mem::replace(&mut self.line, InputLine::new(above));
            self.below.insert(0, line.text().to_owned());
            self.put_column(column);
        }
    }

    fn go_down(&mut self) {
        if !self.below.is_empty() {
            let column = self.line.before_cursor().chars().count();
            let line = std::mem::replace(&mut self.line, InputLine::new(self.below.remove(0)));
            self.above.push(line.text().to_owned());
            self.put_column(column);
        }
    }

    fn put_column(&mut self, column: usize) {
        let at = self.line.text().char_indices().nth(column).map_or(self.line.text().len(), |(i, _)| i);
        self.put_cursor(at);
    }

    fn put_cursor(&mut self, at: usize) {
        self.line.key(Key::plain(Code::Home));
        while self.line.before_cursor().len() < at {
            self.line.key(Key::plain(Code::Right));
        }
    }
}

impl App {
    /// Opens the note of the gloss here, or says how there could be one.
    pub(super) fn note(&mut self) {
        match self.current_gloss().map(|placed| placed.gloss.clone()) {
            Some(_) if self.is_unchangeable() => {}
            Some(gloss) => self.open_note(gloss),
            None if self.comparison.is_some() => {
                self.say(format!(
                    "a note needs a version that is taken: {} goes to a difference, a number takes one",
                    self.key_of(Command::NextDifference)
                ));
            }
            None => self.say(format!(
                "there is no gloss here to write a note on; {} tags one",
                self.key_of(Command::Tag)
            )),
        }
    }

    /// Opens the note of a gloss, to be written.
    pub(super) fn open_note(&mut self, gloss: Gloss) {
        let text = gloss.note.clone().unwrap_or_default();
        self.mode = Mode::Note(Note::new(gloss, &text));
    }

    /// Handles a key while a note is written.
    pub(super) fn note_key(&mut self, mut note: Note, key: Key) {
        if key.leaves() || key.is_ctrl('s') {
            self.keep_note(&note);
        } else if key.is_ctrl('e') {
            self.effect(Effect::EditNote(note.text()));
            self.mode = Mode::Note(note);
        } else {
            note.key(key);
            self.mode = Mode::Note(note);
        }
    }

    /// Keeps what was written.
    pub(super) fn keep_note(&mut self, note: &Note) {
        let text = note.text();
        self.change_opened(&note.gloss, "note", |gloss| gloss.note = (!text.is_empty()).then_some(text));
        self.cursor.set_target(note.gloss.id.clone());
    }

    /// Takes the note back from the person's editor, or reports why the editor failed.
    pub(super) fn on_note_edited(&mut self, outcome: Result<String, String>) {
        match (outcome, std::mem::take(&mut self.mode)) {
            (Ok(text), Mode::Note(note)) => self.keep_note(&Note::new(*note.gloss, text.trim_end())),
            (Err(reason), mode) => {
                self.mode = mode;
                self.say(reason);
            }
            (Ok(_), mode) => self.mode = mode,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gloss::Id;

    #[test]
    fn several_lines() {
        let gloss = Gloss::new(Id::from_bits(1), "note", Vec::new());
        let mut note = Note::new(gloss, "one\ntwo");
        note.key(Key::plain(Code::Up));
        note.insert("!\nand ");
        assert_eq!(note.text(), "one!\nand \ntwo");
        note.key(Key::plain(Code::Home));
        note.key(Key::plain(Code::Backspace));
        assert_eq!(note.text(), "one!and \ntwo");
        assert_eq!(note.line.before_cursor(), "one!");
        note.key(Key::plain(Code::Down));
        note.insert("\r\n\r\n");
        assert_eq!(note.text(), "one!and \ntwo");
    }
}
