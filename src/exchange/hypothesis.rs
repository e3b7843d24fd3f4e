//! Hypothesis, as its API answers a search: `{"total": …, "rows": [ … ]}`.
//!
//! A row has one target, an author, a text, and tags, which hold everything else. The first tag is the kind; an
//! attribute is a tag `name: value`, one for each item of a list; a link is a tag `role → id`. The spans of a split
//! gloss are separate rows with the same tags, since Hypothesis drops every target but the first; the further ones are
//! tagged `part of → id`. The note is the text. A reply is read as a part of the note that it replies to, after its
//! author's name. The page's address, and what is said of the page as a whole, stay in the record of the document.
//!
//! Users are `acct:NAME@AUTHORITY`; this program uses an authority that cannot exist, so that no gloss is attributed to
//! a user of hypothes.is. Positions are UTF-16 code units of the document's text, which is looked for beside the file.
//! Without that text a position is taken as code points, which is right if there are no emoji, and the quote decides.

use std::{collections::HashMap, io};

use serde_json::{Value as Json, json};

use super::{
    Carries, Companion, Export, Feature, ForeignFile, Format, Imported, Loss, OffsetUnit, Unreadable, Write,
    import::{Origin, id, of_files},
    iri,
    json_objects::{items, said},
};
use crate::{
    gloss::{Gloss, Id, Link, Selector, Value},
    text::{CodePoints, Utf16},
};

/// The format.
pub const FORMAT: Format = Format {
    name: "hypothesis",
    extension: "hypothesis.json",
    doc: "Hypothesis: the rows of its API",
    carries: Carries::Only(&[
        Feature::OVERLAP,
        Feature::SPLIT,
        Feature::ORPHANS,
        Feature::ATTRIBUTES,
        Feature::LINKS,
        Feature::NOTES,
        Feature::CODERS,
        Feature::DATES,
    ]),
    unit: Some(OffsetUnit::Utf16),
    companion: Some(Companion { text: Some(document_name), ..Companion::NONE }),
    write: Some(Write::All(write)),
    read: Some(read),
    ..Format::BLANK
};

/// The authority of users that are on no server.
const AUTHORITY: &str = "gloss.invalid";

/// The separator between the role and the target of a link.
const TO: &str = " → ";

/// The role that links a part of a gloss to the first one.
const PART_OF: &str = "part of";

/// The attribute with the tags that are neither the kind nor an attribute nor a link.
const TAGS: &str = "tags";

/// The attribute with the group that a row is for, and the group of everybody.
const GROUP: &str = "group";
const EVERYBODY: &str = "__world__";

/// The keys of a document's record for the address of its page, and for the rows that are about the page as a whole.
const URI: &str = "uri";
const PAGE_NOTES: &str = "page_notes";

/// The kind of a row without tags.
const UNTAGGED: &str = "note";

fn document_name(name: &str) -> String {
    name.strip_suffix(".hypothesis.json").unwrap_or(name).to_owned()
}

