//! Rows of a text with structure: what is drawn in them, and that every cluster of the text has its cell.

use proptest::prelude::*;

use super::*;
use crate::text::{
    Span,
    cells::{self, Cell},
    structure::{
        BlockKind, ColumnAlignment, Footnote, Hyperlink, LinkTarget, ListMarker, Markup, Style, StyledSpan,
        TextBlock,
    },
};

/// A text of blocks with a blank line between each two, given as their kind, depths in lists and quotations, and words.
fn text_of(blocks: &[(BlockKind, u8, u8, &str)]) -> Text {
    let mut text = String::new();
    let mut markup = Markup::default();
    for (kind, list_depth, quotation_depth, words) in blocks {
        if !text.is_empty() {
            text.push_str("\n\n");
        }
        let span = Span::new(text.len(), text.len() + words.len());
        text.push_str(words);
        markup.blocks.push(TextBlock {
            span,
            kind: kind.clone(),
            list_depth: *list_depth,
            quotation_depth: *quotation_depth,
        });
    }
    Text::structured(text, markup)
}

/// What the rows of a text show, without colours.
fn drawn(text: &Text, width: usize) -> Vec<String> {
    let cache = LineCache::default();
    let rows = Layout::new(text, width, &cache).rows(0, 10_000);
    let row = |row: &Row| {
        let slice = text.slice(row.span);
        let mut pieces: Vec<(usize, String)> =
            row.decorations().iter().map(|piece| (piece.column, piece.text.to_string())).collect();
        pieces.extend(row.cells(&slice).map(|cell| (cell.column, cell.glyph.into_owned())));
        pieces.sort_by_key(|(column, _)| *column);
        let mut line = String::new();
        for (column, piece) in pieces {
            line.push_str(&" ".repeat(column.saturating_sub(cells::width(&line, 0))));
            line.push_str(&piece);
        }
        line.trim_end().to_owned()
    };
    rows.iter().map(row).collect()
}

fn table(head: u8, columns: &[ColumnAlignment]) -> BlockKind {
    BlockKind::Table { head, columns: columns.into() }
}

fn number(number: &str) -> BlockKind {
    BlockKind::ListItem { marker: ListMarker::Number(number.into()) }
}

const BULLET: BlockKind = BlockKind::ListItem { marker: ListMarker::Bullet };

#[test]
fn items_hang_at_their_depth_behind_bullet_or_number() {
    let text = text_of(&[
        (BULLET, 1, 0, "oars and ropes"),
        (BlockKind::Paragraph, 1, 0, "both old"),
        (number("2."), 2, 0, "a lamp"),
        (number("10."), 2, 0, "and oil"),
        (BlockKind::ListItem { marker: ListMarker::Task { done: true } }, 1, 0, "paid"),
        (BULLET, 1, 0, "on credit"),
    ]);
    let expected = [
        " • oars and",
        "   ropes",
        "",
        "   both old",
        "",
        "   2. a lamp",
        "   10. and oil",
        "[x] paid",
        "",
        " • on credit",
    ];
    assert_eq!(drawn(&text, 23)[..1], [" • oars and ropes"]);
    assert_eq!(drawn(&text, 22)[4..], expected[5..]);
    // The margin takes no more than a third of a row: what is farthest from the text is left out.
    assert_eq!(
        drawn(&text, 14),
        [&expected[..5], &["2. a lamp", "10. and oil", "[x] paid", "", " • on credit"]].concat()
    );
    assert_eq!(drawn(&text, 3)[..2], ["oar", "s"]);
}

