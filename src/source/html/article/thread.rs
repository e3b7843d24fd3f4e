//! Threads: pages of posts by several people, such as forums, or of entries with a time.

use super::{super::tree::NodeId, Survey, boilerplate::MIN_ARTICLE_BYTES, posts::Post};

/// How few posts make a thread.
const MIN_POSTS: usize = 2;

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

/// The elements that their names call posts, without those that only hold another one.
fn elements(survey: &Survey<'_, '_>) -> Vec<NodeId> {
    let (tree, weights) = (survey.tree, &survey.weights);
    let mut found: Vec<NodeId> = Vec::new();
    for id in 1..tree.len() {
        if !survey.names[id].is_post || weights.is_out[id] || weights.text(id) == 0 {
            continue;
        }
        if let Some(&outer) = found.last()
            && tree.node(outer).end > id
            && u64::from(weights.text(id)) * 10 >= u64::from(weights.text(outer)) * 8
        {
            found.pop();
        }
        found.push(id);
    }
    found
}

/// Whether these are comments below an article, or a single article with comments.
fn are_comments(survey: &Survey<'_, '_>, posts: &[NodeId]) -> bool {
    let (tree, weights) = (survey.tree, &survey.weights);
    let in_comments = |id: NodeId| tree.ancestors(id).any(|node| survey.names[node].is_comments);
    let (below, above): (Vec<NodeId>, Vec<NodeId>) = posts.iter().partition(|&&id| in_comments(id));
    let prose: u32 = {
        let mut end = 0;
        let outermost = below.iter().filter(|&&id| {
            let is_outermost = id >= end;
            end = end.max(tree.node(id).end);
            is_outermost
        });
        outermost.map(|&id| weights.prose(id)).fold(0, u32::saturating_add)
    };
    let outside = weights.prose(0).saturating_sub(prose);
    !below.is_empty() && above.len() < MIN_POSTS && outside >= MIN_ARTICLE_BYTES
        || posts.iter().filter(|&&id| !survey.weights.is_out[id]).count() < MIN_POSTS
}
