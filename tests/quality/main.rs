//! How good the suggestions are, on small sets in the repository: each figure has a floor a little below what it is.
//!
//! The README's figures are measured on public corpora, which are not part of the repository. These sets are too small to
//! tell good from better; they tell when something broke. `cargo test --test quality -- --nocapture` prints the figures.
//! What is asked is `gloss suggest --jsonl`, so that what is measured is what a script gets.

mod figures;

use std::{
    io::Write,
    process::{Command, Stdio},
};

use figures::{Counts, average_precision, macro_f1, share};
use serde::Deserialize;
use serde_json::{Value, json};

const GOLDEN_RULES: &str = include_str!("data/golden_rules.jsonl");
const QUOTATIONS: &str = include_str!("data/quotations.jsonl");
const CLAIMS: &str = include_str!("data/claims.tsv");
const TONE: &str = include_str!("data/tone.tsv");
const TOWARD: &str = include_str!("data/toward.tsv");

/// A suggestion is shown from this score on, unless somebody has set another one.
const SHOWN: f64 = 0.5;

/// A tone within this distance from nought is neutral.
const NEUTRAL: f64 = 0.05;

/// What `gloss suggest --jsonl` says of one text. Offsets are code points, half-open.
#[derive(Deserialize)]
struct Answer {
    valence: f64,
    #[serde(default)]
    target_polarity: Option<String>,
    sentences: Vec<[usize; 2]>,
    suggestions: Vec<Suggested>,
}

#[derive(Deserialize)]
struct Suggested {
    tag: String,
    spans: Vec<[usize; 2]>,
    score: f64,
    speaker_spans: Vec<[usize; 2]>,
    cue_spans: Vec<[usize; 2]>,
}

/// A text with its runs of words between quotation marks.
#[derive(Deserialize)]
struct Quoted {
    text: String,
    runs: Vec<Run>,
}

/// Words between quotation marks; those that nobody said have neither a speaker nor a cue.
#[derive(Deserialize)]
struct Run {
    words: String,
    speaker: Option<String>,
    cue: Option<String>,
}

/// Asks about texts, each a line of the input, with its answer at the same place.
fn ask(lines: &[Value]) -> Vec<Answer> {
    let folder = tempfile::tempdir().expect("a folder");
    let mut gloss = Command::new(env!("CARGO_BIN_EXE_gloss"))
        .args(["suggest", "--jsonl", "--min-score", "0"])
        .env("XDG_CONFIG_HOME", folder.path())
        .env("XDG_STATE_HOME", folder.path())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("started");
    let mut input = gloss.stdin.take().expect("a pipe");
    let text: String = lines.iter().map(|line| format!("{line}\n")).collect();
    let writer = std::thread::spawn(move || input.write_all(text.as_bytes()).expect("written"));
    let done = gloss.wait_with_output().expect("run");
    writer.join().expect("all lines were taken");
    let out = String::from_utf8(done.stdout).expect("UTF-8");
    let answers: Vec<Answer> =
        out.lines().map(|line| serde_json::from_str(line).expect("an answer")).collect();
    assert_eq!(answers.len(), lines.len(), "each line is answered");
    answers
}

/// The rows of a table with tabs between its columns.
fn rows<const N: usize>(table: &'static str) -> Vec<[&'static str; N]> {
    let row = |line: &'static str| line.split('\t').collect::<Vec<_>>().try_into().expect("as many columns");
    table.lines().map(row).collect()
}

fn objects(lines: &str) -> Vec<Value> {
    lines.lines().map(|line| serde_json::from_str(line).expect("a line of the data is JSON")).collect()
}

/// Prints a figure, and fails below its floor.
fn at_least(name: &str, figure: f64, floor: f64) {
    println!("{name}: {figure:.3} (at least {floor})");
    assert!(figure >= floor, "{name} is {figure:.3}, which is less than {floor}");
}

/// Where `words` stand in `text`, in code points.
fn place(text: &str, words: &str) -> [usize; 2] {
    let start = text.find(words).expect("in the text");
    let start = text[..start].chars().count();
    [start, start + words.chars().count()]
}

fn overlap(one: &[usize; 2], other: &[usize; 2]) -> bool {
    one[0] < other[1] && other[0] < one[1]
}

#[test]
fn sentences_follow_the_golden_rules() {
    let tidy = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let rules = objects(GOLDEN_RULES);
    let answers = ask(&rules.iter().map(|rule| json!({ "text": rule["text"] })).collect::<Vec<_>>());
    for (rule, answer) in rules.iter().zip(&answers) {
        let text: Vec<char> = rule["text"].as_str().expect("a text").chars().collect();
        let found: Vec<String> = answer
            .sentences
            .iter()
            .map(|[start, end]| tidy(&text[*start..*end].iter().collect::<String>()))
            .collect();
        let expected: Vec<String> =
            rule["sents"].as_array().expect("sentences").iter().filter_map(Value::as_str).map(tidy).collect();
        assert_eq!(found, expected);
    }
    assert_eq!(rules.len(), 48);
}

