//! Keys, and their names: `j`, `"`, `ctrl-d`, `shift-tab`, `f1`.

use std::{fmt, str::FromStr};

use super::UnknownKey;

/// A key without its modifiers.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Code {
    /// A character, in upper or lower case as the terminal sent it.
    Char(char),
    /// A function key.
    F(u8),
    /// Enter or Return.
    Enter,
    /// Escape.
    Esc,
    /// Tab.
    Tab,
    /// Backspace.
    Backspace,
    /// Delete.
    Delete,
    /// Insert.
    Insert,
    /// The up arrow.
    Up,
    /// The down arrow.
    Down,
    /// The left arrow.
    Left,
    /// The right arrow.
    Right,
    /// Home.
    Home,
    /// End.
    End,
    /// Page up.
    PageUp,
    /// Page down.
    PageDown,
}

/// A key with its modifiers. With a character, shift is not recorded: the character is upper case instead.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    /// The key.
    pub code: Code,
    /// Control was held.
    pub ctrl: bool,
    /// Alt (Meta, Option) was held.
    pub alt: bool,
    /// Shift was held; always false for a character.
    pub shift: bool,
}

/// The names of the keys that are not single characters.
const NAMES: &[(Code, &str)] = &[
    (Code::Enter, "enter"),
    (Code::Esc, "esc"),
    (Code::Tab, "tab"),
    (Code::Backspace, "backspace"),
    (Code::Delete, "delete"),
    (Code::Insert, "insert"),
    (Code::Up, "up"),
    (Code::Down, "down"),
    (Code::Left, "left"),
    (Code::Right, "right"),
    (Code::Home, "home"),
    (Code::End, "end"),
    (Code::PageUp, "pgup"),
    (Code::PageDown, "pgdn"),
    (Code::Char(' '), "space"),
];

/// The names of all keys that are not characters.
pub(super) struct KeyNames;

impl fmt::Display for KeyNames {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        NAMES.iter().try_for_each(|(_, name)| write!(f, "{name}, "))?;
        f.write_str("f1 … f24")
    }
}

impl Key {
    /// The key with this code and no modifiers.
    pub const fn plain(code: Code) -> Self {
        Self { code, ctrl: false, alt: false, shift: false }
    }

    /// A character without modifiers.
    pub const fn char(c: char) -> Self {
        Self::plain(Code::Char(c))
    }

    /// The character that the key types; `None` with control or alt, or for a key that types nothing.
    pub fn typed(self) -> Option<char> {
        match self {
            Self { code: Code::Char(c), ctrl: false, alt: false, .. } => Some(c),
            _ => None,
        }
    }

    /// Whether the key is this one, without modifiers.
    pub fn is(self, code: Code) -> bool {
        self == Self::plain(code)
    }

    /// Whether the key leaves an input mode: escape, or control and `c`.
    pub fn leaves(self) -> bool {
        self.is(Code::Esc) || self.is_ctrl('c')
    }

    /// Whether the key is this character with control held.
    pub fn is_ctrl(self, c: char) -> bool {
        self == Self { ctrl: true, ..Self::char(c) }
    }
}

impl FromStr for Key {
    type Err = UnknownKey;

    fn from_str(name: &str) -> Result<Self, UnknownKey> {
        let mut key = Self::char(' ');
        let mut rest = name;
        loop {
            let lower = rest.to_ascii_lowercase();
            let modifier = ["ctrl-", "alt-", "shift-"]
                .into_iter()
                .find(|m| lower.starts_with(m) && rest.len() > m.len());
            match modifier {
                Some("ctrl-") => key.ctrl = true,
                Some("alt-") => key.alt = true,
                Some(_) => key.shift = true,
                None => break,
            }
            rest = rest.get(modifier.map_or(0, str::len)..).unwrap_or_default();
        }
        let mut chars = rest.chars();
        key.code = match (chars.next(), chars.next()) {
            (Some(c), None) => Code::Char(c),
            _ => named(rest).ok_or_else(|| UnknownKey { name: rest.to_owned() })?,
        };
        if let (Code::Char(c), true) = (key.code, key.shift) {
            key = Self { code: Code::Char(c.to_ascii_uppercase()), shift: false, ..key };
        }
        Ok(key)
    }
}

fn named(name: &str) -> Option<Code> {
    let lower = name.to_ascii_lowercase();
    if let Some(number) = lower.strip_prefix('f').and_then(|n| n.parse().ok()) {
        return (1..=24).contains(&number).then_some(Code::F(number));
    }
    NAMES.iter().find(|(_, name)| *name == lower).map(|(code, _)| *code)
}

/// The name that [`from_str`](Key::from_str) reads.
impl fmt::Display for Key {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (held, name) in [(self.ctrl, "ctrl-"), (self.alt, "alt-"), (self.shift, "shift-")] {
            if held {
                f.write_str(name)?;
            }
        }
        match self.code {
            Code::F(n) => write!(f, "f{n}"),
            code => match (NAMES.iter().find(|(named, _)| *named == code), code) {
                (Some((_, name)), _) => f.write_str(name),
                (None, Code::Char(c)) => write!(f, "{c}"),
                (None, _) => Ok(()),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_go_both_ways() {
        for name in ["j", "J", "\"", "ctrl-d", "alt-left", "shift-tab", "f1", "space", "-", "ctrl--", "é"] {
            assert_eq!(name.parse::<Key>().map(|key| key.to_string()), Ok(name.to_owned()));
        }
        assert_eq!("shift-a".parse(), Ok(Key::char('A')));
        assert!("hyper".parse::<Key>().is_err());
    }
}
