//! `CoNLL`: a token a line with its tags, as CoNLL-2003 has them, and a blank line after each sentence.
//!
//! Each kind has a column, or several if its glosses overlap: `B-claim` begins a gloss, `I-claim` continues it. Tags
//! apply to whole tokens, so spans are extended to those. When a file is read, the text is made of its tokens with
//! spaces between them; the tags may be IOB, BIO, BIOES or BILOU, in any columns after the token's. A gloss may
//! continue over the end of a sentence, except in IOB, which can't express that.

use std::{
    collections::{BTreeMap, BTreeSet},
    io,
};

use super::{
    Carries, Export, Feature, ForeignFile, Format, Imported, Loss, OffsetUnit, Unreadable, Write,
    import_builder::ImportBuilder, tokens::pieces,
};
use crate::text::segment::{Language, sentences};
use crate::text::{CodePoints, Span, Text};

/// The format.
pub const FORMAT: Format = Format {
    name: "conll",
    extension: "conll",
    doc: "a token a line with BIO tags, a column for each kind",
    carries: Carries::Only(&[Feature::OVERLAP]),
    unit: Some(OffsetUnit::Tokens),
    write: Some(Write::Each(write)),
    read: Some(read),
    ..Format::BLANK
};

fn write(export: &Export, out: &mut dyn io::Write, loss: &mut Loss) -> io::Result<()> {
    let whole = export.whole();
    let tokens = pieces(&whole, &BTreeSet::new());
    let columns = columns(export, &tokens, loss);
    let mut ends: Vec<usize> =
        sentences(&whole, Language::of(&whole)).iter().map(|sentence| sentence.end).collect();
    ends.reverse();
    for (number, token) in tokens.iter().enumerate() {
        if ends.last().is_some_and(|&end| end <= token.start) {
            while ends.pop_if(|end| *end <= token.start).is_some() {}
            writeln!(out)?;
        }
        out.write_all(whole[token.range()].as_bytes())?;
        for column in &columns {
            write!(out, "\t{}", column.tag(number))?;
        }
        writeln!(out)?;
    }
    Ok(())
}

/// Glosses of one kind that don't overlap.
struct LabelColumn<'a> {
    kind: &'a str,
    /// The tokens of each gloss as a half-open range, by the first token.
    taken: BTreeMap<usize, usize>,
}

impl LabelColumn<'_> {
    fn is_free(&self, first: usize, end: usize) -> bool {
        self.taken.range(..end).next_back().is_none_or(|(_, &taken)| taken <= first)
    }

    fn tag(&self, token: usize) -> String {
        match self.taken.range(..=token).next_back() {
            Some((&first, _)) if first == token => format!("B-{}", label(self.kind)),
            Some((_, &end)) if token < end => format!("I-{}", label(self.kind)),
            _ => "O".to_owned(),
        }
    }
}

/// The kind in a tag: without white space, which separates columns.
fn label(kind: &str) -> String {
    kind.replace(char::is_whitespace, "_")
}

fn columns<'a>(export: &'a Export, tokens: &[Span], loss: &mut Loss) -> Vec<LabelColumn<'a>> {
    let mut columns: Vec<LabelColumn<'a>> = Vec::new();
    for placed in export.in_place() {
        for span in &placed.place.spans {
            let first = tokens.partition_point(|token| token.end <= span.start);
            let end = tokens.partition_point(|token| token.start < span.end);
            if first >= end {
                loss.add("spans without a token", 1);
                continue;
            }
            let is_exact = tokens[first].start >= span.start && tokens[end - 1].end <= span.end;
            loss.add("spans drawn to whole tokens", usize::from(!is_exact));
            let kind = placed.gloss.tag.as_str();
            let free = columns.iter_mut().find(|column| column.kind == kind && column.is_free(first, end));
            match free {
                Some(column) => _ = column.taken.insert(first, end),
                None => columns.push(LabelColumn { kind, taken: [(first, end)].into() }),
            }
        }
    }
    columns.sort_by_key(|column| column.kind);
    columns
}

/// A gloss that is being read, in one column.
struct OpenTag {
    kind: String,
    /// The start, in bytes of the text that is made.
    start: usize,
    end: usize,
}

