//! Reads rows as glosses.

use std::collections::HashMap;

use serde_json::{Value as Json, json};

use super::{EVERYBODY, GROUP, OffsetConverter, PAGE_NOTES, PART_OF, TAGS, TO, URI};
use crate::{
    exchange::{
        ForeignFile, Imported, Loss, Unreadable, damaged_json,
        import::{Origin, id, of_files},
        iri,
        json_objects::{items, said},
    },
    gloss::{Gloss, Id, Link, Selector, Value},
};

/// The kind of a row without tags.
const UNTAGGED: &str = "note";

/// The selectors that say at which words a row is.
const POSITION: &str = "TextPositionSelector";
const QUOTE: &str = "TextQuoteSelector";

/// The rows of a search, of an export from the sidebar (`annotations`), or of a bare array.
fn rows(file: &Json) -> Result<&[Json], Unreadable> {
    let rows = ["rows", "annotations"].iter().find_map(|key| file.get(key)).unwrap_or(file);
    match rows {
        Json::Array(rows) => Ok(rows),
        row if row.get("target").is_some() => Ok(std::slice::from_ref(row)),
        _ => Err(Unreadable::new("there are no “rows”, and it is no annotation of Hypothesis")),
    }
}

/// Reads the rows of a file.
pub fn read(input: &ForeignFile<'_>, loss: &mut Loss) -> Result<Vec<Imported>, Unreadable> {
    let file = damaged_json::read(input.utf8()?, loss)?;
    let rows = rows(&file)?;
    let units = input.text.filter(|_| is_of_one(rows)).map(OffsetConverter::new);
    let mut found: Vec<(Origin, Gloss)> = Vec::new();
    let mut places: HashMap<Id, usize> = HashMap::new();
    let (mut parts, mut replies, mut page_notes) = (Vec::new(), Vec::new(), Vec::new());
    for (number, row) in rows.iter().enumerate() {
        if let Some(fault) = fault(row) {
            loss.pass_over(&Unreadable::new(format!("row {}: {fault}", number + 1)));
            continue;
        }
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

/// Why nothing can be made of a row, if so. One without selectors of words is about the page as a whole.
fn fault(row: &Json) -> Option<&'static str> {
    let is_no = |key: &str, is_it: fn(&Json) -> bool| !row[key].is_null() && !is_it(&row[key]);
    if !row.is_object() {
        return Some("is no object");
    }
    if is_no(URI, Json::is_string) || is_no("target", Json::is_array) || is_no("tags", Json::is_array) {
        return Some("its uri, its target or its tags are not what Hypothesis has there");
    }
    let of_words =
        |selector: &Json| selector["type"].as_str().is_some_and(|kind| matches!(kind, POSITION | QUOTE));
    let says_words = items(&row["target"][0]["selector"]).any(of_words);
    (says_words && selector(row, None).is_none()).then_some("its selectors have neither words nor a position")
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
    let position = of(POSITION).and_then(|position| {
        let count = |key| position[key].as_u64().and_then(|count| usize::try_from(count).ok());
        Some((count("start")?, count("end")?))
    });
    let quote = of(QUOTE);
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
