//! How the parts of a book are cited: which entries of its contents are chapters, which are sections of one, and by which label.

use std::collections::HashMap;

use crate::text::structure::LocatorKind;

/// Words that begin the title of a group of chapters, in lower case.
const GROUP_WORDS: &[&str] = &[
    "part",
    "book",
    "volume",
    "vol",
    "teil",
    "buch",
    "band",
    "livre",
    "tome",
    "partie",
    "parte",
    "libro",
    "volumen",
    "kniha",
    "část",
    "díl",
    "księga",
    "część",
    "tom",
    "часть",
    "книга",
    "том",
    "частина",
    "deel",
    "boek",
    "del",
    "bok",
    "bind",
    "osa",
    "rész",
    "kötet",
];

/// Words that begin the title of a chapter, before its number, in lower case.
const CHAPTER_WORDS: &[&str] = &[
    "chapter",
    "chap",
    "ch",
    "kapitel",
    "kap",
    "chapitre",
    "capítulo",
    "capitulo",
    "cap",
    "capitolo",
    "kapitola",
    "hoofdstuk",
    "rozdział",
    "глава",
    "розділ",
    "kapittel",
    "luku",
    "bölüm",
];

/// English words for the numbers of chapters.
const NUMBER_WORDS: &[&str] = &[
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
    "twenty",
    "first",
    "second",
    "third",
    "fourth",
    "fifth",
    "sixth",
    "seventh",
    "eighth",
    "ninth",
    "tenth",
];

/// A part of a book: a chapter, or a group of chapters.
#[derive(Clone, Copy, Debug)]
pub struct TitledPart<'a> {
    /// The title.
    pub title: &'a str,
    /// 1 for a part that is in no other one.
    pub depth: u8,
    /// The number of the file in which it begins, in a book of several.
    pub file: Option<usize>,
}

/// The way in which a part of a book is cited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PartCitation {
    /// Chapter or section.
    pub kind: LocatorKind,
    /// The number of a chapter that is called by it; otherwise the title.
    pub label: String,
}

