//! HTML: the article of a page with its structure, or the page as it is.
//!
//! A source goes through the [tokenizer], the [builder] of a tree, and the [flow], which writes text with structure; EPUB and mail
//! use these parts, too. [`article`] chooses what of a page is written.

mod article;
mod builder;
pub mod encoding;
pub mod entity;
pub mod flow;
pub mod hidden;
mod hiding_style;
mod json_ld;
mod marks;
mod math;
mod metadata;
mod page_text;
mod selectors;
mod tag;
mod tokenizer;
pub mod tree;

use super::{DocumentReader, ReadError, Rendered, beginning, decode, decode::Decoded};
pub use builder::build;
use page_text::Extent;
pub use tag::Tag;

/// The largest page that is shown in its format, in bytes.
const MAX_BYTES: u64 = 16 * 1024 * 1024;

/// Why a page isn't read whose tree is cut.
pub const TOO_MANY_ELEMENTS: &str = "it has more elements than any page that is read, as a trap has";

/// The reader of HTML: of a page it gives the article alone.
pub const HTML: DocumentReader = DocumentReader::new("html", 1, |bytes| read(bytes, Extent::Article))
    .with_doc("web pages: the article, or all posts of a thread")
    .with_extensions(&["html", "htm", "xhtml", "shtml", "xht"])
    .with_signature(is_html)
    .with_max_bytes(MAX_BYTES)
    .with_beginning(|bytes| read(beginning::first_bytes(bytes, b"<")?, Extent::Article).ok())
    .with_places_in_source(|bytes, text, spans| selectors::find(bytes, Extent::Article, text, spans));

/// The reader of HTML that takes a page as it is. It is used only if a person names it.
pub const HTML_WHOLE: DocumentReader =
    DocumentReader::new("html-whole", 1, |bytes| read(bytes, Extent::Page))
        .with_doc("web pages as they are (`--whole`)")
        .with_max_bytes(MAX_BYTES)
        .with_beginning(|bytes| read(beginning::first_bytes(bytes, b"<")?, Extent::Page).ok())
        .with_places_in_source(|bytes, text, spans| selectors::find(bytes, Extent::Page, text, spans));

/// Whether the first bytes of a file are those of a page.
fn is_html(head: &[u8]) -> bool {
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    let begins = |with: &[u8]| head.get(..with.len()).is_some_and(|start| start.eq_ignore_ascii_case(with));
    begins(b"<!doctype html") || begins(b"<html")
}

fn read(bytes: &[u8], extent: Extent) -> Result<Rendered, ReadError> {
    let Decoded { text: source, encoding, invalid } = encoding::decode(bytes);
    let tree = build(&source, page_text::is_xml(&source));
    if tree.is_cut {
        return Err(ReadError::new(TOO_MANY_ELEMENTS));
    }
    let metadata = metadata::read(&tree);
    let (text, markup, source_map) = page_text::write(&tree, &metadata, extent).finish(&source);
    // Glosses that were recorded on the source count in it as plain text is decoded.
    let is_same = encoding.is_none() || decode::decode(bytes.to_vec()).text == source;
    let source_map = if is_same { source_map } else { super::SourceMap::default() };
    Ok(Rendered { text, markup, metadata, source_map, encoding, invalid, ..Rendered::default() })
}

#[cfg(test)]
mod tests;
