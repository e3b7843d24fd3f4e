//! Reads tasks: exports of Label Studio, and files made for import into it.

use std::collections::HashMap;

use serde::Deserialize;
use serde_json::{Value as Json, json};

use super::{GLOSS, TASK, TEXT};
use crate::{
    exchange::{
        ForeignFile, Imported, Loss, Record, Unreadable,
        import_builder::ImportBuilder,
        json::attribute_of,
        json_objects::{count, documents, items, name, said, wrong},
        metadata, record,
    },
    gloss::{Feature, Generator, Gloss, Value, fields},
    text::{CodePoints, Text, Utf16},
};

/// Reads all tasks of a file.
pub fn read(input: &ForeignFile<'_>, loss: &mut Loss) -> Result<Vec<Imported>, Unreadable> {
    documents(input, loss, |at, json, loss| task(input.name, at, json, loss).map(Some))
}

fn task(file: &str, at: usize, json: &Json, loss: &mut Loss) -> Result<Imported, Unreadable> {
    let data = &json["data"];
    let fields =
        || data.as_object().into_iter().flatten().filter_map(|(key, value)| Some((key, value.as_str()?)));
    let found = fields().find(|(key, _)| *key == TEXT).or_else(|| fields().next());
    let (key, text) = found.ok_or_else(|| wrong(at, "has no text in its data"))?;
    let text = Text::new(text);
    let mut glosses = Vec::new();
    let sets = ["annotations", "completions", "predictions"].into_iter().flat_map(|key| items(&json[key]));
    for (number, set) in sets.enumerate() {
        if set["was_cancelled"] == true {
            loss.add("cancelled annotations", 1);
            continue;
        }
        let mut reader =
            TaskReader::new(ImportBuilder::new(format!("labelstudio {file} {at} {number}"), &text), &text);
        reader.regions(&set["result"], loss);
        for result in items(&set["result"]) {
            reader.value(result, loss);
        }
        let mut of_set = reader.builder.finish(loss);
        for gloss in &mut of_set {
            set_authorship(gloss, set);
        }
        glosses.extend(of_set);
    }
    let name = said(data, &["file", "filename"]).or_else(|| uploaded_name(json));
    let (coder, record) = (said(data, &["coder"]), record(json, key));
    Ok(Imported { name, coder, record, text: Some(text), glosses, schema: None })
}

/// What a task says of its text, which is under `text` in its data: the rest of these, its id, and what the tool notes of
/// the task.
fn record(json: &Json, text: &str) -> Record {
    let mut record = Record::default();
    record.0.extend(json.get(record::ID).map(|id| (record::ID.to_owned(), id.clone())));
    record.add(&json["data"], &[text, "file", "filename", "coder"]);
    let task = Record::of(json, &["annotations", "completions", "predictions", "data", record::ID]);
    if !task.0.is_empty() {
        record.0.insert(TASK.to_owned(), Json::Object(task.0));
    }
    record
}

/// The name of a file that was uploaded, without the number that Label Studio puts in front.
fn uploaded_name(task: &Json) -> Option<String> {
    let name = task["file_upload"].as_str()?;
    let plain = name.split_once('-').filter(|(number, _)| number.len() == 8).map_or(name, |(_, plain)| plain);
    plain.strip_suffix(".txt").map(|_| plain.to_owned())
}

/// The features that say who made a gloss and when.
const SIGNATURES: [Feature; 3] = [Feature::CODERS, Feature::DATES, Feature::GENERATORS];

/// Sets who made a gloss and when from its annotation, unless the gloss has that itself.
fn set_authorship(gloss: &mut Gloss, set: &Json) {
    let text = |key: &str| set[key].as_str().map(str::to_owned);
    let mut own = fields::metadata().filter(|field| field.feature.is_some_and(|f| SIGNATURES.contains(&f)));
    if own.any(|field| field.count(gloss) > 0) {
        return;
    }
    let by = &set["completed_by"];
    gloss.creator = by["email"].as_str().map(str::to_owned).or_else(|| name(by));
    gloss.generator = text("model_version").as_deref().map(Generator::from);
    (gloss.created, gloss.modified) = (text("created_at"), text("updated_at"));
}

struct TaskReader<'a> {
    builder: ImportBuilder<'a>,
    whole: &'a str,
    points: CodePoints<'a>,
    utf16: Utf16<'a>,
    /// The attributes in `meta` that this program wrote, by region.
    said: HashMap<String, Json>,
}

impl<'a> TaskReader<'a> {
    fn new(builder: ImportBuilder<'a>, text: &'a Text) -> Self {
        let whole = text.as_str().unwrap_or_default();
        let (points, utf16) = (CodePoints::new(whole), Utf16::new(whole));
        Self { builder, whole, points, utf16, said: HashMap::new() }
    }

