//! The lines of a file, and the columns of those: which has the tokens, and which have tags.

use std::collections::{BTreeMap, BTreeSet};

use super::DOCUMENT;

/// The largest number of labels without `B-` or `I-` that make a column one of tags, so that words aren't taken for labels.
/// Chosen by hand.
const MAX_BARE_LABELS: usize = 50;

/// Of how many tags one may be wrong. Chosen by hand: a column with more is no column of tags.
const TAGS_FOR_A_WRONG_ONE: usize = 20;

/// A line.
pub enum ConllLine<'a> {
    /// A token with its columns.
    Token(Vec<&'a str>),
    /// The end of a sentence.
    Blank,
    /// The beginning of a document, with its name if the line has it.
    Document(Option<&'a str>),
    Comment,
}

/// The lines of a file.
pub fn lines(file: &str) -> Vec<ConllLine<'_>> {
    let mut lines: Vec<ConllLine<'_>> = file.lines().map(read).collect();
    let width = width(&lines);
    // A number sign may be a token.
    for (line, text) in lines.iter_mut().zip(file.lines()) {
        if let ConllLine::Token(cells) = line
            && text.starts_with('#')
            && cells.len() != width
        {
            *line = ConllLine::Comment;
        }
    }
    lines
}

fn read(line: &str) -> ConllLine<'_> {
    if line.trim().is_empty() || line.starts_with("#end document") {
        return ConllLine::Blank;
    }
    if let Some(rest) = line.strip_prefix(DOCUMENT).or_else(|| line.strip_prefix("#begin document")) {
        let name = rest.split_once('(').and_then(|(_, rest)| Some(rest.rsplit_once(')')?.0));
        return ConllLine::Document(name.filter(|name| !name.is_empty()));
    }
    if let Some(rest) = line.strip_prefix("# newdoc") {
        return ConllLine::Document(rest.split_once('=').map(|(_, name)| name.trim()));
    }
    let by_tabs = || line.split('\t').map(str::trim).collect();
    ConllLine::Token(if line.contains('\t') { by_tabs() } else { line.split_whitespace().collect() })
}

/// The number of columns that most tokens have.
fn width(lines: &[ConllLine<'_>]) -> usize {
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    for line in lines {
        if let ConllLine::Token(cells) = line {
            *counts.entry(cells.len()).or_default() += 1;
        }
    }
    counts.into_iter().max_by_key(|&(width, count)| (count, width)).map_or(0, |(width, _)| width)
}

/// Where a column of tags has its tag.
#[derive(Clone, Debug, PartialEq)]
pub enum TagColumn {
    /// In the column of this number, as `B-claim`.
    Positioned(usize),
    /// In the column of this number, as `claim`.
    Bare(usize),
    /// In the column of this number, among features: `NER=B-claim|Gloss=rain`.
    Feature(usize, String),
}

impl TagColumn {
    /// The position and the kind in the tag of a token; `None` for `O`. The error is what stands there and is no tag.
    pub fn tag<'a>(&self, cells: &[&'a str]) -> Result<Option<(char, &'a str)>, &'a str> {
        let cell = |column: usize| cells.get(column).copied().unwrap_or_default();
        match self {
            Self::Positioned(column) if is_outside(cell(*column)) => Ok(None),
            Self::Positioned(column) => parts(cell(*column)).map(Some).ok_or_else(|| cell(*column)),
            Self::Bare(column) => {
                Ok(Some(cell(*column)).filter(|tag| !is_outside(tag)).map(|tag| ('I', tag)))
            }
            Self::Feature(column, name) => Ok(feature(cell(*column), name).and_then(parts)),
        }
    }
}

/// The columns of a file.
pub struct Columns {
    /// The number of columns.
    pub width: usize,
    /// The column of the tokens.
    pub token: usize,
    /// Where the tags are; empty if there are none.
    pub tags: Vec<TagColumn>,
}

impl Columns {
    /// The columns of the lines of a file.
    pub fn of(lines: &[ConllLine<'_>]) -> Self {
        let width = width(lines);
        let rows: Vec<&[&str]> = lines
            .iter()
            .filter_map(|line| match line {
                ConllLine::Token(cells) if cells.len() == width => Some(cells.as_slice()),
                _ => None,
            })
            .collect();
        let token = usize::from(width > 2 && rows.iter().all(|cells| is_number(cells[0])));
        let after = || token + 1..width;
        let mut tags: Vec<TagColumn> =
            after().filter(|&column| is_tagged(&rows, column)).map(TagColumn::Positioned).collect();
        if tags.is_empty() {
            tags = after().filter(|&column| has_bare_labels(&rows, column)).map(TagColumn::Bare).collect();
        }
        if tags.is_empty() {
            tags = after().flat_map(|column| features(&rows, column)).collect();
        }
        Self { width, token, tags }
    }
}

/// Whether a cell is a number as CoNLL-U has them for tokens: `3`, `3-4` for one of several words, `3.1` for an omitted word.
fn is_number(cell: &str) -> bool {
    !cell.is_empty()
        && cell.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'-' | b'.'))
        && cell != "."
        && cell != "-"
}

/// Whether a cell says that there is no tag.
fn is_outside(cell: &str) -> bool {
    matches!(cell, "O" | "_" | "")
}

/// Whether a column has tags: nearly all of its cells are, and not all are empty.
fn is_tagged(rows: &[&[&str]], column: usize) -> bool {
    let cells = || rows.iter().map(|cells| cells[column]);
    let wrong = cells().filter(|cell| !is_outside(cell) && parts(cell).is_none()).count();
    let tagged = cells().filter(|cell| parts(cell).is_some()).count();
    let is_any = tagged > 0 || cells().any(|cell| cell == "O");
    is_any && wrong * TAGS_FOR_A_WRONG_ONE <= cells().count() && (wrong == 0 || tagged > 0)
}

/// Whether a column has labels without a position, and `O` where there is none.
fn has_bare_labels(rows: &[&[&str]], column: usize) -> bool {
    let cells = || rows.iter().map(|cells| cells[column]);
    let labels: BTreeSet<&str> = cells().filter(|cell| !is_outside(cell)).collect();
    (1..=MAX_BARE_LABELS).contains(&labels.len()) && cells().any(|cell| cell == "O")
}

/// The features of a column that have tags.
fn features(rows: &[&[&str]], column: usize) -> Vec<TagColumn> {
    let all =
        rows.iter().flat_map(|cells| cells[column].split('|')).filter_map(|feature| feature.split_once('='));
    let tagged: BTreeSet<&str> =
        all.filter(|(_, value)| parts(value).is_some()).map(|(name, _)| name).collect();
    tagged.into_iter().map(|name| TagColumn::Feature(column, name.to_owned())).collect()
}

/// The value of a feature.
fn feature<'a>(cell: &'a str, name: &str) -> Option<&'a str> {
    cell.split('|')
        .filter_map(|feature| feature.split_once('='))
        .find(|(known, _)| *known == name)
        .map(|(_, v)| v)
}

/// The two parts of a tag such as `B-claim`.
fn parts(tag: &str) -> Option<(char, &str)> {
    let (position, kind) = tag.split_once('-')?;
    let mut letters = position.chars();
    let position = letters.next().filter(|c| "BIESLU".contains(*c) && letters.next().is_none())?;
    (!kind.is_empty()).then_some((position, kind))
}
