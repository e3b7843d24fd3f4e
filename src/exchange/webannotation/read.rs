//! Reads annotations of the model as glosses, also those made by other programs.

use std::collections::HashSet;

use serde_json::Value as Json;

use super::super::{
    ForeignFile, Imported, Loss, Unreadable, damaged_json,
    import::{Origin, id, of_files},
    iri,
    json::attribute_of,
    json_objects::said,
    locator_columns::PlaceColumn,
};
use crate::gloss::{Generator, Gloss, Id, Link, Selector, Value};

/// The scope in which ids of annotations are derived.
const SCOPE: &str = "webannotation";

/// The kind of an annotation that has no tag.
const UNTAGGED: &str = "note";

/// Reads annotations, those of one document together, and counts in `loss` what has no place in a gloss.
pub fn read(input: &ForeignFile<'_>, loss: &mut Loss) -> Result<Vec<Imported>, Unreadable> {
    let file = damaged_json::read(input.utf8()?, loss)?;
    if !file.is_array() && !is_collection(&file) && file.get("target").is_none() {
        return Err(Unreadable::new(
            "there is neither an annotation (with a target) nor a collection or page",
        ));
    }
    let mut annotations = Vec::new();
    collect(&file, &mut annotations, loss);
    let ids: HashSet<&str> = annotations.iter().filter_map(|annotation| text_of(annotation, "id")).collect();
    let mut rows = Vec::new();
    for (number, annotation) in annotations.iter().enumerate() {
        match target(annotation, loss) {
            Some((source, selectors)) => {
                let origin = Origin { name: iri::document(&source), coder: said(annotation, &["coder"]) };
                rows.push((origin, gloss(annotation, number, selectors, &ids, loss)));
            }
            None if is_damaged(annotation) => {
                loss.pass_over(&Unreadable::new(format!(
                    "annotation {}: has no words that it is about",
                    number + 1
                )));
            }
            None => loss.add("wordless annotations", 1),
        }
    }
    Ok(of_files(rows))
}

/// Whether the annotations of a file, or a part of them, are in this.
fn is_collection(json: &Json) -> bool {
    ["items", "first", "total"].iter().any(|key| json.get(key).is_some())
}

/// Collects the annotations in an array, a collection or a page, or the single one that `json` is.
fn collect<'a>(json: &'a Json, found: &mut Vec<&'a Json>, loss: &mut Loss) {
    if json.is_string() {
        loss.add("linked annotations", 1);
    } else if let Some(items) = json.as_array() {
        for item in items {
            collect(item, found, loss);
        }
    } else if json.get("target").is_none() && is_collection(json) {
        for item in each(&json["items"]) {
            collect(item, found, loss);
        }
        for page in [&json["first"], &json["next"]] {
            match page {
                Json::String(_) => loss.add("linked pages", 1),
                Json::Null => {}
                page => collect(page, found, loss),
            }
        }
    } else {
        found.push(json);
    }
}

/// Whether an annotation without words was meant to have some. One of a whole document, or of a part of a picture,
/// has none.
fn is_damaged(annotation: &Json) -> bool {
    let mut targets = Vec::new();
    flatten(&annotation["target"], &mut targets);
    let of_words =
        |selector: &Json| ["TextQuoteSelector", "TextPositionSelector"].iter().any(|name| is(selector, name));
    let is_one = |target: &&Json| target.is_string() || target.is_object();
    !targets.iter().all(is_one)
        || targets.is_empty()
        || targets.iter().any(|target| each(&target["selector"]).iter().any(of_words))
}

/// One value or several, since the model allows both nearly everywhere.
fn each(json: &Json) -> &[Json] {
    match json {
        Json::Array(items) => items,
        Json::Null => &[],
        one => std::slice::from_ref(one),
    }
}

fn text_of<'a>(json: &'a Json, key: &str) -> Option<&'a str> {
    json.get(key).or_else(|| json.get(format!("@{key}"))).and_then(Json::as_str)
}

