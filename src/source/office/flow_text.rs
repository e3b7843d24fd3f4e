//! One text of an office document: the document itself, a text box, or the body of a note.

use super::{style_set::StyleSet, table::OpenTable};
use crate::{
    source::{TextWriter, writer::raised},
    text::{
        Span,
        structure::{BlockKind, LinkTarget, ListMarker, LocatorKind, Style, TextBlock},
    },
};

/// How many tables may be within each other and still be tables; what is deeper goes into a cell of the innermost. Each level copies
/// its text once more. Chosen by hand.
const MAX_NESTED_TABLES: usize = 4;

/// How many links may be within each other; what is deeper is no link. Chosen by hand: a field may stand in a link.
const MAX_NESTED_LINKS: usize = 8;

/// What a paragraph looks like.
#[derive(Clone, Debug)]
pub struct ParagraphLook {
    /// Its kind, and the lists and quotations that it stands in. The span is not used.
    pub block: TextBlock,
    /// A number that is shown in front of its text, as that of a heading.
    pub number: Option<String>,
}

impl ParagraphLook {
    /// A paragraph of this kind.
    pub fn new(kind: BlockKind) -> Self {
        Self { block: TextBlock::new(kind, Span::at(0)), number: None }
    }
}

/// A text that is being written.
#[derive(Debug, Default)]
pub struct FlowText {
    writer: TextWriter,
    /// The paragraph that has begun, until its first words are written.
    pending: Option<ParagraphLook>,
    /// Whether the next paragraph goes on in the block of the one before, since the mark between them was deleted.
    joins_next: bool,
    /// The styles that apply, with the places from which they do.
    styles: Vec<(Style, usize)>,
    /// The links that are open, with the places at which their text begins.
    links: Vec<(LinkTarget, Option<usize>)>,
    /// The number of open links that are too deep to be any.
    deeper_links: usize,
    tables: Vec<OpenTable>,
    /// Text boxes that will stand after the open paragraph.
    boxes: Vec<TextWriter>,
    /// Names of the place at which the next words are written.
    anchors: Vec<String>,
}

impl FlowText {
    /// Begins a paragraph. It becomes a block with its first words.
    pub fn begin_paragraph(&mut self, look: ParagraphLook) {
        self.pending = Some(look);
    }

    /// Takes the paragraph that is open back, as it is not shown.
    pub fn drop_paragraph(&mut self) {
        self.writer.take_back();
        self.styles.clear();
        self.links.iter_mut().for_each(|(_, start)| *start = None);
    }

    /// Ends the paragraph. If its mark was deleted, the next one goes on in its block.
    pub fn end_paragraph(&mut self, is_mark_deleted: bool) {
        self.end_runs();
        let pending = self.pending.take();
        let is_empty = pending.is_some();
        if let Some(look) = pending {
            self.end_empty(look);
        }
        if is_mark_deleted && self.boxes.is_empty() {
            self.joins_next |= !is_empty && self.writer.open_block().is_some();
            return;
        }
        self.joins_next = false;
        // Lines of code and of verse are paragraphs of their own in many documents: the next one may go on in this block.
        let goes_on = |block: &mut TextBlock| joins_lines(&block.kind);
        if !self.writer.open_block().is_some_and(goes_on) || !self.boxes.is_empty() {
            self.writer.end();
        }
        for text in std::mem::take(&mut self.boxes) {
            self.writer.append(text);
        }
    }

    /// Ends a paragraph without words: an empty line of code, the number of a row of a table, or nothing.
    fn end_empty(&mut self, look: ParagraphLook) {
        match (&look.block.kind, self.writer.open_block()) {
            (BlockKind::Code { .. }, Some(TextBlock { kind: BlockKind::Code { .. }, .. })) => {
                self.writer.push("\n", Span::at(0));
            }
            _ if self.joins_next => {}
            (BlockKind::ListItem { marker: ListMarker::Number(number) }, _) if !self.tables.is_empty() => {
                let number = number.clone();
                self.writer.begin(TextBlock::new(BlockKind::Paragraph, Span::at(0)));
                self.writer.push(&number, Span::at(0));
                self.writer.end();
            }
            _ => self.writer.end(),
        }
    }

    /// Writes words in these styles. Returns whether there was something to write: white space at the start of a paragraph is not
    /// written, unless it is code or verse.
    pub fn push(&mut self, text: &str, styles: StyleSet) -> bool {
        let keeps_space = |kind: &BlockKind| matches!(kind, BlockKind::Code { .. } | BlockKind::Verse);
        let pending = self.pending.as_ref().map(|look| keeps_space(&look.block.kind));
        let is_start = !self.joins_next && (pending.is_some() || self.writer.open_block().is_none());
        let text = if is_start && pending != Some(true) { text.trim_start() } else { text };
        if text.is_empty() {
            return false;
        }
        self.open_block();
        self.set_styles(styles);
        for name in std::mem::take(&mut self.anchors) {
            self.writer.anchor(&name);
        }
        let at = self.writer.len();
        for (_, start) in self.links.iter_mut().filter(|(_, start)| start.is_none()) {
            *start = Some(at);
        }
        self.writer.push(text, Span::at(0));
        true
    }

