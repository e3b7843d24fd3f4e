//! A token a line with its tags, as CoNLL-2003 has them, and a blank line after each sentence.
//!
//! Each kind has a column of its own, and as many as it takes for glosses that overlap: `B-claim` begins a gloss,
//! `I-claim` goes on with it. Tags go by whole tokens, to which spans are drawn. Of what is read the text is made anew,
//! with spaces between tokens; the tags may be IOB, BIO, BIOES or BILOU, in any columns after the token's. A gloss goes on over the end of a
//! sentence, except in IOB, which has no way to say so.

use std::{
    collections::{BTreeMap, BTreeSet},
    io,
};

use super::{
    Carries, Export, Feature, Format, Given, Imported, Loss, OffsetUnit, Unreadable, Write, draft::Draft,
    tokens::pieces,
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
    /// The tokens of each, half-open, by their first.
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

/// A kind as a tag has it: without white space, which separates columns.
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
struct Begun {
    kind: String,
    /// Bytes of the text that is made.
    start: usize,
    end: usize,
}

fn read(given: &Given<'_>, loss: &mut Loss) -> Result<Vec<Imported>, Unreadable> {
    let lines: Vec<Vec<&str>> = given.utf8()?.lines().map(cells).collect();
    let tagged = tag_columns(&lines);
    if tagged.is_empty() {
        return Err(Unreadable::new("no column has only tags: O, B-…, I-…, E-…, S-…, L-…, U-…"));
    }
    let mut text = String::new();
    let mut spans: Vec<Begun> = Vec::new();
    let mut begun: Vec<Option<Begun>> = tagged.iter().map(|_| None).collect();
    let goes_over: Vec<bool> = tagged.iter().map(|&column| goes_over_sentences(&lines, column)).collect();
    for cells in &lines {
        if is_separator(cells) {
            let ended = begun.iter_mut().zip(&goes_over).filter(|(_, goes)| !**goes || !cells.is_empty());
            spans.extend(ended.filter_map(|(begun, _)| begun.take()));
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
        for (column, begun) in tagged.iter().zip(&mut begun) {
            let tag = cells.get(*column).copied().unwrap_or("O");
            step(tag, begun, &mut spans, Span::new(start, text.len()));
        }
    }
    spans.extend(begun.into_iter().flatten());
    spans.sort_by_key(|span| (span.start, span.end));
    let text = Text::new(text);
    let points = CodePoints::new(text.as_str().unwrap_or_default());
    let mut draft = Draft::new(format!("conll {}", given.name), &text);
    for (number, Begun { kind, start, end }) in spans.iter().enumerate() {
        draft.add(&number.to_string(), kind, &[(points.of(*start), points.of(*end))], loss);
    }
    let glosses = draft.finish(loss);
    Ok(vec![Imported { name: None, text: Some(text), glosses, schema: None }])
}

/// The columns of a line, between tabs or, where there are none, white space; none for a comment.
fn cells(line: &str) -> Vec<&str> {
    let line = line.trim_end();
    if line.starts_with("# ") && !line.contains('\t') {
        return Vec::new();
    }
    if line.contains('\t') { line.split('\t').collect() } else { line.split_whitespace().collect() }
}

/// Whether a line has no token: it is blank, a comment, or the beginning of a document.
fn is_separator(cells: &[&str]) -> bool {
    cells.first().is_none_or(|token| token.is_empty() || *token == "-DOCSTART-")
}

/// The columns with nothing but tags in them, and one that is more than `O`.
fn tag_columns(lines: &[Vec<&str>]) -> Vec<usize> {
    let rows = || lines.iter().filter(|cells| !is_separator(cells));
    let width = rows().map(Vec::len).min().unwrap_or(0);
    let is_tag = |cell: &str| matches!(cell, "O" | "_" | "") || parts(cell).is_some();
    let is_tagged = |column: &usize| rows().all(|cells| is_tag(cells[*column]));
    (1..width).filter(is_tagged).collect()
}

/// Whether `I-claim` at the beginning of a sentence goes on with what the one before it ended in: not where the column
/// begins glosses that way, as IOB does.
fn goes_over_sentences(lines: &[Vec<&str>], column: usize) -> bool {
    let mut before = None;
    lines.iter().filter(|cells| !is_separator(cells)).all(|cells| {
        let (position, kind) = cells.get(column).and_then(|tag| parts(tag)).unzip();
        let begins = position == Some('I') && before != kind;
        before = kind;
        !begins
    })
}

/// `B-claim` in its two parts.
fn parts(tag: &str) -> Option<(char, &str)> {
    let (position, kind) = tag.split_once('-')?;
    let mut letters = position.chars();
    let position = letters.next().filter(|c| "BIESLU".contains(*c) && letters.next().is_none())?;
    (!kind.is_empty()).then_some((position, kind))
}

/// Takes in one tag of one column: the token goes on with what has begun there, begins something, or ends it.
fn step(tag: &str, begun: &mut Option<Begun>, spans: &mut Vec<Begun>, token: Span) {
    let Some((position, kind)) = parts(tag) else {
        spans.extend(begun.take());
        return;
    };
    let goes_on =
        matches!(position, 'I' | 'E' | 'L') && begun.as_ref().is_some_and(|begun| begun.kind == kind);
    if !goes_on {
        spans.extend(begun.take());
    }
    let current =
        begun.get_or_insert_with(|| Begun { kind: kind.to_owned(), start: token.start, end: token.end });
    current.end = token.end;
    if matches!(position, 'E' | 'L' | 'S' | 'U') {
        spans.extend(begun.take());
    }
}
