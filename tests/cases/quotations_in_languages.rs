//! Quotations and their speakers in languages other than English. The texts are in the folder `quotations`: each is a line, with
//! its quotations in lines below, `= words | speaker`.

use crate::suggested::{all_suggested, quotes, scores};

/// A text, and its quotations with their speakers.
type QuotationCase<'a> = (&'a str, Vec<(&'a str, &'a str)>);

/// Asserts what the file `texts` says of its texts.
#[track_caller]
fn check(texts: &'static str) {
    let mut cases: Vec<QuotationCase> = Vec::new();
    for line in texts.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        match (line.strip_prefix("= "), cases.last_mut()) {
            (Some(quotation), Some(case)) => {
                let (words, speaker) = quotation.split_once(" |").expect("words and a speaker");
                case.1.push((words, speaker.trim()));
            }
            _ => cases.push((line, Vec::new())),
        }
    }
    let cases: Vec<_> = cases.iter().map(|(text, found)| (*text, found.as_slice())).collect();
    quotes(&cases);
}

#[test]
fn german() {
    check(include_str!("quotations/german.txt"));
}

#[test]
fn french() {
    check(include_str!("quotations/french.txt"));
}

#[test]
fn spanish() {
    check(include_str!("quotations/spanish.txt"));
}

#[test]
fn italian() {
    check(include_str!("quotations/italian.txt"));
}

#[test]
fn russian() {
    check(include_str!("quotations/russian.txt"));
}

#[test]
fn a_verb_that_no_list_has_is_less_sure() {
    let texts = ["„Die Suppe ist kalt“, sagte Anke Boll.", "„Die Suppe ist kalt“, knödelte Anke Boll."];
    let scores = scores(&texts);
    assert!(scores[0] > scores[1] && scores[1] > 0.6, "{scores:?}");
}

/// Claims and tone are judged by English words, which are others elsewhere: "die", "war".
#[test]
fn claims_and_tone_are_suggested_for_english_only() {
    let texts = [
        "Die Bahn baut die Strecke aus. Die Stadt war 2019 mit 4.000 Leuten die größte im Land.",
        "La ville a perdu 4 000 habitants en 2019. Le maire est mort à Paris, et la crise continue.",
        "La ciudad perdió 4.000 habitantes en 2019. El alcalde murió en Madrid.",
        "La città ha perso 4.000 abitanti nel 2019. Il sindaco è morto a Roma.",
        "Город потерял 4000 жителей в 2019 году. Мэр умер в Москве.",
    ];
    for (text, suggested) in texts.iter().zip(all_suggested(&["claim", "sentiment"], &texts)) {
        assert!(suggested.is_empty(), "{text}: {}", suggested[0].words);
    }
}