#[test]
fn the_blank_line_between_two_items_takes_no_row_and_belongs_to_the_first() {
    let text = text_of(&[(BULLET, 1, 0, "a"), (BULLET, 1, 0, "b"), (BlockKind::Paragraph, 0, 0, "c")]);
    let cache = LineCache::default();
    let layout = Layout::new(&text, 20, &cache);
    let starts = |at: usize| layout.row(at).span.start;
    assert_eq!([0, 1, 2, 3, 4, 5, 6].map(starts), [0, 0, 0, 3, 3, 5, 6]);
    assert_eq!(layout.backward(6, 2), 3);
    // The same without what was kept.
    let anew = |at: usize| Layout::new(&text, 20, &LineCache::default()).row(at).span.start;
    assert_eq!([0, 1, 2, 3, 4, 5, 6].map(anew), [0, 0, 0, 3, 3, 5, 6]);
    assert_eq!(drawn(&text, 20), [" • a", " • b", "", "c"]);
}

#[test]
fn a_bar_stands_beside_a_quotation_also_between_its_paragraphs() {
    let text = text_of(&[
        (BlockKind::Paragraph, 0, 1, "The boat was late."),
        (BlockKind::Paragraph, 0, 2, "Why?"),
        (BlockKind::Paragraph, 0, 0, "So she said."),
    ]);
    let expected = ["│ The boat", "│ was late.", "│", "│ │ Why?", "", "So she said."];
    assert_eq!(drawn(&text, 12), expected);
    assert_eq!(drawn(&text, 5)[..3], ["The", "boat", "was"]);
}

#[test]
fn the_marks_of_a_quotation_in_a_message_are_its_bars() {
    let text = text_of(&[
        (BlockKind::Paragraph, 0, 1, "> The boat was late."),
        (BlockKind::Paragraph, 0, 2, ">> Why?\n>> When?\n>>"),
        (BULLET, 1, 1, "> tea"),
        (BlockKind::Paragraph, 0, 1, ">> More marks than bars, >no mark"),
        (BlockKind::Paragraph, 0, 0, "> A mark"),
    ]);
    let expected = [
        "│ The boat was",
        "│ late.",
        "│",
        "│ │ Why?",
        "│ │ When?",
        "│ │",
        "│",
        "│  • tea",
        "│",
        "│ >> More marks",
        "│ than bars, >no",
        "│ mark",
        "",
        "> A mark",
    ];
    assert_eq!(drawn(&text, 17), expected);
    assert_eq!(drawn(&text, 5)[0], "> The", "where there is no room for a bar");
    let cache = LineCache::default();
    let row = Layout::new(&text, 17, &cache).row(0);
    assert_eq!([0, 2, 6].map(|at| row.column(&text, at)), [2, 2, 6]);
    assert_eq!(row.cluster_at(&text, 2), Span::new(2, 3), "the word is clicked on, not the mark");
}

#[test]
fn listings_keep_their_lines_and_show_where_one_goes_on() {
    let code = BlockKind::Code { language: "rust".into() };
    let text = text_of(&[
        (code, 0, 0, "let a = 1;\n\nlet sum = a + a;"),
        (BlockKind::Verse, 0, 0, "O wind,\nblow me home tonight"),
    ]);
    let expected = [
        "┊ let a = 1;",
        "┊",
        "┊ let sum = a",
        "┊↳+ a;",
        "",
        "  O wind,",
        "  blow me",
        "    home",
        "    tonight",
    ];
    assert_eq!(drawn(&text, 13), expected);
}

#[test]
fn headings_and_rules_are_told_without_colour() {
    let text = text_of(&[
        (BlockKind::Heading { level: 1 }, 0, 0, "Tides"),
        (BlockKind::Heading { level: 2 }, 0, 0, "Spring tides of the year"),
        (BlockKind::Heading { level: 3 }, 0, 0, "April"),
        (BlockKind::Rule, 0, 0, "* * *"),
    ]);
    let expected = [
        "Tides ━━━━━━━━━━━━",
        "",
        "Spring tides of",
        "the year ─────────",
        "",
        "April",
        "",
        "───── * * * ──────",
    ];
    assert_eq!(drawn(&text, 18), expected);
    assert_eq!(drawn(&text, 6).last().map(String::as_str), Some("* * *"));
}

