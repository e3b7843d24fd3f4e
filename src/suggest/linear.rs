//! A linear model over hashed features, in a table that is part of the program.
//!
//! A feature is named by a hash of its contents ("the word *percent*"), and the hash gives its index in a table of
//! one-byte weights. There is no dictionary and there are no strings, and the table may be as small as one likes (the
//! *hashing trick*, Weinberger et al. 2009). The trainers in `tools/train` make the tables; training and use call the
//! same functions for the features.

use crate::text::fnv;

/// The first bytes of a table.
const MAGIC: [u8; 4] = *b"GLM1";

/// The length in bytes of what precedes the weights: the magic bytes and four numbers.
const HEADER_BYTES: usize = 20;

/// The hash of a feature while it is built up: 64-bit FNV-1a (Fowler, Noll, Vo). It must never change, since the
/// weights depend on it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hash(u64);

impl Hash {
    /// Begins a feature of this `kind`: features of two kinds differ, whatever follows.
    pub const fn new(kind: u8) -> Self {
        Self(fnv::BASIS).byte(kind)
    }

    /// Appends one byte.
    #[must_use]
    pub const fn byte(self, byte: u8) -> Self {
        Self(fnv::with(self.0, byte))
    }

    /// Appends `bytes`.
    #[must_use]
    pub fn bytes(self, bytes: &[u8]) -> Self {
        bytes.iter().fold(self, |hash, &byte| hash.byte(byte))
    }

    /// Appends `word` in lower case, with straight apostrophes and a final zero byte: "ab" and "c" differ from "a" and
    /// "bc".
    #[must_use]
    pub fn word(self, word: &str) -> Self {
        let hash = if word.is_ascii() {
            word.bytes().fold(self, |hash, byte| hash.byte(byte.to_ascii_lowercase()))
        } else {
            let mut buffer = [0; 4];
            let lower = word.chars().map(|c| if c == '’' { '\'' } else { c }).flat_map(char::to_lowercase);
            lower.fold(self, |hash, c| hash.bytes(c.encode_utf8(&mut buffer).as_bytes()))
        };
        hash.byte(0)
    }

    /// Combines the feature with another one, in this order.
    #[must_use]
    pub const fn with(self, other: Self) -> Self {
        Self((self.0.rotate_left(25) ^ other.0).wrapping_mul(0x9e37_79b9_7f4a_7c15))
    }

