//! Fields with parameters: `Content-Type` and `Content-Disposition` (RFC 2045, 2183 and 2231).

use super::{encoded_words, transfer};

/// How many parameters of a field are read. Chosen by hand.
const MAX_PARAMETERS: usize = 64;

/// A field with parameters.
#[derive(Debug, Default)]
pub struct ContentType {
    /// The value before the parameters, in lower case: "text/plain".
    pub value: String,
    parameters: Vec<(String, String)>,
}

impl ContentType {
    /// Reads the value of a field.
    pub fn read(field: &str) -> Self {
        let mut parts = split(field).into_iter();
        let value = parts.next().unwrap_or_default().trim().to_ascii_lowercase();
        let parameter = |part: &str| {
            let (name, value) = part.split_once('=')?;
            Some((name.trim().to_ascii_lowercase(), unquoted(value)))
        };
        let parameters = parts.filter_map(parameter).take(MAX_PARAMETERS).collect();
        Self { value, parameters }
    }

    /// The parameter of this name, also in parts, with a charset, or as an encoded word.
    pub fn parameter(&self, name: &str) -> Option<String> {
        if let Some((_, value)) = self.parameters.iter().find(|(own, _)| own == name) {
            return Some(encoded_words::decode(value));
        }
        let own =
            |own: &str| own.strip_prefix(name).and_then(|rest| rest.strip_prefix('*')).map(str::to_owned);
        let mut parts: Vec<(usize, bool, &str)> = self
            .parameters
            .iter()
            .filter_map(|(key, value)| {
                let index = own(key)?;
                let number = index.trim_end_matches('*').parse().unwrap_or(0);
                Some((number, index.is_empty() || index.ends_with('*'), value.as_str()))
            })
            .collect();
        parts.sort_by_key(|(number, ..)| *number);
        let mut charset = None;
        let mut bytes = Vec::new();
        for (number, is_encoded, value) in &parts {
            let mut value = *value;
            if *number == 0
                && *is_encoded
                && let [own, _, rest] = value.splitn(3, '\'').collect::<Vec<_>>()[..]
            {
                charset = Some(own);
                value = rest;
            }
            let decoded = if *is_encoded {
                transfer::quoted_printable(value.replace('%', "=").as_bytes())
            } else {
                value.into()
            };
            bytes.extend(decoded);
        }
        (!parts.is_empty()).then(|| transfer::text(&bytes, charset))
    }
}

/// The parts of a field between semicolons that are in no quotation marks.
fn split(field: &str) -> Vec<&str> {
    let (mut parts, mut start, mut is_quoted, mut is_escaped) = (Vec::new(), 0, false, false);
    for (at, byte) in field.bytes().enumerate() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' if is_quoted => is_escaped = true,
            b'"' => is_quoted = !is_quoted,
            b';' if !is_quoted => {
                parts.push(&field[start..at]);
                start = at + 1;
            }
            _ => {}
        }
    }
    parts.push(&field[start..]);
    parts
}

/// A value without its quotation marks.
pub fn unquoted(value: &str) -> String {
    let value = value.trim();
    let Some(inside) = value.strip_prefix('"') else { return value.to_owned() };
    let (mut text, mut chars) = (String::new(), inside.chars());
    while let Some(c) = chars.next() {
        match c {
            '"' => break,
            '\\' => text.extend(chars.next()),
            c => text.push(c),
        }
    }
    text
}
