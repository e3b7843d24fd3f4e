//! Comments of readers below an article that only a title in bold, or a heading beside them, sets off.

use super::{
    super::{tag::Tag, tree::NodeId},
    Survey,
    phrases::is_about_comments,
};

/// How much prose a page must have beside the comments of its readers to be an article with comments, in bytes.
pub const MIN_ARTICLE_BYTES: u32 = 200;

/// How much of a title is looked at, in bytes.
const MAX_TITLE_BYTES: usize = 120;

/// How many siblings are looked at to find the one that a title is beside.
const MAX_SIBLINGS: usize = 4;

/// The comments below the title in `id`: all that follows it in the same element, up to the next heading of its rank. `before` is how much
/// prose stands before the title, in bytes.
pub fn below(survey: &Survey<'_, '_>, id: NodeId, tag: Tag, before: u32) -> Vec<NodeId> {
    let tree = survey.tree;
    let is_kind = tag.heading_level().is_some() || matches!(tag, Tag::B | Tag::Strong);
    if !is_kind
        || before < MIN_ARTICLE_BYTES
        || !is_about_comments(&tree.text_of(id, MAX_TITLE_BYTES))
        || tag.heading_level().is_none() && !has_line(survey, id)
    {
        return Vec::new();
    }
    let rank = tag.heading_level().unwrap_or(u8::MAX);
    let is_next =
        |node: &NodeId| tree.tag(*node).and_then(Tag::heading_level).is_some_and(|level| level <= rank);
    let later = tree.children(tree.node(id).parent).filter(|&node| node > id);
    later.take_while(|node| !is_next(node)).collect()
}

/// Whether an element has a line of its own among the children of its parent.
pub fn has_line(survey: &Survey<'_, '_>, id: NodeId) -> bool {
    let tree = survey.tree;
    let parent = tree.node(id).parent;
    let ends_line = |node: NodeId| tree.tag(node).is_some_and(|tag| tag == Tag::Br || tag.is_block());
    let says_something = |node: &NodeId| survey.weights.text(*node) > 0 || ends_line(*node);
    let sibling_before = |node: NodeId| {
        let last = node.checked_sub(1).filter(|&last| last > parent)?;
        [last].into_iter().chain(tree.ancestors(last)).find(|&above| tree.node(above).parent == parent)
    };
    let before = std::iter::successors(sibling_before(id), |&node| sibling_before(node));
    let end = tree.node(parent).end;
    let next = |node: NodeId| Some(tree.node(node).end).filter(|&next| next < end);
    let after = std::iter::successors(next(id), |&node| next(node));
    before.take(MAX_SIBLINGS).find(says_something).is_none_or(ends_line)
        && after.take(MAX_SIBLINGS).find(says_something).is_none_or(ends_line)
}
