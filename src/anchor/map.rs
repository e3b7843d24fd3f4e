//! Mapping a range of old words into the new text, from the matches of its words and of the words around it.

use std::ops::Range;

use super::{align::WordMatch, words::is_mark};

/// The result of mapping a range of words.
#[derive(Clone, Debug, PartialEq)]
pub enum Mapping {
    /// At least some of its words stand in the new text.
    Kept(Mapped),
    /// None of its words is left. The range says what stands between its neighbours now, in words: nothing, or other words.
    Replaced(Range<usize>),
    /// Neither its words nor its neighbours are left.
    Unknown,
}

/// The place of a range of words, in indices of the new words.
#[derive(Clone, Debug, PartialEq)]
pub struct Mapped {
    /// The pieces, ascending: one, or several if much was inserted between them.
    pub pieces: Vec<Range<usize>>,
    /// The share of its words that are still there, from 0 to 1. Punctuation marks count only if there are no words.
    pub kept: f32,
    /// The number of its words that are gone plus the number of words that are new in it.
    pub changed_words: usize,
    /// Whether exactly the same words stand there, with nothing between them.
    pub whole: bool,
}

impl Mapped {
    /// The range from its first word to its last.
    pub fn hull(&self) -> Range<usize> {
        self.pieces[0].start..self.pieces[self.pieces.len() - 1].end
    }
}

/// Some consecutive words of the old text.
#[derive(Clone, Copy)]
pub struct Window<'a> {
    /// The match of each word in the new text, if there is one.
    pub matches: &'a [Option<WordMatch>],
    /// The key of each word.
    pub keys: &'a [u64],
    /// The information of each word, in bits.
    pub bits: &'a [f32],
    /// The words that stand on the line of the range that is looked for.
    pub line: &'a Range<usize>,
    /// Whether the range goes over the end of a line.
    pub has_lines: bool,
}

/// The index of an old word, with its match in the new text.
type MatchedWord = (usize, WordMatch);

/// How many inserted words two runs of a range may have between them, at most, to stay one piece. Chosen by hand: about a
/// clause.
const MAX_INSERTED_WORDS: usize = 12;

/// How many more words may be inserted between two runs, at most, than they have themselves. Chosen by hand.
const MAX_EXTRA_INSERTED_WORDS: usize = 4;

/// The least information, in bits, of a piece that stands apart from the heaviest one; a lighter piece may have been matched by
/// chance. Chosen by hand.
const MIN_PIECE_BITS: f32 = 20.0;

/// How far from a range the nearest matched word may be, in words, to show where the range stood. Chosen by hand.
const MAX_NEIGHBOUR_DISTANCE_WORDS: usize = 2;

/// The share of a word that counts as kept where a similar word stands in its place. Chosen by hand.
const SIMILAR_WORD_SHARE: f32 = 0.6;

/// Maps the words `inner` of a window. The result has several pieces if no more than `max_inserted` words were inserted between
/// two of them; it always has one piece if `max_inserted` is 0.
pub fn mapping(window: Window<'_>, inner: Range<usize>, max_inserted: usize) -> Mapping {
    let matches = window.matches;
    let before =
        matches[..inner.start].iter().rev().take(MAX_NEIGHBOUR_DISTANCE_WORDS).position(Option::is_some);
    let before = before.and_then(|back| Some((back, matches[inner.start - 1 - back]?.to as usize)));
    let after = matches[inner.end..].iter().take(MAX_NEIGHBOUR_DISTANCE_WORDS).position(Option::is_some);
    let after = after.and_then(|on| Some((on, matches[inner.end + on]?.to as usize)));
    let pieces = window.pieces(&inner, max_inserted);
    if pieces.is_empty() {
        return match (before, after) {
            (Some((0, before)), Some((0, after))) if after > before => Mapping::Replaced(before + 1..after),
            (Some((_, before)), Some((_, after))) if after == before + 1 => Mapping::Replaced(after..after),
            _ => Mapping::Unknown,
        };
    }
    let mut mapped = window.mapped(&inner, &pieces);
    let found = || pieces.iter().flatten().map(|(i, _)| *i);
    let (first, last) = (found().min().unwrap_or(inner.start), found().max().unwrap_or(inner.end));
    // Words that replaced the first or the last words of the range belong to it, if the word right beside them is still there.
    let few = found().count() * 2 < inner.len();
    let room = |lost: usize| if few || lost == 0 { 0 } else { lost + lost / 2 + 2 };
    let (lost_before, lost_behind) = (first - inner.start, inner.end - 1 - last);
    let hull = mapped.hull();
    if let Some((0, before)) =
        before.filter(|(_, before)| (before + 1..before + 1 + room(lost_before)).contains(&hull.start))
    {
        mapped.pieces[0].start = before + 1;
    }
    if let Some((0, after)) =
        after.filter(|(_, after)| (hull.end..hull.end + room(lost_behind)).contains(after))
    {
        let last = mapped.pieces.len() - 1;
        mapped.pieces[last].end = after;
    }
    Mapping::Kept(mapped)
}

