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

use std::sync::Arc;

use super::{Analysis, Error, Suggester, Suggestion, Task};
use coreference::Names;

/// Suggests quotations with their speakers.
pub struct Quotes {
    /// The kind that it suggests: `quote`.
    kinds: [Arc<str>; 1],
}

impl Default for Quotes {
    fn default() -> Self {
        Self { kinds: ["quote".into()] }
    }
}

impl Quotes {
    /// The name of this source.
    pub const NAME: &str = "quotes";
}

impl Suggester for Quotes {
    fn name(&self) -> &str {
        Self::NAME
    }

    fn kinds(&self) -> &[Arc<str>] {
        &self.kinds
    }

    fn suggest(&self, analysis: &Analysis, task: &Task) -> Result<Vec<Suggestion>, Error> {
        let quoted = analysis.quoted();
        task.check()?;
        let mut reported = indirect::find(analysis);
        task.check()?;
        let alone = combine::combine(analysis, quoted, &mut reported);
        if alone.is_empty() && reported.is_empty() {
            return Ok(Vec::new());
        }
        let names = Names::new(analysis);
        let [quote] = &self.kinds;
        let direct = alone.into_iter().map(|quoted| quoted.suggestion(quote, analysis, &names));
        let mut found: Vec<Suggestion> = direct.collect();
        found.extend(reported.into_iter().map(|report| report.suggestion(quote, analysis, &names)));
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
