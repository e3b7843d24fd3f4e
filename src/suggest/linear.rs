//! A linear model over hashed features, in a table that is part of the program.
//!
//! A feature is named by a hash of what it is made of ("the word *percent*"), and the hash tells its place in a table of
//! one-byte weights: no dictionary, no strings, a table as small as one likes (the *hashing trick*, Weinberger et al.
//! 2009). The learners under `tools/train` make the tables; training and use call the same functions for the features.

use crate::text::fnv;

/// The first bytes of a table.
const MAGIC: [u8; 4] = *b"GLM1";

/// What stands before the weights: the magic bytes and four numbers.
const HEADER: usize = 20;

/// The hash of a feature in the making: FNV-1a in 64 bits (Fowler, Noll, Vo), the same on every machine for ever.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Hash(u64);

impl Hash {
    /// The beginning of a feature of this `kind`: features of two kinds differ, whatever follows.
    pub const fn new(kind: u8) -> Self {
        Self(fnv::BASIS).byte(kind)
    }

    /// With a byte more.
    #[must_use]
    pub const fn byte(self, byte: u8) -> Self {
        Self(fnv::with(self.0, byte))
    }

    /// With all of `bytes`.
    #[must_use]
    pub fn bytes(self, bytes: &[u8]) -> Self {
        bytes.iter().fold(self, |hash, &byte| hash.byte(byte))
    }

    /// With `word` in lower case, its apostrophes straight, and an end: "ab" and "c" differ from "a" and "bc".
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

    /// With another feature: for what stands together, in this order.
    #[must_use]
    pub const fn with(self, other: Self) -> Self {
        Self((self.0.rotate_left(25) ^ other.0).wrapping_mul(0x9e37_79b9_7f4a_7c15))
    }

    /// The place of the feature in a table of `count` weights.
    ///
    /// The bits are mixed first (the finaliser of `MurmurHash3`): those of FNV are uneven for short inputs.
    pub const fn place(self, count: usize) -> usize {
        let mut bits = self.0;
        bits = (bits ^ (bits >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
        bits = (bits ^ (bits >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
        bits ^= bits >> 33;
        ((bits as u128 * count as u128) >> 64) as usize
    }
}

/// A feature and how much of it there is.
pub type Feature = (Hash, f32);

/// A linear model: a score is the sum of the weights of the features, a probability its logistic function.
///
/// As a file: `GLM1`, the scale, the bias, the slope and the offset (little-endian `f32`), then one byte a weight.
#[derive(Clone, Copy, Debug)]
pub struct Linear<'a> {
    /// Signed bytes.
    weights: &'a [u8],
    /// What a weight of 1 stands for.
    scale: f32,
    bias: f32,
    /// Platt's calibration (1999): the probability of a score s is that of `slope · s + offset` in log-odds.
    slope: f32,
    offset: f32,
}

impl<'a> Linear<'a> {
    /// The model in `bytes`, for a constant: a file that is no table does not compile.
    ///
    /// # Panics
    /// If `bytes` are no table.
    pub const fn embedded(bytes: &'a [u8]) -> Self {
        match Self::read(bytes) {
            Some(model) => model,
            None => panic!("no table of a linear model"),
        }
    }

    /// The model in `bytes`, if they are a table with a weight at least.
    pub const fn read(bytes: &'a [u8]) -> Option<Self> {
        let Some((head, weights)) = bytes.split_first_chunk::<HEADER>() else { return None };
        let magic = u32::from_le_bytes([head[0], head[1], head[2], head[3]]);
        if magic != u32::from_le_bytes(MAGIC) || weights.is_empty() {
            return None;
        }
        let (scale, bias) = (number(head, 4), number(head, 8));
        Some(Self { weights, scale, bias, slope: number(head, 12), offset: number(head, 16) })
    }

    /// The file of a model: its weights in steps of `scale`, as [`read`](Self::read) takes it.
    pub fn write(weights: &[i8], scale: f32, bias: f32, [slope, offset]: [f32; 2]) -> Vec<u8> {
        let numbers = [scale, bias, slope, offset].map(f32::to_le_bytes);
        let weights = weights.iter().map(|weight| weight.cast_unsigned());
        MAGIC.into_iter().chain(numbers.into_iter().flatten()).chain(weights).collect()
    }

    /// How many weights the table has.
    pub const fn len(&self) -> usize {
        self.weights.len()
    }

    /// Whether the table has no weights: never so.
    pub const fn is_empty(&self) -> bool {
        self.weights.is_empty()
    }

    /// The weight of one feature.
    pub fn weight(&self, feature: Hash) -> f32 {
        self.weight_at(feature.place(self.weights.len()))
    }

    /// The weight at one place; 0 beyond the table.
    pub fn weight_at(&self, place: usize) -> f32 {
        f32::from(self.weights.get(place).copied().unwrap_or_default().cast_signed()) * self.scale
    }

    /// The score of what has no features.
    pub const fn bias(&self) -> f32 {
        self.bias
    }

    /// The score of what has these features: above 0 rather yes than no, before calibration.
    pub fn score(&self, features: &[Feature]) -> f32 {
        self.bias + features.iter().map(|&(feature, value)| self.weight(feature) * value).sum::<f32>()
    }

    /// The calibrated log-odds of `score`.
    pub fn log_odds(&self, score: f32) -> f32 {
        self.slope * score + self.offset
    }

    /// The probability, from 0 to 1, of what has these features.
    pub fn probability(&self, features: &[Feature]) -> f32 {
        logistic(self.log_odds(self.score(features)))
    }
}

/// The probability of `log_odds`.
pub fn logistic(log_odds: f32) -> f32 {
    1.0 / (1.0 + (-log_odds).exp())
}

/// The number in the four bytes at `at`.
const fn number(head: &[u8; HEADER], at: usize) -> f32 {
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
