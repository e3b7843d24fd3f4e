//! Neighbours: the spans whose places are sure, by which the others are found. A span has moved about as far as those beside it, and
//! stands between them as it did before.

use super::{new_text::NewText, order};
use crate::{gloss::CONTEXT, text::Span};

/// The index that stands for an end of the text, in place of a sought span's.
const TEXT_BORDER: usize = usize::MAX;

/// How much farther than a span of the same part of the text a span has moved, at most, if nothing was edited between them, in code
/// points. Chosen by hand: a word.
const MAX_WORD_CHARS: usize = 8;

/// How much farther than its neighbour a span may have moved in a block that was moved, in code points. Chosen by hand: about a sentence.
const MAX_SENTENCE_CHARS: usize = 64;

/// How far a neighbour may be that tells where a span is without anything that stood beside it, in code points. Chosen by hand: a page.
const MAX_PAGE_CHARS: usize = 2000;

/// How many spans recorded before a span, and behind it, tell whether the text around it is gone. Chosen by hand.
const SPANS_BESIDE: usize = 4;

/// A span whose place is sure.
#[derive(Clone, Copy)]
struct Neighbour {
    /// The recorded start, in code points.
    start: usize,
    /// How far it has moved, in code points.
    shift: isize,
    /// Its index among the sought spans; [`TEXT_BORDER`] for an end of the text.
    sought: usize,
}

impl Neighbour {
    /// Where it starts now, in code points of the new text.
    fn now(&self) -> usize {
        self.start.saturating_add_signed(self.shift)
    }
}

/// What is known of a span that is sought, before all are known.
pub struct SoughtPlace {
    /// Its recorded start, in code points.
    pub start: usize,
    /// Whether most of its words stand somewhere.
    pub stands: bool,
    /// How far it is from its recorded place, in code points, if it can be trusted wherever it is.
    pub shift: Option<isize>,
    /// Its place in bytes of the new text, if that is sure, with the information that tells for it, in bits.
    pub sure: Option<(Span, f32)>,
}

/// The spans whose places are sure.
pub struct Neighbours {
    /// All of them, by their recorded starts.
    sure: Vec<Neighbour>,
    /// Those that have kept their order; and both ends of the text, if the old text's length is known.
    chain: Vec<Neighbour>,
    /// All spans that are sought, by their recorded starts.
    all: Vec<SoughtPlace>,
}

impl Neighbours {
    /// Collects the sure places of spans that are given in the order of their recorded starts. `length` is the length of the old text
    /// in code points, if it is known.
    pub fn new(
        new_text: &NewText<'_>,
        sought: impl Iterator<Item = SoughtPlace>,
        length: Option<usize>,
    ) -> Self {
        let (mut sure, mut all) = (Vec::new(), Vec::new());
        let (mut pairs, mut weights) = (Vec::new(), Vec::new());
        for (sought, place) in sought.enumerate() {
            let (start, sure_place) = (place.start, place.sure);
            all.push(place);
            let Some((span, weight)) = sure_place else { continue };
            let now = new_text.points.of(span.start);
            sure.push(Neighbour {
                start,
                shift: now.cast_signed().saturating_sub(start.cast_signed()),
                sought,
            });
            pairs.push((start, now));
            weights.push(weight);
        }
        let mut chain: Vec<Neighbour> =
            order::longest(&pairs, &weights).into_iter().map(|i| sure[i]).collect();
        if let Some(length) = length {
            let shift = new_text.points.count().cast_signed() - length.cast_signed();
            chain.insert(0, Neighbour { start: 0, shift: 0, sought: TEXT_BORDER });
            chain.push(Neighbour { start: length, shift, sought: TEXT_BORDER });
        }
        Self { sure, chain, all }
    }

    /// How far those nearest to the span with the index `sought`, recorded at `start`, have moved, in code points: two that have kept
    /// their order, and two of all.
    pub fn shifts_around(&self, sought: usize, start: usize) -> impl Iterator<Item = isize> {
        [&self.sure, &self.chain]
            .into_iter()
            .flat_map(move |list| around(list, sought, start).into_iter().flatten())
            .map(|neighbour| neighbour.shift)
    }

