//! Lists of links into the page itself, which tell what stands where in it, and which the outline replaces.

use super::{
    super::{tag::Tag, tree::NodeId},
    Survey,
};

/// The share of links in such a list, its title not counted.
const MIN_LINK_SHARE: f64 = 0.85;

/// The largest share of a page's text that it may have.
const MAX_SHARE_OF_TEXT: f64 = 0.25;

/// How few links make a list.
const MIN_LINKS: usize = 2;

/// Whether an element is a list of links into the page, with its title if it has one.
pub fn is_contents(survey: &Survey<'_, '_>, id: NodeId, tag: Tag) -> bool {
    let (tree, weights) = (survey.tree, &survey.weights);
    let is_kind = matches!(
        tag,
        Tag::Ul | Tag::Ol | Tag::Div | Tag::Section | Tag::Aside | Tag::Details | Tag::Dl | Tag::Menu
    );
    if !is_kind
        || weights.prose(id) > 0
        || f64::from(weights.text(id)) > f64::from(weights.text(0)) * MAX_SHARE_OF_TEXT
    {
        return false;
    }
    let is_heading = |node: NodeId| tree.tag(node).is_some_and(|tag| tag.heading_level().is_some());
    let title = tree.descendants(id).find(|&node| is_heading(node)).map_or(0, |node| weights.text(node));
    let rest = weights.text(id).saturating_sub(title);
    if f64::from(weights.links(id)) < f64::from(rest) * MIN_LINK_SHARE {
        return false;
    }
    let links = || tree.descendants(id).filter(|&node| tree.is(node, Tag::A) && weights.text(node) > 0);
    let leads_into_page =
        |node: NodeId| tree.attribute(node, "href").is_some_and(|href| href.starts_with('#'));
    let is_list = tree.descendants(id).any(|node| tree.is(node, Tag::Li)) || tree.is(id, Tag::Dl);
    is_list && links().count() >= MIN_LINKS && links().all(leads_into_page)
}