impl Window<'_> {
    /// The matched words of a range, in pieces: the heaviest piece, and those before and after it that belong to it.
    fn pieces(self, inner: &Range<usize>, max_inserted: usize) -> Vec<Vec<MatchedWord>> {
        let mut runs: Vec<Vec<MatchedWord>> = Vec::new();
        for found in inner.clone().filter_map(|i| Some((i, self.matches[i]?))) {
            match runs.last_mut() {
                Some(run) if inserted(run[run.len() - 1], found) == Some(0) => run.push(found),
                _ => runs.push(vec![found]),
            }
        }
        let mut pieces: Vec<Vec<MatchedWord>> = Vec::new();
        for run in runs {
            match pieces.last_mut() {
                Some(piece)
                    if inserted(piece[piece.len() - 1], run[0]).is_some_and(|by| {
                        by <= MAX_INSERTED_WORDS.min(piece.len() + run.len() + MAX_EXTRA_INSERTED_WORDS)
                    }) =>
                {
                    piece.extend(run);
                }
                _ => pieces.push(run),
            }
        }
        let counts = self.counts(inner);
        let weight = |piece: &[MatchedWord]| piece.iter().map(|&(i, _)| self.bits[i]).sum::<f32>();
        pieces.retain(|piece| piece.iter().any(|&(i, _)| counts(i)));
        // A piece apart from the heaviest one may be equal words from elsewhere, unless it tells enough with the words beside it.
        let most = pieces.iter().map(|piece| weight(piece)).fold(0.0, f32::max);
        pieces.retain(|piece| weight(piece) >= most || self.row(piece) >= MIN_PIECE_BITS);
        let Some(heaviest) =
            (0..pieces.len()).max_by(|&a, &b| weight(&pieces[a]).total_cmp(&weight(&pieces[b])))
        else {
            return pieces;
        };
        let follows = |one: &[MatchedWord], other: &[MatchedWord]| {
            inserted(one[one.len() - 1], other[0]).is_some_and(|by| by <= max_inserted)
        };
        let behind = pieces[heaviest..].windows(2).take_while(|two| follows(&two[0], &two[1])).count();
        let before = pieces[..=heaviest].windows(2).rev().take_while(|two| follows(&two[0], &two[1])).count();
        let near = heaviest - before..heaviest + behind + 1;
        let own = |pieces: &[Vec<MatchedWord>]| pieces.iter().flatten().filter(|&&(i, _)| counts(i)).count();
        let all = inner.clone().filter(|&i| counts(i)).count();
        if max_inserted == 0 || own(&pieces[near.clone()]) * 2 >= all || own(&pieces) * 2 < all {
            return pieces.drain(near).collect();
        }
        // Only together with the pieces that moved elsewhere are they most of the range.
        pieces.sort_unstable_by_key(|piece| piece[0].1.to);
        pieces
    }

    /// The information of a piece in bits, with the words outside of the range that continue it in both texts.
    fn row(self, piece: &[MatchedWord]) -> f32 {
        let (first, last) = (piece[0].0, piece[piece.len() - 1].0);
        let goes_on = |i: usize| match (self.matches[i], self.matches[i + 1]) {
            (Some(one), Some(next)) => one.to + 1 == next.to,
            _ => false,
        };
        let before = (0..first).rev().take_while(|&i| goes_on(i));
        let behind = (last + 1..self.matches.len()).take_while(|&i| goes_on(i - 1));
        piece.iter().map(|&(i, _)| i).chain(before).chain(behind).map(|i| self.bits[i]).sum()
    }

    /// A test for the words of a range that count: punctuation marks do only if the range has no words.
    fn counts(self, inner: &Range<usize>) -> impl Fn(usize) -> bool {
        let only_marks = self.keys[inner.clone()].iter().all(|&key| is_mark(key));
        move |i| only_marks || !is_mark(self.keys[i])
    }

    /// The place of a range that stands in `pieces`.
    fn mapped(self, inner: &Range<usize>, pieces: &[Vec<MatchedWord>]) -> Mapped {
        let counts = self.counts(inner);
        let found = || pieces.iter().flatten();
        let left: f32 = found()
            .filter(|(i, _)| counts(*i))
            .map(|(_, matched)| if matched.equal { 1.0 } else { SIMILAR_WORD_SHARE })
            .sum();
        let all = inner.clone().filter(|&i| counts(i)).count();
        let own = found().count();
        let hull =
            |piece: &Vec<MatchedWord>| piece[0].1.to as usize..piece[piece.len() - 1].1.to as usize + 1;
        let mapped_pieces: Vec<Range<usize>> = pieces.iter().map(hull).collect();
        let new: usize = mapped_pieces.iter().map(ExactSizeIterator::len).sum();
        let changed_words = inner.len() + new - 2 * own;
        Mapped {
            kept: left / all.max(1) as f32,
            changed_words,
            whole: mapped_pieces.len() == 1
                && changed_words == 0
                && found().all(|(_, matched)| matched.equal),
            pieces: mapped_pieces,
        }
    }
}

