//! A list from which one row is chosen by typing some of its letters: commands, glosses, documents.

use nucleo_matcher::{
    Config, Matcher, Utf32Str,
    pattern::{CaseMatching, Normalization, Pattern},
};

use super::{App, Focus, InputLine, Mode};
use crate::{
    command::{Code, Command, Key, TABLE},
    gloss::{Attributes, Id},
    text::normal_form::composed,
};

/// The title of the command palette.
const COMMANDS: &str = "Commands";

/// What is done with the row chosen.
#[derive(Clone, Debug, PartialEq)]
pub enum Pick {
    /// Run this command.
    Run(Command),
    /// Tag the selection with this kind and these values.
    Tag(String, Attributes),
    /// Link two glosses.
    Link {
        /// The gloss that gets the link.
        from: Id,
        /// The gloss to which it points.
        to: Id,
    },
    /// Go to this byte of the text.
    Go(usize),
    /// Nothing: the front end that shows the list uses the row itself.
    Row,
}

/// A row of the list.
#[derive(Clone, Debug, PartialEq)]
pub struct Choice {
    /// What is done if the row is chosen.
    pub pick: Pick,
    /// The text of the row, which is searched.
    pub text: String,
    /// Further text at the right of the row, which is searched as well.
    pub aside: String,
}

/// A list that is narrowed down by typing.
#[derive(Clone, Debug)]
pub struct Picker {
    /// The title of the list.
    pub title: String,
    /// The typed letters.
    pub line: InputLine,
    choices: Vec<Choice>,
    /// The indices of the matching rows, best match first.
    matching: Vec<usize>,
    /// The row that Enter takes, as an index into the matching rows.
    pub chosen: usize,
}

impl Picker {
    /// A list of these choices, all of them shown.
    pub fn new(title: impl Into<String>, choices: Vec<Choice>) -> Self {
        let matching = (0..choices.len()).collect();
        Self { title: title.into(), line: InputLine::default(), choices, matching, chosen: 0 }
    }

    /// The matching rows, best match first.
    pub fn rows(&self) -> impl ExactSizeIterator<Item = &Choice> {
        self.matching.iter().map(|&i| &self.choices[i])
    }

    /// Adds choices at the end.
    pub fn extend(&mut self, more: impl IntoIterator<Item = Choice>) {
        let before = self.choices.len();
        self.choices.extend(more);
        if self.line.text().is_empty() {
            self.matching.extend(before..self.choices.len());
        } else {
            let chosen = self.chosen;
            self.narrow();
            self.chosen = chosen.min(self.matching.len().saturating_sub(1));
        }
    }

    /// Removes all choices but keeps the typed letters, before the choices are added anew.
    pub fn forget(&mut self) {
        self.choices.clear();
        self.matching.clear();
    }

    /// Changes the text at the right of a row.
    pub fn set_aside(&mut self, text: &str, aside: String) {
        if let Some(choice) = self.choices.iter_mut().find(|choice| choice.text == text) {
            choice.aside = aside;
        }
    }

    /// Chooses the row with this text, if it matches.
    pub fn choose(&mut self, text: &str) {
        if let Some(row) = self.matching.iter().position(|&i| self.choices[i].text == text) {
            self.chosen = row;
        }
    }

    /// How many rows there are, matching or not.
    pub fn total(&self) -> usize {
        self.choices.len()
    }

    /// The row that Enter takes.
    pub fn chosen(&self) -> Option<&Choice> {
        self.matching.get(self.chosen).map(|&i| &self.choices[i])
    }

    /// Clears the typed letters.
    pub fn clear(&mut self) {
        self.line = InputLine::default();
        self.narrow();
    }

    /// Inserts `text` into the typed letters.
    pub fn insert(&mut self, text: &str) {
        self.line.insert(text);
        self.narrow();
    }

    /// Handles a key press. Returns whether the key has a meaning in a list.
    pub fn key(&mut self, key: Key) -> bool {
        if step(&mut self.chosen, self.matching.len(), key) {
            return true;
        }
        let before = self.line.text().to_owned();
        if !self.line.key(key) {
            return false;
        }
        if before != self.line.text() {
            self.narrow();
        }
        true
    }

