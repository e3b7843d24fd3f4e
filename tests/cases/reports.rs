//! How far reports reach in English texts, and what is no report.

use crate::suggested::{all_suggested, quotes, reports};

/// Asserts that the report of each text is this one.
#[track_caller]
fn report_words(cases: &[(&str, &str)]) {
    let texts: Vec<&str> = cases.iter().map(|(text, _)| *text).collect();
    for (found, (text, expected)) in all_suggested(&["report"], &texts).iter().zip(cases) {
        let found: Vec<&str> = found.iter().map(|report| report.words.as_str()).collect();
        assert_eq!(found, [*expected], "in {text:?}");
    }
}

#[test]
fn a_report_ends_where_the_writer_speaks_again() {
    reports(&[
        (
            "According to Ina Falk, the dyke leaks, but the council disagreed.",
            &[("the dyke leaks", "Ina Falk")],
        ),
        ("According to the paper the dyke leaks.", &[("the dyke leaks", "the paper")]),
        ("According to Ina Falk the dyke leaks.", &[("the dyke leaks", "Ina Falk")]),
        (
            "According to the keeper, the dyke was safe, and the town slept.",
            &[("the dyke was safe", "the keeper")],
        ),
        ("According to Falk, the dyke is lost; the council disagreed.", &[("the dyke is lost", "Falk")]),
        ("According to Falk, who keeps it, the dyke leaks.", &[("the dyke leaks", "Falk")]),
        (
            "According to Falk, the dyke, the pier and the bridge leak.",
            &[("the dyke, the pier and the bridge leak", "Falk")],
        ),
        (
            "According to a study, the dyke leaks and the pier is rotten.",
            &[("the dyke leaks and the pier is rotten", "a study")],
        ),
    ]);
}

#[test]
fn signs_and_brackets_belong_to_the_words_beside_them() {
    report_words(&[
        ("Falk said the water rose by 40%.", "the water rose by 40%"),
        ("The water rose by 40%, Falk said.", "The water rose by 40%"),
        ("According to Falk, the water rose by 40%.", "the water rose by 40%"),
        ("Falk said that it was 30°.", "that it was 30°"),
        ("Falk said it cost 50€.", "it cost 50€"),
        ("$50 was paid, Falk said.", "$50 was paid"),
        ("Falk said the dyke was shut (for now).", "the dyke was shut (for now)"),
        ("The dyke was shut [again], Falk said.", "The dyke was shut [again]"),
        ("(The dyke was shut, Falk said.)", "The dyke was shut"),
        ("Falk said it was lost (“for good”).", "it was lost (“for good”)"),
    ]);
}

#[test]
fn a_time_before_the_report_is_no_part_of_it() {
    report_words(&[
        ("Falk said on Monday night that the dyke was shut.", "that the dyke was shut"),
        ("Falk said late Monday night that the dyke was shut.", "that the dyke was shut"),
        ("Falk said last night that the dyke was shut.", "that the dyke was shut"),
        ("Falk said in a speech Tuesday evening that the dyke was shut.", "that the dyke was shut"),
        ("Falk told the council on Friday morning the dyke was shut.", "the dyke was shut"),
        ("Falk said early on Sunday morning that it rained.", "that it rained"),
        ("Falk announced Wednesday afternoon that the dyke was shut.", "that the dyke was shut"),
        ("Falk said two weeks ago that the dyke was shut.", "that the dyke was shut"),
        ("Falk said earlier this year that the dyke was shut.", "that the dyke was shut"),
        ("Falk said the night was cold.", "the night was cold"),
        ("Falk said last week was hard.", "last week was hard"),
        ("Falk said late in the evening that it rained.", "that it rained"),
    ]);
}

