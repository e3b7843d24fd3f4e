//! The text of rows: words with spaces, hyphens at line ends undone, emphasis, links, raised and lowered characters.

use std::collections::HashMap;

use super::{
    glyph::Face,
    hyphens::{Vocabulary, ends_with_hyphen},
    notes::bare,
    part::{Part, PartKind},
    row::{Raise, Row, Word},
};
use crate::{
    source::TextWriter,
    text::{
        Span,
        structure::{LinkTarget, LocatorKind, Style},
    },
};

/// Writes the words of parts.
pub(super) struct InlineWriter<'a> {
    /// The words of the document.
    pub vocabulary: &'a Vocabulary,
    /// The labels of the pages.
    pub labels: &'a [String],
    /// The targets of the links of each page, by their index on it.
    pub links: &'a [Vec<LinkTarget>],
    /// The labels of the notes in the document, by the page and the mark that refers to them.
    pub notes: &'a HashMap<(usize, String), String>,
    /// The page on which the text stands that was written last.
    pub page: Option<usize>,
}

/// How a word is written; words of the same manner are one run.
#[derive(Clone, PartialEq)]
struct Manner {
    styles: Vec<Style>,
    link: Option<LinkTarget>,
}

/// A run of words that is not closed yet.
struct OpenRun {
    start: usize,
    manner: Manner,
}

impl InlineWriter<'_> {
    /// Writes the rows of a part into the block that is open.
    pub fn write(&mut self, part: &Part, writer: &mut TextWriter) {
        let keeps_lines = matches!(part.kind, PartKind::Lines | PartKind::Code);
        let left = part.rows.iter().map(Row::left).fold(f32::MAX, f32::min);
        let usual = usual_face(&part.rows);
        let mut run: Option<OpenRun> = None;
        for (i, row) in part.rows.iter().enumerate() {
            if i > 0 && keeps_lines {
                close(&mut run, writer);
                writer.push("\n", Span::default());
            }
            self.turn_page(row, writer);
            if part.kind == PartKind::Code {
                write_code(row, left, writer);
                continue;
            }
            let next = part.rows.get(i + 1).filter(|_| !keeps_lines);
            self.write_row(row, next, usual, &mut run, writer);
        }
        close(&mut run, writer);
    }

    /// Writes the rows of a cell of a table in one line.
    pub fn write_cell(&mut self, rows: &[Row], writer: &mut TextWriter) {
        let usual = usual_face(rows);
        let mut run: Option<OpenRun> = None;
        for (i, row) in rows.iter().enumerate() {
            self.turn_page(row, writer);
            self.write_row(row, rows.get(i + 1), usual, &mut run, writer);
        }
        close(&mut run, writer);
    }

    fn turn_page(&mut self, row: &Row, writer: &mut TextWriter) {
        if self.page != Some(row.page) {
            self.page = Some(row.page);
            if let Some(label) = self.labels.get(row.page) {
                writer.locate(LocatorKind::Page, label.as_str());
            }
        }
    }

    fn write_row(
        &mut self,
        row: &Row,
        next: Option<&Row>,
        usual: Face,
        run: &mut Option<OpenRun>,
        writer: &mut TextWriter,
    ) {
        let end = next.map(|next| self.line_end(row, next)).unwrap_or_default();
        for (i, word) in row.words.iter().enumerate() {
            if row.has_space_before(i) {
                writer.push(" ", Span::default());
            }
            if self.refers(word, row.page, run, writer) {
                continue;
            }
            let manner = self.manner(word, row.page, usual);
            if run.as_ref().is_some_and(|run| run.manner != manner) {
                close(run, writer);
            }
            let is_plain = manner.styles.is_empty() && manner.link.is_none();
            if run.is_none() && !is_plain {
                *run = Some(OpenRun { start: writer.len(), manner });
            }
            let is_last = i + 1 == row.words.len();
            let text = script(word);
            let text = if is_last && end.drops_hyphen { without_hyphen(&text) } else { &text };
            writer.push(&text.replace('\u{ad}', ""), Span::default());
        }
        if end.has_space {
            writer.push(" ", Span::default());
        }
    }

    /// Writes the mark of a note, if the word is one.
    fn refers(&self, word: &Word, page: usize, run: &mut Option<OpenRun>, writer: &mut TextWriter) -> bool {
        if word.raise != Raise::Above && !word.text.chars().all(|c| matches!(c, '*' | '†' | '‡')) {
            return false;
        }
        let marks: Vec<&str> = word.text.split(',').map(|mark| bare(mark.trim())).collect();
        let labels: Option<Vec<&String>> =
            marks.iter().map(|mark| self.notes.get(&(page, (*mark).to_owned()))).collect();
        let Some(labels) = labels else { return false };
        close(run, writer);
        for label in labels {
            let start = writer.len();
            writer.push(&raised(label).unwrap_or_else(|| label.clone()), Span::default());
            writer.refer_from(start, label);
        }
        true
    }

    fn manner(&self, word: &Word, page: usize, usual: Face) -> Manner {
        let mut styles = Vec::new();
        let Face { is_bold, is_italic, is_monospaced } = word.face;
        styles.extend((is_italic != usual.is_italic && !usual.is_monospaced).then_some(Style::Emphasis));
        styles.extend((is_bold && !usual.is_bold).then_some(Style::Strong));
        styles.extend((is_monospaced && !usual.is_monospaced).then_some(Style::Code));
        match word.raise {
            Raise::Above if raised(&word.text).is_none() => styles.push(Style::Superscript),
            Raise::Below if lowered(&word.text).is_none() => styles.push(Style::Subscript),
            _ => {}
        }
        let links = self.links.get(page);
        Manner { styles, link: word.link.and_then(|link| links?.get(link)).cloned() }
    }

    /// What happens between two rows of a paragraph.
    fn line_end(&self, row: &Row, next: &Row) -> LineEnd {
        let (text, after) = (row.text(), next.text());
        if ends_with_hyphen(&text) && after.starts_with(char::is_alphanumeric) {
            let before = text.trim_end();
            let is_soft = before.ends_with('\u{ad}');
            let keeps = !is_soft && self.vocabulary.keeps_hyphen(without_hyphen(before), &after);
            return LineEnd { has_space: false, drops_hyphen: !keeps };
        }
        let is_range =
            text.strip_suffix('–').is_some_and(|text| text.ends_with(|c: char| c.is_ascii_digit()));
        let is_joined =
            (text.ends_with(is_cjk) && after.starts_with(is_cjk)) || text.ends_with(['—', '/']) || is_range;
        LineEnd { has_space: !is_joined, drops_hyphen: false }
    }
}

