//! Rendering the text between two marks: words, code, verse, and the marks of pandoc and Obsidian that the parser leaves in it.

use super::{
    marked_words::MarkedWords,
    paragraph_form::{ParagraphForm, example_label, with_example_numbers},
    renderer::Renderer,
};
use crate::text::{
    Span,
    structure::{BlockKind, ListMarker, TextBlock},
};

impl Renderer<'_> {
    /// Writes text that the parser has read: in a block of code with its line breaks, elsewhere as words.
    pub(super) fn text(&mut self, text: &str, source: Span) {
        if source.end <= self.paragraph.skip_to {
            return;
        }
        let is_code =
            matches!(self.writer().open_block(), Some(TextBlock { kind: BlockKind::Code { .. }, .. }));
        if !is_code {
            return self.words(text, source);
        }
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        // Blank lines at the start are none of the block's.
        let is_first = self.writer().is_at_start_of_block();
        self.writer().push(if is_first { text.trim_start_matches('\n') } else { &text }, source);
    }

    /// Ends the line of the source, which is none of the text unless it is verse or a list of examples.
    pub(super) fn end_line(&mut self, source: Span) {
        if source.end <= self.paragraph.skip_to {
            return;
        }
        self.paragraph.is_at_line_start = true;
        let begins = |mark: &str| self.source[source.end..].starts_with(mark);
        match self.paragraph.form {
            ParagraphForm::Verse if begins("|") => self.push("\n", source),
            ParagraphForm::Examples if begins("(@") => {}
            _ => self.join_lines(source),
        }
    }

    /// Writes words, with the notes that begin and end among them.
    fn words(&mut self, text: &str, source: Span) {
        let (mut text, mut source) = self.without_line_mark(text, source);
        if self.paragraph.note_open.take_if(|open| *open == source.start).is_some() {
            (text, source) = tail(text, source, 1);
        }
        while let Some(end) = self.note_end_in(text, source) {
            let at = end - source.start;
            self.marked_words(&text[..at], Span::new(source.start, end));
            self.end_inline_note();
            (text, source) = tail(text, source, at + 1);
        }
        let note = self.paragraph.note_brackets.remove(&source.end).filter(|_| text.ends_with('^'));
        match note {
            Some(end) => {
                self.marked_words(&text[..text.len() - 1], Span::new(source.start, source.end - 1));
                self.start_inline_note(source.end, end);
            }
            None => self.marked_words(text, source),
        }
    }

    /// Where in `source` the note that was begun last ends, if its bracket is in this text.
    fn note_end_in(&self, text: &str, source: Span) -> Option<usize> {
        let end = *self.paragraph.note_ends.last()?;
        let is_verbatim = text.len() == source.len();
        (is_verbatim && source.start <= end && text.get(end - source.start..)?.starts_with(']'))
            .then_some(end)
    }

    /// Writes words, with those that are highlighted, raised or lowered.
    fn marked_words(&mut self, text: &str, source: Span) {
        let mut from = 0;
        while let Some(marked) = MarkedWords::first(text, from) {
            self.plain_words(&text[from..marked.outer.start], part(text, source, from, marked.outer.start));
            let start = self.inline_start();
            self.plain_words(
                &text[marked.inner.range()],
                part(text, source, marked.inner.start, marked.inner.end),
            );
            self.writer().style_from(start, marked.style);
            from = marked.outer.end;
        }
        self.plain_words(&text[from..], part(text, source, from, text.len()));
    }

    /// Writes words with the numbers of the examples that they refer to. An escaped space is one that doesn't break.
    fn plain_words(&mut self, text: &str, source: Span) {
        if text.is_empty() {
            return;
        }
        let numbered = with_example_numbers(text, &self.paragraph.examples);
        let text = numbered.as_deref().unwrap_or(text);
        if self.paragraph.form == ParagraphForm::Verse {
            self.push(text, source);
        } else if text.contains("\\ ") {
            self.push_words(&text.replace("\\ ", "\u{a0}"), source);
        } else {
            self.push_words(text, source);
        }
    }

    /// `text` without the bar of a line of verse or the mark of an example at its start; the example begins an item.
    fn without_line_mark<'t>(&mut self, text: &'t str, source: Span) -> (&'t str, Span) {
        if !std::mem::take(&mut self.paragraph.is_at_line_start) {
            return (text, source);
        }
        let left_out = std::mem::take(&mut self.paragraph.left_out);
        if text.is_char_boundary(left_out) && left_out > 0 {
            return tail(text, source, left_out);
        }
        match self.paragraph.form {
            ParagraphForm::Verse if text.starts_with('|') => {
                tail(text, source, if text.starts_with("| ") { 2 } else { 1 })
            }
            ParagraphForm::Examples => match example_label(text) {
                Some((_, len)) => {
                    self.paragraph.example += 1;
                    let marker = ListMarker::Number(format!("({})", self.paragraph.example).into());
                    self.begin_item(BlockKind::ListItem { marker });
                    tail(text, source, len)
                }
                None => (text, source),
            },
            _ => (text, source),
        }
    }
}

/// `text` from `at` on, with its part of the source.
fn tail(text: &str, source: Span, at: usize) -> (&str, Span) {
    (&text[at..], part(text, source, at, text.len()))
}

/// The part of the source of `text` between two offsets; all of it where the source is written in another way.
fn part(text: &str, source: Span, from: usize, to: usize) -> Span {
    if text.len() == source.len() { Span::new(source.start + from, source.start + to) } else { source }
}
