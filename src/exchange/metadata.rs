//! What is said of a gloss beside its kind, its spans and its links, as JSON with the sidecar's keys: for formats that
//! have a place for whatever else a program wants to say, but none for each of these.

use serde_json::{Map, Value as Json};

use super::json;
use crate::gloss::Gloss;

/// What is said of a gloss: its id, attributes, note, creator, dates, generator and review, as far as it has them.
pub fn of(gloss: &Gloss) -> Map<String, Json> {
    let Json::Object(mut said) = json::gloss(gloss) else { return Map::new() };
    for stands_elsewhere in ["tag", "spans", "links", "orphaned"] {
        said.remove(stands_elsewhere);
    }
    if gloss.attributes.is_empty() {
        said.remove("attributes");
    }
    said
}

/// Says it of a gloss. What is not known is passed over.
pub fn set(gloss: &mut Gloss, said: &Map<String, Json>) {
    for (name, value) in said.get("attributes").and_then(Json::as_object).into_iter().flatten() {
        gloss.attributes.set(name, json::attribute_of(value));
    }
    for (key, value) in said {
        let Some(text) = value.as_str() else { continue };
        let text = text.to_owned();
        match key.as_str() {
            "id" => gloss.id = text.parse().unwrap_or(gloss.id.clone()),
            "note" => gloss.note = Some(text),
            "creator" => gloss.creator = Some(text),
            "created" => gloss.created = Some(text),
            "modified" => gloss.modified = Some(text),
            "generator" => gloss.generator = Some(text),
            "review" => gloss.review = Some(text),
            _ => {}
        }
    }
}
