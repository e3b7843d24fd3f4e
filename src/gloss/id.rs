//! Ids of glosses, unique across machines without coordination.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use super::IdError;

/// Crockford's base 32, lower case: no i, l, o, u.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// The id of a gloss: in a file any non-empty token; 10 characters of lower-case Crockford base 32 (50 random bits) if
/// made by this program. The default is empty, which no file can have.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Id(String);

impl Id {
    /// The id with these random bits, of which only the lower 50 are used.
    pub fn from_bits(bits: u64) -> Self {
        let digit = |i: u32| ALPHABET[(bits >> (5 * i)) as usize & 31] as char;
        Self((0..10).rev().map(digit).collect())
    }

    /// The bits of the id, as [`from_bits`](Self::from_bits) takes them; `None` if it was not made by this program.
    pub fn bits(&self) -> Option<u64> {
        let digit = |byte: u8| ALPHABET.iter().position(|&known| known == byte);
        let add = |bits: u64, byte: u8| Some(bits << 5 | digit(byte)? as u64);
        (self.0.len() == 10).then(|| self.0.bytes().try_fold(0, add)).flatten()
    }

    /// Checks that it is a valid id, since one that was read without a check may not be; the error says why not.
    pub fn check(&self) -> Result<(), IdError> {
        check(&self.0)
    }

    /// The id as it is written in a file.
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

    /// Accepts ids of other tools, too: anything without white space or control characters.
    fn from_str(s: &str) -> Result<Self, Self::Err> {
        check(s)?;
        Ok(Self(s.to_owned()))
    }
}

/// As [`FromStr`], without a copy.
impl TryFrom<String> for Id {
    type Error = IdError;

    fn try_from(s: String) -> Result<Self, Self::Error> {
        check(&s)?;
        Ok(Self(s))
    }
}

/// Checks that `s` can be an id.
fn check(s: &str) -> Result<(), IdError> {
    if s.is_empty() || s.len() > 128 {
        return Err(IdError::Length);
    }
    if s.chars().any(|c| c.is_whitespace() || c.is_control()) {
        return Err(IdError::Characters);
    }
    Ok(())
}
