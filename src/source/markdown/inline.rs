//! Rendering the parts of a line: text, styles, links, pictures, and marks that refer to notes.

use pulldown_cmark::{CowStr, Tag};

use super::{super::writer::raised, open_inline::OpenInline, renderer::Renderer};
use crate::text::{
    Span,
    structure::{BlockKind, LinkTarget, Style},
};

/// How many characters of the next line are searched for its first word, at most. Chosen by hand.
const MAX_SEARCHED_CHARS: usize = 64;

impl Renderer<'_> {
    /// Begins a style, a link or a picture, whose mark is `source`. Other tags begin nothing within a line.
    pub(super) fn start_inline(&mut self, tag: Tag<'_>, source: Span) {
        match tag {
            Tag::Emphasis => self.start_style(Style::Emphasis),
            Tag::Strong => self.start_style(Style::Strong),
            Tag::Strikethrough => self.start_style(Style::Deleted),
            Tag::Link { dest_url, .. } => {
                let start = self.inline_start();
                self.inline.push(OpenInline::Link(start, dest_url.into_string().into()));
            }
            Tag::Image { dest_url, .. } => {
                let start = self.inline_start();
                self.push("[", Span::at(source.start));
                self.inline.push(OpenInline::Picture(start, dest_url.into_string().into()));
            }
            _ => {}
        }
    }

    /// The offset in bytes at which a part of a line begins. It begins a paragraph if the parser reports none, as in an item of a
    /// list without blank lines.
    pub(super) fn inline_start(&mut self) -> usize {
        if self.writer().open_block().is_none() {
            self.begin(BlockKind::Paragraph);
        }
        self.writer().len()
    }

    /// Joins two lines of the source: with a space, unless both are in a script without spaces.
    pub(super) fn join_lines(&mut self, source: Span) {
        let is_spaceless = |c: char| matches!(c, '\u{3001}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ff01}'..='\u{ff60}');
        let marks = |c: char| c.is_whitespace() || "*_~[`>\\".contains(c);
        // A mark or two, and the indentation of a list, may stand before the first word.
        let after = self.source[source.end..].chars().take(MAX_SEARCHED_CHARS).find(|&c| !marks(c));
        let before = self.writer().text().chars().next_back();
        if ![before, after].into_iter().all(|c| c.is_some_and(is_spaceless)) {
            self.push_words(" ", source);
        }
    }

    /// Writes text as it is, which was made of `source`; a paragraph is begun if no block is open.
    pub(super) fn push(&mut self, text: &str, source: Span) {
        self.inline_start();
        self.writer().push(text, source);
    }

    /// Writes text of a line, with a space for each line break and tab.
    pub(super) fn push_words(&mut self, text: &str, source: Span) {
        self.inline_start();
        // A part that was left out, such as a comment, leaves two spaces behind.
        let is_apart =
            self.writer().is_at_start_of_block() || self.writer().text().ends_with([' ', '\n', '\t']);
        let text = if is_apart { text.trim_start_matches(' ') } else { text };
        if text.contains(['\n', '\r', '\t']) {
            self.push(&text.replace("\r\n", " ").replace(['\n', '\r', '\t'], " "), source);
        } else {
            self.push(text, source);
        }
    }

    fn start_style(&mut self, style: Style) {
        let start = self.inline_start();
        let is_new = !self.styles.contains(&style);
        self.inline.push(OpenInline::Style(start, is_new.then_some(style)));
        if is_new {
            self.styles.push(style);
        }
    }

    /// Ends the style, link or picture that was begun last. A picture without a description gets the name of its file.
    pub(super) fn end_inline(&mut self, source: Span) {
        match self.inline.pop() {
            Some(OpenInline::Style(start, Some(style))) => {
                self.styles.retain(|open| *open != style);
                self.writer().style_from(start, style);
            }
            Some(OpenInline::Link(start, address)) => {
                self.writer().link_from(start, LinkTarget::Address(address));
            }
            Some(OpenInline::Picture(start, address)) => {
                if self.writer().text().ends_with('[') {
                    let name = address.rsplit('/').next().unwrap_or_default();
                    self.push_words(if name.is_empty() { "picture" } else { name }, source);
                }
                self.push("]", Span::at(source.end));
                self.writer().link_from(start, LinkTarget::Picture(address));
            }
            Some(OpenInline::Style(_, None)) | None => {}
        }
    }

    /// Writes the raised number of the note called `name`, which gets the next number when it is first referred to.
    pub(super) fn refer(&mut self, name: CowStr<'_>, source: Span) {
        let next = self.notes.numbers.len() + 1;
        let number = *self.notes.numbers.entry(name.into_string()).or_insert(next);
        let start = self.inline_start();
        self.push(&raised(number), source);
        self.writer().refer_from(start, &number.to_string());
    }
}
