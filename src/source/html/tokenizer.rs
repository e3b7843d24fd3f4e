//! The tokenizer: cuts a source in HTML or XHTML into tags and text, after the WHATWG's standard, part 13.2.5. Every token has its place
//! in the source. Nothing is an error, and each byte is read a bounded number of times.

use std::borrow::Cow;

use memchr::{memchr, memmem};

use super::{entity::decoded_attribute, tag::Tag};
use crate::text::Span;

/// A part of a source.
#[derive(Debug)]
pub enum MarkupToken<'a> {
    /// A start tag.
    Start {
        /// The element.
        tag: Tag,
        /// The attributes as they are written.
        attributes: Vec<Attribute<'a>>,
        /// Whether it ends in `/>`.
        is_closed: bool,
        /// The place of the tag.
        span: Span,
    },
    /// An end tag.
    End {
        /// The element.
        tag: Tag,
        /// Its name as it is written.
        name: &'a str,
    },
    /// Text.
    Text {
        /// Its place.
        span: Span,
        /// Whether `&` begins a reference in it.
        has_references: bool,
    },
}

/// An attribute of a tag.
#[derive(Clone, Debug)]
pub struct Attribute<'a> {
    /// The name as it is written, in letters of any case.
    pub name: &'a str,
    /// The value, with its references replaced; empty if there is none.
    pub value: Cow<'a, str>,
}

/// Reads the tokens of a source one by one.
#[derive(Debug)]
pub struct Tokenizer<'a> {
    source: &'a str,
    at: usize,
    /// Whether `/>` ends an element at once, as in XML, so that what follows is not raw text.
    is_xml: bool,
    /// The element whose raw text follows.
    raw: Option<Tag>,
}

impl<'a> Tokenizer<'a> {
    /// A tokenizer of `source`, which is written as XML or as HTML.
    pub fn new(source: &'a str, is_xml: bool) -> Self {
        Self { source, at: 0, is_xml, raw: None }
    }

    /// Text up to `end`, if there is any.
    fn text(&mut self, end: usize, has_references: bool) -> Option<MarkupToken<'a>> {
        let span = Span::new(self.at, end);
        self.at = end;
        (!span.is_empty()).then_some(MarkupToken::Text { span, has_references })
    }

    /// The raw text of the element that has begun, up to its end tag.
    fn raw_text(&mut self, tag: Tag) -> Option<MarkupToken<'a>> {
        let rest = &self.source.as_bytes()[self.at..];
        let is_end = |at: &usize| {
            let name = name_at(self.source, self.at + at + 2);
            Tag::by_name(name) == tag
        };
        let end = match tag {
            Tag::Plaintext => rest.len(),
            _ => memmem::find_iter(rest, b"</").find(is_end).unwrap_or(rest.len()),
        };
        self.text(self.at + end, matches!(tag, Tag::Title | Tag::Textarea))
    }

    /// Passes over the comment, declaration or instruction at the place. A CDATA section is text.
    fn declaration(&mut self) -> Option<MarkupToken<'a>> {
        let rest = &self.source[self.at..];
        let after = |end: &str, from: usize| {
            memmem::find(&rest.as_bytes()[from..], end.as_bytes())
                .map_or(rest.len(), |found| from + found + end.len())
        };
        if rest.starts_with("<![CDATA[") {
            let start = self.at + "<![CDATA[".len();
            let end = self.at + after("]]>", "<![CDATA[".len());
            self.at = end;
            let is_ended = self.source[..end].ends_with("]]>");
            let span = Span::new(start, if is_ended { end - "]]>".len() } else { end });
            return (!span.is_empty()).then_some(MarkupToken::Text { span, has_references: false });
        }
        self.at += match rest {
            _ if rest.starts_with("<!-->") => "<!-->".len(),
            _ if rest.starts_with("<!--->") => "<!--->".len(),
            _ if rest.starts_with("<!--") => after("-->", "<!--".len()),
            // The internal subset of a document type has declarations of its own.
            _ if self.is_xml && rest.starts_with("<!DOCTYPE") && rest[..after(">", 0)].contains('[') => {
                after("]>", 0)
            }
            _ => after(">", 0),
        };
        None
    }

    /// The tag at the place, at whose `<` a name follows, or `/` with a name.
    fn tag(&mut self, name_start: usize) -> MarkupToken<'a> {
        let start = self.at;
        let name = name_at(self.source, name_start);
        let tag = Tag::by_name(name);
        let (attributes, is_closed, end) = attributes(self.source, name_start + name.len());
        self.at = end;
        if name_start == start + 2 {
            return MarkupToken::End { tag, name };
        }
        if tag.is_raw() && !(self.is_xml && is_closed) {
            self.raw = Some(tag);
        }
        MarkupToken::Start { tag, attributes, is_closed, span: Span::new(start, end) }
    }
}

