//! The lines of two texts that are equal: rows of tables, items of lists, paragraphs that are one line. A row is known by its
//! own words and not by the rows beside it, so whole lines are matched before words are.

use std::ops::Range;

use super::{
    order,
    words::{Words, gram, is_mark},
};

/// The lines of a text.
struct HashedLines {
    /// The hash of the words of each line.
    keys: Vec<u64>,
    /// The words of each line.
    words: Vec<Range<usize>>,
}

impl HashedLines {
    fn new(words: &Words, keys: &[u64]) -> Self {
        let starts = words.lines.iter().map(|&start| start as usize);
        let ends = starts.clone().skip(1).chain([keys.len()]);
        let words: Vec<Range<usize>> = starts.zip(ends).map(|(start, end)| start..end).collect();
        Self { keys: words.iter().map(|line| gram(&keys[line.clone()])).collect(), words }
    }
}

/// Equal lines of two texts, each as the words of the old one and the first word of the new one.
pub struct EqualLines {
    /// Those that have kept their order, ascending.
    pub kept: Vec<(Range<usize>, usize)>,
    /// Those that stand once in both texts, but in another order.
    pub moved: Vec<(Range<usize>, usize)>,
}

impl EqualLines {
    /// Compares the lines of two texts, given with the keys of their words: those at both ends, those that stand once in both
    /// texts (Bram Cohen's patience diff), and those beside them.
    pub fn new((old, old_keys): (&Words, &[u64]), (new, new_keys): (&Words, &[u64])) -> Self {
        let (old, new) = (HashedLines::new(old, old_keys), HashedLines::new(new, new_keys));
        let mut matches: Vec<Option<usize>> = vec![None; old.keys.len()];
        let mut taken = vec![false; new.keys.len()];
        let pins = once_in_both(numbered(&old.keys), numbered(&new.keys));
        let ends = [(-1, -1), (old.keys.len().cast_signed(), new.keys.len().cast_signed())];
        let weights = vec![1.0; pins.len()];
        let kept = order::longest(&pins, &weights).into_iter().map(|pin| pins[pin]);
        let kept: Vec<(isize, isize)> = kept.map(|(i, j)| (i.cast_signed(), j.cast_signed())).collect();
        for &(i, j) in &kept {
            matches[i.cast_unsigned()] = Some(j.cast_unsigned());
            taken[j.cast_unsigned()] = true;
        }
        for (i, j) in kept.iter().copied().chain(ends) {
            for by in [-1, 1] {
                let (mut i, mut j) = (i + by, j + by);
                while let (Ok(old_line), Ok(new_line)) = (usize::try_from(i), usize::try_from(j))
                    && matches.get(old_line) == Some(&None)
                    && taken.get(new_line) == Some(&false)
                    && old.keys[old_line] == new.keys[new_line]
                {
                    matches[old_line] = Some(new_line);
                    taken[new_line] = true;
                    (i, j) = (i + by, j + by);
                }
            }
        }
        let whole = |i: usize, j: usize| (old.words[i].clone(), new.words[j].start);
        let kept = matches.iter().enumerate().filter_map(|(i, j)| Some(whole(i, (*j)?))).collect();
        let tells = |i: usize| {
            let words = old_keys[old.words[i].clone()].iter();
            old.words[i].len() > 1 && words.copied().any(|key| !is_mark(key))
        };
        let moved = pins.into_iter().filter(|&(i, j)| matches[i].is_none() && !taken[j] && tells(i));
        Self { kept, moved: moved.map(|(i, j)| whole(i, j)).collect() }
    }
}

fn numbered(keys: &[u64]) -> Vec<(u64, usize)> {
    keys.iter().copied().zip(0..).collect()
}

/// The old and the new position of each key that stands exactly once on each side, ordered by the old position.
pub fn once_in_both(old: Vec<(u64, usize)>, new: Vec<(u64, usize)>) -> Vec<(usize, usize)> {
    let once = |mut side: Vec<(u64, usize)>| {
        side.sort_unstable();
        let mut kept = Vec::new();
        for run in side.chunk_by(|one, other| one.0 == other.0) {
            if let [single] = run {
                kept.push(*single);
            }
        }
        kept
    };
    let (old, new) = (once(old), once(new));
    let mut pairs = Vec::new();
    let mut rest = new.iter().peekable();
    for (key, i) in old {
        while rest.next_if(|other| other.0 < key).is_some() {}
        if let Some(&&(_, j)) = rest.peek().filter(|other| other.0 == key) {
            pairs.push((i, j));
        }
    }
    pairs.sort_unstable();
    pairs
}
