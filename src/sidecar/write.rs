//! From a gloss to the TOML of one annotation: anew, or by changing what differs in what a person may have written.

use std::fmt::Write;

use toml_edit::{Array, DocumentMut, InlineTable, Item, Table, Value as Toml};

use crate::gloss::{Dismissal, Gloss, Link, Selector, Value};

/// The order of an annotation's keys.
pub const KEYS: &[&str] = &[
    "id",
    "tag",
    "attributes",
    "spans",
    "links",
    "note",
    "creator",
    "created",
    "modified",
    "generator",
    "review",
    "orphaned",
];

/// A new annotation, with its header and a line break at its end.
pub fn annotation(gloss: &Gloss) -> String {
    let mut text = String::from("[[annotation]]\n");
    let mut put = |name: &str, value: String| {
        // Writing to a string can't fail.
        let _ = writeln!(text, "{name} = {value}");
    };
    put("id", quoted(gloss.id.as_str()));
    put("tag", quoted(&gloss.tag));
    if !gloss.attributes.is_empty() {
        let pairs: Vec<_> =
            gloss.attributes.iter().map(|(n, v)| format!("{} = {}", key(n), attribute(v))).collect();
        put("attributes", format!("{{ {} }}", pairs.join(", ")));
    }
    let spans: String = gloss.selectors.iter().map(|s| format!("  {},\n", span(s))).collect();
    put("spans", format!("[\n{spans}]"));
    if !gloss.links.is_empty() {
        put("links", format!("[{}]", gloss.links.iter().map(link).collect::<Vec<_>>().join(", ")));
    }
    for (name, value) in texts(gloss) {
        if let Some(value) = value {
            put(name, long(value));
        }
    }
    for (name, value) in times(gloss) {
        if let Some(value) = value {
            put(name, time(value));
        }
    }
    if let Some(generator) = &gloss.generator {
        put("generator", quoted(generator));
    }
    if let Some(review) = &gloss.review {
        put("review", quoted(review));
    }
    if gloss.orphaned {
        put("orphaned", "true".to_owned());
    }
    text
}

/// A new dismissal, with its header and a line break at its end.
pub fn dismissal(dismissal: &Dismissal) -> String {
    let Dismissal { tag, exact, prefix, suffix } = dismissal;
    let rows = [("tag", tag), ("exact", exact), ("prefix", prefix), ("suffix", suffix)];
    let rows: String = rows.iter().map(|(name, text)| format!("{name} = {}\n", quoted(text))).collect();
    format!("[[dismissed]]\n{rows}")
}

fn texts(gloss: &Gloss) -> [(&'static str, Option<&str>); 2] {
    [("note", gloss.note.as_deref()), ("creator", gloss.creator.as_deref())]
}

fn times(gloss: &Gloss) -> [(&'static str, Option<&str>); 2] {
    [("created", gloss.created.as_deref()), ("modified", gloss.modified.as_deref())]
}

/// The text of an annotation with what differs between `before` and `after` changed, and nothing else.
pub fn changed(text: &str, before: &Gloss, after: &Gloss) -> Option<String> {
    let mut document: DocumentMut = text.parse().ok()?;
    let table = document.get_mut("annotation")?.as_array_of_tables_mut()?.get_mut(0)?;
    if before.id != after.id {
        put(table, "id", &quoted(after.id.as_str()));
    }
    if before.tag != after.tag {
        put(table, "tag", &quoted(&after.tag));
    }
    change_attributes(table, before, after);
    if before.selectors != after.selectors {
        change_spans(table, &before.selectors, &after.selectors);
    }
    if before.links != after.links {
        let links = after.links.iter().map(link).collect::<Vec<_>>().join(", ");
        put_some(table, "links", (!after.links.is_empty()).then(|| format!("[{links}]")));
    }
    for ((name, old), (_, new)) in texts(before).into_iter().zip(texts(after)).filter(|(old, new)| old != new)
    {
        let _ = old;
        put_some(table, name, new.map(long));
    }
    for ((name, old), (_, new)) in times(before).into_iter().zip(times(after)).filter(|(old, new)| old != new)
    {
        let _ = old;
        put_some(table, name, new.map(time));
    }
    if before.generator != after.generator {
        put_some(table, "generator", after.generator.as_deref().map(quoted));
    }
    if before.review != after.review {
        put_some(table, "review", after.review.as_deref().map(quoted));
    }
    if before.orphaned != after.orphaned {
        put_some(table, "orphaned", after.orphaned.then(|| "true".to_owned()));
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

/// Sets a key, in its place and with what a person wrote around it; a new one goes where it is usually found.
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

/// Moves the key that was put last behind the nearest one that usually stands before it.
fn settle(table: &mut Table, name: &str) {
    let rank = |key: &str| KEYS.iter().position(|known| *known == key);
    let mut order: Vec<String> =
        table.iter().map(|(key, _)| key.to_owned()).filter(|key| key != name).collect();
    let before = |key: &String| rank(key).is_some_and(|r| Some(r) < rank(name));
    let at = order.iter().rposition(before).map_or(0, |i| i + 1);
    order.insert(at, name.to_owned());
    let place = |key: &str| order.iter().position(|other| other == key);
    table.sort_values_by(|a, _, b, _| place(a.get()).cmp(&place(b.get())));
}

fn change_attributes(table: &mut Table, before: &Gloss, after: &Gloss) {
    if before.attributes == after.attributes {
        return;
    }
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

/// `{ a = 1, b = 2 }`, the way a new one is written, where nobody has written a comment into it.
fn space(inline: &mut InlineTable) {
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

/// Changes the spans that differ; the lines of the others stay as they are.
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
            push_span(array, selector, many_lines);
        } else if before.get(i) != Some(selector)
            && let Some(table) = array.get_mut(i).and_then(Toml::as_inline_table_mut)
        {
            change_span(table, before.get(i), selector);
        }
    }
}

fn push_span(array: &mut Array, selector: &Selector, many_lines: bool) {
    if let Some(mut value) = parsed(&span(selector)) {
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

fn attribute(value: &Value) -> String {
    match value {
        Value::Flag(flag) => flag.to_string(),
        Value::Number(number) if number.fract() == 0.0 && number.abs() < 1e15 => format!("{number:.0}"),
        Value::Number(number) if number.is_infinite() => {
            if *number > 0.0 { "inf" } else { "-inf" }.to_owned()
        }
        Value::Number(number) => format!("{number:?}"),
        Value::Text(text) => quoted(text),
        Value::List(items) => {
            format!("[{}]", items.iter().map(|item| quoted(item)).collect::<Vec<_>>().join(", "))
        }
    }
}

/// A key, bare where it can be.
fn key(name: &str) -> String {
    let bare = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
    if bare { name.to_owned() } else { quoted(name) }
}

/// A date and time where it is one, a text where not.
fn time(time: &str) -> String {
    if time.parse::<toml_edit::Datetime>().is_ok() { time.to_owned() } else { quoted(time) }
}

/// A basic string on one line.
pub fn quoted(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len() + 2);
    quoted.push('"');
    text.chars().for_each(|c| escape(c, &mut quoted));
    quoted.push('"');
    quoted
}

/// A string that may have several lines, written on several lines then.
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
        // What can't be seen, or would change what is seen, is spelt out.
        c if c.is_control()
            || matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}') =>
        {
            let _ = write!(out, "\\u{:04X}", c as u32);
        }
        c => out.push(c),
    }
}
