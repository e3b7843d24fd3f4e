//! What became of a range of words, told by what became of each of them and of those around.

use std::ops::Range;

use super::{align::Hit, words::is_mark};

/// What became of a range of words.
#[derive(Clone, Debug, PartialEq)]
pub enum Mapping {
    /// It stands here.
    Kept(Mapped),
    /// None of it is left, and this stands between what stood before and behind it: nothing, or other words.
    Replaced(Range<usize>),
    /// Nothing tells.
    Unknown,
}

/// Where a range of words stands, in indices of the new words.
#[derive(Clone, Debug, PartialEq)]
pub struct Mapped {
    /// Ascending: one piece, or several where much was put in between them.
    pub pieces: Vec<Range<usize>>,
    /// How many of its words are still there, as a share; marks count where there is nothing else.
    pub kept: f32,
    /// Words of it that are gone, and words that are new in it.
    pub strange: usize,
    /// Whether the very same words stand there, and nothing between them.
    pub whole: bool,
}

impl Mapped {
    /// From its first word to its last.
    pub fn hull(&self) -> Range<usize> {
        self.pieces[0].start..self.pieces[self.pieces.len() - 1].end
    }
}

/// Old words in a row: what became of them, their keys, and what they tell, in bits.
#[derive(Clone, Copy)]
pub struct Window<'a> {
    pub hits: &'a [Option<Hit>],
    pub keys: &'a [u64],
    pub bits: &'a [f32],
}

/// An old word and what it became.
type Match = (usize, Hit);

/// What was put in between two words belongs to them up to so many words, and so many more than stand there themselves.
const SLACK: usize = 12;
const MORE: usize = 4;

/// A piece of a span that stands apart from the rest must tell so much, in bits.
const TELLING: f32 = 20.0;

/// How far away the next corresponding word may be, in words, that tells where something stood.
const REACH: usize = 2;

/// How much of a word one is, for a person, that is written almost the same.
const ALIKE: f32 = 0.6;

