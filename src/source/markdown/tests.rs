use proptest::prelude::*;
use unicode_segmentation::UnicodeSegmentation;

use super::*;
use crate::text::{
    Text, Unit,
    segment::testing::grows_with_the_text,
    structure::{BlockKind, ColumnAlignment, LinkTarget, ListMarker, Style},
};

fn rendered(source: &str) -> Rendered {
    read(source.as_bytes()).expect("any text is Markdown")
}

fn text(source: &str) -> String {
    rendered(source).text
}

fn structured(source: &str) -> Text {
    let Rendered { text, markup, .. } = rendered(source);
    Text::structured(text, markup)
}

fn kinds(source: &str) -> Vec<(BlockKind, u8, u8, String)> {
    let text = structured(source);
    let block = |block: &crate::text::structure::TextBlock| {
        (block.kind.clone(), block.list_depth, block.quotation_depth, text.quote(block.span))
    };
    text.structure().blocks().iter().map(block).collect()
}

fn styles(source: &str) -> Vec<(Style, String)> {
    let text = structured(source);
    let styles = text.structure().styles().as_slice().iter();
    styles.map(|styled| (styled.style, text.quote(styled.span))).collect()
}

#[test]
fn what_only_other_programs_read_is_left_out() {
    let source = "* TOC\n{:toc}\n\n{% include a.html x=\"1\" %}\n\nIt rained. {: .lead}\nIt snowed. %%ask%%\nIt hailed. ^b-1\n\n\
        {% highlight ruby %}\nputs {: .x}\n{% endhighlight %}\n\n![A gate](a.png){width=50%}\n\n    {% raw %}\n";
    let blocks = kinds(source);
    let found: Vec<&str> = blocks.iter().map(|(.., text)| text.as_str()).collect();
    let expected = ["It rained. It snowed. It hailed.", "puts {: .x}", "[A gate]", "{% raw %}"];
    assert_eq!(found, expected);
    assert_eq!(blocks[1].0, BlockKind::Code { language: "ruby".into() });
    assert_eq!(text("%%\nnever ended"), "%%\nnever ended".replace('\n', " "));
}

#[test]
fn marks_are_gone_and_lines_are_joined() {
    assert_eq!(
        text("# A *title* #\n\nHard\nwrapped  \nhere \\* &amp; there."),
        "A title\n\nHard wrapped\nhere * & there."
    );
    assert_eq!(text("a <b>b</b><!-- c --> d<br>e"), "a b d\ne");
    assert_eq!(text("日本語の\n文。次の\nline"), "日本語の文。次の line");
    assert_eq!(text("\"Straight\" -- and ... typed"), "\"Straight\" -- and ... typed");
    assert_eq!(text("<div>\n<p>One &lt;\n<p>Two\n</div>\n\nThree"), "One <\n\nTwo\n\nThree");
    assert_eq!(text("2^10 and 2^20; $\\sum_{i=1}^{n} i$"), "2^10 and 2^20; $\\sum_{i=1}^{n} i$");
    assert_eq!(text(""), "");
    assert_eq!(text("---\ntitle: x\n---\n"), "");
}

#[test]
fn styles_hold_for_words_and_not_for_what_stands_around_them() {
    let source = "*a* **b _c_** ~~d~~ `e` ~f g~";
    let expected = [
        (Style::Emphasis, "a"),
        (Style::Strong, "b c"),
        (Style::Emphasis, "c"),
        (Style::Deleted, "d"),
        (Style::Code, "e"),
        (Style::Deleted, "f g"),
    ];
    assert_eq!(styles(source), expected.map(|(style, text)| (style, text.to_owned())));
    assert_eq!(styles("one\n*two*"), [(Style::Emphasis, "two".to_owned())]);
    assert_eq!(styles("*a*\n\nb").len(), 1);
    // One style in itself is that style once.
    assert_eq!(styles("**a **b** c**").len(), 1);
}

