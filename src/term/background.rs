//! Asking the terminal for its background without waiting for the answer.
//!
//! The answer to OSC 11, `ESC ] 11 ; rgb:RRRR/GGGG/BBBB ESC \`, comes in among the keys, where crossterm takes it for
//! alt-] and letters. A [`Filter`] takes it out of the stream of events, and lets every other event pass.

use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};

/// The question.
pub const QUESTION: &str = "\x1b]11;?\x1b\\";

/// The longest answer, in characters: `11;rgb:` and three colours of up to four digits make 21, and some terminals
/// answer with a fourth colour.
const MAX_ANSWER_CHARS: usize = 40;

/// An event of the stream, or the answer that stood in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Filtered {
    /// An event that is not part of the answer.
    Event(Event),
    /// The terminal's answer: whether its background is dark.
    Background {
        /// Whether it is dark.
        dark: bool,
    },
}

/// A filter that takes the answer out of the stream of events.
#[derive(Default)]
pub struct Filter {
    /// The events that may be the beginning of the answer, until that is known.
    held: Vec<Event>,
    /// The characters of those events.
    answer: String,
}

impl Filter {
    /// Takes in `event`, and returns what can be passed on now, in order.
    pub fn pass(&mut self, event: Event) -> Vec<Filtered> {
        let Event::Key(KeyEvent { code, modifiers, .. }) = event else {
            let mut events = self.give_up();
            events.push(Filtered::Event(event));
            return events;
        };
        let alt = modifiers.contains(KeyModifiers::ALT);
        if self.held.is_empty() {
            if alt && code == KeyCode::Char(']') {
                self.held.push(event);
                return Vec::new();
            }
            return vec![Filtered::Event(event)];
        }
        self.held.push(event);
        let ended = alt && code == KeyCode::Char('\\')
            || modifiers == KeyModifiers::CONTROL && code == KeyCode::Char('g');
        if ended {
            if let Some(dark) = is_dark(&self.answer) {
                (self.held, self.answer) = (Vec::new(), String::new());
                return vec![Filtered::Background { dark }];
            }
            return self.give_up();
        }
        match code {
            KeyCode::Char(c) if !alt && self.answer.len() < MAX_ANSWER_CHARS => {
                self.answer.push(c);
                let known = "11;rgb";
                let likely = self.answer.starts_with(known) || known.starts_with(&self.answer);
                if likely { Vec::new() } else { self.give_up() }
            }
            _ => self.give_up(),
        }
    }

    /// Passes on all events that were held: they are no answer.
    fn give_up(&mut self) -> Vec<Filtered> {
        self.answer.clear();
        std::mem::take(&mut self.held).into_iter().map(Filtered::Event).collect()
    }
}

/// Whether the colour of an answer is dark; none if it is no colour.
fn is_dark(answer: &str) -> Option<bool> {
    let (_, colours) = answer.split_once(':')?;
    let mut parts = colours.split('/').map(|part| {
        let most = 16_u32.checked_pow(part.len() as u32)?.checked_sub(1).filter(|most| *most > 0)?;
        Some(f64::from(u32::from_str_radix(part, 16).ok()?) / f64::from(most))
    });
    let (r, g, b) = (parts.next()??, parts.next()??, parts.next()??);
    // Relative luminance (ITU-R BT.709), without gamma: the question is only which half.
    Some(0.2126 * r + 0.7152 * g + 0.0722 * b < 0.5)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(text: &str) -> Vec<Event> {
        let mut events = Vec::new();
        let mut chars = text.chars();
        while let Some(c) = chars.next() {
            let (c, modifiers) = match c {
                '\x1b' => (chars.next().expect("a key"), KeyModifiers::ALT),
                '\x07' => ('g', KeyModifiers::CONTROL),
                c => (c, KeyModifiers::NONE),
            };
            events.push(Event::Key(KeyEvent::new(KeyCode::Char(c), modifiers)));
        }
        events
    }

    fn passed(events: Vec<Event>) -> Vec<Filtered> {
        let mut filter = Filter::default();
        events.into_iter().flat_map(|event| filter.pass(event)).collect()
    }

    fn unchanged(events: Vec<Event>) -> Vec<Filtered> {
        events.into_iter().map(Filtered::Event).collect()
    }

    #[test]
    fn the_answer_is_taken_out() {
        let j = || unchanged(keys("j"));
        assert_eq!(
            passed(keys("j\x1b]11;rgb:0000/1111/2222\x1b\\j")),
            [j(), vec![Filtered::Background { dark: true }], j()].concat()
        );
        assert_eq!(passed(keys("\x1b]11;rgb:ff/fd/f0\x07")), [Filtered::Background { dark: false }]);
    }

    #[test]
    fn everything_else_passes() {
        for text in ["\x1b]j", "\x1b]12", "abc", "\x1b]11;rgb:zz/00/00\x1b\\q"] {
            assert_eq!(passed(keys(text)), unchanged(keys(text)), "{text:?}");
        }
    }

    #[test]
    fn a_change_of_focus_is_no_answer() {
        let events = vec![Event::FocusLost, Event::FocusGained];
        assert_eq!(passed(events.clone()), unchanged(events));
    }
}
