//! Reads tasks: exports of Label Studio, whole (`JSON`) or with only the values (`JSON_MIN`), and files made for import into it.

use std::{borrow::Cow, collections::HashMap, sync::Arc};

use serde_json::{Map, Value as Json, json};

use super::{
    PREDICTED, RESULTS, TASK, TEXT, codebook,
    hypertext::{has_elements, text_content},
    regions::{ReadResults, ResultsReader, is_region, offsets},
};
use crate::{
    exchange::{
        DocumentRecord, ForeignFile, Imported, Loss, Unreadable,
        json_objects::{documents, items, list, name, said},
        record,
        stated_words::StatedWords,
    },
    gloss::{Feature, Generator, Gloss, Id, Reason, fields},
    text::Text,
};

/// How many regions are looked at to find the field of a task's data that they are in. Chosen by hand.
const MAX_REGIONS_TRIED: usize = 20;

/// Reads all tasks of a file.
pub fn read(input: &ForeignFile<'_>, loss: &mut Loss) -> Result<Vec<Imported>, Unreadable> {
    let schema = codebook::beside(input, loss).map(Arc::new);
    documents(input, loss, |at, json, loss| {
        let imported = task(input.name, at, &whole(json), loss)?;
        Ok(Some(Imported { schema: schema.clone(), ..imported }))
    })
}

fn task(file: &str, at: usize, json: &Json, loss: &mut Loss) -> Result<Imported, Unreadable> {
    let data = &json["data"];
    let (key, text) = text_in(json).ok_or_else(|| Unreadable::new("has no text in its data"))?;
    loss.add("hypertexts without markup", usize::from(data[&key].as_str() != text.as_str()));
    let mut record = record(json, &key);
    let mut glosses = Vec::new();
    let sets = ["annotations", "completions", "predictions"];
    let is_cancelled = |set: &Json| set["was_cancelled"] == true;
    let mut all = Vec::new();
    for key in sets {
        all.extend(list(json, key, loss).map(|set| (key == "predictions", set)));
    }
    let mut of_text = Map::new();
    for (number, (is_prediction, set)) in all.into_iter().enumerate() {
        if !set.is_object() {
            loss.pass_over(&Unreadable::new(format!("annotation {} is no object", number + 1)));
            continue;
        }
        if is_cancelled(set) {
            loss.add("cancelled annotations", 1);
            continue;
        }
        let reader = ResultsReader::new(format!("labelstudio {file} {at} {number}"), &text);
        let ReadResults { glosses: mut of_set, of_text: kept } = reader.read(set, loss);
        for gloss in &mut of_set {
            sign(gloss, set, is_prediction);
        }
        if is_prediction {
            leave_out_known(&mut of_set, &glosses);
        }
        glosses.extend(of_set);
        if !kept.is_empty() {
            let of_coder = of_text.entry(annotator(set).unwrap_or_default()).or_insert(json!([]));
            of_coder.as_array_mut().into_iter().for_each(|all| all.extend(kept.clone()));
        }
    }
    if !of_text.is_empty() {
        record.0.insert(RESULTS.to_owned(), Json::Object(of_text));
    }
    loss.add("drafts", items(&json["drafts"]).count());
    let name = said(data, &["file", "filename"]).or_else(|| uploaded_name(json));
    let coder = said(data, &["coder"]);
    Ok(Imported { name, coder, record, text: Some(text), glosses, schema: None })
}

/// Removes the predictions that a person has taken over as they are; links lead to what was made of them.
fn leave_out_known(predicted: &mut Vec<Gloss>, known: &[Gloss]) {
    let place = |gloss: &Gloss| {
        let spans: Vec<_> = gloss.selectors.iter().map(|selector| (selector.start, selector.end)).collect();
        (gloss.tag.clone(), spans)
    };
    let known: HashMap<_, &Id> = known.iter().map(|gloss| (place(gloss), &gloss.id)).collect();
    let renamed: HashMap<Id, Id> = predicted
        .iter()
        .filter_map(|gloss| Some((gloss.id.clone(), (*known.get(&place(gloss))?).clone())))
        .collect();
    predicted.retain(|gloss| !renamed.contains_key(&gloss.id));
    for link in predicted.iter_mut().flat_map(|gloss| &mut gloss.links) {
        if let Some(to) = renamed.get(&link.to) {
            link.to = to.clone();
        }
    }
}

