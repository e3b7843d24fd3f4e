//! What became of a range of words, told by what became of each of them and of those around.

use std::ops::Range;

use super::align::Hit;

/// What became of a range of words.
#[derive(Clone, Debug, PartialEq)]
pub enum Fate {
    /// It stands here.
    Stands(Image),
    /// None of it is left, and this stands between what stood before and behind it: nothing, or other words.
    Replaced(Range<usize>),
    /// Nothing tells.
    Unknown,
}

/// Where a range of words stands, in indices of the new words.
#[derive(Clone, Debug, PartialEq)]
pub struct Image {
    /// From its first word to its last.
    pub words: Range<usize>,
    /// How much of its information is still there, from 0 to 1.
    pub kept: f32,
    /// The same in bits.
    pub bits: f32,
    /// Words of it that are gone, and words that are new in it.
    pub strange: usize,
    /// From the first to the last of its words that is still there, how large a share was there before, from 0 to 1.
    pub dense: f32,
    /// Whether the very same words stand there, and nothing between them.
    pub whole: bool,
}

/// So many words may have been put in between two words that stand together.
const SLACK: usize = 12;

/// How far away the next corresponding word may be, in words, that tells where something stood.
const REACH: usize = 2;

/// What became of the words `inner`; `hits` and `bits` are those of a stretch of old words around them.
pub fn fate(hits: &[Option<Hit>], bits: &[f32], inner: Range<usize>) -> Fate {
    let before = hits[..inner.start].iter().rev().take(REACH).position(Option::is_some);
    let before = before.and_then(|back| Some((back, hits[inner.start - 1 - back]?.to as usize)));
    let after = hits[inner.end..].iter().take(REACH).position(Option::is_some);
    let after = after.and_then(|on| Some((on, hits[inner.end + on]?.to as usize)));
    let Some(run) = heaviest_run(hits, bits, inner.clone()) else {
        return match (before, after) {
            (Some((0, before)), Some((0, after))) if after > before => Fate::Replaced(before + 1..after),
            (Some((_, before)), Some((_, after))) if after == before + 1 => Fate::Replaced(after..after),
            _ => Fate::Unknown,
        };
    };
    let kept: f32 = run.iter().map(|&(i, hit)| bits[i] * if hit.equal { 1.0 } else { 0.6 }).sum();
    let all: f32 = bits[inner.clone()].iter().sum();
    let few = run.len() * 2 < inner.len();
    let (first, last) = (run[0], run[run.len() - 1]);
    let mut words = first.1.to as usize..last.1.to as usize + 1;
    let whole =
        run.len() == inner.len() && words.len() == inner.len() && run.iter().all(|(_, hit)| hit.equal);
    let hulls = last.0 + 1 - first.0 + words.len();
    let dense = 2.0 * run.len() as f32 / hulls as f32;
    let strange = inner.len() + words.len() - 2 * run.len();
    // What stands for replaced words at the ends belongs to them, where the words right beside are still there.
    let room = |lost: usize| if few { 0 } else { lost + lost / 2 + 1 };
    let lost = first.0 - inner.start;
    if let Some((0, before)) = before
        && lost > 0
        && (before + 1..before + 2 + room(lost)).contains(&words.start)
    {
        words.start = before + 1;
    }
    let lost = inner.end - 1 - last.0;
    if let Some((0, after)) = after
        && lost > 0
        && (words.end..words.end + 1 + room(lost)).contains(&after)
    {
        words.end = after;
    }
    Fate::Stands(Image { words, kept: kept / all.max(f32::MIN_POSITIVE), bits: kept, strange, dense, whole })
}

/// Of the words that still stand somewhere, those that stand together and tell most.
fn heaviest_run(hits: &[Option<Hit>], bits: &[f32], inner: Range<usize>) -> Option<Vec<(usize, Hit)>> {
    let mut runs: Vec<Vec<(usize, Hit)>> = Vec::new();
    for (i, hit) in inner.filter_map(|i| Some((i, hits[i]?))) {
        match runs.last_mut() {
            Some(run)
                if run.last().is_some_and(|&last| apart(last, (i, hit)).is_some_and(|by| by <= SLACK)) =>
            {
                run.push((i, hit));
            }
            _ => runs.push(vec![(i, hit)]),
        }
    }
    // A longer insertion belongs to the span where much more of it stands on both sides.
    let joined = runs.into_iter().fold(Vec::new(), |mut runs: Vec<Vec<(usize, Hit)>>, run| {
        match runs.last_mut() {
            Some(last)
                if apart(last[last.len() - 1], run[0])
                    .is_some_and(|by| by <= 3 * last.len().min(run.len())) =>
            {
                last.extend(run);
            }
            _ => runs.push(run),
        }
        runs
    });
    let weight = |run: &Vec<(usize, Hit)>| run.iter().map(|&(i, _)| bits[i]).sum::<f32>();
    joined.into_iter().max_by(|one, other| weight(one).total_cmp(&weight(other)))
}

/// How many words were put in between two words, beyond those that stood there; none if they are in another order.
fn apart(one: (usize, Hit), other: (usize, Hit)) -> Option<usize> {
    let between = (other.1.to as usize).checked_sub(one.1.to as usize + 1)?;
    Some(between.saturating_sub(other.0 - one.0 - 1))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `0123…` are the new indices of old words; `.` is a word that is gone.
    fn became(hits: &str, inner: Range<usize>) -> Fate {
        let hits: Vec<Option<Hit>> =
            hits.chars().map(|c| Some(Hit { to: c.to_digit(36)?, equal: true })).collect();
        fate(&hits, &vec![5.0; hits.len()], inner)
    }

    /// The words where it stands, how many of its own are among them, and how many are gone or new.
    fn stands(words: Range<usize>, own: usize, of: usize, strange: usize, dense: f32) -> Fate {
        let bits = 5.0 * own as f32;
        Fate::Stands(Image {
            words,
            kept: bits / (5.0 * of as f32),
            bits,
            strange,
            dense,
            whole: strange == 0,
        })
    }

    #[test]
    fn what_is_still_there_and_what_stands_for_the_rest() {
        assert_eq!(became("012345", 2..4), stands(2..4, 2, 2, 0, 1.0));
        assert_eq!(became("01.345", 2..4), stands(2..4, 1, 2, 1, 1.0));
        assert_eq!(became("0123..8", 2..6), stands(2..8, 2, 4, 2, 1.0));
        assert_eq!(became("012..z", 2..5), stands(2..3, 1, 3, 2, 1.0));
        assert_eq!(became("01..45", 2..4), Fate::Replaced(2..4));
        assert_eq!(became("01..23", 2..4), Fate::Replaced(2..2));
        assert_eq!(became("......", 2..4), Fate::Unknown);
    }
}
