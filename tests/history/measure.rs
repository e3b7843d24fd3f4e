//! Measuring what became of glosses in a revision whose script knows what became of every word.

use std::{collections::HashMap, ops::Range};

use glossator::{
    anchor::{self, Baseline},
    gloss::{Gloss, Id, Place, State},
    text::{Span, Text},
};

use super::prose::{Dice, Token, text_of};

/// From which distance on, in tokens of the new text, two tokens of a span are in different pieces. Chosen by hand.
const MIN_GAP_TOKENS: usize = 40;

/// What a revision did to the words of a span.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Class {
    /// All of its tokens stand in a row, as before.
    Unchanged,
    /// At least half of its words are left.
    Edited,
    /// Less than half of its words are left: it may be found there or lost, but not found elsewhere.
    Cut,
    /// None of its words is left.
    Deleted,
}

/// Counts for the spans of one class.
#[derive(Clone, Copy, Debug, Default)]
pub struct Tally {
    pub all: usize,
    pub exact: usize,
    /// Spans found on their words: the common part is at least half of both together.
    pub near: usize,
    /// Spans with a place that is not marked as doubtful.
    pub attached: usize,
    /// Attached spans of which less than half is common.
    pub off: usize,
    /// Attached spans on entirely different words.
    pub wrong: usize,
    pub doubtful: usize,
    pub orphan: usize,
    /// Places that no person is asked to look at, on entirely different words.
    pub silent: usize,
    /// Spans whose words stand exactly once in both texts.
    pub once: usize,
    /// Those of them that are doubtful or have no place.
    pub doubted: usize,
}

impl Tally {
    pub fn share(self, count: usize) -> f64 {
        100.0 * count as f64 / self.all.max(1) as f64
    }

    /// Counts a place. Returns false if the place is worth looking at.
    fn add(&mut self, place: &Place, truth: &Truth) -> bool {
        self.all += 1;
        let attached = !matches!(place.state, State::Doubtful | State::Orphan);
        let share = truth.share(&place.spans);
        let exact = attached && place.hull().is_some_and(|hull| Some(hull.range()) == truth.hull());
        self.attached += usize::from(attached);
        self.doubtful += usize::from(place.state == State::Doubtful);
        self.orphan += usize::from(place.state == State::Orphan);
        self.exact += usize::from(exact);
        self.near += usize::from(attached && share >= 0.5);
        self.off += usize::from(attached && share < 0.5);
        self.wrong += usize::from(attached && share <= 0.0);
        self.silent += usize::from(!place.state.needs_review() && share <= 0.0);
        self.once += usize::from(truth.stands_once);
        self.doubted += usize::from(truth.stands_once && !attached);
        match truth.class {
            Class::Unchanged => exact,
            Class::Edited => attached && share >= 0.5,
            Class::Cut => !attached || share > 0.0,
            Class::Deleted => !attached,
        }
    }
}

/// What became of a span, with the places of its tokens in bytes of the new text.
pub struct Truth {
    pub class: Class,
    /// Whether its words stand exactly once in both texts.
    pub stands_once: bool,
    /// The tokens that are left.
    tokens: Vec<Range<usize>>,
    /// The piece with most tokens, from its first token to its last.
    piece: Option<Range<usize>>,
}

impl Truth {
    fn new(old: &[Token], new: &New<'_>) -> Self {
        let found: Vec<(&Token, usize)> =
            old.iter().filter_map(|token| Some((token, *new.index.get(&token.id)?))).collect();
        let mut pieces: Vec<Vec<usize>> = Vec::new();
        for &(_, i) in &found {
            match pieces.last_mut() {
                Some(piece) if (1..MIN_GAP_TOKENS).contains(&i.wrapping_sub(piece[piece.len() - 1])) => {
                    piece.push(i);
                }
                _ => pieces.push(vec![i]),
            }
        }
        let piece = pieces.into_iter().max_by_key(Vec::len).unwrap_or_default();
        let in_a_row = piece.len() == old.len() && piece[piece.len() - 1] - piece[0] + 1 == old.len();
        let same = found.iter().all(|&(token, i)| new.tokens[i].text.len() != token.text.len() + 1);
        let words = |tokens: &mut dyn Iterator<Item = &Token>| {
            tokens.filter(|token| token.text.starts_with(char::is_alphanumeric)).count()
        };
        let (all, left) = (words(&mut old.iter()), words(&mut found.iter().map(|(token, _)| *token)));
        let (all, left) = if all == 0 { (old.len(), found.len()) } else { (all, left) };
        let class = match left {
            0 => Class::Deleted,
            _ if left * 2 < all => Class::Cut,
            _ if in_a_row && same => Class::Unchanged,
            _ => Class::Edited,
        };
        let tokens = found.iter().map(|&(_, i)| new.places[i].clone()).collect();
        let ends = piece.first().zip(piece.last());
        Self {
            class,
            stands_once: false,
            tokens,
            piece: ends.map(|(&first, &last)| new.places[first].start..new.places[last].end),
        }
    }

    fn hull(&self) -> Option<Range<usize>> {
        self.piece.clone()
    }

    /// The common part of `spans` and the words that are left, as a share of both together: with or without
    /// insertions between them, whichever is larger.
    pub fn share(&self, spans: &[Span]) -> f64 {
        let spans: Vec<Range<usize>> = spans.iter().map(|span| span.range()).collect();
        let piece: Vec<Range<usize>> = self.piece.clone().into_iter().collect();
        overlap(&self.tokens, &spans).max(overlap(&piece, &spans))
    }
}

