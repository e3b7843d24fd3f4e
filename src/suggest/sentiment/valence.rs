//! The tone of prose: how likely a reader is to call a passage good or bad.
//!
//! Two linear models over the same features, one for each side, learnt from readers' ratings of sentences of editorials,
//! reviews and news (`tools/train/sentiment.rs`).

use super::tokens::{Kind, Token, tokens};
use crate::suggest::linear::{Feature, Hash, Linear};
use crate::text::segment::sentences;

/// Kinds of features.
const WORD: u8 = 1;
const STEM: u8 = 2;
const PAIR: u8 = 3;
const NEGATED: u8 = 4;
const SOUND: u8 = 5;

/// How many features of the last kind there are.
pub const SOUNDS: usize = 17;

static POSITIVE: Linear = Linear::embedded(include_bytes!("../../../assets/en/valence_positive.bin"));
static NEGATIVE: Linear = Linear::embedded(include_bytes!("../../../assets/en/valence_negative.bin"));

/// Where neither side is as likely as this, a passage is neutral: so neutral ratings are told best (macro F, see
/// `tools/train/sentiment.rs`).
pub const NEUTRAL: f64 = 0.38;

/// A neutral passage's valence is less than this, either way.
const BAND: f64 = 0.05;

/// A text of more bytes is taken sentence by sentence: the models have seen single ones.
const LONG: usize = 600;

/// How likely it is that readers call a passage good, and that they call it bad: a mean rating of at least half a
/// point from -4 to 4.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Tone {
    /// That they call it good.
    pub positive: f64,
    /// That they call it bad.
    pub negative: f64,
}

impl Tone {
    /// The tone of `passage`, a sentence or a few.
    pub fn of(passage: &str) -> Self {
        let lower = passage.to_ascii_lowercase();
        Self::of_tokens(passage, &tokens(passage, &lower))
    }

    /// The tone of `passage`, whose tokens are at hand.
    pub(super) fn of_tokens(passage: &str, tokens: &[Token]) -> Self {
        let mut found = Vec::with_capacity(tokens.len() * 4);
        add(tokens, super::vader(passage), &mut found);
        Self {
            positive: f64::from(POSITIVE.probability(&found)),
            negative: f64::from(NEGATIVE.probability(&found)),
        }
    }

    /// The mean tone of the sentences of `text`, by their lengths.
    pub fn mean(text: &str) -> Self {
        if text.len() <= LONG {
            return Self::of(text);
        }
        let mut mean = Self::default();
        let mut total = 0.0;
        for sentence in sentences(text) {
            let tone = Self::of(text.get(sentence.range()).unwrap_or_default());
            let share = sentence.len() as f64;
            total += share;
            mean.positive += (tone.positive - mean.positive) * share / total;
            mean.negative += (tone.negative - mean.negative) * share / total;
        }
        mean
    }

    /// From -1 to 1; between -0.05 and 0.05 it is neutral.
    pub fn valence(self) -> f64 {
        let balance = self.positive - self.negative;
        if self.positive.max(self.negative) < NEUTRAL {
            (balance * 0.3).clamp(0.002 - BAND, BAND - 0.002)
        } else {
            balance.abs().max(BAND).copysign(balance)
        }
    }
}

/// Adds the features of `passage` to `found`.
pub fn features(passage: &str, found: &mut Vec<Feature>) {
    let lower = passage.to_ascii_lowercase();
    add(&tokens(passage, &lower), super::vader(passage), found);
}

fn add(tokens: &[Token], vader: f64, found: &mut Vec<Feature>) {
    let start = found.len();
    let mut before = None;
    for token in tokens.iter().filter(|token| token.kind == Kind::Word) {
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
    let sounds = sounds(tokens, vader as f32);
    found.extend((0..).zip(sounds).map(|(i, sound)| (Hash::new(SOUND).byte(i), sound)));
}

/// What the polarities of the words come to: sums, means and extremes, each about 0.1 in size.
fn sounds(tokens: &[Token], vader: f32) -> [f32; SOUNDS] {
    let words = tokens.iter().filter(|token| token.kind == Kind::Word).count().max(4) as f32;
    let heard = || tokens.iter().map(|token| token.polarity).filter(|polarity| *polarity != 0.0);
    let good: f32 = heard().filter(|polarity| *polarity > 0.0).sum();
    let bad: f32 = heard().filter(|polarity| *polarity < 0.0).sum();
    let negated = tokens.iter().any(|token| token.is_negated);
    let count = |mark: &str| tokens.iter().filter(|token| token.lower == mark).count() as f32;
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
    .map(|sound| sound * SHARE)
}

/// How much the sounds count beside the words.
const SHARE: f32 = 0.1;
