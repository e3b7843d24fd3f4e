//! An annotation on one side of a merge: the gloss, and the keys that this program doesn't know.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};
use toml_edit::{DocumentMut, InlineTable, Item, Table, TableLike, Value};

use super::fields::UnsettledFields;
use crate::{
    gloss::{Generator, Gloss, Id, Review, fields},
    sidecar::{edit, read, write},
};

/// The keys of a span that this program knows.
const SPAN_KEYS: [&str; 5] = ["start", "end", "exact", "prefix", "suffix"];

/// The table that contains an unknown key.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum KeyTable {
    Annotation,
    Attributes,
    /// That of the first link with this role and this target.
    Link(String, String),
    /// That of a span with these words; the number tells it from earlier ones with the same words.
    Span(String, usize),
}

impl KeyTable {
    /// Whether a gloss has such a table, or can get one.
    fn is_in(&self, gloss: &Gloss) -> bool {
        match self {
            Self::Annotation | Self::Attributes => true,
            Self::Link(role, to) => {
                gloss.links.iter().any(|link| link.role == *role && link.to.as_str() == to)
            }
            Self::Span(exact, number) => {
                gloss.selectors.iter().filter(|span| span.exact == *exact).count() > *number
            }
        }
    }
}

/// The value of an unknown key. Two are equal if they are written with the same characters.
#[derive(Clone, Debug)]
struct Foreign(Item);

impl Foreign {
    fn text(&self) -> String {
        let mut item = self.0.clone();
        if let Some(value) = item.as_value_mut() {
            value.decor_mut().clear();
        }
        item.to_string().trim().to_owned()
    }
}

impl PartialEq for Foreign {
    fn eq(&self, other: &Self) -> bool {
        self.text() == other.text()
    }
}

/// One side's version of an annotation.
#[derive(Clone, Debug, PartialEq)]
pub struct AnnotationVersion {
    /// The gloss in it.
    pub gloss: Gloss,
    foreign: BTreeMap<(KeyTable, String), Foreign>,
}

impl AnnotationVersion {
    /// The version of a gloss that was read from this text.
    pub fn new(gloss: &Gloss, text: &str) -> Self {
        Self {
            gloss: gloss.clone(),
            foreign: parsed(text).map_or_else(BTreeMap::new, |parsed| foreign(&parsed)),
        }
    }

    /// Merges two versions; in a conflict the first one's value is taken.
    pub fn merged(base: Option<&Self>, one: &Self, other: &Self, unsettled: &mut UnsettledFields) -> Self {
        // Both sides have settled an earlier conflict, each on its own, so the unsettled version is not their common
        // base.
        let unsettled_before = |base: &Self| !base.gloss.review.is_empty();
        let settled = one.gloss.review.is_empty() && other.gloss.review.is_empty();
        let base = base.filter(|base| !(settled && unsettled_before(base)));
        let gloss =
            super::fields::merge_glosses(base.map(|base| &base.gloss), &one.gloss, &other.gloss, unsettled);
        let mut foreign = BTreeMap::new();
        let only_other = other.foreign.keys().filter(|key| !one.foreign.contains_key(key));
        for key in one.foreign.keys().chain(only_other).filter(|key| key.0.is_in(&gloss)) {
            let was = base.and_then(|base| base.foreign.get(key));
            if let Some(value) = unsettled.field(&key.1, was, one.foreign.get(key), other.foreign.get(key)) {
                foreign.insert(key.clone(), value);
            }
        }
        Self { gloss, foreign }
    }

    /// Whether it equals `base`, apart from the positions of its words in an edited document.
    pub fn is_untouched(&self, base: &Self) -> bool {
        self.gloss.with_position_of(&base.gloss) == base.gloss
            && super::fields::same_words(&self.gloss.selectors, &base.gloss.selectors)
            && self.foreign == base.foreign
    }

    /// The sort key of versions: by time of change, then by content.
    pub fn rank(&self) -> (Option<String>, String) {
        let time = self.gloss.modified.clone().or_else(|| self.gloss.created.clone());
        (time, self.content())
    }