    /// The span of a region, in code points.
    fn span(&self, value: &Json) -> Option<(usize, usize)> {
        let global = &value["globalOffsets"];
        let (start, end) = (
            count(&value["start"]).or_else(|| count(&global["start"]))?,
            count(&value["end"]).or_else(|| count(&global["end"]))?,
        );
        let says = |span: crate::text::Span| self.whole.get(span.range()) == value["text"].as_str();
        match self.utf16.span(start, end) {
            Some(span) if says(span) && !self.points.span(start, end).is_some_and(says) => {
                Some((self.points.of(span.start), self.points.of(span.end)))
            }
            _ => Some((start, end)),
        }
    }

    /// Adds the regions, with a gloss for each label, and joins the parts of one gloss.
    fn regions(&mut self, results: &Json, loss: &mut Loss) {
        let mut parts: HashMap<&str, Vec<(usize, usize)>> = HashMap::new();
        for part in items(results) {
            if let (Some(whole), Some(span)) =
                (part["meta"][GLOSS]["part_of"].as_str(), self.span(&part["value"]))
            {
                parts.entry(whole).or_default().push(span);
            }
        }
        for (number, region) in items(results).enumerate() {
            let labels = region["type"].as_str().map_or(&Json::Null, |kind| &region["value"][kind]);
            let is_region = region["type"].as_str().is_some_and(|kind| kind.ends_with("labels"));
            if !is_region || !region["meta"][GLOSS]["part_of"].is_null() {
                continue;
            }
            let Some(span) = self.span(&region["value"]) else {
                loss.add("regions without a place in the text", 1);
                continue;
            };
            let id = region["id"].as_str().map_or_else(|| format!("region {number}"), str::to_owned);
            let spans: Vec<_> = parts.remove(id.as_str()).into_iter().flatten().chain([span]).collect();
            for (of_region, label) in items(labels).filter_map(Json::as_str).enumerate() {
                let name = if of_region == 0 { id.clone() } else { format!("{id} {of_region}") };
                let Some(gloss) = self.builder.add(&name, label, &spans, loss) else { continue };
                let mut said = region["meta"][GLOSS].as_object().cloned().unwrap_or_default();
                gloss.links =
                    said.get("links").and_then(|links| Vec::deserialize(links).ok()).unwrap_or_default();
                let attributes = said.remove("attributes").unwrap_or(json!({}));
                metadata::set(gloss, &said);
                let note: Vec<&str> = items(&region["meta"]["text"]).filter_map(Json::as_str).collect();
                gloss.note = gloss.note.take().or(Some(note.join("\n")).filter(|note| !note.is_empty()));
                self.said.insert(name, attributes);
            }
        }
        // The gloss of these parts was deleted.
        loss.add("parts of what is not there", parts.values().map(Vec::len).sum());
    }

    /// Adds a relation, or the value of a control for a region.
    fn value(&mut self, result: &Json, loss: &mut Loss) {
        let kind = result["type"].as_str().unwrap_or_default();
        if kind.ends_with("labels") {
            return;
        }
        let id = result["id"].as_str().unwrap_or_default();
        if kind == "relation" {
            return self.relation(result);
        }
        let key = if kind == "textarea" { "text" } else { kind };
        let Some(value) = value_of(&result["value"][key]) else {
            return loss.add("values of unknown controls", 1);
        };
        let Some(gloss) = self.builder.get_mut(id) else {
            return loss.add("values of a whole document", 1);
        };
        let name = result["from_name"].as_str().unwrap_or(kind);
        // The control has a string for a list of one item and for a flag.
        let said = self.said.get(id).map(|said| attribute_of(&said[name]));
        let same = said.filter(|said| said.to_string() == value.to_string());
        gloss.attributes.set(name, same.unwrap_or(value));
    }

    fn relation(&mut self, result: &Json) {
        let end = |key: &str| result[key].as_str().unwrap_or_default();
        let (from, to) = (end("from_id"), end("to_id"));
        let labels: Vec<&str> = items(&result["labels"]).filter_map(Json::as_str).collect();
        for role in if labels.is_empty() { vec!["relation"] } else { labels } {
            match result["direction"].as_str() {
                Some("left") => self.builder.link(to, role, from),
                Some("bi") => {
                    self.builder.link(from, role, to);
                    self.builder.link(to, role, from);
                }
                _ => self.builder.link(from, role, to),
            }
        }
    }
}

/// The attribute value for a number, a string or an array: an array of one is a text, of several a list.
fn value_of(json: &Json) -> Option<Value> {
    match json {
        Json::Number(_) | Json::Bool(_) | Json::String(_) => Some(attribute_of(json)),
        Json::Array(all) => {
            let texts: Option<Vec<String>> = all.iter().map(|one| one.as_str().map(str::to_owned)).collect();
            match &texts?[..] {
                [one] => Some(Value::Text(one.clone())),
                several => Some(Value::List(several.to_vec())),
            }
        }
        _ => None,
    }
}
