//! Reads tokens with tags as documents, whose texts are made of the tokens.

use super::columns::{Columns, ConllLine, TagColumn, lines};
use crate::{
    exchange::{ForeignFile, Imported, Loss, Unreadable, conll2012, import_builder::ImportBuilder, record},
    text::{CodePoints, Span, Text},
};

/// Reads all documents of a file.
pub fn read(input: &ForeignFile<'_>, loss: &mut Loss) -> Result<Vec<Imported>, Unreadable> {
    if conll2012::is_it(input.utf8()?) {
        return conll2012::read(input, loss);
    }
    let lines = lines(input.utf8()?);
    let columns = Columns::of(&lines);
    if columns.tags.is_empty() {
        return Err(Unreadable::new("no column has only tags: O, B-…, I-…, E-…, S-…, L-…, U-…"));
    }
    let goes_over: Vec<bool> =
        columns.tags.iter().map(|column| goes_over_sentences(&lines, column)).collect();
    let mut reader =
        TokenReader { columns: &columns, goes_over, document: TokenDocument::new(None, &columns) };
    let mut documents = Vec::new();
    for (number, line) in lines.iter().enumerate() {
        match line {
            ConllLine::Token(cells) => reader.token(number + 1, cells, loss),
            ConllLine::Blank => reader.end_sentence(),
            ConllLine::Comment => {}
            ConllLine::Document(name) => {
                let next = TokenDocument::new(*name, &columns);
                documents.push(std::mem::replace(&mut reader.document, next));
            }
        }
    }
    documents.push(reader.document);
    // What stands before the first beginning of a document is none, unless it has tokens.
    documents.retain(|document| !document.text.is_empty());
    let is_one = documents.len() == 1;
    let read = |(number, document): (usize, TokenDocument)| {
        let scope = format!("conll {}", input.name);
        if is_one {
            return document.imported(scope, loss);
        }
        let mut imported = document.imported(format!("{scope} {number}"), loss);
        if imported.name.is_none() {
            imported.record.0.insert(record::ID.to_owned(), (number + 1).into());
        }
        imported
    };
    Ok(documents.into_iter().enumerate().map(read).collect())
}

/// A gloss that is being read, in one column.
struct OpenTag {
    kind: String,
    /// The start, in bytes of the text that is made.
    start: usize,
    end: usize,
}

/// A document that is being read.
struct TokenDocument {
    name: Option<String>,
    text: String,
    spans: Vec<OpenTag>,
    /// The open gloss of each column.
    open: Vec<Option<OpenTag>>,
}

impl TokenDocument {
    fn new(name: Option<&str>, columns: &Columns) -> Self {
        let open = columns.tags.iter().map(|_| None).collect();
        Self { name: name.map(str::to_owned), text: String::new(), spans: Vec::new(), open }
    }

    fn imported(mut self, scope: String, loss: &mut Loss) -> Imported {
        self.spans.extend(self.open.into_iter().flatten());
        self.spans.sort_by_key(|span| (span.start, span.end));
        let text = Text::new(self.text);
        let points = CodePoints::new(text.as_str().unwrap_or_default());
        let mut builder = ImportBuilder::new(scope, &text);
        for (number, OpenTag { kind, start, end }) in self.spans.iter().enumerate() {
            builder.add(&number.to_string(), kind, &[(points.of(*start), points.of(*end))], loss);
        }
        let glosses = builder.finish(loss);
        Imported { name: self.name, text: Some(text), glosses, ..Imported::default() }
    }
}

struct TokenReader<'a> {
    columns: &'a Columns,
    /// Whether the glosses of each column go on over the ends of sentences.
    goes_over: Vec<bool>,
    document: TokenDocument,
}

impl TokenReader<'_> {
    fn token(&mut self, line: usize, cells: &[&str], loss: &mut Loss) {
        let Columns { width, token, tags } = self.columns;
        // Of several words for one token CoNLL-U has the words, too; a word with a point in its number is not in the text.
        if *token > 0 && cells[0].contains(['-', '.']) {
            return;
        }
        if cells.len() < *width {
            let message = format!("it has {} columns, the others have {width}", cells.len());
            loss.pass_over(&Unreadable::at(line, message));
        }
        let Some(word) = cells.get(*token) else { return };
        let TokenDocument { text, spans, open, .. } = &mut self.document;
        if !text.is_empty() && !text.ends_with('\n') {
            text.push(' ');
        }
        let start = text.len();
        text.push_str(word);
        let place = Span::new(start, text.len());
        for (column, open) in tags.iter().zip(open) {
            let tag = column.tag(cells).unwrap_or_else(|wrong| {
                loss.pass_over(&Unreadable::at(line, format!("“{wrong}” is no tag")));
                None
            });
            step(tag, open, spans, place);
        }
    }

    /// Ends a line of the text, and the glosses that don't go on over it.
    fn end_sentence(&mut self) {
        let TokenDocument { text, spans, open, .. } = &mut self.document;
        let ended = open.iter_mut().zip(&self.goes_over).filter(|(_, goes)| !**goes);
        spans.extend(ended.filter_map(|(open, _)| open.take()));
        if !text.is_empty() && !text.ends_with('\n') {
            text.push('\n');
        }
    }
}

/// Whether `I-claim` at the beginning of a sentence continues the gloss at the end of the one before. It doesn't in a
/// column that begins glosses with `I-`, as IOB does.
fn goes_over_sentences(lines: &[ConllLine<'_>], column: &TagColumn) -> bool {
    let mut before = None;
    let mut tokens = lines.iter().filter_map(|line| match line {
        ConllLine::Token(cells) => Some(cells),
        _ => None,
    });
    tokens.all(|cells| {
        let (position, kind) = column.tag(cells).ok().flatten().unzip();
        let begins = position == Some('I') && before != kind;
        before = kind;
        !begins
    })
}

/// Handles one tag of one column: the token continues the open gloss, begins one, or ends it.
fn step(tag: Option<(char, &str)>, open: &mut Option<OpenTag>, spans: &mut Vec<OpenTag>, token: Span) {
    let Some((position, kind)) = tag else {
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
