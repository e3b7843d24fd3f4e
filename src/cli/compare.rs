//! `gloss compare`: opens documents for settling the differences between their coders.

use std::path::{Path, PathBuf};

use clap::{Args, ValueHint};

use super::{
    batch,
    context::Context,
    document_path::document_path,
    error::{Error, Exit},
    folder, output,
};
use crate::{
    agree::Difference,
    app::{App, Comparison, Settlement},
    suggest::Dismissals,
    workspace::{AnnotatedDocument, OUTCOME_CODER, coders_of, glossed_documents},
};

const AFTER_HELP: &str = r"Examples:
  gloss compare article.txt --blind
  gloss compare articles/ --coders alice,ben

Of a folder, the documents on which the coders differ are opened one after the other; :n goes to the next one. The outcome is saved in a sidecar of its own, article.txt.adjudicated.gloss.toml, or in that of the coder named with --as. Each gloss in it names the coders from whom it was taken.";

/// Settle the differences between coders of documents
#[derive(Clone, Debug, Args)]
#[command(after_help = AFTER_HELP)]
pub struct CompareArgs {
    /// Documents that several coders have glossed, or folders of such documents
    #[arg(required = true, value_name = "FILE|FOLDER", value_parser = document_path(), value_hint = ValueHint::AnyPath)]
    files: Vec<PathBuf>,
    /// Only these coders, separated by commas
    #[arg(long, value_name = "NAMES", value_delimiter = ',', allow_hyphen_values = true)]
    coders: Vec<String>,
    /// Hide the names of the coders
    #[arg(long)]
    blind: bool,
}

/// Compares all coders of the documents, or those named; what is settled goes to sidecars of its own.
pub fn run(args: &CompareArgs, context: &Context) -> Result<Exit, Error> {
    let (documents, at) = match &args.files[..] {
        [file] if !file.is_dir() => {
            // What stands in the way is said before the terminal is looked at.
            args.comparison(file, context)?;
            (vec![file.clone()], 0)
        }
        files => {
            let compared = args.compared(files, context)?;
            let count = compared.len();
            let differing: Vec<_> =
                compared.into_iter().filter(|document| document.differences > 0).collect();
            if differing.is_empty() {
                let what = if count == 1 { "the document" } else { &*format!("all {count} documents") };
                return context.output.print_lines(|out| writeln!(out, "the coders agree on {what}"));
            }
            let first = differing.iter().position(|document| document.open > 0).unwrap_or(0);
            (differing.into_iter().map(|document| document.path).collect(), first)
        }
    };
    let prepare = |path: &Path, app: &mut App| {
        app.set_comparison(args.comparison(path, context)?);
        Ok(())
    };
    folder::read_all(documents, at, Some(outcome(context)), context, &prepare)
}

/// A document whose coders are compared.
struct ComparedDocument {
    path: PathBuf,
    /// On how many passages the coders differ.
    differences: usize,
    /// How many of these the outcome does not settle.
    open: usize,
}

impl CompareArgs {
    /// The coders of a document who are compared.
    fn coders(&self, path: &Path, context: &Context) -> Result<Vec<String>, Error> {
        let mut coders = coders_of(path, &self.coders)?;
        coders.retain(|name| {
            name != outcome(context) && (self.coders.is_empty() || self.coders.contains(name))
        });
        Ok(coders)
    }

    /// The comparison of a document's coders. Fails where there are fewer than two, or one of those named is missing.
    fn comparison(&self, path: &Path, context: &Context) -> Result<Comparison, Error> {
        let coders = self.coders(path, context)?;
        if let Some(missing) = self.coders.iter().find(|name| !coders.contains(name)) {
            let what = format!("{} has no glosses of “{missing}”", path.display());
            return Err(Error::usage(what).hint(format!("there are: {}", coders.join(", "))));
        }
        if coders.len() < 2 {
            let who = coders.first().map_or("nobody".to_owned(), |name| format!("{name} alone"));
            let what = format!("there is nothing to compare: {who} has glosses of {}", path.display());
            return Err(Error::usage(what).hint("each coder tags with `gloss --as NAME FILE`"));
        }
        let made = |name: String| {
            let glosses = AnnotatedDocument::open(path, None, Some(&name), &context.host)?.into_glosses();
            Ok((name, glosses))
        };
        let made = coders.into_iter().map(made).collect::<Result<Vec<_>, Error>>()?;
        let document = path.file_name().unwrap_or_default().to_string_lossy();
        Ok(Comparison::new(&document, made, self.blind))
    }

    /// How far the coders of these documents, and of those in these folders, differ: where at least two are compared.
    fn compared(&self, files: &[PathBuf], context: &Context) -> Result<Vec<ComparedDocument>, Error> {
        let documents = glossed_documents(files, &context.host.walk_filter)?;
        let differs = |path: PathBuf| {
            let coders = self.coders(&path, context)?;
            if coders.len() < 2 || self.coders.iter().any(|name| !coders.contains(name)) {
                return Ok(None);
            }
            let made = self.comparison(&path, context)?.made;
            let settled = AnnotatedDocument::open(&path, None, Some(outcome(context)), &context.host)?;
            let dismissed = Dismissals::new(settled.dismissals().cloned());
            let is_dismissed = |tag: &str, span| dismissed.contains(&settled.document.text, tag, span);
            let is_open = |difference: &&Difference| {
                Settlement::of(difference, settled.glosses(), is_dismissed) == Settlement::Open
            };
            let open = made.differences.iter().filter(is_open).count();
            Ok(Some(ComparedDocument { path, differences: made.differences.len(), open }))
        };
        let mut compared = Vec::new();
        let exit = batch::each_on_all_cores(documents, differs, |document| {
            compared.extend(document);
            Ok(())
        });
        output::outcome(exit)?;
        if compared.is_empty() {
            let who =
                if self.coders.is_empty() { "two coders".to_owned() } else { self.coders.join(" and ") };
            let what = format!("there is nothing to compare: no document has glosses of {who}");
            return Err(Error::usage(what).hint("each coder tags with `gloss --as NAME FILE`"));
        }
        Ok(compared)
    }
}

/// The coder to whom the outcome belongs.
fn outcome(context: &Context) -> &str {
    context.named_coder.as_deref().unwrap_or(OUTCOME_CODER)
}
