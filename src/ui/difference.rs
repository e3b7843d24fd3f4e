//! What differs between two versions of the same words, so that a person sees what has changed and not only that
//! something has.

use unicode_segmentation::UnicodeSegmentation;

/// How much of each version is compared, in bytes: they are compared again for each frame.
const MAX_COMPARED_BYTES: usize = 8 << 10;

/// How many words of each version are aligned, after the words that both begin and end with are taken off; where there are
/// more, all of them count as changed. The table of the alignment has the square of this.
const MAX_ALIGNED_WORDS: usize = 400;

/// How many words stay on each side of a difference where versions are abridged.
const CONTEXT_WORDS: usize = 4;

/// Words in a row that both versions have, or that stand in for each other.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Run {
    before: Vec<String>,
    now: Vec<String>,
    differs: bool,
}

/// Two versions as runs of words, in turn the same and different.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference(Vec<Run>);

/// A piece of one version.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VersionPiece {
    /// Its words.
    pub text: String,
    /// Whether the other version has others in their place.
    pub differs: bool,
}

impl Difference {
    /// What differs between `before` and `now`; white space of one kind is as good as that of another.
    pub fn new(before: &str, now: &str) -> Self {
        let (before, now) = (words(before), words(now));
        let same = |a: &String, b: &String| a.trim_end() == b.trim_end();
        let head = before.iter().zip(&now).take_while(|(a, b)| same(a, b)).count();
        let ends = before[head..].iter().rev().zip(now[head..].iter().rev());
        let tail = ends.take_while(|(a, b)| same(a, b)).count();
        let (last, last_now) = (before.len() - tail, now.len() - tail);
        let mut runs = Self(Vec::new());
        runs.push(&before[..head], &now[..head], false);
        let (mut a, mut b) = (head, head);
        for (i, j) in common(&before[head..last], &now[head..last_now]) {
            runs.push(&before[a..head + i], &now[b..head + j], true);
            (a, b) = (head + i + 1, head + j + 1);
            runs.push(&before[a - 1..a], &now[b - 1..b], false);
        }
        runs.push(&before[a..last], &now[b..last_now], true);
        runs.push(&before[last..], &now[last_now..], false);
        runs
    }

    /// Adds words to the last run, if they are of its sort.
    fn push(&mut self, before: &[String], now: &[String], differs: bool) {
        if before.is_empty() && now.is_empty() {
            return;
        }
        match self.0.last_mut().filter(|run| run.differs == differs) {
            Some(run) => {
                run.before.extend_from_slice(before);
                run.now.extend_from_slice(now);
            }
            None => self.0.push(Run { before: before.to_vec(), now: now.to_vec(), differs }),
        }
    }

    /// Whether there is any.
    pub fn is_none(&self) -> bool {
        self.0.iter().all(|run| !run.differs)
    }

    /// The same with no more than a few words around what differs, and `…` for others.
    pub fn abridged(&self) -> Self {
        let last = self.0.len().saturating_sub(1);
        let short = |(i, run): (usize, &Run)| {
            let keep = [if i > 0 { CONTEXT_WORDS } else { 0 }, if i < last { CONTEXT_WORDS } else { 0 }];
            let cut = |words: &[String]| around_gap(words, keep);
            let run = run.clone();
            if run.differs { run } else { Run { before: cut(&run.before), now: cut(&run.now), ..run } }
        };
        Self(self.0.iter().enumerate().map(short).collect())
    }

    /// What was there before, in pieces.
    pub fn before(&self) -> Vec<VersionPiece> {
        self.0.iter().map(|run| VersionPiece { text: run.before.concat(), differs: run.differs }).collect()
    }

    /// What is there now, in pieces.
    pub fn now(&self) -> Vec<VersionPiece> {
        self.0.iter().map(|run| VersionPiece { text: run.now.concat(), differs: run.differs }).collect()
    }
}

