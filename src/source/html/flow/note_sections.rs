//! Sections that hold nothing but notes: their headings would stand above nothing, since notes stand at the end.

use std::collections::{HashMap, HashSet};

use super::{
    super::{
        tag::Tag,
        tree::{Content, NodeId},
    },
    note_index::NoteBody,
    page::Page,
};

/// The headings of a page below which there are only notes, and the lines above them.
pub fn headings_of_notes(page: &Page<'_>, bodies: &HashMap<NodeId, NoteBody>) -> HashSet<NodeId> {
    let tree = page.tree;
    let mut found = HashSet::new();
    if bodies.is_empty() {
        return found;
    }
    // The lines and the heading since the last text, and whether notes have followed.
    let (mut open, mut has_notes) = (Vec::new(), false);
    let mut node = page.root;
    while node < tree.node(page.root).end {
        if let Some(body) = bodies.get(&node) {
            has_notes = true;
            node = body.end.max(node + 1);
            continue;
        }
        let end = tree.node(node).end;
        let mut next = node + 1;
        match tree.node(node).content {
            Content::Element { tag, .. } if tag.is_unread() => next = end,
            Content::Element { tag: Tag::Hr, .. } if !has_notes => open.push(node),
            Content::Element { .. } if page.heading_level(node).is_some() => {
                if has_notes {
                    found.extend(open.drain(..));
                }
                has_notes = false;
                open.retain(|&line| tree.is(line, Tag::Hr));
                open.push(node);
                next = end;
            }
            Content::Element { tag: Tag::Img | Tag::Svg | Tag::Math, .. } => open.clear(),
            Content::Text { span, .. } if !tree.source[span.range()].trim().is_empty() => open.clear(),
            Content::Element { .. } | Content::Text { .. } => {}
        }
        node = next.max(node + 1);
    }
    if has_notes {
        found.extend(open);
    }
    found
}