/// Whether the type `name` is one of the types of `json`.
fn is(json: &Json, name: &str) -> bool {
    let types = json.get("type").or_else(|| json.get("@type")).map(each).unwrap_or_default();
    types.iter().filter_map(Json::as_str).any(|of| of.rsplit([':', '#']).next() == Some(name))
}

/// The IRI of the document that an annotation is about, and its spans there.
fn target(annotation: &Json, loss: &mut Loss) -> Option<(String, Vec<Selector>)> {
    let mut targets = Vec::new();
    flatten(&annotation["target"], &mut targets);
    let mut found: Option<(String, Vec<Selector>)> = None;
    for target in targets {
        let source = target.get("source").unwrap_or(target);
        let source = source.as_str().or_else(|| text_of(source, "id")).unwrap_or_default();
        let Some(selector) = selector(target) else { continue };
        let (document, selectors) = found.get_or_insert_with(|| (source.to_owned(), Vec::new()));
        if *document == source {
            selectors.push(selector);
        } else {
            loss.add("foreign targets", 1);
        }
    }
    if let Some((_, selectors)) = &mut found {
        selectors.sort_by_key(|selector| selector.start);
        selectors.dedup();
    }
    found
}

/// Collects the targets in sets of them; of a choice the first.
fn flatten<'a>(json: &'a Json, targets: &mut Vec<&'a Json>) {
    for target in each(json) {
        match target.get("items").map(each) {
            Some(items) if is(target, "Choice") => {
                items.iter().take(1).for_each(|item| flatten(item, targets));
            }
            Some(items) => items.iter().for_each(|item| flatten(item, targets)),
            None => targets.push(target),
        }
    }
}

/// The selector of a target: from the first of its alternatives that is a quote, a position, or a fragment with a
/// position; for a refined selector, from its refinement.
fn selector(target: &Json) -> Option<Selector> {
    let mut selector = Selector::default();
    let (mut quote, mut position) = (false, false);
    for mut json in each(&target["selector"]) {
        while let Some(refined) = json.get("refinedBy").filter(|refined| refined.is_object()) {
            json = refined;
        }
        let text = |key| json[key].as_str().unwrap_or_default().to_owned();
        if !quote && json["exact"].as_str().is_some_and(|exact| !exact.is_empty()) {
            quote = true;
            (selector.exact, selector.prefix, selector.suffix) =
                (text("exact"), text("prefix"), text("suffix"));
        } else if !position && let Some((start, end)) = range(json) {
            position = true;
            (selector.start, selector.end) = (start, end);
        }
    }
    if quote && !position {
        selector.end = selector.exact.chars().count();
    }
    (quote || (position && selector.start < selector.end)).then_some(selector)
}

/// The start and end, in code points, of a position or of a fragment according to RFC 5147, `char=3,8`.
fn range(json: &Json) -> Option<(usize, usize)> {
    if is(json, "TextPositionSelector") {
        let count = |key| json[key].as_u64().and_then(|count| usize::try_from(count).ok());
        return Some((count("start")?, count("end")?));
    }
    let (start, end) = json["value"].as_str()?.strip_prefix("char=")?.split_once(',')?;
    Some((start.parse().ok()?, end.split(';').next()?.parse().ok()?))
}

fn gloss(
    annotation: &Json,
    number: usize,
    selectors: Vec<Selector>,
    ids: &HashSet<&str>,
    loss: &mut Loss,
) -> Gloss {
    let id = match text_of(annotation, "id") {
        Some(iri) => iri::gloss(SCOPE, iri),
        None => id(SCOPE, &format!("{number} {}", annotation["target"])),
    };
    let mut said =
        GlossBuilder { gloss: Gloss::new(id, "", selectors), ids, tags: Vec::new(), notes: Vec::new() };
    let motivation = each(&annotation["motivation"]).first().and_then(Json::as_str).unwrap_or("commenting");
    if let Some(text) = annotation["bodyValue"].as_str() {
        said.text(motivation, None, text.into());
    }
    for body in each(&annotation["body"]) {
        let understood = said.body(motivation, body);
        loss.add("unread elements", usize::from(!understood));
    }
    let mut gloss = said.gloss();
    gloss.creator = agent(&annotation["creator"]);
    gloss.generator = agent(&annotation["generator"]).as_deref().map(Generator::from);
    let date = |key| annotation[key].as_str().map(str::to_owned);
    (gloss.created, gloss.modified) = (date("created"), date("modified"));
    gloss
}

