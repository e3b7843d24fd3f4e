//! Dialogue with dashes, as novels in Spanish, French, Italian and Russian have it: —Ya voy —dijo la señora Ruiz—. Espere.
//!
//! A line that begins with a dash is a turn. What stands between two dashes, or behind a comma, with a verb of speech says
//! who speaks; before and after it are the words. Each turn is read in its own language, since dialogue may stand in a text
//! of another one.

use super::attribution::{AttributionCandidate, AttributionPattern};
use super::direct_speech::AttributedQuotation;
use super::mention::{Mention, MentionKind};
use crate::suggest::analysis::Analysis;
use crate::text::Span;
use crate::text::segment::language::WordList;
use crate::text::segment::{Language, snap};

/// How many words may stand before the verb of speech in an attribution ("lui a dit"); chosen by hand.
const MAX_WORDS_BEFORE_VERB: usize = 3;

/// The longest turn, in bytes; chosen by hand.
const MAX_TURN_BYTES: usize = 8 * 1024;

/// The marks that end a sentence.
const ENDS: [char; 8] = ['.', '!', '?', '…', ':', '»', '”', '"'];

/// An attribution within a turn.
struct Incise {
    /// Its first word.
    first: usize,
    /// Whether a comma sets it off, not a dash.
    is_weak: bool,
    /// The word with which the speech goes on; the number of words if it doesn't.
    next: usize,
    /// The verb.
    cue: Option<Span>,
    speaker: Option<Mention>,
}

