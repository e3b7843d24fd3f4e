//! The writer of a rendered text: a reader writes it block by block, with its structure and its source map.

mod table;

use std::collections::{HashMap, HashSet};

use super::{SourceMap, source_map::MappedPart};
use crate::text::{
    Span,
    structure::{
        BlockKind, Footnote, Hyperlink, LinkTarget, Locator, LocatorKind, Markup, Ranges, Style, StyledSpan,
        TextBlock,
    },
};
pub use table::TableStart;

/// How many blocks are told apart in a text, and how many styles, links, notes, places and anchors of each. Chosen by hand: a hundred
/// novels have as many paragraphs. What stands after the last block is in paragraphs all the same
/// (see [`Structure`](crate::text::structure::Structure)).
const MAX_PARTS: usize = 1_000_000;

/// Writes a text block by block. A hostile document gets no more memory than for `MAX_PARTS` of each kind.
#[derive(Debug, Default)]
pub struct TextWriter {
    text: String,
    markup: Markup,
    pieces: Vec<MappedPart>,
    /// How many bytes of the source come before what is read now, for a document of several files.
    source_offset: usize,
    /// The bodies of notes with their labels, by the keys that they are referred to by.
    bodies: HashMap<Box<str>, (Span, Box<str>)>,
    open: Option<OpenBlock>,
    /// The locators of the place at which the text ends now.
    open_locators: Vec<Locator>,
    /// The places that links within the document lead to, in bytes, by their names.
    anchors: Vec<(Box<str>, usize)>,
}

/// The block that is being written.
#[derive(Debug)]
struct OpenBlock {
    block: TextBlock,
    /// The length of the text before the block, for taking it back if it stays empty.
    before: usize,
    /// The numbers of styles, links and notes before the block.
    marks: [usize; 3],
}

impl TextWriter {
    /// The length of the text so far, in bytes.
    pub fn len(&self) -> usize {
        self.text.len()
    }

    /// Whether the text is empty.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// The text so far.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The block that is being written, if there is one.
    pub fn open_block(&mut self) -> Option<&mut TextBlock> {
        self.open.as_mut().map(|open| &mut open.block)
    }

    /// The last block that is ended.
    pub fn last_block(&self) -> Option<&TextBlock> {
        self.markup.blocks.last()
    }

    /// Whether nothing is written yet into the block that is open.
    pub fn is_at_start_of_block(&self) -> bool {
        self.open.as_ref().is_some_and(|open| open.block.span.start == self.text.len())
    }

    /// Ends the open block and begins another one, whose span is filled in.
    pub fn begin(&mut self, mut block: TextBlock) {
        self.end();
        let before = self.text.len();
        if before > 0 {
            self.text.push_str("\n\n");
        }
        block.span = Span::at(self.text.len());
        let Markup { styles, links, notes, .. } = &self.markup;
        let marks = [styles.len(), links.len(), notes.len()];
        self.open = Some(OpenBlock { block, before, marks });
    }

    /// Ends the block that is open, if there is one. A block without text is taken back.
    pub fn end(&mut self) {
        let Some(OpenBlock { mut block, before, marks }) = self.open.take() else { return };
        let kept = self.text[block.span.start..].trim_end().len();
        let end = block.span.start + kept;
        self.text.truncate(if kept == 0 { before } else { end });
        // White space at the end is removed; spans must not reach into the text that will follow instead.
        let end = self.text.len();
        let Markup { styles, links, notes, .. } = &mut self.markup;
        let styles = styles[marks[0]..].iter_mut().map(|style| &mut style.span);
        let links = links[marks[1]..].iter_mut().map(|link| &mut link.span);
        let notes = notes[marks[2]..].iter_mut().map(|note| &mut note.reference);
        for span in styles.chain(links).chain(notes) {
            *span = Span { start: span.start.min(end), end: span.end.min(end) };
        }
        let places = self.open_locators.iter_mut().map(|locator| &mut locator.span.start);
        for place in places.chain(self.anchors.iter_mut().rev().map(|(_, at)| at).take_while(|at| **at > end))
        {
            *place = end.min(*place);
        }
        self.pieces.truncate(self.pieces.partition_point(|piece| piece.at < end));
        if kept > 0 {
            block.span.end = end;
            push(&mut self.markup.blocks, block);
        }
    }

