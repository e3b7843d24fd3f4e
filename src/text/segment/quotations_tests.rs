use proptest::prelude::*;

use super::*;
use crate::text::segment::testing::{assert_segments, grows_with_the_text};

fn outer(text: &str) -> Vec<Span> {
    quotations(text, Language::english()).iter().map(|quotation| quotation.outer).collect()
}

#[track_caller]
fn finds(marked: &str) {
    assert_segments(marked, outer);
}

#[test]
fn a_quotation_has_its_marks_outside_and_its_text_inside() {
    let text = "She said “ we go ” twice.";
    let found = quotations(text, Language::english());
    assert_eq!(found.len(), 1);
    assert_eq!(&text[found[0].outer.range()], "“ we go ”");
    assert_eq!(&text[found[0].inner.range()], "we go");
    assert!(found[0].closed && found[0].depth == 0);
}

#[test]
fn marks_of_many_traditions() {
    finds("He wrote [“on time”] and [\"in full\"].");
    finds("Er rief: [„Komm herein.“] Sie blieb.");
    finds("On powiedział [„dobrze”] i wyszedł.");
    finds("Il dit : [« Bonjour à tous. »] Puis rien.");
    finds("Sie sagte: [»Nicht heute.«] Er ging.");
    finds("Hän sanoi: [”Ei tänään.”] Sitten ei mitään.");
    finds("Hän sanoi: [»Ei tänään.»] Sitten ei mitään.");
    finds("彼は[「はい」]と言った。[『本』]と[《書》]。");
    finds("Ein [‚Fall‘] und ein [‹cas›] und ein [›Fall‹].");
    finds("He typed [``like this''] and [''like that''].");
}

#[test]
fn nested_quotations_follow_those_that_hold_them() {
    finds("[“He told me [‘not now’] and left,”] she said.");
    finds("[‘He told me [“not now”] and left,’] she said.");
    finds("[\"He told me ['not now'] and left,\"] she said.");
    finds("['He told me [\"not now\"] and left,'] she said.");
    finds("[“A [‘b [“c d”] e’] f”]");
    finds("[“[‘Go home,’] he said,”] she told us.");
    finds("[\"'Go home,' he said,\"] she told us.".replace("'Go home,'", "['Go home,']").as_str());
    finds("彼女は[「彼が[『来る』]と言った」]と話した。");
    let depths: Vec<_> =
        quotations("“A ‘b “c d” e’ f” and “g”", Language::english()).iter().map(|q| q.depth).collect();
    assert_eq!(depths, [0, 1, 2, 0]);
}

#[test]
fn apostrophes_are_no_quotation_marks() {
    for text in [
        "It’s the dogs’ bowl, isn’t it? The boys' kites can't fly.",
        "’Twas the ’90s, and rock ’n’ roll was all we’d got.",
        "'Twas the '90s, and rock 'n' roll was all we'd got.",
        "Tell ’em I’m goin’ home at five o’clock, ’cause it’s late.",
        "Tell 'em I'm goin' home at five o'clock, 'til it's late.",
        "He is 6'2\" tall and the board is 5' 10\" by 12\" wide.",
        "The summer of '69, the class of ’08.",
        "James’ and Charles' houses. Ms Weiss’ car.",
        "She took the ‘90s as they came, ‘twas all one.",
    ] {
        finds(text);
    }
}

#[test]
fn single_marks_beside_apostrophes() {
    finds("[‘The dogs’ bowls weren’t clean,’] said Tom’s aunt.");
    finds("['The dogs' bowls weren't clean,'] said Tom's aunt.");
    finds("The word [‘dogs’] is a plural, and so is [‘cats’].");
    finds("The word ['dogs'] is a plural, and so is ['cats'].");
    finds("[‘I’m goin’ home,’] he said.");
    finds("['It's rock 'n' roll,'] he said, ['and it's 'em who like it.']");
    finds("[‘’Twas late,’] he said.");
    finds("A so-called ['expert'], the boys' friend.");
    finds("[‘Wait—’] he began.");
}

