//! Whether words in quotation marks are speech, or a title, a nickname, a word in doubt.
//!
//! Each quotation belongs to a sort, and its score is the share of quotations of that sort that are somebody's words.
//! The shares follow counts in news articles, smoothed by hand where a sort is rare; `tools/count_worth.rs` counts them
//! again.

use super::attribution::AttributionPattern;
use super::direct_speech::AttributedQuotation;
use super::parts::is_whole;
use crate::suggest::analysis::Analysis;
use crate::text::Span;
use crate::text::segment::language::WordList;

/// For each pattern of attribution, the share of quotations that are somebody's words: of those with four words or
/// more, and of shorter ones. Counted again by `tools/count_worth.rs`.
const SPEECH_SHARES: [(AttributionPattern, f32, f32); 11] = [
    (AttributionPattern::Between, 0.99, 0.95),
    (AttributionPattern::After, 0.99, 0.8),
    (AttributionPattern::Before, 0.97, 0.95),
    (AttributionPattern::Clause, 0.95, 0.8),
    (AttributionPattern::Tail, 0.9, 0.7),
    (AttributionPattern::Colon, 0.9, 0.9),
    (AttributionPattern::Signature, 0.95, 0.8),
    (AttributionPattern::Turn, 0.9, 0.9),
    (AttributionPattern::Verb, 0.85, 0.55),
    (AttributionPattern::Continued, 0.9, 0.5),
    (AttributionPattern::Loose, 0.6, 0.3),
];

/// A sort of quotations: those of one sort are somebody's words equally often.
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
    /// Four words or more with this attribution.
    Long(AttributionPattern),
    /// Fewer words with this attribution.
    Short(AttributionPattern),
    /// Four words or more without an attribution.
    LongAlone,
    /// Fewer words without an attribution, which are a paragraph or a sentence of their own.
    Sentence,
    /// Fewer words without an attribution, within a sentence.
    ShortAlone,
}

impl Sort {
    /// The share of quotations of this sort that are somebody's words.
    fn worth(self) -> f32 {
        let row = |pattern| SPEECH_SHARES.iter().find(|(known, ..)| *known == pattern);
        match self {
            Self::Markup => 0.0,
            Self::Nickname => 0.1,
            Self::Title => 0.3,
            Self::Word => 0.45,
            Self::Long(pattern) => row(pattern).map_or(0.0, |row| row.1),
            Self::Short(pattern) => row(pattern).map_or(0.0, |row| row.2),
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
    let sort = |quoted: &AttributedQuotation| Some((quoted.spans.clone(), analysis.sort(quoted)?));
    let all = analysis.attributed_quotations();
    all.iter().filter_map(sort).map(|(spans, sort)| (spans, format!("{sort:?}"), sort.worth())).collect()
}

impl Analysis<'_> {
    /// The likelihood that `quoted` is somebody's words, from 0 to 1.
    pub(super) fn likelihood(&self, quoted: &AttributedQuotation) -> f32 {
        self.sort(quoted).map_or(0.0, Sort::worth)
    }

    /// The sort of `quoted`; `None` where it has no spans.
    fn sort(&self, quoted: &AttributedQuotation) -> Option<Sort> {
        let &first = quoted.spans.first()?;
        let words: usize =
            quoted.spans.iter().map(|&span| self.word_at(span.end) - self.word_at(span.start)).sum();
        let pattern = quoted.attribution.map(|found| found.pattern);
        let is_one_part = quoted.spans.len() == 1;
        Some(match pattern {
            _ if is_one_part && self.is_markup(first) => Sort::Markup,
            _ if is_one_part && self.is_nickname(first) => Sort::Nickname,
            _ if is_one_part && self.is_title(first, pattern) => Sort::Title,
            Some(AttributionPattern::Verb) if is_one_part && words == 1 => Sort::Word,
            Some(pattern) if words > 3 => Sort::Long(pattern),
            Some(pattern) => Sort::Short(pattern),
            None if words > 3 => Sort::LongAlone,
            None if self.is_sentence(&quoted.spans) => Sort::Sentence,
            None => Sort::ShortAlone,
        })
    }

    /// Whether a quotation is of whole sentences, with no words outside of it in its sentence.
    fn is_sentence(&self, spans: &[Span]) -> bool {
        let (before, after) = self.sentence_around(spans[0], spans[spans.len() - 1]);
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
    fn is_title(&self, span: Span, pattern: Option<AttributionPattern>) -> bool {
        if matches!(pattern, Some(AttributionPattern::Between | AttributionPattern::Before))
            && self.pauses(span)
        {
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
