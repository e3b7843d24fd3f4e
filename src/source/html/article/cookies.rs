//! Notices about cookies, which are told by what they say where no name tells them.

use memchr::memmem;

use super::{
    super::{
        tag::Tag,
        tree::{Content, NodeId, Tree},
    },
    Survey,
};

/// Parts of the words for cookies: "Cookies", "cookie", "куки", "クッキー".
const WORDS: &[&str] = &["ookie", "OOKIE", "куки", "クッキー"];

/// How long the text of a notice is at most, in bytes. The longest that were seen name their partners.
const MAX_NOTICE_BYTES: u32 = 3000;

/// For each node, whether a text in it mentions cookies.
pub fn mentions(tree: &Tree<'_>) -> Vec<bool> {
    let mut found = vec![false; tree.len()];
    for id in (1..tree.len()).rev() {
        if let Content::Text { span, .. } = tree.node(id).content {
            let text = tree.source[span.range()].as_bytes();
            found[id] = WORDS.iter().any(|word| memmem::find(text, word.as_bytes()).is_some());
        }
        if found[id] {
            found[tree.node(id).parent] = true;
        }
    }
    found
}

/// Whether an element that mentions cookies is a notice: it is short, asks for an answer, and is no part of the article.
pub fn is_notice(survey: &Survey<'_, '_>, id: NodeId, tag: Tag) -> bool {
    let tree = survey.tree;
    let is_kind = matches!(
        tag,
        Tag::Div | Tag::Section | Tag::Aside | Tag::Form | Tag::Dialog | Tag::Footer | Tag::Other
    );
    if !is_kind || survey.weights.text(id) > MAX_NOTICE_BYTES {
        return false;
    }
    let is_button = |node: NodeId| {
        matches!(tree.tag(node), Some(Tag::Button | Tag::Input))
            || tree.attribute(node, "role") == Some("button")
            || tree.has_word(node, "class", &["btn", "button"])
    };
    let is_article = |node: NodeId| matches!(tree.tag(node), Some(Tag::H1 | Tag::Article | Tag::Main));
    tree.descendants(id).any(is_button)
        && !tree.descendants(id).any(is_article)
        && !tree.ancestors(id).any(|node| tree.is(node, Tag::Article))
}
