//! Lines that say who wrote an article and when, which belong to its form and not to what it says.

use super::{
    super::{
        flow::Directive,
        tag::Tag,
        tree::{NodeId, Tree},
    },
    Survey,
    names::is_named,
};
use crate::text::structure::BlockKind;

/// Words for such a line.
const BYLINE: &[&str] = &["byline", "dateline", "postmeta", "entrymeta", "articlemeta"];

/// The longest one, in bytes; chosen by hand, since a column may be named like it.
const MAX_BYLINE_BYTES: u32 = 200;

/// The lines below `root` with who wrote the article, and what is to be said of each.
pub fn find(survey: &Survey<'_, '_>, root: NodeId) -> impl Iterator<Item = (NodeId, Directive)> {
    let tree = survey.tree;
    let is_byline = move |id: &NodeId| {
        is_line(tree, *id)
            && (1..=MAX_BYLINE_BYTES).contains(&survey.weights.text(*id))
            && is_named(tree, *id, BYLINE)
    };
    tree.descendants(root).filter(is_byline).map(|id| (id, Directive::Kind(BlockKind::Boilerplate)))
}

fn is_line(tree: &Tree<'_>, id: NodeId) -> bool {
    matches!(tree.tag(id), Some(Tag::P | Tag::Div))
}
