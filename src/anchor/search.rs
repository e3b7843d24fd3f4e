//! The search for one span in the new text: candidate places, each with the evidence for it.

use std::ops::Range;

use super::{
    align::{Pair, WordMatch, align},
    diff,
    fragment::Fragment,
    map::{self, Mapped, Mapping, Window},
    myers::{self, Pattern},
    new_text::NewText,
    prune::prune,
    renamed::is_renamed,
    seeds::Seeds,
    sentence,
    slide::{gather, slide},
    trust::PlaceEvidence,
    words::Words,
};
use crate::text::Span;

/// How many pairs of words are aligned word by word, at most; a longer fragment is compared by `diff`. Chosen by hand: the
/// table of the alignment then takes 256 KiB.
const MAX_ALIGNED_PAIRS: usize = 1 << 18;

/// How far on each side of its expected place a span is looked for by its characters, in bytes. Chosen by hand.
const MAX_DISTANCE_BYTES: usize = 1500;

/// The shortest span, in characters, that is looked for by its characters. Chosen by hand.
const MIN_SEARCHED_CHARS: usize = 8;

/// How many characters of a hundred may differ, at most, where a span is found by its characters. Chosen by hand.
const MAX_DIFFERING_PERCENT: usize = 35;

/// The smallest share of the best place's votes with which another place is looked at, beside a best place that is complete.
/// Chosen by hand.
const MIN_RIVAL_SHARE: f32 = 0.4;

/// The same share where the best place is not complete, so that more places are looked at. Chosen by hand.
const MIN_RIVAL_SHARE_OF_INCOMPLETE: f32 = MIN_RIVAL_SHARE / 4.0;

/// The evidence against a place, in bits, of each word of the span that is gone and each word that is new in it. Chosen by
/// hand.
const BITS_AGAINST_CHANGED_WORD: f32 = 1.5;

/// A place at which a span may stand.
#[derive(Clone, Debug)]
pub struct PlaceCandidate {
    /// The pieces of the span in the new text, in bytes.
    pub spans: Vec<Span>,
    /// The pieces in words, with how much of the span is still there.
    pub mapped: Mapped,
    /// The evidence for the place as one sum, in bits: it ranks the candidates of one span.
    pub bits: f32,
    /// The five measures from which the trust in the place is computed.
    pub evidence: PlaceEvidence,
    /// Whether another name stands beside it now.
    pub is_renamed: bool,
    /// Whether it is in another sentence than what stood around it.
    pub has_left: bool,
    /// Whether what tells the span from its lookalikes stands there.
    pub is_told: bool,
}

impl PlaceCandidate {
    /// The span from the first byte of the place to its last.
    pub fn hull(&self) -> Span {
        self.spans[0].hull(self.spans[self.spans.len() - 1])
    }
}

/// The results of the search for one span.
#[derive(Default)]
pub struct Findings {
    /// The places at which at least some of its words stand, the best first.
    pub candidates: Vec<PlaceCandidate>,
    /// The words that now stand between the span's neighbours, if all of its own are gone; with the information of the
    /// neighbours that were found, in bits.
    pub gap: Option<(Range<usize>, f32)>,
}

impl Findings {
    /// Searches the whole text, at the places that the seeds of `fragment` vote for.
    pub fn anywhere(new_text: &NewText<'_>, fragment: &Fragment, seeds: &Seeds) -> Self {
        let mut findings = Self::default();
        let places = seeds.places(fragment);
        let most = places.first().map_or(0.0, |place| place.0);
        for (votes, place) in places {
            // Beside a place with all of the words and the context, only one with many of them can be right.
            let complete = |best: &PlaceCandidate| best.mapped.whole && best.evidence.is_surrounded();
            let whole = findings.candidates.first().is_some_and(complete);
            if votes >= most * if whole { MIN_RIVAL_SHARE } else { MIN_RIVAL_SHARE_OF_INCOMPLETE } {
                findings.look(new_text, fragment, place);
            }
        }
        for place in seeds.told_places(fragment) {
            findings.look(new_text, fragment, place..place + 1);
        }
        findings
    }

