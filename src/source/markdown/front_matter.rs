//! What stands before a Markdown text: metadata as YAML, as TOML, or in the way of pandoc.

use crate::{source::Metadata, text::Span};

/// The metadata at the start of `source`, and where the text begins, in bytes.
pub fn read(source: &str) -> (Metadata, usize) {
    let first = source.lines().next().unwrap_or_default().trim_end();
    let read = match first {
        "---" => fenced(source, &["---", "..."]).and_then(|(inner, end)| Some((yaml(inner)?, end))),
        "+++" => fenced(source, &["+++"]).and_then(|(inner, end)| Some((toml(inner)?, end))),
        _ if first.starts_with("% ") => Some(title_block(source)),
        _ => None,
    };
    read.unwrap_or_default()
}

/// What stands between the first line and the first one after it that is one of `ends`; and the end of that line.
fn fenced<'a>(source: &'a str, ends: &[&str]) -> Option<(&'a str, usize)> {
    let mut lines = line_spans(source);
    let start = lines.next()?.end;
    let end = lines.find(|line| ends.contains(&source[line.range()].trim_end()))?;
    Some((&source[start..end.start], end.end))
}

/// The lines of `source` with their line ends.
fn line_spans(source: &str) -> impl Iterator<Item = Span> {
    source.split_inclusive('\n').scan(0, |at, line| {
        let span = Span::new(*at, *at + line.len());
        *at = span.end;
        Some(span)
    })
}

/// The metadata of a block of YAML, as far as it is what front matter is made of: keys at the margin, each with a value, a
/// list, or indented lines. None if it doesn't begin like that, since then it is text between two rules.
fn yaml(block: &str) -> Option<Metadata> {
    let mut metadata = Metadata::default();
    let mut current: Option<(&str, Vec<String>)> = None;
    let mut lines = block.lines().filter(|line| !line.trim().is_empty() && !line.starts_with('#')).peekable();
    key_and_value(lines.peek()?)?;
    for line in lines {
        let is_at_margin = !line.starts_with([' ', '\t', '-']);
        match (key_and_value(line).filter(|_| is_at_margin), &mut current) {
            (Some((name, value)), _) => {
                if let Some((name, values)) = current.replace((name, yaml_values(value))) {
                    metadata.take(name, values);
                }
            }
            (None, Some((_, values))) => more_yaml(line.trim(), values),
            (None, None) => {}
        }
    }
    if let Some((name, values)) = current {
        metadata.take(name, values);
    }
    Some(metadata)
}

/// Takes in a line below a key: an item of its list, or more of its value.
fn more_yaml(line: &str, values: &mut Vec<String>) {
    match (line.strip_prefix("- "), values.last_mut()) {
        (Some(item), _) => {
            // An author may be a table with a name.
            let named = item.trim().strip_prefix("name:");
            values.extend(yaml_values(named.unwrap_or(item)));
        }
        (None, _) if line.strip_prefix("name:").is_some_and(|name| !name.trim().is_empty()) => {
            values.extend(yaml_values(&line["name:".len()..]));
        }
        (None, Some(last)) if key_and_value(line).is_none() => {
            last.push(' ');
            last.push_str(line);
        }
        (None, None) if key_and_value(line).is_none() => values.push(line.to_owned()),
        (None, _) => {}
    }
}

/// A line of the form `key: value`.
fn key_and_value(line: &str) -> Option<(&str, &str)> {
    let (name, value) = line.split_once(':')?;
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-');
    let named = !name.is_empty() && name.chars().all(is_name);
    (named && (value.is_empty() || value.starts_with([' ', '\t']))).then_some((name, value))
}

/// The values of a scalar, or of a list in brackets.
fn yaml_values(value: &str) -> Vec<String> {
    let value = value.trim();
    if matches!(value, "" | "|" | ">" | "|-" | ">-" | "~" | "null") {
        return Vec::new();
    }
    match value.strip_prefix('[').and_then(|list| list.strip_suffix(']')) {
        Some(list) => list.split(',').map(|item| scalar(item.trim())).collect(),
        None => vec![scalar(value)],
    }
}

