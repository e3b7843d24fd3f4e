//! XML as the formats here use it: a tree of elements. Entities are not expanded, and nothing is loaded.

use std::{borrow::Cow, fmt::Write as _, io};

use quick_xml::{
    XmlVersion,
    errors::IllFormedError,
    events::{BytesStart, Event},
    name::ResolveResult,
    reader::NsReader,
};

use super::{Loss, Unreadable};

/// How deep elements may be nested, which limits recursion; chosen by hand.
const MAX_NESTED_ELEMENTS: usize = 200;

/// How much memory the elements of a document may take, in bytes; chosen by hand. A coding of a project takes 2 KB, a file of
/// nothing but `<a/>` 60 times its own size.
const MAX_TREE_BYTES: usize = 3 << 27;

/// An element.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Element {
    /// The name: without a prefix if it was read, with it if it is to be written.
    pub name: String,
    /// The namespace of its prefix; empty if there is none.
    pub space: String,
    /// The attributes in order, with their prefixes.
    pub attributes: Vec<(String, String)>,
    /// The child elements.
    pub children: Vec<Element>,
    /// The text directly in it, all pieces joined.
    pub text: String,
    /// The line on which it was read, from 1.
    pub line: usize,
}

impl Element {
    /// An empty element.
    pub fn new(name: impl Into<String>) -> Self {
        Self { name: name.into(), ..Self::default() }
    }

    /// Adds an attribute.
    #[must_use]
    #[expect(clippy::needless_pass_by_value, reason = "numbers and texts alike, as they come")]
    pub fn with(mut self, name: impl Into<String>, value: impl ToString) -> Self {
        self.attributes.push((name.into(), value.to_string()));
        self
    }

    /// Sets an attribute that is there.
    pub fn set(&mut self, name: &str, value: &str) {
        if let Some((_, known)) = self.attributes.iter_mut().find(|(known, _)| known == name) {
            value.clone_into(known);
        }
    }

    /// Adds an attribute, if there is a value for it.
    #[must_use]
    pub fn with_some(self, name: &str, value: Option<impl ToString>) -> Self {
        match value {
            Some(value) => self.with(name, value),
            None => self,
        }
    }

    /// Sets the text.
    #[must_use]
    pub fn holding(mut self, text: impl Into<String>) -> Self {
        self.text = text.into();
        self
    }

    /// Adds child elements.
    #[must_use]
    pub fn around(mut self, children: impl IntoIterator<Item = Element>) -> Self {
        self.children.extend(children);
        self
    }

    /// The value of an attribute.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The child elements of this name.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Element> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// The first child element of this name.
    pub fn first(&self, name: &str) -> Option<&Element> {
        self.children.iter().find(|child| child.name == name)
    }

    /// The memory that the element takes without its children and its text, in bytes.
    fn bytes(&self) -> usize {
        let attribute = |(name, value): &(String, String)| {
            size_of::<(String, String)>() + name.capacity() + value.capacity()
        };
        let attributes: usize = self.attributes.iter().map(attribute).sum();
        // The list that it is in grows by doubling.
        2 * size_of::<Self>() + self.name.capacity() + self.space.capacity() + attributes
    }

    /// The element as a document.
    pub fn text(&self) -> String {
        let mut text = String::new();
        self.push(&mut text, 0, &mut Loss::default());
        text
    }

    /// Writes the element as a document. Characters that XML 1.0 can't contain are replaced, and counted as a loss.
    pub fn write(&self, out: &mut dyn io::Write, loss: &mut Loss) -> io::Result<()> {
        let mut written = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".to_owned();
        self.push(&mut written, 0, loss);
        out.write_all(written.as_bytes())
    }

