//! Letters for kinds.

use std::iter;

use super::Kind;

/// A letter that is not taken, in either case: the kind's own, one of its name, or any other.
pub fn free_letter(kind: &Kind, taken: &[char]) -> char {
    let of_name = kind.name.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_uppercase);
    let any = ('A'..='Z').chain('0'..='9').chain(('À'..=char::MAX).filter(|c| c.is_uppercase()));
    let mut letters = iter::once(kind.letter).chain(of_name).chain(any);
    let is_free = |letter: &char| taken.iter().all(|other| !other.to_lowercase().eq(letter.to_lowercase()));
    letters.find(is_free).unwrap_or(kind.letter)
}
