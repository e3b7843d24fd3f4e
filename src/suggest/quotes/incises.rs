//! What the writer says between the words of a speaker, with no marks around it (in French *incises*): « Je viens, dit-il,
//! demain », —Ya voy —dijo la señora Ruiz—. Espere.
//!
//! A comma or a dash and a verb of speech begin it. The spoken parts alone are the quotation.

use super::attribution::{AttributionCandidate, AttributionPattern};
use super::mention::{Mention, MentionKind};
use crate::suggest::analysis::Analysis;
use crate::text::Span;
use crate::text::segment::language::WordList;
use crate::text::segment::snap;

/// How many words may stand before the verb of speech in an attribution ("lui a dit", "a-t-il dit"); chosen by hand.
const MAX_WORDS_BEFORE_VERB: usize = 4;

/// Where an attribution stands between spoken words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum IncisePlace {
    /// In the turn of a dialogue that begins with a dash: the writer goes on behind a full stop.
    Turn,
    /// Between quotation marks: all but the attribution is spoken.
    Quotation,
}

/// An attribution between spoken words.
pub(super) struct Incise {
    /// Its first word.
    first: usize,
    /// Whether a comma sets it off, not a dash.
    is_weak: bool,
    /// The word with which the speech goes on; the number after the last word if it doesn't.
    next: usize,
    /// The verb.
    pub(super) cue: Option<Span>,
    /// The speaker; `None` if nobody is named.
    pub(super) speaker: Option<Mention>,
}

