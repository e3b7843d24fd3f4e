//! doccano's JSONL: a document a line, as in its projects for relations; those for sequences can be read, too.
//!
//! doccano keeps columns that it doesn't know as the document's metadata and exports them again. The column `gloss`
//! holds the fields that it has no place for. Its offsets are code points (its page counts grapheme clusters only if a
//! project asks for that, and converts them).

use std::{collections::HashMap, io};

use serde_json::{Value as Json, json};

use super::{
    Carries, DocumentRecord, Export, ForeignFile, Format, Imported, Loss, OffsetUnit, Unreadable, Write,
    embedded::{self, NativeSpan},
    import_builder::ImportBuilder,
    json_objects::{count, documents, items, list, name, said},
};
use crate::{
    gloss::Id,
    text::{CodePoints, Text},
};

/// The format.
pub const FORMAT: Format = Format {
    name: "doccano",
    extension: "jsonl",
    doc: "doccano's JSONL with entities and relations",
    carries: Carries::ALL,
    unit: Some(OffsetUnit::CodePoints),
    write: Some(Write::All(write)),
    read: Some(read),
    ..Format::BLANK
};

fn write(exports: &mut dyn Iterator<Item = Export>, out: &mut dyn io::Write, _: &mut Loss) -> io::Result<()> {
    let (mut entity, mut relation) = (0, 0);
    for export in exports {
        let whole = export.whole();
        let points = CodePoints::new(&whole);
        let (mut entities, mut relations) = (Vec::new(), Vec::new());
        let mut first: HashMap<&Id, usize> = HashMap::new();
        for placed in export.in_place() {
            for span in &placed.place.spans {
                entity += 1;
                first.entry(&placed.gloss.id).or_insert(entity);
                entities.push(json!({
                    "id": entity,
                    "label": placed.gloss.tag,
                    "start_offset": points.of(span.start),
                    "end_offset": points.of(span.end),
                }));
            }
        }
        for placed in export.in_place() {
            for link in &placed.gloss.links {
                let Some(to) = first.get(&link.to) else { continue };
                relation += 1;
                let from = first[&placed.gloss.id];
                let role = &link.role;
                relations.push(json!({ "id": relation, "from_id": from, "to_id": to, "type": role }));
            }
        }
        let kept = embedded::embed(&export, &points, |_, link| !first.contains_key(&link.to));
        let mut line = json!({
            "text": whole,
            "entities": entities,
            "relations": relations,
            "file": export.name,
            "coder": export.coder_name(),
            embedded::KEY: kept,
        });
        export.record.write_to(&mut line);
        if line["Comments"].is_null() {
            line["Comments"] = json!([]);
        }
        serde_json::to_writer(&mut *out, &line)?;
        writeln!(out)?;
    }
    Ok(())
}

fn read(input: &ForeignFile<'_>, loss: &mut Loss) -> Result<Vec<Imported>, Unreadable> {
    documents(input, loss, |at, json, loss| document(input.name, at, json, loss).map(Some))
}

/// The keys that are read as the document and where it belongs.
const READ: [&str; 7] = ["text", "data", "relations", "file", "filename", "coder", embedded::KEY];

/// The keys that may have labels of spans; the last is that of doccano's first versions.
const LABELS: [&str; 4] = ["entities", "label", "labels", "annotations"];

/// Reads a document. What is said of its whole text (`label: ["sport"]`, `cats`, comments) stays in its record.
fn document(file: &str, at: usize, json: &Json, loss: &mut Loss) -> Result<Imported, Unreadable> {
    let text =
        json["text"].as_str().or(json["data"].as_str()).ok_or_else(|| Unreadable::new("has no text"))?;
    let text = Text::new(text);
    let mut record = DocumentRecord::of(json, &READ);
    let (mut natives, mut users) = (Vec::new(), Vec::new());
    for key in LABELS {
        let mut of_text = Vec::new();
        for label in items(&json[key]) {
            let Some(native) = native(label, natives.len()) else {
                let has_offsets = ["start_offset", "end_offset"].iter().any(|key| !label[key].is_null());
                if key == LABELS[0] || label.is_array() || has_offsets {
                    loss.pass_over(&Unreadable::new("a label has not two offsets and a name"));
                }
                of_text.push(label.clone());
                continue;
            };
            users.extend(name(&label["user"]).map(|user| (native.name.clone(), user)));
            natives.push(native);
        }
        if json[key].is_array() {
            record.0.remove(key);
            record.add(&json!({ key: of_text }), &[]);
        }
    }
    let mut builder = ImportBuilder::new(format!("doccano {file} {at}"), &text);
    embedded::extract(&json[embedded::KEY], &natives, Some, &mut builder, loss);
    for (name, user) in users {
        if let Some(gloss) = builder.get_mut(&name) {
            gloss.creator.get_or_insert(user);
        }
    }
    for relation in list(json, "relations", loss) {
        let end = |key: &str| name(&relation[key]).unwrap_or_default();
        builder.link(&end("from_id"), relation["type"].as_str().unwrap_or("relation"), &end("to_id"));
    }
    let name = said(json, &["file", "filename"]);
    let coder = said(json, &["coder"]);
    let glosses = builder.finish(loss);
    Ok(Imported { name, coder, record, text: Some(text), glosses, schema: None })
}

/// The span of an entity: `[0, 5, "PER"]`, or an object.
fn native(entity: &Json, number: usize) -> Option<NativeSpan> {
    let of = |index: usize, key: &str| if entity.is_array() { &entity[index] } else { &entity[key] };
    let span = (count(of(0, "start_offset"))?, count(of(1, "end_offset"))?);
    // Doccano's first versions have labels by their numbers.
    let label = name(of(2, "label"))?;
    let name = name(&entity["id"]).unwrap_or_else(|| format!("label {number}"));
    Some(NativeSpan { name, label, span })
}
