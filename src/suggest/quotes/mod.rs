//! Quotations: what was said, by whom, with which word.

mod attribution;
mod coreference;
mod direct;
mod mention;
mod parts;

pub use direct::{Attribution, attribution, parts};

use super::{Reading, Suggester, Suggestion};
use crate::gloss::Attributes;

/// Suggests quotations with their speakers.
pub struct Quotes;

impl Suggester for Quotes {
    fn tag(&self) -> &'static str {
        "quote"
    }

    fn suggest(&self, reading: &Reading, found: &mut Vec<Suggestion>) {
        for quoted in reading.quoted() {
            let Some(best) = quoted.found else { continue };
            found.push(Suggestion {
                tag: "quote",
                spans: quoted.spans,
                score: 1.0,
                attributes: Attributes::default(),
                speaker: best.speaker.map(|s| s.phrase),
                cue: best.cue,
                reason: format!("{:?}|{}", best.evidence, best.cost),
            });
        }
    }
}
