//! Looking for a piece of the old text in the new one: the places that come into question, and how well each agrees.

use std::ops::Range;

use super::{
    align::{Hit, Pair, align},
    diff,
    fragment::Fragment,
    map::{self, Mapped, Mapping, Window},
    myers::{self, Pattern},
    prune::prune,
    seeds::Seeds,
    slide::slide,
    target::Target,
    trust::Evidence,
    words::Words,
};
use crate::text::Span;

/// Pairs of words beyond which a long piece is compared by a coarser method.
const CELLS: usize = 1 << 18;

/// How far around an expected place a piece is looked for, in bytes.
const NEAR: usize = 1500;

/// How many characters a span must have to be looked for by them, and how many of a hundred may differ.
const LEAST: usize = 8;
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
    pub mapped: Mapped,
    /// All that tells for this place, in bits.
    pub bits: f32,
    /// How it tells that.
    pub evidence: Evidence,
}

impl Candidate {
    /// From its first byte to its last.
    pub fn hull(&self) -> Span {
        self.spans[0].hull(self.spans[self.spans.len() - 1])
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
            let complete = |best: &Candidate| best.mapped.whole && best.evidence.is_surrounded();
            let whole = findings.candidates.first().is_some_and(complete);
            if votes >= most * if whole { RIVAL } else { RIVAL / 4.0 } {
                findings.look(target, fragment, place);
            }
        }
        findings
    }

    /// Looks where it is expected, between two bytes of the text, also by its characters.
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

    /// Looks between two bytes for what is written almost like the span, whatever its spaces: words that have run together,
    /// or whose letters were misread.
    fn by_characters(&mut self, target: &Target<'_>, fragment: &Fragment, bytes: Span) {
        let start = target.whole.floor_char_boundary(bytes.start);
        let window = &target.whole[start..target.whole.floor_char_boundary(bytes.end)];
        let exact = letters(&fragment.text[fragment.span.range()]);
        let (places, found): (Vec<usize>, Vec<char>) = window
            .char_indices()
            .filter(|(_, c)| !c.is_whitespace())
            .map(|(at, c)| (start + at, folded(c)))
            .unzip();
        let Some((distance, end)) = Pattern::new(exact.iter().copied()).best_end(found.iter().copied())
        else {
            return;
        };
        if exact.len() < LEAST || distance * 100 > exact.len() * DIFFER {
            return;
        }
        let backwards =
            Pattern::new(exact.iter().rev().copied()).best_end(found[..end].iter().rev().copied());
        let first = end - backwards.map_or(end, |(_, length)| length);
        let Some((&from, &to)) = places.get(first).zip(places.get(end - 1)) else { return };
        let words = target.words.within(Span::new(from, to + 1));
        if words.is_empty() {
            return;
        }
        let before = letters(&fragment.text[..fragment.span.start]);
        let behind = letters(&fragment.text[fragment.span.end..]);
        let there = agree(&before, &found[first.saturating_sub(before.len())..first])
            + agree(&behind, &found[end..(end + behind.len()).min(found.len())]);
        let around = there as f32 / (before.len() + behind.len()).max(1) as f32;
        let kept = 1.0 - distance as f32 / exact.len() as f32;
        let bits: f32 = fragment.bits[fragment.inner.clone()].iter().sum::<f32>() * kept;
        let mapped = Mapped { pieces: vec![words], kept, strange: 0, whole: false };
        let spans = target.spans(fragment, &mapped.pieces);
        self.add(Candidate {
            spans,
            mapped,
            bits,
            evidence: Evidence::of(bits / target.rarity.whole(), kept, around),
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
        prune(&mut hits, |i| fragment.bits[i], target.rarity.whole());
        self.take(target, fragment, &hits);
    }

    fn take(&mut self, target: &Target<'_>, fragment: &Fragment, hits: &[Option<Hit>]) {
        let bits: Vec<f32> =
            hits.iter().zip(&fragment.bits).map(|(hit, bits)| hit.map_or(0.0, Hit::share) * bits).collect();
        let all: f32 = bits.iter().sum();
        let window = Window { hits, keys: &fragment.keys, bits: &fragment.bits };
        match map::mapping(window, fragment.inner.clone(), 0) {
            Mapping::Kept(mapped) => {
                let bits = all - STRANGE * mapped.strange as f32;
                let evidence = Evidence::new(window, &fragment.inner, &mapped, target.rarity.whole());
                let spans = target.spans(fragment, &mapped.pieces);
                self.add(Candidate { spans, mapped, bits, evidence });
            }
            Mapping::Replaced(gap) if self.gap.as_ref().is_none_or(|(_, most)| all > *most) => {
                self.gap = Some((gap, all));
            }
            Mapping::Replaced(_) | Mapping::Unknown => {}
        }
    }

    /// Takes in a candidate; of two for the same words the one for which more tells stays.
    fn add(&mut self, new: Candidate) {
        match self.candidates.iter_mut().find(|old| old.hull().overlaps(new.hull())) {
            Some(old) if new.bits > old.bits => *old = new,
            Some(_) => {}
            None => self.candidates.push(new),
        }
        self.candidates.sort_by(|one, other| other.bits.total_cmp(&one.bits));
    }
}

/// The characters of a text that count where it is looked for by them.
fn letters(text: &str) -> Vec<char> {
    text.chars().filter(|c| !c.is_whitespace()).map(folded).collect()
}

/// How many characters of `old` are still there in `new`.
fn agree(old: &[char], new: &[char]) -> usize {
    old.len().saturating_sub(myers::distance(old, new))
}

/// A character without its capital: one for each, so that the end is an end in the text.
fn folded(c: char) -> char {
    c.to_lowercase().next().unwrap_or(c)
}
