//! The events of the parser, one after the other, made into text with structure. Nothing here is recursive, so that markup
//! may be nested as deep as it likes.

use std::collections::HashMap;

use pulldown_cmark::{Alignment, CodeBlockKind, CowStr, Event, Tag, TagEnd};

use super::{
    super::{SourceMap, TextWriter},
    html,
};
use crate::text::{
    Span,
    structure::{BlockKind, ColumnAlignment, LinkTarget, ListMarker, Markup, Style, TextBlock},
};

/// What has been made of the events so far.
pub struct Renderer<'a> {
    source: &'a str,
    document: Part,
    /// The bodies of notes that have begun and not ended, the innermost last.
    open_notes: Vec<Part>,
    /// What within a line has begun and not ended, the innermost last.
    inline: Vec<Inline>,
    /// The styles that hold now, each once.
    styles: Vec<Style>,
    /// The text of the block of HTML that is being read.
    html: String,
    /// How many cells of the row of a table have begun.
    cells: usize,
    notes: Notes,
    /// Where the headings stand, by the names by which links name them.
    anchors: HashMap<String, usize>,
}

/// A text of its own: the document's, or that of a note.
#[derive(Default)]
struct Part {
    writer: TextWriter,
    /// The number of the next item of each list that is open; none for bullets.
    lists: Vec<Option<u64>>,
    /// What stands before the first block of an item that has just begun.
    marker: Option<ListMarker>,
    quotations: usize,
    /// The name of the note whose body this is.
    note: String,
}

/// Something within a line, with where it starts in the text.
enum Inline {
    /// A style; none if it holds already, so that nesting one in itself adds nothing.
    Style(usize, Option<Style>),
    Link(usize, Box<str>),
    Picture(usize, Box<str>),
}

/// The notes of a document.
#[derive(Default)]
struct Notes {
    /// Their numbers, by name, in the order in which they are first referred to.
    numbers: HashMap<String, usize>,
    bodies: Vec<(String, TextWriter)>,
}

impl<'a> Renderer<'a> {
    /// A renderer of a document with this source.
    pub fn new(source: &'a str) -> Self {
        Self {
            source,
            document: Part::default(),
            open_notes: Vec::new(),
            inline: Vec::new(),
            styles: Vec::new(),
            html: String::new(),
            cells: 0,
            notes: Notes::default(),
            anchors: HashMap::new(),
        }
    }

