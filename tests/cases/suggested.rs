//! What `gloss suggest --jsonl` suggests for texts.

use serde_json::{Value, json};

use crate::command;

/// A suggestion of `gloss suggest --jsonl`.
pub struct Suggested {
    pub kind: String,
    /// Its words, those of its parts with " … " between.
    pub words: String,
    pub speaker: String,
    pub source: String,
    pub score: f64,
}

/// The suggestions of these kinds for each of `texts`.
pub fn all_suggested(kinds: &[&str], texts: &[&str]) -> Vec<Vec<Suggested>> {
    let desk = command::Desk::empty();
    let lines: String = texts.iter().map(|text| format!("{}\n", json!({ "text": text }))).collect();
    let mut args = vec!["suggest", "--jsonl"];
    args.extend(kinds.iter().flat_map(|kind| ["--tag", kind]));
    let done = desk.run_with(&args, lines);
    assert_eq!(done.code, 0, "{done:?}");
    let answers = done.out.lines().zip(texts);
    answers.map(|(line, text)| read(&serde_json::from_str(line).expect("an answer"), text)).collect()
}

fn read(answer: &Value, text: &str) -> Vec<Suggested> {
    let points: Vec<char> = text.chars().collect();
    let offset = |value: &Value| usize::try_from(value.as_u64().expect("an offset")).expect("small");
    let words = |span: &Value| points[offset(&span[0])..offset(&span[1])].iter().collect::<String>();
    let attribute = |suggestion: &Value, name: &str| {
        suggestion["attributes"][name].as_str().unwrap_or_default().to_owned()
    };
    let suggestions = answer["suggestions"].as_array().expect("suggestions").iter();
    suggestions
        .map(|suggestion| Suggested {
            kind: suggestion["tag"].as_str().expect("a kind").to_owned(),
            words: suggestion["spans"]
                .as_array()
                .expect("spans")
                .iter()
                .map(words)
                .collect::<Vec<_>>()
                .join(" … "),
            speaker: attribute(suggestion, "speaker"),
            source: attribute(suggestion, "source"),
            score: suggestion["score"].as_f64().expect("a score"),
        })
        .collect()
}

/// Asserts that the quotations of each text are these, each with its speaker.
#[track_caller]
pub fn quotes(cases: &[(&str, &[(&str, &str)])]) {
    let texts: Vec<&str> = cases.iter().map(|(text, _)| *text).collect();
    for (found, (text, expected)) in all_suggested(&["quote"], &texts).iter().zip(cases) {
        let found: Vec<(&str, &str)> =
            found.iter().map(|quote| (quote.words.as_str(), quote.speaker.as_str())).collect();
        assert_eq!(found, *expected, "in {text:?}");
    }
}

/// The score of the first quotation of each text.
pub fn scores(texts: &[&str]) -> Vec<f64> {
    all_suggested(&["quote"], texts).iter().map(|found| found[0].score).collect()
}

/// Asserts that the speaker of the only quotation in each text is this one.
#[track_caller]
pub fn speakers(cases: &[(&str, &str)]) {
    let texts: Vec<&str> = cases.iter().map(|(text, _)| *text).collect();
    for (found, (text, expected)) in all_suggested(&["quote"], &texts).iter().zip(cases) {
        let found: Vec<&str> = found.iter().map(|quote| quote.speaker.as_str()).collect();
        assert_eq!(found, [*expected], "in {text:?}");
    }
}

/// Asserts that the reports of each text are these, each with its speaker.
#[track_caller]
pub fn reports(cases: &[(&str, &[(&str, &str)])]) {
    let texts: Vec<&str> = cases.iter().map(|(text, _)| *text).collect();
    for (found, (text, expected)) in all_suggested(&["report"], &texts).iter().zip(cases) {
        let found: Vec<(&str, &str)> =
            found.iter().map(|report| (report.words.as_str(), report.speaker.as_str())).collect();
        assert_eq!(found, *expected, "in {text:?}");
    }
}
