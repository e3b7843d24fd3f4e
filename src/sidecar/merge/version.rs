//! An annotation as one side has it: the gloss, the keys that this program does not know, and the text of both.

use std::collections::BTreeMap;

use sha2::{Digest, Sha256};
use toml_edit::{DocumentMut, Item, Table, TableLike};

use super::fields::Unsettled;
use crate::{
    gloss::{Generator, Gloss, Id, Review, fields},
    sidecar::{read, write},
};

/// The table in which an unknown key stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum KeyTable {
    Annotation,
    Attributes,
}

/// The value of an unknown key, equal to another one that is written with the same characters.
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
pub struct Version {
    /// The gloss in it.
    pub gloss: Gloss,
    foreign: BTreeMap<(KeyTable, String), Foreign>,
}

impl Version {
    /// Of a gloss that was read from this text.
    pub fn new(gloss: &Gloss, text: &str) -> Self {
        Self {
            gloss: gloss.clone(),
            foreign: parsed(text).map_or_else(BTreeMap::new, |parsed| foreign(&parsed)),
        }
    }

    /// Two versions in one; where they can't be, the first one's value.
    pub fn merged(base: Option<&Self>, one: &Self, other: &Self, unsettled: &mut Unsettled) -> Self {
        // Each side settled an earlier conflict on its own: what was unsettled is not what they started from.
        let unsettled_before = |base: &Self| !base.gloss.review.is_empty();
        let settled = one.gloss.review.is_empty() && other.gloss.review.is_empty();
        let base = base.filter(|base| !(settled && unsettled_before(base)));
        let gloss = super::fields::merged(base.map(|base| &base.gloss), &one.gloss, &other.gloss, unsettled);
        let mut foreign = BTreeMap::new();
        for key in one.foreign.keys().chain(other.foreign.keys().filter(|key| !one.foreign.contains_key(key)))
        {
            let was = base.and_then(|base| base.foreign.get(key));
            if let Some(value) = unsettled.field(&key.1, was, one.foreign.get(key), other.foreign.get(key)) {
                foreign.insert(key.clone(), value);
            }
        }
        Self { gloss, foreign }
    }

    /// Whether nothing was done to `base` but finding its words in an edited document.
    pub fn is_untouched(&self, base: &Self) -> bool {
        let there = Gloss { selectors: base.gloss.selectors.clone(), ..self.gloss.clone() };
        there == base.gloss
            && super::fields::same_words(&self.gloss.selectors, &base.gloss.selectors)
            && self.foreign == base.foreign
    }

    /// The newer of two versions is greater; of two equally old ones the one whose text is.
    pub fn rank(&self) -> (Option<String>, String) {
        let time = self.gloss.modified.clone().or_else(|| self.gloss.created.clone());
        (time, self.content())
    }

    /// Whether another version says the same, whatever there is to review in it.
    pub fn says_what(&self, other: &Self) -> bool {
        Self { gloss: Gloss { review: other.gloss.review.clone(), ..self.gloss.clone() }, ..self.clone() }
            == *other
    }

    /// An id that follows from what is said, so that whoever merges the same two versions makes the same one.
    pub fn own_id(&self, attempt: u64) -> Id {
        // Version 0.1 had the generator as a text, and must come to the same id.
        let as_text =
            |generator: &Generator| Generator { by: generator.to_string(), what: None, from: Vec::new() };
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

    /// This version, written by changing what differs in the text of another one.
    pub fn write(&self, from: &Self, text: &str) -> String {
        let changed =
            write::changed(text, &from.gloss, &self.gloss).and_then(|text| self.with_foreign(&text));
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
        let table = table_mut(&mut document)?;
        for (place, name) in old.keys().filter(|key| !self.foreign.contains_key(key)) {
            if let Some(table) = table_at(table, *place) {
                table.remove(name);
            }
        }
        for (key, Foreign(item)) in self.foreign.iter().filter(|(key, value)| old.get(key) != Some(value)) {
            let table = table_at(table, key.0)?;
            match (table.get_mut(&key.1).and_then(Item::as_value_mut), item.as_value()) {
                (Some(old), Some(new)) => {
                    let decor = old.decor().clone();
                    *old = new.clone();
                    *old.decor_mut() = decor;
                }
                _ => drop(table.insert(&key.1, item.clone())),
            }
        }
        Some(document.to_string())
    }
}

/// Whether a text says this gloss.
pub fn reads_as(text: &str, gloss: &Gloss) -> bool {
    let read = parsed(text).and_then(|mut parsed| read::gloss(table_mut(&mut parsed)?).ok());
    read.is_some_and(|mut read| {
        read.note = read.note.map(|note| note.replace("\r\n", "\n"));
        // A number that is none equals nothing, but is written like another one.
        read == *gloss || write::annotation(&read) == write::annotation(gloss)
    })
}

fn parsed(text: &str) -> Option<DocumentMut> {
    text.parse().ok()
}

fn table_mut(document: &mut DocumentMut) -> Option<&mut Table> {
    document.get_mut("annotation")?.as_array_of_tables_mut()?.get_mut(0)
}

fn table_at(table: &mut Table, place: KeyTable) -> Option<&mut dyn TableLike> {
    match place {
        KeyTable::Annotation => Some(table),
        KeyTable::Attributes => table
            .entry("attributes")
            .or_insert_with(|| Item::Value(toml_edit::InlineTable::new().into()))
            .as_table_like_mut(),
    }
}

fn foreign(document: &DocumentMut) -> BTreeMap<(KeyTable, String), Foreign> {
    let annotation = document.get("annotation").and_then(Item::as_array_of_tables).and_then(|all| all.get(0));
    let Some(annotation) = annotation else { return BTreeMap::new() };
    let own = annotation.iter().filter(|(name, _)| fields::field(name).is_none());
    let attributes = annotation.get("attributes").and_then(Item::as_table_like);
    let attributes =
        attributes.into_iter().flat_map(|table| table.iter()).filter(|(_, item)| read::value(item).is_none());
    let keyed = |place| move |(name, item): (&str, &Item)| ((place, name.to_owned()), Foreign(item.clone()));
    own.map(keyed(KeyTable::Annotation)).chain(attributes.map(keyed(KeyTable::Attributes))).collect()
}
