//! Direct speech: every quotation of a text with its attribution, in one pass.

use std::sync::Arc;

use super::attribution::{AttributedQuotation, AttributionPattern};
use super::coreference::PersonIndex;
use super::generic::MAX_GENERIC_SCORE;
use super::mention::MentionKind;
use super::one_line;
use super::parts::is_whole;
use super::speech::{AMBIGUOUS_SHARE, COREFERENCE_SHARE};
use crate::gloss::{Attributes, Value};
use crate::suggest::Suggestion;
use crate::suggest::analysis::Analysis;
use crate::text::Span;

impl AttributedQuotation {
    /// The suggestion to tag the quotation with the kind `tag`.
    pub(super) fn suggestion(self, tag: &Arc<str>, analysis: &Analysis, names: &PersonIndex) -> Suggestion {
        let slice = |span: Span| one_line(analysis.text.get(span.range()).unwrap_or_default());
        let generic = self.attribution.is_some_and(|found| analysis.is_generic(found));
        let named = self.attribution.and_then(|found| found.speaker);
        let mention = named.filter(|mention| !generic && !analysis.is_thing(*mention));
        let cue_span = self.attribution.and_then(|found| found.cue);
        let resolved = mention.map(|mention| names.resolve(mention));
        let is_inferred = mention.is_some_and(|mention| {
            mention.kind != MentionKind::Name && resolved.is_some_and(|person| person != mention.span)
        });
        let share = match mention {
            Some(mention) if names.is_ambiguous(mention) => AMBIGUOUS_SHARE,
            _ if is_inferred => COREFERENCE_SHARE,
            _ => 1.0,
        };
        let score = analysis.likelihood(&self) * self.speaker_likelihood() * share;
        let score = if generic { score.min(MAX_GENERIC_SCORE) } else { score };
        let speaker = mention.map(|mention| names.speaker(mention));
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
        AttributionPattern::Report => "of a report with it",
        AttributionPattern::Dash => "behind a dash or a comma",
        AttributionPattern::DashAlone => "a dash before it",
        AttributionPattern::Impersonal => "beside it, of nobody named",
        AttributionPattern::Unlisted => "in the place of a verb of speech",
        AttributionPattern::Verb => "beside it, which is no verb of speech",
        AttributionPattern::Answer => "asked right before it",
        AttributionPattern::Continued | AttributionPattern::Loose => "of the sentence before",
    };
    match (speaker, cue) {
        (Some(speaker), Some(cue)) => format!("“{cue}” {place}, of “{speaker}”"),
        (None, Some(cue)) => format!("“{cue}” {place}"),
        (Some(speaker), None) => format!("“{speaker}” {place}"),
        (None, None) if pattern == AttributionPattern::DashAlone => format!("{place}, and nobody named"),
        (None, None) => "quotation marks".to_owned(),
    }
}

impl Analysis<'_> {
    /// All quotations of the text with their attributions, in order.
    pub(super) fn attributed_quotations(&self) -> Vec<AttributedQuotation> {
        let mut turns: Vec<AttributedQuotation> = self.turns();
        turns.extend(self.dialogue());
        turns.sort_by_key(|turn| turn.spans[0].start);
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
            let (spans, inner) = self.without_incises(spans);
            let attribution = inner
                .or_else(|| self.best_candidate(&spans))
                .or_else(|| self.continued_attribution(&spans, &all));
            all.push(AttributedQuotation { spans, attribution });
        }
        all.extend(turns);
        all
    }
}
