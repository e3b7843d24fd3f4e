//! Reads `annotation.conf`, which says what can be tagged in a folder, and the labels and colours in `visual.conf`.
//! <https://brat.nlplab.org/configuration.html>

use std::collections::HashMap;

use super::{CONFIGURATION, EVENT, LOOK, names::unescape};
use crate::{
    exchange::{ForeignFile, Imported, Loss, Unreadable},
    gloss::{Attribute, Kind, LinkKind, Schema, Shape, schema::is_of_kind},
};

/// The kinds of a folder, and their names by those of brat's types.
#[derive(Debug, Default)]
pub struct Codebook {
    /// The kinds, attributes and links.
    pub schema: Schema,
    /// The name of each type's kind: a type below another is a part of that.
    names: HashMap<String, String>,
    /// The kinds of entities, and those of events.
    entities: Vec<String>,
    events: Vec<String>,
}

/// Reads the kinds of an `annotation.conf`.
pub fn read(input: &ForeignFile<'_>, _: &mut Loss) -> Result<Vec<Imported>, Unreadable> {
    let conf = input.utf8()?;
    // The other files with this ending describe no kinds.
    let is_known = |section: &str| ["entities", "events", "relations", "attributes"].contains(&section);
    if !sections(conf).any(|(section, _)| is_known(section)) {
        return Err(Unreadable::new("there is no section, such as [entities]"));
    }
    let schema = Codebook::parse(conf, input.codebook(LOOK).unwrap_or_default()).schema;
    Ok(vec![Imported { schema: Some(schema.into()), ..Imported::default() }])
}

impl Codebook {
    /// The kinds that the files beside `input` describe.
    pub fn of(input: &ForeignFile<'_>) -> Self {
        let Some(conf) = input.codebook(CONFIGURATION) else { return Self::default() };
        Self::parse(conf, input.codebook(LOOK).unwrap_or_default())
    }

    /// The name of the kind of a type.
    pub fn kind(&self, brat: &str) -> String {
        self.names.get(brat).cloned().unwrap_or_else(|| unescape(brat))
    }

    fn parse(conf: &str, look: &str) -> Self {
        let look = BratLook::parse(look);
        let mut codebook = Self::default();
        for (section, lines) in sections(conf) {
            match section {
                "entities" | "events" => codebook.types(section == "events", &lines, &look),
                _ => {}
            }
        }
        for (section, lines) in sections(conf) {
            match section {
                "relations" => lines.iter().for_each(|line| codebook.relation(line, &look)),
                "attributes" => lines.iter().for_each(|line| codebook.attribute(line, &look)),
                _ => {}
            }
        }
        codebook
    }

    /// Adds the types of a section, in which white space in front puts a type below another. A type with `!` in front only
    /// holds others.
    fn types(&mut self, are_events: bool, lines: &[&str], look: &BratLook) {
        let mut above: Vec<(usize, String)> = Vec::new();
        for line in lines {
            let depth = line.len() - line.trim_start().len();
            let (name, arguments) = head(line);
            let plain = name.trim_start_matches('!');
            above.retain(|(of, _)| *of < depth);
            let own = unescape(plain);
            let kind = above.last().map_or_else(|| own.clone(), |(_, above)| format!("{above}/{own}"));
            above.push((depth, kind.clone()));
            self.names.entry(plain.to_owned()).or_insert_with(|| kind.clone());
            if !name.starts_with('!') && self.schema.kind(&kind).is_none() {
                let (doc, color) = (look.label(plain), look.color(plain));
                let attributes = are_events.then(event_attribute).into_iter().collect();
                self.schema.kinds.push(Kind { doc, color, attributes, ..Kind::unknown(&kind) });
                if are_events { &mut self.events } else { &mut self.entities }.push(kind);
            }
            if are_events {
                for (role, _) in named_arguments(arguments) {
                    let role = role.trim_end_matches(|c: char| c.is_ascii_digit());
                    self.link(role, look.label(role), false);
                }
            }
        }
    }

    fn relation(&mut self, line: &str, look: &BratLook) {
        let (name, arguments) = head(line);
        let is_symmetric = named_arguments(arguments)
            .any(|(name, value)| name == "<REL-TYPE>" && value.contains("symmetric"));
        self.link(name, look.label(name), is_symmetric);
    }

    fn link(&mut self, brat: &str, doc: String, is_symmetric: bool) {
        let name = unescape(brat);
        if !brat.starts_with('<') && self.schema.links.iter().all(|link| link.name != name) {
            let inverse = is_symmetric.then(|| name.clone());
            self.schema.links.push(LinkKind { name, doc, key: None, inverse });
        }
    }

