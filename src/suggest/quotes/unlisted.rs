//! Verbs of speech that no list has, told by their place between a quotation and a name: „…“, trällerte Lund.
//!
//! Only in languages other than English, where such a verb has no ending of its own.

use super::attribution::{AttributionCandidate, AttributionPattern};
use super::mention::{Mention, MentionKind};
use crate::suggest::analysis::Analysis;
use crate::text::Span;
use crate::text::segment::language::WordList;

/// The cost of a word that no list has; only what stands beside it is compared with it. Chosen by hand.
const UNLISTED_COST: usize = 15;

/// How many adverbs and auxiliaries may stand before the verb ("s'est ensuite"); chosen by hand.
const MAX_WORDS_BEFORE_VERB: usize = 4;

/// The lists of words that are no verbs.
const NO_VERBS: [WordList; 17] = [
    WordList::Preposition,
    WordList::Determiner,
    WordList::Coordinator,
    WordList::Subordinator,
    WordList::Relative,
    WordList::Pronoun,
    WordList::Subject,
    WordList::Verb,
    WordList::Aside,
    WordList::Particle,
    WordList::Role,
    WordList::Day,
    WordList::Period,
    WordList::TimeLead,
    WordList::Opener,
    WordList::Work,
    WordList::Quotative,
];

impl Analysis<'_> {
    /// The candidate of a word that no list has, with the speaker beside it: right after the quotation, or before it. `paused`
    /// says whether the quotation ends with a mark after which the sentence may go on.
    pub(super) fn unlisted_verb(
        &self,
        before: Span,
        after: Span,
        paused: bool,
    ) -> Option<AttributionCandidate> {
        if self.language.is_english() {
            return None;
        }
        let candidate = |(i, speaker): (usize, Mention), pattern| AttributionCandidate {
            cost: UNLISTED_COST,
            cue: Some(self.words[i]),
            speaker: Some(speaker),
            pattern,
        };
        if paused && let Some(found) = self.unlisted_after(after) {
            return Some(candidate(found, AttributionPattern::Unlisted));
        }
        let introduces = self.text.get(before.range())?.trim_end().ends_with(':');
        let pattern = if introduces { AttributionPattern::Unlisted } else { AttributionPattern::Verb };
        self.unlisted_before(before, introduces).map(|found| candidate(found, pattern))
    }

    /// The verb right behind a quotation, at the beginning of `region`, and the speaker behind it.
    fn unlisted_after(&self, region: Span) -> Option<(usize, Mention)> {
        let (first, end) = (self.word_at(region.start), self.word_at(region.end));
        let verb = (first..end.min(first + MAX_WORDS_BEFORE_VERB)).find(|&i| !self.is_aside(i))?;
        let joined = (first + 1..=verb + 1).all(|i| self.is_joined(i));
        let speaker = self.after_verb(verb + 1).filter(|_| joined && self.may_be_verb(verb))?;
        let (from, to) = (self.word_at(speaker.phrase.start), self.word_at(speaker.phrase.end));
        let is_person = match speaker.kind {
            MentionKind::Name | MentionKind::Joint => true,
            MentionKind::Pronoun => !self.is_joined(to),
            MentionKind::Role => {
                self.is(from, WordList::Determiner) || (from..to).any(|i| self.is(i, WordList::Role))
            }
            MentionKind::Relative => false,
        };
        is_person.then_some((verb, speaker))
    }

    /// The last verb in `region`, the text before a quotation, with a name before it, or also after it if it `introduces` the
    /// quotation.
    fn unlisted_before(&self, region: Span, introduces: bool) -> Option<(usize, Mention)> {
        let (first, end) = (self.word_at(region.start), self.word_at(region.end));
        // Where nouns have capitals, an adjective and a noun look like a verb and a name.
        let least = if self.language.has_capital_nouns() { 2 } else { 1 };
        let long = |name: Span| self.word_at(name.end) - self.word_at(name.start) >= least;
        let name = |speaker: &Mention| {
            speaker.kind == MentionKind::Name && long(speaker.span) && !self.is_adverbial(*speaker)
        };
        (first..end).rev().filter(|&i| self.may_be_verb(i) && !self.is_quoted(i)).find_map(|i| {
            let before = || if i > first && self.is_joined(i) { self.phrase_before(i) } else { None };
            let after = || if introduces { self.after_verb(i + 1) } else { None };
            before().filter(name).or_else(|| after().filter(name)).map(|speaker| (i, speaker))
        })
    }

    /// Whether the `i`th word may be a verb that no list has.
    fn may_be_verb(&self, i: usize) -> bool {
        let word = self.word(i);
        word.starts_with(char::is_lowercase)
            && word.chars().nth(2).is_some()
            && !NO_VERBS.into_iter().any(|list| self.is(i, list))
    }
}