    /// Makes a block of the paragraph that has begun, if its first words are written now.
    fn open_block(&mut self) {
        let is_open = self.writer.open_block().is_some();
        let look = match self.pending.take() {
            Some(look) => look,
            None if is_open => return,
            None => ParagraphLook::new(BlockKind::Paragraph),
        };
        if std::mem::take(&mut self.joins_next)
            && let Some(block) = self.writer.open_block()
        {
            // What is left of a paragraph whose mark was deleted is in the paragraph after it, and looks like that one.
            *block = TextBlock { span: block.span, ..look.block };
            return;
        }
        if let Some(block) = self.writer.open_block()
            && block.kind == look.block.kind
            && joins_lines(&block.kind)
        {
            self.writer.push("\n", Span::at(0));
            return;
        }
        self.writer.begin(look.block);
        if let Some(number) = look.number {
            self.writer.push(&number, Span::at(0));
            self.writer.push(" ", Span::at(0));
        }
    }

    /// Ends the styles that don't apply any more and begins those that do now.
    fn set_styles(&mut self, styles: StyleSet) {
        let end = self.writer.len();
        for (style, start) in self.styles.extract_if(.., |(style, _)| !styles.has(*style)) {
            if start < end {
                self.writer.style_from(start, style);
            }
        }
        for style in styles.styles() {
            if self.styles.iter().all(|(open, _)| *open != style) {
                self.styles.push((style, end));
            }
        }
    }

    /// Ends all styles, and for this paragraph all links.
    fn end_runs(&mut self) {
        self.set_styles(StyleSet::default());
        for (target, start) in &mut self.links {
            if let Some(start) = start.take() {
                self.writer.link_from(start, target.clone());
            }
        }
    }

    /// Begins a link, with the next words.
    pub fn begin_link(&mut self, target: LinkTarget) {
        if self.links.len() < MAX_NESTED_LINKS {
            self.links.push((target, None));
        } else {
            self.deeper_links += 1;
        }
    }

    /// Ends the link that was begun last.
    pub fn end_link(&mut self) {
        if self.deeper_links > 0 {
            self.deeper_links -= 1;
        } else if let Some((target, Some(start))) = self.links.pop() {
            self.writer.link_from(start, target);
        }
    }

    /// Whether a link is open.
    pub fn is_link(&self) -> bool {
        !self.links.is_empty()
    }

    /// Names the place of the next words.
    pub fn anchor(&mut self, name: &str) {
        self.anchors.push(name.to_owned());
    }

    /// Writes the mark of the note with this number.
    pub fn refer(&mut self, number: usize) {
        let styles = self.styles.iter().map(|(style, _)| StyleSet::of(*style));
        let styles = styles.fold(StyleSet::default(), StyleSet::with);
        let mark = raised(number);
        if self.push(&mark, styles) {
            let start = self.writer.len() - mark.len();
            self.writer.refer_from(start, &number.to_string());
        }
    }

    /// Writes a line that parts two parts of the text.
    pub fn rule(&mut self) {
        let look = self.pending.take();
        self.writer.begin(TextBlock::new(BlockKind::Rule, Span::at(0)));
        self.writer.push("* * *", Span::at(0));
        self.writer.end();
        self.pending = look.or_else(|| Some(ParagraphLook::new(BlockKind::Paragraph)));
    }

    /// Begins a part of the text that is cited by this locator.
    pub fn locate(&mut self, kind: LocatorKind, label: &str) {
        self.writer.locate(kind, label);
    }

    /// Adds a text box that is anchored in the open paragraph.
    pub fn add_box(&mut self, text: TextWriter) {
        if !text.is_empty() {
            self.boxes.push(text);
        }
    }

    /// Begins a table. Returns whether there was room for it; only then is it to be ended.
    pub fn begin_table(&mut self) -> bool {
        let has_room = self.tables.len() < MAX_NESTED_TABLES;
        if has_room {
            self.tables.push(OpenTable::new(&mut self.writer));
        }
        has_room
    }

    /// The innermost table that is open, with the writer of its text.
    pub fn table(&mut self) -> Option<(&mut OpenTable, &mut TextWriter)> {
        Some((self.tables.last_mut()?, &mut self.writer))
    }

    /// Ends the innermost table.
    pub fn end_table(&mut self) {
        if let Some(table) = self.tables.pop() {
            table.end(&mut self.writer);
        }
    }

    /// The writer with the whole text.
    pub fn finish(mut self) -> TextWriter {
        self.end_paragraph(false);
        while !self.tables.is_empty() {
            self.end_table();
        }
        self.writer.end();
        for name in std::mem::take(&mut self.anchors) {
            self.writer.anchor(&name);
        }
        self.writer
    }
}

/// Whether paragraphs of this kind are the lines of one block.
fn joins_lines(kind: &BlockKind) -> bool {
    matches!(kind, BlockKind::Code { .. } | BlockKind::Verse)
}
