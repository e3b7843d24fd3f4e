//! How far a place can be trusted, from what tells for it.
//!
//! A logistic function of a few measures of how a span and what stood around it agree with a place. Its weights were
//! fitted by logistic regression to 330,000 spans: in documentation that people have edited, each text in several
//! versions, where a way of comparing them that shares nothing with this one told what became of a span, and in prose
//! edited by script.

use std::ops::Range;

use super::{
    carry::{Image, Stretch},
    weed::runs,
};

/// How many words around a span are asked.
pub const CONTEXT: usize = 12;

/// By more than this, in bits, no place is ahead of the next one.
const AHEAD: f32 = 60.0;

/// A place that is no farther than this from where it is expected, in bits, is where it is expected.
const NEAR: f32 = 5.0;

/// What tells for a place.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Evidence {
    /// What the words tell that stand in a row as they did, with some of the span among them: how many times they could
    /// name a place in the whole text.
    row: f32,
    /// The longest row of the span's own words, as a share of all of them.
    together: f32,
    /// What the words around it tell that are still around it, as a share of what all of those tell.
    around: f32,
}

impl Evidence {
    /// What tells for it that the words `inside` of a stretch became `image`; `whole` names a place in the text, in bits.
    pub fn new(stretch: Stretch<'_>, inside: &Range<usize>, image: &Image, whole: f32) -> Self {
        let tells = |words: &mut dyn Iterator<Item = usize>| words.map(|i| stretch.bits[i]).sum::<f32>();
        let shared = |row: &Range<usize>| row.end.min(inside.end).saturating_sub(row.start.max(inside.start));
        let mut rows = runs(stretch.hits);
        rows.retain(|row| shared(row) > 0);
        let hull = image.hull();
        let near = hull.start.saturating_sub(CONTEXT)..hull.end + CONTEXT;
        let stays = |i: &usize| stretch.hits[*i].is_some_and(|hit| near.contains(&(hit.to as usize)));
        let outside = || (0..inside.start).chain(inside.end..stretch.hits.len());
        let all = tells(&mut outside());
        Self {
            row: rows.iter().map(|row| tells(&mut row.clone())).fold(0.0, f32::max) / whole,
            together: rows.iter().map(shared).max().unwrap_or(0) as f32 / inside.len().max(1) as f32,
            around: tells(&mut outside().filter(stays)) / all.max(1.0),
        }
    }

    /// How likely the place is the right one, from 0 to 1. It is better by `ahead` bits than the next one, and it takes
    /// `distance` bits to say how far it is from where those beside it are.
    pub fn trust(self, ahead: f32, distance: f32) -> f32 {
        let log = |measure: f32| (1.0 + measure.max(0.0)).log2();
        let sum =
            1.42 * log(self.row) + 1.83 * self.together + 3.40 * self.around + 1.07 * log(ahead.min(AHEAD))
                - 0.40 * (distance - NEAR).max(0.0)
                - 10.28;
        1.0 / (1.0 + (-sum).exp())
    }
}
