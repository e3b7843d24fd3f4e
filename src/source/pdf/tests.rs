//! Tests of the reader of PDF, with files that are put together here.

use proptest::prelude::*;

use super::testing::{TestPdf, lines, text};
use super::*;
use crate::{
    source::isolated,
    text::structure::{BlockKind, LinkTarget, LocatorKind},
};

fn rendered(pdf: &TestPdf) -> Rendered {
    read(&pdf.bytes()).expect("a PDF with text")
}

fn blocks(pdf: &TestPdf) -> Vec<String> {
    rendered(pdf).text.split("\n\n").map(str::to_owned).collect()
}

#[test]
fn columns_are_read_one_after_the_other() {
    let left = [
        "The first column has lines of some",
        "length, and the last word of it goes",
        "on in the second one, where the har-",
    ];
    let right = [
        "bour is open until nobody comes any",
        "more, which is said to have happened",
        "twice in the memory of the living.",
    ];
    let page = text("B", 16.0, 120.0, 560.0, "The harbour at night")
        + &lines(20.0, 500.0, &left)
        + &lines(215.0, 500.0, &right);
    let expected = "The first column has lines of some length, and the last word of it goes on in the second one, where the \
                    harbour is open until nobody comes any more, which is said to have happened twice in the memory of the living.";
    assert_eq!(blocks(&TestPdf::default().page(page)), ["The harbour at night", expected]);
}

#[test]
fn paragraphs_end_at_indents_and_short_lines() {
    let long = "and this is a line that fills the column to its right";
    let page = lines(40.0, 500.0, &[long, long, "short."])
        + &lines(50.0, 464.0, &["Indented is what begins and fills the column,"])
        + &lines(40.0, 452.0, &[long]);
    let blocks = blocks(&TestPdf::default().page(page));
    assert_eq!(blocks.len(), 2, "{blocks:?}");
    assert!(blocks[1].starts_with("Indented"));
}

#[test]
fn heads_and_numbers_of_pages_are_left_out_and_pages_have_labels() {
    let page = |number: &str, line: &str| {
        text("R", 8.0, 40.0, 570.0, "The Tide Office")
            + &text("R", 8.0, 200.0, 30.0, number)
            + &lines(40.0, 520.0, &[line, "and more of it is here."])
    };
    let pdf = TestPdf::default()
        .page(page("xii", "The first page says one thing,"))
        .page(page("xiii", "The second page says another,"))
        .page(page("xiv", "The third page says nothing new,"))
        .catalog("/PageLabels<</Nums[0<</S/r/St 12>>]>>");
    let rendered = rendered(&pdf);
    assert!(!rendered.text.contains("Office") && !rendered.text.contains('x'), "{}", rendered.text);
    let label = |at: usize| {
        let found = rendered.markup.locators.iter().find(|locator| {
            locator.kind == LocatorKind::Page && locator.span.start <= at && at < locator.span.end
        });
        found.map(|locator| locator.label.to_string())
    };
    assert_eq!(label(rendered.text.find("second").expect("there")).as_deref(), Some("xiii"));
    assert_eq!(label(rendered.text.find("third").expect("there")).as_deref(), Some("xiv"));
}

#[test]
fn footnotes_are_notes() {
    let page = lines(40.0, 500.0, &["The lamp burned for ninety-one years"])
        + &text("R", 6.0, 204.5, 504.0, "1")
        + &lines(210.0, 500.0, &[" and then it went out."])
        + &text("R", 5.0, 40.0, 63.0, "1")
        + &text("R", 8.0, 45.0, 60.0, "So the parish book says.");
    let rendered = rendered(&TestPdf::default().page(page));
    assert_eq!(
        rendered.text,
        "The lamp burned for ninety-one years¹ and then it went out.\n\nSo the parish book says."
    );
    let [note] = &rendered.markup.notes[..] else { panic!("{:?}", rendered.markup.notes) };
    assert_eq!(&rendered.text[note.reference.range()], "¹");
    assert_eq!(&rendered.text[note.body.range()], "So the parish book says.");
}