#[test]
fn lists_keep_their_markers_out_of_the_text() {
    let item = |marker: ListMarker, depth: u8, text: &str| {
        (BlockKind::ListItem { marker }, depth, 0, text.to_owned())
    };
    let number = |shown: &str| ListMarker::Number(shown.into());
    let source = "3) three\n4) four\n   - a\n\n     more\n   - [x] b\n   - [ ] c\n5) five\n";
    let expected = [
        item(number("3)"), 1, "three"),
        item(number("4)"), 1, "four"),
        item(ListMarker::Bullet, 2, "a"),
        (BlockKind::Paragraph, 2, 0, "more".to_owned()),
        item(ListMarker::Task { done: true }, 2, "b"),
        item(ListMarker::Task { done: false }, 2, "c"),
        item(number("5)"), 1, "five"),
    ];
    assert_eq!(kinds(source), expected);
    assert_eq!(text("- a\n- b *c*\n- \n- d"), "a\n\nb c\n\nd");
}

#[test]
fn quotations_code_rules_and_definitions_are_blocks() {
    let shown: Vec<_> =
        kinds("> One\n>\n> > Two\n\n```rust x\n\nfn a() {}\n\n\n  b\n\n```\n***\nTerm\n: Meaning\n");
    let code = BlockKind::Code { language: "rust".into() };
    let expected = [
        (BlockKind::Paragraph, 0, 1, "One"),
        (BlockKind::Paragraph, 0, 2, "Two"),
        (code, 0, 0, "fn a() {}\n\n\n  b"),
        (BlockKind::Rule, 0, 0, "* * *"),
        (BlockKind::Paragraph, 0, 0, "Term"),
        (BlockKind::Paragraph, 1, 0, "Meaning"),
    ];
    assert_eq!(
        shown,
        expected.map(|(kind, lists, quotations, text)| (kind, lists, quotations, text.to_owned()))
    );
}

#[test]
fn a_table_has_a_line_for_each_row_and_a_tab_between_cells() {
    let found = kinds("| Year | Sum |\n|---|--:|\n| 1901 | *two*&#10;x |\n| 1902 |\n");
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].3, "Year\tSum\n1901\ttwo x\n1902");
    assert!(matches!(&found[0].0, BlockKind::Table { head: 1, columns } if columns.len() == 2));
}

#[test]
fn links_lead_to_addresses_headings_and_pictures() {
    let text = structured(
        "See [the *end*](#the-end), <https://x.org> and ![a lock](img/l.png) ![](m.png).\n\n## The end\n",
    );
    assert!(
        text.as_str()
            .is_some_and(|text| text.starts_with("See the end, https://x.org and [a lock] [m.png]."))
    );
    let links: Vec<_> = text
        .structure()
        .links()
        .as_slice()
        .iter()
        .map(|link| (text.quote(link.span), &link.target))
        .collect();
    let end = text.as_str().and_then(|text| text.find("The end")).unwrap_or_default();
    let expected = [
        ("the end", LinkTarget::Place(end)),
        ("https://x.org", LinkTarget::Address("https://x.org".into())),
        ("[a lock]", LinkTarget::Picture("img/l.png".into())),
        ("[m.png]", LinkTarget::Picture("m.png".into())),
    ];
    assert_eq!(links, expected.iter().map(|(text, target)| ((*text).to_owned(), target)).collect::<Vec<_>>());
}

#[test]
fn notes_stand_at_the_end_in_the_order_of_their_marks() {
    let text = structured(
        "Said.[^b] And[^a] again[^b].\n\n[^a]: First\n\n    - more\n\n[^c]: Never called.\n\n[^b]: Second.\n\nEnd.",
    );
    assert_eq!(
        text.as_str(),
        Some("Said.¹ And² again¹.\n\nEnd.\n\nSecond.\n\nFirst\n\nmore\n\nNever called.")
    );
    let notes = text.structure().notes().as_slice().iter();
    let notes: Vec<_> =
        notes.map(|note| (text.quote(note.reference), text.quote(note.body), &*note.label)).collect();
    let expected = [("¹", "Second.", "1"), ("²", "First\n\nmore", "2"), ("¹", "Second.", "1")];
    assert_eq!(notes, expected.map(|(mark, body, label)| (mark.to_owned(), body.to_owned(), label)));
    let kinds: Vec<_> = text.structure().blocks().iter().map(|block| block.kind.clone()).collect();
    assert!(kinds.contains(&BlockKind::Note { label: "3".into() }));
}

