//! Drawing frames on a screen: only what differs from the last frame is written, in one piece.
//!
//! ratatui's own `Terminal` asks the terminal for its cursor position whenever it clears, waiting for the answer
//! among the keys that the input thread reads; and it asks the system for the size at each frame. Neither is needed
//! here.

use std::io;

use ratatui::{
    buffer::{Buffer, Cell},
    layout::Rect,
};

use super::{Dialect, Screen};
use crate::{
    app::App,
    text::cells,
    ui::{self, Depth, HitMap},
};

/// A screen with its last frame.
pub struct Canvas<B: Screen> {
    screen: B,
    dialect: Dialect,
    shown: Buffer,
    next: Buffer,
    /// Whether the contents of the screen are unknown.
    stale: bool,
    cursor: Option<(u16, u16)>,
}

impl<B: Screen> Canvas<B> {
    /// A canvas on a screen of this dialect, with unknown contents.
    pub fn new(screen: B, dialect: Dialect) -> Self {
        Self { screen, dialect, shown: Buffer::default(), next: Buffer::default(), stale: true, cursor: None }
    }

    /// Rings the terminal's bell.
    pub fn ring(&mut self) -> io::Result<()> {
        self.screen.ring()
    }

    /// Copies text to the clipboard. Returns whether there is one.
    pub fn copy(&mut self, text: &str) -> io::Result<bool> {
        let is_able = self.dialect == Dialect::Xterm;
        if is_able {
            self.screen.copy(text)?;
        }
        Ok(is_able)
    }

    /// Asks for the colour of the background, if the terminal may answer.
    pub fn ask_background(&mut self) -> io::Result<()> {
        if self.dialect == Dialect::Xterm { self.screen.ask_background() } else { Ok(()) }
    }

    /// Makes the next frame redraw the whole screen.
    pub fn forget(&mut self) {
        self.stale = true;
    }

    /// Draws the program. Returns the areas that can be clicked.
    pub fn draw(&mut self, app: &App, depth: Depth) -> io::Result<HitMap> {
        let (width, height) = app.view.screen;
        let drawn = self.frame(width, height, |buffer| {
            let drawn = ui::render(app, depth, buffer);
            (drawn.cursor, drawn.hits)
        })?;
        Ok(drawn)
    }

    /// Draws a frame of this size, and puts the cursor where `render` says.
    pub fn frame<T>(
        &mut self,
        width: u16,
        height: u16,
        render: impl FnOnce(&mut Buffer) -> (Option<(u16, u16)>, T),
    ) -> io::Result<T> {
        let area = Rect { x: 0, y: 0, width, height };
        self.next.resize(area);
        self.next.reset();
        let (cursor, outcome) = render(&mut self.next);
        if self.shown.area != area {
            self.shown.resize(area);
            self.stale = true;
        }
        if self.dialect == Dialect::Xterm {
            self.screen.begin()?;
        }
        if self.stale {
            self.shown.reset();
            self.screen.clear()?;
        }
        let mut changed = self.shown.diff(&self.next);
        clear_before_clusters(&mut changed);
        self.screen.draw(changed.into_iter())?;
        match cursor {
            Some((x, y)) => {
                self.screen
                    .set_cursor_position((x.min(width.saturating_sub(1)), y.min(height.saturating_sub(1))))?;
                self.screen.show_cursor()?;
            }
            None if self.cursor.is_some() || self.stale => self.screen.hide_cursor()?,
            None => {}
        }
        if self.dialect == Dialect::Xterm {
            self.screen.end()?;
        }
        self.screen.flush()?;
        (self.cursor, self.stale) = (cursor, false);
        std::mem::swap(&mut self.shown, &mut self.next);
        Ok(outcome)
    }
}

/// Puts the cleared cell after a cluster of two cells before the cluster. ratatui has it after, and prints it where the cursor
/// is: on a terminal that draws a cluster with U+FE0F two cells wide, one column too far, and all that follows too.
/// (ratatui 2686 mends it in the same way.)
fn clear_before_clusters(changed: &mut [(u16, u16, &Cell)]) {
    for at in 1..changed.len() {
        let ((x, y, cluster), (next, row, _)) = (changed[at - 1], changed[at]);
        if (x.checked_add(1), y) == (Some(next), row) && cells::width(cluster.symbol(), 0) == 2 {
            changed.swap(at - 1, at);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_wide_cluster_covers_is_cleared_before_it() {
        let area = Rect { x: 0, y: 0, width: 8, height: 1 };
        let (mut old, mut new) = (Buffer::empty(area), Buffer::empty(area));
        old.set_string(0, 0, "abcdefgh", ratatui::style::Style::new());
        new.set_string(0, 0, "x\u{2764}\u{fe0f}1\u{fe0f}\u{20e3}日yz", ratatui::style::Style::new());
        let mut changed = old.diff(&new);
        clear_before_clusters(&mut changed);
        let order: Vec<u16> = changed.iter().map(|(x, ..)| *x).collect();
        for cluster in [1, 3] {
            let at = |column| order.iter().position(|x| *x == column);
            assert!(at(cluster).is_some());
            assert!(at(cluster + 1).is_none_or(|cleared| Some(cleared) < at(cluster)), "{order:?}");
        }
    }
}