/// The task with its data and annotations apart, as they are in a whole export. In one with only the values, the fields of the
/// data and the values of controls stand side by side.
fn whole(json: &Json) -> Cow<'_, Json> {
    if json["data"].is_object() {
        return Cow::Borrowed(json);
    }
    let (mut data, mut results) = (Map::new(), Vec::new());
    for (key, value) in json.as_object().into_iter().flatten() {
        let regions = || items(value).map(|region| Some((region, labels_of(region)?)));
        match regions().collect::<Option<Vec<_>>>().filter(|regions| !regions.is_empty()) {
            Some(regions) => results.extend(regions.into_iter().enumerate().map(|(number, (region, kind))| {
                json!({ "id": format!("{key} {number}"), "from_name": key, "type": kind, "value": region })
            })),
            None => _ = data.insert(key.clone(), value.clone()),
        }
    }
    let mut task = json!({ "data": {} });
    for (at, key) in [("id", "id"), ("task", "annotation_id")] {
        task[at] = data.remove(key).unwrap_or_default();
    }
    let mut annotation = json!({ "result": results });
    for (key, of) in
        [("completed_by", "annotator"), ("created_at", "created_at"), ("updated_at", "updated_at")]
    {
        annotation[key] = data.remove(of).unwrap_or_default();
    }
    task["annotations"] = json!([annotation]);
    task["data"] = Json::Object(data);
    Cow::Owned(task)
}

/// The key of the labels in a region, if it is one.
fn labels_of(region: &Json) -> Option<&str> {
    let object = region.as_object().filter(|object| object.contains_key("start"))?;
    object
        .iter()
        .find(|(key, value)| key.ends_with("labels") && value.is_array())
        .map(|(key, _)| key.as_str())
}

/// The field of a task's data that is annotated, and its text: the one named `text`, else the one in which the most regions
/// find their words, or the longest of these.
fn text_in(task: &Json) -> Option<(String, Text)> {
    let sets = ["annotations", "completions", "predictions"].into_iter().flat_map(|key| items(&task[key]));
    let regions: Vec<&Json> = sets
        .flat_map(|set| items(&set["result"]))
        .filter(|result| is_region(result))
        .take(MAX_REGIONS_TRIED)
        .collect();
    let is_hypertext = regions.iter().any(|region| {
        region["type"] == "hypertextlabels"
            || region["value"]["start"].as_str().is_some_and(|path| path.starts_with('/'))
    });
    let fields = task["data"].as_object().into_iter().flatten();
    let fields = fields.filter_map(|(key, value)| Some((key.clone(), value.as_str()?)));
    let as_shown = |(key, text): (String, &str)| {
        let text = if is_hypertext && has_elements(text) { text_content(text) } else { text.to_owned() };
        (key, Text::new(text))
    };
    let fit = |(key, text): &(String, Text)| {
        let stated = StatedWords::new(text);
        let agrees = |region: &&&Json| {
            let value = &region["value"];
            let words = value["text"].as_str().unwrap_or_default();
            !words.is_empty() && offsets(value).is_some_and(|offsets| stated.agree(offsets, words))
        };
        (key == TEXT, regions.iter().filter(agrees).count(), text.len())
    };
    fields.map(as_shown).max_by_key(fit)
}

/// What a task says of its text, which is under `text` in its data: the rest of these, its id, and what the tool notes of
/// the task.
fn record(json: &Json, text: &str) -> DocumentRecord {
    let mut record = DocumentRecord::default();
    record.0.extend(json.get(record::ID).map(|id| (record::ID.to_owned(), id.clone())));
    record.add(&json["data"], &[text, "file", "filename", "coder"]);
    let task = DocumentRecord::of(
        json,
        &["annotations", "completions", "predictions", "drafts", "data", record::ID],
    );
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

/// Sets who made a gloss and when from its annotation, unless the gloss has that itself. A prediction is for a person to look
/// at.
fn sign(gloss: &mut Gloss, set: &Json, is_prediction: bool) {
    if is_prediction && !gloss.review.iter().any(super::is_predicted) {
        let score = set["score"].as_f64().map(|score| format!(", score {score}")).unwrap_or_default();
        gloss.review.add(Reason::import(format!("{PREDICTED}{score}")));
    }
    let mut own = fields::metadata().filter(|field| field.feature.is_some_and(|f| SIGNATURES.contains(&f)));
    if own.any(|field| field.count(gloss) > 0) {
        return;
    }
    let text = |key: &str| set[key].as_str().map(str::to_owned);
    gloss.creator = annotator(set);
    let model = text("model_version").or_else(|| is_prediction.then(|| "a model".to_owned()));
    gloss.generator = model.as_deref().map(Generator::from);
    (gloss.created, gloss.modified) = (text("created_at"), text("updated_at"));
}

/// The person who made an annotation: an email address, or a number.
fn annotator(set: &Json) -> Option<String> {
    let by = &set["completed_by"];
    by["email"].as_str().map(str::to_owned).or_else(|| name(&by["id"])).or_else(|| name(by))
}
