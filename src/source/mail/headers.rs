//! The header fields of a message or of a part of one (RFC 5322, section 2.2).

use encoding_rs::WINDOWS_1252;

use super::encoded_words;

/// How many fields of one header are read; further ones are left out. Chosen by hand: programs write a hundred at most.
const MAX_FIELDS: usize = 1_000;

/// The header fields of a message or of a part, in their order.
#[derive(Debug, Default)]
pub struct Headers(Vec<(String, String)>);

impl Headers {
    /// The header at the start of `bytes`, and what follows its blank line. Where there is no header, all of it follows.
    pub fn read(bytes: &[u8]) -> (Self, &[u8]) {
        let mut fields: Vec<(String, String)> = Vec::new();
        let mut rest = bytes;
        while !rest.is_empty() {
            let (line, after) = first_line(rest);
            if line.is_empty() {
                return (Self(fields), after);
            }
            let is_continued = line.starts_with(b" ") || line.starts_with(b"\t");
            let is_full = fields.len() >= MAX_FIELDS;
            match (is_continued, field(line), fields.last_mut()) {
                (true, _, Some((_, value))) => value.push_str(&text(line)),
                (false, Some(_), _) if is_full => {}
                (false, Some(field), _) => fields.push(field),
                // The line between two messages of a mailbox may be left at the start.
                (false, None, None) if line.starts_with(b"From ") || line.starts_with(b">From ") => {}
                // The blank line is missing.
                _ => return (Self(fields), rest),
            }
            rest = after;
        }
        (Self(fields), rest)
    }

    /// Whether there are no fields.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The first field of this name as it is written, in one line.
    pub fn raw(&self, name: &str) -> Option<&str> {
        self.0.iter().find(|(own, _)| own.eq_ignore_ascii_case(name)).map(|(_, value)| value.trim())
    }

    /// The first field of this name with its encoded words decoded.
    pub fn get(&self, name: &str) -> Option<String> {
        let value = encoded_words::decode(self.raw(name)?);
        let value = value.split_whitespace().collect::<Vec<_>>().join(" ");
        (!value.is_empty()).then_some(value)
    }
}

/// The first line of `bytes` without its line end, and what follows it.
pub fn first_line(bytes: &[u8]) -> (&[u8], &[u8]) {
    let (line, after) = match memchr::memchr(b'\n', bytes) {
        Some(feed) => (&bytes[..feed], &bytes[feed + 1..]),
        None => (bytes, &bytes[bytes.len()..]),
    };
    (line.strip_suffix(b"\r").unwrap_or(line), after)
}

/// The name and the value of a field.
fn field(line: &[u8]) -> Option<(String, String)> {
    let colon = memchr::memchr(b':', line)?;
    let name = line[..colon].trim_ascii_end();
    let is_name = !name.is_empty() && name.iter().all(u8::is_ascii_graphic);
    is_name.then(|| (text(name), text(&line[colon + 1..])))
}

fn text(bytes: &[u8]) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned(),
    }
}
