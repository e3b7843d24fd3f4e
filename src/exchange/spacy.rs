//! The JSON that spaCy's `Doc.from_json` reads, a document a line.
//!
//! Each span of a gloss is in the span group `gloss`, with the gloss's id as `kb_id`; tokens are split so that each
//! span consists of whole tokens. Fields that a span group has no place for are under a key of the document that spaCy
//! ignores: an attribute, `doc._.gloss`, would be possible, but `from_json` fails if it was not registered before.

use std::{collections::BTreeSet, io};

use serde_json::{Value as Json, json};

use super::{
    Carries, DocumentRecord, Export, ForeignFile, Format, Imported, Loss, OffsetUnit, Unreadable, Write,
    embedded::{self, NativeSpan},
    import_builder::ImportBuilder,
    json_objects::{count, documents, items, list, said},
    tokens::{tokens, trim},
};
use crate::{
    gloss::Id,
    text::{CodePoints, Span, Text},
};

/// The format.
pub const FORMAT: Format = Format {
    name: "spacy",
    extension: "jsonl",
    doc: "documents for spaCy's `Doc.from_json`, with a span group",
    carries: Carries::ALL,
    unit: Some(OffsetUnit::CodePoints),
    write: Some(Write::All(write)),
    read: Some(read),
    ..Format::BLANK
};

fn write(exports: &mut dyn Iterator<Item = Export>, out: &mut dyn io::Write, _: &mut Loss) -> io::Result<()> {
    for export in exports {
        let whole = export.whole();
        let points = CodePoints::new(&whole);
        let (mut group, mut cuts) = (Vec::new(), BTreeSet::new());
        for placed in export.in_place() {
            for span in placed.place.spans.iter().filter_map(|&span| trim(&whole, span)) {
                cuts.extend([span.start, span.end]);
                group.push(json!({
                    "start": points.of(span.start),
                    "end": points.of(span.end),
                    "label": placed.gloss.tag,
                    "kb_id": placed.gloss.id,
                }));
            }
        }
        let token = |(id, span): (usize, Span)| json!({ "id": id, "start": points.of(span.start), "end": points.of(span.end) });
        let tokens = tokens(&whole, &cuts).into_iter().map(|token| token.span).enumerate().map(token);
        let mut line = json!({
            "text": whole,
            "tokens": tokens.collect::<Vec<_>>(),
            "spans": { embedded::KEY: group },
            "file": export.name,
            "coder": export.coder_name(),
            embedded::KEY: embedded::embed(&export, &points, |_, _| true),
        });
        export.record.write_to(&mut line);
        serde_json::to_writer(&mut *out, &line)?;
        writeln!(out)?;
    }
    Ok(())
}

fn read(input: &ForeignFile<'_>, loss: &mut Loss) -> Result<Vec<Imported>, Unreadable> {
    documents(input, loss, |at, json, loss| document(input.name, at, json, loss).map(Some))
}

/// Reads the entities, and the spans of all groups, of a document.
fn document(file: &str, at: usize, json: &Json, loss: &mut Loss) -> Result<Imported, Unreadable> {
    let text = Text::new(json["text"].as_str().ok_or_else(|| Unreadable::new("has no text"))?);
    if json["spans"].as_array().is_some_and(|spans| !spans.is_empty()) {
        loss.pass_over(&Unreadable::new("“spans” is no object of groups"));
    }
    let groups = json["spans"].as_object().into_iter().flatten().map(|(_, group)| group);
    let mut natives: Vec<NativeSpan> = Vec::new();
    for (number, span) in (1..).zip(groups.flat_map(items).chain(list(json, "ents", loss))) {
        match native(span, number) {
            Some(native) => natives.push(native),
            None => loss.pass_over(&Unreadable::new(format!("span {number} has no start, end and label"))),
        }
    }
    let whole = text.as_str().unwrap_or_default();
    let points = CodePoints::new(whole);
    let trimmed = |(start, end)| {
        let span = trim(whole, points.span(start, end)?)?;
        Some((points.of(span.start), points.of(span.end)))
    };
    let mut builder = ImportBuilder::new(format!("spacy {file} {at}"), &text);
    embedded::extract(&json[embedded::KEY], &natives, trimmed, &mut builder, loss);
    let glosses = builder.finish(loss);
    let record =
        DocumentRecord::of(json, &["text", "tokens", "spans", "ents", "file", "coder", embedded::KEY]);
    let (name, coder) = (said(json, &["file"]), said(json, &["coder"]));
    Ok(Imported { name, coder, record, text: Some(text), glosses, schema: None })
}

fn native(span: &Json, number: usize) -> Option<NativeSpan> {
    let label = span["label"].as_str()?.to_owned();
    // An entry of a knowledge base may have many mentions; only an id of this program joins spans into one gloss.
    let gloss = span["kb_id"].as_str().filter(|id| id.parse::<Id>().is_ok_and(|id| id.bits().is_some()));
    let name = gloss.map_or_else(|| format!("span {number}"), str::to_owned);
    Some(NativeSpan { name, label, span: (count(&span["start"])?, count(&span["end"])?) })
}
