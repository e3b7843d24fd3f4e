//! The types of a CAS: a layer for each kind, and the types that hold other fields.

use std::borrow::Cow;

use crate::{
    gloss::{Attribute, Schema, Shape, Value, fields},
    text::fnv,
};

/// The prefix of the layers of kinds, which INCEpTION's own layers have, too.
pub const KINDS: &str = "webanno.custom.";
/// A link between two glosses.
pub const LINK: &str = "gloss.Link";
/// The type that connects a further part of a split gloss with the first one.
pub const PART: &str = "gloss.PartOf";
/// The type that lists the layers and features that are named differently from their kinds and attributes, or are not
/// strings.
pub const NAMES: &str = "gloss.Names";
/// The type that holds the name of the document.
pub const METADATA: &str = "de.tudarmstadt.ukp.dkpro.core.api.metadata.type.DocumentMetaData";

/// The text feature with a gloss's id.
pub const ID: &str = "id";
/// The features for attributes of another shape than the schema's, and for links to glosses without a place in the
/// text.
pub const LISTS: [&str; 2] = ["other", "unplaced"];

/// Names of features that every annotation has, or that Python can't use.
const RESERVED: [&str; 5] = ["begin", "end", "sofa", "type", "self"];

const TEXT: &str = "uima.cas.String";
const TEXTS: &str = "uima.cas.StringArray";
const ANNOTATION: &str = "uima.tcas.Annotation";

/// The text features that glosses of every kind have: the id, and the metadata as in a table's cells.
fn metadata() -> impl Iterator<Item = &'static str> {
    [ID].into_iter().chain(fields::metadata().map(|field| field.name))
}

/// A type with its features.
pub struct Layer {
    /// Its whole name, with the package.
    pub name: String,
    /// The type that it is a kind of.
    pub above: &'static str,
    /// What a person reads of it.
    pub doc: String,
    /// Its features, each with the type of its values.
    pub features: Vec<(String, &'static str)>,
}

/// The types for a schema.
pub fn layers(schema: &Schema) -> Vec<Layer> {
    let layer = |name: &str, above, features: &[(&str, &'static str)]| Layer {
        name: name.to_owned(),
        above,
        doc: String::new(),
        features: features.iter().map(|&(name, range)| (name.to_owned(), range)).collect(),
    };
    let ends = [("Governor", ANNOTATION), ("Dependent", ANNOTATION)];
    let mut layers = vec![
        layer(
            METADATA,
            "uima.tcas.DocumentAnnotation",
            &[
                ("documentTitle", TEXT),
                ("documentId", TEXT),
                ("documentUri", TEXT),
                ("collectionId", TEXT),
                ("documentBaseUri", TEXT),
                ("isLastSegment", "uima.cas.Boolean"),
            ],
        ),
        layer(NAMES, "uima.cas.TOP", &[("names", TEXTS)]),
        layer(LINK, ANNOTATION, &[ends[0], ends[1], ("role", TEXT)]),
        layer(PART, ANNOTATION, &ends),
    ];
    layers.extend(schema.kinds.iter().map(|kind| {
        let metadata = metadata().map(|name| (name.to_owned(), TEXT));
        let lists = LISTS.iter().map(|&name| (name.to_owned(), TEXTS));
        let attributes = kind.attributes.iter().map(|a| (feature(&a.name).into_owned(), range(&a.shape)));
        Layer {
            name: layer_name(&kind.name),
            above: ANNOTATION,
            doc: kind.doc.clone(),
            features: metadata.chain(lists).chain(attributes).collect(),
        }
    }));
    layers
}

/// The type of a kind.
pub fn layer_name(kind: &str) -> String {
    format!("{KINDS}{}", identifier(kind, &[]))
}

/// The feature of an attribute.
pub fn feature(attribute: &str) -> Cow<'_, str> {
    let reserved: Vec<&str> = RESERVED.into_iter().chain(metadata()).chain(LISTS).collect();
    identifier(attribute, &reserved)
}

/// The type of an attribute's values.
fn range(shape: &Shape) -> &'static str {
    match shape {
        Shape::Text | Shape::Choice(_) => TEXT,
        Shape::Number { .. } => "uima.cas.Double",
        Shape::Flag => "uima.cas.Boolean",
        Shape::List => TEXTS,
    }
}

/// Whether the feature of an attribute can hold this value.
pub fn fits(attribute: &Attribute, value: &Value) -> bool {
    matches!(
        (&attribute.shape, value),
        (Shape::Text | Shape::Choice(_), Value::Text(_))
            | (Shape::Number { .. }, Value::Number(_))
            | (Shape::Flag, Value::Flag(_))
            | (Shape::List, Value::List(_))
    )
}

/// The name of a value's shape among [`NAMES`].
pub fn shape_name(value: &Value) -> &'static str {
    match value {
        Value::Text(_) => "text",
        Value::Number(_) => "number",
        Value::Flag(_) => "flag",
        Value::List(_) => "list",
    }
}

/// A name as UIMA allows it: a letter, then letters, digits and `_`. It depends on the name alone, so that all
/// documents of a folder agree: a name that was changed, or is reserved, ends in `_`.
fn identifier<'a>(name: &'a str, reserved: &[&str]) -> Cow<'a, str> {
    let is_word = |c: char| c.is_ascii_alphanumeric() || c == '_';
    let begins = name.starts_with(|c: char| c.is_ascii_alphabetic());
    if begins && name.chars().all(is_word) && !name.ends_with('_') {
        return if reserved.contains(&name) { format!("{name}_").into() } else { name.into() };
    }
    let hash = name.bytes().fold(fnv::BASIS, fnv::with) as u32;
    let clean: String = name.chars().map(|c| if is_word(c) { c } else { '_' }).collect();
    let first = if clean.starts_with(|c: char| c.is_ascii_alphabetic()) { "" } else { "x" };
    format!("{first}{clean}_{hash:08x}_").into()
}