    /// Takes the block that is open back.
    pub fn take_back(&mut self) {
        if let Some(open) = &self.open {
            self.text.truncate(open.block.span.start);
        }
        self.end();
    }

    /// Counts the places in the source from here on, since the source goes on in another file.
    pub fn offset_source(&mut self, source_offset: usize) {
        self.source_offset = source_offset;
    }

    /// A writer for a part that is appended later, whose source is the same.
    #[must_use]
    pub fn for_part(&self) -> Self {
        Self { source_offset: self.source_offset, ..Self::default() }
    }

    /// Writes text that was made of the part `source` of the source.
    pub fn push(&mut self, text: &str, source: Span) {
        if !text.is_empty() {
            let source = if source.is_empty() { source } else { source.shifted(self.source_offset) };
            push(&mut self.pieces, MappedPart { at: self.text.len(), source });
            self.text.push_str(text);
        }
    }

    /// Sets the style of the text from `start` on.
    pub fn style_from(&mut self, start: usize, style: Style) {
        push(&mut self.markup.styles, StyledSpan { span: Span::new(start, self.text.len()), style });
    }

    /// Makes the text from `start` on a link to `target`.
    pub fn link_from(&mut self, start: usize, target: LinkTarget) {
        push(&mut self.markup.links, Hyperlink { span: Span::new(start, self.text.len()), target });
    }

    /// Makes the text from `start` on the mark of the note with this label or key, whose body is written later.
    pub fn refer_from(&mut self, start: usize, label: &str) {
        let reference = Span::new(start, self.text.len());
        push(&mut self.markup.notes, Footnote { reference, body: Span::at(0), label: label.into() });
    }

    /// Begins a part of the text that is cited by this locator: at the end of what is written, in the middle of a block or between
    /// two. The part before it with a locator of the same kind ends here, and a section ends with its chapter.
    pub fn locate(&mut self, kind: LocatorKind, label: impl Into<Box<str>>) {
        self.end_locator(kind);
        if kind == LocatorKind::Chapter {
            self.end_locator(LocatorKind::Section);
        }
        self.open_locators.push(Locator { span: Span::at(self.text.len()), kind, label: label.into() });
    }

    /// Begins the next page of the file, whatever it is called and whether there is text on it.
    pub fn begin_page(&mut self) {
        push(&mut self.markup.pages, self.text.len());
    }

    /// Ends the part of the text that is cited by a locator of this kind, if there is one.
    pub fn end_locator(&mut self, kind: LocatorKind) {
        let end = self.text.len();
        for mut locator in self.open_locators.extract_if(.., |open| open.kind == kind) {
            locator.span.end = end;
            push(&mut self.markup.locators, locator);
        }
    }

    /// Adds a locator of a part that is written already.
    pub fn add_locator(&mut self, locator: Locator) {
        push(&mut self.markup.locators, locator);
    }

    /// The text so far, and the finished blocks that begin at `start` or later, in bytes, to be changed.
    pub fn blocks_from(&mut self, start: usize) -> (&str, &mut [TextBlock]) {
        let blocks = &mut self.markup.blocks;
        let first = blocks.partition_point(|block| block.span.start < start);
        (&self.text, &mut blocks[first..])
    }

    /// Ends all parts that are cited by a locator.
    fn end_locators(&mut self) {
        let end = self.text.len();
        let ended = self
            .open_locators
            .drain(..)
            .map(|locator| Locator { span: Span { start: locator.span.start.min(end), end }, ..locator });
        self.markup.locators.extend(ended);
    }

    /// Names the end of what is written, so that links within the document can lead there.
    pub fn anchor(&mut self, name: &str) {
        push(&mut self.anchors, (name.into(), self.text.len()));
    }

    /// Appends the text of another writer as the body of the note with this label.
    pub fn append_note(&mut self, note: Self, label: &str) {
        self.append_labelled_note(note, label, label, label);
    }

