//! Dialogue with dashes, as novels in Spanish, French, Italian and Russian have it: —Ya voy —dijo la señora Ruiz—. Espere.
//!
//! A line that begins with a dash is a turn. What stands between two dashes, or behind a comma, with a verb of speech says
//! who speaks; before and after it are the words. Each turn is read in its own language, since dialogue may stand in a text
//! of another one.

use super::attribution::{AttributedQuotation, AttributionCandidate, AttributionPattern};
use super::incises::{IncisePlace, is_dash};
use super::mention::Mention;
use crate::suggest::analysis::Analysis;
use crate::text::Span;
use crate::text::segment::Language;
use crate::text::segment::language::WordList;

/// The longest turn, in bytes; chosen by hand.
const MAX_TURN_BYTES: usize = 8 * 1024;

/// The marks that end a sentence.
const ENDS: [char; 8] = ['.', '!', '?', '…', ':', '»', '”', '"'];

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
        let incises = turn.incises(Span::new(0, text.len()), IncisePlace::Turn);
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
        let spans: Vec<Span> = turn
            .spoken(Span::new(0, text.len()), &incises, IncisePlace::Turn)
            .into_iter()
            .map(|span| span.shifted(start))
            .collect();
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
}

/// `line` behind the dash that it begins with, if words follow it.
fn opening_dash(line: &str) -> Option<&str> {
    let words = line.strip_prefix(is_dash)?;
    let first = words.trim_start_matches([' ', '\u{a0}', '\u{202f}', '¿', '¡', '«', '“', '"', '…', '(']);
    first.starts_with(char::is_alphanumeric).then_some(words)
}
