//! Fits the weights of `anchor::trust`, which tells how likely a found place is the right one.
//!
//!     cargo run --release --example fit-trust -- [TEXTS [HISTORIES]]
//!
//! Spans are tagged in old versions of texts and looked for in new ones, with the old text and without. For each place that
//! came into question there are five measures, and whether it was the right one; to these the logistic function is fitted,
//! by Newton's method. Revised are prose that is written here (`tests/history/prose.rs`), by a script that knows what became
//! of every word, and in the same way the texts of the folder `TEXTS`; `HISTORIES` has versions that people have written, a
//! folder for each text and a file for each version, and what became of their words a comparison of another kind tells
//! (`tests/history/reference.rs`). A place is right if it shares half of what the span's words and it have together, or
//! for a span of which less than half is left, anything.
//!
//! Prints the weights that were fitted beside those in use, and for both the mean log loss and a table of how often places
//! of each score were right. The weights in use were fitted with histories of documentation under version control that are
//! not part of the repository. From texts revised by script alone the lead and the distance come out within a tenth of those in
//! use; the surroundings weigh less, as a script changes them less than people do. The same texts give the same numbers.

#[path = "../tests/history/edits.rs"]
mod edits;
#[path = "../tests/history/measure.rs"]
#[allow(dead_code, reason = "shared with the tests, which count more")]
mod measure;
#[path = "../tests/history/prose.rs"]
mod prose;
#[path = "../tests/history/reference.rs"]
mod reference;
#[path = "../tests/history/revisions.rs"]
mod revisions;

use std::{env, fs, io, path::PathBuf};

use edits::revise;
use glossator::{anchor, gloss::Gloss};
use measure::{Class, Trial};
use prose::{Token, Writer};
use revisions::MEASURES;

/// The measures of a place, with a 1 for the start of the odds, and whether the place is the right one.
struct Example {
    measures: [f64; SIZE],
    right: bool,
}

/// Five measures and the start.
const SIZE: usize = 6;

/// Texts that are revised in each way.
const ROUNDS: usize = 60;

/// Spans that are tagged in each text.
const SPANS: usize = 100;

/// A part of a book as long as a chapter, in bytes.
const CHAPTER_BYTES: usize = 60_000;

/// Passes of Newton's method; the weights don't change any more after fewer.
const PASSES: usize = 25;

/// Keeps the fit from running away where the measures tell right from wrong without a fault.
const PENALTY: f64 = 1e-3;

fn main() -> io::Result<()> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let mut examples = Vec::new();
    add_revised(&mut examples, &mut |writer, round| writer.text(20 + 60 * (round % 5)));
    println!("{} places in texts written here", examples.len());
    if let Some(folder) = arguments.first() {
        let before = examples.len();
        let texts: Vec<String> =
            listed(folder)?.iter().filter_map(|path| fs::read_to_string(path).ok()).collect();
        add_revised(&mut examples, &mut |writer, round| writer.read(chapter(&texts, round)));
        println!("{} places in the texts of {folder}", examples.len() - before);
    }
    if let Some(folder) = arguments.get(1) {
        let before = examples.len();
        add_histories(&mut examples, folder)?;
        println!("{} places in the histories of {folder}", examples.len() - before);
    }
    let used = anchor::weights().map(f64::from);
    let fitted = fit(&examples);
    let named = ["row", "together", "around", "ahead", "distance", "start"];
    println!("\n| | {} | log loss |\n|---|{}--:|", named.join(" | "), "--:|".repeat(SIZE));
    for (name, weights) in [("in use", used), ("fitted", fitted)] {
        let cells = weights.map(|weight| format!("{weight:.2}")).join(" | ");
        println!("| {name} | {cells} | {:.4} |", log_loss(&examples, &weights));
    }
    print_calibration(&examples, &used, &fitted);
    Ok(())
}

/// The files of a folder, in order.
fn listed(folder: &str) -> io::Result<Vec<PathBuf>> {
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder)?.map(|entry| entry.map(|entry| entry.path())).collect::<Result<_, _>>()?;
    paths.sort();
    Ok(paths)
}

/// One of `texts`, or a part of it that is another one with each round.
fn chapter(texts: &[String], round: usize) -> &str {
    let text = &texts[round % texts.len()];
    let from = text.ceil_char_boundary((round / texts.len() * CHAPTER_BYTES) % text.len().max(1));
    let to = text.ceil_char_boundary((from + CHAPTER_BYTES).min(text.len()));
    if to - from > 1000 { &text[from..to] } else { text }
}

/// Adds places in texts that are revised in every way.
fn add_revised(examples: &mut Vec<Example>, texts: &mut dyn FnMut(&mut Writer, usize) -> Vec<Token>) {
    for (_, measures) in MEASURES {
        for round in 0..ROUNDS {
            let mut writer = Writer::new(round as u64 + 1);
            let old = texts(&mut writer, round);
            let new = revise(&mut writer, &old, measures);
            add(examples, &old, &new, round as u64 + 77);
        }
    }
}

