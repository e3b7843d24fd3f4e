//! `gloss import`: glosses from another format, found in the documents they belong to.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use super::{
    coder::Coder,
    environment,
    error::{Error, Exit},
    extend, foreign,
    landing::{Landed, land},
    open::Opened,
    output,
    pending::to_file,
    progress::Progress,
};
use crate::{
    exchange::{Format, Given, Imported, Loss, join, take_up},
    gloss::{Gloss, Schema, Transaction},
    source::Document,
    text::cells::printable,
};

/// How to import.
#[derive(Clone, Copy)]
#[expect(clippy::struct_excessive_bools, reason = "switches of the command line, each for itself")]
pub struct Wanted {
    /// What the files are.
    pub format: &'static Format,
    /// Tell what would be done.
    pub dry_run: bool,
    /// Nothing, where something would be lost.
    pub strict: bool,
    /// Each coder's glosses into a sidecar of their own.
    pub by_coder: bool,
    /// The kinds that the schema has not go into a `gloss.toml`, too.
    pub schema: bool,
}

/// Reads `sources` and gives their glosses to the document at `target`, or to the documents in the folder there.
pub fn run(target: &Path, sources: &[PathBuf], wanted: Wanted, coder: &Coder) -> Result<Exit, Error> {
    let (settings, _) = environment::settings();
    let coder = coder.name(&settings);
    let files = foreign::files(sources, wanted.format)?;
    let mut unknown = BTreeSet::new();
    let mut found = Schema::default();
    let mut progress = Progress::new(Some(files.len() as u64));
    let exit = output::each(&files, |file| {
        progress.advance(1);
        let mut lost = Loss::default();
        let documents = foreign::read(file, wanted.format, &mut lost)
            .or_else(|error| read_with(target, file, wanted.format, &mut lost).ok_or(error))?;
        if !lost.is_empty() {
            let told = format!("{}: not read from {}: {lost}", file.display(), wanted.format.name);
            if wanted.strict {
                return Err(Error::failed(told).hint("nothing was imported; without --strict the rest is"));
            }
            eprintln!("{}", printable(&told));
        }
        if wanted.format.is_codebook {
            let schemas: Vec<_> = documents.into_iter().filter_map(|document| document.schema).collect();
            return Ok(output::each(&schemas, |schema| extend::run(target, schema, wanted.dry_run)));
        }
        let chosen = choose(target, file, documents)?;
        for (_, imported) in chosen.iter().filter(|_| wanted.schema) {
            imported.schema.iter().for_each(|schema| join(&mut found, schema));
            imported.glosses.iter().for_each(|gloss| take_up(&mut found, gloss));
        }
        Ok(output::each(&chosen, |(path, imported)| {
            one(path, imported, wanted, coder.as_deref(), &mut unknown)
        }))
    });
    progress.end();
    if wanted.schema && !wanted.format.is_codebook {
        return Ok(exit.max(extend::run(target, &found, wanted.dry_run)?));
    }
    if !unknown.is_empty() {
        let names: Vec<_> = unknown.iter().map(|name| printable(name)).collect();
        eprintln!("The schema has no {}: --schema adds them to gloss.toml.", names.join(", "));
    }
    Ok(exit)
}

/// Reads a file that can't be read without the text it is about, and has none beside it, with the text of the document that
/// it is imported into; none if it can't be read so either.
fn read_with(target: &Path, file: &Path, format: &Format, lost: &mut Loss) -> Option<Vec<Imported>> {
    format.companion.and_then(|beside| beside.text)?;
    let document = Document::from_bytes("", fs::read(target).ok()?).ok()?;
    let (name, bytes) = (file.file_name()?.to_string_lossy(), fs::read(file).ok()?);
    let given = Given { name: &name, bytes: &bytes, text: document.text.as_str() };
    *lost = Loss::default();
    format.read?(&given, lost).ok()
}

/// The documents that are meant, each with where it lies.
fn choose(target: &Path, file: &Path, documents: Vec<Imported>) -> Result<Vec<(PathBuf, Imported)>, Error> {
    if target.is_dir() {
        let place = |imported: Imported| {
            // Of a path only the last part counts: nothing outside of the folder is touched.
            let name = imported.name.as_deref().and_then(|name| Path::new(name).file_name());
            let error = || {
                Error::failed(format!("{} doesn't say which document it is about", file.display()))
                    .hint("name the document instead of its folder")
            };
            Ok((target.join(name.ok_or_else(error)?), imported))
        };
        return documents.into_iter().map(place).collect();
    }
    let name = target.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let names: Vec<String> = documents.iter().filter_map(|document| document.name.clone()).collect();
    let is_alone = documents.len() == 1;
    let is_meant = |document: &Imported| {
        let said = document.name.as_deref().and_then(|name| Path::new(name).file_name());
        is_alone || said.is_some_and(|said| said.to_string_lossy() == name)
    };
    let chosen: Vec<_> = documents.into_iter().filter(is_meant).map(|one| (target.to_owned(), one)).collect();
    if chosen.is_empty() {
        let error = Error::failed(format!("{} has nothing about {name}", file.display()));
        return Err(match &names[..] {
            [] => error,
            names => error.hint(format!("it is about {}", names.join(", "))),
        });
    }
    Ok(chosen)
}

