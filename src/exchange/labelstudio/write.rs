//! Writes tasks.

use std::{
    collections::{HashMap, HashSet},
    io,
};

use serde_json::{Value as Json, json};

use super::{GLOSS, TASK, TEXT};
use crate::{
    exchange::{Export, Loss, Record, json::attribute, metadata, record},
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

fn task(export: &Export) -> Json {
    let whole = export.whole();
    let points = CodePoints::new(&whole);
    let mut coders: Vec<Option<&str>> = Vec::new();
    let mut glosses: HashMap<Option<&str>, Vec<&Placed>> = HashMap::new();
    for placed in export.in_place() {
        let coder = placed.gloss.creator.as_deref();
        glosses.entry(coder).or_insert_with(|| {
            coders.push(coder);
            Vec::new()
        });
        glosses.entry(coder).or_default().push(placed);
    }
    let annotation = |coder: Option<&str>| {
        let glosses = &glosses[&coder];
        let there: HashSet<&Id> = glosses.iter().map(|placed| &placed.gloss.id).collect();
        let result: Vec<Json> =
            glosses.iter().flat_map(|placed| results(export, placed, &points, &there)).collect();
        let mut annotation = json!({ "result": result });
        if let Some(coder) = coder.filter(|coder| coder.contains('@')) {
            // Label Studio identifies people by their email addresses.
            annotation["completed_by"] = json!({ "email": coder });
        }
        annotation
    };
    let mut data = json!({ TEXT: whole, "file": export.name, "coder": export.coder_name() });
    let mut record = export.record.clone();
    let (id, of_task) = (record.0.remove(record::ID), record.0.remove(TASK));
    let mut task = json!({ "annotations": coders.into_iter().map(annotation).collect::<Vec<_>>() });
    match id {
        Some(id) if id.is_u64() => task[record::ID] = id,
        Some(id) => data[record::ID] = id,
        None => {}
    }
    record.write_to(&mut data);
    task["data"] = data;
    Record::of(&of_task.unwrap_or_default(), &[]).write_to(&mut task);
    task
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
