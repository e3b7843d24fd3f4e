//! Tables: those of data are a block with a line for each row and a tab between two cells; those that only place things side by side are
//! unrolled.

use super::{
    super::{
        tag::Tag,
        tree::{Content, NodeId, Tree},
    },
    open_table::OpenTable,
    renderer::{Opened, Renderer},
};
use crate::text::{
    Span,
    structure::{BlockKind, ColumnAlignment, TextBlock},
};

/// How many columns or rows a cell may cover. HTML allows more, but no real table has them.
const MAX_SPANNED: usize = 100;

/// How long a cell of a table of data may be in the source, in bytes, if nothing else shows that it is one. Chosen by hand.
const MAX_CELL_BYTES: usize = 600;

impl Renderer<'_> {
    /// Begins a table. Its caption is written before it. Returns whether what is in it is to be written.
    pub(super) fn start_table(&mut self, id: NodeId) -> bool {
        self.end_block();
        self.opened(Opened::Block);
        let tree = self.page.tree;
        if self.joined > 0 || self.verbatim > 0 || !is_of_data(tree, id) {
            return true;
        }
        if let Some(caption) = tree.children(id).find(|&child| tree.is(child, Tag::Caption)) {
            self.render_node(caption);
        }
        let cells = tree.descendants(id).filter(|&cell| is_cell(tree, cell)).count();
        self.table = Some(OpenTable { empty_cells: 4 * cells + 16, ..OpenTable::default() });
        self.opened(Opened::Table);
        true
    }

    /// Begins a row or a cell of a table of data. Returns whether it is written.
    pub(super) fn start_in_table(&mut self, id: NodeId, tag: Tag) -> bool {
        match tag {
            Tag::Tr => {
                let is_read = has_text(self.page.tree, id);
                if is_read {
                    self.start_row(Some(id));
                }
                is_read
            }
            Tag::Td | Tag::Th => {
                self.start_cell(id);
                true
            }
            _ => true,
        }
    }

    fn start_row(&mut self, id: Option<NodeId>) {
        let is_head = id.is_some_and(|id| is_head(self.page.tree, id));
        let Some(table) = &mut self.table else { return };
        if is_head && usize::from(table.head) == table.rows {
            table.head = table.head.saturating_add(1);
        }
        table.rows += 1;
        table.column = 0;
        table.in_row = true;
        let is_first = table.rows == 1;
        self.stream().space = None;
        if is_first {
            self.stream().writer.begin(TextBlock::new(
                BlockKind::Table { head: 0, columns: Box::default() },
                Span::default(),
            ));
            self.set_depths();
        } else {
            self.stream().writer.push("\n", Span::default());
        }
    }

    /// A table stands in the lists and quotations that are open.
    fn set_depths(&mut self) {
        let depth = |depth: usize| u8::try_from(depth).unwrap_or(u8::MAX);
        let stream = self.stream();
        let (lists, quotations) = (depth(stream.lists.len()), depth(stream.quotations));
        if let Some(block) = stream.writer.open_block() {
            (block.list_depth, block.quotation_depth) = (lists, quotations);
        }
    }

    fn start_cell(&mut self, id: NodeId) {
        let tree = self.page.tree;
        if self.table.as_ref().is_some_and(|table| !table.in_row) {
            self.start_row(None);
        }
        let spanned = |name: &str| {
            tree.attribute(id, name).and_then(|value| value.trim().parse().ok()).unwrap_or(1_usize)
        };
        let (columns, rows) =
            (spanned("colspan").clamp(1, MAX_SPANNED), spanned("rowspan").clamp(1, MAX_SPANNED));
        let Some(table) = &mut self.table else { return };
        let mut tabs = 0;
        while table.covered.get(table.column).is_some_and(|rows| *rows > 0) && table.empty_cells > 0 {
            table.covered[table.column] -= 1;
            table.empty_cells -= 1;
            table.column += 1;
            tabs += 1;
        }
        let first = table.column - tabs;
        tabs = if first == 0 { tabs } else { tabs + 1 };
        let more_columns = (columns - 1).min(table.empty_cells);
        table.empty_cells -= more_columns;
        let end = table.column + 1 + more_columns;
        if rows > 1 {
            table.covered.resize(table.covered.len().max(end), 0);
            table.covered[table.column..end].fill(rows - 1);
        }
        if table.rows == usize::from(table.head) + 1 && table.alignments.len() <= table.column {
            table.alignments.resize(table.column + 1, ColumnAlignment::Start);
            table.alignments[table.column] = alignment(tree, id);
        }
        table.column = end;
        table.in_cell = true;
        self.push_tabs(tabs);
        self.opened(Opened::Cell { more_columns });
        self.opened(Opened::Joined);
    }

    fn push_tabs(&mut self, tabs: usize) {
        let stream = self.stream();
        stream.space = None;
        for _ in 0..tabs {
            stream.writer.push("\t", Span::default());
        }
    }

    /// Begins a cell for text of a table that stands in none.
    pub(super) fn begin_cell_if_none(&mut self) {
        if self.table.as_ref().is_none_or(|table| table.in_cell) || self.note.is_some() {
            return;
        }
        if self.table.as_ref().is_some_and(|table| !table.in_row) {
            self.start_row(None);
        }
        let is_first = self.table.as_ref().is_some_and(|table| table.column == 0);
        self.push_tabs(usize::from(!is_first));
        if let Some(table) = &mut self.table {
            table.column += 1;
            table.in_cell = true;
        }
    }

    /// Ends a cell, and adds the empty ones that it covers.
    pub(super) fn end_cell(&mut self, more_columns: usize) {
        self.pause_inline();
        self.push_tabs(more_columns);
        if let Some(table) = &mut self.table {
            table.in_cell = false;
        }
    }

    /// Ends a table of data.
    pub(super) fn end_table(&mut self) {
        let Some(table) = self.table.take() else { return };
        if let Some(TextBlock { kind: BlockKind::Table { head, columns }, .. }) =
            self.stream().writer.open_block()
        {
            *head = table.head;
            *columns = table.alignments.into();
        }
    }
}

