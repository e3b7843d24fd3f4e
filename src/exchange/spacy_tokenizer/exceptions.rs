//! The special cases: abbreviations, contractions, smileys and their like, whose pieces are listed.

use std::{collections::HashMap, sync::LazyLock};

use super::cut;

/// The special cases, one a line, with a space between their pieces.
const LISTED: &str = include_str!("../../../assets/spacy/exceptions.txt");

/// The lengths in bytes of the pieces of each special case.
static EXCEPTIONS: LazyLock<HashMap<String, Vec<usize>>> = LazyLock::new(|| {
    LISTED.lines().map(|line| (line.replace(' ', ""), line.split(' ').map(str::len).collect())).collect()
});

/// The special cases that affixes or infixes cut, each with the pieces into which those cut it.
static CUT: LazyLock<HashMap<&str, Vec<usize>>> = LazyLock::new(|| {
    let pieces = |text: &'static str| cut(text, false).into_iter().map(str::len).collect::<Vec<_>>();
    let cut = EXCEPTIONS.keys().map(|text| (text.as_str(), pieces(text)));
    cut.filter(|(_, pieces)| pieces.len() > 1).collect()
});

/// The largest number of pieces that a special case has in [`CUT`].
static MAX_PIECES: LazyLock<usize> = LazyLock::new(|| CUT.values().map(Vec::len).max().unwrap_or(0));

/// The length of the longest special case, in bytes.
static MAX_BYTES: LazyLock<usize> = LazyLock::new(|| EXCEPTIONS.keys().map(String::len).max().unwrap_or(0));

/// The lengths in bytes of the pieces of a special case.
pub fn pieces(text: &str) -> Option<&'static [usize]> {
    // A long text isn't looked at each time that a character is cut off.
    if text.len() > *MAX_BYTES {
        return None;
    }
    EXCEPTIONS.get(text).map(Vec::as_slice)
}

/// The parts of a text that have these lengths, in bytes.
pub fn parts<'a>(text: &'a str, lengths: &[usize]) -> Vec<&'a str> {
    let mut rest = text;
    let part = |&len: &usize| {
        let (part, after) = rest.split_at(len);
        rest = after;
        part
    };
    lengths.iter().map(part).collect()
}

/// The pieces of a run, in which special cases that were cut are whole again: the longest first, and of equal ones the first.
pub fn find<'a>(run: &'a str, pieces: &[&'a str]) -> Vec<&'a str> {
    if pieces.len() < 2 {
        return pieces.to_vec();
    }
    let mut starts = vec![0];
    starts.extend(pieces.iter().scan(0, |end, piece| {
        *end += piece.len();
        Some(*end)
    }));
    let mut found: Vec<(usize, usize)> = Vec::new();
    for first in 0..pieces.len() {
        let most = (first + *MAX_PIECES).min(pieces.len());
        for end in first + 2..=most {
            let known = run.get(starts[first]..starts[end]).and_then(|text| CUT.get(text));
            let there = || pieces[first..end].iter().map(|piece| piece.len());
            if known.is_some_and(|lengths| lengths.iter().copied().eq(there())) {
                found.push((first, end));
            }
        }
    }
    found.sort_by_key(|&(first, end)| (std::cmp::Reverse(end - first), first));
    let mut whole: HashMap<usize, usize> = HashMap::new();
    let mut is_taken = vec![false; pieces.len()];
    for (first, end) in found {
        if !is_taken[first] && !is_taken[end - 1] {
            whole.insert(first, end);
        }
        is_taken[first..end].fill(true);
    }
    let mut joined = Vec::with_capacity(pieces.len());
    let mut at = 0;
    while at < pieces.len() {
        let known = whole.get(&at).and_then(|&end| {
            let text = run.get(starts[at]..starts[end])?;
            Some((end, parts(text, EXCEPTIONS.get(text)?)))
        });
        match known {
            Some((end, parts)) => {
                joined.extend(parts);
                at = end;
            }
            None => {
                joined.push(pieces[at]);
                at += 1;
            }
        }
    }
    joined
}
