//! Whether words in quotation marks are speech, or a title, a word in doubt; and how sure their speaker is.
//!
//! Each quotation belongs to a sort. Its score is the share of quotations of that sort that are somebody's words, times
//! the share of those whose speaker is the right one. The shares follow counts in news articles, smoothed by hand where a
//! sort is rare; `tools/count_worth.rs` counts the first ones again.

use super::attribution::{AttributedQuotation, AttributionCandidate, AttributionPattern};
use super::indirect_speech;
use super::mention::MentionKind;
use super::parts::is_whole;
use super::report_quotations;
use crate::suggest::analysis::Analysis;
use crate::text::Span;
use crate::text::segment::language::WordList;

/// For each pattern of attribution, the share of quotations that are somebody's words: of those with four words or
/// more, and of shorter ones. Counted again by `tools/count_worth.rs`. The last number is the share of these whose speaker
/// is right if it is a name near the quotation.
const SHARES: [(AttributionPattern, f32, f32, f32); 17] = [
    (AttributionPattern::Between, 0.99, 0.95, 0.99),
    (AttributionPattern::After, 0.99, 0.8, 0.97),
    (AttributionPattern::Before, 0.98, 0.96, 0.95),
    (AttributionPattern::Clause, 0.96, 0.82, 0.92),
    (AttributionPattern::Tail, 0.9, 0.7, 0.88),
    (AttributionPattern::Colon, 0.8, 0.8, 0.8),
    (AttributionPattern::Signature, 0.95, 0.8, 1.0),
    (AttributionPattern::Turn, 0.9, 0.9, 1.0),
    (AttributionPattern::Report, 0.98, 0.94, 0.95),
    (AttributionPattern::Dash, 0.95, 0.95, 0.95),
    (AttributionPattern::DashAlone, 0.6, 0.55, 1.0),
    (AttributionPattern::Impersonal, 0.9, 0.75, 1.0),
    (AttributionPattern::Unlisted, 0.85, 0.75, 0.9),
    (AttributionPattern::Verb, 0.8, 0.5, 0.75),
    (AttributionPattern::Answer, 0.9, 0.85, 0.75),
    (AttributionPattern::Continued, 0.87, 0.65, 0.8),
    (AttributionPattern::Loose, 0.6, 0.3, 0.8),
];

/// The factor for the speaker of a quotation that has one by another's pronoun: "he", for whom the last man named is
/// taken. Chosen by hand.
pub(super) const COREFERENCE_SHARE: f32 = 0.93;

/// The factor for the speaker of a quotation that is a pronoun and may stand for one of two persons. Chosen by hand.
pub(super) const AMBIGUOUS_SHARE: f32 = 0.75;

/// How far the verb of a quotation may stand from it, in bytes, before its speaker is less sure; chosen by hand.
const MAX_NEAR_BYTES: usize = 60;

/// The longest title of a work, in words; chosen by hand.
const MAX_TITLE_WORDS: usize = 10;

/// A sort of quotations: those of one sort are somebody's words equally often.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Sort {
    /// A value of markup.
    Markup,
    /// The title of a work.
    Title,
    /// Words that stand for themselves, or a name that is given.
    Named,
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
        let row = |pattern| SHARES.iter().find(|(known, ..)| *known == pattern);
        match self {
            Self::Markup => 0.0,
            Self::Title => 0.3,
            Self::Named => 0.4,
            Self::Word => 0.45,
            Self::Long(pattern) => row(pattern).map_or(0.0, |row| row.1),
            Self::Short(pattern) => row(pattern).map_or(0.0, |row| row.2),
            Self::LongAlone | Self::Sentence => 0.55,
            Self::ShortAlone => 0.25,
        }
    }
}

/// All quotations of `text`: the outer spans of their parts (in bytes), the name of their sort, and its score.
#[doc(hidden)]
pub fn sorts(text: &str) -> Vec<(Vec<Span>, String, f32)> {
    let analysis = Analysis::new(text);
    let sort = |quoted: &AttributedQuotation| Some((quoted.spans.clone(), analysis.sort(quoted)?));
    let mut reports = indirect_speech::find(&analysis);
    let all = report_quotations::combine(&analysis, analysis.attributed_quotations(), &mut reports);
    all.iter().filter_map(sort).map(|(spans, sort)| (spans, format!("{sort:?}"), sort.worth())).collect()
}

/// Whether `c` opens words between quotation marks.
fn is_opening_mark(c: char) -> bool {
    matches!(c, '"' | '“' | '„' | '«' | '‘' | '\'' | '`')
}

/// Whether the pattern puts the speaker right beside the words.
fn is_firm(pattern: AttributionPattern) -> bool {
    matches!(
        pattern,
        AttributionPattern::Between
            | AttributionPattern::After
            | AttributionPattern::Colon
            | AttributionPattern::Signature
            | AttributionPattern::Turn
            | AttributionPattern::Dash
            | AttributionPattern::DashAlone
            | AttributionPattern::Impersonal
    )
}

