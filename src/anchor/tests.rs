use proptest::prelude::*;

use super::*;
use crate::{
    gloss::{CONTEXT, Gloss, Id, Place, Selector, State},
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
    words(text, &locate(&Text::new(text), gloss))
}

fn words(text: &str, place: &Place) -> (State, Vec<String>) {
    (place.state, place.spans.iter().map(|span| text[span.range()].to_owned()).collect())
}

/// The place of one gloss after an edit, without and with the old text.
fn after(old: &str, new: &str, gloss: &Gloss) -> [Place; 2] {
    let text = Text::new(new);
    let one = |baseline| locate_all(&text, &[gloss], baseline).remove(0);
    [one(Baseline::Unknown(Some(old.chars().count()))), one(Baseline::Text(old))]
}

const TALKS: &str =
    "The delegates met.\n\n“We agreed,” Mara said, “and we meant it.”\n\nThe delegates left.\n";

const HARBOUR: &str = "The harbour master had kept the log for thirty years, and nobody had ever asked to see it.\n\n\
On the second morning a woman from the ministry came aboard. She asked for the pages of March, and “the tide was high \
enough to float the barge over the bar,” she read aloud. Nobody on the quay said anything.\n\n\
In the afternoon the barge was towed away. The log went with it, wrapped in oilcloth.\n";

const QUOTE: &str = "“the tide was high enough to float the barge over the bar,”";

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
fn nine_edits_of_a_quotation() {
    let gloss = gloss(HARBOUR, &[QUOTE]);
    let paragraphs: Vec<&str> = HARBOUR.trim_end().split("\n\n").collect();
    let [first, second, third] = paragraphs[..] else { panic!("three paragraphs") };
    let new = "Some said that the winter had been too long for the boats.";
    let many: String =
        (0..50).map(|i| format!("Paragraph {i} tells of boat {} and its crew.\n\n", i * 7)).collect();
    let straight = QUOTE.replace(['“', '”'], "\"");
    let edits: [(&str, String, State, &str); 9] = [
        ("untouched", HARBOUR.to_owned(), State::Unchanged, QUOTE),
        ("a paragraph above", format!("{new}\n\n{HARBOUR}"), State::Moved, QUOTE),
        ("fifty above", format!("{many}{HARBOUR}"), State::Moved, QUOTE),
        (
            "words before it",
            HARBOUR.replace("the pages of March", "all the pages of late March"),
            State::Moved,
            QUOTE,
        ),
        (
            "a word in it",
            HARBOUR.replace("high enough", "full enough"),
            State::Changed,
            &QUOTE.replace("high", "full"),
        ),
        (
            "re-wrapped",
            HARBOUR.replace("high enough to", "high\nenough to"),
            State::Moved,
            &QUOTE.replace("high enough", "high\nenough"),
        ),
        ("its paragraph moved", format!("{second}\n\n{first}\n\n{third}\n"), State::Moved, QUOTE),
        ("straightened", HARBOUR.replace(['“', '”'], "\""), State::Moved, &straight),
        ("doubled before", format!("{first}\n\n{second}\n\n{second}\n\n{third}\n"), State::Doubtful, QUOTE),
    ];
    for (name, text, state, expected) in edits {
        for place in after(HARBOUR, &text, &gloss) {
            assert_eq!(words(&text, &place), (state, vec![expected.to_owned()]), "{name}: {place:?}");
        }
    }
}

#[test]
fn equal_words_are_told_apart_by_what_stands_around_them() {
    let gloss = gloss(TALKS, &["delegates"]);
    let longer = TALKS.replace("The delegates met", "First of all, no delegates. The delegates met");
    for place in after(TALKS, &longer, &gloss) {
        assert_eq!(place.state, State::Moved);
        assert!(longer[place.spans[0].start..].starts_with("delegates met"));
    }
}

#[test]
fn a_copy_elsewhere_is_not_the_one_that_was_meant() {
    let gloss = gloss(HARBOUR, &[QUOTE]);
    let copied = format!("She had read {QUOTE} to them.\n\n{HARBOUR}");
    for place in after(HARBOUR, &copied, &gloss) {
        assert_eq!(place.state, State::Moved);
        assert_eq!(place.spans[0].start, copied.rfind(QUOTE).expect("there"));
    }
}

