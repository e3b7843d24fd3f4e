use proptest::prelude::*;

use super::*;

fn block(kind: BlockKind, start: usize, end: usize) -> TextBlock {
    TextBlock::new(kind, Span::new(start, end))
}

fn heading(level: u8, start: usize, end: usize) -> TextBlock {
    block(BlockKind::Heading { level }, start, end)
}

#[test]
fn a_place_has_a_block_and_the_gaps_become_paragraphs() {
    let text = "Title\n\nSaid here.\n\nAnd here.";
    let blocks = vec![block(BlockKind::Caption, 19, 28), heading(1, 0, 5)];
    let structure = Structure::new(text, Markup { blocks, ..Markup::default() });
    let kinds: Vec<&BlockKind> = structure.blocks().iter().map(|block| &block.kind).collect();
    assert_eq!(kinds, [&BlockKind::Heading { level: 1 }, &BlockKind::Paragraph, &BlockKind::Caption]);
    let start = |at: usize| structure.block(at).map(|block| block.span.start);
    assert_eq!([0, 5, 6, 7, 17, 28, 99].map(start), [0, 0, 0, 7, 7, 19, 19].map(Some));
    assert_eq!(structure.blocks_in(Span::new(5, 8)).len(), 1);
    assert_eq!(structure.blocks_in(Span::new(4, 20)).len(), 3);
    assert!(structure.blocks_in(Span::new(5, 7)).is_empty());
}

#[test]
fn sections_end_at_the_next_heading_of_their_level_or_above() {
    let text = "A\n\nB\n\nC\n\nD\n\nE";
    let blocks = vec![heading(1, 0, 1), heading(3, 3, 4), heading(2, 6, 7), heading(1, 9, 10)];
    let structure = Structure::new(text, Markup { blocks, ..Markup::default() });
    let sections: Vec<_> =
        structure.outline().iter().map(|entry| (entry.level, &text[entry.section.range()])).collect();
    assert_eq!(sections, [(1, "A\n\nB\n\nC"), (3, "B"), (2, "C"), (1, "D\n\nE")]);
    let at = |at: usize| structure.heading_at(at).map(|block| block.span.start);
    assert_eq!([0, 2, 3, 12].map(at), [0, 0, 3, 9].map(Some));
    assert_eq!(structure.heading_from(4).map(|block| block.span.start), Some(6));
    assert_eq!(structure.heading_from(10), None);
}

#[test]
fn only_the_first_piece_of_a_long_table_has_its_head() {
    let text = "Mill\tYear\n".to_owned() + &"Stone mill\t1787\n".repeat(6000);
    let kind = BlockKind::Table { head: 1, columns: Box::new([ColumnAlignment::End]) };
    let blocks = vec![block(kind, 0, text.trim_end().len())];
    let structure = Structure::new(&text, Markup { blocks, ..Markup::default() });
    let heads: Vec<u8> = structure
        .blocks()
        .iter()
        .map(|block| match &block.kind {
            BlockKind::Table { head, columns } if **columns == [ColumnAlignment::End] => *head,
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(heads, [1, 0, 0]);
}

#[test]
fn a_note_is_found_by_its_mark_and_by_its_body() {
    let text = "Said.1 And 2.\n\nOne.\n\nTwo.";
    let note = |reference: (usize, usize), body: (usize, usize), label: &str| Footnote {
        reference: Span::new(reference.0, reference.1),
        body: Span::new(body.0, body.1),
        label: label.into(),
    };
    let notes = vec![note((11, 12), (21, 25), "2"), note((5, 6), (15, 19), "1")];
    let structure = Structure::new(text, Markup { notes, ..Markup::default() });
    let label = |note: &Footnote| note.label.clone();
    assert_eq!(structure.notes().at(5).first().map(|note| &*note.label), Some("1"));
    assert_eq!(structure.note_with_body_at(22).map(label).as_deref(), Some("2"));
    assert!(structure.note_with_body_at(3).is_none());
}

fn spans() -> impl Strategy<Value = Vec<Span>> {
    let span = (0usize..60, 0usize..20).prop_map(|(start, len)| Span { start, end: start + len });
    prop::collection::vec(span, 0..8)
}

proptest! {
    #[test]
    fn whatever_a_reader_says_the_spans_are_sound(
        text in "[a \n.e\u{301}👩\u{200d}💻🇩🇪]{0,30}", blocks in spans(), styles in spans(), notes in spans(),
    ) {
        let markup = Markup {
            blocks: blocks.into_iter().map(|span| TextBlock::new(BlockKind::Paragraph, span)).collect(),
            styles: styles.into_iter().map(|span| StyledSpan { span, style: Style::Strong }).collect(),
            notes: notes.iter().map(|&span| Footnote { reference: span, body: span, label: "1".into() }).collect(),
            ..Markup::default()
        };
        let structure = Structure::new(&text, markup);
        let starts: Vec<usize> = text.grapheme_indices(true).map(|(at, _)| at).chain([text.len()]).collect();
        let sound = |span: Span| {
            span.start < span.end && starts.contains(&span.start) && starts.contains(&span.end)
        };
        let mut end = 0;
        for block in structure.blocks() {
            prop_assert!(sound(block.span) && end <= block.span.start);
            prop_assert!(text[end..block.span.start].trim().is_empty());
            end = block.span.end;
        }
        prop_assert!(text[end..].trim().is_empty());
        prop_assert!(structure.styles().as_slice().iter().all(|style| sound(style.span)));
        prop_assert!(structure.notes().as_slice().iter().all(|note| sound(note.reference)));
    }
}

#[test]
fn a_span_is_cited_by_its_first_and_last_label_of_each_kind() {
    let text = "One two three four";
    let locator =
        |kind, start, end, label: &str| Locator { span: Span::new(start, end), kind, label: label.into() };
    let locators = vec![
        locator(LocatorKind::By, 4, 13, "Mara"),
        locator(LocatorKind::Page, 8, 18, "313"),
        locator(LocatorKind::Page, 0, 8, "312"),
    ];
    let structure = Structure::new(text, Markup { locators, ..Markup::default() });
    let cited = |start, end| {
        let places = structure.citation(Span::new(start, end));
        places.iter().map(|place| format!("{} {place}", place.kind.name())).collect::<Vec<_>>()
    };
    assert_eq!(cited(0, 3), ["page 312"]);
    assert_eq!(cited(4, 13), ["page 312–313", "by Mara"]);
    assert_eq!(cited(14, 18), ["page 313"]);
}
