//! Writing `.ann`: for each gloss its entity, and what is said of it on the lines below.

use std::{collections::HashMap, io};

use serde_json::{Map, Value as Json, json};

use super::{
    GLOSS, NOTE,
    config::is_attribute,
    fragments::{is_break, join, split},
    names::escape,
};
use crate::{
    exchange::{Export, Loss, metadata},
    gloss::{Id, Placed, Value},
    text::CodePoints,
};

/// Writes the glosses of a document that have a place.
pub fn write(export: &Export, out: &mut dyn io::Write, _: &mut Loss) -> io::Result<()> {
    let whole = export.whole();
    let points = CodePoints::new(&whole);
    let text: Vec<char> = whole.chars().collect();
    let numbers = export.in_place().zip(1..).map(|(placed, number)| (&placed.gloss.id, number)).collect();
    let mut ann = Ann { export, text, numbers, out: String::new(), attributes: 0, relations: 0, notes: 0 };
    for (placed, number) in export.in_place().zip(1..) {
        let point = |span: &crate::text::Span| (points.of(span.start), points.of(span.end));
        let spans: Vec<_> = placed.place.spans.iter().map(point).collect();
        ann.gloss(placed, number, &spans);
    }
    out.write_all(ann.out.as_bytes())
}

/// A file that is being written, with how many there are of each sort.
struct Ann<'a> {
    export: &'a Export,
    text: Vec<char>,
    numbers: HashMap<&'a Id, usize>,
    out: String,
    attributes: usize,
    relations: usize,
    notes: usize,
}

impl Ann<'_> {
    fn gloss(&mut self, placed: &Placed, number: usize, spans: &[(usize, usize)]) {
        let gloss = &placed.gloss;
        let fragments = split(&self.text, spans);
        let offsets: Vec<String> = fragments.iter().map(|(start, end)| format!("{start} {end}")).collect();
        let words: Vec<String> =
            fragments.iter().map(|&(start, end)| self.text[start..end].iter().collect()).collect();
        let (tag, offsets, words) = (escape(&gloss.tag), offsets.join(";"), words.join(" "));
        self.out.push_str(&format!("T{number}\t{tag} {offsets}\t{words}\n"));
        let mut rest = metadata::of(gloss);
        for (name, value) in gloss.attributes.iter() {
            if is_attribute(&self.export.schema, &gloss.tag, name, value) {
                self.attribute(number, name, value);
                remove_attribute(&mut rest, name);
            }
        }
        self.links(placed, number, &mut rest);
        if join(&self.text, &fragments) != spans {
            rest.insert("spans".to_owned(), json!(spans));
        }
        if let Some(note) = &gloss.note {
            let line = one_line(note);
            if !line.is_empty() {
                self.note(NOTE, number, &line);
            }
            if line == *note {
                rest.remove("note");
            }
        }
        self.note(GLOSS, number, &in_a_line(&Json::Object(rest)));
    }

    fn attribute(&mut self, number: usize, name: &str, value: &Value) {
        self.attributes += 1;
        let value = value.clone();
        let value = if let Value::Text(text) = value { format!(" {text}") } else { String::new() };
        self.out.push_str(&format!("A{}\t{} T{number}{value}\n", self.attributes, escape(name)));
    }

    /// Relations, and what they can't say: links to what is not in the file.
    fn links(&mut self, placed: &Placed, number: usize, rest: &mut Map<String, Json>) {
        let mut elsewhere = Vec::new();
        for link in &placed.gloss.links {
            match self.numbers.get(&link.to) {
                Some(to) => {
                    self.relations += 1;
                    let role = escape(&link.role);
                    let relation = format!("R{}\t{role} Arg1:T{number} Arg2:T{to}\n", self.relations);
                    self.out.push_str(&relation);
                }
                None => elsewhere.push(link),
            }
        }
        if !elsewhere.is_empty() {
            rest.insert("links".to_owned(), json!(elsewhere));
        }
    }

    fn note(&mut self, kind: &str, number: usize, text: &str) {
        self.notes += 1;
        self.out.push_str(&format!("#{}\t{kind} T{number}\t{text}\n", self.notes));
    }
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

/// JSON on one line also for programs that know more line ends than JSON escapes.
fn in_a_line(json: &Json) -> String {
    let json = json.to_string();
    if !json.contains(is_break) {
        return json;
    }
    let escaped = |c: char| if is_break(c) { format!("\\u{:04x}", u32::from(c)) } else { c.to_string() };
    json.chars().map(escaped).collect()
}
