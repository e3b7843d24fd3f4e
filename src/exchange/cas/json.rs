//! Reads and writes a CAS as JSON (UIMA JSON CAS 0.4).

use std::{collections::HashMap, io};

use serde_json::{Map, Value as Json, json};

use super::{Cas, FeatureStructure, FeatureValue, SOFA, layers::layers};
use crate::{
    exchange::{Loss, Unreadable, damaged_json},
    gloss::Schema,
};

const SOFA_TYPE: &str = "uima.cas.Sofa";
const TEXTS_TYPE: &str = "uima.cas.StringArray";

/// Writes a CAS with the types for its schema.
pub fn write(cas: &Cas, schema: &Schema, out: &mut dyn io::Write) -> io::Result<()> {
    let mut structures = vec![json!({
        "%ID": SOFA, "%TYPE": SOFA_TYPE, "sofaNum": 1, "sofaID": "_InitialView", "mimeType": "text/plain",
        "sofaString": cas.text,
    })];
    let mut lists = Vec::new();
    let first_list = cas.structures.iter().map(|structure| structure.id).max().unwrap_or(SOFA) + 1;
    for structure in &cas.structures {
        let mut written = json!({ "%ID": structure.id, "%TYPE": structure.layer });
        for (name, item) in &structure.features {
            let (name, value) = match item {
                FeatureValue::Text(text) => (name.clone(), json!(text)),
                FeatureValue::Integer(integer) => (name.clone(), json!(integer)),
                FeatureValue::Flag(flag) => (name.clone(), json!(flag)),
                FeatureValue::Number(number) if number.is_finite() => (name.clone(), json!(number)),
                FeatureValue::Number(number) => (format!("#{name}"), json!(special(*number))),
                FeatureValue::Structures(to) => (format!("@{name}"), json!(to.first())),
                FeatureValue::Texts(texts) => {
                    let id = first_list + lists.len() as u32;
                    lists.push(json!({ "%ID": id, "%TYPE": TEXTS_TYPE, "%ELEMENTS": texts }));
                    (format!("@{name}"), json!(id))
                }
            };
            written[name] = value;
        }
        structures.push(written);
    }
    structures.append(&mut lists);
    let members: Vec<u32> = cas.structures.iter().map(|structure| structure.id).collect();
    let views = json!({ "_InitialView": { "%SOFA": SOFA, "%MEMBERS": members } });
    let cas = json!({ "%TYPES": types(schema), "%FEATURE_STRUCTURES": structures, "%VIEWS": views });
    serde_json::to_writer_pretty(&mut *out, &cas)?;
    writeln!(out)
}

fn types(schema: &Schema) -> Json {
    let mut types = Map::new();
    for layer in layers(schema) {
        let mut described = json!({ "%NAME": layer.name, "%SUPER_TYPE": layer.above });
        if !layer.doc.is_empty() {
            described["%DESCRIPTION"] = json!(layer.doc);
        }
        for (name, range) in layer.features {
            let range = if range == TEXTS_TYPE { "uima.cas.String[]" } else { range };
            described[&name] = json!({ "%NAME": name, "%RANGE": range });
        }
        types.insert(layer.name, described);
    }
    Json::Object(types)
}

/// The name of a number that JSON doesn't have.
fn special(number: f64) -> &'static str {
    match number {
        number if number.is_nan() => "NaN",
        number if number > 0.0 => "Infinity",
        _ => "-Infinity",
    }
}

