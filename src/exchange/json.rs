//! JSON, with the keys of the sidecar: an array of annotations, or an annotation a line.

use std::io;

use serde::Deserialize;
use serde_json::{Map, Value as Json, json};

use super::{
    Carries, Export, ForeignFile, Format, Imported, Loss, OffsetUnit, Unreadable, Write,
    import::{Origin, id, of_files},
    json_fault::{in_line, json_fault},
    json_objects::{name, said, values},
};
use crate::{
    gloss::{
        Gloss, Placed, Value,
        fields::{FIELDS, FieldShape},
    },
    source::{Metadata, MetadataField},
};

/// The format as an array.
pub const FORMAT: Format = Format {
    name: "json",
    extension: "json",
    doc: "an array of annotations, with the sidecar's keys",
    write: Some(Write::All(write)),
    read: Some(read),
    ..LINES
};

/// The format as lines.
pub const LINES: Format = Format {
    name: "jsonl",
    extension: "jsonl",
    doc: "an annotation a line, with the sidecar's keys",
    carries: Carries::ALL,
    unit: Some(OffsetUnit::CodePoints),
    write: Some(Write::All(write_lines)),
    read: Some(read_lines),
    ..Format::BLANK
};

/// One annotation: the sidecar's keys, `file`, `coder`, the `state` of its place,
/// its line and column in a source that the text was made of, and what is known of its document as `source`. Positions are code points of the current
/// text.
fn value(export: &Export, placed: &Placed) -> Json {
    let mut value = gloss(&export.recorded(placed));
    value["file"] = export.name.as_str().into();
    value["coder"] = export.coder_name().into();
    value["state"] = placed.place.state.name().into();
    if let Some((line, column)) = export.source_position(placed) {
        (value["line"], value["column"]) = (line.into(), column.into());
    }
    let source = metadata(&export.metadata);
    if !source.is_empty() {
        value["source"] = source.into();
    }
    value
}

/// What is known of a document, with the keys of a sidecar; authors as a list.
pub fn metadata(metadata: &Metadata) -> Map<String, Json> {
    let known = MetadataField::ALL.into_iter().filter_map(|field| {
        let values = metadata.values(field);
        let first = values.first()?;
        Some((field.name().to_owned(), if field.is_list() { json!(values) } else { json!(first) }))
    });
    known.collect()
}

/// One annotation with the sidecar's keys, positions as recorded.
pub fn gloss(gloss: &Gloss) -> Json {
    let mut value = json!({});
    for field in FIELDS {
        let item = match field.shape {
            FieldShape::Id => json!(gloss.id),
            FieldShape::Tag => json!(gloss.tag),
            FieldShape::Attributes => {
                let values = gloss.attributes.iter().map(|(name, value)| (name.to_owned(), attribute(value)));
                Json::Object(values.collect())
            }
            FieldShape::Spans => json!(gloss.selectors),
            FieldShape::Links if gloss.links.is_empty() => continue,
            FieldShape::Links => json!(gloss.links),
            _ => match field.tree(gloss) {
                Some(tree) => json!(tree),
                None => continue,
            },
        };
        value[field.name] = item;
    }
    value
}

/// The value of an attribute; whole numbers without a fraction.
pub fn attribute(value: &Value) -> Json {
    match value {
        Value::Number(number) if number.fract() == 0.0 && number.abs() < 1e15 => json!(*number as i64),
        value => json!(value),
    }
}

fn write(exports: &mut dyn Iterator<Item = Export>, out: &mut dyn io::Write, _: &mut Loss) -> io::Result<()> {
    let mut before = "[\n";
    for export in exports {
        for placed in &export.glosses {
            out.write_all(before.as_bytes())?;
            serde_json::to_writer_pretty(&mut *out, &value(&export, placed))?;
            before = ",\n";
        }
    }
    out.write_all(if before == "[\n" { "[]\n" } else { "\n]\n" }.as_bytes())
}

fn write_lines(
    exports: &mut dyn Iterator<Item = Export>,
    out: &mut dyn io::Write,
    _: &mut Loss,
) -> io::Result<()> {
    for export in exports {
        for placed in &export.glosses {
            serde_json::to_writer(&mut *out, &value(&export, placed))?;
            writeln!(out)?;
        }
    }
    Ok(())
}

