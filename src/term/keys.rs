//! From crossterm's events to ours.

use crossterm::event::{
    Event as Raw, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEventKind,
};

use super::{Message, background::Filtered};
use crate::{
    app::{Event, Mouse},
    command::{Code, Key},
    text::movement::Direction,
};

/// The message for an event of the terminal, if the event means anything to the program.
pub fn message(event: Filtered) -> Option<Message> {
    let event = match event {
        Filtered::Background { dark } => Event::Background(dark),
        Filtered::Event(Raw::Key(key)) => Event::Key(key_of(key)?),
        Filtered::Event(Raw::Paste(text)) => Event::Paste(text),
        Filtered::Event(Raw::Mouse(mouse)) => Event::Mouse(mouse_of(mouse)?),
        Filtered::Event(Raw::Resize(width, height)) => Event::Resize(width, height),
        Filtered::Event(Raw::FocusGained | Raw::FocusLost) => return None,
    };
    Some(Message::Event(event))
}

fn mouse_of(mouse: crossterm::event::MouseEvent) -> Option<Mouse> {
    let (x, y) = (mouse.column, mouse.row);
    Some(match mouse.kind {
        MouseEventKind::Down(MouseButton::Left) => Mouse::Down(x, y),
        MouseEventKind::Drag(MouseButton::Left) => Mouse::Drag(x, y),
        MouseEventKind::Up(MouseButton::Left) => Mouse::Up,
        MouseEventKind::ScrollDown => Mouse::Wheel(Direction::Forward, x, y),
        MouseEventKind::ScrollUp => Mouse::Wheel(Direction::Backward, x, y),
        _ => return None,
    })
}

fn key_of(key: KeyEvent) -> Option<Key> {
    if key.kind == KeyEventKind::Release {
        return None;
    }
    let shifted = key.modifiers.contains(KeyModifiers::SHIFT);
    let code = match key.code {
        KeyCode::Char(c) => Code::Char(c),
        KeyCode::F(n) => Code::F(n),
        KeyCode::Enter => Code::Enter,
        KeyCode::Esc => Code::Esc,
        KeyCode::Tab | KeyCode::BackTab => Code::Tab,
        KeyCode::Backspace => Code::Backspace,
        KeyCode::Delete => Code::Delete,
        KeyCode::Insert => Code::Insert,
        KeyCode::Up => Code::Up,
        KeyCode::Down => Code::Down,
        KeyCode::Left => Code::Left,
        KeyCode::Right => Code::Right,
        KeyCode::Home => Code::Home,
        KeyCode::End => Code::End,
        KeyCode::PageUp => Code::PageUp,
        KeyCode::PageDown => Code::PageDown,
        _ => return None,
    };
    let ctrl = key.modifiers.contains(KeyModifiers::CONTROL);
    // A terminal sends ctrl-] and ctrl-_ as control characters that crossterm names by digits.
    let code = match (code, ctrl) {
        (Code::Char('5'), true) => Code::Char(']'),
        (Code::Char('7'), true) => Code::Char('_'),
        (code, _) => code,
    };
    Some(Key {
        code,
        ctrl,
        alt: key.modifiers.contains(KeyModifiers::ALT),
        shift: key.code == KeyCode::BackTab || shifted && !matches!(code, Code::Char(_)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn focus_means_nothing_and_the_background_is_no_focus() {
        for focus in [Raw::FocusGained, Raw::FocusLost] {
            assert!(message(Filtered::Event(focus)).is_none());
        }
        let answer = message(Filtered::Background { dark: false });
        assert!(matches!(answer, Some(Message::Event(Event::Background(false)))));
    }
}