    /// Searches around the span of bytes in which `fragment` is expected: by its words, then by its characters.
    pub fn near(&mut self, new_text: &NewText<'_>, fragment: &Fragment, expected: Span) {
        let bytes = Span::new(
            expected.start.saturating_sub(MAX_DISTANCE_BYTES),
            (expected.end + MAX_DISTANCE_BYTES).min(new_text.whole.len()),
        );
        if bytes.len() > 8 * MAX_DISTANCE_BYTES {
            return;
        }
        let words = new_text.words.within(bytes);
        // All places with equal words are candidates, so that none of them is taken for the only one.
        let equal = new_text.keys[words.clone()].windows(fragment.keys.len()).enumerate();
        for (at, _) in equal.filter(|(_, keys)| *keys == &fragment.keys[..]) {
            let at = (words.start + at).cast_signed();
            self.look(new_text, fragment, at..at + 1);
        }
        if !self.candidates.is_empty() {
            return;
        }
        let start = words.start.cast_signed();
        self.look(
            new_text,
            fragment,
            start..(words.end.cast_signed() - fragment.keys.len().cast_signed()).max(start) + 1,
        );
        if self.candidates.is_empty() {
            self.by_characters(new_text, fragment, bytes);
        }
    }

    /// Searches a span of bytes for text that is spelled almost like the fragment's span, whatever its spaces: words that have run
    /// together, or whose letters were misread.
    fn by_characters(&mut self, new_text: &NewText<'_>, fragment: &Fragment, bytes: Span) {
        let start = new_text.whole.floor_char_boundary(bytes.start);
        let window = &new_text.whole[start..new_text.whole.floor_char_boundary(bytes.end)];
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
        if exact.len() < MIN_SEARCHED_CHARS || distance * 100 > exact.len() * MAX_DIFFERING_PERCENT {
            return;
        }
        let backwards =
            Pattern::new(exact.iter().rev().copied()).best_end(found[..end].iter().rev().copied());
        let first = end - backwards.map_or(end, |(_, length)| length);
        let Some((&from, &to)) = places.get(first).zip(places.get(end - 1)) else { return };
        let words = new_text.words.within(Span::new(from, to + 1));
        if words.is_empty() {
            return;
        }
        let before = letters(&fragment.text[..fragment.span.start]);
        let behind = letters(&fragment.text[fragment.span.end..]);
        let there = kept_chars(&before, &found[first.saturating_sub(before.len())..first])
            + kept_chars(&behind, &found[end..(end + behind.len()).min(found.len())]);
        let around = there as f32 / (before.len() + behind.len()).max(1) as f32;
        let kept = 1.0 - distance as f32 / exact.len() as f32;
        let bits: f32 = fragment.bits[fragment.inner.clone()].iter().sum::<f32>() * kept;
        let mapped = Mapped { pieces: vec![words], kept, changed_words: 0, whole: false };
        let spans = new_text.spans(fragment, &mapped.pieces);
        self.add(PlaceCandidate {
            spans,
            mapped,
            bits,
            evidence: PlaceEvidence::of(bits / new_text.rarity.whole(), kept, around),
            is_renamed: false,
            has_left: false,
            is_told: !fragment.has_lookalikes(),
        });
    }

