//! Ways through the site at the start and at the end of an article that no name tells: rows of links before the first prose and after the
//! last.

use super::{
    super::{
        tag::Tag,
        tree::{Content, NodeId},
    },
    Survey,
};

/// How much prose an article must have so that rows of links around it are left out, in bytes.
const MIN_PROSE_BYTES: u32 = 400;

/// The share of links in such a row.
const MIN_LINK_SHARE: f64 = 0.6;

/// How long the text after the last prose may be that says who has the rights, in bytes.
const MAX_RIGHTS_BYTES: u32 = 300;

/// The elements at both ends of the article in `root` that are left out.
pub fn find(survey: &Survey<'_, '_>, root: NodeId) -> Vec<NodeId> {
    let (tree, weights) = (survey.tree, &survey.weights);
    if weights.prose(root) < MIN_PROSE_BYTES {
        return Vec::new();
    }
    let is_prose = |id: NodeId| {
        weights.prose(id) > 0 && tree.children(id).all(|child| weights.prose(child) < weights.prose(id))
    };
    let is_heading = |id: NodeId| tree.tag(id).is_some_and(|tag| tag.heading_level().is_some());
    let mut ends = tree.descendants(root).filter(|&id| is_prose(id));
    let Some(first) = ends.next() else { return Vec::new() };
    let last = ends.last().unwrap_or(first);
    // What stands below a heading belongs to it.
    let after = tree.node(last).end;
    let heading = (after..tree.node(root).end).find(|&id| is_heading(id)).unwrap_or(tree.node(root).end);
    let mut found = Vec::new();
    for range in [root + 1..first, after..heading] {
        let is_end = range.start >= after;
        let mut id = range.start;
        while id < range.end {
            let is_whole = weights.prose(id) == 0 && tree.node(id).end <= range.end.max(id + 1);
            if is_whole && (is_row_of_links(survey, id) || is_end && states_rights(survey, id)) {
                found.push(id);
                id = tree.node(id).end;
            } else {
                id += 1;
            }
        }
    }
    found
}

/// Whether an element is a row of links to other pages.
fn is_row_of_links(survey: &Survey<'_, '_>, id: NodeId) -> bool {
    let (tree, weights) = (survey.tree, &survey.weights);
    let is_kind = matches!(
        tree.tag(id),
        Some(Tag::Ul | Tag::Ol | Tag::P | Tag::Div | Tag::Td | Tag::Table | Tag::Center | Tag::Tr)
    );
    if !is_kind || weights.link_share(id) < MIN_LINK_SHARE {
        return false;
    }
    let links = || tree.descendants(id).filter(|&node| tree.is(node, Tag::A));
    let is_within = |link: NodeId| tree.attribute(link, "href").is_none_or(|href| href.starts_with('#'));
    let has_heading =
        tree.descendants(id).any(|node| tree.tag(node).is_some_and(|tag| tag.heading_level().is_some()));
    let count = links().count();
    !has_heading
        && count >= 3
        && links().filter(|&link| is_within(link)).count() * 2 < count
        && weights.text(id) as usize / count <= 40
}

/// Whether a text says who has the rights in the page.
fn states_rights(survey: &Survey<'_, '_>, id: NodeId) -> bool {
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
