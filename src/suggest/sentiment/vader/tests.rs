//! The numbers are the reference's, from `vaderSentiment` 3.3.2.

use proptest::prelude::*;

use super::compound;

fn assert_compound(cases: &[(&str, f64)]) {
    for (text, expected) in cases {
        assert!((compound(text) - expected).abs() < 1e-9, "{text:?}: {} for {expected}", compound(text));
    }
}

#[test]
fn plain_words() {
    assert_compound(&[
        ("The soup was good.", 0.4404),
        ("The soup was dreadful and the waiter rude.", -0.7096),
        ("The tray stood on the table.", 0.0),
        ("", 0.0),
        (" \t\n", 0.0),
    ]);
}

#[test]
fn modifiers_fade_with_distance() {
    assert_compound(&[
        ("The soup was very good.", 0.4927),
        ("The soup was very, very rich and good.", 0.8092),
        ("Marginally good soup.", 0.3832),
        ("A kind of good soup.", 0.3832),
        ("He was kind of rude and sort of good.", -0.1744),
    ]);
}

#[test]
fn negation() {
    assert_compound(&[
        ("The soup was not good.", -0.3412),
        ("It isn't good.", -0.3412),
        ("It isn’t good.", 0.4404),
        ("Never so good a soup.", 0.5777),
        ("A soup that is never this good.", 0.6084),
        ("Without doubt a good soup.", 0.6136),
        ("There is no good soup here.", -0.3412),
        ("No.", 0.0),
        ("no good or bad soup, no pain", 0.4847),
        ("Hardly a success; nor a failure.", 0.7289),
        ("This so wonderfully good thing", 0.8111),
    ]);
}

#[test]
fn but() {
    assert_compound(&[
        ("The soup was good, but the bread was awful.", -0.4678),
        ("Good but bad but good.", 0.0129),
        ("good good good but good good good", 0.9468),
        ("bad good bad but bad good bad", -0.8481),
    ]);
}

#[test]
fn least() {
    assert_compound(&[
        ("the least good soup", -0.3412),
        ("at least good soup", 0.4404),
        ("the very least good soup", 0.4902),
        ("least good", -0.3412),
    ]);
}

#[test]
fn capitals() {
    assert_compound(&[
        ("The soup was GOOD.", 0.5622),
        ("THE SOUP WAS GOOD.", 0.4404),
        ("The soup was VERY good.", 0.6028),
        ("Not GOOD, bad", -0.0254),
        ("A ǅGOOD soup", 0.0),
    ]);
}

#[test]
fn marks() {
    assert_compound(&[
        ("Good!", 0.4926),
        ("Good!!!!!!", 0.6209),
        ("Good??", 0.504),
        ("Bad????", -0.6662),
        ("Really good?!", 0.54),
    ]);
}

#[test]
fn emoticons_and_emoji() {
    assert_compound(&[
        ("The soup :)", 0.4588),
        ("soup :-( and (:", 0.1779),
        ("😀", 0.3612),
        ("nice😀soup 😢", 0.296),
        ("© good", 0.4404),
        ("The soup 💔!", 0.3382),
    ]);
}

#[test]
fn idioms() {
    assert_compound(&[
        ("That new soup is the bomb today", 0.6124),
        ("In the end he gave it the kiss of death", -0.6124),
        ("A soup to die for, to be sure", -0.3818),
        ("Oh well then yeah right, good", -0.5994),
        ("He was waiting at the warm bus stop", 0.2263),
    ]);
}

#[test]
fn odd_white_space() {
    assert_compound(&[
        ("good\u{1c}bad\u{a0}good", 0.3182),
        ("good\u{200b}bad", 0.0),
        ("(good) “good” \"good\"", 0.7003),
        ("o.o", -0.2023),
        ("'ok'", 0.0),
    ]);
}

proptest! {
    #[test]
    fn any_text_has_a_score(text in "\\PC*", words in "((good|no|but|the|so|never|kind|of|BAD|😀|:\\)|[?! \u{1c}]) ?){0,40}") {
        for text in [&text, &words] {
            prop_assert!((-1.0..=1.0).contains(&compound(text)));
        }
    }
}

#[test]
fn time_is_linear() {
    let text = "good bad but GOOD! ".repeat(50_000);
    assert!((-1.0..=1.0).contains(&compound(&text)));
}