#[test]
fn a_ruled_table_has_cells() {
    let cell = |x: f32, y: f32, words: &str| text("R", 10.0, x, y, words);
    let rules: String = [480, 460, 440].iter().map(|y| format!("40 {y} m 240 {y} l S\n")).collect::<String>()
        + &[40, 120, 240].iter().map(|x| format!("{x} 440 m {x} 480 l S\n")).collect::<String>();
    let page = rules
        + &cell(45.0, 466.0, "Month")
        + &cell(125.0, 466.0, "Oil")
        + &cell(45.0, 446.0, "October")
        + &cell(125.0, 446.0, "47");
    let rendered = rendered(&TestPdf::default().page(page));
    assert_eq!(rendered.text, "Month\tOil\nOctober\t47");
    assert!(matches!(rendered.markup.blocks[0].kind, BlockKind::Table { head: 1, .. }));
}

#[test]
fn lists_have_their_markers_in_the_structure() {
    let page = lines(40.0, 500.0, &["1.  Close the sluice in the North Mole.", "2.  Give the clerk a boat."])
        + &lines(40.0, 460.0, &["\u{95}  Receipts, loose, in boxes."]);
    let rendered = rendered(&TestPdf::default().page(page));
    assert_eq!(
        rendered.text,
        "Close the sluice in the North Mole.\n\nGive the clerk a boat.\n\nReceipts, loose, in boxes."
    );
    assert!(rendered.markup.blocks.iter().all(|block| matches!(block.kind, BlockKind::ListItem { .. })));
}

#[test]
fn lines_of_verse_are_kept() {
    let verse = [
        "The wind came round at seven,",
        "the oil was low and thin,",
        "I carried up the other can",
        "and let the darkness in",
    ];
    let prose = "He closed the book, and the inspector, who had come with questions, left.";
    let page = lines(40.0, 520.0, &[prose, prose]) + &lines(70.0, 480.0, &verse);
    assert_eq!(blocks(&TestPdf::default().page(page))[1], verse.join("\n"));
}

#[test]
fn hidden_text_is_text_only_where_nothing_is_shown() {
    let hidden = "BT 3 Tr /R 10 Tf 40 400 Td (what the scan says) Tj ET\n";
    assert_eq!(blocks(&TestPdf::default().page(hidden)), ["what the scan says"]);
    let page = lines(40.0, 500.0, &["This is shown to everybody, and it is long."]) + hidden;
    assert_eq!(blocks(&TestPdf::default().page(page)), ["This is shown to everybody, and it is long."]);
}

#[test]
fn what_is_drawn_twice_is_read_once() {
    let page = lines(40.0, 500.0, &["Annual report"]) + &lines(40.3, 500.0, &["Annual report"]);
    assert_eq!(blocks(&TestPdf::default().page(page)), ["Annual report"]);
}

#[test]
fn bookmarks_make_the_headings() {
    let page = text("B", 14.0, 40.0, 560.0, "The Tide Office")
        + &text("B", 12.0, 40.0, 520.0, "1 Summary")
        + &lines(40.0, 500.0, &["Of the sluices, most were inspected."]);
    let pdf = TestPdf::default()
        .page(page)
        .catalog("/Outlines<</First<</Title(Summary)/Dest[10 0 R/XYZ 0 530 0]>>>>");
    let rendered = rendered(&pdf);
    let headings: Vec<&str> = rendered
        .markup
        .blocks
        .iter()
        .filter(|block| block.heading_level() == Some(1))
        .map(|block| &rendered.text[block.span.range()])
        .collect();
    assert_eq!(headings, ["1 Summary"]);
}

#[test]
fn links_lead_to_addresses_and_places() {
    let pdf = TestPdf::default()
        .page(lines(40.0, 500.0, &["See the report on ropes."]))
        .page(lines(40.0, 500.0, &["This is the report."]))
        .page_entries("/Annots[<</Subtype/Link/Rect[55 495 100 510]/A<</S/URI/URI(https://example.org/)>>>><</Subtype/Link/Rect[110 495 140 510]/Dest[12 0 R/Fit]>>]");
    let rendered = rendered(&pdf);
    let targets: Vec<&LinkTarget> = rendered.markup.links.iter().map(|link| &link.target).collect();
    assert!(targets.contains(&&LinkTarget::Address("https://example.org/".into())), "{targets:?}");
    assert!(targets.contains(&&LinkTarget::Place(rendered.text.find("This").expect("there"))), "{targets:?}");
}