#[test]
fn of_equal_passages_none_is_picked() {
    let passage = format!("{}\n\n", HARBOUR.replace("\n\n", " ").trim_end());
    let text = format!("{passage}Something else stood here.\n\n{passage}");
    let at = text.rfind(QUOTE).expect("there");
    let gloss = Gloss::new(
        Id::from_bits(1),
        "quote",
        vec![selector(&Text::new(text.as_str()), Span::new(at, at + QUOTE.len()))],
    );
    let later = format!("A new beginning, and it is long enough.\n\n{passage}{text}");
    for found in after(&text, &later, &gloss) {
        assert_eq!((found.state, found.spans[0].start), (State::Moved, later.rfind(QUOTE).expect("there")));
    }
    // What was recorded with no more than the nearest words is one of three.
    let mut short = gloss;
    let prefix: Vec<char> = short.selectors[0].prefix.chars().collect();
    assert!(prefix.len() > CONTEXT);
    short.selectors[0].prefix = prefix[prefix.len() - CONTEXT..].iter().collect();
    let [lost, known] = after(&text, &later, &short);
    assert_eq!(lost.state, State::Doubtful, "{lost:?}");
    assert_eq!((known.state, known.spans[0].start), (State::Moved, later.rfind(QUOTE).expect("there")));
}

#[test]
fn what_is_the_whole_text_is_found_in_a_larger_one() {
    let gloss = gloss("Yes, we will.", &["Yes, we will."]);
    for place in after("Yes, we will.", "\n\nYes, we will.\n", &gloss) {
        assert_eq!(
            words("\n\nYes, we will.\n", &place),
            (State::Moved, vec!["Yes, we will.".to_owned()]),
            "{place:?}"
        );
    }
}

#[test]
fn words_that_have_run_together_are_found_by_their_letters() {
    let gloss = gloss(HARBOUR, &[QUOTE]);
    let paragraphs: Vec<&str> = HARBOUR.trim_end().split("\n\n").collect();
    let run = paragraphs[1].replace(' ', "");
    let text = format!("{}\n\n{run}\n\n{}\n", paragraphs[0], paragraphs[2]);
    let length = Baseline::Unknown(Some(HARBOUR.chars().count()));
    let place = locate_all(&Text::new(text.as_str()), &[&gloss], length).remove(0);
    assert!(matches!(place.state, State::Changed | State::Doubtful), "{place:?}");
    assert!(words(&text, &place).1[0].contains(&QUOTE.replace(' ', "")), "{place:?}");
}

#[test]
fn glosses_recorded_in_different_texts_are_no_rivals() {
    let [sentence, other] =
        ["The harbour master had kept the log for thirty years", "the tide was high enough"];
    let edited = format!(
        "A paragraph that nobody had written before.\n\n{}",
        HARBOUR.replace("high enough", "full enough")
    );
    let [before, waiting, since] = [(HARBOUR, sentence), (HARBOUR, other), (&edited, sentence)]
        .map(|(text, exact)| gloss(text, &[exact]));
    let places =
        locate_all(&Text::new(edited.as_str()), &[&before, &waiting, &since], Baseline::Text(HARBOUR));
    let states: Vec<State> = places.iter().map(|place| place.state).collect();
    assert_eq!(states, [State::Moved, State::Changed, State::Unchanged], "{places:?}");
    let length = Baseline::Unknown(Some(HARBOUR.chars().count()));
    let places = locate_all(&Text::new(edited.as_str()), &[&before, &waiting, &since], length);
    let states: Vec<State> = places.iter().map(|place| place.state).collect();
    assert_eq!(states, [State::Moved, State::Changed, State::Unchanged], "{places:?}");
}

#[test]
fn what_was_recorded_since_is_not_moved_along_with_an_older_text() {
    let row = "The bell of the outer mole is rung at dusk | by hand |\n";
    let other = "The bell of the inner mole is rung at noon | by hand |\n";
    let text = |first: &str, day: &str| {
        format!("Bells\n\n{first}{}\nOskar Rehn greases all of them on {day}.\n", row.repeat(9))
    };
    // The new row is as long as the others: at the place of each of them stands another one now.
    let (old, new) = (text("", "Monday"), text(other, "Tuesday"));
    let start = new.match_indices("outer mole").nth(4).expect("there").0;
    let since = selector(&Text::new(new.as_str()), Span::new(start, start + "outer mole".len()));
    let since = Gloss::new(Id::from_bits(2), "quote", vec![since]);
    let waiting = gloss(&old, &["Oskar Rehn greases all of them on Monday"]);
    let places = locate_all(&Text::new(new.as_str()), &[&waiting, &since], Baseline::Text(&old));
    assert!(places[0].state.needs_review(), "{places:?}");
    assert!(places[1].state.needs_review() || places[1].spans[0].start == start, "{places:?}");
}