fn read(input: &ForeignFile<'_>, loss: &mut Loss) -> Result<Vec<Imported>, Unreadable> {
    let lines: Vec<Vec<&str>> = input.utf8()?.lines().map(cells).collect();
    let tagged = tag_columns(&lines);
    if tagged.is_empty() {
        return Err(Unreadable::new("no column has only tags: O, B-…, I-…, E-…, S-…, L-…, U-…"));
    }
    let mut text = String::new();
    let mut spans: Vec<OpenTag> = Vec::new();
    let mut open: Vec<Option<OpenTag>> = tagged.iter().map(|_| None).collect();
    let goes_over: Vec<bool> = tagged.iter().map(|&column| goes_over_sentences(&lines, column)).collect();
    for cells in &lines {
        if is_separator(cells) {
            let ended = open.iter_mut().zip(&goes_over).filter(|(_, goes)| !**goes || !cells.is_empty());
            spans.extend(ended.filter_map(|(open, _)| open.take()));
            if !text.is_empty() && !text.ends_with('\n') {
                text.push('\n');
            }
            continue;
        }
        if !text.is_empty() && !text.ends_with('\n') {
            text.push(' ');
        }
        let start = text.len();
        text.push_str(cells[0]);
        for (column, open) in tagged.iter().zip(&mut open) {
            let tag = cells.get(*column).copied().unwrap_or("O");
            step(tag, open, &mut spans, Span::new(start, text.len()));
        }
    }
    spans.extend(open.into_iter().flatten());
    spans.sort_by_key(|span| (span.start, span.end));
    let text = Text::new(text);
    let points = CodePoints::new(text.as_str().unwrap_or_default());
    let mut builder = ImportBuilder::new(format!("conll {}", input.name), &text);
    for (number, OpenTag { kind, start, end }) in spans.iter().enumerate() {
        builder.add(&number.to_string(), kind, &[(points.of(*start), points.of(*end))], loss);
    }
    let glosses = builder.finish(loss);
    Ok(vec![Imported { text: Some(text), glosses, ..Imported::default() }])
}

/// The columns of a line, separated by tabs or, if there are none, by white space; empty for a comment.
fn cells(line: &str) -> Vec<&str> {
    let line = line.trim_end();
    if line.starts_with("# ") && !line.contains('\t') {
        return Vec::new();
    }
    if line.contains('\t') { line.split('\t').collect() } else { line.split_whitespace().collect() }
}

/// Whether a line has no token: a blank line, a comment, or the beginning of a document.
fn is_separator(cells: &[&str]) -> bool {
    cells.first().is_none_or(|token| token.is_empty() || *token == "-DOCSTART-")
}

/// The columns that hold only tags, at least one of them other than `O`.
fn tag_columns(lines: &[Vec<&str>]) -> Vec<usize> {
    let rows = || lines.iter().filter(|cells| !is_separator(cells));
    let width = rows().map(Vec::len).min().unwrap_or(0);
    let is_tag = |cell: &str| matches!(cell, "O" | "_" | "") || parts(cell).is_some();
    let is_tagged = |column: &usize| rows().all(|cells| is_tag(cells[*column]));
    (1..width).filter(is_tagged).collect()
}

/// Whether `I-claim` at the beginning of a sentence continues the gloss at the end of the one before. It doesn't in a
/// column that begins glosses with `I-`, as IOB does.
fn goes_over_sentences(lines: &[Vec<&str>], column: usize) -> bool {
    let mut before = None;
    lines.iter().filter(|cells| !is_separator(cells)).all(|cells| {
        let (position, kind) = cells.get(column).and_then(|tag| parts(tag)).unzip();
        let begins = position == Some('I') && before != kind;
        before = kind;
        !begins
    })
}

/// The two parts of a tag such as `B-claim`.
fn parts(tag: &str) -> Option<(char, &str)> {
    let (position, kind) = tag.split_once('-')?;
    let mut letters = position.chars();
    let position = letters.next().filter(|c| "BIESLU".contains(*c) && letters.next().is_none())?;
    (!kind.is_empty()).then_some((position, kind))
}

/// Handles one tag of one column: the token continues the open gloss, begins one, or ends it.
fn step(tag: &str, open: &mut Option<OpenTag>, spans: &mut Vec<OpenTag>, token: Span) {
    let Some((position, kind)) = parts(tag) else {
        spans.extend(open.take());
        return;
    };
    let goes_on = matches!(position, 'I' | 'E' | 'L') && open.as_ref().is_some_and(|open| open.kind == kind);
    if !goes_on {
        spans.extend(open.take());
    }
    let current =
        open.get_or_insert_with(|| OpenTag { kind: kind.to_owned(), start: token.start, end: token.end });
    current.end = token.end;
    if matches!(position, 'E' | 'L' | 'S' | 'U') {
        spans.extend(open.take());
    }
}
