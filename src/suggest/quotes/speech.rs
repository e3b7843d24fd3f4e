//! Speech told from what only stands between quotation marks: titles, nicknames, doubtful words.
//!
//! The scores are shares of the quotations of each sort that are somebody's words, counted in news articles.

use super::attribution::Evidence;
use super::direct::Quoted;
use super::parts::is_whole;
use crate::suggest::analysis::Analysis;
use crate::text::Span;
use crate::text::segment::language::List;

/// What an attribution is worth to a quotation of four words and more, and to a shorter one.
const WORTH: [(Evidence, f32, f32); 11] = [
    (Evidence::Between, 0.99, 0.95),
    (Evidence::After, 0.99, 0.8),
    (Evidence::Before, 0.97, 0.95),
    (Evidence::Clause, 0.95, 0.8),
    (Evidence::Tail, 0.9, 0.7),
    (Evidence::Colon, 0.9, 0.9),
    (Evidence::Signature, 0.95, 0.8),
    (Evidence::Turn, 0.9, 0.9),
    (Evidence::Verb, 0.85, 0.55),
    (Evidence::Carried, 0.9, 0.5),
    (Evidence::Loose, 0.6, 0.3),
];

impl Analysis<'_> {
    /// How likely it is that `quoted` is somebody's words.
    pub(super) fn likelihood(&self, quoted: &Quoted) -> f32 {
        let Some(&first) = quoted.spans.first() else { return 0.0 };
        let words: usize =
            quoted.spans.iter().map(|&span| self.word_at(span.end) - self.word_at(span.start)).sum();
        let evidence = quoted.found.map(|found| found.evidence);
        let row = WORTH.iter().find(|(known, ..)| Some(*known) == evidence);
        let worth = row.map(|&(_, long, short)| if words > 3 { long } else { short });
        match quoted.spans.len() {
            1 if self.is_markup(first) => 0.0,
            1 if self.is_nickname(first) => 0.1,
            1 if self.is_title(first, evidence) => 0.3,
            1 if words == 1 && evidence == Some(Evidence::Verb) => 0.45,
            _ => worth.unwrap_or_else(|| self.bare(&quoted.spans, words)),
        }
    }

    /// What a quotation of so many `words` is worth that nobody is said to have said.
    fn bare(&self, spans: &[Span], words: usize) -> f32 {
        let (before, after) = self.sides(spans[0], spans[spans.len() - 1]);
        let empty = |side: Span| self.word_at(side.start) >= self.word_at(side.end);
        match () {
            () if words > 3 => 0.6,
            () if empty(before) && empty(after) && is_whole(self.text, spans) => 0.55,
            () => 0.25,
        }
    }

    /// Whether `span` is a value of markup: `id="5"`.
    fn is_markup(&self, span: Span) -> bool {
        self.text.get(..span.start).is_some_and(|head| head.ends_with('='))
    }

    /// Whether `span` stands within a name: John “Jack” Reed.
    fn is_nickname(&self, span: Span) -> bool {
        let (first, next) = (self.word_at(span.start), self.word_at(span.end));
        let name = |i: usize| self.is_name_word(i) && !self.begins_sentence(i);
        let spaces =
            |i: usize| self.gap_before(i).chars().all(|c| !matches!(c, ',' | '.' | ';' | ':' | '\n'));
        next - first < 3
            && first > 0
            && self.is_name_word(first - 1)
            && name(next)
            && self.is_name_word(first)
            && spaces(first)
            && spaces(next)
    }

    /// Whether `span` looks like the title of a work: capitals throughout, after a preposition or a possessive.
    fn is_title(&self, span: Span, evidence: Option<Evidence>) -> bool {
        if matches!(evidence, Some(Evidence::Between | Evidence::Before)) && self.pauses(span) {
            return false;
        }
        let (first, next) = (self.word_at(span.start), self.word_at(span.end));
        let small = |i: usize| {
            self.word(i).starts_with(char::is_lowercase)
                && self.word(i).len() > 3
                && !self.is(i, List::Preposition)
        };
        if !self.word(first).starts_with(char::is_uppercase) || (first..next).any(small) || first == 0 {
            return false;
        }
        let (before, gap) = (first - 1, self.gap_before(first));
        let word = self.word(before);
        let possessive = word.ends_with("'s") || word.ends_with("’s");
        !gap.contains([',', ':', '.'])
            && (possessive || self.is(before, List::Preposition) || self.is(before, List::Work))
    }
}
