//! The pattern of the words next to the target.

use super::classes::sound;
use super::features::{Features, kind};
use super::sentence::{ITSELF, Sentence, SpelledToken};
use crate::suggest::linear::Hash;

/// The farthest word from the target in a pattern, in words; chosen by hand.
const MAX_PATTERN_WORDS: usize = 4;

/// The token before the first word and after the last one.
const OUTSIDE: Hash = Hash::new(0).byte(2);

/// The patterns: a letter, and the number of words before and after the target.
const PATTERNS: [(u8, usize, usize); 12] = [
    (b'a', 1, 0),
    (b'b', 0, 1),
    (b'c', 2, 0),
    (b'd', 0, 2),
    (b'e', 1, 1),
    (b'f', 3, 0),
    (b'g', 0, 3),
    (b'h', 2, 1),
    (b'i', 1, 2),
    (b'j', 0, 4),
    (b'k', 4, 0),
    (b'l', 2, 2),
];

impl Sentence<'_> {
    /// Adds the words next to the target, as they are and by class.
    pub(super) fn patterns(&self, features: &mut Features) {
        let near: [_; 2 * MAX_PATTERN_WORDS + 1] = std::array::from_fn(|i| {
            let i = (self.at + i).checked_sub(MAX_PATTERN_WORDS)?;
            let token = self.tokens.get(i)?;
            Some((token.hash, class(token, self.is_cue(i))))
        });
        for (letter, from, to) in PATTERNS {
            let mut plain = kind(b't').byte(letter);
            let mut classes = kind(b'k').byte(letter);
            for token in near.iter().skip(MAX_PATTERN_WORDS - from).take(from + to + 1) {
                let (word, class) = token.unwrap_or((OUTSIDE, OUTSIDE));
                plain = plain.with(word);
                classes = classes.with(class);
            }
            if from + to < 4 {
                features.add(plain);
            }
            features.add(classes);
        }
    }
}

/// The class of a token in a pattern; a short word is its own class.
fn class(token: &SpelledToken, is_cue: bool) -> Hash {
    let sound = sound(token.polarity);
    if token.lower == ITSELF {
        Hash::new(1)
    } else if is_cue {
        Hash::new(2)
    } else if sound != 0 {
        Hash::new(3).byte(u8::from(sound > 2))
    } else if token.lower.len() > 3 && token.lower.ends_with("ed") {
        Hash::new(4)
    } else if token.lower.len() > 4 && token.lower.ends_with("ing") {
        Hash::new(5)
    } else if token.is_capital {
        Hash::new(6)
    } else if token.lower.bytes().all(|byte| byte.is_ascii_digit()) {
        Hash::new(7)
    } else if token.lower.chars().count() <= 4 {
        token.hash
    } else {
        Hash::new(8)
    }
}