    fn push(&self, out: &mut String, depth: usize, loss: &mut Loss) {
        let indent = "  ".repeat(depth);
        let name = &self.name;
        let _ = write!(out, "{indent}<{name}");
        for (name, value) in &self.attributes {
            let _ = write!(out, " {name}=\"{}\"", escaped(value, true, loss));
        }
        if self.children.is_empty() && self.text.is_empty() {
            out.push_str("/>\n");
        } else if self.children.is_empty() {
            let _ = writeln!(out, ">{}</{name}>", escaped(&self.text, false, loss));
        } else {
            out.push_str(">\n");
            for child in &self.children {
                child.push(out, depth + 1, loss);
            }
            let _ = writeln!(out, "{indent}</{name}>");
        }
    }
}

/// Whether XML 1.0 allows a character, literally or as a reference.
fn is_allowed(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..)
}

/// Escapes text. White space that a parser would change is written as references.
fn escaped<'a>(text: &'a str, in_attribute: bool, loss: &mut Loss) -> Cow<'a, str> {
    let needs = |c: char| match c {
        '&' | '<' | '>' | '"' | '\r' => true,
        '\n' | '\t' => in_attribute,
        c => !is_allowed(c),
    };
    if !text.contains(needs) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c if !is_allowed(c) => {
                loss.add("control characters", 1);
                out.push('\u{fffd}');
            }
            c if needs(c) => {
                let _ = write!(out, "&#{};", u32::from(c));
            }
            c => out.push(c),
        }
    }
    Cow::Owned(out)
}

/// Reads a document.
pub fn read(xml: &str) -> Result<Element, Unreadable> {
    let mut reader = NsReader::from_str(xml);
    reader.config_mut().check_end_names = true;
    let mut lines = LineCounter { xml, at: 0, line: 1 };
    // The open elements, the innermost last; the first one holds the root.
    let mut open = vec![Element::default()];
    let mut bytes = 0;
    let mut read_element = |start: &BytesStart<'_>, space: String, line: usize| {
        let element = element(start, space, line).map_err(|error| Unreadable::at(line, fault(&error)))?;
        bytes += element.bytes();
        if bytes > MAX_TREE_BYTES {
            return Err(Unreadable::at(line, "there are more elements than 384 MiB can hold, as in a trap"));
        }
        Ok(element)
    };
    loop {
        let line = lines.of(reader.buffer_position() as usize);
        let wrong = |error: &dyn std::fmt::Display| Unreadable::at(line, error.to_string());
        let (space, event) = reader.read_resolved_event().map_err(|error| wrong(&fault(&error)))?;
        let space = match space {
            ResolveResult::Bound(space) => space.as_ref().to_owned(),
            _ => String::new(),
        };
        let Some(innermost) = open.last_mut() else { return Err(wrong(&"an element is closed twice")) };
        match event {
            Event::Start(start) => {
                if open.len() > MAX_NESTED_ELEMENTS {
                    return Err(wrong(&format!("more than {MAX_NESTED_ELEMENTS} elements in each other")));
                }
                open.push(read_element(&start, space, line)?);
            }
            Event::Empty(start) => {
                innermost.children.push(read_element(&start, space, line)?);
            }
            Event::End(_) => {
                if let Some(done) = open.pop()
                    && let Some(around) = open.last_mut()
                {
                    around.children.push(done);
                }
            }
            Event::Text(text) => innermost.text.push_str(&text.xml10_content()),
            Event::CData(text) => innermost.text.push_str(&text.xml10_content()),
            Event::GeneralRef(reference) => {
                let known = match reference.resolve_char_ref().map_err(|error| wrong(&fault(&error)))? {
                    Some(c) => c.to_string(),
                    None => quick_xml::escape::resolve_predefined_entity(&reference)
                        .ok_or_else(|| wrong(&format!("the entity &{}; is not known", &*reference)))?
                        .to_owned(),
                };
                innermost.text.push_str(&known);
            }
            Event::Eof => break,
            Event::Comment(_) | Event::Decl(_) | Event::PI(_) | Event::DocType(_) => {}
        }
    }
    let [holder] = &mut open[..] else {
        return Err(Unreadable::new("the file ends inside of an element"));
    };
    holder.children.pop().ok_or_else(|| Unreadable::new("there is no element in the file"))
}

