//! ODT: the text documents of `LibreOffice` and other programs, packed or as one XML file (`OpenDocument` 1.0 to 1.4).
//!
//! The text is that of the document with all tracked changes accepted. Headers and footers, comments and hidden text are left out.
//! Text boxes stand after the paragraph that they are anchored in, notes at the end.

mod body;
mod inline;
mod lists;
mod objects;
mod styles;

use super::{
    DocumentReader, Metadata, ReadError, Rendered, decode,
    office::{
        package::{self, Package},
        properties, transcript,
    },
};
use crate::archive;
use body::BodyRenderer;
use objects::Objects;

/// The largest document that is read, in bytes. Most of a large one are pictures.
const MAX_BYTES: u64 = 256 << 20;

/// What the type of a text document begins with; templates and others go on.
const MEDIA_TYPE: &str = "application/vnd.oasis.opendocument.text";

/// The place of the name of the first file in an archive, in bytes, and with it of its content if it is not compressed.
const FIRST_NAME: usize = 30;

/// The reader of ODT.
pub const ODT: DocumentReader = DocumentReader::new("odt", 1, read)
    .with_doc("OpenDocument texts")
    .with_extensions(&["odt", "ott", "fodt", "odm"])
    .with_signature(is_odt)
    .with_max_bytes(MAX_BYTES)
    .with_beginning(read_beginning)
    .with_resources(package::resource);

/// Whether a file that begins with these bytes is a text document: its type is its first part, or stands in its first element.
fn is_odt(head: &[u8]) -> bool {
    if archive::is_archive(head) {
        let first = head.get(FIRST_NAME..).unwrap_or_default();
        return first.starts_with(format!("mimetype{MEDIA_TYPE}").as_bytes());
    }
    let is_xml = head.trim_ascii_start().starts_with(b"<");
    is_xml
        && [&b"<office:document"[..], MEDIA_TYPE.as_bytes()]
            .iter()
            .all(|part| memchr::memmem::find(head, part).is_some())
}

fn read(bytes: &[u8]) -> Result<Rendered, ReadError> {
    if bytes.trim_ascii_start().starts_with(b"<") || bytes.starts_with(b"\xef\xbb\xbf") {
        let xml = decode::decode(bytes.to_vec()).text;
        let metadata = properties::read("the document", &xml)?;
        return rendered("the document", &xml, metadata, BodyRenderer::new(Objects::none()));
    }
    let mut package = Package::open(bytes)?;
    let manifest = package.part("META-INF/manifest.xml")?.unwrap_or_default();
    if manifest.contains("encryption-data") {
        let what = "it is encrypted with a password; open it in LibreOffice and save it without a password";
        return Err(ReadError::new(what));
    }
    let Some(content) = package.part("content.xml")? else {
        return Err(ReadError::new("there is no content.xml in it, as in a text document of OpenDocument"));
    };
    let styles = package.part("styles.xml")?.unwrap_or_default();
    let metadata = match package.part("meta.xml")? {
        Some(xml) => properties::read("meta.xml", &xml)?,
        None => Metadata::default(),
    };
    let mut renderer = BodyRenderer::new(Objects::of(package));
    renderer.read_styles("styles.xml", &styles)?;
    rendered("content.xml", &content, metadata, renderer)
}

fn read_beginning(bytes: &[u8]) -> Option<Rendered> {
    let mut package = Package::open(bytes).ok()?;
    let content = package.beginning_of_part("content.xml")?;
    let styles = package.part("styles.xml").ok()?.unwrap_or_default();
    let mut renderer = BodyRenderer::new(Objects::of(package));
    renderer.read_styles("styles.xml", &styles).ok()?;
    // The elements that are open where the beginning ends have no ends.
    let _ = renderer.render("content.xml", &content);
    let (text, markup) = renderer.finish();
    Some(Rendered::new(text, markup))
}

/// The result of rendering the part with the text.
fn rendered(
    part: &str,
    xml: &str,
    metadata: Metadata,
    mut renderer: BodyRenderer<'_>,
) -> Result<Rendered, ReadError> {
    renderer.render(part, xml)?;
    let language = metadata.language.clone().or_else(|| renderer.language());
    let notice = renderer.notice();
    let (text, mut markup) = renderer.finish();
    transcript::locate(&text, &mut markup);
    let metadata = Metadata { language, ..metadata };
    Ok(Rendered { metadata, notice, ..Rendered::new(text, markup) })
}

#[cfg(test)]
mod tests;
