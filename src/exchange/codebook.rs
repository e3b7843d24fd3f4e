//! Additions to a schema for what glosses use beyond it, for formats that describe their kinds before they use them.

use std::borrow::Borrow;

use super::Export;
use crate::gloss::{Attribute, Gloss, Kind, LinkKind, Schema, Shape, Value};

/// The schema of all documents, with what their glosses use beyond it.
pub fn schema_of_all<E: Borrow<Export>>(exports: impl IntoIterator<Item = E>) -> Schema {
    let mut schema = Schema::default();
    exports.into_iter().for_each(|export| add_used(&mut schema, export.borrow()));
    schema
}

/// Adds to a schema the kinds, attributes, choices and links that a document's glosses use and it doesn't have.
pub fn add_used(schema: &mut Schema, export: &Export) {
    add_schema(schema, &export.schema);
    for placed in &export.glosses {
        add_gloss(schema, &placed.gloss);
    }
}

/// Adds to a schema the kinds, links and groups that another one has.
pub fn add_schema(schema: &mut Schema, other: &Schema) {
    for group in &other.groups {
        if schema.group(&group.name).is_none() {
            schema.groups.push(group.clone());
        }
    }
    for kind in &other.kinds {
        if schema.kind(&kind.name).is_none() {
            schema.kinds.push(kind.clone());
        }
    }
    for link in &other.links {
        add_link(schema, link.clone());
    }
}

/// Adds to a schema the kind, attributes, choices and links that a gloss uses.
pub fn add_gloss(schema: &mut Schema, gloss: &Gloss) {
    for link in &gloss.links {
        let name = link.role.clone();
        add_link(schema, LinkKind { name, doc: String::new(), key: None, inverse: None });
    }
    let kind = match schema.kinds.iter_mut().find(|kind| kind.name == gloss.tag) {
        Some(kind) => kind,
        None => {
            schema.kinds.push(Kind { doc: String::new(), ..Kind::unknown(&gloss.tag) });
            let last = schema.kinds.len() - 1;
            &mut schema.kinds[last]
        }
    };
    for (name, value) in gloss.attributes.iter() {
        add_value(kind, name, value);
    }
}

fn add_link(schema: &mut Schema, link: LinkKind) {
    if schema.links.iter().all(|known| known.name != link.name) {
        schema.links.push(link);
    }
}

fn add_value(kind: &mut Kind, name: &str, value: &Value) {
    match kind.attributes.iter_mut().find(|attribute| attribute.name == name) {
        Some(Attribute { shape: Shape::Choice(choices), .. }) => {
            if let Value::Text(text) = value
                && !choices.contains(text)
            {
                choices.push(text.clone());
            }
        }
        Some(_) => {}
        None => {
            let shape = match value {
                Value::Flag(_) => Shape::Flag,
                Value::Number(_) => Shape::Number { min: None, max: None },
                Value::Text(_) => Shape::Text,
                Value::List(_) => Shape::List,
            };
            let name = name.to_owned();
            kind.attributes.push(Attribute { name, doc: String::new(), shape, default: None });
        }
    }
}
