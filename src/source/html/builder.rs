//! The builder of a tree: puts the tokens of a source into elements, with the end tags that HTML lets writers leave out.
//!
//! It is a short form of the WHATWG's tree construction. It differs where that copies or moves elements: text in a table stays
//! where it is written, and a style that is ended within another block goes on to the end of its own.

use super::{
    tag::Tag,
    tokenizer::{MarkupToken, Tokenizer},
    tree::{Content, Node, NodeId, Tree},
};

/// How deep elements may be nested. What is nested deeper is put beside its parent instead of into it, as browsers do.
const MAX_DEPTH: usize = 256;

/// How many elements and texts a page may have. Chosen by hand: the largest specifications have 300,000.
const MAX_NODES: usize = 2_500_000;

/// How many attributes are kept of a page. Chosen by hand.
const MAX_ATTRIBUTES: usize = 1_000_000;

/// The state of the building after the tokens so far.
struct Builder<'a> {
    tree: Tree<'a>,
    /// The elements that are open, the innermost last; the first is the root.
    open: Vec<(NodeId, Tag)>,
    /// How many of them are drawings or formulas, in which HTML's own rules don't count.
    foreign: usize,
    /// How many elements are open that were put beside their parents.
    too_deep: usize,
    is_xml: bool,
}

/// The tree of `source`, which is written as XML or as HTML. It is cut where it would take too much memory.
pub fn build(source: &str, is_xml: bool) -> Tree<'_> {
    let root = Content::Element { tag: Tag::Other, attributes: (0, 0), span: crate::text::Span::at(0) };
    let nodes = vec![Node { parent: 0, end: 1, content: root }];
    let tree = Tree { source, nodes, attributes: Vec::new(), is_cut: false };
    let mut builder = Builder { tree, open: vec![(0, Tag::Other)], foreign: 0, too_deep: 0, is_xml };
    for token in Tokenizer::new(source, is_xml) {
        if builder.tree.nodes.len() >= MAX_NODES {
            builder.tree.is_cut = true;
            break;
        }
        builder.take(token);
    }
    builder.close_to(0);
    builder.tree.nodes[0].end = builder.tree.nodes.len();
    builder.tree
}

impl<'a> Builder<'a> {
    fn take(&mut self, token: MarkupToken<'a>) {
        match token {
            MarkupToken::Text { span, has_references } => {
                if self.innermost() == Tag::Head && !self.tree.source[span.range()].trim().is_empty() {
                    self.close(Tag::Head);
                }
                self.push(Content::Text { span, has_references });
            }
            MarkupToken::Start { tag, attributes, is_closed, span } => {
                self.end_what_ends_before(tag);
                let from = self.tree.attributes.len();
                let room = MAX_ATTRIBUTES.saturating_sub(from);
                self.tree.attributes.extend(attributes.into_iter().take(room));
                let attributes = (from, self.tree.attributes.len());
                let id = self.push(Content::Element { tag, attributes, span });
                let in_foreign = self.foreign > 0 || is_foreign(tag);
                if tag.is_void() || is_closed && (self.is_xml || in_foreign) {
                    return;
                }
                if self.open.len() < MAX_DEPTH {
                    self.open.push((id, tag));
                    self.foreign += usize::from(is_foreign(tag));
                } else {
                    self.too_deep += 1;
                }
            }
            MarkupToken::End { tag: Tag::Br, .. } => self.start_and_end(Tag::Br),
            MarkupToken::End { .. } if self.too_deep > 0 => self.too_deep -= 1,
            MarkupToken::End { tag: Tag::P, .. } if !self.is_open(Tag::P, is_barrier_of_p) => {
                self.start_and_end(Tag::P);
            }
            MarkupToken::End { tag, name } => self.end(tag, name),
        }
    }

    fn innermost(&self) -> Tag {
        self.open.last().map_or(Tag::Other, |(_, tag)| *tag)
    }

    /// Adds a node to the innermost element.
    fn push(&mut self, content: Content) -> NodeId {
        let id = self.tree.nodes.len();
        let parent = self.open.last().map_or(0, |(id, _)| *id);
        self.tree.nodes.push(Node { parent, end: id + 1, content });
        id
    }

    /// An end tag that stands for an element without content.
    fn start_and_end(&mut self, tag: Tag) {
        self.end_what_ends_before(tag);
        let at = self.tree.attributes.len();
        self.push(Content::Element { tag, attributes: (at, at), span: crate::text::Span::at(0) });
    }

    /// Ends the elements above `depth`.
    fn close_to(&mut self, depth: usize) {
        let end = self.tree.nodes.len();
        for (id, tag) in self.open.drain(depth..) {
            self.tree.nodes[id].end = end;
            self.foreign -= usize::from(is_foreign(tag));
        }
        self.too_deep = 0;
    }

    /// The depth of the innermost element with this tag, unless a barrier is within it.
    fn depth_of(&self, is_wanted: impl Fn(Tag) -> bool, is_barrier: impl Fn(Tag) -> bool) -> Option<usize> {
        let found = self.open.iter().rposition(|(_, tag)| is_wanted(*tag) || is_barrier(*tag))?;
        is_wanted(self.open[found].1).then_some(found)
    }

