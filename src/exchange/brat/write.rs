//! Writes `.ann` files: for each gloss its entity or event, and its attributes, relations and notes on the lines below.

use std::{
    collections::{BTreeMap, HashMap},
    io,
};

use serde_json::{Map, Value as Json, json};

use super::{
    EQUIVALENCE, EVENT, GLOSS, NOTE, REFERENCE,
    config::attribute_values,
    fragments::{is_break, join, split},
    names::{TypeNames, escape},
};
use crate::{
    exchange::{Export, Loss, metadata},
    gloss::{Gloss, Id, Link, Placed, Schema, Value},
    text::CodePoints,
};

/// Writes the glosses of a document that have a place.
pub fn write(export: &Export, out: &mut dyn io::Write, _: &mut Loss) -> io::Result<()> {
    let whole = export.whole();
    let points = CodePoints::new(&whole);
    let schema = export.schema_in_use();
    let mut ann = Ann {
        schema: &export.schema,
        types: TypeNames::of(&schema),
        text: &points,
        names: HashMap::new(),
        out: String::new(),
        counts: BTreeMap::new(),
        triggers: HashMap::new(),
        equivalent: BTreeMap::new(),
    };
    let (mut entities, mut events) = (0, 0);
    let number = |count: &mut usize, sort| {
        *count += 1;
        format!("{sort}{count}")
    };
    for placed in export.in_place() {
        let is_event = roles(&placed.gloss).is_some();
        let name = if is_event { number(&mut events, 'E') } else { number(&mut entities, 'T') };
        ann.names.insert(&placed.gloss.id, name);
    }
    ann.counts.insert('T', entities);
    for placed in export.in_place() {
        let point = |span: &crate::text::Span| (points.of(span.start), points.of(span.end));
        let spans: Vec<_> = placed.place.spans.iter().map(point).collect();
        ann.gloss(placed, &spans);
        out.write_all(ann.out.as_bytes())?;
        ann.out.clear();
    }
    ann.equivalences();
    out.write_all(ann.out.as_bytes())
}

/// The roles of the arguments of a gloss that is an event.
fn roles(gloss: &Gloss) -> Option<&[String]> {
    match gloss.attributes.get(EVENT) {
        Some(Value::List(roles)) => Some(roles),
        _ => None,
    }
}

/// A file that is being written.
struct Ann<'a> {
    /// The schema of the document, without what its glosses use beyond it.
    schema: &'a Schema,
    types: TypeNames,
    text: &'a CodePoints<'a>,
    /// The entity or the event of each gloss.
    names: HashMap<&'a Id, String>,
    /// The lines of a gloss, which go out before the next.
    out: String,
    /// The number of lines of each sort.
    counts: BTreeMap<char, usize>,
    /// The entities that are triggers, by their types and fragments.
    triggers: HashMap<String, String>,
    /// The entities that are equivalent to another one, by that.
    equivalent: BTreeMap<String, Vec<String>>,
}

impl<'a> Ann<'a> {
    /// The name of a further line of a sort.
    fn next(&mut self, sort: char) -> String {
        let count = self.counts.entry(sort).or_default();
        *count += 1;
        format!("{sort}{count}")
    }

    fn gloss(&mut self, placed: &'a Placed, spans: &[(usize, usize)]) {
        let gloss = &placed.gloss;
        let name = self.names[&gloss.id].clone();
        let fragments = split(self.text, spans);
        let offsets: Vec<String> = fragments.iter().map(|(start, end)| format!("{start} {end}")).collect();
        let words: Vec<&str> =
            fragments.iter().filter_map(|&(start, end)| self.text.slice(start, end)).collect();
        let kind = self.types.name(&gloss.tag);
        let entity = format!("{kind} {}\t{}\n", offsets.join(";"), words.join(" "));
        let mut rest = metadata::of(gloss);
        match roles(gloss) {
            Some(roles) => {
                self.event(gloss, &name, &kind, entity, roles);
                remove_attribute(&mut rest, EVENT);
            }
            None => self.out.push_str(&format!("{name}\t{entity}")),
        }
        let arguments = roles(gloss).map(|_| EVENT);
        for (attribute, value) in gloss.attributes.iter().filter(|(name, _)| Some(*name) != arguments) {
            if self.normalization(&name, attribute, value) || self.attribute(gloss, &name, attribute, value) {
                remove_attribute(&mut rest, attribute);
            }
        }
        self.links(gloss, &name, &mut rest);
        if join(self.text, &fragments) != spans {
            rest.insert("spans".to_owned(), json!(spans));
        }
        if kind != escape(&gloss.tag) {
            rest.insert("tag".to_owned(), json!(gloss.tag));
        }
        if let Some(note) = &gloss.note {
            let line = one_line(note);
            if !line.is_empty() {
                self.note(NOTE, &name, &line);
            }
            if line == *note {
                rest.remove("note");
            }
        }
        self.note(GLOSS, &name, &in_a_line(&Json::Object(rest)));
    }

