//! What becomes of a suggestion that a person takes, or does not want.

use super::Suggestion;
use crate::anchor;
use crate::gloss::{Dismissal, Generator, Gloss, Id};
use crate::text::{Span, Text};

impl Suggestion {
    /// The gloss that is made of it, on `spans` of `text`; its generator names the program and the source.
    pub fn gloss(&self, text: &Text, spans: &[Span], id: Id) -> Gloss {
        let selectors = anchor::selectors(text, spans);
        let mut gloss = Gloss::new(id, &*self.tag, selectors);
        gloss.attributes = self.attributes.clone();
        let source = if self.source.is_empty() { &self.tag } else { &self.source };
        gloss.generator = Some(Generator::this(source.to_string()));
        gloss
    }

    /// What is written into the sidecar so that it is not suggested again.
    pub fn dismissal(&self, text: &Text) -> Dismissal {
        let first = self.spans.first().copied().unwrap_or_default();
        let selector = anchor::selector(text, first);
        let (exact, prefix, suffix) = (selector.exact, selector.prefix, selector.suffix);
        Dismissal { tag: self.tag.to_string(), exact, prefix, suffix }
    }
}