    fn is_open(&self, tag: Tag, is_barrier: impl Fn(Tag) -> bool) -> bool {
        self.depth_of(|open| open == tag, is_barrier).is_some()
    }

    /// Ends the innermost element with this tag within the same cell of a table.
    fn close(&mut self, tag: Tag) {
        if let Some(depth) = self.depth_of(|open| open == tag, is_barrier) {
            self.close_to(depth);
        }
    }

    fn close_one_of(&mut self, tags: &[Tag], is_barrier: impl Fn(Tag) -> bool) {
        if let Some(depth) = self.depth_of(|open| tags.contains(&open), is_barrier) {
            self.close_to(depth);
        }
    }

    /// Ends the elements whose end tags may be left out before the start of this one.
    fn end_what_ends_before(&mut self, tag: Tag) {
        if self.foreign > 0 {
            return;
        }
        if !tag.is_metadata() {
            self.close(Tag::Head);
        }
        if tag.is_block() && !matches!(tag, Tag::Body | Tag::Html | Tag::Caption) && !tag.is_in_table() {
            self.close_one_of(&[Tag::P], is_barrier_of_p);
        }
        match tag {
            Tag::Li => self.close_one_of(&[Tag::Li], is_barrier_of_item),
            Tag::Dd | Tag::Dt => self.close_one_of(&[Tag::Dd, Tag::Dt], is_barrier_of_item),
            Tag::Td | Tag::Th => self.close_one_of(&[Tag::Td, Tag::Th, Tag::Caption], is_barrier_of_table),
            Tag::Tr => self.close_one_of(&[Tag::Tr, Tag::Caption, Tag::Colgroup], is_barrier_of_table),
            Tag::Tbody | Tag::Thead | Tag::Tfoot => {
                let parts = [Tag::Tbody, Tag::Thead, Tag::Tfoot, Tag::Caption, Tag::Colgroup];
                self.close_one_of(&parts, is_barrier_of_table);
                self.close_one_of(&[Tag::Tr], is_barrier_of_table);
            }
            Tag::Rt | Tag::Rp | Tag::Rb | Tag::Rtc => {
                self.close_one_of(&[Tag::Rt, Tag::Rp, Tag::Rb], |tag| {
                    matches!(tag, Tag::Ruby | Tag::Rtc) || is_barrier(tag)
                });
            }
            Tag::Option | Tag::Optgroup => self.close_one_of(&[Tag::Option], |tag| tag == Tag::Select),
            Tag::A => self.close_one_of(&[Tag::A], |tag| is_barrier(tag) || tag.is_block()),
            _ if tag.heading_level().is_some() && self.innermost().heading_level().is_some() => {
                self.close_to(self.open.len() - 1);
            }
            _ => {}
        }
    }

    fn end(&mut self, tag: Tag, name: &str) {
        // What follows belongs to the body, too.
        if matches!(tag, Tag::Body | Tag::Html) {
            return;
        }
        let is_barrier = |open: Tag| match tag {
            Tag::Table => open == Tag::Template,
            _ if tag.is_in_table() || tag == Tag::Caption => is_barrier_of_table(open),
            _ if tag.is_block() || tag == Tag::Other => is_barrier(open),
            // A style that ends within a block that it doesn't begin in ends nothing there.
            _ => is_barrier(open) || open.is_block(),
        };
        let is_same = |(id, open): &(NodeId, Tag)| {
            let is_one_of_headings = tag.heading_level().is_some() && open.heading_level().is_some();
            (*open == tag || is_one_of_headings)
                && (tag != Tag::Other || self.tree.name(*id).eq_ignore_ascii_case(name))
        };
        let found = self.open.iter().rposition(|open| is_same(open) || is_barrier(open.1));
        if let Some(depth) = found.filter(|&depth| depth > 0 && is_same(&self.open[depth])) {
            self.close_to(depth);
        }
    }
}

/// Whether the element is a drawing or a formula, which are in languages of their own.
fn is_foreign(tag: Tag) -> bool {
    matches!(tag, Tag::Svg | Tag::Math)
}

/// Elements out of which an end tag, or the start of another element, ends nothing.
fn is_barrier(tag: Tag) -> bool {
    matches!(tag, Tag::Td | Tag::Th | Tag::Caption | Tag::Table | Tag::Template | Tag::Object | Tag::Applet)
}

fn is_barrier_of_p(tag: Tag) -> bool {
    is_barrier(tag) || tag == Tag::Button
}

fn is_barrier_of_table(tag: Tag) -> bool {
    matches!(tag, Tag::Table | Tag::Template)
}

fn is_barrier_of_item(tag: Tag) -> bool {
    let is_container =
        tag.is_block() && !matches!(tag, Tag::Address | Tag::Div | Tag::P | Tag::Li | Tag::Dd | Tag::Dt);
    is_barrier(tag) || is_container
}