/// Reads a CAS; of several texts the first. Feature structures that can't be read are passed over.
pub fn read(text: &str, loss: &mut Loss) -> Result<Cas, Unreadable> {
    let mut file = damaged_json::read(text, loss)?;
    let structures: Vec<(Option<u64>, Map<String, Json>)> =
        match file.get_mut("%FEATURE_STRUCTURES").map(Json::take).unwrap_or_default() {
            Json::Array(all) => all.into_iter().map(|one| (None, object(one))).collect(),
            Json::Object(all) => all.into_iter().map(|(id, one)| (id.parse().ok(), object(one))).collect(),
            _ => return Err(Unreadable::new("there are no %FEATURE_STRUCTURES, as a JSON CAS has them")),
        };
    let number = |(id, one): &(Option<u64>, Map<String, Json>)| {
        let id = id.or_else(|| one.get("%ID").and_then(Json::as_u64))?;
        u32::try_from(id).ok()
    };
    let mut numbered: Vec<(u32, Map<String, Json>)> = Vec::new();
    for (at, structure) in (1..).zip(structures) {
        match number(&structure) {
            Some(id) => numbered.push((id, structure.1)),
            None => loss.pass_over(&Unreadable::new(format!("feature structure {at} has no %ID"))),
        }
    }
    let kind = |one: &Map<String, Json>| one.get("%TYPE").and_then(Json::as_str).map(str::to_owned);
    let mut sofas = numbered.iter().filter(|(_, one)| {
        kind(one).as_deref() == Some(SOFA_TYPE) && one.get("sofaString").is_some_and(Json::is_string)
    });
    let Some((sofa, text)) =
        sofas.next().map(|(id, one)| (*id, one["sofaString"].as_str().unwrap_or_default()))
    else {
        return Err(Unreadable::new("there is no text (a uima.cas.Sofa with a sofaString)"));
    };
    let lists: HashMap<u32, FeatureValue> =
        numbered.iter().filter_map(|(id, one)| Some((*id, elements(one)?))).collect();
    let mut cas = Cas { text: text.to_owned(), structures: Vec::new(), further_texts: sofas.count() };
    for (id, one) in &numbered {
        let foreign = one.get("@sofa").and_then(Json::as_u64).is_some_and(|of| of != u64::from(sofa));
        if let Some(layer) = kind(one).filter(|_| !foreign && !lists.contains_key(id)) {
            let features = one.iter().filter_map(|(name, value)| feature(name, value, &lists)).collect();
            cas.structures.push(FeatureStructure { id: *id, layer, features });
        }
    }
    Ok(cas)
}

/// The fields of an object; none of what is no object.
fn object(json: Json) -> Map<String, Json> {
    match json {
        Json::Object(map) => map,
        _ => Map::new(),
    }
}

/// The elements of an array of texts or structures.
fn elements(one: &Map<String, Json>) -> Option<FeatureValue> {
    let kind = one.get("%TYPE")?.as_str()?;
    let elements = one.get("%ELEMENTS").and_then(Json::as_array).map_or(&[][..], Vec::as_slice);
    if matches!(kind, TEXTS_TYPE | "uima.cas.String[]") {
        return Some(FeatureValue::Texts(
            elements.iter().filter_map(Json::as_str).map(str::to_owned).collect(),
        ));
    }
    let is_array = kind == "uima.cas.FSArray" || kind.ends_with("[]");
    let ids = elements.iter().filter_map(|id| u32::try_from(id.as_u64()?).ok());
    is_array.then(|| FeatureValue::Structures(ids.collect()))
}

fn feature(name: &str, value: &Json, lists: &HashMap<u32, FeatureValue>) -> Option<(String, FeatureValue)> {
    if name.starts_with('%') || value.is_null() {
        return None;
    }
    if let Some(name) = name.strip_prefix('@') {
        let id = u32::try_from(value.as_u64()?).ok()?;
        let item = lists.get(&id).cloned().unwrap_or_else(|| FeatureValue::Structures(vec![id]));
        return Some((name.to_owned(), item));
    }
    let number = name.strip_prefix('#');
    let item = match value {
        Json::Bool(flag) => FeatureValue::Flag(*flag),
        Json::Number(integer) if matches!(name, "begin" | "end") => {
            FeatureValue::Integer(usize::try_from(integer.as_u64()?).ok()?)
        }
        Json::Number(number) => FeatureValue::Number(number.as_f64()?),
        Json::String(text) if number.is_some() => FeatureValue::Number(text.parse().ok()?),
        Json::String(text) => FeatureValue::Text(text.clone()),
        _ => return None,
    };
    Some((number.unwrap_or(name).to_owned(), item))
}