#[test]
fn the_label_of_a_note_stands_before_its_first_paragraph() {
    let mut markup = Markup::default();
    let source = "Said.1\n\nOn Monday.\n\nAnd again.";
    let note = |start, end, kind| TextBlock::new(kind, Span::new(start, end));
    markup.blocks.push(note(8, 18, BlockKind::Note { label: "1".into() }));
    markup.blocks.push(note(20, 30, BlockKind::Paragraph));
    let (reference, body) = (Span::new(5, 6), Span::new(8, 30));
    markup.notes.push(Footnote { reference, body, label: "1".into() });
    let text = Text::structured(source, markup);
    assert_eq!(drawn(&text, 20), ["Said.1", "", "1 On Monday.", "", "  And again."]);
    let cache = LineCache::default();
    let looks = |at| Layout::new(&text, 20, &cache).row(at).looks().to_vec();
    assert_eq!(looks(0), [(reference, Look::NoteReference)]);
    assert_eq!(looks(8), [(Span::new(8, 18), Look::NoteBody)]);
    assert_eq!(looks(20), [(Span::new(20, 30), Look::NoteBody)]);
}

#[test]
fn tables_stand_in_columns_where_there_is_room() {
    use ColumnAlignment::{Centre, End, Start};
    let words = "Port\tDepth\tMark\n東京\t12\tred\nOslo\t9\tgreen";
    let text = text_of(&[(table(1, &[Start, End, Centre]), 0, 0, words)]);
    let expected = ["Port ┃ Depth ┃ Mark", "東京 │    12 │  red", "Oslo │     9 │ green"];
    assert_eq!(drawn(&text, 40), expected);
    // With less room they are wrapped, and nothing is lost.
    assert_eq!(
        drawn(&text, 10),
        ["Port │", "  Depth │", "  Mark", "東京 │", "  12 │ red", "Oslo │ 9 │", "  green"]
    );
}

#[test]
fn a_long_last_column_is_wrapped_beside_the_others() {
    let words = "Tide\tThe sea at its highest, twice a day\nEbb\tDown";
    let text = text_of(&[(table(0, &[]), 0, 0, words)]);
    let expected = ["Tide │ The sea at its", "     │ highest, twice a", "     │ day", "Ebb  │ Down"];
    assert_eq!(drawn(&text, 23), expected);
}

#[test]
fn a_marker_is_cut_and_obeyed_by_no_terminal() {
    let text = text_of(&[(number("1\u{1b}[2J\u{202e}234567890"), 1, 0, "x")]);
    assert_eq!(drawn(&text, 60), ["1␛[2J␦2345 x"]);
}

/// A block of any kind, with words that suit it.
fn any_block() -> impl Strategy<Value = (BlockKind, u8, u8, String)> {
    const WORD: &str = "[a-z 日é\u{301}\u{200b}👩\u{200d}💻\u{1b}-]";
    let regex = |pattern: String| prop::string::string_regex(&pattern).expect("a pattern");
    let one = regex(format!("[a-z]{WORD}{{0,40}}[a-z]"));
    let lines = regex(format!("[a-z]{WORD}{{0,12}}([\n]{WORD}{{0,12}}){{0,3}}[a-z]"));
    let cells = regex(format!("{WORD}{{0,9}}([\t\n]{WORD}{{0,14}}){{0,8}}[a-z]"));
    let alignment =
        prop_oneof![Just(ColumnAlignment::Start), Just(ColumnAlignment::Centre), Just(ColumnAlignment::End)];
    let table = (0u8..3, prop::collection::vec(alignment, 0..4), cells)
        .prop_map(|(head, columns, words)| (table(head, &columns), words));
    let flowing = prop_oneof![
        Just(BlockKind::Paragraph),
        (1u8..7).prop_map(|level| BlockKind::Heading { level }),
        Just(BULLET),
        "[0-9ivx.)]{0,12}".prop_map(|label| number(&label)),
        Just(BlockKind::Caption),
        Just(BlockKind::Note { label: "*".into() }),
        Just(BlockKind::Rule),
        Just(BlockKind::Boilerplate),
    ];
    let kept = prop_oneof![Just(BlockKind::Verse), Just(BlockKind::Code { language: "".into() })];
    let block = prop_oneof![4 => (flowing, one), 2 => (kept, lines), 2 => table];
    (block, 0u8..6, 0u8..5, "(>{1,3} ?)?")
        .prop_map(|((kind, words), lists, quotations, marks)| (kind, lists, quotations, marks + &words))
}

