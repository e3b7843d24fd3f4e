//! What a project says of a source as a whole: its description, notes, variables, codes, cases and sets. It stays in the record
//! of the document, and goes out with it again.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde_json::{Map, Value as Json, json};

use super::{codes::Codes, guid};
use crate::exchange::{DocumentRecord, Export, Loss, json_objects::items, xml::Element};

/// The keys of a record.
const DESCRIPTION: &str = "description";
const NOTES: &str = "notes";
const VARIABLES: &str = "variables";
const CODES: &str = "codes";
const CASES: &str = "cases";
const SETS: &str = "sets";

/// What a project says of its sources, by their GUIDs.
#[derive(Default)]
pub struct Subjects {
    /// The names of the variables, by their GUIDs.
    variables: HashMap<String, String>,
    cases: HashMap<String, Vec<Json>>,
    sets: HashMap<String, Vec<Json>>,
}

impl Subjects {
    /// What the project `root` says; what is not said of a source is counted as a loss.
    pub fn of(root: &Element, loss: &mut Loss) -> Self {
        let all = |group: &str| root.first(group).map_or(&[][..], |group| &group.children);
        let mut subjects = Self::default();
        for variable in all("Variables") {
            let name = variable.get("name").unwrap_or_default().to_owned();
            subjects.variables.insert(guid::in_attribute(variable, "guid"), name);
        }
        for case in all("Cases") {
            let mut said = named(case);
            said.insert(VARIABLES.to_owned(), Json::Object(subjects.values(case)));
            let count = note_members(&mut subjects.cases, case, "SourceRef", said);
            loss.add("cases without a source", usize::from(count == 0));
        }
        let codebook_sets = root.first("CodeBook").and_then(|book| book.first("Sets"));
        for set in all("Sets").iter().chain(codebook_sets.iter().flat_map(|sets| &sets.children)) {
            note_members(&mut subjects.sets, set, "MemberSource", named(set));
            loss.add("codes and notes in sets", set.all("MemberCode").chain(set.all("MemberNote")).count());
        }
        loss.add("graphs", all("Graphs").len());
        let of_project = root.all("Description").chain(root.all("NoteRef"));
        loss.add("notes on the project", of_project.count());
        let mut read = HashSet::new();
        for group in ["Sources", "CodeBook"] {
            root.first(group).iter().for_each(|group| note_references(group, &mut read));
        }
        let unread = all("Notes").iter().filter(|note| !read.contains(&guid::in_attribute(note, "guid")));
        loss.add("notes on no source", unread.count());
        subjects
    }

    /// The values of variables in an element.
    fn values(&self, element: &Element) -> Map<String, Json> {
        let value = |value: &Element| {
            let name = self.variables.get(&guid::in_attribute(value.first("VariableRef")?, "targetGUID"))?;
            let said = value.children.iter().find(|child| child.name.ends_with("Value"))?;
            let text = said.text.trim();
            let json = match said.name.as_str() {
                "IntegerValue" | "FloatValue" | "BooleanValue" => {
                    serde_json::from_str(text).unwrap_or(json!(text))
                }
                _ => json!(said.text),
            };
            Some((name.clone(), json))
        };
        element.all("VariableValue").filter_map(value).collect()
    }

    /// The record of a source, whose text is in the element `text`. `notes` has the notes by their GUIDs, `kind` the kind of
    /// a coding.
    pub fn record(
        &self,
        source: &Element,
        text: &Element,
        notes: &HashMap<String, String>,
        kind: impl Fn(&Element) -> Option<String>,
    ) -> DocumentRecord {
        let own = guid::in_attribute(source, "guid");
        let both = || [source, text].into_iter().take(if std::ptr::eq(source, text) { 1 } else { 2 });
        let of_notes = both().flat_map(|element| element.all("NoteRef"));
        let of_notes =
            of_notes.filter_map(|note| notes.get(&guid::in_attribute(note, "targetGUID")).cloned());
        let codes: Vec<String> = both().flat_map(|element| element.all("Coding")).filter_map(kind).collect();
        let description = source.first("Description").map(|description| description.text.as_str());
        let said = json!({
            DESCRIPTION: description.filter(|text| !text.is_empty()),
            NOTES: of_notes.collect::<Vec<_>>(),
            VARIABLES: self.values(source),
            CODES: codes,
            CASES: self.cases.get(&own),
            SETS: self.sets.get(&own),
        });
        DocumentRecord::of(&said, &[])
    }
}

/// The name and the GUID of a case or a set.
fn named(element: &Element) -> Map<String, Json> {
    let name = element.get("name").unwrap_or_default();
    [("name".to_owned(), json!(name)), ("guid".to_owned(), json!(guid::in_attribute(element, "guid")))]
        .into_iter()
        .collect()
}

/// Notes for each member of a case or a set that it is one; returns how many there are.
fn note_members(
    members: &mut HashMap<String, Vec<Json>>,
    element: &Element,
    member: &str,
    said: Map<String, Json>,
) -> usize {
    let said = Json::Object(said);
    let sources = element.all(member).map(|source| guid::in_attribute(source, "targetGUID"));
    sources.map(|source| members.entry(source).or_default().push(said.clone())).count()
}

