//! What the screen shows of a Markdown document with every kind of block.

#[path = "../support/picture.rs"]
mod picture;

use std::path::Path;

use glossator::{
    app::{App, Event, Mouse, Outside, Preferences},
    gloss::Schema,
    source,
    text::Unit,
    ui::Depth,
};
use picture::picture;

/// The document on a screen of this size.
fn app(width: u16, height: u16, dark: bool) -> App {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/rendered/tides.md");
    let document = source::open(&path).expect("the document");
    let preferences = Preferences { measure: 76, dark, ..Preferences::default() };
    let outside = Outside { now: Box::new(|| "2026-11-23T12:00:00Z".into()), bits: Box::new(|| 99) };
    let mut app = App::new(document, Schema::builtin(), preferences, outside);
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
fn search_labels_and_glosses_work_on_top_of_structure() {
    let mut app = app(80, 40, true);
    press(&mut app, "/ h a r b o u r space t i m e enter");
    let found = app.cursor.selection.primary();
    assert_eq!(app.text().slice(found), "harbour time");
    press(&mut app, "c");
    let shown = picture(&app, Depth::None);
    let row = |words: &str| shown.lines().position(|row| row.contains(words));
    assert!(
        shown.lines().any(|line| line.starts_with(" C ") && line.contains("◦ set to harbour time")),
        "{shown}"
    );
    press(&mut app, "f");
    let labelled = picture(&app, Depth::None);
    // The label stands on the words, not on the bullet before them.
    assert!(row("◦ set to").is_some() && labelled.contains('◦'), "{labelled}");
    let sentence = Unit::Sentence.at(app.text(), found.start).expect("a sentence");
    assert!(sentence.covers(found) && !app.text().slice(sentence).contains('\n'));
}
