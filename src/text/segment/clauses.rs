//! Clauses: the parts of a sentence with a verb of their own, found by punctuation and conjunctions.
//!
//! No parser is used: a part counts as a clause if it has three words and one of them looks like a verb. If that is
//! wrong, the sentence is split a little coarser or finer, but still only before a conjunction, after a mark, or at the
//! edge of a quotation. The words are in `assets/<code>/clauses.txt`.

use std::borrow::Cow;

use super::language::{Language, WordList, WordLists};
use super::marks::{is_cluster_end, is_dash, trim};
use super::quotations::quotations;
use super::words::words;
use crate::text::Span;

/// The clauses of `sentence`, in order: together they cover it, apart from white space.
///
/// The sentence is split after a comma, semicolon, colon or dash, before a conjunction ("and", "because", "which"), and
/// at the edges of a quotation that is a clause, if there is a clause on both sides. Numbers ("1,000") are not split.
pub fn clauses(sentence: &str, language: &Language) -> Vec<Span> {
    let known = SentenceWords::new(sentence, language);
    let cuts = known.cuts();
    let mut parts = Vec::new();
    let (mut start, mut first) = (0, 0);
    for (i, cut) in cuts.iter().enumerate() {
        let next = cuts.get(i + 1).map_or(known.words.len(), |next| next.word);
        if known.parts(cut, first, next) && is_cluster_end(sentence, cut.at) {
            parts.extend(trim(sentence, Span::new(start, cut.at)));
            (start, first) = (cut.at, cut.word);
        }
    }
    parts.extend(trim(sentence, Span::new(start, sentence.len())));
    parts
}

/// A position where the sentence may be split.
#[derive(Clone, Copy, Debug)]
struct Cut {
    /// The offset, in bytes.
    at: usize,
    /// The number of the first word after it.
    word: usize,
    kind: CutKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum CutKind {
    /// After a comma, semicolon, colon or dash.
    Mark,
    /// Before "and" without a mark.
    Coordinator,
    /// Before "because", or "that" after a verb of speech.
    Subordinator,
    /// At the edge of a quotation that is a clause.
    Edge,
}

/// A sentence with its words and their properties.
struct SentenceWords<'a> {
    text: &'a str,
    words: Vec<Span>,
    /// The lists that each word stands in, in lower case and with a straight apostrophe.
    lists: Vec<WordLists>,
    /// For each word, the number of words before it that look like a verb.
    verbs: Vec<usize>,
    language: &'a Language,
}

impl<'a> SentenceWords<'a> {
    fn new(text: &'a str, language: &'a Language) -> Self {
        let words: Vec<Span> = words(text).collect();
        let mut lists: Vec<WordLists> = Vec::with_capacity(words.len());
        let mut verbs = Vec::with_capacity(words.len() + 1);
        verbs.push(0);
        let mut count = 0;
        for span in &words {
            let word = text.get(span.range()).unwrap_or_default();
            let word = &*straight(word);
            let before = lists.last();
            // After a pronoun, any word of three letters counts as its verb: "they swim".
            let after_subject = before.is_some_and(|before| before.has(WordList::Subject)) && word.len() > 2;
            // The second part of a compound is no verb: "much-loved".
            let hyphen = text.get(..span.start).is_some_and(|head| head.ends_with('-'));
            // A word in a name is no verb: "State".
            let name = before.is_some() && word.starts_with(char::is_uppercase);
            count += usize::from(!hyphen && !name && language.is_verb(word) || after_subject);
            verbs.push(count);
            lists.push(language.lists_of_lower(word));
        }
        Self { text, words, lists, verbs, language }
    }

    /// Whether the `i`th word is in `list`; false where there is no such word.
    fn is(&self, i: usize, list: WordList) -> bool {
        self.lists.get(i).is_some_and(|lists| lists.has(list))
    }

    /// Whether a verb is among the words from `first` to before `end`.
    fn has_verb(&self, first: usize, end: usize) -> bool {
        self.verbs[end.max(first)] > self.verbs[first]
    }

    /// The positions where the sentence may be split.
    fn cuts(&self) -> Vec<Cut> {
        let edges = self.edges();
        let mut edge = 0;
        let mut cuts = Vec::new();
        for i in 1..self.words.len() {
            let gap = Span::new(self.words[i - 1].end, self.words[i].start);
            while edges.get(edge).is_some_and(|&at| at < gap.start) {
                edge += 1;
            }
            let here = edges.get(edge).copied().filter(|&at| at <= gap.end);
            let cut = match here {
                Some(at) => Some((self.gap_end(at, gap.end), CutKind::Edge)),
                None => self.cut(i, gap),
            };
            cuts.extend(cut.map(|(at, kind)| Cut { at, word: i, kind }));
        }
        cuts
    }

    /// The position, in bytes, and the kind of the cut in the gap before the `i`th word.
    fn cut(&self, i: usize, gap: Span) -> Option<(usize, CutKind)> {
        let between = self.text.get(gap.range())?;
        if let Some(at) = mark_end(between) {
            return Some((self.gap_end(gap.start + at, gap.end), CutKind::Mark));
        }
        let space = gap.start + between.find(char::is_whitespace)?;
        let said = self.is(i, WordList::Relative) && self.is(i - 1, WordList::Cue);
        // The cut is before the first of two conjunctions: before "and" in "and because …", before "parce" in "parce
        // que …".
        let joined = i > 1 && (self.is(i - 1, WordList::Coordinator) || self.is(i - 1, WordList::Compound));
        if self.is(i, WordList::Coordinator) {
            let subordinate = self.is(i + 1, WordList::Subordinator);
            Some((space, if subordinate { CutKind::Subordinator } else { CutKind::Coordinator }))
        } else {
            (said || self.is(i, WordList::Subordinator) && !joined).then_some((space, CutKind::Subordinator))
        }
    }

