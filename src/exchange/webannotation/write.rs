//! Writes glosses as annotations of the model, an annotation a line.
//!
//! The properties of the collection come after its annotations, since their number is only known then, and so none of
//! them has to be kept in memory.

use std::{borrow::Cow, io, iter};

use serde::Serialize;
use serde_json::{json, to_writer};

use super::{
    super::{Export, Loss, iri, json::attribute, locator_columns::PlaceColumn},
    fragments::{self, Fragment},
};
use crate::{
    gloss::{Generator, Gloss, Id, Placed, Schema, Selector, Shape, Value},
    source::SourcePlace,
    text::fnv,
};

/// Writes the glosses of all documents as one collection of annotations.
pub fn write(
    exports: &mut dyn Iterator<Item = Export>,
    out: &mut dyn io::Write,
    loss: &mut Loss,
) -> io::Result<()> {
    let (mut titles, mut total, mut names) = (Vec::new(), 0, fnv::BASIS);
    write!(out, "{HEAD}")?;
    for export in exports {
        let mut places = export.places_in_source().into_iter();
        for placed in &export.glosses {
            out.write_all(if total == 0 { b"\n" } else { b",\n" })?;
            annotation(&export, placed, &mut places, out)?;
            // An agent has only a name, so a generator with more is written as JSON.
            let is_named = |program: &Generator| Generator::from(program.to_string().as_str()) == *program;
            loss.add(
                "generators",
                usize::from(placed.gloss.generator.as_ref().is_some_and(|g| !is_named(g))),
            );
            total += 1;
        }
        names = export.name.bytes().chain([0]).fold(names, fnv::with);
        titles.push(export.title);
    }
    let id = format!("urn:gloss:collection:{}", Id::from_bits(names));
    writeln!(out, "\n], \"startIndex\": 0, \"id\": \"{id}:1\", \"partOf\": \"{id}\" }},")?;
    writeln!(out, "\"id\": \"{id}\",\n\"total\": {total},\n\"label\": {}\n}}", json!(titles))
}

/// The beginning of a collection, up to its first annotation.
const HEAD: &str = r#"{
"@context": "http://www.w3.org/ns/anno.jsonld",
"type": "AnnotationCollection",
"first": { "type": "AnnotationPage", "items": ["#;

#[derive(Serialize)]
struct Annotation<'a> {
    id: String,
    r#type: &'static str,
    motivation: &'static str,
    body: Vec<Body<'a>>,
    target: Vec<TargetRecord<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    creator: Option<Agent<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    coder: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    generator: Option<Agent<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    created: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    modified: Option<&'a str>,
}

#[derive(Serialize)]
struct Agent<'a> {
    r#type: &'static str,
    name: Cow<'a, str>,
}

/// A body: a text, or the IRI of another annotation.
#[derive(Default, Serialize)]
struct Body<'a> {
    r#type: &'static str,
    purpose: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    label: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    format: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    value: Option<Cow<'a, str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<String>,
}

#[derive(Serialize)]
struct TargetRecord<'a> {
    r#type: &'static str,
    source: &'a str,
    selector: Vec<SelectorRecord<'a>>,
}

/// One of the selectors of a target, which are alternatives.
#[derive(Serialize)]
#[serde(untagged)]
enum SelectorRecord<'a> {
    Quote(Quote<'a>),
    Position(Position),
    Fragment(Fragment),
    Element(ElementSelector),
}

#[derive(Serialize)]
struct Quote<'a> {
    r#type: &'static str,
    exact: &'a str,
    prefix: &'a str,
    suffix: &'a str,
}

/// An element of a page, with the position in its text.
#[derive(Serialize)]
struct ElementSelector {
    r#type: &'static str,
    value: String,
    #[serde(rename = "refinedBy")]
    refined_by: Position,
}

#[derive(Serialize)]
struct Position {
    r#type: &'static str,
    start: usize,
    end: usize,
}

/// The places of spans in the document's source, one after the other.
type SourcePlaces = std::vec::IntoIter<Option<SourcePlace>>;

