//! Reads a labelling configuration of anybody's: its labels are kinds, its relations links, and what it asks of each region is an
//! attribute.

use super::CONFIGURATIONS;
use crate::{
    exchange::{
        ForeignFile, Imported, Loss, Unreadable, hues,
        xml::{self, Element},
    },
    gloss::{Attribute, Kind, LinkKind, Schema, Shape},
};

/// The most stars that a rating has if it doesn't say.
const USUAL_STARS: f64 = 5.0;

/// Reads the kinds of a configuration.
pub fn read(input: &ForeignFile<'_>, _: &mut Loss) -> Result<Vec<Imported>, Unreadable> {
    let schema = Some(parse(input.utf8()?)?.into());
    Ok(vec![Imported { schema, ..Imported::default() }])
}

/// The kinds of the configuration beside a file, if there is one. One that can't be read is counted.
pub fn beside(input: &ForeignFile<'_>, loss: &mut Loss) -> Option<Schema> {
    let mut found = CONFIGURATIONS.iter().filter_map(|name| Some((name, input.codebook(name)?)));
    let (name, xml) = found.next()?;
    match parse(xml) {
        Ok(schema) => Some(schema),
        Err(error) => {
            loss.pass_over(&Unreadable::new(format!("{name}: {error}")));
            None
        }
    }
}

fn parse(xml: &str) -> Result<Schema, Unreadable> {
    let view = xml::read(xml)?;
    if view.name != "View" {
        let message = format!("a labelling configuration is a View, not a {}", view.name);
        return Err(Unreadable::at(view.line, message));
    }
    let mut schema = Schema::default();
    each(&view, &mut |element| add_labels(&mut schema, element));
    each(&view, &mut |element| add_attribute(&mut schema, element));
    if schema.kinds.is_empty() {
        return Err(Unreadable::at(view.line, "there are no labels for parts of a text in it"));
    }
    Ok(schema)
}

/// Calls `visit` with an element and all elements in it.
fn each<'a>(element: &'a Element, visit: &mut impl FnMut(&'a Element)) {
    visit(element);
    for child in &element.children {
        each(child, visit);
    }
}

/// The value that results have: an alias, if there is one.
fn value_of(element: &Element) -> Option<&str> {
    element.get("alias").or_else(|| element.get("value")).filter(|value| !value.is_empty())
}

/// Adds the labels or the relations in an element.
fn add_labels(schema: &mut Schema, element: &Element) {
    let is_control = element.name.ends_with("Labels");
    each(element, &mut |item| match (item.name.as_str(), value_of(item)) {
        ("Label", Some(name)) if is_control && schema.kind(name).is_none() => {
            let color = item.get("background").map_or(hues::NONE.to_owned(), hues::hue);
            let doc = item.get("hint").unwrap_or_default().to_owned();
            schema.kinds.push(Kind { doc, color, ..Kind::unknown(name) });
        }
        ("Relation", Some(name))
            if element.name == "Relations" && schema.links.iter().all(|link| link.name != name) =>
        {
            let (name, doc) = (name.to_owned(), String::new());
            schema.links.push(LinkKind { name, doc, key: None, inverse: None });
        }
        _ => {}
    });
}

/// Adds an attribute to the kinds of whose regions a control asks it.
fn add_attribute(schema: &mut Schema, control: &Element) {
    let (Some(name), Some(shape)) = (control.get("name"), shape_of(control)) else { return };
    if control.get("perRegion") != Some("true") || name.is_empty() {
        return;
    }
    let wanted = control.get("whenLabelValue").filter(|wanted| !wanted.is_empty());
    let is_asked = |kind: &str| {
        wanted.is_none_or(|wanted| wanted == kind || wanted.split(',').any(|one| one.trim() == kind))
    };
    for kind in schema.kinds.iter_mut().filter(|kind| is_asked(&kind.name)) {
        if kind.attribute(name).is_none() {
            let (name, doc, shape) = (name.to_owned(), String::new(), shape.clone());
            kind.attributes.push(Attribute { name, doc, shape, default: None });
        }
    }
}

/// The shape of what a control asks; `None` if it asks nothing that an attribute can be.
fn shape_of(control: &Element) -> Option<Shape> {
    let number = |name: &str| control.get(name)?.trim().parse::<f64>().ok();
    Some(match control.name.as_str() {
        "Choices" if control.get("choice") == Some("multiple") => Shape::List,
        "Choices" => {
            let mut choices: Vec<String> = Vec::new();
            each(control, &mut |item| {
                choices.extend(value_of(item).filter(|_| item.name == "Choice").map(str::to_owned));
            });
            if choices == ["yes", "no"] { Shape::Flag } else { Shape::Choice(choices) }
        }
        "Number" => Shape::Number { min: number("min"), max: number("max") },
        "Rating" => Shape::Number { min: Some(0.0), max: number("maxRating").or(Some(USUAL_STARS)) },
        "TextArea" if control.get("maxSubmissions") == Some("1") => Shape::Text,
        "DateTime" => Shape::Text,
        "TextArea" | "Taxonomy" => Shape::List,
        _ => return None,
    })
}
