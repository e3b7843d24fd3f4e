//! `PubAnnotation`'s JSON: denotations of a text, with relations between them and attributes of them.
//!
//! A split gloss is one denotation of several spans, the format's bag model; chains of fragments are read, too. Fields
//! that the format has no place for are attributes whose names begin with `gloss:`.
//! <https://www.pubannotation.org/docs/annotation-format/>

use std::{
    collections::{HashMap, HashSet},
    io,
};

use serde_json::{Value as Json, json};

use super::{
    Carries, DocumentRecord, Export, Feature, ForeignFile, Format, Imported, Loss, OffsetUnit, Unreadable,
    Write,
    import_builder::ImportBuilder,
    json::attribute_of,
    json_objects::{count, documents, items, list, name, said},
    metadata, record,
};
use crate::{
    gloss::{Gloss, Link, Value},
    text::{CodePoints, Span, Text},
};

/// The format.
pub const FORMAT: Format = Format {
    name: "pubannotation",
    extension: "json",
    doc: "PubAnnotation's JSON, which TextAE shows",
    carries: Carries::AllBut(&[Feature::ORPHANS]),
    unit: Some(OffsetUnit::CodePoints),
    write: Some(Write::Each(write)),
    read: Some(read),
    ..Format::BLANK
};

/// The prefix of this program's own attributes.
const OURS: &str = "gloss:";

/// The object of a denotation that is only a part of the one it is chained to.
const FRAGMENT: &str = "_FRAGMENT";

/// The relation that chains a fragment.
const CHAINED: &str = "_lexicallyChainedTo";

fn write(export: &Export, out: &mut dyn io::Write, _: &mut Loss) -> io::Result<()> {
    let whole = export.whole();
    let points = CodePoints::new(&whole);
    let numbers: HashMap<_, _> =
        export.in_place().zip(1..).map(|(placed, number)| (&placed.gloss.id, format!("T{number}"))).collect();
    let (mut denotations, mut relations, mut attributes) = (Vec::new(), Vec::new(), Vec::new());
    for placed in export.in_place() {
        let gloss = &placed.gloss;
        let subject = &numbers[&gloss.id];
        let span = |span: &Span| json!({ "begin": points.of(span.start), "end": points.of(span.end) });
        let span = match &placed.place.spans[..] {
            [one] => span(one),
            several => several.iter().map(span).collect(),
        };
        denotations.push(json!({ "id": subject, "span": span, "obj": gloss.tag }));
        let mut elsewhere = Vec::new();
        for link in &gloss.links {
            match numbers.get(&link.to) {
                Some(to) => relations.push(json!({
                    "id": format!("R{}", relations.len() + 1), "pred": link.role, "subj": subject, "obj": to,
                })),
                None => elsewhere.push((format!("{OURS}link"), json!(format!("{} {}", link.role, link.to)))),
            }
        }
        for (name, value) in of_gloss(gloss).into_iter().chain(elsewhere) {
            let id = format!("A{}", attributes.len() + 1);
            attributes.push(json!({ "id": id, "subj": subject, "pred": name, "obj": value }));
        }
    }
    let mut document = json!({
        "text": whole,
        "file": export.name,
        "coder": export.coder_name(),
        "denotations": denotations,
        "relations": relations,
        "attributes": attributes,
    });
    export.record.write_to(&mut document);
    if document["sourceid"].is_null() {
        document["sourcedb"] = json!("gloss");
        document["sourceid"] = json!(export.name);
    }
    serde_json::to_writer_pretty(&mut *out, &document)?;
    writeln!(out)
}

/// The fields of a gloss as attributes. A list is an attribute for each item, and one that says that it is a list.
fn of_gloss(gloss: &Gloss) -> Vec<(String, Json)> {
    let mut attributes = Vec::new();
    for (name, value) in gloss.attributes.iter() {
        match value {
            Value::List(items) => {
                attributes.push((format!("{OURS}list"), json!(name)));
                attributes.extend(items.iter().map(|item| (name.to_owned(), json!(item))));
            }
            value => attributes.push((name.to_owned(), super::json::attribute(value))),
        }
    }
    let mut said = metadata::of(gloss);
    said.remove("attributes");
    attributes.extend(said.into_iter().map(|(key, value)| (format!("{OURS}{key}"), value)));
    attributes
}

fn read(input: &ForeignFile<'_>, loss: &mut Loss) -> Result<Vec<Imported>, Unreadable> {
    documents(input, loss, |at, json, loss| document(input.name, at, json, loss).map(Some))
}

/// The keys that are read as the document, its glosses and where they belong.
const READ: [&str; 9] =
    ["text", "denotations", "blocks", "relations", "attributes", "modifications", "tracks", "file", "coder"];

