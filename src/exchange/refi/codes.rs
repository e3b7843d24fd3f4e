//! The codes of a codebook: kinds, their attributes, and the values of those.

use super::{Element, guid, hues, meaning};
use crate::gloss::{Attribute, Kind, Schema, Shape, Value};

/// An attribute of a kind, with the values that have a code.
struct Branch {
    kind: String,
    attribute: String,
    shape: &'static str,
    /// The shape at the end of the description.
    label: String,
    doc: String,
    values: Vec<String>,
}

/// The codes of attributes and values, in addition to those of kinds.
#[derive(Default)]
pub struct Codes(Vec<Branch>);

impl Codes {
    /// The codes for a schema: its attributes, and the choices of their values.
    pub fn of(schema: &Schema) -> Self {
        let branch = |kind: &Kind, attribute: &Attribute| Branch {
            kind: kind.name.clone(),
            attribute: attribute.name.clone(),
            shape: shape(&attribute.shape),
            label: meaning::label(&attribute.shape),
            doc: attribute.doc.clone(),
            values: match &attribute.shape {
                Shape::Choice(choices) => choices.clone(),
                _ => Vec::new(),
            },
        };
        let kinds = schema.kinds.iter();
        Self(kinds.flat_map(|kind| kind.attributes.iter().map(move |a| branch(kind, a))).collect())
    }

    /// The codes for the value of an attribute; missing ones are added.
    pub fn of_value(&mut self, kind: &str, attribute: &str, value: &Value) -> Vec<String> {
        let (shape, values) = match value {
            Value::Text(text) if text.is_empty() => ("text", Vec::new()),
            Value::Text(text) => ("text", vec![text.clone()]),
            Value::Number(number) => ("number", vec![number.to_string()]),
            Value::Flag(flag) => ("flag", vec![flag.to_string()]),
            Value::List(items) => ("list", items.clone()),
        };
        let is_it =
            |branch: &Branch| branch.kind == kind && branch.attribute == attribute && branch.shape == shape;
        let known = match self.0.iter().position(is_it) {
            Some(known) => known,
            None => {
                let (kind, attribute, label) = (kind.to_owned(), attribute.to_owned(), shape.to_owned());
                let (doc, values) = (String::new(), Vec::new());
                self.0.push(Branch { kind, attribute, shape, label, doc, values });
                self.0.len() - 1
            }
        };
        for value in &values {
            if !self.0[known].values.contains(value) {
                self.0[known].values.push(value.clone());
            }
        }
        match &values[..] {
            [] => vec![guid::of(&["code", kind, attribute, shape])],
            values => values.iter().map(|value| guid::of(&["code", kind, attribute, shape, value])).collect(),
        }
    }

    /// The kinds of a schema as elements, with these codes in them.
    pub fn elements(&self, schema: &Schema) -> Vec<Element> {
        let kinds = schema.kinds.iter().map(|kind| {
            let branches = self.0.iter().filter(|branch| branch.kind == kind.name).map(Branch::element);
            let code = code(&of_kind(&kind.name), &kind.name).with("color", hues::color(&kind.color));
            code.around(description(&kind.doc)).around(branches)
        });
        kinds.collect()
    }
}

impl Branch {
    fn element(&self) -> Element {
        let words = ["code", &self.kind, &self.attribute, self.shape];
        let value = |value: &String| {
            let words: Vec<&str> = words.into_iter().chain([value.as_str()]).collect();
            code(&guid::of(&words), value)
        };
        let doc = format!("{} ({})", self.doc, self.label);
        code(&guid::of(&words), &self.attribute)
            .around(description(doc.trim_start()))
            .around(self.values.iter().map(value))
    }
}

/// The code of a kind.
pub fn of_kind(kind: &str) -> String {
    guid::of(&["code", kind])
}

fn code(guid: &str, name: &str) -> Element {
    Element::new("Code").with("guid", guid).with("name", name).with("isCodable", true)
}

fn description(text: &str) -> Option<Element> {
    (!text.is_empty()).then(|| Element::new("Description").holding(text))
}

fn shape(shape: &Shape) -> &'static str {
    match shape {
        Shape::Text | Shape::Choice(_) => "text",
        Shape::Number { .. } => "number",
        Shape::Flag => "flag",
        Shape::List => "list",
    }
}