#[test]
fn words_that_are_gone_leave_an_orphan() {
    let gloss = gloss(HARBOUR, &[QUOTE]);
    let without =
        HARBOUR.replace(&format!("She asked for the pages of March, and {QUOTE} she read aloud. "), "");
    for place in after(HARBOUR, &without, &gloss) {
        assert_eq!(words(&without, &place), (State::Orphan, Vec::new()));
    }
    assert_eq!(found("", &gloss).0, State::Orphan);
    assert_eq!(found("Something else altogether.", &gloss).0, State::Orphan);
}

#[test]
fn parts_of_a_quotation_move_together() {
    let gloss = gloss(TALKS, &["“We agreed,”", "“and we meant it.”"]);
    let edited = TALKS.replace("agreed", "all agreed").replace("Mara", "Mara Voss");
    for place in after(TALKS, &edited, &gloss) {
        let expected = vec!["“We all agreed,”".to_owned(), "“and we meant it.”".to_owned()];
        assert_eq!(words(&edited, &place), (State::Changed, expected));
    }
}

#[test]
fn a_short_word_without_its_surroundings_is_never_sure() {
    let gloss = gloss(TALKS, &["met"]);
    assert!(found("They had met somewhere else entirely.", &gloss).0 >= State::Doubtful);
}

#[test]
fn any_number_may_be_recorded() {
    let text = "The ferry left. The ferry came back, and the ferry left again.";
    for start in [usize::MAX, usize::MAX - 3, isize::MIN.cast_unsigned(), isize::MAX.cast_unsigned()] {
        for words in ["ferry", "The ferry came back", "the fery cme bck"] {
            let selector = Selector { start, end: start, exact: words.into(), ..Selector::default() };
            let there =
                Selector { start: 0, end: 15, exact: "The ferry left.".into(), ..Selector::default() };
            let gloss = Gloss::new(Id::from_bits(1), "note", vec![there, selector]);
            assert_ne!(locate(&Text::new(text), &gloss).state, State::Unchanged, "{start} {words}");
        }
    }
}

#[test]
fn neighbours_tell_equal_words_apart() {
    let line = |i: usize| {
        format!("Item {i} of the list has its own name, number{}.\n\nPaid in full, as agreed.\n\n", i * 31)
    };
    let old: String = (0..20).map(line).collect();
    let text = Text::new(old.as_str());
    let glosses: Vec<Gloss> = old
        .match_indices("Paid in full")
        .enumerate()
        .map(|(i, (at, words))| {
            Gloss::new(
                Id::from_bits(i as u64),
                "note",
                vec![selector(&text, Span::new(at, at + words.len()))],
            )
        })
        .collect();
    let new = format!("A heading.\n\n{}", old.replace("Item 7 of", "Entry 7 in"));
    let asked: Vec<&Gloss> = glosses.iter().collect();
    for baseline in [Baseline::Unknown(Some(old.chars().count())), Baseline::Text(&old)] {
        let places = locate_all(&Text::new(new.as_str()), &asked, baseline);
        for (place, (at, _)) in places.iter().zip(new.match_indices("Paid in full")) {
            assert_eq!((place.state, place.spans[0].start), (State::Moved, at));
        }
    }
}

/// A word for each number, unlike all others.
fn word(number: u16) -> String {
    let mut rest = (u64::from(number) + 1).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    let mut letter = || {
        rest = rest.rotate_left(11).wrapping_mul(31);
        char::from(b'a' + (rest >> 40) as u8 % 26)
    };
    (0..7).map(|_| letter()).collect()
}

fn numbered(words: &[u16]) -> String {
    words.iter().map(|&number| word(number) + " ").collect()
}