fn write(exports: &mut dyn Iterator<Item = Export>, out: &mut dyn io::Write, _: &mut Loss) -> io::Result<()> {
    let mut rows = Vec::new();
    for export in exports {
        let whole = export.whole();
        let units = OffsetConverter::new(&whole);
        for gloss in export.glosses.iter().map(|placed| export.recorded(placed)) {
            rows.extend((0..gloss.selectors.len()).map(|part| row(&export, &gloss, part, &units)));
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

/// The rows of a search, of an export from the sidebar (`annotations`), or of a bare array.
fn rows(file: &Json) -> Result<&[Json], Unreadable> {
    let rows = ["rows", "annotations"].iter().find_map(|key| file.get(key)).unwrap_or(file);
    match rows {
        Json::Array(rows) => Ok(rows),
        row if row.get("target").is_some() => Ok(std::slice::from_ref(row)),
        _ => Err(Unreadable::new("there are no “rows”, and it is no annotation of Hypothesis")),
    }
}

fn read(input: &ForeignFile<'_>, loss: &mut Loss) -> Result<Vec<Imported>, Unreadable> {
    let file: Json = serde_json::from_str(input.utf8()?)?;
    let rows = rows(&file)?;
    let units = input.text.filter(|_| is_of_one(rows)).map(OffsetConverter::new);
    let mut found: Vec<(Origin, Gloss)> = Vec::new();
    let mut places: HashMap<Id, usize> = HashMap::new();
    let (mut parts, mut replies, mut page_notes) = (Vec::new(), Vec::new(), Vec::new());
    for (number, row) in rows.iter().enumerate() {
        if row["references"].as_array().is_some_and(|above| !above.is_empty()) {
            replies.push(row);
            continue;
        }
        let Some(selector) = selector(row, units.as_ref()) else {
            page_notes.push(row);
            continue;
        };
        let (gloss, part_of) = gloss(row, number, selector);
        match part_of {
            Some(whole) => parts.push((whole, gloss)),
            None => {
                places.insert(gloss.id.clone(), found.len());
                let name = row["uri"].as_str().and_then(iri::document);
                found.push((Origin { name, coder: said(row, &["coder"]) }, gloss));
            }
        }
    }
    for (whole, part) in parts {
        match places.get(&whole) {
            Some(&at) => found[at].1.selectors.extend(part.selectors),
            None => loss.add("foreign parts", 1),
        }
    }
    replies.sort_by_key(|reply| reply["created"].as_str());
    for reply in replies {
        // The first reference is the annotation that began the conversation.
        match reply["references"][0].as_str().and_then(|name| places.get(&foreign_id(name))) {
            Some(&at) => add_reply(&mut found[at].1, reply),
            None => loss.add("stray answers", 1),
        }
    }
    for (_, gloss) in &mut found {
        gloss.selectors.sort_by_key(|selector| selector.start);
    }
    let mut documents = of_files(found);
    record_pages(&mut documents, rows, &page_notes);
    Ok(documents)
}

/// Keeps the address of each document's page, and the rows that are about the whole page.
fn record_pages(documents: &mut Vec<Imported>, rows: &[Json], page_notes: &[&Json]) {
    let name = |row: &Json| row[URI].as_str().and_then(iri::document);
    let mut places: HashMap<Option<String>, usize> =
        documents.iter().enumerate().map(|(at, document)| (document.name.clone(), at)).collect();
    for note in page_notes {
        let at = *places.entry(name(note)).or_insert_with_key(|name| {
            documents.push(Imported { name: name.clone(), ..Imported::default() });
            documents.len() - 1
        });
        let kept = documents[at].record.0.entry(PAGE_NOTES).or_insert(json!([]));
        kept.as_array_mut().into_iter().for_each(|kept| kept.push((*note).clone()));
    }
    for row in rows {
        if let Some(uri) = row[URI].as_str().filter(|uri| !iri::is_own(uri))
            && let Some(&at) = places.get(&name(row))
        {
            documents[at].record.0.entry(URI).or_insert_with(|| uri.into());
        }
    }
}

/// Whether all rows are about one document.
fn is_of_one(rows: &[Json]) -> bool {
    rows.windows(2).all(|two| two[0]["uri"] == two[1]["uri"])
}

/// The id for a name that Hypothesis gives: the name itself, so that it goes back to the page.
fn foreign_id(name: &str) -> Id {
    name.parse().unwrap_or_else(|_| id("hypothesis", name))
}

/// The gloss of a row, and the id of the gloss that it is a part of.
fn gloss(row: &Json, number: usize, selector: Selector) -> (Gloss, Option<Id>) {
    let id = match row["id"].as_str() {
        Some(name) => foreign_id(name),
        None => id("hypothesis", &format!("{number} {}", row["target"])),
    };
    let mut gloss = Gloss::new(id, "", vec![selector]);
    let (mut part_of, mut others) = (None, Vec::new());
    for tag in row["tags"].as_array().into_iter().flatten().filter_map(Json::as_str) {
        let (link, attribute) = (tag.split_once(TO), tag.split_once(": "));
        if let Some((role, to)) = link.filter(|(role, _)| !role.contains(": ")) {
            match role {
                PART_OF => part_of = Some(foreign_id(to)),
                role => gloss.links.push(Link { role: role.to_owned(), to: foreign_id(to) }),
            }
        } else if let Some((name, value)) = attribute {
            add_value(&mut gloss, name, value);
        } else if gloss.tag.is_empty() {
            tag.clone_into(&mut gloss.tag);
        } else {
            others.push(tag.to_owned());
        }
    }
    if gloss.tag.is_empty() {
        UNTAGGED.clone_into(&mut gloss.tag);
    }
    if !others.is_empty() {
        gloss.attributes.set(TAGS, Value::List(others));
    }
    if let Some(group) = row["group"].as_str().filter(|group| *group != EVERYBODY) {
        gloss.attributes.set(GROUP, group.into());
    }
    let text = |key: &str| row[key].as_str().filter(|text| !text.is_empty()).map(str::to_owned);
    gloss.note = text("text");
    gloss.creator = author(row);
    (gloss.created, gloss.modified) = (text("created"), text("updated"));
    (gloss, part_of)
}

/// Adds an attribute; a second value of the same name makes a list.
fn add_value(gloss: &mut Gloss, name: &str, value: &str) {
    let value = match gloss.attributes.remove(name) {
        None => value.into(),
        Some(Value::List(mut items)) => {
            items.push(value.to_owned());
            Value::List(items)
        }
        Some(before) => Value::List(vec![before.to_string(), value.to_owned()]),
    };
    gloss.attributes.set(name, value);
}

/// The author of a row: the name in the account.
fn author(row: &Json) -> Option<String> {
    let account = row["user"].as_str()?;
    let account = account.strip_prefix("acct:").unwrap_or(account);
    let name = account.rsplit_once('@').map_or(account, |(name, _)| name);
    (!name.is_empty()).then(|| name.to_owned())
}

fn add_reply(gloss: &mut Gloss, reply: &Json) {
    let said = reply["text"].as_str().unwrap_or_default();
    let reply = author(reply).map_or_else(|| said.to_owned(), |author| format!("{author}: {said}"));
    gloss.note = Some(gloss.note.take().map_or(reply.clone(), |note| format!("{note}\n\n{reply}")));
}

/// The selector of a row; `None` if the row is about the page as a whole.
fn selector(row: &Json, units: Option<&OffsetConverter<'_>>) -> Option<Selector> {
    let selectors = row["target"][0]["selector"].as_array()?;
    let of = |name: &str| selectors.iter().find(|selector| selector["type"] == name);
    let position = of("TextPositionSelector").and_then(|position| {
        let count = |key| position[key].as_u64().and_then(|count| usize::try_from(count).ok());
        Some((count("start")?, count("end")?))
    });
    let quote = of("TextQuoteSelector");
    let words = |key| quote.and_then(|quote| quote[key].as_str()).unwrap_or_default().to_owned();
    let (exact, prefix, suffix) = (words("exact"), words("prefix"), words("suffix"));
    let (start, end) = match position {
        Some((start, end)) => match units.and_then(|units| units.points(start, end)) {
            Some(points) => points,
            None if exact.is_empty() => (start, end),
            None => (start, start.saturating_add(exact.chars().count())),
        },
        None => (0, exact.chars().count()),
    };
    (start < end).then_some(Selector { start, end, exact, prefix, suffix })
}

/// Converts between UTF-16 code units and code points of one text.
struct OffsetConverter<'a> {
    units: Utf16<'a>,
    points: CodePoints<'a>,
}

impl<'a> OffsetConverter<'a> {
    fn new(text: &'a str) -> Self {
        Self { units: Utf16::new(text), points: CodePoints::new(text) }
    }

    /// Converts code points to code units; leaves them as they are if they are not in the text.
    fn units(&self, start: usize, end: usize) -> (usize, usize) {
        let span = self.points.span(start, end);
        span.map_or((start, end), |span| (self.units.of(span.start), self.units.of(span.end)))
    }

    /// Converts code units to code points; `None` if they are not in the text.
    fn points(&self, start: usize, end: usize) -> Option<(usize, usize)> {
        let span = self.units.span(start, end)?;
        Some((self.points.of(span.start), self.points.of(span.end)))
    }
}
