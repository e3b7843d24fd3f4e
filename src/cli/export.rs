//! `gloss export`: writes glosses in another format.

use std::{
    io,
    path::{Path, PathBuf},
    thread,
};

use clap::{Args, ValueHint};

use super::{
    context::Context,
    document_path::document_path,
    error::{Error, Exit},
    format, lines,
    progress::Progress,
    unread::Unread,
};
use crate::{
    corpus::{Coders, WalkFilter},
    exchange::Export,
    workspace::{
        self, ExportJob, ExportNews, ExportSource, ExportSources, OutputPolicy, OutputTarget, in_order,
    },
};

const AFTER_HELP: &str = r"Examples:
  gloss export article.txt --to markdown -o report.md
  gloss export articles/ --to brat -o brat/
  gloss export articles/ --to csv --all-coders -o all.csv

What a format can't carry is counted on standard error. `gloss formats` lists what each format carries.";

/// Write glosses in another format
#[derive(Clone, Debug, Args)]
#[command(after_help = AFTER_HELP)]
pub struct ExportArgs {
    /// Documents, or folders of documents
    #[arg(required = true, value_parser = document_path(), value_hint = ValueHint::AnyPath)]
    files: Vec<PathBuf>,
    /// Format to write
    #[arg(long, value_name = "FORMAT", value_parser = format::written())]
    to: String,
    /// Export the glosses of all coders, each document once for each
    #[arg(long, conflicts_with = "as_")]
    all_coders: bool,
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
    /// Begin tables (csv, tsv) with a byte order mark, by which Excel knows UTF-8
    #[arg(long)]
    bom: bool,
}

/// Exports the documents named, and those in the folders named.
pub fn run(args: &ExportArgs, context: &Context) -> Result<Exit, Error> {
    let coders = if args.all_coders { Coders::All } else { Coders::One(context.coder().map(str::to_owned)) };
    let mut worst = Exit::Done;
    let report = |error| worst = worst.max(Error::from(error).report());
    let filter = args.output.filter(&args.files, &context.host.walk_filter);
    let found = ExportSources::of(&args.files, &coders, &filter, report)?;
    if let (Some(coder), false, true) = (&context.named_coder, found.have_chosen, found.have_any) {
        let known = found.coders.into_iter().collect();
        return Err(workspace::Error::NoSuchCoder(coder.clone(), known).into());
    }
    let sources: Vec<&Path> = found.sources.iter().map(|source| source.path.as_path()).collect();
    let job = args.output.job(&args.to, &sources, found.sources.len(), context)?;
    let unread = Unread::default();
    let (exit, glosses) = thread::scope(|scope| {
        let export =
            |source: &ExportSource| workspace::export(source, &context.host, |line| unread.add(line));
        let exports = in_order(scope, &found.sources, export);
        let mut exports = exports
            .filter_map(|export| export.map_err(|error| worst = worst.max(Error::from(error).report())).ok());
        write(&job, &mut exports, context)
    })?;
    let exit = exit.max(worst).max(unread.tell());
    if glosses == 0 && exit == Exit::Done {
        tell_of_nothing(&found);
    }
    Ok(exit)
}

/// Says why nothing was exported.
fn tell_of_nothing(found: &ExportSources) {
    if found.have_chosen || found.coders.is_empty() {
        lines::tell("There are no glosses in these documents.");
    } else {
        let names: Vec<_> = found.coders.iter().map(String::as_str).collect();
        lines::tell(format_args!(
            "There are only glosses of {}: --as NAME exports those of one, --all-coders all.",
            names.join(", ")
        ));
    }
}

impl OutputArgs {
    /// The filter for what is read in `folders`, which passes over what is written.
    fn filter(&self, folders: &[PathBuf], filter: &WalkFilter) -> WalkFilter {
        match &self.output {
            Some(output) => filter.clone().with_output(output, folders),
            None => filter.clone(),
        }
    }

    /// The job that writes `count` documents, read from `sources`, in the format of this name.
    pub fn job(
        &self,
        format: &str,
        sources: &[&Path],
        count: usize,
        context: &Context,
    ) -> Result<ExportJob, Error> {
        let (format, strict, bom) = (format::named(format)?, self.strict, self.bom);
        if bom && !format.takes_bom {
            let what = format!("{} has no byte order mark: csv and tsv have", format.name);
            return Err(Error::usage(what).hint("leave --bom out"));
        }
        let policy = OutputPolicy::new(sources.iter().copied(), self.force, &context.host);
        let target = OutputTarget::new(self.output.as_deref(), policy)?;
        Ok(ExportJob { format, strict, bom, target, count })
    }
}

/// Writes documents, and reports what the format could not carry. Returns how many glosses they have, too.
pub fn write(
    job: &ExportJob,
    exports: &mut dyn Iterator<Item = Export>,
    context: &Context,
) -> Result<(Exit, usize), Error> {
    let mut glosses = 0;
    let exports = &mut exports.inspect(|export| glosses += export.glosses.len());
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
    Ok((worst, glosses))
}
