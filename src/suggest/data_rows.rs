//! Rows of data in a text: lines of JSON, CSV and logs. Their quotation marks are syntax, and nothing in them is anybody's words.

use crate::text::Span;

/// The fewest fields by which a line is told to be a row of a table: two marks between fields.
const MIN_SEPARATORS: usize = 2;

/// The levels with which a line of a log begins.
const LEVELS: [&str; 9] =
    ["TRACE", "DEBUG", "INFO", "NOTICE", "WARN", "WARNING", "ERROR", "CRITICAL", "FATAL"];

/// The lines of `text` that are rows of data, with their line breaks, ascending.
pub(super) fn data_rows(text: &str) -> Vec<Span> {
    let (mut rows, mut start): (Vec<Span>, usize) = (Vec::new(), 0);
    for line in text.split_inclusive('\n') {
        let end = start + line.len();
        let follows = rows.last().is_some_and(|last| last.end == start);
        if is_row(line.trim(), follows) {
            rows.push(Span::new(start, end));
        }
        start = end;
    }
    rows
}

/// Whether `line` is a row of data. `follows` says whether the line before it is one.
fn is_row(line: &str, follows: bool) -> bool {
    let is_syntax = match line.as_bytes().first() {
        None => return false,
        Some(b'{' | b'[') => line.contains("\":") || line.starts_with("[\"") && line.ends_with([']', ',']),
        Some(b'"') => is_member(line) || follows && line.ends_with("\","),
        Some(b'}' | b']') => return follows,
        _ => false,
    };
    is_syntax || is_logged(line) || is_record(line)
}

/// Whether `line` is a name and a value of an object in JSON: `"text": "…",`.
fn is_member(line: &str) -> bool {
    let Some((name, value)) = line.get(1..).and_then(|rest| rest.split_once('"')) else { return false };
    let Some(value) = value.trim_start().strip_prefix(':') else { return false };
    let value = value.trim_start();
    let ends = |c: char| matches!(c, ',' | '"' | '{' | '[' | '}' | ']') || c.is_ascii_digit();
    let is_value = value.starts_with(['"', '{', '[', '-']) || value.starts_with(|c: char| c.is_ascii_digit());
    let is_constant = ["true", "false", "null"].contains(&value.trim_end_matches(','));
    !name.is_empty() && (is_constant || is_value && value.ends_with(ends))
}

/// Whether `line` is a record of CSV: fields with marks around them that touch the commas between fields, or fields with tabs.
fn is_record(line: &str) -> bool {
    if line.contains('\t')
        && line.split('\t').filter(|field| !field.trim().is_empty()).count() > MIN_SEPARATORS
    {
        return true;
    }
    line.contains('"') && [',', ';'].into_iter().any(|comma| has_marked_fields(line, comma))
}

/// Whether `comma` separates fields of `line`, some of them in marks. A comma that a space follows is one of a sentence, and so
/// is one before a closing mark ("So," he).
fn has_marked_fields(line: &str, comma: char) -> bool {
    let opens =
        |field: &str| field.strip_prefix('"').is_some_and(|rest| rest.starts_with(char::is_alphanumeric));
    let begins = |field: &str| field.starts_with(char::is_alphanumeric) || opens(field);
    let mut fields = line.split(comma);
    let Some(mut before) = fields.next() else { return false };
    let (mut separators, mut marked) = (0, false);
    for field in fields {
        if begins(field) {
            separators += 1;
            marked |= opens(field) || before.ends_with('"');
        }
        before = field;
    }
    marked && separators >= MIN_SEPARATORS
}

/// Whether `line` is of a log: it begins with a date and a time, an address, or a level.
fn is_logged(line: &str) -> bool {
    let line = line.trim_start_matches(['[', '(']);
    let word = line.split([' ', ':', ']', '|']).next().unwrap_or_default();
    if LEVELS.contains(&word) {
        return true;
    }
    if !line.starts_with(|c: char| c.is_ascii_digit()) {
        return false;
    }
    // "2024-05-01T12:00", "2024-05-01 12:00"
    let shape = "dddd-dd-dd dd:dd";
    let is_time = line.len() >= shape.len()
        && line.bytes().zip(shape.bytes()).all(|(byte, shape)| match shape {
            b'd' => byte.is_ascii_digit(),
            b' ' => matches!(byte, b' ' | b'T'),
            other => byte == other,
        });
    let is_address =
        || word.split('.').count() == 4 && word.split('.').all(|part| part.parse::<u8>().is_ok());
    is_time || is_address()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The rows of `text` without their line breaks.
    fn rows(text: &str) -> Vec<&str> {
        data_rows(text).iter().map(|span| text[span.range()].trim_end()).collect()
    }

    #[test]
    fn json_csv_and_logs_are_rows() {
        for row in [
            r#"{"id": 7, "text": "He said “no” to all of it"}"#,
            r#"{ "a": [1, 2] },"#,
            r#"["one word", "two words"],"#,
            r#"  "speaker": "Nora Lund","#,
            r#"  "count": 12"#,
            r#"  "shut": true,"#,
            r#"7,Nora Lund,"The lock is shut, she said""#,
            r#""7","Nora Lund","shut""#,
            r#"7;"Nora Lund";"shut""#,
            "7\tNora Lund\t\"The lock is shut\"",
            r#"2024-05-01T12:00:07Z lock said "it is shut for good""#,
            r#"[2024-05-01 12:00] lock: "shut""#,
            r#"ERROR: the lock said "it is shut for good""#,
            r#"10.0.0.7 - - [01/May/2024] "GET /lock HTTP/1.1" 200"#,
        ] {
            assert_eq!(rows(row), [row], "{row}");
        }
        assert_eq!(rows("[\n  {\"a\": 1},\n  {\"b\": 2}\n]\nIt rained.").len(), 3);
    }

    #[test]
    fn prose_is_no_row() {
        for line in [
            "“The lock is shut,” said Nora Lund.",
            "\"The lock is shut,\" said Nora Lund, \"and it stays shut,\" she added.",
            "\"The lock is shut\", said Nora Lund, \"and it stays shut\", she added.",
            "\"Shut\": that is what she said of the lock.",
            "{He laughs.} “No,” said Kell.",
            "[He laughs.] \"No,\" said Kell.",
            "2024 was the year in which she said “no.”",
            "2024-05-01 was the day on which she said “no.”",
            "ERRORS were made, she said, “by all.”",
            "Errors, he said: \"None.\"",
            "1,000,000 people said \"no\" to it.",
            "LUND:\t\t\"The lock is shut.\"",
        ] {
            assert!(rows(line).is_empty(), "{line}");
        }
    }
}
