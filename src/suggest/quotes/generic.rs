//! What anybody says: "If you say “I am fine”", "as they say", "as the saying goes". Nobody in particular is quoted.

use super::attribution::AttributionCandidate;
use super::indirect_speech::is_past;
use super::mention::MentionKind;
use crate::suggest::analysis::Analysis;
use crate::text::segment::language::WordList;

/// The highest score of words that anybody says, below the lowest that is shown by default; chosen by hand.
pub(super) const MAX_GENERIC_SCORE: f32 = 0.45;

impl Analysis<'_> {
    /// Whether `found` names anybody and no person in particular, with a verb that is not in the past.
    pub(super) fn is_generic(&self, found: AttributionCandidate) -> bool {
        let (Some(speaker), Some(cue)) = (found.speaker, found.cue) else { return false };
        let verb = self.word_at(cue.start);
        if !self.language.is_english() || is_past(self.word(verb)) {
            return false;
        }
        let (first, end) = (self.word_at(speaker.phrase.start), self.word_at(speaker.phrase.end));
        let Some(last) = end.checked_sub(1) else { return false };
        let before = first.checked_sub(1).filter(|_| self.is_joined(first));
        let is_listed = |i: usize| self.is(i, WordList::Generic);
        match speaker.kind {
            // "anyone who says"
            MentionKind::Relative => before.is_some_and(is_listed),
            // "as they say"
            MentionKind::Pronoun => {
                let compares = |i: usize| self.language.has_lower(WordList::Comparison, self.word(i));
                is_listed(first) && before.is_some_and(compares)
            }
            // "you say", "People say", "as the saying goes"
            MentionKind::Name => is_listed(last) && first == last,
            MentionKind::Role => is_listed(last) && (first == last || !self.is_cue(verb)),
            MentionKind::Joint => false,
        }
    }
}
