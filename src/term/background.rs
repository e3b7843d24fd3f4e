//! Asking the terminal for its background without waiting for the answer.
//!
//! The answer to OSC 11, `ESC ] 11 ; rgb:RRRR/GGGG/BBBB ESC \`, comes in among the keys, where crossterm takes it for
//! alt-] and letters. This filter takes it out again, and lets everything else pass.

use crossterm::event::{Event, KeyCode, KeyEvent, KeyModifiers};

/// The question.
pub const QUESTION: &str = "\x1b]11;?\x1b\\";

/// The longest answer that is waited for, in characters.
const LONGEST: usize = 40;

/// Takes the answer out of the stream of events.
#[derive(Default)]
pub struct Filter {
    held: Vec<Event>,
    answer: String,
}

impl Filter {
    /// The events that are to be seen now that `event` has come. The answer becomes one `Event::FocusGained` for dark
    /// or `Event::FocusLost` for light, which crossterm sends only when asked to.
    pub fn pass(&mut self, event: Event) -> Vec<Event> {
        let Event::Key(KeyEvent { code, modifiers, .. }) = event else {
            let mut events = self.give_up();
            events.push(event);
            return events;
        };
        let alt = modifiers.contains(KeyModifiers::ALT);
        if self.held.is_empty() {
            if alt && code == KeyCode::Char(']') {
                self.held.push(event);
                return Vec::new();
            }
            return vec![event];
        }
        self.held.push(event);
        let ended = alt && code == KeyCode::Char('\\')
            || modifiers == KeyModifiers::CONTROL && code == KeyCode::Char('g');
        if ended {
            if let Some(dark) = is_dark(&self.answer) {
                (self.held, self.answer) = (Vec::new(), String::new());
                return vec![if dark { Event::FocusGained } else { Event::FocusLost }];
            }
            return self.give_up();
        }
        match code {
            KeyCode::Char(c) if !alt && self.answer.len() < LONGEST => {
                self.answer.push(c);
                let known = "11;rgb";
                let likely = self.answer.starts_with(known) || known.starts_with(&self.answer);
                if likely { Vec::new() } else { self.give_up() }
            }
            _ => self.give_up(),
        }
    }

    fn give_up(&mut self) -> Vec<Event> {
        self.answer.clear();
        std::mem::take(&mut self.held)
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

    fn passed(text: &str) -> Vec<Event> {
        let mut filter = Filter::default();
        keys(text).into_iter().flat_map(|event| filter.pass(event)).collect()
    }

    #[test]
    fn the_answer_is_taken_out() {
        let j = keys("j");
        assert_eq!(
            passed("j\x1b]11;rgb:0000/1111/2222\x1b\\j"),
            [j.clone(), vec![Event::FocusGained], j.clone()].concat()
        );
        assert_eq!(passed("\x1b]11;rgb:ff/fd/f0\x07"), [Event::FocusLost]);
    }

    #[test]
    fn everything_else_passes() {
        for text in ["\x1b]j", "\x1b]12", "abc", "\x1b]11;rgb:zz/00/00\x1b\\q"] {
            assert_eq!(passed(text), keys(text), "{text:?}");
        }
    }
}
