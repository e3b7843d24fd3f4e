//! The renderer: makes text with structure of the events of the parser. It is not recursive, so that markup may be nested to any
//! depth.

use std::collections::HashMap;

use pulldown_cmark::{Alignment, CodeBlockKind, Event, Tag, TagEnd};

use super::{
    super::{SourceMap, TextWriter},
    html,
    open_inline::OpenInline,
    paragraph_form::{self, ParagraphForm},
    tables::DrawnTable,
};
use crate::text::{
    Span,
    structure::{BlockKind, ColumnAlignment, ListMarker, Markup, Style, TextBlock, heading_name},
};

/// The state of the rendering after the events so far.
pub struct Renderer<'a> {
    /// The text of the file.
    pub(super) source: &'a str,
    document: TextFlow,
    /// The bodies of notes that are open, the innermost last.
    open_notes: Vec<TextFlow>,
    /// The styles, links and pictures that are open, the innermost last.
    pub(super) inline: Vec<OpenInline>,
    /// The styles that apply now, each once.
    pub(super) styles: Vec<Style>,
    /// The text of the block of HTML that is being read.
    html: String,
    /// The number of cells of the current row of a table that have begun.
    cells: usize,
    /// The notes, with the numbers that they were given.
    pub(super) notes: Notes,
    /// The offsets of headings in bytes, by the names that links use for them.
    anchors: HashMap<String, usize>,
    /// The tables that the parser doesn't know, by their places in the source.
    tables: HashMap<usize, DrawnTable>,
    /// The paragraph that is being read.
    pub(super) paragraph: OpenParagraph<'a>,
}

/// What is known of the paragraph that is being read, beyond what the parser knows.
#[derive(Default)]
pub(super) struct OpenParagraph<'a> {
    /// Its form.
    pub(super) form: ParagraphForm,
    /// Whether nothing of its current line is read yet.
    pub(super) is_at_line_start: bool,
    /// The offset in the source up to which nothing is written.
    pub(super) skip_to: usize,
    /// The number of bytes at its start that are no words, such as the mark of a caption.
    pub(super) left_out: usize,
    /// The brackets of notes within lines that are not read yet: where each opens, with where it closes.
    pub(super) note_brackets: HashMap<usize, usize>,
    /// The bracket in the source that opens a note, until it is read.
    pub(super) note_open: Option<usize>,
    /// The brackets in the source that close the notes that are open, the innermost last.
    pub(super) note_ends: Vec<usize>,
    /// The number of the last example of the document.
    pub(super) example: usize,
    /// The numbers of the examples with a label.
    pub(super) examples: HashMap<&'a str, usize>,
}

/// A text that is written: the document's, or the body of a note.
#[derive(Default)]
struct TextFlow {
    writer: TextWriter,
    /// The number of the next item of each open list; `None` for a list with bullets.
    lists: Vec<Option<u64>>,
    /// The marker of an item that has begun but has no block yet.
    marker: Option<ListMarker>,
    quotations: usize,
    /// The name of the note, if this is the body of one.
    note: String,
}

/// The notes of a document.
#[derive(Default)]
pub(super) struct Notes {
    /// The numbers of the notes by name, in the order in which they are first referred to.
    pub(super) numbers: HashMap<String, usize>,
    bodies: Vec<(String, TextWriter)>,
}

impl<'a> Renderer<'a> {
    /// A renderer of a document with this source, in which these tables are hidden from the parser.
    pub fn new(source: &'a str, tables: HashMap<usize, DrawnTable>) -> Self {
        let examples = paragraph_form::example_numbers(source);
        let note_brackets = paragraph_form::note_brackets(source);
        Self {
            source,
            tables,
            paragraph: OpenParagraph { note_brackets, examples, ..OpenParagraph::default() },
            document: TextFlow::default(),
            open_notes: Vec::new(),
            inline: Vec::new(),
            styles: Vec::new(),
            html: String::new(),
            cells: 0,
            notes: Notes::default(),
            anchors: HashMap::new(),
        }
    }

