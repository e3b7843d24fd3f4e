//! Reads the results of one annotation: its regions, the values of controls for each, and the relations between them.

use std::collections::HashMap;

use serde::Deserialize;
use serde_json::{Value as Json, json};

use super::GLOSS;
use crate::{
    exchange::{
        Loss, Unreadable,
        import_builder::ImportBuilder,
        json::attribute_of,
        json_objects::{count, items, list},
        metadata,
        stated_words::StatedWords,
    },
    gloss::{Gloss, Reason, Value},
    text::{CodePoints, Text, Utf16},
};

/// A span in code points, and the reason for a person to look if it is not certain.
type RegionPlace = ((usize, usize), Option<Reason>);

/// The results of an annotation that are being read.
pub struct ResultsReader<'a> {
    builder: ImportBuilder<'a>,
    points: CodePoints<'a>,
    utf16: Utf16<'a>,
    stated: StatedWords<'a>,
    /// The attributes in `meta` that this program wrote, by region.
    said: HashMap<String, Json>,
    /// The results that are about the whole text.
    of_text: Vec<Json>,
}

/// What an annotation says.
pub struct ReadResults {
    /// The glosses of its regions.
    pub glosses: Vec<Gloss>,
    /// The results that are about the whole text, as they are.
    pub of_text: Vec<Json>,
}

impl<'a> ResultsReader<'a> {
    /// A reader for an annotation of this text; `scope` distinguishes it from others.
    pub fn new(scope: String, text: &'a Text) -> Self {
        let whole = text.as_str().unwrap_or_default();
        Self {
            builder: ImportBuilder::new(scope, text),
            points: CodePoints::new(whole),
            utf16: Utf16::new(whole),
            stated: StatedWords::new(text),
            said: HashMap::new(),
            of_text: Vec::new(),
        }
    }

    /// Reads all results of an annotation.
    pub fn read(mut self, annotation: &Json, loss: &mut Loss) -> ReadResults {
        let results: Vec<&Json> = list(annotation, "result", loss).collect();
        self.regions(&results, loss);
        for (number, result) in (1..).zip(results) {
            if result["type"].is_string() {
                self.value(result, loss);
            } else {
                loss.pass_over(&Unreadable::new(format!("result {number} has no type")));
            }
        }
        ReadResults { glosses: self.builder.finish(loss), of_text: self.of_text }
    }

    /// The place of a region. Where its words are not at its offsets, the offsets may count UTF-16, else the words count.
    fn place(&mut self, value: &Json) -> Option<RegionPlace> {
        let words = value["text"].as_str().unwrap_or_default();
        let Some(offsets) = offsets(value) else { return self.stated.find(words) };
        if words.is_empty() || self.stated.agree(offsets, words) {
            return Some((offsets, None));
        }
        let units = self.utf16.span(offsets.0, offsets.1);
        let of_units = units.map(|span| (self.points.of(span.start), self.points.of(span.end)));
        match of_units.filter(|&span| self.stated.agree(span, words)) {
            Some(span) => Some((span, None)),
            None => Some(self.stated.place(offsets, words)),
        }
    }

    /// Adds the regions, with a gloss for each label, and joins the parts of one gloss.
    fn regions(&mut self, results: &[&Json], loss: &mut Loss) {
        let mut parts: HashMap<&str, Vec<RegionPlace>> = HashMap::new();
        for part in results {
            if let Some(whole) = part["meta"][GLOSS]["part_of"].as_str()
                && let Some(place) = self.place(&part["value"])
            {
                parts.entry(whole).or_default().push(place);
            }
        }
        for (number, region) in (1..).zip(results) {
            if !is_region(region) || !region["meta"][GLOSS]["part_of"].is_null() {
                continue;
            }
            let id = region["id"].as_str().map_or_else(|| format!("region {number}"), str::to_owned);
            let Some(place) = self.place(&region["value"]) else {
                loss.pass_over(&Unreadable::new(format!("{id} has no place in the text")));
                continue;
            };
            let places: Vec<_> = parts.remove(id.as_str()).into_iter().flatten().chain([place]).collect();
            self.region(&id, region, &places, loss);
        }
        // The gloss of these parts was deleted.
        loss.add("parts of what is not there", parts.values().map(Vec::len).sum());
    }

