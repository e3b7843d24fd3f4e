//! What a file of another tool says of a document apart from its text, its name and its glosses: its id there, and
//! whatever else its record holds. It is kept, and goes out again with the document.

use serde_json::{Map, Value as Json};

use super::json_objects::name;

/// The key under which a record has its id.
pub const ID: &str = "id";

/// The keys, of the record itself or of an object in it, that hold what a tool's user says of a document.
const NESTED: [&str; 3] = ["meta", "metadata", "data"];

/// The fields of a document's record.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DocumentRecord(pub Map<String, Json>);

impl DocumentRecord {
    /// The fields of an object, but for those that are `read` as something else, and for empty ones.
    pub fn of(object: &Json, read: &[&str]) -> Self {
        let mut record = Self::default();
        record.add(object, read);
        record
    }

    /// Adds the fields of an object, but for those that are `read` as something else, and for empty ones.
    pub fn add(&mut self, object: &Json, read: &[&str]) {
        let fields = object.as_object().into_iter().flatten();
        let kept = fields.filter(|(key, value)| !read.contains(&key.as_str()) && !is_empty(value));
        for (key, value) in kept {
            self.0.entry(key.clone()).or_insert_with(|| value.clone());
        }
    }

    /// The id of the document.
    pub fn id(&self) -> Option<String> {
        self.text(ID)
    }

    /// The name or number under a key; `meta.page` is the key `page` of the object under `meta`. A key that the record lacks
    /// is looked for among what a tool's user says of a document.
    pub fn text(&self, key: &str) -> Option<String> {
        let path = |key: &str| {
            let mut parts = key.split('.');
            let first = self.0.get(parts.next()?)?;
            parts.try_fold(first, |json, part| json.get(part))
        };
        let found = self.0.get(key).or_else(|| path(key));
        let nested = || NESTED.iter().find_map(|place| self.0.get(*place)?.get(key));
        found.or_else(nested).and_then(name).filter(|text| !text.is_empty())
    }

    /// The keys under which there is a name or a number, those of what a tool's user says of a document among them.
    pub fn keys(&self) -> Vec<String> {
        let named = |key: &String, json: &Json| name(json).map(|_| key.clone());
        let own = self.0.iter().filter_map(|(key, json)| named(key, json));
        let nested = NESTED.iter().filter_map(|place| self.0.get(*place)?.as_object()).flatten();
        own.chain(nested.filter_map(|(key, json)| named(key, json))).collect()
    }

    /// Adds the fields to an object that a format writes, where it has none of these names.
    pub fn write_to(&self, object: &mut Json) {
        let Some(object) = object.as_object_mut() else { return };
        for (key, value) in &self.0 {
            object.entry(key.clone()).or_insert_with(|| value.clone());
        }
    }
}

/// Whether a value says nothing.
fn is_empty(json: &Json) -> bool {
    match json {
        Json::Null => true,
        Json::Array(items) => items.is_empty(),
        Json::Object(fields) => fields.is_empty(),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn what_is_not_read_is_kept_and_goes_out_again() {
        let line = json!({ "id": 7, "text": "Rain.", "meta": { "page": "p. 3", "none": null }, "tags": [], "who": "x" });
        let record = DocumentRecord::of(&line, &["text"]);
        assert_eq!(
            Json::Object(record.0.clone()),
            json!({ "id": 7, "meta": { "page": "p. 3", "none": null }, "who": "x" })
        );
        let mut out = json!({ "text": "Snow.", "who": "y" });
        record.write_to(&mut out);
        assert_eq!((&out["id"], &out["who"], &out["text"]), (&json!(7), &json!("y"), &json!("Snow.")));
    }

    #[test]
    fn a_field_is_found_by_its_key_or_its_path() {
        let record = DocumentRecord::of(
            &json!({ "id": "a", "meta": { "page": 3 }, "a.b": "c", "deep": { "in": { "it": "x" } } }),
            &[],
        );
        let text = |key| record.text(key);
        assert_eq!(text("page").as_deref(), Some("3"));
        assert_eq!(text("meta.page").as_deref(), Some("3"));
        assert_eq!(text("a.b").as_deref(), Some("c"));
        assert_eq!(text("deep.in.it").as_deref(), Some("x"));
        assert_eq!(record.keys(), ["a.b", "id", "page"]);
        assert_eq!((text("it"), text("deep"), record.id().as_deref()), (None, None, Some("a")));
    }
}
