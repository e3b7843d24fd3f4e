//! The codes of a codebook: kinds, their attributes, and the values of those.

use std::collections::{HashMap, HashSet};

use super::{Element, guid, meaning, notes};
use crate::exchange::hues;
use crate::gloss::{Attribute, Kind, KindGroup, Schema, Shape, Value};

/// An attribute of a kind, with the values that have a code.
struct Branch {
    kind: String,
    attribute: String,
    shape: &'static str,
    /// The shape at the end of the description.
    label: String,
    doc: String,
    values: Vec<String>,
}

/// The codes of kinds, and those of attributes and values.
#[derive(Default)]
pub struct Codes {
    /// The GUID of each kind's code, if it isn't derived.
    guids: HashMap<String, String>,
    branches: Vec<Branch>,
}

impl Codes {
    /// The codes for a schema: its attributes, and the choices of their values.
    pub fn of(schema: &Schema) -> Self {
        let branch = |kind: &Kind, attribute: &Attribute| Branch {
            kind: kind.name.clone(),
            attribute: attribute.name.clone(),
            shape: shape(&attribute.shape),
            label: meaning::label(&attribute.shape),
            doc: attribute.doc.clone(),
            values: match &attribute.shape {
                Shape::Choice(choices) => choices.clone(),
                _ => Vec::new(),
            },
        };
        let kinds = schema.kinds.iter();
        let branches = kinds.flat_map(|kind| kind.attributes.iter().map(move |a| branch(kind, a))).collect();
        let mut taken = HashSet::new();
        let known = schema.kinds.iter().filter_map(|kind| Some((&kind.name, kind.guid.as_ref()?)));
        // No two codes may have the same GUID.
        let own = known.filter(|(_, guid)| taken.insert(*guid));
        Self { guids: own.map(|(kind, guid)| (kind.clone(), guid.clone())).collect(), branches }
    }

    /// The code of a kind.
    pub fn of_kind(&self, kind: &str) -> String {
        self.guids.get(kind).cloned().unwrap_or_else(|| guid::of(&["code", kind]))
    }

    /// The codes for the value of an attribute; missing ones are added.
    pub fn of_value(&mut self, kind: &str, attribute: &str, value: &Value) -> Vec<String> {
        let (shape, values) = match value {
            Value::Text(text) if text.is_empty() => ("text", Vec::new()),
            Value::Text(text) => ("text", vec![text.clone()]),
            Value::Number(number) => ("number", vec![number.to_string()]),
            Value::Flag(flag) => ("flag", vec![flag.to_string()]),
            Value::List(items) => ("list", items.clone()),
        };
        let is_it =
            |branch: &Branch| branch.kind == kind && branch.attribute == attribute && branch.shape == shape;
        let known = match self.branches.iter().position(is_it) {
            Some(known) => known,
            None => {
                let (kind, attribute, label) = (kind.to_owned(), attribute.to_owned(), shape.to_owned());
                let (doc, values) = (String::new(), Vec::new());
                self.branches.push(Branch { kind, attribute, shape, label, doc, values });
                self.branches.len() - 1
            }
        };
        for value in &values {
            if !self.branches[known].values.contains(value) {
                self.branches[known].values.push(value.clone());
            }
        }
        match &values[..] {
            [] => vec![guid::of(&["code", kind, attribute, shape])],
            values => values.iter().map(|value| guid::of(&["code", kind, attribute, shape, value])).collect(),
        }
    }