/// What is wrong with an XML text, in words for people.
fn fault(error: &quick_xml::Error) -> String {
    match error {
        quick_xml::Error::Syntax(_) => "a mark, a comment or the like has no end".to_owned(),
        quick_xml::Error::IllFormed(IllFormedError::MismatchedEndTag { expected, found }) => {
            format!("</{found}> stands where </{expected}> belongs")
        }
        quick_xml::Error::IllFormed(IllFormedError::MissingEndTag(name)) => format!("<{name}> has no end"),
        quick_xml::Error::IllFormed(IllFormedError::UnmatchedEndTag(name)) => {
            format!("</{name}> ends what has not begun")
        }
        quick_xml::Error::InvalidAttr(_) => {
            "an attribute is no name with a value in quotation marks".to_owned()
        }
        quick_xml::Error::Escape(_) => {
            "a character is written with & in a way that XML does not have".to_owned()
        }
        quick_xml::Error::Namespace(_) => "a prefix of a name stands for nothing".to_owned(),
        _ => "it is no well-formed XML".to_owned(),
    }
}

fn element(start: &BytesStart<'_>, space: String, line: usize) -> quick_xml::Result<Element> {
    let mut element = Element { space, line, ..Element::new(start.local_name().as_ref()) };
    for attribute in start.attributes() {
        let attribute = attribute?;
        let value = attribute.normalized_value(XmlVersion::Explicit1_0)?;
        element.attributes.push((attribute.key.as_ref().to_owned(), value.into_owned()));
    }
    Ok(element)
}

/// Counts the lines up to the reader's position.
struct LineCounter<'a> {
    xml: &'a str,
    at: usize,
    line: usize,
}

impl LineCounter<'_> {
    fn of(&mut self, at: usize) -> usize {
        let between = self.xml.as_bytes().get(self.at..at).unwrap_or_default();
        self.line += memchr::memchr_iter(b'\n', between).count();
        self.at = at.max(self.at);
        self.line
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_is_read_again() {
        let hard = "a\r\nb\tc \"<&>\u{85}\u{2028}👩‍💻 \u{a0}";
        let one = Element::new("b").with("x", hard).holding(hard);
        let (mut out, mut loss) = (Vec::new(), Loss::default());
        Element::new("a").around([one]).write(&mut out, &mut loss).expect("written");
        let read = read(std::str::from_utf8(&out).expect("text")).expect("read");
        let b = read.first("b").expect("there");
        assert_eq!((b.get("x"), b.text.as_str(), b.line), (Some(hard), hard, 3));
        assert!(loss.is_empty());
    }

    #[test]
    fn what_xml_cannot_have_is_counted() {
        let (mut out, mut loss) = (Vec::new(), Loss::default());
        Element::new("a").with("x", "\u{1}\u{fffe}").write(&mut out, &mut loss).expect("written");
        assert_eq!(loss.to_string(), "2 control characters");
    }

    #[test]
    fn hostile_files_are_refused() {
        let bomb = "<!DOCTYPE a [<!ENTITY b \"bb\"><!ENTITY c \"&b;&b;\">]>\n<a>&c;</a>";
        assert_eq!(read(bomb).expect_err("an entity").to_string(), "line 2: the entity &c; is not known");
        for (xml, told) in [
            ("<a>\n<b></c></a>", "line 2: </c> stands where </b> belongs"),
            ("<a/></a>", "line 1: </a> ends what has not begun"),
            ("<a x=1/>", "line 1: an attribute is no name"),
            ("<a>&#xffffffff;</a>", "line 1: a character is written with &"),
            ("<a", "line 1: a mark, a comment or the like has no end"),
        ] {
            let error = read(xml).expect_err("refused").to_string();
            assert!(error.starts_with(told), "{error}");
        }
        assert!(read(&"<a>".repeat(100_000)).is_err());
        for broken in ["", "<a>", "</a>", "<a><b></a>", "<a x=1/>", "text"] {
            assert!(read(broken).is_err(), "{broken}");
        }
    }
}
