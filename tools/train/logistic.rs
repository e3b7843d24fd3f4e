//! The learner of the linear models: logistic regression with a squared penalty, by dual coordinate descent.
//!
//! The algorithm is that of Yu, Huang and Lin, *Dual coordinate descent methods for logistic regression and maximum
//! entropy models* (2011), as in LIBLINEAR: it has no step size to choose and comes to the one optimum. The order of the
//! examples is shuffled by a generator of fixed seed, in one thread: the same data give the same bytes.

use glossator::suggest::linear::{Feature, Linear};

/// What is learnt from: the features of one text, and whether it is one of those looked for.
pub struct Example {
    /// Each feature's place in the table, with its value; a place may come twice.
    pub features: Vec<(usize, f32)>,
    /// Those of them that are common enough to be learnt from.
    pub common: Vec<(usize, f32)>,
    /// Whether it is one of those looked for.
    pub positive: bool,
    /// How much it counts, 1 as a rule.
    pub weight: f64,
}

impl Example {
    /// An example of weight 1 for a table of `count` weights.
    pub fn new(features: &[Feature], positive: bool, count: usize) -> Self {
        let features: Vec<_> = features.iter().map(|(hash, value)| (hash.place(count), *value)).collect();
        Self { common: features.clone(), features, positive, weight: 1.0 }
    }
}

/// A model as it is learnt, before its weights are made bytes.
pub struct Learnt {
    pub weights: Vec<f64>,
    pub bias: f64,
}

/// Passes over the examples; the figures don't change after fewer.
const PASSES: usize = 40;

/// Learns from `examples` with a table of `count` weights; the larger `cost`, the closer the fit.
///
/// The bias is a feature of value 1 and penalised as the others are.
pub fn learn(examples: &[&Example], count: usize, cost: f64) -> Learnt {
    let mut model = Learnt { weights: vec![0.0; count], bias: 0.0 };
    let squares: Vec<f64> = examples.iter().map(|example| square(example)).collect();
    // The dual variable of each example, between 0 and its cost, begins near 0.
    let mut duals: Vec<f64> = examples.iter().map(|example| 1e-3 * cost * example.weight).collect();
    for (example, &dual) in examples.iter().zip(&duals) {
        model.add(example, dual);
    }
    let mut order: Vec<usize> = (0..examples.len()).collect();
    let mut random = Random(1);
    for _ in 0..PASSES {
        random.shuffle(&mut order);
        for &i in &order {
            let example = examples[i];
            let sign = if example.positive { 1.0 } else { -1.0 };
            let margin = sign * model.margin(example);
            let dual = best_dual(duals[i], margin, squares[i], cost * example.weight);
            model.add(example, dual - duals[i]);
            duals[i] = dual;
        }
    }
    model
}

/// The squared length of the features, with the bias.
fn square(example: &Example) -> f64 {
    let mut features = example.common.clone();
    features.sort_by_key(|feature| feature.0);
    let groups = features.chunk_by(|a, b| a.0 == b.0);
    1.0 + groups.map(|group| group.iter().map(|f| f64::from(f.1)).sum::<f64>().powi(2)).sum::<f64>()
}

/// The value of a dual variable that is best while the others stay: Newton's method on the derivative
/// `ln(a / (c - a)) + margin + square (a - dual)`, kept between 0 and `c`.
fn best_dual(dual: f64, margin: f64, square: f64, c: f64) -> f64 {
    let (mut low, mut high) = (c * 1e-12, c * (1.0 - 1e-12));
    let mut a = dual.clamp(low, high);
    for _ in 0..50 {
        let slope = (a / (c - a)).ln() + margin + square * (a - dual);
        if slope > 0.0 {
            high = a;
        } else {
            low = a;
        }
        let step = slope / (c / (a * (c - a)) + square);
        // Before the step is taken: one too small to change `a` is on no side of it.
        if step.abs() < 1e-9 * c {
            break;
        }
        let next = a - step;
        // A step out of the bracket is replaced by a halving.
        a = if next > low && next < high { next } else { f64::midpoint(low, high) };
    }
    a
}

impl Learnt {
    /// The score of `example`.
    pub fn score(&self, example: &Example) -> f64 {
        self.bias
            + example.features.iter().map(|&(at, value)| self.weights[at] * f64::from(value)).sum::<f64>()
    }

    /// The model for features that are not scaled as those it was learnt from ([`weigh`]).
    #[must_use]
    pub fn scaled(mut self, scales: &[f64]) -> Self {
        for (weight, scale) in self.weights.iter_mut().zip(scales) {
            *weight *= scale;
        }
        self
    }

    /// The score of `example` by its common features.
    fn margin(&self, example: &Example) -> f64 {
        self.bias + example.common.iter().map(|&(at, value)| self.weights[at] * f64::from(value)).sum::<f64>()
    }

    /// Moves the weights by `dual` along the features of `example`, towards its side.
    fn add(&mut self, example: &Example, dual: f64) {
        let step = if example.positive { dual } else { -dual };
        self.bias += step;
        for &(at, value) in &example.common {
            self.weights[at] += step * f64::from(value);
        }
    }

