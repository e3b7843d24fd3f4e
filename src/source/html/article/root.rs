//! The element that holds the document: the smallest one with nearly all prose, and with the title.

use std::collections::HashSet;

use super::{
    super::{tag::Tag, tree::NodeId},
    Survey,
    boilerplate::is_same_title,
    posts::Post,
};

/// The share of the prose that the main part of a page has.
const MIN_MAIN_SHARE: f64 = 0.5;

/// The share of the prose that an article has if it is the only one.
const MIN_ARTICLE_SHARE: f64 = 0.6;

/// The share of the prose that an element must have so that what is around it is left out.
const MIN_SHARE: f64 = 0.9;

/// How much prose a page must have for that, in bytes.
const MIN_PROSE_BYTES: u32 = 200;

/// The share of the prose of a thread up to which what stands behind its last post is left out.
const MAX_SHARE_BEHIND_POSTS: f64 = 0.4;

/// The element that holds the article.
pub fn of_article(survey: &Survey<'_, '_>) -> NodeId {
    stated(survey).unwrap_or_else(|| descend(survey, 0))
}

/// The element that holds all posts of a thread.
pub fn of_thread(survey: &Survey<'_, '_>, posts: &[Post]) -> NodeId {
    let (Some(first), Some(last)) = (posts.first(), posts.last()) else { return 0 };
    let tree = survey.tree;
    let common =
        tree.ancestors(first.element).find(|&node| tree.node(node).end >= tree.node(last.element).end);
    common.unwrap_or(0)
}

/// The element that the page states to be its main part, or its only article.
fn stated(survey: &Survey<'_, '_>) -> Option<NodeId> {
    let (tree, weights) = (survey.tree, &survey.weights);
    let share =
        |id: NodeId, of: NodeId| f64::from(weights.prose(id).max(1)) / f64::from(weights.prose(of).max(1));
    let is_main = |id: NodeId| tree.is(id, Tag::Main) || tree.attribute(id, "role") == Some("main");
    let main =
        (1..tree.len()).find(|&id| is_main(id) && !weights.is_out[id] && share(id, 0) >= MIN_MAIN_SHARE);
    let within = main.unwrap_or(0);
    let article = tree.descendants(within).find(|&id| {
        tree.is(id, Tag::Article)
            && share(id, within) >= MIN_ARTICLE_SHARE
            && weights.prose(id) >= MIN_PROSE_BYTES
    });
    article.or(main)
}

/// The smallest element that has nearly all prose of `root`.
fn descend(survey: &Survey<'_, '_>, mut root: NodeId) -> NodeId {
    let (tree, weights) = (survey.tree, &survey.weights);
    let is_container = |id: NodeId| {
        matches!(
            tree.tag(id),
            Some(
                Tag::Html
                    | Tag::Body
                    | Tag::Div
                    | Tag::Section
                    | Tag::Center
                    | Tag::Form
                    | Tag::Table
                    | Tag::Tbody
                    | Tag::Tr
                    | Tag::Td
                    | Tag::Other
            )
        )
    };
    while weights.prose(root) >= MIN_PROSE_BYTES {
        let enough = f64::from(weights.prose(root)) * MIN_SHARE;
        let inner = tree
            .children(root)
            .find(|&child| f64::from(weights.prose(child)) >= enough && is_container(child));
        let Some(inner) = inner else { break };
        root = inner;
    }
    // A row of a table is not taken out of its table.
    let is_part_of_table = |id: NodeId| matches!(tree.tag(id), Some(Tag::Tbody | Tag::Tr));
    while is_part_of_table(root) {
        root = tree.node(root).parent;
    }
    root
}

/// `root`, or the element around it that has the heading with the title, too, if that adds little else.
pub fn with_title(survey: &Survey<'_, '_>, root: NodeId) -> NodeId {
    let (tree, weights) = (survey.tree, &survey.weights);
    let title = survey.title.unwrap_or_default();
    let is_title = |id: &NodeId| {
        let is_heading = matches!(tree.tag(*id), Some(Tag::H1 | Tag::H2)) && !is_out(survey, *id);
        is_heading && is_same_title(&tree.text_of(*id, 400), title)
    };
    let Some(heading) = (1..root).find(is_title) else { return root };
    let Some(around) = tree.ancestors(root).find(|&node| node < heading && tree.node(node).end > heading)
    else {
        return root;
    };
    let more = weights.text(around).saturating_sub(weights.text(root));
    let more_links = weights.links(around).saturating_sub(weights.links(root));
    let adds_little =
        u64::from(more) * 2 <= u64::from(weights.text(root)) || u64::from(more_links) * 4 <= u64::from(more);
    if adds_little { around } else { root }
}

/// What stands behind `inner` in the element around it that was taken for its title only. What `inner` leads to stays: its notes.
pub fn behind(survey: &Survey<'_, '_>, inner: NodeId, around: NodeId) -> Vec<NodeId> {
    let tree = survey.tree;
    let targets: HashSet<&str> = tree
        .descendants(inner)
        .filter(|&node| tree.is(node, Tag::A))
        .filter_map(|node| tree.attribute(node, "href")?.strip_prefix('#'))
        .collect();
    let is_target = |node: NodeId| tree.attribute(node, "id").is_some_and(|id| targets.contains(id));
    let has_target = |id: NodeId| tree.descendants(id).chain([id]).any(is_target);
    let end = tree.node(around).end;
    let mut found = Vec::new();
    let mut id = tree.node(inner).end;
    while id < end {
        if !has_target(id) {
            found.push(id);
        }
        id = tree.node(id).end;
    }
    found
}

/// What stands behind the last post of a thread, unless it is long.
pub fn behind_posts(survey: &Survey<'_, '_>, posts: &[Post], root: NodeId) -> Vec<NodeId> {
    let tree = survey.tree;
    let after = posts.iter().map(|post| tree.node(post.element).end).max().unwrap_or(usize::MAX);
    let end = tree.node(root).end;
    let next = |node: NodeId| Some(tree.node(node).end).filter(|&next| next < end);
    let found: Vec<NodeId> =
        std::iter::successors(Some(after).filter(|&id| id < end), |&id| next(id)).collect();
    let prose: u32 = found.iter().map(|&id| survey.weights.prose(id)).sum();
    let is_little = f64::from(prose) <= f64::from(survey.weights.prose(root)) * MAX_SHARE_BEHIND_POSTS;
    if is_little { found } else { Vec::new() }
}

/// Whether a node, or what it stands in, is left out.
pub fn is_out(survey: &Survey<'_, '_>, id: NodeId) -> bool {
    std::iter::once(id).chain(survey.tree.ancestors(id)).any(|node| survey.weights.is_out[node])
}