fn annotation(
    export: &Export,
    placed: &Placed,
    places: &mut SourcePlaces,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    let gloss = export.recorded(placed);
    let source = iri::of_document(&export.name);
    let annotation = Annotation {
        id: iri::of_gloss(&gloss.id),
        r#type: "Annotation",
        motivation: "tagging",
        body: bodies(&gloss, &export.schema),
        target: targets(export, placed, &gloss, (&source, places)),
        creator: gloss.creator.as_deref().map(|name| Agent { r#type: "Person", name: name.into() }),
        coder: export.coder.as_deref(),
        generator: gloss
            .generator
            .as_ref()
            .map(|program| Agent { r#type: "Software", name: program.to_string().into() }),
        created: gloss.created.as_deref(),
        modified: gloss.modified.as_deref(),
    };
    Ok(to_writer(out, &annotation)?)
}

/// The targets of a gloss, one for each of its spans.
fn targets<'a>(
    export: &Export,
    placed: &Placed,
    gloss: &'a Gloss,
    (source, places): (&'a str, &mut SourcePlaces),
) -> Vec<TargetRecord<'a>> {
    let own = placed.place.spans.iter().map(|&span| {
        let fragments = fragments::of(export, span).into_iter().map(SelectorRecord::Fragment);
        fragments.chain(places.next().flatten().map(in_source)).collect()
    });
    // An orphan has no place, but the selectors that were recorded.
    let own: Vec<Vec<_>> = own.collect();
    let own = own.into_iter().chain(iter::repeat_with(Vec::new));
    gloss.selectors.iter().zip(own).map(|(span, own)| target(source, span, own)).collect()
}

/// The selector of a place in the source.
fn in_source(place: SourcePlace) -> SelectorRecord<'static> {
    match place {
        SourcePlace::Cfi(identifier) => SelectorRecord::Fragment(Fragment::of_book(identifier)),
        SourcePlace::Element { selector, start, end } => {
            let refined_by = Position { r#type: "TextPositionSelector", start, end };
            SelectorRecord::Element(ElementSelector { r#type: "CssSelector", value: selector, refined_by })
        }
    }
}

/// A target with the selectors that every one has, and with those of its own format.
fn target<'a>(source: &'a str, span: &'a Selector, own: Vec<SelectorRecord<'a>>) -> TargetRecord<'a> {
    let Selector { start, end, exact, prefix, suffix } = span;
    let quote = Quote { r#type: "TextQuoteSelector", exact, prefix, suffix };
    let position = Position { r#type: "TextPositionSelector", start: *start, end: *end };
    let both = [SelectorRecord::Quote(quote), SelectorRecord::Position(position)];
    let selector = both.into_iter().chain(own).collect();
    TargetRecord { r#type: "SpecificResource", source, selector }
}

/// The bodies of a gloss, its kind first.
fn bodies<'a>(gloss: &'a Gloss, schema: &Schema) -> Vec<Body<'a>> {
    let mut bodies = vec![textual("tagging", &gloss.tag)];
    let kind = schema.kind(&gloss.tag);
    bodies.extend(gloss.attributes.iter().map(|(name, value)| {
        let known = kind.and_then(|kind| kind.attributes.iter().find(|known| known.name == name));
        attribute_body(name, value, known.map(|known| &known.shape))
    }));
    bodies.extend(gloss.locator.labels().iter().map(|own| Body {
        label: Some(PlaceColumn::Locator(own.kind).name().into()),
        ..textual("describing", &own.label)
    }));
    bodies.extend(gloss.note.iter().map(|note| textual("commenting", note)));
    bodies.extend(gloss.links.iter().map(|link| Body {
        r#type: "SpecificResource",
        purpose: "linking",
        label: Some(link.role.as_str().into()),
        source: Some(iri::of_gloss(&link.to)),
        ..Body::default()
    }));
    bodies
}

fn attribute_body<'a>(name: &'a str, value: &'a Value, shape: Option<&Shape>) -> Body<'a> {
    let classifies = matches!(shape, Some(Shape::Choice(_) | Shape::Flag));
    let purpose = if classifies { "classifying" } else { "describing" };
    let body = match value {
        Value::Text(text) => textual(purpose, text),
        value => Body {
            format: Some("application/json"),
            value: Some(attribute(value).to_string().into()),
            ..textual(purpose, "")
        },
    };
    Body { label: Some(name.into()), ..body }
}

fn textual<'a>(purpose: &'static str, value: &'a str) -> Body<'a> {
    let (format, value) = (Some("text/plain"), Some(value.into()));
    Body { r#type: "TextualBody", purpose, format, value, ..Body::default() }
}
