//! What the analysis of a text has for sentiment: tokens, names and VADER's scores, each found when it is first asked for.

use std::cell::OnceCell;

use super::names::names;
use super::tokens::Tokens;
use super::vader;
use crate::suggest::Analysis;
use crate::text::Span;

/// The parts of an analysis that are found here.
#[derive(Default)]
pub(in crate::suggest) struct Prose {
    tokens: OnceCell<Tokens>,
    names: OnceCell<Vec<Span>>,
    vader: OnceCell<f64>,
    sentence_vader: OnceCell<Vec<f64>>,
}

impl Analysis<'_> {
    /// The names of people and organisations, by their capitals, in order.
    pub fn names(&self) -> &[Span] {
        self.prose.names.get_or_init(|| names(self.text, self.tokens()))
    }

    /// VADER's compound score of the text, from -1 to 1, as the reference computes it.
    pub fn vader(&self) -> f64 {
        *self.prose.vader.get_or_init(|| vader::compound(self.text))
    }

    /// The words and marks as the models of prose see them.
    pub(super) fn tokens(&self) -> &Tokens {
        self.prose.tokens.get_or_init(|| Tokens::new(self.text))
    }

    /// VADER's compound score of each sentence.
    pub(super) fn sentence_vader(&self) -> &[f64] {
        let score = |sentence: &Span| vader::compound(self.text.get(sentence.range()).unwrap_or_default());
        self.prose.sentence_vader.get_or_init(|| self.sentences.iter().map(score).collect())
    }
}
