//! XML as office documents use it, read event by event. Names are told by their namespace, whatever the prefix is. Entities are
//! not expanded, and nothing is loaded.

use std::borrow::Cow;

use quick_xml::{
    Reader, XmlVersion,
    events::{BytesStart, Event},
};

use crate::source::ReadError;

/// The largest number of declarations of prefixes that hold at one place; further ones count as unknown. Chosen by hand: Word
/// declares 35.
const MAX_PREFIXES: usize = 256;

/// The namespaces that the readers tell apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum XmlSpace {
    /// Text of OOXML (`w`).
    Word,
    /// Mathematics of OOXML (`m`).
    Math,
    /// Drawings of OOXML (`a`, `wp`, `pic`).
    Drawing,
    /// Alternatives for programs that know less (`mc`).
    Compatibility,
    /// The older drawings of OOXML (`v`).
    Vml,
    /// The frame of OpenDocument (`office`).
    Office,
    /// Text of OpenDocument.
    Text,
    /// Tables of OpenDocument.
    Table,
    /// Styles of OpenDocument.
    Style,
    /// Drawings of OpenDocument (`draw`).
    Draw,
    /// Titles and descriptions of drawings of OpenDocument (`svg`).
    Svg,
    /// MathML.
    MathMl,
    /// Metadata: Dublin Core, and those of the formats.
    Meta,
    /// Any other.
    Other,
}

impl XmlSpace {
    fn by_address(address: &str) -> Self {
        match address {
            "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
            | "http://purl.oclc.org/ooxml/wordprocessingml/main" => Self::Word,
            "http://schemas.openxmlformats.org/officeDocument/2006/math"
            | "http://purl.oclc.org/ooxml/officeDocument/math" => Self::Math,
            "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
            | "http://schemas.openxmlformats.org/drawingml/2006/main"
            | "http://schemas.openxmlformats.org/drawingml/2006/picture"
            | "http://purl.oclc.org/ooxml/drawingml/wordprocessingDrawing"
            | "http://purl.oclc.org/ooxml/drawingml/main"
            | "http://purl.oclc.org/ooxml/drawingml/picture"
            | "http://schemas.microsoft.com/office/drawing/2017/decorative" => Self::Drawing,
            "http://schemas.openxmlformats.org/markup-compatibility/2006" => Self::Compatibility,
            "urn:schemas-microsoft-com:vml" => Self::Vml,
            "urn:oasis:names:tc:opendocument:xmlns:office:1.0" => Self::Office,
            "urn:oasis:names:tc:opendocument:xmlns:text:1.0" => Self::Text,
            "urn:oasis:names:tc:opendocument:xmlns:table:1.0" => Self::Table,
            "urn:oasis:names:tc:opendocument:xmlns:style:1.0" => Self::Style,
            "urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" => Self::Draw,
            "urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" => Self::Svg,
            "http://www.w3.org/1998/Math/MathML" => Self::MathMl,
            "http://purl.org/dc/elements/1.1/"
            | "http://purl.org/dc/terms/"
            | "urn:oasis:names:tc:opendocument:xmlns:meta:1.0" => Self::Meta,
            _ => Self::Other,
        }
    }
}

/// An event of a document.
#[derive(Debug)]
pub enum XmlEvent<'a> {
    /// An element begins. An empty one ends at once.
    Start(XmlTag<'a>),
    /// The innermost element ends.
    End,
    /// A piece of text. Entities and marked sections part it.
    Text(Cow<'a, str>),
}

/// The start of an element.
#[derive(Debug)]
pub struct XmlTag<'a> {
    /// The namespace of its name.
    pub space: XmlSpace,
    start: BytesStart<'a>,
}

impl XmlTag<'_> {
    /// The namespace and the name.
    pub fn name(&self) -> (XmlSpace, &str) {
        let name = self.start.name().0;
        (self.space, name.rsplit_once(':').map_or(name, |(_, name)| name))
    }

    /// The value of the attribute of this name, whatever its prefix is.
    pub fn get(&self, name: &str) -> Option<Cow<'_, str>> {
        let mut attributes = self.start.attributes();
        let found = attributes.with_checks(false).flatten().find(|attribute| {
            let key = attribute.key.0;
            key.strip_suffix(name).is_some_and(|before| before.is_empty() || before.ends_with(':'))
        });
        let value = found?.value;
        Some(if value.contains('&') {
            let unescaped = quick_xml::escape::unescape(&value).map(Cow::into_owned);
            Cow::Owned(unescaped.unwrap_or_else(|_| value.into_owned()))
        } else {
            value
        })
    }

    /// The value of the attribute of this name as a number.
    pub fn number<T: std::str::FromStr>(&self, name: &str) -> Option<T> {
        self.get(name)?.trim().parse().ok()
    }
}