    /// The offset after the closing marks at `at`, at most `end`: a cut comes before white space.
    fn gap_end(&self, at: usize, end: usize) -> usize {
        let rest = self.text.get(at..end).unwrap_or_default();
        rest.find(char::is_whitespace).map_or(at, |space| at + space)
    }

    /// The edges of the outermost quotations that are clauses, in bytes.
    fn edges(&self) -> Vec<usize> {
        let mut edges = Vec::new();
        for quotation in
            quotations(self.text, self.language).into_iter().filter(|quotation| quotation.depth == 0)
        {
            let first = self.words.partition_point(|word| word.start < quotation.inner.start);
            let end = self.words.partition_point(|word| word.start < quotation.inner.end);
            if end >= first + 3 && self.has_verb(first, end) {
                edges.extend([quotation.outer.start, quotation.outer.end]);
            }
        }
        edges
    }

    /// Whether to split at `cut`: the part before begins with the word `first`, and the next cut is before the word
    /// `next`.
    fn parts(&self, cut: &Cut, first: usize, next: usize) -> bool {
        let (before, after) = (cut.word - first, next - cut.word);
        let verb_before = self.has_verb(first, cut.word);
        let verb_after = self.has_verb(cut.word, next);
        match cut.kind {
            CutKind::Edge => before > 1 && (verb_after || verb_before),
            CutKind::Mark => (before > 2 || before > 1 && verb_before) && after > 2 && verb_after,
            CutKind::Subordinator => before > 1 && verb_before && after > 2 && verb_after,
            CutKind::Coordinator => {
                let subject =
                    self.is(cut.word + 1, WordList::Subject) || self.is(cut.word + 1, WordList::Determiner);
                let verb_near = self.has_verb(cut.word, next.min(cut.word + 6));
                before > 1 && verb_before && after > 2 && verb_near && subject
            }
        }
    }
}

/// The word with straight apostrophes.
fn straight(word: &str) -> Cow<'_, str> {
    if word.is_ascii() { Cow::Borrowed(word) } else { Cow::Owned(word.replace('’', "'")) }
}

/// The end of a mark that separates clauses, in the gap between two words.
fn mark_end(gap: &str) -> Option<usize> {
    let mut before = None;
    for (at, c) in gap.char_indices() {
        let end = at + c.len_utf8();
        let next = gap.get(end..).and_then(|rest| rest.chars().next());
        let loose = next.is_none_or(|next| !next.is_alphanumeric()) && next.is_some();
        let spaced = next.is_some_and(char::is_whitespace) && before.is_some_and(char::is_whitespace);
        let dash = matches!(c, '—' | '―') || is_dash(c) && (spaced || before == Some(c));
        if matches!(c, ',' | ';' | ':') && loose || dash || matches!(c, '，' | '；' | '：') {
            return Some(end);
        }
        before = Some(c);
    }
    None
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::segment::testing::{assert_segments, grows_with_the_text};

    #[track_caller]
    fn finds(marked: &str) {
        assert_segments(marked, |text| clauses(text, Language::english()));
    }

    #[test]
    fn marks_and_joining_words_part_clauses() {
        finds("[The rain had stopped,] [and the boats went out.]");
        finds("[He stayed at home] [because the road was closed.]");
        finds("[When the road was closed,] [he stayed at home;] [nobody came to see him.]");
        finds("[She said] [that the bridge would open in May.]");
        finds("[The bridge, which was built in 1902, is closed.]");
        finds("[The river rose —] [nobody had expected it —] [and they left the town.]");
        finds("[They sang] [and they danced all night.]");
    }

    #[test]
    fn lists_numbers_and_openings_are_not_cut() {
        finds("[Apples, pears and plums were sold for 1,000 crowns.]");
        finds("[However, they went home.]");
        finds("[It began at 10:30 and ended at noon.]");
        finds("[A well-known, much-loved book]");
        finds("[Yes]");
        finds("");
    }

    #[test]
    fn a_quotation_that_is_a_clause_stands_alone() {
        finds("[“We need more time,”] [he said,] [“and we want to use it.”]");
        finds("[She told them,] [“The road is closed.”]");
        finds("[They called it a “fully working bridge” that day.]");
    }

    #[test]
    fn hostile_input_is_quick() {
        for unit in ["a, ", "\" ", "and it was ", "‘"] {
            grows_with_the_text(unit, |text| drop(clauses(text, Language::english())));
        }
    }

    proptest! {
        #[test]
        fn clauses_ascend_and_hold_all_text(
            text in "(and |because |he was |they |said |that |, |; |: | — |“|”|\"|\u{301}|a|1,0|é){0,30}|\\PC{0,40}"
        ) {
            let mut at = 0;
            for span in clauses(&text, Language::english()) {
                prop_assert!(at <= span.start && !span.is_empty());
                prop_assert!(text[at..span.start].trim().is_empty());
                prop_assert!(is_cluster_end(&text, span.start) && is_cluster_end(&text, span.end));
                at = span.end;
            }
            prop_assert!(text[at..].trim().is_empty());
        }
    }
}
