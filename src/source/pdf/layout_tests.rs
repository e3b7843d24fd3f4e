//! Tests of layouts as programs that write PDF leave them, with pages that are put together here.

use super::{
    testing::{TestPdf, lines, text},
    *,
};
use crate::text::structure::BlockKind;

fn rendered(page: String) -> Rendered {
    read(&TestPdf::default().page(page).bytes()).expect("a PDF with text")
}

/// Lines of text in the places of a table's cells.
fn cells(top: f32, rows: &[[&str; 3]]) -> String {
    let row = |(i, cells): (usize, &[&str; 3])| {
        let y = top - 14.0 * i as f32;
        [40.0, 130.0, 180.0]
            .iter()
            .zip(cells)
            .map(|(x, cell)| text("R", 10.0, *x, y, cell))
            .collect::<String>()
    };
    rows.iter().enumerate().map(row).collect()
}

const ROWS: [[&str; 3]; 4] = [
    ["Sluice", "Year", "State"],
    ["northern gate", "1868", "painted last spring"],
    ["southern gate", "1901", "closed to traffic"],
    ["weir", "1955", "to be replaced"],
];

/// Two columns, of which the second one goes on with the first.
const LEFT: [&str; 3] = [
    "The first column has lines of a length",
    "that fills it up, and its last word will",
    "go on in the second one, where the",
];
const RIGHT: [&str; 3] = [
    "harbour is open until nobody comes any",
    "more, which is said to have happened a",
    "few times in the memory of the living.",
];

#[test]
fn a_table_without_rules_is_no_text_in_columns() {
    let long = "Nobody at the office had asked what the gates were made of, or";
    let page = lines(40.0, 540.0, &[long, "when."]) + &cells(500.0, &ROWS);
    let table = ROWS.map(|row| row.join("\t")).join("\n");
    assert_eq!(rendered(page).text, format!("{long} when.\n\n{table}"));
}

#[test]
fn lines_behind_text_make_no_table_of_it() {
    let background =
        "0.9 g 20 20 360 560 re f 20 300 m 380 300 l S 200 20 m 200 580 l S 20 200 m 380 200 l S 0 g\n";
    let line = "and this is a line of text that runs over all the lines behind it";
    let page = background.to_owned() + &lines(40.0, 500.0, &[line, line, line, line, "and ends."]);
    assert_eq!(rendered(page).text, format!("{line} {line} {line} {line} and ends."));
}

#[test]
fn a_heading_below_columns_belongs_to_what_follows_it() {
    let page = lines(20.0, 540.0, &LEFT)
        + &lines(215.0, 540.0, &RIGHT)
        + &text("B", 14.0, 20.0, 470.0, "Letters")
        + &lines(20.0, 450.0, &["I have seen the lamp, and it was out, as it was when your predecessor"])
        + &lines(20.0, 438.0, &["came."]);
    let text = rendered(page).text;
    assert!(
        text.contains("where the harbour is open") && text.contains("living.\n\nLetters\n\nI have seen"),
        "{text}"
    );
}

#[test]
fn loosely_set_columns_are_columns() {
    let left = [
        "nobody there considered",
        "that every embankment",
        "moves a little after a",
        "flood of this height and",
    ];
    let right =
        ["since then is measured", "in no other harbour of", "the considerable sea", "that we remember here"];
    let column = |x: f32, rows: [&str; 4]| {
        (0..3).map(|i| lines(x, 540.0 - 48.0 * i as f32, &rows)).collect::<String>()
    };
    // Spaces of 9 points, between columns that are 10 points apart.
    let text = rendered("6.2 Tw\n".to_owned() + &column(40.0, left) + &column(178.0, right)).text;
    let read = vec![left.join(" "); 3].join(" ") + " " + &vec![right.join(" "); 3].join(" ");
    assert_eq!(text, read);
}

#[test]
fn a_note_may_be_as_large_as_the_text() {
    let page = lines(40.0, 540.0, &["The lamp burned for ninety-one years"])
        + &text("R", 6.0, 204.5, 544.0, "1")
        + &lines(210.0, 540.0, &[" and then it went out."])
        + &text("R", 6.0, 40.0, 64.0, "1")
        + &lines(46.0, 60.0, &["So the parish book says."]);
    let rendered = rendered(page);
    let [note] = &rendered.markup.notes[..] else { panic!("{:?} {}", rendered.markup.notes, rendered.text) };
    assert_eq!(&rendered.text[note.body.range()], "So the parish book says.");
}

