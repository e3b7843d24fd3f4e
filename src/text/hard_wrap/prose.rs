//! Which lines of a paragraph are prose that a program wrapped.
//!
//! The rules and numbers were chosen by hand on books of Project Gutenberg, on plain texts that are wrapped at 60 to 78 cells, and on
//! verse, tables, listings and heads that are not.

use std::ops::Range;

use super::wrapped_line::WrappedLine;

/// The narrowest width at which programs wrap prose, in cells; shorter lines are verse, heads and addresses.
const MIN_FILL_CELLS: usize = 40;

/// The narrowest such width if each line begins with a capital, as verse does, in cells: wider than lines of verse.
const MIN_CAPITALS_FILL_CELLS: usize = 60;

/// How much deeper the second line of an item may be indented than its marker stands, in cells.
const MAX_HANG_CELLS: usize = 8;

/// Shares of a whole, as numerator and denominator.
type Share = (usize, usize);

/// How wide a line must be, of the widest, to end within a sentence where the next word would have found room in it.
const MIN_WIDTH_WITHIN_SENTENCE: Share = (2, 3);

/// How wide a line may be at most, of the widest, to end a paragraph without a blank line after it.
const MAX_WIDTH_OF_LAST: Share = (3, 4);

/// How many of the line ends must look as if a program had made them.
const MIN_WRAPPED: Share = (4, 5);

/// How many of the characters of prose are letters, at least; in code there are fewer.
const MIN_LETTERS: Share = (3, 4);

/// How many of the lines may end in punctuation at most, if each begins with a capital; in verse there are more.
const MAX_PUNCTUATION: Share = (1, 3);

/// The runs of lines, of two at least, that are shown as one each. All lines are of one paragraph.
pub fn runs(lines: &[WrappedLine<'_>]) -> Vec<Range<usize>> {
    let fill = lines.iter().map(|line| line.width).max().unwrap_or(0);
    let mut runs = Vec::new();
    let mut start = 0;
    for next in 1..=lines.len() {
        if next == lines.len() || is_parted(&lines[start..next], &lines[next], fill) {
            if is_prose(&lines[start..next], fill) {
                runs.push(start..next);
            }
            start = next;
        }
    }
    runs
}

/// Whether `below` begins something of its own after the lines `above`.
fn is_parted(above: &[WrappedLine<'_>], below: &WrappedLine<'_>, fill: usize) -> bool {
    let (first, last) = (&above[0], &above[above.len() - 1]);
    let is_short = last.width + 1 + below.first_word_width() <= part_of(fill, MAX_WIDTH_OF_LAST);
    let ends_here = last.ends_in_stop() && is_short;
    let begins_item =
        below.marker().is_some() && (last.ends_in_stop() || first.marker().is_some() || is_short);
    let is_other_indent = match above {
        [_] if first.marker().is_some() => below.indent > first.indent + MAX_HANG_CELLS,
        [_] => below.indent > first.indent,
        _ => below.indent != last.indent,
    };
    ends_here || begins_item || is_other_indent || below.begins_page
}

/// Whether a program has wrapped `lines`, which were wrapped at `fill` cells.
fn is_prose(lines: &[WrappedLine<'_>], fill: usize) -> bool {
    if lines.len() < 2 || fill < MIN_FILL_CELLS || lines.iter().any(WrappedLine::has_columns) {
        return false;
    }
    let ends = || lines.windows(2).map(|pair| (&pair[0], &pair[1]));
    let is_full = |(above, below): &(&WrappedLine<'_>, &WrappedLine<'_>)| {
        above.ends_in_hyphen() || above.width + 1 + below.first_word_width() > fill
    };
    let is_within_sentence = |(above, below): &(&WrappedLine<'_>, &WrappedLine<'_>)| {
        below.begins_within_sentence()
            && !above.ends_in_stop()
            && above.width >= part_of(fill, MIN_WIDTH_WITHIN_SENTENCE)
    };
    let count = lines.len() - 1;
    if ends().all(|(_, below)| below.begins_with_capital()) {
        let stopped = ends().filter(|(above, _)| above.ends_in_punctuation()).count();
        return fill >= MIN_CAPITALS_FILL_CELLS
            && stopped <= part_of(count, MAX_PUNCTUATION)
            && ends().all(|end| is_full(&end))
            && are_words(lines);
    }
    let wrapped = ends().filter(|end| is_full(end) || is_within_sentence(end)).count();
    wrapped * MIN_WRAPPED.1 >= count * MIN_WRAPPED.0 && are_words(lines)
}

/// Whether the lines have about as many letters as prose.
fn are_words(lines: &[WrappedLine<'_>]) -> bool {
    let chars = || lines.iter().flat_map(|line| line.words.chars()).filter(|c| !c.is_whitespace());
    let letters = chars().filter(|c| c.is_alphabetic()).count();
    letters * MIN_LETTERS.1 >= chars().count() * MIN_LETTERS.0
}

/// The share of a whole.
fn part_of(whole: usize, (numerator, denominator): Share) -> usize {
    whole * numerator / denominator
}