/// What becomes of the end of a line.
#[derive(Clone, Copy, Debug, Default)]
struct LineEnd {
    has_space: bool,
    drops_hyphen: bool,
}

fn close(run: &mut Option<OpenRun>, writer: &mut TextWriter) {
    let Some(OpenRun { start, manner }) = run.take() else { return };
    for style in manner.styles {
        writer.style_from(start, style);
    }
    if let Some(target) = manner.link {
        writer.link_from(start, target);
    }
}

/// Writes a row of code, with spaces for its indent and its gaps.
fn write_code(row: &Row, left: f32, writer: &mut TextWriter) {
    let characters: usize = row.words.iter().map(Word::len).sum();
    let extent: f32 = row.words.iter().map(|word| word.right - word.left).sum();
    let width = (extent / characters.max(1) as f32).max(0.1 * row.size).max(0.1);
    let mut reached = left;
    for word in &row.words {
        let spaces = ((word.left - reached) / width).round().clamp(0.0, 200.0) as usize;
        writer.push(&" ".repeat(spaces), Span::default());
        writer.push(&word.text, Span::default());
        reached = word.right;
    }
}

fn without_hyphen(text: &str) -> &str {
    text.trim_end().strip_suffix(['-', '\u{ad}', '‐']).unwrap_or(text)
}

/// The text of a word, with raised and lowered digits as such.
fn script(word: &Word) -> String {
    let script = match word.raise {
        Raise::None => None,
        Raise::Above => raised(&word.text),
        Raise::Below => lowered(&word.text),
    };
    script.unwrap_or_else(|| word.text.clone())
}

/// The text in raised characters, if it is a number.
fn raised(text: &str) -> Option<String> {
    let raised = |c| match c {
        '0'..='9' => "⁰¹²³⁴⁵⁶⁷⁸⁹".chars().nth(c as usize - '0' as usize),
        '+' => Some('⁺'),
        '-' | '−' | '–' => Some('⁻'),
        'n' => Some('ⁿ'),
        _ => None,
    };
    text.chars().map(raised).collect()
}

/// The text in lowered characters, if it is a number.
fn lowered(text: &str) -> Option<String> {
    let lowered = |c| match c {
        '0'..='9' => "₀₁₂₃₄₅₆₇₈₉".chars().nth(c as usize - '0' as usize),
        '+' => Some('₊'),
        '-' | '−' | '–' => Some('₋'),
        _ => None,
    };
    text.chars().map(lowered).collect()
}

/// The look of most characters of rows.
fn usual_face(rows: &[Row]) -> Face {
    let mut faces: HashMap<Face, usize> = HashMap::new();
    for word in rows.iter().flat_map(|row| &row.words) {
        *faces.entry(word.face).or_default() += word.len();
    }
    faces
        .into_iter()
        .max_by_key(|&(face, count)| (count, std::cmp::Reverse(face)))
        .map(|(face, _)| face)
        .unwrap_or_default()
}

/// Whether a character belongs to a script that is written without spaces.
pub(super) fn is_cjk(c: char) -> bool {
    matches!(c, '\u{2e80}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}' | '\u{20000}'..='\u{3ffff}')
}
