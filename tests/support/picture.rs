//! What a screen shows, as text: below the rows, the runs of styles on each of them.

use std::fmt::Write;

use glossator::{
    app::App,
    ui::{self, Depth},
};
use ratatui::{buffer::Buffer, layout::Rect, style::Color};

fn color(color: Option<Color>) -> String {
    match color {
        None | Some(Color::Reset) => "-".to_owned(),
        Some(Color::Rgb(r, g, b)) => format!("{r:02x}{g:02x}{b:02x}"),
        Some(color) => color.to_string(),
    }
}

/// The program's screen as text, and its styles as runs.
pub fn picture(app: &App, depth: Depth) -> String {
    let (width, height) = app.view.screen;
    picture_of(width, height, |buffer| {
        ui::render(app, depth, buffer);
    })
}

/// A screen as text, and its styles as runs: `columns foreground/background/underline attributes`.
pub fn picture_of(width: u16, height: u16, draw: impl FnOnce(&mut Buffer)) -> String {
    let mut buffer = Buffer::empty(Rect { x: 0, y: 0, width, height });
    draw(&mut buffer);
    let mut text = String::new();
    let mut styles = String::new();
    for y in 0..height {
        let mut row = String::new();
        let mut runs: Vec<(u16, u16, String)> = Vec::new();
        let mut skip = 0;
        for x in 0..width {
            let cell = &buffer[(x, y)];
            if skip == 0 {
                row.push_str(cell.symbol());
                skip = unicode_width::UnicodeWidthStr::width(cell.symbol()).max(1);
            }
            skip -= 1;
            let (fg, bg, under) =
                (color(Some(cell.fg)), color(Some(cell.bg)), color(Some(cell.underline_color)));
            let style = format!("{fg}/{bg}/{under} {:?}", cell.modifier);
            match runs.last_mut().filter(|run| run.2 == style) {
                Some(run) => run.1 = x,
                None => runs.push((x, x, style)),
            }
        }
        let _ = writeln!(text, "{}", row.trim_end());
        for (from, to, style) in runs.iter().filter(|run| run.2 != "-/-/- NONE") {
            let _ = writeln!(styles, "{y}: {from}-{to} {style}");
        }
    }
    format!("{text}\n{styles}")
}