    /// The index of the feature in a table of `count` weights.
    ///
    /// The bits are mixed first (the finaliser of `MurmurHash3`), since those of FNV are uneven for short inputs.
    pub const fn place(self, count: usize) -> usize {
        let mut bits = self.0;
        bits = (bits ^ (bits >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
        bits = (bits ^ (bits >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
        bits ^= bits >> 33;
        ((bits as u128 * count as u128) >> 64) as usize
    }
}

/// A feature and its value.
pub type Feature = (Hash, f32);

/// A linear model: the score is the weighted sum of the features, the probability is its logistic function.
///
/// The file format: `GLM1`, the scale, the bias, the slope and the offset (little-endian `f32`), then one byte for each
/// weight.
#[derive(Clone, Copy, Debug)]
pub struct Linear<'a> {
    /// The weights, as signed bytes.
    weights: &'a [u8],
    /// The value of a weight byte of 1.
    scale: f32,
    bias: f32,
    /// Platt's calibration (1999): the log-odds of a score s are `slope · s + offset`.
    slope: f32,
    offset: f32,
}

impl<'a> Linear<'a> {
    /// The model in `bytes`, for use in a constant: bytes that are not a model do not compile.
    ///
    /// # Panics
    /// If `bytes` are not a model.
    pub const fn embedded(bytes: &'a [u8]) -> Self {
        match Self::read(bytes) {
            Some(model) => model,
            None => panic!("no table of a linear model"),
        }
    }

    /// The model in `bytes`; `None` if they are not one or hold no weights.
    pub const fn read(bytes: &'a [u8]) -> Option<Self> {
        let Some((head, weights)) = bytes.split_first_chunk::<HEADER_BYTES>() else { return None };
        let magic = u32::from_le_bytes([head[0], head[1], head[2], head[3]]);
        if magic != u32::from_le_bytes(MAGIC) || weights.is_empty() {
            return None;
        }
        let (scale, bias) = (number(head, 4), number(head, 8));
        Some(Self { weights, scale, bias, slope: number(head, 12), offset: number(head, 16) })
    }

    /// The file of a model with these weights in steps of `scale`, as [`read`](Self::read) takes it.
    pub fn write(weights: &[i8], scale: f32, bias: f32, [slope, offset]: [f32; 2]) -> Vec<u8> {
        let numbers = [scale, bias, slope, offset].map(f32::to_le_bytes);
        let weights = weights.iter().map(|weight| weight.cast_unsigned());
        MAGIC.into_iter().chain(numbers.into_iter().flatten()).chain(weights).collect()
    }

    /// How many weights the table has.
    pub const fn len(&self) -> usize {
        self.weights.len()
    }

    /// Whether the table has no weights: always false, since [`read`](Self::read) refuses such a table.
    pub const fn is_empty(&self) -> bool {
        self.weights.is_empty()
    }

    /// The weight at the index `place`; 0 beyond the table.
    pub fn weight_at(&self, place: usize) -> f32 {
        f32::from(self.weights.get(place).copied().unwrap_or_default().cast_signed()) * self.scale
    }

    /// The score where there are no features.
    pub const fn bias(&self) -> f32 {
        self.bias
    }

    /// The score of these features; above 0 means rather yes than no, before calibration.
    pub fn score(&self, features: &[Feature]) -> f32 {
        let [score] = Self::scores([self], features);
        score
    }

    /// The score of these features by each of the `models`.
    pub fn scores<const COUNT: usize>(models: [&Self; COUNT], features: &[Feature]) -> [f32; COUNT] {
        let mut sums = [0.0; COUNT];
        for &(feature, value) in features {
            // In tables of one length, as those of one suggester have, a feature has one place.
            let (mut length, mut place) = (0, 0);
            for (sum, model) in sums.iter_mut().zip(models) {
                if length != model.len() {
                    length = model.len();
                    place = feature.place(length);
                }
                *sum += model.weight_at(place) * value;
            }
        }
        std::array::from_fn(|i| models[i].bias + sums[i])
    }

    /// The calibrated log-odds of `score`.
    pub fn log_odds(&self, score: f32) -> f32 {
        self.slope * score + self.offset
    }

    /// The probability, from 0 to 1, for these features.
    pub fn probability(&self, features: &[Feature]) -> f32 {
        let [probability] = Self::probabilities([self], features);
        probability
    }

    /// The probability, from 0 to 1, for these features by each of the `models`.
    pub fn probabilities<const COUNT: usize>(models: [&Self; COUNT], features: &[Feature]) -> [f32; COUNT] {
        let scores = Self::scores(models, features);
        std::array::from_fn(|i| logistic(models[i].log_odds(scores[i])))
    }
}

/// The probability, from 0 to 1, of these log-odds: the logistic function.
pub fn logistic(log_odds: f32) -> f32 {
    1.0 / (1.0 + (-log_odds).exp())
}

/// The little-endian number in the four bytes from `at` on.
const fn number(head: &[u8; HEADER_BYTES], at: usize) -> f32 {
    f32::from_le_bytes([head[at], head[at + 1], head[at + 2], head[at + 3]])
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_hash_is_the_same_for_ever() {
        // The published FNV-1a of "foobar".
        assert_eq!(Hash::new(b'f').bytes(b"oobar"), Hash(0x8594_4171_f739_67e8));
        assert_eq!(Hash::new(1).word("Can’t"), Hash::new(1).word("can't"));
        assert_ne!(Hash::new(1).word("ab").word("c"), Hash::new(1).word("a").word("bc"));
        assert_eq!(Hash::new(1).word("percent").place(1 << 17), Hash::new(1).word("PERCENT").place(1 << 17));
    }

    #[test]
    fn places_are_spread_evenly() {
        let mut counts = [0; 16];
        for i in 0..16_000_u32 {
            counts[Hash::new(0).bytes(&i.to_le_bytes()).place(16)] += 1;
        }
        assert!(counts.iter().all(|&count| (800..1200).contains(&count)), "{counts:?}");
    }

    #[test]
    fn a_model_is_read_as_it_was_written() {
        let feature = Hash::new(0).word("percent");
        let mut weights = [0; 64];
        weights[feature.place(64)] = -100;
        let file = Linear::write(&weights, 0.01, 0.5, [2.0, 1.0]);
        let model = Linear::read(&file).expect("a table");
        assert!((model.score(&[(feature, 0.5)])).abs() < 1e-6);
        assert!((model.probability(&[(feature, 0.5)]) - logistic(1.0)).abs() < 1e-6);
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(bytes in proptest::collection::vec(any::<u8>(), 0..64), word in "\\PC{0,9}") {
            let file = [&MAGIC[..], &bytes].concat();
            prop_assert!(Linear::read(&bytes).is_none() || bytes.starts_with(&MAGIC));
            if let Some(model) = Linear::read(&file) {
                model.probability(&[(Hash::new(0).word(&word), 1.0)]);
            }
        }
    }
}
