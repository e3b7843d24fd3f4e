//! The identity of a gloss: unique across machines without talking.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use super::IdError;

/// Crockford's base 32, lower case: no i, l, o, u.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// A gloss's identity: any non-empty token in a file; 10 characters of lower-case Crockford base 32
/// (50 random bits) when made here. The default is empty: no file can have it.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Id(String);

impl Id {
    /// The identity that these random bits spell; only the lower 50 are used.
    pub fn from_bits(bits: u64) -> Self {
        let digit = |i: u32| ALPHABET[(bits >> (5 * i)) as usize & 31] as char;
        Self((0..10).rev().map(digit).collect())
    }

    /// The bits that it spells, as [`from_bits`](Self::from_bits) takes them; none if it was not made here.
    pub fn bits(&self) -> Option<u64> {
        let digit = |byte: u8| ALPHABET.iter().position(|&known| known == byte);
        let add = |bits: u64, byte: u8| Some(bits << 5 | digit(byte)? as u64);
        (self.0.len() == 10).then(|| self.0.bytes().try_fold(0, add)).flatten()
    }

    /// Whether it is one; a file that was read without a look at it may have another. If not, why.
    pub fn check(&self) -> Result<(), IdError> {
        self.0.parse::<Self>().map(drop)
    }

    /// As written in the file.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for Id {
    type Err = IdError;

    /// Takes what another tool may have written, too: anything without white space or control characters.
    fn from_str(s: &str) -> Result<Self, Self::Err> {
        if s.is_empty() || s.len() > 128 {
            return Err(IdError::Length);
        }
        if s.chars().any(|c| c.is_whitespace() || c.is_control()) {
            return Err(IdError::Characters);
        }
        Ok(Self(s.to_owned()))
    }
}