fn is_cell(tree: &Tree<'_>, id: NodeId) -> bool {
    matches!(tree.tag(id), Some(Tag::Td | Tag::Th))
}

/// Whether a row belongs to the head: it stands there, or it has only headings of columns.
fn is_head(tree: &Tree<'_>, row: NodeId) -> bool {
    let mut cells = tree.children(row).filter(|&cell| is_cell(tree, cell)).peekable();
    tree.is(tree.node(row).parent, Tag::Thead)
        || cells.peek().is_some() && cells.all(|cell| tree.is(cell, Tag::Th))
}

/// Whether there is something to read in a row.
fn has_text(tree: &Tree<'_>, row: NodeId) -> bool {
    tree.descendants(row).any(|node| match tree.node(node).content {
        Content::Text { span, .. } => !tree.source[span.range()].trim().is_empty(),
        Content::Element { tag, .. } => {
            tag == Tag::Img && tree.attribute(node, "alt").is_some_and(|alt| !alt.trim().is_empty())
        }
    })
}

/// Whether a table has data, and doesn't only place things side by side.
fn is_of_data(tree: &Tree<'_>, id: NodeId) -> bool {
    let role = tree.attribute(id, "role").unwrap_or_default();
    if matches!(role, "presentation" | "none") {
        return false;
    }
    let (mut is_marked, mut has_long_cell, mut has_blocks) = (false, false, false);
    // The cells with text in each row.
    let mut rows: Vec<usize> = Vec::new();
    for node in tree.descendants(id) {
        match tree.tag(node) {
            Some(Tag::Table) => return false,
            Some(Tag::Th | Tag::Thead | Tag::Caption) => is_marked = true,
            Some(Tag::Tr) => rows.push(0),
            Some(Tag::Form | Tag::Blockquote | Tag::Pre | Tag::Hr | Tag::Article | Tag::Section) => {
                has_blocks = true;
            }
            Some(tag) if tag.heading_level().is_some() => has_blocks = true,
            _ => {}
        }
        if is_cell(tree, node) {
            let bytes = cell_bytes(tree, node);
            has_long_cell |= bytes > MAX_CELL_BYTES;
            if let Some(cells) = rows.last_mut().filter(|_| bytes > 0) {
                *cells += 1;
            }
        }
    }
    let has_border = tree.attribute(id, "border").is_some_and(|border| border.trim() != "0");
    let wide = rows.iter().filter(|&&cells| cells > 1).count();
    if is_marked || has_border {
        return wide > 0 || !has_blocks && !has_long_cell && rows.len() > 1;
    }
    wide > 1 && wide * 2 >= rows.len() && !has_long_cell && !has_blocks
}

/// The length of the text in a cell, as it is in the source, in bytes.
fn cell_bytes(tree: &Tree<'_>, cell: NodeId) -> usize {
    let bytes = tree.descendants(cell).map(|node| match tree.node(node).content {
        Content::Text { span, .. } => tree.source[span.range()].trim().len(),
        Content::Element { .. } => 0,
    });
    bytes.sum()
}

/// The alignment of a cell.
fn alignment(tree: &Tree<'_>, cell: NodeId) -> ColumnAlignment {
    let stated = tree.attribute(cell, "align").unwrap_or_default().to_ascii_lowercase();
    let style = tree.attribute(cell, "style").unwrap_or_default().to_ascii_lowercase().replace(' ', "");
    let is = |value: &str| stated == value || style.contains(&format!("text-align:{value}"));
    match () {
        () if is("right") || is("end") => ColumnAlignment::End,
        () if is("center") => ColumnAlignment::Centre,
        () => ColumnAlignment::Start,
    }
}
