//! Who said a quotation, and with which word: the patterns of news and novels.
//!
//! Each verb of speech in the sentence of the quotation is a candidate: between its parts, after it, before it. Its cost
//! is what stands between the two: words, commas, other clauses. The cheapest is taken. The verbs are in
//! `assets/<language>/cues.txt`, the words that tell speakers in `assets/<language>/speakers.txt`.

use super::mention::{Kind, Mention};
use crate::suggest::reading::Reading;
use crate::text::Span;
use crate::text::segment::language::List;

/// Where the attribution stands, from the surest to the most doubtful.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Evidence {
    /// “…,” he said, “…”
    Between,
    /// “…,” he said
    After,
    /// He said: “…”
    Before,
    /// He said that it was “…”
    Clause,
    /// It was “…” in all he did, he said
    Tail,
    /// Lund: “…”
    Colon,
    /// “…” — Nora Lund
    Signature,
    /// LUND: …
    Turn,
    /// Another verb than one of speech: “…,” he thundered
    Verb,
    /// A sentence alone after one that is attributed.
    Carried,
}

/// A verb or phrase that may attribute a quotation.
#[derive(Clone, Copy, Debug)]
pub(super) struct Candidate {
    pub(super) cost: usize,
    /// None where a colon does the work of a verb.
    pub(super) cue: Option<Span>,
    pub(super) speaker: Option<Mention>,
    pub(super) evidence: Evidence,
}

/// A cue is looked for within this many words of the quotation.
const FARTHEST: usize = 60;

/// A candidate without a speaker costs this much more.
const NOBODY: usize = 10;

