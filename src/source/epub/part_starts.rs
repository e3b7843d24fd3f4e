//! Where the parts of a book begin in one of its files: with which heading, if there is one.

use std::collections::HashMap;

use super::contents::BookPart;
use crate::source::html::{
    Tag,
    tree::{Content, NodeId, Tree},
};

/// How many blocks before a heading may belong to it, such as "Chapter 3" above the title. Chosen by hand.
const MAX_BLOCKS_BEFORE: usize = 3;

/// How much text of a block is compared with a title, in bytes. Chosen by hand: longer than titles are.
const MAX_TITLE_BYTES: usize = 512;

/// How many nodes of a part are looked at for the kind of the page. Chosen by hand: enough for the elements around all of it.
const MAX_NODES_AHEAD: usize = 16;

/// Kinds of pages that need no heading, as books name them.
const UNTITLED_TYPES: &[&str] =
    &["cover", "titlepage", "title-page", "halftitlepage", "copyright-page", "toc", "frontispiece"];

/// Titles of such pages in the contents, in lower case.
const UNTITLED: &[&str] = &[
    "cover",
    "cover page",
    "title page",
    "titlepage",
    "half title",
    "half title page",
    "half-title page",
    "copyright",
    "copyright page",
    "table of contents",
    "contents",
    "titelseite",
    "umschlag",
    "couverture",
    "page de titre",
    "portada",
    "cubierta",
    "copertina",
    "frontespizio",
    "表紙",
    "目次",
    "扉",
];

/// The beginning of a part of the book.
#[derive(Debug, PartialEq, Eq)]
pub struct PartStart {
    /// The number of the part in the contents.
    pub part: usize,
    /// The element before which it begins.
    pub node: NodeId,
    /// The heading.
    pub heading: PartHeading,
}

/// The heading of a part.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PartHeading {
    /// An element that is a heading of this level.
    Element(NodeId, u8),
    /// A block that has the title, but isn't marked as a heading.
    Block(NodeId),
    /// None in the file: the title has to be written.
    Missing,
    /// None, and none is needed.
    None,
}

/// The beginnings of the parts with these numbers and ids of elements, in the order of the file.
pub fn part_starts(tree: &Tree<'_>, parts: &[BookPart], here: &[(usize, &str)]) -> Vec<PartStart> {
    let mut ids: HashMap<&str, NodeId> = here.iter().map(|(_, id)| (*id, 0)).collect();
    for node in tree.descendants(0) {
        for name in ["id", "xml:id", "name"] {
            if let Some(place) = tree.attribute(node, name).and_then(|id| ids.get_mut(id))
                && *place == 0
            {
                *place = node;
            }
        }
    }
    let body = tree.descendants(0).find(|&node| tree.is(node, Tag::Body)).unwrap_or(0);
    // An element that isn't there is looked for no further: the part begins with its file.
    let mut places: Vec<(NodeId, usize)> = here
        .iter()
        .map(|(part, id)| (ids.get(id).copied().filter(|&node| node > body).unwrap_or(body), *part))
        .collect();
    places.sort_by_key(|(node, _)| *node);
    let mut limits = vec![tree.len(); places.len()];
    for at in (1..places.len()).rev() {
        limits[at - 1] = if places[at].0 > places[at - 1].0 { places[at].0 } else { limits[at] };
    }
    let mut starts: Vec<PartStart> = Vec::with_capacity(places.len());
    for (at, &(place, part)) in places.iter().enumerate() {
        // Of several parts that begin at one place the first one has the heading.
        let is_known = at > 0 && places[at - 1].0 == place;
        let heading =
            if is_known { PartHeading::None } else { heading(tree, place, limits[at], &parts[part].title) };
        let node = match heading {
            PartHeading::Element(node, _) | PartHeading::Block(node) if node < place => node,
            PartHeading::Missing => block_around(tree, place),
            _ => place,
        };
        starts.push(PartStart { part, node, heading });
    }
    starts
}

