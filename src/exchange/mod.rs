//! Glosses in other formats: a file for each, and one table of them all.

mod csv;
mod json;
mod markdown;
mod text;
mod toml;

use std::io;

pub use json::{gloss as json_of_gloss, value as json_value};

use crate::{
    anchor,
    gloss::{Gloss, Placed, Schema, Selector},
    text::Text,
};

/// What is exported.
pub struct Export<'a> {
    /// The file name of the document.
    pub name: &'a str,
    /// Its title.
    pub title: &'a str,
    /// Its text.
    pub text: &'a Text,
    /// Its glosses, in the document's order.
    pub glosses: &'a [&'a Placed],
    /// What can be said of it.
    pub schema: &'a Schema,
}

/// A format.
pub struct Format {
    /// As the command line names it.
    pub name: &'static str,
    /// What its files end in.
    pub extension: &'static str,
    /// What it is, and what it can't carry.
    pub doc: &'static str,
    /// Writes it.
    pub write: fn(&Export<'_>, &mut dyn io::Write) -> io::Result<()>,
}

/// Every format.
pub const FORMATS: &[Format] = &[
    Format {
        name: "toml",
        extension: "gloss.toml",
        doc: "the sidecar's own format, with positions as they are now",
        write: toml::write,
    },
    Format {
        name: "json",
        extension: "json",
        doc: "an array of annotations, with the sidecar's keys",
        write: json::write,
    },
    Format {
        name: "jsonl",
        extension: "jsonl",
        doc: "an annotation a line, with the sidecar's keys",
        write: json::write_lines,
    },
    Format {
        name: "csv",
        extension: "csv",
        doc: "a row for each span; lists and links become texts",
        write: csv::write,
    },
    Format {
        name: "markdown",
        extension: "md",
        doc: "a report by kind, to be read; positions are paragraphs",
        write: markdown::write,
    },
    Format {
        name: "text",
        extension: "txt",
        doc: "the document with its glosses marked, and a legend",
        write: text::write,
    },
];

/// The format of this name.
pub fn format(name: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|format| format.name == name)
}

/// The selectors of a gloss where it stands now; an orphan's as they were recorded.
fn selectors(text: &Text, placed: &Placed) -> Vec<Selector> {
    if placed.place.spans.is_empty() {
        return placed.gloss.selectors.clone();
    }
    placed.place.spans.iter().map(|&span| anchor::selector(text, span)).collect()
}

/// The paragraph that a gloss begins in, from 1; none for an orphan.
fn paragraph(text: &Text, placed: &Placed) -> Option<usize> {
    placed.place.hull().map(|hull| text.count(hull.start + 1).paragraphs)
}

/// A gloss's words on one line.
fn words(gloss: &Gloss) -> String {
    gloss.exact().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The first words of a gloss, to tell it by.
fn first_words(gloss: &Gloss) -> String {
    let words = words(gloss);
    match words.char_indices().nth(40) {
        Some((end, _)) => format!("{}…", words.get(..end).unwrap_or_default()),
        None => words,
    }
}

/// The names of attributes in use: those of the schema in its order, then others.
fn attribute_names(export: &Export<'_>) -> Vec<String> {
    let known = export.schema.kinds.iter().flat_map(|kind| kind.attributes.iter().map(|a| a.name.clone()));
    let used =
        |name: &String| export.glosses.iter().any(|placed| placed.gloss.attributes.get(name).is_some());
    let others =
        export.glosses.iter().flat_map(|p| p.gloss.attributes.iter().map(|(name, _)| name.to_owned()));
    let mut names: Vec<String> = Vec::new();
    for name in known.filter(used).chain(others) {
        if !names.contains(&name) {
            names.push(name);
        }
    }
    names
}

#[cfg(test)]
mod tests;
