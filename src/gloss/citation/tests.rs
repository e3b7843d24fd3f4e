use super::*;
use crate::text::structure::{Locator, Markup};

fn citation(labels: &[(LocatorKind, &str)]) -> Citation {
    let mut citation = Citation::default();
    for (kind, label) in labels {
        citation.set(*kind, *label);
    }
    citation
}

fn structure(locators: &[(LocatorKind, usize, usize, &str)]) -> Structure {
    let locators = locators.iter().map(|&(kind, start, end, label)| Locator {
        span: Span::new(start, end),
        kind,
        label: label.into(),
    });
    Structure::new(&"x".repeat(100), Markup { locators: locators.collect(), ..Markup::default() })
}

#[test]
fn a_place_is_said_as_people_say_it() {
    use LocatorKind::{By, Cell, Chapter, Line, Message, Page, Post, Row, Section, Slide, Timestamp, Verse};
    for (labels, place, whole) in [
        (&[][..], "¶ 12", "¶ 12"),
        (&[(Page, "312")], "p. 312", "p. 312"),
        (&[(Page, "312–313")], "pp. 312–313", "pp. 312–313"),
        (&[(Page, "A-3")], "p. A-3", "p. A-3"),
        (&[(Page, "3-4")], "pp. 3-4", "pp. 3-4"),
        (&[(Chapter, "3")], "chap. 3, ¶ 12", "chap. 3, ¶ 12"),
        (
            &[(Section, "The gate"), (Chapter, "3")],
            "chap. 3, sec. The gate, ¶ 12",
            "chap. 3, sec. The gate, ¶ 12",
        ),
        (&[(Chapter, "3"), (Page, "312"), (By, "Nell Ort")], "p. 312", "p. 312, chap. 3, Nell Ort"),
        (&[(Timestamp, "00:12:31"), (By, "Ada")], "00:12:31", "00:12:31, Ada"),
        (&[(By, "Ada")], "¶ 12", "¶ 12, Ada"),
        (&[(Message, "4")], "message 4", "message 4"),
        (&[(Timestamp, "12 May, 22:40"), (Post, "7")], "post 7, 12 May, 22:40", "post 7, 12 May, 22:40"),
        (&[(Message, "4–6")], "messages 4–6", "messages 4–6"),
        (&[(Post, "7")], "post 7", "post 7"),
        (&[(Slide, "2")], "slide 2", "slide 2"),
        (&[(Row, "5"), (Cell, "2")], "cell 2, row 5", "cell 2, row 5"),
        (&[(Line, "5"), (Verse, "9")], "v. 9, l. 5", "v. 9, l. 5"),
    ] {
        let citation = citation(labels);
        assert_eq!(
            (citation.place(Some(12)).as_str(), citation.whole_place(Some(12)).as_str()),
            (place, whole)
        );
    }
    assert_eq!(Citation::default().place(None), "");
}

#[test]
fn of_several_spans_the_first_and_the_last_count() {
    use LocatorKind::{By, Chapter, Page};
    let structure = structure(&[
        (Page, 0, 30, "xii"),
        (Page, 30, 50, "1\u{7}\n2"),
        (Page, 50, 90, "3"),
        (Chapter, 0, 90, "One"),
        (By, 0, 20, "Ada"),
        (By, 50, 60, "Ben"),
        (Page, 90, 91, ""),
    ]);
    let of = |spans: &[(usize, usize)]| {
        let spans: Vec<Span> = spans.iter().map(|&(start, end)| Span::new(start, end)).collect();
        Citation::of(&structure, &spans).to_string()
    };
    assert_eq!(of(&[(10, 12)]), "p. xii, chap. One, Ada");
    assert_eq!(of(&[(10, 12), (51, 52)]), "pp. xii–3, chap. One, Ada, Ben");
    assert_eq!(of(&[(35, 36)]), "p. 1 2, chap. One");
    assert_eq!(of(&[(90, 91)]), "");
    assert_eq!(of(&[]), "");
}

#[test]
fn what_the_text_cannot_tell_stays_as_a_person_wrote_it() {
    use LocatorKind::{Chapter, Page};
    let own = citation(&[(Page, "7"), (Chapter, "3")]);
    let spans = [Span::new(1, 2)];
    assert_eq!(own.renewed(&Structure::default(), &spans), own);
    let paged = structure(&[(Page, 0, 10, "312")]);
    assert_eq!(own.renewed(&paged, &spans), citation(&[(Page, "312"), (Chapter, "3")]));
    assert_eq!(own.renewed(&paged, &[Span::new(50, 51)]), citation(&[(Chapter, "3")]), "no page of its own");
}

#[test]
fn a_table_is_read_as_far_as_its_keys_are_known() {
    let tree = |rows: &[(&str, Tree)]| {
        Tree::Table(rows.iter().map(|(key, value)| ((*key).to_owned(), value.clone())).collect())
    };
    let text = |text: &str| Tree::Text(text.to_owned());
    let read = Citation::from_tree(tree(&[
        ("chapter", text("3")),
        ("folio", text("9v")),
        ("page", Tree::Number(312.0)),
        ("by", text(" ")),
    ]));
    assert_eq!(read.map(|read| read.to_string()).as_deref(), Some("p. 312, chap. 3"));
    for unknown in [tree(&[("folio", text("9v"))]), text("p. 3"), Tree::Number(3.0), tree(&[])] {
        assert_eq!(Citation::from_tree(unknown), None);
    }
    let both = citation(&[(LocatorKind::Chapter, "3"), (LocatorKind::Page, "312–313")]);
    assert_eq!(both.to_tree(), Some(tree(&[("page", text("312–313")), ("chapter", text("3"))])));
}

#[test]
fn json_has_the_keys_of_a_sidecar() {
    let both = citation(&[(LocatorKind::Timestamp, "00:12:31"), (LocatorKind::By, "Ada")]);
    let json = serde_json::to_string(&both).expect("JSON");
    assert_eq!(json, "{\"timestamp\":\"00:12:31\",\"by\":\"Ada\"}");
    assert_eq!(serde_json::from_str::<Citation>(&json).ok(), Some(both));
    assert_eq!(serde_json::from_str::<Citation>("\"p. 3\"").ok(), Some(Citation::default()));
}

#[test]
fn a_label_without_end_is_cut() {
    let long = "x".repeat(100_000);
    let structure = structure(&[(LocatorKind::Section, 0, 10, &long)]);
    let citation = Citation::of(&structure, &[Span::new(0, 1)]);
    assert_eq!(citation.label(LocatorKind::Section).map(str::len), Some(MAX_LABEL_CODE_POINTS));
}
