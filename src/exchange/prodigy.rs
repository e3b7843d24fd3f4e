//! Prodigy's JSONL: a task a line, with spans and relations on tokens like spaCy's.
//!
//! Prodigy keeps keys of a task that it doesn't know; the key `gloss` holds the fields that it has no place for.

use std::{
    collections::{BTreeSet, HashMap},
    io,
};

use serde_json::{Value as Json, json};

use super::{
    Carries, DocumentRecord, Export, ForeignFile, Format, Imported, Loss, OffsetUnit, Unreadable, Write,
    embedded::{self, NativeSpan},
    import_builder::ImportBuilder,
    json_objects::{count, documents, list, name, said},
    record,
    stated_words::StatedWords,
    tokens::{TokenSpan, tokens, trim},
};
use crate::{
    gloss::{Gloss, Id, Link, Reason},
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

/// The key of what is shown with a task.
const META: &str = "meta";

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
    let mut meta = json!({ "file": export.name, "coder": export.coder_name() });
    if let Some(id) = export.record.0.get(record::ID) {
        meta[record::ID] = id.clone();
    }
    DocumentRecord::of(export.record.0.get(META).unwrap_or(&Json::Null), &[]).write_to(&mut meta);
    let mut task = json!({
        "text": whole,
        META: meta,
        "tokens": tokens.iter().enumerate().map(token).collect::<Vec<_>>(),
        "spans": spans,
        "relations": relations,
        "answer": "accept",
        embedded::KEY: embedded::embed(export, &points, is_kept),
    });
    export.record.write_to(&mut task);
    task
}

fn read(input: &ForeignFile<'_>, loss: &mut Loss) -> Result<Vec<Imported>, Unreadable> {
    documents(input, loss, |at, json, loss| match json["answer"].as_str() {
        Some("reject" | "ignore") => {
            loss.add("rejected or ignored tasks", 1);
            Ok(None)
        }
        _ => document(input.name, at, json, loss).map(Some),
    })
}

fn document(file: &str, at: usize, json: &Json, loss: &mut Loss) -> Result<Imported, Unreadable> {
    let text = Text::new(json["text"].as_str().ok_or_else(|| Unreadable::new("has no text"))?);
    let mut stated = StatedWords::new(&text);
    let (mut natives, mut reasons): (Vec<NativeSpan>, Vec<(String, Reason)>) = (Vec::new(), Vec::new());
    for (number, span) in (1..).zip(list(json, "spans", loss)) {
        let Some(mut native) = native(span) else {
            loss.pass_over(&Unreadable::new(format!("span {number} has no start and end")));
            continue;
        };
        if let Some(words) = span["text"].as_str() {
            let (place, reason) = stated.place(native.span, words);
            native.span = place;
            reasons.extend(reason.map(|reason| (native.name.clone(), reason)));
        }
        natives.push(native);
    }
    let whole = text.as_str().unwrap_or_default();
    let points = CodePoints::new(whole);
    let trimmed = |(start, end)| {
        let span = trim(whole, points.span(start, end)?)?;
        Some((points.of(span.start), points.of(span.end)))
    };
    let mut builder = ImportBuilder::new(format!("prodigy {file} {at}"), &text);
    embedded::extract(&json[embedded::KEY], &natives, trimmed, &mut builder, loss);
    for (name, reason) in reasons {
        if let Some(gloss) = builder.get_mut(&name) {
            gloss.review.add(reason);
        }
    }
    for (number, relation) in (1..).zip(list(json, "relations", loss)) {
        let end = |key: &str| native(&relation[key]).map(|native| native.name);
        match (end("head_span"), end("child_span")) {
            (Some(head), Some(child)) => {
                builder.link(&head, relation["label"].as_str().unwrap_or("relation"), &child);
            }
            _ if relation["head"].is_u64() && relation["child"].is_u64() => {
                loss.add("links between words", 1);
            }
            _ => loss.pass_over(&Unreadable::new(format!("relation {number} has no two ends"))),
        }
    }
    let mut glosses = builder.finish(loss);
    // In Prodigy a whole task comes from one person.
    let annotator = json["_annotator_id"].as_str().or(json["_session_id"].as_str());
    for gloss in &mut glosses {
        gloss.creator = gloss.creator.take().or_else(|| annotator.map(str::to_owned));
    }
    let meta = &json[META];
    let name =
        said(meta, &["file"]).or_else(|| said(meta, &["source"]).filter(|source| is_file_name(source)));
    let coder = said(meta, &["coder"]);
    Ok(Imported { name, coder, record: record(json), text: Some(text), glosses, schema: None })
}

/// Whether a source is a file: it is often a newspaper or a database, of which there are many texts.
fn is_file_name(source: &str) -> bool {
    source.rsplit_once('.').is_some_and(|(stem, extension)| {
        let is_short = (1..=5).contains(&extension.len());
        is_short && !stem.is_empty() && extension.chars().all(|c| c.is_ascii_alphanumeric())
    })
}

/// The keys of a task that are read as its text, its glosses and their creator.
const READ: [&str; 9] =
    ["text", "tokens", "spans", "relations", "answer", "_annotator_id", "_session_id", META, embedded::KEY];

/// What a task says of its text. An id may be among what is shown with it.
fn record(json: &Json) -> DocumentRecord {
    let mut record = DocumentRecord::of(json, &READ);
    let mut meta = DocumentRecord::of(&json[META], &["file", "coder"]).0;
    if let Some(id) = meta.remove(record::ID) {
        record.0.entry(record::ID).or_insert(id);
    }
    if !meta.is_empty() {
        record.0.insert(META.to_owned(), Json::Object(meta));
    }
    record
}

/// The span of a task, which relations name by its id, or by its position and its label.
fn native(span: &Json) -> Option<NativeSpan> {
    let (start, end) = (count(&span["start"])?, count(&span["end"])?);
    let label = span["label"].as_str().unwrap_or("span").to_owned();
    let name = name(&span["id"]).unwrap_or_else(|| format!("{start} {end} {label}"));
    Some(NativeSpan { name, label, span: (start, end) })
}
