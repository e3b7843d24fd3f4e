//! Links that lead back and forth between two places: the mark of a note in the text, and the start of the note. Nothing else may say
//! that they are of a note.

use std::collections::{HashMap, VecDeque};

use super::{
    super::{
        marks,
        tag::Tag,
        tree::{Content, NodeId},
    },
    page::{Address, Page},
};

/// How many elements around a link may have the id that another one leads to.
const MAX_PARENTS: usize = 2;

/// How many ids before a link in its block may be the one that another one leads to.
const MAX_IDS_BEFORE: usize = 4;

/// How many marks that lead to one place are remembered.
const MAX_MARKS: usize = 8;

/// How much of a link is looked at, in bytes.
const MAX_LOOKED_AT_BYTES: usize = 64;

/// How many nodes of a block are looked at for more than the mark.
const MAX_NODES: usize = 256;

/// How many marks are remembered. Chosen by hand: no book has half as many notes.
const MAX_REMEMBERED: usize = 100_000;

/// The marks that have been seen and lead somewhere.
#[derive(Debug, Default)]
pub struct MutualLinks {
    by_target: HashMap<String, Vec<MarkLink>>,
    /// How many of them there are.
    count: usize,
    /// The keys of the last ids in the block that is read.
    before: VecDeque<String>,
}

/// A link whose text is a mark.
#[derive(Clone, Debug)]
pub struct MarkLink {
    /// The key of the page.
    pub page: String,
    /// The link.
    pub node: NodeId,
    /// The label of the note that it may refer to.
    pub label: String,
    /// The key of the place that it leads to.
    pub target: String,
    /// The keys of the places at which it stands.
    pub places: Vec<String>,
    /// Whether it is the first text of its block, as the number of a note is, but seldom a reference to one.
    is_first: bool,
}

impl MutualLinks {
    /// Takes the next element of a page. Returns the reference to a note, if it is one of two links that lead to each other.
    pub fn take(&mut self, page: &Page<'_>, node: NodeId) -> Option<MarkLink> {
        let tree = page.tree;
        if tree.tag(node).is_some_and(Tag::is_block) {
            self.before.clear();
        }
        if let Some(id) = page.id_of(node) {
            self.before.push_back(page.key_of(id));
            if self.before.len() > MAX_IDS_BEFORE {
                self.before.pop_front();
            }
        }
        let href = tree.attribute(node, "href").filter(|href| tree.is(node, Tag::A) && href.contains('#'))?;
        let Address::Internal(target) = (page.resolve)(href) else { return None };
        let block = tree.ancestors(node).find(|&around| tree.tag(around).is_some_and(Tag::is_block))?;
        if tree
            .ancestors(node)
            .any(|around| tree.tag(around).is_some_and(|tag| tag.heading_level().is_some()))
        {
            return None;
        }
        let around = std::iter::once(node).chain(tree.ancestors(node).take(MAX_PARENTS));
        let around = around.filter_map(|node| page.id_of(node)).map(|id| page.key_of(id));
        let places: Vec<String> = around.chain(self.before.iter().cloned()).collect();
        let text = tree.text_of(node, MAX_LOOKED_AT_BYTES);
        let has_words = |node: NodeId| match tree.node(node).content {
            Content::Text { span, .. } => tree.source[span.range()].contains(char::is_alphanumeric),
            Content::Element { .. } => false,
        };
        let end = tree.node(block).end;
        let outside = (block..end).filter(|inner| !(node..tree.node(node).end).contains(inner));
        let has_more = end - block > MAX_NODES || outside.take(MAX_NODES).any(has_words);
        let is_first = node - block <= MAX_NODES && !(block..node).any(has_words);
        let label = marks::label(&text).filter(|_| has_more);
        let mark = label.map(|label| MarkLink {
            page: page.key.to_owned(),
            node,
            label: label.to_owned(),
            target: target.clone(),
            places: places.clone(),
            is_first,
        });
        let leads_back = |known: &&MarkLink| known.places.contains(&target);
        let known =
            places.iter().filter_map(|place| self.by_target.get(place)).flatten().find(leads_back).cloned();
        match (known, mark) {
            (Some(known), Some(mark)) if known.is_first && !mark.is_first => Some(mark),
            (Some(known), _) => Some(known),
            (None, Some(mark)) => {
                if self.count < MAX_REMEMBERED {
                    let marks = self.by_target.entry(target).or_default();
                    if marks.len() < MAX_MARKS {
                        marks.push(mark);
                        self.count += 1;
                    }
                }
                None
            }
            (None, None) => None,
        }
    }
}
