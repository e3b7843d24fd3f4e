//! The renderer of a page: walks through its tree and writes what each element says.

use super::{
    super::{
        hidden::is_hidden,
        math,
        tag::Tag,
        tree::{Content, NodeId, Step},
    },
    Directive, Flow, Page,
    note_index::NoteBody,
    note_sections::headings_of_notes,
    open_inline::OpenInline,
    open_table::OpenTable,
    stream::Stream,
};
use crate::text::{
    Span,
    structure::{BlockKind, LocatorKind},
};
use std::collections::{HashMap, HashSet};

/// The state of the writing of a page after the elements so far.
pub struct Renderer<'p> {
    /// The document that is written.
    pub(super) flow: &'p mut Flow,
    /// The page that is read.
    pub(super) page: &'p Page<'p>,
    /// The body of the note that is open.
    pub(super) note: Option<(NoteBody, Stream)>,
    /// The bodies of notes in the page by the first of their elements.
    pub(super) bodies: HashMap<NodeId, NoteBody>,
    /// The elements that are left out, since only notes follow them.
    without_text: HashSet<NodeId>,
    /// The styles and links that are open, the innermost last.
    pub(super) inline: Vec<OpenInline>,
    /// The kinds of the blocks that text begins, the innermost last.
    pub(super) kinds: Vec<BlockKind>,
    /// How many open elements make one block of all that is in them.
    pub(super) joined: usize,
    /// How many open elements keep their white space.
    pub(super) verbatim: usize,
    /// How many open elements end paragraphs at line breaks.
    pub(super) breaking: usize,
    /// How many open elements make lines of the blocks in them.
    pub(super) lines: usize,
    /// The table of data that is open.
    pub(super) table: Option<OpenTable>,
    /// The element whose lines of verse are being written as one block.
    pub(super) stanza: Option<NodeId>,
    /// Elements in which everything is apart from each other although no white space is between.
    pub(super) spaced: HashSet<NodeId>,
    /// What the end of each open element ends.
    open: Vec<Vec<Opened>>,
}

/// Something that begins with an element and ends with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Opened {
    /// A block.
    Block,
    /// A kind of blocks.
    Kind,
    /// A block of everything in the element.
    Joined,
    /// Text whose white space counts.
    Verbatim,
    /// Text whose line breaks end paragraphs.
    Breaking,
    /// Blocks that are lines of one.
    Lines,
    /// A list.
    List,
    /// An item of a list.
    Item,
    /// A quotation.
    Quotation,
    /// A style or a link.
    Inline,
    /// A table that is a block.
    Table,
    /// A cell of such a table.
    Cell {
        /// The number of columns beyond the first one that the cell covers.
        more_columns: usize,
    },
    /// Quotation marks.
    QuotationMarks,
    /// Words with a space on both sides.
    Apart,
    /// Lines of verse, which are in one block.
    VerseLine,
    /// A part of the text with a locator.
    Locator(LocatorKind),
}

impl<'p> Renderer<'p> {
    /// A renderer that writes `page` into `flow`.
    pub fn new(flow: &'p mut Flow, page: &'p Page<'p>) -> Self {
        let bodies = flow.notes.bodies(page);
        Self {
            flow,
            page,
            note: None,
            without_text: headings_of_notes(page, &bodies),
            bodies,
            inline: Vec::new(),
            kinds: Vec::new(),
            joined: 0,
            verbatim: 0,
            breaking: 0,
            lines: 0,
            table: None,
            stanza: None,
            spaced: HashSet::new(),
            open: Vec::new(),
        }
    }

    /// Writes the page.
    pub fn render(mut self) {
        self.stream().quotations = usize::from(self.page.quotation_depth);
        self.render_node(self.page.root);
        self.end_note();
        self.end_block();
        self.stream().quotations = 0;
    }

    /// Writes an element with all that is in it, or a text.
    pub(super) fn render_node(&mut self, root: NodeId) {
        let tree = self.page.tree;
        let mut walk = tree.walk(root);
        while let Some(step) = walk.next() {
            self.end_note_before(step);
            match step {
                Step::Leave(_) => self.leave(),
                Step::Enter(id) => match tree.node(id).content {
                    Content::Text { .. } if self.page.directives_of(id).contains(&Directive::Skip) => {}
                    Content::Text { .. } => tree.text_pieces(id, |text, source| self.text(text, source)),
                    Content::Element { tag, .. } => {
                        self.open.push(Vec::new());
                        if !self.enter(id, tag) {
                            walk.pass_over();
                        }
                    }
                },
            }
        }
    }

