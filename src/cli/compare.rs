//! `gloss compare`: settling what several coders made different things of.

use std::path::PathBuf;

use clap::{Args, ValueHint};

use super::{
    context::Context,
    error::{Error, Exit},
    folder,
};
use crate::{
    app::Comparison,
    workspace::{AnnotatedDocument, OUTCOME, coders_of},
};

const AFTER_HELP: &str = r"Example:
  gloss compare article.txt --blind

The outcome is a sidecar of its own, article.txt.adjudicated.gloss.toml, or that of --as NAME; each gloss in it says whose it was.";

/// Settle what several coders made different things of
#[derive(Clone, Debug, Args)]
#[command(after_help = AFTER_HELP)]
pub struct CompareArgs {
    /// The document
    #[arg(value_hint = ValueHint::FilePath)]
    file: PathBuf,
    /// These coders alone, with commas between
    #[arg(long, value_name = "NAMES", value_delimiter = ',')]
    coders: Vec<String>,
    /// Hide their names
    #[arg(long)]
    blind: bool,
}

/// Compares all coders of the document, or those named, and has the outcome settled in a sidecar of its own.
pub fn run(args: &CompareArgs, context: &Context) -> Result<Exit, Error> {
    let (path, names) = (&args.file, &args.coders);
    let outcome = context.named_coder.as_deref().unwrap_or(OUTCOME);
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
