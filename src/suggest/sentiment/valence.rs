//! The tone of prose: the likelihood that a reader calls a passage good or bad.
//!
//! Two linear models over the same features, one for each side, trained on readers' ratings of sentences from
//! editorials, reviews and news (`tools/train/sentiment.rs`).

use super::tokens::{ProseToken, TokenKind, Tokens};
use crate::suggest::linear::{Feature, Hash, Linear};
use crate::suggest::{Analysis, Models};

/// The kinds of features.
const WORD: u8 = 1;
const STEM: u8 = 2;
const PAIR: u8 = 3;
const NEGATED: u8 = 4;
const SOUND: u8 = 5;

/// The number of features of the kind `SOUND`.
pub const SOUNDS: usize = 17;

/// The likelihood that a side must reach, else a passage is neutral. It gives the best macro F of neutral ratings (see
/// `tools/train/sentiment.rs`).
pub const MIN_POLAR_LIKELIHOOD: f64 = 0.38;

/// The bound of a neutral passage's valence, in both directions.
const MAX_NEUTRAL_VALENCE: f64 = 0.05;

/// The longest text that is judged as a whole, in bytes; a longer one is judged by sentences, since the models were
/// trained on single sentences. Chosen by hand.
const MAX_WHOLE_BYTES: usize = 600;

/// The likelihoods that readers call a passage good and that they call it bad: that their mean rating, from -4 to 4, is
/// at least half a point away from 0.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Tone {
    /// The likelihood that they call it good.
    pub positive: f64,
    /// The likelihood that they call it bad.
    pub negative: f64,
}

impl Tone {
    /// The tone of `passage`, a sentence or a few, by the program's own models.
    pub fn of(passage: &str) -> Self {
        let tokens = Tokens::new(passage);
        Self::of_tokens(Models::embedded(), &tokens, tokens.list(), super::vader(passage))
    }

    /// The tone of a passage that consists of the tokens `passage`, a part of `tokens`, and has this VADER score.
    pub(super) fn of_tokens(models: &Models, tokens: &Tokens, passage: &[ProseToken], vader: f64) -> Self {
        let mut found = Vec::with_capacity(passage.len() * 4);
        add(tokens, passage, vader, &mut found);
        let both = Linear::probabilities([&models.positive, &models.negative], &found);
        let [positive, negative] = both.map(f64::from);
        Self { positive, negative }
    }

    /// The mean tone of the sentences of a text, weighted by their lengths.
    pub(super) fn mean(models: &Models, analysis: &Analysis) -> Self {
        let tokens = analysis.tokens();
        if analysis.text.len() <= MAX_WHOLE_BYTES {
            return Self::of_tokens(models, tokens, tokens.list(), analysis.vader());
        }
        let mut mean = Self::default();
        let mut total = 0.0;
        for (sentence, &vader) in analysis.sentences.iter().zip(analysis.sentence_vader()) {
            let tone = match tokens.alone(*sentence) {
                Some(alone) => Self::of_tokens(models, tokens, alone, vader),
                None => {
                    let tokens = Tokens::new(analysis.text.get(sentence.range()).unwrap_or_default());
                    Self::of_tokens(models, &tokens, tokens.list(), vader)
                }
            };
            let share = sentence.len() as f64;
            total += share;
            mean.positive += (tone.positive - mean.positive) * share / total;
            mean.negative += (tone.negative - mean.negative) * share / total;
        }
        mean
    }

    /// The valence, from -1 to 1; between -0.05 and 0.05 it is neutral.
    pub fn valence(self) -> f64 {
        let balance = self.positive - self.negative;
        if self.positive.max(self.negative) < MIN_POLAR_LIKELIHOOD {
            (balance * 0.3).clamp(0.002 - MAX_NEUTRAL_VALENCE, MAX_NEUTRAL_VALENCE - 0.002)
        } else {
            balance.abs().max(MAX_NEUTRAL_VALENCE).copysign(balance)
        }
    }
}

/// Adds the features of `passage` to `found`.
pub fn features(passage: &str, found: &mut Vec<Feature>) {
    let tokens = Tokens::new(passage);
    add(&tokens, tokens.list(), super::vader(passage), found);
}

/// Adds the features of the tokens `passage`, a part of `tokens`, to `found`.
fn add(tokens: &Tokens, passage: &[ProseToken], vader: f64, found: &mut Vec<Feature>) {
    let start = found.len();
    let mut before = None;
    for token in passage.iter().filter(|token| token.kind == TokenKind::Word) {
        found.push((Hash::new(WORD).with(token.hash), 1.0));
        found.push((Hash::new(STEM).with(token.stem), 1.0));
        if token.is_negated {
            found.push((Hash::new(NEGATED).with(token.hash), 1.0));
        }
        if let Some(before) = before.replace(token.hash) {
            found.push((Hash::new(PAIR).with(before).with(token.hash), 1.0));
        }
    }
    let length = ((found.len() - start) as f32).sqrt();
    for feature in found.iter_mut().skip(start) {
        feature.1 /= length;
    }
    let sounds = sounds(tokens, passage, vader as f32);
    found.extend((0..).zip(sounds).map(|(i, sound)| (Hash::new(SOUND).byte(i), sound)));
}

/// Features of the polarities of the words: sums, means and extremes, each scaled to about 0.1.
fn sounds(tokens: &Tokens, passage: &[ProseToken], vader: f32) -> [f32; SOUNDS] {
    let words = passage.iter().filter(|token| token.kind == TokenKind::Word).count().max(4) as f32;
    let heard = || passage.iter().map(|token| token.polarity).filter(|polarity| *polarity != 0.0);
    let good: f32 = heard().filter(|polarity| *polarity > 0.0).sum();
    let bad: f32 = heard().filter(|polarity| *polarity < 0.0).sum();
    let negated = passage.iter().any(|token| token.is_negated);
    let count = |mark: &str| passage.iter().filter(|token| tokens.lower(token) == mark).count() as f32;
    let sum = good + bad;
    [
        sum,
        good,
        bad,
        sum.tanh() * 1.5,
        10.0 * good / words,
        10.0 * bad / words,
        10.0 * sum / words,
        heard().next().unwrap_or_default() * 1.5,
        heard().next_back().unwrap_or_default() * 1.5,
        heard().fold(0.0, f32::max) * 2.0,
        heard().fold(0.0, f32::min) * 2.0,
        words / 20.0,
        if negated { 2.0 } else { 0.0 },
        count("?") * 3.0,
        count("but") * 3.0,
        vader * 2.0,
        heard().count() as f32 / words * 6.0,
    ]
    .map(|sound| sound * SOUNDS_WEIGHT)
}

/// The weight of these features beside the words; chosen by hand.
const SOUNDS_WEIGHT: f32 = 0.1;
