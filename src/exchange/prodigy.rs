//! Prodigy's JSONL: a task a line, with spans and relations on tokens like spaCy's.
//!
//! Prodigy keeps the keys of a task that it doesn't know: in one of them, `gloss`, stands what it has no place for.

use std::{
    collections::{BTreeSet, HashMap},
    io,
};

use serde_json::{Value as Json, json};

use super::{
    Carries, Export, Format, Given, Imported, Loss, OffsetUnit, Unreadable, Write,
    draft::Draft,
    embedded::{self, Native},
    objects::{count, items, name, objects, wrong},
    tokens::{TokenSpan, tokens, trim},
};
use crate::{
    gloss::{Gloss, Id, Link},
    text::{CodePoints, Span, Text},
};

/// The format.
pub const FORMAT: Format = Format {
    name: "prodigy",
    extension: "jsonl",
    doc: "Prodigy's JSONL with tokens, spans and relations",
    carries: Carries::ALL,
    unit: Some(OffsetUnit::CodePoints),
    write: Some(Write::All(write)),
    read: Some(read),
    ..Format::BLANK
};

fn write(exports: &mut dyn Iterator<Item = Export>, out: &mut dyn io::Write, _: &mut Loss) -> io::Result<()> {
    for export in exports {
        serde_json::to_writer(&mut *out, &task(&export))?;
        writeln!(out)?;
    }
    Ok(())
}

fn task(export: &Export) -> Json {
    let whole = export.whole();
    let points = CodePoints::new(&whole);
    let native: Vec<(&Id, &str, Vec<Span>)> = export
        .in_place()
        .map(|placed| {
            let spans = placed.place.spans.iter().filter_map(|&span| trim(&whole, span)).collect();
            (&placed.gloss.id, placed.gloss.tag.as_str(), spans)
        })
        .collect();
    let cuts: BTreeSet<usize> =
        native.iter().flat_map(|(_, _, spans)| spans).flat_map(|span| [span.start, span.end]).collect();
    let tokens = tokens(&whole, &cuts);
    let (mut spans, mut first) = (Vec::new(), HashMap::new());
    for (id, label, parts) in native {
        for part in parts {
            let span = json!({
                "start": points.of(part.start),
                "end": points.of(part.end),
                "token_start": tokens.partition_point(|token| token.span.start < part.start),
                "token_end": tokens.partition_point(|token| token.span.start < part.end) - 1,
                "label": label,
                "id": id,
            });
            first.entry(id).or_insert_with(|| span.clone());
            spans.push(span);
        }
    }
    let token = |(id, token): (usize, &TokenSpan)| {
        let TokenSpan { span, has_space } = *token;
        let (start, end) = (points.of(span.start), points.of(span.end));
        json!({ "text": &whole[span.range()], "start": start, "end": end, "id": id, "ws": has_space })
    };
    let mut relations = Vec::new();
    for placed in export.in_place() {
        let Some(head) = first.get(&placed.gloss.id) else { continue };
        for link in &placed.gloss.links {
            let Some(child) = first.get(&link.to) else { continue };
            relations.push(json!({
                "head": head["token_end"],
                "child": child["token_end"],
                "head_span": head,
                "child_span": child,
                "label": link.role,
            }));
        }
    }
    let is_kept =
        |gloss: &Gloss, link: &Link| ![&gloss.id, &link.to].into_iter().all(|id| first.contains_key(id));
    json!({
        "text": whole,
        "meta": { "file": export.name },
        "tokens": tokens.iter().enumerate().map(token).collect::<Vec<_>>(),
        "spans": spans,
        "relations": relations,
        "answer": "accept",
        embedded::KEY: embedded::embed(export, &points, is_kept),
    })
}

fn read(given: &Given<'_>, loss: &mut Loss) -> Result<Vec<Imported>, Unreadable> {
    let mut read = Vec::new();
    for (at, json) in objects(given)?.iter().enumerate() {
        match json["answer"].as_str() {
            Some("reject" | "ignore") => loss.add("rejected or ignored tasks", 1),
            _ => read.push(document(given.name, at, json, loss)?),
        }
    }
    Ok(read)
}

fn document(file: &str, at: usize, json: &Json, loss: &mut Loss) -> Result<Imported, Unreadable> {
    let text = Text::new(json["text"].as_str().ok_or_else(|| wrong(at, "has no text"))?);
    let natives: Vec<Native> = items(&json["spans"]).filter_map(native).collect();
    let whole = text.as_str().unwrap_or_default();
    let points = CodePoints::new(whole);
    let trimmed = |(start, end)| {
        let span = trim(whole, points.span(start, end)?)?;
        Some((points.of(span.start), points.of(span.end)))
    };
    let mut draft = Draft::new(format!("prodigy {file} {at}"), &text);
    embedded::extract(&json[embedded::KEY], &natives, trimmed, &mut draft, loss);
    for relation in items(&json["relations"]) {
        let end = |key: &str| native(&relation[key]).map(|native| native.name);
        match (end("head_span"), end("child_span")) {
            (Some(head), Some(child)) => {
                draft.link(&head, relation["label"].as_str().unwrap_or("relation"), &child);
            }
            _ => loss.add("links between words", 1),
        }
    }
    let mut glosses = draft.finish(loss);
    // Prodigy has a whole task from one person.
    let annotator = json["_annotator_id"].as_str().or(json["_session_id"].as_str());
    for gloss in &mut glosses {
        gloss.creator = gloss.creator.take().or_else(|| annotator.map(str::to_owned));
    }
    let name = ["file", "source"].iter().find_map(|key| json["meta"][key].as_str().map(str::to_owned));
    Ok(Imported { name, text: Some(text), glosses, schema: None })
}

/// A span, which relations name by its id where it has one, else by its place and its label.
fn native(span: &Json) -> Option<Native> {
    let (start, end) = (count(&span["start"])?, count(&span["end"])?);
    let label = span["label"].as_str().unwrap_or("span").to_owned();
    let name = name(&span["id"]).unwrap_or_else(|| format!("{start} {end} {label}"));
    Some(Native { name, label, span: (start, end) })
}