impl<'a> Iterator for Tokenizer<'a> {
    type Item = MarkupToken<'a>;

    fn next(&mut self) -> Option<MarkupToken<'a>> {
        while self.at < self.source.len() {
            if let Some(tag) = self.raw.take() {
                if let Some(text) = self.raw_text(tag) {
                    return Some(text);
                }
                continue;
            }
            let bytes = self.source.as_bytes();
            if bytes[self.at] == b'<' {
                match (bytes.get(self.at + 1), bytes.get(self.at + 2)) {
                    (Some(first), _) if first.is_ascii_alphabetic() => return Some(self.tag(self.at + 1)),
                    (Some(b'/'), Some(first)) if first.is_ascii_alphabetic() => {
                        return Some(self.tag(self.at + 2));
                    }
                    (Some(b'!' | b'?'), _) | (Some(b'/'), Some(_)) => match self.declaration() {
                        Some(text) => return Some(text),
                        None => continue,
                    },
                    _ => {}
                }
            }
            // A `<` that begins nothing is text.
            let rest = &bytes[self.at + 1..];
            let end = memchr(b'<', rest).map_or(bytes.len(), |found| self.at + 1 + found);
            return self.text(end, true);
        }
        None
    }
}

/// The name of a tag at `at`.
fn name_at(source: &str, at: usize) -> &str {
    let rest = source.get(at..).unwrap_or_default();
    let is_end = |byte: u8| matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b'\x0c' | b'/' | b'>');
    &rest[..rest.bytes().position(is_end).unwrap_or(rest.len())]
}

/// How many attributes of an element are kept. Chosen by hand.
const MAX_ATTRIBUTES: usize = 1_000;

/// The attributes of a tag from `at` on, whether it ends in `/>`, and the offset after it. A tag that never ends takes the rest.
fn attributes(source: &str, mut at: usize) -> (Vec<Attribute<'_>>, bool, usize) {
    let bytes = source.as_bytes();
    let mut found = Vec::new();
    let mut is_closed = false;
    while let Some(&byte) = bytes.get(at) {
        match byte {
            b'>' => return (found, is_closed, at + 1),
            b'/' => (is_closed, at) = (true, at + 1),
            _ if byte.is_ascii_whitespace() => at += 1,
            _ => {
                is_closed = false;
                let (attribute, end) = attribute(source, at);
                if found.len() < MAX_ATTRIBUTES {
                    found.push(attribute);
                }
                at = end;
            }
        }
    }
    (found, is_closed, bytes.len())
}

/// The attribute at `at` and the offset after it.
fn attribute(source: &str, at: usize) -> (Attribute<'_>, usize) {
    let bytes = source.as_bytes();
    let skip_spaces =
        |from: usize| from + bytes[from..].iter().take_while(|byte| byte.is_ascii_whitespace()).count();
    let is_end_of_name = |byte: &u8| matches!(byte, b'=' | b'/' | b'>') || byte.is_ascii_whitespace();
    // A name may begin with `=`.
    let len = bytes[at + 1..].iter().position(is_end_of_name).map_or(bytes.len() - at, |len| len + 1);
    let name = source.get(at..at + len).unwrap_or_default();
    let value_start = skip_spaces(at + len);
    if bytes.get(value_start) != Some(&b'=') {
        return (Attribute { name, value: Cow::Borrowed("") }, at + len);
    }
    let start = skip_spaces(value_start + 1);
    let (value, end) = match bytes.get(start) {
        Some(quote @ (b'"' | b'\'')) => {
            let end = memchr(*quote, &bytes[start + 1..]).map_or(bytes.len(), |len| start + 1 + len);
            (&source[start + 1..end], (end + 1).min(bytes.len()))
        }
        _ => {
            let is_end = |byte: &u8| *byte == b'>' || byte.is_ascii_whitespace();
            let end = bytes[start..].iter().position(is_end).map_or(bytes.len(), |len| start + len);
            (&source[start..end], end)
        }
    };
    (Attribute { name, value: decoded_attribute(value) }, end)
}

/// The text of the part `span` of `source`, piece by piece, each with its place: references are replaced by their characters.
pub fn decoded(source: &str, span: Span, has_references: bool, mut take: impl FnMut(&str, Span)) {
    let mut at = span.start;
    let text = &source[..span.end];
    while at < span.end {
        let next = if has_references { memchr(b'&', &text.as_bytes()[at..]) } else { None };
        let end = next.map_or(span.end, |len| at + len);
        if end > at {
            take(&text[at..end], Span::new(at, end));
            at = end;
        } else if let Some((characters, len)) = super::entity::reference(&text[at..]) {
            take(&characters, Span::new(at, at + len));
            at += len;
        } else {
            take("&", Span::new(at, at + 1));
            at += 1;
        }
    }
}
