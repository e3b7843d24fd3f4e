//! Surroundings: what of the words beside a span stands beside its place. Equal words are written about different things, so words
//! alone don't tell whose they are.
//!
//! A row of a table or an item of a list is known by the words on its own line, however much of the other lines agrees; a sentence of
//! a text by the words before and behind it.

use std::{ops::Range, sync::OnceLock};

use super::{
    map::Window,
    words::{Words, is_mark},
};

/// The marks that end a sentence.
const FINAL_MARKS: &str = ". ? ! …";

/// The smallest share of what stood beside it that words found as they were recorded keep beside them. Chosen by hand.
const MIN_SHARE: f32 = 0.3;

/// So many words that stand as they were recorded are hardly written twice. Chosen by hand.
const MIN_TELLING_WORDS: usize = 16;

/// The share that is assumed for a span without any surroundings. Chosen by hand: half-way.
const UNKNOWN_SHARE: f32 = 0.5;

/// How many words a row has beside the span, at most. Chosen by hand.
const MAX_ROW_WORDS: usize = 6;

/// So many words are a sentence by themselves, rather than what a row says of its name. Chosen by hand.
const MIN_SENTENCE_WORDS: usize = 12;

/// So many words that end as a sentence are more than what is said of anything. Chosen by hand.
const MIN_OWN_SENTENCE_WORDS: usize = 6;

/// The smallest share of the words of other sentences and lines that shows that more than a phrase agrees. Chosen by hand.
const MIN_SHARE_BEYOND: f32 = 0.3;

/// So many words of a span that goes over the end of a line are surroundings enough for one another. Chosen by hand.
const MIN_WORDS_OF_LINES: usize = 12;

/// What of the words beside a span stands beside its place.
#[derive(Clone, Copy, Debug, Default)]
pub struct Surroundings {
    /// The information of the words on its own line that stand there, as a share of all of them; without such words that of all
    /// words around it.
    line: f32,
    /// The information of all words around it that stand near it, as a share of all of them.
    around: f32,
    /// How many words there are on its own line beside it.
    line_words: usize,
    /// How many words of the span itself there are.
    own_words: usize,
    /// Whether the span goes over the end of a line.
    has_lines: bool,
    /// Whether the span ends as a sentence does, and nothing of that sentence stands before it on its line.
    is_sentence: bool,
    /// Whether a sentence ends with the span, or right behind it.
    ends_sentence: bool,
    /// The information of the words on its own line that stand there, as a share of all of them; 0 if the line ends as a sentence does.
    row: f32,
    /// The information of the words of other sentences and other lines that stand there, as a share of all of them.
    beyond: f32,
}

/// A share of some information.
#[derive(Clone, Copy, Default)]
struct Share {
    there: f32,
    all: f32,
}

impl Share {
    /// Adds a word's bits, which count as a part of the share if the word is there.
    fn add(&mut self, bits: f32, is_there: bool) {
        self.all += bits;
        self.there += if is_there { bits } else { 0.0 };
    }

    /// The share, from 0 to 1; `None` of nothing.
    fn value(self) -> Option<f32> {
        (self.all > 0.0).then(|| self.there / self.all)
    }
}

