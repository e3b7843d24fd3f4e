//! Writes the additions of one schema to another as a `gloss.toml`, so that kinds that were read from elsewhere become
//! a person's own.

use std::collections::HashSet;

use toml_edit::{Array, DocumentMut, InlineTable, Item, Table, Value as Toml, value};

use super::{Attribute, Kind, KindGroup, KindKey, LinkKind, SNAPS, Schema, Shape, letters::free_letter};
use crate::gloss::Value;

impl Schema {
    /// The `gloss.toml` that adds the kinds, attributes and links of this schema to `base`; empty if `base` has them
    /// all. What `base` has stays unchanged, with its keys and letters: a new kind whose letter is in use gets another
    /// one, and no key that is in use. Choices are a part of their attribute.
    pub fn additions_to(&self, base: &Self) -> String {
        let mut letters: Vec<char> = base.kinds.iter().map(|kind| kind.letter).collect();
        let (mut kinds, mut links) = (implicit(), implicit());
        for kind in self.kinds.iter().filter(|kind| !kind.name.trim().is_empty()) {
            let known = base.kind(&kind.name);
            let is_new =
                |attribute: &&Attribute| known.is_none_or(|known| known.attribute(&attribute.name).is_none());
            let mut table = known.map_or_else(|| kind_table(kind, &mut letters, base), |_| implicit());
            let mut attributes = implicit();
            let named = |attribute: &&Attribute| !attribute.name.trim().is_empty();
            attributes.extend(
                kind.attributes.iter().filter(is_new).filter(named).map(|a| (a.name.clone(), attribute(a))),
            );
            if known.is_none() || !attributes.is_empty() {
                table.insert("attributes", Item::Table(attributes));
                kinds.insert(&kind.name, Item::Table(table));
            }
        }
        for new in self.links.iter().filter(|link| base.links.iter().all(|known| known.name != link.name)) {
            links.insert(&new.name, Item::Table(link(new, base)));
        }
        let mut groups = implicit();
        let named = self.groups.iter().filter(|group| !group.name.trim().is_empty());
        for new in named.filter(|group| base.group(&group.name).is_none()) {
            groups.insert(&new.name, Item::Table(group(new)));
        }
        let mut document = DocumentMut::new();
        document.insert("kind", Item::Table(kinds));
        document.insert("link", Item::Table(links));
        document.insert("group", Item::Table(groups));
        document.to_string()
    }
}

/// A table whose header is only written if the table has values of its own.
fn implicit() -> Table {
    let mut table = Table::new();
    table.set_implicit(true);
    table
}

/// The table of a new kind without its attributes; its letter is added to `letters`.
fn kind_table(kind: &Kind, letters: &mut Vec<char>, base: &Schema) -> Table {
    let mut table = Table::new();
    let usual = Kind::unknown(&kind.name);
    if !kind.doc.is_empty() && kind.doc != kind.name {
        table.insert("doc", value(&kind.doc));
    }
    table.extend(kind.memo.as_ref().map(|memo| ("memo", value(memo))));
    let letter = free_letter(kind, letters);
    letters.push(letter);
    if letter != usual.letter {
        table.insert("letter", value(letter.to_string()));
    }
    if kind.color != usual.color {
        table.insert("color", value(&kind.color));
    }
    table.extend(kind.guid.as_ref().map(|guid| ("guid", value(guid))));
    if let Some((snap, _)) = SNAPS.iter().find(|(_, snap)| kind.snap == Some(*snap)) {
        table.insert("snap", value(*snap));
    }
    let keys: Vec<&KindKey> = kind.keys.iter().filter(|key| base.kind_for_key(key.key).is_none()).collect();
    match keys[..] {
        [] => {}
        [KindKey { key, letter: None, color: None, set }] if set.is_empty() => {
            table.insert("key", value(key.to_string()));
        }
        _ => {
            table.insert("keys", value(keys.into_iter().map(key).collect::<Array>()));
        }
    }
    table
}

fn key(key: &KindKey) -> InlineTable {
    let mut table = InlineTable::new();
    table.insert("key", key.key.to_string().into());
    if let Some(letter) = key.letter {
        table.insert("letter", letter.to_string().into());
    }
    if let Some(color) = &key.color {
        table.insert("color", color.into());
    }
    let set: InlineTable = key.set.iter().map(|(name, value)| (name, toml(value))).collect();
    if !set.is_empty() {
        table.insert("set", set.into());
    }
    table
}

fn attribute(attribute: &Attribute) -> Item {
    let mut table = Table::new();
    let shape = readable(&attribute.shape);
    let name = match &shape {
        Shape::Choice(_) => "choice",
        Shape::Text => "text",
        Shape::Number { .. } => "number",
        Shape::Flag => "flag",
        Shape::List => "list",
    };
    table.insert("type", value(name));
    match &shape {
        Shape::Choice(choices) => {
            table.insert("choices", value(choices.iter().collect::<Array>()));
        }
        Shape::Number { min, max } => {
            for (name, bound) in [("min", min), ("max", max)] {
                table.extend(bound.map(|bound| (name, value(toml(&Value::Number(bound))))));
            }
        }
        _ => {}
    }
    if !attribute.doc.is_empty() {
        table.insert("doc", value(&attribute.doc));
    }
    let default = attribute.default.as_ref().filter(|default| shape.takes(default));
    table.extend(default.map(|default| ("default", value(toml(default)))));
    Item::Table(table)
}

fn group(group: &KindGroup) -> Table {
    let mut table = Table::new();
    let doc = Some(&group.doc).filter(|doc| !doc.is_empty());
    let texts = [
        ("doc", doc),
        ("memo", group.memo.as_ref()),
        ("color", group.color.as_ref()),
        ("guid", group.guid.as_ref()),
    ];
    table.extend(texts.into_iter().filter_map(|(name, text)| Some((name, value(text?)))));
    table
}

/// The shape without what no schema may have, since a foreign file may have anything: choices that are empty or doubled, and
/// bounds that no number keeps. A choice without choices accepts any text.
fn readable(shape: &Shape) -> Shape {
    match shape {
        Shape::Choice(choices) => {
            let mut seen = HashSet::new();
            let mut choices = choices.clone();
            choices.retain(|choice| !choice.trim().is_empty() && seen.insert(choice.clone()));
            if choices.is_empty() { Shape::Text } else { Shape::Choice(choices) }
        }
        Shape::Number { min, max } => {
            let bound = |bound: &Option<f64>| bound.filter(|bound| bound.is_finite());
            let (min, max) = (bound(min), bound(max));
            let is_sound = min.zip(max).is_none_or(|(min, max)| min <= max);
            if is_sound { Shape::Number { min, max } } else { Shape::Number { min: None, max: None } }
        }
        other => other.clone(),
    }
}

fn link(link: &LinkKind, base: &Schema) -> Table {
    let mut table = Table::new();
    if !link.doc.is_empty() {
        table.insert("doc", value(&link.doc));
    }
    let key = link.key.filter(|key| base.links.iter().all(|known| known.key != Some(*key)));
    table.extend(key.map(|key| ("key", value(key.to_string()))));
    table.extend(link.inverse.as_ref().map(|inverse| ("inverse", value(inverse))));
    table
}

fn toml(value: &Value) -> Toml {
    match value {
        Value::Flag(flag) => (*flag).into(),
        // Integers up to 2^53 are exact.
        Value::Number(number) if number.fract() == 0.0 && number.abs() < 9e15 => (*number as i64).into(),
        Value::Number(number) => (*number).into(),
        Value::Text(text) => text.into(),
        Value::List(items) => items.iter().collect::<Array>().into(),
    }
}