/// The common part of two lists of ranges as a share of their union, without white space between tokens.
fn overlap(one: &[Range<usize>], other: &[Range<usize>]) -> f64 {
    let size = |ranges: &[Range<usize>]| ranges.iter().map(ExactSizeIterator::len).sum::<usize>();
    let both = |a: &Range<usize>| {
        other.iter().map(|b| a.end.min(b.end).saturating_sub(a.start.max(b.start))).sum::<usize>()
    };
    let shared: usize = one.iter().map(both).sum();
    shared as f64 / (size(one) + size(other) - shared).max(1) as f64
}

/// A text after its revision.
struct New<'a> {
    tokens: &'a [Token],
    places: Vec<Range<usize>>,
    index: HashMap<u64, usize>,
}

/// Spans tagged in an old text, with what became of each in the new one.
pub struct Trial {
    pub old: String,
    pub new: Text,
    pub glosses: Vec<Gloss>,
    pub spans: Vec<Span>,
    pub truths: Vec<Truth>,
}

impl Trial {
    /// Tags `count` spans of `old`, chosen by `seed`.
    pub fn new(old: &[Token], new: &[Token], count: usize, seed: u64) -> Self {
        let mut dice = Dice::new(seed);
        let mut span = || {
            let start = dice.below(old.len() - 36);
            start..start + 1 + dice.below(35)
        };
        let spans: Vec<Range<usize>> = (0..count).map(|_| span()).collect();
        Self::of(old, new, &spans)
    }

    /// Tags these spans of `old`, in tokens.
    pub fn of(old: &[Token], new: &[Token], tagged: &[Range<usize>]) -> Self {
        let (old_text, old_places) = text_of(old);
        let (new_text, places) = text_of(new);
        let index = new.iter().enumerate().map(|(i, token)| (token.id, i)).collect();
        let revised = New { tokens: new, places, index };
        let text = Text::new(old_text.as_str());
        let (mut glosses, mut spans, mut truths) = (Vec::new(), Vec::new(), Vec::new());
        let once = |text: &str, words: &str| text.matches(words).count() == 1;
        for (i, tokens) in tagged.iter().cloned().enumerate() {
            let span = Span::new(old_places[tokens.start].start, old_places[tokens.end - 1].end);
            glosses.push(Gloss::new(Id::from_bits(i as u64), "note", vec![anchor::selector(&text, span)]));
            spans.push(span);
            let words = &old_text[span.range()];
            let stands_once = once(&old_text, words) && once(&new_text, words);
            truths.push(Truth { stands_once, ..Truth::new(&old[tokens], &revised) });
        }
        Self { old: old_text, new: Text::new(new_text), glosses, spans, truths }
    }

    /// What is known of the old text: all of it, or only its length.
    pub fn baseline(&self, with_old: bool) -> Baseline<'_> {
        if with_old { Baseline::Text(&self.old) } else { Baseline::Unknown(Some(self.old.chars().count())) }
    }
}

/// Tags `count` spans of `old`, places them in `new`, and counts the results.
pub fn measure(
    old: &[Token],
    new: &[Token],
    count: usize,
    with_old: bool,
    seed: u64,
    tallies: &mut [Tally; 4],
) {
    tally(&Trial::new(old, new, count, seed), with_old, tallies);
}

/// Places the spans of a trial, and counts the results.
pub fn tally(trial: &Trial, with_old: bool, tallies: &mut [Tally; 4]) {
    let asked: Vec<&Gloss> = trial.glosses.iter().collect();
    let found = anchor::locate_all(&trial.new, &asked, trial.baseline(with_old));
    let show = std::env::var("GLOSSATOR_SHOW").is_ok();
    for ((span, truth), place) in trial.spans.iter().zip(&trial.truths).zip(&found) {
        if !tallies[truth.class as usize].add(place, truth) && show {
            print_astray(&trial.old, *span, &trial.new.slice(trial.new.span()), truth, place);
        }
    }
}

fn print_astray(old: &str, span: Span, new: &str, truth: &Truth, place: &Place) {
    let around = |text: &str, ranges: &[Range<usize>]| {
        let (Some(first), Some(last)) = (ranges.first(), ranges.last()) else { return String::new() };
        let from = text.floor_char_boundary(first.start.saturating_sub(40));
        let to = text.ceil_char_boundary((last.end + 40).min(text.len()));
        let mut shown = String::new();
        let mut at = from;
        for range in ranges {
            shown += &format!("{}[{}]", &text[at..range.start], &text[range.clone()]);
            at = range.end;
        }
        (shown + &text[at..to]).replace('\n', "/")
    };
    let spans: Vec<Range<usize>> = place.spans.iter().map(|span| span.range()).collect();
    println!("--- {:?} {:?} {}: {}", truth.class, place.state, place.score, place.reason);
    println!("  old   {}", around(old, &[span.range()]));
    println!("  truth {}", around(new, &truth.piece.clone().into_iter().collect::<Vec<_>>()));
    println!("  found {}", around(new, &spans));
}

pub fn show(name: &str, tallies: &[Tally; 4]) {
    println!("{name}");
    let columns = [
        "spans", "exact", "near", "off", "wrong", "silent", "attached", "doubtful", "orphan", "once",
        "doubted",
    ];
    println!("  {:10} {}", "", columns.map(|column| format!("{column:>8}")).join(" "));
    for (class, tally) in ["unchanged", "edited", "cut", "deleted"].iter().zip(tallies) {
        print!("  {class:10} {:>8}", tally.all);
        for count in [
            tally.exact,
            tally.near,
            tally.off,
            tally.wrong,
            tally.silent,
            tally.attached,
            tally.doubtful,
            tally.orphan,
        ] {
            print!(" {:>7.2}%", tally.share(count));
        }
        println!(" {:>8} {:>7.2}%", tally.once, 100.0 * tally.doubted as f64 / tally.once.max(1) as f64);
    }
}