/// Adds places in versions that follow one another.
fn add_histories(examples: &mut Vec<Example>, folder: &str) -> io::Result<()> {
    for text in listed(folder)? {
        let versions: Vec<String> = listed(&text.to_string_lossy())?
            .iter()
            .filter_map(|path| fs::read_to_string(path).ok())
            .collect();
        for (round, two) in versions.windows(2).enumerate() {
            let mut writer = Writer::new(1);
            let [old, mut new] = [&two[0], &two[1]].map(|text| writer.read(text));
            reference::identify(&old, &mut new);
            add(examples, &old, &new, round as u64 + 77);
        }
    }
    Ok(())
}

/// Adds the places that come into question for spans of `old` in `new`.
fn add(examples: &mut Vec<Example>, old: &[Token], new: &[Token], seed: u64) {
    let trial = Trial::new(old, new, SPANS, seed);
    let asked: Vec<&Gloss> = trial.glosses.iter().collect();
    for with_old in [false, true] {
        let measured = anchor::measured(&trial.new, &asked, trial.baseline(with_old));
        for (measured, truth) in measured.into_iter().zip(&trial.truths) {
            let Some((hull, [row, together, around, ahead, distance])) = measured else { continue };
            let share = truth.share(&[hull]);
            let right = match truth.class {
                Class::Unchanged | Class::Edited => share >= 0.5,
                Class::Cut => share > 0.0,
                Class::Deleted => false,
            };
            let measures = [row, together, around, ahead, distance, 1.0].map(f64::from);
            examples.push(Example { measures, right });
        }
    }
}

/// How likely a place with these measures is the right one.
fn likelihood(measures: &[f64; SIZE], weights: &[f64; SIZE]) -> f64 {
    let odds: f64 = measures.iter().zip(weights).map(|(measure, weight)| measure * weight).sum();
    1.0 / (1.0 + (-odds).exp())
}

/// The weights under which what was seen is the likeliest, by Newton's method.
fn fit(examples: &[Example]) -> [f64; SIZE] {
    let mut weights = [0.0; SIZE];
    for _ in 0..PASSES {
        let mut gradient = weights.map(|weight| -PENALTY * weight);
        let mut curvature = [[0.0; SIZE]; SIZE];
        for (i, row) in curvature.iter_mut().enumerate() {
            row[i] = PENALTY;
        }
        for Example { measures, right } in examples {
            let likely = likelihood(measures, &weights);
            let astray = f64::from(u8::from(*right)) - likely;
            for i in 0..SIZE {
                gradient[i] += astray * measures[i];
                for j in 0..SIZE {
                    curvature[i][j] += likely * (1.0 - likely) * measures[i] * measures[j];
                }
            }
        }
        let step = solution(curvature, gradient);
        weights.iter_mut().zip(step).for_each(|(weight, step)| *weight += step);
    }
    weights
}

/// The x of `matrix` · x = `right`, by elimination; the matrix is positive definite, so that no pivot is nought.
fn solution(mut matrix: [[f64; SIZE]; SIZE], mut right: [f64; SIZE]) -> [f64; SIZE] {
    for i in 0..SIZE {
        let pivot = matrix[i];
        for j in i + 1..SIZE {
            let factor = matrix[j][i] / pivot[i];
            matrix[j].iter_mut().zip(pivot).for_each(|(cell, above)| *cell -= factor * above);
            right[j] -= factor * right[i];
        }
    }
    for i in (0..SIZE).rev() {
        let known: f64 = (i + 1..SIZE).map(|j| matrix[i][j] * right[j]).sum();
        right[i] = (right[i] - known) / matrix[i][i];
    }
    right
}

/// The mean of the negative logarithm of the likelihood of what was seen.
fn log_loss(examples: &[Example], weights: &[f64; SIZE]) -> f64 {
    let loss = |example: &Example| {
        let likely = likelihood(&example.measures, weights);
        -(if example.right { likely } else { 1.0 - likely }).max(1e-12).ln()
    };
    examples.iter().map(loss).sum::<f64>() / examples.len() as f64
}

/// Prints, for places of each score, how many there are and how many of them are right.
fn print_calibration(examples: &[Example], used: &[f64; SIZE], fitted: &[f64; SIZE]) {
    println!("\n| score | in use: places | right | fitted: places | right |\n|---|--:|--:|--:|--:|");
    for (from, to) in
        [(0.0, 0.05), (0.05, 0.2), (0.2, 0.5), (0.5, 0.85), (0.85, 0.95), (0.95, 0.99), (0.99, 1.01)]
    {
        let cells = [used, fitted].map(|weights| {
            let within: Vec<bool> = examples
                .iter()
                .filter(|example| (from..to).contains(&likelihood(&example.measures, weights)))
                .map(|example| example.right)
                .collect();
            let right = within.iter().filter(|right| **right).count();
            format!("{} | {:.3}", within.len(), right as f64 / within.len().max(1) as f64)
        });
        println!("| {from}–{} | {} |", f64::min(to, 1.0), cells.join(" | "));
    }
}
