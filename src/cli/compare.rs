//! `gloss compare`: opens a document for settling the differences between its coders.

use std::path::PathBuf;

use clap::{Args, ValueHint};

use super::{
    context::Context,
    error::{Error, Exit},
    folder,
};
use crate::{
    app::Comparison,
    workspace::{AnnotatedDocument, OUTCOME_CODER, coders_of},
};

const AFTER_HELP: &str = r"Example:
  gloss compare article.txt --blind

The outcome is saved in a sidecar of its own, article.txt.adjudicated.gloss.toml, or in that of the coder named with --as. Each gloss in it names the coders from whom it was taken.";

/// Settle the differences between coders of a document
#[derive(Clone, Debug, Args)]
#[command(after_help = AFTER_HELP)]
pub struct CompareArgs {
    /// Document that several coders have glossed
    #[arg(value_hint = ValueHint::FilePath)]
    file: PathBuf,
    /// Only these coders, separated by commas
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    coders: Vec<String>,
    /// Hide the names of the coders
    #[arg(long)]
    blind: bool,
}

/// Compares all coders of the document, or those named; what is settled goes to a sidecar of its own.
pub fn run(args: &CompareArgs, context: &Context) -> Result<Exit, Error> {
    let (path, names) = (&args.file, &args.coders);
    let outcome = context.named_coder.as_deref().unwrap_or(OUTCOME_CODER);
    let mut coders = coders_of(path, names)?;
    coders.retain(|name| name != outcome && (names.is_empty() || names.contains(name)));
    if let Some(missing) = names.iter().find(|name| !coders.contains(name)) {
        return Err(Error::usage(format!("{} has no glosses of “{missing}”", path.display())));
    }
    if coders.len() < 2 {
        let who = coders.first().map_or("nobody".to_owned(), |name| format!("{name} alone"));
        return Err(Error::usage(format!(
            "there is nothing to compare: {who} has glosses of {}",
            path.display()
        ))
        .hint("each coder tags with `gloss --as NAME FILE`"));
    }
    let made = |name: String| {
        let glosses = AnnotatedDocument::open(path, None, Some(&name), &context.host)?.into_glosses();
        Ok((name, glosses))
    };
    let made = coders.into_iter().map(made).collect::<Result<Vec<_>, Error>>()?;
    let document = path.file_name().unwrap_or_default().to_string_lossy();
    let comparison = Comparison::new(&document, made, args.blind);
    folder::read(path, None, Some(outcome), context, |app| app.set_comparison(comparison))
}
