//! Rendering the paragraphs that pandoc and Obsidian know beyond CommonMark: verse, numbered examples, callouts, captions, notes
//! within a line, and tables that are drawn with dashes.

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::{
    paragraph_form::{ParagraphForm, callout, form_of},
    renderer::Renderer,
    tables::DrawnTable,
};
use crate::text::{
    Span,
    structure::{BlockKind, Style},
};

/// What the paragraph behind a table begins with if it is its caption.
const CAPTION_MARKS: [&str; 3] = ["Table: ", "table: ", ": "];

impl Renderer<'_> {
    /// Begins the paragraph with this source.
    pub(super) fn start_paragraph(&mut self, source: Span) {
        let own = &self.source[source.range()];
        self.paragraph.form = form_of(own);
        self.paragraph.is_at_line_start = true;
        if let Some((title, len)) = callout(own).filter(|_| self.quotations() > 0) {
            let line = Span::new(source.start, source.start + len);
            self.begin(BlockKind::Paragraph);
            let start = self.inline_start();
            self.push_words(&title, line);
            self.writer().style_from(start, Style::Strong);
            // With the end of the line.
            self.paragraph.skip_to = line.end + 1;
        }
        let is_after_table =
            self.writer().last_block().is_some_and(|block| matches!(block.kind, BlockKind::Table { .. }));
        let caption = CAPTION_MARKS.into_iter().find(|mark| is_after_table && own.starts_with(mark));
        let kind = match (self.paragraph.form, caption) {
            (_, Some(_)) => BlockKind::Caption,
            (ParagraphForm::Verse, None) => BlockKind::Verse,
            _ => BlockKind::Paragraph,
        };
        self.begin(kind);
        self.paragraph.left_out = caption.map_or(0, str::len);
    }

    /// Ends the paragraph, and the notes within its lines that are open.
    pub(super) fn end_paragraph(&mut self) {
        while !self.paragraph.note_ends.is_empty() {
            self.end_inline_note();
        }
        self.paragraph.form = ParagraphForm::Prose;
        self.paragraph.note_open = None;
        self.writer().end();
    }

    /// Begins a note within a line, whose brackets stand at `open` and `end` of the source.
    pub(super) fn start_inline_note(&mut self, open: usize, end: usize) {
        let name = format!("^{open}");
        self.refer(name.clone().into(), Span::at(open));
        self.start_note(name);
        self.paragraph.note_open = Some(open);
        self.paragraph.note_ends.push(end);
    }

    /// Ends the note within a line that was begun last.
    pub(super) fn end_inline_note(&mut self) {
        self.paragraph.note_ends.pop();
        self.end_note();
    }

    /// Writes a table that the parser doesn't know.
    pub(super) fn drawn_table(&mut self, table: &DrawnTable) {
        self.begin(BlockKind::Table { head: table.head, columns: table.columns.clone() });
        for (row, cells) in table.rows.iter().enumerate() {
            for (column, cell) in cells.iter().enumerate() {
                let border = match (row, column) {
                    (0, 0) => "",
                    (_, 0) => "\n",
                    _ => "\t",
                };
                self.push(border, Span::at(table.span.start));
                for (nth, &part) in cell.iter().enumerate() {
                    if nth > 0 {
                        self.push_words(" ", Span::at(part.start));
                    }
                    self.cell(part);
                }
            }
        }
        self.writer().end();
    }

    /// Writes the part of a cell with this source, with its styles and links. What would be more than a line of words, such as an
    /// item of a list, is written as it is.
    fn cell(&mut self, source: Span) {
        let words = &self.source[source.range()];
        let options = Options::ENABLE_STRIKETHROUGH.union(Options::ENABLE_MATH);
        let mut events = Parser::new_ext(words, options).into_offset_iter();
        if !matches!(events.next(), Some((Event::Start(Tag::Paragraph), _))) {
            return self.push_words(words, source);
        }
        let inline = events.filter(|(event, _)| !matches!(event, Event::End(TagEnd::Paragraph)));
        for (event, range) in inline {
            self.take(event, Span::from(range).shifted(source.start));
        }
    }
}
