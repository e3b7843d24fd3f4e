//! Quotations: what was said, by whom, with which word.

mod attribution;
mod candidates;
mod carried;
mod combine;
mod coreference;
mod direct;
mod indirect;
mod mention;
mod parts;
mod speech;
mod subject;
mod turns;

pub use direct::{Attribution, attribution, parts};
pub use parts::is_whole;
#[doc(hidden)]
pub use speech::sorts;

use super::{Reading, Suggester, Suggestion};
use coreference::Names;

/// Suggests quotations with their speakers.
pub struct Quotes;

impl Suggester for Quotes {
    fn tag(&self) -> &'static str {
        "quote"
    }

    fn suggest(&self, reading: &Reading, found: &mut Vec<Suggestion>) {
        let (quoted, mut reported) = (reading.quoted(), indirect::find(reading));
        let alone = combine::combine(reading, quoted, &mut reported);
        if alone.is_empty() && reported.is_empty() {
            return;
        }
        let names = Names::new(reading);
        found.extend(alone.into_iter().map(|quoted| quoted.suggestion(reading, &names)));
        found.extend(reported.into_iter().map(|report| report.suggestion(reading, &names)));
    }
}

/// `words` without line breaks.
fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
#[path = "quotes_tests.rs"]
mod tests;