    /// Begins an element. Returns whether what is in it is to be written, too.
    fn enter(&mut self, id: NodeId, tag: Tag) -> bool {
        let is_note = self.begin_note(id);
        // Parts of a text may begin with what is hidden.
        if !self.follow_directives(id) {
            return false;
        }
        // Notes that pop up are hidden in the page.
        if tag.is_unread() || !is_note && is_hidden(self.page.tree, id, self.page.hiding) {
            return self.is_read_after_all(id, tag);
        }
        if self.without_text.contains(&id) || self.is_link_back(id) {
            return false;
        }
        if let Some(id) = self.page.id_of(id) {
            let key = self.page.key_of(id);
            self.stream().anchor(key);
        }
        if self.page.is_of_type(id, &["pagebreak"]) {
            self.page_break(id);
            return false;
        }
        match tag {
            Tag::Br => self.line_break(),
            Tag::Hr => self.rule(),
            Tag::Img | Tag::Image => self.picture(id),
            Tag::Svg => self.drawing(id),
            Tag::Math => self.mathematics(id),
            Tag::Span if self.formula_in(id).is_some() => {
                if let Some(formula) = self.formula_in(id) {
                    self.mathematics(formula);
                }
                return false;
            }
            Tag::Tr | Tag::Td | Tag::Th | Tag::Tbody | Tag::Thead | Tag::Tfoot if self.table.is_some() => {
                return self.start_in_table(id, tag);
            }
            // It was written before the table.
            Tag::Caption if self.table.is_some() => return false,
            Tag::Table => return self.start_table(id),
            _ if self.is_block(id, tag) => self.start_block(id, tag),
            _ => return self.start_inline(id, tag),
        }
        !matches!(tag, Tag::Svg | Tag::Math)
    }

    /// What is read of an element that is not shown: an input that is the box of a task, a page break.
    fn is_read_after_all(&mut self, id: NodeId, tag: Tag) -> bool {
        if tag == Tag::Input {
            self.task_box(id);
        } else if self.page.is_of_type(id, &["pagebreak"]) {
            self.page_break(id);
        }
        false
    }

    /// The stream that is being written: of the body of a note while one is open, else of the document.
    pub(super) fn stream(&mut self) -> &mut Stream {
        self.note.as_mut().map_or(&mut self.flow.document, |(_, stream)| stream)
    }

    /// Notes that the innermost element begins something, which ends with it.
    pub(super) fn opened(&mut self, opened: Opened) {
        match opened {
            Opened::Joined => self.joined += 1,
            Opened::Verbatim => self.verbatim += 1,
            Opened::Breaking => self.breaking += 1,
            Opened::Lines => {
                self.end_block();
                self.lines += 1;
            }
            Opened::Quotation => self.stream().quotations += 1,
            _ => {}
        }
        if let Some(open) = self.open.last_mut() {
            open.push(opened);
        }
    }

    /// Ends the innermost element.
    fn leave(&mut self) {
        for opened in self.open.pop().unwrap_or_default().into_iter().rev() {
            match opened {
                Opened::Block => self.end_block(),
                Opened::Kind => drop(self.kinds.pop()),
                Opened::Joined => self.joined = self.joined.saturating_sub(1),
                Opened::Verbatim => self.verbatim = self.verbatim.saturating_sub(1),
                Opened::Breaking => self.breaking = self.breaking.saturating_sub(1),
                Opened::Lines => {
                    self.lines = self.lines.saturating_sub(1);
                    self.end_block();
                }
                Opened::List => drop(self.stream().lists.pop()),
                Opened::Item => self.stream().marker = None,
                Opened::Quotation => {
                    let stream = self.stream();
                    stream.quotations = stream.quotations.saturating_sub(1);
                }
                Opened::Inline => self.end_inline(),
                Opened::Table => self.end_table(),
                Opened::Cell { more_columns } => self.end_cell(more_columns),
                Opened::QuotationMarks => self.end_quotation_marks(),
                Opened::Apart => self.words(" ", Span::default()),
                Opened::VerseLine => self.stream().space = None,
                Opened::Locator(kind) => {
                    self.end_block();
                    self.stream().writer.end_locator(kind);
                }
            }
        }
    }

    /// The formula that an encyclopedia hides behind a picture of it.
    fn formula_in(&self, id: NodeId) -> Option<NodeId> {
        let tree = self.page.tree;
        if !tree.has_word(id, "class", &["mwe-math-element"]) {
            return None;
        }
        tree.descendants(id).find(|&node| tree.is(node, Tag::Math))
    }

    fn mathematics(&mut self, id: NodeId) {
        let text = math::linear(self.page.tree, id);
        let Content::Element { span, .. } = self.page.tree.node(id).content else { return };
        self.words(&text, span);
    }
}