    /// Adds an event with its arguments. Events of one type on the same words share a trigger.
    fn event(&mut self, gloss: &Gloss, name: &str, kind: &str, entity: String, roles: &[String]) {
        let trigger = match self.triggers.get(&entity) {
            Some(trigger) => trigger.clone(),
            None => {
                let trigger = self.next('T');
                self.out.push_str(&format!("{trigger}\t{entity}"));
                self.triggers.insert(entity, trigger.clone());
                trigger
            }
        };
        let mut line = format!("{name}\t{kind}:{trigger}");
        let mut counts: HashMap<&str, usize> = HashMap::new();
        for link in gloss.links.iter().filter(|link| roles.contains(&link.role)) {
            let Some(to) = self.names.get(&link.to) else { continue };
            let count = counts.entry(&link.role).or_default();
            *count += 1;
            // The second theme of an event is its `Theme2`.
            let number = if *count > 1 { count.to_string() } else { String::new() };
            line.push_str(&format!(" {}{number}:{to}", escape(&link.role)));
        }
        self.out.push_str(&format!("{line}\n"));
    }

    /// Adds an attribute, if brat can have it.
    fn attribute(&mut self, gloss: &Gloss, name: &str, attribute: &str, value: &Value) -> bool {
        let Some(values) = attribute_values(self.schema, &gloss.tag, attribute, value) else { return false };
        for value in values {
            let space = if value.is_empty() { "" } else { " " };
            let own = self.next('A');
            self.out.push_str(&format!("{own}\t{} {name}{space}{value}\n", escape(attribute)));
        }
        true
    }

    /// Adds the normalizations of an attribute that has them: `Wikipedia:534366 Mara Vane`.
    fn normalization(&mut self, name: &str, attribute: &str, value: &Value) -> bool {
        let entries: Vec<&str> = match value {
            Value::Text(text) => vec![text],
            Value::List(items) if items.len() > 1 => items.iter().map(String::as_str).collect(),
            _ => return false,
        };
        let split: Option<Vec<(&str, &str)>> = entries.into_iter().map(entry).collect();
        let Some(entries) = split.filter(|_| attribute == REFERENCE) else { return false };
        for (entry, title) in entries {
            let own = self.next('N');
            self.out.push_str(&format!("{own}\t{REFERENCE} {name} {entry}\t{title}\n"));
        }
        true
    }

    /// Adds the relations, and to `rest` the links that a relation can't express: those to glosses that are not in the
    /// file.
    fn links(&mut self, gloss: &Gloss, name: &str, rest: &mut Map<String, Json>) {
        let arguments = roles(gloss).unwrap_or_default();
        let mut elsewhere: Vec<&Link> = Vec::new();
        for link in &gloss.links {
            match self.names.get(&link.to).cloned() {
                Some(_) if arguments.contains(&link.role) => {}
                Some(to) if link.role == EQUIVALENCE => {
                    self.equivalent.entry(to).or_default().push(name.to_owned());
                }
                Some(to) => {
                    let own = self.next('R');
                    let relation = format!("{own}\t{} Arg1:{name} Arg2:{to}\n", escape(&link.role));
                    self.out.push_str(&relation);
                }
                None => elsewhere.push(link),
            }
        }
        if !elsewhere.is_empty() {
            rest.insert("links".to_owned(), json!(elsewhere));
        }
    }

    fn equivalences(&mut self) {
        for (first, others) in std::mem::take(&mut self.equivalent) {
            self.out.push_str(&format!("*\t{EQUIVALENCE} {first} {}\n", others.join(" ")));
        }
    }

    fn note(&mut self, kind: &str, name: &str, text: &str) {
        let own = self.next('#');
        self.out.push_str(&format!("{own}\t{kind} {name}\t{text}\n"));
    }
}

/// The entry of a database and its title; `None` if a text is not both, on one line.
fn entry(text: &str) -> Option<(&str, &str)> {
    let (entry, title) = text.split_once(' ').unwrap_or((text, ""));
    let (database, own) = entry.split_once(':')?;
    let is_plain = !database.is_empty() && !own.is_empty() && one_line(text) == text;
    is_plain.then_some((entry, title))
}

fn remove_attribute(said: &mut Map<String, Json>, name: &str) {
    if let Some(attributes) = said.get_mut("attributes").and_then(Json::as_object_mut) {
        attributes.remove(name);
        if attributes.is_empty() {
            said.remove("attributes");
        }
    }
}

/// A note on one line, as brat has notes.
pub fn one_line(note: &str) -> String {
    let space = |c: char| c.is_whitespace() || c.is_control();
    note.split(space).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

/// JSON on one line, also for programs that treat more characters as line ends than JSON escapes.
fn in_a_line(json: &Json) -> String {
    let json = json.to_string();
    if !json.contains(is_break) {
        return json;
    }
    let escaped = |c: char| if is_break(c) { format!("\\u{:04x}", u32::from(c)) } else { c.to_string() };
    json.chars().map(escaped).collect()
}
