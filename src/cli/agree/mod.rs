//! `gloss agree`: how far coders agree who have glossed the same documents.

mod coded;
mod table;
mod text;

use std::path::PathBuf;

use serde_json::Value as Json;

use super::{
    error::{Error, Exit},
    output,
};
use crate::{
    agree::{By, Document, Report},
    gloss::{Glosses, Schema, Shape},
};
use coded::Coded;

/// What is asked of a comparison.
#[derive(Clone, Copy, Debug)]
pub struct Wanted<'a> {
    /// `kind`, or an attribute.
    pub by: &'a str,
    /// These coders alone; all, if there are none.
    pub coders: &'a [String],
    /// The report as JSON.
    pub json: bool,
    /// Whether gamma is left out.
    pub no_gamma: bool,
}

/// Measures how far the coders of these documents agree, all documents together.
pub fn run(files: &[PathBuf], wanted: Wanted) -> Result<Exit, Error> {
    let coded = Coded::open(files, wanted.coders)?;
    let choices = coded.schemas.iter().find_map(|schema| choices(schema, wanted.by));
    let by = match wanted.by {
        "kind" => By::Kind,
        name if is_used(&coded.documents, name) => By::Attribute { name, choices },
        name => return Err(unknown(&coded.documents, name)),
    };
    let report = Report::new(&coded.coders, &coded.documents, by, !wanted.no_gamma);
    if wanted.json {
        let mut json = serde_json::to_value(&report).unwrap_or_default();
        rounded(&mut json);
        json["files"] = files.iter().map(|file| file.to_string_lossy()).collect();
        return output::to_stdout(|out| {
            serde_json::to_writer_pretty(&mut *out, &json)?;
            writeln!(out)
        });
    }
    output::to_stdout(|out| text::write(out, files, &report, &coded.left_out))
}

/// The values that an attribute can have, where the schema has a choice of them.
fn choices<'a>(schema: &'a Schema, name: &str) -> Option<&'a [String]> {
    let mut attributes = schema.kinds.iter().flat_map(|kind| &kind.attributes);
    attributes.find_map(|attribute| match &attribute.shape {
        Shape::Choice(choices) if attribute.name == name => Some(choices.as_slice()),
        _ => None,
    })
}

fn used(documents: &[Document]) -> impl Iterator<Item = &str> {
    let glosses = documents.iter().flat_map(|document| document.coders.iter().flatten());
    glosses.flat_map(Glosses::iter).flat_map(|placed| placed.gloss.attributes.iter()).map(|(name, _)| name)
}

fn is_used(documents: &[Document], name: &str) -> bool {
    used(documents).any(|other| other == name)
}

fn unknown(documents: &[Document], name: &str) -> Error {
    let mut names: Vec<&str> = used(documents).collect();
    names.sort_unstable();
    names.dedup();
    let error = Error::usage(format!("no gloss of these coders has an attribute “{name}”"));
    if names.is_empty() { error } else { error.hint(format!("there are: kind, {}", names.join(", "))) }
}

/// Figures to four decimals: what comes after is noise, and other noise on another machine.
fn rounded(json: &mut Json) {
    match json {
        Json::Array(items) => items.iter_mut().for_each(rounded),
        Json::Object(fields) => fields.values_mut().for_each(rounded),
        Json::Number(number) if number.is_f64() => {
            *json = number.as_f64().map_or(Json::Null, |number| ((number * 1e4).round() / 1e4).into());
        }
        _ => {}
    }
}
