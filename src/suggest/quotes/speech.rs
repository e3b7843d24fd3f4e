//! Speech told from what only stands between quotation marks: titles, nicknames, doubtful words.
//!
//! Each quotation is of a sort, and its score is the share of the quotations of that sort that are somebody's words. The
//! shares follow counts in news articles, smoothed by hand where a sort is rare; `tools/count_worth.rs` counts them again.

use super::attribution::Evidence;
use super::direct::Quoted;
use super::parts::is_whole;
use crate::suggest::analysis::Analysis;
use crate::text::Span;
use crate::text::segment::language::WordList;

/// The share of quotations with this attribution that are somebody's words: of those of four words and more, and of
/// shorter ones.
const WORTH: [(Evidence, f32, f32); 11] = [
    (Evidence::Between, 0.99, 0.95),
    (Evidence::After, 0.99, 0.8),
    (Evidence::Before, 0.97, 0.95),
    (Evidence::Clause, 0.95, 0.8),
    (Evidence::Tail, 0.9, 0.7),
    (Evidence::Colon, 0.9, 0.9),
    (Evidence::Signature, 0.95, 0.8),
    (Evidence::Turn, 0.9, 0.9),
    (Evidence::Verb, 0.85, 0.55),
    (Evidence::Carried, 0.9, 0.5),
    (Evidence::Loose, 0.6, 0.3),
];

/// Quotations of one sort are somebody's words equally often.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sort {
    /// A value of markup.
    Markup,
    /// A nickname within a name.
    Nickname,
    /// The title of a work.
    Title,
    /// One word beside a verb that is no verb of speech.
    Word,
    /// Four words or more that are attributed so.
    Long(Evidence),
    /// Fewer words that are attributed so.
    Short(Evidence),
    /// Four words or more that nobody is said to have said.
    LongAlone,
    /// A few words that nobody is said to have said, and that are a paragraph or a sentence of their own.
    Sentence,
    /// A few words that nobody is said to have said, within a sentence.
    ShortAlone,
}

impl Sort {
    /// The share of quotations of this sort that are somebody's words.
    fn worth(self) -> f32 {
        let row = |evidence| WORTH.iter().find(|(known, ..)| *known == evidence);
        match self {
            Self::Markup => 0.0,
            Self::Nickname => 0.1,
            Self::Title => 0.3,
            Self::Word => 0.45,
            Self::Long(evidence) => row(evidence).map_or(0.0, |row| row.1),
            Self::Short(evidence) => row(evidence).map_or(0.0, |row| row.2),
            Self::LongAlone => 0.6,
            Self::Sentence => 0.55,
            Self::ShortAlone => 0.25,
        }
    }
}

/// All quotations of `text`: the outer spans of their parts (in bytes), the name of their sort, and its score.
#[doc(hidden)]
pub fn sorts(text: &str) -> Vec<(Vec<Span>, String, f32)> {
    let analysis = Analysis::new(text);
    let sort = |quoted: &Quoted| Some((quoted.spans.clone(), analysis.sort(quoted)?));
    let all = analysis.quoted();
    all.iter().filter_map(sort).map(|(spans, sort)| (spans, format!("{sort:?}"), sort.worth())).collect()
}

impl Analysis<'_> {
    /// How likely it is that `quoted` is somebody's words.
    pub(super) fn likelihood(&self, quoted: &Quoted) -> f32 {
        self.sort(quoted).map_or(0.0, Sort::worth)
    }

    /// The sort of `quoted`; none where it has no words.
    fn sort(&self, quoted: &Quoted) -> Option<Sort> {
        let &first = quoted.spans.first()?;
        let words: usize =
            quoted.spans.iter().map(|&span| self.word_at(span.end) - self.word_at(span.start)).sum();
        let evidence = quoted.found.map(|found| found.evidence);
        let is_one_part = quoted.spans.len() == 1;
        Some(match evidence {
            _ if is_one_part && self.is_markup(first) => Sort::Markup,
            _ if is_one_part && self.is_nickname(first) => Sort::Nickname,
            _ if is_one_part && self.is_title(first, evidence) => Sort::Title,
            Some(Evidence::Verb) if is_one_part && words == 1 => Sort::Word,
            Some(evidence) if words > 3 => Sort::Long(evidence),
            Some(evidence) => Sort::Short(evidence),
            None if words > 3 => Sort::LongAlone,
            None if self.is_sentence(&quoted.spans) => Sort::Sentence,
            None => Sort::ShortAlone,
        })
    }

    /// Whether a quotation is whole, and its sentence has no words outside of it.
    fn is_sentence(&self, spans: &[Span]) -> bool {
        let (before, after) = self.sides(spans[0], spans[spans.len() - 1]);
        let is_empty = |side: Span| self.word_at(side.start) >= self.word_at(side.end);
        is_empty(before) && is_empty(after) && is_whole(self.text, spans)
    }

    /// Whether `span` is a value of markup: `id="5"`.
    fn is_markup(&self, span: Span) -> bool {
        self.text.get(..span.start).is_some_and(|head| head.ends_with('='))
    }

    /// Whether `span` stands within a name: John “Jack” Reed.
    fn is_nickname(&self, span: Span) -> bool {
        let (first, next) = (self.word_at(span.start), self.word_at(span.end));
        let name = |i: usize| self.is_name_word(i) && !self.begins_sentence(i);
        let spaces =
            |i: usize| self.gap_before(i).chars().all(|c| !matches!(c, ',' | '.' | ';' | ':' | '\n'));
        next - first < 3
            && first > 0
            && self.is_name_word(first - 1)
            && name(next)
            && self.is_name_word(first)
            && spaces(first)
            && spaces(next)
    }

    /// Whether `span` looks like the title of a work: capitals throughout, after a preposition or a possessive.
    fn is_title(&self, span: Span, evidence: Option<Evidence>) -> bool {
        if matches!(evidence, Some(Evidence::Between | Evidence::Before)) && self.pauses(span) {
            return false;
        }
        let (first, next) = (self.word_at(span.start), self.word_at(span.end));
        let small = |i: usize| {
            self.word(i).starts_with(char::is_lowercase)
                && self.word(i).len() > 3
                && !self.is(i, WordList::Preposition)
        };
        if !self.word(first).starts_with(char::is_uppercase) || (first..next).any(small) || first == 0 {
            return false;
        }
        let (before, gap) = (first - 1, self.gap_before(first));
        let word = self.word(before);
        let possessive = word.ends_with("'s") || word.ends_with("’s");
        !gap.contains([',', ':', '.'])
            && (possessive || self.is(before, WordList::Preposition) || self.is(before, WordList::Work))
    }
}
