//! The text of a page: the article in it, or all that it shows.

use std::collections::HashMap;

use super::{
    super::{Metadata, TextWriter},
    article::{self, Article},
    flow::{Address, Flow, Page},
    hidden::HidingRules,
    tree::Tree,
};
use crate::text::{
    Span,
    structure::{BlockKind, TextBlock},
};

/// How much of a page is read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// The article.
    Article,
    /// Everything that the page shows.
    Page,
}

/// Whether a page says that it is written as XML.
pub fn is_xml(source: &str) -> bool {
    source.trim_start().starts_with("<?xml")
}

/// Writes so much of a page with this metadata.
pub fn write(tree: &Tree<'_>, metadata: &Metadata, extent: Extent) -> TextWriter {
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
