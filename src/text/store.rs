//! The text of a document: held in memory if it is small, read in windows if it is large.

use std::{
    borrow::Cow,
    fmt,
    sync::{
        Arc, OnceLock,
        atomic::{AtomicUsize, Ordering},
    },
};

use super::{
    Index, Span,
    long_run::LastLongRun,
    segment::Language,
    structure::{Markup, Structure},
};

/// The character that stands for one invalid byte in a text that is read in windows. It is one byte long, so that offsets stay
/// those of the source. It is shown, copied and exported as U+FFFD.
pub const SUBSTITUTE: char = '\u{1a}';

/// Bytes that can be read at any offset: a large source that is never copied whole.
pub trait Windows: Send + Sync {
    /// The length in bytes at the time when the text was opened.
    fn len(&self) -> usize;

    /// Whether there is nothing to read.
    fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Fills `buffer` from `at`. Returns how many bytes could be read: fewer than asked for when the source has
    /// become shorter meanwhile.
    fn read_at(&self, at: usize, buffer: &mut [u8]) -> usize;
}

enum Store {
    Memory(String),
    Windows(Box<dyn Windows>),
}

/// A document's text: immutable, valid UTF-8, addressed in bytes, with its structure.
///
/// It is cheap to clone; clones share the text and its index.
#[derive(Clone)]
pub struct Text(Arc<Inner>);

struct Inner {
    store: Store,
    /// The structure; empty for plain text.
    structure: Structure,
    index: Index,
    /// The number of bytes of a windowed source that could not be read again.
    lost: AtomicUsize,
    /// The language of the text as a whole, once it is known.
    language: OnceLock<&'static Language>,
    long_run: LastLongRun,
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Text({} bytes)", self.len())
    }
}

impl Text {
    /// A plain text in memory.
    pub fn new(text: impl Into<String>) -> Self {
        Self::with(Store::Memory(text.into()), Structure::default())
    }

    /// A text in memory with the structure that a reader of its format found in it.
    pub fn structured(text: impl Into<String>, markup: Markup) -> Self {
        let text = text.into();
        let structure = Structure::new(&text, markup);
        Self::with(Store::Memory(text), structure)
    }

    /// A plain text in memory with its locators and pages. It has no blocks: they are worked out near the place that is asked for.
    pub fn plain_with_places(text: impl Into<String>, places: Markup) -> Self {
        let text = text.into();
        let structure = Structure::without_blocks(&text, places);
        Self::with(Store::Memory(text), structure)
    }

    /// A plain text read in windows.
    pub fn windowed(source: Box<dyn Windows>) -> Self {
        Self::with(Store::Windows(source), Structure::default())
    }

    fn with(store: Store, structure: Structure) -> Self {
        Self(Arc::new(Inner {
            store,
            structure,
            index: Index::default(),
            lost: AtomicUsize::new(0),
            language: OnceLock::new(),
            long_run: LastLongRun::default(),
        }))
    }

    /// The structure that its reader found; empty for a plain text.
    pub fn structure(&self) -> &Structure {
        &self.0.structure
    }

    /// Sets the language of the text as a whole, as its metadata declare it, unless it is set already. Returns the language that is
    /// set.
    pub fn tell_language(&self, language: &'static Language) -> &'static Language {
        self.0.language.get_or_init(|| language)
    }

    /// The language of the text as a whole, if it was set.
    pub fn told_language(&self) -> Option<&'static Language> {
        self.0.language.get().copied()
    }

    /// The last part of a plain text in which each line is a paragraph.
    pub(super) fn last_long_run(&self) -> &LastLongRun {
        &self.0.long_run
    }

    /// Whether both are the same text: clones of each other.
    pub fn is(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }

    /// Length in bytes.
    pub fn len(&self) -> usize {
        match &self.0.store {
            Store::Memory(text) => text.len(),
            Store::Windows(source) => source.len(),
        }
    }

    /// Whether the text has no bytes.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The whole text as one span.
    pub fn span(&self) -> Span {
        Span::new(0, self.len())
    }

    /// The whole text, where it is in memory.
    pub fn as_str(&self) -> Option<&str> {
        match &self.0.store {
            Store::Memory(text) => Some(text),
            Store::Windows(_) => None,
        }
    }

    /// The number of bytes that the source has lost since it was opened, because another program cut it short.
    pub fn lost(&self) -> usize {
        self.0.lost.load(Ordering::Relaxed)
    }

