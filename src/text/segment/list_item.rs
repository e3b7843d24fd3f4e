//! The number of an item of a list, and how it is written: "1)", "b.", "•".

use super::marks::{char_at, char_before, is_bullet, skip_white};

/// The number of an item and how it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct ListItem {
    /// The bullet before the number, or in place of it.
    pub(super) bullet: Option<char>,
    /// The number, of a letter its place in the alphabet, from 1; 0 if there is only a bullet.
    pub(super) number: u32,
    /// Whether it is written as a letter.
    pub(super) letter: bool,
    /// What stands behind the number.
    pub(super) mark: ItemMark,
}

/// What stands behind the number of an item.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ItemMark {
    /// "1."
    Stop,
    /// "1)"
    Bracket,
    /// "1.)"
    Both,
    /// No number, a bullet only.
    None,
}

impl ItemMark {
    fn read(text: &str) -> Option<Self> {
        let mark = match text.as_bytes() {
            [b'.', b')', ..] => Self::Both,
            [b'.', ..] => Self::Stop,
            [b')', ..] => Self::Bracket,
            _ => return None,
        };
        let rest = text.get(mark.len()..).unwrap_or_default();
        rest.starts_with([' ', '\u{a0}', '\t']).then_some(mark)
    }

    /// The length, in bytes.
    pub(super) fn len(self) -> usize {
        match self {
            Self::None => 0,
            Self::Stop | Self::Bracket => 1,
            Self::Both => 2,
        }
    }
}

impl ListItem {
    /// The item that the line at `at` begins with, if any.
    pub(super) fn read(text: &str, at: usize) -> Option<Self> {
        let bullet = char_at(text, at).filter(|&c| is_bullet(c));
        let body = match bullet {
            Some(c) => skip_white(text, at + c.len_utf8()),
            None => at,
        };
        let rest = text.get(body..).unwrap_or_default();
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let numbered = if (1..=3).contains(&digits) {
            let number = rest.get(..digits).and_then(|n| n.parse().ok());
            number
                .zip(rest.get(digits..).and_then(ItemMark::read))
                .map(|(number, mark)| (number, false, mark))
        } else {
            let letter = rest.bytes().next().filter(u8::is_ascii_alphabetic);
            let mark = letter.and_then(|_| rest.get(1..)).and_then(ItemMark::read);
            // Initials of names are no items: "A. Lund met B. Hale".
            letter
                .zip(mark)
                .filter(|(l, m)| l.is_ascii_lowercase() || *m != ItemMark::Stop)
                .map(|(l, mark)| (u32::from(l.to_ascii_lowercase() - b'a') + 1, true, mark))
        };
        match numbered {
            Some((number, letter, mark)) => Some(Self { bullet, number, letter, mark }),
            None => bullet.map(|_| Self { bullet, number: 0, letter: false, mark: ItemMark::None }),
        }
    }

    /// The length, in bytes, of the part of the next item's number that `rest` begins with; `head` is the text before.
    /// `None` if that number doesn't end there.
    pub(super) fn next_ends(self, head: &str, rest: &str) -> Option<usize> {
        let mark = ItemMark::read(rest).filter(|&mark| mark == self.mark)?;
        let after = rest.get(mark.len()..)?.trim_start();
        if !after.starts_with(|c: char| c.is_uppercase() || !c.is_lowercase() && c.is_alphabetic()) {
            return None;
        }
        let length = if self.letter {
            let letter = head.bytes().next_back()?.to_ascii_lowercase();
            (u32::from(letter) == u32::from(b'a') + self.number).then_some(1)?
        } else {
            let digits = head.bytes().rev().take(3).take_while(u8::is_ascii_digit).count();
            let number: u32 = head.get(head.len() - digits..)?.parse().ok()?;
            (number == self.number + 1).then_some(digits)?
        };
        let before = char_before(head, head.len() - length);
        before.is_none_or(|c| c.is_whitespace() || is_bullet(c)).then_some(length)
    }
}
