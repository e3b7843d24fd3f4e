//! Looking for a piece of the old text in the new one: the places that come into question, and how well each agrees.

use std::ops::Range;

use super::{
    align::{Hit, Pair, align},
    carry::{self, Fate, Image, Stretch},
    diff,
    fragment::Fragment,
    myers::Pattern,
    seeds::Seeds,
    slide::slide,
    target::Target,
    trust::Evidence,
    weed::weed,
    words::Words,
};
use crate::text::Span;

/// Pairs of words beyond which a long piece is compared by a coarser method.
const CELLS: usize = 1 << 18;

/// How far around an expected place a piece is looked for, in bytes.
const NEAR: usize = 1500;

/// How many characters of a hundred may differ where a span is looked for by its characters.
const DIFFER: usize = 35;

/// What a place must have of what the best one has to be looked at.
const RIVAL: f32 = 0.4;

/// What a word that is gone, or new, tells against a place, in bits.
const STRANGE: f32 = 1.5;

/// A place that comes into question for a span.
#[derive(Clone, Debug)]
pub struct Candidate {
    /// The pieces of the span in the new text, in bytes.
    pub spans: Vec<Span>,
    /// The same in words, and how much of it is still there.
    pub image: Image,
    /// What its own words tell for this place, in bits.
    pub own: f32,
    /// What those around it tell, in bits.
    pub around: f32,
    /// How they stand there.
    pub evidence: Evidence,
}

impl Candidate {
    /// From its first byte to its last.
    pub fn hull(&self) -> Span {
        self.spans[0].hull(self.spans[self.spans.len() - 1])
    }

    /// All that tells for this place, in bits.
    pub fn bits(&self) -> f32 {
        self.own + self.around
    }
}

/// What a search for one span has found.
#[derive(Default)]
pub struct Findings {
    /// Places where at least a part of its words stand, the best first.
    pub candidates: Vec<Candidate>,
    /// What stands between the words that stood before and behind it (in words), and what these tell, in bits.
    pub gap: Option<(Range<usize>, f32)>,
}

impl Findings {
    /// Looks wherever the words of `fragment` are.
    pub fn anywhere(target: &Target<'_>, fragment: &Fragment, seeds: &Seeds) -> Self {
        let mut findings = Self::default();
        let places = seeds.places(fragment);
        let most = places.first().map_or(0.0, |place| place.0);
        for (votes, place) in places {
            // Beside a place where all of it stands, only one where much of it does can be meant.
            let whole =
                findings.candidates.first().is_some_and(|best| best.around + best.own >= fragment.all());
            if votes >= most * if whole { RIVAL } else { RIVAL / 4.0 } {
                findings.look(target, fragment, place);
            }
        }
        findings
    }

    /// Looks where it is expected, between two bytes of the text, also where its words have changed their letters.
    pub fn near(&mut self, target: &Target<'_>, fragment: &Fragment, expected: Span) {
        let bytes =
            Span::new(expected.start.saturating_sub(NEAR), (expected.end + NEAR).min(target.whole.len()));
        if bytes.len() > 8 * NEAR {
            return;
        }
        let words = target.words.within(bytes);
        // All equal places, so that none of them is taken for the only one.
        let equal = target.keys[words.clone()].windows(fragment.keys.len()).enumerate();
        for (at, _) in equal.filter(|(_, keys)| *keys == &fragment.keys[..]) {
            let at = (words.start + at).cast_signed();
            self.look(target, fragment, at..at + 1);
        }
        if !self.candidates.is_empty() {
            return;
        }
        let start = words.start.cast_signed();
        self.look(
            target,
            fragment,
            start..(words.end.cast_signed() - fragment.keys.len().cast_signed()).max(start) + 1,
        );
        if self.candidates.is_empty() {
            self.by_characters(target, fragment, bytes);
        }
    }

