//! The measures of the places of glosses, for `tools/fit_trust.rs`, which fits the weights of `trust`.

use super::{
    baseline::Baseline,
    new_text::NewText,
    solve,
    trust::{INTERCEPT, WEIGHTS},
};
use crate::{
    gloss::Gloss,
    text::{Span, Text},
};

/// The place that was judged for the first span of each of `glosses`, from its first byte to its last, with its five measures.
/// `None` if there was no candidate.
pub fn measured(text: &Text, glosses: &[&Gloss], baseline: Baseline<'_>) -> Vec<Option<(Span, [f32; 5])>> {
    let Some(new_text) = NewText::new(text) else { return vec![None; glosses.len()] };
    let decisions = solve::decisions(&new_text, glosses, baseline);
    let judged = decisions.iter().map(|decisions| decisions.first()?.judged);
    judged.map(|judged| judged.map(|(hull, evidence)| (hull, evidence.measures()))).collect()
}

/// The weights of the five measures, followed by the constant term.
pub fn weights() -> [f32; 6] {
    let [run, together, around, ahead, distance] = WEIGHTS;
    [run, together, around, ahead, distance, INTERCEPT]
}
