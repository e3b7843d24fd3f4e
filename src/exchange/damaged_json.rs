//! JSON whose form is damaged in places. The whole items of its lists are read, and those that are not whole are
//! passed over.
//!
//! Items are told apart by their brackets. A bracket that is never closed ends where one around it does, or where an
//! object begins that can't be in it; a quotation mark that has no other on its line is none, since a line end in a
//! text is written `\n`.

use std::ops::Range;

use serde::de::IgnoredAny;
use serde_json::{Deserializer, Value as Json};

use super::{Loss, Unreadable, json_fault::json_fault};

/// How many objects deep a list is looked for. Chosen by hand: the items of a page of a collection are three deep.
const MAX_NESTED_OBJECTS: usize = 8;

/// Reads a file that is one value.
pub fn read(text: &str, loss: &mut Loss) -> Result<Json, Unreadable> {
    serde_json::from_str(text).or_else(|error| mended(text, loss).ok_or_else(|| error.into()))
}

/// What is whole in the list or the object that a damaged file is; `None` if nothing is.
pub fn mended(text: &str, loss: &mut Loss) -> Option<Json> {
    let mut mender = Mender { text, counted: 0, line: 1, is_end_told: false, passed_over: Loss::default() };
    let start = text.len() - text.trim_start().len();
    let (json, end) = mender.container(start..text.len(), MAX_NESTED_OBJECTS)?;
    if is_nothing(&json) {
        return None;
    }
    if !text[end..].trim().is_empty() {
        mender.pass_over(end, "something follows the value");
    }
    loss.append(&mender.passed_over);
    Some(json)
}

/// A damaged text that is being read, from its beginning to its end. Places are in bytes.
struct Mender<'a> {
    text: &'a str,
    /// How far lines are counted, and the line there.
    counted: usize,
    line: usize,
    /// Whether it is told that an end is missing: where a list has none, what is around it has none either.
    is_end_told: bool,
    passed_over: Loss,
}

impl Mender<'_> {
    /// The list or the object that begins a part of the text, and where it ends.
    fn container(&mut self, part: Range<usize>, depth: usize) -> Option<(Json, usize)> {
        let text = self.text.as_bytes().get(..part.end)?;
        let is_list = match text.get(part.start)? {
            b'[' => true,
            b'{' if depth > 0 => false,
            _ => return None,
        };
        let Split { parts, end, is_closed } = split(text, part.start);
        let with_end = parts.into_iter().map(|part| (!is_closed && part.end == end, part));
        let json = if is_list {
            Json::Array(with_end.filter_map(|(is_cut, part)| self.item(part, is_cut)).collect())
        } else {
            Json::Object(with_end.filter_map(|(is_cut, part)| self.member(part, is_cut, depth)).collect())
        };
        if !is_closed && !self.is_end_told {
            self.is_end_told = true;
            self.pass_over(end, if is_list { "a list has no end" } else { "an object has no end" });
        }
        Some((json, end))
    }

    /// An item of a list, which is whole or passed over. Where the text was cut, a number may be half of one.
    fn item(&mut self, part: Range<usize>, is_cut: bool) -> Option<Json> {
        let item = &self.text[part.clone()];
        match serde_json::from_str(item) {
            Ok(json) => (!is_cut || item.trim_end().ends_with(['}', ']', '"'])).then_some(json),
            Err(error) => {
                if !is_cut {
                    self.pass_over(part.start, &json_fault(&error));
                }
                None
            }
        }
    }

    /// A key of an object with its value. A list there may have items that are whole.
    fn member(&mut self, part: Range<usize>, is_cut: bool, depth: usize) -> Option<(String, Json)> {
        let member = &self.text[part.clone()];
        let mut keys = Deserializer::from_str(member).into_iter::<String>();
        let key = keys.next().and_then(Result::ok);
        let value = member.get(keys.byte_offset()..).and_then(|rest| rest.trim_start().strip_prefix(':'));
        let Some((key, value)) = key.zip(value.map(str::trim_start)) else {
            if !is_cut {
                self.pass_over(part.start, "a key or its value is missing");
            }
            return None;
        };
        let place = part.end - value.len()..part.end;
        let is_whole = serde_json::from_str::<IgnoredAny>(value).is_ok();
        let mended = if is_whole { None } else { self.container(place.clone(), depth - 1) };
        let json = mended.map(|(json, _)| json).or_else(|| self.item(place, is_cut))?;
        Some((key, json))
    }

    /// Notes what can't be read at a place.
    fn pass_over(&mut self, at: usize, what: &str) {
        let at = self.text.len() - self.text[at..].trim_start().len();
        let passed = self.text.as_bytes().get(self.counted..at).unwrap_or_default();
        self.line += memchr::memchr_iter(b'\n', passed).count();
        self.counted = self.counted.max(at);
        self.passed_over.pass_over(&Unreadable::at(self.line, what));
    }
}

