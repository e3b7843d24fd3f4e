//! Quotations and reports: what was said, by whom, with which word.
//!
//! A quotation is verbatim: words between quotation marks, or a turn of a transcript or a dialogue. What somebody is
//! said to have said without marks is a report. A report may hold quotations; each of them is a quotation, too.

mod attribution;
mod candidates;
mod continuation;
mod coreference;
mod dialogue;
mod direct_speech;
mod generic;
mod homographs;
mod incises;
mod indirect_speech;
mod joint;
mod mention;
mod named_phrase;
mod names_in_marks;
mod parts;
mod pronouns;
mod report_quotations;
mod speech;
mod subject;
mod tagged;
mod turns;
mod unlisted;

pub(super) use indirect_speech::refuses;
pub use parts::is_whole;
#[doc(hidden)]
pub use speech::sorts;
pub use tagged::{Attribution, attribution, parts, report, spoken};

use std::sync::Arc;

use super::{Analysis, Error, Suggester, Suggestion, Task};
use coreference::PersonIndex;

/// The lowest likelihood of being somebody's words of a quotation that is suggested; chosen by hand.
const MIN_SPEECH_SHARE: f32 = 0.35;

/// Suggests quotations and reports with their speakers.
pub struct Quotes {
    /// The kinds that it suggests: `quote` and `report`.
    kinds: [Arc<str>; 2],
}

impl Default for Quotes {
    fn default() -> Self {
        Self { kinds: ["quote".into(), Self::REPORT.into()] }
    }
}

impl Quotes {
    /// The name of this source.
    pub const NAME: &str = "quotes";

    /// The kind of a report.
    pub const REPORT: &str = "report";
}

impl Suggester for Quotes {
    fn name(&self) -> &str {
        Self::NAME
    }

    fn kinds(&self) -> &[Arc<str>] {
        &self.kinds
    }

    fn suggest(&self, analysis: &Analysis, task: &Task) -> Result<Vec<Suggestion>, Error> {
        let quoted = analysis.attributed_quotations();
        task.check()?;
        let mut reported = indirect_speech::find(analysis);
        task.check()?;
        let mut quoted = report_quotations::combine(analysis, quoted, &mut reported);
        quoted.retain(|quoted| analysis.likelihood(quoted) >= MIN_SPEECH_SHARE);
        if quoted.is_empty() && reported.is_empty() {
            return Ok(Vec::new());
        }
        let names = PersonIndex::new(analysis);
        let [quote, report] = &self.kinds;
        let quoted = quoted.into_iter().map(|quoted| quoted.suggestion(quote, analysis, &names));
        let reported = reported.into_iter().map(|reported| reported.suggestion(report, analysis, &names));
        let mut found: Vec<Suggestion> = quoted.chain(reported).collect();
        found.sort_by_key(Suggestion::order);
        Ok(found)
    }
}

/// `words` without line breaks.
fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
#[path = "quotes_tests.rs"]
mod tests;
