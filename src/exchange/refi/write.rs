//! Writes documents as a project.

use std::{
    collections::{BTreeSet, HashMap, HashSet},
    io,
};

use super::{
    ORIGIN,
    about::About,
    codes::{self, Codes},
    guid, notes,
};
use crate::{
    archive::archive_of,
    exchange::{Export, Loss, codebook::schema_of_all, export::first_words, xml::Element},
    gloss::{Gloss, Placed},
    text::CodePoints,
};

/// The link from a further part of a gloss to the first.
pub const PART: &str = "gloss: part of";

/// Writes an archive with the project and its texts.
pub fn project(
    exports: &mut dyn Iterator<Item = Export>,
    out: &mut dyn io::Write,
    loss: &mut Loss,
) -> io::Result<()> {
    let exports: Vec<Export> = exports.collect();
    let schema = schema_of_all(&exports);
    let mut writer = Writer { codes: Codes::of(&schema), about: About::of(&exports), ..Writer::default() };
    let sources: Vec<Element> = exports.iter().map(|export| writer.source(export, loss)).collect();
    writer.users.append(&mut writer.about.users);
    writer.notes.extend(codes::notes(&schema));
    let users = writer
        .users
        .iter()
        .map(|name| Element::new("User").with("guid", guid::of_user(name)).with("name", name));
    let codes = Some(Element::new("Codes").around(writer.codes.elements(&schema)));
    let codes = codes.filter(|codes| !codes.children.is_empty());
    let group = |name: &str, elements: Vec<Element>| {
        (!elements.is_empty()).then(|| Element::new(name).around(elements))
    };
    let users = users.collect();
    writer.notes.append(&mut writer.about.notes);
    let [variables, cases, sets] = writer.about.groups();
    let groups = [
        group("Users", users),
        group("CodeBook", codes.into_iter().collect()),
        group("Variables", variables),
        group("Cases", cases),
        group("Sources", sources),
        group("Notes", writer.notes),
        group("Links", writer.links),
        group("Sets", sets),
    ];
    let project = Element::new("Project").with("xmlns", "urn:QDA-XML:project:1.0").with("name", "gloss");
    let mut xml = Vec::new();
    project.with("origin", ORIGIN).around(groups.into_iter().flatten()).write(&mut xml, loss)?;
    let texts: Vec<(String, String)> = exports
        .iter()
        .map(|export| {
            (
                format!("sources/{}.txt", guid::of(&["source", &export.coded_name()])),
                export.whole().into_owned(),
            )
        })
        .collect();
    let texts = texts.iter().map(|(name, text)| (name.clone(), text.as_bytes()));
    out.write_all(&archive_of([("project.qde".to_owned(), &xml[..])].into_iter().chain(texts))?)
}

#[derive(Default)]
struct Writer {
    codes: Codes,
    about: About,
    users: BTreeSet<String>,
    notes: Vec<Element>,
    links: Vec<Element>,
    /// The GUIDs of spans that are in use.
    taken: HashSet<String>,
}

impl Writer {
    fn source(&mut self, export: &Export, loss: &mut Loss) -> Element {
        let own = guid::of(&["source", &export.coded_name()]);
        let path = format!("internal://{own}.txt");
        let mut source = Element::new("TextSource")
            .with("guid", own)
            .with("name", export.coded_name())
            .with("plainTextPath", path);
        let text = export.whole();
        let points = CodePoints::new(&text);
        let mut firsts = HashMap::new();
        for placed in export.in_place() {
            let spans = self.gloss(export, placed, &points, loss);
            firsts.extend(
                spans.first().and_then(|span| Some((&placed.gloss.id, span.get("guid")?.to_owned()))),
            );
            source.children.extend(spans);
        }
        for placed in export.in_place() {
            for (number, link) in placed.gloss.links.iter().enumerate() {
                match (firsts.get(&placed.gloss.id), firsts.get(&link.to)) {
                    (Some(from), Some(to)) => self.link(&link.role, from, to, number),
                    _ => loss.add("dangling links", 1),
                }
            }
        }
        self.about.add(&export.record, &mut source, &self.codes);
        source
    }

