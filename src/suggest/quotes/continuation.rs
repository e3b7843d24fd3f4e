//! Continued speech: the attribution that a quotation takes from an earlier sentence or quotation, if its own sentence
//! has none.

use super::attribution::{AttributedQuotation, AttributionCandidate, AttributionPattern};
use super::mention::MentionKind;
use crate::suggest::analysis::Analysis;
use crate::text::Span;
use crate::text::segment::language::WordList;

/// The longest sentence that introduces a quotation, in words; chosen by hand.
const MAX_INTRODUCTION_WORDS: usize = 100;

/// The longest quotation that may be another person's answer, in words; chosen by hand.
const MAX_ANSWER_WORDS: usize = 3;

/// The longest paragraph that may be a reply in a dialogue, in words: a longer one goes on with its speaker. Chosen by hand.
const MAX_REPLY_WORDS: usize = 20;

impl Analysis<'_> {
    /// The attribution that the quotation with the parts `spans` takes over: from a sentence that introduces it, from
    /// the sentence before it, or from the last of the `earlier` quotations.
    pub(super) fn continued_attribution(
        &self,
        spans: &[Span],
        earlier: &[AttributedQuotation],
    ) -> Option<AttributionCandidate> {
        let (first, end) = (*spans.first()?, *spans.last()?);
        let long = self.word_at(end.end) - self.word_at(first.start) > MAX_ANSWER_WORDS;
        let (before, after) = self.sentence_around(first, end);
        let empty = |side: Span| self.word_at(side.start) >= self.word_at(side.end);
        if empty(before) && empty(after) {
            if let Some(last) = earlier.last().filter(|last| self.answers(last, first)) {
                return self.answerer(last);
            }
            return self
                .sentence_attribution(first, long, earlier.last())
                .or_else(|| self.quotation_attribution(first, long, earlier));
        }
        // In a paragraph that quotes somebody, a sentence with a quotation goes on with that speaker: "That makes it “a
        // ruin that leaks everywhere.”"
        let here =
            |last: &&AttributedQuotation| self.paragraph(last.spans[0].start) == self.paragraph(first.start);
        let found = earlier.last().filter(here).filter(|_| long)?.attribution?;
        // "Die Lage sei „ernst“" is reported, and of the speaker before.
        let words = self.word_at(before.start)..self.word_at(before.end);
        let reported = words.into_iter().any(|i| self.is(i, WordList::Reported));
        let pattern = if reported { AttributionPattern::Report } else { AttributionPattern::Loose };
        Some(AttributionCandidate { pattern, ..found })
    }

    /// Whether `words` in quotation marks are the answer to the question before, which the words from `first` to before `end`
    /// attribute: “Is it late?” Lund asked. “No.”
    pub(super) fn is_answer(&self, first: usize, end: usize, words: Span) -> bool {
        let (from, to) = (self.word_at(words.start), self.word_at(words.end));
        let asks = |i: usize| self.is(i, WordList::Asking) && self.is_cue(i);
        // "Neither do I", "and now?" go on.
        let goes_on = self.is(from, WordList::Nobody) || self.is(from, WordList::Coordinator);
        let short = to - from <= MAX_ANSWER_WORDS && !goes_on || self.is(from, WordList::Answer);
        let question = self.text.get(words.range()).unwrap_or_default().contains('?');
        short && !question && (first..end).any(asks)
    }

    /// Whether the quotation that begins with the part `first` is the answer to `last`, a question in the same paragraph or
    /// the one before.
    fn answers(&self, last: &AttributedQuotation, first: Span) -> bool {
        let Some(cue) = last.attribution.and_then(|found| found.cue) else { return false };
        let Some(end) = last.spans.last().map(|span| span.end) else { return false };
        let question = |span: &Span| self.text.get(span.range()).unwrap_or_default().contains('?');
        let verb = self.word_at(cue.start);
        self.paragraph(end.saturating_sub(1)).end >= self.paragraph(first.start).start
            && last.spans.last().is_some_and(question)
            && self.is_answer(verb, verb + 1, first)
    }

    /// The attribution of the answer to `question`: to the person who is asked, if there is a name or a pronoun.
    fn answerer(&self, question: &AttributedQuotation) -> Option<AttributionCandidate> {
        let found = question.attribution?;
        let asked = self.after_verb(self.word_at(found.cue?.end))?;
        let named = matches!(asked.kind, MentionKind::Name | MentionKind::Pronoun);
        let other = found.speaker.is_none_or(|speaker| speaker.span != asked.span);
        (named && other).then_some(AttributionCandidate {
            cost: 0,
            cue: None,
            speaker: Some(asked),
            pattern: AttributionPattern::Answer,
        })
    }

    /// The attribution of the sentence before `first`, in its paragraph or, if it is `long`, in the one before. That
    /// sentence must introduce the quotation, or report something and hold no quotation itself.
    fn sentence_attribution(
        &self,
        first: Span,
        long: bool,
        last: Option<&AttributedQuotation>,
    ) -> Option<AttributionCandidate> {
        let head = self.text.get(..first.start)?.trim_end();
        let introduced = head.ends_with([':', ',']);
        let here = head.len() > self.paragraph(first.start).start;
        let sentence = self.sentence(head.len().saturating_sub(1));
        let quoted = last.is_some_and(|last| last.spans.last().is_some_and(|span| span.end > sentence.start));
        let counts = introduced || (here || long) && !quoted;
        if counts { self.speech_verb(Span::new(sentence.start, head.len()), introduced) } else { None }
    }

    /// The attribution of the last of the `earlier` quotations, if it stands in the paragraph of `first` or in the one
    /// before, and its speaker goes on.
    fn quotation_attribution(
        &self,
        first: Span,
        long: bool,
        earlier: &[AttributedQuotation],
    ) -> Option<AttributionCandidate> {
        let last = earlier.last()?;
        let end = last.spans.last()?.end;
        let paragraph = self.paragraph(first.start);
        let follows = self.paragraph(end.saturating_sub(1)).end >= paragraph.start;
        let own = Span::new(first.start, paragraph.end);
        let lasting = self.word_at(own.end) - self.word_at(own.start) > MAX_REPLY_WORDS;
        // A quotation without a closing mark at the end of its paragraph goes on here.
        let closed = ['”', '"', '»', '’', '\'', '“', '」'];
        let open = self.text.get(..end).is_some_and(|head| !head.ends_with(closed));
        let goes_on = || open || long && (lasting || !self.is_dialogue(earlier, paragraph));
        let near = end >= paragraph.start || follows && goes_on();
        last.attribution
            .filter(|_| near)
            .map(|found| AttributionCandidate { pattern: AttributionPattern::Continued, ..found })
    }

    /// Whether two speakers take turns in the paragraphs before `paragraph`, so that the text doesn't say who goes on.
    fn is_dialogue(&self, earlier: &[AttributedQuotation], paragraph: Span) -> bool {
        let [.., first, second] = earlier else { return false };
        let follows = |quoted: &AttributedQuotation, next: Span| {
            let here = self.paragraph(quoted.spans[0].start);
            (here.end >= next.start).then_some(here)
        };
        let surname = |quoted: &AttributedQuotation| {
            let mention = quoted.attribution?.speaker.filter(|mention| mention.kind == MentionKind::Name)?;
            self.text.get(mention.span.range())?.split_whitespace().next_back()
        };
        let turns = follows(second, paragraph).is_some_and(|here| follows(first, here).is_some());
        turns && surname(first).zip(surname(second)).is_some_and(|(first, second)| first != second)
    }

    /// The verb of speech in the sentence at `region`: the last one if the sentence introduces what follows, else the
    /// first.
    fn speech_verb(&self, region: Span, introduces: bool) -> Option<AttributionCandidate> {
        let end = self.word_at(region.end);
        let first = self.word_at(region.start).max(end.saturating_sub(MAX_INTRODUCTION_WORDS));
        let cue = |i: &usize| self.is_cue(*i) && !self.is_quoted(*i);
        let said = |i: &usize| cue(i) && !self.is_unsaid(*i);
        let i = if introduces { (first..end).rev().find(cue) } else { (first..end).find(said) };
        let i = i.or_else(|| if introduces { self.main_verb(first, end) } else { None })?;
        let speaker = self.subject(i, true);
        speaker?;
        let pattern = if introduces { AttributionPattern::Before } else { AttributionPattern::Continued };
        Some(AttributionCandidate { cost: 6, cue: Some(self.words[i]), speaker, pattern })
    }
}