/// A prefix that is declared.
struct XmlPrefix {
    /// The number of open elements around the one that declares it.
    depth: usize,
    name: String,
    space: XmlSpace,
}

/// The events of a document.
pub struct XmlEvents<'a> {
    reader: Reader<&'a [u8]>,
    /// The name of the part, for messages.
    part: &'a str,
    prefixes: Vec<XmlPrefix>,
    /// The number of elements that are open.
    depth: usize,
}

impl<'a> XmlEvents<'a> {
    /// The events of the part of this name, whose XML is `xml`.
    pub fn new(part: &'a str, xml: &'a str) -> Self {
        let mut reader = Reader::from_str(xml);
        let config = reader.config_mut();
        config.expand_empty_elements = true;
        config.allow_dangling_amp = true;
        Self { reader, part, prefixes: Vec::new(), depth: 0 }
    }

    /// The next event; `None` at the end of the document.
    pub fn next(&mut self) -> Result<Option<XmlEvent<'a>>, ReadError> {
        loop {
            let event = self.reader.read_event().map_err(|error| self.broken(error))?;
            return Ok(Some(match event {
                Event::Start(start) => XmlEvent::Start(self.start(start)),
                Event::Empty(_) | Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {
                    continue;
                }
                Event::End(_) => {
                    self.depth = self.depth.saturating_sub(1);
                    while self.prefixes.last().is_some_and(|prefix| prefix.depth >= self.depth) {
                        self.prefixes.pop();
                    }
                    XmlEvent::End
                }
                Event::Text(text) => XmlEvent::Text(text.xml10_content()),
                Event::CData(text) => XmlEvent::Text(text.xml10_content()),
                Event::GeneralRef(reference) => {
                    let character = reference.resolve_char_ref().ok().flatten();
                    let predefined = quick_xml::escape::resolve_predefined_entity(&reference);
                    XmlEvent::Text(match (character, predefined) {
                        (Some(c), _) => c.to_string().into(),
                        (None, Some(text)) => text.into(),
                        (None, None) => format!("&{};", &*reference).into(),
                    })
                }
                Event::Eof if self.depth > 0 => {
                    return Err(ReadError::new(format!("{} ends inside of an element", self.part)));
                }
                Event::Eof => return Ok(None),
            }));
        }
    }

    fn start(&mut self, start: BytesStart<'a>) -> XmlTag<'a> {
        if start.attributes_raw().contains("xmlns") {
            self.declare(&start);
        }
        self.depth += 1;
        let name = start.name().0;
        let prefix = name.rsplit_once(':').map_or("", |(prefix, _)| prefix);
        let space = self.prefixes.iter().rev().find(|known| known.name == prefix);
        XmlTag { space: space.map_or(XmlSpace::Other, |known| known.space), start }
    }

    fn declare(&mut self, start: &BytesStart<'_>) {
        for attribute in start.attributes().with_checks(false).flatten() {
            let Some(name) = attribute.key.0.strip_prefix("xmlns") else { continue };
            let name = name.strip_prefix(':').unwrap_or(name);
            if self.prefixes.len() < MAX_PREFIXES {
                let address = attribute.normalized_value(XmlVersion::Explicit1_0).unwrap_or_default();
                let space = XmlSpace::by_address(&address);
                self.prefixes.push(XmlPrefix { depth: self.depth, name: name.to_owned(), space });
            }
        }
    }

    /// Reads on to the end of the element that was begun last.
    pub fn skip(&mut self) -> Result<(), ReadError> {
        self.text().map(|_| ())
    }

    /// The text in the element that was begun last, to whose end is read.
    pub fn text(&mut self) -> Result<String, ReadError> {
        let mut text = String::new();
        self.within(|_, event| {
            if let XmlEvent::Text(piece) = event {
                text.push_str(&piece);
            }
            Ok(())
        })?;
        Ok(text)
    }

    /// Calls `take` for each event within the element that was begun last, with the number of elements around it: 1 for a child.
    /// `take` may read an element that begins to its end.
    pub fn within(
        &mut self,
        mut take: impl FnMut(&mut Self, XmlEvent<'a>) -> Result<(), ReadError>,
    ) -> Result<(), ReadError> {
        let depth = self.depth;
        while self.depth >= depth {
            let Some(event) = self.next()? else { return Ok(()) };
            if self.depth >= depth {
                take(self, event)?;
            }
        }
        Ok(())
    }

    /// The number of elements that are open.
    pub fn depth(&self) -> usize {
        self.depth
    }

    fn broken(&self, error: quick_xml::Error) -> ReadError {
        let at = self.reader.error_position();
        let part = self.part;
        ReadError::new(format!("{part} is no well-formed XML at byte {at}; the file is damaged"))
            .caused_by(error)
    }
}
