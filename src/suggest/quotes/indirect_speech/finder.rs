//! The data about each word that the search for reports uses.

use std::borrow::Cow;

use super::cues::{Cue, Cues, Function, Functions, english};
use crate::suggest::Analysis;
use crate::text::Span;
use crate::text::segment::language::WordList;

/// The words of a sentence, by their numbers: from `first` to before `end`.
#[derive(Clone, Copy)]
pub(super) struct Scope {
    /// The number of the first word.
    pub(super) first: usize,
    /// The number of the word after the last one.
    pub(super) end: usize,
}

/// Searches a text for reports.
pub(super) struct Finder<'r, 'a> {
    /// The text, with its words.
    pub(super) analysis: &'r Analysis<'a>,
    /// The reporting verbs and the small words beside them.
    pub(super) cues: &'static Cues,
    /// The words in lower case.
    lower: Vec<Cow<'a, str>>,
    /// For each word, the reporting verb of which it is a form.
    pub(super) verbs: Vec<Option<Cue>>,
    /// The functions of each word.
    pub(super) functions: Vec<Functions>,
    /// For each word, the number of the quotation that it stands in, from 1; 0 outside quotations.
    pub(super) quotation: Vec<usize>,
}

impl<'r, 'a> Finder<'r, 'a> {
    /// Looks up each word of the text.
    pub(super) fn new(analysis: &'r Analysis<'a>) -> Self {
        let cues = english();
        let small = |word: &'a str| {
            if word.chars().any(char::is_uppercase) {
                word.to_lowercase().into()
            } else {
                Cow::Borrowed(word)
            }
        };
        let mut quotation = vec![0; analysis.words.len()];
        for (i, found) in analysis.quotations.iter().enumerate() {
            let words = analysis.word_at(found.outer.start)..analysis.word_at(found.outer.end);
            quotation[words].fill(i + 1);
        }
        let lower: Vec<_> = (0..analysis.words.len()).map(|i| small(analysis.word(i))).collect();
        let verbs = lower.iter().map(|word| cues.verb(word)).collect();
        let functions = lower.iter().map(|word| cues.functions(word)).collect();
        Self { analysis, cues, lower, verbs, functions, quotation }
    }

    /// The `i`th word in lower case; an empty string where there is no such word.
    pub(super) fn lower(&self, i: usize) -> &str {
        self.lower.get(i).map_or("", |word| word)
    }

    /// The text between the `i`th word and the one before it.
    pub(super) fn gap(&self, i: usize) -> &'a str {
        self.analysis.gap_before(i)
    }

    /// Whether nothing but white space stands before the `i`th word.
    pub(super) fn is_open(&self, i: usize) -> bool {
        self.gap(i).chars().all(char::is_whitespace)
    }

    /// Whether the `i`th word has a capital.
    pub(super) fn is_capital(&self, i: usize) -> bool {
        self.analysis.word(i).starts_with(char::is_uppercase)
    }

    /// Whether the `i`th word stands in `list`.
    pub(super) fn is(&self, i: usize, list: WordList) -> bool {
        self.analysis.is(i, list)
    }

    /// Whether the `i`th word has `function`.
    pub(super) fn does(&self, i: usize, function: Function) -> bool {
        self.functions.get(i).is_some_and(|functions| functions.has(function))
    }

    /// Whether the `i`th word looks like a verb.
    pub(super) fn is_verb_form(&self, i: usize) -> bool {
        let word = self.lower(i);
        self.is(i, WordList::Verb) || self.is(i, WordList::Cue) || word.len() > 4 && word.ends_with("ed")
    }

    /// Whether the `i`th word looks like a verb or an auxiliary.
    pub(super) fn is_finite(&self, i: usize) -> bool {
        self.functions.get(i).is_some_and(|functions| functions.is_auxiliary()) || self.is_verb_form(i)
    }

    /// Whether the `i`th word stands in a quotation.
    pub(super) fn is_quoted(&self, i: usize) -> bool {
        self.quotation.get(i).is_some_and(|&quotation| quotation > 0)
    }

    /// Whether all words of `span` stand in quotations.
    pub(super) fn is_all_quoted(&self, span: Span) -> bool {
        (self.analysis.word_at(span.start)..self.analysis.word_at(span.end)).all(|i| self.is_quoted(i))
    }

    /// Whether a quotation begins between the `i`th word and the one before it.
    pub(super) fn opens_quotation(&self, i: usize) -> bool {
        self.is_quoted(i) && (i == 0 || self.quotation[i - 1] != self.quotation[i])
    }

    /// The span of the words from `from` to before `to`, with the marks of the quotations that begin or end there.
    pub(super) fn span(&self, from: usize, to: usize) -> Option<Span> {
        let last = to.checked_sub(1).filter(|&last| last >= from)?;
        let words = &self.analysis.words;
        let mut span = words.get(from)?.hull(*words.get(last)?);
        let outer = |i: usize| {
            let number = self.quotation[i].checked_sub(1)?;
            self.analysis.quotations.get(number).map(|quotation| quotation.outer)
        };
        if let Some(outer) = outer(from).filter(|outer| self.analysis.word_at(outer.start) == from) {
            span.start = outer.start;
        }
        if let Some(outer) = outer(last).filter(|outer| self.analysis.word_at(outer.end) == to) {
            span.end = outer.end;
        }
        Some(with_edges(self.analysis.text, self.analysis.with_marks(span)))
    }
}

/// The signs that may stand before a number or a name and belong to it.
const LEADING_SIGNS: [char; 10] = ['$', '€', '£', '¥', '₹', '#', '@', '§', '±', '~'];

/// The signs that may stand after a number and belong to it.
const TRAILING_SIGNS: [char; 11] = ['%', '‰', '°', '€', '$', '£', '¥', '₹', '′', '″', '¢'];

/// The brackets.
const BRACKETS: [(char, char); 3] = [('(', ')'), ('[', ']'), ('{', '}')];

/// `span` of `text` with the signs at its edges that belong to its words: "40%", "$50", and a bracket whose partner is inside.
fn with_edges(text: &str, mut span: Span) -> Span {
    let inside = |span: Span| text.get(span.range()).unwrap_or_default();
    while let Some(sign) = text.get(span.end..).and_then(|rest| rest.chars().next()) {
        let opened = |&(open, close): &(char, char)| {
            close == sign && inside(span).matches(open).count() > inside(span).matches(close).count()
        };
        if !TRAILING_SIGNS.contains(&sign) && !BRACKETS.iter().any(opened) {
            break;
        }
        span.end += sign.len_utf8();
    }
    while let Some(sign) = text.get(..span.start).and_then(|head| head.chars().next_back()) {
        let closed = |&(open, close): &(char, char)| {
            open == sign && inside(span).matches(close).count() > inside(span).matches(open).count()
        };
        if !LEADING_SIGNS.contains(&sign) && !BRACKETS.iter().any(closed) {
            break;
        }
        span.start -= sign.len_utf8();
    }
    span
}
