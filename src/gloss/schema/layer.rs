//! Reads a schema file as a layer over the existing schema.

use std::ops::Range;

use toml_edit::{Document, Item, TableLike, Value as Toml};

use super::{Attribute, HUES, Kind, KindKey, LinkKind, SNAPS, Schema, SchemaError, Shape};
use crate::gloss::{Attributes, Value};

type Result<T> = std::result::Result<T, SchemaError>;

/// The schema with the changes and additions in `text`.
pub fn apply(schema: Schema, text: &str) -> Result<Schema> {
    let document = Document::parse(text).map_err(|e| SchemaError::at(text, e.span(), e.message().trim()))?;
    let reader = LayerReader { text };
    let root = document.as_table();
    reader.only(root, &["replace", "kind", "link"], "the schema")?;
    let mut schema = if reader.flag(root, "replace")? { Schema::default() } else { schema };
    if let Some(kinds) = reader.table(root, "kind")? {
        for (name, item) in kinds.iter() {
            reader.kind(&mut schema, name, item)?;
        }
    }
    if let Some(links) = reader.table(root, "link")? {
        for (name, item) in links.iter() {
            reader.link(&mut schema, name, item)?;
        }
    }
    reader.unambiguous(&schema)?;
    Ok(schema)
}

struct LayerReader<'a> {
    text: &'a str,
}

