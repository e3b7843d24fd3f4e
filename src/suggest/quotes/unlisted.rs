//! Verbs of speech that no list has, told by their place between a quotation and a name: „…“, trällerte Lund.
//!
//! In English it must be a finite verb beside a person; in other languages, such a verb has no ending of its own.

use super::attribution::{AttributionCandidate, AttributionPattern, NO_SPEAKER_COST};
use super::mention::{Mention, MentionKind};
use crate::suggest::analysis::Analysis;
use crate::text::Span;
use crate::text::segment::language::WordList;

/// The cost of a word that no list has; only what stands beside it is compared with it. Chosen by hand.
const UNLISTED_COST: usize = 15;

/// How many adverbs and auxiliaries may stand before the verb ("s'est ensuite"); chosen by hand.
const MAX_WORDS_BEFORE_VERB: usize = 4;

/// The longest subject before a finite verb, in words; chosen by hand.
const MAX_WORDS_BEFORE_FINITE: usize = 8;

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
        let candidate = |(i, speaker): (usize, Mention), pattern| AttributionCandidate {
            cost: UNLISTED_COST,
            cue: Some(self.words[i]),
            speaker: Some(speaker),
            pattern,
        };
        if paused && let Some(found) = self.unlisted_after(after) {
            return Some(candidate(found, AttributionPattern::Unlisted));
        }
        if self.language.is_english() {
            return None;
        }
        let introduces = self.text.get(before.range())?.trim_end().ends_with(':');
        let pattern = if introduces { AttributionPattern::Unlisted } else { AttributionPattern::Verb };
        self.unlisted_before(before, introduces).map(|found| candidate(found, pattern))
    }

    /// The candidate of a verb right before the quotation at the byte `at` with only a relative pronoun and adverbs before
    /// it: "five others who only circled “…”".
    pub(super) fn relative_verb(&self, at: usize) -> Option<AttributionCandidate> {
        let i = self.word_at(at).checked_sub(1).filter(|&i| self.is_finite(i) && !self.is_aside(i))?;
        let start =
            (0..i).rev().take_while(|&j| self.is_joined(j + 1) && self.is_aside(j)).last().unwrap_or(i);
        let pronoun = start
            .checked_sub(1)
            .filter(|&j| self.is(j, WordList::RelativePronoun) && self.is_joined(start))?;
        Some(AttributionCandidate {
            cost: NO_SPEAKER_COST,
            cue: Some(self.words[i]),
            speaker: Some(self.mention(pronoun, start, MentionKind::Relative)),
            pattern: AttributionPattern::Verb,
        })
    }

    /// The speaker of a verb that no list has right after the quotation `part`: “…,” nodded Lund; “…,” Lund grinned.
    pub(super) fn unlisted_speaker_after(&self, part: Span) -> Option<Mention> {
        let (_, after) = self.sentence_around(part, part);
        self.unlisted_after(after).filter(|_| self.pauses(part)).map(|(_, speaker)| speaker)
    }

    /// The verb at the beginning of `region`, the text after a quotation, and the person before or behind it.
    fn finite_after(&self, region: Span) -> Option<(usize, Mention)> {
        let first = self.word_at(region.start);
        let is_person = |speaker: &Mention| {
            let mut words = self.word_at(speaker.phrase.start)..self.word_at(speaker.phrase.end);
            matches!(speaker.kind, MentionKind::Name | MentionKind::Joint)
                || words.any(|i| self.is(i, WordList::Role))
        };
        let end = self.word_at(region.end).min(first + MAX_WORDS_BEFORE_FINITE);
        let joined = |i: &usize| *i == first || self.is_joined(*i);
        let verb = (first..end).take_while(joined).find(|&i| self.is_finite(i))?;
        let before = || self.phrase_before(verb).filter(|found| self.word_at(found.phrase.start) == first);
        let speaker = if verb == first { self.whose_words(verb + 1) } else { before() };
        speaker.filter(is_person).map(|speaker| (verb, speaker))
    }

    /// Who is named from word `from` on, or whose words are: "came the reply from Lund".
    fn whose_words(&self, from: usize) -> Option<Mention> {
        let found = self.after_verb(from)?;
        let mut words = from..self.word_at(found.phrase.end);
        let owned = |i: &usize| self.is(*i, WordList::Speech) && self.is(*i + 1, WordList::Preposition);
        words.find(owned).and_then(|i| self.after_verb(i + 2)).or(Some(found))
    }

    /// The verb right behind a quotation, at the beginning of `region`, and the speaker behind it.
    fn unlisted_after(&self, region: Span) -> Option<(usize, Mention)> {
        if self.language.is_english() {
            return self.finite_after(region);
        }
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
