//! The subject of a verb of speech.
//!
//! It stands before the verb, over adverbs, times, appositions and relative clauses; or it is that of another verb in the
//! sentence ("Lund left, saying …"); or, where the verb is inverted, it stands after it.

use super::mention::{Kind, LONGEST, Mention};
use crate::suggest::analysis::Analysis;
use crate::text::segment::language::WordList;

/// The subject of another verb in the sentence is looked for within this many words.
const FARTHEST: usize = 60;

impl Analysis<'_> {
    /// Who does what the verb at word `cue` says: before the verb, or after it where `inverted` is allowed.
    pub(super) fn subject(&self, cue: usize, inverted: bool) -> Option<Mention> {
        let after = || if inverted { self.after_verb(cue + 1) } else { None };
        let start = self.verb_start(cue);
        let participle = start == cue && self.word(cue).ends_with("ing");
        let Some(before) = start.checked_sub(1) else {
            return after().or_else(|| if participle { self.next_subject(cue) } else { None });
        };
        let quoted = self.is_quoted(before);
        if quoted && !participle {
            return after();
        }
        let joined = self.is_joined(start) && !quoted;
        if joined && self.is_relative_pronoun(before) {
            return Some(self.mention(before, start, Kind::Relative));
        }
        // "Lund left, saying …", "Lund wants to say …", "Lund left and said …": the clause before has the subject.
        let dependent = !joined && participle
            || joined
                && (self.is(before, WordList::Coordinator)
                    || self.is(before, WordList::Subordinator)
                    || participle && self.is(before, WordList::Preposition)
                    || self.is(before, WordList::Dependent));
        if dependent {
            let next = || if participle { self.next_subject(cue) } else { None };
            return self.main_subject(start).or_else(after).or_else(next);
        }
        let found = if joined { self.clause_subject(start) } else { self.before_apposition(start) };
        // "Lund sent a letter saying": not the letter, which is what another verb is about.
        if let Some(found) = found.filter(|found| participle && found.kind == Kind::Role)
            && let Some(verb) = self.word_at(found.phrase.start).checked_sub(1)
            && self.is_finite(verb)
        {
            return self.main_subject(start).or(Some(found));
        }
        found.or_else(after).or_else(|| self.main_subject(start))
    }

    /// Where the verb's group begins: "has repeatedly | warned", "on Monday | said".
    fn verb_start(&self, cue: usize) -> usize {
        let mut start = cue;
        while start > 0 && self.is_joined(start) {
            let time = self.is_time(start - 1);
            if !time && !self.is_aside(start - 1) {
                break;
            }
            start -= 1;
            while time && start > 0 && self.is_joined(start) && self.leads_time(start - 1) {
                start -= 1;
            }
        }
        start
    }

    /// Whether the `i`th word names a time.
    fn is_time(&self, i: usize) -> bool {
        self.is(i, WordList::Day) || self.is(i, WordList::Period)
    }

    /// Whether the `i`th word goes before a time.
    fn leads_time(&self, i: usize) -> bool {
        self.is(i, WordList::TimeLead)
    }

    fn is_relative_pronoun(&self, i: usize) -> bool {
        self.is(i, WordList::RelativePronoun)
            || self.is(i, WordList::Complementizer) && i > 0 && !self.is(i - 1, WordList::Cue)
    }

    /// The subject of the clause that follows the participle at word `i`: "Speaking of it, Lund said".
    fn next_subject(&self, i: usize) -> Option<Mention> {
        let end = self.word_at(self.sentence(self.words.get(i)?.start).end).min(i + FARTHEST);
        let finite = |j: &usize| self.is_finite(*j) && !self.is_quoted(*j);
        let after_comma = |mention: &Mention| {
            let start = self.word_at(mention.phrase.start);
            start > i && self.gap_before(start).contains(',')
        };
        (i + 1..end).filter(finite).take(8).filter_map(|j| self.own_subject(j)).find(after_comma)
    }

    /// The subject of the clause before word `end`: of the nearest verb of speech, or of the sentence's first verb.
    fn main_subject(&self, end: usize) -> Option<Mention> {
        let sentence = self.sentence(self.words.get(end)?.start);
        let first = self.word_at(sentence.start).max(end.saturating_sub(FARTHEST));
        let open = |i: &usize| self.is_finite(*i) && !self.is_quoted(*i);
        let near = (first..end).rev().filter(|i| open(i) && self.is_cue(*i));
        let found = near.take(3).find_map(|i| self.own_subject(i));
        found.or_else(|| (first..end).filter(open).take(3).find_map(|i| self.own_subject(i)))
    }

    /// The subject that stands right before the verb at word `i`.
    fn own_subject(&self, i: usize) -> Option<Mention> {
        let start = self.verb_start(i);
        let before = start.checked_sub(1)?;
        if !self.is_joined(start) || self.is_quoted(before) {
            // “…,” said Lund
            let inverted = || if start == i && self.is_cue(i) { self.after_verb(i + 1) } else { None };
            return self.before_apposition(start).or_else(inverted);
        }
        if self.is_relative_pronoun(before) {
            return Some(self.mention(before, start, Kind::Relative));
        }
        self.phrase_before(start)
    }

    /// The subject before the apposition, the clause or the brackets that end before word `end`.
    fn before_apposition(&self, end: usize) -> Option<Mention> {
        let gap = self.gap_before(end);
        let marks: &[char] = match () {
            () if gap.contains(')') => &['('],
            () if gap.contains([',', '—', '–', '-']) => &[',', '—', '–', '-'],
            () => return None,
        };
        let sentence = self.sentence(self.words.get(end)?.start);
        let first = self.word_at(sentence.start).max(end.saturating_sub(FARTHEST));
        let opens = |i: &usize| self.gap_before(*i).contains(marks) && !self.is_joined(*i);
        let open = (first + 1..end).rev().find(opens)?;
        // "In May, Lund, 40, said": a phrase that tells no speaker is passed over.
        let mention = self.phrase_before(open)?;
        if mention.kind == Kind::Role
            && !self.is_joined(self.word_at(mention.phrase.start))
            && open > first + 1
            && let Some(further) = self.before_apposition(open).filter(|further| further.kind == Kind::Name)
        {
            return Some(further);
        }
        Some(mention)
    }

    /// The noun phrase that ends before word `end`, over a relative clause: "an officer who asked not to be named said".
    fn clause_subject(&self, end: usize) -> Option<Mention> {
        let phrase = self.phrase_before(end);
        let start = phrase.map_or(end, |phrase| self.word_at(phrase.phrase.start));
        let reported = start > 0 && self.is_cue(start - 1);
        let from = end.saturating_sub(LONGEST);
        let joined = (from + 1..start).rev().take_while(|&i| self.is_joined(i + 1));
        let relative = joined.take_while(|_| !reported).find(|&i| self.is(i, WordList::RelativePronoun));
        relative.filter(|&i| self.is_joined(i)).and_then(|i| self.phrase_before(i)).or(phrase)
    }
}
