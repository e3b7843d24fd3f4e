//! Writes a gloss as the TOML of one annotation: a new one, or by changing only what differs in an existing text.

use std::fmt::Write;

use toml_edit::{Array, DocumentMut, InlineTable, Item, Table, Value as Toml};

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
fn value(field: &Field, gloss: &Gloss) -> Option<String> {
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

/// The text of an annotation with only the differences between `before` and `after` changed; `None` if it can't be
/// changed so.
pub fn changed(text: &str, before: &Gloss, after: &Gloss) -> Option<String> {
    let mut document: DocumentMut = text.parse().ok()?;
    let table = document.get_mut("annotation")?.as_array_of_tables_mut()?.get_mut(0)?;
    for field in FIELDS.iter().filter(|field| !field.is_same(before, after)) {
        match &field.shape {
            FieldShape::Attributes => change_attributes(table, before, after),
            FieldShape::Spans => change_spans(table, &before.selectors, &after.selectors),
            FieldShape::Links => {
                let items = |gloss: &Gloss| gloss.links.iter().map(link).collect::<Vec<_>>();
                change_list(table, field, items(before), &items(after));
            }
            FieldShape::Structured(slot) => match ((slot.get)(before), (slot.get)(after)) {
                (Some(Tree::List(before)), Some(Tree::List(after))) => {
                    let items = |list: &[Tree]| list.iter().map(tree).collect::<Vec<_>>();
                    change_list(table, field, items(&before), &items(&after));
                }
                (_, after) => put_some(table, field.name, after.as_ref().map(tree)),
            },
            _ => put_some(table, field.name, value(field, after)),
        }
    }
    Some(document.to_string())
}

fn put_some(table: &mut Table, name: &str, value: Option<String>) {
    match value {
        Some(value) => put(table, name, &value),
        None => {
            table.remove(name);
        }
    }
}

/// Sets a key at its position, keeping what a person wrote around it; a new key is inserted at its usual position.
fn put(table: &mut Table, name: &str, value: &str) {
    let Some(mut value) = parsed(value) else { return };
    match table.get_mut(name).and_then(Item::as_value_mut) {
        Some(old) => {
            *value.decor_mut() = old.decor().clone();
            *old = value;
        }
        None => {
            table.remove(name);
            table.insert(name, Item::Value(value));
            settle(table, name);
        }
    }
}

/// Moves the key that was set last to after the nearest one that usually precedes it.
fn settle(table: &mut Table, name: &str) {
    let rank = |key: &str| FIELDS.iter().position(|field| field.name == key);
    let mut order: Vec<String> =
        table.iter().map(|(key, _)| key.to_owned()).filter(|key| key != name).collect();
    let before = |key: &String| rank(key).is_some_and(|r| Some(r) < rank(name));
    let at = order.iter().rposition(before).map_or(0, |i| i + 1);
    order.insert(at, name.to_owned());
    let place = |key: &str| order.iter().position(|other| other == key);
    table.sort_values_by(|a, _, b, _| place(a.get()).cmp(&place(b.get())));
}

fn change_attributes(table: &mut Table, before: &Gloss, after: &Gloss) {
    if table.get("attributes").and_then(Item::as_table_like).is_none() {
        put(table, "attributes", "{}");
    }
    let Some(attributes) = table.get_mut("attributes").and_then(Item::as_table_like_mut) else { return };
    for (name, _) in before.attributes.iter().filter(|(name, _)| after.attributes.get(name).is_none()) {
        attributes.remove(name);
    }
    for (name, value) in
        after.attributes.iter().filter(|(name, value)| before.attributes.get(name) != Some(value))
    {
        let Some(mut value) = parsed(&attribute(value)) else { continue };
        match attributes.get_mut(name).and_then(Item::as_value_mut) {
            Some(old) => {
                *value.decor_mut() = old.decor().clone();
                *old = value;
            }
            None => {
                attributes.insert(name, Item::Value(value));
            }
        }
    }
    if attributes.is_empty() {
        table.remove("attributes");
    } else if let Some(inline) = table.get_mut("attributes").and_then(Item::as_inline_table_mut) {
        space(inline);
    }
}

/// Formats an inline table as `{ a = 1, b = 2 }`, like a new one, unless a person has written a comment into it.
pub fn space(inline: &mut InlineTable) {
    if !inline.to_string().contains('#') && !inline.to_string().contains('\n') {
        let (prefix, suffix) = (inline.decor().prefix().cloned(), inline.decor().suffix().cloned());
        inline.fmt();
        if let Some(prefix) = prefix {
            inline.decor_mut().set_prefix(prefix);
        }
        if let Some(suffix) = suffix {
            inline.decor_mut().set_suffix(suffix);
        }
    }
}

/// Changes the spans that differ; the lines of the others stay unchanged.
fn change_spans(table: &mut Table, before: &[Selector], after: &[Selector]) {
    let Some(array) = table.get_mut("spans").and_then(Item::as_array_mut) else {
        table.remove("spans");
        put(
            table,
            "spans",
            &format!("[\n{}]", after.iter().map(|s| format!("  {},\n", span(s))).collect::<String>()),
        );
        return;
    };
    let many_lines = array.to_string().contains('\n');
    while array.len() > after.len() {
        array.remove(array.len() - 1);
    }
    for (i, selector) in after.iter().enumerate() {
        if i >= array.len() {
            push(array, &span(selector), many_lines);
        } else if before.get(i) != Some(selector)
            && let Some(table) = array.get_mut(i).and_then(Toml::as_inline_table_mut)
        {
            change_span(table, before.get(i), selector);
        }
    }
}

/// Removes items from a list and adds new ones at its end; the others stay unchanged, with everything that a person
/// wrote into them. A list with another order or form is written anew.
fn change_list(table: &mut Table, field: &Field, mut before: Vec<String>, after: &[String]) {
    let anew = (!after.is_empty()).then(|| list(after.iter().cloned()));
    let Some(array) = table.get_mut(field.name).and_then(Item::as_array_mut).filter(|array| {
        let kept = before.iter().filter(|item| after.contains(item));
        array.len() == before.len()
            && !after.is_empty()
            && after.iter().zip(kept).all(|(new, old)| new == old)
    }) else {
        return put_some(table, field.name, anew);
    };
    let many_lines = array.to_string().contains('\n');
    for at in (0..before.len()).rev().filter(|&at| !after.contains(&before[at])).collect::<Vec<_>>() {
        array.remove(at);
        before.remove(at);
    }
    if let Some(first) = array.get_mut(0).filter(|_| !many_lines) {
        first.decor_mut().set_prefix("");
    }
    after.iter().skip(before.len()).for_each(|item| push(array, item, many_lines));
}

/// Adds a value at the end of an array, on a line of its own if the array has several lines.
fn push(array: &mut Array, value: &str, many_lines: bool) {
    if let Some(mut value) = parsed(value) {
        let prefix = match (many_lines, array.is_empty()) {
            (true, _) => "\n  ",
            (false, true) => "",
            (false, false) => " ",
        };
        value.decor_mut().set_prefix(prefix);
        array.push_formatted(value);
        array.set_trailing_comma(many_lines);
    }
}

fn change_span(table: &mut InlineTable, before: Option<&Selector>, after: &Selector) {
    let before = before.cloned().unwrap_or_default();
    let numbers = [("start", before.start, after.start), ("end", before.end, after.end)];
    let numbers =
        numbers.into_iter().filter(|(_, old, new)| old != new).map(|(n, _, new)| (n, new.to_string()));
    let texts = [
        ("exact", &before.exact, &after.exact),
        ("prefix", &before.prefix, &after.prefix),
        ("suffix", &before.suffix, &after.suffix),
    ];
    let texts = texts.into_iter().filter(|(_, old, new)| old != new).map(|(n, _, new)| (n, quoted(new)));
    for (name, text) in numbers.chain(texts) {
        let Some(mut value) = parsed(&text) else { continue };
        match table.get_mut(name) {
            Some(old) => {
                *value.decor_mut() = old.decor().clone();
                *old = value;
            }
            None => {
                table.insert(name, value);
            }
        }
    }
}

fn parsed(text: &str) -> Option<Toml> {
    text.parse().ok()
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

fn tree(tree: &Tree) -> String {
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