impl AttributedQuotation {
    /// The likelihood that the speaker is the right one, from 0 to 1; 1 where it has no attribution.
    pub(super) fn speaker_likelihood(&self) -> f32 {
        let Some(found) = self.attribution else { return 1.0 };
        let share = SHARES.iter().find(|(known, ..)| *known == found.pattern).map_or(1.0, |row| row.3);
        if is_firm(found.pattern) {
            return share;
        }
        // The shares of quotations with such speakers, divided by those of quotations with a name.
        let kind = match found.speaker.map(|speaker| speaker.kind) {
            Some(MentionKind::Name) => 1.0,
            Some(MentionKind::Pronoun) => 0.97,
            Some(MentionKind::Role | MentionKind::Joint) => 0.85,
            Some(MentionKind::Relative) => 0.67,
            None => 0.55,
        };
        let near = if self.is_far(found) { 0.92 } else { 1.0 };
        let one = if self.spans.len() > 1 { 0.97 } else { 1.0 };
        share * kind * near * one
    }

    /// Whether the verb of `found` stands far from the quotation.
    fn is_far(&self, found: AttributionCandidate) -> bool {
        let Some(cue) = found.cue else { return false };
        let distance = |span: &Span| {
            if span.end <= cue.start { cue.start - span.end } else { span.start.saturating_sub(cue.end) }
        };
        self.spans.iter().map(distance).min().is_some_and(|near| near > MAX_NEAR_BYTES)
    }
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
            _ if is_one_part && self.is_title(first, pattern) => Sort::Title,
            _ if is_one_part
                && (pattern.is_some() || words > 3)
                && self.is_named(first, quoted.attribution)
                && self.speaker_after(first).is_none() =>
            {
                Sort::Named
            }
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

    /// Whether `span` is a name or a title that is given beside it, or words that stand for themselves: they call him “the
    /// Fox”; she sang “Yesterday”; the word “lock”.
    fn is_named(&self, span: Span, attribution: Option<AttributionCandidate>) -> bool {
        let (first, next) = (self.word_at(span.start), self.word_at(span.end));
        let Some(before) = first.checked_sub(1).filter(|_| self.language.is_english()) else { return false };
        let touches = self.gap_before(first).chars().all(|c| c.is_whitespace() || is_opening_mark(c));
        // "the so-called “peace”", "the self-styled “king”"
        let compound = touches && before > 0 && self.gap_before(before) == "-";
        if compound || touches && self.is(before, WordList::Metaword) {
            return true;
        }
        if !self.is_name_like(first, next) {
            return false;
        }
        let given = attribution.and_then(|found| found.cue).is_some_and(|cue| {
            let verb = self.word_at(cue.start);
            self.is(verb, WordList::NameGiver)
                && self.text.get(cue.start..span.start).is_some_and(|gap| !gap.contains(':'))
        });
        let work = self.is(before, WordList::Work)
            || next - first > 1 && attribution.is_none_or(|found| found.pattern == AttributionPattern::Verb);
        given || touches && self.is(before, WordList::WorkVerb) || work && !self.is_sentence(&[span])
    }

    /// Whether the words from `first` to before `next` are written like a name or a title: small words apart, each has a
    /// capital, or the first is an article.
    fn is_name_like(&self, first: usize, next: usize) -> bool {
        let capital = |i: usize| self.word(i).starts_with(char::is_uppercase);
        let small = |i: usize| self.word(i).len() < 4 || self.is(i, WordList::Preposition);
        (first..next).all(|i| capital(i) || small(i))
            && (capital(first) || self.is(first, WordList::Definite) && capital(next - 1))
    }

    /// Whether the words from `first` to before `next` are a title in a language in which most words of one are small: right after
    /// what it is the title of (le film « La nuit »), or, where nouns are small, with capitals as names have them.
    fn is_name_of_work(&self, first: usize, next: usize, pattern: Option<AttributionPattern>) -> bool {
        let capital = |i: usize| self.word(i).starts_with(char::is_uppercase);
        let open =
            first > 0 && self.gap_before(first).chars().all(|c| !matches!(c, ',' | ':' | '.' | ';' | '\n'));
        if self.language.is_english() || !open || !capital(first) || next - first > MAX_TITLE_WORDS {
            return false;
        }
        let vague = matches!(pattern, None | Some(AttributionPattern::Verb | AttributionPattern::Loose));
        let is_named = || {
            let names = (first..next).filter(|&i| capital(i)).count();
            let held =
                |i: usize| capital(i) || self.is(i, WordList::Particle) || self.is(i, WordList::Belonging);
            !self.language.has_capital_nouns() && names > 1 && (first..next).all(held)
        };
        self.is(first - 1, WordList::Work) || vague && is_named()
    }

    /// Whether `span` looks like the title of a work: capitals throughout, after a preposition or a possessive.
    fn is_title(&self, span: Span, pattern: Option<AttributionPattern>) -> bool {
        if matches!(pattern, Some(AttributionPattern::Between | AttributionPattern::Before))
            && self.pauses(span)
        {
            return false;
        }
        let (first, next) = (self.word_at(span.start), self.word_at(span.end));
        if self.is_name_of_work(first, next, pattern) {
            return true;
        }
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
