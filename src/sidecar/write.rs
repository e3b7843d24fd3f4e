//! Writes a gloss as the TOML of a new annotation.

use std::fmt::Write;

use crate::gloss::{
    Dismissal, Field, Gloss, Link, Selector, Tree, Value,
    fields::{FIELDS, FieldShape},
};

/// A new annotation, with its header and a line break at its end.
pub fn annotation(gloss: &Gloss) -> String {
    let mut text = String::from("[[annotation]]\n");
    for field in FIELDS {
        if let Some(value) = value(field, gloss) {
            // Writing to a string can't fail.
            let _ = writeln!(text, "{} = {value}", field.name);
        }
    }
    text
}

/// The value of a field as new TOML; `None` if it is missing.
pub fn value(field: &Field, gloss: &Gloss) -> Option<String> {
    match &field.shape {
        FieldShape::Id => Some(quoted(gloss.id.as_str())),
        FieldShape::Tag => Some(quoted(&gloss.tag)),
        FieldShape::Attributes => {
            let pairs = gloss.attributes.iter().map(|(name, value)| (name, attribute(value)));
            (!gloss.attributes.is_empty()).then(|| inline_table(pairs))
        }
        FieldShape::Spans => {
            let spans: String = gloss.selectors.iter().map(|s| format!("  {},\n", span(s))).collect();
            Some(format!("[\n{spans}]"))
        }
        FieldShape::Links => (!gloss.links.is_empty()).then(|| list(gloss.links.iter().map(link))),
        FieldShape::Text(slot) => (slot.get)(gloss).as_deref().map(long),
        FieldShape::Time(slot) => (slot.get)(gloss).as_deref().map(time),
        FieldShape::Flag(slot) => (slot.get)(gloss).then(|| "true".to_owned()),
        FieldShape::Structured(slot) => (slot.get)(gloss).as_ref().map(tree),
    }
}

/// A new dismissal, with its header and a line break at its end.
pub fn dismissal(dismissal: &Dismissal) -> String {
    let Dismissal { tag, exact, prefix, suffix } = dismissal;
    let rows = [("tag", tag), ("exact", exact), ("prefix", prefix), ("suffix", suffix)];
    let rows: String = rows.iter().map(|(name, text)| format!("{name} = {}\n", quoted(text))).collect();
    format!("[[dismissed]]\n{rows}")
}

fn span(selector: &Selector) -> String {
    let Selector { start, end, exact, prefix, suffix } = selector;
    let (exact, prefix, suffix) = (quoted(exact), quoted(prefix), quoted(suffix));
    format!("{{ start = {start}, end = {end}, exact = {exact}, prefix = {prefix}, suffix = {suffix} }}")
}

fn link(link: &Link) -> String {
    format!("{{ as = {}, to = {} }}", quoted(&link.role), quoted(link.to.as_str()))
}

/// An array of written values.
pub fn list(items: impl Iterator<Item = String>) -> String {
    format!("[{}]", items.collect::<Vec<_>>().join(", "))
}

/// An inline table of these keys and written values.
pub fn inline_table<'a>(pairs: impl Iterator<Item = (&'a str, String)>) -> String {
    let pairs: Vec<String> = pairs.map(|(name, value)| format!("{} = {value}", key(name))).collect();
    if pairs.is_empty() { "{}".to_owned() } else { format!("{{ {} }}", pairs.join(", ")) }
}

fn attribute(value: &Value) -> String {
    match value {
        Value::Flag(flag) => flag.to_string(),
        Value::Number(number) => self::number(*number),
        Value::Text(text) => quoted(text),
        Value::List(items) => list(items.iter().map(|item| quoted(item))),
    }
}

/// A structured value as new TOML, on one line.
pub fn tree(tree: &Tree) -> String {
    match tree {
        Tree::Flag(flag) => flag.to_string(),
        Tree::Number(number) => self::number(*number),
        Tree::Text(text) => quoted(text),
        Tree::Time(text) => time(text),
        Tree::List(items) => list(items.iter().map(self::tree)),
        Tree::Table(rows) => inline_table(rows.iter().map(|(key, value)| (key.as_str(), self::tree(value)))),
    }
}

fn number(number: f64) -> String {
    match number {
        number if number.fract() == 0.0 && number.abs() < 1e15 => format!("{number:.0}"),
        number if number.is_infinite() => if number > 0.0 { "inf" } else { "-inf" }.to_owned(),
        number => format!("{number:?}"),
    }
}

/// The key, bare if possible, else quoted.
fn key(name: &str) -> String {
    let bare = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
    if bare { name.to_owned() } else { quoted(name) }
}

/// The time as a TOML date and time if it is one, else as a string.
fn time(time: &str) -> String {
    if time.parse::<toml_edit::Datetime>().is_ok() { time.to_owned() } else { quoted(time) }
}

/// The text as a basic string on one line.
pub fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    text.chars().for_each(|c| escape(c, &mut quoted));
    quoted.push('"');
    quoted
}

/// The text as a string, on several lines if it has several.
fn long(text: &str) -> String {
    if !text.contains('\n') {
        return quoted(text);
    }
    let mut long = String::from("\"\"\"\n");
    for c in text.chars() {
        if c == '\n' { long.push('\n') } else { escape(c, &mut long) }
    }
    long.push_str("\"\"\"");
    long
}

fn escape(c: char, out: &mut String) {
    match c {
        '"' => out.push_str("\\\""),
        '\\' => out.push_str("\\\\"),
        '\n' => out.push_str("\\n"),
        '\r' => out.push_str("\\r"),
        '\t' => out.push_str("\\t"),
        // Characters that are invisible, or change how others are shown, are escaped.
        c if c.is_control()
            || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}') =>
        {
            let _ = write!(out, "\\u{:04X}", c as u32);
        }
        c => out.push(c),
    }
}