/// A scalar without its quotation marks, or without the comment behind it.
fn scalar(value: &str) -> String {
    for quote in ['"', '\''] {
        if let Some((quoted, _)) = value.strip_prefix(quote).and_then(|rest| rest.rsplit_once(quote)) {
            return if quote == '"' {
                quoted.replace("\\\"", "\"").replace("\\\\", "\\")
            } else {
                quoted.replace("''", "'")
            };
        }
    }
    value.split(" #").next().unwrap_or_default().trim_end().to_owned()
}

/// The metadata of a block of TOML.
fn toml(block: &str) -> Option<Metadata> {
    let table: toml::Table = block.parse().ok()?;
    let mut metadata = Metadata::default();
    for (name, value) in &table {
        let values = match value {
            toml::Value::Array(items) => items.iter().filter_map(toml_scalar).collect(),
            value => toml_scalar(value).into_iter().collect(),
        };
        metadata.take(name, values);
    }
    Some(metadata)
}

fn toml_scalar(value: &toml::Value) -> Option<String> {
    match value {
        toml::Value::String(text) => Some(text.clone()),
        toml::Value::Datetime(time) => Some(time.to_string()),
        toml::Value::Table(table) => table.get("name")?.as_str().map(str::to_owned),
        _ => None,
    }
}

/// Pandoc's title block: up to three fields that begin with `%`, the title, the authors and the date.
fn title_block(source: &str) -> (Metadata, usize) {
    let mut fields: Vec<String> = Vec::new();
    let mut end = 0;
    for span in line_spans(source) {
        let line = &source[span.range()];
        let count = fields.len();
        match (line.strip_prefix('%'), fields.last_mut()) {
            (Some(field), _) if count < 3 => fields.push(field.trim().to_owned()),
            (None, Some(last)) if line.starts_with([' ', '\t']) && !line.trim().is_empty() => {
                last.push(';');
                last.push_str(line.trim());
            }
            _ => break,
        }
        end = span.end;
    }
    let mut metadata = Metadata::default();
    for (name, field) in ["title", "author", "date"].into_iter().zip(fields) {
        let values = match name {
            "author" => field.split(';').map(str::to_owned).collect(),
            _ => vec![field.replace(';', " ")],
        };
        metadata.take(name, values);
    }
    (metadata, end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn yaml_toml_and_title_blocks_say_what_a_document_is() {
        let whole = Metadata {
            title: Some("Talks: the end".into()),
            author: vec!["Nell Ort".into(), "Jo \"Red\" Ash".into()],
            published: Some("2026-11-20".into()),
            language: Some("en".into()),
            ..Metadata::default()
        };
        for source in [
            "---\ntitle: \"Talks: the end\" # ours\nauthors:\n  - name: Nell Ort\n    mail: x\n  - Jo \"Red\" Ash\ndate: 2026-11-20\nlang: en\nx:\n  y: z\n---\n",
            "---\r\n# ours\r\ntitle: 'Talks: the end'\r\nauthor: [Nell Ort, \"Jo \\\"Red\\\" Ash\"]\r\ndate: 2026-11-20\r\nlanguage: en\r\n...\r\n",
            "+++\ntitle = \"Talks: the end\"\nauthor = [\"Nell Ort\", { name = 'Jo \"Red\" Ash' }]\ndate = 2026-11-20\nlang = \"en\"\n[x]\ny = 1\n+++\n",
        ] {
            let (metadata, start) = read(&format!("{source}Text."));
            assert_eq!((metadata, start), (whole.clone(), source.len()), "{source}");
        }
        let (metadata, start) =
            read("% Talks:\n  the end\n% Nell Ort; Jo \"Red\" Ash\n% 2026-11-20\n\nText.");
        assert_eq!((metadata, start), (Metadata { language: None, ..whole }, 57));
    }

    #[test]
    fn text_between_two_rules_is_text() {
        for source in [
            "---\n\nText.\n\n---\n",
            "---\nA line: of text\n---\n",
            "---\ntitle: x\n",
            "+++\nx\n+++\n",
            "%\n",
        ] {
            assert_eq!(read(source), (Metadata::default(), 0), "{source}");
        }
    }
}
