//! Rows, from any place and in either direction.

use proptest::prelude::*;

use super::*;
use crate::text::{Span, wrap};

fn shown(text: &Text, rows: &[Row]) -> Vec<String> {
    rows.iter().map(|row| text.slice(row.span).into_owned()).collect()
}

#[test]
fn rows_go_on_over_line_endings() {
    let text = Text::new("The quick brown\r\n\r\nfox\n");
    let cache = LineCache::default();
    let layout = Layout::new(&text, 10, &cache);
    assert_eq!(shown(&text, &layout.rows(0, 9)), ["The quick ", "brown", "", "fox"]);
    assert_eq!(shown(&text, &layout.rows(12, 2)), ["brown", ""]);
    assert_eq!([0, 1, 2, 3, 9].map(|count| layout.forward(0, count)), [0, 10, 17, 19, 19]);
    assert_eq!(layout.backward(19, 2), 10);
    assert_eq!(layout.backward(19, 99), 0);
}

#[test]
fn offset_to_cell_and_back() {
    let text = Text::new("a日👩‍💻\te\u{301}z");
    let row = Layout::new(&text, 40, &LineCache::default()).row(0);
    for (at, column) in [(0, 0), (1, 1), (4, 3), (15, 5), (16, 8), (19, 9)] {
        assert_eq!(row.column(&text, at), column);
        assert_eq!(row.cluster_at(&text, column).start, at);
    }
    assert_eq!(row.cluster_at(&text, 2), Span::new(1, 4));
    assert_eq!(row.cluster_at(&text, 99), Span::new(19, 20));
}

/// Paragraphs that were wrapped at 50 cells, with an indent.
fn wrapped_prose() -> impl Strategy<Value = String> {
    let paragraph =
        (prop::collection::vec("[a-z日]{2,9}[,-]?", 8..40), 0usize..5).prop_map(|(words, indent)| {
            let words = words.join(" ");
            let lines =
                wrap(&words, 50).into_iter().map(|row| " ".repeat(indent) + words[row.range()].trim_end());
            lines.collect::<Vec<_>>().join("\r\n")
        });
    prop::collection::vec(paragraph, 1..3).prop_map(|paragraphs| paragraphs.join("\n\n"))
}

proptest! {
    #[test]
    fn rows_tile_the_text_and_go_back(
        source in prop_oneof!["[a-z 日e\u{301}\n\r\t.-]{0,200}", wrapped_prose()],
        width in 1usize..20,
        flow: bool,
    ) {
        let text = Text::new(source);
        let cache = LineCache::default();
        let layout = Layout::new(&text, width, &cache).flowing(flow);
        let rows = layout.rows(0, 10_000);
        for pair in rows.windows(2) {
            prop_assert_eq!(pair[0].next, pair[1].span.start);
        }
        prop_assert!(rows.last().is_none_or(|row| row.next == text.len()));
        for (i, row) in rows.iter().enumerate() {
            prop_assert_eq!(&layout.row(row.span.start), row);
            let back = i.min(3);
            prop_assert_eq!(layout.backward(row.span.start, back), rows[i - back].span.start);
            prop_assert_eq!(layout.forward(rows[i - back].span.start, back), row.span.start);
            let slice = text.slice(row.span);
            for cell in row.cells(&slice).filter(|cell| cell.width > 0) {
                prop_assert_eq!(row.column(&text, cell.span.start), cell.column);
                prop_assert_eq!(row.cluster_at(&text, cell.column), cell.span);
            }
        }
    }

    /// Rows that were kept are those that are made anew.
    #[test]
    fn a_kept_line_is_the_line(
        source in prop_oneof!["[a-z 日\n\r]{0,120}", wrapped_prose()],
        width in 1usize..20,
        flow: bool,
        order in prop::collection::vec(0usize..200, 1..20),
    ) {
        let text = Text::new(source);
        let cache = LineCache::default();
        for at in order {
            let at = text.floor(at);
            let kept = Layout::new(&text, width, &cache).flowing(flow).line(at);
            prop_assert_eq!(&kept[..], &lay_out(&text, at, width, flow, &cache)[..]);
        }
    }
}
