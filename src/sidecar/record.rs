//! The record of a document in the file of another tool that it was imported from: `record` in `[source]`, an inline table
//! with the keys and values of JSON. TOML has no null, so keys without a value are left out.

use serde_json::{Map, Value as Json};
use toml_edit::{Item, TableLike, Value};

use super::write::{inline_table, list, quoted};

/// The record in a table.
pub fn read(table: &dyn TableLike) -> Map<String, Json> {
    table.iter().filter_map(|(key, item)| Some((key.to_owned(), json(item)?))).collect()
}

/// The record as a value of TOML; `None` for an empty one.
pub fn write(record: &Map<String, Json>) -> Option<Value> {
    let written = table(record).parse().ok();
    written.filter(|_| !record.is_empty())
}

fn json(item: &Item) -> Option<Json> {
    if let Some(table) = item.as_table_like() {
        return Some(Json::Object(read(table)));
    }
    Some(match item.as_value()? {
        Value::String(text) => Json::from(text.value().as_str()),
        Value::Integer(number) => Json::from(*number.value()),
        Value::Float(number) => Json::from(*number.value()),
        Value::Boolean(flag) => Json::from(*flag.value()),
        Value::Datetime(time) => Json::from(time.value().to_string()),
        Value::Array(items) => items.iter().filter_map(|item| json(&Item::Value(item.clone()))).collect(),
        Value::InlineTable(table) => Json::Object(read(table)),
    })
}

fn table(fields: &Map<String, Json>) -> String {
    inline_table(fields.iter().filter_map(|(key, value)| Some((key.as_str(), toml(value)?))))
}

fn toml(json: &Json) -> Option<String> {
    Some(match json {
        Json::Null => return None,
        Json::Bool(flag) => flag.to_string(),
        Json::Number(number) if number.is_i64() => number.to_string(),
        // TOML's integers end at 2⁶³ − 1; a larger one is an id rather than a quantity.
        Json::Number(number) if number.is_u64() => quoted(&number.to_string()),
        Json::Number(number) => format!("{:?}", number.as_f64()?),
        Json::String(text) => quoted(text),
        Json::Array(items) => list(items.iter().filter_map(toml)),
        Json::Object(fields) => table(fields),
    })
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn a_record_comes_back() {
        let said = json!({
            "id": 1_234_567_890_123_456_789_i64, "half": 0.5, "huge": 1e300, "yes": true, "a b\n\"": "line\n[[annotation]]\n",
            "meta": { "tags": ["x", 2, { "deep": [] }], "none": {} },
        });
        let record = said.as_object().expect("an object");
        let written = write(record).expect("written");
        assert!(!written.to_string().contains('\n'), "{written}");
        assert_eq!(json(&Item::Value(written)), Some(said.clone()));
        let odd = json!({ "null": null, "list": [null, 1], "id": u64::MAX });
        let written = write(odd.as_object().expect("an object")).expect("written");
        assert_eq!(json(&Item::Value(written)), Some(json!({ "list": [1], "id": u64::MAX.to_string() })));
        assert!(write(&Map::new()).is_none());
    }
}