/// The words and marks of a text, each with the space behind it.
fn words(text: &str) -> Vec<String> {
    let text = &text[..text.floor_char_boundary(MAX_COMPARED_BYTES)];
    let mut words: Vec<String> = Vec::new();
    for word in text.trim().split_word_bounds() {
        match words.last_mut() {
            Some(last) if word.trim().is_empty() => {
                if !last.ends_with(' ') {
                    last.push(' ');
                }
            }
            _ => words.push(word.to_owned()),
        }
    }
    words
}

/// The first and the last so many words, with `…` for what is between them.
fn around_gap(words: &[String], [first, last]: [usize; 2]) -> Vec<String> {
    if words.len() <= first + last + 1 {
        return words.to_vec();
    }
    let gap = "… ".to_owned();
    [&words[..first], &[gap], &words[words.len() - last..]].concat()
}

/// The longest common subsequence of two versions, as pairs of indices, ascending.
fn common(before: &[String], now: &[String]) -> Vec<(usize, usize)> {
    if before.len().max(now.len()) > MAX_ALIGNED_WORDS {
        return Vec::new();
    }
    let same = |i: usize, j: usize| before[i].trim_end() == now[j].trim_end();
    let width = now.len() + 1;
    // How long it is from each pair of positions on.
    let mut length = vec![0_u16; (before.len() + 1) * width];
    for i in (0..before.len()).rev() {
        for j in (0..now.len()).rev() {
            let (down, right) = (length[(i + 1) * width + j], length[i * width + j + 1]);
            let both = length[(i + 1) * width + j + 1] + 1;
            length[i * width + j] = if same(i, j) { both } else { down.max(right) };
        }
    }
    let (mut i, mut j, mut pairs) = (0, 0, Vec::new());
    while i < before.len() && j < now.len() {
        if same(i, j) {
            pairs.push((i, j));
            (i, j) = (i + 1, j + 1);
        } else if length[(i + 1) * width + j] >= length[i * width + j + 1] {
            i += 1;
        } else {
            j += 1;
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One version, with `[` and `]` around what differs.
    fn marked(pieces: Vec<VersionPiece>) -> String {
        let shown = |VersionPiece { text, differs }| if differs { format!("[{text}]") } else { text };
        pieces.into_iter().map(shown).collect()
    }

    fn both(before: &str, now: &str) -> [String; 2] {
        let difference = Difference::new(before, now);
        [marked(difference.before()), marked(difference.now())]
    }

    #[test]
    fn words_of_one_side_only_are_told_on_both() {
        assert_eq!(
            both("the ferry left at nine, late", "the ferry left at ten, very late"),
            ["the ferry left at [nine], []late", "the ferry left at [ten], [very ]late"]
        );
        assert_eq!(both("", "new"), ["[]", "[new]"]);
    }

    #[test]
    fn where_a_line_is_broken_is_no_difference() {
        let difference = Difference::new("two days  of\nrain", " two\r\n  days of rain\n");
        assert!(difference.is_none());
        assert_eq!(marked(difference.now()), "two days of rain");
        assert!(!Difference::new("two days", "two days, rain").is_none());
    }

    #[test]
    fn far_from_what_differs_words_are_left_out() {
        let long = "one two three four five six seven eight nine ten ".repeat(3);
        let difference = Difference::new(&format!("{long}old {long}end"), &format!("{long}new {long}END"));
        assert_eq!(
            marked(difference.abridged().before()),
            "… seven eight nine ten [old ]one two three four … seven eight nine ten [end]"
        );
        assert_eq!(
            marked(difference.abridged().now()),
            "… seven eight nine ten [new ]one two three four … seven eight nine ten [END]"
        );
    }

    #[test]
    fn very_long_versions_are_compared_in_part() {
        let long = "a b ".repeat(MAX_COMPARED_BYTES);
        let other = "c d ".repeat(MAX_COMPARED_BYTES);
        let difference = Difference::new(&long, &other);
        assert!(
            difference.before().iter().map(|piece| piece.text.len()).sum::<usize>() <= MAX_COMPARED_BYTES
        );
        assert!(difference.before().iter().all(|piece| piece.differs));
    }
}
