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

use super::{Analysis, Suggester, Suggestion};
use coreference::Names;

/// Suggests quotations with their speakers.
pub struct Quotes;

impl Suggester for Quotes {
    fn tag(&self) -> &'static str {
        "quote"
    }

    fn suggest(&self, analysis: &Analysis, found: &mut Vec<Suggestion>) {
        let (quoted, mut reported) = (analysis.quoted(), indirect::find(analysis));
        let alone = combine::combine(analysis, quoted, &mut reported);
        if alone.is_empty() && reported.is_empty() {
            return;
        }
        let names = Names::new(analysis);
        found.extend(alone.into_iter().map(|quoted| quoted.suggestion(analysis, &names)));
        found.extend(reported.into_iter().map(|report| report.suggestion(analysis, &names)));
    }
}

/// `words` without line breaks.
fn one_line(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
#[path = "quotes_tests.rs"]
mod tests;
