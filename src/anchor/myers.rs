//! Approximate matching: how many characters must be inserted, deleted or replaced to make one string of another, and
//! where in a text a pattern stands with the fewest of them.
//!
//! Gene Myers, “A fast bit-vector algorithm for approximate string matching based on dynamic programming”, J. ACM 46(3),
//! 1999, with the blocks of its section 4 for patterns of more than 64 characters, in the formulation of Heikki Hyyrö.

use std::collections::HashMap;

/// A pattern to search for, with one bit for each of its characters.
pub struct Pattern {
    /// The number of its characters.
    length: usize,
    /// The number of machine words that their bits take.
    blocks: usize,
    /// The positions of each character in the pattern, as bits: a machine word for each block.
    places: HashMap<char, Vec<u64>>,
}

/// One block of a column of the table: a bit is set in `plus` where the vertical difference is +1, in `minus` where it is −1.
#[derive(Clone, Copy)]
struct Block {
    plus: u64,
    minus: u64,
}

impl Block {
    /// Advances the block by one character of the text. `carry` is the horizontal difference that comes in from the block
    /// above; the difference at the bit `last` is returned.
    fn step(&mut self, places: u64, carry: i32, last: u64) -> i32 {
        let into_minus = u64::from(carry < 0);
        let vertical = places | self.minus;
        let places = places | into_minus;
        let diagonal = ((places & self.plus).wrapping_add(self.plus) ^ self.plus) | places;
        let plus = self.minus | !(diagonal | self.plus);
        let minus = self.plus & diagonal;
        let out = i32::from(plus & last != 0) - i32::from(minus & last != 0);
        let plus = (plus << 1) | u64::from(carry > 0);
        let minus = (minus << 1) | into_minus;
        self.plus = minus | !(vertical | plus);
        self.minus = plus & vertical;
        out
    }
}

impl Pattern {
    /// Compiles a pattern.
    pub fn new(pattern: impl Iterator<Item = char>) -> Self {
        let pattern: Vec<char> = pattern.collect();
        let blocks = pattern.len().div_ceil(64);
        let mut places: HashMap<char, Vec<u64>> = HashMap::new();
        for (i, &c) in pattern.iter().enumerate() {
            places.entry(c).or_insert_with(|| vec![0; blocks])[i / 64] |= 1 << (i % 64);
        }
        Self { length: pattern.len(), blocks, places }
    }

    /// The edit distance between the pattern and the whole of `text`.
    pub fn distance(&self, text: impl Iterator<Item = char>) -> usize {
        let mut last = self.length;
        let mut count = 0;
        self.scan(text, 1, |distance| {
            (last, count) = (distance, count + 1);
        });
        if self.length == 0 { count } else { last }
    }

    /// The smallest edit distance between the pattern and any part of `text`, with the end of that part in characters; of equal
    /// parts the first. `None` for an empty text or pattern.
    pub fn best_end(&self, text: impl Iterator<Item = char>) -> Option<(usize, usize)> {
        let mut best: Option<(usize, usize)> = None;
        let mut end = 0;
        self.scan(text, 0, |distance| {
            end += 1;
            if best.is_none_or(|(least, _)| distance < least) {
                best = Some((distance, end));
            }
        });
        best.filter(|_| self.length > 0)
    }

    /// Calls `visit` for each character of `text` with the distance between the pattern and the best part that ends there.
    /// `start` is the cost of a character before the part: 0 if the part may begin anywhere, 1 if it begins with the text.
    fn scan(&self, text: impl Iterator<Item = char>, start: i32, mut visit: impl FnMut(usize)) {
        let mut column = vec![Block { plus: !0, minus: 0 }; self.blocks];
        let nowhere = vec![0; self.blocks];
        let mut distance = self.length;
        let last_bit = 1_u64 << (self.length.wrapping_sub(1) % 64);
        for c in text {
            let places = self.places.get(&c).unwrap_or(&nowhere);
            let mut carry = start;
            for (i, block) in column.iter_mut().enumerate() {
                let last = if i + 1 == self.blocks { last_bit } else { 1 << 63 };
                carry = block.step(places[i], carry, last);
            }
            distance = distance.saturating_add_signed(carry as isize);
            visit(distance);
        }
    }
}

/// The edit distance of two strings of characters.
pub fn distance(one: &[char], other: &[char]) -> usize {
    Pattern::new(one.iter().copied()).distance(other.iter().copied())
}

/// The similarity of two strings: 1 for equal ones, 0 for those that share nothing. It is 1 − distance / length of the longer.
pub fn similarity(one: &str, other: &str) -> f32 {
    let longest = one.chars().count().max(other.chars().count());
    if longest == 0 {
        return 1.0;
    }
    1.0 - Pattern::new(one.chars()).distance(other.chars()) as f32 / longest as f32
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// The plain dynamic programme: distances of `pattern` to what ends at each character of `text`.
    fn plainly(pattern: &[char], text: &[char], start: usize) -> Vec<usize> {
        let mut column: Vec<usize> = (0..=pattern.len()).collect();
        let mut ends = Vec::new();
        for &c in text {
            let mut diagonal = column[0];
            column[0] += start;
            for i in 1..column.len() {
                let replaced = diagonal + usize::from(pattern[i - 1] != c);
                diagonal = column[i];
                column[i] = replaced.min(diagonal + 1).min(column[i - 1] + 1);
            }
            ends.push(*column.last().expect("a column"));
        }
        ends
    }

    proptest! {
        #[test]
        fn the_bits_say_what_the_table_says(pattern in "[abc é]{1,200}", text in "[abc é]{0,200}") {
            let (p, t): (Vec<char>, Vec<char>) = (pattern.chars().collect(), text.chars().collect());
            let compiled = Pattern::new(pattern.chars());
            for start in [0, 1] {
                let mut ends = Vec::new();
                compiled.scan(text.chars(), start, |distance| ends.push(distance));
                prop_assert_eq!(ends, plainly(&p, &t, usize::from(start == 1)));
            }
            let ends = plainly(&p, &t, 0);
            let best = ends.iter().min().map(|&least| (least, ends.iter().position(|&e| e == least).expect("it") + 1));
            prop_assert_eq!(compiled.best_end(text.chars()), best);
        }
    }

    #[test]
    fn the_empty_string_costs_what_the_other_is_long() {
        assert_eq!(Pattern::new("".chars()).distance("abc".chars()), 3);
        assert_eq!(Pattern::new("abc".chars()).distance("".chars()), 3);
        assert!((similarity("colour", "color") - 5.0 / 6.0).abs() < 1e-6);
    }
}