    /// Adds a selection for each part of a gloss.
    fn gloss(
        &mut self,
        export: &Export,
        placed: &Placed,
        points: &CodePoints<'_>,
        loss: &mut Loss,
    ) -> Vec<Element> {
        let gloss = export.recorded(placed);
        let note = gloss.note.as_ref().map(|note| self.note(export, &gloss, note));
        let codings = self.codings(&gloss, loss);
        let mut selections: Vec<Element> = Vec::new();
        for (part, span) in placed.place.spans.iter().enumerate() {
            let own = self.span(export, &gloss, part);
            if let Some(first) = selections.first().and_then(|first| first.get("guid")) {
                self.link(PART, &own, first, 0);
            }
            let selection =
                Element::new("PlainTextSelection").with("guid", &own).with("name", first_words(&gloss));
            let placed = selection
                .with("startPosition", points.of(span.start))
                .with("endPosition", points.of(span.end));
            let codings = codings.iter().enumerate().map(|(number, coding)| {
                let mut coding = coding.clone();
                coding
                    .attributes
                    .insert(0, ("guid".to_owned(), guid::of(&["coding", &own, &number.to_string()])));
                coding
            });
            let refer = note.as_ref().filter(|_| part == 0).map(|note| refer("NoteRef", note));
            let modified = date(gloss.modified.as_deref(), loss);
            let dated = with_author(placed, &gloss, loss).with_some("modifiedDateTime", modified);
            selections.push(dated.around(codings).around(refer));
        }
        selections
    }

    /// The GUID of a part: that of the id alone, unless another document has a gloss with the same id.
    fn span(&mut self, export: &Export, gloss: &Gloss, part: usize) -> String {
        let own = guid::of_part(&gloss.id, part).filter(|own| !self.taken.contains(own));
        let own = own.unwrap_or_else(|| {
            guid::of(&["span", &export.coded_name(), gloss.id.as_str(), &part.to_string()])
        });
        self.taken.insert(own.clone());
        own
    }

    /// The codings of a gloss: its kind and its values.
    fn codings(&mut self, gloss: &Gloss, loss: &mut Loss) -> Vec<Element> {
        let mut codes = vec![self.codes.of_kind(&gloss.tag)];
        for (name, value) in gloss.attributes.iter() {
            codes.extend(self.codes.of_value(&gloss.tag, name, value));
        }
        self.users.extend(gloss.creator.clone());
        codes
            .iter()
            .map(|code| with_author(Element::new("Coding"), gloss, loss).around([refer("CodeRef", code)]))
            .collect()
    }

    fn note(&mut self, export: &Export, gloss: &Gloss, note: &str) -> String {
        let own = guid::of(&["note", &export.coded_name(), gloss.id.as_str()]);
        self.notes.push(notes::element(&own, &first_words(gloss), note));
        own
    }

    fn link(&mut self, role: &str, from: &str, to: &str, number: usize) {
        let own = guid::of(&["link", role, from, to, &number.to_string()]);
        let link = Element::new("Link").with("guid", own).with("name", role).with("direction", "OneWay");
        self.links.push(link.with("originGUID", from).with("targetGUID", to));
    }
}

/// Adds who made a gloss, and when, to an element.
fn with_author(element: Element, gloss: &Gloss, loss: &mut Loss) -> Element {
    let created = date(gloss.created.as_deref(), loss);
    element
        .with_some("creatingUser", gloss.creator.as_deref().map(guid::of_user))
        .with_some("creationDateTime", created)
}

fn date<'a>(date: Option<&'a str>, loss: &mut Loss) -> Option<&'a str> {
    let good = date.filter(|date| date.contains('T') && date.parse::<jiff::Timestamp>().is_ok());
    loss.add("dates", usize::from(date.is_some() && good.is_none()));
    good
}

fn refer(name: &str, to: &str) -> Element {
    Element::new(name).with("targetGUID", to)
}