#[test]
fn a_damaged_file_is_read_as_far_as_it_goes() {
    let bytes = TestPdf::default().page(lines(40.0, 500.0, &["The words are all here."])).bytes();
    let damaged =
        String::from_utf8_lossy(&bytes).replace("/Length ", "/Length 9").replace("trailer", "trayler");
    assert_eq!(read(damaged.as_bytes()).expect("repaired").text, "The words are all here.");
}

/// What breaks readers, put into a file at random places.
const TOKENS: &[&str] = &[
    "[",
    "]",
    "<<",
    ">>",
    "(",
    ")",
    "<",
    ">",
    "/",
    "%",
    "R",
    "0",
    "-1",
    "99999999999",
    "1e999",
    "endobj",
    "endstream",
    "stream",
    "obj",
    "q",
    "Q",
    "BT",
    "ET",
    "Tj",
    "TJ",
    "Tf",
    "cm",
    "Do",
    "BI",
    "ID",
    "EI",
    "/Kids",
    "/Count",
    "/Length",
    "/Parent",
    "10 0 R",
    "2 0 R",
    "1 0 R",
    "\0",
    "\u{ff}",
    "/Contents",
    "/Rotate 90",
    "/Filter/FlateDecode",
    "/Filter/LZWDecode",
    "NaN",
];

proptest! {
    /// No damage makes the reader crash; whatever it makes of a file has blocks within its text. `PROPTEST_CASES=20000 cargo test
    /// --lib source::pdf` tries as many.
    #[test]
    fn damaged_files_are_read_or_refused(damage in prop::collection::vec((any::<prop::sample::Index>(), 0..TOKENS.len(), 0..9_usize), 1..6)) {
        let page = lines(20.0, 500.0, &["One column of text", "that is wide enough", "to be one"]) + &lines(200.0, 500.0, &["and a second one", "that is beside it", "and as wide"])
            + "40 400 m 240 400 l S 40 400 m 40 300 l S 40 300 m 240 300 l S q 1 0 0 1 5 5 cm /P <</MCID 1>> BDC EMC Q\n";
        let mut bytes = TestPdf::default().page(page.clone()).page(page)
            .catalog("/Outlines<</First<</Title(One)/Dest[10 0 R/XYZ 0 530 0]>>>>/PageLabels<</Nums[0<</S/r>>]>>").bytes();
        for (at, token, cut) in damage {
            let at = at.index(bytes.len());
            let end = (at + cut).min(bytes.len());
            bytes.splice(at..end, TOKENS[token].bytes());
        }
        if let Ok(rendered) = isolated::read(&PDF, ReadExtent::Whole, &bytes, None) {
            let end = rendered.text.len();
            prop_assert!(rendered.markup.blocks.iter().all(|block| block.span.end <= end && rendered.text.get(block.span.range()).is_some()));
        }
    }
}

/// How long the reader takes for a page, in seconds: the shortest of three times.
fn seconds(page: &str) -> f64 {
    let bytes = TestPdf::default().page(page).bytes();
    let time = || {
        let start = std::time::Instant::now();
        let _ = isolated::read(&PDF, ReadExtent::Whole, &bytes, None);
        start.elapsed().as_secs_f64()
    };
    (0..3).map(|_| time()).fold(f64::MAX, f64::min)
}

#[test]
fn hostile_pages_take_linear_time() {
    let hostile = [
        ("marks", "/P <</MCID 1>> BDC "),
        ("states", "q 1 0 0 1 1 1 cm "),
        ("nested arrays", "[ "),
        ("lines", "10 10 m 20 20 l S "),
        ("boxes", "10 10 50 50 re S "),
        ("one word", "BT /R 1 Tf 40 300 Td (a) Tj ET "),
    ];
    for (name, part) in hostile {
        let (short, long) = (seconds(&part.repeat(1_500)), seconds(&part.repeat(12_000)));
        // Eight times as much takes eight times as long; 64 times would be quadratic.
        assert!(long < 32.0 * short.max(0.002), "{name}: {short} and {long}");
    }
}

