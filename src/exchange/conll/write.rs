//! Writes documents as tokens with tags.

use std::{
    collections::{BTreeMap, BTreeSet},
    io,
    ops::Range,
};

use super::DOCUMENT;
use crate::{
    exchange::{
        Export, Loss,
        tokens::{pieces, whole_tokens},
    },
    text::{
        Span,
        segment::{Language, sentences},
    },
};

/// Writes all documents, each with the columns of all.
pub fn write(
    exports: &mut dyn Iterator<Item = Export>,
    out: &mut dyn io::Write,
    loss: &mut Loss,
) -> io::Result<()> {
    let documents: Vec<TaggedDocument> = exports.map(|export| TaggedDocument::of(&export, loss)).collect();
    // The number of columns of each kind is only known once all documents are.
    let mut widths: BTreeMap<&str, usize> = BTreeMap::new();
    for document in &documents {
        for (kind, columns) in &document.columns {
            let width = widths.entry(kind).or_default();
            *width = columns.len().max(*width);
        }
    }
    for document in &documents {
        if documents.len() > 1 {
            let tags = "\tO".repeat(widths.values().sum());
            writeln!(out, "{DOCUMENT} ({}){tags}\n", one_line(&document.name))?;
        }
        document.write(&widths, out)?;
        if documents.len() > 1 {
            writeln!(out)?;
        }
    }
    Ok(())
}

/// A document that is cut into tokens.
struct TaggedDocument {
    name: String,
    text: String,
    tokens: Vec<Span>,
    /// The ends of the sentences, in bytes.
    ends: Vec<usize>,
    columns: BTreeMap<String, Vec<LabelColumn>>,
}

impl TaggedDocument {
    fn of(export: &Export, loss: &mut Loss) -> Self {
        let text = export.whole().into_owned();
        let tokens = pieces(&text, &BTreeSet::new());
        let columns = columns(export, &tokens, loss);
        let ends = sentences(&text, Language::of(&text)).iter().map(|sentence| sentence.end).collect();
        Self { name: export.name.clone(), text, tokens, ends, columns }
    }

    fn write(&self, widths: &BTreeMap<&str, usize>, out: &mut dyn io::Write) -> io::Result<()> {
        let mut ends = self.ends.iter().copied().peekable();
        for (number, token) in self.tokens.iter().enumerate() {
            if ends.next_if(|&end| end <= token.start).is_some() {
                while ends.next_if(|&end| end <= token.start).is_some() {}
                writeln!(out)?;
            }
            out.write_all(self.text[token.range()].as_bytes())?;
            for (kind, width) in widths {
                let own = self.columns.get(*kind).map_or(&[][..], Vec::as_slice);
                for column in 0..*width {
                    let tag =
                        own.get(column).map_or_else(|| "O".to_owned(), |column| column.tag(kind, number));
                    write!(out, "\t{tag}")?;
                }
            }
            writeln!(out)?;
        }
        Ok(())
    }
}

/// A name without line ends and tabs.
fn one_line(name: &str) -> String {
    name.replace(|c: char| c.is_control(), "_")
}

/// Glosses of one kind that don't overlap.
#[derive(Default)]
struct LabelColumn {
    /// The tokens of each gloss as a half-open range, by the first token.
    taken: BTreeMap<usize, usize>,
}

impl LabelColumn {
    fn is_free(&self, first: usize, end: usize) -> bool {
        self.taken.range(..end).next_back().is_none_or(|(_, &taken)| taken <= first)
    }

    fn tag(&self, kind: &str, token: usize) -> String {
        match self.taken.range(..=token).next_back() {
            Some((&first, _)) if first == token => format!("B-{}", label(kind)),
            Some((_, &end)) if token < end => format!("I-{}", label(kind)),
            _ => "O".to_owned(),
        }
    }
}

/// The kind in a tag: without white space, which separates columns.
fn label(kind: &str) -> String {
    kind.replace(char::is_whitespace, "_")
}

/// The columns of each kind.
fn columns(export: &Export, tokens: &[Span], loss: &mut Loss) -> BTreeMap<String, Vec<LabelColumn>> {
    let mut columns: BTreeMap<String, Vec<LabelColumn>> = BTreeMap::new();
    for placed in export.in_place() {
        loss.add("renamed kinds", usize::from(label(&placed.gloss.tag) != placed.gloss.tag));
        for span in &placed.place.spans {
            let Some(Range { start: first, end }) = whole_tokens(tokens, *span, loss) else { continue };
            let of_kind = columns.entry(placed.gloss.tag.clone()).or_default();
            let free = of_kind.iter().position(|column| column.is_free(first, end));
            let free = free.unwrap_or_else(|| {
                of_kind.push(LabelColumn::default());
                of_kind.len() - 1
            });
            of_kind[free].taken.insert(first, end);
        }
    }
    columns
}