#[test]
fn words_moved_apart_are_words_though_spaces_are_written_elsewhere() {
    // The widths of Helvetica: “of” ends 8.34 points after it begins.
    let page = lines(40.0, 500.0, &["Nobody at the old office asked"])
        + &lines(40.0, 488.0, &["of"])
        + &lines(50.5, 488.0, &["the gates in the old harbour wall."]);
    assert_eq!(rendered(page).text, "Nobody at the old office asked of the gates in the old harbour wall.");
}

#[test]
fn loosely_set_code_is_one_listing() {
    let fonts = "/M<</Type/Font/Subtype/Type1/BaseFont/Courier/Encoding/WinAnsiEncoding>>";
    let page =
        text("M", 10.0, 40.0, 500.0, "for gate in gates:") + &text("M", 10.0, 64.0, 481.0, "gate.open()");
    let pdf = TestPdf::default().page(page).fonts(fonts);
    let rendered = read(&pdf.bytes()).expect("a PDF with text");
    let [block] = &rendered.markup.blocks[..] else { panic!("{}", rendered.text) };
    assert!(matches!(block.kind, BlockKind::Code { .. }), "{block:?}");
}

#[test]
fn paragraphs_that_fill_their_last_rows_are_no_hanging_entries() {
    let full = "and this is a line which fills its column up to its right";
    let first = "Indented is what begins here, and it fills the column";
    let paragraph = |y: f32| lines(52.0, y, &[first]) + &lines(40.0, y - 12.0, &[full, full]);
    let page = [540.0, 504.0, 468.0, 432.0].map(paragraph).concat();
    let text = rendered(page).text;
    assert_eq!(text.split("\n\n").collect::<Vec<_>>(), [&*format!("{first} {full} {full}"); 4], "{text}");
}

#[test]
fn speeches_of_a_play_hang_below_their_speakers() {
    let first = "KEEPER. Nobody at the office had asked what the gates";
    let rest = "were made of, or how long.";
    let speech = |y: f32| lines(40.0, y, &[first]) + &lines(60.0, y - 12.0, &[rest]);
    let page = [540.0, 516.0, 492.0, 468.0].map(speech).concat();
    let text = rendered(page).text;
    assert_eq!(text.split("\n\n").collect::<Vec<_>>(), [&*format!("{first} {rest}"); 4], "{text}");
}

#[test]
fn numbers_beside_the_lines_are_no_text() {
    let line = "and this is a line of the minutes of the water board";
    let numbered = |i: usize| text("R", 6.0, 30.0, 540.0 - 18.0 * i as f32, &(i + 1).to_string());
    let page = (0..8).map(|i| numbered(i) + &lines(50.0, 540.0 - 18.0 * i as f32, &[line])).collect();
    assert_eq!(rendered(page).text, [line; 8].join(" "));
    let items =
        (0..8).map(|i| lines(40.0, 540.0 - 18.0 * i as f32, &[&format!("{}.  {line}", i + 1)])).collect();
    let items = rendered(items);
    assert!(
        items.markup.blocks.iter().all(|block| matches!(block.kind, BlockKind::ListItem { .. })),
        "{}",
        items.text
    );
}

#[test]
fn a_drop_cap_begins_its_word() {
    let beside = ["obody had seen the lamp go out, and nobody", "could say when the inspector had begun to"];
    let below = ["ask for the oil that was said to have been used", "in all these years."];
    let page = text("R", 34.0, 40.0, 488.0, "N") + &lines(66.0, 500.0, &beside) + &lines(40.0, 476.0, &below);
    assert_eq!(rendered(page).text, format!("N{} {} {}", beside.join(" "), below[0], below[1]));
}

#[test]
fn a_paragraph_goes_on_below_a_table_with_a_caption() {
    let line = "Nobody at the office had asked what the gates were made of and";
    let page = lines(40.0, 540.0, &[line, line])
        + &text("R", 8.0, 120.0, 500.0, "Table 1: The gates of the lock")
        + &cells(480.0, &ROWS)
        + &lines(40.0, 400.0, &["how long they would last."]);
    let text = rendered(page).text;
    assert!(text.contains(&format!("{line} {line} how long they would last.")), "{text}");
}

#[test]
fn authors_beside_each_other_stand_above_both_columns() {
    let author = |x: f32, rows: [&str; 2]| lines(x, 540.0, &rows);
    let page = author(80.0, ["Ann Lund", "Harbour Office"])
        + &author(275.0, ["Kumi Mensah", "Lock Authority"])
        + &lines(20.0, 500.0, &LEFT)
        + &lines(215.0, 500.0, &RIGHT);
    let text = rendered(page).text;
    assert!(text.find("Kumi Mensah") < text.find("The first column"), "{text}");
    assert!(text.contains("where the harbour is open"), "{text}");
}