/// What became of the words `inner` of a window, in pieces where no more than `asunder` words were put in between them; in
/// one piece for 0.
pub fn mapping(window: Window<'_>, inner: Range<usize>, asunder: usize) -> Mapping {
    let hits = window.hits;
    let before = hits[..inner.start].iter().rev().take(REACH).position(Option::is_some);
    let before = before.and_then(|back| Some((back, hits[inner.start - 1 - back]?.to as usize)));
    let after = hits[inner.end..].iter().take(REACH).position(Option::is_some);
    let after = after.and_then(|on| Some((on, hits[inner.end + on]?.to as usize)));
    let pieces = window.pieces(&inner, asunder);
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
    // What stands for replaced words at the ends belongs to them, where the words right beside are still there.
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
    /// The words of a range that still stand: those that stand together and tell most, and what stands in pieces before
    /// and behind them.
    fn pieces(self, inner: &Range<usize>, asunder: usize) -> Vec<Vec<Match>> {
        let mut runs: Vec<Vec<Match>> = Vec::new();
        for found in inner.clone().filter_map(|i| Some((i, self.hits[i]?))) {
            match runs.last_mut() {
                Some(run) if put_in(run[run.len() - 1], found) == Some(0) => run.push(found),
                _ => runs.push(vec![found]),
            }
        }
        let mut pieces: Vec<Vec<Match>> = Vec::new();
        for run in runs {
            match pieces.last_mut() {
                Some(piece)
                    if put_in(piece[piece.len() - 1], run[0])
                        .is_some_and(|by| by <= SLACK.min(piece.len() + run.len() + MORE)) =>
                {
                    piece.extend(run);
                }
                _ => pieces.push(run),
            }
        }
        let counts = self.counts(inner);
        let weight = |piece: &[Match]| piece.iter().map(|&(i, _)| self.bits[i]).sum::<f32>();
        pieces.retain(|piece| piece.iter().any(|&(i, _)| counts(i)));
        // What stands apart from the rest is no more than another one like it, unless it tells enough with those beside it.
        let most = pieces.iter().map(|piece| weight(piece)).fold(0.0, f32::max);
        pieces.retain(|piece| weight(piece) >= most || self.row(piece) >= TELLING);
        let Some(heaviest) =
            (0..pieces.len()).max_by(|&a, &b| weight(&pieces[a]).total_cmp(&weight(&pieces[b])))
        else {
            return pieces;
        };
        let follows = |one: &[Match], other: &[Match]| {
            put_in(one[one.len() - 1], other[0]).is_some_and(|by| by <= asunder)
        };
        let behind = pieces[heaviest..].windows(2).take_while(|two| follows(&two[0], &two[1])).count();
        let before = pieces[..=heaviest].windows(2).rev().take_while(|two| follows(&two[0], &two[1])).count();
        let near = heaviest - before..heaviest + behind + 1;
        let own = |pieces: &[Vec<Match>]| pieces.iter().flatten().filter(|&&(i, _)| counts(i)).count();
        let all = inner.clone().filter(|&i| counts(i)).count();
        if asunder == 0 || own(&pieces[near.clone()]) * 2 >= all || own(&pieces) * 2 < all {
            return pieces.drain(near).collect();
        }
        // Only with what went elsewhere it is most of the range.
        pieces.sort_unstable_by_key(|piece| piece[0].1.to);
        pieces
    }

    /// What a piece tells, in bits, with the words that stand in a row with its first and its last one.
    fn row(self, piece: &[Match]) -> f32 {
        let (first, last) = (piece[0].0, piece[piece.len() - 1].0);
        let goes_on = |i: usize| match (self.hits[i], self.hits[i + 1]) {
            (Some(one), Some(next)) => one.to + 1 == next.to,
            _ => false,
        };
        let before = (0..first).rev().take_while(|&i| goes_on(i));
        let behind = (last + 1..self.hits.len()).take_while(|&i| goes_on(i - 1));
        piece.iter().map(|&(i, _)| i).chain(before).chain(behind).map(|i| self.bits[i]).sum()
    }

    /// Which words of a range count: marks do where there is nothing else.
    fn counts(self, inner: &Range<usize>) -> impl Fn(usize) -> bool {
        let only_marks = self.keys[inner.clone()].iter().all(|&key| is_mark(key));
        move |i| only_marks || !is_mark(self.keys[i])
    }

    /// Where a range stands, as these pieces say .
    fn mapped(self, inner: &Range<usize>, pieces: &[Vec<Match>]) -> Mapped {
        let counts = self.counts(inner);
        let found = || pieces.iter().flatten();
        let left: f32 =
            found().filter(|(i, _)| counts(*i)).map(|(_, hit)| if hit.equal { 1.0 } else { ALIKE }).sum();
        let all = inner.clone().filter(|&i| counts(i)).count();
        let own = found().count();
        let hull = |piece: &Vec<Match>| piece[0].1.to as usize..piece[piece.len() - 1].1.to as usize + 1;
        let mapped_pieces: Vec<Range<usize>> = pieces.iter().map(hull).collect();
        let new: usize = mapped_pieces.iter().map(ExactSizeIterator::len).sum();
        let strange = inner.len() + new - 2 * own;
        Mapped {
            kept: left / all.max(1) as f32,
            strange,
            whole: mapped_pieces.len() == 1 && strange == 0 && found().all(|(_, hit)| hit.equal),
            pieces: mapped_pieces,
        }
    }
}

/// How many words were put in between two, beyond those that stood there; none if they are in another order.
fn put_in(one: Match, other: Match) -> Option<usize> {
    let between = (other.1.to as usize).checked_sub(one.1.to as usize + 1)?;
    Some(between.saturating_sub(other.0 - one.0 - 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `0123…` are the new indices of old words; `.` is a word that is gone.
    fn became(hits: &str, inner: Range<usize>) -> Mapping {
        let hits: Vec<Option<Hit>> =
            hits.chars().map(|c| Some(Hit { to: c.to_digit(36)?, equal: true })).collect();
        let (keys, bits) = (vec![1; hits.len()], vec![10.0; hits.len()]);
        mapping(Window { hits: &hits, keys: &keys, bits: &bits }, inner, 100)
    }

    /// The pieces in which a range stands, and how much of it is left.
    fn stands(mapping: Mapping) -> (Vec<(usize, usize)>, f32) {
        let Mapping::Kept(mapped) = mapping else { panic!("{mapping:?}") };
        assert_eq!(mapped.whole, mapped.strange == 0 && mapped.pieces.len() == 1);
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
