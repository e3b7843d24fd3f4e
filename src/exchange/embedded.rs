//! Glosses embedded under a key of their own, `gloss`, in formats whose tools preserve keys that they don't know.
//!
//! The spans and labels also stand in the format's own form, which a tool may have changed since. An embedded gloss counts
//! only while all of its spans are still there. Remaining spans that share a name become one gloss.

use std::collections::HashMap;

use serde::Deserialize;
use serde_json::{Value as Json, json};

use super::{
    Export, Loss, Unreadable, import_builder::ImportBuilder, json, json_fault::json_fault,
    json_objects::items, metadata,
};
use crate::{
    gloss::{Gloss, Link, Placed},
    text::{CodePoints, Span},
};

/// The key under which glosses are embedded.
pub const KEY: &str = "gloss";

/// A span in the format's own form.
pub struct NativeSpan {
    /// Its name in the file; parts of one gloss may share a name.
    pub name: String,
    /// Its label.
    pub label: String,
    /// Its start and end, in code points.
    pub span: (usize, usize),
}

/// The embedded form of a document's glosses: orphans as in a sidecar; for the others the fields that the format has no
/// place for, with the links for which `is_kept` is true.
pub fn embed(export: &Export, points: &CodePoints<'_>, is_kept: impl Fn(&Gloss, &Link) -> bool) -> Json {
    let entry = |placed: &Placed| {
        if placed.place.spans.is_empty() {
            return json::gloss(&placed.gloss);
        }
        let mut entry = metadata::of(&placed.gloss);
        let point = |span: &Span| (points.of(span.start), points.of(span.end));
        entry.insert("tag".to_owned(), json!(placed.gloss.tag));
        entry.insert("spans".to_owned(), json!(placed.place.spans.iter().map(point).collect::<Vec<_>>()));
        let links: Vec<&Link> =
            placed.gloss.links.iter().filter(|link| is_kept(&placed.gloss, link)).collect();
        if !links.is_empty() {
            entry.insert("links".to_owned(), json!(links));
        }
        Json::Object(entry)
    };
    export.glosses.iter().map(entry).collect()
}

/// Adds the embedded glosses whose spans are still there, and glosses for the remaining spans, to a builder. `native`
/// maps a span to the one that the format has for it; `None` if it can have none.
pub fn extract(
    kept: &Json,
    natives: &[NativeSpan],
    native: impl Fn((usize, usize)) -> Option<(usize, usize)>,
    builder: &mut ImportBuilder<'_>,
    loss: &mut Loss,
) {
    let mut there: HashMap<(&str, (usize, usize)), Vec<usize>> = HashMap::new();
    for (at, one) in natives.iter().enumerate().rev() {
        there.entry((&one.label, one.span)).or_default().push(at);
    }
    for (number, entry) in items(kept).enumerate() {
        let Some(spans) = Vec::<(usize, usize)>::deserialize(&entry["spans"]).ok().filter(|s| !s.is_empty())
        else {
            match json::row(entry.clone(), number) {
                Ok((_, gloss)) => _ = builder.push(&format!("kept {number}"), gloss),
                Err(error) => {
                    let what = format!("“{KEY}”, annotation {}: {}", number + 1, json_fault(&error));
                    loss.pass_over(&Unreadable::new(what));
                }
            }
            continue;
        };
        let tag = entry["tag"].as_str().unwrap_or_default();
        let spans_there: Vec<_> = spans.iter().filter_map(|&span| native(span)).collect();
        let taken: Vec<usize> =
            spans_there.iter().filter_map(|&span| there.get_mut(&(tag, span))?.pop()).collect();
        if taken.len() < spans_there.len() {
            // Some spans of this gloss are gone, so its remaining ones are glosses by themselves.
            for at in taken {
                there.entry((tag, natives[at].span)).or_default().push(at);
            }
            continue;
        }
        let names: Vec<&str> = taken.iter().map(|&at| natives[at].name.as_str()).collect();
        let own = format!("kept {number}");
        let first = names.first().copied().unwrap_or(&own);
        if let Some(gloss) = builder.add(first, tag, &spans, loss) {
            metadata::set(gloss, entry.as_object().unwrap_or(&serde_json::Map::new()));
            gloss.links = Vec::deserialize(&entry["links"]).unwrap_or_default();
        }
        names.iter().skip(1).for_each(|name| builder.alias(name, first));
    }
    let mut left: Vec<usize> = there.into_values().flatten().collect();
    left.sort_unstable();
    let mut places: HashMap<(&str, &str), usize> = HashMap::new();
    let mut glosses: Vec<(&NativeSpan, Vec<(usize, usize)>)> = Vec::new();
    for one in left.into_iter().map(|at| &natives[at]) {
        let at = *places.entry((&one.name, &one.label)).or_insert(glosses.len());
        match glosses.get_mut(at) {
            Some((_, spans)) => spans.push(one.span),
            None => glosses.push((one, vec![one.span])),
        }
    }
    for (first, spans) in glosses {
        builder.add(&first.name, &first.label, &spans, loss);
    }
}
