//! Learns the two sides of the tone of prose.
//!
//! What is wanted is the tone of newspaper prose. Reviews and news sentences help, but speak otherwise: so every feature
//! of an editorial stands twice, once as all have it and once as editorials have it (Daumé 2007, *Frustratingly easy
//! domain adaptation*). In the table both weights are one.

use std::{
    collections::{BTreeMap, HashSet},
    fs,
    path::Path,
};

use glossator::suggest::{
    linear::{Feature, Hash, Linear},
    sentiment::valence::{SOUNDS, Tone, features},
};

use super::logistic::{Example, Learnt, calibrate, learn, random_folds};
use super::measure::{correlation, macro_f, sign};
use super::rows::{common, rated, targeted};

/// How many weights each table has.
const COUNT: usize = 96 * 1024;

/// How closely the data are fitted.
const COST: f64 = 2.0;

/// How sharply a mean rating becomes a class: half a point counts as undecided, a whole point as 95 to 5.
const SHARPNESS: f64 = 6.0;

/// A mean rating of this much is a class.
pub const RATED: f64 = 0.5;

pub const FOLDS: usize = 10;

/// Where a text comes from.
#[derive(Clone, Copy, PartialEq)]
pub enum Domain {
    Editorial,
    Review,
    News,
}

/// A text as it is read.
pub struct Row {
    pub text: String,
    found: Vec<Feature>,
    pub rating: f64,
    pub domain: Domain,
    /// The fold of an editorial's article.
    pub fold: usize,
}

impl Row {
    fn new(text: &str, rating: f64, domain: Domain, fold: usize) -> Self {
        let mut found = Vec::new();
        features(text, &mut found);
        Self { text: text.to_owned(), found, rating, domain, fold }
    }
}

struct Text {
    /// The features' places, and those of the common features.
    places: Vec<(usize, f32)>,
    common: Vec<(usize, f32)>,
    rating: f64,
    domain: Domain,
    /// Editorials only.
    fold: usize,
}

impl Text {
    fn new(row: &Row, common: &HashSet<Hash>) -> Self {
        let Row { ref found, rating, domain, fold, .. } = *row;
        let kept: Vec<Feature> = found.iter().filter(|(hash, _)| common.contains(hash)).copied().collect();
        Self { places: places(found, domain), common: places(&kept, domain), rating, domain, fold }
    }

    /// The text as an example that its rating speaks for, and one that it speaks against.
    fn examples(&self, side: f64) -> [Example; 2] {
        let likely = 1.0 / (1.0 + (-SHARPNESS * (side * self.rating - RATED)).exp());
        let weight = if self.domain == Domain::Review { 0.5 } else { 1.0 };
        [(true, likely), (false, 1.0 - likely)].map(|(positive, share)| Example {
            features: self.places.clone(),
            common: self.common.clone(),
            positive,
            weight: weight * share,
        })
    }
}

/// The places of `found`: those that all share, then those of the domain. Reviews and news have of their own only the
/// sounds, and each domain has its own bias.
fn places(found: &[Feature], domain: Domain) -> Vec<(usize, f32)> {
    let all: Vec<(usize, f32)> = found.iter().map(|feature| (feature.0.place(COUNT), feature.1)).collect();
    let own = if domain == Domain::Editorial { 0 } else { all.len() - SOUNDS };
    let block = (1 + domain as usize) * COUNT;
    let own: Vec<(usize, f32)> = all[own..].iter().map(|(at, value)| (block + at, *value)).collect();
    let bias = [(BIASES + domain as usize, 1.0)];
    all.into_iter().chain(own).chain(bias).collect()
}

/// The first of the domains' biases.
const BIASES: usize = 4 * COUNT;

/// How many places there are while learning.
const PLACES: usize = BIASES + 3;

/// Learns from `rows`, measures and writes. Platt's calibrations of the negative and the positive side are returned.
pub fn train(rows: &[Row]) -> [[f64; 2]; 2] {
    let common = common(rows.iter().map(|row| row.found.as_slice()));
    let texts: Vec<Text> = rows.iter().map(|row| Text::new(row, &common)).collect();
    let editorials: Vec<&Text> = texts.iter().filter(|text| text.domain == Domain::Editorial).collect();
    let mut chances = Vec::new();
    let calibrations = [-1.0, 1.0].map(|side| {
        let scores = cross_validated(&texts, &editorials, side);
        let known: Vec<(f64, bool)> = scores
            .iter()
            .zip(&editorials)
            .map(|(score, text)| (*score, side * text.rating >= RATED))
            .collect();
        let [slope, offset] = calibrate(&known);
        let chance = |score: &f64| 1.0 / (1.0 + (-(slope * score + offset)).exp());
        chances.push(scores.iter().map(chance).collect::<Vec<f64>>());
        [slope, offset]
    });
    let tones = chances[0].iter().zip(&chances[1]);
    let tones: Vec<Tone> =
        tones.map(|(negative, positive)| Tone { positive: *positive, negative: *negative }).collect();
    report(&tones, &editorials);
    let files = tables(rows, |_| true, calibrations);
    for (name, file) in ["negative", "positive"].iter().zip(&files) {
        fs::write(format!("assets/en/valence_{name}.bin"), file).expect("written");
    }
    let [negative, positive] = files.each_ref().map(|file| Linear::read(file).expect("a table"));
    let shipped: Vec<Tone> = rows
        .iter()
        .filter(|row| row.domain == Domain::Editorial)
        .map(|row| Tone {
            positive: f64::from(positive.probability(&row.found)),
            negative: f64::from(negative.probability(&row.found)),
        })
        .collect();
    println!(
        "valence, the written tables on what they were learnt from: {}",
        figures(&pairs(&shipped, &editorials))
    );
    calibrations
}

