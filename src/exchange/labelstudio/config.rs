//! Writes the labelling configuration: the labels, and a control for each attribute.

use std::io;

use super::{GLOSS, TEXT};
use crate::{
    exchange::{Export, Loss, codebook::schema_of_all, hues, xml::Element},
    gloss::{Schema, Shape},
};

/// Writes the configuration for the kinds that documents use.
pub fn write(
    exports: &mut dyn Iterator<Item = Export>,
    out: &mut dyn io::Write,
    _: &mut Loss,
) -> io::Result<()> {
    out.write_all(describe(&schema_of_all(exports)).as_bytes())
}

/// The configuration for the kinds, links and attributes of a schema.
pub fn describe(schema: &Schema) -> String {
    let labels = schema.kinds.iter().map(|kind| {
        let label = item("Label", &kind.name).with("background", hues::color(&kind.color));
        label.with_some("hint", Some(&kind.doc).filter(|doc| !doc.is_empty()))
    });
    let labels = Element::new("Labels").with("name", GLOSS).with("toName", TEXT).around(labels);
    let links = schema.links.iter().map(|link| item("Relation", &link.name));
    let text = Element::new("Text").with("name", TEXT).with("value", format!("${TEXT}"));
    let view = [Element::new("Relations").around(links), labels, text.with("granularity", "symbol")];
    let controls = controls(schema).into_iter().map(Control::element);
    Element::new("View").around(view).around(controls).text()
}

/// What is asked of each region of some kinds.
struct Control<'a> {
    name: &'a str,
    shape: Shape,
    kinds: Vec<&'a str>,
}

/// A control for each attribute of a schema: a name has one for all kinds, with all of their choices.
fn controls(schema: &Schema) -> Vec<Control<'_>> {
    let mut controls: Vec<Control<'_>> = Vec::new();
    for kind in &schema.kinds {
        for attribute in &kind.attributes {
            let known = controls.iter_mut().find(|control| control.name == attribute.name);
            match known {
                Some(control) => {
                    control.kinds.push(&kind.name);
                    if let (Shape::Choice(all), Shape::Choice(own)) = (&mut control.shape, &attribute.shape) {
                        let new: Vec<String> =
                            own.iter().filter(|choice| !all.contains(choice)).cloned().collect();
                        all.extend(new);
                    }
                }
                None => {
                    let (name, shape) = (attribute.name.as_str(), attribute.shape.clone());
                    controls.push(Control { name, shape, kinds: vec![&kind.name] });
                }
            }
        }
    }
    controls
}

impl Control<'_> {
    fn element(self) -> Element {
        let Self { name, shape, kinds } = self;
        let element = |control: &str| {
            let element =
                Element::new(control).with("name", name).with("toName", TEXT).with("perRegion", true);
            element.with("whenTagName", GLOSS).with("whenLabelValue", kinds.join(","))
        };
        let choices = |choices: &[String]| {
            element("Choices").around(choices.iter().map(|choice| item("Choice", choice)))
        };
        match shape {
            Shape::Choice(all) => choices(&all),
            Shape::Flag => choices(&["yes".to_owned(), "no".to_owned()]),
            Shape::Number { min, max } => element("Number").with_some("min", min).with_some("max", max),
            Shape::Text => element("TextArea").with("maxSubmissions", 1).with("placeholder", name),
            Shape::List => element("TextArea").with("placeholder", name),
        }
    }
}

fn item(element: &str, value: &str) -> Element {
    Element::new(element).with("value", value)
}
