//! The features of a sentence for the claim model.
//!
//! The features are words, pairs of neighbours and of words not far apart, runs of letters, the classes of
//! `assets/en/claims.txt` alone and in pairs, and pairs of a word and a class. Each group of features is scaled to the
//! same length for sentences of all lengths, so that in long sentences a single word still counts.

use super::lexicon::Classes;
use super::tokens::{ClaimToken, tokens};
use crate::suggest::linear::{Hash, Linear};
use crate::text::Span;
use crate::text::segment::words;

/// The number of weights in the model's table. A feature is identified by its index there, and counts once in a
/// sentence.
pub const TABLE_WEIGHTS: usize = 190 * 1024;

/// The features of `sentence` for training: indices in a table of [`TABLE_WEIGHTS`] weights, with values.
pub fn features(sentence: &str) -> Vec<(usize, f32)> {
    let words: Vec<Span> = words(sentence).collect();
    let mut list = Vec::new();
    tokens(sentence, &words, Span::new(0, sentence.len()), &mut list);
    let mut collector = Collector::default();
    collector.collect(sentence, &list);
    collector
        .groups()
        .flat_map(|(places, value)| places.iter().map(move |&place| (place as usize, value)))
        .collect()
}

/// A group of features; its number is the first byte of the hash. (0 and 1 are words and numbers themselves.)
#[derive(Clone, Copy)]
enum FeatureGroup {
    Pair = 2,
    Near,
    Letters,
    First,
    Length,
    Class,
    ClassPair,
    ClassBeside,
    WordClass,
    WordBeside,
    Shape,
}

/// The length that each group is scaled to; chosen by cross-validation.
mod weight {
    /// Single tokens.
    pub(super) const WORDS: f32 = 1.2;
    /// Two tokens beside each other, also with the ends of the sentence.
    pub(super) const PAIRS: f32 = 1.0;
    /// Two tokens with others between them.
    pub(super) const NEAR: f32 = 1.0;
    /// Runs of letters within words.
    pub(super) const LETTERS: f32 = 1.5;
    /// The first tokens, the last one, and how many there are.
    pub(super) const PLACES: f32 = 0.7;
    /// How many tokens belong to each class.
    pub(super) const CLASSES: f32 = 1.2;
    /// Two classes in one sentence.
    pub(super) const CLASS_PAIRS: f32 = 0.5;
    /// Two classes beside each other.
    pub(super) const CLASS_BESIDE: f32 = 0.7;
    /// A token with a class of the sentence.
    pub(super) const WORD_CLASS: f32 = 1.0;
    /// Runs of shapes.
    pub(super) const SHAPES: f32 = 0.8;
    /// A token beside a class.
    pub(super) const WORD_BESIDE: f32 = 0.7;
}

/// How many words apart two paired words may be; chosen by hand.
const MAX_PAIR_DISTANCE_WORDS: usize = 5;

/// Collects the features of one sentence at a time.
#[derive(Default)]
pub(super) struct Collector {
    places: Vec<u32>,
    /// The end of each group in `places`, and the value of each of its features.
    ends: Vec<(usize, f32)>,
    /// A bit for each index in the table: whether the sentence has a feature there.
    seen: Vec<u64>,
    lower: Vec<u8>,
}

impl Collector {
    /// Replaces the features with those of the sentence that has these `tokens`.
    pub(super) fn collect(&mut self, text: &str, tokens: &[ClaimToken]) {
        self.places.clear();
        self.ends.clear();
        self.seen.resize(TABLE_WEIGHTS.div_ceil(64), 0);
        self.words(tokens);
        self.letters(text, tokens);
        self.shapes(tokens);
        self.places(tokens);
        self.classes(tokens);
        for &place in &self.places {
            self.seen[place as usize / 64] = 0;
        }
    }

    /// The indices of each group's features, with their value.
    fn groups(&self) -> impl Iterator<Item = (&[u32], f32)> {
        let starts = [0].into_iter().chain(self.ends.iter().map(|end| end.0));
        starts.zip(&self.ends).map(|(start, &(end, value))| (&self.places[start..end], value))
    }

    /// The score of the sentence that was collected last.
    pub(super) fn score(&self, model: &Linear) -> f32 {
        let sum = |places: &[u32]| places.iter().map(|&place| model.weight_at(place as usize)).sum::<f32>();
        model.bias() + self.groups().map(|(places, value)| value * sum(places)).sum::<f32>()
    }

    fn add(&mut self, feature: Hash) {
        let place = feature.place(TABLE_WEIGHTS);
        let (word, bit) = (&mut self.seen[place / 64], 1 << (place % 64));
        if *word & bit == 0 {
            *word |= bit;
            self.places.push(place as u32);
        }
    }

    /// Ends a group and scales it to the length `weight`.
    fn close(&mut self, weight: f32) {
        let begin = self.ends.last().map_or(0, |end| end.0);
        let count = self.places.len() - begin;
        self.ends.push((self.places.len(), weight / (count.max(1) as f32).sqrt()));
    }

