//! Learns the polarity toward a target: one model for each polarity against the other two.

use std::{collections::HashSet, fs, path::Path};

use glossator::{
    suggest::{
        linear::{Feature, Hash, Linear},
        sentiment::target::features,
    },
    text::CodePoints,
};

use super::logistic::{Example, contrast, learn, random_folds};
use super::measure::macro_f;
use super::rows::{Targeted, common, targeted};

/// How many weights each table has: four times as many as make it small, since with fewer places features that say different things fall
/// together (macro F .690 in the folds with a quarter).
const COUNT: usize = 256 * 1024;

/// How closely the data are fitted.
const COST: f64 = 10.0;

pub const FOLDS: usize = 5;

/// The polarities with the names of their files.
const POLARITIES: [(i8, &str); 3] = [(-1, "negative"), (0, "neutral"), (1, "positive")];

/// Learns from `rows`, measures and writes.
pub fn train(folder: &Path, rows: &[Targeted]) {
    let texts: Vec<Vec<Feature>> = rows.iter().map(found).collect();
    let common = common(texts.iter().map(Vec::as_slice));
    let folds = folds(rows);
    let unseen = POLARITIES.map(|(polarity, _)| {
        let examples = || -> Vec<Example> {
            texts.iter().zip(rows).map(|(text, row)| example(text, row.y == polarity, &common)).collect()
        };
        cross_validated(examples, &folds)
    });
    let files = tables(rows, |_| true);
    for ((_, name), file) in POLARITIES.iter().zip(&files) {
        fs::write(format!("assets/en/toward_{name}.bin"), file).expect("written");
    }
    let models = files.each_ref().map(|file| Linear::read(file).expect("a table"));
    let best = |scores: [f64; 3]| {
        let best = scores.iter().zip(POLARITIES).max_by(|a, b| a.0.total_cmp(b.0));
        best.map_or(0, |(_, (polarity, _))| polarity)
    };
    let pairs = (0..rows.len()).map(|i| (rows[i].y, best([0, 1, 2].map(|model: usize| unseen[model][i]))));
    let f = macro_f(&pairs.collect::<Vec<_>>());
    println!("toward, {FOLDS} folds of sentences: macro F {f:.4}");
    for name in ["newsmtsc_mt_dev.jsonl", "newsmtsc_rw_dev.jsonl"] {
        let pairs = targeted(folder, name).into_iter().map(|row| {
            let found = found(&row);
            (row.y, best(models.map(|model| f64::from(model.score(&found)))))
        });
        println!("toward, {name}: macro F {:.4}", macro_f(&pairs.collect::<Vec<_>>()));
    }
}

/// The files of the three polarities, learnt from those of `rows` whose numbers `keep` takes.
pub fn tables(rows: &[Targeted], keep: impl Fn(usize) -> bool) -> [Vec<u8>; 3] {
    let kept: Vec<&Targeted> = (0..).zip(rows).filter(|(i, _)| keep(*i)).map(|(_, row)| row).collect();
    let texts: Vec<Vec<Feature>> = kept.iter().map(|row| found(row)).collect();
    let common = common(texts.iter().map(Vec::as_slice));
    POLARITIES.map(|(polarity, _)| {
        let pairs = texts.iter().zip(&kept);
        let mut examples: Vec<Example> =
            pairs.map(|(text, row)| example(text, row.y == polarity, &common)).collect();
        let scales = contrast(&mut examples, |_| true, COUNT);
        learn(&examples.iter().collect::<Vec<_>>(), COUNT, COST).scaled(&scales).file([1.0, 0.0])
    })
}

/// The score of every example by a model, and by scales of the features, that were learnt without the examples of its fold.
fn cross_validated(examples: impl Fn() -> Vec<Example>, folds: &[usize]) -> Vec<f64> {
    let mut scores = vec![0.0; folds.len()];
    for fold in 0..FOLDS {
        let mut examples = examples();
        contrast(&mut examples, |i| folds[i] != fold, COUNT);
        let others: Vec<&Example> = (0..)
            .zip(&examples)
            .filter(|(i, _): &(usize, _)| folds[*i] != fold)
            .map(|(_, other)| other)
            .collect();
        let model = learn(&others, COUNT, COST);
        for (i, example) in examples.iter().enumerate().filter(|(i, _)| folds[*i] == fold) {
            scores[i] = model.score(example);
        }
    }
    scores
}

/// Learnt from what is common, judged by all there is.
fn example(text: &[Feature], positive: bool, common: &HashSet<Hash>) -> Example {
    let mut example = Example::new(text, positive, COUNT);
    let kept = text.iter().filter(|(hash, _)| common.contains(hash));
    example.common = kept.map(|(hash, value)| (hash.place(COUNT), *value)).collect();
    example
}

fn found(row: &Targeted) -> Vec<Feature> {
    let target = CodePoints::new(&row.s).span(row.a, row.b).expect("a target in the sentence");
    let mut found = Vec::new();
    features(&row.s, target, &mut found);
    found
}

/// Folds in which a sentence with several targets is not divided.
pub fn folds(rows: &[Targeted]) -> Vec<usize> {
    let mut sentences: Vec<&str> = rows.iter().map(|row| &*row.s).collect();
    sentences.sort_unstable();
    sentences.dedup();
    let folds = random_folds(sentences.len(), FOLDS, 7);
    rows.iter().map(|row| folds[sentences.binary_search(&&*row.s).expect("a sentence")]).collect()
}
