//! What is joined and what keeps its lines.

use super::*;
use crate::text::{Layout, LineCache, Row};

/// The rows of `source` as they are drawn, `width` cells wide.
fn drawn(source: &str, width: usize) -> Vec<String> {
    let text = Text::new(source);
    let cache = LineCache::default();
    let rows = Layout::new(&text, width, &cache).flowing(true).rows(0, 200);
    rows.iter().map(|row| glyphs(&text, row)).collect()
}

fn glyphs(text: &Text, row: &Row) -> String {
    let slice = text.slice(row.span);
    let words: String = row.cells(&slice).map(|cell| cell.glyph.into_owned()).collect();
    " ".repeat(row.indent()) + words.trim_end()
}

/// Asserts that each line keeps to itself.
fn assert_kept(source: &str) {
    let lines: Vec<&str> = source.lines().map(str::trim_end).collect();
    assert_eq!(drawn(source, 200), lines);
}

#[test]
fn wrapped_prose_takes_the_width_of_the_screen() {
    let source = "The harbour was closed for three days after the storm, and the\r\n\
                  pilots, who had nothing to do, sat in the office and played\r\ncards until the wind went down.\r\n\r\nThen it opened.\r\n";
    assert_eq!(
        drawn(source, 46),
        [
            "The harbour was closed for three days after",
            "the storm, and the pilots, who had nothing to",
            "do, sat in the office and played cards until",
            "the wind went down.",
            "",
            "Then it opened.",
        ]
    );
    assert_eq!(drawn(source, 300).len(), 3);
}

#[test]
fn a_word_cut_at_its_hyphen_has_no_space_in_it() {
    let source = "“We were told that the train from Ballin-\nasloe had stopped for reasons of its own, at every bridge--and there\nare eleven--but that it would come,” she said.";
    assert_eq!(
        drawn(source, 300),
        [
            "“We were told that the train from Ballin-asloe had stopped for reasons of its own, at every bridge--and there are eleven--but that it would come,” she said."
        ]
    );
    let dashes =
        "It was the third time that the lamp had gone out in one night--\nand nobody had been near it.";
    assert!(drawn(dashes, 300)[0].contains("night--and nobody"));
}

#[test]
fn chinese_lines_are_joined_without_a_space() {
    let source = "港口管理处星期一宣布，暴风雨过后航道已经全部清理完毕，\n第一批渡轮将于次日早晨恢复运行，乘客须提前半小时到达码头办理\n登船手续。";
    assert_eq!(drawn(source, 300), [source.replace('\n', "")]);
}

#[test]
fn an_indented_paragraph_keeps_its_indent() {
    let source = "    The council has heard the reports of both engineers, and it\n    finds that neither of them has been to the lock since the\n    flood of last spring.";
    assert_eq!(
        drawn(source, 50),
        [
            "    The council has heard the reports of both",
            "    engineers, and it finds that neither of them",
            "    has been to the lock since the flood of last",
            "    spring.",
        ]
    );
}

#[test]
fn the_first_line_may_be_indented_by_itself() {
    let source = "   The council has heard the reports of both engineers, and it\nfinds that neither of them has been to the lock since then.\n   It will therefore ask a third one, who is to go there himself and\nto look at it.";
    assert_eq!(
        drawn(source, 300),
        [
            "   The council has heard the reports of both engineers, and it finds that neither of them has been to the lock since then.",
            "   It will therefore ask a third one, who is to go there himself and to look at it.",
        ]
    );
}

#[test]
fn items_of_lists_are_joined_each_for_itself() {
    let source = "- the gates, which have not been painted since the year of the\n  great flood and will have to be replaced\n- the lamp\n- the bell, of which nobody knows who rang it on the night when the\n  barge went down";
    assert_eq!(
        drawn(source, 60),
        [
            "- the gates, which have not been painted since the year of",
            "  the great flood and will have to be replaced",
            "- the lamp",
            "- the bell, of which nobody knows who rang it on the night",
            "  when the barge went down",
        ]
    );
}

#[test]
fn verse_keeps_its_lines() {
    assert_kept(
        "\"The gate is up, the gate is down,\n  The water has no master;\nIt goes to bed in Corrib town\n  And no one goes there faster,\"",
    );
    assert_kept(
        "The evening came across the water slowly,\nAnd every lamp along the quay was lit;\nThe boats went home, the bells began to toll, we\nStood on the bridge and thought no more of it.",
    );
    assert_kept("and then\nthe water\nwithout a word\nwent down the stairs\nof the lock");
}

#[test]
fn heads_addresses_and_tables_keep_their_lines() {
    assert_kept("Harbour Office\n12 Quay Street\nPort Ellen");
    assert_kept(
        "From: Ann Lund, Harbour Office <ann@harbour.example>\nTo: Kumi Mensah <kumi@locks.example>\nSubject: The gates of the lock",
    );
    assert_kept(
        "Gate            Year    State of the paint and of the hinges\nupper gate      1868    good, painted in the spring of last year\nlower gate      1869    to be replaced",
    );
    assert_kept(
        "| gate | year | state of the paint and of the hinges |\n| upper | 1868 | good, painted last year |",
    );
}

#[test]
fn code_keeps_its_lines() {
    assert_kept(
        "fn open(gate: &Gate, level: f64) -> Result<(), Stuck> {\n    if gate.level() > level && !gate.is_open() {\n        gate.turn(1.0)?;\n    }\n}",
    );
    assert_kept(
        "for (i, gate) in gates.iter().enumerate() { print(i, gate) }\nlet x = [1, 2, 3].map(|n| n * 2); // f(x) = y[i] ^ 2 * k;\nx += (a[i] << 2) | (b & 0xff);",
    );
}

#[test]
fn a_short_line_that_ends_a_sentence_ends_its_paragraph() {
    let source = "The council has heard the reports of both engineers, and it\nfinds them good.\nThe lock will be opened again on Monday, as soon as the new\nlamp has come.";
    assert_eq!(
        drawn(source, 300),
        [
            "The council has heard the reports of both engineers, and it finds them good.",
            "The lock will be opened again on Monday, as soon as the new lamp has come.",
        ]
    );
}

#[test]
fn lines_too_long_together_for_prose_keep_to_themselves() {
    let line = "the water came over the gate and nobody was there to see it, as";
    let source = format!("{line}\n").repeat(2000);
    let text = Text::new(source.clone());
    assert!(WrappedParagraph::around(&text, source.len() / 2).is_none());
    assert_eq!(drawn(&source, 200), [line; 200]);
}