    /// Adds an attribute to the kinds that may have it: a flag, or a choice of its values.
    fn attribute(&mut self, line: &str, look: &BratLook) {
        let (brat, arguments) = head(line);
        let argument = |wanted: &str| named_arguments(arguments).find(|(name, _)| *name == wanted);
        let values = argument("Value").map(|(_, values)| values.split('|').map(unescape).collect());
        let shape = values.map_or(Shape::Flag, Shape::Choice);
        let attribute = Attribute { name: unescape(brat), doc: look.label(brat), shape, default: None };
        for target in argument("Arg").map(|(_, targets)| targets.split('|')).into_iter().flatten() {
            let kinds = match target {
                "<ENTITY>" => self.entities.clone(),
                "<EVENT>" => self.events.clone(),
                "<ANY>" => self.entities.iter().chain(&self.events).cloned().collect(),
                one => vec![self.kind(one)],
            };
            let meant = |kind: &str| kinds.iter().any(|name| is_of_kind(kind, name));
            for kind in self.schema.kinds.iter_mut().filter(|kind| meant(&kind.name)) {
                if kind.attribute(&attribute.name).is_none() {
                    kind.attributes.push(attribute.clone());
                }
            }
        }
    }
}

/// The attribute by which a kind of events is known.
fn event_attribute() -> Attribute {
    let doc = "the links that are arguments of the event".to_owned();
    Attribute { name: EVENT.to_owned(), doc, shape: Shape::List, default: None }
}

/// The sections of a configuration, each with its lines but for blank ones, comments, separators and macros.
fn sections(conf: &str) -> impl Iterator<Item = (&str, Vec<&str>)> {
    let mut sections: Vec<(&str, Vec<&str>)> = Vec::new();
    for line in conf.lines().map(str::trim_end) {
        let plain = line.trim_start();
        let is_separator = plain.bytes().all(|byte| byte == b'-');
        if let Some(name) = plain.strip_prefix('[').and_then(|rest| rest.strip_suffix(']')) {
            sections.push((name, Vec::new()));
        } else if !is_separator
            && !plain.starts_with(['#', '<'])
            && let Some((_, lines)) = sections.last_mut()
        {
            lines.push(line);
        }
    }
    sections.into_iter()
}

/// The name that a line begins with, and its arguments.
fn head(line: &str) -> (&str, &str) {
    let line = line.trim();
    line.split_once(char::is_whitespace).unwrap_or((line, ""))
}

/// Splits arguments such as `Theme+:Protein, Cause?:Person`; marks that say how many there may be are left out.
fn named_arguments(arguments: &str) -> impl Iterator<Item = (&str, &str)> {
    let split = arguments.split(',').filter_map(|argument| argument.trim().split_once(':'));
    split.map(|(name, value)| (name.split(['?', '*', '+', '{']).next().unwrap_or_default(), value.trim()))
}

/// The labels and colours of types, by brat's names.
struct BratLook<'a> {
    labels: HashMap<&'a str, &'a str>,
    colors: HashMap<&'a str, &'a str>,
}

impl<'a> BratLook<'a> {
    fn parse(look: &'a str) -> Self {
        let mut parsed = Self { labels: HashMap::new(), colors: HashMap::new() };
        for (section, lines) in sections(look) {
            for line in lines {
                if section == "labels" {
                    let mut forms = line.split('|').map(str::trim);
                    let named = forms.next().zip(forms.next()).filter(|(_, label)| !label.is_empty());
                    parsed.labels.extend(named);
                } else if section == "drawing" {
                    let (name, arguments) = head(line);
                    let color = named_arguments(arguments).find(|(name, _)| *name == "bgColor");
                    parsed.colors.extend(color.map(|(_, color)| (name, color)));
                }
            }
        }
        parsed
    }

    /// The label of a type; empty if it has none.
    fn label(&self, brat: &str) -> String {
        self.labels.get(brat).copied().unwrap_or_default().to_owned()
    }

    /// The colour of a type as a schema has it.
    fn color(&self, brat: &str) -> String {
        let is_hex = |color: &&str| {
            color
                .strip_prefix('#')
                .is_some_and(|hex| hex.len() == 6 && hex.bytes().all(|b| b.is_ascii_hexdigit()))
        };
        self.colors.get(brat).copied().filter(is_hex).unwrap_or("grey").to_owned()
    }
}
