//! The sidecar's own format, with positions in the current text.

use std::io;

use super::{
    Carries, DocumentRecord, Export, ForeignFile, Format, Imported, Loss, OffsetUnit, Unreadable, Write,
};
use crate::sidecar::{self, Sidecar, SourceInfo};

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
    let source = SourceInfo {
        file: export.name.rsplit('/').next().unwrap_or_default().to_owned(),
        length: Some(export.text.code_point_of(export.text.len())),
        reader: export.rendering.as_ref().map(|rendering| rendering.reader.clone()),
        metadata: export.metadata.clone(),
        record: export.record.0.clone(),
        ..SourceInfo::default()
    };
    out.write_all(sidecar::file(&source, glosses).as_bytes())
}

fn read(input: &ForeignFile<'_>, loss: &mut Loss) -> Result<Vec<Imported>, Unreadable> {
    let document = Sidecar::of_text(input.name.into(), input.utf8()?)
        .map_err(|error| Unreadable::new(error.reason()).caused_by(error))?;
    for problem in document.problems() {
        loss.pass_over(&Unreadable::at(problem.line, &problem.message));
    }
    let source = document.source().unwrap_or_default();
    let glosses = document.into_glosses();
    let (folder, file) = input.name.rsplit_once('/').unwrap_or(("", input.name));
    // `talks.txt.anna.gloss.toml` is Anna's.
    let coder = file.strip_prefix(source.file.as_str()).and_then(|rest| rest.strip_suffix(".gloss.toml"));
    let coder = coder.and_then(|coder| coder.strip_prefix('.')).map(str::to_owned);
    let name = if folder.is_empty() { source.file } else { format!("{folder}/{}", source.file) };
    let name = Some(name).filter(|name| !name.is_empty() && !name.ends_with('/'));
    Ok(vec![Imported { name, coder, record: DocumentRecord(source.record), glosses, ..Imported::default() }])
}
