//! How much there is to read in each element: all text, links, prose.

use super::super::{
    hidden::{HidingRules, is_hidden},
    tag::Tag,
    tree::{Content, NodeId, Tree},
};

/// How long the text of a block must be to be prose, in bytes, links not counted.
const MIN_PROSE_BYTES: u32 = 80;

/// How long it must be if it has the end of a sentence.
const MIN_SENTENCE_BYTES: u32 = 25;

/// The weights of the nodes of a page, in bytes of text.
#[derive(Debug)]
pub struct Weights {
    text: Vec<u32>,
    links: Vec<u32>,
    prose: Vec<u32>,
    /// The nodes that are hidden or never shown, and what is in them.
    pub is_out: Vec<bool>,
}

impl Weights {
    /// The weights of all nodes of a page.
    pub fn new(tree: &Tree<'_>, hiding: &HidingRules) -> Self {
        let len = tree.len();
        let mut weights =
            Self { text: vec![0; len], links: vec![0; len], prose: vec![0; len], is_out: vec![false; len] };
        let mut blocks: Vec<NodeId> = vec![0; len];
        let mut in_link = vec![false; len];
        // The text of each block outside of links, and whether a sentence ends in it.
        let mut own: Vec<(u32, bool)> = vec![(0, false); len];
        for id in 1..len {
            let parent = tree.node(id).parent;
            weights.is_out[id] = weights.is_out[parent];
            in_link[id] = in_link[parent];
            blocks[id] = blocks[parent];
            match tree.node(id).content {
                Content::Element { tag, .. } => {
                    weights.is_out[id] |= tag.is_unread() || is_hidden(tree, id, hiding);
                    in_link[id] |= tag == Tag::A;
                    if tag.is_block() {
                        blocks[id] = id;
                    }
                }
                Content::Text { span, .. } if !weights.is_out[id] => {
                    let text = tree.source[span.range()].trim();
                    let bytes = u32::try_from(text.len()).unwrap_or(u32::MAX);
                    weights.text[id] = bytes;
                    if in_link[id] {
                        weights.links[id] = bytes;
                    } else {
                        let (sum, has_end) = &mut own[blocks[id]];
                        *sum = sum.saturating_add(bytes);
                        *has_end |= text.contains(['.', '!', '?', '…', '。', '！', '？', ':', ';']);
                    }
                }
                Content::Text { .. } => {}
            }
        }
        for id in 1..len {
            let (bytes, has_end) = own[id];
            if bytes >= MIN_PROSE_BYTES || has_end && bytes >= MIN_SENTENCE_BYTES {
                weights.prose[id] = bytes;
            }
        }
        for id in (1..len).rev() {
            let parent = tree.node(id).parent;
            for sums in [&mut weights.text, &mut weights.links, &mut weights.prose] {
                sums[parent] = sums[parent].saturating_add(sums[id]);
            }
        }
        weights
    }

    /// The length of all text in a node.
    pub fn text(&self, id: NodeId) -> u32 {
        self.text[id]
    }

    /// The length of the prose in a node: of blocks with sentences.
    pub fn prose(&self, id: NodeId) -> u32 {
        self.prose[id]
    }

    /// The length of the text of links in a node.
    pub fn links(&self, id: NodeId) -> u32 {
        self.links[id]
    }

    /// The share of the text in a node that is in links.
    pub fn link_share(&self, id: NodeId) -> f64 {
        f64::from(self.links[id]) / f64::from(self.text[id].max(1))
    }

    /// Takes the text in a node out of the weights of all that it stands in.
    pub fn remove(&mut self, tree: &Tree<'_>, id: NodeId) {
        let (text, links, prose) = (self.text[id], self.links[id], self.prose[id]);
        for node in tree.ancestors(id).chain([id]) {
            self.text[node] = self.text[node].saturating_sub(text);
            self.links[node] = self.links[node].saturating_sub(links);
            self.prose[node] = self.prose[node].saturating_sub(prose);
        }
    }
}