impl Analysis<'_> {
    /// The turns of the dialogues in the text, in order. Turns that nobody is named for count only where another one has an
    /// attribution: a list may have dashes, too.
    pub(super) fn dialogue(&self) -> Vec<AttributedQuotation> {
        let mut turns: Vec<AttributedQuotation> = Vec::new();
        let mut at = 0;
        for line in self.text.split_inclusive('\n') {
            let start = at + line.len() - line.trim_start().len();
            at += line.len();
            if opening_dash(line.trim_start()).is_some()
                && turns.last().is_none_or(|turn| turn.spans.iter().all(|span| span.end <= start))
            {
                turns.extend(self.dialogue_turn(start));
            }
        }
        let named = |turn: &AttributedQuotation| turn.attribution.is_some_and(|found| found.cue.is_some());
        if turns.iter().any(named) { turns } else { Vec::new() }
    }

    /// The turn whose dash stands at the byte `start`.
    fn dialogue_turn(&self, start: usize) -> Option<AttributedQuotation> {
        let text = self.turn_text(start)?;
        let language = self.dialogue_language(text)?;
        let turn = Analysis::in_language(text, language);
        let words = opening_dash(text)?.trim_start();
        let sentence =
            words.starts_with(|c: char| c.is_uppercase() || c.is_numeric() || "¿¡«“\"…".contains(c));
        let incises = turn.incises();
        if turn.words.is_empty() || incises.is_empty() && !(sentence && text.ends_with(ENDS)) {
            return None;
        }
        let attribution = incises.iter().find(|incise| incise.cue.is_some()).or(incises.first());
        let pattern = if attribution.is_some_and(|found| found.cue.is_some()) {
            AttributionPattern::Dash
        } else {
            AttributionPattern::DashAlone
        };
        let moved = |mention: Mention| Mention {
            span: mention.span.shifted(start),
            phrase: mention.phrase.shifted(start),
            ..mention
        };
        let attribution = AttributionCandidate {
            cost: 0,
            cue: attribution.and_then(|found| found.cue).map(|cue| cue.shifted(start)),
            speaker: attribution.and_then(|found| found.speaker).map(moved),
            pattern,
        };
        let spans: Vec<Span> = turn.spoken(&incises).into_iter().map(|span| span.shifted(start)).collect();
        (!spans.is_empty()).then_some(AttributedQuotation { spans, attribution: Some(attribution) })
    }

    /// The text of the turn whose dash stands at `start`: to the end of a line that ends a sentence, or before the next turn,
    /// or to the end of the paragraph.
    fn turn_text(&self, start: usize) -> Option<&str> {
        let rest = self.text.get(start..self.paragraph(start).end)?;
        let rest = rest.get(..rest.floor_char_boundary(MAX_TURN_BYTES))?;
        let mut end = 0;
        for line in rest.split_inclusive('\n') {
            if end > 0 && (line.trim().is_empty() || opening_dash(line.trim_start()).is_some()) {
                break;
            }
            end += line.len();
            if line.trim_end().ends_with(ENDS) {
                break;
            }
        }
        rest.get(..end).map(str::trim_end)
    }

    /// The language of a turn, if dialogue has dashes in it.
    fn dialogue_language(&self, turn: &str) -> Option<&'static Language> {
        let dash = turn.get(..turn.chars().next()?.len_utf8())?;
        let has_dashes = |language: &&'static Language| language.has(WordList::Dialogue, dash);
        [Language::of(turn), self.language].into_iter().find(has_dashes)
    }

    /// The attributions in this turn, in order.
    fn incises(&self) -> Vec<Incise> {
        let (mut found, mut i) = (Vec::new(), 1);
        while i < self.words.len() {
            match self.incise(i) {
                Some(incise) => {
                    i = incise.next.max(i + 1);
                    found.push(incise);
                }
                None => i += 1,
            }
        }
        found
    }

    /// The attribution that begins with word `i`.
    fn incise(&self, i: usize) -> Option<Incise> {
        let gap = self.gap_before(i);
        let dash = has_dash(gap);
        if !(dash || gap.contains([',', '?', '!', '…'])) || !self.word(i).starts_with(char::is_lowercase) {
            return None;
        }
        let near = i..self.words.len().min(i + MAX_WORDS_BEFORE_VERB);
        let leads = |j: usize| (i..j).all(|k| self.is_aside(k) || self.is(k, WordList::Pronoun));
        let joined = |j: usize| (i + 1..=j).all(|k| self.is_joined(k));
        let verb = near.into_iter().find(|&j| self.is_cue(j) && leads(j) && joined(j));
        let Some(verb) = verb else { return if dash { self.narration(i) } else { None } };
        let pronoun = || {
            let before = verb.checked_sub(1).filter(|&j| j >= i && self.is(j, WordList::Pronoun))?;
            Some(self.mention(before, verb, MentionKind::Pronoun))
        };
        let speaker = self.after_verb(verb + 1).or_else(pronoun).map(|mention| self.with_title(mention));
        let cue = Some(self.words[verb]);
        if dash {
            let next = self.next_dash(verb + 1).unwrap_or(self.words.len());
            return Some(Incise { first: i, is_weak: false, next, cue, speaker });
        }
        speaker?;
        // Without dashes only a comma tells that the speech goes on, and a full stop that it ends.
        let mark = (verb + 1..self.words.len()).find(|&j| !self.is_joined(j) && self.gap_before(j) != "-");
        let next = mark.filter(|&j| self.gap_before(j).trim() == ",").unwrap_or(self.words.len());
        Some(Incise { first: i, is_weak: true, next, cue, speaker })
    }

    /// The writer's words between dashes that begin with word `i`, if they are no speech though no verb says so: behind a mark
    /// and a dash (— Что? — не поняла она.), or between dashes that touch them (—No —se levantó—. Ya voy.).
    fn narration(&self, i: usize) -> Option<Incise> {
        let (gap, closing) = (self.gap_before(i), self.next_dash(i + 1));
        let marked = gap.trim_start().starts_with([',', '?', '!', '…']);
        let touches = gap.ends_with(is_dash) && gap.starts_with(char::is_whitespace);
        let touched = closing.is_some_and(|j| !self.gap_before(j).starts_with(char::is_whitespace));
        (marked || touches && touched).then_some(Incise {
            first: i,
            is_weak: false,
            next: closing.unwrap_or(self.words.len()),
            cue: None,
            speaker: None,
        })
    }

    /// The number of the first word from word `from` on that a dash stands before.
    fn next_dash(&self, from: usize) -> Option<usize> {
        (from..self.words.len()).find(|&j| has_dash(self.gap_before(j)))
    }

    /// `mention` with the title before a surname that stands alone: "la señora Ruiz".
    fn with_title(&self, mention: Mention) -> Mention {
        let words = self.word_at(mention.span.end) - self.word_at(mention.span.start);
        if mention.kind == MentionKind::Name && words == 1 && mention.phrase.end == mention.span.end {
            return Mention { span: mention.phrase, kind: MentionKind::Role, ..mention };
        }
        mention
    }

    /// The parts of this turn that are spoken: what stands before, between and after its attributions, the first part with
    /// its dash.
    fn spoken(&self, incises: &[Incise]) -> Vec<Span> {
        let mut parts = Vec::new();
        let (mut start, mut first) = (0, 0);
        for incise in incises.iter().filter(|incise| incise.first > 0) {
            let end = self.words[incise.first - 1].end;
            let tail = self.text.get(self.gap(incise.first).range()).unwrap_or_default();
            let kept =
                tail.trim_end_matches(|c: char| c.is_whitespace() || is_dash(c) || c == '-' || c == ',');
            if incise.first > first {
                parts.push(Span::new(start, end + kept.len()));
            }
            first = incise.next;
            let Some(word) = self.words.get(incise.next) else { break };
            let lead = self.text.get(self.gap(incise.next).range()).unwrap_or_default();
            let mark = lead.trim_start_matches(|c: char| {
                c.is_whitespace() || is_dash(c) || matches!(c, '-' | '.' | ',' | ';' | ':' | '!' | '?')
            });
            start = word.start - mark.len();
        }
        if first < self.words.len() {
            let sentence = self.sentence(start).end;
            let weak = incises.last().is_some_and(|incise| incise.is_weak);
            let end = if weak { sentence.clamp(start, self.text.len()) } else { self.text.len() };
            parts.push(Span::new(
                start,
                start + self.text.get(start..end).unwrap_or_default().trim_end().len(),
            ));
        }
        parts.into_iter().map(|part| snap(self.text, part)).collect()
    }
}

/// `line` behind the dash that it begins with, if words follow it.
fn opening_dash(line: &str) -> Option<&str> {
    let words = line.strip_prefix(is_dash)?;
    let first = words.trim_start_matches([' ', '\u{a0}', '\u{202f}', '¿', '¡', '«', '“', '"', '…', '(']);
    first.starts_with(char::is_alphanumeric).then_some(words)
}

fn is_dash(c: char) -> bool {
    matches!(c, '—' | '–' | '―')
}

fn has_dash(gap: &str) -> bool {
    gap.contains(is_dash)
}
