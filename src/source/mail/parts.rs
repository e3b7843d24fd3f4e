//! The parts of a message: its text, messages within it, and attachments (RFC 2046).

use super::{
    content_type::ContentType,
    headers::{Headers, first_line},
    transfer,
};

/// How deep parts are read that lie in each other, messages included. Deeper ones are attachments. Each level reads its part of the
/// file once. Chosen by hand: mail that was forwarded again and again has four or five.
const MAX_DEPTH: usize = 12;

/// How many parts of a message are read. Chosen by hand.
const MAX_PARTS: usize = 1_000;

/// How many bytes of text are read of a message. A part beyond that is an attachment. Chosen by hand: a novel.
const MAX_TEXT_BYTES: usize = 2 * 1024 * 1024;

/// How many times longer the HTML part is than a text part that only says where to read the message. Chosen by hand.
const STUB_RATIO: usize = 20;

/// A message: its header and its parts.
#[derive(Debug, Default)]
pub struct Message {
    /// The header.
    pub headers: Headers,
    /// What is read, in its order.
    pub bodies: Vec<Body>,
    /// The attachments.
    pub attachments: Vec<Attachment>,
}

/// A part of a message that is read.
#[derive(Debug)]
pub enum Body {
    /// Plain text.
    Text {
        /// The text.
        text: String,
        /// Whether a line that ends in a space goes on in the next one (RFC 3676).
        is_flowed: bool,
        /// Whether that space is no part of the text.
        deletes_spaces: bool,
    },
    /// A page of HTML.
    Html(String),
    /// A message within the message.
    Message(Box<Message>),
}

/// A file that is sent with a message.
#[derive(Debug)]
pub struct Attachment {
    /// Its name, or its type if it has none.
    pub name: String,
    /// Its size in bytes.
    pub bytes: usize,
}

/// What may still be read of a message.
struct Room {
    parts: usize,
    text_bytes: usize,
}

impl Message {
    /// The message that `bytes` are.
    pub fn read(bytes: &[u8]) -> Self {
        let mut room = Room { parts: MAX_PARTS, text_bytes: MAX_TEXT_BYTES };
        Self::read_within(bytes, 0, &mut room)
    }

    fn read_within(bytes: &[u8], depth: usize, room: &mut Room) -> Self {
        let (headers, body) = Headers::read(bytes);
        let mut message = Self::default();
        message.take(&headers, body, "text/plain", depth, room);
        Self { headers, ..message }
    }

    /// Takes a part with these headers. `usual` is the type of a part that doesn't tell it.
    fn take(&mut self, headers: &Headers, bytes: &[u8], usual: &str, depth: usize, room: &mut Room) {
        if room.parts == 0 {
            return;
        }
        room.parts -= 1;
        let of_type = ContentType::read(headers.raw("Content-Type").unwrap_or(usual));
        let disposition = ContentType::read(headers.raw("Content-Disposition").unwrap_or_default());
        let encoding = headers.raw("Content-Transfer-Encoding").unwrap_or_default();
        let boundary = of_type.parameter("boundary").filter(|boundary| !boundary.is_empty());
        let kind = of_type.value.as_str();
        if depth < MAX_DEPTH
            && kind.starts_with("multipart/")
            && let parts = split(bytes, boundary.as_deref().unwrap_or_default().as_bytes())
            && !parts.is_empty()
        {
            self.take_multipart(kind, &parts, depth + 1, room);
            return;
        }
        let decoded = transfer::decode(bytes, encoding);
        let is_attachment = disposition.value == "attachment" || decoded.len() > room.text_bytes;
        match kind {
            "text/html" | "application/xhtml+xml" if !is_attachment => {
                room.text_bytes -= decoded.len();
                self.bodies
                    .push(Body::Html(transfer::text(&decoded, of_type.parameter("charset").as_deref())));
            }
            "message/rfc822" | "message/global" if depth < MAX_DEPTH => {
                let inner = Self::read_within(&decoded, depth + 1, room);
                self.bodies.push(Body::Message(Box::new(inner)));
            }
            _ if !is_attachment && is_text(kind) => {
                room.text_bytes -= decoded.len();
                let text = transfer::text(&decoded, of_type.parameter("charset").as_deref());
                let says = |name: &str, value: &str| {
                    of_type.parameter(name).is_some_and(|own| own.eq_ignore_ascii_case(value))
                };
                let is_flowed = says("format", "flowed");
                self.bodies.push(Body::Text { text, is_flowed, deletes_spaces: says("delsp", "yes") });
            }
            _ => {
                let name = disposition.parameter("filename").or_else(|| of_type.parameter("name"));
                let name = name.unwrap_or_else(|| kind.to_owned());
                self.attachments.push(Attachment { name, bytes: decoded.len() });
            }
        }
    }

