//! What is found for a passage that a person tags: the parts of the quotation there, its speaker and cue; the report.

use super::attribution::AttributionCandidate;
use super::coreference::PersonIndex;
use super::indirect_speech::{self, SpeechReport};
use super::mention::Mention;
use super::parts::parts_of;
use super::report_quotations;
use crate::suggest::analysis::Analysis;
use crate::text::Span;

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

/// The parts of the words in `text` that somebody speaks and that share most with `at`: a quotation, or a turn of a transcript or
/// a dialogue; none if there are none. `text` should be the paragraph of `at` with those around it.
pub fn spoken(text: &str, at: Span) -> Vec<Span> {
    let shared = |parts: &[Span]| parts.iter().filter_map(|part| part.intersection(at)).map(Span::len).sum();
    let all = Analysis::new(text).attributed_quotations().into_iter();
    let here = all.map(|quoted| (shared(&quoted.spans), quoted.spans)).filter(|(bytes, _)| *bytes > 0);
    here.max_by_key(|(bytes, _): &(usize, _)| *bytes).map(|(_, parts)| parts).unwrap_or_default()
}

/// The parts of the report in `text` that shares most with `at`, the likelier one of two that share as much; none if no
/// report is there. `text` should be the paragraph of `at` with those around it.
pub fn report(text: &str, at: Span) -> Vec<Span> {
    let analysis = Analysis::new(text);
    let mut reports = indirect_speech::find(&analysis);
    report_quotations::combine(&analysis, analysis.attributed_quotations(), &mut reports);
    let here = reports.into_iter().filter(|report| shared(report, at) > 0);
    let best = here.max_by(|a, b| shared(a, at).cmp(&shared(b, at)).then(a.score.total_cmp(&b.score)));
    best.map(|report| report.content).unwrap_or_default()
}

impl Analysis<'_> {
    /// The speaker and the cue of `quote`: those of the same quotation, else of the report that covers it, else of its
    /// sentence, else of the quotation before it.
    fn attribution_of(&self, quote: &[Span]) -> Option<(Option<Mention>, Option<Span>)> {
        let start = quote.first()?.start;
        let said = |found: AttributionCandidate| (found.speaker, found.cue);
        let mut reports = indirect_speech::find(self);
        let all = report_quotations::combine(self, self.attributed_quotations(), &mut reports);
        if let Some(same) = all.iter().find(|quoted| quote.iter().all(|part| quoted.spans.contains(part))) {
            return same.attribution.map(said);
        }
        let here = self.paragraph(start);
        let before = all.iter().rev().find(|quoted| quoted.spans.iter().all(|span| span.end <= start));
        let before = || before.filter(|before| here.contains(before.spans[0].start))?.attribution;
        report_of(&reports, quote).or_else(|| self.best_candidate(quote).or_else(before).map(said))
    }
}

/// The speaker and the cue of the one of `reports` that covers more than half of `quote`.
fn report_of(reports: &[SpeechReport], quote: &[Span]) -> Option<(Option<Mention>, Option<Span>)> {
    let hull = quote.first()?.hull(*quote.last()?);
    let about = reports.iter().filter(|report| 2 * shared(report, hull) > hull.len());
    let best = about.max_by(|one, other| one.score.total_cmp(&other.score))?;
    Some((best.speaker, best.cue))
}

/// The number of bytes of `span` that `report` covers.
fn shared(report: &SpeechReport, span: Span) -> usize {
    report.content.iter().filter_map(|part| part.intersection(span)).map(Span::len).sum()
}