    /// Renders an event, which comes from the part `source` of the source.
    pub fn take(&mut self, event: Event<'_>, source: Span) {
        match event {
            Event::Start(tag) => self.start(tag, source),
            Event::End(tag) => self.end(tag, source),
            Event::Text(text) => self.text(&text, source),
            Event::Code(code) => {
                let start = self.inline_start();
                self.push_words(&code, source);
                self.writer().style_from(start, Style::Code);
            }
            // Mathematics stays as it was written, with its marks.
            Event::InlineMath(_) | Event::DisplayMath(_) => {
                self.push_words(&self.source[source.range()], source);
            }
            Event::Html(text) => self.html.push_str(&text),
            Event::InlineHtml(tag) if html::is_line_break(&tag) => self.push("\n", source),
            Event::InlineHtml(_) => {}
            Event::FootnoteReference(name) => self.refer(name, source),
            Event::SoftBreak => self.end_line(source),
            Event::HardBreak => {
                self.paragraph.is_at_line_start = true;
                self.push("\n", source);
            }
            Event::Rule => {
                self.begin(BlockKind::Rule);
                self.push("* * *", source);
                self.writer().end();
            }
            Event::TaskListMarker(done) => {
                let marker = ListMarker::Task { done };
                match self.writer().open_block() {
                    Some(block) => block.kind = BlockKind::ListItem { marker },
                    None => self.flow().marker = Some(marker),
                }
            }
        }
    }

    /// The finished text with its structure and its source map.
    pub fn finish(mut self) -> (String, Markup, SourceMap) {
        while !self.open_notes.is_empty() {
            self.end_note();
        }
        let Notes { mut numbers, mut bodies } = self.notes;
        for (name, _) in &bodies {
            // A note that nothing refers to comes last; it is not lost.
            let next = numbers.len() + 1;
            numbers.entry(name.clone()).or_insert(next);
        }
        bodies.sort_by_key(|(name, _)| numbers[name]);
        let mut writer = self.document.writer;
        for (name, body) in bodies {
            writer.append_note(body, &numbers[&name].to_string());
        }
        let anchors = self.anchors;
        writer.resolve_links(|address| anchors.get(address.strip_prefix('#')?).copied());
        writer.finish(self.source)
    }

    fn flow(&mut self) -> &mut TextFlow {
        self.open_notes.last_mut().unwrap_or(&mut self.document)
    }

    /// The writer of the innermost text: of the body of a note while one is open, else of the document.
    pub(super) fn writer(&mut self) -> &mut TextWriter {
        &mut self.flow().writer
    }

    fn start(&mut self, tag: Tag<'_>, source: Span) {
        match tag {
            Tag::Paragraph => self.start_paragraph(source),
            Tag::DefinitionListTitle => self.begin(BlockKind::Paragraph),
            Tag::Heading { level, id, .. } => {
                self.begin(BlockKind::Heading { level: level as u8 });
                if let Some(id) = id.filter(|_| self.open_notes.is_empty()) {
                    let at = self.writer().len();
                    self.anchors.entry(id.into_string()).or_insert(at);
                }
            }
            Tag::BlockQuote(_) => {
                self.writer().end();
                self.flow().quotations += 1;
            }
            Tag::CodeBlock(kind) => {
                let language = match &kind {
                    CodeBlockKind::Fenced(info) => info.split_whitespace().next().unwrap_or_default(),
                    CodeBlockKind::Indented => "",
                };
                self.begin(BlockKind::Code { language: language.into() });
            }
            Tag::HtmlBlock => {
                self.writer().end();
                self.html.clear();
            }
            Tag::List(first) => {
                self.writer().end();
                self.flow().lists.push(first);
            }
            Tag::Item => self.start_item(source),
            Tag::FootnoteDefinition(name) => {
                self.writer().end();
                self.start_note(name.into_string());
            }
            Tag::DefinitionList | Tag::MetadataBlock(_) => self.writer().end(),
            Tag::DefinitionListDefinition => {
                self.writer().end();
                self.flow().lists.push(None);
            }
            Tag::Table(_) | Tag::TableHead | Tag::TableRow | Tag::TableCell => {
                self.start_in_table(tag, source);
            }
            _ => self.start_inline(tag, source),
        }
    }