    /// Whether the text in `both` (bytes of the new text) stood in the old text, too: the neighbours before and after it have then
    /// moved equally far, give or take a quarter of its length.
    pub fn stood_before(&self, new_text: &NewText<'_>, both: Span) -> bool {
        let (from, to) = (new_text.points.of(both.start), new_text.points.of(both.end));
        let before = self.chain.iter().rev().find(|neighbour| neighbour.now() <= from);
        let after = self.chain.iter().find(|neighbour| neighbour.now() >= to);
        before.zip(after).is_some_and(|(before, after)| before.shift.abs_diff(after.shift) < (to - from) / 4)
    }

    /// Whether a span at `now`, in code points of the new text, stands between those nearest to it that have kept their order.
    pub fn keep_order(&self, (sought, start): (usize, usize), now: usize) -> bool {
        let [before, after] = around(&self.chain, sought, start)
            .map(|neighbour| neighbour.filter(|neighbour| neighbour.sought != TEXT_BORDER));
        before.is_none_or(|before| before.now() <= now) && after.is_none_or(|after| now <= after.now())
    }

    /// Whether a span at `now` keeps the order, or has moved with a sure one next to it.
    pub fn agree(&self, span: (usize, usize), now: usize) -> bool {
        let shift = now.cast_signed().saturating_sub(span.1.cast_signed());
        let mut nearest = around(&self.sure, span.0, span.1).into_iter().flatten();
        self.keep_order(span, now)
            || nearest.any(|neighbour| neighbour.shift.abs_diff(shift) <= MAX_SENTENCE_CHARS)
            || self.go_along(span, now)
    }

    /// Whether another span, not far from one but with other surroundings, has moved as far as that one, if it is at `now`.
    pub fn go_along(&self, (sought, start): (usize, usize), now: usize) -> bool {
        let shift = now.cast_signed().saturating_sub(start.cast_signed());
        let moved_as_far = |other: &SoughtPlace| {
            (2 * CONTEXT..=MAX_PAGE_CHARS).contains(&other.start.abs_diff(start))
                && other.shift.is_some_and(|other| other.abs_diff(shift) <= MAX_WORD_CHARS)
        };
        self.beside(sought).any(moved_as_far)
    }

    /// How many of the spans recorded next to a span stand nowhere, of how many.
    pub fn lost(&self, (sought, start): (usize, usize)) -> (usize, usize) {
        let near = self.beside(sought).filter(|other| other.start.abs_diff(start) <= MAX_PAGE_CHARS);
        near.fold((0, 0), |(lost, all), other| (lost + usize::from(!other.stands), all + 1))
    }

    /// The spans recorded next to one.
    fn beside(&self, sought: usize) -> impl Iterator<Item = &SoughtPlace> {
        let before = &self.all[sought.saturating_sub(SPANS_BESIDE)..sought];
        let behind = &self.all[sought + 1..(sought + 1 + SPANS_BESIDE).min(self.all.len())];
        before.iter().chain(behind)
    }

    /// Whether a span at `now` stands between two sure ones not far before and behind it, or another not far from it has moved along.
    pub fn hold(&self, span: (usize, usize), now: usize) -> bool {
        let is_near = |neighbour: Option<&Neighbour>| {
            neighbour.is_some_and(|neighbour| {
                neighbour.sought != TEXT_BORDER && neighbour.now().abs_diff(now) <= MAX_PAGE_CHARS
            })
        };
        self.keep_order(span, now)
            && (around(&self.chain, span.0, span.1).into_iter().all(is_near) || self.go_along(span, now))
    }
}

/// The nearest of `neighbours` before and after the span with the index `sought`, which was recorded at `start`.
fn around(neighbours: &[Neighbour], sought: usize, start: usize) -> [Option<&Neighbour>; 2] {
    let at = neighbours.partition_point(|neighbour| neighbour.start < start);
    let is_other = |neighbour: &&Neighbour| neighbour.sought != sought;
    [neighbours[..at].iter().rev().find(is_other), neighbours[at..].iter().find(is_other)]
}
