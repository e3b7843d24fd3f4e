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
mod json_ld;
mod marks;
mod math;
mod metadata;
mod selectors;
mod tag;
mod tokenizer;
pub mod tree;

use std::collections::HashMap;

use super::{DocumentReader, Metadata, ReadError, Rendered, TextWriter, beginning, decode, decode::Decoded};
use crate::text::{
    Span,
    structure::{BlockKind, TextBlock},
};
use article::Article;
pub use builder::build;
use flow::{Address, Flow, Page};
use hidden::HidingRules;
pub use tag::Tag;
use tree::Tree;

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

/// How much of a page is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Extent {
    /// The article.
    Article,
    /// Everything that the page shows.
    Page,
}

/// Whether the first bytes of a file are those of a page.
fn is_html(head: &[u8]) -> bool {
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    let begins = |with: &[u8]| head.get(..with.len()).is_some_and(|start| start.eq_ignore_ascii_case(with));
    begins(b"<!doctype html") || begins(b"<html")
}

fn read(bytes: &[u8], extent: Extent) -> Result<Rendered, ReadError> {
    let Decoded { text: source, encoding, invalid } = encoding::decode(bytes);
    let tree = build(&source, is_xml(&source));
    if tree.is_cut {
        return Err(ReadError::new(TOO_MANY_ELEMENTS));
    }
    let metadata = metadata::read(&tree);
    let (text, markup, source_map) = flow_of(&tree, &metadata, extent).finish(&source);
    // Glosses that were recorded on the source count in it as plain text is decoded.
    let is_same = encoding.is_none() || decode::decode(bytes.to_vec()).text == source;
    let source_map = if is_same { source_map } else { super::SourceMap::default() };
    Ok(Rendered { text, markup, metadata, source_map, encoding, invalid, ..Rendered::default() })
}

/// Whether a page says that it is written as XML.
fn is_xml(source: &str) -> bool {
    source.trim_start().starts_with("<?xml")
}

/// Writes so much of a page with this metadata.
fn flow_of(tree: &Tree<'_>, metadata: &Metadata, extent: Extent) -> TextWriter {
    let hiding = HidingRules::of_page(tree);
    let title = metadata.title.as_deref();
    let Article { root, directives } = match extent {
        Extent::Article => article::find(tree, &hiding, title),
        Extent::Page => Article { root: 0, directives: HashMap::new() },
    };
    let page = Page {
        tree,
        root,
        hiding: &hiding,
        key: "",
        resolve: &Address::in_single_page,
        directives: &directives,
        quotation_depth: 0,
    };
    let mut flow = Flow::default();
    flow.announce(&page);
    if let Some(title) = title.filter(|_| extent == Extent::Article && !article::has_heading(&page, metadata))
    {
        write_heading(flow.writer(), title);
    }
    flow.render(&page);
    flow.finish()
}

/// Writes the title that a page states but doesn't show in its article.
fn write_heading(writer: &mut TextWriter, title: &str) {
    writer.begin(TextBlock::new(BlockKind::Heading { level: 1 }, Span::default()));
    writer.push(title, Span::default());
    writer.end();
}

#[cfg(test)]
mod tests;