/// Gives one document what was read about it.
fn one(
    path: &Path,
    imported: &Imported,
    wanted: Wanted,
    coder: Option<&str>,
    unknown: &mut BTreeSet<String>,
) -> Result<Exit, Error> {
    let is_new = !path.exists();
    if is_new {
        make(path, imported, wanted.dry_run)?;
    }
    let mut groups: Vec<(Option<String>, Vec<Gloss>)> = Vec::new();
    for gloss in &imported.glosses {
        let own = gloss.creator.as_deref().filter(|_| wanted.by_coder).map(file_part);
        let group = own.or_else(|| coder.map(str::to_owned));
        match groups.iter_mut().find(|(name, _)| *name == group) {
            Some((_, glosses)) => glosses.push(gloss.clone()),
            None => groups.push((group, vec![gloss.clone()])),
        }
    }
    let mut exit = Exit::Done;
    for (coder, glosses) in groups {
        if is_new && wanted.dry_run {
            report(path, coder.as_deref(), &Landed { added: glosses.len(), ..Landed::default() }, true)?;
            continue;
        }
        let mut opened = Opened::new(path, None, coder.as_deref())?;
        let there = opened.glosses();
        let schema = &opened.schema;
        unknown.extend(glosses.iter().map(|g| &g.tag).filter(|tag| schema.kind(tag).is_none()).cloned());
        let landed = land(&opened, &there, glosses, imported.text.as_ref());
        if wanted.strict && landed.unusable > 0 {
            let told = format!("{}: {} can't be used", path.display(), landed.unusable);
            return Err(Error::failed(told).hint("nothing was imported; without --strict the rest is"));
        }
        if !wanted.dry_run && !landed.changes.is_empty() {
            let info = opened.source_info()?;
            if let Some(sidecar) = &mut opened.sidecar {
                let label = format!("import {}", wanted.format.name);
                sidecar.save(&Transaction::new(label, landed.changes.clone()), &info)?;
                sidecar.settle()?;
            }
        }
        report(path, coder.as_deref(), &landed, is_new)?;
        if landed.doubtful + landed.lost + landed.unusable > 0 {
            exit = Exit::Found;
        }
    }
    Ok(exit)
}

/// Makes the document of a text that came with its glosses.
fn make(path: &Path, imported: &Imported, dry_run: bool) -> Result<(), Error> {
    let Some(text) = &imported.text else {
        return Err(Error::failed(format!("there is no document {}", path.display()))
            .hint("the file has no text to make it of; put the document there first"));
    };
    // A foreign file names it: it must be no file that says something to gloss, or to another program.
    let name = path.file_name().unwrap_or_default().to_string_lossy().to_lowercase();
    if name.starts_with('.') || name == "gloss.toml" || name.ends_with(".gloss.toml") {
        let told = format!("{} is no name for a document", path.display());
        return Err(Error::failed(told).hint("name another document to make of the text"));
    }
    if dry_run {
        return Ok(());
    }
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder)?;
    }
    to_file(path, text.quote(text.span()).as_bytes())
}

/// A coder's name as a part of a file name.
fn file_part(name: &str) -> String {
    name.chars().map(|c| if c.is_alphanumeric() || c == '-' || c == '_' { c } else { '-' }).collect()
}

/// Says what became of the glosses of one document.
fn report(path: &Path, coder: Option<&str>, landed: &Landed, is_new: bool) -> Result<Exit, Error> {
    let numbers = [
        (landed.added, "added"),
        (landed.updated, "updated"),
        (landed.known, "there already"),
        (landed.doubtful, "to review"),
        (landed.lost, "without a place"),
        (landed.unusable, "that can't be used"),
    ];
    let told: Vec<String> =
        numbers.iter().filter(|(n, _)| *n > 0).map(|(n, what)| format!("{n} {what}")).collect();
    let told = if told.is_empty() { "nothing to import".to_owned() } else { told.join(", ") };
    let new = if is_new { " (new)" } else { "" };
    let of = coder.map(|coder| format!(", {coder}")).unwrap_or_default();
    output::to_stdout(|out| writeln!(out, "{}{of}{new}: {told}", path.display()))
}
