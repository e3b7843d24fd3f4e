//! The chain of auxiliaries before a verb.

use super::cues::Function;
use super::finder::{Finder, Scope};
use crate::text::segment::language::WordList;

/// The longest chain, in words; chosen by hand.
const MAX_CHAIN_WORDS: usize = 8;

/// The auxiliaries before a verb: "would not have said".
#[derive(Clone, Copy, Debug, Default)]
#[allow(clippy::struct_excessive_bools)] // Each helper may or may not be there.
pub(super) struct Chain {
    /// The number of the chain's first word, with the adverbs before it.
    pub(super) start: usize,
    /// Whether a form of "be" makes the verb passive or progressive.
    pub(super) be: bool,
    /// Whether there is a modal: "would".
    pub(super) modal: bool,
    /// Whether there is a negation.
    pub(super) negated: bool,
    /// Whether the chain begins with "to".
    pub(super) infinitive: bool,
    /// Whether there is another auxiliary: "have", "do".
    pub(super) helped: bool,
}

impl Finder<'_, '_> {
    /// The chain that ends with the verb at word `i`.
    pub(super) fn chain(&self, i: usize, scope: Scope) -> Chain {
        let mut chain = Chain { start: i, ..Chain::default() };
        while chain.start > scope.first.max(i.saturating_sub(MAX_CHAIN_WORDS))
            && self.analysis.is_joined(chain.start)
        {
            let before = chain.start - 1;
            let does = |function| self.does(before, function);
            let aside = !self.is_capital(before)
                && (self.is(before, WordList::Aside) || self.analysis.is_manner(before));
            if does(Function::Be) {
                chain.be |= chain.start == i || !chain.helped;
            } else if does(Function::Modal) {
                chain.modal = true;
            } else if does(Function::Have) || does(Function::Do) {
                chain.helped = true;
            } else if !(aside || does(Function::Not) || does(Function::To) || does(Function::Adverb)) {
                break;
            }
            chain.negated |= does(Function::Not);
            chain.infinitive = does(Function::To);
            chain.start = before;
            if chain.infinitive {
                break;
            }
        }
        chain
    }
}
