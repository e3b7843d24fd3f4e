//! Trust: the likelihood that a place is the right one, computed from five measures of the evidence.
//!
//! It is a logistic function of how well a span and its context agree with the place. Its weights were fitted by logistic
//! regression to 420,000 places that were found for spans, with the old text or without. They come from documentation that
//! people have edited, each text in several versions, where another method of comparison told where each span had gone; and
//! from prose that was edited by script. `tools/fit_trust.rs` fits them again.

use std::ops::Range;

use super::{
    align,
    map::{Mapped, Window},
    surroundings::Surroundings,
};

/// The weight of each measure in the logarithm of the odds, in the order of [`PlaceEvidence::measures`]. Fitted by
/// `tools/fit_trust.rs`.
pub const WEIGHTS: [f32; 5] = [1.42, 1.83, 3.40, 1.07, -0.40];

/// The logarithm of the odds if all measures are 0. Fitted by `tools/fit_trust.rs`.
pub const INTERCEPT: f32 = -10.28;

/// How many words on each side of a span are its context, at most. Chosen by hand.
pub const MAX_CONTEXT_WORDS: usize = 12;

/// How many words may have been put in between a span and what stood beside it: about two sentences. Chosen by hand.
const MAX_INSERTED_WORDS: usize = 24;

/// The largest lead over the next place, in bits, that counts; a place without rivals has this one. Chosen by hand.
const MAX_LEAD_BITS: f32 = 60.0;

/// The largest distance from the expected place, in bits, that does not count against a place: 31 code points. Chosen by hand.
pub const MAX_NEAR_BITS: f32 = 5.0;

/// The share of kept context that is assumed for a span without any context. Chosen by hand: half-way.
const UNKNOWN_CONTEXT_SHARE: f32 = 0.5;

/// The evidence for a place.
#[derive(Clone, Copy, Debug)]
pub struct PlaceEvidence {
    /// The information of the longest run of words that still stand there in a run, of the span and its context: as a multiple of
    /// what names one place in the whole text.
    run: f32,
    /// The longest run of the span's own words, as a share of all of them.
    together: f32,
    /// The information of the context words that still stand around it, as a share of the whole context's.
    around: f32,
    /// What of the words beside it stands there.
    pub surroundings: Surroundings,
    /// The lead over the next place, in bits; infinite if there is no other.
    pub ahead: f32,
    /// The information that names the distance from the expected place, in bits: log2(1 + code points).
    distance: f32,
}

impl PlaceEvidence {
    /// The evidence that the words `inside` of a window stand at `mapped`, as if there were no other place. `whole` is the
    /// information that names a place in the text, in bits.
    pub fn new(window: Window<'_>, inside: &Range<usize>, mapped: &Mapped, whole: f32) -> Self {
        let hull = mapped.hull();
        let stands = |place: &Range<usize>, i: usize| {
            window.matches[i].is_some_and(|matched| place.contains(&(matched.to as usize)))
        };
        let (mut run, mut together) = (0.0_f32, 0);
        for own in align::runs(window.matches) {
            let shared = own.start.max(inside.start)..own.end.min(inside.end);
            if !shared.is_empty() && stands(&hull, shared.start) {
                run = run.max(window.bits[own].iter().sum());
                together = together.max(shared.len());
            }
        }
        let near = hull.start.saturating_sub(MAX_CONTEXT_WORDS)..hull.end + MAX_CONTEXT_WORDS;
        let (mut there, mut all) = (0.0, 0.0);
        for i in (0..inside.start).chain(inside.end..window.matches.len()) {
            all += window.bits[i];
            there += if stands(&near, i) { window.bits[i] } else { 0.0 };
        }
        let around = if all > 0.0 { there / all } else { UNKNOWN_CONTEXT_SHARE };
        let wide = near.start.saturating_sub(MAX_INSERTED_WORDS)..near.end + MAX_INSERTED_WORDS;
        // A name like the one of the row is another name.
        let is_equal = |i: usize| window.matches[i].is_some_and(|matched| matched.equal);
        let surroundings =
            Surroundings::new(window, inside, |i| is_equal(i) && stands(&near, i), |i| stands(&wide, i));
        // A row is known by its own words, whatever rows are beside it.
        let around = around.max(surroundings.share_of_row());
        Self { surroundings, ..Self::of(run / whole, together as f32 / inside.len() as f32, around) }
    }

