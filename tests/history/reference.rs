//! What became of each word between two versions of a text written by people, found by a comparison that shares no
//! code with the one being measured.
//!
//! The algorithm is Ratcliff and Obershelp's: the longest run of tokens in both, whatever their capitals, then the
//! same on either side of it. Short runs that are no longer than the changes around them count as chance (the
//! semantic clean-up of diff-match-patch); long runs left over in both texts are blocks that were moved.

use std::{collections::HashMap, ops::Range};

use super::prose::Token;

/// How many tokens in a row prove that a block was moved. Chosen by hand.
const MOVED: usize = 10;

/// How many tokens in a row, between equal surroundings, are no chance. Chosen by hand.
const STAYED: usize = 5;

/// A run of equal tokens that starts at these two indices.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Run {
    old: usize,
    new: usize,
    length: usize,
}

/// Gives the tokens of `new` the identity of the tokens of `old` that they continue.
pub fn identify(old: &[Token], new: &mut [Token]) {
    let runs = Comparison::new(old, new).runs();
    for run in runs {
        for by in 0..run.length {
            new[run.new + by].id = old[run.old + by].id;
        }
    }
}

/// Both texts as numbers that are equal for equal words.
struct Comparison {
    old: Vec<usize>,
    new: Vec<usize>,
    /// The indices of each number in the new text.
    places: Vec<Vec<usize>>,
}

impl Comparison {
    fn new(old: &[Token], new: &[Token]) -> Self {
        let mut numbers: HashMap<String, usize> = HashMap::new();
        let mut number = |token: &Token| {
            let next = numbers.len();
            *numbers.entry(token.text.to_lowercase()).or_insert(next)
        };
        let [old, new] = [old, new].map(|tokens| tokens.iter().map(&mut number).collect::<Vec<usize>>());
        let mut places = vec![Vec::new(); numbers.len()];
        for (j, &word) in new.iter().enumerate() {
            places[word].push(j);
        }
        Self { old, new, places }
    }

    fn places(&self, i: usize) -> &[usize] {
        &self.places[self.old[i]]
    }

    fn runs(&self) -> Vec<Run> {
        let mut runs = Vec::new();
        let mut open = vec![(0..self.old.len(), 0..self.new.len())];
        while let Some((old, new)) = open.pop() {
            if let Some(run) = self.longest(&old, &new) {
                runs.push(run);
                open.push((old.start..run.old, new.start..run.new));
                open.push((run.old + run.length..old.end, run.new + run.length..new.end));
            }
        }
        runs.sort_unstable();
        while let Some(chance) = self.by_chance(&runs) {
            runs.remove(chance);
        }
        self.add_moved(&mut runs);
        runs
    }

    /// The longest run of equal tokens in two ranges.
    fn longest(&self, old: &Range<usize>, new: &Range<usize>) -> Option<Run> {
        let mut best: Option<Run> = None;
        // The lengths of the runs that end at each new token and the last old one.
        let mut lengths: HashMap<usize, usize> = HashMap::new();
        for i in old.clone() {
            let at = self.places(i);
            let from = at.partition_point(|&j| j < new.start);
            let ends = at[from..].iter().take_while(|&&j| j < new.end).map(|&j| {
                let before = j.checked_sub(1).and_then(|j| lengths.get(&j));
                (j, before.map_or(1, |length| length + 1))
            });
            lengths = ends.collect();
            for (&j, &length) in &lengths {
                let run = Run { old: i + 1 - length, new: j + 1 - length, length };
                if best.is_none_or(|best| (length, best) > (best.length, run)) {
                    best = Some(run);
                }
            }
        }
        best
    }

    /// The index of a run shorter than the changes on either side of it.
    fn by_chance(&self, runs: &[Run]) -> Option<usize> {
        let changed = |before: Option<&Run>, after: Option<&Run>| {
            let (i, j) = before.map_or((0, 0), |run| (run.old + run.length, run.new + run.length));
            let (to_i, to_j) = after.map_or((self.old.len(), self.new.len()), |run| (run.old, run.new));
            (to_i - i).max(to_j - j)
        };
        (0..runs.len()).find(|&k| {
            let before = changed(k.checked_sub(1).map(|k| &runs[k]), Some(&runs[k]));
            runs[k].length < STAYED && runs[k].length <= before.min(changed(Some(&runs[k]), runs.get(k + 1)))
        })
    }

    /// Adds runs that are left over in both texts, wherever they are.
    fn add_moved(&self, runs: &mut Vec<Run>) {
        let mut left = (vec![true; self.old.len()], vec![true; self.new.len()]);
        let take = |run: &Run, left: &mut (Vec<bool>, Vec<bool>)| {
            left.0[run.old..run.old + run.length].fill(false);
            left.1[run.new..run.new + run.length].fill(false);
        };
        for run in runs.iter() {
            take(run, &mut left);
        }
        let mut old = 0;
        while old < self.old.len() {
            let run = |&new: &usize| {
                let pairs = self.old[old..]
                    .iter()
                    .zip(&self.new[new..])
                    .zip(left.0[old..].iter().zip(&left.1[new..]));
                let same = pairs.take_while(|((a, b), (free, too))| a == b && **free && **too);
                Run { old, new, length: same.count() }
            };
            let longest = self.places(old).iter().map(run).max_by_key(|run| run.length);
            if let Some(run) = longest.filter(|run| run.length >= MOVED) {
                take(&run, &mut left);
                runs.push(run);
                old += run.length;
            } else {
                old += 1;
            }
        }
    }
}
