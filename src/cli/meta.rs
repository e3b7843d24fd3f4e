//! `gloss meta`: shows and sets what is known of documents: title, authors, dates, address.

use std::path::PathBuf;

use clap::{Args, ValueHint};
use serde_json::json;

use super::{
    batch,
    context::Context,
    document_path::document_path,
    error::{Error, Exit},
    spelling,
};
use crate::{
    exchange,
    gloss::query::is_moment,
    workspace::{AnnotatedDocument, Metadata, MetadataField, document_paths},
};

const AFTER_HELP: &str = r"Examples:
  gloss meta talks.html
  gloss meta talks.txt --set title='Talks end' --set author='Nell Ort' --set author='Jo Ames' --set published=2026-11-20
  gloss meta talks.txt --unset site
  gloss meta talks/ --json

The names are title, author (give --set again for each further one), published, site, url, retrieved and language. published and retrieved are dates: 2026, 2026-11, 2026-11-20, or 2026-11-20T08:12:00Z.

What is set is in [source] of the sidecar, can be edited there, and counts more than what the document says of itself; without it, the document's own word counts again. Conditions (`gloss list --where 'source.author=Nell Ort'`), citations and exports use it.";

/// Show or set what is known of documents: title, authors, dates, address
#[derive(Clone, Debug, Args)]
#[command(after_help = AFTER_HELP)]
pub struct MetaArgs {
    /// Documents, or folders of documents
    #[arg(required = true, value_name = "FILE|FOLDER", value_parser = document_path(), value_hint = ValueHint::AnyPath)]
    files: Vec<PathBuf>,
    /// Set a value; give the option again for further ones
    #[arg(long, value_name = "NAME=VALUE", allow_hyphen_values = true)]
    set: Vec<String>,
    /// Name of a value that is taken out of the sidecar
    #[arg(long, value_name = "NAME", allow_hyphen_values = true)]
    unset: Vec<String>,
    /// Print a JSON array, an object for each document
    #[arg(long)]
    json: bool,
}

/// New values for parts of the metadata; a part without values is taken out.
type MetadataEdit = Vec<(MetadataField, Vec<String>)>;

impl MetaArgs {
    /// Whether anything is written.
    pub fn writes(&self) -> bool {
        !self.set.is_empty() || !self.unset.is_empty()
    }

    /// The values to set. Fails if a name or a value can't be one.
    fn edit(&self) -> Result<MetadataEdit, Error> {
        let mut edit: MetadataEdit = Vec::new();
        for name in &self.unset {
            edit.push((named(name)?, Vec::new()));
        }
        for pair in &self.set {
            let form = || {
                let error = Error::usage(format!("“{pair}” is not of the form NAME=VALUE"));
                error.hint("for example --set title='Talks end'")
            };
            let (name, value) = pair.split_once('=').ok_or_else(form)?;
            let field = named(name.trim())?;
            let value = checked(field, value)?;
            match edit.iter_mut().find(|(other, _)| *other == field) {
                Some((_, values)) if values.is_empty() || field.is_list() => values.push(value),
                Some(_) => {
                    let error = Error::usage(format!("{} is set twice", field.name()));
                    return Err(error.hint("only authors can be several"));
                }
                None => edit.push((field, vec![value])),
            }
        }
        Ok(edit)
    }
}

/// Sets what is to be set in each document, and prints what is known of each then.
pub fn run(args: &MetaArgs, context: &Context) -> Result<Exit, Error> {
    let edit = args.edit()?;
    let mut objects = Vec::new();
    let files = document_paths(&args.files, &context.host.walk_filter)?;
    let is_named = files.len() > 1 || args.files.iter().any(|file| file.is_dir());
    let exit = batch::each(&files, |file| {
        let mut opened = AnnotatedDocument::open(file, None, context.coder(), &context.host)?;
        if !edit.is_empty() {
            opened.set_metadata(&edit)?;
        }
        let (metadata, file) = (opened.metadata(), file.to_string_lossy());
        if args.json {
            let mut object = exchange::json_of_metadata(&metadata);
            object.insert("file".to_owned(), json!(file));
            objects.push(object);
            return Ok(Exit::Done);
        }
        print(&metadata, is_named.then_some(&*file), context)
    });
    if args.json {
        return Ok(exit.max(context.output.print_json(&objects)?));
    }
    Ok(exit)
}

/// Prints a line for each value: name and value, after the name of the document if there are several.
fn print(metadata: &Metadata, file: Option<&str>, context: &Context) -> Result<Exit, Error> {
    let file = file.map(|file| format!("{}\t", file.replace('\t', "␉"))).unwrap_or_default();
    context.output.print_lines(|out| {
        for field in MetadataField::ALL {
            for value in metadata.values(field) {
                writeln!(out, "{file}{}\t{}", field.name(), value.replace(['\t', '\n', '\r'], " "))?;
            }
        }
        Ok(())
    })
}

/// The part of this name.
fn named(name: &str) -> Result<MetadataField, Error> {
    MetadataField::named(name).ok_or_else(|| {
        let known = spelling::nearest_first(name, MetadataField::ALL.into_iter().map(MetadataField::name));
        Error::usage(format!("nothing that is known of a document is called “{name}”"))
            .hint(format!("there is {known}"))
    })
}

/// A value without white space around it. Fails if it can't be the value of this part.
fn checked(field: MetadataField, value: &str) -> Result<String, Error> {
    let (name, value) = (field.name(), value.trim());
    if value.is_empty() {
        let error = Error::usage(format!("{name} would have no value"));
        return Err(error.hint(format!("--unset {name} takes it out")));
    }
    if value.contains(char::is_control) {
        return Err(Error::usage(format!("{name} is one line of text, without control characters"))
            .hint(format!("`gloss meta FILE --set {name}=…` takes it")));
    }
    if field.is_date() && !is_moment(value) {
        let error = Error::usage(format!("{name} is a date, not “{value}”"));
        return Err(error.hint("dates are 2026, 2026-11, 2026-11-20, or 2026-11-20T08:12:00Z"));
    }
    let is_tag =
        |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric());
    if field == MetadataField::Language && !value.split('-').all(is_tag) {
        let error = Error::usage(format!("{name} is a language's tag, not “{value}”"));
        return Err(error.hint("tags are those of BCP 47: en, de, pt-BR"));
    }
    if field == MetadataField::Url && value.contains(char::is_whitespace) {
        let error = Error::usage(format!("{name} is an address, which has no spaces: “{value}”"));
        return Err(error.hint("for example --set url=https://example.org/talks"));
    }
    Ok(value.to_owned())
}
