//! `gloss agree`: measures how far coders of the same documents agree.

mod table;
mod text;

use std::path::PathBuf;

use clap::{Args, ValueHint};
use serde_json::Value as Json;

use super::{
    context::Context,
    document_path::document_path,
    error::{Error, Exit},
    spelling,
};
use crate::{
    agree::{By, CodedDocument, Report},
    gloss::{Glosses, Schema, Shape},
    workspace::{ReliabilityData, glossed_documents},
};

const AFTER_HELP: &str = r"Examples:
  gloss agree talks.txt
  gloss agree articles/ --by polarity --coders alice,ben
  gloss agree talks.txt --json | jq .continuum.gamma.value

All documents are measured together. What is compared:
  spans      glosses; exact: same kind and same text; overlap: same kind and some common text
  sentences  (--by kind) the label of a sentence is the kinds of all glosses that touch it:
             Cohen's kappa and Scott's pi for two coders, Fleiss' kappa and Krippendorff's alpha for all
  passages   (--by ATTRIBUTE) glosses of several coders that share text; the label is the value
             that each gives, if any; alpha also ordinal, interval and ratio for numbers, and
             ordinal for choices, in the schema's order
  text       Krippendorff's alpha-U (2004), in code points; gamma (Mathet et al. 2015), chance
             sampled by shifting until it is known to 2%, with 300 samples at most

Intervals are the middle 95% of 1,000 bootstrap resamples: of documents, from ten on; otherwise
of runs of paragraphs that no gloss crosses. The same glosses always give the same figures.";

/// Measure how far the coders of documents agree
#[derive(Clone, Debug, Args)]
#[command(after_help = AFTER_HELP)]
pub struct AgreeArgs {
    /// Documents, or folders of documents; their coders are those who have a sidecar FILE.CODER.gloss.toml beside one of
    /// them
    #[arg(required = true, value_name = "FILE|FOLDER", value_parser = document_path(), value_hint = ValueHint::AnyPath)]
    files: Vec<PathBuf>,
    /// What is compared: kind, or the name of an attribute
    #[arg(long, value_name = "kind|ATTRIBUTE", default_value = "kind", allow_hyphen_values = true)]
    by: String,
    /// Only these coders, separated by commas; `shared` stands for the sidecar without a coder
    #[arg(long, value_name = "CODER", value_delimiter = ',', allow_hyphen_values = true)]
    coders: Vec<String>,
    /// Print a JSON object with all figures
    #[arg(long)]
    json: bool,
    /// Leave out gamma, which can take seconds if there are many glosses
    #[arg(long)]
    no_gamma: bool,
}

/// Measures how far the coders agree over all these documents together.
pub fn run(args: &AgreeArgs, context: &Context) -> Result<Exit, Error> {
    let files = &glossed_documents(&args.files, &context.host.walk_filter)?;
    let data = ReliabilityData::open(files, &args.coders, &context.host)?;
    let choices = data.schemas.iter().find_map(|schema| choices(schema, &args.by));
    let by = match args.by.as_str() {
        "kind" | "tag" => By::Kind,
        name if is_used(&data.documents, name) => By::Attribute { name, choices },
        name => return Err(unknown(&data.documents, name)),
    };
    let report = Report::new(&data.coders, &data.documents, by, !args.no_gamma);
    if args.json {
        let mut json = serde_json::to_value(&report).unwrap_or_default();
        rounded(&mut json);
        json["files"] = files.iter().map(|file| file.to_string_lossy()).collect();
        return context.output.print_json(&json);
    }
    context.output.print_lines(|out| text::write(out, files, &report, &data.left_out))
}

/// The values that the schema allows for an attribute; `None` if it allows any.
fn choices<'a>(schema: &'a Schema, name: &str) -> Option<&'a [String]> {
    let mut attributes = schema.kinds.iter().flat_map(|kind| &kind.attributes);
    attributes.find_map(|attribute| match &attribute.shape {
        Shape::Choice(choices) if attribute.name == name => Some(choices.as_slice()),
        _ => None,
    })
}

fn used(documents: &[CodedDocument]) -> impl Iterator<Item = &str> {
    let glosses = documents.iter().flat_map(|document| document.coders.iter().flatten());
    glosses.flat_map(Glosses::iter).flat_map(|placed| placed.gloss.attributes.iter()).map(|(name, _)| name)
}

fn is_used(documents: &[CodedDocument], name: &str) -> bool {
    used(documents).any(|other| other == name)
}

fn unknown(documents: &[CodedDocument], name: &str) -> Error {
    let mut names: Vec<&str> = used(documents).collect();
    names.sort_unstable();
    names.dedup();
    let error = Error::usage(format!("no gloss of these coders has an attribute “{name}”"));
    names.push("kind");
    error.hint(format!("there is {}", spelling::nearest_first(name, names)))
}

/// Rounds figures to four decimals, since further ones may differ from machine to machine.
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