/// Whether a cell is seen: white space, and the bar drawn for a tab, may hang over the edge of a row.
fn is_seen(text: &Text, cell: &Cell<'_>) -> bool {
    cell.width > 0 && !text.slice(cell.span).trim().is_empty()
}

proptest! {
    /// Every cluster has its cell, and that cell has the cluster; nothing is drawn over it or beyond the edge.
    #[test]
    fn offset_to_cell_and_back(blocks in prop::collection::vec(any_block(), 1..6), width in 1usize..200) {
        let blocks: Vec<_> = blocks.iter().map(|(kind, l, q, words)| (kind.clone(), *l, *q, words.as_str())).collect();
        let text = text_of(&blocks);
        let cache = LineCache::default();
        let layout = Layout::new(&text, width, &cache);
        let rows = layout.rows(0, 100_000);
        prop_assert_eq!(rows[0].span.start, 0);
        prop_assert!(rows.last().is_some_and(|row| row.next == text.len()));
        for (i, row) in rows.iter().enumerate() {
            if let Some(next) = rows.get(i + 1) {
                prop_assert_eq!(row.next, next.span.start);
            }
            prop_assert_eq!(&layout.row(row.span.start), row);
            prop_assert_eq!(layout.backward(row.span.start, i.min(2)), rows[i - i.min(2)].span.start);
            // A table that is scrolled sideways has room for all of it.
            let room = row.wide_table().map_or(width, |table| table.whole);
            prop_assert!(room >= width && row.scrolled(usize::MAX, width) + width == room);
            prop_assert!(row.indent() < room || room <= 1 && row.indent() == 0);
            let slice = text.slice(row.span);
            let mut taken: Vec<(usize, usize)> = Vec::new();
            let (mut at, mut column) = (row.span.start, row.indent());
            for cell in row.cells(&slice) {
                prop_assert_eq!((cell.span.start, cell.column), (at, column));
                (at, column) = (cell.span.end, cell.column + cell.width);
                if cell.width > 0 {
                    prop_assert_eq!(row.column(&text, cell.span.start), cell.column);
                    for inside in cell.column..column {
                        prop_assert_eq!(row.cluster_at(&text, inside), cell.span);
                    }
                }
                if is_seen(&text, &cell) {
                    prop_assert!(column <= room || cell.column == row.indent(), "{:?} in {}", &slice, room);
                    taken.push((cell.column, column));
                }
            }
            prop_assert_eq!(at, row.span.end);
            for piece in row.decorations() {
                let end = piece.column + cells::width(&piece.text, 0);
                prop_assert!(end <= room);
                prop_assert!(taken.iter().all(|(from, to)| end <= *from || *to <= piece.column), "{:?} {:?}", piece, taken);
            }
        }
    }

    /// What a row says of the looks of its text lies on the row.
    #[test]
    fn looks_are_those_of_the_row(words in "[a-z ]{10,60}", start in 0usize..50, len in 1usize..20, width in 1usize..30) {
        let span = Span::new(start.min(words.len()), (start + len).min(words.len()));
        let markup = Markup {
            styles: vec![StyledSpan { span, style: Style::Strong }],
            links: vec![Hyperlink { span, target: LinkTarget::Place(0) }],
            ..Markup::default()
        };
        let text = Text::structured(words, markup);
        let cache = LineCache::default();
        for row in Layout::new(&text, width, &cache).rows(0, 1000) {
            let expected = if span.overlaps(row.span) { 2 } else { 0 };
            prop_assert_eq!(row.looks().len(), expected);
        }
    }
}
