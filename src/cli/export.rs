//! `gloss export`: writes glosses in another format.

use std::{
    io,
    path::{Path, PathBuf},
    thread,
};

use clap::{Args, ValueHint};

use super::{
    context::Context,
    error::{Error, Exit},
    format, lines,
    progress::Progress,
};
use crate::{
    exchange::Export,
    workspace::{self, ExportJob, ExportNews, OutputPolicy, OutputTarget, document_paths, in_order},
};

const AFTER_HELP: &str = r"Examples:
  gloss export article.txt --to markdown -o report.md
  gloss export articles/ --to brat -o brat/

What a format can't carry is counted on standard error. `gloss formats` lists what each format carries.";

/// Write glosses in another format
#[derive(Clone, Debug, Args)]
#[command(after_help = AFTER_HELP)]
pub struct ExportArgs {
    /// Documents, or folders of documents
    #[arg(required = true, value_hint = ValueHint::AnyPath)]
    files: Vec<PathBuf>,
    /// Format to write
    #[arg(long, value_name = "FORMAT", value_parser = format::written())]
    to: String,
    #[command(flatten)]
    output: OutputArgs,
}

/// The options that say where documents are written.
#[derive(Clone, Debug, Args)]
pub struct OutputArgs {
    /// File, or folder (an existing one, or a name that ends in /); standard output if not given, or for -
    #[arg(short, long, value_name = "OUT", value_hint = ValueHint::AnyPath)]
    output: Option<PathBuf>,
    /// Replace files that gloss did not write; files that are read and sidecars are never replaced
    #[arg(long)]
    force: bool,
    /// Write nothing of a document if the format would lose something of it
    #[arg(long)]
    strict: bool,
}

/// Exports the documents named, and those in the folders named.
pub fn run(args: &ExportArgs, context: &Context) -> Result<Exit, Error> {
    let files = document_paths(&args.files, &context.host.walk_filter)?;
    let sources: Vec<&Path> = files.iter().map(PathBuf::as_path).collect();
    let job = args.output.job(&args.to, &sources, files.len(), context)?;
    let mut worst = Exit::Done;
    let exit = thread::scope(|scope| {
        let export = |file: &PathBuf| workspace::export(file, context.coder(), &context.host);
        let exports = in_order(scope, &files, export);
        let mut exports = exports
            .filter_map(|export| export.map_err(|error| worst = worst.max(Error::from(error).report())).ok());
        write(&job, &mut exports, context)
    })?;
    Ok(exit.max(worst))
}

impl OutputArgs {
    /// The job that writes `count` documents, read from `sources`, in the format of this name.
    pub fn job(
        &self,
        format: &str,
        sources: &[&Path],
        count: usize,
        context: &Context,
    ) -> Result<ExportJob, Error> {
        let format = format::named(format)?;
        let policy = OutputPolicy::new(sources.iter().copied(), self.force, &context.host);
        let target = OutputTarget::new(self.output.as_deref(), policy)?;
        Ok(ExportJob { format, strict: self.strict, target, count })
    }
}

/// Writes documents, and reports what the format could not carry.
pub fn write(
    job: &ExportJob,
    exports: &mut dyn Iterator<Item = Export>,
    context: &Context,
) -> Result<Exit, Error> {
    let format = job.format.name;
    let mut progress = Progress::new(Some(job.count as u64));
    let mut worst = Exit::Done;
    let mut tell = |news| match news {
        ExportNews::Document => progress.advance(1),
        ExportNews::Failed(error) => {
            progress.clear();
            worst = worst.max(Error::from(error).report());
        }
        ExportNews::WithoutCompanions => {
            lines::tell(format_args!(
                "What {format} keeps beside its files is written where -o names a folder."
            ));
        }
        ExportNews::KeptCodebook(path) => lines::tell(format_args!(
            "{} is there already and was left as it is; without it, it is written anew.",
            path.display()
        )),
    };
    let loss = match job.target {
        OutputTarget::Stdout => job.run(exports, &mut *context.output.lock(), &mut tell)?,
        _ => job.run(exports, &mut io::sink(), &mut tell)?,
    };
    progress.end();
    if !loss.is_empty() {
        lines::tell(format_args!("{format} does not carry: {loss}"));
    }
    Ok(worst)
}
