//! Rules that say what makes a statement checkable. They give the reason that is shown, and help the model with news.
//!
//! The model was trained on what politicians say to each other. In an article nearly every sentence is about others and
//! in the past, so words that mark a claim in a debate mark nothing there. The rules weigh what a fact-checker looks
//! for in any text; [`Register`] says how much they count.

use super::lexicon::LexicalClass;
use super::tokens::ClaimToken;
use crate::text::Span;

/// A kind of statement that can be checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum StatementKind {
    Number,
    Comparison,
    Change,
    Cause,
    Denial,
    Promise,
    Event,
}

impl StatementKind {
    const ALL: [Self; 7] =
        [Self::Number, Self::Comparison, Self::Change, Self::Cause, Self::Denial, Self::Promise, Self::Event];

    /// The name that the reason shows.
    pub(super) const fn name(self) -> &'static str {
        match self {
            Self::Number => "a number",
            Self::Comparison => "a comparison",
            Self::Change => "a change",
            Self::Cause => "a cause",
            Self::Denial => "a denial",
            Self::Promise => "a promise",
            Self::Event => "an event",
        }
    }

    /// The log-odds that the kind adds to being worth a check; chosen by hand.
    const fn points(self) -> f32 {
        match self {
            Self::Number => 1.3,
            Self::Comparison | Self::Denial => 0.6,
            Self::Change | Self::Event => 0.8,
            Self::Cause => 0.5,
            Self::Promise => 0.3,
        }
    }

    /// Whether `token` shows that a statement is of this kind.
    fn shows(self, token: &ClaimToken) -> bool {
        let has = |class| token.classes.has(class);
        match self {
            Self::Number => has(LexicalClass::Number) || has(LexicalClass::Magnitude),
            Self::Comparison => has(LexicalClass::Compare),
            Self::Change => has(LexicalClass::Change),
            Self::Cause => has(LexicalClass::Cause),
            Self::Denial => has(LexicalClass::Deny) || has(LexicalClass::Negation),
            Self::Promise => has(LexicalClass::Promise),
            Self::Event => has(LexicalClass::Event) || has(LexicalClass::Past),
        }
    }
}

/// The log-odds that the presence of a class adds, once for each class, for or against a check; chosen by hand.
const CLASS_LOG_ODDS: [(LexicalClass, f32); 11] = [
    (LexicalClass::Name, 0.5),
    (LexicalClass::Official, 0.5),
    (LexicalClass::Time, 0.4),
    (LexicalClass::Quantity, 0.3),
    (LexicalClass::Money, 0.3),
    (LexicalClass::Own, -0.3),
    (LexicalClass::Hearer, -0.9),
    (LexicalClass::Wish, -2.5),
    (LexicalClass::Opinion, -1.6),
    (LexicalClass::Mind, -0.6),
    (LexicalClass::Greeting, -0.4),
];

/// The log-odds of a statement without any evidence; chosen by hand.
const BASE_LOG_ODDS: f32 = -0.2;

/// The log-odds that are added for a question, or for words that state nothing because they are too few or have no
/// verb; chosen by hand.
const NO_STATEMENT_LOG_ODDS: f32 = -3.0;

/// The evidence in a passage: the first word of each kind of statement, and the log-odds.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct ClaimEvidence {
    words: [Option<Span>; StatementKind::ALL.len()],
    /// The log-odds by the rules alone, without the model.
    pub(super) points: f32,
}

impl ClaimEvidence {
    /// Finds the evidence in `tokens`.
    pub(super) fn of(text: &str, tokens: &[ClaimToken]) -> Self {
        let words = StatementKind::ALL
            .map(|kind| tokens.iter().find(|token| kind.shows(token)).map(|token| token.span));
        let mut points = BASE_LOG_ODDS;
        points += StatementKind::ALL
            .iter()
            .zip(&words)
            .filter(|(_, word)| word.is_some())
            .map(|(kind, _)| kind.points())
            .sum::<f32>();
        let all = tokens.iter().fold(0_u32, |all, token| all | token.classes.bits());
        points += CLASS_LOG_ODDS
            .iter()
            .filter(|(class, _)| all & 1 << *class as u32 != 0)
            .map(|(_, points)| points)
            .sum::<f32>();
        let asks = tokens.iter().rev().take(3).any(|token| text.get(token.span.range()) == Some("?"));
        let states = [LexicalClass::Verb, LexicalClass::Event, LexicalClass::Change, LexicalClass::Past]
            .iter()
            .any(|class| all & 1 << *class as u32 != 0);
        if asks || !states || tokens.iter().filter(|token| token.is_word).count() < 4 {
            points += NO_STATEMENT_LOG_ODDS;
        }
        Self { words, points }
    }

    /// The kinds of statement found, each with the span of the word that shows it.
    pub(super) fn kinds(&self) -> impl Iterator<Item = (StatementKind, Span)> + '_ {
        StatementKind::ALL.iter().zip(&self.words).filter_map(|(kind, word)| word.map(|word| (*kind, word)))
    }
}
