//! What stands left of a line's text: bars of quotations, indents of lists, bullets and numbers.

use std::borrow::Cow;

use super::{
    super::{
        Span, cells,
        structure::{BlockKind, ListMarker, Structure, TextBlock},
    },
    row::{Decoration, Look},
};

/// How many cells a level of a list is indented: room for a bullet or a number of one digit.
const LIST_INDENT_CELLS: usize = 3;

/// The widest marker or label that is shown in front of a block, in cells; a longer one is cut.
const MAX_MARKER_CELLS: usize = 10;

/// What part of a row the margin may take, as a divisor of its width: on a narrow screen the text keeps two thirds.
const MARGIN_DIVISOR: usize = 3;

/// The margin of a line: what stands in front of its first row, and in front of the rows that go on from it.
#[derive(Debug, Default)]
pub struct Margin {
    /// In front of the first row.
    pub first: Vec<MarginMark>,
    /// In front of the others.
    pub rest: Vec<MarginMark>,
}

/// One part of a margin.
#[derive(Clone, Debug)]
pub struct MarginMark {
    text: Cow<'static, str>,
    look: Look,
}

impl MarginMark {
    fn new(text: impl Into<Cow<'static, str>>, look: Look) -> Self {
        Self { text: text.into(), look }
    }

    /// So many empty cells.
    fn space(cells: usize) -> Self {
        Self::new(" ".repeat(cells), Look::Marker)
    }

    fn width(&self) -> usize {
        cells::width(&self.text, 0)
    }
}

impl Margin {
    /// The margin of `line`, which belongs to `block` or, where it is blank, to none, in rows of `width` cells.
    pub fn new(structure: &Structure, block: Option<&TextBlock>, line: Span, width: usize) -> Self {
        let bar = same(MarginMark::new("│ ", Look::Bar));
        let mut parts = vec![bar; quotation_depth(structure, block, line.start)];
        if let Some(block) = block {
            let begins = line.start <= block.span.start;
            let nested = usize::from(block.list_depth);
            let is_item = matches!(block.kind, BlockKind::ListItem { .. });
            // The innermost list's indent is where an item's marker stands.
            let lists = nested.saturating_sub(usize::from(is_item));
            parts.extend(vec![same(MarginMark::space(LIST_INDENT_CELLS)); lists]);
            parts.extend(match &block.kind {
                BlockKind::ListItem { marker } => Some(marked(list_marker(marker, nested), begins)),
                BlockKind::Note { label } => Some(marked(note_label(label), begins)),
                _ => {
                    let note = structure.note_with_body_at(block.span.start);
                    note.map(|note| marked(note_label(&note.label), false))
                }
            });
            parts.extend(match block.kind {
                BlockKind::Code { .. } => {
                    let mark = |text| MarginMark::new(text, Look::CodeMargin);
                    Some((mark("┊ "), mark("┊↳")))
                }
                BlockKind::Verse => Some((MarginMark::space(2), MarginMark::space(4))),
                _ => None,
            });
        }
        Self::of_parts(parts, width / MARGIN_DIVISOR)
    }

    /// Margins of these parts, as wide as `room` at most: what is farthest from the text is left out.
    fn of_parts(parts: Vec<(MarginMark, MarginMark)>, room: usize) -> Self {
        let widest = |part: &(MarginMark, MarginMark)| part.0.width().max(part.1.width());
        let mut width: usize = parts.iter().map(widest).sum();
        let mut left_out = 0;
        while width > room {
            width -= widest(&parts[left_out]);
            left_out += 1;
        }
        let (first, rest) = parts.into_iter().skip(left_out).unzip();
        Self { first, rest }
    }

    /// Its width in cells, of the wider of both.
    pub fn width(&self) -> usize {
        width_of(&self.first).max(width_of(&self.rest))
    }

    /// How many bars of quotations it has.
    pub fn bars(&self) -> usize {
        self.first.iter().filter(|mark| mark.look == Look::Bar).count()
    }

    /// What is drawn in front of a row.
    pub fn marks(&self, is_first: bool) -> &[MarginMark] {
        if is_first { &self.first } else { &self.rest }
    }
}

/// How many bytes at the start of a line of a quotation are the marks (“>>”) by which its sender's program showed that it quotes, with
/// the space after them; 0 if it has more of them than bars stand in the margin.
pub fn quotation_marks(line: &str, bars: usize) -> usize {
    let rest = line.trim_start_matches('>');
    let marks = line.len() - rest.len();
    match rest.chars().next() {
        _ if marks > bars => 0,
        Some(' ') if marks > 0 => marks + 1,
        None => marks,
        Some(_) => 0,
    }
}

/// The width of these marks in cells.
pub fn width_of(marks: &[MarginMark]) -> usize {
    marks.iter().map(MarginMark::width).sum()
}

/// These marks from column 0 on, without those that are only space.
pub fn draw(marks: &[MarginMark]) -> Vec<Decoration> {
    let mut column = 0;
    let mut drawn = Vec::new();
    for mark in marks {
        if mark.look == Look::CodeMargin || !mark.text.trim().is_empty() {
            drawn.push(Decoration { column, text: mark.text.clone(), look: mark.look });
        }
        column += mark.width();
    }
    drawn
}

/// The same in front of all rows of a line.
fn same(mark: MarginMark) -> (MarginMark, MarginMark) {
    (mark.clone(), mark)
}

/// A mark in front of the first row of a block, and as much space in front of its other rows.
fn marked(mark: MarginMark, begins: bool) -> (MarginMark, MarginMark) {
    let space = MarginMark::space(mark.width());
    (if begins { mark } else { space.clone() }, space)
}

/// How many quotations the line at `at` stands in. A blank line between two blocks of a quotation is part of it.
fn quotation_depth(structure: &Structure, block: Option<&TextBlock>, at: usize) -> usize {
    let depth = match block {
        Some(block) => block.quotation_depth,
        None => {
            let next = structure.blocks_before(at);
            let depth = |index: usize| structure.blocks().get(index).map_or(0, |block| block.quotation_depth);
            next.checked_sub(1).map_or(0, depth).min(depth(next))
        }
    };
    usize::from(depth)
}

/// The marker of a list's item, which stands in `depth` lists, at the end of its indent.
fn list_marker(marker: &ListMarker, depth: usize) -> MarginMark {
    let marker: Cow<'_, str> = match marker {
        ListMarker::Bullet => ["•", "◦", "‣"][depth.saturating_sub(1) % 3].into(),
        ListMarker::Task { done: true } => "[x]".into(),
        ListMarker::Task { done: false } => "[ ]".into(),
        ListMarker::Number(number) => fitting(number).into(),
    };
    let pad = " ".repeat((LIST_INDENT_CELLS - 1).saturating_sub(cells::width(&marker, 0)));
    MarginMark::new(format!("{pad}{marker} "), Look::Marker)
}

/// The label of a note in front of its body.
fn note_label(label: &str) -> MarginMark {
    MarginMark::new(format!("{} ", fitting(label)), Look::Marker)
}

/// As much of a marker as there is room for, and nothing that a terminal would obey.
fn fitting(marker: &str) -> String {
    let cells = cells::cells(marker, 0).take_while(|cell| cell.column + cell.width <= MAX_MARKER_CELLS);
    cells.map(|cell| cell.glyph).collect()
}