/// Collects the GUIDs of the notes that are referred to in an element.
fn note_references(element: &Element, found: &mut HashSet<String>) {
    for child in &element.children {
        if child.name == "NoteRef" {
            found.insert(guid::in_attribute(child, "targetGUID"));
        }
        note_references(child, found);
    }
}

/// The elements for what the records of several documents say.
#[derive(Default)]
pub struct About {
    /// The types of the variables.
    types: BTreeMap<String, &'static str>,
    cases: BTreeMap<String, Element>,
    sets: BTreeMap<String, Element>,
    /// The notes on sources.
    pub notes: Vec<Element>,
}

impl About {
    /// The variables of all documents, with a type that fits all their values.
    pub fn of(exports: &[Export]) -> Self {
        let mut about = Self::default();
        for record in exports.iter().map(|export| &export.record) {
            let of_cases = record.0.get(CASES).into_iter().flat_map(items).map(|case| &case[VARIABLES]);
            let variables = record.0.get(VARIABLES).into_iter().chain(of_cases);
            for (name, value) in variables.filter_map(Json::as_object).flatten() {
                let own = type_of(value);
                let common = about.types.entry(name.clone()).or_insert(own);
                if *common != own {
                    *common = TEXT;
                }
            }
        }
        about
    }

    /// Adds to a source what the record of its document says.
    pub fn add(&mut self, record: &DocumentRecord, source: &mut Element, codes: &Codes) {
        let own = source.get("guid").unwrap_or_default().to_owned();
        let said = |key: &str| record.0.get(key);
        if let Some(description) = said(DESCRIPTION).and_then(Json::as_str) {
            source.children.insert(0, Element::new("Description").holding(description));
        }
        for (number, kind) in said(CODES).into_iter().flat_map(items).filter_map(Json::as_str).enumerate() {
            let code = Element::new("CodeRef").with("targetGUID", codes.of_kind(kind));
            let coding =
                Element::new("Coding").with("guid", guid::of(&["coding", &own, &number.to_string()]));
            source.children.push(coding.around([code]));
        }
        for (number, note) in said(NOTES).into_iter().flat_map(items).filter_map(Json::as_str).enumerate() {
            let of_note = guid::of(&["note", &own, &number.to_string()]);
            source.children.push(Element::new("NoteRef").with("targetGUID", &of_note));
            let note = Element::new("PlainTextContent").holding(note);
            self.notes.push(Element::new("Note").with("guid", of_note).with("name", "note").around([note]));
        }
        let variables = said(VARIABLES).map(|variables| self.values(variables)).unwrap_or_default();
        source.children.extend(variables);
        for case in said(CASES).into_iter().flat_map(items) {
            let variables = self.values(&case[VARIABLES]);
            let known = self.cases.entry(guid_or_derived("case", case));
            let element = known.or_insert_with_key(|guid| group("Case", guid, case).around(variables));
            element.children.push(Element::new("SourceRef").with("targetGUID", &own));
        }
        for set in said(SETS).into_iter().flat_map(items) {
            let known = self.sets.entry(guid_or_derived("set", set));
            let element = known.or_insert_with_key(|guid| group("Set", guid, set));
            element.children.push(Element::new("MemberSource").with("targetGUID", &own));
        }
    }

    fn values(&self, variables: &Json) -> Vec<Element> {
        let value = |(name, value): (&String, &Json)| {
            let kind = self.types.get(name).copied().unwrap_or(TEXT);
            let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
            let variable = Element::new("VariableRef").with("targetGUID", guid::of(&["variable", name]));
            let value = Element::new(format!("{kind}Value")).holding(text);
            Element::new("VariableValue").around([variable, value])
        };
        variables.as_object().into_iter().flatten().map(value).collect()
    }

    /// The variables, the cases and the sets.
    pub fn groups(self) -> [Vec<Element>; 3] {
        let variables = self.types.iter().map(|(name, kind)| {
            let variable = Element::new("Variable").with("guid", guid::of(&["variable", name]));
            variable.with("name", name).with("typeOfVariable", kind)
        });
        [variables.collect(), self.cases.into_values().collect(), self.sets.into_values().collect()]
    }
}

/// The type of a variable that takes any value.
const TEXT: &str = "Text";

fn type_of(value: &Json) -> &'static str {
    match value {
        Json::Bool(_) => "Boolean",
        Json::Number(number) if number.is_f64() => "Float",
        Json::Number(_) => "Integer",
        _ => TEXT,
    }
}

fn guid_or_derived(what: &str, said: &Json) -> String {
    let name = said["name"].as_str().unwrap_or_default();
    said["guid"]
        .as_str()
        .filter(|guid| !guid.is_empty())
        .map_or_else(|| guid::of(&[what, name]), str::to_owned)
}

fn group(element: &str, guid: &str, said: &Json) -> Element {
    Element::new(element).with("guid", guid).with("name", said["name"].as_str().unwrap_or_default())
}