/// Reads a document, with the tracks of several projects if it has them.
fn document(file: &str, at: usize, json: &Json, loss: &mut Loss) -> Result<Imported, Unreadable> {
    let text = Text::new(json["text"].as_str().ok_or_else(|| Unreadable::new("has no text"))?);
    let mut glosses = Vec::new();
    for track in items(&json["tracks"]).chain([json]) {
        let project = track["project"].as_str();
        let mut builder =
            ImportBuilder::new(format!("pubannotation {file} {at} {}", project.unwrap_or_default()), &text);
        denotations(track, &mut builder, loss);
        let relations = list(track, "relations", loss);
        for relation in relations.filter(|relation| relation["pred"] != CHAINED) {
            let end = |key: &str| name(&relation[key]).unwrap_or_default();
            builder.link(&end("subj"), &end("pred"), &end("obj"));
        }
        for attribute in list(track, "attributes", loss) {
            let subject = name(&attribute["subj"]).unwrap_or_default();
            match builder.get_mut(&subject) {
                Some(gloss) => set(gloss, attribute["pred"].as_str().unwrap_or_default(), &attribute["obj"]),
                None => loss.pass_over(&of_nothing("an attribute", &subject)),
            }
        }
        // Modifications are an earlier form of attributes.
        for modification in items(&track["modifications"]) {
            let subject = name(&modification["obj"]).unwrap_or_default();
            match builder.get_mut(&subject) {
                Some(gloss) => {
                    gloss
                        .attributes
                        .set(modification["pred"].as_str().unwrap_or_default(), Value::Flag(true));
                }
                None => loss.pass_over(&of_nothing("a modification", &subject)),
            }
        }
        let mut track = builder.finish(loss);
        for gloss in &mut track {
            gloss.creator = gloss.creator.take().or_else(|| project.map(str::to_owned));
        }
        glosses.extend(track);
    }
    let is_ours = json["sourcedb"] == "gloss";
    let name = said(json, &["file"]).or_else(|| name(&json["sourceid"]).filter(|_| is_ours));
    let mut record = DocumentRecord::of(json, &READ);
    if is_ours {
        for key in ["sourcedb", "sourceid"] {
            record.0.remove(key);
        }
    } else if let Some(id) = id_at_source(json) {
        record.0.entry(record::ID).or_insert(id.into());
    }
    Ok(Imported { name, coder: said(json, &["coder"]), record, text: Some(text), glosses, schema: None })
}

/// The error about something that is said of a denotation that is not there.
fn of_nothing(what: &str, subject: &str) -> Unreadable {
    Unreadable::new(format!("{what} is of “{subject}”, which is no denotation"))
}

/// The id of a document in its database, with the number of the part that it is.
fn id_at_source(json: &Json) -> Option<String> {
    let id = name(&json["sourceid"])?;
    Some(name(&json["divid"]).map_or_else(|| id.clone(), |part| format!("{id}-{part}")))
}

/// Adds the denotations, and the blocks, which are longer ones, each with the fragments that are chained to it.
fn denotations(track: &Json, builder: &mut ImportBuilder<'_>, loss: &mut Loss) {
    let all = || items(&track["denotations"]).chain(items(&track["blocks"]));
    let spans: HashMap<&str, Vec<(usize, usize)>> = all()
        .filter_map(|denotation| Some((denotation["id"].as_str()?, spans(&denotation["span"]))))
        .collect();
    let chains = items(&track["relations"])
        .filter(|relation| relation["pred"] == CHAINED)
        .filter_map(|relation| Some((relation["subj"].as_str()?, relation["obj"].as_str()?)));
    let mut following: HashMap<&str, &str> = HashMap::new();
    let mut chained: HashSet<&str> = HashSet::new();
    for (from, to) in chains {
        following.entry(from).or_insert(to);
        chained.extend([from, to]);
    }
    let in_order = list(track, "denotations", loss).chain(list(track, "blocks", loss));
    for (number, denotation) in (1..).zip(in_order) {
        let (id, tag) = (denotation["id"].as_str(), denotation["obj"].as_str().unwrap_or("denotation"));
        if tag == FRAGMENT && id.is_some_and(|id| chained.contains(id)) {
            continue;
        }
        let mut places = self::spans(&denotation["span"]);
        // Chains are followed from fragment to fragment, each once, so that a circle ends.
        let mut next = id.and_then(|id| following.remove(id));
        while let Some(fragment) = next {
            places.extend(spans.get(fragment).into_iter().flatten());
            next = following.remove(fragment);
        }
        places.sort_unstable();
        places.dedup();
        let own = format!("denotation {number}");
        let name = id.unwrap_or(&own);
        if places.is_empty() {
            loss.pass_over(&Unreadable::new(format!("{name} has no begin and end")));
        }
        builder.add(name, tag, &places, loss);
    }
}

/// The spans in `{"begin": 0, "end": 2}`, or in a list of such objects.
fn spans(json: &Json) -> Vec<(usize, usize)> {
    let span = |span: &Json| Some((count(&span["begin"])?, count(&span["end"])?));
    if json.is_array() { items(json).filter_map(span).collect() } else { span(json).into_iter().collect() }
}

/// Sets a field of a gloss from an attribute. A second value of the same name makes a list.
fn set(gloss: &mut Gloss, name: &str, object: &Json) {
    match (name.strip_prefix(OURS), object.as_str()) {
        (Some("list"), Some(name)) => gloss.attributes.set(name, Value::List(Vec::new())),
        (Some("link"), Some(link)) => {
            if let Some((role, to)) = link.rsplit_once(' ')
                && let Ok(to) = to.parse()
            {
                gloss.links.push(Link { role: role.to_owned(), to });
            }
        }
        (Some(key), _) => metadata::set(gloss, &[(key.to_owned(), object.clone())].into_iter().collect()),
        (None, _) => {
            let value = attribute_of(object);
            let both = match gloss.attributes.remove(name) {
                Some(Value::List(mut items)) => {
                    items.push(value.to_string());
                    Value::List(items)
                }
                Some(first) => Value::List(vec![first.to_string(), value.to_string()]),
                None => value,
            };
            gloss.attributes.set(name, both);
        }
    }
}
