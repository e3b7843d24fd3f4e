//! Reads documents, whose texts are made of their tokens.

use std::collections::{BTreeSet, HashMap};

use super::{
    BEGIN, COREFERENT, END, MENTION,
    brackets::{Brackets, Labelled, OpenBrackets},
};
use crate::{
    exchange::{ForeignFile, Imported, Loss, Unreadable, import_builder::ImportBuilder},
    text::{CodePoints, Span, Text},
};

/// The number of columns that every line has at least: twelve, with those of predicates before the last.
const LEAST_COLUMNS: usize = 12;

/// The columns, from 0; that of the chains is the last.
const WORD: usize = 3;
const SPEAKER: usize = 9;
const ENTITIES: usize = 10;

/// Words that a corpus writes otherwise than the text has them, since brackets and slashes mean something in its trees.
const WRITTEN: [(&str, &str); 9] = [
    ("-LRB-", "("),
    ("-RRB-", ")"),
    ("-LSB-", "["),
    ("-RSB-", "]"),
    ("-LCB-", "{"),
    ("-RCB-", "}"),
    ("/.", "."),
    ("/?", "?"),
    ("/-", "-"),
];

/// Whether a file is in this format: its first line of tokens has the columns, the second and third of them numbers.
pub fn is_it(file: &str) -> bool {
    let first = file.lines().find(|line| !line.trim().is_empty() && !line.starts_with('#'));
    let cells: Vec<&str> = first.unwrap_or_default().split_whitespace().collect();
    let is_number = |at: usize| cells[at].bytes().all(|byte| byte.is_ascii_digit());
    file.lines().any(|line| line.starts_with(BEGIN))
        && cells.len() >= LEAST_COLUMNS
        && is_number(1)
        && is_number(2)
}

/// Reads all documents of a file.
pub fn read(input: &ForeignFile<'_>, loss: &mut Loss) -> Result<Vec<Imported>, Unreadable> {
    let file = input.utf8()?;
    let mut documents: Vec<BracketedDocument> = Vec::new();
    for (number, line) in (1..).zip(file.lines()) {
        if let Some(rest) = line.strip_prefix(BEGIN) {
            documents.push(BracketedDocument::named(rest));
        } else if line.starts_with(END) || line.trim().is_empty() {
            documents.last_mut().into_iter().for_each(BracketedDocument::end_line);
        } else if !line.starts_with('#') {
            let cells: Vec<&str> = line.split_whitespace().collect();
            if cells.len() < LEAST_COLUMNS {
                let message = format!("it has {} columns of at least {LEAST_COLUMNS}", cells.len());
                loss.pass_over(&Unreadable::at(number, message));
                continue;
            }
            if documents.is_empty() {
                documents.push(BracketedDocument::default());
            }
            documents.last_mut().into_iter().for_each(|document| document.token(number, &cells, loss));
        }
    }
    documents.retain(|document| !document.tokens.is_empty());
    if documents.is_empty() {
        return Err(Unreadable::new(format!("no line has the {LEAST_COLUMNS} columns of a token")));
    }
    let scope = |number: usize| format!("conll-2012 {} {number}", input.name);
    Ok(documents.into_iter().enumerate().map(|(at, document)| document.imported(scope(at), loss)).collect())
}

/// A document that is being read.
#[derive(Default)]
struct BracketedDocument {
    name: Option<String>,
    text: String,
    tokens: Vec<Span>,
    /// The line of each token in the file.
    lines: Vec<usize>,
    entities: OpenBrackets,
    chains: OpenBrackets,
    speakers: BTreeSet<String>,
}

impl BracketedDocument {
    /// A document whose beginning goes on like this: ` (bn/0001); part 002`. Its parts are documents of their own.
    fn named(rest: &str) -> Self {
        let (name, part) =
            rest.trim().strip_prefix('(').and_then(|rest| rest.rsplit_once(')')).unwrap_or_default();
        let part = part.trim_start_matches(|c: char| !c.is_ascii_digit()).trim_start_matches('0');
        let name = if part.is_empty() { name.to_owned() } else { format!("{name}_{part}") };
        Self { name: Some(name).filter(|name| !name.is_empty()), ..Self::default() }
    }

    fn token(&mut self, line: usize, cells: &[&str], loss: &mut Loss) {
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push(' ');
        }
        let word =
            WRITTEN.iter().find(|(written, _)| *written == cells[WORD]).map_or(cells[WORD], |(_, word)| word);
        let start = self.text.len();
        self.text.push_str(word);
        let token = self.tokens.len();
        self.tokens.push(Span::new(start, self.text.len()));
        self.lines.push(line);
        if !matches!(cells[SPEAKER], "-" | "_" | "*") {
            self.speakers.insert(cells[SPEAKER].to_owned());
        }
        let last = cells.len() - 1;
        let arguments = cells[ENTITIES + 1..last].iter();
        loss.add(
            "arguments of predicates",
            arguments.filter(|cell| cell.starts_with('(') && !cell.starts_with("(V")).count(),
        );
        let columns = [
            (&mut self.entities, cells[ENTITIES], Brackets::of_entities(cells[ENTITIES]), false),
            (&mut self.chains, cells[last], Brackets::of_chains(cells[last]), true),
        ];
        for (open, cell, brackets, by_label) in columns {
            let unmatched = brackets.map(|brackets| open.step(&brackets, token, by_label));
            if unmatched != Some(0) {
                let why = if unmatched.is_none() { "has no brackets" } else { "closes what was not opened" };
                loss.pass_over(&Unreadable::at(line, format!("“{cell}” {why}")));
            }
        }
    }

    /// Ends a line of the text, with a sentence.
    fn end_line(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
    }

    fn imported(mut self, scope: String, loss: &mut Loss) -> Imported {
        for (token, label) in self.entities.unclosed().into_iter().chain(self.chains.unclosed()) {
            loss.pass_over(&Unreadable::at(self.lines[token], format!("“({label}” is never closed")));
        }
        loss.add("speakers", self.speakers.len());
        self.entities.spans.sort();
        self.chains.spans.sort();
        let text = Text::new(self.text);
        let points = CodePoints::new(text.as_str().unwrap_or_default());
        let place = |span: &Labelled| {
            (points.of(self.tokens[span.first].start), points.of(self.tokens[span.end - 1].end))
        };
        let mut builder = ImportBuilder::new(scope, &text);
        // The entities that are in no chain yet, by their tokens.
        let mut free: HashMap<(usize, usize), String> = HashMap::new();
        for (number, span) in self.entities.spans.iter().enumerate() {
            let name = format!("entity {number}");
            builder.add(&name, &span.label, &[place(span)], loss);
            free.insert((span.first, span.end), name);
        }
        let mut before: HashMap<&str, String> = HashMap::new();
        for (number, span) in self.chains.spans.iter().enumerate() {
            let name = free.remove(&(span.first, span.end)).unwrap_or_else(|| {
                let name = format!("mention {number}");
                builder.add(&name, MENTION, &[place(span)], loss);
                name
            });
            if let Some(before) = before.insert(&span.label, name.clone()) {
                builder.link(&name, COREFERENT, &before);
            }
        }
        let glosses = builder.finish(loss);
        Imported { name: self.name, text: Some(text), glosses, ..Imported::default() }
    }
}
