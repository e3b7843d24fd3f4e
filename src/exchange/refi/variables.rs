//! The variables of a project, their types, and the values that sources and cases have of them.
//!
//! A value is JSON of the same type, as far as JSON has it. Where it doesn't, as with dates, the type stands beside the values.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde_json::{Map, Value as Json, json};

use super::guid;
use crate::exchange::{Export, Loss, Unreadable, json_objects::items, xml::Element};

/// The key of a record for the values of its variables, also in its cases.
pub const VARIABLES: &str = "variables";

/// The key of a record for the types that values don't show.
pub const TYPES: &str = "types";

/// The key of a record for the cases that the document belongs to.
pub const CASES: &str = "cases";

/// The types that a variable can have, beginning with the one that takes any value.
const KNOWN: [&str; 6] = ["Text", "Boolean", "Integer", "Float", "Date", "DateTime"];

fn known(name: &str) -> Option<&'static str> {
    KNOWN.into_iter().find(|known| *known == name)
}

/// The type of a value that JSON shows.
fn shown_type(value: &Json) -> &'static str {
    match value {
        Json::Bool(_) => "Boolean",
        Json::Number(number) if number.is_f64() => "Float",
        Json::Number(_) => "Integer",
        _ => KNOWN[0],
    }
}

/// The variables that a project declares.
#[derive(Debug, Default)]
pub struct Variables {
    /// Their names, by their GUIDs.
    names: HashMap<String, String>,
    /// Their types, by their names.
    types: HashMap<String, &'static str>,
}

impl Variables {
    /// The variables of the project `root`. What is said of them apart from name and type is counted as a loss.
    pub fn of_project(root: &Element, loss: &mut Loss) -> Self {
        let mut variables = Self::default();
        let mut used = HashSet::new();
        note_used(root, &mut used);
        for variable in root.first("Variables").map_or(&[][..], |group| &group.children) {
            let (own, name) =
                (guid::in_attribute(variable, "guid"), variable.get("name").unwrap_or_default());
            loss.add("descriptions of variables", variable.all("Description").count());
            loss.add("variables without a value", usize::from(!used.contains(&own)));
            variables.names.insert(own, name.to_owned());
            if let Some(kind) = variable.get("typeOfVariable").and_then(known) {
                variables.types.insert(name.to_owned(), kind);
            }
        }
        variables
    }

    /// The values of variables in an element; values of variables that the project doesn't have are counted as a loss.
    pub fn values(&self, element: &Element, loss: &mut Loss) -> Map<String, Json> {
        let mut values = Map::new();
        for value in element.all("VariableValue") {
            let name = value
                .first("VariableRef")
                .and_then(|variable| self.names.get(&guid::in_attribute(variable, "targetGUID")));
            let said =
                value.children.iter().find_map(|child| Some((child.name.strip_suffix("Value")?, child)));
            match name.zip(said) {
                Some((name, (kind, said))) => _ = values.insert(name.clone(), read_value(kind, &said.text)),
                None => loss.pass_over(&Unreadable::at(value.line, "a value is of no variable")),
            }
        }
        values
    }

    /// The types of the variables with these values that the values don't show.
    pub fn hidden_types<'v>(
        &self,
        values: impl IntoIterator<Item = (&'v String, &'v Json)>,
    ) -> Map<String, Json> {
        let hidden = |(name, value): (&String, &Json)| {
            let kind = *self.types.get(name)?;
            (kind != shown_type(value)).then(|| (name.clone(), json!(kind)))
        };
        values.into_iter().filter_map(hidden).collect()
    }
}

/// Notes the GUIDs of the variables that have a value in an element.
fn note_used(element: &Element, used: &mut HashSet<String>) {
    for child in &element.children {
        if child.name == "VariableRef" {
            used.insert(guid::in_attribute(child, "targetGUID"));
        }
        note_used(child, used);
    }
}

/// A value of this type; a text where it is none.
fn read_value(kind: &str, text: &str) -> Json {
    let plain = text.trim();
    let read = match (kind, plain) {
        ("Boolean", "true" | "1") => Some(json!(true)),
        ("Boolean", "false" | "0") => Some(json!(false)),
        ("Integer", _) => plain.parse::<i64>().ok().map(Json::from),
        ("Float", _) => plain.parse::<f64>().ok().filter(|number| number.is_finite()).map(Json::from),
        _ => None,
    };
    read.unwrap_or_else(|| json!(text))
}

/// The values of variables in a record: its own and those of its cases.
fn all_values(record: &Map<String, Json>) -> impl Iterator<Item = (&String, &Json)> {
    let of_cases = record.get(CASES).into_iter().flat_map(items).map(|case| &case[VARIABLES]);
    record.get(VARIABLES).into_iter().chain(of_cases).filter_map(Json::as_object).flatten()
}

/// The variables of several documents, each with a type that fits all its values.
#[derive(Debug, Default)]
pub struct WrittenVariables(BTreeMap<String, &'static str>);

impl WrittenVariables {
    /// The variables of all documents.
    pub fn of(exports: &[Export]) -> Self {
        let mut types = BTreeMap::new();
        for record in exports.iter().map(|export| &export.record.0) {
            let said = |name: &str| record.get(TYPES)?.get(name)?.as_str().and_then(known);
            for (name, value) in all_values(record) {
                let own = said(name).unwrap_or_else(|| shown_type(value));
                let common = types.entry(name.clone()).or_insert(own);
                if *common != own {
                    *common = KNOWN[0];
                }
            }
        }
        Self(types)
    }

    /// The elements for the values of an object.
    pub fn values(&self, variables: &Json) -> Vec<Element> {
        let value = |(name, value): (&String, &Json)| {
            let kind = self.0.get(name).copied().unwrap_or(KNOWN[0]);
            let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            let variable = Element::new("VariableRef").with("targetGUID", guid::of(&["variable", name]));
            let value = Element::new(format!("{kind}Value")).holding(text);
            Element::new("VariableValue").around([variable, value])
        };
        variables.as_object().into_iter().flatten().map(value).collect()
    }

    /// The elements that declare the variables.
    pub fn elements(&self) -> Vec<Element> {
        let element = |(name, kind): (&String, &&str)| {
            let variable = Element::new("Variable").with("guid", guid::of(&["variable", name]));
            variable.with("name", name).with("typeOfVariable", kind)
        };
        self.0.iter().map(element).collect()
    }
}
