//! Drawing frames on a screen: only what differs from the last frame is written, in one piece.
//!
//! ratatui's own `Terminal` asks the terminal for its cursor position whenever it clears, waiting for the answer
//! among the keys that the input thread reads; and it asks the system for the size at each frame. Neither is needed
//! here.

use std::io;

use ratatui::{buffer::Buffer, layout::Rect};

use super::{Dialect, Screen, changes::changes};
use crate::{
    app::App,
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
        self.screen.draw(changes(&self.shown, &self.next).into_iter())?;
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
