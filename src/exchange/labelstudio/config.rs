//! The labelling configuration: the labels, and a control for each attribute.

use super::{GLOSS, TEXT};
use crate::gloss::{Schema, Shape};

/// The configuration for the kinds, links and attributes of a schema.
pub fn describe(schema: &Schema) -> String {
    let mut xml = format!(
        "<View>\n  <Relations>\n{}  </Relations>\n  <Labels name=\"{GLOSS}\" toName=\"{TEXT}\">\n{}  </Labels>\n",
        schema.links.iter().map(|link| item("Relation", &link.name)).collect::<String>(),
        schema.kinds.iter().map(|kind| item("Label", &kind.name)).collect::<String>(),
    );
    xml.push_str(&format!("  <Text name=\"{TEXT}\" value=\"${TEXT}\" granularity=\"symbol\"/>\n"));
    let mut named: Vec<&str> = Vec::new();
    for kind in &schema.kinds {
        for attribute in &kind.attributes {
            if !named.contains(&attribute.name.as_str()) {
                named.push(&attribute.name);
                xml.push_str(&control(&attribute.name, &attribute.shape, &kind.name));
            }
        }
    }
    xml + "</View>\n"
}

/// A control for each region of a kind.
fn control(name: &str, shape: &Shape, kind: &str) -> String {
    let (name, kind) = (escape(name), escape(kind));
    let asked = format!(
        "name=\"{name}\" toName=\"{TEXT}\" perRegion=\"true\" whenTagName=\"{GLOSS}\" whenLabelValue=\"{kind}\""
    );
    let choices = |choices: &[String]| {
        let items: String = choices.iter().map(|choice| item("Choice", choice)).collect();
        format!("  <Choices {asked}>\n{items}  </Choices>\n")
    };
    match shape {
        Shape::Choice(all) => choices(all),
        Shape::Flag => choices(&["yes".to_owned(), "no".to_owned()]),
        Shape::Number { .. } => format!("  <Number {asked}/>\n"),
        Shape::Text => format!("  <TextArea {asked} maxSubmissions=\"1\" placeholder=\"{name}\"/>\n"),
        Shape::List => format!("  <TextArea {asked} placeholder=\"{name}\"/>\n"),
    }
}

fn item(element: &str, value: &str) -> String {
    format!("    <{element} value=\"{}\"/>\n", escape(value))
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;")
}
