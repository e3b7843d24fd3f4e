//! What was measured of the places of glosses, for the program that fits the weights of `trust`.

use super::{
    baseline::Baseline,
    solve,
    target::Target,
    trust::{START, WEIGHTS},
};
use crate::{
    gloss::Gloss,
    text::{Span, Text},
};

/// The place that was judged for the first span of each of `glosses`, from its first byte to its last, and its measures;
/// none where no place came into question.
pub fn measured(text: &Text, glosses: &[&Gloss], baseline: Baseline<'_>) -> Vec<Option<(Span, [f32; 5])>> {
    let Some(target) = Target::new(text) else { return vec![None; glosses.len()] };
    let decisions = solve::decisions(&target, glosses, baseline);
    let judged = decisions.iter().map(|decisions| decisions.first()?.judged);
    judged.map(|judged| judged.map(|(hull, evidence)| (hull, evidence.measures()))).collect()
}

/// The weights of the measures, and last where the odds start from.
pub fn weights() -> [f32; 6] {
    let [row, together, around, ahead, distance] = WEIGHTS;
    [row, together, around, ahead, distance, START]
}
