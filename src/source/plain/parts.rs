//! The chapters of a plain text, as its lines name them: "CHAPTER IV.", "Kapitel 3: Der Sturm", or a Roman number alone.

use std::collections::HashSet;

use memchr::memchr_iter;

use crate::{
    source::{
        chapters::{PartCitation, TitledPart, chapter_number, citations, first_word, group_rank, is_number},
        roman::{roman, roman_value},
    },
    text::{Span, structure::Locator},
};

/// The longest title of a part, in bytes. Chosen by hand: it stands on one line.
const MAX_TITLE_BYTES: usize = 80;

/// How much text stands below an entry of a table of contents at most, in bytes: its title. Chosen by hand.
const MAX_ENTRY_BYTES: usize = 120;

/// How many Roman numbers that stand alone must follow each other to be those of chapters.
const MIN_NUMERALS: usize = 3;

/// The longest line with a Roman number alone, in bytes: "LXXXVIII." with a stop.
const MAX_NUMERAL_BYTES: usize = 9;

/// How many titles a text has at most; with more they are none. Chosen by hand: the longest books have a thousand chapters.
const MAX_TITLES: usize = 10_000;

/// What begins the line with which Project Gutenberg ends a book.
const END_OF_BOOK: &str = "*** END OF TH";

/// A line that may be the title of a part.
#[derive(Debug)]
struct PartTitle<'a> {
    /// Where it begins, in bytes.
    start: usize,
    title: &'a str,
    rank: PartRank,
}

