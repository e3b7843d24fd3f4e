//! Tables of a rendered text: what was written as blocks becomes the rows and cells of one block.

use std::ops::Range;

use super::TextWriter;
use crate::text::{
    Span,
    structure::{BlockKind, LinkTarget, ListMarker, TextBlock},
};

/// The place at which a table begins, before its first block.
#[derive(Debug)]
pub struct TableStart {
    /// The number of blocks before it.
    blocks: usize,
    /// The numbers of styles, links, notes, locators, pieces and anchors before it.
    marks: [usize; 6],
}

impl TextWriter {
    /// Ends the open block, and says that a table may begin here.
    pub fn table_start(&mut self) -> TableStart {
        self.end();
        let own = &self.markup;
        let marks = [own.styles.len(), own.links.len(), own.notes.len(), own.locators.len()];
        let [styles, links, notes, locators] = marks;
        let marks = [styles, links, notes, locators, self.pieces.len(), self.anchors.len()];
        TableStart { blocks: own.blocks.len(), marks }
    }

    /// The number of blocks that are written and ended.
    pub fn block_count(&self) -> usize {
        self.markup.blocks.len()
    }

    /// The blocks since the place at which a table begins.
    pub fn blocks_since(&self, start: &TableStart) -> &[TextBlock] {
        self.markup.blocks.get(start.blocks..).unwrap_or_default()
    }

    /// Makes one block of this kind of all blocks since `start`. Each cell of `rows` has the numbers of its blocks, counted from the
    /// first block of the text; they ascend, and a block in no cell is dropped. Cells have tabs between them; within a cell,
    /// blocks, tabs and line breaks become spaces.
    pub fn join_blocks(&mut self, start: &TableStart, rows: &[Vec<Range<usize>>], kind: BlockKind) {
        self.end();
        let blocks = self.markup.blocks.split_off(start.blocks.min(self.markup.blocks.len()));
        let Some(first) = blocks.first() else { return };
        let at = first.span.start;
        let old = self.text.split_off(at);
        let mut moved = Vec::with_capacity(blocks.len());
        for (number, row) in rows.iter().enumerate() {
            self.text.push_str(if number > 0 { "\n" } else { "" });
            for (number, cell) in row.iter().enumerate() {
                self.text.push_str(if number > 0 { "\t" } else { "" });
                for index in cell.clone() {
                    let Some(block) = index.checked_sub(start.blocks).and_then(|index| blocks.get(index))
                    else {
                        continue;
                    };
                    self.text.push_str(if index > cell.start { " " } else { "" });
                    if let BlockKind::ListItem { marker: ListMarker::Number(number) } = &block.kind {
                        self.text.push_str(number);
                        self.text.push(' ');
                    }
                    moved.push((block.span, self.text.len()));
                    let words = &old[block.span.unshifted(at).range()];
                    self.text.extend(words.chars().map(|c| if matches!(c, '\n' | '\t') { ' ' } else { c }));
                }
            }
        }
        let end = self.text.len();
        self.move_places(start, at, &moved);
        self.markup.blocks.push(TextBlock::new(kind, Span::new(at, end)));
    }

    /// Moves the places since `start` that lie after `at`, where the table begins, along with the blocks that they lie in.
    fn move_places(&mut self, start: &TableStart, at: usize, moved: &[(Span, usize)]) {
        let place = |old: &mut usize| {
            if *old > at {
                let next = moved.partition_point(|(span, _)| span.start <= *old);
                let block = next.checked_sub(1).and_then(|index| moved.get(index));
                *old = block.map_or(at, |(span, new)| new + (*old).min(span.end) - span.start);
            }
        };
        let both = |span: &mut Span| {
            place(&mut span.start);
            place(&mut span.end);
        };
        let [styles, links, notes, locators, pieces, anchors] = start.marks;
        let own = &mut self.markup;
        own.styles[styles..].iter_mut().for_each(|styled| both(&mut styled.span));
        for link in &mut own.links[links..] {
            both(&mut link.span);
            if let LinkTarget::Place(at) = &mut link.target {
                place(at);
            }
        }
        own.notes[notes..].iter_mut().for_each(|note| both(&mut note.reference));
        own.locators[locators..].iter_mut().for_each(|locator| both(&mut locator.span));
        self.open_locators.iter_mut().for_each(|locator| both(&mut locator.span));
        self.pieces[pieces..].iter_mut().for_each(|piece| place(&mut piece.at));
        self.anchors[anchors..].iter_mut().for_each(|(_, at)| place(at));
    }
}
