//! `gloss export`: glosses in another format.

use std::{
    fs,
    io::{BufWriter, Write},
    path::{Path, PathBuf},
};

use super::{
    args::Coder,
    environment,
    error::{Error, Exit},
    open::Opened,
    output,
};
use crate::exchange::{self, Export, FORMATS, Format};

/// Writes the glosses of each file to standard output, into a file, or into a folder.
pub fn run(files: &[PathBuf], to: &str, out: Option<&Path>, coder: &Coder) -> Result<Exit, Error> {
    let Some(format) = exchange::format(to) else {
        let names: Vec<_> = FORMATS.iter().map(|format| format.name).collect();
        return Err(Error::usage(format!("there is no format “{to}”; there are {}", names.join(", "))));
    };
    let folder = out.filter(|out| out.is_dir());
    if files.len() > 1 && folder.is_none() {
        return Err(
            Error::usage("several documents are exported into a folder").hint("name one that exists with -o")
        );
    }
    let (settings, _) = environment::settings();
    let coder = coder.name(&settings);
    Ok(output::each(files, |file| {
        let opened = Opened::new(file, None, coder.as_deref())?;
        let target = match folder {
            Some(folder) => Some(folder.join(format!("{}.{}", opened.document.name, format.extension))),
            None => out.map(Path::to_owned),
        };
        match target {
            Some(target) => to_file(&opened, format, file, &target),
            None => output::to_stdout(|out| write(&opened, format, out)),
        }
    }))
}

fn write(opened: &Opened, format: &Format, out: &mut dyn Write) -> std::io::Result<()> {
    let glosses = opened.glosses();
    let placed: Vec<_> = glosses.iter().collect();
    let document = &opened.document;
    let first =
        document.text.next_paragraph(0).map(|paragraph| document.text.quote(paragraph)).unwrap_or_default();
    // A headline is a title; a long first paragraph is none.
    let title = if (1..200).contains(&first.chars().count()) {
        first.replace('\n', " ")
    } else {
        document.name.clone()
    };
    let export = Export {
        name: &document.name,
        title: &title,
        text: &document.text,
        glosses: &placed,
        schema: &opened.schema,
    };
    (format.write)(&export, out)
}

/// Writes beside the target and renames, so that a failure leaves what was there.
fn to_file(opened: &Opened, format: &Format, source: &Path, target: &Path) -> Result<Exit, Error> {
    let same = fs::canonicalize(source).ok().zip(fs::canonicalize(target).ok()).is_some_and(|(a, b)| a == b);
    let sidecar = opened.sidecar.as_ref().map(crate::sidecar::Sidecar::path);
    if same || fs::canonicalize(target).ok().as_deref().is_some_and(|target| Some(target) == sidecar) {
        return Err(Error::usage(format!("{} is the document itself, or its sidecar", target.display())));
    }
    let failed = |error: std::io::Error| Error::failed(format!("cannot write {}: {error}", target.display()));
    let folder = target.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let temporary = tempfile::NamedTempFile::new_in(folder).map_err(failed)?;
    let mut out = BufWriter::new(temporary);
    write(opened, format, &mut out).and_then(|()| out.flush()).map_err(failed)?;
    let temporary = out.into_inner().map_err(|error| failed(error.into_error()))?;
    readable(temporary.as_file()).map_err(failed)?;
    temporary.persist(target).map_err(|error| failed(error.error))?;
    Ok(Exit::Done)
}

/// A temporary file is for its owner alone; an export is as readable as a new file usually is.
#[cfg(unix)]
fn readable(file: &fs::File) -> std::io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(fs::Permissions::from_mode(0o644))
}
