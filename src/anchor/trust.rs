//! How far a place can be trusted, from what tells for it.
//!
//! A logistic function of a few measures of how a span and what stood around it agree with a place. Its weights were
//! fitted by logistic regression to 420,000 places that were found for spans, with the old text or without: in
//! documentation that people have edited, each text in several versions, where a way of comparing them that shares
//! nothing with this one told what became of a span, and in prose edited by script. `tools/fit_trust.rs` fits them again.

use std::ops::Range;

use super::{
    align::rows,
    map::{Mapped, Window},
};

/// What each measure adds to the logarithm of the odds, in the order of [`Evidence::measures`]; they start from [`START`].
pub const WEIGHTS: [f32; 5] = [1.42, 1.83, 3.40, 1.07, -0.40];
pub const START: f32 = -10.28;

/// How many words on either side of a span are asked.
pub const BESIDE: usize = 12;

/// By more than this, in bits, no place is ahead of the next one.
const FAR_AHEAD: f32 = 60.0;

/// A place that is no farther than this from where it is expected, in bits, is where it is expected.
const NEAR: f32 = 5.0;

/// What is told of the surroundings by a span that has none.
const UNKNOWN: f32 = 0.5;

/// What tells for a place.
#[derive(Clone, Copy, Debug)]
pub struct Evidence {
    /// What the words tell that stand there in a row as they did, with some of the span among them: how many times they
    /// could name a place in the whole text.
    row: f32,
    /// The longest row of the span's own words, as a share of all of them.
    together: f32,
    /// What the words around it tell that are still around it, as a share of what all of those tell.
    around: f32,
    /// By how much it is better than the next place, in bits.
    pub ahead: f32,
    /// What it takes to say how far it is from where it is expected, in bits.
    distance: f32,
}

impl Evidence {
    /// What tells for it, as the only place in question, that the words `inside` of a window became `mapped`; `whole` names
    /// a place in the text, in bits.
    pub fn new(window: Window<'_>, inside: &Range<usize>, mapped: &Mapped, whole: f32) -> Self {
        let hull = mapped.hull();
        let stands = |place: &Range<usize>, i: usize| {
            window.hits[i].is_some_and(|hit| place.contains(&(hit.to as usize)))
        };
        let (mut row, mut together) = (0.0_f32, 0);
        for own in rows(window.hits) {
            let shared = own.start.max(inside.start)..own.end.min(inside.end);
            if !shared.is_empty() && stands(&hull, shared.start) {
                row = row.max(window.bits[own].iter().sum());
                together = together.max(shared.len());
            }
        }
        let near = hull.start.saturating_sub(BESIDE)..hull.end + BESIDE;
        let (mut there, mut all) = (0.0, 0.0);
        for i in (0..inside.start).chain(inside.end..window.hits.len()) {
            all += window.bits[i];
            there += if stands(&near, i) { window.bits[i] } else { 0.0 };
        }
        let around = if all > 0.0 { there / all } else { UNKNOWN };
        Self::of(row / whole, together as f32 / inside.len() as f32, around)
    }

    /// What tells for a place by its measures.
    pub fn of(row: f32, together: f32, around: f32) -> Self {
        Self { row, together, around, ahead: f32::INFINITY, distance: 0.0 }
    }

    /// The same, beside another place that is `ahead` bits worse, and so far from where it is expected.
    pub fn beside(self, ahead: f32, distance: f32) -> Self {
        Self { ahead, distance, ..self }
    }

    /// Whether all of what stood around it is there.
    pub fn is_surrounded(self) -> bool {
        self.around >= 1.0
    }

    /// What is weighed: the row of words, the share of the span in a row, the surroundings, the lead over the next place,
    /// the distance.
    pub fn measures(self) -> [f32; 5] {
        let log = |measure: f32| (1.0 + measure).log2();
        [
            log(self.row),
            self.together,
            self.around,
            log(self.ahead.clamp(0.0, FAR_AHEAD)),
            (self.distance - NEAR).max(0.0),
        ]
    }

    /// How likely the place is the right one, from 0 to 1.
    pub fn trust(self) -> f32 {
        let weighed = WEIGHTS.iter().zip(self.measures());
        let odds = weighed.fold(START, |odds, (weight, measure)| odds + weight * measure);
        1.0 / (1.0 + (-odds).exp())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::anchor::align::Hit;

    /// A place for which nothing is wanting.
    fn best() -> Evidence {
        Evidence::of(20.0, 1.0, 1.0)
    }

    #[test]
    fn more_evidence_is_more_trust() {
        let trust = |row, together, around, ahead, distance| {
            Evidence::of(row, together, around).beside(ahead, distance).trust()
        };
        assert!(best().trust() > 0.99);
        assert!(trust(5.0, 1.0, 0.5, 20.0, 8.0) < trust(6.0, 1.0, 0.5, 20.0, 8.0));
        assert!(trust(5.0, 0.9, 0.5, 20.0, 8.0) < trust(5.0, 1.0, 0.5, 20.0, 8.0));
        assert!(trust(5.0, 1.0, 0.4, 20.0, 8.0) < trust(5.0, 1.0, 0.5, 20.0, 8.0));
        assert!(trust(5.0, 1.0, 0.5, 10.0, 8.0) < trust(5.0, 1.0, 0.5, 20.0, 8.0));
        assert!(trust(5.0, 1.0, 0.5, 20.0, 9.0) < trust(5.0, 1.0, 0.5, 20.0, 8.0));
    }

    #[test]
    fn a_likelihood_is_one_whatever_is_measured() {
        for measure in [0.0, 0.5, 1.0, 1e6] {
            for ahead in [-1.0, 0.0, f32::INFINITY] {
                let trust = Evidence::of(measure, 0.0, 1.0).beside(ahead, measure).trust();
                assert!((0.0..=1.0).contains(&trust), "{measure} {ahead}: {trust}");
            }
        }
    }

    #[test]
    fn what_stands_elsewhere_tells_nothing() {
        let evidence = |hits: &str, inside: Range<usize>, place: Range<usize>| {
            let hits: Vec<Option<Hit>> =
                hits.chars().map(|c| Some(Hit { to: c.to_digit(36)?, equal: true })).collect();
            let bits = vec![4.0; hits.len()];
            let mapped = Mapped { pieces: vec![place], kept: 1.0, strange: 0, whole: false };
            let window = Window { hits: &hits, keys: &vec![1; hits.len()], bits: &bits };
            let Evidence { row, together, around, .. } = Evidence::new(window, &inside, &mapped, 8.0);
            (row, together, around)
        };
        assert_eq!(evidence("012345", 2..4, 2..4), (3.0, 1.0, 1.0));
        assert_eq!(evidence("01.345", 2..4, 3..4), (1.5, 0.5, 1.0));
        // Four words of it stand with others far away, two of them here.
        assert_eq!(evidence("uvwx01", 0..6, 0..2), (1.0, 2.0 / 6.0, UNKNOWN));
    }
}
