//! Reading an attribute of a kind, and checking the values that it is given.

use std::ops::Range;

use toml_edit::{Item, TableLike};

use super::{
    Attribute, Shape,
    toml_reader::{Result, TomlReader, span_of},
};
use crate::gloss::Value;

/// Reads an attribute: a new one, or changes of the one of this name among `attributes`.
pub fn attribute(
    toml: TomlReader<'_>,
    attributes: &mut Vec<Attribute>,
    name: &str,
    item: &Item,
) -> Result<()> {
    let table = toml.as_table(item, &format!("attribute {name}"))?;
    let at = attributes.iter().position(|attribute| attribute.name == name);
    if toml.flag(table, "remove")? {
        if let Some(at) = at {
            attributes.remove(at);
            return Ok(());
        }
        return toml.error(item.span(), format!("there is no attribute “{name}” to remove"));
    }
    let what = format!("attribute “{name}”");
    toml.only(table, &["type", "doc", "choices", "min", "max", "default", "remove"], &what)?;
    let old = at.map(|at| attributes[at].clone());
    let shape = match toml.string(table, "type")? {
        Some(shape) => match of_type(&shape) {
            Some(shape) => shape,
            None => {
                let why = format!("no type “{shape}”: there are text, choice, number, flag and list");
                return toml.error(span_of(table, "type"), why);
            }
        },
        None => match &old {
            Some(old) => old.shape.clone(),
            None => {
                let why = format!("{what} has no type: text, choice, number, flag or list");
                return toml.error(item.span(), why);
            }
        },
    };
    let shape = bounds(toml, table, shape)?;
    if matches!(&shape, Shape::Choice(choices) if choices.is_empty()) {
        let why = format!("{what} is a choice, but has no choices = [\"…\", \"…\"]");
        return toml.error(span_of(table, "choices").or(item.span()), why);
    }
    let doc = toml.string(table, "doc")?.or(old.as_ref().map(|old| old.doc.clone())).unwrap_or_default();
    let default = match table.get("default") {
        Some(item) => Some(toml.value(item)?),
        None => old.and_then(|old| old.default),
    };
    let attribute = Attribute { name: name.to_owned(), doc, shape, default };
    if let Some(default) = &attribute.default {
        check(toml, &attribute, default, span_of(table, "default").or(item.span()))?;
    }
    match at {
        Some(at) => attributes[at] = attribute,
        None => attributes.push(attribute),
    }
    Ok(())
}

/// Fails unless `value`, which stands at this span, is one that the attribute takes.
pub fn check(
    toml: TomlReader<'_>,
    attribute: &Attribute,
    value: &Value,
    span: Option<Range<usize>>,
) -> Result<()> {
    let Attribute { name, shape, .. } = attribute;
    if shape.takes(value) {
        return Ok(());
    }
    let expected = match shape {
        Shape::Text => "a text".to_owned(),
        Shape::Choice(choices) => format!("one of {}", choices.join(", ")),
        Shape::Number { min, max } => {
            let bound = |bound: &Option<f64>| bound.map_or("…".to_owned(), |bound| bound.to_string());
            format!("a number from {} to {}", bound(min), bound(max))
        }
        Shape::Flag => "true or false".to_owned(),
        Shape::List => "a list of texts".to_owned(),
    };
    toml.error(span, format!("{name} is {expected}, not “{value}”"))
}

/// The shape of this name, without choices and bounds.
fn of_type(name: &str) -> Option<Shape> {
    Some(match name {
        "text" => Shape::Text,
        "choice" => Shape::Choice(Vec::new()),
        "number" => Shape::Number { min: None, max: None },
        "flag" => Shape::Flag,
        "list" => Shape::List,
        _ => return None,
    })
}

/// The shape with the choices and bounds in the table.
fn bounds(toml: TomlReader<'_>, table: &dyn TableLike, shape: Shape) -> Result<Shape> {
    let bound = |name: &str, old: Option<f64>| match table.get(name) {
        None => Ok(old),
        Some(item) => match toml.value(item)? {
            Value::Number(number) if number.is_finite() => Ok(Some(number)),
            _ => toml.error(item.span(), format!("{name} is a number")),
        },
    };
    match shape {
        Shape::Number { min, max } => {
            let (min, max) = (bound("min", min)?, bound("max", max)?);
            if let Some((least, most)) = min.zip(max).filter(|(min, max)| min > max) {
                let span = span_of(table, "min").or(span_of(table, "max"));
                return toml.error(span, format!("min, {least}, is above max, {most}"));
            }
            Ok(Shape::Number { min, max })
        }
        Shape::Choice(old) => match table.get("choices") {
            None => Ok(Shape::Choice(old)),
            Some(item) => choices(toml, item),
        },
        other => Ok(other),
    }
}

/// The choices in a list: texts that are not empty, each once.
fn choices(toml: TomlReader<'_>, item: &Item) -> Result<Shape> {
    let Value::List(choices) = toml.value(item)? else {
        return toml.error(item.span(), "choices are a list of texts: [\"…\", \"…\"]");
    };
    for (at, choice) in choices.iter().enumerate() {
        let span = item.as_array().and_then(|array| array.get(at)?.span());
        if choice.trim().is_empty() {
            return toml.error(span, "this choice is empty");
        }
        if choices[..at].contains(choice) {
            return toml.error(span, format!("the choice “{choice}” stands there twice"));
        }
    }
    Ok(Shape::Choice(choices))
}
