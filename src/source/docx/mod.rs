//! DOCX: the documents of Word, in the transitional and the strict form of Office Open XML.
//!
//! The text is that of the document with all tracked changes accepted. Headers and footers, comments, hidden text and the codes of
//! fields are left out. Text boxes stand after the paragraph that they are anchored in, notes at the end.

mod body;
mod drawing;
mod fields;
mod marks;
mod numbering;
mod part_properties;
mod properties;
mod relations;
mod runs;
mod signature;
mod styles;

use super::{
    DocumentReader, ReadError, Rendered,
    office::{
        package::{self, Package},
        pages::PageBreaks,
        properties as metadata, transcript, words,
        xml::{XmlEvent, XmlEvents, XmlSpace},
    },
};
use body::BodyRenderer;
use numbering::Numbering;
use relations::{DocumentParts, Relations};
use styles::Styles;

/// The largest document that is read, in bytes. Most of a large one are pictures.
const MAX_BYTES: u64 = 256 << 20;

/// The reader of DOCX.
pub const DOCX: DocumentReader = DocumentReader::new("docx", 1, read)
    .with_doc("Word documents")
    .with_extensions(&["docx", "docm", "dotx", "dotm"])
    .with_signature(signature::is_docx)
    .with_max_bytes(MAX_BYTES)
    .with_beginning(read_beginning)
    .with_resources(package::resource);

fn read(bytes: &[u8]) -> Result<Rendered, ReadError> {
    let mut package = Package::open(bytes)?;
    let parts = DocumentParts::find(&mut package)?;
    let Some(document) = package.part(&parts.document)? else {
        return Err(ReadError::new("there is no Word document in it; its name may have the wrong ending"));
    };
    let styles = styles(&mut package, &parts)?;
    let mut renderer = renderer(&mut package, &parts, &styles, &document)?;
    renderer.render(&parts.document, &document, parts.relations)?;
    for notes in [&parts.footnotes, &parts.endnotes] {
        if let Some(xml) = package.part(notes)? {
            let relations = Relations::of_part(&mut package, notes)?;
            renderer.render(notes, &xml, relations)?;
        }
    }
    let notice = words::notice(renderer.changes(), comments(&mut package, &parts.comments));
    let (text, mut markup) = renderer.finish();
    transcript::locate(&text, &mut markup);
    let mut metadata = match package.part(&parts.properties)? {
        Some(xml) => metadata::read(&parts.properties, &xml)?,
        None => super::Metadata::default(),
    };
    metadata.language = metadata.language.or_else(|| styles.language().map(str::to_owned));
    Ok(Rendered { metadata, notice, ..Rendered::new(text, markup) })
}

fn read_beginning(bytes: &[u8]) -> Option<Rendered> {
    let mut package = Package::open(bytes).ok()?;
    let parts = DocumentParts::find(&mut package).ok()?;
    let document = package.beginning_of_part(&parts.document)?;
    let styles = styles(&mut package, &parts).ok()?;
    let mut renderer = renderer(&mut package, &parts, &styles, &document).ok()?;
    // The elements that are open where the beginning ends have no ends.
    let _ = renderer.render(&parts.document, &document, parts.relations);
    let (text, markup) = renderer.finish();
    Some(Rendered::new(text, markup))
}

/// The number of comments in the part of this name, as far as it can be read.
fn comments(package: &mut Package<'_>, part: &str) -> usize {
    let Ok(Some(xml)) = package.part(part) else { return 0 };
    let (mut events, mut count) = (XmlEvents::new(part, &xml), 0);
    while let Ok(Some(event)) = events.next() {
        if let XmlEvent::Start(tag) = event {
            count += usize::from(tag.name() == (XmlSpace::Word, "comment"));
        }
    }
    count
}

fn styles(package: &mut Package<'_>, parts: &DocumentParts) -> Result<Styles, ReadError> {
    Styles::read(&parts.styles, package.part(&parts.styles)?.as_deref().unwrap_or_default())
}

/// A renderer of the text `document`.
fn renderer<'a>(
    package: &mut Package<'_>,
    parts: &DocumentParts,
    styles: &'a Styles,
    document: &str,
) -> Result<BodyRenderer<'a>, ReadError> {
    let numbering = package.part(&parts.numbering)?.unwrap_or_default();
    let numbering = Numbering::read(&parts.numbering, &numbering, styles)?;
    let is_laid_out = memchr::memmem::find(document.as_bytes(), b"lastRenderedPageBreak").is_some();
    Ok(BodyRenderer::new(styles, numbering, PageBreaks::new(is_laid_out, true)))
}

/// Calls `take` with each element that begins within the one that was begun last, to whose end is read. `take` may read an element to
/// its end.
fn each_element<'a>(
    events: &mut XmlEvents<'a>,
    mut take: impl FnMut(&mut XmlEvents<'a>, super::office::xml::XmlTag<'a>) -> Result<(), ReadError>,
) -> Result<(), ReadError> {
    events.within(|events, event| match event {
        XmlEvent::Start(tag) => take(events, tag),
        _ => Ok(()),
    })
}

#[cfg(test)]
mod tests;
