//! What becomes of a suggestion that a person takes, or does not want.

use super::Suggestion;
use crate::anchor;
use crate::gloss::{Dismissal, Gloss, Id};
use crate::text::{Span, Text};

impl Suggestion {
    /// The gloss that is made of it, on `spans` of `text`; it names the program as its generator.
    pub fn gloss(&self, text: &Text, spans: &[Span], id: Id) -> Gloss {
        let selectors = anchor::selectors(text, spans);
        let mut gloss = Gloss::new(id, self.tag, selectors);
        gloss.attributes = self.attributes.clone();
        gloss.generator = Some(self.generator());
        gloss
    }

    fn generator(&self) -> String {
        let version = concat!(env!("CARGO_PKG_VERSION_MAJOR"), ".", env!("CARGO_PKG_VERSION_MINOR"));
        let plural = if self.tag == "sentiment" { "" } else { "s" };
        format!("gloss {version} {}{plural}", self.tag)
    }

    /// What is written down so that it does not come back.
    pub fn dismissal(&self, text: &Text) -> Dismissal {
        let first = self.spans.first().copied().unwrap_or_default();
        let selector = anchor::selector(text, first);
        let (exact, prefix, suffix) = (selector.exact, selector.prefix, selector.suffix);
        Dismissal { tag: self.tag.to_owned(), exact, prefix, suffix }
    }
}
