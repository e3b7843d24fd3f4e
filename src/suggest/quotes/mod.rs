//! Quotations: what was said, by whom, with which word.

mod attribution;
mod indirect;
mod mention;
mod parts;

pub use attribution::{Attribution, attribution};
pub use parts::parts;

use super::{Reading, Suggester, Suggestion};
use crate::gloss::Attributes;

/// Suggests quotations with their speakers.
pub struct Quotes;

impl Suggester for Quotes {
    fn tag(&self) -> &'static str {
        "quote"
    }

    fn suggest(&self, reading: &Reading, found: &mut Vec<Suggestion>) {
        let reported = indirect::find(reading);
        found.extend(reported.into_iter().map(|report| Suggestion {
            tag: self.tag(),
            spans: report.content,
            score: report.score,
            attributes: Attributes::default(),
            speaker: report.speaker,
            cue: report.cue,
            reason: report.reason,
        }));
    }
}
