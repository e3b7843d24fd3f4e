//! The cost of each verb, noun or colon near a quotation as its attribution.

use super::attribution::{AttributionCandidate, AttributionPattern, MAX_CUE_DISTANCE_WORDS, NO_SPEAKER_COST};
use super::mention::{Mention, MentionKind};
use crate::suggest::analysis::Analysis;
use crate::text::Span;
use crate::text::segment::language::WordList;

/// The cost of a word that stands for a verb between commas before a quotation; chosen by hand.
const QUOTATIVE_COST: usize = 4;

/// The cost of a preposition that tells whose view a sentence is: more than that of most verbs; chosen by hand.
const VIEWPOINT_COST: usize = 12;

impl Analysis<'_> {
    /// The candidate for the verb at word `i`, which stands after a quotation; `first` is the first word after it.
    pub(super) fn verb_after(
        &self,
        i: usize,
        first: usize,
        commas: usize,
        paused: bool,
    ) -> Option<AttributionCandidate> {
        if let Some(inverted) = self.inverted_auxiliary(first, i) {
            return Some(inverted);
        }
        let adverbs = (first..i).all(|j| self.is_aside(j));
        let tells = self.is(i, WordList::Telling);
        if adverbs && !tells {
            // “…,” said Lund. But words that are not a clause are the subject of the verb: the “rebels” said.
            let speaker = if paused { self.after_verb(i + 1) } else { None };
            let speaker = speaker.filter(|speaker| !self.has_auxiliary(*speaker));
            // «…», se lee en el informe: nobody is named.
            let alone = paused && !self.language.is_english();
            let candidate = AttributionCandidate {
                cost: 1 + i - first + if speaker.is_some() { 0 } else { NO_SPEAKER_COST / 2 },
                cue: Some(self.words[i]),
                speaker,
                pattern: AttributionPattern::After,
            };
            return (alone || speaker.is_some()).then(|| self.without_impersonal(candidate));
        }
        if self.is_passive(i) && !self.is_quoted_as(i) {
            return None;
        }
        let speaker = self.subject(i, false);
        let start = speaker.map_or(i, |speaker| self.word_at(speaker.phrase.start));
        if start < first {
            // The verb belongs to the clause before the quotation.
            return None;
        }
        let touches = start <= first
            || start == first + 1 && self.is(first, WordList::Aside)
            || self.is(first, WordList::Be) && start == first + 2 && self.is(first + 1, WordList::Relative);
        let comma = self.gap_before(start).contains([',', '—', '–']);
        let mut cost = if touches { 2 } else { 6 + 2 * commas };
        cost += if touches || comma { 0 } else { 10 };
        cost += if paused { 0 } else { 4 };
        cost += if self.ends_clause(i) { 0 } else { 8 };
        cost += if self.is(i, WordList::Weak) && !touches { 5 } else { 0 };
        cost += if speaker.is_some() { 0 } else { NO_SPEAKER_COST };
        let pattern = if touches { AttributionPattern::After } else { AttributionPattern::Tail };
        let speaker = self.quoted_object(i).or(speaker);
        let cue = Some(self.words[i]);
        Some(self.without_impersonal(AttributionCandidate { cost, cue, speaker, pattern }))
    }

    /// The candidate of the verb at word `i` behind an auxiliary with its pronoun, which begin with word `first`: « … », a-t-il dit
    fn inverted_auxiliary(&self, first: usize, i: usize) -> Option<AttributionCandidate> {
        let pronoun = |j: usize| self.is(j, WordList::Pronoun) && self.gap_before(j) == "-";
        let at = (first..i).find(|&j| pronoun(j)).filter(|_| !self.language.is_english())?;
        let leads = |j: usize| {
            self.is_aside(j) || self.is(j, WordList::Euphonic) || self.is(j, WordList::Verb) || j == at
        };
        let speaker = Some(self.mention(at, at + 1, MentionKind::Pronoun));
        let candidate = AttributionCandidate {
            cost: 1 + i - first,
            cue: Some(self.words[i]),
            speaker,
            pattern: AttributionPattern::After,
        };
        (first..i).all(leads).then(|| self.without_impersonal(candidate))
    }

    /// `candidate`, of nobody if its speaker is no person.
    fn without_impersonal(&self, candidate: AttributionCandidate) -> AttributionCandidate {
        if candidate.speaker.is_some_and(|speaker| self.is_impersonal(speaker)) {
            return AttributionCandidate {
                speaker: None,
                pattern: AttributionPattern::Impersonal,
                ..candidate
            };
        }
        candidate
    }

    /// Whether `mention`, the subject of a verb, is nobody: "heißt es", "dit-on".
    pub(super) fn is_impersonal(&self, mention: Mention) -> bool {
        !self.language.is_english()
            && mention.span == mention.phrase
            && self.is(self.word_at(mention.span.start), WordList::Impersonal)
    }

    /// The candidate of the word `i` that stands for a verb right after a quotation: „…“, so Lund
    pub(super) fn quotative(&self, i: usize) -> Option<AttributionCandidate> {
        let speaker = self.after_verb(i + 1).filter(|_| self.is(i, WordList::Quotative))?;
        Some(AttributionCandidate {
            cost: 1,
            cue: Some(self.words[i]),
            speaker: Some(speaker),
            pattern: AttributionPattern::After,
        })
    }

    /// The candidate of the word `i` that stands for a verb between commas before a quotation: Man könne, so Lund, „nicht alles haben“
    pub(super) fn quotative_before(&self, i: usize) -> Option<AttributionCandidate> {
        let found = self.quotative(i).filter(|_| self.gap_before(i).contains(','))?;
        let end = self.word_at(found.speaker?.phrase.end);
        let candidate =
            AttributionCandidate { cost: QUOTATIVE_COST, pattern: AttributionPattern::Clause, ..found };
        self.gap_before(end).trim_start().starts_with(',').then_some(candidate)
    }

    /// The candidate of the preposition at word `i` that tells at the beginning of a sentence whose view it is: Pour Lund, « … »
    pub(super) fn viewpoint(&self, i: usize) -> Option<AttributionCandidate> {
        if !self.is(i, WordList::Viewpoint) || !self.begins_sentence(i) {
            return None;
        }
        let speaker = self.after_verb(i + 1).filter(|speaker| speaker.kind == MentionKind::Name)?;
        Some(AttributionCandidate {
            cost: VIEWPOINT_COST,
            cue: Some(self.words[i]),
            speaker: Some(speaker),
            pattern: AttributionPattern::Clause,
        })
    }

    /// Whether the clause ends after the verb at word `i`, so that it reports nothing after it: "he said.", "he said on
    /// Monday", "he told Lund".
    fn ends_clause(&self, i: usize) -> bool {
        let idiom = self.is(i, WordList::Idiom) && self.is(i + 1, WordList::IdiomObject);
        let next = if idiom { i + 2 } else { i + 1 };
        if !self.is_joined(next) || next >= self.words.len() {
            return true;
        }
        !(self.is(next, WordList::Relative)
            || self.is(next, WordList::Subject)
            || self.is(next, WordList::Pronoun)
            || self.is_quoted(next))
    }

    /// The candidate for the verb at word `i`, which stands `between` words before a quotation; `hindrance` is the cost
    /// of the marks in between.
    pub(super) fn verb_before(
        &self,
        i: usize,
        between: usize,
        hindrance: usize,
    ) -> Option<AttributionCandidate> {
        if self.quoted_object(i).is_some() {
            return None;
        }
        let inverted = !self.is_joined(i) || i == 0 || !self.language.is_english();
        let passive = self.is_passive(i);
        let speaker = if passive { self.agent(i + 1) } else { self.subject(i, inverted) };
        let is_nobody = |speaker: Mention| speaker.kind == MentionKind::Role || self.is_impersonal(speaker);
        if between < 2 && self.is_naming(i) && speaker.is_none_or(is_nobody) {
            return None;
        }
        // A verb just before a colon costs nothing more: "Lund shot back at him: “…”"
        let introduces = between < 4 && self.gap_before(i + 1 + between).contains(':');
        let mut cost = if introduces { 0 } else { between.min(12) * 2 + hindrance };
        cost += if self.is(i, WordList::Weak) && !introduces { 5 } else { 0 };
        cost += if speaker.is_some() { 0 } else { NO_SPEAKER_COST };
        let pattern =
            if between == 0 || introduces { AttributionPattern::Before } else { AttributionPattern::Clause };
        let cue = Some(self.words[i]);
        Some(self.without_impersonal(AttributionCandidate { cost, cue, speaker, pattern }))
    }

    /// The candidate for the noun of speech at word `i`: "a statement by Lund that …", "Lund's statement that …".
    pub(super) fn noun_before(
        &self,
        i: usize,
        between: usize,
        hindrance: usize,
    ) -> Option<AttributionCandidate> {
        let owner = || {
            let possessive = |j: &usize| {
                let word = self.word(*j);
                word.ends_with("'s") || word.ends_with("’s") || self.is(*j, WordList::Possessive)
            };
            let j = (i.saturating_sub(4)..i)
                .rev()
                .take_while(|&j| self.is_joined(j + 1) && !self.is(j, WordList::Infinitive))
                .find(possessive)?;
            self.phrase_before(j + 1)
        };
        let agent = self.agent(i + 1);
        let named = agent.map_or(0, |agent| self.word_at(agent.phrase.end) - i - 1);
        let speaker = agent.or_else(owner)?;
        let cost = 8 + between.saturating_sub(named).min(12) * 2 + hindrance;
        Some(AttributionCandidate {
            cost,
            cue: Some(self.words[i]),
            speaker: Some(speaker),
            pattern: AttributionPattern::Clause,
        })
    }

    /// Whether the subject of the passive at word `i` speaks: "Lund was quoted as saying".
    fn is_quoted_as(&self, i: usize) -> bool {
        self.is(i + 1, WordList::Comparison) && self.is_cue(i + 2) && self.word(i + 2).ends_with("ing")
    }

    /// Whether the verb at word `i` is passive, or a participle without a subject: "was asked", "when asked".
    fn is_passive(&self, i: usize) -> bool {
        let before = (0..i).rev().take(3).find(|&j| !self.is_manner(j)).filter(|_| self.is_joined(i));
        let be = before.is_some_and(|j| {
            self.is(j, WordList::Be)
                || self.language.is_english()
                    && self.is(j, WordList::Subordinator)
                    && !self.is(j, WordList::Subject)
                || self.is(j, WordList::Comparison)
        });
        be && !self.word(i).ends_with("ing")
    }

    /// Whether the word `i` only gives a name to the noun before it: "a plan called “…”".
    fn is_naming(&self, i: usize) -> bool {
        self.is(i, WordList::Naming)
    }

    /// The agent named after "by" at word `from`.
    fn agent(&self, from: usize) -> Option<Mention> {
        if self.is(from, WordList::Agent) { self.after_verb(from + 1) } else { None }
    }

    /// The candidate of a name before a colon: "Nora Lund: “…”"
    pub(super) fn before_colon(&self, at: usize) -> Option<AttributionCandidate> {
        let head = self.text.get(..at)?.trim_end().strip_suffix(':')?;
        let end = self.word_at(head.len());
        let line = self.paragraph(head.len()).start.max(self.sentence(head.len().saturating_sub(1)).start);
        let from = self.word_at(line).max(end.saturating_sub(6));
        let name = self.head(from, end).filter(|name| name.kind == MentionKind::Name)?;
        let speaker = Some(name);
        (name.span.end == head.len() && !self.is_label(end)).then_some(AttributionCandidate {
            cost: 8,
            cue: None,
            speaker,
            pattern: AttributionPattern::Colon,
        })
    }

    /// The candidate of any verb in the clause before a colon: "Kell boomed: “…”", "Kell leaned in and boomed: “…”"
    pub(super) fn introduction(&self, before: Span) -> Option<AttributionCandidate> {
        self.text.get(..before.end)?.trim_end().strip_suffix(':')?;
        let end = self.word_at(before.end);
        let first = self.last_clause(self.word_at(before.start), end);
        let verb = |i: &usize| self.is_finite(*i) && !self.is_quoted(*i);
        let joined = |i: &usize| *i > first && self.is(*i - 1, WordList::Coordinator);
        let i = (first..end).rev().filter(verb).find(joined).or_else(|| (first..end).find(verb))?;
        let noun = self.is(i, WordList::Cue) && !self.is_cue(i);
        // The first verb of the clause has the subject of those that are joined to it.
        let main = (first..i).find(verb).unwrap_or(i);
        let speaker = self.subject(main, true).filter(|_| !noun)?;
        Some(AttributionCandidate {
            cost: 3,
            cue: Some(self.words[i]),
            speaker: Some(speaker),
            pattern: AttributionPattern::Before,
        })
    }

    /// The first word after the last mark between the words from `first` to before `end`.
    fn last_clause(&self, first: usize, end: usize) -> usize {
        let first = first.max(end.saturating_sub(MAX_CUE_DISTANCE_WORDS));
        (first + 1..end).rev().find(|&i| !self.is_joined(i)).unwrap_or(first)
    }

    /// The first word that looks like a verb: of those after the last mark before `end`, outside of relative clauses, or of
    /// all from `first` on.
    pub(super) fn main_verb(&self, first: usize, end: usize) -> Option<usize> {
        let verb = |i: &usize| self.is_finite(*i) && !self.is_quoted(*i);
        let relative = |i: usize| self.is(i, WordList::Relative) || self.is(i, WordList::RelativePronoun);
        // "in hopes that": a noun.
        let noun = |i: usize| i > first && self.is_joined(i) && self.is(i - 1, WordList::Preposition);
        let mut clause = (self.last_clause(first, end)..end).take_while(|&i| !relative(i));
        let near = clause.find(|i| verb(i) && !noun(*i));
        near.or_else(|| (first..end).take(MAX_CUE_DISTANCE_WORDS).find(verb))
    }

    /// The span of the verb that begins at word `i`, with the participle after an auxiliary: "was granted".
    fn verb_group(&self, i: usize) -> Span {
        let goes_on = |j: &usize| {
            self.is_joined(*j) && (self.is_aside(*j) || self.is_finite(*j) || self.word(*j).ends_with("ing"))
        };
        let count = if self.is_aside(i) { (i + 1..i + 4).take_while(goes_on).count() } else { 0 };
        self.words[i].hull(self.words[i + count])
    }

    /// The candidate of a verb that is not one of speech, used where there is no other.
    pub(super) fn any_verb(&self, before: Span, after: Span, paused: bool) -> Option<AttributionCandidate> {
        let candidate = |i: usize, speaker: Option<Mention>| {
            // "Die Lage sei „ernst“" is itself reported.
            let speaker = speaker.filter(|_| !self.is(i, WordList::Reported));
            // "it was announced" has no speaker.
            let none = |speaker: &Mention| {
                self.is(i, WordList::Be) && self.is(self.word_at(speaker.span.start), WordList::IdiomObject)
            };
            speaker.filter(|speaker| !none(speaker) && !self.is_adverbial(*speaker)).map(|_| {
                AttributionCandidate {
                    cost: 20,
                    cue: Some(self.verb_group(i)),
                    speaker,
                    pattern: AttributionPattern::Verb,
                }
            })
        };
        let (first, end) = (self.word_at(after.start), self.word_at(after.end));
        if paused && first < end {
            let i = (first..end.min(first + 12)).find(|&i| self.is_finite(i))?;
            return candidate(i, if i == first { self.after_verb(i + 1) } else { self.subject(i, false) });
        }
        let (first, end) = (self.word_at(before.start), self.word_at(before.end));
        let i = self.main_verb(first, end)?;
        candidate(i, self.subject(i, false))
    }

    /// The span of the fixed phrase that begins at word `i`, and the number of the word after it.
    pub(super) fn phrase(&self, i: usize, end: usize) -> Option<(Span, usize)> {
        if !self.is(i, WordList::Opener) {
            return None;
        }
        self.language.phrases().iter().find_map(|phrase| {
            let count = phrase.split(' ').count();
            let is_same = |(j, word): (usize, &str)| {
                self.word(i + j).chars().flat_map(char::to_lowercase).eq(word.chars())
            };
            let same = phrase.split(' ').enumerate().all(is_same);
            (same && i + count <= end).then(|| (self.words[i].hull(self.words[i + count - 1]), i + count))
        })
    }
}
