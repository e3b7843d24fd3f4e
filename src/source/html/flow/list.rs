//! Lists: their items get the markers that browsers show.

use super::{
    super::{tag::Tag, tree::NodeId},
    open_list::{Numbering, OpenList},
    renderer::{Opened, Renderer},
};
use crate::text::structure::{BlockKind, ListMarker, TextBlock};

impl Renderer<'_> {
    /// Begins a list.
    pub(super) fn start_list(&mut self, id: NodeId, tag: Tag) {
        let tree = self.page.tree;
        let numbering = (tag == Tag::Ol).then(|| {
            let is_reversed = tree.attribute(id, "reversed").is_some();
            let items = || tree.children(id).filter(|&child| tree.is(child, Tag::Li)).count();
            let start = tree.attribute(id, "start").and_then(|start| start.trim().parse().ok());
            let first = || if is_reversed { i64::try_from(items()).unwrap_or(1) } else { 1 };
            let style =
                tree.attribute(id, "type").and_then(|style| style.trim().chars().next()).unwrap_or('1');
            Numbering { next: start.unwrap_or_else(first), is_reversed, style }
        });
        self.stream().lists.push(OpenList { numbering });
        self.opened(Opened::List);
    }

    /// Begins an item: its first block gets the marker. The number of a note is drawn in another way.
    pub(super) fn start_item(&mut self, id: NodeId) {
        if self.note.as_ref().is_some_and(|(note, _)| note.start == id) {
            return;
        }
        let value = self.page.tree.attribute(id, "value").and_then(|value| value.trim().parse().ok());
        let stream = self.stream();
        let has_list = !stream.lists.is_empty();
        let numbering = stream.lists.last_mut().and_then(|list| list.numbering.as_mut());
        stream.marker = Some(numbering.map_or(ListMarker::Bullet, |numbering| numbering.marker(value)));
        if !has_list {
            stream.lists.push(OpenList { numbering: None });
            self.opened(Opened::List);
        }
        self.opened(Opened::Item);
    }

    /// Begins a paragraph that a word processor has numbered: its style says how deep it stands.
    pub(super) fn start_word_item(&mut self, id: NodeId) {
        let style = self.page.tree.attribute(id, "style").unwrap_or_default();
        let Some((_, after)) = style.split_once("mso-list:") else { return };
        let level = after.split_once("level").and_then(|(_, level)| level.bytes().next());
        let level = level.filter(u8::is_ascii_digit).map_or(1, |digit| usize::from(digit - b'0'));
        for _ in 0..level {
            self.stream().lists.push(OpenList { numbering: None });
            self.opened(Opened::List);
        }
    }

    /// Takes the marker of an item that a word processor has written as text. Returns whether the element is one.
    pub(super) fn is_word_marker(&mut self, id: NodeId) -> bool {
        let tree = self.page.tree;
        let style = tree.attribute(id, "style").unwrap_or_default().to_ascii_lowercase();
        if !style.contains("mso-list:ignore") {
            return false;
        }
        let marker = tree.text_of(id, 24);
        let is_number = marker.contains(|c: char| c.is_ascii_alphanumeric()) && marker.len() > 1;
        let marker = if is_number { ListMarker::Number(marker.into()) } else { ListMarker::Bullet };
        self.stream().marker = Some(marker);
        true
    }

    /// Begins a description, which is indented as an item is.
    pub(super) fn start_description(&mut self) {
        self.stream().lists.push(OpenList { numbering: None });
        self.opened(Opened::List);
    }

    /// The box of a task at the start of an item is its marker.
    pub(super) fn task_box(&mut self, id: NodeId) {
        let tree = self.page.tree;
        if tree.attribute(id, "type").is_none_or(|kind| !kind.eq_ignore_ascii_case("checkbox")) {
            return;
        }
        let marker = ListMarker::Task { done: tree.attribute(id, "checked").is_some() };
        let stream = self.stream();
        let is_start = stream.writer.is_at_start_of_block();
        match (stream.writer.open_block(), &mut stream.marker) {
            (Some(TextBlock { kind: kind @ BlockKind::ListItem { .. }, .. }), _) if is_start => {
                *kind = BlockKind::ListItem { marker };
            }
            (None, waiting @ Some(_)) => *waiting = Some(marker),
            _ => {}
        }
    }
}
