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
mod tag;
mod tokenizer;
pub mod tree;

use std::collections::HashMap;

use super::{DocumentReader, Rendered, TextWriter, beginning, decode, decode::Decoded};
use crate::text::{
    Span,
    structure::{BlockKind, TextBlock},
};
use article::Article;
pub use builder::build;
use flow::{Address, Flow, Page};
use hidden::HidingRules;
pub use tag::Tag;

/// The largest page that is shown in its format, in bytes.
const MAX_BYTES: u64 = 16 * 1024 * 1024;

/// The reader of HTML: of a page it gives the article alone.
pub const HTML: DocumentReader = DocumentReader::new("html", 1, |bytes| Ok(read(bytes, Extent::Article)))
    .with_doc("web pages: the article, or all posts of a thread")
    .with_extensions(&["html", "htm", "xhtml", "shtml", "xht"])
    .with_signature(is_html)
    .with_max_bytes(MAX_BYTES)
    .with_beginning(|bytes| Some(read(beginning::first_bytes(bytes, b"<")?, Extent::Article)));

/// The reader of HTML that takes a page as it is. It is used only if a person names it.
pub const HTML_WHOLE: DocumentReader =
    DocumentReader::new("html-whole", 1, |bytes| Ok(read(bytes, Extent::Page)))
        .with_doc("web pages as they are (`--whole`)")
        .with_max_bytes(MAX_BYTES)
        .with_beginning(|bytes| Some(read(beginning::first_bytes(bytes, b"<")?, Extent::Page)));

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

fn read(bytes: &[u8], extent: Extent) -> Rendered {
    let Decoded { text: source, encoding, invalid } = encoding::decode(bytes);
    let tree = build(&source, source.trim_start().starts_with("<?xml"));
    let hiding = HidingRules::of_page(&tree);
    let metadata = metadata::read(&tree);
    let title = metadata.title.as_deref();
    let Article { root, directives } = match extent {
        Extent::Article => article::find(&tree, &hiding, title),
        Extent::Page => Article { root: 0, directives: HashMap::new() },
    };
    let page = Page {
        tree: &tree,
        root,
        hiding: &hiding,
        key: "",
        resolve: &Address::in_single_page,
        directives: &directives,
        quotation_depth: 0,
    };
    let mut flow = Flow::default();
    flow.announce(&page);
    if let Some(title) =
        title.filter(|_| extent == Extent::Article && !article::has_heading(&page, &metadata))
    {
        write_heading(flow.writer(), title);
    }
    flow.render(&page);
    let (text, markup, source_map) = flow.finish().finish(&source);
    // Glosses that were recorded on the source count in it as plain text is decoded.
    let is_same = encoding.is_none() || decode::decode(bytes.to_vec()).text == source;
    let source_map = if is_same { source_map } else { super::SourceMap::default() };
    Rendered { text, markup, metadata, source_map, encoding, invalid, ..Rendered::default() }
}

/// Writes the title that a page states but doesn't show in its article.
fn write_heading(writer: &mut TextWriter, title: &str) {
    writer.begin(TextBlock::new(BlockKind::Heading { level: 1 }, Span::default()));
    writer.push(title, Span::default());
    writer.end();
}

#[cfg(test)]
mod tests;