/// How many more words stand between two matched words than did before; `None` if they are in another order now.
fn inserted(one: MatchedWord, other: MatchedWord) -> Option<usize> {
    let between = (other.1.to as usize).checked_sub(one.1.to as usize + 1)?;
    Some(between.saturating_sub(other.0 - one.0 - 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `0123…` are the new indices of old words; `.` is a word that is gone.
    fn became(matches: &str, inner: Range<usize>) -> Mapping {
        let matches: Vec<Option<WordMatch>> =
            matches.chars().map(|c| Some(WordMatch { to: c.to_digit(36)?, equal: true })).collect();
        let (keys, bits) = (vec![1; matches.len()], vec![10.0; matches.len()]);
        mapping(
            Window {
                matches: &matches,
                keys: &keys,
                bits: &bits,
                line: &(0..matches.len()),
                has_lines: false,
            },
            inner,
            100,
        )
    }

    /// The pieces in which a range stands, and how much of it is left.
    fn stands(mapping: Mapping) -> (Vec<(usize, usize)>, f32) {
        let Mapping::Kept(mapped) = mapping else { panic!("{mapping:?}") };
        assert_eq!(mapped.whole, mapped.changed_words == 0 && mapped.pieces.len() == 1);
        (mapped.pieces.iter().map(|piece| (piece.start, piece.end)).collect(), mapped.kept)
    }

    #[test]
    fn what_is_still_there_and_what_stands_for_the_rest() {
        assert_eq!(stands(became("012345", 2..4)), (vec![(2, 4)], 1.0));
        assert_eq!(stands(became("01.345", 2..4)), (vec![(2, 4)], 0.5));
        assert_eq!(stands(became("0123..8", 2..6)), (vec![(2, 8)], 0.5));
        assert_eq!(stands(became("012..z", 2..5)).0, [(2, 3)]);
        assert_eq!(became("01..45", 2..4), Mapping::Replaced(2..4));
        assert_eq!(became("01..23", 2..4), Mapping::Replaced(2..2));
        assert_eq!(became("......", 2..4), Mapping::Unknown);
    }

    #[test]
    fn what_is_put_in_belongs_to_a_range_or_parts_it() {
        assert_eq!(stands(became("012678", 1..5)), (vec![(1, 8)], 1.0));
        assert_eq!(stands(became("012uvw", 1..5)), (vec![(1, 3), (30, 32)], 1.0));
        // What went before it is in another order, and no piece of it.
        assert_eq!(stands(became("uvw012", 0..5)), (vec![(30, 33)], 0.6));
    }
}
