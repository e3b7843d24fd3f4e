//! Structured values of a gloss's fields, in a form that every file format can write and read.

use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{Error, MapAccess, SeqAccess, Visitor},
    ser::{SerializeMap, SerializeSeq},
};

/// A value with whatever is in it. Tables keep their keys in order, so that files show them in that order.
#[derive(Clone, Debug, PartialEq)]
pub enum Tree {
    /// Yes or no.
    Flag(bool),
    /// A number.
    Number(f64),
    /// Any text.
    Text(String),
    /// A date and time as TOML writes it; a text in formats that have no times.
    Time(String),
    /// Several values.
    List(Vec<Tree>),
    /// Values by their keys.
    Table(Vec<(String, Tree)>),
}

impl Tree {
    /// A table of those of these keys that have a value.
    pub fn table<const N: usize>(rows: [(&str, Option<Self>); N]) -> Self {
        Self::Table(rows.into_iter().filter_map(|(key, value)| Some((key.to_owned(), value?))).collect())
    }

    /// A list of texts; none where there are none.
    pub fn texts(texts: &[String]) -> Option<Self> {
        (!texts.is_empty()).then(|| Self::List(texts.iter().cloned().map(Self::Text).collect()))
    }

    /// The value under a key of a table.
    pub fn get(&self, key: &str) -> Option<&Self> {
        match self {
            Self::Table(rows) => rows.iter().find(|(name, _)| name == key).map(|(_, value)| value),
            _ => None,
        }
    }

    /// The text that it is.
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) | Self::Time(text) => Some(text),
            _ => None,
        }
    }

    /// The text under a key of a table.
    pub fn text(&self, key: &str) -> Option<&str> {
        self.get(key)?.as_text()
    }

    /// The texts in a list; one text counts as a list of one.
    pub fn into_texts(self) -> Vec<String> {
        match self {
            Self::List(items) => items.iter().filter_map(Self::as_text).map(str::to_owned).collect(),
            other => other.as_text().map(str::to_owned).into_iter().collect(),
        }
    }
}

impl Serialize for Tree {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Flag(flag) => serializer.serialize_bool(*flag),
            // Up to 2^53 every whole number is exact.
            Self::Number(number) if number.fract() == 0.0 && number.abs() < 9e15 => {
                serializer.serialize_i64(*number as i64)
            }
            Self::Number(number) => serializer.serialize_f64(*number),
            Self::Text(text) | Self::Time(text) => serializer.serialize_str(text),
            Self::List(items) => {
                let mut list = serializer.serialize_seq(Some(items.len()))?;
                items.iter().try_for_each(|item| list.serialize_element(item))?;
                list.end()
            }
            Self::Table(rows) => {
                let mut table = serializer.serialize_map(Some(rows.len()))?;
                rows.iter().try_for_each(|(key, value)| table.serialize_entry(key, value))?;
                table.end()
            }
        }
    }
}

impl<'de> Deserialize<'de> for Tree {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(TreeVisitor)
    }
}

struct TreeVisitor;

impl<'de> Visitor<'de> for TreeVisitor {
    type Value = Tree;

    fn expecting(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("a text, a number, true or false, a list or a table")
    }

    fn visit_bool<E: Error>(self, flag: bool) -> Result<Tree, E> {
        Ok(Tree::Flag(flag))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Tree, E> {
        Ok(Tree::Number(number as f64))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Tree, E> {
        Ok(Tree::Number(number as f64))
    }

    fn visit_f64<E: Error>(self, number: f64) -> Result<Tree, E> {
        Ok(Tree::Number(number))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Tree, E> {
        Ok(Tree::Text(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Tree, A::Error> {
        let mut items = Vec::new();
        while let Some(item) = list.next_element()? {
            items.push(item);
        }
        Ok(Tree::List(items))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut table: A) -> Result<Tree, A::Error> {
        let mut rows = Vec::new();
        while let Some((key, value)) = table.next_entry::<String, Option<Tree>>()? {
            // JSON's null is a key without a value.
            rows.extend(value.map(|value| (key, value)));
        }
        Ok(Tree::Table(rows))
    }
}
