//! `gloss import`: takes in glosses from another format and finds them in their documents.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

use clap::{Args, ValueHint};

use super::{
    batch,
    context::Context,
    document_path::document_path,
    error::{Error, Exit},
    format,
    lines::tell,
    progress::Progress,
};
use crate::{
    exchange::{Imported, Loss, add_gloss, add_schema},
    gloss::Schema,
    text::counted_list,
    workspace::{
        self, ForeignPath, ImportFolder, ImportJob, ImportOwner, ImportPlace, ImportReport, PlacedDocument,
        SchemaExtension, about_document, foreign_files, name_by, read_foreign_about,
    },
};

const AFTER_HELP: &str = r"Examples:
  gloss import article.txt --from hypothesis rows.json
  gloss import articles/ --from brat brat/ --dry-run
  gloss import articles/ --from doccano all.jsonl --name-by title
  gloss import articles/ --from refi-codebook codes.qdc

Of a file about many documents each is the one in the folder with the same text, else the one of its name, else the one that was imported with its id. Where there is none, one is made of the file's text, called after the file and its id there (all-17.txt); nothing that is there is written over. What the file says of the document besides is kept in the sidecar, and exported again.

Each gloss is found in the document by its words. A gloss whose place is doubtful is marked for review, and one without a place is kept. A gloss that is there already is not added again. The kinds of a codebook are added to the folder's schema, the nearest gloss.toml in or above it, or a new one. The exit code is 1 if something needs a person.";

/// Take in glosses from another format
#[derive(Clone, Debug, Args)]
#[command(after_help = AFTER_HELP)]
#[expect(clippy::struct_excessive_bools, reason = "switches of the command line, each for itself")]
pub struct ImportArgs {
    /// Document; or folder of documents (missing ones are made of the files' text; a new folder's name ends in /)
    #[arg(value_parser = document_path(), value_hint = ValueHint::AnyPath)]
    target: PathBuf,
    /// Files to read, or folders of such files
    #[arg(required = true, value_parser = document_path(), value_hint = ValueHint::AnyPath)]
    sources: Vec<PathBuf>,
    /// Format of the files
    #[arg(long, value_name = "FORMAT", value_parser = format::read())]
    from: String,
    /// Print what would be done, and write nothing
    #[arg(long)]
    dry_run: bool,
    /// Take in nothing of a file if something of it would be lost
    #[arg(long)]
    strict: bool,
    /// Put each creator's glosses into a sidecar of their own
    #[arg(long, conflicts_with = "as_")]
    by_coder: bool,
    /// Name new documents by what the file has for them under this key, such as title or meta.source
    #[arg(long, value_name = "KEY", allow_hyphen_values = true)]
    name_by: Option<String>,
    /// Add the kinds, attributes and links that the schema lacks to gloss.toml
    #[arg(long)]
    schema: bool,
}

impl ImportArgs {
    /// Whether it changes sidecars, or the schema of a folder.
    pub fn writes(&self) -> bool {
        !self.dry_run
    }
}

/// An import in progress, with what was found so far.
struct Import<'a> {
    args: &'a ImportArgs,
    job: ImportJob<'a>,
    context: &'a Context,
    /// The folder that the documents are in, unless one document was named.
    folder: Option<ImportFolder<'a>>,
    /// The kinds that the schema lacks.
    unknown: BTreeSet<String>,
    /// The schema of the glosses read, with what the files say of their kinds.
    found: Schema,
}

/// Reads the files and puts their glosses into the document, or into the documents of the folder.
pub fn run(args: &ImportArgs, context: &Context) -> Result<Exit, Error> {
    let format = format::named(&args.from)?;
    let files = foreign_files(&args.sources, format, &context.host.walk_filter)?;
    let ImportArgs { dry_run, strict, .. } = *args;
    let host = &context.host;
    let owner = match &context.named_coder {
        Some(coder) => ImportOwner::Named(coder),
        None if args.by_coder => ImportOwner::Creator(context.coder()),
        None => ImportOwner::File(context.coder()),
    };
    let is_folder = args.target.is_dir() || args.target.as_os_str().as_encoded_bytes().ends_with(b"/");
    let mut import = Import {
        args,
        job: ImportJob { format, dry_run, strict, owner, host },
        context,
        folder: is_folder.then(|| ImportFolder::new(&args.target, host)),
        unknown: BTreeSet::new(),
        found: Schema::default(),
    };
    let mut progress = Progress::new(Some(files.len() as u64));
    let exit = batch::each(&files, |file| {
        progress.advance(1);
        import.file(file)
    });
    progress.end();
    if args.schema && !format.is_codebook {
        return Ok(exit.max(import.extend_schema(&import.found)?));
    }
    if !import.unknown.is_empty() {
        let names: Vec<_> = import.unknown.iter().map(String::as_str).collect();
        tell(format_args!("The schema has no {}: --schema adds them to gloss.toml.", names.join(", ")));
    }
    Ok(exit)
}

