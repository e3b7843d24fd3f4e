//! The sidecar's own format, with positions in the current text.

use std::{io, path::Path};

use super::{Carries, Export, ForeignFile, Format, Imported, Loss, OffsetUnit, Unreadable, Write};
use crate::sidecar;

/// The format.
pub const FORMAT: Format = Format {
    name: "toml",
    extension: "gloss.toml",
    doc: "the sidecar's own format, with positions as they are now",
    carries: Carries::ALL,
    unit: Some(OffsetUnit::CodePoints),
    write: Some(Write::Each(write)),
    read: Some(read),
    ..Format::BLANK
};

fn write(export: &Export, out: &mut dyn io::Write, _: &mut Loss) -> io::Result<()> {
    let glosses = export.glosses.iter().map(|placed| export.recorded(placed).into_owned());
    let length = export.text.code_point_of(export.text.len());
    out.write_all(sidecar::file(&export.name, length, export.reader.as_deref(), glosses).as_bytes())
}

fn read(input: &ForeignFile<'_>, loss: &mut Loss) -> Result<Vec<Imported>, Unreadable> {
    let (source, glosses, problems) = sidecar::read_text(Path::new(input.name), input.utf8()?)
        .map_err(|error| Unreadable::new(error.to_string()))?;
    loss.add("unreadable annotations", problems);
    let name = source.map(|source| source.file).filter(|name| !name.is_empty());
    Ok(vec![Imported { name, glosses, ..Imported::default() }])
}