impl PartTitle<'_> {
    /// What the part is called wherever it is named: its first word and its number, in small letters.
    fn name(&self) -> String {
        let (word, rest) = first_word(self.title);
        format!("{word} {}", first_word(rest).0).to_lowercase()
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum PartRank {
    /// A group of chapters, with the word for it.
    Group(usize),
    Chapter,
    /// A chapter that has nothing but a number, with its value.
    Numeral(usize),
}

/// The chapters of `text` as locators, each from its title to the next one.
pub fn chapters(text: &str) -> Vec<Locator> {
    let (titles, end) = titles(text);
    let titles = without_contents(text, with_numerals_in_order(titles), end);
    // Words for groups, the outermost first.
    let mut groups: Vec<usize> = Vec::new();
    for title in &titles {
        if let PartRank::Group(word) = title.rank
            && !groups.contains(&word)
        {
            groups.push(word);
        }
    }
    let depth = |rank: PartRank| match rank {
        PartRank::Group(word) => groups.iter().position(|group| *group == word),
        PartRank::Chapter | PartRank::Numeral(_) => None,
    };
    let parts = titles.iter().map(|part| {
        let depth = depth(part.rank).unwrap_or(groups.len()) + 1;
        TitledPart { title: part.title, depth: u8::try_from(depth).unwrap_or(u8::MAX), file: None }
    });
    let cited = citations(&parts.collect::<Vec<_>>());
    let ends = ends(&titles, end);
    let locator = |((title, citation), end): ((&PartTitle<'_>, PartCitation), usize)| Locator {
        span: Span::new(title.start, end),
        kind: citation.kind,
        label: citation.label.into(),
    };
    titles.iter().zip(cited).zip(ends).map(locator).collect()
}

/// The lines after a blank one that may be titles of parts, and where the book ends.
fn titles(text: &str) -> (Vec<PartTitle<'_>>, usize) {
    let mut titles = Vec::new();
    let mut is_after_blank = true;
    let mut start = 0;
    for end in memchr_iter(b'\n', text.as_bytes()).chain([text.len()]) {
        let line = text[start..end].trim();
        if is_after_blank && !line.is_empty() {
            if line.starts_with(END_OF_BOOK) {
                return (titles, start);
            }
            let rank = (line.len() <= MAX_TITLE_BYTES).then(|| rank(line)).flatten();
            titles.extend(rank.map(|rank| PartTitle { start, title: line, rank }));
            if titles.len() > MAX_TITLES {
                return (Vec::new(), start);
            }
        }
        is_after_blank = line.is_empty();
        start = end + 1;
    }
    (titles, text.len())
}

/// The rank of the part that `line` is the title of, if it may be one.
fn rank(line: &str) -> Option<PartRank> {
    if !line.starts_with(char::is_alphabetic) {
        return None;
    }
    let (word, rest) = first_word(line);
    if rest.is_empty()
        && line.len() <= MAX_NUMERAL_BYTES
        && let Some(value) = capital_numeral(word)
    {
        return Some(PartRank::Numeral(value));
    }
    let (number, _) = first_word(rest);
    if is_number(number) && group_rank(word).is_some() {
        return group_rank(word).map(PartRank::Group);
    }
    (!rest.is_empty() && chapter_number(line).is_some()).then_some(PartRank::Chapter)
}

/// `titles` without Roman numbers that stand alone for something else: those of chapters follow each other, and begin with one.
fn with_numerals_in_order(mut titles: Vec<PartTitle<'_>>) -> Vec<PartTitle<'_>> {
    let mut last = 0;
    let mut count = 0;
    titles.retain(|title| match title.rank {
        PartRank::Numeral(value) if value == 1 || value == last + 1 => {
            (last, count) = (value, count + 1);
            true
        }
        PartRank::Numeral(_) => false,
        PartRank::Group(_) | PartRank::Chapter => true,
    });
    titles.retain(|title| count >= MIN_NUMERALS || !matches!(title.rank, PartRank::Numeral(_)));
    titles
}

/// `titles` without those that stand in a table of contents: below them is no more than a title, and further on they stand again.
fn without_contents<'a>(text: &str, titles: Vec<PartTitle<'a>>, end: usize) -> Vec<PartTitle<'a>> {
    let is_short = |(title, end): (&PartTitle<'_>, usize)| {
        let body = text[title.start..end].trim_start()[title.title.len()..].trim();
        body.len() <= MAX_ENTRY_BYTES && body.lines().filter(|line| !line.trim().is_empty()).count() <= 1
    };
    let short: Vec<bool> = titles.iter().zip(ends(&titles, end)).map(is_short).collect();
    let mut later = HashSet::new();
    let mut again: Vec<bool> = titles.iter().rev().map(|title| !later.insert(title.name())).collect();
    again.reverse();
    let is_entry = |i: usize| {
        let follows_entry = || i.checked_sub(1).is_some_and(|above| short[above] && again[above]);
        again[i] && (short[i] || follows_entry())
    };
    let kept = |(i, title): (usize, PartTitle<'a>)| {
        let is_group = matches!(title.rank, PartRank::Group(_));
        (!is_entry(i) && (is_group || !short[i])).then_some(title)
    };
    titles.into_iter().enumerate().filter_map(kept).collect()
}

/// Where each part ends: where the next one begins.
fn ends(titles: &[PartTitle<'_>], end: usize) -> Vec<usize> {
    titles.iter().skip(1).map(|next| next.start).chain([end]).collect()
}

/// The value of a Roman number in capitals, as the Romans wrote it.
fn capital_numeral(word: &str) -> Option<usize> {
    let small = word.to_ascii_lowercase();
    let value = roman_value(&small).filter(|_| word.bytes().all(|byte| byte.is_ascii_uppercase()))? as usize;
    (roman(value) == small).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The chapters of `text`, each with its label and the first words of the last line in it.
    fn labels(text: &str) -> Vec<(String, String)> {
        let last = |span: Span| text[span.range()].trim_end().lines().last().unwrap_or_default().to_owned();
        chapters(text).into_iter().map(|part| (part.label.into(), last(part.span))).collect()
    }

    fn expected(parts: &[(&str, &str)]) -> Vec<(String, String)> {
        parts.iter().map(|(label, last)| ((*label).to_owned(), (*last).to_owned())).collect()
    }

    const STORY: &str = "It rained.\n\nThe water rose.\n\n";

    #[test]
    fn chapters_are_named_by_their_number() {
        let text = format!(
            "The Lock\n\nCHAPTER I.\n\n{STORY}Chapter 2: The gate\n\n{STORY}KAPITEL 3\r\n\r\n{STORY}*** END OF THE PROJECT\n\nRest.\n"
        );
        let last = "The water rose.";
        assert_eq!(labels(&text), expected(&[("I", last), ("2", last), ("3", last)]));
    }

    #[test]
    fn a_table_of_contents_has_no_chapters() {
        let text = format!(
            "CONTENTS\n\nBOOK ONE\n\nCHAPTER I\n\nCHAPTER II\n\nBOOK TWO\n\nCHAPTER I\n\n{PREFACE}BOOK ONE\n\nCHAPTER I\n\n{STORY}CHAPTER II\n\n{STORY}BOOK TWO\n\nCHAPTER I\n\n{STORY}",
            PREFACE = "This book was written by the water.\n\nIt is long.\n\n"
        );
        let found: Vec<String> = chapters(&text).into_iter().map(|part| part.label.into()).collect();
        assert_eq!(found, ["BOOK ONE", "BOOK ONE, I", "II", "BOOK TWO", "BOOK TWO, I"]);
    }

    #[test]
    fn roman_numbers_alone_are_chapters_if_they_follow_each_other() {
        let text = format!("I\n\n{STORY}II\n\n{STORY}XL\n\nIII.\n\n{STORY}I\n\n{STORY}");
        let found: Vec<String> = chapters(&text).into_iter().map(|part| part.label.into()).collect();
        assert_eq!(found, ["I", "II", "III", "I"]);
        assert_eq!(chapters("I\n\nwent home.\n\nMIX\n\nit.\n\nit is so.\n"), []);
    }

    #[test]
    fn titles_without_end_are_none() {
        assert_eq!(chapters(&"I\n\n".repeat(MAX_TITLES + 1)), []);
    }

    #[test]
    fn words_that_begin_like_titles_are_none() {
        assert_eq!(
            chapters("Chapter and verse\n\nPart of it\n\nParts one\n\nBook now!\n\nText. Chapter 2\n"),
            []
        );
        assert_eq!(chapters(""), []);
    }
}
