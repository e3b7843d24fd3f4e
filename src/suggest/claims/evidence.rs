//! What makes a statement one that can be checked, by rules: for the reason that is shown, and for news.
//!
//! The model was fitted to what politicians say to each other. In an article nearly every sentence is about others and
//! in the past, so words that set a claim apart in a debate set nothing apart there. The rules weigh what a
//! fact-checker looks for in any text; how much they count is said in [`Register`].

use super::lexicon::Class;
use super::tokens::ClaimToken;
use crate::text::Span;

/// What kind of statement it is.
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

    /// As the reason names it.
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

    /// What it adds to the log-odds of being worth a check.
    const fn points(self) -> f32 {
        match self {
            Self::Number => 1.3,
            Self::Comparison | Self::Denial => 0.6,
            Self::Change | Self::Event => 0.8,
            Self::Cause => 0.5,
            Self::Promise => 0.3,
        }
    }

    /// Whether a word of these classes shows it.
    fn shows(self, token: &ClaimToken) -> bool {
        let has = |class| token.classes.has(class);
        match self {
            Self::Number => has(Class::Number) || has(Class::Magnitude),
            Self::Comparison => has(Class::Compare),
            Self::Change => has(Class::Change),
            Self::Cause => has(Class::Cause),
            Self::Denial => has(Class::Deny) || has(Class::Negation),
            Self::Promise => has(Class::Promise),
            Self::Event => has(Class::Event) || has(Class::Past),
        }
    }
}

/// Classes whose presence speaks for a check or against it, with the log-odds that each adds once.
const CLASSES: [(Class, f32); 11] = [
    (Class::Name, 0.5),
    (Class::Official, 0.5),
    (Class::Time, 0.4),
    (Class::Quantity, 0.3),
    (Class::Money, 0.3),
    (Class::Own, -0.3),
    (Class::Hearer, -0.9),
    (Class::Wish, -2.5),
    (Class::Opinion, -1.6),
    (Class::Mind, -0.6),
    (Class::Greeting, -0.4),
];

/// The log-odds of a statement that shows nothing.
const BASE: f32 = -0.2;

/// A question, or what has no verb or too few words to state anything.
const NO_STATEMENT: f32 = -3.0;

/// What a passage shows: the first word of each kind.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Evidence {
    words: [Option<Span>; StatementKind::ALL.len()],
    /// The log-odds by the rules alone.
    pub(super) points: f32,
}

impl Evidence {
    /// What `tokens` show.
    pub(super) fn of(text: &str, tokens: &[ClaimToken]) -> Self {
        let words = StatementKind::ALL
            .map(|kind| tokens.iter().find(|token| kind.shows(token)).map(|token| token.span));
        let mut points = BASE;
        points += StatementKind::ALL
            .iter()
            .zip(&words)
            .filter(|(_, word)| word.is_some())
            .map(|(kind, _)| kind.points())
            .sum::<f32>();
        let all = tokens.iter().fold(0_u32, |all, token| all | token.classes.bits());
        points += CLASSES
            .iter()
            .filter(|(class, _)| all & 1 << *class as u32 != 0)
            .map(|(_, points)| points)
            .sum::<f32>();
        let asks = tokens.iter().rev().take(3).any(|token| text.get(token.span.range()) == Some("?"));
        let states = [Class::Verb, Class::Event, Class::Change, Class::Past]
            .iter()
            .any(|class| all & 1 << *class as u32 != 0);
        if asks || !states || tokens.iter().filter(|token| token.is_word).count() < 4 {
            points += NO_STATEMENT;
        }
        Self { words, points }
    }

    /// The kinds with the word that shows each.
    pub(super) fn kinds(&self) -> impl Iterator<Item = (StatementKind, Span)> + '_ {
        StatementKind::ALL.iter().zip(&self.words).filter_map(|(kind, word)| word.map(|word| (*kind, word)))
    }
}
