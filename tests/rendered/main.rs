//! What the screen shows of a Markdown document with every kind of block.

#[path = "../support/picture.rs"]
mod picture;

use std::path::Path;

use glossator::{
    app::{App, Event, Mouse},
    command::Settings,
    gloss::Schema,
    source,
    ui::{self, Depth},
    workspace::{Clock, Random},
};
use picture::picture;
use ratatui::{
    buffer::Buffer,
    layout::Rect,
    style::{Color, Modifier},
};

/// The document on a screen of this size.
fn app(width: u16, height: u16, dark: bool) -> App {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rendered/tides.md");
    let document = source::open(&path).expect("the document");
    let mut settings = Settings::default();
    (settings.measure, settings.dark) = (76, Some(dark));
    let (clock, random) = (Clock::new(|| "2026-11-23T12:00:00Z".into()), Random::new(|| 99));
    let mut app = App::new(document, Schema::builtin(), settings, clock, random);
    app.update(Event::Resize(width, height));
    app
}

fn press(app: &mut App, keys: &str) {
    for key in keys.split_whitespace() {
        app.update(Event::Key(key.parse().expect("a key")));
    }
}

#[test]
fn every_kind_of_block_at_three_widths() {
    for (width, height) in [(120, 70), (80, 100), (40, 130)] {
        let app = app(width, height, true);
        insta::assert_snapshot!(format!("rendered-{width}"), picture(&app, Depth::True));
        insta::assert_snapshot!(format!("rendered-{width}-none"), picture(&app, Depth::None));
    }
    insta::assert_snapshot!("rendered-light", picture(&app(80, 100, false), Depth::Many));
    insta::assert_snapshot!("rendered-16", picture(&app(80, 100, true), Depth::Sixteen));
}

/// Each cell of the article leads to a cluster, and each cluster that is on the page is drawn where a click selects it.
#[test]
fn a_click_selects_what_is_drawn_there() {
    for (width, height) in [(120, 40), (80, 24), (40, 12), (24, 9)] {
        let mut app = app(width, height, true);
        for _ in 0..6 {
            let area = app.view.panes().article;
            let left = area.x + app.view.gutter();
            let text = app.text().clone();
            let (rows, top) = (app.view.rows(&text), app.view.top);
            for (y, row) in rows.iter().enumerate() {
                let slice = text.slice(row.span).into_owned();
                let cells: Vec<_> =
                    row.cells(&slice).map(|cell| (cell.span, cell.column, cell.width)).collect();
                let room = usize::from(area.width - app.view.gutter());
                for (span, column, _) in
                    cells.into_iter().filter(|(_, column, width)| *width > 0 && column + width <= room)
                {
                    app.update(Event::Mouse(Mouse::Down(left + column as u16, area.y + y as u16)));
                    app.view.top = top;
                    assert_eq!(app.cursor.head, span, "{width}x{height}: {slice:?} at {column}");
                }
            }
            press(&mut app, "space");
        }
    }
}

#[test]
fn clicks_glosses_labels_and_matches_stand_on_the_text_and_not_on_its_bullet() {
    let mut app = app(80, 60, true);
    let drawn_in = |app: &App, depth: Depth| {
        let mut buffer = Buffer::empty(Rect { x: 0, y: 0, width: 80, height: 60 });
        ui::render(app, depth, &mut buffer);
        buffer
    };
    let drawn = |app: &App| drawn_in(app, Depth::None);
    let buffer = drawn(&app);
    let (x, y) = buffer
        .area
        .positions()
        .map(|at| (at.x, at.y))
        .find(|at| buffer[*at].symbol() == "◦")
        .expect("a bullet");
    app.update(Event::Mouse(Mouse::Down(x, y)));
    assert_eq!(app.text().slice(app.cursor.selection.primary()), "set to harbour time");
    press(&mut app, "c esc");
    let buffer = drawn(&app);
    assert_eq!(
        (buffer[(1, y)].symbol(), buffer[(x, y)].symbol(), buffer[(x + 2, y)].symbol()),
        ("C", "◦", "s")
    );
    let is_selected = |x: u16| buffer[(x, y)].modifier.contains(Modifier::REVERSED);
    assert_eq!([x, x + 1, x + 2, x + 20, x + 21].map(is_selected), [false, false, true, true, false]);
    press(&mut app, "f");
    let labelled = drawn(&app);
    assert_eq!(labelled[(x, y)].symbol(), "◦");
    assert!(labelled[(x + 2, y)].modifier.contains(Modifier::BOLD | Modifier::REVERSED));
    press(&mut app, "esc / t o space h a r");
    let found = drawn_in(&app, Depth::Sixteen);
    let is_found = |x: u16| found[(x, y)].bg == Color::Yellow;
    assert_eq!([x + 5, x + 6, x + 11, x + 12].map(is_found), [false, true, true, false]);
}
