//! XML as the files about a book use it: elements and text one after the other, as far as they can be read. Entities that a file
//! declares are not expanded, and nothing is loaded.

use std::borrow::Cow;

use quick_xml::{
    XmlVersion,
    events::{BytesStart, Event},
    reader::Reader,
};

use crate::source::html;

/// The largest file that is read, in bytes. Chosen by hand: the package file of a book with 10,000 files takes 2 MiB.
const MAX_BYTES: usize = 32 << 20;

/// A part of an XML file.
pub enum XmlPart<'a> {
    /// The start of an element.
    Start(&'a XmlTag),
    /// Text.
    Text(&'a str),
    /// The end of the element of this name: in lower case, without a prefix.
    End(&'a str),
}

/// The start of an element.
pub struct XmlTag {
    /// The name, in lower case and without a prefix.
    pub name: String,
    /// The attributes, with names in lower case and without a prefix.
    attributes: Vec<(String, String)>,
}

impl XmlTag {
    /// The value of the attribute of this name.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// Whether this word is one of those in the attribute of this name.
    pub fn has_word(&self, name: &str, word: &str) -> bool {
        self.get(name).is_some_and(|value| value.split_whitespace().any(|one| one.eq_ignore_ascii_case(word)))
    }
}

/// Calls `take` for each part of an XML file, up to the first place from which on it can't be read.
pub fn read(bytes: &[u8], mut take: impl FnMut(XmlPart<'_>)) {
    if bytes.len() > MAX_BYTES {
        return;
    }
    let xml = html::encoding::decode(bytes).text;
    let mut reader = Reader::from_str(&xml);
    let config = reader.config_mut();
    config.check_end_names = false;
    config.allow_unmatched_ends = true;
    config.allow_dangling_amp = true;
    loop {
        match reader.read_event() {
            Ok(Event::Start(start)) => take(XmlPart::Start(&tag(&start))),
            Ok(Event::Empty(start)) => {
                let tag = tag(&start);
                take(XmlPart::Start(&tag));
                take(XmlPart::End(&tag.name));
            }
            Ok(Event::End(end)) => take(XmlPart::End(&local(end.name().as_ref()))),
            Ok(Event::Text(text)) => take(XmlPart::Text(&text.xml10_content())),
            Ok(Event::CData(text)) => take(XmlPart::Text(&text.xml10_content())),
            Ok(Event::GeneralRef(reference)) => match reference.resolve_char_ref() {
                Ok(Some(c)) => take(XmlPart::Text(c.encode_utf8(&mut [0; 4]))),
                // Tables of contents have the entities of XHTML, too, though their own DTD hasn't.
                Ok(None) => {
                    let written = format!("&{};", &*reference);
                    if let Some((known, _)) = html::entity::reference(&written) {
                        take(XmlPart::Text(&known));
                    }
                }
                Err(_) => {}
            },
            Ok(Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_)) => {}
            Ok(Event::Eof) | Err(_) => return,
        }
    }
}

/// The start of an element with its attributes.
pub fn tag(start: &BytesStart<'_>) -> XmlTag {
    let mut attributes = Vec::new();
    // Names that are there twice aren't looked for: that takes quadratic time.
    for attribute in start.attributes().with_checks(false).flatten() {
        let value = attribute.normalized_value(XmlVersion::Explicit1_0);
        let value = value.map_or_else(|_| attribute.value.to_string(), Cow::into_owned);
        attributes.push((local(attribute.key.as_ref()), value));
    }
    XmlTag { name: local(start.name().as_ref()), attributes }
}

/// A name in lower case and without its prefix.
fn local(name: &str) -> String {
    name.rsplit(':').next().unwrap_or_default().to_ascii_lowercase()
}