#[test]
fn inches_within_a_quotation() {
    finds("[\"He is 6'2\" tall,\"] she said.");
    finds("[\"A 12\" pipe is enough,\"] he said.");
    finds("The [\"class of 1999\"] and the [\"class of 2000\"] met.");
    finds("[\"That was in 1999\"] was all he said.");
}

#[test]
fn straight_marks_by_their_neighbours() {
    finds("[\"One,\"] he said, [\"two.\"]");
    finds("([\"aside\"])—[\"Come!\"]—[\"No.\"]");
    finds("[\"Wait—\"] he began. [\"—for me?\"] she asked.");
    finds("[\"...and then?\"] [\"Nothing.\"]");
    finds("[\"A [\"word\"] in it\"] and no more.");
    finds("the[\"glued\"]word");
}

#[test]
fn a_paragraph_that_opens_again_continues_the_quotation() {
    finds("[“First part.\n\n“Second part.\n\n“Third part,”] he said.\n\n[“Other.”]");
    finds("[\"First part.\n\n\"Second part,\"] he said.");
    finds("['First part.\n\n'Second part,'] he said.");
    finds("[‘First part.\n\n‘Second part,’] he said.");
    finds("[“He said: [‘One.\n\n“‘Two.’] And so on.”] Yes.");
    finds("[« Un.\n\n» Deux. »] Fin.");
    let text = "“One.\n\n“Two,” he said.";
    let found = quotations(text, Language::english());
    assert_eq!(&text[found[0].inner.range()], "One.\n\n“Two,");
}

#[test]
fn unbalanced_marks() {
    finds("[“Never closed, he said.]\n\nNext paragraph with [“a quotation”].");
    finds("Closed without” an opening mark» and 」 more\".");
    finds("[\"Never closed, he said. [\"Indeed,\"] she said.]\n\nNext.");
    assert!(!quotations("“Never closed.", Language::english())[0].closed);
    finds("[“An [‘inner one left open”] ends with the outer.".replace("open”]", "open]”]").as_str());
    finds("A lone 'mark stays nothing.");
    finds("He said, ['a quotation is begun.]\n\nNext.");
    finds("[“Wrong mark.“] And [‘mixed.'] Yes.");
    finds("“” \"\" ‘ ’");
}

#[test]
fn a_wrapped_line_may_begin_with_the_mark_again() {
    finds("[\"One line\n\"and the next,\"] he said.");
    finds("[“One line\nand the next,”] he said.");
}

#[test]
fn hostile_input_is_quick() {
    for unit in ["\"", "‘", "'", "“", "''", "``", "‘\n\n", "\"\n", "“‘", "‘ ’", "»", "」", "a’ ", "6'2\" "]
    {
        grows_with_the_text(unit, |text| drop(quotations(text, Language::english())));
    }
}

proptest! {
    #[test]
    fn quotations_ascend_and_nest(text in "[ab \"'“”‘’«»„\n.,s0-9\u{301}\u{600}é]{0,60}|\\PC{0,40}") {
        let found = quotations(&text, Language::english());
        let mut holders: Vec<Quotation> = Vec::new();
        for (i, quotation) in found.iter().enumerate() {
            prop_assert!(i == 0 || found[i - 1].outer.start < quotation.outer.start);
            prop_assert!(quotation.outer.covers(quotation.inner) && !quotation.inner.is_empty());
            for at in [quotation.outer.start, quotation.outer.end, quotation.inner.start, quotation.inner.end] {
                prop_assert!(super::super::marks::is_cluster_end(&text, at), "{at} in {text:?}");
            }
            while holders.last().is_some_and(|holder| holder.outer.end <= quotation.outer.start) {
                holders.pop();
            }
            prop_assert!(holders.last().is_none_or(|holder| holder.outer.covers(quotation.outer)));
            prop_assert_eq!(usize::from(quotation.depth), holders.len());
            holders.push(*quotation);
        }
    }
}
