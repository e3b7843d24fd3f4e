//! Clauses: the parts of a sentence that have a verb of their own, told by punctuation and joining words.
//!
//! There is no parser here: a part counts as a clause if it has three words and one of them looks like a verb. Where
//! that is wrong the sentence is cut a little coarser or finer, never at another place than before a joining word, after
//! a mark, or at the edge of a quotation. The words are in `assets/<code>/clauses.txt`.

use super::language::{Language, WordList};
use super::marks::{is_cluster_end, is_dash, trim};
use super::quotations::quotations;
use super::words::words;
use crate::text::Span;

/// The clauses of `sentence`, in order: together they cover it, apart from white space.
///
/// A cut is made after a comma, semicolon, colon or dash, before a joining word ("and", "because", "which"), and at the
/// edges of a quotation that is a clause, where a clause follows and another stands before. Nothing is cut within a
/// number ("1,000").
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

/// A place where the sentence may be cut.
#[derive(Clone, Copy, Debug)]
struct Cut {
    /// In bytes.
    at: usize,
    /// The first word after it.
    word: usize,
    kind: CutKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum CutKind {
    /// A comma, semicolon, colon or dash.
    Mark,
    /// Before "and" without a mark.
    Coordinator,
    /// Before "because", or "that" after a verb of speech.
    Subordinator,
    /// At the edge of a quotation that is a clause.
    Edge,
}

/// A sentence with what is known of its words.
struct SentenceWords<'a> {
    text: &'a str,
    words: Vec<Span>,
    lower: Vec<String>,
    /// How many of the words before each look like a verb.
    verbs: Vec<usize>,
    language: &'a Language,
}

impl<'a> SentenceWords<'a> {
    fn new(text: &'a str, language: &'a Language) -> Self {
        let words: Vec<Span> = words(text).collect();
        let lower: Vec<String> = words
            .iter()
            .map(|word| text.get(word.range()).unwrap_or_default().to_lowercase().replace('’', "'"))
            .collect();
        let mut verbs = vec![0];
        let mut count = 0;
        for (i, word) in lower.iter().enumerate() {
            // After a pronoun any word of three letters is taken for its verb: "they swim".
            let after_subject = i > 0 && language.has(WordList::Subject, &lower[i - 1]) && word.len() > 2;
            // "much-loved" is no verb.
            let hyphen = text.get(..words[i].start).is_some_and(|head| head.ends_with('-'));
            // Nor is "State" in a name.
            let name =
                i > 0 && text.get(words[i].range()).is_some_and(|word| word.starts_with(char::is_uppercase));
            count += usize::from(language.is_verb(word) && !hyphen && !name || after_subject);
            verbs.push(count);
        }
        Self { text, words, lower, verbs, language }
    }

    /// Whether the `i`th word stands in `list`; nothing does beyond the ends.
    fn is(&self, i: usize, list: WordList) -> bool {
        self.lower.get(i).is_some_and(|word| self.language.has(list, word))
    }

    /// Whether a verb is among the words from `first` to before `end`.
    fn has_verb(&self, first: usize, end: usize) -> bool {
        self.verbs[end.max(first)] > self.verbs[first]
    }

    /// Where the sentence may be cut.
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

    /// The cut in the gap before the `i`th word.
    fn cut(&self, i: usize, gap: Span) -> Option<(usize, CutKind)> {
        let between = self.text.get(gap.range())?;
        if let Some(at) = mark_end(between) {
            return Some((self.gap_end(gap.start + at, gap.end), CutKind::Mark));
        }
        let space = gap.start + between.find(char::is_whitespace)?;
        let word = &*self.lower[i];
        let said = self.language.has(WordList::Relative, word) && self.language.is_cue(&self.lower[i - 1]);
        // "and because …": the cut is before "and"; "parce que …": before "parce".
        let joined = i > 1 && (self.is(i - 1, WordList::Coordinator) || self.is(i - 1, WordList::Compound));
        if self.is(i, WordList::Coordinator) {
            let subordinate = self.is(i + 1, WordList::Subordinator);
            Some((space, if subordinate { CutKind::Subordinator } else { CutKind::Coordinator }))
        } else {
            (said || self.is(i, WordList::Subordinator) && !joined).then_some((space, CutKind::Subordinator))
        }
    }

    /// The place after the marks that close at `at`, not beyond `end`: a cut comes before white space.
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

    /// Whether to cut at `cut`: the part before begins with the word `first`, the next cut may be before `next`.
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

/// The end of a mark that parts clauses within a gap between two words, if there is one.
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
