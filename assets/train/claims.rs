//! Learns to tell check-worthy sentences, and writes `assets/en/claims.bin`.
//!
//!     cargo run --release --example train-claims -- DATA_FOLDER
//!
//! The data are ClaimBuster's (Arslan, Hassan, Li and Tremayne 2020, Zenodo 3836810, open access): `DATA_FOLDER` holds
//! `claimbuster_crowdsourced.jsonl`, a JSON object a line.

#[path = "logistic.rs"]
mod logistic;

use std::{env, fs, path::Path, process::exit};

use glossator::suggest::claims::{TABLE, features};
use logistic::{Example, calibrate, cross_validate, learn, random_folds, weigh};
use serde::Deserialize;

/// How closely the data are fitted.
fn cost() -> f64 {
    env::args().nth(2).and_then(|c| c.parse().ok()).unwrap_or(1.0)
}

/// A line of the data.
#[derive(Deserialize)]
struct Row {
    s: String,
    y: String,
    file: String,
}

fn main() {
    let Some(folder) = env::args().nth(1) else {
        eprintln!("usage: train-claims DATA_FOLDER");
        exit(2);
    };
    let path = Path::new(&folder).join("claimbuster_crowdsourced.jsonl");
    let data = fs::read_to_string(&path).unwrap_or_else(|error| {
        eprintln!("cannot read {}: {error}", path.display());
        exit(3);
    });
    let rows: Vec<Row> =
        data.lines().map(|line| serde_json::from_str(line).expect("a row of the data")).collect();
    let mut found = Vec::new();
    let mut examples = Vec::new();
    for row in &rows {
        found.clear();
        features(&row.s, &mut found);
        examples.push(Example::new(&found, row.y == "CFS", TABLE));
    }

    let least: usize = env::args().nth(3).and_then(|c| c.parse().ok()).unwrap_or(3);
    let mut having: std::collections::HashMap<_, usize> = std::collections::HashMap::new();
    let mut all = Vec::new();
    for row in &rows {
        found.clear();
        features(&row.s, &mut found);
        for f in &found {
            *having.entry(f.0).or_default() += 1;
        }
        all.push(found.clone());
    }
    for (e, f) in examples.iter_mut().zip(&all) {
        e.common = f.iter().filter(|f| having[&f.0] >= least).map(|f| (f.0.place(TABLE), f.1)).collect();
    }
    println!("distinct {} common {}", having.len(), having.values().filter(|n| **n >= least).count());
    weigh(&mut examples, TABLE);
    let mut files: Vec<&str> = rows.iter().map(|row| &*row.file).collect();
    files.sort_unstable();
    files.dedup();
    let debates = random_folds(files.len(), 4);
    let by_debate: Vec<usize> =
        rows.iter().map(|row| debates[files.binary_search(&&*row.file).expect("a file")]).collect();
    let mut scores = Vec::new();
    for (name, folds) in [("debates", by_debate), ("sentences", random_folds(examples.len(), 4))] {
        let found = cross_validate(&examples, &folds, TABLE, cost());
        scores = found.iter().zip(&examples).map(|(score, example)| (*score, example.positive)).collect();
        let (f, _) = best_threshold(&scores);
        println!("4 folds of {name}: F {f:.4}, average precision {:.4}", average_precision(&scores));
    }
    let [slope, offset] = calibrate(&scores);
    let (_, threshold) = best_threshold(&scores);
    println!("Platt {slope} {offset} {threshold}");
    let model = learn(&examples.iter().collect::<Vec<_>>(), TABLE, cost());
    let file = model.file([slope, -slope * threshold]);
    fs::write("assets/en/claims.bin", &file).expect("written");
}

/// The highest F1 that a threshold on `scores` gives, and that threshold.
fn best_threshold(scores: &[(f64, bool)]) -> (f64, f64) {
    let mut sorted = scores.to_vec();
    sorted.sort_by(|a, b| b.0.total_cmp(&a.0));
    let all = sorted.iter().filter(|score| score.1).count();
    let (mut hits, mut best) = (0, (0.0, 0.0));
    for (rank, (score, positive)) in sorted.iter().enumerate() {
        hits += usize::from(*positive);
        let f = 2.0 * hits as f64 / (rank + 1 + all) as f64;
        if f > best.0 {
            best = (f, *score);
        }
    }
    best
}

/// The mean precision at the rank of each positive.
fn average_precision(scores: &[(f64, bool)]) -> f64 {
    let mut sorted = scores.to_vec();
    sorted.sort_by(|a, b| b.0.total_cmp(&a.0));
    let (mut hits, mut total) = (0.0, 0.0);
    for (rank, _) in sorted.iter().enumerate().filter(|(_, score)| score.1) {
        hits += 1.0;
        total += hits / (rank + 1) as f64;
    }
    total / f64::max(hits, 1.0)
}