proptest! {
    #[test]
    fn what_is_recorded_is_found_where_it_was(text in "[ab é日\n]{1,80}", start in 0usize..40, len in 1usize..20) {
        let offsets: Vec<usize> = text.char_indices().map(|(i, _)| i).chain([text.len()]).collect();
        let start = start.min(offsets.len() - 2);
        let end = (start + len).min(offsets.len() - 1);
        let t = Text::new(text.clone());
        let span = Span::new(offsets[start], offsets[end]);
        let gloss = Gloss::new(Id::from_bits(1), "note", vec![selector(&t, span)]);
        prop_assert_eq!(locate(&t, &gloss).state, State::Unchanged);
        for baseline in [Baseline::Current, Baseline::Unknown(None)] {
            let place = locate_all(&t, &[&gloss], baseline).remove(0);
            prop_assert_eq!((place.state, &place.spans[..]), (State::Unchanged, &[span][..]));
        }
        // In a text that may be another one equal places may have been exchanged.
        let place = locate_all(&t, &[&gloss], Baseline::Unknown(Some(offsets.len() - 1))).remove(0);
        prop_assert!(place.state >= State::Doubtful || place.spans == [span], "{:?}", place);
    }

    #[test]
    fn any_text_gets_an_answer(
        old in "(\\PC|[ab “”\n\u{301}\u{200d}👩日-]){1,80}", new in "(\\PC|[ab “”\n\u{301}\u{200d}👩日-]){0,80}",
        start in 0usize..80, len in 1usize..20,
    ) {
        let t = Text::new(old.clone());
        let start = t.floor(start.min(old.len() - 1));
        let span = crate::text::movement::snap(&t, Span::new(start, t.ceil((start + len).min(old.len()))));
        let gloss = Gloss::new(Id::from_bits(1), "note", vec![selector(&t, span)]);
        for place in after(&old, &new, &gloss).into_iter().chain([locate(&Text::new(new.clone()), &gloss)]) {
            prop_assert_eq!(place.state == State::Orphan, place.spans.is_empty());
            for span in place.spans {
                prop_assert_eq!(crate::text::movement::snap(&Text::new(new.clone()), span), span);
            }
        }
    }

    /// Each word stands once: where it is now is known without any doubt.
    #[test]
    fn words_that_stand_are_found_and_none_are_taken_for_others(
        length in 30usize..120, start in 0usize..100, count in 1usize..12,
        edits in prop::collection::vec((0usize..120, 0u8..4, 1usize..10), 0..6),
    ) {
        let old: Vec<u16> = (0..length as u16).collect();
        let start = start % (length - 12);
        let span = &old[start..start + count];
        let mut new = old.clone();
        let mut fresh = 1000;
        for (at, kind, size) in edits {
            let at = at % new.len().max(1);
            let end = (at + size).min(new.len());
            match kind {
                0 => new.splice(at..at, (0..size as u16).map(|i| fresh + i)).for_each(drop),
                1 => new.splice(at..end, []).for_each(drop),
                2 => new.splice(at..end, (0..size as u16).map(|i| fresh + i)).for_each(drop),
                _ => {
                    let block: Vec<u16> = new.splice(at..end, []).collect();
                    let to = (at * 7) % (new.len() + 1);
                    new.splice(to..to, block).for_each(drop);
                }
            }
            fresh += 100;
        }
        let (old_text, new_text) = (numbered(&old), numbered(&new));
        let text = Text::new(old_text.as_str());
        let at = numbered(&old[..start]).len();
        let marked = Span::new(at, at + numbered(span).len() - 1);
        let gloss = Gloss::new(Id::from_bits(1), "note", vec![selector(&text, marked)]);
        let stands = new.windows(count).position(|words| words == span);
        for place in after(&old_text, &new_text, &gloss) {
            // A few words without anything of what stood around them may be anybody's: they may be given up.
            if let Some(at) = stands
                && (count > 5 || place.state != State::Orphan)
            {
                let start = numbered(&new[..at]).len();
                prop_assert_eq!(&place.spans[..], &[Span::new(start, start + marked.len())][..], "{:?}", place);
            }
            if place.state < State::Doubtful {
                let words = &new_text[place.spans[0].range()];
                let own = span.iter().filter(|word| words.split(' ').any(|other| other == self::word(**word))).count();
                prop_assert!(own > 0, "{place:?} {words}");
            }
        }
    }
}