    /// The text of `span`, with [`SUBSTITUTE`] for invalid bytes. Ends inside of a character are moved to its start.
    pub fn slice(&self, span: Span) -> Cow<'_, str> {
        let end = span.end.min(self.len());
        let start = span.start.min(end);
        match &self.0.store {
            Store::Memory(text) => {
                Cow::Borrowed(&text[text.floor_char_boundary(start)..text.floor_char_boundary(end)])
            }
            Store::Windows(_) => Cow::Owned(self.decode(self.floor(start), self.floor(end))),
        }
    }

    /// The text of `span` for people and files, with U+FFFD for invalid bytes.
    pub fn quote(&self, span: Span) -> String {
        let text = self.slice(span).into_owned();
        if self.as_str().is_none() { text.replace(SUBSTITUTE, "\u{fffd}") } else { text }
    }

    /// The texts of `spans` for people and files, joined by ` … `.
    pub fn quote_all(&self, spans: &[Span]) -> String {
        spans.iter().map(|&span| self.quote(span)).collect::<Vec<_>>().join(" … ")
    }

    /// The last character boundary at or before `at`.
    pub fn floor(&self, at: usize) -> usize {
        let at = at.min(self.len());
        if let Some(text) = self.as_str() {
            return text.floor_char_boundary(at);
        }
        // A boundary, unless a valid character began up to three bytes earlier and goes on beyond `at`.
        let from = at.saturating_sub(3);
        let bytes = self.bytes(Span::new(from, (at + 3).min(self.len())));
        for back in (1..=at - from).rev() {
            let lead = &bytes[at - from - back..];
            let len = char_len(lead[0]);
            if len > back && lead.len() >= len && std::str::from_utf8(&lead[..len]).is_ok() {
                return at - back;
            }
        }
        at
    }

    /// The first character boundary at or after `at`.
    pub fn ceil(&self, at: usize) -> usize {
        let mut end = at.min(self.len());
        while self.floor(end) < at.min(self.len()) {
            end += 1;
        }
        end
    }

    /// The bytes of `span` as the source has them, for scanning. Lost bytes are spaces.
    pub fn bytes(&self, span: Span) -> Cow<'_, [u8]> {
        match &self.0.store {
            Store::Memory(text) => Cow::Borrowed(&text.as_bytes()[span.range()]),
            Store::Windows(_) => {
                // Zeros, since the system hands out pages of them, and nothing has to fill these before they are read into.
                let mut buffer = vec![0; span.len()];
                self.read(span, &mut buffer);
                Cow::Owned(buffer)
            }
        }
    }

    /// Like [`bytes`](Self::bytes), into a buffer that is used again and again.
    pub fn read(&self, span: Span, buffer: &mut Vec<u8>) {
        buffer.resize(span.len(), b' ');
        match &self.0.store {
            Store::Memory(text) => buffer.copy_from_slice(&text.as_bytes()[span.range()]),
            Store::Windows(source) => {
                let read = source.read_at(span.start, buffer);
                if read < span.len() {
                    buffer[read..].fill(b' ');
                    self.0.lost.fetch_max(self.len() - (span.start + read), Ordering::Relaxed);
                }
            }
        }
    }

    /// The index of positions in this text.
    pub(super) fn index(&self) -> &Index {
        &self.0.index
    }

    fn decode(&self, start: usize, end: usize) -> String {
        let bytes = self.bytes(Span::new(start, end)).into_owned();
        String::from_utf8(bytes).unwrap_or_else(|error| substitute(error.as_bytes()))
    }
}

/// The length in bytes of a character that starts with this byte; 1 for a byte that can't start one.
fn char_len(lead: u8) -> usize {
    match lead {
        0xc2..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf4 => 4,
        _ => 1,
    }
}

/// The text of `bytes`, with one [`SUBSTITUTE`] for each byte that belongs to no character.
fn substitute(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        text.extend(std::iter::repeat_n(SUBSTITUTE, chunk.invalid().len()));
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    pub struct Slow(pub Vec<u8>);

    impl Windows for Slow {
        fn len(&self) -> usize {
            self.0.len() + 4
        }

        fn read_at(&self, at: usize, buffer: &mut [u8]) -> usize {
            let rest = self.0.get(at..).unwrap_or_default();
            let n = rest.len().min(buffer.len());
            buffer[..n].copy_from_slice(&rest[..n]);
            n
        }
    }

    #[test]
    fn windows_substitute_each_invalid_byte_and_report_what_is_missing() {
        let text = Text::windowed(Box::new(Slow(b"a\xff\xe2\x82b\xe2\x82\xac".to_vec())));
        assert_eq!(text.lost(), 0);
        assert_eq!(text.slice(text.span()), "a\u{1a}\u{1a}\u{1a}b€    ");
        assert_eq!(text.quote(Span::new(0, 5)), "a\u{fffd}\u{fffd}\u{fffd}b");
        assert_eq!(text.lost(), 4);
    }

    #[test]
    fn windows_know_character_boundaries() {
        let text = Text::windowed(Box::new(Slow("a€b".into())));
        assert_eq!([1, 2, 3, 4, 5].map(|at| text.floor(at)), [1, 1, 1, 4, 5]);
        assert_eq!([1, 2, 3, 4].map(|at| text.ceil(at)), [1, 4, 4, 4]);
    }
}
