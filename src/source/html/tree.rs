//! The tree of a page's elements and texts, in one vector in the order of the source.

use super::{
    tag::Tag,
    tokenizer::{Attribute, decoded},
};
use crate::text::Span;

/// The number of a node: its place in the order of the source. The root is 0.
pub type NodeId = usize;

/// A page as a tree.
#[derive(Debug)]
pub struct Tree<'a> {
    /// The source, decoded.
    pub source: &'a str,
    /// The elements and texts, each before what is in it.
    pub(super) nodes: Vec<Node>,
    /// The attributes of all elements.
    pub(super) attributes: Vec<Attribute<'a>>,
    /// Whether the page has more elements and texts than are kept.
    pub is_cut: bool,
}

/// An element or a text.
#[derive(Debug)]
pub struct Node {
    /// The node that it stands in.
    pub parent: NodeId,
    /// The number after its last descendant.
    pub end: NodeId,
    /// The content.
    pub content: Content,
}

/// The content of a node.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Content {
    /// An element.
    Element {
        /// Its tag.
        tag: Tag,
        /// The range of its attributes in the tree's list.
        attributes: (usize, usize),
        /// The place of its start tag in the source.
        span: Span,
    },
    /// A text.
    Text {
        /// Its place in the source.
        span: Span,
        /// Whether `&` begins a reference in it.
        has_references: bool,
    },
}

/// A step of a walk through a tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// A node begins.
    Enter(NodeId),
    /// An element ends.
    Leave(NodeId),
}

/// A walk through a node and all that is in it. It is no recursion, whatever the depth is.
#[derive(Debug)]
pub struct Walk<'t, 'a> {
    tree: &'t Tree<'a>,
    open: Vec<NodeId>,
    next: NodeId,
    end: NodeId,
}

impl<'a> Tree<'a> {
    /// The number of nodes.
    pub fn len(&self) -> usize {
        self.nodes.len()
    }

    /// The node with this number.
    pub fn node(&self, id: NodeId) -> &Node {
        &self.nodes[id]
    }

    /// The tag of an element; `None` for a text.
    pub fn tag(&self, id: NodeId) -> Option<Tag> {
        match self.nodes[id].content {
            Content::Element { tag, .. } => Some(tag),
            Content::Text { .. } => None,
        }
    }

    /// The name of an element as it is written; empty for a text.
    pub fn name(&self, id: NodeId) -> &'a str {
        let Content::Element { span, .. } = self.nodes[id].content else { return "" };
        let name = self.source[span.range()].get(1..).unwrap_or_default();
        let is_end = |c: char| c.is_ascii_whitespace() || matches!(c, '/' | '>');
        &name[..name.find(is_end).unwrap_or(name.len())]
    }

    /// Whether the node is this element.
    pub fn is(&self, id: NodeId, tag: Tag) -> bool {
        self.tag(id) == Some(tag)
    }

    /// The attributes of an element.
    pub fn attributes(&self, id: NodeId) -> &[Attribute<'a>] {
        match self.nodes[id].content {
            Content::Element { attributes: (from, to), .. } => &self.attributes[from..to],
            Content::Text { .. } => &[],
        }
    }

    /// The value of an attribute, whose name is given in lower case.
    pub fn attribute(&self, id: NodeId, name: &str) -> Option<&str> {
        let mut attributes = self.attributes(id).iter();
        attributes.find(|attribute| attribute.name.eq_ignore_ascii_case(name)).map(|found| &*found.value)
    }

    /// The classes of an element.
    pub fn classes(&self, id: NodeId) -> impl Iterator<Item = &str> {
        self.attribute(id, "class").unwrap_or_default().split_ascii_whitespace()
    }

    /// Whether one of the words of an attribute is one of `words`, in letters of any case.
    pub fn has_word(&self, id: NodeId, attribute: &str, words: &[&str]) -> bool {
        let value = self.attribute(id, attribute).unwrap_or_default();
        value.split_ascii_whitespace().any(|word| words.iter().any(|one| word.eq_ignore_ascii_case(one)))
    }

    /// The nodes that an element stands in, from its parent to the root.
    pub fn ancestors(&self, id: NodeId) -> impl Iterator<Item = NodeId> {
        std::iter::successors((id > 0).then(|| self.nodes[id].parent), |&id| {
            (id > 0).then(|| self.nodes[id].parent)
        })
    }

    /// The children of an element.
    pub fn children(&self, id: NodeId) -> impl Iterator<Item = NodeId> {
        let end = self.nodes[id].end;
        let first = Some(id + 1).filter(|&child| child < end);
        std::iter::successors(first, move |&child| Some(self.nodes[child].end).filter(|&next| next < end))
    }

    /// The nodes in an element, of any depth, in the order of the source.
    pub fn descendants(&self, id: NodeId) -> std::ops::Range<NodeId> {
        id + 1..self.nodes[id].end
    }

    /// A walk through a node and all that is in it.
    pub fn walk(&self, id: NodeId) -> Walk<'_, 'a> {
        Walk { tree: self, open: Vec::new(), next: id, end: self.nodes[id].end }
    }

    /// Gives the pieces of a text with their places in the source.
    pub fn text_pieces(&self, id: NodeId, take: impl FnMut(&str, Span)) {
        if let Content::Text { span, has_references } = self.nodes[id].content {
            decoded(self.source, span, has_references, take);
        }
    }

    /// All text in a node, with single spaces for white space, without what is never read. At most `max` bytes of the source are
    /// looked at.
    pub fn text_of(&self, id: NodeId, max: usize) -> String {
        let mut text = String::new();
        let mut seen = 0;
        let mut at = id;
        while at < self.nodes[id].end && seen <= max {
            match self.nodes[at].content {
                Content::Element { tag, .. } if tag.is_unread() && at > id => at = self.nodes[at].end - 1,
                Content::Element { tag, .. } if tag.is_block() || tag == Tag::Br => text.push(' '),
                Content::Element { .. } => {}
                Content::Text { span, has_references } => {
                    let end = self.source.floor_char_boundary(
                        span.end.min(span.start.saturating_add(max.saturating_sub(seen))),
                    );
                    decoded(self.source, Span::new(span.start, end), has_references, |piece, _| {
                        text.push_str(piece);
                    });
                    seen += span.len();
                }
            }
            at += 1;
        }
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

impl Walk<'_, '_> {
    /// Passes over all that is in the element that was entered last.
    pub fn pass_over(&mut self) {
        if let Some(&last) = self.open.last() {
            self.next = self.tree.nodes[last].end;
        }
    }
}

impl Iterator for Walk<'_, '_> {
    type Item = Step;

    fn next(&mut self) -> Option<Step> {
        if let Some(&last) = self.open.last()
            && self.tree.nodes[last].end <= self.next
        {
            self.open.pop();
            return Some(Step::Leave(last));
        }
        let id = Some(self.next).filter(|&next| next < self.end)?;
        if self.tree.tag(id).is_some() {
            self.open.push(id);
        }
        self.next += 1;
        Some(Step::Enter(id))
    }
}
