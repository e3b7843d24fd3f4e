//! The outcome of a suggestion: a gloss if it is accepted, a record in the sidecar if it is dismissed.

use super::Suggestion;
use crate::anchor;
use crate::gloss::{Dismissal, Generator, Gloss, Id};
use crate::text::{Span, Text};

impl Suggestion {
    /// The gloss that accepting the suggestion makes, on `spans` of `text`. Its generator names the program and the
    /// source.
    pub fn gloss(&self, text: &Text, spans: &[Span], id: Id) -> Gloss {
        let selectors = anchor::selectors(text, spans);
        let mut gloss = Gloss::new(id, &*self.tag, selectors);
        gloss.attributes = self.attributes.clone();
        let source = if self.source.is_empty() { &self.tag } else { &self.source };
        gloss.generator = Some(Generator::this(source.to_string()));
        gloss
    }

    /// The dismissal that is recorded in the sidecar, so that the suggestion is not made again.
    pub fn dismissal(&self, text: &Text) -> Dismissal {
        let first = self.spans.first().copied().unwrap_or_default();
        let selector = anchor::selector(text, first);
        let (exact, prefix, suffix) = (selector.exact, selector.prefix, selector.suffix);
        Dismissal { tag: self.tag.to_string(), exact, prefix, suffix }
    }
}
