//! The words of a gloss as they were recorded and as they stand now, side by side: who confirms a place has to see what
//! has changed there.

use ratatui::{buffer::Buffer, layout::Rect, style::Style};

use super::{
    difference::{Difference, VersionPiece},
    paint,
    theme::Theme,
};
use crate::text::{Span, wrap};

/// Two versions, laid out in two columns.
pub struct Versions {
    before: Column,
    now: Column,
    /// The width of a column, in cells.
    half: usize,
}

impl Versions {
    /// The columns in `room` cells. Where they would take more than `most` rows, they show what is around the
    /// differences; where there are no differences, there are no columns.
    pub fn new(before: &str, now: &str, room: usize, most: usize) -> Option<Self> {
        let half = room.saturating_sub(3) / 2;
        let columns = |before, now| Self {
            before: Column::new("was: ", before, half),
            now: Column::new("now: ", now, half),
            half,
        };
        let difference = Difference::new(before, now);
        if difference.is_none() {
            return None;
        }
        if now.is_empty() {
            let all = |text: String| vec![VersionPiece { text, differs: false }];
            let before = difference.before().into_iter().map(|piece| piece.text).collect();
            let columns = columns(all(before), all("–".to_owned()));
            return Some(columns.up_to(most));
        }
        let whole = columns(difference.before(), difference.now());
        if whole.height() <= most {
            return Some(whole);
        }
        let short = difference.abridged();
        Some(columns(short.before(), short.now()).up_to(most))
    }

    /// How many rows they take.
    pub fn height(&self) -> usize {
        self.before.rows.len().max(self.now.rows.len())
    }

    /// Draws as many of their rows as `area` has.
    pub fn draw(&self, theme: Theme, area: Rect, buffer: &mut Buffer) {
        let middle = area.x + self.half as u16;
        let height = self.height().min(usize::from(area.height));
        for i in 0..height {
            let y = area.y + i as u16;
            let is_last = i + 1 == height;
            self.before.draw(i, is_last, Rect { y, width: self.half as u16, ..area }, theme.dim(), buffer);
            paint::write(buffer, middle + 1, y, area.right(), "│", theme.dim());
            let right = Rect { x: middle + 3, y, width: area.right().saturating_sub(middle + 3), ..area };
            self.now.draw(i, is_last, right, Style::new(), buffer);
        }
    }

    /// The same in no more than `most` rows.
    fn up_to(mut self, most: usize) -> Self {
        for column in [&mut self.before, &mut self.now] {
            column.is_cut = column.rows.len() > most;
            column.rows.truncate(most);
        }
        self
    }
}

/// One version in rows.
struct Column {
    pieces: Vec<VersionPiece>,
    text: String,
    rows: Vec<Span>,
    /// Whether there were more rows.
    is_cut: bool,
}

impl Column {
    fn new(label: &str, pieces: Vec<VersionPiece>, width: usize) -> Self {
        let label = VersionPiece { text: label.to_owned(), differs: false };
        let pieces = [vec![label], pieces].concat();
        let text: String = pieces.iter().map(|piece| piece.text.as_str()).collect();
        let rows = wrap(&text, width);
        Self { pieces, text, rows, is_cut: false }
    }

    /// Draws row `i`; the last one that is shown ends in `…` where there are more.
    fn draw(&self, i: usize, is_last: bool, area: Rect, style: Style, buffer: &mut Buffer) {
        let Some(row) = self.rows.get(i) else { return };
        let more = is_last && (self.is_cut || i + 1 < self.rows.len());
        let end = row.start + self.text[row.range()].trim_end().len();
        let (mut x, mut start) = (area.x, 0);
        let edge = area.right().saturating_sub(u16::from(more));
        for piece in &self.pieces {
            let stop = start + piece.text.trim_end().len();
            let next = start + piece.text.len();
            // The space behind what differs is not marked.
            for (from, to, differs) in [(start, stop, piece.differs), (stop, next, false)] {
                let (from, to) = (from.max(row.start), to.min(end));
                let style = if differs { Theme::changed() } else { style };
                if from < to {
                    x = paint::write(buffer, x, area.y, edge, &self.text[from..to], style);
                }
            }
            start = next;
        }
        if more {
            paint::write(buffer, x, area.y, area.right(), "…", style);
        }
    }
}