    /// Whether another version is the same, apart from its reasons for a review.
    pub fn says_same_as(&self, other: &Self) -> bool {
        Self { gloss: Gloss { review: other.gloss.review.clone(), ..self.gloss.clone() }, ..self.clone() }
            == *other
    }

    /// An id derived from the content, so that everybody who merges the same two versions gets the same one. `attempt`
    /// gives another id if the first is in use.
    pub fn own_id(&self, attempt: u64) -> Id {
        // Version 0.1 wrote the generator as a text, and must get the same id.
        let as_text = |generator: &Generator| Generator::new(generator.to_string(), None, Vec::new());
        let generator = self.gloss.generator.as_ref().map(as_text);
        let gloss = Gloss { review: Review::default(), generator, ..self.gloss.clone() };
        let content = Self { gloss, ..self.clone() }.content();
        let hash = Sha256::digest(format!("{attempt} {content}"));
        Id::from_bits(hash.iter().take(8).fold(0, |bits, &byte| bits << 8 | u64::from(byte)))
    }

    fn content(&self) -> String {
        let foreign = self.foreign.iter().map(|((_, name), value)| format!("{name} = {}\n", value.text()));
        write::annotation(&self.gloss) + &foreign.collect::<String>()
    }

    /// The text of this version: the text of the version `from`, with only the differences changed.
    pub fn write(&self, from: &Self, text: &str) -> String {
        let changed = edit::changed(text, &from.gloss, &self.gloss).and_then(|text| self.with_foreign(&text));
        let anew = || {
            let text = write::annotation(&self.gloss);
            self.with_foreign(&text).unwrap_or(text)
        };
        changed.filter(|text| reads_as(text, &self.gloss)).unwrap_or_else(anew)
    }

    fn with_foreign(&self, text: &str) -> Option<String> {
        let mut document = parsed(text)?;
        let old = foreign(&document);
        if old == self.foreign {
            return Some(text.to_owned());
        }
        let annotation = table_mut(&mut document)?;
        for (place, name) in old.keys().filter(|key| !self.foreign.contains_key(key)) {
            if let Some(table) = table_at(annotation, place) {
                table.remove(name);
            }
        }
        for (key, Foreign(item)) in self.foreign.iter().filter(|(key, value)| old.get(key) != Some(value)) {
            let table = table_at(annotation, &key.0)?;
            match (table.get_mut(&key.1).and_then(Item::as_value_mut), item.as_value()) {
                (Some(old), Some(new)) => {
                    let decor = old.decor().clone();
                    *old = new.clone();
                    *old.decor_mut() = decor;
                }
                _ => drop(table.insert(&key.1, item.clone())),
            }
            if let Some(inline) = items_mut(annotation, &key.0).and_then(|items| inline_item(items, &key.0)) {
                edit::space(inline);
            }
        }
        Some(document.to_string())
    }
}

/// Whether a text is read as this gloss.
pub fn reads_as(text: &str, gloss: &Gloss) -> bool {
    let read = parsed(text).and_then(|mut parsed| read::gloss(table_mut(&mut parsed)?).ok());
    read.is_some_and(|mut read| {
        read.note = read.note.map(|note| note.replace("\r\n", "\n"));
        // NaN is not equal to itself, but is written the same.
        read == *gloss || write::annotation(&read) == write::annotation(gloss)
    })
}

fn parsed(text: &str) -> Option<DocumentMut> {
    text.parse().ok()
}

fn table_mut(document: &mut DocumentMut) -> Option<&mut Table> {
    document.get_mut("annotation")?.as_array_of_tables_mut()?.get_mut(0)
}

fn table_at<'a>(table: &'a mut Table, place: &KeyTable) -> Option<&'a mut dyn TableLike> {
    match place {
        KeyTable::Annotation => Some(table),
        KeyTable::Attributes => table
            .entry("attributes")
            .or_insert_with(|| Item::Value(InlineTable::new().into()))
            .as_table_like_mut(),
        KeyTable::Link(..) | KeyTable::Span(..) => match items_mut(table, place)? {
            Item::ArrayOfTables(items) => {
                let tables: Vec<_> = items.iter().map(|item| item as &dyn TableLike).collect();
                let at = item_tables(&tables, place).position(|name| name.as_ref() == Some(place))?;
                items.get_mut(at).map(|item| item as &mut dyn TableLike)
            }
            items => inline_item(items, place).map(|item| item as &mut dyn TableLike),
        },
    }
}

