//! What a project says of a source as a whole: its description, notes, variables, codes, cases and sets. It stays in the record
//! of the document, and goes out with it again.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use serde_json::{Map, Value as Json, json};

use super::{
    codes::Codes,
    guid,
    notes::{self, Note, Notes},
    variables::{CASES, TYPES, VARIABLES, Variables, WrittenVariables},
};
use crate::exchange::{DocumentRecord, Export, Loss, json_objects::items, xml::Element};

/// The keys of a record.
const DESCRIPTION: &str = "description";
const NOTES: &str = "notes";
const CODES: &str = "codes";
const SETS: &str = "sets";

/// What a project says of its sources, by their GUIDs.
#[derive(Default)]
pub struct Subjects {
    variables: Variables,
    cases: HashMap<String, Vec<Json>>,
    sets: HashMap<String, Vec<Json>>,
}

impl Subjects {
    /// What the project `root` says; what is not said of a source is counted as a loss.
    pub fn of(root: &Element, loss: &mut Loss) -> Self {
        let all = |group: &str| root.first(group).map_or(&[][..], |group| &group.children);
        let mut subjects = Self { variables: Variables::of_project(root, loss), ..Self::default() };
        for case in all("Cases") {
            let mut said = named(case);
            said.insert(VARIABLES.to_owned(), Json::Object(subjects.variables.values(case, loss)));
            let count = note_members(&mut subjects.cases, case, "SourceRef", said);
            loss.add("cases without a source", usize::from(count == 0));
            let parts = ["CodeRef", "SelectionRef", "NoteRef"];
            let others = case.children.iter().filter(|child| parts.contains(&child.name.as_str()));
            loss.add("codes, passages and notes in cases", others.count());
        }
        let codebook_sets = root.first("CodeBook").and_then(|book| book.first("Sets"));
        for set in all("Sets").iter().chain(codebook_sets.iter().flat_map(|sets| &sets.children)) {
            let count = note_members(&mut subjects.sets, set, "MemberSource", named(set));
            let others = set.all("MemberCode").chain(set.all("MemberNote")).count();
            loss.add("codes and notes in sets", others);
            loss.add("sets without a source", usize::from(count == 0 && others == 0));
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

    /// The record of a source, whose text is in the element `text`. `notes` has the notes by their GUIDs, `user` the name of a
    /// user, `kind` the kind of a coding.
    pub fn record(
        &self,
        source: &Element,
        text: &Element,
        notes: &Notes,
        user: impl Fn(&str) -> Option<String>,
        kind: impl Fn(&Element) -> Option<String>,
        loss: &mut Loss,
    ) -> DocumentRecord {
        let own = guid::in_attribute(source, "guid");
        let both = || [source, text].into_iter().take(if std::ptr::eq(source, text) { 1 } else { 2 });
        let note = |(guid, note): (String, &Note)| {
            json!({
                "guid": guid,
                "name": note.name,
                "text": note.text,
                "creator": note.user.as_deref().and_then(&user),
                "created": note.created,
            })
        };
        let of_notes: Vec<Json> = both().flat_map(|element| notes.with_guids(element)).map(note).collect();
        let codes: Vec<String> = both().flat_map(|element| element.all("Coding")).filter_map(kind).collect();
        let description = source.first("Description").map(|description| description.text.as_str());
        let variables = self.variables.values(source, loss);
        let cases = self.cases.get(&own);
        let of_cases = cases.into_iter().flatten().filter_map(|case| case[VARIABLES].as_object()).flatten();
        let said = json!({
            DESCRIPTION: description.filter(|text| !text.is_empty()),
            NOTES: of_notes,
            TYPES: self.variables.hidden_types(variables.iter().chain(of_cases)),
            VARIABLES: variables,
            CODES: codes,
            CASES: cases,
            SETS: self.sets.get(&own),
        });
        DocumentRecord::of(&said, &[])
    }
}

/// The name, the GUID and the description of a case or a set.
fn named(element: &Element) -> Map<String, Json> {
    let mut said = Map::new();
    said.insert("name".to_owned(), json!(element.get("name").unwrap_or_default()));
    said.insert("guid".to_owned(), json!(guid::in_attribute(element, "guid")));
    if let Some(description) = element.first("Description").filter(|description| !description.text.is_empty())
    {
        said.insert(DESCRIPTION.to_owned(), json!(description.text));
    }
    said
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
    variables: WrittenVariables,
    cases: BTreeMap<String, Element>,
    sets: BTreeMap<String, Element>,
    /// The notes on sources.
    pub notes: Vec<Element>,
    /// Who wrote these.
    pub users: BTreeSet<String>,
}

impl About {
    /// What is said of all documents, before any of them is added.
    pub fn of(exports: &[Export]) -> Self {
        Self { variables: WrittenVariables::of(exports), ..Self::default() }
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
        for (number, note) in said(NOTES).into_iter().flat_map(items).enumerate() {
            let derived = || guid::of(&["note", &own, &number.to_string()]);
            let of_note = note["guid"].as_str().map_or_else(derived, str::to_owned);
            source.children.push(Element::new("NoteRef").with("targetGUID", &of_note));
            let name = note["name"].as_str().filter(|name| !name.is_empty()).unwrap_or("note");
            let text = note.as_str().or_else(|| note["text"].as_str()).unwrap_or_default();
            let creator = note["creator"].as_str();
            self.users.extend(creator.map(str::to_owned));
            let note =
                notes::element(&of_note, name, text).with_some("creationDateTime", note["created"].as_str());
            self.notes.push(note.with_some("creatingUser", creator.map(guid::of_user)));
        }
        let variables = said(VARIABLES).map(|variables| self.variables.values(variables)).unwrap_or_default();
        source.children.extend(variables);
        for case in said(CASES).into_iter().flat_map(items) {
            let variables = self.variables.values(&case[VARIABLES]);
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

    /// The variables, the cases and the sets.
    pub fn groups(self) -> [Vec<Element>; 3] {
        let (cases, sets) = (self.cases.into_values().collect(), self.sets.into_values().collect());
        [self.variables.elements(), cases, sets]
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
    let description = said[DESCRIPTION].as_str().map(|text| Element::new("Description").holding(text));
    let group =
        Element::new(element).with("guid", guid).with("name", said["name"].as_str().unwrap_or_default());
    group.around(description)
}