#[test]
fn a_mark_of_a_note_parts_no_sentence_and_joins_none() {
    let text = structured("He left.[^1] She stayed,[^1] “alone.”[^1] They met.\n\n[^1]: So.\n");
    let sentences = Unit::Sentence.segments(&text, text.paragraph(0));
    let sentences: Vec<String> = sentences.into_iter().map(|span| text.quote(span)).collect();
    assert_eq!(sentences, ["He left.¹", "She stayed,¹ “alone.”¹", "They met."]);
}

#[test]
fn the_map_leads_back_to_the_source() {
    let source = "---\ntitle: x\n---\n\n# One\n\nTwo\nthree *four*\n\n- five &amp; six\n";
    let Rendered { text, source_map, metadata, .. } = rendered(source);
    assert_eq!(metadata.title.as_deref(), Some("x"));
    for (word, line) in [("One", 5), ("Two", 7), ("three", 8), ("four", 8), ("five", 10), ("six", 10)] {
        let at = text.find(word).unwrap_or_default();
        assert_eq!(source_map.line(at), Some(line), "{word}");
        let written = source.lines().nth(line - 1).and_then(|line| line.find(word));
        assert_eq!(source_map.line_and_column(&text, at), written.map(|at| (line, at + 1)), "{word}");
        let part = source_map.source_of(at).unwrap_or_default();
        assert!(source[part.range()].contains(word), "{word}");
    }
}

fn assert_sound(source: &str) {
    let Rendered { text, markup, source_map, .. } = rendered(source);
    let own: Vec<Span> = markup.blocks.iter().map(|block| block.span).collect();
    assert!(own.windows(2).all(|pair| pair[0].end + 2 <= pair[1].start), "{source:?}");
    let borders: Vec<usize> = text.grapheme_indices(true).map(|(at, _)| at).chain([text.len()]).collect();
    let is_sound = |span: Span| {
        span.start < span.end
            && borders.binary_search(&span.start).is_ok()
            && borders.binary_search(&span.end).is_ok()
    };
    for at in 0..text.len() {
        let part = source_map.source_of(at).unwrap_or_default();
        assert!(part.end <= source.len() && source_map.line(at).is_some(), "{source:?}");
    }
    let text = Text::structured(text, markup);
    let structure = text.structure();
    assert!(structure.blocks().iter().all(|block| is_sound(block.span)), "{source:?}");
    assert!(structure.styles().as_slice().iter().all(|styled| is_sound(styled.span)), "{source:?}");
    assert!(structure.links().as_slice().iter().all(|link| is_sound(link.span)), "{source:?}");
    assert!(structure.notes().as_slice().iter().all(|note| is_sound(note.reference)), "{source:?}");
}

proptest! {
    #[test]
    fn any_text_is_rendered_soundly(source in "\\PC{0,80}") {
        assert_sound(&source);
    }

    #[test]
    fn any_markup_is_rendered_soundly(
        parts in prop::collection::vec(
            prop::sample::select(vec![
                "*", "**", "_", "`", "```\n", "~", "~~", "^", "[", "](", ")", "![", "]", "[^a]", "[^a]: ", "> ", "- ", "1. ",
                "# ", "\n", "\n\n", "    ", "\t", "|", "\n|-|-|\n", "<b>", "</b>", "<!--", "-->", "<div>", "&amp;", "&#769;", "\\",
                "---\n", "a", "é", "e\u{301}", "日", "👩\u{200d}💻", " ", "[x] ", ": ", "$", "\u{301}", "\r\n", "  \n", "key: v\n",
                "^[", "(@) ", "(@a)", "| ", "==", "%%\n", ":::\n", "--- --\n", "+--+--+\n", "---\n\n", "[!a] ", "[[", "]]", "\\ ", "Table: ",
            ]),
            0..40,
        ),
    ) {
        assert_sound(&parts.concat());
    }
}

