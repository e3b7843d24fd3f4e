//! The JSON that spaCy's `Doc.from_json` takes, a document a line.
//!
//! Each span of a gloss is one of the span group `gloss`, with the gloss's id as `kb_id`; tokens are cut so that each span
//! is whole tokens. What a span group has no place for is in a key of the document that spaCy passes over: it could be an
//! attribute, `doc._.gloss`, but `from_json` fails where that was not registered before.

use std::{collections::BTreeSet, io};

use serde_json::{Value as Json, json};

use super::{
    Carries, Export, Format, Given, Imported, Loss, OffsetUnit, Unreadable, Write,
    draft::Draft,
    embedded::{self, Native},
    objects::{count, items, objects, wrong},
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
        let line = json!({
            "text": whole,
            "tokens": tokens.collect::<Vec<_>>(),
            "spans": { embedded::KEY: group },
            "file": export.name,
            embedded::KEY: embedded::embed(&export, &points, |_, _| true),
        });
        serde_json::to_writer(&mut *out, &line)?;
        writeln!(out)?;
    }
    Ok(())
}

fn read(given: &Given<'_>, loss: &mut Loss) -> Result<Vec<Imported>, Unreadable> {
    let documents = objects(given)?;
    let read = |(at, json): (usize, &Json)| document(given.name, at, json, loss);
    documents.iter().enumerate().map(read).collect()
}

/// Entities, and the spans of all groups.
fn document(file: &str, at: usize, json: &Json, loss: &mut Loss) -> Result<Imported, Unreadable> {
    let text = Text::new(json["text"].as_str().ok_or_else(|| wrong(at, "has no text"))?);
    let groups = json["spans"].as_object().into_iter().flatten().map(|(_, group)| group);
    let spans = groups.chain([&json["ents"]]).flat_map(items).enumerate();
    let natives: Vec<Native> = spans.filter_map(|(number, span)| native(span, number)).collect();
    let whole = text.as_str().unwrap_or_default();
    let points = CodePoints::new(whole);
    let trimmed = |(start, end)| {
        let span = trim(whole, points.span(start, end)?)?;
        Some((points.of(span.start), points.of(span.end)))
    };
    let mut draft = Draft::new(format!("spacy {file} {at}"), &text);
    embedded::extract(&json[embedded::KEY], &natives, trimmed, &mut draft, loss);
    let glosses = draft.finish(loss);
    Ok(Imported { name: json["file"].as_str().map(str::to_owned), text: Some(text), glosses, schema: None })
}

fn native(span: &Json, number: usize) -> Option<Native> {
    let label = span["label"].as_str()?.to_owned();
    // An entry of a knowledge base has as many spans as it is mentioned; a gloss of ours has those of one.
    let gloss = span["kb_id"].as_str().filter(|id| id.parse::<Id>().is_ok_and(|id| id.bits().is_some()));
    let name = gloss.map_or_else(|| format!("span {number}"), str::to_owned);
    Some(Native { name, label, span: (count(&span["start"])?, count(&span["end"])?) })
}
