//! Reads documents from a project of any program.

use std::{collections::HashMap, sync::Arc};

use super::{
    ORIGIN,
    about::Subjects,
    guid,
    meaning::{self, Meaning},
    notes::Notes,
    write::PART,
};
use crate::{
    archive::Archive,
    exchange::{
        ForeignFile, Imported, Loss, Unreadable,
        import::{Capture, id, sort_and_join},
        xml::{self, Element},
    },
    gloss::{Gloss, Link, Shape, Value},
    text::Text,
};

/// Reads the documents of an archive.
pub fn project(input: &ForeignFile<'_>, loss: &mut Loss) -> Result<Vec<Imported>, Unreadable> {
    let mut archive = Archive::open(input.bytes)?;
    let named = archive.names().find(|name| name.to_ascii_lowercase().ends_with(".qde"));
    let named = named.ok_or_else(|| Unreadable::new("there is no project (.qde) in the archive"))?;
    let bytes = archive.bytes(&named)?;
    let xml = ForeignFile::new(&named, &bytes);
    let root = xml::read(xml.utf8()?)?;
    let mut project = Project::of(&root, loss);
    let subjects = Subjects::of(&root, loss);
    let mut documents = Vec::new();
    for source in root.first("Sources").map_or(&[][..], |sources| &sources.children) {
        // The text of a PDF is in an element of its own.
        let text_source = match source.name.as_str() {
            "TextSource" => Some(source),
            "PDFSource" => source.first("Representation"),
            _ => None,
        };
        let Some(text) = text_source.and_then(|source| text_of(source, &mut archive).transpose()) else {
            loss.add("sources without a plain text", 1);
            continue;
        };
        let name = project.name_of(source);
        let in_text = text_source.unwrap_or(source);
        let mut document = project.document(name, &text?, in_text, loss);
        let kind = |coding: &Element| match project.meaning_of(coding) {
            Some(Meaning::Kind(kind)) => Some(kind),
            _ => None,
        };
        let user = |guid: &str| project.users.get(guid).cloned();
        document.record = subjects.record(source, in_text, &project.notes, user, kind, loss);
        documents.push(document);
    }
    project.links(&root, &mut documents, loss);
    let schema = Arc::new(meaning::schema(codes_of(&root), &project.notes, loss));
    for document in &mut documents {
        document.schema = Some(schema.clone());
    }
    Ok(documents)
}

/// Reads the kinds of a codebook.
pub fn codebook(input: &ForeignFile<'_>, loss: &mut Loss) -> Result<Vec<Imported>, Unreadable> {
    let root = xml::read(input.utf8()?)?;
    if root.name != "CodeBook" {
        return Err(Unreadable::at(root.line, format!("a codebook is a CodeBook, not a {}", root.name)));
    }
    let schema = Some(Arc::new(meaning::schema(root.first("Codes"), &Notes::default(), loss)));
    Ok(vec![Imported { schema, ..Imported::default() }])
}

/// The text of a source, which is in the element or in the archive.
fn text_of(source: &Element, archive: &mut Archive<'_>) -> Result<Option<String>, Unreadable> {
    if let Some(content) = source.first("PlainTextContent") {
        return Ok(Some(content.text.clone()));
    }
    let path = source.get("plainTextPath").unwrap_or_default();
    let Some(file) = path.rsplit(['/', '\\']).next().filter(|file| !file.is_empty()) else { return Ok(None) };
    let is_it = |name: &String| name.rsplit('/').next().is_some_and(|last| last.eq_ignore_ascii_case(file));
    let Some(name) = archive.names().find(is_it) else { return Ok(None) };
    let bytes = archive.bytes(&name)?;
    Ok(Some(ForeignFile::new(&name, &bytes).utf8()?.to_owned()))
}

#[derive(Default)]
struct Project {
    /// Whether this program wrote it.
    ours: bool,
    codes: HashMap<String, Meaning>,
    users: HashMap<String, String>,
    notes: Notes,
    /// The gloss of each selection and coding: the index of the document and of the gloss.
    places: HashMap<String, (usize, usize)>,
    documents: usize,
}

impl Project {
    fn of(root: &Element, loss: &mut Loss) -> Self {
        let all = |group: &str| root.first(group).map_or(&[][..], |group| &group.children);
        let program = |origin: &str| origin.split(' ').next().map(str::to_owned);
        let ours = root.get("origin").and_then(program) == program(ORIGIN);
        let mut project = Self { ours, notes: Notes::of_project(root, loss), ..Self::default() };
        for user in all("Users") {
            let name = user.get("name").or_else(|| user.get("id")).unwrap_or_default();
            project.users.insert(guid::in_attribute(user, "guid"), name.to_owned());
        }
        for code in codes_of(root).iter().flat_map(|codes| codes.all("Code")) {
            project.code(code, None);
        }
        project
    }

    /// Adds a code, and the codes in it; `above` is the meaning of the code around it.
    fn code(&mut self, code: &Element, above: Option<&Meaning>) {
        let meaning = Meaning::of(code, above);
        for below in code.all("Code") {
            self.code(below, Some(&meaning));
        }
        self.codes.insert(guid::in_attribute(code, "guid"), meaning);
    }

    /// The file name of a source.
    fn name_of(&self, source: &Element) -> String {
        let name = source.get("name").unwrap_or("text");
        if self.ours || name.contains('.') { name.to_owned() } else { format!("{name}.txt") }
    }

    fn document(&mut self, name: String, text: &str, source: &Element, loss: &mut Loss) -> Imported {
        let text = Text::new(text);
        let mut document = Imported { name: Some(name), ..Imported::default() };
        let capture = Capture::new(&text);
        for selection in source.all("PlainTextSelection") {
            self.selection(selection, &capture, &mut document, loss);
        }
        document.text = Some(text);
        self.documents += 1;
        document
    }

