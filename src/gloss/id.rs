//! Ids of glosses, unique across machines without coordination.

use std::{cmp::Ordering, fmt, str::FromStr};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::IdError;

/// Crockford's base 32, lower case: no i, l, o, u.
const ALPHABET: &[u8; 32] = b"0123456789abcdefghjkmnpqrstvwxyz";

/// How many characters an id of this program has.
const LENGTH: usize = 10;

/// The id of a gloss: in a file any non-empty token; 10 characters of lower-case Crockford base 32 (50 random bits) if
/// made by this program. The default is empty, which no file can have.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Id(IdText);

/// The text of an id. One as long as those of this program is kept in place, so that a million of them take little
/// room; no other is as long.
#[derive(Clone, PartialEq, Eq, Hash)]
enum IdText {
    Usual([u8; LENGTH]),
    Other(Box<str>),
}

impl Id {
    /// The id with these random bits, of which only the lower 50 are used.
    pub fn from_bits(bits: u64) -> Self {
        let mut digits = [0; LENGTH];
        for (place, digit) in (0..).zip(digits.iter_mut().rev()) {
            *digit = ALPHABET[(bits >> (5 * place)) as usize & 31];
        }
        Self(IdText::Usual(digits))
    }

    /// The id with a text that is not checked.
    fn unchecked(text: &str) -> Self {
        Self(match text.as_bytes().try_into() {
            Ok(usual) => IdText::Usual(usual),
            Err(_) => IdText::Other(text.into()),
        })
    }

    /// The bits of the id, as [`from_bits`](Self::from_bits) takes them; `None` if it was not made by this program.
    pub fn bits(&self) -> Option<u64> {
        let digit = |byte: u8| ALPHABET.iter().position(|&known| known == byte);
        let add = |bits: u64, byte: u8| Some(bits << 5 | digit(byte)? as u64);
        match &self.0 {
            IdText::Usual(digits) => digits.iter().copied().try_fold(0, add),
            IdText::Other(_) => None,
        }
    }

    /// Checks that it is a valid id, since one that was read without a check may not be; the error says why not.
    pub fn check(&self) -> Result<(), IdError> {
        check(self.as_str())
    }

    /// The id as it is written in a file.
    pub fn as_str(&self) -> &str {
        match &self.0 {
            // They were a text before.
            IdText::Usual(usual) => std::str::from_utf8(usual).unwrap_or_default(),
            IdText::Other(text) => text,
        }
    }
}

impl Default for Id {
    fn default() -> Self {
        Self::unchecked("")
    }
}

impl Ord for Id {
    fn cmp(&self, other: &Self) -> Ordering {
        self.as_str().cmp(other.as_str())
    }
}

impl PartialOrd for Id {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl fmt::Debug for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Id").field(&self.as_str()).finish()
    }
}

impl Serialize for Id {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

/// Reads any text, which is not checked.
impl<'de> Deserialize<'de> for Id {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(Self::unchecked(&String::deserialize(deserializer)?))
    }
}

impl fmt::Display for Id {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Id {
    type Err = IdError;

    /// Accepts ids of other tools, too: anything without white space or control characters.
    fn from_str(s: &str) -> Result<Self, Self::Err> {
        check(s)?;
        Ok(Self::unchecked(s))
    }
}

/// As [`FromStr`].
impl TryFrom<String> for Id {
    type Error = IdError;

    fn try_from(s: String) -> Result<Self, Self::Error> {
        s.parse()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_of_every_length_are_what_they_say() {
        let usual = Id::from_bits(0x3_1234_5678_9abc);
        assert_eq!(Id::from_bits(usual.bits().expect("bits")), usual);
        assert_eq!(usual.as_str().len(), LENGTH);
        for text in [usual.as_str(), "t1", "a-longer-id-of-another-tool", "ten_bytes!", "zehnßé€"] {
            let id: Id = text.parse().expect("an id");
            assert_eq!((id.as_str(), id.to_string().as_str()), (text, text));
            assert_eq!(serde_json::to_string(&id).expect("JSON"), format!("\"{text}\""));
            assert_eq!(serde_json::from_str::<Id>(&format!("\"{text}\"")).expect("an id"), id);
            assert_eq!(id.bits().is_some(), id == usual, "{text}");
        }
        let mut ids =
            ["b", "aaaaaaaaaa", "aaaaaaaaaaa", "c", "abcdefghjk"].map(|id| id.parse::<Id>().expect("an id"));
        ids.sort();
        assert_eq!(ids.each_ref().map(Id::as_str), ["aaaaaaaaaa", "aaaaaaaaaaa", "abcdefghjk", "b", "c"]);
        assert!(Id::default().check().is_err() && serde_json::from_str::<Id>("7").is_err());
    }
}
