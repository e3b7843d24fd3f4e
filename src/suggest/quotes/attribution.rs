//! The attribution of quotations: who said one, and with which word, by the patterns of news and novels.
//!
//! Each verb of speech in the sentence of a quotation is a candidate: between its parts, after it, before it. Its cost
//! grows with the words, commas and clauses between verb and quotation; the cheapest candidate wins. The verbs are in
//! `assets/<language>/cues.txt`, the words that help to find speakers in `assets/<language>/speakers.txt`.

use super::mention::{Mention, MentionKind};
use crate::suggest::analysis::Analysis;
use crate::suggest::note_marks::after_note_marks;
use crate::text::Span;
use crate::text::segment::language::WordList;

/// The pattern by which a quotation is attributed, from the surest to the most doubtful.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum AttributionPattern {
    /// Between its parts: “…,” he said, “…”
    Between,
    /// After it: “…,” he said
    After,
    /// Before it: He said: “…”
    Before,
    /// In a clause before it: He said that it was “…”
    Clause,
    /// At the end of its sentence: It was “…” in all he did, he said
    Tail,
    /// A name and a colon: Lund: “…”
    Colon,
    /// A name after a dash: “…” — Nora Lund
    Signature,
    /// A turn of a transcript: LUND: …
    Turn,
    /// The verb of a report that holds it: He said that the “…” was shut
    Report,
    /// An attribution between dashes: —… —dijo Ruiz—. …
    Dash,
    /// A dash before it in a dialogue, and nobody named.
    DashAlone,
    /// A verb of which nobody is the subject: „…“, heißt es
    Impersonal,
    /// A word that no list has, in the place of a verb of speech: „…“, trällerte Lund
    Unlisted,
    /// A verb that is not one of speech: “…,” he thundered
    Verb,
    /// The answer to a question that names who is asked: “Is it late?” Lund asked Kell. “No.”
    Answer,
    /// A whole sentence without an attribution, after a quotation or a sentence that has one.
    Continued,
    /// Words in a sentence that names no speaker, after a quotation or a sentence that has one.
    Loose,
}

/// A possible attribution of a quotation: a verb, a noun of speech, a phrase or a colon.
#[derive(Clone, Copy, Debug)]
pub(super) struct AttributionCandidate {
    /// The cost: about the number of words between, plus what tells against it.
    pub(super) cost: usize,
    /// The verb or phrase; `None` where a colon takes its place.
    pub(super) cue: Option<Span>,
    /// The speaker; `None` if nobody is named.
    pub(super) speaker: Option<Mention>,
    /// The pattern, by which the speaker is more or less sure.
    pub(super) pattern: AttributionPattern,
}

/// A quotation with all its parts, and its attribution.
pub(super) struct AttributedQuotation {
    /// The outer spans of its parts.
    pub(super) spans: Vec<Span>,
    /// Its attribution; `None` where the text has none.
    pub(super) attribution: Option<AttributionCandidate>,
}

/// How many words from the quotation a cue may stand; chosen by hand.
pub(super) const MAX_CUE_DISTANCE_WORDS: usize = 60;

/// The cost that a missing speaker adds to a candidate; chosen by hand.
pub(super) const NO_SPEAKER_COST: usize = 10;