impl Import<'_> {
    /// Takes in the contents of one file.
    fn file(&mut self, file: &ForeignPath) -> Result<Exit, Error> {
        let format = self.job.format;
        let mut loss = Loss::default();
        let mut documents = read_foreign_about(&self.args.target, file, format, self.job.host, &mut loss)?;
        let passed_over = loss.passed_over();
        if !loss.is_empty() {
            let error = workspace::Error::NotReadWhole(file.path.clone(), format.name, loss);
            if self.args.strict {
                return Err(error.into());
            }
            tell(error);
        }
        let read = if passed_over > 0 { Exit::Found } else { Exit::Done };
        if format.is_codebook {
            let schemas: Vec<_> = documents.into_iter().filter_map(|document| document.schema).collect();
            return Ok(batch::each(&schemas, |schema| self.extend_schema(schema)));
        }
        if documents.is_empty() {
            let output = self.context.output;
            let printed = output.print_lines(|out| writeln!(out, "{}: nothing to import", file.name))?;
            return Ok(read.max(printed));
        }
        if let Some(key) = &self.args.name_by {
            name_by(key, file, &mut documents)?;
        }
        let mut worst = read;
        for (place, imported) in self.places(file, documents)? {
            let taken = place.map_err(Error::from).and_then(|place| self.document(&place, file, imported));
            worst = worst.max(taken.unwrap_or_else(|error| error.report()));
        }
        Ok(worst)
    }

    /// What a file says, each with the document that it is about.
    fn places(&mut self, file: &ForeignPath, documents: Vec<Imported>) -> Result<Vec<PlacedDocument>, Error> {
        if let Some(folder) = &mut self.folder {
            return Ok(folder.place(file, self.job.format, documents));
        }
        let target = &self.args.target;
        let documents = about_document(target, file, documents, self.job.host)?;
        let mut is_new = !target.exists();
        let place = |imported| {
            let place = ImportPlace { path: target.clone(), is_new: std::mem::take(&mut is_new) };
            (Ok(place), imported)
        };
        Ok(documents.into_iter().map(place).collect())
    }

    /// Takes in what a file says of one document.
    fn document(
        &mut self,
        place: &ImportPlace,
        file: &ForeignPath,
        imported: Imported,
    ) -> Result<Exit, Error> {
        if self.args.schema {
            imported.schema.iter().for_each(|schema| add_schema(&mut self.found, schema));
            let usable = imported.glosses.iter().filter(|gloss| !gloss.tag.trim().is_empty());
            usable.for_each(|gloss| add_gloss(&mut self.found, gloss));
        }
        let mut exit = Exit::Done;
        let mut printed = Ok(Exit::Done);
        let (path, dry_run) = (place.path.as_path(), self.args.dry_run);
        self.job.take_in(place, &file.path, imported, &mut |report| {
            self.unknown.extend(report.unknown_kinds.iter().cloned());
            let merge = &report.merge;
            if merge.doubtful + merge.lost + merge.unusable + merge.renamed > 0 {
                exit = Exit::Found;
            }
            if printed.is_ok() {
                printed = self
                    .context
                    .output
                    .print_lines(|out| writeln!(out, "{}", report_line(path, report, dry_run)));
            }
        })?;
        printed?;
        Ok(exit)
    }

    /// Adds what the schema lacks to its file, or prints it in a dry run.
    fn extend_schema(&self, found: &Schema) -> Result<Exit, Error> {
        let extension = SchemaExtension::new(&self.args.target, found)?;
        let output = self.context.output;
        if self.args.dry_run {
            return output.print(|out| out.write_all(extension.addition.as_bytes()));
        }
        let growth = extension.write(&self.args.target, &self.context.host.schemas)?;
        let told = counted_list(&[
            (growth.kinds, "kind added", "kinds added"),
            (growth.attributes, "attribute added", "attributes added"),
            (growth.links, "link added", "links added"),
            (growth.known_kinds, "there already", "there already"),
        ]);
        let told = if told.is_empty() { "no kinds to add" } else { &told };
        let is_new = extension.is_new && !extension.addition.is_empty();
        let new = if is_new { " (new)" } else { "" };
        output.print_lines(|out| writeln!(out, "{}{new}: {told}", extension.file.display()))
    }
}

/// A line about what became of the glosses of one document, or would.
fn report_line(path: &Path, report: &ImportReport, dry_run: bool) -> String {
    let merge = &report.merge;
    let (added, updated) =
        if dry_run { ("would be added", "would be updated") } else { ("added", "updated") };
    let numbers = [
        (merge.added, added),
        (merge.updated, updated),
        (merge.known, "there already"),
        (merge.doubtful, "to review"),
        (merge.lost, "without a place"),
        (merge.unusable, "that can't be used"),
        (merge.renamed, "with the id of another"),
        (merge.repeated, "repeated"),
    ];
    let told: Vec<String> =
        numbers.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{n} {what}")).collect();
    let told = if told.is_empty() { "nothing to import".to_owned() } else { told.join(", ") };
    let new = match (report.is_new, dry_run) {
        (false, _) => "",
        (true, false) => " (new)",
        (true, true) => " (would be made)",
    };
    let of = report.coder.as_ref().map(|coder| format!(", {coder}")).unwrap_or_default();
    format!("{}{of}{new}: {told}", path.display())
}
