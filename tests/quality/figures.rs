//! The figures by which predictions are measured.

use std::collections::BTreeSet;

/// How many predictions were right, wrong and missing.
#[derive(Clone, Copy, Debug, Default)]
pub struct Counts {
    /// Predicted, and so in the data.
    pub hits: usize,
    /// Predicted, but not so in the data.
    pub false_alarms: usize,
    /// In the data, but not predicted.
    pub misses: usize,
}

impl Counts {
    /// Counts one more answer of yes or no.
    pub fn add(&mut self, predicted: bool, expected: bool) {
        match (predicted, expected) {
            (true, true) => self.hits += 1,
            (true, false) => self.false_alarms += 1,
            (false, true) => self.misses += 1,
            (false, false) => {}
        }
    }

    /// F1, the harmonic mean of precision and recall.
    pub fn f1(self) -> f64 {
        let all = 2 * self.hits + self.false_alarms + self.misses;
        if all == 0 { 0.0 } else { 2.0 * self.hits as f64 / all as f64 }
    }
}

/// The mean of the F1 of every class, each counting the same.
///
/// `answers` are pairs of what was predicted and what was expected.
pub fn macro_f1(answers: &[(&str, &str)]) -> f64 {
    let classes: BTreeSet<&str> = answers.iter().map(|(_, expected)| *expected).collect();
    let of_class = |class: &&str| {
        let mut counts = Counts::default();
        for (said, expected) in answers {
            counts.add(said == class, expected == class);
        }
        counts.f1()
    };
    classes.iter().map(of_class).sum::<f64>() / classes.len() as f64
}

/// The precision at each relevant example, averaged, when the examples are ranked by their scores.
pub fn average_precision(scores: &[(f64, bool)]) -> f64 {
    let mut ranked = scores.to_vec();
    ranked.sort_by(|one, other| other.0.total_cmp(&one.0));
    let (mut hits, mut sum) = (0, 0.0);
    for (rank, (_, relevant)) in ranked.iter().enumerate() {
        if *relevant {
            hits += 1;
            sum += f64::from(hits) / (rank + 1) as f64;
        }
    }
    sum / f64::from(hits.max(1))
}

/// The share of `right` answers.
pub fn share(right: impl IntoIterator<Item = bool>) -> f64 {
    let (mut all, mut count) = (0, 0);
    for right in right {
        all += 1;
        count += i32::from(right);
    }
    f64::from(count) / f64::from(all.max(1))
}