/// What could be nested or paired without end takes time that grows with the text, not with its square.
#[test]
fn hostile_markup_takes_linear_time() {
    let units = [
        "[",
        "*",
        "a **b ",
        "> ",
        "- ",
        "`a``",
        "[^a]",
        "![",
        "](",
        "<!--",
        "<a ",
        "$",
        "~a^b ",
        "|",
        "a\n\\\n",
        "^[",
        "^[a]",
        "(@",
        "(@a)",
        "==",
        "a~",
        "| a\n",
        "%%\n",
        "\n--- --\n",
        "\n---\na\n-- --\n",
        "\n+--+--+\n| a | b |\n",
        "-- ",
        "+--",
    ];
    for unit in units.into_iter().chain(["&#769;", "🇩", "[^a]: ", "[a]: b\n[a]", "<script>", "[[a](b)"]) {
        grows_with_the_text(unit, |source| {
            let Rendered { text, markup, .. } = rendered(source);
            drop(Text::structured(text, markup));
        });
    }
}

#[test]
fn what_pandoc_and_obsidian_know_is_read() {
    let verse = "| The tide\n|     comes in,\n| *slowly*\n  and late.";
    assert_eq!(kinds(verse), [(BlockKind::Verse, 0, 0, "The tide\n    comes in,\nslowly and late.".into())]);
    let number = |number: &str| BlockKind::ListItem { marker: ListMarker::Number(number.into()) };
    let examples = "(@) One\nmore,\n(@two) two.\n\nAs (@two) shows, (@three) is none.\n\n(@) Three";
    assert_eq!(
        kinds(examples),
        [
            (number("(1)"), 1, 0, "One more,".into()),
            (number("(2)"), 1, 0, "two.".into()),
            (BlockKind::Paragraph, 0, 0, "As (2) shows, (@three) is none.".into()),
            (number("(3)"), 1, 0, "Three".into()),
        ]
    );
    assert_eq!(text("Said.^[A *note*, [sic].] And [x]^[y"), "Said.¹ And [x]^[y\n\nA note, [sic].");
    assert_eq!(text("St\\ Gall, H~2~O, ==mark *this*==, x^2^"), "St\u{a0}Gall, H2O, ==mark this==, x2");
    assert_eq!(text("A [[Page|shown]] and [[Other page]]."), "A shown and Other page.");
    assert_eq!(
        kinds("> [!warning]- Mind *this*\n> Text.\n\n> [!NOTE]\n> More."),
        ["Mind *this*", "Text.", "Note", "More."].map(|text| (BlockKind::Paragraph, 0, 1, text.to_owned()))
    );
    assert_eq!(
        text("One\n\n%%\nnot this\n%%\n\n::: {.note}\nTwo\n:::\n\n\\newpage\n\n```\n%%\n```\n"),
        "One\n\nTwo\n\n%%"
    );
}

#[test]
fn tables_that_are_drawn_have_rows_and_a_caption() {
    let source = "Before\n\n  Year   Glosses\n------  --------\n  1201   *312*\n  1340  1. x\n\nTable: Three hands.\n\nAfter";
    let columns = [ColumnAlignment::End, ColumnAlignment::End].into();
    let expected = [
        (BlockKind::Paragraph, "Before"),
        (BlockKind::Table { head: 1, columns }, "Year\tGlosses\n1201\t312\n1340\t1. x"),
        (BlockKind::Caption, "Three hands."),
        (BlockKind::Paragraph, "After"),
    ];
    assert_eq!(kinds(source), expected.map(|(kind, text)| (kind, 0, 0, text.to_owned())));
}