    /// The kinds of a schema as elements, with these codes in them. A kind is inside of the kind or group that its name
    /// begins with.
    pub fn elements(&self, schema: &Schema) -> Vec<Element> {
        let groups = schema.groups.iter().filter(|group| schema.kind(&group.name).is_none());
        let groups = groups.map(|group| (group.name.as_str(), group_code(group)));
        let kinds = schema.kinds.iter().map(|kind| (kind.name.as_str(), self.kind_code(kind)));
        let mut codes: Vec<(&str, Element)> = kinds.chain(groups).collect();
        let known: HashSet<&str> = codes.iter().map(|(name, _)| *name).collect();
        let above = |name: &str| {
            let parts = name.match_indices('/').map(|(at, _)| &name[..at]);
            parts.rev().find(|above| known.contains(above)).map(str::to_owned)
        };
        // The longest names come last out of the list, so that each is complete when it is put into another.
        let order: HashMap<String, usize> =
            codes.iter().enumerate().map(|(at, (name, _))| ((*name).to_owned(), at)).collect();
        let above: HashMap<String, Option<String>> =
            codes.iter().map(|(name, _)| ((*name).to_owned(), above(name))).collect();
        codes.sort_by_key(|(name, _)| (name.len(), order[*name]));
        let mut inside: HashMap<String, Vec<(usize, Element)>> = HashMap::new();
        let mut outermost = Vec::new();
        while let Some((name, code)) = codes.pop() {
            let mut below = inside.remove(name).unwrap_or_default();
            below.sort_by_key(|(at, _)| *at);
            let mut code = code.around(below.into_iter().map(|(_, code)| code));
            let of = above[name].clone();
            if let Some(of) = &of
                && let Some(rest) = name.strip_prefix(&format!("{of}/"))
            {
                code.set("name", rest);
            }
            match of {
                Some(of) => inside.entry(of).or_default().push((order[name], code)),
                None => outermost.push((order[name], code)),
            }
        }
        outermost.sort_by_key(|(at, _)| *at);
        outermost.into_iter().map(|(_, code)| code).collect()
    }

    fn kind_code(&self, kind: &Kind) -> Element {
        let branches = self.branches.iter().filter(|branch| branch.kind == kind.name).map(Branch::element);
        let code = code(&self.of_kind(&kind.name), &kind.name).with("color", hues::color(&kind.color));
        code.around(about(&kind.doc, &kind.name, kind.memo.as_ref())).around(branches)
    }
}

/// The code of a group, with which nothing is coded.
fn group_code(group: &KindGroup) -> Element {
    let own = group.guid.clone().unwrap_or_else(|| guid::of(&["code", &group.name]));
    let code = Element::new("Code").with("guid", own).with("name", &group.name).with("isCodable", false);
    let code = code.with_some("color", group.color.as_deref().map(hues::color));
    code.around(about(&group.doc, &group.name, group.memo.as_ref()))
}

impl Branch {
    fn element(&self) -> Element {
        let words = ["code", &self.kind, &self.attribute, self.shape];
        let value = |value: &String| {
            let words: Vec<&str> = words.into_iter().chain([value.as_str()]).collect();
            code(&guid::of(&words), value)
        };
        let doc = format!("{} ({})", self.doc, self.label);
        code(&guid::of(&words), &self.attribute)
            .around(description(doc.trim_start()))
            .around(self.values.iter().map(value))
    }
}

fn code(guid: &str, name: &str) -> Element {
    Element::new("Code").with("guid", guid).with("name", name).with("isCodable", true)
}

/// The description of a kind or group, and the reference to its memo.
fn about(doc: &str, name: &str, memo: Option<&String>) -> impl Iterator<Item = Element> {
    let reference = memo.map(|_| Element::new("NoteRef").with("targetGUID", of_memo(name)));
    description(doc).into_iter().chain(reference)
}

/// The GUID of the note with the memo of a kind or group.
fn of_memo(name: &str) -> String {
    guid::of(&["memo", name])
}

/// The memos of kinds and groups as notes.
pub fn notes(schema: &Schema) -> impl Iterator<Item = Element> {
    // A group of the same name as a kind has no code of its own.
    let groups = schema.groups.iter().filter(|group| schema.kind(&group.name).is_none());
    let groups = groups.map(|group| (&group.name, group.memo.as_ref()));
    let all = schema.kinds.iter().map(|kind| (&kind.name, kind.memo.as_ref())).chain(groups);
    all.filter_map(|(name, memo)| Some(notes::element(&of_memo(name), name, memo?)))
}

fn description(text: &str) -> Option<Element> {
    (!text.is_empty()).then(|| Element::new("Description").holding(text))
}

fn shape(shape: &Shape) -> &'static str {
    match shape {
        Shape::Text | Shape::Choice(_) => "text",
        Shape::Number { .. } => "number",
        Shape::Flag => "flag",
        Shape::List => "list",
    }
}
