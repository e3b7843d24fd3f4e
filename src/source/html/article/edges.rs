//! Ways through the site at the start and at the end of an article that no name tells: rows of links before the first prose and after the
//! last.

use super::{
    super::{
        tag::Tag,
        tree::{Content, NodeId},
    },
    Survey,
    names::is_named,
};

/// How much prose an article must have so that rows of links around it are left out, in bytes.
const MIN_PROSE_BYTES: u32 = 250;

/// The share of links in such a row.
const MIN_LINK_SHARE: f64 = 0.6;

/// How long a link that stands alone before the first prose may be, in bytes.
const MAX_KICKER_BYTES: u32 = 40;

/// How long the text after the last prose may be that says who has the rights, in bytes.
const MAX_RIGHTS_BYTES: u32 = 300;

/// The first and the last block of prose of the article in `root`, if it has much.
pub fn prose_of(survey: &Survey<'_, '_>, root: NodeId) -> (Option<NodeId>, Option<NodeId>) {
    let (tree, weights) = (survey.tree, &survey.weights);
    if weights.prose(root) < MIN_PROSE_BYTES {
        return (None, None);
    }
    let is_prose = |id: &NodeId| {
        let is_innermost = tree.children(*id).all(|child| weights.prose(child) < weights.prose(*id));
        weights.prose(*id) > 0 && is_innermost && !tree.is(*id, Tag::Address)
    };
    let mut found = tree.descendants(root).filter(is_prose);
    let first = found.next();
    (first, found.next_back().or(first))
}

/// The elements that are left out before `first` and after `last`, within `root`.
pub fn find(
    survey: &Survey<'_, '_>,
    root: NodeId,
    first: Option<NodeId>,
    last: Option<NodeId>,
) -> Vec<NodeId> {
    let (tree, weights) = (survey.tree, &survey.weights);
    let (Some(first), Some(last)) = (first, last) else { return Vec::new() };
    let is_heading = |id: NodeId| tree.tag(id).is_some_and(|tag| tag.heading_level().is_some());
    // What stands below a heading belongs to it.
    let after = tree.node(last).end;
    let end = tree.node(root).end;
    let heading = (after..end).find(|&id| is_heading(id)).unwrap_or(end);
    let mut found = Vec::new();
    for (range, is_end) in [(root + 1..first, false), (after..heading, true)] {
        let mut id = range.start;
        while id < range.end {
            let is_whole = weights.prose(id) == 0 && tree.node(id).end <= range.end && !weights.is_out[id];
            if is_whole
                && (is_row_of_links(survey, id)
                    || !is_end && is_kicker(survey, id)
                    || is_end && states_rights(survey, id))
            {
                found.push(id);
                id = tree.node(id).end;
            } else if is_heading(id) {
                id = tree.node(id).end;
            } else {
                id += 1;
            }
        }
    }
    found
}

/// Whether an element is a link alone, such as the name of the part of a newspaper above the title.
fn is_kicker(survey: &Survey<'_, '_>, id: NodeId) -> bool {
    let (tree, weights) = (survey.tree, &survey.weights);
    let is_block = matches!(tree.tag(id), Some(Tag::P | Tag::Div | Tag::A | Tag::Span));
    let has_more = tree.descendants(id).any(|node| {
        tree.is(node, Tag::Img) || tree.tag(node).is_some_and(|tag| tag.heading_level().is_some())
    });
    let is_author = tree
        .descendants(id)
        .chain([id])
        .any(|node| tree.has_word(node, "rel", &["author"]) || is_named(tree, node, &["author", "byline"]));
    let is_alone = !matches!(tree.tag(id), Some(Tag::A | Tag::Span))
        || weights.text(tree.node(id).parent) == weights.text(id);
    is_block
        && is_alone
        && (1..=MAX_KICKER_BYTES).contains(&weights.text(id))
        && says_nothing_beside_links(survey, id)
        && !has_more
        && !is_author
}

/// Whether only signs stand between the links of an element, as in "Home > Society".
fn says_nothing_beside_links(survey: &Survey<'_, '_>, id: NodeId) -> bool {
    let (tree, weights) = (survey.tree, &survey.weights);
    let is_sign =
        |node: NodeId| !tree.text_of(node, MAX_KICKER_BYTES as usize).contains(char::is_alphanumeric);
    weights.links(id) > 0
        && tree
            .descendants(id)
            .filter(|&node| tree.tag(node).is_none() && weights.text(node) > weights.links(node))
            .all(is_sign)
}

/// The endings of addresses of pictures.
const PICTURES: &[&str] = &[".jpg", ".jpeg", ".png", ".gif", ".webp", ".svg", ".avif"];

/// Whether an element is a row of links to other pages.
fn is_row_of_links(survey: &Survey<'_, '_>, id: NodeId) -> bool {
    let (tree, weights) = (survey.tree, &survey.weights);
    let is_kind = matches!(
        tree.tag(id),
        Some(Tag::Ul | Tag::Ol | Tag::P | Tag::Div | Tag::Td | Tag::Table | Tag::Center | Tag::Tr)
    );
    if !is_kind || weights.text(id) > 0 && weights.link_share(id) < MIN_LINK_SHARE {
        return false;
    }
    let links = || tree.descendants(id).filter(|&node| tree.is(node, Tag::A));
    let is_within = |link: NodeId| {
        let is_place = |href: &str| {
            href.starts_with('#') || PICTURES.iter().any(|ending| href.to_ascii_lowercase().ends_with(ending))
        };
        tree.attribute(link, "href").is_none_or(is_place)
    };
    let has_heading =
        tree.descendants(id).any(|node| tree.tag(node).is_some_and(|tag| tag.heading_level().is_some()));
    let count = links().count();
    !has_heading
        && count >= 3
        && links().filter(|&link| is_within(link)).count() * 2 < count
        && weights.text(id) as usize / count <= 40
}

/// Whether a text says who has the rights in the page.
pub fn states_rights(survey: &Survey<'_, '_>, id: NodeId) -> bool {
    let tree = survey.tree;
    if !matches!(tree.node(id).content, Content::Element { .. })
        || !(1..=MAX_RIGHTS_BYTES).contains(&survey.weights.text(id))
    {
        return false;
    }
    let text = tree.text_of(id, 40).to_lowercase();
    text.starts_with('©')
        || text.starts_with("copyright ©")
        || text.starts_with("all rights reserved")
        || text.starts_with("powered by")
}