/// The files of the negative and the positive side, learnt from those of `rows` that `keep` takes.
pub fn tables(rows: &[Row], keep: impl Fn(&Row) -> bool, calibrations: [[f64; 2]; 2]) -> [Vec<u8>; 2] {
    let kept: Vec<&Row> = rows.iter().filter(|row| keep(row)).collect();
    let common = common(kept.iter().map(|row| row.found.as_slice()));
    let texts: Vec<Text> = kept.iter().map(|row| Text::new(row, &common)).collect();
    [(-1.0, calibrations[0]), (1.0, calibrations[1])].map(|(side, calibration)| {
        let examples: Vec<Example> = texts.iter().flat_map(|text| text.examples(side)).collect();
        folded(&learn(&examples.iter().collect::<Vec<_>>(), PLACES, COST)).file(calibration)
    })
}

/// The texts of all domains.
pub fn rows(folder: &Path) -> Vec<Row> {
    let editorials = rated(folder, "vader_nyt.json");
    let article = |name: &str| name.split('_').next().unwrap_or_default().to_owned();
    let mut articles: Vec<String> = editorials.iter().map(|row| article(&row.0)).collect();
    articles.sort_unstable();
    articles.dedup();
    let folds = random_folds(articles.len(), FOLDS, 7);
    let fold = |name: &str| folds[articles.binary_search(&article(name)).expect("an article")];
    let mut texts: Vec<Row> =
        editorials.iter().map(|row| Row::new(&row.2, row.1, Domain::Editorial, fold(&row.0))).collect();
    // Reviews are rated about twice as strongly as editorials.
    let reviews = rated(folder, "vader_movies.json");
    texts.extend(reviews.iter().map(|row| Row::new(&row.2, row.1 / 2.0, Domain::Review, 0)));
    // A news sentence is as good as it is toward its targets.
    let rows = targeted(folder, "newsmtsc_train.jsonl");
    let mut news: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
    for row in &rows {
        news.entry(&row.s).or_default().push(f64::from(row.y));
    }
    let mean = |ys: &[f64]| 0.9 * ys.iter().sum::<f64>() / ys.len() as f64;
    texts.extend(news.iter().map(|(text, ys)| Row::new(text, mean(ys), Domain::News, 0)));
    texts
}

/// The score of each editorial by a model that has seen no sentence of its article.
fn cross_validated(texts: &[Text], editorials: &[&Text], side: f64) -> Vec<f64> {
    let mut scores = vec![0.0; editorials.len()];
    for fold in 0..FOLDS {
        let seen = |text: &&Text| text.domain != Domain::Editorial || text.fold != fold;
        let examples: Vec<Example> = texts.iter().filter(seen).flat_map(|text| text.examples(side)).collect();
        let model = learn(&examples.iter().collect::<Vec<_>>(), PLACES, COST);
        for (score, text) in scores.iter_mut().zip(editorials).filter(|(_, text)| text.fold == fold) {
            *score = model.score(&text.examples(side)[0]);
        }
    }
    scores
}

/// The model for editorials: what all share and what is theirs in one weight.
fn folded(model: &Learnt) -> Learnt {
    let (all, rest) = model.weights.split_at(COUNT);
    let weights = all.iter().zip(rest).map(|(all, own)| all + own).collect();
    Learnt { weights, bias: model.bias + model.weights[BIASES] }
}

/// Ratings with valences.
fn pairs(tones: &[Tone], editorials: &[&Text]) -> Vec<(f64, f64)> {
    editorials.iter().zip(tones).map(|(text, tone)| (text.rating, tone.valence())).collect()
}

/// The classes of a rating and a valence.
fn classes((rating, valence): &(f64, f64)) -> (i8, i8) {
    (sign(*rating, RATED), sign(*valence, 0.05))
}

fn figures(pairs: &[(f64, f64)]) -> String {
    let classes: Vec<(i8, i8)> = pairs.iter().map(classes).collect();
    format!("r {:.4}, macro F {:.4}", correlation(pairs), macro_f(&classes))
}

/// Prints the figures, and how the probability stands to how many are right and how strongly they are rated.
fn report(tones: &[Tone], editorials: &[&Text]) {
    let pairs = pairs(tones, editorials);
    println!("valence, {FOLDS} folds of articles: {}", figures(&pairs));
    for low in [0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9] {
        let sure = |tone: &Tone| tone.positive.max(tone.negative);
        let here: Vec<usize> =
            (0..tones.len()).filter(|&i| (low..low + 0.1).contains(&sure(&tones[i]))).collect();
        let count = here.len().max(1) as f64;
        let right =
            here.iter().filter(|&&i| classes(&pairs[i]).0 == sign(pairs[i].1, 0.0)).count() as f64 / count;
        let size = here.iter().map(|&i| pairs[i].0.abs()).sum::<f64>() / count;
        println!("  surer than {low}: {count} sentences, {right:.2} rightly, mean rating {size:.2}");
    }
}
