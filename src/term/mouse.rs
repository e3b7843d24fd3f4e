//! Mouse reports, in the three forms in which terminals send them.

use crate::{app::Mouse, text::movement::Direction};

/// What is added to each number of a report of the oldest kind, so that it is a printable byte.
const OLD_OFFSET: u8 = 32;

/// The bit of a button's number that says that the mouse moves.
const MOVES: u16 = 32;

/// The bits of a button's number that say which modifiers are held.
const MODIFIERS: u16 = 4 | 8 | 16;

/// The button that stands for any that was released, where a report doesn't say which.
const RELEASED: u16 = 3;

/// The meaning of a report `CSI < button ; column ; row M` (or `m` for a release), or without `<` as urxvt sends it. Columns and rows
/// count from 1.
pub fn of_report(parameters: &str, last: u8) -> Option<Mouse> {
    let (numbers, offset) = match parameters.strip_prefix('<') {
        Some(numbers) => (numbers, 0),
        None => (parameters, u16::from(OLD_OFFSET)),
    };
    let mut numbers = numbers.split(';').map(|number| number.parse::<u16>().ok());
    let (button, column, row) = (numbers.next()??, numbers.next()??, numbers.next()??);
    let button = button.checked_sub(offset)?;
    meaning(button, last == b'm', column.checked_sub(1)?, row.checked_sub(1)?)
}

/// The meaning of a report of the oldest kind: the button, the column and the row in a byte each.
pub fn of_old_report([button, column, row]: [u8; 3]) -> Option<Mouse> {
    let place = |byte: u8| Some(u16::from(byte.checked_sub(OLD_OFFSET + 1)?));
    meaning(u16::from(button.checked_sub(OLD_OFFSET)?), false, place(column)?, place(row)?)
}

fn meaning(button: u16, is_released: bool, x: u16, y: u16) -> Option<Mouse> {
    Some(match button & !MODIFIERS {
        0 if is_released => Mouse::Up,
        RELEASED => Mouse::Up,
        0 => Mouse::Down(x, y),
        MOVES => Mouse::Drag(x, y),
        64 => Mouse::Wheel(Direction::Backward, x, y),
        65 => Mouse::Wheel(Direction::Forward, x, y),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_three_forms_mean_the_same() {
        for (parameters, last, old, mouse) in [
            ("0;5;3", b'M', [32, 37, 35], Mouse::Down(4, 2)),
            ("32;5;3", b'M', [64, 37, 35], Mouse::Drag(4, 2)),
            ("64;5;3", b'M', [96, 37, 35], Mouse::Wheel(Direction::Backward, 4, 2)),
            ("65;5;3", b'M', [97, 37, 35], Mouse::Wheel(Direction::Forward, 4, 2)),
            ("3;5;3", b'M', [35, 37, 35], Mouse::Up),
        ] {
            assert_eq!(of_report(&format!("<{parameters}"), last), Some(mouse));
            assert_eq!(of_old_report(old), Some(mouse));
        }
        assert_eq!(of_report("<0;5;3", b'm'), Some(Mouse::Up));
        assert_eq!(of_report("32;5;3", b'M'), Some(Mouse::Down(4, 2)));
        assert_eq!(of_report("<16;300;3", b'M'), Some(Mouse::Down(299, 2)), "ctrl is held");
    }

    #[test]
    fn what_is_no_report_means_nothing() {
        for parameters in
            ["", "<", "<0", "<0;1", "<0;0;0", "<0;70000;1", "<-1;1;1", "0;1;1", "<a;b;c", "<2;1;1"]
        {
            assert_eq!(of_report(parameters, b'M'), None, "{parameters}");
        }
        assert_eq!(of_old_report([32, 32, 32]), None);
    }
}
