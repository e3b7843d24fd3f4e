//! The subject of a verb of speech.
//!
//! It stands before the verb, with adverbs, times, appositions and relative clauses in between; or it is the subject of
//! another verb in the sentence ("Lund left, saying …"); or it stands after an inverted verb.

use super::mention::{MAX_PHRASE_WORDS, Mention, MentionKind};
use crate::suggest::analysis::Analysis;
use crate::text::segment::language::WordList;

/// How many words away the subject of another verb may stand; chosen by hand.
const MAX_SUBJECT_DISTANCE_WORDS: usize = 60;

impl Analysis<'_> {
    /// The subject of the verb at word `cue`: before the verb, or also after it if it may be `inverted`.
    pub(super) fn subject(&self, cue: usize, inverted: bool) -> Option<Mention> {
        let after = || if inverted { self.after_verb(cue + 1) } else { None };
        let start = self.verb_start(cue);
        let participle = self.word(cue).ends_with("ing") && !(start..cue).any(|i| self.is(i, WordList::Be));
        let Some(before) = start.checked_sub(1) else {
            return after().or_else(|| if participle { self.next_subject(cue) } else { None });
        };
        let quoted = self.is_quoted(before);
        if quoted && !participle {
            return after();
        }
        let joined = self.is_joined(start) && !quoted;
        if joined && self.is_relative_pronoun(before) {
            return Some(self.mention(before, start, MentionKind::Relative));
        }
        if joined
            && participle
            && self.is(before, WordList::Comparison)
            && let Some(quoted) = self.object_before(before)
        {
            return Some(quoted);
        }
        // The clause before has the subject: "Lund left, saying …", "Lund wants to say …", "Lund left and said …".
        let dependent = !joined && participle
            || joined
                && (self.is(before, WordList::Coordinator)
                    || self.is(before, WordList::Subordinator)
                    || participle && self.is(before, WordList::Preposition)
                    || self.is(before, WordList::Dependent));
        if dependent {
            let next = || if participle { self.next_subject(cue) } else { None };
            return self
                .main_subject(start)
                .or_else(after)
                .or_else(next)
                .or_else(|| self.first_subject(start));
        }
        let found = if joined { self.clause_subject(start) } else { self.before_apposition(start) };
        if participle && let Some(shown) = found.and_then(|found| self.shown(found)) {
            return Some(shown);
        }
        // "the office … but in an interview said": the noun of an adverbial is not the subject.
        let adverbial = |found: &Mention| {
            let first = self.word_at(found.phrase.start);
            let lead =
                first.checked_sub(1).filter(|&i| self.is(i, WordList::Preposition) && self.is_joined(first));
            lead.and_then(|lead| lead.checked_sub(1)).is_some_and(|i| self.is(i, WordList::Coordinator))
        };
        if joined && found.is_some_and(|found| found.kind == MentionKind::Role && adverbial(&found)) {
            return self.main_subject(start).or(found);
        }
        if found.is_some_and(|found| self.is_adverbial(found)) {
            return after().or_else(|| self.main_subject(start)).or(found);
        }
        // The object of another verb is not the subject: "Lund sent a letter saying".
        if let Some(found) = found.filter(|found| participle && found.kind == MentionKind::Role)
            && let Some(verb) = self.word_at(found.phrase.start).checked_sub(1)
            && self.is_finite(verb)
        {
            return self.main_subject(start).or(Some(found));
        }
        found.or_else(after).or_else(|| self.main_subject(start))
    }

    /// Who is quoted before the "as" at word `end`: "Reuters quoted (Lund) as saying".
    fn object_before(&self, end: usize) -> Option<Mention> {
        let object = self.phrase_before(end)?;
        let verb = self.word_at(object.phrase.start).checked_sub(1)?;
        (self.is(verb, WordList::Cue) && self.is_joined(verb + 1)).then_some(object)
    }

    /// The name of whom `found` shows, if it is a work: "a clip of (Lund) saying".
    fn shown(&self, found: Mention) -> Option<Mention> {
        let (from, to) = (self.word_at(found.phrase.start), self.word_at(found.phrase.end));
        let of =
            (from + 1..to).find(|&i| self.is(i, WordList::Belonging) && self.is(i - 1, WordList::Work))?;
        self.head(of + 1, to).filter(|shown| shown.kind == MentionKind::Name)
    }

    /// Whom the verb at word `i` quotes: "Reuters quoted (Lund) as saying".
    pub(super) fn quoted_object(&self, i: usize) -> Option<Mention> {
        let near = i + 2..i + 2 + MAX_PHRASE_WORDS;
        near.take_while(|&j| self.is_joined(j)).find(|&j| self.is(j, WordList::Comparison))?;
        let object = self.after_verb(i + 1)?;
        let end = self.word_at(object.phrase.end);
        let says =
            self.is(end, WordList::Comparison) && self.is_cue(end + 1) && self.word(end + 1).ends_with("ing");
        says.then_some(object)
    }

    /// Whether `found`, which stands before a verb, is no subject where the verb may stand before its subject: "In a letter said
    /// Lund", "Then said Lund", as languages other than English have it.
    pub(super) fn is_adverbial(&self, found: Mention) -> bool {
        let (first, end) = (self.word_at(found.phrase.start), self.word_at(found.phrase.end));
        let led = first > 0 && self.is(first - 1, WordList::Preposition) && self.is_joined(first);
        let adverb = || {
            found.kind == MentionKind::Role
                && end == first + 1
                && (self.is(first, WordList::Starter) || self.is(first, WordList::Aside))
        };
        !self.language.is_english() && (led || adverb())
    }

    /// The number of the first word of the verb group: "has repeatedly | warned", "on Monday | said".
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

    /// Whether the `i`th word stands before a time: "on", "last".
    fn leads_time(&self, i: usize) -> bool {
        self.is(i, WordList::TimeLead)
    }

    fn is_relative_pronoun(&self, i: usize) -> bool {
        self.is(i, WordList::RelativePronoun)
            || self.is(i, WordList::Complementizer) && i > 0 && !self.is(i - 1, WordList::Cue)
    }

    /// The subject of the clause that follows the participle at word `i`: "Speaking of it, Lund said".
    fn next_subject(&self, i: usize) -> Option<Mention> {
        let end =
            self.word_at(self.sentence(self.words.get(i)?.start).end).min(i + MAX_SUBJECT_DISTANCE_WORDS);
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
        let first = self.word_at(sentence.start).max(end.saturating_sub(MAX_SUBJECT_DISTANCE_WORDS));
        let open = |i: &usize| self.is_finite(*i) && !self.is_quoted(*i);
        let near =
            (first..end).rev().filter(|i| open(i) && self.is_cue(*i) && !self.is(*i, WordList::Naming));
        let found = near.take(3).find_map(|i| self.own_subject(i));
        // "In a statement released on Monday": the noun of an adverbial has no main verb.
        let adverbial = |found: &Mention| {
            let start = self.word_at(found.phrase.start);
            found.kind == MentionKind::Role && start > first && self.is(start - 1, WordList::Preposition)
        };
        let subjects = || (first..end).filter(open).take(3).filter_map(|i| self.own_subject(i));
        found.or_else(|| subjects().find(|found| !adverbial(found))).or_else(|| subjects().next())
    }

    /// The noun phrase with which the sentence of word `i` begins, where its verb is in no list: "Lund lachte und sagte".
    fn first_subject(&self, i: usize) -> Option<Mention> {
        let first = self.word_at(self.sentence(self.words.get(i)?.start).start);
        let found =
            if self.language.is_english() || self.is_quoted(first) { None } else { self.after_verb(first) };
        found.filter(|found| self.word_at(found.phrase.end) < i && !self.is_adverbial(*found))
    }

    /// The subject right before the verb at word `i`.
    fn own_subject(&self, i: usize) -> Option<Mention> {
        let start = self.verb_start(i);
        let before = start.checked_sub(1)?;
        if !self.is_joined(start) || self.is_quoted(before) {
            // The subject may follow the verb: “…,” said Lund
            let auxiliary = start < i && !self.language.is_english();
            let inverted =
                || if (start == i || auxiliary) && self.is_cue(i) { self.after_verb(i + 1) } else { None };
            return self.before_apposition(start).or_else(inverted);
        }
        if self.is_relative_pronoun(before) {
            return Some(self.mention(before, start, MentionKind::Relative));
        }
        self.phrase_before(start).map(|mention| self.with_others_before(mention))
    }

    /// The subject before the apposition, the clause or the brackets that end before word `end`.
    fn before_apposition(&self, end: usize) -> Option<Mention> {
        let gap = self.gap_before(end);
        let marks: &[char] = if gap.contains(')') {
            &['(']
        } else if gap.contains([',', '—', '–', '-']) {
            &[',', '—', '–', '-']
        } else {
            return None;
        };
        let sentence = self.sentence(self.words.get(end)?.start);
        let first = self.word_at(sentence.start).max(end.saturating_sub(MAX_SUBJECT_DISTANCE_WORDS));
        let opens = |i: &usize| self.gap_before(*i).contains(marks) && !self.is_joined(*i);
        let open = (first + 1..end).rev().find(opens)?;
        // A phrase that is no speaker is skipped: "In May, Lund, 40, said".
        let mention = self.phrase_before(open)?;
        if mention.kind == MentionKind::Role
            && !self.is_joined(self.word_at(mention.phrase.start))
            && open > first + 1
            && let Some(further) =
                self.before_apposition(open).filter(|further| further.kind == MentionKind::Name)
        {
            return Some(further);
        }
        let mention = self.apposition(mention, open, end).unwrap_or(mention);
        Some(self.with_others_before(self.with_office(mention)))
    }

    /// `name` with the office that it stands in apposition to: "the mayor, Paul Reth".
    fn with_office(&self, name: Mention) -> Mention {
        let from = self.word_at(name.phrase.start);
        if name.kind != MentionKind::Name || from == 0 || self.gap_before(from).trim() != "," {
            return name;
        }
        let office = self.phrase_before(from).filter(|office| {
            office.kind == MentionKind::Role && self.is(self.word_at(office.phrase.start), WordList::Article)
        });
        office.map_or(name, |office| Mention { phrase: office.phrase.hull(name.phrase), ..name })
    }

    /// The noun phrase before word `end`, without a relative clause in between: "an officer who asked not to be named
    /// said".
    fn clause_subject(&self, end: usize) -> Option<Mention> {
        let phrase = self.phrase_before(end);
        let start = phrase.map_or(end, |phrase| self.word_at(phrase.phrase.start));
        let reported = start > 0 && self.is_cue(start - 1);
        let from = end.saturating_sub(MAX_PHRASE_WORDS);
        let joined = (from + 1..start).rev().take_while(|&i| self.is_joined(i + 1));
        let relative = joined.take_while(|_| !reported).find(|&i| self.is(i, WordList::RelativePronoun));
        let antecedent = relative.filter(|&i| self.is_joined(i)).and_then(|i| self.phrase_before(i));
        antecedent.or(phrase).map(|mention| self.with_others_before(mention))
    }
}