#[test]
fn what_is_not_said_is_no_report() {
    let none = [
        "If Falk says the dyke is shut, nobody will believe it.",
        "If he said that, he was wrong.",
        "It goes without saying that the dyke is shut.",
        "Falk refused to say whether the dyke was shut.",
        "Falk declined to say when the dyke would open.",
        "Nobody can say whether the dyke will open.",
        "No official said that the dyke was shut.",
        "Neither Falk nor Stead said the dyke was shut.",
        "Falk did not say that the dyke was shut.",
        "You could say the dyke is shut.",
        "Falk has yet to say whether she will run.",
        "It is fair to say that the dyke is shut.",
        "Whether Falk said that is unclear.",
        "Did Falk say that the dyke was shut?",
        "Don’t tell Falk that the dyke was shut.",
    ];
    for (found, text) in all_suggested(&["report"], &none).iter().zip(none) {
        let found: Vec<&str> = found.iter().map(|report| report.words.as_str()).collect();
        assert!(found.is_empty(), "{found:?} in {text:?}");
    }
    report_words(&[
        ("Falk said he would leave if the vote failed.", "he would leave if the vote failed"),
        ("Falk warned that if it rained, the dyke would break.", "that if it rained, the dyke would break"),
        ("Falk denied that the dyke was shut.", "that the dyke was shut"),
        ("Falk not only said the dyke was shut.", "the dyke was shut"),
        ("Falk asked if the dyke was shut.", "if the dyke was shut"),
        ("Falk did not stay, but said it was late.", "it was late"),
        ("When Falk said the dyke was shut, nobody listened.", "the dyke was shut"),
    ]);
}

#[test]
fn who_is_quoted_is_the_source() {
    reports(&[
        (
            "The Herald quoted Ina Falk as saying that the dyke was shut.",
            &[("that the dyke was shut", "Ina Falk")],
        ),
        ("Ina Falk was quoted as saying the dyke was shut.", &[("the dyke was shut", "Ina Falk")]),
        (
            "Ina Falk and Hugo Stead wrote that the dyke was shut.",
            &[("that the dyke was shut", "Ina Falk and Hugo Stead")],
        ),
    ]);
}

#[test]
fn a_claim_is_what_can_be_checked_and_not_who_says_it() {
    let cases = [
        (
            "The paper says that Falk told Stead the yard had lost 40 ships in 2019.",
            "the yard had lost 40 ships in 2019.",
        ),
        (
            "Stead claimed Falk had said the bridge cost 3 million crowns.",
            "the bridge cost 3 million crowns.",
        ),
        ("He said she said the town has 4,000 houses.", "the town has 4,000 houses."),
        ("Falk said the yard had announced that it would cut 300 jobs.", "it would cut 300 jobs."),
        ("Falk said wages rose by 40%.", "wages rose by 40%."),
        ("Falk told the council the lock had cost 3 million crowns.", "the lock had cost 3 million crowns."),
        (
            "Falk said that Stead had claimed that the yard lost 40 ships in 2019.",
            "the yard lost 40 ships in 2019.",
        ),
    ];
    let texts: Vec<&str> = cases.iter().map(|(text, _)| *text).collect();
    for (found, (text, expected)) in all_suggested(&["claim"], &texts).iter().zip(cases) {
        let found: Vec<&str> = found.iter().map(|claim| claim.words.as_str()).collect();
        assert_eq!(found, [expected], "in {text:?}");
    }
}

#[test]
fn what_somebody_denies_has_no_source_where_the_claim_tells_so() {
    let source = |text: &str| all_suggested(&["claim"], &[text]).remove(0).remove(0).source;
    assert_eq!(source("Lund said that the lock lost 40 boats in May."), "Lund");
    assert_eq!(source("Lund denied that the lock lost 40 boats in May."), "Lund");
    for text in [
        "Lund rejected the claim that the lock lost 40 boats.",
        "Lund denied a leak of 40 tonnes of oil in 2019.",
        "Lund did not say that the lock lost 40 boats in 2019.",
        "Lund refused to say whether the lock lost 40 boats in 2019.",
    ] {
        assert_eq!(source(text), "", "{text}");
    }
}

#[test]
fn a_dateline_is_no_part_of_a_report_or_a_claim() {
    for line in
        ["BERLIN (Reuters) — ", "PARIS, 3 May – ", "NEW YORK, Sept. 3 (AP) -- ", "Kell (dpa) - ", "KELL — "]
    {
        let said = format!("{line}The lock lost 40 boats in 2019, Nora Lund said.");
        let found = all_suggested(&["report", "claim"], &[&said]).remove(0);
        let words: Vec<&str> = found.iter().map(|found| found.words.as_str()).collect();
        assert_eq!(words, ["The lock lost 40 boats in 2019"; 2], "{line}");
        let quoted = format!("{line}“The lock is shut,” said Nora Lund.");
        quotes(&[(&quoted, &[("“The lock is shut,”", "Nora Lund")])]);
        let named = format!("{line}According to Nora Lund, the lock is shut.");
        reports(&[(&named, &[("the lock is shut", "Nora Lund")])]);
    }
    reports(&[(
        "The lock — an old one — is shut, Nora Lund said.",
        &[("The lock — an old one — is shut", "Nora Lund")],
    )]);
}
