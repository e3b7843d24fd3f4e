//! JSON in the forms that annotation tools use: one object, an array of objects, or an object a line.

use serde_json::{Deserializer, Value as Json};

use super::{ForeignFile, Unreadable};

/// The objects in a file.
pub fn objects(input: &ForeignFile<'_>) -> Result<Vec<Json>, Unreadable> {
    let mut objects = Vec::new();
    for value in Deserializer::from_str(input.utf8()?).into_iter::<Json>() {
        match value? {
            Json::Array(items) => objects.extend(items),
            object => objects.push(object),
        }
    }
    match objects.iter().position(|object| !object.is_object()) {
        Some(at) => Err(wrong(at, "is no object")),
        None => Ok(objects),
    }
}

/// An error about the object with this index, from 0.
pub fn wrong(at: usize, what: &str) -> Unreadable {
    Unreadable::new(format!("document {}: {what}", at + 1))
}

/// The items of an array; none if the value is no array.
pub fn items(json: &Json) -> impl Iterator<Item = &Json> {
    json.as_array().into_iter().flatten()
}

/// A value that is a count.
pub fn count(json: &Json) -> Option<usize> {
    json.as_u64().and_then(|count| usize::try_from(count).ok())
}

/// A value that is a name: a string, or a number.
pub fn name(json: &Json) -> Option<String> {
    match json {
        Json::String(name) => Some(name.clone()),
        Json::Number(number) => Some(number.to_string()),
        _ => None,
    }
}
