//! The documents that a format has read, with their glosses.

use std::{collections::HashMap, error, fmt, sync::Arc};

use super::DocumentRecord;
use crate::{
    anchor,
    archive::ArchiveError,
    gloss::{Gloss, Id, Schema, Selector},
    text::{CodePoints, Span, Text, fnv, movement},
    utf8,
};

/// A foreign file to read.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct ForeignFile<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its content.
    pub bytes: &'a [u8],
    /// The text of the document, if the format keeps it in a separate file.
    pub text: Option<&'a str>,
    /// The files, by name, that describe the kinds of its folder, as far as they are there.
    pub codebooks: &'a [(&'static str, String)],
}

impl<'a> ForeignFile<'a> {
    /// A file of this name with these bytes, which has the document's text in it, if anywhere.
    pub fn new(name: &'a str, bytes: &'a [u8]) -> Self {
        Self { name, bytes, text: None, codebooks: &[] }
    }

    /// The text of the codebook of this name.
    pub fn codebook(&self, name: &str) -> Option<&'a str> {
        self.codebooks.iter().find(|(known, _)| *known == name).map(|(_, text)| text.as_str())
    }

    /// The content as text, without a byte order mark; an error if it is not UTF-8.
    pub fn utf8(&self) -> Result<&str, Unreadable> {
        let text = std::str::from_utf8(self.bytes)
            .map_err(|error| Unreadable::new(utf8::fault(self.bytes, error)).caused_by(error))?;
        Ok(text.strip_prefix('\u{feff}').unwrap_or(text))
    }
}

/// Why a file, or a line of it, can't be read.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Unreadable {
    /// The line, from 1, if it is known.
    pub line: Option<usize>,
    /// A description of the fault.
    pub message: String,
    source: Option<Arc<dyn error::Error + Send + Sync>>,
}

impl Unreadable {
    /// An error that concerns the file as a whole.
    pub fn new(message: impl Into<String>) -> Self {
        Self { line: None, message: message.into(), source: None }
    }

    /// An error on a line, from 1.
    pub fn at(line: usize, message: impl Into<String>) -> Self {
        Self { line: Some(line), ..Self::new(message) }
    }

    /// The same with what caused it.
    #[must_use]
    pub fn caused_by(self, source: impl error::Error + Send + Sync + 'static) -> Self {
        Self { source: Some(Arc::new(source)), ..self }
    }
}

impl From<ArchiveError> for Unreadable {
    fn from(error: ArchiveError) -> Self {
        Self::new(error.to_string()).caused_by(error)
    }
}

impl fmt::Display for Unreadable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            Some(line) => write!(f, "line {line}: {}", self.message),
            None => f.write_str(&self.message),
        }
    }
}

impl error::Error for Unreadable {
    fn source(&self) -> Option<&(dyn error::Error + 'static)> {
        self.source.as_deref().map(|source| source as &(dyn error::Error + 'static))
    }
}

/// A document as a foreign file describes it.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Imported {
    /// Its name, if the file has it: that of its file, which may be a path.
    pub name: Option<String>,
    /// The coder whose glosses these are, if the file says so.
    pub coder: Option<String>,
    /// What else the file says of the document.
    pub record: DocumentRecord,
    /// The text in which the glosses were recorded, if the file has it.
    pub text: Option<Text>,
    /// The glosses; their links lead to each other. Where there is a text, their selectors may have words alone,
    /// since the text around those is there.
    pub glosses: Vec<Gloss>,
    /// The kinds that the file describes.
    pub schema: Option<Arc<Schema>>,
}

/// Captures selectors in a foreign text whose offsets are code points.
pub struct Capture<'a> {
    text: &'a Text,
    points: CodePoints<'a>,
}

impl<'a> Capture<'a> {
    /// Captures from a text in memory, as every foreign text is.
    pub fn new(text: &'a Text) -> Self {
        Self { text, points: CodePoints::new(text.as_str().unwrap_or_default()) }
    }

    /// The selector of a span between two code points, extended to whole grapheme clusters; `None` if it is empty or
    /// not in the text.
    pub fn points(&self, start: usize, end: usize) -> Option<Selector> {
        self.bytes(self.points.span(start, end)?)
    }

    /// The same with the words of the span alone.
    pub fn words(&self, start: usize, end: usize) -> Option<Selector> {
        let span = movement::snap(self.text, self.points.span(start, end)?);
        let selector = || anchor::selector_of_words(self.text, span, self.points.of(span.start));
        (!span.is_empty()).then(selector)
    }

    /// The selector of a span in bytes, extended to whole grapheme clusters; `None` if it is empty.
    pub fn bytes(&self, span: Span) -> Option<Selector> {
        let span = movement::snap(self.text, span);
        (!span.is_empty()).then(|| anchor::selector_at(self.text, span, self.points.of(span.start)))
    }
}

/// Sorts selectors and joins those that overlap with the help of `capture`.
pub fn sort_and_join(mut selectors: Vec<Selector>, capture: &Capture<'_>) -> Vec<Selector> {
    selectors.sort_by_key(|selector| (selector.start, selector.end));
    let mut joined: Vec<Selector> = Vec::with_capacity(selectors.len());
    for selector in selectors {
        match joined.last_mut() {
            Some(last) if selector.start < last.end => {
                if let Some(both) = capture.points(last.start, last.end.max(selector.end)) {
                    *last = both;
                }
            }
            _ => joined.push(selector),
        }
    }
    joined
}

/// The id of a gloss that a foreign file calls `name` in `scope` (a format and a document). A name that is an id of
/// this program is kept; else the id is derived from both, so that reading the file again gives the same ids.
pub fn id(scope: &str, name: &str) -> Id {
    if let Ok(id) = name.parse::<Id>()
        && id.bits().is_some()
    {
        return id;
    }
    let bytes = scope.bytes().chain([0]).chain(name.bytes());
    Id::from_bits(fnv::spread(bytes.fold(fnv::BASIS, fnv::with)))
}

/// What a row says of where its gloss belongs.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Origin {
    /// The name of the document.
    pub name: Option<String>,
    /// The coder.
    pub coder: Option<String>,
}

impl From<Option<String>> for Origin {
    fn from(name: Option<String>) -> Self {
        Self { name, coder: None }
    }
}

/// Groups glosses that come with their documents' names, and perhaps with coders, into documents.
pub fn of_files(rows: impl IntoIterator<Item = (impl Into<Origin>, Gloss)>) -> Vec<Imported> {
    let mut documents: Vec<Imported> = Vec::new();
    let mut places: HashMap<Origin, usize> = HashMap::new();
    for (origin, gloss) in rows {
        let at = *places.entry(origin.into()).or_insert_with_key(|Origin { name, coder }| {
            let (name, coder) = (name.clone(), coder.clone());
            documents.push(Imported { name, coder, ..Imported::default() });
            documents.len() - 1
        });
        documents[at].glosses.push(gloss);
    }
    documents
}
