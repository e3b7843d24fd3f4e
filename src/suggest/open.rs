//! Which suggestions are still open: neither tagged nor dismissed, and within the schema.

use std::collections::HashMap;

use super::Suggestion;
use crate::gloss::{Dismissal, Glosses, Placed, Schema, Transaction};
use crate::text::{Span, Text};

/// The dismissals of a document, by the text of the first span of each.
#[derive(Clone, Debug, Default)]
pub struct Dismissed(HashMap<String, Vec<Dismissal>>);

impl Dismissed {
    /// What these dismissals say.
    pub fn new(dismissals: impl IntoIterator<Item = Dismissal>) -> Self {
        let mut dismissed = Self::default();
        dismissals.into_iter().for_each(|dismissal| dismissed.add(dismissal));
        dismissed
    }

    fn add(&mut self, dismissal: Dismissal) {
        self.0.entry(dismissal.exact.clone()).or_default().push(dismissal);
    }

    /// Takes in what `transaction` dismisses and restores.
    pub fn apply(&mut self, transaction: &Transaction) {
        for gone in &transaction.restored {
            if let Some(same) = self.0.get_mut(&gone.exact) {
                same.retain(|dismissal| dismissal != gone);
            }
        }
        transaction.dismissed.iter().cloned().for_each(|dismissal| self.add(dismissal));
    }

    /// Whether a suggestion of this kind on a span was dismissed.
    pub fn contains(&self, text: &Text, tag: &str, span: Span) -> bool {
        if self.0.is_empty() {
            return false;
        }
        let same = self.0.get(&text.quote(span)).into_iter().flatten();
        same.into_iter().any(|dismissal| dismissal.tag == tag && dismissal.is_at(text, span))
    }
}

impl Suggestion {
    /// Whether the schema has what is suggested.
    pub fn is_within(&self, schema: &Schema) -> bool {
        match self.to {
            Some(_) => schema.links.iter().any(|link| link.name == *self.tag),
            None => schema.kind(&self.tag).is_some(),
        }
    }

    /// Whether nobody has tagged or dismissed it. A link is open where both its ends are tagged and it is not made.
    pub fn is_open(&self, text: &Text, glosses: &Glosses, dismissed: &Dismissed) -> bool {
        let open = match self.ends(glosses) {
            Some((from, to)) => {
                let linked = |one: &Placed, other: &Placed| {
                    one.gloss.links.iter().any(|link| link.to == other.gloss.id)
                };
                !linked(from, to) && !linked(to, from)
            }
            None if self.to.is_some() => false,
            None => self.spans.iter().all(|&span| on(glosses, span, Some(&self.tag)).is_none()),
        };
        open && !self.spans.first().is_some_and(|&first| dismissed.contains(text, &self.tag, first))
    }

    /// The glosses that stand at the two ends of a link.
    pub fn ends<'a>(&self, glosses: &'a Glosses) -> Option<(&'a Placed, &'a Placed)> {
        let (&from, to) = (self.spans.first()?, self.to.as_ref()?);
        let tag = to.tag.as_deref();
        let ends = (on(glosses, from, tag)?, on(glosses, to.span, tag)?);
        (ends.0.gloss.id != ends.1.gloss.id).then_some(ends)
    }
}

/// The gloss of this kind, or of any, that shares at least half of the shorter one of it and `span`.
fn on<'a>(glosses: &'a Glosses, span: Span, tag: Option<&str>) -> Option<&'a Placed> {
    let shares = |other: Span| {
        let both = span.intersection(other).map_or(0, Span::len);
        2 * both >= span.len().min(other.len())
    };
    let found = glosses.overlapping(span).into_iter();
    found
        .filter(|(other, placed)| tag.is_none_or(|tag| placed.gloss.tag == tag) && shares(*other))
        .map(|(_, placed)| placed)
        .next()
}