/// The way in which each of the parts is cited.
pub fn citations(parts: &[TitledPart<'_>]) -> Vec<PartCitation> {
    let groups: Vec<bool> = (0..parts.len()).map(|at| is_group(parts, at)).collect();
    // The depth of the chapter that the parts stand in.
    let mut chapter_depth = None;
    let mut citations: Vec<PartCitation> = parts
        .iter()
        .zip(&groups)
        .map(|(part, &is_group)| {
            let is_section = !is_group && chapter_depth.is_some_and(|depth| part.depth > depth);
            if !is_section {
                chapter_depth = Some(part.depth).filter(|_| !is_group);
            }
            let kind = if is_section { LocatorKind::Section } else { LocatorKind::Chapter };
            let label = if is_section { part.title.to_owned() } else { chapter_label(part.title) };
            PartCitation { kind, label }
        })
        .collect();
    tell_apart(parts, &mut citations);
    citations
}

/// Whether a part is a group of chapters: one that says so, or one without a number whose parts are called as chapters are, or are
/// other files.
fn is_group(parts: &[TitledPart<'_>], at: usize) -> bool {
    let part = &parts[at];
    let Some(first) = parts.get(at + 1).filter(|next| next.depth > part.depth) else { return false };
    let (word, rest) = first_word(part.title);
    group_rank(word).is_some() && !rest.is_empty()
        || chapter_number(part.title).is_none()
            && (chapter_number(first.title).is_some() || part.file != first.file)
}

/// The label by which a chapter with this title is cited: "3" for "Chapter 3: The Storm", otherwise the title.
fn chapter_label(title: &str) -> String {
    chapter_number(title).unwrap_or(title).to_owned()
}

/// The position of a word in the list of those that begin the title of a group of chapters, in any case; none for another word.
pub fn group_rank(word: &str) -> Option<usize> {
    let word = word.to_lowercase();
    GROUP_WORDS.iter().position(|known| *known == word)
}

/// The number of a chapter whose title is a number, or begins with a word for a chapter and a number.
pub fn chapter_number(title: &str) -> Option<&str> {
    let (word, rest) = first_word(title);
    if CHAPTER_WORDS.contains(&word.to_lowercase().as_str()) {
        let (number, _) = first_word(rest);
        return is_number(number).then_some(number);
    }
    (rest.is_empty() && is_number(word)).then_some(word)
}

/// The first word of `title` and what follows it, both without the marks between them.
pub fn first_word(title: &str) -> (&str, &str) {
    let is_mark = |c: char| c.is_whitespace() || matches!(c, '.' | ':' | ',' | '-' | '–' | '—');
    let title = title.trim_matches(is_mark);
    let end = title.find(is_mark).unwrap_or(title.len());
    (&title[..end], title[end..].trim_start_matches(is_mark))
}

/// Whether a word is a number: in digits, in Roman numerals, in letters.
pub fn is_number(word: &str) -> bool {
    let word = word.to_lowercase();
    let is_of = |is_digit: fn(char) -> bool| !word.is_empty() && word.chars().all(is_digit);
    is_of(char::is_numeric)
        || is_of(|c| matches!(c, 'i' | 'v' | 'x' | 'l' | 'c'))
        || NUMBER_WORDS.contains(&word.as_str())
}

/// Puts the titles of the groups around a chapter in front of a label that several chapters have, until it is its alone.
fn tell_apart(parts: &[TitledPart<'_>], citations: &mut [PartCitation]) {
    let mut around: Vec<usize> = Vec::new();
    let parents: Vec<Option<usize>> = (0..parts.len())
        .map(|at| {
            while around.last().is_some_and(|&open| parts[open].depth >= parts[at].depth) {
                around.pop();
            }
            let parent = around.last().copied();
            around.push(at);
            parent
        })
        .collect();
    let mut next = parents.clone();
    // Each round adds the title of one more group, and groups are at most six deep.
    for _ in 0..6 {
        let mut counts: HashMap<String, usize> = HashMap::new();
        for citation in citations.iter().filter(|citation| citation.kind == LocatorKind::Chapter) {
            *counts.entry(citation.label.clone()).or_default() += 1;
        }
        for (citation, next) in citations.iter_mut().zip(&mut next) {
            if counts.get(&citation.label).is_some_and(|&count| count > 1)
                && citation.kind == LocatorKind::Chapter
                && let Some(parent) = *next
            {
                citation.label = format!("{}, {}", parts[parent].title, citation.label);
                *next = parents[parent];
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn labels(parts: &[(u8, &str, usize)]) -> Vec<String> {
        let parts = parts.iter().map(|&(depth, title, file)| TitledPart { title, depth, file: Some(file) });
        let citations = citations(&parts.collect::<Vec<_>>());
        citations.iter().map(|citation| format!("{} {}", citation.kind.name(), citation.label)).collect()
    }

    #[test]
    fn chapters_are_cited_by_number_or_title() {
        let parts = [
            (1, "Preface", 0),
            (1, "Chapter 3: The Storm", 1),
            (2, "The calm before", 1),
            (1, "I. Studna", 2),
            (1, "IV.", 3),
            (1, "Chapter headings", 4),
            (1, "Kapitel Zwei", 5),
            (1, "CHAPTER I.", 6),
            (2, "CHAPTER II", 7),
        ];
        let expected = [
            "chapter Preface",
            "chapter 3",
            "section The calm before",
            "chapter I. Studna",
            "chapter IV",
            "chapter Chapter headings",
            "chapter Kapitel Zwei",
            "chapter I",
            "section CHAPTER II",
        ];
        assert_eq!(labels(&parts), expected);
    }

    #[test]
    fn numbers_that_begin_again_are_told_apart_by_their_groups() {
        let parts = [
            (1, "A Tale", 0),
            (2, "Book I", 1),
            (3, "Part I", 2),
            (4, "I", 3),
            (4, "II", 4),
            (3, "Part II", 5),
            (4, "I", 6),
            (2, "Book II", 7),
            (3, "Part I", 8),
            (4, "I", 9),
            (2, "Epilogue", 10),
            (3, "III", 11),
        ];
        let expected = [
            "chapter A Tale",
            "chapter Book I",
            "chapter Book I, Part I",
            "chapter Book I, Part I, I",
            "chapter II",
            "chapter Part II",
            "chapter Part II, I",
            "chapter Book II",
            "chapter Book II, Part I",
            "chapter Book II, Part I, I",
            "chapter Epilogue",
            "chapter III",
        ];
        assert_eq!(labels(&parts), expected);
    }
}
