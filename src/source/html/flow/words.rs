//! Writing words: white space is one space, hints for line breaks are left out, and a block begins with its first word.

use super::renderer::Renderer;
use crate::text::{Span, structure::BlockKind};

impl Renderer<'_> {
    /// Writes text of the page.
    pub(super) fn text(&mut self, text: &str, source: Span) {
        if self.verbatim > 0 && self.joined == 0 {
            self.verbatim(text, source);
        } else {
            self.words(text, source);
        }
    }

    /// Writes text as words with single spaces between them.
    pub(super) fn words(&mut self, text: &str, source: Span) {
        let bytes = text.as_bytes();
        // A reference is longer than its character; all else stands in the source as it is.
        let is_verbatim = source.len() == text.len();
        let part = |from: usize, to: usize| {
            if is_verbatim { Span::new(source.start + from, source.start + to) } else { source }
        };
        let mut at = 0;
        while at < bytes.len() {
            let spaces = bytes[at..].iter().take_while(|byte| is_space(**byte)).count();
            if spaces > 0 {
                let has_line_end = bytes[at..at + spaces].iter().any(|byte| matches!(byte, b'\n' | b'\r'));
                self.space(part(at, at + spaces), has_line_end);
                at += spaces;
            } else {
                let end = end_of_run(bytes, at);
                self.run(&text[at..end], part(at, end), is_verbatim);
                at = end;
            }
        }
    }

    /// Notes white space before the next word.
    fn space(&mut self, source: Span, has_line_end: bool) {
        let stream = self.stream();
        let has_line_end = has_line_end || stream.space.is_some_and(|(_, has)| has);
        stream.space = Some((source, has_line_end));
    }

    /// Writes words with single spaces between them, without characters that only hint at line breaks.
    fn run(&mut self, run: &str, source: Span, is_verbatim: bool) {
        let may_have_hints = |byte: u8| byte < b' ' || matches!(byte, 0x7f | 0xc2 | 0xe2 | 0xef);
        if !run.bytes().any(may_have_hints) {
            self.push(run, source);
            return;
        }
        let mut at = 0;
        for part in run.split_inclusive(is_hint) {
            let shown = part.trim_end_matches(is_hint);
            let place = Span::new(source.start + at, source.start + at + shown.len());
            if !shown.is_empty() {
                self.push(shown, if is_verbatim { place } else { source });
            }
            at += part.len();
        }
    }

    /// Writes text as it is, after the spaces and line breaks before it; it begins a block if none is open. The result is where what was
    /// written begins: spaces, and the label of a note, may be left out.
    pub(super) fn push(&mut self, text: &str, source: Span) -> usize {
        self.begin_cell_if_none();
        let whole = text;
        let text = self.without_label(text);
        let is_start =
            self.stream().writer.open_block().is_none() || self.stream().writer.is_at_start_of_block();
        let text = if is_start { text.trim_start_matches(['\u{a0}', '\u{3000}', '\u{2003}']) } else { text };
        if text.is_empty() {
            return self.stream().writer.len();
        }
        let skipped = if source.len() == whole.len() { whole.len() - text.len() } else { 0 };
        let source = Span::new(source.start + skipped, source.end);
        self.push_gap(text);
        if self.stream().writer.open_block().is_none() {
            self.begin_block();
        }
        self.start_at_word();
        let writer = &mut self.stream().writer;
        let start = writer.len();
        writer.push(text, source);
        start
    }

    /// Writes the white space and the line breaks that were noted before `next`.
    fn push_gap(&mut self, next: &str) {
        let breaking = self.breaking > 0;
        let stream = self.stream();
        let (breaks, space) = (std::mem::take(&mut stream.breaks), stream.space.take());
        if stream.writer.open_block().is_none() || stream.writer.is_at_start_of_block() {
            return;
        }
        let before = stream.writer.text();
        if breaks > 1 || breaks == 1 && breaking && ends_sentence(before, next) {
            return self.end_block();
        }
        if breaks == 1 {
            let source = space.map_or(Span::default(), |(source, _)| source);
            return stream.writer.push("\n", source);
        }
        if let Some((source, has_line_end)) = space {
            let is_joined =
                has_line_end && is_spaceless(before.chars().next_back()) && is_spaceless(next.chars().next());
            if !is_joined && !before.ends_with([' ', '\n', '\t']) {
                stream.writer.push(" ", source);
            }
        }
    }

    /// Notes a line break.
    pub(super) fn line_break(&mut self) {
        if self.joined > 0 {
            self.space(Span::default(), false);
        } else if self.verbatim > 0 {
            self.verbatim("\n", Span::default());
        } else {
            self.stream().breaks += 1;
        }
    }

    /// Writes text whose white space counts. Blank lines at the start are none of the block's.
    fn verbatim(&mut self, text: &str, source: Span) {
        let is_start =
            self.stream().writer.open_block().is_none() || self.stream().writer.is_at_start_of_block();
        let skipped = if is_start { first_line_with_text(text) } else { 0 };
        let rest = &text[skipped..];
        if rest.is_empty() {
            return;
        }
        if self.stream().writer.open_block().is_none() {
            self.begin_block();
        }
        self.stream().space = None;
        self.stream().breaks = 0;
        self.start_at_word();
        let is_plain = |c: char| !is_hint(c) || c == '\n' || c == '\t';
        if rest.chars().all(is_plain) {
            let start = if source.len() == text.len() { source.start + skipped } else { source.start };
            self.stream().writer.push(rest, Span::new(start, source.end));
        } else {
            let plain: String =
                rest.replace("\r\n", "\n").replace('\r', "\n").chars().filter(|c| is_plain(*c)).collect();
            self.stream().writer.push(&plain, source);
        }
    }

    /// The kind of a block that text begins here.
    pub(super) fn kind(&self) -> BlockKind {
        self.kinds.last().cloned().unwrap_or(BlockKind::Paragraph)
    }
}

/// The length of the blank lines at the start of `text`, in bytes.
fn first_line_with_text(text: &str) -> usize {
    let blank = text.len() - text.trim_start().len();
    text[..blank].rfind('\n').map_or(0, |feed| feed + 1)
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\n' | b'\r' | b'\x0c')
}

/// The end of the words from `at` on between which there are single spaces.
fn end_of_run(bytes: &[u8], at: usize) -> usize {
    let mut end = at;
    while end < bytes.len() {
        let is_single = bytes[end] == b' ' && bytes.get(end + 1).is_some_and(|next| !is_space(*next));
        if is_space(bytes[end]) && !is_single {
            break;
        }
        end += 1;
    }
    end
}

/// Whether a character is not shown, but says where a line may be broken, or controls a device.
fn is_hint(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}') || c.is_control()
}

/// Whether a character is of a script without spaces between words.
fn is_spaceless(c: Option<char>) -> bool {
    c.is_some_and(
        |c| matches!(c, '\u{3001}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ff01}'..='\u{ff60}'),
    )
}

/// Whether a sentence ends between two lines.
fn ends_sentence(before: &str, next: &str) -> bool {
    let end = before.trim_end_matches(['"', '\'', ')', '”', '’', '»', ' ']);
    end.ends_with(['.', '!', '?', '…', ':', '。', '！', '？'])
        && next.chars().next().is_some_and(|c| !c.is_lowercase())
}
