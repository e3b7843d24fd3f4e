//! Spans of which a file states both the place and the words. Where the two differ, the words count, and a person is asked to
//! look.

use regex::Regex;

use crate::{
    gloss::Reason,
    text::{CodePoints, Span, Text, cells::printable},
};

/// How many times words are searched for in one text, so that a file of nothing but wrong places is read in linear time.
/// Chosen by hand.
const MAX_SEARCHES: usize = 10_000;

/// How many occurrences of the same words are compared. Chosen by hand.
const MAX_OCCURRENCES: usize = 4096;

/// How many code points of words are quoted in a reason. Chosen by hand.
const MAX_QUOTED_CODE_POINTS: usize = 80;

/// A text, with what has been searched for in it.
pub struct StatedWords<'a> {
    text: &'a Text,
    points: CodePoints<'a>,
    searches: usize,
}

impl<'a> StatedWords<'a> {
    /// Words in a text in memory, as every foreign text is.
    pub fn new(text: &'a Text) -> Self {
        Self { text, points: CodePoints::new(text.as_str().unwrap_or_default()), searches: 0 }
    }

    /// Whether the words stand at a span of code points; white space of any kind is the same.
    pub fn agree(&self, (start, end): (usize, usize), words: &str) -> bool {
        self.points.span(start, end).is_some_and(|span| is_same(&self.text.slice(span), words))
    }

    /// The span at which words stand, in code points: the stated one, else the nearest one that has them, with the reason for
    /// a person to look. Words that stand nowhere leave the span as it is.
    pub fn place(&mut self, stated: (usize, usize), words: &str) -> ((usize, usize), Option<Reason>) {
        if words.is_empty() || self.agree(stated, words) {
            return (stated, None);
        }
        match self.nearest(stated.0, words) {
            Some(span) => {
                let place = (self.points.of(span.start), self.points.of(span.end));
                let reason = format!("its words are not at its offsets, {} to {}", stated.0, stated.1);
                (place, Some(Reason::import(reason)))
            }
            None => {
                let quoted: String = words.chars().take(MAX_QUOTED_CODE_POINTS).collect();
                let reason = format!("at its offsets stand other words than “{}”", printable(&quoted));
                (stated, Some(Reason::import(reason)))
            }
        }
    }

    /// The first span at which words stand, for which the file states no place; with the reason for a person to look if they
    /// stand in several. `None` if they stand nowhere.
    pub fn find(&mut self, words: &str) -> Option<((usize, usize), Option<Reason>)> {
        if words.is_empty() || self.searches == MAX_SEARCHES {
            return None;
        }
        self.searches += 1;
        let places = self.occurrences(words, 2);
        let first = *places.first()?;
        let span = (self.points.of(first.start), self.points.of(first.end));
        Some((span, (places.len() > 1).then(|| Reason::import("its words stand in several places"))))
    }

    fn nearest(&mut self, start: usize, words: &str) -> Option<Span> {
        if self.searches == MAX_SEARCHES {
            return None;
        }
        self.searches += 1;
        let expected = self.points.byte(start).unwrap_or(self.text.len());
        let places = self.occurrences(words, MAX_OCCURRENCES);
        places.into_iter().min_by_key(|place| place.start.abs_diff(expected))
    }

    /// The places of words; white space of any kind is the same if they stand nowhere as they are.
    fn occurrences(&self, words: &str, most: usize) -> Vec<Span> {
        let exact = self.text.occurrences(words, 0, self.text.len(), most);
        if !exact.is_empty() {
            return exact.into_iter().map(|at| Span::new(at, at + words.len())).collect();
        }
        let pattern: Vec<String> = words.split_whitespace().map(regex::escape).collect();
        let whole = self.text.as_str().unwrap_or_default();
        match Regex::new(&pattern.join(r"\s+")) {
            Ok(pattern) if pattern.as_str().contains(r"\s") => {
                let found = pattern.find_iter(whole).map(|found| Span::new(found.start(), found.end()));
                found.take(most).collect()
            }
            _ => Vec::new(),
        }
    }
}

/// Whether two texts are the same but for white space. Some programs write a line end as `\n` in two characters.
fn is_same(one: &str, other: &str) -> bool {
    let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
    one == other || words(one) == words(other) || words(one) == words(&other.replace("\\n", "\n"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_count_where_they_are_not_at_their_place() {
        let text = Text::new("Rain on the roof, 🌧 rain\non the lake, rain at night.");
        let mut stated = StatedWords::new(&text);
        assert_eq!(stated.place((20, 24), "rain"), ((20, 24), None));
        assert_eq!(stated.place((20, 31), "rain on the"), ((20, 31), None), "a line end is white space");
        assert_eq!(stated.place((20, 31), "rain\\non the"), ((20, 31), None));
        let (place, reason) = stated.place((36, 40), "rain");
        assert_eq!(place, (38, 42));
        assert_eq!(
            reason.expect("doubtful").to_string(),
            "imported: its words are not at its offsets, 36 to 40"
        );
        let (place, reason) = stated.place((0, 4), "snow");
        assert_eq!(place, (0, 4));
        assert!(reason.expect("doubtful").to_string().contains("“snow”"));
        assert_eq!(stated.place((90, 94), "night").0, (46, 51), "offsets outside of the text");
        assert_eq!(stated.place((0, 9), "rain on  the lake").0, (20, 36), "white space of any kind");
    }
}