    /// The model's file: weights in 127 steps each way, the largest cut (see [`CUT`]) so that the many
    /// small ones keep their places.
    pub fn file(&self, calibration: [f64; 2]) -> Vec<u8> {
        let used: Vec<f64> = self.weights.iter().copied().filter(|weight| *weight != 0.0).collect();
        let deviation =
            (used.iter().map(|weight| weight * weight).sum::<f64>() / used.len().max(1) as f64).sqrt();
        let largest = used.iter().fold(0.0_f64, |largest, weight| largest.max(weight.abs()));
        let scale = largest.min(CUT * deviation).max(1e-9) / 127.0;
        let weights: Vec<i8> =
            self.weights.iter().map(|weight| (weight / scale).round().clamp(-127.0, 127.0) as i8).collect();
        Linear::write(&weights, scale as f32, self.bias as f32, calibration.map(|number| number as f32))
    }
}

/// Weights farther from 0 than this many deviations are cut.
const CUT: f64 = 12.0;

/// Platt's calibration of `scores`: the slope and offset under which the known answers are likeliest, with his targets
/// that keep probabilities from 0 and 1; by Newton's method.
pub fn calibrate(scores: &[(f64, bool)]) -> [f64; 2] {
    let yes = scores.iter().filter(|score| score.1).count() as f64;
    let no = scores.len() as f64 - yes;
    let (high, low) = ((yes + 1.0) / (yes + 2.0), 1.0 / (no + 2.0));
    let [mut slope, mut offset] = [1.0, ((yes + 1.0) / (no + 1.0)).ln()];
    for _ in 0..100 {
        let (mut g, mut h) = ([0.0; 2], [1e-9, 0.0, 1e-9]);
        for &(score, positive) in scores {
            let p = 1.0 / (1.0 + (-(slope * score + offset)).exp());
            let error = p - if positive { high } else { low };
            let variance = p * (1.0 - p);
            g = [g[0] + error * score, g[1] + error];
            h = [h[0] + variance * score * score, h[1] + variance * score, h[2] + variance];
        }
        let determinant = h[0] * h[2] - h[1] * h[1];
        let step = [(h[2] * g[0] - h[1] * g[1]) / determinant, (h[0] * g[1] - h[1] * g[0]) / determinant];
        (slope, offset) = (slope - step[0], offset - step[1]);
        if step[0].abs() + step[1].abs() < 1e-10 {
            break;
        }
    }
    [slope, offset]
}

/// Scales each feature by its inverse document frequency: what few examples have tells more. The scales are returned,
/// a number a place; to be folded into the weights ([`Learnt::scaled`]).
pub fn weigh(examples: &mut [Example], count: usize) -> Vec<f64> {
    let mut having = vec![1.0; count];
    for example in &*examples {
        for &(at, _) in &example.common {
            having[at] += 1.0;
        }
    }
    let n = examples.len() as f64;
    let scales: Vec<f64> = having.iter().map(|having| (n / having).ln().max(0.0) / 5.0).collect();
    scale(examples, &scales);
    scales
}

/// Scales each feature by how much more often examples of one kind have it than the others: the logarithm of the ratio of its shares in
/// both, each with one more (Wang and Manning, *Baselines and Bigrams*, 2012). Features are counted in the examples of `counted` alone. The
/// scales are returned, a number a place, as by [`weigh`].
pub fn contrast(examples: &mut [Example], counted: impl Fn(usize) -> bool, count: usize) -> Vec<f64> {
    let mut having = [vec![1.0; count], vec![1.0; count]];
    for (_, example) in examples.iter().enumerate().filter(|(i, _)| counted(*i)) {
        let mut places: Vec<usize> = example.common.iter().map(|&(at, _)| at).collect();
        places.sort_unstable();
        places.dedup();
        for at in places {
            having[usize::from(example.positive)][at] += 1.0;
        }
    }
    let [no, yes] = having.each_ref().map(|having| having.iter().sum::<f64>());
    let scales: Vec<f64> = having[1]
        .iter()
        .zip(&having[0])
        .map(|(one, other)| ((one / yes) / (other / no)).ln().abs())
        .collect();
    scale(examples, &scales);
    scales
}

/// Scales each feature by the number at its place.
fn scale(examples: &mut [Example], scales: &[f64]) {
    for (at, value) in
        examples.iter_mut().flat_map(|example| example.features.iter_mut().chain(&mut example.common))
    {
        *value *= scales[*at] as f32;
    }
}

/// The score of every example by a model that was learnt without the examples of its fold; folds are numbered from 0.
pub fn cross_validate(examples: &[Example], folds: &[usize], count: usize, cost: f64) -> Vec<f64> {
    let mut scores = vec![0.0; examples.len()];
    for fold in 0..=folds.iter().copied().max().unwrap_or_default() {
        let others: Vec<&Example> = examples
            .iter()
            .zip(folds)
            .filter(|(_, other)| **other != fold)
            .map(|(example, _)| example)
            .collect();
        let model = learn(&others, count, cost);
        for (i, example) in examples.iter().enumerate().filter(|(i, _)| folds[*i] == fold) {
            scores[i] = model.score(example);
        }
    }
    scores
}

/// `count` folds of `n` examples, drawn by `seed`.
pub fn random_folds(n: usize, count: usize, seed: u64) -> Vec<usize> {
    let mut folds: Vec<usize> = (0..n).map(|i| i % count).collect();
    Random(seed).shuffle(&mut folds);
    folds
}

/// A small generator of pseudo-random numbers: `SplitMix64` (Steele, Lea, Flood 2014).
struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// Fisher and Yates's shuffle.
    fn shuffle<T>(&mut self, items: &mut [T]) {
        for i in (1..items.len()).rev() {
            let j = (u128::from(self.next()) * (i as u128 + 1)) >> 64;
            items.swap(i, j as usize);
        }
    }
}