    fn selection(
        &mut self,
        selection: &Element,
        capture: &Capture<'_>,
        document: &mut Imported,
        loss: &mut Loss,
    ) {
        let own = guid::in_attribute(selection, "guid");
        let position = |name| selection.get(name)?.trim().parse::<usize>().ok();
        let place = position("startPosition").zip(position("endPosition"));
        let Some(selector) = place.and_then(|(start, end)| capture.points(start, end)) else {
            let said = |name| selection.get(name).unwrap_or("?");
            let (start, end) = (said("startPosition"), said("endPosition"));
            let what = format!("{start} to {end} is no part of the text");
            return loss.pass_over(&Unreadable::at(selection.line, what));
        };
        for coding in selection.all("Coding") {
            let Some(Meaning::Kind(kind)) = self.meaning_of(coding) else { continue };
            let coding_guid = guid::in_attribute(coding, "guid");
            let id = guid::id_in(&own).unwrap_or_else(|| id("refi", &coding_guid));
            let mut gloss = Gloss::new(id, kind, vec![selector.clone()]);
            self.attributes(selection, &mut gloss, loss);
            let notes = [selection, coding].into_iter().flat_map(|element| self.notes_of(element));
            gloss.note = Some(notes.collect::<Vec<_>>().join("\n\n")).filter(|note| !note.is_empty());
            let said = |name| coding.get(name).or_else(|| selection.get(name));
            gloss.creator = said("creatingUser").and_then(|user| self.users.get(&guid::plain(user)).cloned());
            gloss.created = said("creationDateTime").map(str::to_owned);
            gloss.modified = selection.get("modifiedDateTime").map(str::to_owned);
            let at = (self.documents, document.glosses.len());
            self.places.insert(own.clone(), at);
            self.places.insert(coding_guid, at);
            document.glosses.push(gloss);
        }
        for coding in selection.all("Coding").filter(|coding| self.meaning_of(coding).is_none()) {
            loss.pass_over(&Unreadable::at(coding.line, "its code is not in the codebook"));
        }
        if !self.places.contains_key(&own) {
            loss.add("selections without a code", 1);
        }
    }

    fn meaning_of(&self, coding: &Element) -> Option<Meaning> {
        self.codes.get(&guid::in_attribute(coding.first("CodeRef")?, "targetGUID")).cloned()
    }

    /// Sets the attributes that a selection is coded with, apart from its kind.
    fn attributes(&self, selection: &Element, gloss: &mut Gloss, loss: &mut Loss) {
        for coding in selection.all("Coding") {
            let Some(Meaning::Attribute { kind, name, shape, value }) = self.meaning_of(coding) else {
                continue;
            };
            if kind != gloss.tag {
                continue;
            }
            let read = match (shape, value, gloss.attributes.get(&name)) {
                (Shape::Number { .. }, value, _) => {
                    value.and_then(|value| value.parse().ok()).map(Value::Number)
                }
                (Shape::Flag, value, _) => value.and_then(|value| value.parse().ok()).map(Value::Flag),
                (Shape::List, Some(value), Some(Value::List(items))) => {
                    Some(Value::List(items.iter().cloned().chain([value]).collect()))
                }
                (Shape::List, value, _) => Some(Value::List(value.into_iter().collect())),
                (Shape::Text | Shape::Choice(_), value, _) => Some(Value::Text(value.unwrap_or_default())),
            };
            match read {
                Some(value) => gloss.attributes.set(&name, value),
                None => loss.add("attributes", 1),
            }
        }
    }

    /// The notes on a selection or a coding.
    fn notes_of(&self, element: &Element) -> Vec<String> {
        let own = element.first("Description").map(|description| description.text.clone());
        let referred = self.notes.of(element).map(|note| note.text.clone());
        own.into_iter().chain(referred).filter(|note| !note.is_empty()).collect()
    }

    /// Adds the links between glosses, and joins the parts of split ones.
    fn links(&self, root: &Element, documents: &mut [Imported], loss: &mut Loss) {
        let mut parts: Vec<((usize, usize), (usize, usize))> = Vec::new();
        for link in root.first("Links").iter().flat_map(|links| links.all("Link")) {
            let place = |name| self.places.get(&guid::in_attribute(link, name)).copied();
            let role = link.get("name").unwrap_or("linked");
            match (place("originGUID"), place("targetGUID")) {
                (Some(from), Some(to)) if from.0 == to.0 && role == PART => parts.push((from, to)),
                (Some(from), Some(to)) if from.0 == to.0 => {
                    let to = documents[to.0].glosses[to.1].id.clone();
                    documents[from.0].glosses[from.1].links.push(Link { role: role.to_owned(), to });
                }
                _ => loss.add("links", 1),
            }
        }
        for &(part, first) in &parts {
            let selectors = std::mem::take(&mut documents[part.0].glosses[part.1].selectors);
            documents[first.0].glosses[first.1].selectors.extend(selectors);
        }
        for document in documents {
            document.glosses.retain(|gloss| !gloss.selectors.is_empty());
            let Some(text) = &document.text else { continue };
            let capture = Capture::new(text);
            for gloss in document.glosses.iter_mut().filter(|gloss| gloss.selectors.len() > 1) {
                gloss.selectors = sort_and_join(std::mem::take(&mut gloss.selectors), &capture);
            }
        }
    }
}

/// The codes of a project.
fn codes_of(root: &Element) -> Option<&Element> {
    root.first("CodeBook")?.first("Codes")
}
