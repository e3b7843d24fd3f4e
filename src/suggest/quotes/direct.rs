//! Direct speech: every quotation of a text with its attribution, in one pass.

use std::sync::Arc;

use super::attribution::{Candidate, Evidence};
use super::coreference::Names;
use super::indirect::{self, Reported};
use super::mention::Mention;
use super::one_line;
use super::parts::{is_whole, parts_of};
use crate::gloss::{Attributes, Value};
use crate::suggest::Suggestion;
use crate::suggest::analysis::Analysis;
use crate::text::Span;

/// A quotation, its parts joined.
pub(super) struct Quoted {
    /// The outer spans of its parts.
    pub(super) spans: Vec<Span>,
    /// Who said it; `None` where nothing tells.
    pub(super) found: Option<Candidate>,
}

impl Quoted {
    /// The suggestion to tag this quotation with the kind `tag`.
    pub(super) fn suggestion(self, tag: &Arc<str>, analysis: &Analysis, names: &Names) -> Suggestion {
        let score = analysis.likelihood(&self);
        let slice = |span: Span| one_line(analysis.text.get(span.range()).unwrap_or_default());
        let mention = self.found.and_then(|found| found.speaker);
        let cue_span = self.found.and_then(|found| found.cue);
        let speaker = mention.map(|mention| slice(names.resolve(mention)));
        let cue = cue_span.map(slice);
        let reason = reason(self.found.map(|found| found.evidence), cue.as_deref(), speaker.as_deref());
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
fn reason(evidence: Option<Evidence>, cue: Option<&str>, speaker: Option<&str>) -> String {
    let Some(evidence) = evidence else { return "quotation marks, and nobody named".to_owned() };
    let place = match evidence {
        Evidence::Between => "between its parts",
        Evidence::After | Evidence::Tail => "after it",
        Evidence::Before => "right before it",
        Evidence::Clause => "before it in its sentence",
        Evidence::Colon | Evidence::Turn => "and a colon before it",
        Evidence::Signature => "and a dash after it",
        Evidence::Verb => "beside it, which is no verb of speech",
        Evidence::Carried | Evidence::Loose => "of the sentence before",
    };
    match (speaker, cue) {
        (Some(speaker), Some(cue)) => format!("“{cue}” {place}, of “{speaker}”"),
        (None, Some(cue)) => format!("“{cue}” {place}"),
        (Some(speaker), None) => format!("“{speaker}” {place}"),
        (None, None) => "quotation marks".to_owned(),
    }
}

/// Who said a quotation, and with which word; spans are bytes of the text that was looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Attribution {
    /// The speaker: the fullest mention, which may stand in another sentence ("Ned Price" for "he").
    pub speaker: Option<Span>,
    /// The verb or phrase ("said", "according to").
    pub cue: Option<Span>,
}

/// Who said `quote`, the outer spans of the parts of one quotation in `text`, in order.
///
/// `text` is the paragraph of the quotation with those around it; names are looked up in it.
pub fn attribution(text: &str, quote: &[Span]) -> Attribution {
    let analysis = Analysis::new(text);
    let (speaker, cue) = analysis.attribution_of(quote).unwrap_or_default();
    let names = Names::new(&analysis);
    Attribution { speaker: speaker.map(|speaker| names.resolve(speaker)), cue }
}

/// The outer spans of the quotation that covers `at`, and of the other parts of the same quotation.
///
/// `at` may be a place, a word, a sentence, or a whole quotation; where it is larger, the first quotation in it counts.
/// Nothing if there is no quotation at `at`.
pub fn parts(text: &str, at: Span) -> Vec<Span> {
    parts_of(&Analysis::new(text), at)
}

impl Analysis<'_> {
    /// Who said `quote`, and with which word: as of all quotations; if it is none, as it is reported, in its sentence, or as
    /// the quotation before it.
    fn attribution_of(&self, quote: &[Span]) -> Option<(Option<Mention>, Option<Span>)> {
        let start = quote.first()?.start;
        let said = |found: Candidate| (found.speaker, found.cue);
        let all = self.quoted();
        if let Some(same) = all.iter().find(|quoted| quoted.spans == quote) {
            return same.found.map(said);
        }
        let here = self.paragraph(start);
        let before = all.iter().rev().find(|quoted| quoted.spans.iter().all(|span| span.end <= start));
        let before = || before.filter(|before| here.contains(before.spans[0].start))?.found;
        self.reported_words(quote).or_else(|| self.attributed(quote).or_else(before).map(said))
    }

    /// Who is reported to have said what stands at `quote`, or most of it.
    fn reported_words(&self, quote: &[Span]) -> Option<(Option<Mention>, Option<Span>)> {
        let hull = quote[0].hull(quote[quote.len() - 1]);
        let shared = |report: &Reported| {
            report.content.iter().filter_map(|span| span.intersection(hull)).map(Span::len).sum::<usize>()
        };
        let all = indirect::find(self).into_iter().filter(|report| report.score >= indirect::LEAST);
        let about = all.filter(|report| 2 * shared(report) > hull.len());
        let best = about.max_by(|one, other| one.score.total_cmp(&other.score))?;
        Some((best.speaker, best.cue))
    }

    /// All quotations, in order.
    pub(super) fn quoted(&self) -> Vec<Quoted> {
        let turns: Vec<Quoted> = self.turns();
        let places: Vec<Span> = turns.iter().flat_map(|turn| turn.spans.iter().copied()).collect();
        let mut turns = turns.into_iter().peekable();
        let mut all: Vec<Quoted> = Vec::new();
        for spans in self.groups(&places) {
            let hull = spans[0].hull(spans[spans.len() - 1]);
            while let Some(turn) = turns.next_if(|turn| turn.spans[0].start < hull.end) {
                all.push(turn);
            }
            // What is quoted in a transcript belongs to who speaks there.
            let i = places.partition_point(|place| place.end <= hull.start);
            if places.get(i).is_some_and(|place| place.start < hull.end) {
                continue;
            }
            let found = self.attributed(&spans).or_else(|| self.carried(&spans, &all));
            all.push(Quoted { spans, found });
        }
        all.extend(turns);
        all
    }
}
