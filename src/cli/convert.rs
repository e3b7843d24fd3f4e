//! `gloss convert`: from one format into another, without sidecars on the way.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
    thread,
};

use super::{
    environment,
    error::{Error, Exit},
    export, foreign,
    put::{Put, Target},
};
use crate::{
    corpus,
    exchange::{Export, Format, Imported, Loss},
    gloss::{Gloss, Glosses, Place, Placed, Schema},
    text::CodePoints,
};

/// Writes what is in files of one format in another one.
pub fn run(
    paths: &[PathBuf],
    from: &'static Format,
    to: &'static Format,
    out: Option<&Path>,
    strict: bool,
) -> Result<Exit, Error> {
    if from.is_codebook {
        return Err(Error::usage(format!("{} has no glosses to convert", from.name))
            .hint("`gloss import` takes its kinds into the schema of a folder"));
    }
    let files = foreign::files(paths, from)?;
    let texts: Vec<PathBuf> = files.iter().filter_map(|file| foreign::text_beside(file, from)).collect();
    let sources: Vec<&Path> = files.iter().chain(&texts).map(PathBuf::as_path).collect();
    let target = Target::new(out, &sources)?;
    let schema = Arc::new(environment::schema(files.first().map(PathBuf::as_path))?);
    let (mut worst, mut lost) = (Exit::Done, Loss::default());
    let exit = thread::scope(|scope| {
        let outcomes = corpus::in_order(scope, &files, |file| Outcome::of(file, from, &schema));
        let mut exports = outcomes.flat_map(|outcome| {
            for error in outcome.errors {
                error.report();
                worst = worst.max(error.exit);
            }
            lost.append(&outcome.lost);
            outcome.exports
        });
        Put { format: to, strict, target }.all(&mut exports, files.len())
    })?;
    if !lost.is_empty() {
        eprintln!("not read from {}: {lost}", from.name);
    }
    Ok(exit.max(worst))
}

/// What came of reading a file.
struct Outcome {
    exports: Vec<Export>,
    errors: Vec<Error>,
    lost: Loss,
}

impl Outcome {
    fn of(file: &Path, from: &Format, schema: &Arc<Schema>) -> Self {
        let (mut exports, mut errors, mut lost) = (Vec::new(), Vec::new(), Loss::default());
        match foreign::read(file, from, &mut lost) {
            Ok(read) => {
                for imported in read {
                    export(imported, schema).map_or_else(|error| errors.push(error), |one| exports.push(one));
                }
            }
            Err(error) => errors.push(error),
        }
        Self { exports, errors, lost }
    }
}

/// A foreign document as one to be written: its glosses stand where the file says.
fn export(imported: Imported, schema: &Arc<Schema>) -> Result<Export, Error> {
    let name = imported.name.unwrap_or_default();
    let Some(text) = imported.text else {
        let error = Error::failed(format!("the file says nothing of the text of “{name}”"));
        return Err(error.hint("`gloss import` reads it with the document, `gloss export` writes it again"));
    };
    let points = CodePoints::new(text.as_str().unwrap_or_default());
    let placed = imported.glosses.into_iter().map(|gloss| placed(gloss, &points));
    let glosses = Glosses::new(placed).iter().cloned().collect();
    let title = export::title(&text).unwrap_or_else(|| name.clone());
    Ok(Export { name, title, text, glosses, schema: schema.clone(), is_recorded: true })
}

fn placed(gloss: Gloss, points: &CodePoints<'_>) -> Placed {
    let spans: Option<Vec<_>> = gloss.selectors.iter().map(|s| points.span(s.start, s.end)).collect();
    let place = match spans {
        Some(spans) if !spans.is_empty() && !gloss.orphaned => Place::unchanged(spans),
        _ => Place::orphan("the file says no place in the text"),
    };
    Placed { gloss, place }
}
