//! What is wrong with JSON, in words for people and without names of types.

use serde_json::{Error, error::Category};

use super::Unreadable;

/// The types of numbers that count something.
const COUNTS: [&str; 6] = ["usize", "u64", "u32", "i64", "i32", "u8"];

/// What is wrong with the form of a text, as the parser says it and as this program does.
const SYNTAX: [(&str, &str); 12] = [
    ("expected value", "a value is missing"),
    ("expected ident", "a value is missing"),
    ("expected `:`", "a colon is missing"),
    ("expected `,` or `]`", "a comma or a ] is missing"),
    ("expected `,` or `}`", "a comma or a } is missing"),
    ("trailing comma", "there is a comma too many"),
    ("trailing characters", "something follows the value"),
    ("key must be a string", "a key is not in quotation marks"),
    ("control character", "a control character stands in a text"),
    ("invalid escape", "a backslash stands before a character that needs none"),
    ("invalid number", "a number is not written as one"),
    ("recursion limit", "it is nested too deeply"),
];

/// What is wrong with a JSON text, without the place, which whoever reads it knows better.
pub fn json_fault(error: &Error) -> String {
    let whole = error.to_string();
    let what = whole.split(" at line ").next().unwrap_or_default();
    match error.classify() {
        Category::Eof => "it ends in the middle of a value".to_owned(),
        Category::Syntax => {
            let known = SYNTAX.iter().find(|(theirs, _)| what.starts_with(theirs));
            known.map_or_else(|| "no valid JSON".to_owned(), |(_, ours)| format!("no valid JSON, {ours}"))
        }
        Category::Data | Category::Io => data_fault(what),
    }
}

/// The error of a line that is no JSON.
pub fn in_line(line: usize, error: &Error) -> Unreadable {
    let fault = json_fault(error);
    let has_column = error.is_syntax() && error.column() > 0;
    let column = if has_column { format!(" (column {})", error.column()) } else { String::new() };
    Unreadable::at(line, format!("{fault}{column}"))
}

impl From<Error> for Unreadable {
    fn from(error: Error) -> Self {
        let mut fault = in_line(error.line(), &error);
        fault.line = fault.line.filter(|&line| line > 0);
        fault.caused_by(error)
    }
}

/// What is wrong with a value that is no annotation.
fn data_fault(what: &str) -> String {
    let quoted = |key: &str| format!("“{}”", key.trim_matches('`'));
    if let Some(key) = what.strip_prefix("missing field ") {
        return format!("there is no {}", quoted(key));
    }
    if let Some(key) = what.strip_prefix("duplicate field ") {
        return format!("{} is there twice", quoted(key));
    }
    if let Some((found, wanted)) = what.split_once(", expected ") {
        let found = found.split_once(": ").map_or("something else", |(_, found)| found);
        return match expected(wanted) {
            Some(wanted) => format!("{} stands where {wanted} belongs", there(found)),
            None => "it is no object with the keys of an annotation".to_owned(),
        };
    }
    what.replace('`', "\"")
}

/// What stands somewhere, such as “string "x"” or “integer `5`”.
fn there(found: &str) -> String {
    match found {
        "map" => "an object".to_owned(),
        "sequence" => "a list".to_owned(),
        "null" | "unit" | "unit value" => "nothing".to_owned(),
        _ => match found.strip_prefix("string ") {
            Some(text) => format!("“{}”", text.trim_matches('"')),
            None => found.split('`').nth(1).unwrap_or(found).to_owned(),
        },
    }
}

/// What belongs there; `None` for an object of a type.
fn expected(wanted: &str) -> Option<&str> {
    match wanted {
        "a string" | "string" | "str" => Some("a text"),
        "a sequence" => Some("a list"),
        "a map" => Some("an object"),
        "a boolean" => Some("true or false"),
        "f64" | "f32" => Some("a number"),
        count if COUNTS.contains(&count) => Some("a whole number from 0 on"),
        other if other.starts_with("struct ") => None,
        other if other.starts_with("a tuple of size 2") => Some("a pair"),
        other => Some(other),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gloss::Gloss;

    fn fault_of(json: &str) -> String {
        json_fault(&serde_json::from_str::<Gloss>(json).expect_err("no gloss"))
    }

    #[test]
    fn what_is_wrong_is_said_in_our_words() {
        let gloss = |tag: &str, spans: &str| format!(r#"{{"id":"7k3q9xw2mf","tag":{tag},"spans":{spans}}}"#);
        let span = |start: &str| {
            gloss("\"a\"", &format!(r#"[{{"start":{start},"end":4,"exact":"x","prefix":"","suffix":""}}]"#))
        };
        for (json, told) in [
            (span("\"x\""), "“x” stands where a whole number from 0 on belongs"),
            (span("-1"), "-1 stands where a whole number from 0 on belongs"),
            (span("[1]"), "a list stands where a whole number from 0 on belongs"),
            (span("null"), "nothing stands where a whole number from 0 on belongs"),
            (gloss("5", "[]"), "5 stands where a text belongs"),
            (gloss("\"a\"", "\"x\""), "“x” stands where a list belongs"),
            ("17".to_owned(), "it is no object with the keys of an annotation"),
            ("{\"id\":\"7k3q9xw2mf\"}".to_owned(), "there is no “tag”"),
            ("{\"id\":".to_owned(), "it ends in the middle of a value"),
            ("{\"id\":]".to_owned(), "no valid JSON, a value is missing"),
            ("{id:1}".to_owned(), "no valid JSON, a key is not in quotation marks"),
            ("[1 2]".to_owned(), "no valid JSON, a comma or a ] is missing"),
        ] {
            // A list is no gloss before it is no JSON.
            let said = if json.starts_with('[') {
                json_fault(&serde_json::from_str::<serde_json::Value>(&json).expect_err("no JSON"))
            } else {
                fault_of(&json)
            };
            assert_eq!(said, told, "{json}");
        }
    }
}