impl Reading<'_> {
    /// The words outside the quotation in its sentence: before it, and after it.
    pub(super) fn sides(&self, first: Span, last: Span) -> (Span, Span) {
        let end = last.end.saturating_sub(1);
        let head = self.sentence(first.start).start.max(self.paragraph(first.start).start).min(first.start);
        let tail = self.sentence(end).end.min(self.paragraph(end).end).max(last.end);
        let before = self.text.get(head..first.start).unwrap_or_default();
        let ended = before.trim_end().ends_with(['.', '!', '?']);
        (Span::new(if ended { first.start } else { head }, first.start), Span::new(last.end, tail))
    }

    /// The best candidate for `quote`, the parts of one quotation, in its own sentence.
    pub(super) fn attributed(&self, quote: &[Span]) -> Option<Candidate> {
        let (first, last) = (*quote.first()?, *quote.last()?);
        let mut found = Vec::new();
        for pair in quote.windows(2) {
            let gap = Span::new(pair[0].end, pair[1].start);
            self.after(gap, true, &mut found);
            for candidate in &mut found {
                candidate.evidence = Evidence::Between;
            }
        }
        let (before, after) = self.sides(first, last);
        let from = found.len();
        self.before(before, &mut found);
        self.widen(&mut found[from..]);
        self.after(after, self.pauses(last), &mut found);
        found.extend(self.before_colon(first.start));
        if self.word_at(before.start) >= self.word_at(before.end) {
            found.extend(self.signature(last.end));
        }
        if found.is_empty() {
            found.extend(self.any_verb(before, after, self.pauses(last)));
        }
        found.into_iter().min_by_key(|candidate| candidate.cost)
    }

    /// Whether `quote` ends as a clause does that goes on: with a comma, a question mark, a dash.
    pub(super) fn pauses(&self, quote: Span) -> bool {
        let end = |c: char| matches!(c, ',' | '?' | '!' | '—' | '–' | '-' | '…' | '，' | '！' | '？');
        let inside = self.text.get(quote.range()).unwrap_or_default();
        let inside = inside.trim_end_matches(|c: char| !c.is_alphanumeric() && !end(c) && c != '.');
        let after = self.text.get(quote.end..).unwrap_or_default();
        inside.ends_with(end) || after.trim_start_matches(' ').starts_with(end)
    }

    /// Adds the candidates of `region`, which follows the quotation; `paused`: the quotation ends as a clause does.
    fn after(&self, region: Span, paused: bool, found: &mut Vec<Candidate>) {
        let first = self.word_at(region.start);
        let end = self.word_at(region.end).min(first + FARTHEST);
        let mut commas = 0;
        for i in first..end {
            if self.is_quoted(self.words[i].start) {
                break;
            }
            commas += usize::from(i > first && self.gap_before(i).contains([',', ';', '—', '–']));
            if let Some((cue, next)) = self.phrase(i, end) {
                let speaker = self.after_verb(next);
                let new = (first..i).any(|j| self.is(j, List::Coordinator));
                let far = 2 * commas.saturating_sub(1) + if new { NOBODY } else { 0 };
                let cost = far + if speaker.is_some() { 0 } else { NOBODY };
                found.push(Candidate { cost, cue: Some(cue), speaker, evidence: Evidence::After });
                continue;
            }
            if !self.is_cue(i) || self.word(i).ends_with("ing") {
                continue;
            }
            found.extend(self.verb_after(i, first, commas, paused));
        }
    }

    /// The candidate of the verb at word `i` after a quotation that the word `first` follows.
    fn verb_after(&self, i: usize, first: usize, commas: usize, paused: bool) -> Option<Candidate> {
        let adverbs = (first..i).all(|j| self.is_aside(j));
        let tells = matches!(&*self.word(i).to_lowercase(), "told" | "tells" | "tell");
        if adverbs && !tells {
            // “…,” said Lund; but what is no clause is the subject of the verb: the “rebels” said.
            let speaker = if paused { self.after_verb(i + 1) } else { None };
            let speaker = speaker?;
            return Some(Candidate {
                cost: 1 + i - first,
                cue: Some(self.words[i]),
                speaker: Some(speaker),
                evidence: Evidence::After,
            });
        }
        if self.is_passive(i) {
            return None;
        }
        let speaker = self.subject(i, false);
        let start = speaker.map_or(i, |speaker| self.word_at(speaker.phrase.start));
        if start < first {
            // The verb goes on with the clause before the quotation.
            return None;
        }
        let touches = start <= first || start == first + 1 && self.is(first, List::Aside);
        let comma = self.gap_before(start).contains([',', '—', '–']);
        let mut cost = if touches { 2 } else { 6 + 2 * commas };
        cost += if touches || comma { 0 } else { 10 };
        cost += if paused { 0 } else { 4 };
        cost += if self.ends_clause(i) { 0 } else { 8 };
        cost += if self.is(i, List::Weak) && !touches { 5 } else { 0 };
        cost += if speaker.is_some() { 0 } else { NOBODY };
        let evidence = if touches { Evidence::After } else { Evidence::Tail };
        Some(Candidate { cost, cue: Some(self.words[i]), speaker, evidence })
    }

    /// The candidate of the noun of speech at word `i`: "a statement by Lund that …", "Lund's statement that …".
    fn noun_before(&self, i: usize, between: usize, hindrance: usize) -> Option<Candidate> {
        let owner = || {
            let possessive = |j: &usize| {
                let word = self.word(*j);
                word.ends_with("'s")
                    || word.ends_with("’s")
                    || matches!(word, "his" | "her" | "their" | "my" | "our")
            };
            let j = (i.saturating_sub(4)..i)
                .rev()
                .take_while(|&j| self.is_joined(j + 1) && self.word(j) != "to")
                .find(possessive)?;
            self.phrase_before(j + 1)
        };
        let agent = self.agent(i + 1);
        let named = agent.map_or(0, |agent| self.word_at(agent.phrase.end) - i - 1);
        let speaker = agent.or_else(owner)?;
        let cost = 8 + between.saturating_sub(named).min(12) * 2 + hindrance;
        Some(Candidate { cost, cue: Some(self.words[i]), speaker: Some(speaker), evidence: Evidence::Clause })
    }

    /// Whether the verb at word `i` is passive, or a participle without a subject: "was asked", "when asked".
    fn is_passive(&self, i: usize) -> bool {
        let adverb = |j: &usize| self.word(*j).len() > 4 && self.word(*j).ends_with("ly");
        let before = (0..i).rev().take(3).find(|j| !adverb(j)).filter(|_| self.is_joined(i));
        let be = before.is_some_and(|j| {
            matches!(self.word(j), "is" | "are" | "was" | "were" | "be" | "been" | "being")
                || self.is(j, List::Subordinator) && !self.is(j, List::Subject)
                || self.word(j) == "as"
        });
        be && !self.word(i).ends_with("ing")
    }

    /// Whether the word `i` only gives a name to what stands before it: "a plan called “…”".
    fn is_naming(&self, i: usize) -> bool {
        matches!(self.word(i), "called" | "dubbed" | "named" | "labeled" | "labelled")
    }

    /// Who stands after "by" at word `from`.
    fn agent(&self, from: usize) -> Option<Mention> {
        if self.word(from) == "by" { self.after_verb(from + 1) } else { None }
    }

    /// Whether nothing that the verb at word `i` reports follows it: "he said.", "he said on Monday", "he told Lund".
    fn ends_clause(&self, i: usize) -> bool {
        let next = i + 1;
        if !self.is_joined(next) || next >= self.words.len() {
            return true;
        }
        !(self.is(next, List::Relative)
            || self.is(next, List::Subject)
            || self.is(next, List::Pronoun)
            || self.is_quoted(self.words[next].start))
    }

    /// Adds the candidates of `region`, which the quotation follows.
    fn before(&self, region: Span, found: &mut Vec<Candidate>) {
        let end = self.word_at(region.end);
        let first = self.word_at(region.start).max(end.saturating_sub(FARTHEST));
        let (mut between, mut hindrance) = (0, 0);
        for i in (first..end).rev() {
            let joint = self.gap_before(i + 1);
            if self.is_quoted(self.words[i].start) {
                continue;
            }
            hindrance += usize::from(i + 1 < end && joint.contains([',', ';', '—', '–'])) * 4;
            if let Some((cue, next)) = self.phrase(i, end) {
                let speaker = self.after_verb(next);
                let cost = 4 + between / 2 + if speaker.is_some() { 0 } else { NOBODY };
                found.push(Candidate { cost, cue: Some(cue), speaker, evidence: Evidence::Clause });
            } else if self.is_cue(i) {
                found.extend(self.verb_before(i, between, hindrance));
            } else if self.is(i, List::Speech) {
                found.extend(self.noun_before(i, between, hindrance));
            }
            between += 1;
        }
    }

    /// Lets a verb whose report holds another's take its place: "officials said he hopes that it is “…”".
    ///
    /// `found` are the verbs before a quotation, the nearest first.
    fn widen(&self, found: &mut [Candidate]) {
        for outer in 1..found.len() {
            let (near, far) = found.split_at_mut(outer);
            let (inner, outer) = (&mut near[outer - 1], &mut far[0]);
            let holds = inner.speaker.zip(outer.cue).is_some_and(|(speaker, cue)| {
                let (from, to) = (self.word_at(cue.end), self.word_at(speaker.phrase.start));
                let participle = self.text.get(cue.range()).is_some_and(|cue| cue.ends_with("ing"));
                !participle && cue.end <= speaker.phrase.start && self.is_one_clause(from, to)
            });
            if holds && outer.speaker.is_some() {
                outer.cost = outer.cost.min(inner.cost);
                inner.cost = inner.cost.max(outer.cost + 1);
            }
        }
    }

    /// Whether the words from `from` to before `to` begin the report of the verb before them and nothing else.
    fn is_one_clause(&self, from: usize, to: usize) -> bool {
        let free = |i: usize| {
            self.is_joined(i)
                && !self.is(i, List::Coordinator)
                && !matches!(self.word(i), "who" | "as" | "while" | "after" | "when" | "which")
        };
        (from..to).all(free) && self.is_joined(to)
    }

    /// The candidate of the verb at word `i`, `between` words before a quotation.
    fn verb_before(&self, i: usize, between: usize, hindrance: usize) -> Option<Candidate> {
        let inverted = !self.is_joined(i) || i == 0;
        let passive = self.is_passive(i);
        let speaker = if passive { self.agent(i + 1) } else { self.subject(i, inverted) };
        if between < 2 && self.is_naming(i) && speaker.is_none_or(|speaker| speaker.kind == Kind::Role) {
            return None;
        }
        let mut cost = between.min(12) * 2 + hindrance;
        cost += if self.is(i, List::Weak) { 5 } else { 0 };
        cost += if speaker.is_some() { 0 } else { NOBODY };
        let evidence = if between == 0 { Evidence::Before } else { Evidence::Clause };
        Some(Candidate { cost, cue: Some(self.words[i]), speaker, evidence })
    }

    /// The name before a colon: "Nora Lund: “…”"
    fn before_colon(&self, at: usize) -> Option<Candidate> {
        let head = self.text.get(..at)?.trim_end().strip_suffix(':')?;
        let end = self.word_at(head.len());
        let line = self.paragraph(head.len()).start.max(self.sentence(head.len().saturating_sub(1)).start);
        let from = self.word_at(line).max(end.saturating_sub(6));
        let name = self.head(from, end).filter(|name| name.kind == Kind::Name)?;
        let speaker = Some(name);
        (name.span.end == head.len()).then_some(Candidate {
            cost: 8,
            cue: None,
            speaker,
            evidence: Evidence::Colon,
        })
    }

    /// The first word from `first` to before `end` that looks like a verb.
    pub(super) fn main_verb(&self, first: usize, end: usize) -> Option<usize> {
        (first..end).take(FARTHEST).find(|&i| self.is_finite(i) && !self.is_quoted(self.words[i].start))
    }

    /// The verb that a quotation hangs on where none of speech is near.
    fn any_verb(&self, before: Span, after: Span, paused: bool) -> Option<Candidate> {
        let candidate = |i: usize, speaker: Option<Mention>| {
            speaker.map(|_| Candidate {
                cost: 20,
                cue: Some(self.words[i]),
                speaker,
                evidence: Evidence::Verb,
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

    /// The fixed phrase that begins at word `i`, and the word after it.
    fn phrase(&self, i: usize, end: usize) -> Option<(Span, usize)> {
        self.language.phrases().iter().find_map(|phrase| {
            let count = phrase.split(' ').count();
            let same =
                phrase.split(' ').enumerate().all(|(j, word)| self.word(i + j).eq_ignore_ascii_case(word));
            (same && i + count <= end).then(|| (self.words[i].hull(self.words[i + count - 1]), i + count))
        })
    }
}

#[cfg(test)]
#[path = "attribution_tests.rs"]
mod tests;
