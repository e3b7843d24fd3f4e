use proptest::prelude::*;

use super::*;
use crate::suggest::suggester::testing::found_in;
use crate::suggest::{Calibration, MinScore, Suggestion};
use crate::text::segment::testing::grows_with_the_text;

fn suggested(text: &str) -> Vec<Suggestion> {
    found_in(&Sentiment::new(Models::embedded()), text)
}

fn valence(text: &str) -> f64 {
    super::valence(Models::embedded(), &Analysis::new(text))
}

fn toward(text: &str, target: Span) -> Polarity {
    super::toward(Models::embedded(), &Analysis::new(text), target)
}

/// What is shown by default, as text, polarity and target.
fn shown(text: &str) -> Vec<(&str, &'static str, String)> {
    let mut shown = Vec::new();
    for suggestion in suggested(text).iter().filter(|suggestion| MinScore::ByKind.admits(suggestion)) {
        let polarity = match suggestion.attributes.text("polarity") {
            Some("positive") => "+",
            _ => "-",
        };
        let target = suggestion.attributes.text("target").unwrap_or_default().to_owned();
        shown.push((&text[suggestion.hull().range()], polarity, target));
    }
    shown
}

#[test]
fn prose_has_a_tone() {
    for good in ["Her recovery is a triumph of patience and kindness.", "The new library is a joy to visit."]
    {
        assert!(valence(good) >= 0.05, "{good}: {}", valence(good));
    }
    for bad in ["The flood was a catastrophe that ruined thousands.", "It was a shameful, cowardly lie."] {
        assert!(valence(bad) <= -0.05, "{bad}: {}", valence(bad));
    }
    for neither in ["The committee meets on the second floor.", "The train leaves at nine.", ""] {
        assert!(valence(neither).abs() < 0.05, "{neither}: {}", valence(neither));
    }
}

#[test]
fn a_long_text_is_as_good_as_its_sentences() {
    let bad = "The flood was a catastrophe that ruined thousands. ".repeat(40);
    let mixed = bad.clone() + &"Her recovery is a triumph of patience and kindness. ".repeat(40);
    assert!(valence(&bad) < -0.5 && valence(&mixed) > valence(&bad) + 0.3);
}

#[test]
fn the_same_sentence_may_be_kind_to_one_and_not_to_another() {
    let text = "Critics accused Mayor Holm of incompetence and corruption.";
    assert_eq!(toward(text, Span::new(16, 26)), Polarity::Negative);
    let text = "Voters praised Mayor Holm for her brilliant and honest work.";
    assert_eq!(toward(text, Span::new(15, 25)), Polarity::Positive);
    let text = "Holm said on Tuesday that the council would meet again.";
    assert_eq!(toward(text, Span::new(0, 4)), Polarity::Neutral);
}

#[test]
fn a_target_is_judged_by_its_own_sentence() {
    let around = "The committee meets on the second floor. ".repeat(20);
    let text = format!("{around}Critics accused Mayor Holm of incompetence and corruption. {around}");
    let at = text.find("Mayor Holm").expect("there");
    assert_eq!(toward(&text, Span::new(at, at + 10)), Polarity::Negative);
}

#[test]
fn a_sentence_that_praises_or_blames_is_suggested() {
    let text = "The council met on Monday. Critics accused Mayor Holm of shameful incompetence and corruption. \
                The next meeting is in May.";
    let blame = "Critics accused Mayor Holm of shameful incompetence and corruption.";
    assert_eq!(shown(text), [(blame, "-", "Mayor Holm".to_owned())]);
}

#[test]
fn a_quotation_is_suggested_where_it_is_the_stronger() {
    let text = "In a letter of two pages that was sent to the chairman on Monday, the architect called the new hall \
                “a hideous, shameful failure” and asked for a second vote.";
    let shown = shown(text);
    assert_eq!(shown.len(), 1, "{shown:?}");
    assert_eq!((shown[0].0, shown[0].1), ("“a hideous, shameful failure”", "-"));
}

#[test]
fn the_reason_names_the_words() {
    let found = suggested("The new library is a joy, and its staff are wonderful.");
    assert_eq!(found.first().map(|found| found.reason.as_str()), Some("“joy”, “wonderful”"));
}

#[test]
fn a_score_is_the_calibrated_likelihood_of_the_tone() {
    let text =
        "The new library is a joy. Its opening was a disaster. Critics accused Holm of shameful greed.";
    let models = Models { sentiment: Calibration::IDENTITY, ..*Models::embedded() };
    let likelihoods = found_in(&Sentiment::new(&models), text);
    let scores: Vec<f32> = suggested(text).iter().map(|suggestion| suggestion.score).collect();
    assert_eq!((likelihoods.len(), scores.len()), (3, 3));
    for (likelihood, score) in likelihoods.iter().map(|suggestion| suggestion.score).zip(scores) {
        assert!((Models::embedded().sentiment.of(likelihood) - score).abs() < 1e-6, "{likelihood} {score}");
        assert!((likelihood - score).abs() > 1e-3, "the likelihood alone is not the score: {score}");
    }
}

#[test]
fn plain_reports_are_left_alone() {
    assert!(shown("The train leaves at nine. It stops in Bergen. The ticket costs forty crowns.").is_empty());
    assert!(shown("").is_empty());
}

#[test]
fn time_is_linear() {
    for piece in ["not good, “bad” Ada ", "\"", "’s", "Ada Lund of ", "good. “Bad!” ", "é", "n't "]
    {
        grows_with_the_text(piece, |text| {
            suggested(text);
            valence(text);
            toward(text, Span::new(0, 4.min(text.len())));
        });
    }
}

proptest! {
    #[test]
    fn any_text_is_answered(
        text in "\\PC{0,80}",
        words in "((Ada|good|awful|not|no|said|“|”|\"|’s|'|\\.|\n\n|é|🙂|,) ?){0,60}",
        a in 0_usize..90,
        b in 0_usize..90,
    ) {
        for text in [&text, &words] {
            prop_assert!((-1.0..=1.0).contains(&valence(text)));
            toward(text, Span::new(a, b));
            for suggestion in suggested(text) {
                prop_assert!((0.0..=1.0).contains(&suggestion.score) && !suggestion.reason.is_empty());
                prop_assert!(text.get(suggestion.hull().range()).is_some());
            }
        }
    }
}
