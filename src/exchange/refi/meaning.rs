//! The meaning of codes, in a project or a codebook of any program.
//!
//! A code of another program is a kind, even inside another code: `Weather/Cold`. A code whose description ends in a
//! shape is an attribute of the kind above it, and the codes inside are its values.

use super::{Loss, guid, notes::Notes, xml::Element};
use crate::exchange::{Unreadable, hues};
use crate::gloss::{Attribute, Kind, KindGroup, Schema, Shape};

/// The meaning of a code for a gloss that is coded with it.
#[derive(Clone, Debug)]
pub enum Meaning {
    /// The kind.
    Kind(String),
    /// An attribute of a kind: its shape, and a value; no value for the attribute's own code.
    Attribute { kind: String, name: String, shape: Shape, value: Option<String> },
}

impl Meaning {
    /// The meaning of a code; `above` is the meaning of the code around it.
    pub fn of(code: &Element, above: Option<&Self>) -> Self {
        let name = code.get("name").unwrap_or_default().to_owned();
        match (above, description_of(code).1) {
            (Some(Self::Kind(kind)), Some(shape)) => {
                Self::Attribute { kind: kind.clone(), name, shape, value: None }
            }
            (Some(Self::Attribute { kind, name: attribute, shape, .. }), _) => Self::Attribute {
                kind: kind.clone(),
                name: attribute.clone(),
                shape: shape.clone(),
                value: Some(name),
            },
            (Some(Self::Kind(above)), None) => Self::Kind(format!("{above}/{name}")),
            (None, _) => Self::Kind(name),
        }
    }
}

/// The label of a shape, which descriptions end in, in parentheses.
pub fn label(shape: &Shape) -> String {
    let bound = |bound: &Option<f64>| bound.map_or("…".to_owned(), |bound| bound.to_string());
    match shape {
        Shape::Text => "text".to_owned(),
        Shape::Choice(_) => "choice".to_owned(),
        Shape::Number { min: None, max: None } => "number".to_owned(),
        Shape::Number { min, max } => format!("number from {} to {}", bound(min), bound(max)),
        Shape::Flag => "flag".to_owned(),
        Shape::List => "list".to_owned(),
    }
}

/// The text of a code's description, and the shape that it ends in.
fn description_of(code: &Element) -> (&str, Option<Shape>) {
    let text = code.first("Description").map_or("", |description| description.text.trim());
    let parts = text.strip_suffix(')').and_then(|text| text.rsplit_once('('));
    match parts.and_then(|(doc, label)| Some((doc.trim_end(), shape(label)?))) {
        Some((doc, shape)) => (doc, Some(shape)),
        None => (text, None),
    }
}

fn shape(label: &str) -> Option<Shape> {
    Some(match label.split(' ').collect::<Vec<_>>()[..] {
        ["text"] => Shape::Text,
        ["choice"] => Shape::Choice(Vec::new()),
        ["number"] => Shape::Number { min: None, max: None },
        ["number", "from", min, "to", max] => Shape::Number { min: min.parse().ok(), max: max.parse().ok() },
        ["flag"] => Shape::Flag,
        ["list"] => Shape::List,
        _ => return None,
    })
}

/// The kinds, attributes and choices of a codebook; `codes` is its element `Codes`.
/// `notes` has what is noted on codes, by GUIDs.
pub fn schema(codes: Option<&Element>, notes: &Notes, loss: &mut Loss) -> Schema {
    let mut schema = Schema::default();
    for code in codes.iter().flat_map(|codes| codes.all("Code")) {
        add_code(&mut schema, code, None, notes, loss);
    }
    schema
}

/// Adds a code and the codes inside it to a schema. A code that can't be used for coding is a group of others, and not
/// a kind.
fn add_code(schema: &mut Schema, code: &Element, above: Option<&Meaning>, notes: &Notes, loss: &mut Loss) {
    let meaning = Meaning::of(code, above);
    let doc = description_of(code).0.split_whitespace().collect::<Vec<_>>().join(" ");
    let memo = notes.of(code).map(|note| note.text.trim()).collect::<Vec<_>>().join("\n\n");
    let memo = Some(memo).filter(|memo| !memo.is_empty());
    match &meaning {
        _ if code.get("name").is_none_or(str::is_empty) => {
            loss.pass_over(&Unreadable::at(code.line, "a code has no name"));
        }
        Meaning::Kind(name) if code.get("isCodable") == Some("false") => {
            if schema.group(name).is_none() {
                let color = code.get("color").map(hues::hue).filter(|color| color != hues::NONE);
                let guid = guid::of_code(code);
                schema.groups.push(KindGroup { name: name.clone(), doc, memo, color, guid });
            }
        }
        Meaning::Kind(name) if schema.kind(name).is_none() => {
            let color = code.get("color").map_or(hues::NONE.to_owned(), hues::hue);
            let guid = guid::of_code(code);
            schema.kinds.push(Kind { doc, memo, color, guid, ..Kind::unknown(name) });
        }
        Meaning::Kind(_) => {}
        Meaning::Attribute { kind, name, shape, value } => {
            loss.add("notes on attributes and values", usize::from(memo.is_some()));
            let Some(kind) = schema.kinds.iter_mut().find(|known| known.name == *kind) else { return };
            let known = kind.attributes.iter_mut().find(|attribute| attribute.name == *name);
            match (known, value) {
                (None, None) => kind.attributes.push(Attribute {
                    name: name.clone(),
                    doc,
                    shape: shape.clone(),
                    default: None,
                }),
                (Some(Attribute { shape: Shape::Choice(choices), .. }), Some(value))
                    if matches!(shape, Shape::Choice(_)) && !choices.contains(value) =>
                {
                    choices.push(value.clone());
                }
                _ => {}
            }
        }
    }
    for below in code.all("Code") {
        add_code(schema, below, Some(&meaning), notes, loss);
    }
}