    fn by_characters(&mut self, target: &Target<'_>, fragment: &Fragment, bytes: Span) {
        let exact = &fragment.text[fragment.span.range()];
        let length = exact.chars().count();
        let start = target.whole.floor_char_boundary(bytes.start);
        let window = &target.whole[start..target.whole.floor_char_boundary(bytes.end)];
        let lower = |text: &str| text.chars().flat_map(char::to_lowercase).collect::<Vec<_>>();
        let pattern = Pattern::new(lower(exact).into_iter());
        // One character for each, so that the end is an end in the text.
        let letters = window.chars().map(|c| c.to_lowercase().next().unwrap_or(c));
        let Some((distance, end)) = pattern.best_end(letters) else { return };
        if length < 8 || distance * 100 > length * DIFFER {
            return;
        }
        let end = start + window.char_indices().nth(end).map_or(window.len(), |(at, _)| at);
        let span = Span::new(end.saturating_sub(exact.len()), end);
        let words = target.words.within(span);
        if words.is_empty() {
            return;
        }
        let kept = 1.0 - distance as f32 / length as f32;
        let own: f32 = fragment.bits[fragment.inner.clone()].iter().sum::<f32>() * kept * kept;
        let image = Image { pieces: vec![words], kept, strange: 0, whole: false };
        self.add(Candidate {
            spans: target.spans(fragment, &image.pieces),
            image,
            own,
            around: 0.0,
            evidence: Evidence::default(),
        });
    }

    /// Compares `fragment` with what stands where its first word would be one of `place`.
    fn look(&mut self, target: &Target<'_>, fragment: &Fragment, place: Range<isize>) {
        let length = fragment.keys.len();
        let start = place.start.max(0).cast_unsigned();
        if place.len() == 1
            && place.start >= 0
            && target.keys.get(start..start + length) == Some(&fragment.keys[..])
        {
            let hits: Vec<_> =
                (0..length).map(|i| Some(Hit { to: (start + i) as u32, equal: true })).collect();
            return self.take(target, fragment, &hits);
        }
        let room = 8 + length / 4;
        let from = start.saturating_sub(room);
        let to = (place.end.max(0).cast_unsigned() + length + room).min(target.keys.len());
        if from >= to {
            return;
        }
        let new = &target.words.words[from..to];
        let mut hits = if length * new.len() > CELLS {
            let window = Words { words: new.to_vec(), paragraphs: vec![0] };
            let alike = |old, new| target.alike(&fragment.text, old, new);
            diff::diff(&fragment.words, &window, &target.rarity, &alike)
        } else {
            let alike = |i: usize, j: usize| target.alike(&fragment.text, fragment.words.words[i], new[j]);
            let pair = Pair {
                old: &fragment.keys,
                bits: &fragment.bits,
                new: &target.keys[from..to],
                alike: &alike,
            };
            align(&pair, false)
        };
        for hit in hits.iter_mut().flatten() {
            hit.to += from as u32;
        }
        slide(&fragment.keys, &target.keys, &mut hits, fragment.inner.clone());
        weed(&mut hits, |i| fragment.bits[i], target.rarity.whole());
        self.take(target, fragment, &hits);
    }

    fn take(&mut self, target: &Target<'_>, fragment: &Fragment, hits: &[Option<Hit>]) {
        let tells = |range: Range<usize>| {
            let bits =
                range.filter_map(|i| hits[i].map(|hit| fragment.bits[i] * if hit.equal { 1.0 } else { 0.4 }));
            bits.sum::<f32>()
        };
        let around = tells(0..fragment.inner.start) + tells(fragment.inner.end..hits.len());
        let stretch = Stretch { hits, keys: &fragment.keys, bits: &fragment.bits };
        match carry::fate(stretch, fragment.inner.clone(), 0) {
            Fate::Stands(image) => {
                let own = tells(fragment.inner.clone()) - STRANGE * image.strange as f32;
                let evidence = Evidence::new(stretch, &fragment.inner, &image, target.rarity.whole());
                let spans = target.spans(fragment, &image.pieces);
                self.add(Candidate { spans, image, own, around, evidence });
            }
            Fate::Replaced(gap) if self.gap.as_ref().is_none_or(|(_, most)| around > *most) => {
                self.gap = Some((gap, around));
            }
            Fate::Replaced(_) | Fate::Unknown => {}
        }
    }

    /// Takes in a candidate; of two for the same words the one with more of them stays, with what tells for either.
    fn add(&mut self, new: Candidate) {
        let rival = self.candidates.iter_mut().find(|old| old.hull().overlaps(new.hull()));
        match rival {
            Some(old) => {
                let around = old.around.max(new.around);
                let better = if new.own > old.own { new } else { old.clone() };
                *old = Candidate { around, ..better };
            }
            None => self.candidates.push(new),
        }
        self.candidates.sort_by(|one, other| other.bits().total_cmp(&one.bits()));
    }
}