impl LayerReader<'_> {
    fn error<T>(&self, span: Option<Range<usize>>, message: impl Into<String>) -> Result<T> {
        Err(SchemaError::at(self.text, span, message))
    }

    fn kind(&self, schema: &mut Schema, name: &str, item: &Item) -> Result<()> {
        let table = self.as_table(item, &format!("kind.{name}"))?;
        let at = schema.kinds.iter().position(|kind| kind.name == name);
        if self.flag(table, "remove")? {
            if let Some(at) = at {
                schema.kinds.remove(at);
                return Ok(());
            }
            return self.error(item.span(), format!("there is no kind “{name}” to remove"));
        }
        let what = format!("kind “{name}”");
        self.only(table, &["doc", "letter", "key", "keys", "color", "snap", "attributes", "remove"], &what)?;
        let mut kind = at.map_or_else(|| Kind::unknown(name), |at| schema.kinds[at].clone());
        if at.is_none() {
            name.clone_into(&mut kind.doc);
        }
        if let Some(doc) = self.string(table, "doc")? {
            kind.doc = doc;
        }
        if let Some(letter) = self.char(table, "letter")? {
            kind.letter = letter;
        }
        if let Some(color) = self.color(table)? {
            kind.color = color;
        }
        if let Some(snap) = self.string(table, "snap")? {
            let known = SNAPS.iter().find(|(name, _)| *name == snap);
            if known.is_none() && !snap.is_empty() {
                let span = table.get("snap").and_then(Item::span);
                return self.error(span, "snap is “quotation” or “report”, or “” for none");
            }
            kind.snap = known.map(|(_, snap)| *snap);
        }
        if let Some(key) = self.char(table, "key")? {
            let set = Attributes::default();
            kind.keys = vec![KindKey { key, letter: None, color: None, set }];
        }
        if let Some(item) = table.get("keys") {
            kind.keys = self.keys(item)?;
        }
        if let Some(attributes) = self.table(table, "attributes")? {
            for (name, item) in attributes.iter() {
                self.attribute(&mut kind.attributes, name, item)?;
            }
        }
        match at {
            Some(at) => schema.kinds[at] = kind,
            None => schema.kinds.push(kind),
        }
        Ok(())
    }

    fn keys(&self, item: &Item) -> Result<Vec<KindKey>> {
        let expected = "keys are tables: [[kind.NAME.keys]] with key = \"…\" and set = { … }";
        let tables: Vec<&dyn TableLike> = match item {
            Item::ArrayOfTables(tables) => tables.iter().map(|table| table as &dyn TableLike).collect(),
            Item::Value(Toml::Array(array)) if array.iter().all(Toml::is_inline_table) => {
                array.iter().filter_map(|v| v.as_inline_table().map(|t| t as &dyn TableLike)).collect()
            }
            _ => return self.error(item.span(), expected),
        };
        let key = |table: &dyn TableLike| {
            self.only(table, &["key", "letter", "color", "set"], "a key")?;
            let Some(key) = self.char(table, "key")? else { return self.error(item.span(), expected) };
            let mut set = Attributes::default();
            if let Some(values) = self.table(table, "set")? {
                for (name, item) in values.iter() {
                    set.set(name, self.value(item)?);
                }
            }
            Ok(KindKey { key, letter: self.char(table, "letter")?, color: self.color(table)?, set })
        };
        tables.into_iter().map(key).collect()
    }

    fn attribute(&self, attributes: &mut Vec<Attribute>, name: &str, item: &Item) -> Result<()> {
        let table = self.as_table(item, &format!("attribute {name}"))?;
        let at = attributes.iter().position(|attribute| attribute.name == name);
        if self.flag(table, "remove")? {
            if let Some(at) = at {
                attributes.remove(at);
                return Ok(());
            }
            return self.error(item.span(), format!("there is no attribute “{name}” to remove"));
        }
        let what = format!("attribute “{name}”");
        self.only(table, &["type", "doc", "choices", "min", "max", "default", "remove"], &what)?;
        let shape = match (self.string(table, "type")?, at) {
            (None, Some(at)) => self.bounds(table, attributes[at].shape.clone())?,
            (None, None) => {
                return self
                    .error(item.span(), format!("{what} has no type: text, choice, number, flag or list"));
            }
            (Some(shape), _) => match shape.as_str() {
                "text" => Shape::Text,
                "choice" => self.bounds(table, Shape::Choice(Vec::new()))?,
                "number" => self.bounds(table, Shape::Number { min: None, max: None })?,
                "flag" => Shape::Flag,
                "list" => Shape::List,
                other => {
                    let span = table.get("type").and_then(Item::span);
                    return self.error(
                        span,
                        format!("no type “{other}”: there are text, choice, number, flag and list"),
                    );
                }
            },
        };
        if matches!(&shape, Shape::Choice(choices) if choices.is_empty()) {
            return self
                .error(item.span(), format!("{what} is a choice, but has no choices = [\"…\", \"…\"]"));
        }
        let old = at.map(|at| attributes[at].clone());
        let doc = self.string(table, "doc")?.or(old.as_ref().map(|old| old.doc.clone())).unwrap_or_default();
        let default = match table.get("default") {
            Some(item) => Some(self.value(item)?),
            None => old.and_then(|old| old.default),
        };
        let attribute = Attribute { name: name.to_owned(), doc, shape, default };
        match at {
            Some(at) => attributes[at] = attribute,
            None => attributes.push(attribute),
        }
        Ok(())
    }

    /// The shape with the choices and bounds in the table.
    fn bounds(&self, table: &dyn TableLike, shape: Shape) -> Result<Shape> {
        let bound = |name: &str, old: Option<f64>| match table.get(name) {
            None => Ok(old),
            Some(item) => match self.value(item)? {
                Value::Number(number) => Ok(Some(number)),
                _ => self.error(item.span(), format!("{name} is a number")),
            },
        };
        Ok(match shape {
            Shape::Number { min, max } => Shape::Number { min: bound("min", min)?, max: bound("max", max)? },
            Shape::Choice(old) => match table.get("choices") {
                None => Shape::Choice(old),
                Some(item) => match self.value(item)? {
                    Value::List(choices) => Shape::Choice(choices),
                    _ => return self.error(item.span(), "choices are a list of texts: [\"…\", \"…\"]"),
                },
            },
            other => other,
        })
    }

    fn link(&self, schema: &mut Schema, name: &str, item: &Item) -> Result<()> {
        let table = self.as_table(item, &format!("link.{name}"))?;
        let at = schema.links.iter().position(|link| link.name == name);
        if self.flag(table, "remove")? {
            if let Some(at) = at {
                schema.links.remove(at);
                return Ok(());
            }
            return self.error(item.span(), format!("there is no link “{name}” to remove"));
        }
        self.only(table, &["doc", "key", "inverse", "remove"], &format!("link “{name}”"))?;
        let old = at.map(|at| schema.links[at].clone());
        let old =
            old.unwrap_or(LinkKind { name: name.to_owned(), doc: String::new(), key: None, inverse: None });
        let link = LinkKind {
            doc: self.string(table, "doc")?.unwrap_or(old.doc),
            key: self.char(table, "key")?.or(old.key),
            inverse: self.string(table, "inverse")?.or(old.inverse),
            name: old.name,
        };
        match at {
            Some(at) => schema.links[at] = link,
            None => schema.links.push(link),
        }
        Ok(())
    }

    /// Checks that no key has two meanings, and that digits remain counts.
    fn unambiguous(&self, schema: &Schema) -> Result<()> {
        let keys: Vec<(char, &str)> = schema
            .kinds
            .iter()
            .flat_map(|kind| kind.keys.iter().map(|k| (k.key, kind.name.as_str())))
            .collect();
        let links: Vec<(char, &str)> =
            schema.links.iter().filter_map(|l| Some((l.key?, l.name.as_str()))).collect();
        let letters: Vec<(char, &str)> =
            schema.kinds.iter().map(|kind| (kind.letter, kind.name.as_str())).collect();
        for (what, pairs) in [("key", keys), ("key", links), ("letter", letters)] {
            for (i, (c, name)) in pairs.iter().enumerate() {
                if c.is_ascii_digit() && what == "key" {
                    return self.error(
                        self.find(name),
                        format!("“{name}” can't have the key {c}: digits are counts"),
                    );
                }
                if let Some((_, other)) = pairs[..i].iter().find(|(before, _)| before == c) {
                    return self
                        .error(self.find(name), format!("“{name}” and “{other}” have the same {what}, {c}"));
                }
            }
        }
        Ok(())
    }

    /// The position of a name, for an error that concerns two places.
    fn find(&self, name: &str) -> Option<Range<usize>> {
        let start = self.text.find(&format!(".{name}")).or_else(|| self.text.find(name))?;
        let start = start + usize::from(self.text.get(start..=start) == Some("."));
        Some(start..start + name.len())
    }

    fn only(&self, table: &dyn TableLike, known: &[&str], what: &str) -> Result<()> {
        for (name, item) in table.iter() {
            if !known.contains(&name) {
                let span = table.key(name).and_then(toml_edit::Key::span).or(item.span());
                let expected = known.join(", ");
                return self.error(span, format!("{what} has no “{name}”; it can have {expected}"));
            }
        }
        Ok(())
    }

    fn as_table<'i>(&self, item: &'i Item, what: &str) -> Result<&'i dyn TableLike> {
        match item.as_table_like() {
            Some(table) => Ok(table),
            None => self.error(item.span(), format!("{what} is a table, not {}", item.type_name())),
        }
    }

    fn table<'i>(&self, table: &'i dyn TableLike, name: &str) -> Result<Option<&'i dyn TableLike>> {
        table.get(name).map(|item| self.as_table(item, name)).transpose()
    }

    fn flag(&self, table: &dyn TableLike, name: &str) -> Result<bool> {
        match table.get(name) {
            None => Ok(false),
            Some(item) => match item.as_bool() {
                Some(flag) => Ok(flag),
                None => self.error(item.span(), format!("{name} is true or false")),
            },
        }
    }

    fn string(&self, table: &dyn TableLike, name: &str) -> Result<Option<String>> {
        match table.get(name) {
            None => Ok(None),
            Some(item) => match item.as_str() {
                Some(text) => Ok(Some(text.to_owned())),
                None => self.error(item.span(), format!("{name} is a text, in quotation marks")),
            },
        }
    }

    fn char(&self, table: &dyn TableLike, name: &str) -> Result<Option<char>> {
        let Some(text) = self.string(table, name)? else { return Ok(None) };
        let mut chars = text.chars();
        match (chars.next(), chars.next()) {
            (Some(c), None) if !c.is_control() && !c.is_whitespace() => Ok(Some(c)),
            _ => self.error(table.get(name).and_then(Item::span), format!("{name} is one character")),
        }
    }

    fn color(&self, table: &dyn TableLike) -> Result<Option<String>> {
        let Some(color) = self.string(table, "color")? else { return Ok(None) };
        let hex =
            color.strip_prefix('#').is_some_and(|h| h.len() == 6 && h.chars().all(|c| c.is_ascii_hexdigit()));
        if hex || HUES.contains(&color.as_str()) {
            return Ok(Some(color));
        }
        let span = table.get("color").and_then(Item::span);
        self.error(span, format!("no colour “{color}”: there are {}, and \"#rrggbb\"", HUES.join(", ")))
    }

    fn value(&self, item: &Item) -> Result<Value> {
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
