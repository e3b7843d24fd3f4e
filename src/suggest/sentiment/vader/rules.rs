//! VADER's rules: how the words around a word change its valence.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, HashMap};

use super::lexicon::{BOOST, lexicon};
use super::words::Word;

/// The amount that capitals add to a word's valence in a text that is not all in capitals; the reference's number.
const CAPITALS_BOOST: f64 = 0.733;

/// The factor for a negated word's valence; the reference's number.
const NEGATED_FACTOR: f64 = -0.74;

/// The share of the boost of the word one, two and three words before; the reference's numbers.
const BOOST_SHARES: [f64; 3] = [1.0, 0.95, 0.9];

/// The valence of each of `words`.
pub(super) fn valences(words: &[Word]) -> Vec<f64> {
    let capitals = words.iter().filter(|word| word.is_upper).count();
    let sentence = Sentence { words, shouts: 0 < capitals && capitals < words.len() };
    (0..words.len()).map(|i| sentence.valence(i)).collect()
}

struct Sentence<'a> {
    words: &'a [Word<'a>],
    /// Whether some words, but not all, are in capitals.
    shouts: bool,
}

impl Sentence<'_> {
    fn lower(&self, i: usize) -> &str {
        &self.words[i].lower
    }

    /// Whether the word that is `back` words before `i` is one of `any`.
    fn is_before(&self, i: usize, back: usize, any: &[&str]) -> bool {
        i.checked_sub(back).is_some_and(|at| any.contains(&self.lower(at)))
    }

    fn is_valued(&self, i: usize) -> bool {
        self.words.get(i).is_some_and(|word| word.entry.mean.is_some())
    }

    fn valence(&self, i: usize) -> f64 {
        let word = &self.words[i];
        let Some(mean) = word.entry.mean else { return 0.0 };
        let kind_of = word.lower == "kind" && self.words.get(i + 1).is_some_and(|next| next.lower == "of");
        if word.entry.boost.is_some() || kind_of {
            return 0.0;
        }
        let mut valence = if word.lower == "no" && self.is_valued(i + 1) { 0.0 } else { mean };
        if self.is_before(i, 1, &["no"])
            || self.is_before(i, 2, &["no"])
            || self.is_before(i, 3, &["no"]) && self.is_before(i, 1, &["or", "nor"])
        {
            valence = mean * NEGATED_FACTOR;
        }
        if word.is_upper && self.shouts {
            valence = away(valence, CAPITALS_BOOST);
        }
        for (back, share) in (1..).zip(BOOST_SHARES) {
            // A word with its own valence is no modifier.
            if back <= i && !self.is_valued(i - back) {
                valence += self.boost(i - back, valence) * share;
                valence = self.negated(valence, i, back);
                if back == BOOST_SHARES.len() {
                    valence = self.idiom(valence, i);
                }
            }
        }
        self.after_least(valence, i)
    }

    /// The amount that the modifier at `at` adds to `valence`.
    fn boost(&self, at: usize, valence: f64) -> f64 {
        let word = &self.words[at];
        let Some(boost) = word.entry.boost else { return 0.0 };
        let boost = if valence < 0.0 { -boost } else { boost };
        if !(word.is_upper && self.shouts) {
            boost
        } else if valence > 0.0 {
            boost + CAPITALS_BOOST
        } else {
            boost - CAPITALS_BOOST
        }
    }

    /// The valence, reversed if the word that is `back` before `i` negates it; "never so …" praises, "without doubt"
    /// changes nothing.
    fn negated(&self, valence: f64, i: usize, back: usize) -> f64 {
        let near = |back| self.is_before(i, back, &["so", "this"]);
        let doubt = |back| self.is_before(i, back, &["doubt"]);
        let never = self.is_before(i, back, &["never"]);
        // At a distance of three, "so" or "this" alone is enough: in the reference `and` binds before `or`.
        let (praised, undoubted) = match back {
            1 => (false, false),
            2 => (never && near(1), doubt(1)),
            _ => (never && near(2) || near(1), doubt(2) || doubt(1)),
        };
        if praised {
            valence * 1.25
        } else if undoubted && self.is_before(i, back, &["without"]) || !self.words[i - back].entry.negates {
            valence
        } else {
            valence * NEGATED_FACTOR
        }
    }

    /// The valence of an idiom that ends just before, at or after `i`; `valence` if there is none.
    fn idiom(&self, valence: f64, i: usize) -> f64 {
        let lexicon = lexicon();
        let stands = |words: &[&str], start: usize| {
            self.words
                .get(start..start + words.len())
                .is_some_and(|here| here.iter().zip(words).all(|(word, wanted)| word.lower == *wanted))
        };
        let idiom = |start: usize, count: usize| {
            let mut idioms = lexicon.idioms.iter().filter(|idiom| idiom.words.len() == count);
            idioms.find(|idiom| stands(&idiom.words, start)).map(|idiom| idiom.valence)
        };
        // The first word and the number of words, in the reference's order.
        let before = [(i - 1, 2), (i - 2, 3), (i - 2, 2), (i - 3, 3), (i - 3, 2)];
        let before = before.into_iter().find_map(|(start, count)| idiom(start, count));
        let mut valence = idiom(i, 3).or_else(|| idiom(i, 2)).or(before).unwrap_or(valence);
        for start in [i - 3, i - 2] {
            if lexicon.phrases.iter().any(|phrase| stands(phrase, start)) {
                valence -= BOOST;
            }
        }
        valence
    }

    /// The valence, reversed after "least" as in "the least funny", but not after "at least" or "the very least".
    fn after_least(&self, valence: f64, i: usize) -> f64 {
        if self.is_before(i, 1, &["least"]) && !self.is_before(i, 2, &["at", "very"]) {
            valence * NEGATED_FACTOR
        } else {
            valence
        }
    }
}

fn away(valence: f64, by: f64) -> f64 {
    if valence > 0.0 { valence + by } else { valence - by }
}

/// Halves the valences before the word `but` and raises those after it.
///
/// The reference finds the position to change by value: it takes each valence in turn and changes the first position
/// that has the same value at that time. This does the same, with the positions of each value in a heap instead of a
/// search from the start.
pub(super) fn weigh_around(but: usize, valences: &mut [f64]) {
    let mut places: HashMap<u64, BinaryHeap<Reverse<usize>>> = HashMap::new();
    for (i, valence) in valences.iter().enumerate().filter(|(_, valence)| **valence != 0.0) {
        places.entry(valence.to_bits()).or_default().push(Reverse(i));
    }
    for k in 0..valences.len() {
        let Some(Reverse(i)) = places.get_mut(&valences[k].to_bits()).and_then(BinaryHeap::pop) else {
            continue;
        };
        valences[i] *= if i < but { 0.5 } else { 1.5 };
        places.entry(valences[i].to_bits()).or_default().push(Reverse(i));
    }
}
