use super::*;
use crate::suggest::Models;
use crate::suggest::suggester::testing::found_in;

/// The words that the contradictions in `text` are about.
fn found(text: &str) -> Vec<String> {
    let analysis = Analysis::new(text);
    let mut claims = found_in(&Claims::new(Models::embedded()), text);
    for claim in &mut claims {
        claim.score = 1.0;
    }
    contradictions(&analysis, &claims).into_iter().map(|pair| pair.reason).collect()
}

#[test]
fn one_affirms_what_the_other_denies() {
    let text = "Nordby and Sundby report agreement on the ferry fares\n\nThe talks on the ferry fares between Nordby and \
                Sundby ended on Friday without agreement, both towns said.";
    assert_eq!(found(text), ["“agreement” is affirmed, “agreement” denied"]);
}

#[test]
fn one_has_the_opposite_word() {
    let text = "Ferry fares in Nordby rose sharply last year. Ferry fares in Nordby fell last year, the office said.";
    assert_eq!(found(text), ["“rose” against “fell”"]);
}

#[test]
fn different_matters_do_not_meet() {
    assert!(found("The harbour was not closed in May. The school was closed in May.").is_empty());
    assert!(found("The mayor did not come to the harbour. The mayor opened a school in June.").is_empty());
    assert!(found("").is_empty());
}

#[test]
fn every_line_of_the_list_has_two_sides() {
    let list = include_str!("../../../assets/en/opposites.txt");
    for line in list.lines().filter(|line| !line.starts_with('#') && !line.is_empty()) {
        assert_eq!(line.split('|').filter(|side| !side.trim().is_empty()).count(), 2, "{line:?}");
    }
    assert!(opposed(stem("rises"), stem("dropped")) && !opposed(stem("rises"), stem("grew")));
}
