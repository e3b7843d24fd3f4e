//! Metadata in JSON-LD, as news sites have them for search engines (schema.org).

use serde_json::{Map, Value};

use super::{super::Metadata, tag::Tag, tree::Tree};

/// The endings of types that documents have: `NewsArticle`, `BlogPosting`.
const TYPES: &[&str] = &["Article", "Posting", "Report", "WebPage", "Review", "Recipe", "Book", "Chapter"];

/// How many objects are looked at.
const MAX_OBJECTS: usize = 256;

/// The metadata in the scripts of a page.
pub fn read(tree: &Tree<'_>) -> Metadata {
    let scripts = (1..tree.len()).filter(|&id| {
        tree.is(id, Tag::Script)
            && tree
                .attribute(id, "type")
                .is_some_and(|kind| kind.trim().eq_ignore_ascii_case("application/ld+json"))
    });
    let mut found = Metadata::default();
    for script in scripts {
        let mut json = String::new();
        if let Some(text) = tree.children(script).next() {
            tree.text_pieces(text, |piece, _| json.push_str(piece));
        }
        if let Ok(value) = serde_json::from_str(&json) {
            found = found.or(of_value(&value));
        }
    }
    found
}

/// The metadata of the first document that a value describes; an article counts more than a page.
fn of_value(value: &Value) -> Metadata {
    let mut waiting = vec![value];
    let mut documents: Vec<&Map<String, Value>> = Vec::new();
    let mut seen = 0;
    while let Some(value) = waiting.pop().filter(|_| seen < MAX_OBJECTS) {
        seen += 1;
        match value {
            Value::Array(values) => waiting.extend(values.iter().rev()),
            Value::Object(object) => {
                waiting.extend(object.get("@graph"));
                if type_of(object).is_some() {
                    documents.push(object);
                }
            }
            _ => {}
        }
    }
    documents.sort_by_key(|object| type_of(object));
    documents.into_iter().map(of_document).reduce(Metadata::or).unwrap_or_default()
}

/// The place of the type of an object in the list of types.
fn type_of(object: &Map<String, Value>) -> Option<usize> {
    let is_one = |value: &Value, ending: &str| value.as_str().is_some_and(|name| name.ends_with(ending));
    let stated = object.get("@type")?;
    TYPES.iter().position(|ending| match stated {
        Value::Array(types) => types.iter().any(|value| is_one(value, ending)),
        value => is_one(value, ending),
    })
}

fn of_document(object: &Map<String, Value>) -> Metadata {
    let mut found = Metadata::default();
    let fields = [
        ("title", "headline"),
        ("title", "name"),
        ("author", "author"),
        ("date", "datePublished"),
        ("site", "publisher"),
        ("url", "url"),
        ("language", "inLanguage"),
    ];
    for (field, key) in fields {
        if let Some(value) = object.get(key) {
            found.take(field, names(value));
        }
    }
    found
}

/// The names in a value: a text, an object with a name, or several.
fn names(value: &Value) -> Vec<String> {
    let name = |value: &Value| match value {
        Value::String(text) => Some(text.clone()),
        Value::Object(object) => object.get("name")?.as_str().map(str::to_owned),
        _ => None,
    };
    let names: Vec<String> = match value {
        Value::Array(values) => values.iter().filter_map(name).collect(),
        value => name(value).into_iter().collect(),
    };
    names.into_iter().filter(|name| !name.trim().is_empty()).collect()
}
