//! Reading the tables and values of a schema file, each error with its place.

use std::ops::Range;

use toml_edit::{Item, TableLike, Value as Toml};

use super::{HUES, SchemaError};
use crate::gloss::Value;

/// What is read of a schema, or the error with its place.
pub type Result<T> = std::result::Result<T, SchemaError>;

/// A reader of the values in this text.
#[derive(Clone, Copy)]
pub struct TomlReader<'a>(pub &'a str);

impl TomlReader<'_> {
    /// Fails with an error at `span` of the text, in bytes; at none if the place is not known.
    pub fn error<T>(&self, span: Option<Range<usize>>, message: impl Into<String>) -> Result<T> {
        Err(SchemaError::at(self.0, span, message))
    }

    /// Fails unless a name of something is more than white space.
    pub fn named(&self, table: &dyn TableLike, name: &str, what: &str) -> Result<()> {
        if name.trim().is_empty() {
            return self.error(span_of_key(table, name), format!("the name of {what} is empty"));
        }
        Ok(())
    }

    /// Fails if `table`, which is called `what`, has a key that is not `known`.
    pub fn only(&self, table: &dyn TableLike, known: &[&str], what: &str) -> Result<()> {
        for (name, item) in table.iter() {
            if !known.contains(&name) {
                let span = span_of_key(table, name).or(item.span());
                let expected = known.join(", ");
                return self.error(span, format!("{what} has no “{name}”; it can have {expected}"));
            }
        }
        Ok(())
    }

    /// The table that this item is; anything else is an error.
    pub fn as_table<'i>(&self, item: &'i Item, what: &str) -> Result<&'i dyn TableLike> {
        match item.as_table_like() {
            Some(table) => Ok(table),
            None => self.error(item.span(), format!("{what} is a table, not {}", item.type_name())),
        }
    }

    /// The table of this name in `table`, if there is one.
    pub fn table<'i>(&self, table: &'i dyn TableLike, name: &str) -> Result<Option<&'i dyn TableLike>> {
        table.get(name).map(|item| self.as_table(item, name)).transpose()
    }

    /// Whether the flag of this name is set; one that is not there isn't.
    pub fn flag(&self, table: &dyn TableLike, name: &str) -> Result<bool> {
        match table.get(name) {
            None => Ok(false),
            Some(item) => match item.as_bool() {
                Some(flag) => Ok(flag),
                None => self.error(item.span(), format!("{name} is true or false")),
            },
        }
    }

    /// The text of this name, if there is one.
    pub fn string(&self, table: &dyn TableLike, name: &str) -> Result<Option<String>> {
        match table.get(name) {
            None => Ok(None),
            Some(item) => match item.as_str() {
                Some(text) => Ok(Some(text.to_owned())),
                None => self.error(item.span(), format!("{name} is a text, in quotation marks")),
            },
        }
    }

    /// The one visible character of this name, if there is one.
    pub fn char(&self, table: &dyn TableLike, name: &str) -> Result<Option<char>> {
        let Some(text) = self.string(table, name)? else { return Ok(None) };
        let mut chars = text.chars();
        match (chars.next(), chars.next()) {
            (Some(c), None) if !c.is_control() && !c.is_whitespace() => Ok(Some(c)),
            _ => self.error(table.get(name).and_then(Item::span), format!("{name} is one character")),
        }
    }

    /// The colour of `table`, if it has one: a hue by its name, or `#rrggbb`.
    pub fn color(&self, table: &dyn TableLike) -> Result<Option<String>> {
        let Some(color) = self.string(table, "color")? else { return Ok(None) };
        let hex =
            color.strip_prefix('#').is_some_and(|h| h.len() == 6 && h.chars().all(|c| c.is_ascii_hexdigit()));
        if hex || HUES.contains(&color.as_str()) {
            return Ok(Some(color));
        }
        let span = table.get("color").and_then(Item::span);
        self.error(span, format!("no colour “{color}”: there are {}, and \"#rrggbb\"", HUES.join(", ")))
    }

    /// The value of an attribute that this item is.
    pub fn value(&self, item: &Item) -> Result<Value> {
        let texts = |array: &toml_edit::Array| array.iter().map(|v| v.as_str().map(str::to_owned)).collect();
        let value = match item.as_value() {
            Some(Toml::String(text)) => Some(Value::Text(text.value().clone())),
            Some(Toml::Integer(number)) => Some(Value::Number(*number.value() as f64)),
            Some(Toml::Float(number)) => Some(Value::Number(*number.value())),
            Some(Toml::Boolean(flag)) => Some(Value::Flag(*flag.value())),
            Some(Toml::Array(array)) => Option::<Vec<String>>::map(texts(array), Value::List),
            _ => None,
        };
        match value {
            Some(value) => Ok(value),
            None => self.error(item.span(), "a value is a text, a number, true or false, or a list of texts"),
        }
    }
}

/// The span of the key `name` in a table.
pub fn span_of_key(table: &dyn TableLike, name: &str) -> Option<Range<usize>> {
    table.key(name).and_then(toml_edit::Key::span)
}

/// The span of the value at `name` in a table.
pub fn span_of(table: &dyn TableLike, name: &str) -> Option<Range<usize>> {
    table.get(name).and_then(Item::span)
}
