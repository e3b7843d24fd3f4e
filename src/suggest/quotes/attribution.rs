//! Who said a quotation, and with which word: the patterns of news and novels.
//!
//! Each verb of speech in the sentence of the quotation is a candidate: between its parts, after it, before it. Its cost
//! is what stands between the two: words, commas, other clauses. The cheapest is taken. The verbs are in
//! `assets/<language>/cues.txt`, the words that tell speakers in `assets/<language>/speakers.txt`.

use super::mention::Mention;
use crate::suggest::analysis::Analysis;
use crate::text::Span;
use crate::text::segment::language::WordList;

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
    /// Words in a sentence that names nobody, after one that is attributed.
    Loose,
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
pub(super) const FARTHEST: usize = 60;

/// A candidate without a speaker costs this much more.
pub(super) const NOBODY: usize = 10;

impl Analysis<'_> {
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
        // “It leaks.” said Lund: whole sentences need no comma.
        let begins = self.word_at(before.start) >= self.word_at(before.end);
        let paused = begins && self.word_at(last.end) - self.word_at(first.start) > 3 || self.pauses(last);
        self.after(after, paused, &mut found);
        found.extend(self.before_colon(first.start));
        if begins {
            found.extend(self.signature(last.end));
        }
        if found.is_empty() {
            found.extend(self.any_verb(before, after, paused));
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
    pub(super) fn after(&self, region: Span, paused: bool, found: &mut Vec<Candidate>) {
        let first = self.word_at(region.start);
        let end = self.word_at(region.end).min(first + FARTHEST);
        let mut commas = 0;
        for i in first..end {
            if self.is_quoted(i) {
                break;
            }
            commas += usize::from(i > first && self.gap_before(i).contains([',', ';', '—', '–']));
            if let Some((cue, next)) = self.phrase(i, end) {
                let speaker = self.after_verb(next);
                let new = (first..i).any(|j| self.is(j, WordList::Coordinator));
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

    /// Adds the candidates of `region`, which the quotation follows.
    fn before(&self, region: Span, found: &mut Vec<Candidate>) {
        let end = self.word_at(region.end);
        let first = self.word_at(region.start).max(end.saturating_sub(FARTHEST));
        let (mut between, mut hindrance) = (0, 0);
        for i in (first..end).rev() {
            let joint = self.gap_before(i + 1);
            if self.is_quoted(i) {
                continue;
            }
            hindrance += usize::from(i + 1 < end && joint.contains([',', ';', '—', '–'])) * 4;
            if let Some((cue, next)) = self.phrase(i, end) {
                let speaker = self.after_verb(next);
                let cost = 4 + between / 2 + if speaker.is_some() { 0 } else { NOBODY };
                found.push(Candidate { cost, cue: Some(cue), speaker, evidence: Evidence::Clause });
            } else if self.is_cue(i) {
                found.extend(self.verb_before(i, between, hindrance));
            } else if self.is(i, WordList::Speech) {
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
            self.is_joined(i) && !self.is(i, WordList::Coordinator) && !self.is(i, WordList::Attached)
        };
        (from..to).all(free) && self.is_joined(to)
    }
}

#[cfg(test)]
#[path = "attribution_tests.rs"]
mod tests;