/// Whether nothing but lists and objects is in a value.
fn is_nothing(json: &Json) -> bool {
    match json {
        Json::Array(items) => items.iter().all(is_nothing),
        Json::Object(members) => members.values().all(is_nothing),
        _ => false,
    }
}

/// What a list or an object consists of.
struct Split {
    /// Its parts, which commas separate.
    parts: Vec<Range<usize>>,
    /// Where it ends.
    end: usize,
    /// Whether its own bracket closes it.
    is_closed: bool,
}

/// Splits the list or the object that begins at a place.
fn split(text: &[u8], start: usize) -> Split {
    let closing = |open: u8| if open == b'[' { b']' } else { b'}' };
    let own = closing(text[start]);
    // The brackets that close what is open.
    let mut open: Vec<u8> = Vec::new();
    let mut parts = Vec::new();
    let (mut from, mut comma) = (start + 1, None);
    let mut at = start + 1;
    let mut is_closed = false;
    while let Some(&byte) = text.get(at) {
        match byte {
            b'"' => at = end_of_string(text, at).unwrap_or(at),
            b'{' if comma.is_some() && open.last() == Some(&b'}') => {
                while open.last() == Some(&b'}') {
                    open.pop();
                }
                if let Some(comma) = comma.filter(|_| open.is_empty()) {
                    parts.push(from..comma);
                    from = comma + 1;
                }
                open.push(b'}');
            }
            b'[' | b'{' => open.push(closing(byte)),
            b']' | b'}' => match open.iter().rposition(|&closes| closes == byte) {
                Some(depth) => open.truncate(depth),
                None if byte == own => {
                    is_closed = true;
                    break;
                }
                None => {}
            },
            b',' if open.is_empty() => {
                parts.push(from..at);
                from = at + 1;
            }
            _ => {}
        }
        if !byte.is_ascii_whitespace() {
            comma = (byte == b',').then_some(at);
        }
        at += 1;
    }
    let at = at.min(text.len());
    if text[from..at].iter().any(|byte| !byte.is_ascii_whitespace()) {
        parts.push(from..at);
    }
    Split { parts, end: at + usize::from(is_closed), is_closed }
}

/// The closing quotation mark of the string that begins at a place; `None` if there is none on its line.
fn end_of_string(text: &[u8], start: usize) -> Option<usize> {
    let mut at = start + 1;
    loop {
        match text.get(at)? {
            b'"' => return Some(at),
            b'\n' => return None,
            b'\\' => at += 2,
            _ => at += 1,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_whole_is_read_and_the_rest_is_counted() {
        for (text, read, told) in [
            ("[\n {\"a\": 1},\n {\"a\": },\n {\"a\": 2}\n]", "[{\"a\":1},{\"a\":2}]", "line 3: "),
            ("[\n {\"a\": 1},\n {\"a\": 2,\n {\"a\": 3}\n]", "[{\"a\":1},{\"a\":3}]", "line 3: "),
            ("[\n {\"a\": \"x},\n {\"a\": 3}\n]", "[{\"a\":3}]", "line 2: "),
            ("[{\"a\": 1}, {\"a\": [1}, {\"a\": 2}]", "[{\"a\":1},{\"a\":2}]", "line 1: "),
            ("[{\"a\": 1},\n{\"a\"", "[{\"a\":1}]", "line 2: a list has no end"),
            ("[{\"a\": 1}", "[{\"a\":1}]", "line 1: a list has no end"),
            (
                "{\"n\": 2,\n\"rows\": [{\"b\": [1]}, {\"b\":\n], \"m\": 3}",
                "{\"m\":3,\"n\":2,\"rows\":[{\"b\":[1]}]}",
                "line 2",
            ),
            ("{\"a\": 1,\n\"b\": 12", "{\"a\":1}", "line 2: an object has no end"),
            ("{\"a\": 1, b: 2}", "{\"a\":1}", "line 1: a key or its value is missing"),
            ("{\"a\": {\"b\": [{\"c\":1}, x]}}", "{\"a\":{\"b\":[{\"c\":1}]}}", "a value is missing"),
            ("[{\"a\":1}] and more", "[{\"a\":1}]", "something follows"),
        ] {
            let mut loss = Loss::default();
            let json = mended(text, &mut loss).unwrap_or_else(|| panic!("nothing in {text}"));
            let wanted: Json = serde_json::from_str(read).expect("JSON");
            assert_eq!((&json, loss.passed_over()), (&wanted, 1), "{text}: {loss}");
            assert!(loss.to_string().contains(told), "{text}: {loss}");
        }
        for text in ["no JSON", "\"a", "[", "{]", "[x]", &"[".repeat(100_000), &"{\"a\":".repeat(100_000)] {
            assert!(mended(text, &mut Loss::default()).is_none(), "{}", text.len());
        }
    }
}
