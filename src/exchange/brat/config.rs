//! Writes `annotation.conf`, which says what can be tagged in a folder with brat.

use std::io;

use super::{
    EQUIVALENCE, EVENT,
    names::{TypeNames, escape, escape_value},
};
use crate::{
    exchange::{Export, Loss, codebook::schema_of_all},
    gloss::{Attribute, Kind, Schema, Shape, Value},
};

/// Writes the configuration for the kinds of all documents.
pub fn write(
    exports: &mut dyn Iterator<Item = Export>,
    out: &mut dyn io::Write,
    _: &mut Loss,
) -> io::Result<()> {
    out.write_all(describe(&schema_of_all(exports)).as_bytes())
}

/// The configuration for the kinds, links and attributes of a schema.
pub fn describe(schema: &Schema) -> String {
    let names = TypeNames::of(schema);
    let (events, entities): (Vec<_>, Vec<_>) = schema.kinds.iter().partition(|kind| is_event(kind));
    let mut conf = "[entities]\n".to_owned();
    TypeTree::of(&entities, &names).write(&names, "", 0, &mut conf);
    conf.push_str("\n[relations]\n");
    let any = if events.is_empty() { "<ENTITY>" } else { "<ANY>" };
    for link in &schema.links {
        let is_symmetric = link.inverse.as_ref() == Some(&link.name);
        let sort = match link.name.as_str() {
            EQUIVALENCE => ", <REL-TYPE>:symmetric-transitive",
            _ if is_symmetric => ", <REL-TYPE>:symmetric",
            _ => "",
        };
        conf.push_str(&format!("{}\tArg1:{any}, Arg2:{any}{sort}\n", escape(&link.name)));
    }
    conf.push_str("\n[events]\n");
    let roles: Vec<String> =
        schema.links.iter().map(|link| format!("{}*:<ANY>", escape(&link.name))).collect();
    TypeTree::of(&events, &names).write(&names, &format!("\t{}", roles.join(", ")), 0, &mut conf);
    conf.push_str("\n[attributes]\n");
    for attribute in attributes(schema) {
        let kinds: Vec<String> = attribute.kinds.iter().map(|kind| names.name(kind)).collect();
        conf.push_str(&format!("{}\tArg:{}", escape(attribute.name), kinds.join("|")));
        if !attribute.values.is_empty() {
            let values: Vec<String> = attribute.values.iter().map(|value| escape_value(value)).collect();
            conf.push_str(&format!(", Value:{}", values.join("|")));
        }
        conf.push('\n');
    }
    conf
}

/// Whether glosses of a kind are events.
fn is_event(kind: &Kind) -> bool {
    kind.attribute(EVENT).is_some_and(|attribute| attribute.shape == Shape::List)
}

/// Types below each other.
#[derive(Default)]
struct TypeTree<'a> {
    types: Vec<TypeNode<'a>>,
}

/// A type, with the types below it.
struct TypeNode<'a> {
    part: &'a str,
    /// The kind; none if the type only holds others.
    kind: Option<&'a str>,
    below: TypeTree<'a>,
}

impl<'a> TypeTree<'a> {
    fn of(kinds: &[&'a Kind], names: &TypeNames) -> Self {
        let mut tree = Self::default();
        for kind in kinds {
            let path = names.path(&kind.name);
            let Some((last, above)) = path.split_last() else { continue };
            let level = above.iter().fold(&mut tree, |level, part| &mut level.node(part).below);
            level.node(last).kind = Some(&kind.name);
        }
        tree
    }

    fn node(&mut self, part: &'a str) -> &mut TypeNode<'a> {
        let known = self.types.iter().position(|node| node.part == part);
        let at = known.unwrap_or_else(|| {
            self.types.push(TypeNode { part, kind: None, below: Self::default() });
            self.types.len() - 1
        });
        &mut self.types[at]
    }

    /// Writes a line for each type, with these arguments; a tab for each level is in front.
    fn write(&self, names: &TypeNames, arguments: &str, level: usize, out: &mut String) {
        for node in &self.types {
            let name = node.kind.map_or_else(|| format!("!{}", escape(node.part)), |kind| names.name(kind));
            let arguments = if node.kind.is_some() { arguments } else { "" };
            out.push_str(&format!("{}{name}{arguments}\n", "\t".repeat(level)));
            node.below.write(names, arguments, level + 1, out);
        }
    }
}

/// An attribute as brat has it: one for all kinds that have an attribute of this name.
struct BratAttribute<'a> {
    name: &'a str,
    kinds: Vec<&'a str>,
    /// The values; empty for a flag.
    values: Vec<&'a str>,
}

fn attributes(schema: &Schema) -> Vec<BratAttribute<'_>> {
    let mut joint: Vec<BratAttribute<'_>> = Vec::new();
    for kind in &schema.kinds {
        for Attribute { name, shape, .. } in &kind.attributes {
            let values = match shape {
                Shape::Choice(choices) => {
                    choices.iter().map(String::as_str).filter(|c| !c.is_empty()).collect()
                }
                Shape::Flag => Vec::new(),
                Shape::Text | Shape::Number { .. } | Shape::List => continue,
            };
            match joint.iter_mut().find(|known| known.name == name) {
                Some(known) => {
                    known.kinds.push(&kind.name);
                    known.values.extend(values);
                    known.values.sort_unstable();
                    known.values.dedup();
                }
                None => joint.push(BratAttribute { name, kinds: vec![&kind.name], values }),
            }
        }
    }
    joint
}

/// The values of an attribute as brat has them: choices, numbers and single words, each on a line of its own; an empty one
/// for a flag that is set. `None` if the value is none of these.
///
/// A text is only one if the schema has a choice for it, or nothing: a file of brat's says no more of an attribute.
pub fn attribute_values(schema: &Schema, tag: &str, name: &str, value: &Value) -> Option<Vec<String>> {
    let kind = schema.kind(tag);
    let shape = kind.and_then(|kind| kind.attribute(name)).map(|attribute| &attribute.shape);
    match value {
        Value::Flag(true) if matches!(shape, Some(Shape::Flag) | None) => Some(vec![String::new()]),
        Value::Number(number) if number.is_finite() => Some(vec![number.to_string()]),
        Value::Text(text) => {
            let is_value = match shape {
                Some(Shape::Choice(_)) => !text.is_empty(),
                Some(_) => false,
                None => is_word(text),
            };
            is_value.then(|| vec![escape_value(text)])
        }
        // Of one item, or of equal ones, a list is not made again.
        Value::List(items)
            if shape.is_none() && items.len() > 1 && items.iter().all(|item| is_word(item)) =>
        {
            let is_new = |(at, item): (usize, &String)| !items[..at].contains(item);
            let escaped = || items.iter().map(|item| escape_value(item)).collect();
            items.iter().enumerate().all(is_new).then(escaped)
        }
        _ => None,
    }
}

/// Whether a text is one word, as the values of attributes are in brat.
fn is_word(text: &str) -> bool {
    !text.is_empty()
        && !text.contains(|c: char| c.is_whitespace() || c.is_control() || matches!(c, ',' | '|'))
}