    /// The evidence with these measures, for a place without rivals at its expected position.
    pub fn of(run: f32, together: f32, around: f32) -> Self {
        let surroundings = Surroundings::of(around);
        Self { run, together, around, surroundings, ahead: f32::INFINITY, distance: 0.0 }
    }

    /// The same evidence for a place with a lead of `ahead` bits over the next one, at `distance` bits from the expected place.
    pub fn beside(self, ahead: f32, distance: f32) -> Self {
        Self { ahead, distance, ..self }
    }

    /// The same evidence for a place in the midst of words that stood in the old text, too: nothing else can have brought the span's words
    /// there.
    pub fn among_old_words(self) -> Self {
        Self { around: 1.0, ..self }
    }

    /// Whether the whole context stands around the place.
    pub fn is_surrounded(self) -> bool {
        self.around >= 1.0
    }

    /// The five measures that are weighed: the run of words (as a logarithm), the share of the span in one run, the share of the
    /// context, the lead over the next place (as a logarithm), and the distance beyond what counts as near.
    pub fn measures(self) -> [f32; 5] {
        let log = |measure: f32| (1.0 + measure).log2();
        [
            log(self.run),
            self.together,
            self.around,
            log(self.ahead.clamp(0.0, MAX_LEAD_BITS)),
            (self.distance - MAX_NEAR_BITS).max(0.0),
        ]
    }

    /// The likelihood that the place is the right one, from 0 to 1.
    pub fn trust(self) -> f32 {
        let weighed = WEIGHTS.iter().zip(self.measures());
        let odds = weighed.fold(INTERCEPT, |odds, (weight, measure)| odds + weight * measure);
        1.0 / (1.0 + (-odds).exp())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::anchor::align::WordMatch;

    /// The evidence for a place with all of the words and all of the context.
    fn best() -> PlaceEvidence {
        PlaceEvidence::of(20.0, 1.0, 1.0)
    }

    #[test]
    fn more_evidence_is_more_trust() {
        let trust = |run, together, around, ahead, distance| {
            PlaceEvidence::of(run, together, around).beside(ahead, distance).trust()
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
                let trust = PlaceEvidence::of(measure, 0.0, 1.0).beside(ahead, measure).trust();
                assert!((0.0..=1.0).contains(&trust), "{measure} {ahead}: {trust}");
            }
        }
    }

    #[test]
    fn what_stands_elsewhere_tells_nothing() {
        let evidence = |matches: &str, inside: Range<usize>, place: Range<usize>| {
            let matches: Vec<Option<WordMatch>> =
                matches.chars().map(|c| Some(WordMatch { to: c.to_digit(36)?, equal: true })).collect();
            let bits = vec![4.0; matches.len()];
            let mapped = Mapped { pieces: vec![place], kept: 1.0, changed_words: 0, whole: false };
            let window = Window {
                matches: &matches,
                keys: &vec![1; matches.len()],
                bits: &bits,
                line: &(0..matches.len()),
                has_lines: false,
            };
            let PlaceEvidence { run, together, around, .. } =
                PlaceEvidence::new(window, &inside, &mapped, 8.0);
            (run, together, around)
        };
        assert_eq!(evidence("012345", 2..4, 2..4), (3.0, 1.0, 1.0));
        assert_eq!(evidence("01.345", 2..4, 3..4), (1.5, 0.5, 1.0));
        // Four of its six words stand far away, two of them here.
        assert_eq!(evidence("uvwx01", 0..6, 0..2), (1.0, 2.0 / 6.0, UNKNOWN_CONTEXT_SHARE));
    }
}
