use proptest::prelude::*;

use super::*;
use crate::{
    gloss::{CONTEXT, Gloss, Id, State},
    text::{Span, Text},
};

fn gloss(text: &str, exact: &[&str]) -> Gloss {
    let t = Text::new(text);
    let mut from = 0;
    let selectors = exact
        .iter()
        .map(|exact| {
            let start = from + text[from..].find(exact).expect("in the text");
            from = start + exact.len();
            selector(&t, Span::new(start, from))
        })
        .collect();
    Gloss::new(Id::from_bits(7), "quote", selectors)
}

/// The placed words and their state.
fn found(text: &str, gloss: &Gloss) -> (State, Vec<String>) {
    let place = place(&Text::new(text), gloss);
    (place.state, place.spans.iter().map(|span| text[span.range()].to_owned()).collect())
}

const TALKS: &str =
    "The delegates met.\n\n“We agreed,” Mara said, “and we meant it.”\n\nThe delegates left.\n";

#[test]
fn selectors_count_code_points_and_cut_context_at_clusters() {
    let text = Text::new(format!("{}é👩‍💻“x” y", "a\u{301}".repeat(40)));
    let start = text.as_str().and_then(|t| t.find('“')).unwrap_or_default();
    let s = selector(&text, Span::new(start, start + "“x”".len()));
    assert_eq!((s.start, s.end, s.exact.as_str(), s.suffix.as_str()), (84, 87, "“x”", " y"));
    assert_eq!(s.prefix, format!("{}é👩‍💻", "a\u{301}".repeat(14)));
    assert!(s.prefix.chars().count() <= CONTEXT);
}

#[test]
fn a_gloss_in_an_unchanged_text_is_where_it_was() {
    let gloss = gloss(TALKS, &["“We agreed,”", "“and we meant it.”"]);
    let words = vec!["“We agreed,”".to_owned(), "“and we meant it.”".to_owned()];
    assert_eq!(found(TALKS, &gloss), (State::Unchanged, words.clone()));
    let moved = format!("An opening sentence.\n\n{TALKS}");
    assert_eq!(found(&moved, &gloss), (State::Moved, words));
}

#[test]
fn equal_words_are_told_apart_by_what_stands_around_them() {
    let gloss = gloss(TALKS, &["delegates"]);
    let longer = TALKS.replace("The delegates met", "First of all, no delegates. The delegates met");
    let place = place(&Text::new(longer.as_str()), &gloss);
    assert_eq!(place.state, State::Moved);
    assert!(longer[place.spans[0].start..].starts_with("delegates met"));
}

#[test]
fn a_copy_of_the_paragraph_before_it_makes_it_doubtful_or_finds_the_right_one() {
    let gloss = gloss(TALKS, &["and we meant it"]);
    let doubled = TALKS.replacen("“We agreed", "“We agreed,” Mara said, “and we meant it.”\n\n“We agreed", 1);
    let (state, words) = found(&doubled, &gloss);
    assert_eq!(words, ["and we meant it"]);
    assert_ne!(state, State::Unchanged);
}

#[test]
fn words_that_are_gone_leave_an_orphan() {
    let gloss = gloss(TALKS, &["“We agreed,”", "“and we meant it.”"]);
    assert_eq!(found(&TALKS.replace("meant", "mean"), &gloss), (State::Orphan, Vec::new()));
    assert_eq!(found("", &gloss).0, State::Orphan);
}

#[test]
fn a_short_word_without_its_surroundings_is_doubtful() {
    let gloss = gloss(TALKS, &["met"]);
    assert_eq!(found("They had met somewhere else entirely.", &gloss).0, State::Doubtful);
}

proptest! {
    #[test]
    fn what_is_placed_reads_as_recorded(
        text in "[ab é日\n]{1,80}", start in 0usize..40, len in 1usize..20, edit in 0usize..80, new in "[ab é\n]{0,6}",
    ) {
        let offsets: Vec<usize> = text.char_indices().map(|(i, _)| i).chain([text.len()]).collect();
        let start = start.min(offsets.len() - 2);
        let end = (start + len).min(offsets.len() - 1);
        let t = Text::new(text.clone());
        let s = selector(&t, Span::new(offsets[start], offsets[end]));
        let exact = s.exact.clone();
        let gloss = Gloss::new(Id::from_bits(1), "note", vec![s]);
        prop_assert_eq!(place(&t, &gloss).state, State::Unchanged);
        let at = offsets[edit.min(offsets.len() - 1)];
        let edited = format!("{}{new}{}", &text[..at], &text[at..]);
        for span in place(&Text::new(edited.clone()), &gloss).spans {
            prop_assert_eq!(&edited[span.range()], exact.as_str());
        }
    }
}
