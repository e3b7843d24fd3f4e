//! The metadata of a gloss (all fields but kind, spans and links) as JSON with the sidecar's keys, for formats that have one
//! place for anything a program wants to add.

use serde::Deserialize;
use serde_json::{Map, Value as Json};

use super::json;
use crate::gloss::{Gloss, Tree, fields};

/// The id, the attributes and the other metadata of a gloss, as far as it has them.
pub fn of(gloss: &Gloss) -> Map<String, Json> {
    let Json::Object(mut metadata) = json::gloss(gloss) else { return Map::new() };
    for stands_elsewhere in ["tag", "spans", "links"] {
        metadata.remove(stands_elsewhere);
    }
    if gloss.attributes.is_empty() {
        metadata.remove("attributes");
    }
    metadata
}

/// Sets them. What is not known, or can't be so, is passed over.
pub fn set(gloss: &mut Gloss, metadata: &Map<String, Json>) {
    for (name, value) in metadata.get("attributes").and_then(Json::as_object).into_iter().flatten() {
        gloss.attributes.set(name, json::attribute_of(value));
    }
    if let Some(id) = metadata.get("id").and_then(Json::as_str).and_then(|id| id.parse().ok()) {
        gloss.id = id;
    }
    for field in fields::metadata() {
        if let Some(tree) = metadata.get(field.name).and_then(|value| Tree::deserialize(value).ok()) {
            field.set(gloss, Some(tree));
        }
    }
}