#[test]
fn the_beginning_are_the_first_pages() {
    let names = ["One", "Two", "Three", "Four", "Five", "Six", "Seven", "Eight", "Nine"];
    let page = |i: usize| {
        lines(
            50.0,
            300.0,
            &["A heading would say nothing.", &format!("{} stands on page {i} alone.", names[i - 1])],
        )
    };
    let pdf = (1..=9).fold(TestPdf::default(), |pdf, i| pdf.page(page(i)));
    let beginning = PDF.beginning.and_then(|beginning| beginning(&pdf.bytes())).expect("a beginning").text;
    assert!(beginning.contains("on page 4") && !beginning.contains("on page 5"), "{beginning}");
    assert!(rendered(&pdf).text.starts_with(beginning.trim_end()), "{beginning}");
}

/// A page of text in a font with the CIDs of a collection, in this encoding and with these codes.
fn in_cids(encoding: &str, ordering: &str, codes: &str) -> TestPdf {
    TestPdf::default().page(format!("BT /C 12 Tf 50 500 Td <{codes}> Tj ET")).fonts(&format!(
        "/C<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/{encoding}/DescendantFonts[<</Type/Font\
         /Subtype/CIDFontType0/BaseFont/X/CIDSystemInfo<</Registry(Adobe)/Ordering({ordering})/Supplement 2>>/DW 1000/FontDescriptor<</Type/FontDescriptor/FontName/X/Flags 4>>>>]>>"
    ))
}

#[test]
fn characters_are_told_by_the_tables_of_their_collection() {
    for (encoding, ordering, codes, text) in [
        ("90ms-RKSJ-H", "Japan1", "93fa967b8cea", "日本語"),
        ("Identity-H", "Japan1", "034b034c", "あぃ"),
        ("GBK-EUC-H", "GB1", "b5c6cbfe", "灯塔"),
        ("ETen-B5-H", "CNS1", "bf4fb6f0", "燈塔"),
        ("KSCms-UHC-H", "Korea1", "b5eeb4eb", "등대"),
    ] {
        assert_eq!(rendered(&in_cids(encoding, ordering, codes)).text.trim(), text, "{encoding}");
    }
}

#[test]
fn characters_that_nothing_tells_are_missed() {
    let error = read(&in_cids("Identity-H", "Identity", "002400250026").bytes()).expect_err("no text");
    assert!(error.to_string().contains("do not say what they are; `ocrmypdf --force-ocr"), "{error}");
}

/// The text of pages of prose, each with a number at its top.
fn numbered(numbers: &[&str]) -> String {
    let openings = ["It rained", "They slept", "Nobody came", "The boat left"];
    let page = |(number, opening): (&&str, &str)| {
        let prose = [
            format!("{opening} before the lamp was lit, and the keeper"),
            "wrote it into the book.".to_owned(),
        ];
        text("R", 10.0, 190.0, 580.0, number) + &lines(50.0, 540.0, &[&prose[0], &prose[1]])
    };
    let pages = numbers.iter().zip(openings).map(page);
    rendered(&pages.fold(TestPdf::default(), TestPdf::page)).text
}

#[test]
fn roman_numbers_at_the_top_are_those_of_pages_only_if_they_count_them() {
    for numbers in [["i", "ii", "iii", "iv"], ["VII", "VIII", "IX", "X"]] {
        let text = numbered(&numbers);
        assert!(numbers.iter().all(|number| !text.contains(&format!("{number}\n"))), "{text}");
    }
    let prose = lines(50.0, 540.0, &["Before the lamp was lit,", "it rained."]);
    let preface = TestPdf::default()
        .page(text("R", 10.0, 190.0, 580.0, "ii"))
        .page(text("R", 10.0, 190.0, 30.0, "iii") + &prose);
    assert_eq!(rendered(&preface).text.trim(), "Before the lamp was lit, it rained.");
    let chapters = ["I", "III", "VI", "IX"];
    let text = numbered(&chapters);
    assert!(chapters.iter().all(|number| text.contains(&format!("{number}\n\n"))), "{text}");
}