    fn region(&mut self, id: &str, region: &Json, places: &[RegionPlace], loss: &mut Loss) {
        let spans: Vec<_> = places.iter().map(|(span, _)| *span).collect();
        let kind = region["type"].as_str().unwrap_or_default();
        let labels: Vec<&Json> = list(&region["value"], kind, loss).collect();
        let is_unlabelled = region["value"][kind].is_null() || region["value"][kind] == json!([]);
        loss.add("regions without a label", usize::from(is_unlabelled));
        for (of_region, label) in labels.into_iter().enumerate() {
            let Some(label) = label.as_str() else {
                loss.pass_over(&Unreadable::new(format!("{id} has a label that is no text")));
                continue;
            };
            let name = if of_region == 0 { id.to_owned() } else { format!("{id} {of_region}") };
            let Some(gloss) = self.builder.add(&name, label, &spans, loss) else { continue };
            let mut said = region["meta"][GLOSS].as_object().cloned().unwrap_or_default();
            gloss.links =
                said.get("links").and_then(|links| Vec::deserialize(links).ok()).unwrap_or_default();
            let attributes = said.remove("attributes").unwrap_or(json!({}));
            metadata::set(gloss, &said);
            places
                .iter()
                .filter_map(|(_, reason)| reason.clone())
                .for_each(|reason| gloss.review.add(reason));
            let note: Vec<&str> = items(&region["meta"]["text"]).filter_map(Json::as_str).collect();
            gloss.note = gloss.note.take().or(Some(note.join("\n")).filter(|note| !note.is_empty()));
            self.said.insert(name, attributes);
        }
    }

    /// Adds a relation, or the value of a control for a region.
    fn value(&mut self, result: &Json, loss: &mut Loss) {
        let kind = result["type"].as_str().unwrap_or_default();
        if is_region(result) {
            return;
        }
        if kind == "relation" {
            return self.relation(result);
        }
        let id = result["id"].as_str().unwrap_or_default();
        let Some(gloss) = self.builder.get_mut(id) else {
            // The values for a region that could not be placed are lost with it.
            if offsets(&result["value"]).is_some() {
                loss.pass_over(&Unreadable::new(format!("a {kind} is of {id}, which is not there")));
            } else {
                self.of_text.push(result.clone());
            }
            return;
        };
        let key = if kind == "textarea" { "text" } else { kind };
        let Some(value) = value_of(&result["value"][key]) else {
            return loss.add("values of unknown controls", 1);
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

/// Whether a result is a region with labels.
pub fn is_region(result: &Json) -> bool {
    result["type"].as_str().is_some_and(|kind| kind.ends_with("labels"))
}

/// The offsets of a region. In hypertext `start` is an `XPath`, and the offsets in the whole text are in an object of their own.
pub fn offsets(value: &Json) -> Option<(usize, usize)> {
    let of = |place: &Json| Some((count(&place["start"])?, count(&place["end"])?));
    of(value).or_else(|| of(&value["globalOffsets"]))
}

/// The attribute value for a number, a string or an array: an array of one is a text, of several a list. A path in a taxonomy
/// is a text with slashes.
fn value_of(json: &Json) -> Option<Value> {
    let path = |json: &Json| match json {
        Json::String(text) => Some(text.clone()),
        Json::Array(steps) => {
            let steps: Option<Vec<&str>> = steps.iter().map(Json::as_str).collect();
            Some(steps?.join("/"))
        }
        _ => None,
    };
    match json {
        Json::Number(_) | Json::Bool(_) | Json::String(_) => Some(attribute_of(json)),
        Json::Array(all) => {
            let texts: Option<Vec<String>> = all.iter().map(path).collect();
            match &texts?[..] {
                [one] => Some(Value::Text(one.clone())),
                several => Some(Value::List(several.to_vec())),
            }
        }
        _ => None,
    }
}
