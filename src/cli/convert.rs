//! `gloss convert`: converts files from one format into another without writing sidecars.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
    thread,
};

use clap::{Args, ValueHint};

use super::{
    context::Context,
    document_path::document_path,
    error::{Error, Exit},
    export::{OutputArgs, write},
    format,
    lines::tell,
};
use crate::{
    exchange::{Export, Format, Loss},
    gloss::Schema,
    workspace::{
        DocumentNames, ForeignPath, Host, export_of_foreign, foreign_files, in_order, name_by, read_foreign,
        text_beside,
    },
};

const AFTER_HELP: &str = r"Example:
  gloss convert brat/ --from brat --to webannotation -o web/";

/// Convert files from one format to another, without sidecars
#[derive(Clone, Debug, Args)]
#[command(after_help = AFTER_HELP)]
pub struct ConvertArgs {
    /// Files to read, or folders of such files
    #[arg(required = true, value_parser = document_path(), value_hint = ValueHint::AnyPath)]
    sources: Vec<PathBuf>,
    /// Format of the files
    #[arg(long, value_name = "FORMAT", value_parser = format::read())]
    from: String,
    /// Format to write
    #[arg(long, value_name = "FORMAT", value_parser = format::written())]
    to: String,
    /// Name documents by what the file has for them under this key, such as title or meta.source
    #[arg(long, value_name = "KEY", allow_hyphen_values = true)]
    name_by: Option<String>,
    #[command(flatten)]
    output: OutputArgs,
}

/// The result of reading a file.
struct ReadFile {
    exports: Vec<Export>,
    errors: Vec<Error>,
    loss: Loss,
}

/// Writes the contents of files in another format.
pub fn run(args: &ConvertArgs, context: &Context) -> Result<Exit, Error> {
    let from = format::named(&args.from)?;
    if from.is_codebook {
        return Err(Error::usage(format!("{} has no glosses to convert", from.name))
            .hint("`gloss import` takes its kinds into the schema of a folder"));
    }
    let files = foreign_files(&args.sources, from, &context.host.walk_filter)?;
    let texts: Vec<PathBuf> = files.iter().filter_map(|file| text_beside(&file.path, from)).collect();
    let sources: Vec<&Path> =
        files.iter().map(|file| &file.path).chain(&texts).map(PathBuf::as_path).collect();
    let job = args.output.job(&args.to, &sources, files.len(), context)?;
    let schema = match files.first() {
        Some(file) => context.host.schemas.of_document(&file.path)?,
        None => context.host.schemas.builtin(),
    };
    let (mut worst, mut loss) = (Exit::Done, Loss::default());
    let mut names = DocumentNames::default();
    let (exit, glosses) = thread::scope(|scope| {
        let read = |file: &ForeignPath| ReadFile::read(file, args, from, &schema, &context.host);
        let converted = in_order(scope, &files, read);
        let mut exports = converted.flat_map(|converted| {
            for error in converted.errors {
                worst = worst.max(error.report());
            }
            loss.append(&converted.loss);
            converted.exports.into_iter().map(|export| names.tell_apart(export)).collect::<Vec<_>>()
        });
        write(&job, &mut exports, context)
    })?;
    if !loss.is_empty() {
        tell(format_args!("not read from {}: {loss}", from.name));
    }
    if loss.passed_over() > 0 {
        worst = worst.max(Exit::Found);
    }
    if glosses == 0 && exit.max(worst) == Exit::Done {
        tell("There are no glosses in these files.");
    }
    Ok(exit.max(worst))
}

impl ReadFile {
    fn read(
        file: &ForeignPath,
        args: &ConvertArgs,
        from: &Format,
        schema: &Arc<Schema>,
        host: &Host,
    ) -> Self {
        let (mut exports, mut errors, mut loss) = (Vec::new(), Vec::new(), Loss::default());
        let read = read_foreign(file, from, host, &mut loss).and_then(|mut read| {
            args.name_by.as_ref().map_or(Ok(()), |key| name_by(key, file, &mut read))?;
            Ok(read)
        });
        match read {
            Ok(read) => {
                for (number, imported) in (1..).zip(read) {
                    match export_of_foreign(imported, file.stem(from), number, schema) {
                        Ok(export) => exports.push(export),
                        Err(error) => errors.push(error.into()),
                    }
                }
            }
            Err(error) => errors.push(error.into()),
        }
        Self { exports, errors, loss }
    }
}
