//! JSON, with the keys of the sidecar: an array of annotations, or an annotation a line.

use std::io;

use serde::Deserialize;
use serde_json::{Value as Json, json};

use super::{
    Carries, Export, ForeignFile, Format, Imported, Loss, OffsetUnit, Unreadable, Write,
    import::{Origin, id, of_files},
    json_objects::said,
};
use crate::gloss::{
    Gloss, Placed, Value,
    fields::{FIELDS, FieldShape},
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

/// One annotation: the sidecar's keys, `file`, `coder`, and the `state` of its place. Positions are code points of the current
/// text.
fn value(export: &Export, placed: &Placed) -> Json {
    let mut value = gloss(&export.recorded(placed));
    value["file"] = export.name.as_str().into();
    value["coder"] = export.coder_name().into();
    value["state"] = placed.place.state.name().into();
    value
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

/// The gloss of an annotation, and where it belongs.
pub fn row(mut json: Json) -> Result<(Origin, Gloss), serde_json::Error> {
    let origin = Origin { name: said(&json, &["file"]), coder: said(&json, &["coder"]) };
    let attributes = json.as_object_mut().and_then(|object| object.remove("attributes"));
    let mut gloss = Gloss::deserialize(json)?;
    for (name, value) in attributes.iter().filter_map(Json::as_object).flatten() {
        gloss.attributes.set(name, attribute_of(value));
    }
    // An id that could not be read from a sidecar, since it contains white space for example, is replaced by a derived
    // one; so are links to it.
    for named in std::iter::once(&mut gloss.id).chain(gloss.links.iter_mut().map(|link| &mut link.to)) {
        if named.check().is_err() {
            *named = id(origin.name.as_deref().unwrap_or_default(), named.as_str());
        }
    }
    Ok((origin, gloss))
}

fn read(input: &ForeignFile<'_>, _: &mut Loss) -> Result<Vec<Imported>, Unreadable> {
    let rows: Vec<Json> = serde_json::from_str(input.utf8()?)?;
    let number = |(number, json)| {
        row(json).map_err(|error| Unreadable::new(format!("annotation {}: {error}", number + 1)))
    };
    Ok(of_files(rows.into_iter().enumerate().map(number).collect::<Result<Vec<_>, _>>()?))
}

fn read_lines(input: &ForeignFile<'_>, _: &mut Loss) -> Result<Vec<Imported>, Unreadable> {
    let lines = input.utf8()?.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    let row = |(number, line)| {
        let json = serde_json::from_str(line);
        json.and_then(row).map_err(|error| Unreadable::at(number + 1, error.to_string()))
    };
    Ok(of_files(lines.map(row).collect::<Result<Vec<_>, _>>()?))
}