impl Analysis<'_> {
    /// The spoken parts of the quotation with the outer spans `parts`, and the first attribution between them.
    pub(super) fn without_incises(&self, parts: Vec<Span>) -> (Vec<Span>, Option<AttributionCandidate>) {
        if !self.language.has_incises() {
            return (parts, None);
        }
        let (mut spoken, mut attribution) = (Vec::with_capacity(parts.len()), None);
        for part in parts {
            let incises = self.incises(part, IncisePlace::Quotation);
            if incises.is_empty() {
                spoken.push(part);
                continue;
            }
            attribution = attribution.or_else(|| {
                let Incise { cue, speaker, .. } = *incises.first()?;
                Some(AttributionCandidate { cost: 0, cue, speaker, pattern: AttributionPattern::Between })
            });
            spoken.extend(self.spoken(part, &incises, IncisePlace::Quotation));
        }
        (spoken, attribution)
    }

    /// The attributions in `whole`, in order.
    pub(super) fn incises(&self, whole: Span, place: IncisePlace) -> Vec<Incise> {
        let end = self.word_at(whole.end);
        let (mut found, mut i) = (Vec::new(), self.word_at(whole.start) + 1);
        while i < end {
            match self.incise(i, end, place) {
                Some(incise) => {
                    // The speech goes on with at least one word.
                    i = incise.next.max(i) + 1;
                    found.push(incise);
                }
                None => i += 1,
            }
        }
        found
    }

    /// The attribution that begins with word `i`; the words before `end` are spoken or belong to it.
    fn incise(&self, i: usize, end: usize, place: IncisePlace) -> Option<Incise> {
        let gap = self.gap_before(i);
        let dash = has_dash(gap);
        if !(dash || gap.contains([',', '?', '!', '…'])) || !self.word(i).starts_with(char::is_lowercase) {
            return None;
        }
        let inverted = |j: usize| {
            self.is(j, WordList::Euphonic) || self.is(j, WordList::Pronoun) && self.gap_before(j) == "-"
        };
        // "il a dit que" is what somebody says, "a-t-il dit" is not.
        let subject = |j: usize| dash && place == IncisePlace::Turn && self.is(j, WordList::Pronoun);
        let leads = |j: usize| (i..j).all(|k| self.is_aside(k) || inverted(k) || subject(k));
        let joined = |j: usize| (i + 1..=j).all(|k| self.is_joined(k));
        let verb = (i..end.min(i + MAX_WORDS_BEFORE_VERB)).find(|&j| self.is_cue(j) && leads(j) && joined(j));
        let Some(verb) = verb else {
            return if dash && place == IncisePlace::Turn { self.narration(i, end) } else { None };
        };
        let pronoun = || {
            let before = (i..verb).rev().find(|&j| self.is(j, WordList::Pronoun))?;
            Some(self.mention(before, before + 1, MentionKind::Pronoun))
                .filter(|mention| self.may_speak(*mention))
        };
        let within = |mention: &Mention| self.word_at(mention.phrase.end) <= end && self.may_speak(*mention);
        let speaker = self.after_verb(verb + 1).filter(within).or_else(pronoun);
        let after = speaker.map_or(verb + 1, |speaker| self.word_at(speaker.phrase.end).max(verb + 1));
        let speaker =
            if place == IncisePlace::Turn { speaker.map(|it| self.with_title(it)) } else { speaker };
        let cue = Some(self.words[verb]);
        if dash {
            let next = self.next_dash(verb + 1, end);
            return Some(Incise { first: i, is_weak: false, next, cue, speaker });
        }
        speaker?;
        // Without dashes only a comma tells that the speech goes on, and in a turn a full stop that it ends.
        let mark = (after..end).find(|&j| !self.is_joined(j) && self.gap_before(j) != "-");
        let goes_on = |&j: &usize| {
            place == IncisePlace::Quotation || self.gap_before(j).trim() == "," || self.is_spoken_sentence(j)
        };
        Some(Incise { first: i, is_weak: true, next: mark.filter(goes_on).unwrap_or(end), cue, speaker })
    }

    /// Whether a sentence begins with word `i` that is rather spoken than told: with a word for who speaks or is spoken to, or a
    /// question mark or exclamation mark at its end.
    fn is_spoken_sentence(&self, i: usize) -> bool {
        if !self.begins_sentence(i) {
            return false;
        }
        let sentence = self.sentence(self.words[i].start);
        let end = self.word_at(sentence.end);
        let is_addressed = |j: usize| {
            let word = self.word(j).split(['\'', '’']).next().unwrap_or_default();
            self.language.has_lower(WordList::Interlocutor, word)
        };
        let text = self.text.get(sentence.range()).unwrap_or_default().trim_end();
        text.ends_with(['?', '!']) || (i..end).any(is_addressed)
    }

    /// Whether `mention` is somebody: a name, a pronoun, a noun with its article or for an office.
    fn may_speak(&self, mention: Mention) -> bool {
        let (from, to) = (self.word_at(mention.phrase.start), self.word_at(mention.phrase.end));
        let is_noun =
            || self.is(from, WordList::Determiner) || (from..to).any(|i| self.is(i, WordList::Role));
        !self.is_impersonal(mention) && (mention.kind != MentionKind::Role || is_noun())
    }

    /// The writer's words between dashes that begin with word `i`, if they are no speech though no verb says so: behind a mark
    /// and a dash (— Что? — не поняла она.), or between dashes that touch them (—No —se levantó—. Ya voy.).
    fn narration(&self, i: usize, end: usize) -> Option<Incise> {
        let (gap, next) = (self.gap_before(i), self.next_dash(i + 1, end));
        let marked = gap.trim_start().starts_with([',', '?', '!', '…']);
        let touches = gap.ends_with(is_dash) && gap.starts_with(char::is_whitespace);
        let touched = next < end && !self.gap_before(next).starts_with(char::is_whitespace);
        (marked || touches && touched).then_some(Incise {
            first: i,
            is_weak: false,
            next,
            cue: None,
            speaker: None,
        })
    }

    /// The number of the first word from word `from` to before `end` that a dash stands before; `end` if there is none.
    fn next_dash(&self, from: usize, end: usize) -> usize {
        (from..end).find(|&j| has_dash(self.gap_before(j))).unwrap_or(end)
    }

    /// `mention` with the title before a surname that stands alone: "la señora Ruiz".
    fn with_title(&self, mention: Mention) -> Mention {
        let words = self.word_at(mention.span.end) - self.word_at(mention.span.start);
        if mention.kind == MentionKind::Name && words == 1 && mention.phrase.end == mention.span.end {
            return Mention { span: mention.phrase, kind: MentionKind::Role, ..mention };
        }
        mention
    }

    /// The parts of `whole` that are spoken: what stands before, between and after its attributions, the first part with
    /// its dash or mark.
    pub(super) fn spoken(&self, whole: Span, incises: &[Incise], place: IncisePlace) -> Vec<Span> {
        let last = self.word_at(whole.end);
        let mut parts = Vec::new();
        let (mut start, mut first) = (whole.start, self.word_at(whole.start));
        for incise in incises.iter().filter(|incise| incise.first > 0) {
            let end = self.words[incise.first - 1].end;
            let tail = self.text.get(self.gap(incise.first).range()).unwrap_or_default();
            let kept =
                tail.trim_end_matches(|c: char| c.is_whitespace() || is_dash(c) || c == '-' || c == ',');
            if incise.first > first {
                parts.push(Span::new(start, end + kept.len()));
            }
            first = incise.next;
            if first >= last {
                break;
            }
            let lead = self.text.get(self.gap(first).range()).unwrap_or_default();
            let mark = lead.trim_start_matches(|c: char| {
                c.is_whitespace() || is_dash(c) || matches!(c, '-' | '.' | ',' | ';' | ':' | '!' | '?')
            });
            start = self.words[first].start - mark.len();
        }
        if first < last {
            let weak = place == IncisePlace::Turn && incises.last().is_some_and(|incise| incise.is_weak);
            let mut end = if weak { self.sentence(start).end.clamp(start, whole.end) } else { whole.end };
            while end < whole.end && self.is_spoken_sentence(self.word_at(end)) {
                end = self.sentence(self.words[self.word_at(end)].start).end.clamp(end + 1, whole.end);
            }
            let length = self.text.get(start..end).unwrap_or_default().trim_end().len();
            parts.push(Span::new(start, start + length));
        }
        parts.into_iter().map(|part| snap(self.text, part)).collect()
    }
}

/// Whether this is a dash as dialogue has it, not a hyphen.
pub(super) fn is_dash(c: char) -> bool {
    matches!(c, '—' | '–' | '―')
}

fn has_dash(gap: &str) -> bool {
    gap.contains(is_dash)
}
