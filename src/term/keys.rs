//! The keys that characters and control sequences stand for.

use crate::command::{Code, Key};

/// The number that an event of the kitty keyboard protocol has if a key is released.
const RELEASE: u32 = 3;

/// The key that types `char`, or sends it as a control character.
pub fn of_char(char: char, alt: bool) -> Key {
    let (code, ctrl) = match char {
        '\r' => (Code::Enter, false),
        '\t' => (Code::Tab, false),
        '\x1b' => (Code::Esc, false),
        '\x7f' => (Code::Backspace, false),
        '\0' => (Code::Char(' '), true),
        '\x01'..='\x1a' => (Code::Char(char::from(char as u8 | 0x60)), true),
        '\x1c'..='\x1f' => (Code::Char(char::from(char as u8 | 0x40)), true),
        char => (Code::Char(char), false),
    };
    Key { ctrl, alt, ..Key::plain(code) }
}

/// The key of the application mode (SS3).
pub fn of_single(last: u8) -> Option<Key> {
    match last {
        b'M' => Some(Key::plain(Code::Enter)),
        last => Some(Key::plain(letter(last)?)),
    }
}

/// The function key of the console of Linux: `A` is the first one.
pub fn of_console(letter: u8) -> Key {
    Key::plain(Code::F(letter - b'A' + 1))
}

/// The key that a control sequence stands for. `None` if it stands for none, or for the release of one.
pub fn of_control(parameters: &str, last: u8) -> Option<Key> {
    let mut numbers = parameters.split(';').map(|part| {
        let mut parts = part.split(':').map(|number| number.parse::<u32>().ok());
        (parts.next().flatten(), parts.next().flatten())
    });
    let (first, _) = numbers.next().unwrap_or_default();
    let (modifiers, event) = numbers.next().unwrap_or_default();
    let (third, _) = numbers.next().unwrap_or_default();
    if event == Some(RELEASE) {
        return None;
    }
    let code = match (last, first) {
        (b'Z', _) => return Some(Key { shift: true, ..Key::plain(Code::Tab) }),
        (b'~', Some(27)) => code_of_number(third?)?,
        (b'~', Some(number)) => numbered(number)?,
        (b'u', Some(number)) => code_of_number(number)?,
        (last, None | Some(1)) => letter(last)?,
        _ => return None,
    };
    Some(held(code, modifiers.unwrap_or(1)))
}

/// The key with the modifiers that a number says: 1, and a bit for each.
fn held(code: Code, modifiers: u32) -> Key {
    let bits = modifiers.saturating_sub(1);
    let shift = bits & 1 != 0;
    let code = match code {
        Code::Char(char) if shift => Code::Char(char.to_uppercase().next().unwrap_or(char)),
        code => code,
    };
    let shift = shift && !matches!(code, Code::Char(_));
    Key { code, alt: bits & 2 != 0, ctrl: bits & 4 != 0, shift }
}

/// The key that ends its sequence with a letter of its own.
fn letter(last: u8) -> Option<Code> {
    Some(match last {
        b'A' => Code::Up,
        b'B' => Code::Down,
        b'C' => Code::Right,
        b'D' => Code::Left,
        b'F' => Code::End,
        b'H' => Code::Home,
        b'P'..=b'S' => Code::F(last - b'P' + 1),
        _ => return None,
    })
}

/// The key with this number in a sequence that ends with `~`. The numbers of function keys have gaps.
fn numbered(number: u32) -> Option<Code> {
    Some(match number {
        1 | 7 => Code::Home,
        2 => Code::Insert,
        3 => Code::Delete,
        4 | 8 => Code::End,
        5 => Code::PageUp,
        6 => Code::PageDown,
        11..=15 => Code::F(number as u8 - 10),
        17..=21 => Code::F(number as u8 - 11),
        23..=26 => Code::F(number as u8 - 12),
        28 | 29 => Code::F(number as u8 - 13),
        31..=34 => Code::F(number as u8 - 14),
        _ => return None,
    })
}

/// The key whose number is that of its character. The numbers of private use are keys that type nothing.
fn code_of_number(number: u32) -> Option<Code> {
    match char::from_u32(number)? {
        '\u{e000}'..='\u{f8ff}' => None,
        '\x08' => Some(Code::Backspace),
        char @ ('\r' | '\t' | '\x1b' | '\x7f') => Some(of_char(char, false).code),
        char if char.is_control() => None,
        char => Some(Code::Char(char)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(key: Option<Key>) -> String {
        key.map_or_else(|| "none".to_owned(), |key| key.to_string())
    }

    #[test]
    fn characters_are_keys() {
        for (char, name) in [
            ('j', "j"),
            ('J', "J"),
            ('日', "日"),
            ('\r', "enter"),
            ('\t', "tab"),
            ('\x7f', "backspace"),
            ('\x03', "ctrl-c"),
            ('\n', "ctrl-j"),
            ('\0', "ctrl-space"),
            ('\x1c', "ctrl-\\"),
            ('\x1d', "ctrl-]"),
            ('\x1f', "ctrl-_"),
        ] {
            assert_eq!(of_char(char, false).to_string(), name);
        }
        assert_eq!(of_char('j', true).to_string(), "alt-j");
    }

    #[test]
    fn sequences_are_keys() {
        for (parameters, last, name) in [
            ("", b'A', "up"),
            ("1;5", b'D', "ctrl-left"),
            ("1;3", b'B', "alt-down"),
            ("", b'Z', "shift-tab"),
            ("3", b'~', "delete"),
            ("5;2", b'~', "shift-pgup"),
            ("15", b'~', "f5"),
            ("24", b'~', "f12"),
            ("34", b'~', "f20"),
            ("1;2", b'P', "shift-f1"),
            ("97;5", b'u', "ctrl-a"),
            ("97;2", b'u', "A"),
            ("13;2", b'u', "shift-enter"),
            ("27;5;47", b'~', "ctrl-/"),
            ("97;1:2", b'u', "a"),
            ("97;1:3", b'u', "none"),
            ("57441", b'u', "none"),
            ("?1", b'u', "none"),
            ("?62;4", b'c', "none"),
            ("12;40", b'R', "none"),
            ("", b'I', "none"),
            ("99999999999", b'~', "none"),
        ] {
            assert_eq!(named(of_control(parameters, last)), name, "{parameters:?} {}", char::from(last));
        }
        assert_eq!(named(of_single(b'P')), "f1");
        assert_eq!(named(of_single(b'M')), "enter");
        assert_eq!(named(of_single(b'j')), "none");
        assert_eq!(of_console(b'E').to_string(), "f5");
    }
}
