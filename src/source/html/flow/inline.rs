//! The parts of a line: styles, quotation marks, raised and lowered numbers.

use super::{
    super::{
        marks::{lowered, raised},
        tag::Tag,
        tree::{Content, NodeId},
    },
    open_inline::{Inline, OpenInline},
    renderer::{Opened, Renderer},
};
use crate::text::{
    Span,
    structure::{LinkTarget, Style},
};

/// How much of a raised or lowered text is looked at for a number, in bytes.
const MAX_NUMBER_BYTES: usize = 24;

impl Renderer<'_> {
    /// Begins an element that stands within a line. Returns whether what is in it is to be written.
    pub(super) fn start_inline(&mut self, id: NodeId, tag: Tag) -> bool {
        if self.spaced.contains(&self.page.tree.node(id).parent) {
            self.words(" ", Span::default());
        }
        if tag == Tag::Span && self.is_word_marker(id) {
            return false;
        }
        match tag {
            Tag::A => return self.start_link(id),
            Tag::Sup | Tag::Sub => return self.start_script(id, tag),
            Tag::Q => self.start_quotation_marks(),
            _ => {
                if let Some(style) = style(tag) {
                    self.open_style(style);
                }
            }
        }
        true
    }

    /// A raised or lowered part. A number is written in raised or lowered digits, since it would be another number without.
    fn start_script(&mut self, id: NodeId, tag: Tag) -> bool {
        if let Some(link) = self.reference_in(id) {
            self.refer(link);
            return false;
        }
        let tree = self.page.tree;
        let text = tree.text_of(id, MAX_NUMBER_BYTES + 1);
        let number = if tag == Tag::Sup { raised(&text) } else { lowered(&text) };
        let inner = tree.descendants(id).find(|&inner| tree.tag(inner).is_none());
        let has_link = || tree.descendants(id).any(|inner| tree.is(inner, Tag::A));
        match (number, inner.map(|inner| &tree.node(inner).content)) {
            (Some(number), Some(Content::Text { span, .. }))
                if tree.descendants(id).len() <= 4 && !has_link() =>
            {
                self.push(&number, *span);
                false
            }
            _ => {
                self.open_style(if tag == Tag::Sup { Style::Superscript } else { Style::Subscript });
                true
            }
        }
    }

    fn start_quotation_marks(&mut self) {
        self.push("“", Span::default());
        self.opened(Opened::QuotationMarks);
    }

    /// Writes the mark at the end of a quotation.
    pub(super) fn end_quotation_marks(&mut self) {
        self.stream().space = None;
        self.push("”", Span::default());
    }

    fn open_style(&mut self, style: Style) {
        let is_new = self.inline.iter().all(|open| open.what != Inline::Style(Some(style)));
        self.open_inline(Inline::Style(is_new.then_some(style)));
    }

    /// Begins a style or a link with the next word.
    pub(super) fn open_inline(&mut self, what: Inline) {
        self.inline.push(OpenInline { start: None, what });
        self.opened(Opened::Inline);
    }

    /// Ends the style or the link that was begun last.
    pub(super) fn end_inline(&mut self) {
        if let Some(OpenInline { start, what }) = self.inline.pop() {
            self.finish_inline(start, &what);
        }
    }

    /// Lets the open styles and links, and the places that links lead to, begin at the word that comes now.
    pub(super) fn start_at_word(&mut self) {
        let len = self.stream().writer.len();
        for open in self.inline.iter_mut().rev().take_while(|open| open.start.is_none()) {
            open.start = Some(len);
        }
        let anchors = std::mem::take(&mut self.stream().anchors);
        // The text of a note is put elsewhere later.
        if self.note.is_none() {
            self.flow.place(anchors, len);
        }
    }

    /// Ends the open styles and links with this block; they begin again in the next one.
    pub(super) fn pause_inline(&mut self) {
        let mut inline = std::mem::take(&mut self.inline);
        for open in &mut inline {
            self.finish_inline(open.start.take(), &open.what);
        }
        self.inline = inline;
    }

    fn finish_inline(&mut self, start: Option<usize>, what: &Inline) {
        let writer = &mut self.stream().writer;
        let Some(start) = start.filter(|&start| start < writer.len()) else { return };
        match what {
            Inline::Style(Some(style)) => writer.style_from(start, *style),
            Inline::Style(None) => {}
            Inline::Link(address) => writer.link_from(start, LinkTarget::Address(address.clone())),
        }
    }
}

/// The style that an element gives its text.
fn style(tag: Tag) -> Option<Style> {
    Some(match tag {
        Tag::Em | Tag::I | Tag::Cite | Tag::Dfn | Tag::Var => Style::Emphasis,
        Tag::Strong | Tag::B => Style::Strong,
        Tag::Code | Tag::Kbd | Tag::Samp | Tag::Tt => Style::Code,
        Tag::Del | Tag::S | Tag::Strike => Style::Deleted,
        Tag::Ins | Tag::U => Style::Inserted,
        Tag::Mark => Style::Highlighted,
        Tag::Small => Style::Small,
        _ => return None,
    })
}
