//! The whole document with its glosses marked in it, and a legend; of several documents each below its name.
//!
//! `[Q1 “We agreed,” Q1]` is the first gloss of the kind with the letter Q. The parts of one gloss have the same mark.
//! Marks may be nested and overlap, since each closes by its name. Brackets in the document are not escaped.

use std::{collections::HashMap, io, iter};

use super::{Carries, Export, Format, Loss, Write, export::words};
use crate::{
    gloss::{Id, Placed},
    text::{CHECKPOINT_BYTES, Span, cells::printable},
};

/// The format.
pub const FORMAT: Format = Format {
    name: "text",
    extension: "txt",
    doc: "the document with its glosses marked, and a legend; or several documents",
    carries: Carries::PRINTED,
    write: Some(Write::All(write)),
    ..Format::BLANK
};

fn write(exports: &mut dyn Iterator<Item = Export>, out: &mut dyn io::Write, _: &mut Loss) -> io::Result<()> {
    let mut exports = exports.peekable();
    let Some(first) = exports.next() else { return Ok(()) };
    if exports.peek().is_none() {
        return document(&first, out);
    }
    let mut before = "";
    for export in iter::once(first).chain(exports) {
        let coded = export.coded_name();
        let name = printable(&coded);
        writeln!(out, "{before}{name}\n{}\n", "=".repeat(name.chars().count()))?;
        document(&export, out)?;
        before = "\n\n";
    }
    Ok(())
}

/// Writes one document.
fn document(export: &Export, out: &mut dyn io::Write) -> io::Result<()> {
    let names = names(export);
    let mut marks: Vec<(usize, bool, usize, String)> = Vec::new();
    for placed in &export.glosses {
        let Some(name) = names.get(&placed.gloss.id) else { continue };
        for span in &placed.place.spans {
            // Of several marks at one place, closing ones come first; the longest gloss opens first and closes last.
            marks.push((span.start, true, usize::MAX - span.len(), format!("[{name} ")));
            marks.push((span.end, false, span.len(), format!(" {name}]")));
        }
    }
    marks.sort();
    let mut at = 0;
    for (offset, _, _, mark) in marks {
        copy(export, Span::new(at, offset), out)?;
        out.write_all(mark.as_bytes())?;
        at = offset;
    }
    copy(export, Span::new(at, export.text.len()), out)?;
    legend(export, &names, out)
}

fn copy(export: &Export, span: Span, out: &mut dyn io::Write) -> io::Result<()> {
    let mut at = span.start;
    while at < span.end {
        let next = export.text.ceil((at + CHECKPOINT_BYTES).min(span.end));
        out.write_all(export.text.quote(Span::new(at, next)).as_bytes())?;
        at = next;
    }
    Ok(())
}

/// A name for each gloss: the letter of its kind, and a number.
fn names(export: &Export) -> HashMap<Id, String> {
    let mut counts: HashMap<char, usize> = HashMap::new();
    let mut name = |placed: &Placed| {
        let tag = &placed.gloss.tag;
        let unknown = tag.chars().find(|c| c.is_alphanumeric()).map_or('X', |c| c.to_ascii_uppercase());
        let letter = export.schema.kind(tag).map_or(unknown, |kind| kind.letter);
        let count = counts.entry(letter).or_default();
        *count += 1;
        (placed.gloss.id.clone(), format!("{letter}{count}"))
    };
    export.glosses.iter().map(&mut name).collect()
}

fn legend(export: &Export, names: &HashMap<Id, String>, out: &mut dyn io::Write) -> io::Result<()> {
    if export.glosses.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n\n----\n")?;
    for placed in &export.glosses {
        let gloss = &placed.gloss;
        let name = names.get(&gloss.id).map_or("", String::as_str);
        let mut said: Vec<String> = gloss
            .attributes
            .iter()
            .filter(|(_, value)| !value.is_blank())
            .map(|(name, value)| format!("{name}: {value}"))
            .collect();
        said.extend(gloss.links.iter().map(|link| {
            let to = names.get(&link.to).cloned().unwrap_or_else(|| link.to.to_string());
            format!("{} {to}", link.role)
        }));
        said.extend(
            Some(export.citation_beside_attributes(placed).to_string()).filter(|place| !place.is_empty()),
        );
        let state = if placed.place.spans.is_empty() {
            format!(" (not in the text any more: {})", words(gloss))
        } else {
            String::new()
        };
        writeln!(out, "{name} {}{state}  {}", gloss.tag, said.join("; "))?;
        for line in gloss.note.iter().flat_map(|note| note.lines()) {
            writeln!(out, "    {line}")?;
        }
    }
    Ok(())
}