    fn words(&mut self, tokens: &[ClaimToken]) {
        for token in tokens {
            self.add(token.hash);
        }
        self.close(weight::WORDS);
        let pair = Hash::new(FeatureGroup::Pair as u8);
        let mut before = Hash::new(b'^');
        for token in tokens {
            self.add(pair.with(before).with(token.hash));
            before = token.hash;
        }
        self.add(pair.with(before).with(Hash::new(b'$')));
        self.close(weight::PAIRS);
        let near = Hash::new(FeatureGroup::Near as u8);
        for (i, token) in tokens.iter().enumerate() {
            for other in tokens.iter().skip(i + 2).take(MAX_PAIR_DISTANCE_WORDS - 1) {
                self.add(near.with(token.hash).with(other.hash));
            }
        }
        self.close(weight::NEAR);
    }

    /// Adds runs of three to five letters of a word, with marks for its ends.
    fn letters(&mut self, text: &str, tokens: &[ClaimToken]) {
        let mut lower = std::mem::take(&mut self.lower);
        for token in tokens.iter().filter(|token| token.is_word) {
            let word = text.get(token.span.range()).unwrap_or_default();
            lower.clear();
            lower.push(b'<');
            lower.extend(word.bytes().map(|byte| byte.to_ascii_lowercase()));
            lower.push(b'>');
            for start in 0..lower.len().saturating_sub(2) {
                let mut hash = Hash::new(FeatureGroup::Letters as u8);
                for (i, &byte) in lower[start..].iter().take(5).enumerate() {
                    hash = hash.byte(byte);
                    if i > 1 {
                        self.add(hash);
                    }
                }
            }
        }
        self.lower = lower;
        self.close(weight::LETTERS);
    }

    /// Adds runs of one to three shapes.
    fn shapes(&mut self, tokens: &[ClaimToken]) {
        for start in 0..tokens.len() {
            let mut hash = Hash::new(FeatureGroup::Shape as u8);
            for token in tokens[start..].iter().take(3) {
                hash = hash.with(token.shape);
                self.add(hash);
            }
        }
        self.close(weight::SHAPES);
    }

    /// Adds the first words and the last ones, and the number of words.
    fn places(&mut self, tokens: &[ClaimToken]) {
        for token in tokens.iter().take(3) {
            self.add(Hash::new(FeatureGroup::First as u8).with(token.hash));
        }
        // Twice the binary logarithm, rounded down.
        let count = tokens.len() as u64 + 1;
        let half = count.saturating_mul(count) >> (2 * count.ilog2() + 1).min(63) > 0;
        let length = 2 * count.ilog2() as u8 + u8::from(half);
        self.add(Hash::new(FeatureGroup::Length as u8).byte(length));
        if let Some(last) = tokens.last() {
            self.add(Hash::new(FeatureGroup::Length as u8).with(last.hash));
        }
        self.close(weight::PLACES);
    }

    fn classes(&mut self, tokens: &[ClaimToken]) {
        let mut counts = [0_u8; Classes::COUNT];
        for class in tokens.iter().flat_map(|token| token.classes.iter()) {
            counts[usize::from(class)] = counts[usize::from(class)].saturating_add(1);
        }
        let class = Hash::new(FeatureGroup::Class as u8);
        for (i, &count) in counts.iter().enumerate() {
            for count in 1..=count.min(3) {
                self.add(class.byte(i as u8).byte(count));
            }
        }
        self.close(weight::CLASSES);
        let present = |i: &usize| counts[*i] > 0;
        let pair = Hash::new(FeatureGroup::ClassPair as u8);
        for a in (0..counts.len()).filter(present) {
            for b in (a + 1..counts.len()).filter(present) {
                self.add(pair.byte(a as u8).byte(b as u8));
            }
        }
        self.close(weight::CLASS_PAIRS);
        let beside = Hash::new(FeatureGroup::ClassBeside as u8);
        for two in tokens.windows(2) {
            for a in or_none(two[0].classes) {
                for b in or_none(two[1].classes) {
                    self.add(beside.byte(a).byte(b));
                }
            }
        }
        self.close(weight::CLASS_BESIDE);
        let beside = Hash::new(FeatureGroup::WordBeside as u8);
        for two in tokens.windows(2) {
            for a in or_none(two[1].classes) {
                self.add(beside.byte(a).with(two[0].hash));
            }
            for a in or_none(two[0].classes) {
                self.add(beside.with(two[1].hash).byte(a));
            }
        }
        self.close(weight::WORD_BESIDE);
        let both = Hash::new(FeatureGroup::WordClass as u8);
        for token in tokens {
            for a in (0..counts.len()).filter(present) {
                self.add(both.byte(a as u8).with(token.hash));
            }
        }
        self.close(weight::WORD_CLASS);
    }
}

/// The numbers of the classes, or a number that no class has.
fn or_none(classes: Classes) -> impl Iterator<Item = u8> + Clone {
    classes.iter().chain(classes.is_empty().then_some(u8::MAX))
}
