//! Glosses as annotations of the model.

use std::io;

use serde_json::{Value as Json, json};

use super::super::{Export, Lost, iri, json::attribute};
use crate::{
    gloss::{Gloss, Id, Placed, Schema, Selector, Shape, Value},
    text::fnv,
};

pub fn write(
    exports: &mut dyn Iterator<Item = Export>,
    out: &mut dyn io::Write,
    _: &mut Lost,
) -> io::Result<()> {
    let (mut titles, mut items, mut names) = (Vec::new(), Vec::new(), fnv::BASIS);
    for export in exports {
        items.extend(export.glosses.iter().map(|placed| annotation(&export, placed)));
        names = export.name.bytes().chain([0]).fold(names, fnv::with);
        titles.push(export.title);
    }
    let id = format!("urn:gloss:collection:{}", Id::from_bits(names));
    let collection = json!({
        "@context": "http://www.w3.org/ns/anno.jsonld",
        "id": id,
        "type": "AnnotationCollection",
        "label": titles,
        "total": items.len(),
        "first": {
            "id": format!("{id}:1"),
            "type": "AnnotationPage",
            "partOf": id,
            "startIndex": 0,
            "items": items,
        },
    });
    serde_json::to_writer_pretty(&mut *out, &collection)?;
    writeln!(out)
}

fn annotation(export: &Export, placed: &Placed) -> Json {
    let gloss = export.recorded(placed);
    let source = iri::of_document(&export.name);
    let targets: Vec<Json> = gloss.selectors.iter().map(|span| target(&source, span)).collect();
    let mut annotation = json!({
        "id": iri::of_gloss(&gloss.id),
        "type": "Annotation",
        "motivation": "tagging",
        "body": bodies(&gloss, &export.schema),
        "target": targets,
    });
    let agents = [("creator", "Person", &gloss.creator), ("generator", "Software", &gloss.generator)];
    for (key, kind, name) in agents {
        if let Some(name) = name {
            annotation[key] = json!({ "type": kind, "name": name });
        }
    }
    for (key, date) in [("created", &gloss.created), ("modified", &gloss.modified)] {
        if let Some(date) = date {
            annotation[key] = date.as_str().into();
        }
    }
    annotation
}

fn target(source: &str, span: &Selector) -> Json {
    let Selector { start, end, exact, prefix, suffix } = span;
    json!({
        "type": "SpecificResource",
        "source": source,
        "selector": [
            { "type": "TextQuoteSelector", "exact": exact, "prefix": prefix, "suffix": suffix },
            { "type": "TextPositionSelector", "start": start, "end": end },
        ],
    })
}

/// What is said of a gloss, its kind first.
fn bodies(gloss: &Gloss, schema: &Schema) -> Vec<Json> {
    let mut bodies = vec![textual("tagging", &gloss.tag)];
    bodies.extend(attributes(gloss, schema));
    bodies.extend(gloss.note.iter().map(|note| textual("commenting", note)));
    bodies.extend(gloss.links.iter().map(|link| {
        json!({
            "type": "SpecificResource",
            "purpose": "linking",
            "label": link.role,
            "source": iri::of_gloss(&link.to),
        })
    }));
    bodies
}

fn attributes(gloss: &Gloss, schema: &Schema) -> Vec<Json> {
    let kind = schema.kind(&gloss.tag);
    let body = |(name, value): (&str, &Value)| {
        let known = kind.and_then(|kind| kind.attributes.iter().find(|known| known.name == name));
        let classifies = known.is_some_and(|known| matches!(known.shape, Shape::Choice(_) | Shape::Flag));
        let purpose = if classifies { "classifying" } else { "describing" };
        let mut body = match value {
            Value::Text(text) => textual(purpose, text),
            value => {
                let mut body = textual(purpose, &attribute(value).to_string());
                body["format"] = "application/json".into();
                body
            }
        };
        body["label"] = name.into();
        body
    };
    gloss.attributes.iter().map(body).collect()
}

fn textual(purpose: &str, value: &str) -> Json {
    json!({ "type": "TextualBody", "purpose": purpose, "format": "text/plain", "value": value })
}
