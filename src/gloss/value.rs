//! Attribute values, and the ordered map that holds them.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::rare::Rare;

/// The value of an attribute, in one of the shapes that a schema can ask for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Value {
    /// Yes or no.
    Flag(bool),
    /// A number; it is written without a fraction if it has none.
    Number(#[serde(with = "number")] f64),
    /// A text, or one of several choices.
    Text(String),
    /// Several texts.
    List(Vec<String>),
}

/// Serialises numbers as JSON has them, and others by their names: `{"number":"inf"}`.
mod number {
    use serde::{Deserialize, Deserializer, Serialize, Serializer, de::Error};

    #[derive(Deserialize, Serialize)]
    #[serde(untagged)]
    enum Number {
        Finite(f64),
        Other { number: String },
    }

    /// Writes a number, or the name of one that JSON has not.
    #[expect(clippy::trivially_copy_pass_by_ref, reason = "as serde calls it")]
    pub fn serialize<S: Serializer>(number: &f64, serializer: S) -> Result<S::Ok, S::Error> {
        let number = if number.is_finite() {
            Number::Finite(*number)
        } else {
            Number::Other { number: number.to_string() }
        };
        number.serialize(serializer)
    }

    /// Reads what [`serialize`] writes.
    pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<f64, D::Error> {
        match Number::deserialize(deserializer)? {
            Number::Finite(number) => Ok(number),
            Number::Other { number } => number.parse().map_err(D::Error::custom),
        }
    }
}

impl Value {
    /// Whether the value is empty: an empty text or an empty list.
    pub fn is_blank(&self) -> bool {
        match self {
            Self::Text(text) => text.is_empty(),
            Self::List(items) => items.is_empty(),
            Self::Flag(_) | Self::Number(_) => false,
        }
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Text(text.to_owned())
    }
}

/// Shows the value as a person reads and types it: lists with `; ` in between, flags as `yes` and `no`.
impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Flag(flag) => f.write_str(if *flag { "yes" } else { "no" }),
            Self::Number(number) => write!(f, "{number}"),
            Self::Text(text) => f.write_str(text),
            Self::List(items) => f.write_str(&items.join("; ")),
        }
    }
}

/// Attributes in the order in which they were set, each name once. Two that differ only in their order are equal; the
/// order is a person's, and the file keeps it.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Attributes(Rare<(String, Value)>);

impl Attributes {
    /// The value of `name`.
    pub fn get(&self, name: &str) -> Option<&Value> {
        self.0.iter().find(|(n, _)| n == name).map(|(_, value)| value)
    }

    /// The value of `name`, if it is a text.
    pub fn text(&self, name: &str) -> Option<&str> {
        match self.get(name) {
            Some(Value::Text(text)) => Some(text),
            _ => None,
        }
    }

    /// Sets `name`, at its old position or at the end.
    pub fn set(&mut self, name: &str, value: Value) {
        match self.0.iter_mut().find(|(n, _)| n == name) {
            Some((_, old)) => *old = value,
            None => self.0.push((name.to_owned(), value)),
        }
    }

    /// Removes `name`.
    pub fn remove(&mut self, name: &str) -> Option<Value> {
        let at = self.0.iter().position(|(n, _)| n == name)?;
        Some(self.0.remove(at)?.1)
    }

    /// The names and values, in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value))
    }

    /// Whether there are no attributes.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl PartialEq for Attributes {
    fn eq(&self, other: &Self) -> bool {
        self.0.len() == other.0.len() && self.0.iter().all(|(name, value)| other.get(name) == Some(value))
    }
}

impl<N: Into<String>> FromIterator<(N, Value)> for Attributes {
    fn from_iter<I: IntoIterator<Item = (N, Value)>>(pairs: I) -> Self {
        let mut attributes = Self::default();
        for (name, value) in pairs {
            attributes.set(&name.into(), value);
        }
        attributes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_order_of_attributes_is_no_difference() {
        let one: Attributes = [("speaker", "Ned".into()), ("cue", "said".into())].into_iter().collect();
        let other: Attributes = [("cue", "said".into()), ("speaker", "Ned".into())].into_iter().collect();
        assert_eq!(one, other);
        let less: Attributes = [("cue", Value::from("said"))].into_iter().collect();
        assert_ne!(one, less);
        assert_ne!(less, one);
    }
}