    fn take_multipart(&mut self, kind: &str, parts: &[&[u8]], depth: usize, room: &mut Room) {
        let usual = if kind == "multipart/digest" { "message/rfc822" } else { "text/plain" };
        if kind != "multipart/alternative" {
            for (headers, body) in parts.iter().map(|part| Headers::read(part)) {
                self.take(&headers, body, usual, depth, room);
            }
            return;
        }
        let mut choices: Vec<Self> = parts
            .iter()
            .map(|part| {
                let (headers, body) = Headers::read(part);
                let mut choice = Self::default();
                choice.take(&headers, body, usual, depth, room);
                choice
            })
            .collect();
        self.attachments
            .extend(choices.iter_mut().flat_map(|choice| std::mem::take(&mut choice.attachments)));
        self.bodies.extend(best(choices).bodies);
    }
}

/// The form of a message to be read: its text, unless that only says where to read the message; else the last one.
fn best(choices: Vec<Message>) -> Message {
    let text_bytes = |choice: &Message| {
        let texts = choice.bodies.iter().filter_map(|body| match body {
            Body::Text { text, .. } => Some(text.trim().len()),
            _ => None,
        });
        texts.sum::<usize>()
    };
    let html_bytes = |choice: &Message| {
        let pages = choice.bodies.iter().filter_map(|body| match body {
            Body::Html(page) => Some(page.len()),
            _ => None,
        });
        pages.sum::<usize>()
    };
    let longest_page = choices.iter().map(html_bytes).max().unwrap_or(0);
    let mut last = Message::default();
    for choice in choices {
        if text_bytes(&choice) * STUB_RATIO > longest_page {
            return choice;
        }
        if !choice.bodies.is_empty() {
            last = choice;
        }
    }
    last
}

fn is_text(kind: &str) -> bool {
    const DATA: [&str; 5] = ["text/calendar", "text/vcard", "text/x-vcard", "text/csv", "text/css"];
    // What has parts, but none that can be found, is shown as it is.
    kind.is_empty() || kind.starts_with("multipart/") || kind.starts_with("text/") && !DATA.contains(&kind)
}

/// The parts of a part that are parted by lines with this boundary. The last one may have no end.
fn split<'a>(bytes: &'a [u8], boundary: &[u8]) -> Vec<&'a [u8]> {
    let mut parts = parts_between(bytes, |line| line == boundary);
    if parts.is_empty()
        && let Some(other) = likely_boundary(bytes)
    {
        parts = parts_between(bytes, |line| line == other);
    }
    parts
}

fn parts_between(bytes: &[u8], is_boundary: impl Fn(&[u8]) -> bool) -> Vec<&[u8]> {
    let (mut parts, mut start, mut rest) = (Vec::new(), None, bytes);
    while !rest.is_empty() {
        let at = bytes.len() - rest.len();
        let (line, after) = first_line(rest);
        rest = after;
        let Some(name) = line.strip_prefix(b"--").map(<[u8]>::trim_ascii_end) else { continue };
        let is_end = name.strip_suffix(b"--").is_some_and(&is_boundary);
        if is_end || is_boundary(name) {
            parts.extend(start.map(|start| without_line_end(&bytes[start..at])));
            start = (!is_end).then_some(bytes.len() - rest.len());
            if is_end {
                return parts;
            }
        }
    }
    parts.extend(start.map(|start| &bytes[start..]));
    parts
}

/// The boundary that a part seems to have, if the one that its header names is not there: a line with dashes before a header.
fn likely_boundary(bytes: &[u8]) -> Option<&[u8]> {
    let mut rest = bytes;
    while !rest.is_empty() {
        let (line, after) = first_line(rest);
        rest = after;
        if let Some(name) = line.strip_prefix(b"--").map(<[u8]>::trim_ascii_end)
            && !name.is_empty()
            && after.get(..8).is_some_and(|start| start.eq_ignore_ascii_case(b"Content-"))
        {
            return Some(name);
        }
    }
    None
}

/// The line end before a boundary belongs to the boundary.
fn without_line_end(bytes: &[u8]) -> &[u8] {
    let bytes = bytes.strip_suffix(b"\n").unwrap_or(bytes);
    bytes.strip_suffix(b"\r").unwrap_or(bytes)
}
