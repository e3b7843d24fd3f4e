//! Learns how often a suggestion of sentiment is right.
//!
//! What a model says of texts that it was learnt from is no measure, so each fold of the texts is asked about with models
//! that were learnt from the others. A suggestion that names a target is right if its polarity is the one that the target
//! of a news sentence has; one that names none, if readers rate the editorial's sentence half a point or more on its side.

use std::{collections::HashSet, fs};

use glossator::{
    gloss::Schema,
    suggest::{
        Analysis, Calibration, Engine, Models, Suggestion, SuggestionFilter, Toward, linear::Linear, log_odds,
    },
};

use super::logistic::calibrate;
use super::rows::Targeted;
use super::toward;
use super::valence::{self, Domain, RATED, Row};

/// A suggestion's likelihood by the models alone, and whether it is right.
type Judged = (f32, bool);

/// Learns from what is suggested in each fold of editorials and of news, measures and writes.
pub fn train(texts: &[Row], news: &[Targeted], tones: [[f64; 2]; 2]) {
    let targeted = on_news(texts, news, tones);
    let (mut all, mut untargeted) = (Vec::new(), Vec::new());
    for (has_target, judged) in on_editorials(texts, news, tones) {
        all.push(judged);
        if !has_target {
            untargeted.push(judged);
        }
    }
    let scores = targeted.iter().chain(&untargeted);
    let scores: Vec<(f64, bool)> = scores.map(|(said, right)| (f64::from(log_odds(*said)), *right)).collect();
    let [slope, offset] = calibrate(&scores);
    println!("suggestions of sentiment: slope {slope:.4}, offset {offset:.4}");
    let file = Calibration::write([slope as f32, offset as f32]);
    fs::write("assets/en/sentiment_calibration.bin", &file).expect("written");
    let calibration = Calibration::embedded(file.first_chunk().expect("a calibration"));
    report("the polarity toward a target, folds of news", &targeted, calibration);
    report("the tone where no target is named, folds of editorials", &untargeted, calibration);
    report("the tone of all that is suggested, folds of editorials", &all, calibration);
}

/// What is suggested of news sentences with the target that people judged.
fn on_news(texts: &[Row], news: &[Targeted], tones: [[f64; 2]; 2]) -> Vec<Judged> {
    let folds = toward::folds(news);
    let mut judged = Vec::new();
    for fold in 0..toward::FOLDS {
        let held: Vec<&Targeted> =
            news.iter().zip(&folds).filter(|(_, of)| **of == fold).map(|(row, _)| row).collect();
        let unseen: HashSet<&str> = held.iter().map(|row| &*row.s).collect();
        let valence = valence::tables(texts, |row| !unseen.contains(&*row.text), tones);
        let engine = engine(valence, toward::tables(news, |i| folds[i] != fold));
        for row in held {
            let mention: String = row.s.chars().skip(row.a).take(row.b - row.a).collect();
            let is_it = |target: &str| {
                target.split_whitespace().any(|word| mention.split_whitespace().any(|other| other == word))
            };
            let found = suggested(&engine, &row.s);
            let found = found.iter().filter(|found| found.attributes.text("target").is_some_and(is_it));
            judged.extend(found.map(|found| (found.score, side(found) == row.y)));
        }
    }
    judged
}

/// What is suggested of editorials, each with whether it names a target.
fn on_editorials(texts: &[Row], news: &[Targeted], tones: [[f64; 2]; 2]) -> Vec<(bool, Judged)> {
    let toward = toward::tables(news, |_| true);
    let mut judged = Vec::new();
    for fold in 0..valence::FOLDS {
        let is_held = |row: &Row| row.domain == Domain::Editorial && row.fold == fold;
        let engine = engine(valence::tables(texts, |row| !is_held(row), tones), toward.clone());
        for row in texts.iter().filter(|row| is_held(row)) {
            judged.extend(suggested(&engine, &row.text).iter().map(|found| {
                let has_target = found.attributes.text("target").is_some();
                (has_target, (found.score, f64::from(side(found)) * row.rating >= RATED))
            }));
        }
    }
    judged
}

/// An engine that suggests sentiment by these files' models, with the likelihoods as scores.
fn engine(valence: [Vec<u8>; 2], toward: [Vec<u8>; 3]) -> Engine {
    let table = |file: Vec<u8>| Linear::read(file.leak()).expect("a table");
    let [negative, positive] = valence.map(table);
    let [blame, neutral, praise] = toward.map(table);
    let toward = Toward { negative: blame, neutral, positive: praise };
    let models =
        Models { positive, negative, toward, sentiment: Calibration::IDENTITY, ..*Models::embedded() };
    let filter = SuggestionFilter { tags: vec!["sentiment".to_owned()], ..SuggestionFilter::default() };
    Engine::new(Schema::builtin(), filter, &models)
}

fn suggested(engine: &Engine, text: &str) -> Vec<Suggestion> {
    engine.find(&Analysis::new(text)).suggestions
}

/// The side of a suggestion: 1 for positive, -1 for negative.
fn side(suggestion: &Suggestion) -> i8 {
    if suggestion.attributes.text("polarity") == Some("positive") { 1 } else { -1 }
}

/// Prints how the calibrated scores stand to how often they are right, by tenths.
fn report(name: &str, judged: &[Judged], calibration: Calibration) {
    println!("{name}:");
    for tenth in (0..10_u8).map(|tenth| f32::from(tenth) / 10.0) {
        let said = judged.iter().map(|(likelihood, right)| (calibration.of(*likelihood), *right));
        let here: Vec<Judged> = said.filter(|(score, _)| (tenth..tenth + 0.1).contains(score)).collect();
        if !here.is_empty() {
            let count = here.len() as f32;
            let said = here.iter().map(|(score, _)| score).sum::<f32>() / count;
            let right = here.iter().filter(|(_, right)| *right).count() as f32 / count;
            println!("  {tenth}: {count} suggestions, {said:.2} said, {right:.2} right");
        }
    }
}
