//! Links, and marks that refer to notes.

use super::{
    super::{
        marks,
        tree::{Content, NodeId},
    },
    open_inline::Inline,
    page::Address,
    renderer::Renderer,
};
use crate::text::Span;

impl Renderer<'_> {
    /// Begins a link, or writes the mark of a note. Returns whether what is in it is to be written.
    pub(super) fn start_link(&mut self, id: NodeId) -> bool {
        if self.flow.notes.target_of(self.page, id).is_some() {
            self.refer(id);
            return false;
        }
        let tree = self.page.tree;
        let is_open = || self.inline.iter().any(|open| matches!(open.what, Inline::Link(_)));
        let is_address =
            |address: &&str| !address.trim_start().to_ascii_lowercase().starts_with("javascript:");
        let address =
            tree.attribute(id, "href").filter(|address| !address.trim().is_empty()).filter(is_address);
        if let Some(address) = address.filter(|_| !is_open()) {
            let address = (self.page.resolve)(address);
            self.open_inline(Inline::Link(address.as_str().into()));
        }
        true
    }

    /// The only link in a raised part, if it refers to a note and there is nothing else but brackets.
    pub(super) fn reference_in(&self, id: NodeId) -> Option<NodeId> {
        let tree = self.page.tree;
        let mut links =
            tree.descendants(id).filter(|&inner| self.flow.notes.target_of(self.page, inner).is_some());
        let link = links.next().filter(|_| links.next().is_none())?;
        marks::label(&tree.text_of(id, 64)).is_some().then_some(link)
    }

    /// Writes the raised number of the note that the link refers to.
    pub(super) fn refer(&mut self, link: NodeId) {
        let Some(target) = self.flow.notes.target_of(self.page, link).map(str::to_owned) else { return };
        let number = self.flow.notes.number(&target).to_string();
        let label = self.flow.notes.label(&target);
        let Content::Element { span, .. } = self.page.tree.node(link).content else { return };
        if let Some(id) = self.page.id_of(link) {
            let key = self.page.key_of(id);
            self.stream().anchor(key);
        }
        let is_word = label.contains(char::is_alphabetic);
        let shown = marks::raised(&label).unwrap_or(if is_word { format!("[{label}]") } else { label });
        let start = self.push(&shown, Span::at(span.end));
        self.stream().writer.refer_from(start, &number);
    }

    /// Whether the element is a link that leads back from a note to its reference.
    pub(super) fn is_link_back(&self, id: NodeId) -> bool {
        let tree = self.page.tree;
        if !tree.is(id, super::super::tag::Tag::A) {
            return false;
        }
        let is_at_label = || {
            self.note.as_ref().is_some_and(|(_, stream)| !stream.writer.text().contains(char::is_alphabetic))
        };
        if self.flow.notes.keeps_labels && is_at_label() {
            return false;
        }
        if self.page.is_of_type(id, &["backlink", "referrer"]) {
            return true;
        }
        let Some(Address::Internal(target)) =
            tree.attribute(id, "href").filter(|_| self.note.is_some()).map(|href| (self.page.resolve)(href))
        else {
            return false;
        };
        let text = tree.text_of(id, 64);
        let is_mark = || marks::label(&text).is_some() || !text.contains(char::is_alphanumeric);
        is_mark() || self.flow.notes.is_source(&target)
    }
}
