//! The layout of a text: its lines as rows of a width, from any place and in either direction.
//!
//! [`lay_out`] alone makes rows. Drawing, movements by rows and the search for a place on the screen ask a [`Layout`]. It keeps
//! the lines near the screen in a [`LineCache`], so that no line is wrapped twice while it stays near.

mod cache;
mod joined;
mod line;
mod margin;
mod row;
mod table;

#[cfg(test)]
mod structured_tests;
#[cfg(test)]
mod tests;

use std::rc::Rc;

pub use cache::LineCache;
use line::lay_out;
pub use row::{Decoration, Look, Row, WideTable};

use super::Text;

/// A text in rows of a width.
#[derive(Clone, Copy)]
pub struct Layout<'a> {
    text: &'a Text,
    /// The width of a row, in cells.
    width: usize,
    /// Whether hard-wrapped prose is shown without its line ends.
    flow: bool,
    cache: &'a LineCache,
}

impl<'a> Layout<'a> {
    /// The layout of `text` in rows of `width` cells, each line by itself. `cache` keeps what was laid out, until it is asked for another
    /// text, width or flow.
    pub fn new(text: &'a Text, width: usize, cache: &'a LineCache) -> Self {
        Self { text, width, flow: false, cache }
    }

    /// The same layout, which shows hard-wrapped prose without its line ends if `flow`.
    #[must_use]
    pub fn flowing(self, flow: bool) -> Self {
        Self { flow, ..self }
    }

    /// The rows of the line at `at`.
    fn line(&self, at: usize) -> Rc<[Row]> {
        self.cache.keep_for(self.text, self.width, self.flow);
        self.cache.get(at).unwrap_or_else(|| {
            let rows = lay_out(self.text, at, self.width, self.flow, self.cache);
            self.cache.insert(rows.clone());
            rows
        })
    }

    /// The row that shows `at`.
    pub fn row(&self, at: usize) -> Row {
        let rows = self.line(at);
        rows[index_of(&rows, at)].clone()
    }

    /// Up to `count` rows from the one that shows `at`.
    pub fn rows(&self, at: usize, count: usize) -> Vec<Row> {
        let mut rows = Vec::new();
        self.walk(at, |line| {
            rows.extend(line.iter().take(count - rows.len()).cloned());
            rows.len() < count
        });
        rows
    }

    /// The start of the row `count` rows after the one that shows `at`, as far as there are rows.
    pub fn forward(&self, at: usize, count: usize) -> usize {
        let mut start = at;
        let mut left = count;
        self.walk(at, |line| {
            start = line[left.min(line.len() - 1)].span.start;
            let passed = line.len() <= left;
            left = left.saturating_sub(line.len());
            passed
        });
        start
    }

    /// The start of the row `count` rows before the one that shows `at`, as far as there are rows.
    pub fn backward(&self, at: usize, count: usize) -> usize {
        let mut rows = self.line(at);
        let mut above = index_of(&rows, at);
        let mut left = count;
        loop {
            if above >= left {
                return rows[above - left].span.start;
            }
            let start = rows[0].span.start;
            if start == 0 {
                return 0;
            }
            left -= above + 1;
            rows = self.line(start - 1);
            above = rows.len() - 1;
        }
    }

    /// Calls `take` with the rows of each line from the row that shows `at`, until it returns false.
    fn walk(&self, at: usize, mut take: impl FnMut(&[Row]) -> bool) {
        let mut from = at;
        loop {
            let line = self.line(from);
            let Some(next) = line.last().map(|row| row.next) else { return };
            let go_on = take(&line[index_of(&line, from)..]);
            // The last line is done, also where it ends with a line ending and nothing follows.
            if !go_on || next >= self.text.len() || next <= from {
                return;
            }
            from = next;
        }
    }
}

/// The number of the row of a line that shows `at`.
fn index_of(rows: &[Row], at: usize) -> usize {
    rows.partition_point(|row| row.span.start <= at).saturating_sub(1)
}