/// The attribute value for a JSON value; one that fits no shape is kept as the text of the JSON.
pub fn attribute_of(json: &Json) -> Value {
    match json {
        Json::Bool(flag) => Value::Flag(*flag),
        Json::String(text) => Value::Text(text.clone()),
        json => Value::deserialize(json).unwrap_or_else(|_| Value::Text(json.to_string())),
    }
}

/// The gloss of an annotation, and where it belongs. One without an id gets one that follows from what it says, and its
/// `number` in the file; the keys of its only span may stand beside the others.
pub fn row(mut json: Json, number: usize) -> Result<(Origin, Gloss), serde_json::Error> {
    if !json.is_object() {
        return Err(serde::de::Error::custom("it is no object with the keys of an annotation"));
    }
    let origin = Origin { name: said(&json, &["file"]), coder: said(&json, &["coder"]) };
    let scope = origin.name.as_deref().unwrap_or_default();
    let mut attributes = None;
    if let Some(object) = json.as_object_mut() {
        attributes = object.remove("attributes");
        if !object.contains_key("spans") && object.contains_key("exact") {
            object.insert("spans".to_owned(), json!([only_span(object)]));
        }
        let own = name(object.get("id").unwrap_or(&Json::Null)).unwrap_or_else(|| {
            let said = |key: &str| object.get(key).map(Json::to_string).unwrap_or_default();
            id(&format!("json {scope}"), &format!("{number} {} {}", said("tag"), said("spans"))).to_string()
        });
        object.insert("id".to_owned(), json!(own));
    }
    if attributes.as_ref().is_some_and(|attributes| !attributes.is_object() && !attributes.is_null()) {
        return Err(serde::de::Error::custom("“attributes” is no object"));
    }
    let mut gloss = Gloss::deserialize(json)?;
    if gloss.tag.trim().is_empty() {
        return Err(serde::de::Error::custom("its tag is empty"));
    }
    for (name, value) in attributes.iter().filter_map(Json::as_object).flatten() {
        gloss.attributes.set(name, attribute_of(value));
    }
    // An id that could not be read from a sidecar, since it contains white space for example, is replaced by a derived
    // one; so are links to it.
    for named in std::iter::once(&mut gloss.id).chain(gloss.links.iter_mut().map(|link| &mut link.to)) {
        if named.check().is_err() {
            *named = id(scope, named.as_str());
        }
    }
    Ok((origin, gloss))
}

/// The span whose keys stand in an annotation itself.
fn only_span(object: &Map<String, Json>) -> Json {
    let exact = object.get("exact").and_then(Json::as_str).unwrap_or_default();
    let start = object.get("start").and_then(Json::as_u64).unwrap_or_default();
    let end = object.get("end").and_then(Json::as_u64);
    let around = |key| object.get(key).and_then(Json::as_str).unwrap_or_default();
    json!({
        "start": start,
        "end": end.unwrap_or_else(|| start.saturating_add(exact.chars().count() as u64)),
        "exact": exact,
        "prefix": around("prefix"),
        "suffix": around("suffix"),
    })
}

fn read(input: &ForeignFile<'_>, loss: &mut Loss) -> Result<Vec<Imported>, Unreadable> {
    let (mut rows, mut number) = (Vec::new(), 0);
    values(input.utf8()?, loss, |json, loss| {
        match row(json, number) {
            Ok(read) => rows.push(read),
            Err(error) => {
                loss.pass_over(&Unreadable::new(format!(
                    "annotation {}: {}",
                    number + 1,
                    json_fault(&error)
                )));
            }
        }
        number += 1;
    })?;
    Ok(of_files(rows))
}

fn read_lines(input: &ForeignFile<'_>, loss: &mut Loss) -> Result<Vec<Imported>, Unreadable> {
    let lines = input.utf8()?.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let rows = lines.filter_map(|(number, line)| {
        let read = serde_json::from_str(line).and_then(|json| row(json, number));
        read.map_err(|error| loss.pass_over(&in_line(number + 1, &error))).ok()
    });
    Ok(of_files(rows))
}