    /// Takes in an event, which comes from this part of the source.
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
                self.push_words(&self.source[source.range()], source)
            }
            Event::Html(text) => self.html.push_str(&text),
            Event::InlineHtml(tag) if html::is_line_break(&tag) => self.push("\n", source),
            Event::InlineHtml(_) => {}
            Event::FootnoteReference(name) => self.refer(name, source),
            Event::SoftBreak => self.join_lines(source),
            Event::HardBreak => self.push("\n", source),
            Event::Rule => {
                self.begin(BlockKind::Rule);
                self.push("* * *", source);
                self.writer().end();
            }
            Event::TaskListMarker(done) => {
                let marker = ListMarker::Task { done };
                match self.writer().open_block() {
                    Some(block) => block.kind = BlockKind::ListItem { marker },
                    None => self.part().marker = Some(marker),
                }
            }
        }
    }

    /// The text, what is said of it, and where its parts stand in the source.
    pub fn finish(mut self) -> (String, Markup, SourceMap) {
        while !self.open_notes.is_empty() {
            self.end_note();
        }
        let Notes { mut numbers, mut bodies } = self.notes;
        for (name, _) in &bodies {
            // One that nothing refers to comes last, and is not lost.
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

    fn part(&mut self) -> &mut Part {
        self.open_notes.last_mut().unwrap_or(&mut self.document)
    }

    fn writer(&mut self) -> &mut TextWriter {
        &mut self.part().writer
    }

    fn start(&mut self, tag: Tag<'_>, source: Span) {
        match tag {
            Tag::Paragraph => self.begin(BlockKind::Paragraph),
            Tag::Heading { level, id, .. } => {
                self.begin(BlockKind::Heading { level: level as u8 });
                if let Some(id) = id.filter(|_| self.open_notes.is_empty()) {
                    let at = self.writer().len();
                    self.anchors.entry(id.into_string()).or_insert(at);
                }
            }
            Tag::BlockQuote(_) => {
                self.writer().end();
                self.part().quotations += 1;
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
                self.part().lists.push(first);
            }
            Tag::Item => self.start_item(source),
            Tag::FootnoteDefinition(name) => {
                self.writer().end();
                self.open_notes.push(Part { note: name.into_string(), ..Part::default() });
            }
            Tag::DefinitionList | Tag::MetadataBlock(_) => self.writer().end(),
            Tag::DefinitionListTitle => self.begin(BlockKind::Paragraph),
            Tag::DefinitionListDefinition => {
                self.writer().end();
                self.part().lists.push(None);
            }
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
            Tag::Emphasis => self.start_style(Style::Emphasis),
            Tag::Strong => self.start_style(Style::Strong),
            Tag::Strikethrough => self.start_style(Style::Deleted),
            Tag::Superscript => self.start_style(Style::Superscript),
            Tag::Subscript => self.start_style(Style::Subscript),
            Tag::Link { dest_url, .. } => {
                let start = self.inline_start();
                self.inline.push(Inline::Link(start, dest_url.into_string().into()));
            }
            Tag::Image { dest_url, .. } => {
                let start = self.inline_start();
                self.push("[", Span::at(source.start));
                self.inline.push(Inline::Picture(start, dest_url.into_string().into()));
            }
        }
    }

    fn end(&mut self, tag: TagEnd, source: Span) {
        match tag {
            TagEnd::Heading(_) => {
                self.note_anchor();
                self.writer().end();
            }
            TagEnd::Paragraph | TagEnd::CodeBlock | TagEnd::Table | TagEnd::DefinitionListTitle => {
                self.writer().end();
            }
            TagEnd::DefinitionList | TagEnd::MetadataBlock(_) => self.writer().end(),
            TagEnd::BlockQuote(_) => {
                self.writer().end();
                let part = self.part();
                part.quotations = part.quotations.saturating_sub(1);
            }
            TagEnd::HtmlBlock => {
                for paragraph in html::paragraphs(&std::mem::take(&mut self.html)) {
                    self.begin(BlockKind::Paragraph);
                    self.push(&paragraph, source);
                }
                self.writer().end();
            }
            TagEnd::List(_) | TagEnd::DefinitionListDefinition => {
                self.writer().end();
                self.part().lists.pop();
            }
            TagEnd::Item => {
                self.writer().end();
                self.part().marker = None;
            }
            TagEnd::FootnoteDefinition => self.end_note(),
            TagEnd::TableHead | TagEnd::TableRow | TagEnd::TableCell => {}
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough => self.end_inline(source),
            TagEnd::Superscript | TagEnd::Subscript | TagEnd::Link | TagEnd::Image => self.end_inline(source),
        }
    }

    /// Begins a block. The first block of an item has the item's marker before it, if it is running text.
    fn begin(&mut self, kind: BlockKind) {
        let part = self.part();
        let kind = match (kind, part.marker.take()) {
            (BlockKind::Paragraph, Some(marker)) => BlockKind::ListItem { marker },
            (kind, _) => kind,
        };
        let depth = |depth: usize| u8::try_from(depth).unwrap_or(u8::MAX);
        let (list_depth, quotation_depth) = (depth(part.lists.len()), depth(part.quotations));
        part.writer.begin(TextBlock { span: Span::default(), kind, list_depth, quotation_depth });
    }

    fn start_item(&mut self, source: Span) {
        self.writer().end();
        let sign = self.source[source.range()].trim_start().trim_start_matches(|c: char| c.is_ascii_digit());
        let sign = if sign.starts_with(')') { ')' } else { '.' };
        let part = self.part();
        let number = part.lists.last_mut().and_then(Option::as_mut);
        let marker = number.map_or(ListMarker::Bullet, |number| {
            let shown = format!("{number}{sign}");
            *number = number.saturating_add(1);
            ListMarker::Number(shown.into())
        });
        part.marker = Some(marker);
    }

    /// Where something within a line begins. The line belongs to a paragraph, also where the parser tells of none, as in an
    /// item of a list without blank lines.
    fn inline_start(&mut self) -> usize {
        if self.writer().open_block().is_none() {
            self.begin(BlockKind::Paragraph);
        }
        self.writer().len()
    }

    /// Goes on in the next line of the source: with a space, unless both lines are in a script that has none.
    fn join_lines(&mut self, source: Span) {
        let is_spaceless = |c: char| matches!(c, '\u{3001}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ff01}'..='\u{ff60}');
        let marks = |c: char| c.is_whitespace() || "*_~[`>\\".contains(c);
        // A mark or two, and the indentation of a list, may stand before the first word.
        let after = self.source[source.end..].chars().take(NEAR_CHARS).find(|&c| !marks(c));
        let before = self.writer().text().chars().next_back();
        if ![before, after].into_iter().all(|c| c.is_some_and(is_spaceless)) {
            self.push_words(" ", source);
        }
    }

    fn push(&mut self, text: &str, source: Span) {
        self.inline_start();
        self.writer().push(text, source);
    }

    /// Writes text of a line, in which nothing but a space parts words.
    fn push_words(&mut self, text: &str, source: Span) {
        self.inline_start();
        // What was left out, a comment say, leaves the spaces on both sides of it.
        let is_apart =
            self.writer().is_at_start_of_block() || self.writer().text().ends_with([' ', '\n', '\t']);
        let text = if is_apart { text.trim_start_matches(' ') } else { text };
        if text.contains(['\n', '\r', '\t']) {
            self.push(&text.replace("\r\n", " ").replace(['\n', '\r', '\t'], " "), source);
        } else {
            self.push(text, source);
        }
    }

    fn text(&mut self, text: &str, source: Span) {
        let is_code =
            matches!(self.writer().open_block(), Some(TextBlock { kind: BlockKind::Code { .. }, .. }));
        if !is_code {
            return self.push_words(text, source);
        }
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        // Blank lines at the start are none of the block's.
        let is_first = self.writer().is_at_start_of_block();
        self.writer().push(if is_first { text.trim_start_matches('\n') } else { &text }, source);
    }

    fn start_style(&mut self, style: Style) {
        let start = self.inline_start();
        let is_new = !self.styles.contains(&style);
        self.inline.push(Inline::Style(start, is_new.then_some(style)));
        if is_new {
            self.styles.push(style);
        }
    }

    fn end_inline(&mut self, source: Span) {
        match self.inline.pop() {
            Some(Inline::Style(start, Some(style))) => {
                self.styles.retain(|open| *open != style);
                self.writer().style_from(start, style);
            }
            Some(Inline::Link(start, address)) => {
                self.writer().link_from(start, LinkTarget::Address(address))
            }
            Some(Inline::Picture(start, address)) => {
                if self.writer().text().ends_with('[') {
                    let name = address.rsplit('/').next().unwrap_or_default();
                    self.push_words(if name.is_empty() { "picture" } else { name }, source);
                }
                self.push("]", Span::at(source.end));
                self.writer().link_from(start, LinkTarget::Picture(address));
            }
            Some(Inline::Style(_, None)) | None => {}
        }
    }

    fn refer(&mut self, name: CowStr<'_>, source: Span) {
        let next = self.notes.numbers.len() + 1;
        let number = *self.notes.numbers.entry(name.into_string()).or_insert(next);
        let start = self.inline_start();
        self.push(&raised(number), source);
        self.writer().refer_from(start, &number.to_string());
    }

    fn end_note(&mut self) {
        self.writer().end();
        if let Some(Part { writer, note, .. }) = self.open_notes.pop() {
            self.notes.bodies.push((note, writer));
        }
    }

    /// Notes by which name links name the heading that ends here: its words in lower case, as GitHub makes them.
    fn note_anchor(&mut self) {
        if !self.open_notes.is_empty() {
            return;
        }
        let writer = self.writer();
        let Some(start) = writer.open_block().map(|block| block.span.start) else { return };
        let slug = |c: char| match c {
            ' ' => Some('-'),
            c if c.is_alphanumeric() || matches!(c, '-' | '_') => Some(c),
            _ => None,
        };
        let name: String = writer.text()[start..].to_lowercase().chars().filter_map(slug).collect();
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

/// How many characters into the next line its first word is looked for.
const NEAR_CHARS: usize = 64;

/// A number in raised digits.
fn raised(number: usize) -> String {
    const DIGITS: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    number.to_string().bytes().map(|digit| DIGITS[usize::from(digit - b'0')]).collect()
}
