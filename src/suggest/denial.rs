//! What a text says that somebody did not say: "Lund did not say that", "refused to say whether".

use super::Analysis;
use super::quotes::refuses;
use crate::text::segment::language::WordList;

impl Analysis<'_> {
    /// Whether the verb at word `i` tells what was not said: "didn't suggest", "nobody mentioned", "refused to say".
    pub(super) fn is_unsaid(&self, i: usize) -> bool {
        if refuses(self.word(i)) && self.is(i + 1, WordList::Infinitive) {
            return true;
        }
        let mut start = i;
        while start > 0 && self.is_joined(start) && self.is_aside(start - 1) {
            start -= 1;
            if self.is(start, WordList::Negation) {
                return true;
            }
        }
        let Some(before) = start.checked_sub(1).filter(|_| self.is_joined(start)) else { return false };
        let nobody = |j: usize| self.is(j, WordList::Nobody) && (j == before || self.is_joined(j + 1));
        let refused = |j: usize| self.is(before, WordList::Infinitive) && refuses(self.word(j));
        nobody(before) || before.checked_sub(1).is_some_and(|j| nobody(j) || refused(j))
    }
}
