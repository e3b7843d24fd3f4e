//! JSON, with the keys of the sidecar.

use std::io;

use serde_json::{Value as Json, json};

use super::{Export, selectors};
use crate::{
    gloss::{Gloss, Placed, Value},
    text::Text,
};

/// One annotation: the sidecar's keys, `file`, and the `state` it is in. Positions are code points of the text as it is.
pub fn value(file: &str, text: &Text, placed: &Placed) -> Json {
    let mut value = gloss(&Gloss { selectors: selectors(text, placed), ..placed.gloss.clone() });
    value["file"] = file.into();
    value["state"] = placed.place.state.name().into();
    value
}

/// One annotation with the sidecar's keys, positions as recorded.
pub fn gloss(gloss: &Gloss) -> Json {
    let mut value = json!({});
    let mut put = |name: &str, item: Json| value[name] = item;
    put("id", gloss.id.as_str().into());
    put("tag", gloss.tag.as_str().into());
    let attributes = gloss.attributes.iter().map(|(name, value)| (name.to_owned(), attribute(value)));
    put("attributes", Json::Object(attributes.collect()));
    put("spans", json!(gloss.selectors));
    if !gloss.links.is_empty() {
        put("links", json!(gloss.links));
    }
    let texts = [
        ("note", &gloss.note),
        ("creator", &gloss.creator),
        ("created", &gloss.created),
        ("modified", &gloss.modified),
        ("generator", &gloss.generator),
        ("review", &gloss.review),
    ];
    for (name, text) in texts {
        if let Some(text) = text {
            put(name, text.as_str().into());
        }
    }
    if gloss.orphaned {
        put("orphaned", true.into());
    }
    value
}

fn attribute(value: &Value) -> Json {
    match value {
        Value::Number(number) if number.fract() == 0.0 && number.abs() < 1e15 => json!(*number as i64),
        value => json!(value),
    }
}

/// Writes an array of annotations.
pub fn write(export: &Export<'_>, out: &mut dyn io::Write) -> io::Result<()> {
    let values: Vec<Json> =
        export.glosses.iter().map(|placed| value(export.name, export.text, placed)).collect();
    serde_json::to_writer_pretty(&mut *out, &values)?;
    writeln!(out)
}

/// Writes an annotation a line.
pub fn write_lines(export: &Export<'_>, out: &mut dyn io::Write) -> io::Result<()> {
    for placed in export.glosses {
        serde_json::to_writer(&mut *out, &value(export.name, export.text, placed))?;
        writeln!(out)?;
    }
    Ok(())
}