    fn start_in_table(&mut self, tag: Tag<'_>, source: Span) {
        match tag {
            Tag::Table(columns) => {
                let columns = columns.into_iter().map(alignment).collect();
                self.begin(BlockKind::Table { head: 1, columns });
            }
            Tag::TableHead | Tag::TableRow => {
                self.cells = 0;
                if !self.writer().is_at_start_of_block() {
                    self.push("\n", Span::at(source.start));
                }
            }
            Tag::TableCell => {
                if self.cells > 0 {
                    self.push("\t", Span::at(source.start));
                }
                self.cells += 1;
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd, source: Span) {
        match tag {
            TagEnd::Heading(_) => {
                self.note_anchor();
                self.writer().end();
            }
            TagEnd::Paragraph => self.end_paragraph(),
            TagEnd::CodeBlock
            | TagEnd::Table
            | TagEnd::DefinitionListTitle
            | TagEnd::DefinitionList
            | TagEnd::MetadataBlock(_) => self.writer().end(),
            TagEnd::BlockQuote(_) => {
                self.writer().end();
                let flow = self.flow();
                flow.quotations = flow.quotations.saturating_sub(1);
            }
            TagEnd::HtmlBlock => self.end_html(source),
            TagEnd::List(_) | TagEnd::DefinitionListDefinition => {
                self.writer().end();
                self.flow().lists.pop();
            }
            TagEnd::Item => {
                self.writer().end();
                self.flow().marker = None;
            }
            TagEnd::FootnoteDefinition => self.end_note(),
            TagEnd::TableHead | TagEnd::TableRow | TagEnd::TableCell => {}
            TagEnd::Emphasis
            | TagEnd::Strong
            | TagEnd::Strikethrough
            | TagEnd::Superscript
            | TagEnd::Subscript
            | TagEnd::Link
            | TagEnd::Image => self.end_inline(source),
        }
    }

    /// The number of quotations in which the text stands that is being read.
    pub(super) fn quotations(&mut self) -> usize {
        self.flow().quotations
    }

    /// Begins an item of a list that the parser doesn't know.
    pub(super) fn begin_item(&mut self, kind: BlockKind) {
        self.flow().lists.push(None);
        self.begin(kind);
        self.flow().lists.pop();
    }

    /// Begins a block. The first block of an item gets the item's marker, if it is running text.
    pub(super) fn begin(&mut self, kind: BlockKind) {
        let flow = self.flow();
        let kind = match (kind, flow.marker.take()) {
            (BlockKind::Paragraph, Some(marker)) => BlockKind::ListItem { marker },
            (kind, _) => kind,
        };
        let depth = |depth: usize| u8::try_from(depth).unwrap_or(u8::MAX);
        let (list_depth, quotation_depth) = (depth(flow.lists.len()), depth(flow.quotations));
        flow.writer.begin(TextBlock { span: Span::default(), kind, list_depth, quotation_depth });
    }

    fn start_item(&mut self, source: Span) {
        self.writer().end();
        let sign = self.source[source.range()].trim_start().trim_start_matches(|c: char| c.is_ascii_digit());
        let sign = if sign.starts_with(')') { ')' } else { '.' };
        let flow = self.flow();
        let number = flow.lists.last_mut().and_then(Option::as_mut);
        let marker = number.map_or(ListMarker::Bullet, |number| {
            let shown = format!("{number}{sign}");
            *number = number.saturating_add(1);
            ListMarker::Number(shown.into())
        });
        flow.marker = Some(marker);
    }

    fn end_html(&mut self, source: Span) {
        let html = std::mem::take(&mut self.html);
        match self.tables.remove(&source.start) {
            Some(table) => self.drawn_table(&table),
            None => {
                for paragraph in html::paragraphs(&html) {
                    self.begin(BlockKind::Paragraph);
                    self.push(&paragraph, source);
                }
                self.writer().end();
            }
        }
    }

    /// Opens the body of a note, which everything up to its end is written into.
    pub(super) fn start_note(&mut self, name: String) {
        self.open_notes.push(TextFlow { note: name, ..TextFlow::default() });
    }

    /// Ends the body of the note that was opened last.
    pub(super) fn end_note(&mut self) {
        self.writer().end();
        if let Some(TextFlow { writer, note, .. }) = self.open_notes.pop() {
            self.notes.bodies.push((note, writer));
        }
    }

    /// Records the name that links use for the heading that ends here: its words in lower case, as GitHub makes it.
    fn note_anchor(&mut self) {
        if !self.open_notes.is_empty() {
            return;
        }
        let writer = self.writer();
        let Some(start) = writer.open_block().map(|block| block.span.start) else { return };
        let name = heading_name(&writer.text()[start..]);
        self.anchors.entry(name).or_insert(start);
    }
}

fn alignment(alignment: Alignment) -> ColumnAlignment {
    match alignment {
        Alignment::None | Alignment::Left => ColumnAlignment::Start,
        Alignment::Center => ColumnAlignment::Centre,
        Alignment::Right => ColumnAlignment::End,
    }
}
