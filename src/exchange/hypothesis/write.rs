//! Writes glosses as rows.

use std::io;

use serde_json::{Value as Json, json};

use super::{EVERYBODY, GROUP, OffsetConverter, PAGE_NOTES, PART_OF, TAGS, TO, URI};
use crate::{
    exchange::{Export, Loss, iri, json_objects::items},
    gloss::{Gloss, Value},
    text::structure::LocatorKind,
};

/// The authority of users that are on no server.
const AUTHORITY: &str = "gloss.invalid";

/// Writes the rows of all glosses as the answer to a search.
pub fn write(
    exports: &mut dyn Iterator<Item = Export>,
    out: &mut dyn io::Write,
    _: &mut Loss,
) -> io::Result<()> {
    let mut rows = Vec::new();
    for export in exports {
        let whole = export.whole();
        let units = OffsetConverter::new(&whole);
        for placed in &export.glosses {
            let gloss = export.recorded(placed);
            rows.extend((0..gloss.selectors.len()).map(|part| {
                let mut row = row(&export, &gloss, part, &units);
                let page = placed.place.spans.get(part).and_then(|span| page(&export, span.start));
                if let (Some(page), Some(selectors)) = (page, row["target"][0]["selector"].as_array_mut()) {
                    selectors.push(page);
                }
                row
            }));
        }
        rows.extend(export.record.0.get(PAGE_NOTES).into_iter().flat_map(items).cloned());
    }
    serde_json::to_writer_pretty(&mut *out, &json!({ "total": rows.len(), "rows": rows }))?;
    writeln!(out)
}

/// The row of one span of a gloss.
fn row(export: &Export, gloss: &Gloss, part: usize, units: &OffsetConverter<'_>) -> Json {
    let uri = export.record.text(URI).unwrap_or_else(|| iri::of_document(&export.name));
    let span = &gloss.selectors[part];
    let (start, end) = units.units(span.start, span.end);
    let user = format!("acct:{}@{AUTHORITY}", gloss.creator.as_deref().unwrap_or_default());
    let (id, text) = match part {
        0 => (gloss.id.to_string(), gloss.note.as_deref().unwrap_or_default()),
        part => (format!("{}.{}", gloss.id, part + 1), ""),
    };
    let mut row = json!({
        "id": id,
        "user": user,
        "uri": uri,
        "text": text,
        "tags": tags(gloss, part),
        "group": gloss.attributes.text(GROUP).unwrap_or(EVERYBODY),
        "permissions": { "read": [user], "admin": [user], "update": [user], "delete": [user] },
        "target": [{ "source": uri, "selector": [
            { "type": "TextPositionSelector", "start": start, "end": end },
            { "type": "TextQuoteSelector", "exact": span.exact, "prefix": span.prefix, "suffix": span.suffix },
        ] }],
        "document": { "title": [export.title] },
    });
    if let Some(coder) = &export.coder {
        row["coder"] = coder.as_str().into();
    }
    for (key, date) in [("created", &gloss.created), ("updated", &gloss.modified)] {
        if let Some(date) = date {
            row[key] = date.as_str().into();
        }
    }
    row
}

/// The selector of the page of the file that has this byte of the text, as in a PDF: its number from 0, and what it is called.
fn page(export: &Export, at: usize) -> Option<Json> {
    let structure = export.text.structure();
    let number = structure.physical_page(at)?;
    let called = structure.locators().at(at).into_iter().find(|locator| locator.kind == LocatorKind::Page);
    let label = called.map_or_else(|| number.to_string(), |locator| locator.label.to_string());
    Some(json!({ "type": "PageSelector", "index": number.saturating_sub(1), "label": label }))
}

fn tags(gloss: &Gloss, part: usize) -> Vec<String> {
    let mut tags = vec![gloss.tag.clone()];
    for (name, value) in gloss.attributes.iter().filter(|(name, _)| *name != GROUP) {
        match value {
            Value::List(items) if name == TAGS && items.iter().all(|item| is_plain(item)) => {
                tags.extend(items.iter().cloned());
            }
            Value::List(items) if !items.is_empty() => {
                tags.extend(items.iter().map(|item| format!("{name}: {item}")));
            }
            value => tags.push(format!("{name}: {value}")),
        }
    }
    tags.extend(gloss.links.iter().map(|link| format!("{}{TO}{}", link.role, link.to)));
    if part > 0 {
        tags.push(format!("{PART_OF}{TO}{}", gloss.id));
    }
    tags
}

/// Whether a tag is neither an attribute nor a link.
fn is_plain(tag: &str) -> bool {
    !tag.is_empty() && !tag.contains(TO) && !tag.contains(": ")
}
