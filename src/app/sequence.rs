//! Going from one document to the next, where several are read one after the other.

use super::{App, Effect};
use crate::text::movement::Direction;

/// The place of the document among those that are read one after the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sequence {
    /// The number of this document, from 1.
    pub number: usize,
    /// How many documents there are.
    pub count: usize,
}

impl App {
    /// Whether there is a document to go on to.
    pub(super) fn has_next(&self) -> bool {
        self.sequence.is_some_and(|Sequence { number, count }| number < count)
    }

    /// Leaves the document for the next one, or the previous one.
    pub(super) fn other_document(&mut self, direction: Direction) {
        let Some(Sequence { number, count }) = self.sequence else {
            self.say("this is the only document; `gloss FILE FILE` opens several");
            return;
        };
        match direction {
            Direction::Forward if number == count => {
                self.say(format!("this is the last of {count} documents"));
            }
            Direction::Backward if number == 1 => {
                self.say(format!("this is the first of {count} documents"));
            }
            _ => self.leave(Effect::OtherDocument(direction)),
        }
    }
}
