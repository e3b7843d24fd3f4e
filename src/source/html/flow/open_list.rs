//! A list that has begun and has not ended yet, with the markers of its items.

use crate::{source::roman::roman, text::structure::ListMarker};

/// A list that is open.
#[derive(Clone, Copy, Debug)]
pub struct OpenList {
    /// The numbers of the items; `None` for bullets and descriptions.
    pub numbering: Option<Numbering>,
}

/// The numbers of a list.
#[derive(Clone, Copy, Debug)]
pub struct Numbering {
    /// The number of the next item.
    pub next: i64,
    /// Whether the numbers descend.
    pub is_reversed: bool,
    /// The first number as the source would write it: `1`, `a`, `A`, `i` or `I`.
    pub style: char,
}

impl Numbering {
    /// The marker of the next item, whose number may be stated.
    pub fn marker(&mut self, value: Option<i64>) -> ListMarker {
        let number = value.unwrap_or(self.next);
        self.next = if self.is_reversed { number.saturating_sub(1) } else { number.saturating_add(1) };
        let positive = usize::try_from(number).ok().filter(|&number| number > 0);
        let shown = match (self.style, positive) {
            ('a', Some(number)) => letters(number, b'a'),
            ('A', Some(number)) => letters(number, b'A'),
            ('i', Some(number)) => roman(number),
            ('I', Some(number)) => roman(number).to_uppercase(),
            _ => number.to_string(),
        };
        ListMarker::Number(format!("{shown}.").into())
    }
}

/// The number in letters: a, b, …, z, aa, ab.
fn letters(mut number: usize, first: u8) -> String {
    let mut shown = Vec::new();
    while number > 0 {
        number -= 1;
        shown.push(char::from(first + (number % 26) as u8));
        number /= 26;
    }
    shown.iter().rev().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_shown_in_each_style() {
        assert_eq!([1, 26, 27, 703].map(|number| letters(number, b'a')), ["a", "z", "aa", "aaa"]);
    }
}
