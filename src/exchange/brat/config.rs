//! `annotation.conf`, which says what can be tagged in a folder with brat.

use super::names::escape;
use crate::gloss::{Attribute, Schema, Shape, Value};

/// The configuration for the kinds, links and attributes of a schema.
pub fn describe(schema: &Schema) -> String {
    let mut conf = "[entities]\n".to_owned();
    for kind in &schema.kinds {
        conf.push_str(&format!("{}\n", escape(&kind.name)));
    }
    conf.push_str("\n[relations]\n");
    for link in &schema.links {
        conf.push_str(&format!("{}\tArg1:<ENTITY>, Arg2:<ENTITY>\n", escape(&link.name)));
    }
    conf.push_str("\n[events]\n\n[attributes]\n");
    for attribute in attributes(schema) {
        let kinds: Vec<String> = attribute.kinds.iter().map(|kind| escape(kind)).collect();
        conf.push_str(&format!("{}\tArg:{}", escape(attribute.name), kinds.join("|")));
        if !attribute.values.is_empty() {
            conf.push_str(&format!(", Value:{}", attribute.values.join("|")));
        }
        conf.push('\n');
    }
    conf
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
                Shape::Choice(choices) => choices.iter().map(String::as_str).filter(|c| is_word(c)).collect(),
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

/// Whether a value can be an attribute in brat: a choice that is one word, or a flag that is set. Other values could
/// not be in the configuration.
pub fn is_attribute(schema: &Schema, tag: &str, name: &str, value: &Value) -> bool {
    let kind = schema.kind(tag);
    let attribute = kind.and_then(|kind| kind.attribute(name));
    match (value, attribute.map(|attribute| &attribute.shape)) {
        (Value::Flag(true), Some(Shape::Flag) | None) => true,
        (Value::Text(text), Some(Shape::Choice(_))) => is_word(text),
        _ => false,
    }
}

/// Whether a value can stand in the configuration, where white space, commas and bars separate.
fn is_word(value: &str) -> bool {
    !value.is_empty()
        && !value.contains(|c: char| c.is_whitespace() || c.is_control() || matches!(c, ',' | '|'))
}
