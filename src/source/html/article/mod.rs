//! The article of a page, without what the site puts around it: ways through the site, banners, advertisements, links to other texts.
//!
//! What is surely not part of the document is left out by its names, its place and the share of links in it. Then the smallest element is
//! taken that has nearly all prose. When in doubt, text is kept: a few words too many disturb less than a paragraph that is missing.

mod boilerplate;
mod buttons;
mod byline;
mod comments;
mod contents;
mod cookies;
mod edges;
mod names;
mod phrases;
mod posts;
mod root;
#[cfg(test)]
mod tests;
mod thread;
mod weights;

use std::collections::HashMap;

use super::{
    super::Metadata,
    flow::{Directive, Page},
    hidden::{HidingRules, is_hidden},
    tag::Tag,
    tree::{NodeId, Tree},
};
use boilerplate::is_same_title;
use names::{Names, names_of};
use weights::Weights;

/// How much of the title is compared with headings, in bytes.
const MAX_TITLE_BYTES: usize = 400;

/// The part of a page that is its document.
#[derive(Debug)]
pub struct Article {
    /// The element that holds it.
    pub root: NodeId,
    /// What is to be done with elements in it.
    pub directives: HashMap<NodeId, Vec<Directive>>,
}

/// A page with what is known of its elements.
struct Survey<'t, 'a> {
    tree: &'t Tree<'a>,
    weights: Weights,
    names: Vec<Names>,
    /// The title of the document, if the page states one.
    title: Option<&'t str>,
}

/// Finds the article of a page. `title` is the title that the page states.
pub fn find(tree: &Tree<'_>, hiding: &HidingRules, title: Option<&str>) -> Article {
    let names = (0..tree.len()).map(|id| names_of(tree, id)).collect();
    let title = title.map(|title| &title[..title.floor_char_boundary(MAX_TITLE_BYTES)]);
    let mut survey = Survey { tree, weights: Weights::new(tree, hiding), names, title };
    let thread = thread::find(&survey);
    let mut directives = HashMap::new();
    for id in boilerplate::find(&survey, thread.is_some()) {
        survey.weights.remove(tree, id);
        survey.weights.is_out[id] = true;
        directives.insert(id, vec![Directive::Skip]);
    }
    let inner = match &thread {
        Some(posts) => root::of_thread(&survey, posts),
        None => root::of_article(&survey),
    };
    let root = root::with_title(&survey, inner);
    let mut skip = |ids: Vec<NodeId>| {
        for id in ids {
            directives.entry(id).or_insert_with(|| vec![Directive::Skip]);
        }
    };
    skip(root::behind(&survey, inner, root));
    let (first, last) = match &thread {
        Some(posts) => (posts.first().map(|post| post.element), posts.last().map(|post| post.element)),
        None => edges::prose_of(&survey, root),
    };
    skip(edges::find(&survey, root, first, last));
    if let Some(posts) = &thread {
        skip(root::behind_posts(&survey, posts, root));
        skip(posts::buttons(&survey, root).collect());
        for post in posts {
            posts::direct(&survey, post, &mut directives);
        }
    } else {
        for (id, kind) in byline::find(&survey, root) {
            directives.entry(id).or_insert_with(|| vec![kind]);
        }
    }
    Article { root, directives }
}

/// Whether the part of a page that is written has a heading of the highest level, or one with the title that the page states.
pub fn has_heading(page: &Page<'_>, metadata: &Metadata) -> bool {
    let tree = page.tree;
    let is_shown = |id: NodeId| {
        std::iter::once(id).chain(tree.ancestors(id)).take_while(|&node| node >= page.root).all(|node| {
            !page.directives_of(node).contains(&Directive::Skip) && !is_hidden(tree, node, page.hiding)
        })
    };
    let title = metadata.title.as_deref().unwrap_or_default();
    let title = &title[..title.floor_char_boundary(MAX_TITLE_BYTES)];
    let is_title = |id: NodeId| match tree.tag(id) {
        Some(Tag::H1) => !tree.text_of(id, 16).is_empty(),
        Some(tag) => tag.heading_level().is_some() && is_same_title(&tree.text_of(id, 400), title),
        None => false,
    };
    std::iter::once(page.root).chain(tree.descendants(page.root)).any(|id| is_title(id) && is_shown(id))
}
