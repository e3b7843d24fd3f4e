//! A text in the making: blocks with blank lines between them, with what a reader says of their parts.

use std::collections::HashMap;

use super::{SourceMap, source_map::Piece};
use crate::text::{
    Span,
    structure::{BlockKind, Footnote, Hyperlink, LinkTarget, Markup, Style, StyledSpan, TextBlock},
};

/// Writes a text block by block.
#[derive(Debug, Default)]
pub struct TextWriter {
    text: String,
    markup: Markup,
    pieces: Vec<Piece>,
    /// The bodies of notes, by their labels.
    bodies: HashMap<Box<str>, Span>,
    open: Option<OpenBlock>,
}

/// The block that is being written.
#[derive(Debug)]
struct OpenBlock {
    block: TextBlock,
    /// The length of the text before it, to go back to if nothing is written into it.
    before: usize,
    /// How many styles, links and notes there were before it.
    marks: [usize; 3],
}

impl TextWriter {
    /// How much is written, in bytes.
    pub fn len(&self) -> usize {
        self.text.len()
    }

    /// Whether nothing is written.
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// What is written.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The block that is being written.
    pub fn open_block(&mut self) -> Option<&mut TextBlock> {
        self.open.as_mut().map(|open| &mut open.block)
    }

    /// Whether nothing is written yet into the block that is open.
    pub fn is_at_start_of_block(&self) -> bool {
        self.open.as_ref().is_some_and(|open| open.block.span.start == self.text.len())
    }

    /// Begins a block, after the end of the one before. Its span is filled in here.
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
        // White space at the end is gone: nothing may be said of it, since other text will stand there.
        let end = self.text.len();
        let Markup { styles, links, notes, .. } = &mut self.markup;
        let styles = styles[marks[0]..].iter_mut().map(|style| &mut style.span);
        let links = links[marks[1]..].iter_mut().map(|link| &mut link.span);
        let notes = notes[marks[2]..].iter_mut().map(|note| &mut note.reference);
        for span in styles.chain(links).chain(notes) {
            *span = Span { start: span.start.min(end), end: span.end.min(end) };
        }
        self.pieces.truncate(self.pieces.partition_point(|piece| piece.at < end));
        if kept > 0 {
            block.span.end = end;
            self.markup.blocks.push(block);
        }
    }

    /// Writes text that was made of `source`.
    pub fn push(&mut self, text: &str, source: Span) {
        if !text.is_empty() {
            self.pieces.push(Piece { at: self.text.len(), source });
            self.text.push_str(text);
        }
    }

    /// Gives the text from `start` on a style.
    pub fn style_from(&mut self, start: usize, style: Style) {
        self.markup.styles.push(StyledSpan { span: Span::new(start, self.text.len()), style });
    }

    /// Lets the text from `start` on lead to `target`.
    pub fn link_from(&mut self, start: usize, target: LinkTarget) {
        self.markup.links.push(Hyperlink { span: Span::new(start, self.text.len()), target });
    }

    /// Lets the text from `start` on refer to the note with this label. Its body is still to be written.
    pub fn refer_from(&mut self, start: usize, label: &str) {
        let reference = Span::new(start, self.text.len());
        self.markup.notes.push(Footnote { reference, body: Span::at(0), label: label.into() });
    }

    /// Puts the text of another writer behind this one's, as the body of the note with this label.
    pub fn append_note(&mut self, mut note: Self, label: &str) {
        note.end();
        self.end();
        if note.is_empty() {
            return;
        }
        if !self.text.is_empty() {
            self.text.push_str("\n\n");
        }
        let by = self.text.len();
        let body = Span::new(by, by + note.text.len());
        self.text.push_str(&note.text);
        self.pieces.extend(note.pieces.iter().map(|piece| Piece { at: piece.at + by, ..*piece }));
        let Markup { mut blocks, styles, links, notes, locators: _ } = note.markup;
        if let Some(first) = blocks.first_mut().filter(|block| block.kind == BlockKind::Paragraph) {
            first.kind = BlockKind::Note { label: label.into() };
        }
        let own = &mut self.markup;
        own.blocks.extend(blocks.into_iter().map(|b| TextBlock { span: b.span.shifted(by), ..b }));
        own.styles.extend(styles.into_iter().map(|s| StyledSpan { span: s.span.shifted(by), ..s }));
        own.links.extend(links.into_iter().map(|l| Hyperlink { span: l.span.shifted(by), ..l }));
        own.notes.extend(notes.into_iter().map(|n| Footnote { reference: n.reference.shifted(by), ..n }));
        self.bodies.insert(label.into(), body);
    }

    /// Decides for each link where it leads.
    pub fn resolve_links(&mut self, mut resolve: impl FnMut(&str) -> Option<usize>) {
        for link in &mut self.markup.links {
            if let LinkTarget::Address(address) = &link.target
                && let Some(place) = resolve(address)
            {
                link.target = LinkTarget::Place(place);
            }
        }
    }

    /// The text, what is said of it, and where in `source` each part of it stands.
    pub fn finish(mut self, source: &str) -> (String, Markup, SourceMap) {
        self.end();
        for note in &mut self.markup.notes {
            note.body = self.bodies.get(&note.label).copied().unwrap_or_default();
        }
        (self.text, self.markup, SourceMap::new(source, self.pieces))
    }
}
