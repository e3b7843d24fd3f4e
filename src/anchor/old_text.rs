//! What became of spans whose old text is at hand: every word of it is compared with the new text once.

use super::{
    align::Hit,
    decision::{self, Decision},
    diff::diff,
    duplicates::{self, is_duplicated},
    fragment::Fragment,
    map::{Mapping, Window, mapping},
    target::{Target, paragraph},
    trust::{BESIDE, Evidence},
    words::Words,
};
use crate::{
    gloss::Selector,
    text::{CodePoints, Span},
};

/// Pieces of a span stand no farther from each other, in words: a paragraph or two may have been put in.
const ASUNDER: usize = 200;

/// A text in which glosses were recorded, compared with the one at hand.
pub struct OldText<'a> {
    text: &'a str,
    words: Words,
    points: CodePoints<'a>,
    hits: Vec<Option<Hit>>,
}

impl<'a> OldText<'a> {
    /// Compares `text` with the text at hand; none for one of 4 GiB and more.
    pub fn new(target: &Target<'_>, text: &'a str) -> Option<Self> {
        u32::try_from(text.len()).ok()?;
        let words = Words::new(text);
        let alike = |old, new| target.alike(text, old, new);
        let hits = diff(&words, &target.words, &target.rarity, &alike);
        Some(Self { text, words, points: CodePoints::new(text), hits })
    }

    /// What became of the span of `selector`; none if it was not recorded in this text.
    pub fn decision(
        &self,
        target: &Target<'_>,
        selector: &Selector,
        fragment: &Fragment,
    ) -> Option<Decision> {
        let inner = self.words.within(self.recorded(selector)?);
        let around = inner.start.saturating_sub(BESIDE)..(inner.end + BESIDE).min(self.words.words.len());
        let keys: Vec<u64> = self.words.words[around.clone()].iter().map(|word| word.key).collect();
        let bits: Vec<f32> = keys.iter().map(|&key| target.rarity.bits(key)).collect();
        let window = Window { hits: &self.hits[around.clone()], keys: &keys, bits: &bits };
        let inside = inner.start - around.start..inner.end - around.start;
        Some(match mapping(window, inside.clone(), ASUNDER) {
            Mapping::Kept(mapped) => {
                let evidence = Evidence::new(window, &inside, &mapped, target.rarity.whole());
                let recorded = target.points.byte(selector.start);
                let decision = decision::found(target, fragment, &mapped, evidence, recorded);
                let before = |_| is_duplicated(&self.words, paragraph(&self.words, inner.start));
                duplicates::decide(target, fragment, decision, before)
            }
            Mapping::Replaced(gap) => decision::replaced(target, fragment, &gap),
            Mapping::Unknown => Decision::orphan("its words are gone, with those around them"),
        })
    }

    /// Where a selector's span stands in this text, if it was recorded in it.
    fn recorded(&self, selector: &Selector) -> Option<Span> {
        let start = self.points.byte(selector.start)?;
        let span = Span::new(start, start + selector.exact.len());
        (self.text.get(span.range()) == Some(&selector.exact[..])
            && self.text[..start].ends_with(&selector.prefix)
            && self.text[span.end..].starts_with(&selector.suffix))
        .then_some(span)
    }
}