impl Analysis<'_> {
    /// The parts of the quotation's sentence before and after it, for a quotation from `first` to `last`.
    pub(super) fn sentence_around(&self, first: Span, last: Span) -> (Span, Span) {
        let end = last.end.saturating_sub(1);
        let head = self.sentence(first.start).start.max(self.paragraph(first.start).start).min(first.start);
        let tail = self.sentence(end).end.min(self.paragraph(end).end).max(last.end);
        let before = self.text.get(head..first.start).unwrap_or_default();
        let ended = before.trim_end().ends_with(['.', '!', '?']);
        (Span::new(if ended { first.start } else { head }, first.start), Span::new(last.end, tail))
    }

    /// The cheapest candidate for `quote`, the parts of one quotation, in its own sentence.
    pub(super) fn best_candidate(&self, quote: &[Span]) -> Option<AttributionCandidate> {
        let (first, last) = (*quote.first()?, *quote.last()?);
        let mut found = Vec::new();
        for pair in quote.windows(2) {
            let gap = Span::new(pair[0].end, pair[1].start);
            self.add_candidates_after(gap, true, &mut found);
            for candidate in &mut found {
                candidate.pattern = AttributionPattern::Between;
            }
        }
        let (before, after) = self.sentence_around(first, last);
        let from = found.len();
        self.add_candidates_before(before, &mut found);
        if found[from..].iter().any(|candidate| self.follows_quotation(candidate))
            && quote.len() == 1
            && self.speaker_after(last).or_else(|| self.unlisted_speaker_after(last)).is_some()
        {
            found.retain(|candidate| !self.follows_quotation(candidate));
        }
        self.prefer_outer_verb(&mut found[from..]);
        // No comma is needed after a whole sentence: “It leaks.” said Lund.
        let begins = self.word_at(before.start) >= self.word_at(before.end);
        let paused = begins && self.word_at(last.end) - self.word_at(first.start) > 3 || self.pauses(last);
        self.add_candidates_after(after, paused, &mut found);
        found.extend(self.before_colon(first.start));
        found.extend(self.introduction(before));
        if begins {
            found.extend(self.signature(last.end));
        }
        if found.is_empty() {
            found.extend(self.unlisted_verb(before, after, paused));
        }
        if found.is_empty() {
            found.extend(self.any_verb(before, after, paused));
        } else if found.iter().all(|candidate| candidate.speaker.is_none()) {
            found.extend(self.relative_verb(first.start));
        }
        found.into_iter().min_by_key(|candidate| candidate.cost)
    }

    /// Whether the verb of `candidate` stands right after another quotation, and so rather belongs to that: “No,” Lund said;
    /// “yes,” Kell said.
    fn follows_quotation(&self, candidate: &AttributionCandidate) -> bool {
        let said = candidate.cue.into_iter().chain(candidate.speaker.map(|speaker| speaker.phrase));
        let Some(start) = said.map(|span| span.start).min() else { return false };
        let i = self.quotations.partition_point(|quotation| quotation.outer.end <= start);
        let Some(last) = i.checked_sub(1).map(|i| self.quotations[i].outer) else { return false };
        self.word_at(last.end) == self.word_at(start) && self.pauses(last)
    }

    /// Whether `quote` ends with a mark after which the sentence may go on: a comma, a question mark, a dash.
    pub(super) fn pauses(&self, quote: Span) -> bool {
        let end = |c: char| matches!(c, ',' | '?' | '!' | '—' | '–' | '-' | '…' | '，' | '！' | '？');
        let inside = self.text.get(quote.range()).unwrap_or_default();
        let inside = inside.trim_end_matches(|c: char| !c.is_alphanumeric() && !end(c) && c != '.');
        let after = after_note_marks(self.text.get(quote.end..).unwrap_or_default());
        inside.ends_with(end) || after.trim_start_matches(' ').starts_with(end)
    }

    /// Adds the candidates in `region`, the text after the quotation, to `found`. `paused` says whether the quotation
    /// ends with a mark after which the sentence may go on.
    pub(super) fn add_candidates_after(
        &self,
        region: Span,
        paused: bool,
        found: &mut Vec<AttributionCandidate>,
    ) {
        let first = self.word_at(region.start);
        let end = self.word_at(region.end).min(first + MAX_CUE_DISTANCE_WORDS);
        let mut commas = 0;
        for i in first..end {
            if self.is_quoted(i) {
                break;
            }
            commas += usize::from(i > first && self.gap_before(i).contains([',', ';', '—', '–']));
            if let Some((cue, next)) = self.phrase(i, end) {
                let speaker = self.after_verb(next);
                let new = (first..i).any(|j| self.is(j, WordList::Coordinator));
                let far = 2 * commas.saturating_sub(1) + if new { NO_SPEAKER_COST } else { 0 };
                let cost = far + if speaker.is_some() { 0 } else { NO_SPEAKER_COST };
                found.push(AttributionCandidate {
                    cost,
                    cue: Some(cue),
                    speaker,
                    pattern: AttributionPattern::After,
                });
                continue;
            }
            if i == first && paused {
                found.extend(self.quotative(i));
            }
            if !self.is_cue(i) || self.word(i).ends_with("ing") {
                continue;
            }
            found.extend(self.verb_after(i, first, commas, paused));
        }
    }

    /// Adds the candidates in `region`, the text before the quotation, to `found`.
    fn add_candidates_before(&self, region: Span, found: &mut Vec<AttributionCandidate>) {
        let end = self.word_at(region.end);
        let first = self.word_at(region.start).max(end.saturating_sub(MAX_CUE_DISTANCE_WORDS));
        let (mut between, mut hindrance) = (0, 0);
        for i in (first..end).rev() {
            let joint = self.gap_before(i + 1);
            if self.is_quoted(i) {
                continue;
            }
            hindrance += usize::from(i + 1 < end && joint.contains([',', ';', '—', '–'])) * 4;
            if let Some((cue, next)) = self.phrase(i, end) {
                let speaker = self.after_verb(next);
                let cost = 4 + between / 2 + if speaker.is_some() { 0 } else { NO_SPEAKER_COST };
                found.push(AttributionCandidate {
                    cost,
                    cue: Some(cue),
                    speaker,
                    pattern: AttributionPattern::Clause,
                });
            } else if self.is_cue(i) {
                found.extend(self.verb_before(i, between, hindrance));
            } else if self.is(i, WordList::Speech) {
                found.extend(self.noun_before(i, between, hindrance));
            } else if self.is(i, WordList::Quotative) {
                found.extend(self.quotative_before(i));
            } else if i == first {
                found.extend(self.viewpoint(i));
            }
            between += 1;
        }
    }

    /// Prefers a verb whose report contains another verb's report: "officials said he hopes that it is “…”".
    ///
    /// `found` holds the verbs before a quotation, the nearest first.
    fn prefer_outer_verb(&self, found: &mut [AttributionCandidate]) {
        for outer in 1..found.len() {
            let (near, far) = found.split_at_mut(outer);
            let (inner, outer) = (&mut near[outer - 1], &mut far[0]);
            let says = outer.cue.is_some_and(|cue| !self.is(self.word_at(cue.start), WordList::Weak));
            let own = inner.speaker.filter(|speaker| {
                speaker.kind != MentionKind::Relative && !(says && self.speaks_for_itself(*speaker))
            });
            let holds = own.zip(outer.cue).is_some_and(|(speaker, cue)| {
                let (from, to) = (self.word_at(cue.end), self.word_at(speaker.phrase.start));
                // A participle has a clause as its report: "adding that Kell thinks", not "responding to a claim by Kell".
                let participle = self.text.get(cue.range()).is_some_and(|cue| cue.ends_with("ing"));
                let clause = inner.cue.is_some_and(|verb| speaker.phrase.end <= verb.start);
                (!participle || clause) && cue.end <= speaker.phrase.start && self.is_one_clause(from, to)
            });
            if holds && outer.speaker.is_some() {
                outer.cost = outer.cost.min(inner.cost);
                inner.cost = inner.cost.max(outer.cost + 1);
            }
        }
    }

    /// Whether `speaker`, who stands in the report of another verb, has the words that a verb of its own introduces: a name that
    /// is a subject, as in "Lund said that Kell had told her “…”".
    pub(super) fn speaks_for_itself(&self, speaker: Mention) -> bool {
        let first = self.word_at(speaker.phrase.start);
        let depends =
            |i: usize| self.is(i, WordList::Preposition) || self.word(i).starts_with(char::is_numeric);
        matches!(speaker.kind, MentionKind::Name | MentionKind::Joint)
            && !first.checked_sub(1).is_some_and(|i| depends(i) && self.is_joined(first))
    }

    /// Whether the words from `from` to before `to` form one clause without a conjunction: then the report of the verb
    /// before them goes on up to `to`.
    pub(super) fn is_one_clause(&self, from: usize, to: usize) -> bool {
        let free = |i: usize| {
            self.is_joined(i) && !self.is(i, WordList::Coordinator) && !self.is(i, WordList::Attached)
        };
        (from..to).all(free) && self.is_joined(to)
    }
}

#[cfg(test)]
#[path = "attribution_tests.rs"]
mod tests;