    /// Compares `fragment` with the text at which its first word would be one of the words in `place`.
    fn look(&mut self, new_text: &NewText<'_>, fragment: &Fragment, place: Range<isize>) {
        let length = fragment.keys.len();
        let start = place.start.max(0).cast_unsigned();
        if place.len() == 1
            && place.start >= 0
            && new_text.keys.get(start..start + length) == Some(&fragment.keys[..])
        {
            let matches: Vec<_> =
                (0..length).map(|i| Some(WordMatch { to: (start + i) as u32, equal: true })).collect();
            return self.take(new_text, fragment, &matches);
        }
        let room = 8 + length / 4;
        let from = start.saturating_sub(room);
        let to = (place.end.max(0).cast_unsigned() + length + room).min(new_text.keys.len());
        if from >= to {
            return;
        }
        let new = &new_text.words.words[from..to];
        let mut matches = if length * new.len() > MAX_ALIGNED_PAIRS {
            let window = Words { words: new.to_vec(), paragraphs: vec![0], lines: vec![0] };
            let alike = |old, new| new_text.alike(&fragment.text, old, new);
            diff::diff(&fragment.words, &window, &new_text.rarity, &alike)
        } else {
            let alike = |i: usize, j: usize| new_text.alike(&fragment.text, fragment.words.words[i], new[j]);
            let pair = Pair {
                old: &fragment.keys,
                bits: &fragment.bits,
                new: &new_text.keys[from..to],
                alike: &alike,
            };
            align(&pair, false)
        };
        for matched in matches.iter_mut().flatten() {
            matched.to += from as u32;
        }
        slide(&fragment.keys, &new_text.keys, &mut matches, fragment.inner.clone());
        prune(&mut matches, |i| fragment.bits[i], new_text.rarity.whole());
        gather(&fragment.keys, &new_text.keys, &mut matches, &fragment.inner);
        self.take(new_text, fragment, &matches);
    }

    /// Adds the place to which the words of `fragment` are matched, or what stands in their place.
    fn take(&mut self, new_text: &NewText<'_>, fragment: &Fragment, matches: &[Option<WordMatch>]) {
        let bits: Vec<f32> = matches
            .iter()
            .zip(&fragment.bits)
            .map(|(matched, bits)| matched.map_or(0.0, WordMatch::share) * bits)
            .collect();
        let all: f32 = bits.iter().sum();
        let window = Window {
            matches,
            keys: &fragment.keys,
            bits: &fragment.bits,
            line: &fragment.line,
            has_lines: fragment.has_lines,
        };
        match map::mapping(window, fragment.inner.clone(), 0) {
            Mapping::Kept(mapped) => {
                let bits = all - BITS_AGAINST_CHANGED_WORD * mapped.changed_words as f32;
                let evidence = PlaceEvidence::new(window, &fragment.inner, &mapped, new_text.rarity.whole());
                let spans = new_text.spans(fragment, &mapped.pieces);
                let is_renamed = is_renamed(new_text, fragment, matches);
                let has_left = sentence::have_left(window, &fragment.inner, new_text, &mapped.hull());
                let is_told = fragment.is_told(matches);
                self.add(PlaceCandidate { spans, mapped, bits, evidence, is_renamed, has_left, is_told });
            }
            Mapping::Replaced(gap) if self.gap.as_ref().is_none_or(|(_, most)| all > *most) => {
                self.gap = Some((gap, all));
            }
            Mapping::Replaced(_) | Mapping::Unknown => {}
        }
    }

    /// Adds a candidate. Of two candidates for the same words the one with more bits stays.
    fn add(&mut self, new: PlaceCandidate) {
        match self.candidates.iter_mut().find(|old| old.hull().overlaps(new.hull())) {
            Some(old) if new.bits > old.bits => *old = new,
            Some(_) => {}
            None => self.candidates.push(new),
        }
        self.candidates.sort_by(|one, other| other.bits.total_cmp(&one.bits));
    }
}

/// The characters by which a text is searched for: no spaces, no capitals.
fn letters(text: &str) -> Vec<char> {
    text.chars().filter(|c| !c.is_whitespace()).map(folded).collect()
}

/// How many characters of `old` are still there in `new`: its length less the edit distance.
fn kept_chars(old: &[char], new: &[char]) -> usize {
    old.len().saturating_sub(myers::distance(old, new))
}

/// The lower-case form of a character. It is always one character, so that positions stay those of the text.
fn folded(c: char) -> char {
    c.to_lowercase().next().unwrap_or(c)
}