/// The name of an agent.
fn agent(json: &Json) -> Option<String> {
    let agent = each(json).first()?;
    let mut names = ["name", "nickname", "email", "id"].into_iter();
    let name = agent.as_str().or_else(|| names.find_map(|key| each(&agent[key]).first()?.as_str()))?;
    Some(name.to_owned())
}

/// Builds a gloss from the bodies of an annotation.
struct GlossBuilder<'a> {
    gloss: Gloss,
    /// The ids of the file's annotations, which links may lead to.
    ids: &'a HashSet<&'a str>,
    tags: Vec<String>,
    notes: Vec<String>,
}

impl GlossBuilder<'_> {
    /// Adds a body; returns whether it was understood.
    fn body(&mut self, motivation: &str, body: &Json) -> bool {
        let purpose = each(&body["purpose"]).first().and_then(Json::as_str).unwrap_or(motivation);
        let label = each(&body["label"]).first().and_then(Json::as_str);
        if let Some(items) = body.get("items") {
            let mut all = true;
            for item in each(items) {
                all &= self.body(motivation, item);
            }
            return all;
        }
        if let Some(text) = body["value"].as_str() {
            let is_json = label.is_some() && body["format"] == "application/json";
            let json = is_json.then(|| serde_json::from_str(text).ok()).flatten();
            self.text(purpose, label, json.as_ref().map_or_else(|| text.into(), attribute_of));
            return true;
        }
        let source = body.get("source").unwrap_or(body);
        // A string is an IRI, but some programs put the text itself here.
        if let Some(text) = source.as_str().filter(|text| !text.contains(':')) {
            self.text(purpose, label, text.into());
            return true;
        }
        let Some(iri) = source.as_str().or_else(|| text_of(source, "id")) else { return false };
        if self.ids.contains(iri) || iri::own_id(iri).is_some() {
            let to: Id = iri::gloss(SCOPE, iri);
            self.gloss.links.push(Link { role: label.unwrap_or(purpose).to_owned(), to });
        } else {
            self.gloss.attributes.set(label.unwrap_or(purpose), iri.into());
        }
        true
    }

    /// Adds a text: one with a label is a locator or an attribute of that name.
    fn text(&mut self, purpose: &str, label: Option<&str>, value: Value) {
        match (label, purpose) {
            (Some(name), "describing")
                if let Some(column @ PlaceColumn::Locator(_)) = PlaceColumn::named(name) =>
            {
                column.read(&mut self.gloss, &value.to_string());
            }
            (Some(name), _) => self.gloss.attributes.set(name, value),
            (None, "tagging" | "classifying" | "identifying") => self.tags.push(value.to_string()),
            (None, _) => self.notes.push(value.to_string()),
        }
    }

    /// The finished gloss; the first tag is its kind.
    fn gloss(self) -> Gloss {
        let mut gloss = self.gloss;
        let mut tags = self.tags.into_iter().filter(|tag| !tag.trim().is_empty());
        gloss.tag = tags.next().unwrap_or_else(|| UNTAGGED.to_owned());
        let rest: Vec<String> = tags.collect();
        if !rest.is_empty() {
            gloss.attributes.set("tags", Value::List(rest));
        }
        gloss.note = (!self.notes.is_empty()).then(|| self.notes.join("\n\n"));
        gloss
    }
}