/// The heading of the part that begins at `place` and has this title; another part begins at `limit`.
fn heading(tree: &Tree<'_>, place: NodeId, limit: NodeId, title: &str) -> PartHeading {
    let around = std::iter::once(place).chain(tree.ancestors(place));
    if let Some((node, level)) =
        around.filter_map(|node| Some((node, tree.tag(node)?.heading_level()?))).next()
    {
        return PartHeading::Element(node, level);
    }
    let wanted = folded(title);
    // The first block with text, and how many have been passed.
    let (mut first, mut passed) = (None, 0);
    let mut node = place;
    while node < limit && passed <= MAX_BLOCKS_BEFORE {
        match tree.node(node).content {
            Content::Element { tag, .. } if tag.is_unread() => {
                node = tree.node(node).end;
                continue;
            }
            Content::Element { tag, .. } => {
                if let Some(level) = tag.heading_level() {
                    let text = folded(&tree.text_of(node, MAX_TITLE_BYTES));
                    if first.is_none()
                        && (!text.is_empty() || tree.descendants(node).any(|inner| tree.is(inner, Tag::Img)))
                        || !text.is_empty() && wanted.contains(&text)
                    {
                        return PartHeading::Element(node, level);
                    }
                }
            }
            Content::Text { span, .. } if !tree.source[span.range()].trim().is_empty() => {
                let block = block_around(tree, node);
                first = first.or(Some(block));
                passed += 1;
                node = tree.node(block).end.max(node + 1);
                continue;
            }
            Content::Text { .. } => {}
        }
        node += 1;
    }
    match first {
        Some(block) if is_title(tree, block, &wanted) => PartHeading::Block(block),
        Some(block) if is_start_of_block(tree, place, block) && !needs_no_heading(tree, place, title) => {
            PartHeading::Missing
        }
        _ => PartHeading::None,
    }
}

/// Whether a block has a title, or the first words of it, and nothing else.
fn is_title(tree: &Tree<'_>, block: NodeId, wanted: &str) -> bool {
    let text = folded(&tree.text_of(block, MAX_TITLE_BYTES));
    !text.is_empty()
        && is_innermost(tree, block)
        && (wanted == text || wanted.starts_with(&text) && text.len() * 3 > wanted.len())
}

/// Whether a block has no other block in it.
fn is_innermost(tree: &Tree<'_>, block: NodeId) -> bool {
    !tree.descendants(block).any(|node| tree.tag(node).is_some_and(Tag::is_block))
}

/// Whether nothing of the block, which is the first one from `place` on, stands before `place`; and a heading can stand before it.
fn is_start_of_block(tree: &Tree<'_>, place: NodeId, block: NodeId) -> bool {
    let is_blank = |node: NodeId| match tree.node(node).content {
        Content::Text { span, .. } => tree.source[span.range()].trim().is_empty(),
        Content::Element { .. } => true,
    };
    let is_in_list = |node: NodeId| {
        let is_one =
            |tag: Tag| matches!(tag, Tag::Li | Tag::Dl | Tag::Table | Tag::Figure) || tag.is_in_table();
        tree.tag(node).is_some_and(is_one)
    };
    (block..place).all(is_blank) && !std::iter::once(place).chain(tree.ancestors(place)).any(is_in_list)
}

/// Whether the part is a page such as a cover or a title page.
fn needs_no_heading(tree: &Tree<'_>, place: NodeId, title: &str) -> bool {
    let inner = (place..tree.len()).take(MAX_NODES_AHEAD);
    let mut around = std::iter::once(place).chain(tree.ancestors(place)).chain(inner);
    UNTITLED.contains(&title.trim().to_lowercase().as_str())
        || around.any(|node| tree.has_word(node, "epub:type", UNTITLED_TYPES))
}

/// The innermost block that a node is, or stands in.
fn block_around(tree: &Tree<'_>, node: NodeId) -> NodeId {
    let mut around = std::iter::once(node).chain(tree.ancestors(node));
    around.find(|&node| tree.tag(node).is_some_and(Tag::is_block)).unwrap_or(node)
}

/// The letters and digits of a text, in lower case.
fn folded(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}