impl Surroundings {
    /// The surroundings of the span `inside` of a window. `stands` tells which words of the context stand beside the place,
    /// `stands_near` which stand near it, with new sentences between them.
    pub fn new(
        window: Window<'_>,
        inside: &Range<usize>,
        stands: impl Fn(usize) -> bool,
        stands_near: impl Fn(usize) -> bool,
    ) -> Self {
        let is_word = |i: &usize| !is_mark(window.keys[*i]);
        let context = (0..inside.start).chain(inside.end..window.matches.len()).filter(is_word);
        let [mut line, mut around, mut beyond] = [Share::default(); 3];
        let mut line_words = 0;
        for i in context {
            let bits = window.bits[i];
            let is_on_line = window.line.contains(&i);
            let mut between = if i < inside.start { i + 1..inside.start } else { inside.end - 1..i };
            around.add(bits, stands_near(i));
            if is_on_line {
                line_words += 1;
                line.add(bits, stands(i));
            }
            if !is_on_line || between.any(|i| is_final(window.keys[i])) {
                beyond.add(bits, stands(i));
            }
        }
        let around = around.value().unwrap_or(UNKNOWN_SHARE);
        let ends = |words: &Range<usize>| words.end.checked_sub(1).is_some_and(|i| is_final(window.keys[i]));
        // A quotation mark may stand between the end of the sentence before and this one.
        let mut before = (inside.start.saturating_sub(2)..inside.start).map(|i| window.keys[i]);
        let begins = inside.start <= window.line.start || before.any(is_final);
        Self {
            line: line.value().unwrap_or(around),
            around,
            line_words,
            own_words: inside.clone().filter(is_word).count(),
            has_lines: window.has_lines,
            is_sentence: begins && inside.clone().rev().take(2).any(|i| is_final(window.keys[i])),
            ends_sentence: (inside.end.saturating_sub(2)..=inside.end)
                .any(|i| window.keys.get(i).is_some_and(|&key| is_final(key))),
            row: if ends(window.line) { 0.0 } else { line.value().unwrap_or(0.0) },
            beyond: beyond.value().unwrap_or(0.0),
        }
    }

    /// Surroundings of which only the share that stands there is known.
    pub fn of(around: f32) -> Self {
        Self { line: around, around, ..Self::default() }
    }

    /// Whether hardly anything of them stands there: of its own line for what stands in a row, and of neither that nor all that was
    /// around it for what stands in a longer text. `whole` says that the words of the span itself stand there; otherwise a
    /// person looks at it anyway.
    pub fn are_gone(self, whole: bool) -> bool {
        let share = if self.are_of_row() { self.line } else { self.line.max(self.around) };
        whole && !self.is_enough_by_itself() && !self.is_long() && share < MIN_SHARE
    }

    /// Whether the span stands in a row of a table or an item of a list, so that only the words on its line tell whose it is.
    fn are_of_row(self) -> bool {
        self.own_words < MIN_SENTENCE_WORDS && !self.is_sentence && self.line_words <= MAX_ROW_WORDS
    }

    /// Whether there are words on its own line that tell whose it is.
    pub fn has_row(self) -> bool {
        self.line_words > 0 && self.are_of_row()
    }

    /// The share of the words on its own line that stand there, if that is a row and no sentence; otherwise 0.
    pub fn share_of_row(self) -> f32 {
        if self.has_row() { self.row } else { 0.0 }
    }

    /// Whether they stand around a sentence that is more than a few words.
    pub fn are_beside_sentence(self) -> bool {
        self.ends_sentence && self.own_words >= MIN_OWN_SENTENCE_WORDS
    }

    /// Whether a share of the span's own line stands there, or of what is around it.
    pub fn are_kept(self) -> bool {
        self.line >= 0.5
    }

    /// Whether the span has so many words that they are hardly written twice.
    pub fn is_long(self) -> bool {
        self.own_words >= MIN_TELLING_WORDS
    }

    /// Whether the span is so long that its own words are surroundings enough.
    pub fn is_enough_by_itself(self) -> bool {
        self.has_lines && self.own_words >= MIN_WORDS_OF_LINES
    }

    /// Whether words of another sentence or another line stand there: then more than a phrase agrees.
    pub fn reach_beyond(self) -> bool {
        self.beyond >= MIN_SHARE_BEYOND || self.is_enough_by_itself() || self.is_long()
    }
}

/// Whether this is the key of a mark that ends a sentence.
pub fn is_final(key: u64) -> bool {
    static KEYS: OnceLock<Vec<u64>> = OnceLock::new();
    is_mark(key) && KEYS.get_or_init(|| Words::new(FINAL_MARKS).keys()).contains(&key)
}
