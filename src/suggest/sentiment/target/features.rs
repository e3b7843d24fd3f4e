//! The features of a sentence: its words by where they stand, the target itself, and the words that it depends on.

use super::classes::{bucket, sound};
use super::sentence::{Sentence, SpelledToken};
use crate::suggest::linear::{Feature, Hash};
use crate::suggest::sentiment::tokens::TokenKind;

/// The features that have been found, to which more are added.
pub(super) struct Features<'a>(&'a mut Vec<Feature>);

impl Features<'_> {
    /// Adds a feature that is there.
    pub(super) fn add(&mut self, feature: Hash) {
        self.0.push((feature, 1.0));
    }
}

/// Begins a feature of the kind that `letter` names.
pub(super) const fn kind(letter: u8) -> Hash {
    Hash::new(letter)
}

impl Sentence<'_> {
    /// Adds all features to `found`.
    pub(super) fn add(&self, found: &mut Vec<Feature>) {
        let start = found.len();
        let mut features = Features(found);
        self.words(&mut features);
        self.patterns(&mut features);
        self.mention(&mut features);
        self.heads(&mut features);
        let length = ((found.len() - start) as f32).sqrt();
        for feature in found.iter_mut().skip(start) {
            feature.1 /= length;
        }
        self.sums(found);
    }

    /// Adds the words with their positions.
    fn words(&self, features: &mut Features) {
        let target = &self.tokens[self.at];
        for (i, token) in self.tokens.iter().enumerate().filter(|(i, _)| *i != self.at) {
            let side = u8::from(i > self.at);
            let near = bucket(i.abs_diff(self.at));
            let inside = u8::from(token.clause == target.clause);
            let across = u8::from(token.is_quoted != target.is_quoted);
            if token.kind == TokenKind::Word {
                features.add(kind(b'w').with(token.hash).byte(u8::from(token.is_negated)));
                features.add(kind(b's').with(token.stem));
                features.add(kind(b'd').with(token.hash).byte(side).byte(near));
                features.add(kind(b'c').with(token.stem).byte(side).byte(inside));
                features.add(kind(b'q').with(token.stem).byte(side).byte(across));
                if let Some(next) = self.tokens.get(i + 1) {
                    features.add(kind(b'b').with(token.hash).with(next.hash));
                }
                affixes(token.lower, features);
            }
            let sound = sound(token.polarity);
            if sound != 0 {
                features.add(kind(b'v').byte(sound).byte(side).byte(near));
                features.add(kind(b'V').byte(sound).byte(side).byte(inside));
                features.add(kind(b'x').byte(sound).byte(across));
                features.add(kind(b'y').byte(sound));
            }
        }
    }

    /// Adds the target itself, and whether it speaks.
    fn mention(&self, features: &mut Features) {
        let mut whole = kind(b'M');
        for token in &self.mention {
            features.add(kind(b'm').with(token.hash));
            whole = whole.with(token.hash);
        }
        features.add(whole);
        let count = self.tokens.len();
        let quoted = self.tokens.get(self.at).is_some_and(|token| token.is_quoted);
        features.add(kind(b'p').byte((5 * self.at / count.max(1)).min(4) as u8));
        features.add(kind(b'Q').byte(u8::from(quoted)));
        features.add(kind(b'l').byte((count / 10).min(5) as u8));
        features.add(kind(b'f').byte(u8::from(self.at == 0)));
        let has_quote = self.tokens.iter().any(|token| token.kind == TokenKind::Quote);
        let cue = |range: std::ops::Range<usize>| range.into_iter().find(|&i| self.is_cue(i));
        if let Some(cue) = cue(self.at + 1..self.at + 4) {
            features.add(kind(b'S'));
            features.add(kind(b'S').with(self.tokens[cue].hash));
            features.add(kind(b'S').byte(1 + u8::from(has_quote)));
        }
        if let Some(cue) = cue(self.at.saturating_sub(2)..self.at) {
            features.add(kind(b'R'));
            features.add(kind(b'R').with(self.tokens[cue].hash));
        }
        let capitals = self.tokens.iter().skip(1).filter(|token| token.is_capital).count();
        features.add(kind(b'o').byte(capitals.min(4) as u8));
    }

    /// Adds the nearest content words, and the nearest words with a polarity.
    fn heads(&self, features: &mut Features) {
        let after = self.tokens.iter().enumerate().skip(self.at + 1).take(7);
        let verbs = after.take_while(|(_, token)| !is_break(token)).filter(|(i, token)| {
            let verb =
                token.lower.len() > 3 && ["ed", "s", "ing"].iter().any(|end| token.lower.ends_with(end));
            token.kind == TokenKind::Word && (verb || self.is_cue(*i) || token.polarity != 0.0)
        });
        for (nth, (_, token)) in (0..).zip(verbs.take(2)) {
            features.add(kind(b'r').byte(nth).with(token.stem));
        }
        let before = self.tokens.iter().take(self.at).rev().take(6).take_while(|token| !is_break(token));
        let long = before.filter(|token| token.lower.len() > 3);
        for (nth, token) in (0..).zip(long.take(2)) {
            features.add(kind(b'h').byte(nth).with(token.stem));
        }
        let clause = self.tokens.get(self.at).map(|token| token.clause);
        let heard = |token: &&SpelledToken| token.polarity != 0.0;
        let sides = [
            self.tokens.iter().skip(self.at + 1).find(heard),
            self.tokens.iter().take(self.at).rev().find(heard),
        ];
        for (side, token) in (0..).zip(sides) {
            let what =
                token.map_or((0, false), |token| (sound(token.polarity), Some(token.clause) == clause));
            features.add(kind(b'n').byte(side).byte(what.0).byte(u8::from(what.1)));
        }
        if self.tokens.get(self.at + 1).is_some_and(|token| token.lower == "'s") {
            for token in self.tokens.iter().skip(self.at + 2).take(3) {
                features.add(kind(b'P').with(token.hash));
            }
        }
    }
}

/// Adds the beginning and the end of a long word.
fn affixes(word: &str, features: &mut Features) {
    if let (Some(head), Some(tail)) = (word.get(..5), word.len().checked_sub(4).and_then(|at| word.get(at..)))
        && word.len() > 5
    {
        features.add(kind(b'(').bytes(head.as_bytes()));
        features.add(kind(b')').bytes(tail.as_bytes()));
    }
}

/// Whether a token ends the passage in which words relate to the target.
fn is_break(token: &SpelledToken) -> bool {
    token.kind != TokenKind::Word && !matches!(token.lower, "'" | "’")
}
