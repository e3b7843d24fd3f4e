//! A page that is to be written: its tree with what is known of its elements and addresses.

use std::collections::HashMap;

use super::super::{
    hidden::HidingRules,
    tree::{NodeId, Tree},
};
use crate::text::structure::{BlockKind, LocatorKind};

/// A page that is to be written.
pub struct Page<'a> {
    /// The page's elements and texts.
    pub tree: &'a Tree<'a>,
    /// The element that is written, with all that is in it; 0 for the whole page.
    pub root: NodeId,
    /// The rules by which elements are hidden.
    pub hiding: &'a HidingRules,
    /// The name of the page in keys: a place in it is `KEY#ID`. Empty for a document of one page.
    pub key: &'a str,
    /// What an address in the page leads to.
    pub resolve: &'a dyn Fn(&str) -> Address,
    /// What to do with elements other than what HTML says.
    pub directives: &'a HashMap<NodeId, Vec<Directive>>,
    /// The number of quotations that the whole page stands in.
    pub quotation_depth: u8,
}

/// The target of an address in a page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Address {
    /// A place in the document: the key of a page, with `#` and the id of an element in it or without.
    Internal(String),
    /// An address elsewhere.
    External(String),
}

/// Something that is done with an element other than what HTML says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Directive {
    /// The element is left out with all that is in it.
    Skip,
    /// The blocks in the element that are paragraphs are of this kind.
    Kind(BlockKind),
    /// The element, which is a block, is a heading of this level, 1 to 6, instead of its own.
    Heading(u8),
    /// A space stands before the element and after it.
    Apart,
    /// The blocks in the element are lines of one block.
    Lines,
    /// A line break in the element ends a paragraph if a sentence ends there.
    BreaksEndParagraphs,
    /// A part of the text begins with the element that is cited by this locator.
    Locate(LocatorKind, Box<str>),
    /// The same for an element within a block, which goes on.
    LocateWithin(LocatorKind, Box<str>),
    /// A block of this kind with this text comes before the element.
    Before(BlockKind, Box<str>),
    /// The part with a locator of this kind ends with the element.
    EndLocator(LocatorKind),
}

impl Address {
    /// The address in a document of one page.
    pub fn in_single_page(address: &str) -> Self {
        let address = address.trim();
        if address.starts_with('#') {
            Self::Internal(address.to_owned())
        } else {
            Self::External(address.to_owned())
        }
    }

    /// The key or the address.
    pub fn as_str(&self) -> &str {
        let (Self::Internal(address) | Self::External(address)) = self;
        address
    }
}

impl Page<'_> {
    /// The key of the element with this id.
    pub fn key_of(&self, id: &str) -> String {
        format!("{}#{id}", self.key)
    }

    /// The id of an element, or the name of an anchor.
    pub fn id_of(&self, node: NodeId) -> Option<&str> {
        let is_anchor = || self.tree.is(node, super::super::tag::Tag::A);
        let id = self.tree.attribute(node, "id").or_else(|| self.tree.attribute(node, "xml:id"));
        id.or_else(|| self.tree.attribute(node, "name").filter(|_| is_anchor())).filter(|id| !id.is_empty())
    }

    /// The level of the heading that an element is, 1 to 6.
    pub fn heading_level(&self, node: NodeId) -> Option<u8> {
        let directed = self.directives_of(node).iter().find_map(|directive| match directive {
            Directive::Heading(level) => Some(*level),
            _ => None,
        });
        let level =
            || self.tree.attribute(node, "aria-level").and_then(|level| level.parse().ok()).unwrap_or(2_u8);
        let stated = || (self.tree.attribute(node, "role") == Some("heading")).then(|| level().clamp(1, 6));
        directed.or_else(|| self.tree.tag(node)?.heading_level()).or_else(stated)
    }

    /// The directives for an element.
    pub fn directives_of(&self, node: NodeId) -> &[Directive] {
        self.directives.get(&node).map_or(&[], Vec::as_slice)
    }

    /// Whether an element is of one of these types, by `epub:type` or by `role`.
    pub fn is_of_type(&self, node: NodeId, types: &[&str]) -> bool {
        self.tree.has_word(node, "epub:type", types)
            || self.tree.attribute(node, "role").is_some_and(|role| {
                let is_type = |role: &str| types.contains(&role.strip_prefix("doc-").unwrap_or(role));
                role.split_ascii_whitespace().any(is_type)
            })
    }
}