/// The suggestion to which a run of words between quotation marks belongs: a quotation of which it is a part, or a report
/// that it stands in.
fn owner(suggestions: &[Suggested], run: [usize; 2]) -> Option<&Suggested> {
    let shown = suggestions.iter().filter(|suggested| suggested.tag == "quote" && suggested.score >= SHOWN);
    let shared = |suggested: &Suggested| -> usize {
        let parts = suggested.spans.iter();
        parts.map(|part| part[1].min(run[1]).saturating_sub(part[0].max(run[0]))).sum()
    };
    shown
        .filter(|suggested| 2 * shared(suggested) >= run[1] - run[0])
        .max_by_key(|suggested| shared(suggested))
}

#[test]
fn quotations_are_found_with_their_speakers_and_cues() {
    let rows: Vec<Quoted> =
        QUOTATIONS.lines().map(|line| serde_json::from_str(line).expect("a row")).collect();
    let answers = ask(&rows.iter().map(|row| json!({ "text": row.text })).collect::<Vec<_>>());
    let (mut found, mut speakers, mut cues) = (Counts::default(), Vec::new(), Vec::new());
    for (Quoted { text, runs }, answer) in rows.iter().zip(&answers) {
        for run in runs {
            let owner = owner(&answer.suggestions, place(text, &run.words));
            found.add(owner.is_some(), run.speaker.is_some());
            if owner.is_some() != run.speaker.is_some() {
                println!(
                    "{} {} in {text}",
                    if owner.is_some() { "not expected:" } else { "not found:" },
                    run.words
                );
            }
            let is_right = |spans: Option<&Vec<[usize; 2]>>, words: &str| {
                let right =
                    spans.is_some_and(|spans| spans.iter().any(|span| overlap(span, &place(text, words))));
                if !right {
                    println!("not “{words}” for {} in {text}", run.words);
                }
                right
            };
            speakers.extend(run.speaker.iter().map(|words| is_right(owner.map(|s| &s.speaker_spans), words)));
            cues.extend(run.cue.iter().map(|words| is_right(owner.map(|s| &s.cue_spans), words)));
        }
    }
    at_least("quotations, F1", found.f1(), 0.95);
    at_least("their speakers, share", share(speakers), 0.97);
    at_least("their cues, share", share(cues), 0.97);
}

#[test]
fn claims_are_told_from_other_sentences() {
    let rows = rows::<2>(CLAIMS);
    let answers = ask(&rows.iter().map(|[_, text]| json!({ "text": text })).collect::<Vec<_>>());
    let score = |answer: &Answer| {
        let claims = answer.suggestions.iter().filter(|suggested| suggested.tag == "claim");
        claims.map(|claim| claim.score).fold(0.0, f64::max)
    };
    let scores: Vec<(f64, bool)> =
        rows.iter().zip(&answers).map(|([label, _], answer)| (score(answer), *label == "yes")).collect();
    let mut counts = Counts::default();
    for ((score, expected), [_, text]) in scores.iter().zip(&rows) {
        counts.add(*score >= SHOWN, *expected);
        if (*score >= SHOWN) != *expected {
            println!("{score:.2} for {text}");
        }
    }
    at_least("claims, F1", counts.f1(), 0.89);
    at_least("claims, average precision", average_precision(&scores), 0.97);
}

#[test]
fn the_tone_of_sentences_is_told() {
    let rows = rows::<2>(TONE);
    let answers = ask(&rows.iter().map(|[_, text]| json!({ "text": text })).collect::<Vec<_>>());
    let tone = |valence: f64| match valence {
        _ if valence >= NEUTRAL => "positive",
        _ if valence <= -NEUTRAL => "negative",
        _ => "neutral",
    };
    let told: Vec<(&str, &str)> =
        rows.iter().zip(&answers).map(|([label, _], answer)| (tone(answer.valence), *label)).collect();
    for ((said, expected), [_, text]) in
        told.iter().zip(&rows).filter(|((said, expected), _)| said != expected)
    {
        println!("{said} for {expected}: {text}");
    }
    at_least("tone, macro F1", macro_f1(&told), 0.95);
}

#[test]
fn the_tone_toward_a_target_is_told() {
    let rows = rows::<3>(TOWARD);
    let line = |[_, target, text]: &[&str; 3]| json!({ "text": text, "target": place(text, target) });
    let answers = ask(&rows.iter().map(line).collect::<Vec<_>>());
    let told: Vec<(&str, &str)> = rows
        .iter()
        .zip(&answers)
        .map(|([label, ..], answer)| (answer.target_polarity.as_deref().unwrap_or("none"), *label))
        .collect();
    for ((said, expected), [.., text]) in
        told.iter().zip(&rows).filter(|((said, expected), _)| said != expected)
    {
        println!("{said} for {expected}: {text}");
    }
    at_least("tone toward a target, macro F1", macro_f1(&told), 0.95);
}
