//! Parts of a source that the parser doesn't know, which are hidden from it before it reads the source.
//!
//! They are replaced by other bytes of the same number, so that all offsets stay as they are: a table by a comment, which the
//! renderer recognises by its place, and what nobody reads by spaces.

use std::{borrow::Cow, collections::HashMap};

use super::{
    line_extensions::{self, LineExtension},
    tables::{DrawnTable, table_at},
};
use crate::text::Span;

/// Commands of TeX on a line of their own that only say how pages are set.
const PAGE_COMMANDS: [&str; 9] = [
    "\\newpage",
    "\\pagebreak",
    "\\clearpage",
    "\\cleardoublepage",
    "\\tableofcontents",
    "\\maketitle",
    "\\bigskip",
    "\\medskip",
    "\\smallskip",
];

/// The indent from which on a line is code, less one, in bytes.
const MAX_INDENT: usize = 3;

/// How long a comment without words is, in bytes.
const MIN_COMMENT_BYTES: usize = "<!---->".len();

/// A source as the parser reads it.
pub struct MaskedSource<'a> {
    /// The source, as long as it was, with what the parser doesn't know replaced.
    pub text: Cow<'a, str>,
    /// The tables, by the offset at which each begins.
    pub tables: HashMap<usize, DrawnTable>,
}

/// Hides what the parser doesn't know in `source` from `start` on.
pub fn mask(source: &str, start: usize) -> MaskedSource<'_> {
    let lines = line_spans(source, start);
    let mut mask = Mask { source, ..Mask::default() };
    let mut at = 0;
    while at < lines.len() {
        at += mask.take(&lines, at);
    }
    mask.finish()
}

/// What ends code that was begun.
#[derive(Clone, Copy, Debug)]
enum CodeEnd<'s> {
    /// A line of these marks.
    Fence(&'s str),
    /// A tag of a template.
    Tag,
}

/// What of a source is replaced.
#[derive(Debug, Default)]
struct Mask<'s> {
    source: &'s str,
    /// What is replaced by what.
    replaced: Vec<(Span, String)>,
    tables: HashMap<usize, DrawnTable>,
    code_end: Option<CodeEnd<'s>>,
    /// The lines of a comment of Obsidian that has begun. One that never ends is none.
    comment: Option<Vec<Span>>,
}

impl<'s> Mask<'s> {
    /// Takes the line with this number. The result is how many lines were taken.
    fn take(&mut self, lines: &[Span], at: usize) -> usize {
        let line = self.source[lines[at].range()].trim_end();
        let words = line.trim_start();
        let is_after_blank = at == 0 || self.source[lines[at - 1].range()].trim().is_empty();
        let indent = line.len() - words.len();
        if let Some(code_end) = self.code_end {
            self.take_code(lines[at], words, code_end);
        } else if words.starts_with("```") || words.starts_with("~~~") {
            self.code_end = Some(CodeEnd::Fence(&words[..3]));
        } else if words == "%%" || self.comment.is_some() {
            self.take_comment(lines[at], words == "%%");
        } else if is_unread(words) {
            self.hide(lines[at]);
        } else if let Some(extension) = line_extensions::of_line(words).filter(|_| indent <= MAX_INDENT) {
            match extension {
                LineExtension::CodeStart(language) => {
                    self.code_end = Some(CodeEnd::Tag);
                    self.replace_line(lines[at], &format!("```{language}"));
                }
                LineExtension::Contents if !is_after_blank => {
                    self.hide(lines[at - 1]);
                    self.hide(lines[at]);
                }
                _ => self.hide(lines[at]),
            }
        } else if let Some((table, len)) =
            (is_after_blank && indent <= MAX_INDENT).then(|| table_at(self.source, lines, at)).flatten()
        {
            self.replaced.push((table.span, commented(&self.source[table.span.range()])));
            self.tables.insert(table.span.start, table);
            return len;
        } else if indent <= MAX_INDENT || !is_after_blank {
            self.take_parts(lines[at], line);
        }
        1
    }

    fn take_code(&mut self, line: Span, words: &str, code_end: CodeEnd<'_>) {
        let is_end = match code_end {
            CodeEnd::Fence(mark) => {
                words.starts_with(mark) && words.trim_start_matches(&mark[..1]).is_empty()
            }
            CodeEnd::Tag => line_extensions::of_line(words) == Some(LineExtension::CodeEnd),
        };
        if is_end {
            self.code_end = None;
            if matches!(code_end, CodeEnd::Tag) {
                self.replace_line(line, "```");
            }
        }
    }

    fn take_comment(&mut self, line: Span, is_border: bool) {
        let is_open = self.comment.is_some();
        self.comment.get_or_insert_default().push(line);
        if is_open && is_border {
            for line in self.comment.take().into_iter().flatten() {
                self.hide(line);
            }
        }
    }

    /// Hides parts of a line that nobody reads. A comment in the place of one at the end makes no break of the line, as spaces would.
    fn take_parts(&mut self, span: Span, line: &str) {
        for part in line_extensions::unread_parts(line) {
            let words = &line[part.range()];
            let is_start = line[..part.start].trim().is_empty();
            let text =
                if is_start || words.len() < MIN_COMMENT_BYTES { blanked(words) } else { commented(words) };
            self.replaced.push((part.shifted(span.start), text));
        }
    }

    fn hide(&mut self, line: Span) {
        self.replaced.push((line, blanked(&self.source[line.range()])));
    }

    /// Puts `words`, which are shorter, in the place of a line.
    fn replace_line(&mut self, line: Span, words: &str) {
        let mut text = blanked(&self.source[line.range()]);
        text.replace_range(..words.len(), words);
        self.replaced.push((line, text));
    }

    fn finish(mut self) -> MaskedSource<'s> {
        if self.replaced.is_empty() {
            return MaskedSource { text: Cow::Borrowed(self.source), tables: self.tables };
        }
        self.replaced.sort_unstable_by_key(|(span, _)| span.start);
        let mut masked = String::with_capacity(self.source.len());
        for (span, text) in self.replaced.iter().filter(|(span, _)| !span.is_empty()) {
            // An item above a line for the contents may have parts that are hidden, too.
            if span.start >= masked.len() {
                masked.push_str(&self.source[masked.len()..span.start]);
                masked.push_str(text);
            }
        }
        masked.push_str(&self.source[masked.len()..]);
        MaskedSource { text: Cow::Owned(masked), tables: self.tables }
    }
}

/// A comment as long as `text`, with its line ends left.
fn commented(text: &str) -> String {
    let blanked = blanked(text);
    let inner = blanked.get("<!--".len()..blanked.len() - "-->".len()).unwrap_or_default();
    format!("<!--{inner}-->")
}

/// Whether nobody reads a line: a command for the page, or the border of a division (`:::`).
fn is_unread(line: &str) -> bool {
    let is_division = line.starts_with(":::")
        && (line.trim_start_matches(':').trim().is_empty()
            || line.trim_start_matches(':').starts_with([' ', '{']));
    is_division || PAGE_COMMANDS.contains(&line)
}

/// A space for each byte of `text`, with the line ends left.
fn blanked(text: &str) -> String {
    text.bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }).collect()
}

/// The lines of `source` from `start` on, with their line ends.
fn line_spans(source: &str, start: usize) -> Vec<Span> {
    let mut at = start;
    let line = |line: &str| {
        let span = Span::new(at, at + line.len());
        at = span.end;
        span
    };
    source[start..].split_inclusive('\n').map(line).collect()
}