    /// The same for a note that is referred to by `key`, since others have its label, too. `drawn` is what stands in front of the
    /// body; empty if the body begins with its label.
    pub fn append_labelled_note(&mut self, mut note: Self, key: &str, label: &str, drawn: &str) {
        note.end();
        self.end_locators();
        if let Some(first) = note.markup.blocks.first_mut().filter(|block| block.kind == BlockKind::Paragraph)
        {
            first.kind = BlockKind::Note { label: drawn.into() };
        }
        let body = self.append(note);
        if !body.is_empty() {
            self.bodies.insert(key.into(), (body, label.into()));
        }
    }

    /// Appends the blocks of another writer, without its locators. Returns the span of its text.
    pub fn append(&mut self, mut other: Self) -> Span {
        other.end();
        self.end();
        if other.is_empty() {
            return Span::at(self.text.len());
        }
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
        let by = self.text.len();
        self.text.push_str(&other.text);
        extend(&mut self.pieces, other.pieces.iter().map(|piece| MappedPart { at: piece.at + by, ..*piece }));
        extend(&mut self.anchors, other.anchors.into_iter().map(|(name, at)| (name, at + by)));
        let Markup { blocks, styles, links, notes, .. } = other.markup;
        let own = &mut self.markup;
        extend(&mut own.blocks, blocks.into_iter().map(|b| TextBlock { span: b.span.shifted(by), ..b }));
        extend(&mut own.styles, styles.into_iter().map(|s| StyledSpan { span: s.span.shifted(by), ..s }));
        extend(&mut own.links, links.into_iter().map(|l| Hyperlink { span: l.span.shifted(by), ..l }));
        extend(
            &mut own.notes,
            notes.into_iter().map(|n| Footnote { reference: n.reference.shifted(by), ..n }),
        );
        Span::new(by, self.text.len())
    }

    /// Turns links to the anchors, whose addresses are `#` and a name, into links to places.
    pub fn resolve_anchors(&mut self) {
        let anchors = std::mem::take(&mut self.anchors);
        let places: HashMap<Box<str>, usize> = anchors.into_iter().rev().collect();
        self.resolve_links(|address| places.get(address.strip_prefix('#')?).copied());
    }

    /// Turns links within the document into links to places; `resolve` gives the place of an address.
    pub fn resolve_links(&mut self, mut resolve: impl FnMut(&str) -> Option<usize>) {
        for link in &mut self.markup.links {
            if let LinkTarget::Address(address) = &link.target
                && let Some(place) = resolve(address)
            {
                link.target = LinkTarget::Place(place);
            }
        }
    }

    /// The finished text with its structure and its map to `source`.
    pub fn finish(mut self, source: &str) -> (String, Markup, SourceMap) {
        self.end();
        self.end_locators();
        for note in &mut self.markup.notes {
            if let Some((body, label)) = self.bodies.get(&note.label) {
                (note.body, note.label) = (*body, label.clone());
            }
        }
        self.locate_notes();
        (self.text, self.markup, SourceMap::new(source, self.pieces))
    }

    /// Gives the body of each note the locators of its first reference: a note is cited by the page that it is referred to from.
    fn locate_notes(&mut self) {
        let Markup { notes, locators, .. } = &mut self.markup;
        let places = Ranges::new(std::mem::take(locators));
        let mut located = HashSet::new();
        for note in notes.iter().filter(|note| !note.body.is_empty() && located.insert(note.body)) {
            let own = places.at(note.body.start);
            let of_reference = places.at(note.reference.start).into_iter();
            let missing = of_reference.filter(|place| own.iter().all(|own| own.kind != place.kind));
            locators.extend(missing.map(|place| Locator { span: note.body, ..place.clone() }));
        }
        locators.extend_from_slice(places.as_slice());
    }
}

/// Adds a part of the text, unless there are too many.
fn push<T>(parts: &mut Vec<T>, part: T) {
    extend(parts, [part]);
}

/// Adds parts of the text until there are too many.
fn extend<T>(parts: &mut Vec<T>, more: impl IntoIterator<Item = T>) {
    let room = MAX_PARTS.saturating_sub(parts.len());
    parts.extend(more.into_iter().take(room));
}

/// A number in raised digits, as the mark of a note.
pub fn raised(number: usize) -> String {
    const DIGITS: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    number.to_string().bytes().map(|digit| DIGITS[usize::from(digit - b'0')]).collect()
}
