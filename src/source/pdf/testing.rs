//! Rows for tests.

use super::row::{Row, Word};

/// A row of words of size 10, whose characters are 5 points wide.
pub(super) fn row(text: &str, left: f32, baseline: f32) -> Row {
    let mut at = left;
    let mut words = Vec::new();
    for (i, part) in text.split(' ').enumerate() {
        let right = at + 5.0 * part.chars().count() as f32;
        let word = Word {
            text: part.to_owned(),
            left: at,
            right,
            baseline,
            size: 10.0,
            face: Default::default(),
            raise: Default::default(),
            follows_space: i > 0,
            mark: None,
            link: None,
        };
        words.push(word);
        at = right + 3.0;
    }
    words.retain(|word| !word.text.is_empty());
    Row { words, baseline, size: 10.0, page: 0, min_gap: 0.15 }
}
