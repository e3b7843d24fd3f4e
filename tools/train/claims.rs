//! Learns to tell check-worthy sentences: prints cross-validated figures and writes `assets/en/claims.bin`.
//!
//!     cargo run --release --example train-claims -- DATA_FOLDER
//!
//! The data are `ClaimBuster`'s (Arslan, Hassan, Li and Tremayne, *A Benchmark Dataset of Check-worthy Factual Claims*,
//! 2020, Zenodo 3836810, open access): `DATA_FOLDER` holds `claimbuster_crowdsourced.jsonl`, an object a line with the
//! sentence `s`, the label `y` and the debate's `file`. The weights are all that is kept of them.

#[allow(dead_code, reason = "each program uses a part of it")]
#[path = "logistic.rs"]
mod logistic;

use std::{env, error::Error, fs, path::Path};

use glossator::suggest::claims::{TABLE, features};
use logistic::{Example, Learnt, calibrate, cross_validate, learn, random_folds, weigh};
use serde::Deserialize;

/// How closely the data are fitted, chosen by cross-validation.
const COST: f64 = 0.8;

/// A line of the data.
#[derive(Deserialize)]
struct Row {
    s: String,
    y: String,
    file: String,
}

fn main() -> Result<(), Box<dyn Error>> {
    let folder = env::args().nth(1).ok_or("usage: train-claims DATA_FOLDER")?;
    let data = fs::read_to_string(Path::new(&folder).join("claimbuster_crowdsourced.jsonl"))?;
    let rows: Vec<Row> = data.lines().map(serde_json::from_str).collect::<Result<_, _>>()?;
    let example = |row: &Row| {
        let features = features(&row.s);
        Example { common: features.clone(), features, positive: row.y == "CFS", weight: 1.0 }
    };
    let mut examples: Vec<Example> = rows.iter().map(example).collect();
    let scales = weigh(&mut examples, TABLE);

    report("4 folds of debates", &held_out(&examples, &by_debate(&rows)));
    let mut all = Vec::new();
    for seed in 1..=3 {
        let scores = held_out(&examples, &random_folds(examples.len(), 4, seed));
        report(&format!("4 folds of sentences, seed {seed}"), &scores);
        all.extend(scores);
    }

    // The offset is such that the threshold of the best F stands at a probability of one half.
    let [slope, _] = calibrate(&all);
    let offset = -slope * best_threshold(&all).1;
    let model: Learnt = learn(&examples.iter().collect::<Vec<_>>(), TABLE, COST);
    fs::write("assets/en/claims.bin", model.scaled(&scales).file([slope, offset]))?;
    Ok(())
}

/// Each example's score by a model that has not seen its fold, with the answer.
fn held_out(examples: &[Example], folds: &[usize]) -> Vec<(f64, bool)> {
    let scores = cross_validate(examples, folds, TABLE, COST);
    scores.into_iter().zip(examples).map(|(score, example)| (score, example.positive)).collect()
}

/// The fold of each row, all of a debate in one.
fn by_debate(rows: &[Row]) -> Vec<usize> {
    let mut files: Vec<&str> = rows.iter().map(|row| &*row.file).collect();
    files.sort_unstable();
    files.dedup();
    let folds = random_folds(files.len(), 4, 1);
    rows.iter().map(|row| folds[files.partition_point(|file| *file < &*row.file)]).collect()
}

/// Prints the figures of `scores`: F at the threshold that is best for the other half of them, each half in turn.
fn report(name: &str, scores: &[(f64, bool)]) {
    let half = |which: usize| -> Vec<(f64, bool)> { scores.iter().skip(which).step_by(2).copied().collect() };
    let thresholds = [best_threshold(&half(1)).1, best_threshold(&half(0)).1];
    let (mut hits, mut said) = (0_u32, 0);
    for (i, (score, positive)) in scores.iter().enumerate() {
        let yes = *score >= thresholds[i % 2];
        said += usize::from(yes);
        hits += u32::from(yes && *positive);
    }
    let all = scores.iter().filter(|score| score.1).count();
    let f = 2.0 * f64::from(hits) / (said + all) as f64;
    println!("{name}: F {f:.4}, average precision {:.4}", average_precision(scores));
}

/// The highest F that a threshold on `scores` gives, and that threshold.
fn best_threshold(scores: &[(f64, bool)]) -> (f64, f64) {
    let all = scores.iter().filter(|score| score.1).count();
    let (mut hits, mut best) = (0, (0.0, 0.0));
    for (rank, (score, positive)) in ranked(scores).iter().enumerate() {
        hits += usize::from(*positive);
        let f = 2.0 * hits as f64 / (rank + 1 + all) as f64;
        if f > best.0 {
            best = (f, *score);
        }
    }
    best
}

/// The mean of the precisions at the rank of each positive.
fn average_precision(scores: &[(f64, bool)]) -> f64 {
    let (mut hits, mut total) = (0.0, 0.0);
    for (rank, _) in ranked(scores).iter().enumerate().filter(|(_, score)| score.1) {
        hits += 1.0;
        total += hits / (rank + 1) as f64;
    }
    total / f64::max(hits, 1.0)
}

/// `scores`, the highest first.
fn ranked(scores: &[(f64, bool)]) -> Vec<(f64, bool)> {
    let mut sorted = scores.to_vec();
    sorted.sort_by(|a, b| b.0.total_cmp(&a.0));
    sorted
}
