//! Threads: pages of posts by several people, such as forums, or of entries with a time.

use super::{
    super::{tag::Tag, tree::NodeId},
    Survey,
    comments::MIN_ARTICLE_BYTES,
    names::is_named,
    posts::Post,
};

/// How few posts make a thread.
const MIN_POSTS: usize = 2;

/// How much text a post has at least, in bytes: less is a button.
const MIN_POST_BYTES: u32 = 12;

/// The share of a post's text from which on a post in it is the text of the same one.
const MIN_SHARE_OF_PART: f64 = 0.6;

/// The share of an element's text from which on a post in it is all that it holds.
const MIN_SHARE_OF_HOLDER: f64 = 0.95;

/// How many nodes of a post stand before an element in it that is the post once more.
const MAX_NODES_BEFORE_PART: usize = 4;

/// Words for the pages of forums.
const FORUM: &[&str] = &["forum", "thread", "topic", "viewtopic", "forums", "board", "phpbb", "vbulletin"];

/// The posts of a page, if it is a thread and not an article with comments.
pub fn find(survey: &Survey<'_, '_>) -> Option<Vec<Post>> {
    let elements = elements(survey);
    if elements.len() < MIN_POSTS || are_comments(survey, &elements) {
        return None;
    }
    let ends = elements.iter().skip(1).copied().chain([usize::MAX]);
    let posts: Vec<Post> = elements
        .iter()
        .zip(ends)
        .map(|(&element, next)| Post::new(survey, element, next.min(survey.tree.node(element).end)))
        .collect();
    let signed = posts.iter().filter(|post| post.author.is_some() || post.time.is_some()).count();
    (signed * 2 >= posts.len()).then_some(posts)
}

/// The elements that their names call posts, without those that only hold other ones, and without parts of posts.
fn elements(survey: &Survey<'_, '_>) -> Vec<NodeId> {
    let (tree, weights) = (survey.tree, &survey.weights);
    let is_post = |id: &NodeId| {
        survey.names[*id].is_post && !weights.is_out[*id] && weights.text(*id) >= MIN_POST_BYTES
    };
    let mut found: Vec<NodeId> = Vec::new();
    for id in (1..tree.len()).filter(is_post) {
        let Some(&outer) = found.last().filter(|&&outer| tree.node(outer).end > id) else {
            found.push(id);
            continue;
        };
        let share = f64::from(weights.text(id)) / f64::from(weights.text(outer).max(1));
        // A reply in a post has the same class as the post.
        let is_alike = tree.attribute(id, "class") == tree.attribute(outer, "class");
        let is_part = !is_alike && (share >= MIN_SHARE_OF_PART || id - outer <= MAX_NODES_BEFORE_PART);
        if is_alike && share >= MIN_SHARE_OF_HOLDER {
            found.pop();
        }
        if !is_part {
            found.push(id);
        }
    }
    found
}

/// Whether these are comments below an article, and the page is none of a forum.
fn are_comments(survey: &Survey<'_, '_>, posts: &[NodeId]) -> bool {
    let (tree, weights) = (survey.tree, &survey.weights);
    let is_of_forum = |id: NodeId| {
        let kind = tree.attribute(id, "itemtype").unwrap_or_default();
        kind.ends_with("ForumPosting") || kind.ends_with("QAPage") || is_named(tree, id, FORUM)
    };
    // What holds for an element holds for all that is in it.
    let (mut in_forum, mut in_comments) = (vec![false; tree.len()], vec![false; tree.len()]);
    for id in 1..tree.len() {
        let parent = tree.node(id).parent;
        in_forum[id] = in_forum[parent] || is_of_forum(id);
        in_comments[id] = in_comments[parent] || survey.names[parent].is_comments;
    }
    if posts.iter().any(|&id| in_forum[id]) {
        return false;
    }
    let (below, above): (Vec<NodeId>, Vec<NodeId>) = posts.iter().partition(|&&id| in_comments[id]);
    let mut end = 0;
    let mut prose = 0_u32;
    for id in below.iter().copied() {
        if id >= end {
            prose = prose.saturating_add(weights.prose(id));
            end = tree.node(id).end;
        }
    }
    let outside = weights.prose(0).saturating_sub(prose);
    let has_article =
        || (1..tree.len()).any(|id| tree.is(id, Tag::Article) && !in_comments[id] && weights.prose(id) > 0);
    let is_article = outside >= MIN_ARTICLE_BYTES || has_article();
    !below.is_empty() && above.len() < MIN_POSTS && is_article
}
