//! Writes tasks.

use std::{
    collections::{HashMap, HashSet},
    io,
};

use serde_json::{Map, Value as Json, json};

use super::{GLOSS, RESULTS, TASK, TEXT, is_predicted};
use crate::{
    exchange::{DocumentRecord, Export, Loss, json::attribute, json_objects::items, metadata, record},
    gloss::{Gloss, Id, Placed, Schema, Shape, Value},
    text::CodePoints,
};

/// Writes all documents as one array of tasks.
pub fn write(
    exports: &mut dyn Iterator<Item = Export>,
    out: &mut dyn io::Write,
    _: &mut Loss,
) -> io::Result<()> {
    let mut before = "[\n";
    for export in exports {
        out.write_all(before.as_bytes())?;
        serde_json::to_writer(&mut *out, &task(&export))?;
        before = ",\n";
    }
    out.write_all(if before == "[\n" { "[]\n" } else { "\n]\n" }.as_bytes())
}

/// The glosses of one annotation or prediction: whether it is a prediction, and who or what made it.
type SetKey<'a> = (bool, Option<&'a str>);

/// The glosses of a document by the annotation or prediction that they belong to, in the order of the first gloss of each.
fn sets(export: &Export) -> Vec<(SetKey<'_>, Vec<&Placed>)> {
    let mut sets: Vec<(SetKey<'_>, Vec<&Placed>)> = Vec::new();
    let mut places: HashMap<SetKey<'_>, usize> = HashMap::new();
    for placed in export.in_place() {
        let gloss = &placed.gloss;
        let is_prediction = gloss.review.iter().any(is_predicted);
        let model = || gloss.generator.as_ref().map(|generator| generator.by.as_str());
        let key = (is_prediction, if is_prediction { model() } else { gloss.creator.as_deref() });
        let at = *places.entry(key).or_insert_with(|| {
            sets.push((key, Vec::new()));
            sets.len() - 1
        });
        sets[at].1.push(placed);
    }
    sets
}

fn task(export: &Export) -> Json {
    let whole = export.whole();
    let points = CodePoints::new(&whole);
    let mut record = export.record.clone();
    let (id, of_task) = (record.0.remove(record::ID), record.0.remove(TASK));
    let mut of_text = match record.0.remove(RESULTS) {
        Some(Json::Object(results)) => results,
        _ => Map::new(),
    };
    let (mut annotations, mut predictions) = (Vec::new(), Vec::new());
    for ((is_prediction, by), glosses) in sets(export) {
        let there: HashSet<&Id> = glosses.iter().map(|placed| &placed.gloss.id).collect();
        let mut result: Vec<Json> =
            glosses.iter().flat_map(|placed| results(export, placed, &points, &there)).collect();
        if is_prediction {
            predictions.push(json!({ "model_version": by, "result": result }));
        } else {
            result.extend(of_text.remove(by.unwrap_or_default()).iter().flat_map(items).cloned());
            annotations.push(annotation(by, &result));
        }
    }
    for (by, results) in &of_text {
        annotations.push(annotation(Some(by), &items(results).cloned().collect::<Vec<_>>()));
    }
    let mut task = json!({ "annotations": annotations });
    if !predictions.is_empty() {
        task["predictions"] = Json::Array(predictions);
    }
    let mut data = json!({ TEXT: whole, "file": export.name, "coder": export.coder_name() });
    match id {
        Some(id) if id.is_u64() => task[record::ID] = id,
        Some(id) => data[record::ID] = id,
        None => {}
    }
    record.write_to(&mut data);
    task["data"] = data;
    DocumentRecord::of(&of_task.unwrap_or_default(), &[]).write_to(&mut task);
    task
}

/// An annotation with the person who made it: Label Studio has them by their email addresses, or their numbers.
fn annotation(by: Option<&str>, result: &[Json]) -> Json {
    let mut annotation = json!({ "result": result });
    match by.map(|by| (by, by.parse::<u64>())) {
        Some((_, Ok(number))) => annotation["completed_by"] = json!(number),
        Some((by, Err(_))) if by.contains('@') => annotation["completed_by"] = json!({ "email": by }),
        _ => {}
    }
    annotation
}

/// The regions of a gloss, the values of its attributes, and its relations to glosses in the same annotation.
fn results(export: &Export, placed: &Placed, points: &CodePoints<'_>, there: &HashSet<&Id>) -> Vec<Json> {
    let gloss = &placed.gloss;
    let id = gloss.id.as_str();
    let mut results = Vec::new();
    for (part, &span) in placed.place.spans.iter().enumerate() {
        let place = json!({
            "start": points.of(span.start), "end": points.of(span.end), "text": export.text.slice(span),
        });
        let mut value = place.clone();
        value["labels"] = json!([gloss.tag]);
        let (id, meta) = match part {
            0 => (id.to_owned(), meta(gloss, there)),
            part => (format!("{id}.{}", part + 1), json!({ GLOSS: { "part_of": id } })),
        };
        results.push(result(&id, GLOSS, "labels", &value, Some(meta)));
        if part == 0 {
            for (name, value) in gloss.attributes.iter() {
                let (control, said) = control(&export.schema, &gloss.tag, name, value);
                let mut place = place.clone();
                // A text area has its own words under this key.
                place[if control == "textarea" { "text" } else { control }] = said;
                results.push(result(&id, name, control, &place, None));
            }
        }
    }
    for link in gloss.links.iter().filter(|link| there.contains(&link.to)) {
        results.push(json!({
            "type": "relation", "from_id": id, "to_id": link.to, "direction": "right", "labels": [link.role],
        }));
    }
    results
}

fn result(id: &str, control: &str, kind: &str, value: &Json, meta: Option<Json>) -> Json {
    let mut result = json!({
        "id": id, "from_name": control, "to_name": TEXT, "type": kind, "origin": "manual", "value": value,
    });
    if let Some(meta) = meta {
        result["meta"] = meta;
    }
    result
}

/// The region's `meta`: the note where Label Studio has it, and all fields of the gloss for reading it again.
fn meta(gloss: &Gloss, there: &HashSet<&Id>) -> Json {
    let mut said = metadata::of(gloss);
    let elsewhere: Vec<_> = gloss.links.iter().filter(|link| !there.contains(&link.to)).collect();
    if !elsewhere.is_empty() {
        said.insert("links".to_owned(), json!(elsewhere));
    }
    let note = said.remove("note");
    let mut meta = json!({ GLOSS: said });
    if let Some(note) = note {
        meta["text"] = json!([note]);
    }
    meta
}

/// The type of the control for a value, and the value in its form.
fn control(schema: &Schema, tag: &str, name: &str, value: &Value) -> (&'static str, Json) {
    let kind = schema.kind(tag);
    let shape = kind.and_then(|kind| kind.attribute(name)).map(|a| &a.shape);
    match value {
        Value::Flag(_) => ("choices", json!([value.to_string()])),
        Value::Number(number) if number.is_finite() => ("number", attribute(value)),
        Value::Text(text) if matches!(shape, Some(Shape::Choice(_))) => ("choices", json!([text])),
        Value::List(items) => ("textarea", json!(items)),
        Value::Text(_) | Value::Number(_) => ("textarea", json!([value.to_string()])),
    }
}
