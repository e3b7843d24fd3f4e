//! Pictures: they are their descriptions in brackets, and nothing if they have none.

use super::{
    super::{
        tag::Tag,
        tree::{Content, NodeId},
    },
    renderer::Renderer,
};
use crate::text::structure::LinkTarget;

/// Parts of classes of pictures that stand for a sign or a letter within a line.
const SIGN_CLASSES: &[&str] =
    &["emoji", "smil", "emoticon", "dropcap", "drop-cap", "mwe-math", "latex", "tex"];

/// How many nodes after a picture are looked at for more text of its paragraph.
const MAX_NODES_AHEAD: usize = 16;

/// How long the description of a drawing may be, in bytes.
const MAX_DESCRIPTION_BYTES: usize = 4096;

impl Renderer<'_> {
    /// Writes a picture: on a line of its own, unless there is text of one paragraph on both sides.
    pub(super) fn picture(&mut self, id: NodeId) {
        let tree = self.page.tree;
        let description = ["alt", "aria-label"].iter().find_map(|name| tree.attribute(id, name));
        let description = description.unwrap_or_default().split_whitespace().collect::<Vec<_>>().join(" ");
        let Content::Element { span, .. } = tree.node(id).content else { return };
        if description.is_empty() {
            return;
        }
        let class = tree.attribute(id, "class").unwrap_or_default().to_ascii_lowercase();
        let is_sign =
            SIGN_CLASSES.iter().any(|sign| class.contains(sign)) || description.chars().count() == 1;
        if is_sign {
            return self.words(&description, span);
        }
        let address =
            tree.attribute(id, "src").or_else(|| tree.attribute(id, "xlink:href")).unwrap_or_default();
        let address = if address.starts_with("data:") {
            String::new()
        } else {
            (self.page.resolve)(address).as_str().to_owned()
        };
        self.described(id, &description, &address);
    }

    /// Writes a drawing by its title or its description.
    pub(super) fn drawing(&mut self, id: NodeId) {
        let tree = self.page.tree;
        let named = tree.attribute(id, "aria-label").map(str::to_owned);
        let child = |name: &str| {
            let found = tree.children(id).find(|&child| tree.name(child).eq_ignore_ascii_case(name))?;
            Some(tree.text_of(found, MAX_DESCRIPTION_BYTES))
        };
        let inner = || tree.descendants(id).find(|&inner| tree.is(inner, Tag::Image));
        let description = named.or_else(|| child("title")).or_else(|| child("desc"));
        match description.filter(|description| !description.is_empty()) {
            Some(description) => self.described(id, &description, ""),
            // A cover is often a picture in a drawing.
            None => {
                if let Some(inner) = inner() {
                    self.picture(inner);
                }
            }
        }
    }

    fn described(&mut self, id: NodeId, description: &str, address: &str) {
        let Content::Element { span, .. } = self.page.tree.node(id).content else { return };
        let has_text_before =
            self.stream().writer.open_block().is_some() && !self.stream().writer.is_at_start_of_block();
        let is_apart = self.joined == 0
            && self.verbatim == 0
            && self.stream().marker.is_none()
            && !(has_text_before && self.stream().breaks == 0 && self.has_text_after(id));
        if is_apart {
            self.end_block();
        }
        let shown = format!("[{description}]");
        let start = self.push(&shown, span);
        if !address.is_empty() {
            let writer = &mut self.stream().writer;
            writer.link_from(start, LinkTarget::Picture(address.into()));
        }
        if is_apart {
            self.end_block();
        }
    }

    /// Whether text of the same paragraph follows soon after a picture.
    fn has_text_after(&self, id: NodeId) -> bool {
        let tree = self.page.tree;
        let is_block = |node: NodeId| tree.tag(node).is_some_and(Tag::is_block);
        let block_end =
            tree.ancestors(id).find(|&node| is_block(node)).map_or(tree.len(), |block| tree.node(block).end);
        for node in (tree.node(id).end..block_end).take(MAX_NODES_AHEAD) {
            match tree.node(node).content {
                Content::Element { tag, .. } if tag.is_block() || tag == Tag::Br => return false,
                Content::Element { .. } => {}
                Content::Text { span, .. } => {
                    if tree.source[span.range()].contains(|c: char| !c.is_whitespace()) {
                        return true;
                    }
                }
            }
        }
        false
    }
}
