//! What a page lets people press: boxes with a button such as "Sign up", and links that lead nowhere without a program.

use super::{
    super::{tag::Tag, tree::NodeId},
    Survey,
    phrases::is_about_other_texts,
};

/// How long the words beside a button such as "Sign up" may be, in bytes.
const MAX_SIGN_UP_BYTES: u32 = 240;

/// How long the words on a link that is a button may be, in bytes.
const MAX_BUTTON_BYTES: u32 = 30;

/// How many elements in such a box are looked at. Chosen by hand: a box that asks for an address has a few fields and buttons.
const MAX_DESCENDANTS: usize = 64;

/// How much of the words on a button is looked at, in bytes.
const MAX_LABEL_BYTES: usize = 160;

/// Whether an element is little more than a button such as "Sign up".
pub fn asks_to_sign_up(survey: &Survey<'_, '_>, id: NodeId, tag: Tag) -> bool {
    let (tree, weights) = (survey.tree, &survey.weights);
    let is_kind = matches!(tag, Tag::Div | Tag::Section | Tag::Aside | Tag::P | Tag::Form);
    let label = |node: NodeId| match tree.tag(node) {
        Some(Tag::Button) => tree.text_of(node, MAX_LABEL_BYTES),
        Some(Tag::Input) => tree.attribute(node, "value").unwrap_or_default().to_owned(),
        _ => String::new(),
    };
    is_kind
        && (1..=MAX_SIGN_UP_BYTES).contains(&weights.text(id))
        && tree.descendants(id).take(MAX_DESCENDANTS).any(|node| is_about_other_texts(&label(node)))
}

/// Whether a link that stands beside blocks is a button: it leads nowhere, and nothing leads to it.
pub fn is_button(survey: &Survey<'_, '_>, id: NodeId, tag: Tag) -> bool {
    let tree = survey.tree;
    let leads_nowhere = || match tree.attribute(id, "href") {
        Some(href) => href == "#" || href.starts_with("javascript:"),
        None => ["id", "name"].iter().all(|name| tree.attribute(id, name).is_none()),
    };
    tag == Tag::A
        && (1..=MAX_BUTTON_BYTES).contains(&survey.weights.text(id))
        && leads_nowhere()
        && stands_alone(survey, id)
}

/// Whether an element stands beside blocks or other links, and not in a line.
pub fn stands_alone(survey: &Survey<'_, '_>, id: NodeId) -> bool {
    let tree = survey.tree;
    let parent = tree.node(id).parent;
    let is_text = |node: NodeId| tree.tag(node).is_none() && survey.weights.text(node) > 0;
    let is_holder = matches!(
        tree.tag(parent),
        Some(
            Tag::Div | Tag::Section | Tag::Article | Tag::Main | Tag::Aside | Tag::P | Tag::Td | Tag::Center
        )
    );
    is_holder && !tree.children(parent).any(is_text)
}