/// The list that has the item.
fn items_mut<'a>(table: &'a mut Table, place: &KeyTable) -> Option<&'a mut Item> {
    match place {
        KeyTable::Link(..) => table.get_mut("links"),
        KeyTable::Span(..) => table.get_mut("spans"),
        KeyTable::Annotation | KeyTable::Attributes => None,
    }
}

/// The inline table of an item; `None` for other tables.
fn inline_item<'a>(items: &'a mut Item, place: &KeyTable) -> Option<&'a mut InlineTable> {
    let array = items.as_array_mut()?;
    let tables: Vec<_> =
        array.iter().filter_map(Value::as_inline_table).map(|item| item as &dyn TableLike).collect();
    let at = item_tables(&tables, place).position(|name| name.as_ref() == Some(place))?;
    array.get_mut(at)?.as_inline_table_mut()
}

/// The names of the tables of a list's items, where the item at `place` is in the list.
fn item_tables<'a>(
    tables: &'a [&dyn TableLike],
    place: &KeyTable,
) -> Box<dyn Iterator<Item = Option<KeyTable>> + 'a> {
    match place {
        KeyTable::Span(..) => Box::new(span_tables(tables)),
        _ => Box::new(tables.iter().map(|table| link_table(*table))),
    }
}

/// The names of the tables of spans.
fn span_tables<'a>(spans: &'a [&dyn TableLike]) -> impl Iterator<Item = Option<KeyTable>> + 'a {
    let exact = |span: &dyn TableLike| Some(span.get("exact")?.as_str()?.to_owned());
    spans.iter().enumerate().map(move |(at, span)| {
        let own = exact(*span)?;
        let number = spans[..at].iter().filter(|span| exact(**span).as_ref() == Some(&own)).count();
        Some(KeyTable::Span(own, number))
    })
}

/// The name of a link's table.
fn link_table(link: &dyn TableLike) -> Option<KeyTable> {
    let text = |key| Some(link.get(key)?.as_str()?.to_owned());
    Some(KeyTable::Link(text("as")?, text("to")?))
}

/// The unknown keys of an annotation, with their values.
fn foreign(document: &DocumentMut) -> BTreeMap<(KeyTable, String), Foreign> {
    let annotation = document.get("annotation").and_then(Item::as_array_of_tables).and_then(|all| all.get(0));
    let Some(annotation) = annotation else { return BTreeMap::new() };
    let mut found = BTreeMap::new();
    let mut add = |table: &KeyTable, name: &str, item: &Item| {
        found.entry((table.clone(), name.to_owned())).or_insert_with(|| Foreign(item.clone()));
    };
    for (name, item) in annotation.iter().filter(|(name, _)| fields::field(name).is_none()) {
        add(&KeyTable::Annotation, name, item);
    }
    let attributes = annotation.get("attributes").and_then(Item::as_table_like);
    for (name, item) in attributes.into_iter().flat_map(TableLike::iter) {
        if read::value(item).is_none() {
            add(&KeyTable::Attributes, name, item);
        }
    }
    let links = annotation.get("links").and_then(|links| read::tables(links, "links").ok());
    for link in links.into_iter().flatten() {
        let Some(table) = link_table(link) else { continue };
        for (name, item) in link.iter().filter(|(name, _)| !matches!(*name, "as" | "to")) {
            add(&table, name, item);
        }
    }
    let spans =
        annotation.get("spans").and_then(|spans| read::tables(spans, "spans").ok()).unwrap_or_default();
    for (span, table) in spans.iter().zip(span_tables(&spans)) {
        let Some(table) = table else { continue };
        for (name, item) in span.iter().filter(|(name, _)| !SPAN_KEYS.contains(name)) {
            add(&table, name, item);
        }
    }
    found
}
