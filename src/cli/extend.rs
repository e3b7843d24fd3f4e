//! Kinds that come with foreign files, taken into a person's own schema.

use std::{
    fmt, fs,
    path::{Path, PathBuf},
};

use super::{
    environment,
    error::{Error, Exit},
    output,
};
use crate::{
    gloss::{Kind, Schema},
    platform::{self, Audience, Durability},
};

/// Writes what `found` has and the schema that counts for `target`, a document or a folder, has not at the end of the
/// `gloss.toml` that counts there, or of a new one in the folder; `dry_run` prints it instead.
pub fn run(target: &Path, found: &Schema, dry_run: bool) -> Result<Exit, Error> {
    if !dry_run && !target.exists() {
        let why = format!("there is no document or folder {}", target.display());
        return Err(Error::failed(why).hint("the kinds go into the gloss.toml of a folder that is there"));
    }
    let path = file_for(target);
    let failed = |why: &dyn fmt::Display| {
        Error::failed(format!("the schema {} can't be extended: {why}", path.display()))
    };
    let is_new = !path.exists();
    let old = if is_new { String::new() } else { fs::read_to_string(&path).map_err(|why| failed(&why))? };
    let base = Schema::builtin().layered(&old).map_err(|why| failed(&why))?;
    let new = found.beyond(&base);
    if dry_run {
        return output::to_stdout(|out| out.write_all(new.as_bytes()));
    }
    let gap = match old.as_str() {
        "" => "",
        old if old.ends_with('\n') => "\n",
        _ => "\n\n",
    };
    let whole = format!("{old}{gap}{new}");
    let extended = Schema::builtin().layered(&whole).map_err(|why| {
        failed(&why).hint("--dry-run prints what is to be added, for you to put where it belongs")
    })?;
    if !new.is_empty() {
        // A link stays a link: what it points to is replaced.
        let target = fs::canonicalize(&path).unwrap_or_else(|_| path.clone());
        platform::replace(&target, Audience::Like(&target), Durability::PowerCut, whole.as_bytes())
            .map_err(|why| failed(&why))?;
    }
    report(&path, is_new && !new.is_empty(), [&base, &extended, found])
}

/// The `gloss.toml` that counts, or the one that would.
fn file_for(target: &Path) -> PathBuf {
    let folder = if target.is_dir() { target } else { target.parent().unwrap_or(target) };
    let own = folder.join("gloss.toml");
    if own.is_file() { own } else { environment::schema_file(&own).unwrap_or(own) }
}

/// Says what was added.
fn report(path: &Path, is_new: bool, [base, extended, found]: [&Schema; 3]) -> Result<Exit, Error> {
    let attributes =
        |kind: &Kind| extended.kind(&kind.name).map_or(0, |now| now.attributes.len() - kind.attributes.len());
    let numbers = [
        (extended.kinds.len() - base.kinds.len(), "kind added", "kinds added"),
        (base.kinds.iter().map(attributes).sum(), "attribute added", "attributes added"),
        (extended.links.len() - base.links.len(), "link added", "links added"),
        (
            found.kinds.iter().filter(|kind| base.kind(&kind.name).is_some()).count(),
            "there already",
            "there already",
        ),
    ];
    let told = numbers.iter().filter(|(n, ..)| *n > 0);
    let told: Vec<_> =
        told.map(|(n, one, more)| format!("{n} {}", if *n == 1 { one } else { more })).collect();
    let told = if told.is_empty() { "no kinds to add".to_owned() } else { told.join(", ") };
    let new = if is_new { " (new)" } else { "" };
    output::to_stdout(|out| writeln!(out, "{}{new}: {told}", path.display()))
}