    fn narrow(&mut self) {
        if self.line.text().is_empty() {
            self.matching = (0..self.choices.len()).collect();
            self.chosen = 0;
            return;
        }
        let pattern = Pattern::parse(&composed(self.line.text()), CaseMatching::Smart, Normalization::Smart);
        let mut matcher = Matcher::new(Config::DEFAULT);
        let mut buffer = Vec::new();
        let mut rate = |i: usize| {
            let choice = &self.choices[i];
            // A match in the row's own text counts more than one in the text at its right.
            let text = composed(&choice.text);
            let own = pattern.score(Utf32Str::new(&text, &mut buffer), &mut matcher).map(|score| score * 2);
            let both = format!("{text} {}", composed(&choice.aside));
            own.or_else(|| pattern.score(Utf32Str::new(&both, &mut buffer), &mut matcher))
                .map(|score| (score, i))
        };
        let mut rated: Vec<_> = (0..self.choices.len()).filter_map(&mut rate).collect();
        rated.sort_by_key(|&(score, i)| (std::cmp::Reverse(score), i));
        self.matching = rated.into_iter().map(|(_, i)| i).collect();
        self.chosen = 0;
    }
}

/// Moves `chosen` in a list of `count` rows as `key` says. Returns whether it is a key that moves.
pub(super) fn step(chosen: &mut usize, count: usize, key: Key) -> bool {
    let to = match key {
        _ if key.is(Code::Down) || key.is_ctrl('n') => chosen.saturating_add(1),
        _ if key.is(Code::Up) || key.is_ctrl('p') => chosen.saturating_sub(1),
        _ if key.is(Code::PageDown) => chosen.saturating_add(10),
        _ if key.is(Code::PageUp) => chosen.saturating_sub(10),
        _ => return false,
    };
    *chosen = to.min(count.saturating_sub(1));
    true
}

impl App {
    /// Opens a list of all commands and kinds.
    pub(super) fn palette(&mut self) {
        let keys = |command| self.keys_of(command).iter().map(Key::to_string).collect::<Vec<_>>().join(" ");
        let commands = TABLE.iter().filter(|row| self.is_available(row)).map(|row| Choice {
            pick: Pick::Run(row.command),
            text: row.name.to_owned(),
            aside: [keys(row.command), row.doc.to_owned()].join("  "),
        });
        let kinds = self.schema.kinds.iter().flat_map(|kind| {
            let plain = Choice {
                pick: Pick::Tag(kind.name.clone(), Attributes::default()),
                text: format!("tag {}", kind.name),
                aside: format!("t{}  {}", kind.letter.to_lowercase(), kind.doc),
            };
            let presets = kind.keys.iter().map(|key| {
                let set = key.set.iter().map(|(_, value)| format!(" {value}")).collect::<String>();
                Choice {
                    pick: Pick::Tag(kind.name.clone(), key.set.clone()),
                    text: format!("tag {}{set}", kind.name),
                    aside: format!("{}  {}", key.key, kind.doc),
                }
            });
            let presets: Vec<Choice> = presets.collect();
            if presets.is_empty() { vec![plain] } else { presets }
        });
        self.mode = Mode::Pick(Picker::new(COMMANDS, kinds.chain(commands).collect()));
    }

    /// Handles a key in a list from which something is picked.
    pub(super) fn picker_key(&mut self, mut picker: Picker, key: Key) {
        if key.leaves() {
            return;
        }
        if key.is(Code::Enter) {
            // What users of vim type after a colon.
            match (picker.title.as_str(), picker.line.text()) {
                (COMMANDS, "q" | "q!" | "wq" | "x") => return self.run(Command::Close),
                (COMMANDS, "qa" | "qa!") => return self.run(Command::Quit),
                (COMMANDS, "w" | "w!") => return self.say("everything is saved already"),
                (COMMANDS, "n" | "next") => return self.run(Command::NextDocument),
                (COMMANDS, "N" | "p" | "prev") => return self.run(Command::PreviousDocument),
                _ => {}
            }
            if let Some(choice) = picker.chosen().cloned() {
                self.take(choice.pick);
            }
            return;
        }
        picker.key(key);
        self.mode = Mode::Pick(picker);
    }

    fn take(&mut self, pick: Pick) {
        match pick {
            Pick::Run(command) => self.run(command),
            Pick::Tag(kind, set) => {
                if let Some(kind) = self.schema.kind(&kind).cloned() {
                    self.tag(&kind, &set, true);
                }
            }
            Pick::Link { from, to } => self.ask_relation(from, to),
            Pick::Go(at) => {
                self.view.focus = Focus::Article;
                self.go_to(at);
            }
            Pick::Row => {}
        }
    }
}
