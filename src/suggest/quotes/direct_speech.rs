//! Direct speech: every quotation of a text with its attribution, in one pass.

use std::sync::Arc;

use super::attribution::{AttributionCandidate, AttributionPattern};
use super::coreference::PersonIndex;
use super::indirect_speech::{self, SpeechReport};
use super::mention::Mention;
use super::one_line;
use super::parts::{is_whole, parts_of};
use crate::gloss::{Attributes, Value};
use crate::suggest::Suggestion;
use crate::suggest::analysis::Analysis;
use crate::text::Span;

/// A quotation with all its parts, and its attribution.
pub(super) struct AttributedQuotation {
    /// The outer spans of its parts.
    pub(super) spans: Vec<Span>,
    /// Its attribution; `None` where the text has none.
    pub(super) attribution: Option<AttributionCandidate>,
}

impl AttributedQuotation {
    /// The suggestion to tag the quotation with the kind `tag`.
    pub(super) fn suggestion(self, tag: &Arc<str>, analysis: &Analysis, names: &PersonIndex) -> Suggestion {
        let score = analysis.likelihood(&self);
        let slice = |span: Span| one_line(analysis.text.get(span.range()).unwrap_or_default());
        let mention = self.attribution.and_then(|found| found.speaker);
        let cue_span = self.attribution.and_then(|found| found.cue);
        let speaker = mention.map(|mention| slice(names.resolve(mention)));
        let cue = cue_span.map(slice);
        let reason = reason(self.attribution.map(|found| found.pattern), cue.as_deref(), speaker.as_deref());
        let mut attributes = Attributes::default();
        if let Some(speaker) = speaker {
            attributes.set("speaker", Value::Text(speaker));
        }
        if let Some(cue) = cue {
            attributes.set("cue", Value::Text(cue));
        }
        attributes
            .set("form", if is_whole(analysis.text, &self.spans) { "direct" } else { "partial" }.into());
        let speaker = mention.map(|mention| mention.phrase);
        Suggestion {
            attributes,
            speaker,
            cue: cue_span,
            reason,
            ..Suggestion::new(tag.clone(), self.spans, score)
        }
    }
}

/// Why a quotation is suggested, in words.
fn reason(pattern: Option<AttributionPattern>, cue: Option<&str>, speaker: Option<&str>) -> String {
    let Some(pattern) = pattern else { return "quotation marks, and nobody named".to_owned() };
    let place = match pattern {
        AttributionPattern::Between => "between its parts",
        AttributionPattern::After | AttributionPattern::Tail => "after it",
        AttributionPattern::Before => "right before it",
        AttributionPattern::Clause => "before it in its sentence",
        AttributionPattern::Colon | AttributionPattern::Turn => "and a colon before it",
        AttributionPattern::Signature => "and a dash after it",
        AttributionPattern::Verb => "beside it, which is no verb of speech",
        AttributionPattern::Continued | AttributionPattern::Loose => "of the sentence before",
    };
    match (speaker, cue) {
        (Some(speaker), Some(cue)) => format!("“{cue}” {place}, of “{speaker}”"),
        (None, Some(cue)) => format!("“{cue}” {place}"),
        (Some(speaker), None) => format!("“{speaker}” {place}"),
        (None, None) => "quotation marks".to_owned(),
    }
}

/// The attribution of a quotation; spans are in bytes of the text that was analysed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Attribution {
    /// The speaker: the fullest mention, which may stand in another sentence ("Ned Price" for "he").
    pub speaker: Option<Span>,
    /// The verb or phrase ("said", "according to").
    pub cue: Option<Span>,
}

/// Finds the attribution of `quote`, the outer spans of the parts of one quotation in `text`, in order.
///
/// `text` should be the paragraph of the quotation with those around it, since names are looked up in it.
pub fn attribution(text: &str, quote: &[Span]) -> Attribution {
    let analysis = Analysis::new(text);
    let (speaker, cue) = analysis.attribution_of(quote).unwrap_or_default();
    let names = PersonIndex::new(&analysis);
    Attribution { speaker: speaker.map(|speaker| names.resolve(speaker)), cue }
}

/// The outer spans of the quotation that covers `at`, and of the other parts of the same quotation.
///
/// `at` may be empty, a word, a sentence, or a whole quotation; if it is larger, the first quotation in it counts.
/// Returns no spans if there is no quotation at `at`.
pub fn parts(text: &str, at: Span) -> Vec<Span> {
    parts_of(&Analysis::new(text), at)
}

impl Analysis<'_> {
    /// The speaker and the cue of `quote`: those of the same quotation in [`Self::attributed_quotations`], else of the report that
    /// holds it, else of its sentence, else of the quotation before it.
    fn attribution_of(&self, quote: &[Span]) -> Option<(Option<Mention>, Option<Span>)> {
        let start = quote.first()?.start;
        let said = |found: AttributionCandidate| (found.speaker, found.cue);
        let all = self.attributed_quotations();
        if let Some(same) = all.iter().find(|quoted| quoted.spans == quote) {
            return same.attribution.map(said);
        }
        let here = self.paragraph(start);
        let before = all.iter().rev().find(|quoted| quoted.spans.iter().all(|span| span.end <= start));
        let before = || before.filter(|before| here.contains(before.spans[0].start))?.attribution;
        self.report_of(quote).or_else(|| self.best_candidate(quote).or_else(before).map(said))
    }

    /// The speaker and the cue of the report that covers more than half of `quote`.
    fn report_of(&self, quote: &[Span]) -> Option<(Option<Mention>, Option<Span>)> {
        let hull = quote[0].hull(quote[quote.len() - 1]);
        let shared = |report: &SpeechReport| {
            report.content.iter().filter_map(|span| span.intersection(hull)).map(Span::len).sum::<usize>()
        };
        let all = indirect_speech::find(self)
            .into_iter()
            .filter(|report| report.score >= indirect_speech::MIN_REPORT_SCORE);
        let about = all.filter(|report| 2 * shared(report) > hull.len());
        let best = about.max_by(|one, other| one.score.total_cmp(&other.score))?;
        Some((best.speaker, best.cue))
    }

    /// All quotations of the text with their attributions, in order.
    pub(super) fn attributed_quotations(&self) -> Vec<AttributedQuotation> {
        let turns: Vec<AttributedQuotation> = self.turns();
        let places: Vec<Span> = turns.iter().flat_map(|turn| turn.spans.iter().copied()).collect();
        let mut turns = turns.into_iter().peekable();
        let mut all: Vec<AttributedQuotation> = Vec::new();
        for spans in self.quotation_groups(&places) {
            let hull = spans[0].hull(spans[spans.len() - 1]);
            while let Some(turn) = turns.next_if(|turn| turn.spans[0].start < hull.end) {
                all.push(turn);
            }
            // A quotation inside a turn of a transcript belongs to that turn's speaker.
            let i = places.partition_point(|place| place.end <= hull.start);
            if places.get(i).is_some_and(|place| place.start < hull.end) {
                continue;
            }
            let attribution =
                self.best_candidate(&spans).or_else(|| self.continued_attribution(&spans, &all));
            all.push(AttributedQuotation { spans, attribution });
        }
        all.extend(turns);
        all
    }
}
