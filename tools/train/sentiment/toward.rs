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

const FOLDS: usize = 5;

/// Learns, measures and writes.
pub fn train(folder: &Path) {
    let rows = targeted(folder, "newsmtsc_train.jsonl");
    let texts: Vec<Vec<Feature>> = rows.iter().map(found).collect();
    let common = common(texts.iter().map(Vec::as_slice));
    let folds = folds(&rows);
    let names = [(-1, "negative"), (0, "neutral"), (1, "positive")];
    let mut files = Vec::new();
    let mut unseen = Vec::new();
    for (polarity, name) in names {
        let examples = || -> Vec<Example> {
            texts.iter().zip(&rows).map(|(text, row)| example(text, row.y == polarity, &common)).collect()
        };
        unseen.push(cross_validated(examples, &folds));
        let mut all = examples();
        let scales = contrast(&mut all, |_| true, COUNT);
        let model = learn(&all.iter().collect::<Vec<_>>(), COUNT, COST).scaled(&scales);
        let file = model.file([1.0, 0.0]);
        fs::write(format!("assets/en/toward_{name}.bin"), &file).expect("written");
        files.push(file);
    }
    let models = [0, 1, 2].map(|i: usize| Linear::read(&files[i]).expect("a table"));
    let best = |scores: [f64; 3]| {
        let best = scores.iter().zip(names).max_by(|a, b| a.0.total_cmp(b.0));
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
fn folds(rows: &[Targeted]) -> Vec<usize> {
    let mut sentences: Vec<&str> = rows.iter().map(|row| &*row.s).collect();
    sentences.sort_unstable();
    sentences.dedup();
    let folds = random_folds(sentences.len(), FOLDS, 7);
    rows.iter().map(|row| folds[sentences.binary_search(&&*row.s).expect("a sentence")]).collect()
}
