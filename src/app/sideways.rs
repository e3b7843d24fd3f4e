//! Scrolling sideways: tables that are wider than the pane, column by column.

use super::App;
use crate::text::{Row, Span, movement::Direction};

impl App {
    /// Scrolls wide tables by a column of the one at the selection, or else of the first one on the page; as often as the typed count
    /// says.
    pub(super) fn scroll_sideways(&mut self, direction: Direction) {
        let start = self.cursor.selection.primary().start;
        let rows = self.view.rows(self.text());
        let is_wide = |row: &&Row| row.wide_table().is_some();
        let here = rows.iter().find(|row| row.holds(start)).filter(is_wide);
        let Some(row) = here.or_else(|| rows.iter().find(is_wide)) else {
            self.say("no table on this page is wider than the pane");
            return;
        };
        let before = self.view.scrolled(row);
        let stops = row.wide_table().map_or(&[][..], |table| &table.stops);
        let most = row.scrolled(usize::MAX, self.view.width());
        let mut at = before;
        for _ in 0..self.cursor.count.unwrap_or(1).min(stops.len()) {
            let next = match direction {
                Direction::Forward => stops.iter().find(|stop| **stop > at),
                Direction::Backward => stops.iter().rev().find(|stop| **stop < at),
            };
            at = next.copied().unwrap_or(at).min(most);
        }
        self.view.sideways = at;
        if at == before {
            self.say(match direction {
                Direction::Forward => "this is the last column",
                Direction::Backward => "this is the first column",
            });
        }
    }

    /// Scrolls a wide table sideways if nothing of `span`, as far as it stands on its first row, is in view.
    pub(super) fn reveal_sideways(&mut self, span: Span) {
        let text = self.text();
        let row = self.view.layout(text).row(span.start);
        let Some(table) = row.wide_table() else { return };
        let (from, to) = (row.column(text, span.start), row.column(text, span.end));
        let (scrolled, width) = (self.view.scrolled(&row), self.view.width());
        if to <= scrolled || from >= scrolled + width {
            self.view.sideways = table.stops.iter().rev().find(|stop| **stop <= from).copied().unwrap_or(0);
        }
    }
}
