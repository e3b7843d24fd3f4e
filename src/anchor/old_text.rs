//! Finding spans with the help of the old text: the two texts are compared word by word, once for all spans.

use std::ops::Range;

use super::{
    align::WordMatch,
    decision::{self, Decision},
    diff::diff,
    duplicates::{self, is_duplicated},
    fragment::Fragment,
    map::{Mapped, Mapping, Window, mapping},
    new_text::{NewText, paragraph},
    trust::{MAX_CONTEXT_WORDS, PlaceEvidence},
    words::Words,
};
use crate::{
    gloss::Selector,
    text::{CodePoints, Span},
};

/// The most words that may have been inserted between two pieces of a span: about two paragraphs. Chosen by hand.
const MAX_INSERTED_WORDS: usize = 200;

/// The text in which glosses were recorded, compared with the new text.
pub struct OldText<'a> {
    text: &'a str,
    words: Words,
    points: CodePoints<'a>,
    matches: Vec<Option<WordMatch>>,
    known: Vec<bool>,
    in_order: Vec<bool>,
}

impl<'a> OldText<'a> {
    /// Compares `text` with the new text. `None` if it is 4 GiB long or longer.
    pub fn new(new_text: &NewText<'_>, text: &'a str) -> Option<Self> {
        u32::try_from(text.len()).ok()?;
        let words = Words::new(text);
        let alike = |old, new| new_text.alike(text, old, new);
        let matches = diff(&words, &new_text.words, &new_text.rarity, &alike);
        let mut known = vec![false; new_text.keys.len()];
        for m in matches.iter().flatten() { known[m.to as usize] = true; }
        let runs = super::align::runs(&matches);
        let pairs: Vec<(usize, usize)> = runs.iter().map(|r| (r.start, matches[r.start].map_or(0, |m| m.to as usize))).collect();
        let weights: Vec<f32> = runs.iter().map(|r| r.len() as f32).collect();
        let mut in_order = vec![false; matches.len()];
        for i in super::order::longest(&pairs, &weights) { in_order[runs[i].clone()].fill(true); }
        Some(Self { text, words, points: CodePoints::new(text), matches, known, in_order })
    }

    /// The decision on the span of `selector`. `None` if the selector was not recorded in this text.
    pub fn decision(
        &self,
        new_text: &NewText<'_>,
        selector: &Selector,
        fragment: &Fragment,
    ) -> Option<Decision> {
        let inner = self.words.within(self.recorded(selector)?);
        let around = inner.start.saturating_sub(MAX_CONTEXT_WORDS)
            ..(inner.end + MAX_CONTEXT_WORDS).min(self.words.words.len());
        let keys: Vec<u64> = self.words.words[around.clone()].iter().map(|word| word.key).collect();
        let bits: Vec<f32> = keys.iter().map(|&key| new_text.rarity.bits(key)).collect();
        let inside = inner.start - around.start..inner.end - around.start;
        let line = self.words.line(self.text, &inner);
        let line = line.start - around.start..line.end - around.start;
        let window = Window { matches: &self.matches[around.clone()], keys: &keys, bits: &bits, line: &line };
        Some(match mapping(window, inside.clone(), MAX_INSERTED_WORDS) {
            Mapping::Kept(mapped) => {
                let evidence = PlaceEvidence::new(window, &inside, &mapped, new_text.rarity.whole());
                let recorded = new_text.points.byte(selector.start);
                let decision = decision::found(new_text, fragment, &mapped, evidence, recorded);
                let decision = self.surrounded(new_text, decision, &inner, &mapped, evidence);
                let before = |_| is_duplicated(&self.words, paragraph(&self.words, inner.start));
                duplicates::decide(new_text, fragment, decision, before)
            }
            Mapping::Replaced(gap) => decision::replaced(new_text, fragment, &gap),
            Mapping::Unknown => Decision::orphan("its words are gone, with those around them"),
        })
    }

    /// The decision, made doubtful if the span has moved alone.
    fn surrounded(&self, new_text: &NewText<'_>, decision: Decision, inner: &Range<usize>, mapped: &Mapped, evidence: PlaceEvidence) -> Decision {
        let in_order = inner.clone().any(|i| self.matches[i].is_some() && self.in_order[i]);
        if in_order {
            return decision;
        }
        let hull = mapped.hull();
        let own = paragraph(&self.words, inner.start);
        let around = own.start.max(inner.start.saturating_sub(60))..own.end.min(inner.end + 60).max(inner.end);
        let near = hull.start.saturating_sub(60)..hull.end + 60;
        let (mut along, mut all) = (0, 0);
        for i in (around.start..inner.start).chain(inner.end..around.end) {
            if super::words::is_mark(self.words.words[i].key) { continue; }
            all += 1;
            along += usize::from(self.matches[i].is_some_and(|m| near.contains(&(m.to as usize))));
        }
        if along >= 12 && along * 2 >= all {
            return decision;
        }
        let continues = |i: usize, j: usize| self.matches.get(i).copied().flatten().is_some_and(|m| m.to as usize == j);
        let mut end = (inner.end, hull.end);
        while continues(end.0, end.1) { end = (end.0 + 1, end.1 + 1); }
        let mut start = (inner.start, hull.start);
        while start.0 > 0 && start.1 > 0 && continues(start.0 - 1, start.1 - 1) { start = (start.0 - 1, start.1 - 1); }
        let known = |j: Option<usize>| j.is_none_or(|j| self.known.get(j).is_none_or(|k| *k));
        if evidence.line >= 0.5 && evidence.words > 0 && known(start.1.checked_sub(1)) && known(Some(end.1)) && (start.0, end.0) != (inner.start, inner.end) {
            return decision;
        }
        let _ = new_text;
        decision.doubted("its words stand elsewhere, and nothing around them moved along")
    }

    /// The span of `selector` in bytes of this text, if the selector was recorded in it.
    fn recorded(&self, selector: &Selector) -> Option<Span> {
        let start = self.points.byte(selector.start)?;
        let span = Span::new(start, start + selector.exact.len());
        (self.text.get(span.range()) == Some(&selector.exact[..])
            && self.text[..start].ends_with(&selector.prefix)
            && self.text[span.end..].starts_with(&selector.suffix))
        .then_some(span)
    }
}
