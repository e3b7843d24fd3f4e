//! What became of spans whose old text is at hand: every word of it is compared with the new text once.

use std::ops::Range;

use super::{
    align::Hit,
    carry::{Fate, Image, Stretch, fate},
    diff::diff,
    doubled::{doubled, is_doubled},
    fragment::Fragment,
    search::Candidate,
    target::{Target, paragraph},
    verdict::{self, Verdict},
    words::Words,
};
use crate::{
    gloss::Selector,
    text::{CodePoints, Span},
};

/// How many words around a span are asked.
const CONTEXT: usize = 12;

/// Pieces of a span stand no farther from each other, in words: a paragraph or two may have been put in.
const ASUNDER: usize = 200;

/// What must tell for a place, in bits: words around it, and words in a row with it. A word by itself between others that
/// have changed may have been matched by chance.
const SUPPORT: f32 = 10.0;
const ROW: f32 = 11.0;

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
    pub fn verdict(&self, target: &Target<'_>, selector: &Selector, fragment: &Fragment) -> Option<Verdict> {
        let inner = self.words.within(self.recorded(selector)?);
        let around = inner.start.saturating_sub(CONTEXT)..(inner.end + CONTEXT).min(self.words.words.len());
        let keys: Vec<u64> = self.words.words[around.clone()].iter().map(|word| word.key).collect();
        let bits: Vec<f32> = keys.iter().map(|&key| target.rarity.bits(key)).collect();
        let stretch = Stretch { hits: &self.hits[around.clone()], keys: &keys, bits: &bits };
        let inside = inner.start - around.start..inner.end - around.start;
        Some(match fate(stretch, inside.clone(), ASUNDER) {
            Fate::Stands(image) => {
                let once = !is_doubled(&self.words, paragraph(&self.words, inner.start));
                let twice = || doubled(target, fragment, image.hull());
                match once.then(twice).flatten() {
                    Some((verdict, _)) if support(stretch, &image) >= SUPPORT => verdict,
                    _ => stands(target, selector, fragment, stretch, (inside, image)),
                }
            }
            Fate::Replaced(gap) => verdict::replaced(target, fragment, &gap),
            Fate::Unknown => Verdict::orphan("its words are gone, with those around them"),
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

/// What the words tell that stand in an image or near it, in bits.
fn support(stretch: Stretch<'_>, image: &Image) -> f32 {
    let hull = image.hull();
    let near = hull.start.saturating_sub(CONTEXT)..hull.end + CONTEXT;
    let stands = stretch.hits.iter().map(|hit| hit.is_some_and(|hit| near.contains(&(hit.to as usize))));
    stretch.bits.iter().zip(stands).filter(|(_, stands)| *stands).map(|(bits, _)| bits).sum()
}

/// The verdict on the words `inside` of a stretch, which have this image.
fn stands(
    target: &Target<'_>,
    selector: &Selector,
    fragment: &Fragment,
    stretch: Stretch<'_>,
    (inside, image): (Range<usize>, Image),
) -> Verdict {
    let around = support(stretch, &image);
    let spans = target.spans(fragment, &image.pieces);
    if around < SUPPORT {
        return Verdict::orphan("its words are gone, with those around them");
    }
    if image.whole && stretch.row(&inside) < ROW.min(target.rarity.whole()) {
        return Verdict::doubtful(spans, 0.5, "its words are too common to be sure of them alone");
    }
    let context = around / stretch.bits.iter().sum::<f32>().max(1.0);
    let candidate = Candidate { spans, image, own: 0.0, around };
    let recorded = target.points.byte(selector.start);
    verdict::stands(target, fragment, &candidate, recorded, context, verdict::PART)
}
