//! All glosses of a document at once: each one's place is told by its own words, and by where its neighbours went.

use std::ops::Range;

use super::{
    align::Hit,
    carry::{self, Fate, Stretch},
    diff,
    fragment::Fragment,
    order,
    place::Past,
    search::{Candidate, Findings},
    seeds::Seeds,
    target::{Target, paragraph},
    verdict::{self, Verdict},
    words::Words,
};
use crate::{
    gloss::{Gloss, Place, Selector},
    text::{CodePoints, Span},
};

/// Evidence beyond what names a place in the whole text, in bits, with which a span tells where its neighbours are.
const TELLING: f32 = 10.0;

/// How many words around a span the old text is asked for.
const CONTEXT: usize = 12;

/// Pieces of a span stand no farther from each other, in words: a paragraph or two may have been put in.
const ASUNDER: usize = 200;

/// A paragraph of at least so many words that stands twice in a row was doubled.
const DOUBLED: usize = 8;

/// One span of one gloss.
struct Part<'a> {
    gloss: usize,
    selector: &'a Selector,
    fragment: Fragment,
    findings: Findings,
    verdict: Option<Verdict>,
}

/// A span whose place is sure: where it was recorded, and how far it has moved, in code points.
#[derive(Clone, Copy)]
struct Known {
    start: usize,
    shift: isize,
    part: usize,
}

/// Where `glosses` stand.
pub fn solve(target: &Target<'_>, glosses: &[&Gloss], past: Past<'_>) -> Vec<Place> {
    let parts = glosses.iter().enumerate().flat_map(|(gloss, of)| {
        of.selectors.iter().map(move |selector| Part {
            gloss,
            selector,
            fragment: Fragment::new(selector, &target.rarity),
            findings: Findings::default(),
            verdict: None,
        })
    });
    let mut parts: Vec<Part<'_>> = parts.collect();
    parts.sort_by_key(|part| part.selector.start);
    for part in parts.iter_mut().filter(|part| part.fragment.inner.is_empty()) {
        part.verdict = Some(wordless(target, part));
    }
    let mut length = None;
    let recorded_here = matches!(past, Past::Known(_));
    match past {
        Past::Known(old) => {
            carry_all(target, &mut parts, old);
            length = Some(old.chars().count());
        }
        Past::Lost(known) => length = known,
        Past::Same => {}
    }
    search_all(target, &mut parts, length, recorded_here);
    let mut verdicts: Vec<Vec<Verdict>> = vec![Vec::new(); glosses.len()];
    for part in parts {
        verdicts[part.gloss].extend(part.verdict);
    }
    verdicts.iter().map(|verdicts| verdict::together(verdicts)).collect()
}

/// A span without a word: only where it was recorded it can be told from others like it.
fn wordless(target: &Target<'_>, part: &Part<'_>) -> Verdict {
    let recorded = target.points.byte(part.selector.start);
    let whole = &part.fragment.text;
    let before = recorded.and_then(|at| at.checked_sub(part.selector.prefix.len()));
    let stands = before.and_then(|from| target.whole.get(from..from + whole.len())) == Some(whole);
    match recorded {
        Some(at) if stands => {
            let span = Span::new(at, at + part.selector.exact.len());
            Verdict::doubtful(vec![span], 0.5, "there are no words by which to know it")
        }
        _ => Verdict::orphan("there are no words by which to find it"),
    }
}

/// Carries every span that stands in the old text across to the new one.
fn carry_all(target: &Target<'_>, parts: &mut [Part<'_>], old: &str) {
    if u32::try_from(old.len()).is_err() {
        return;
    }
    let words = Words::new(old);
    let points = CodePoints::new(old);
    let hits = diff::diff(&words, &target.words, &target.rarity, &|one, other| target.alike(old, one, other));
    for part in parts.iter_mut().filter(|part| part.verdict.is_none()) {
        let Some(start) = points.byte(part.selector.start) else { continue };
        let span = Span::new(start, start + part.selector.exact.len());
        let stands = old.get(span.range()) == Some(&part.selector.exact[..])
            && old[..start].ends_with(&part.selector.prefix)
            && old[span.end..].starts_with(&part.selector.suffix);
        if !stands {
            continue;
        }
        let inner = words.within(span);
        let stretch = inner.start.saturating_sub(CONTEXT)..(inner.end + CONTEXT).min(words.words.len());
        let keys: Vec<u64> = words.words[stretch.clone()].iter().map(|word| word.key).collect();
        let bits: Vec<f32> = keys.iter().map(|&key| target.rarity.bits(key)).collect();
        let hits = &hits[stretch.clone()];
        let inside = inner.start - stretch.start..inner.end - stretch.start;
        part.verdict = Some(match carry::fate(Stretch { hits, keys: &keys, bits: &bits }, inside, ASUNDER) {
            Fate::Stands(image) => {
                let hull = image.hull();
                let near = hull.start.saturating_sub(CONTEXT)..hull.end + CONTEXT;
                let tells = |(i, hit): (usize, &Option<Hit>)| {
                    hit.filter(|hit| near.contains(&(hit.to as usize))).map(|_| bits[i])
                };
                let support: f32 = hits.iter().enumerate().filter_map(tells).sum();
                let context = support / bits.iter().sum::<f32>().max(1.0);
                let candidate = Candidate {
                    spans: target.spans(&part.fragment, &image.pieces),
                    image,
                    own: 0.0,
                    around: support,
                };
                carried(target, part, &candidate, context, &words, inner.start)
            }
            Fate::Replaced(gap) => verdict::replaced(target, &part.fragment, &gap),
            Fate::Unknown => Verdict::orphan("its words are gone, with those around them"),
        });
    }
}

/// The verdict on a span that the old text says stands here.
fn carried(
    target: &Target<'_>,
    part: &Part<'_>,
    candidate: &Candidate,
    context: f32,
    old: &Words,
    old_word: usize,
) -> Verdict {
    if candidate.around < TELLING {
        return Verdict::orphan("its words are gone, with those around them");
    }
    if !is_doubled(old, paragraph(old, old_word))
        && let Some((verdict, _)) = doubled(target, part, candidate.image.hull())
    {
        return verdict;
    }
    let recorded = target.points.byte(part.selector.start);
    verdict::stands(target, &part.fragment, candidate, recorded, context, verdict::PART)
}

/// A span in a paragraph that stands twice in a row, where nothing can tell which of them is the copy: the verdict, and
/// both paragraphs, in bytes.
fn doubled(target: &Target<'_>, part: &Part<'_>, mut image: Range<usize>) -> Option<(Verdict, Span)> {
    let own = target.paragraph(image.start);
    if !is_doubled(&target.words, own.clone()) {
        return None;
    }
    let next = target.paragraph(own.end.min(target.keys.len() - 1));
    if next.start == own.end && target.keys[own.clone()] == target.keys[next] && image.end <= own.end {
        image = image.start + own.len()..image.end + own.len();
    }
    let word = |index: usize| target.words.words[index.min(target.keys.len() - 1)].span();
    let both = Span::new(word(own.start.saturating_sub(own.len())).start, word(own.end + own.len()).start);
    Some((
        Verdict::doubtful(target.spans(&part.fragment, &[image]), 0.5, "its paragraph stands there twice"),
        both,
    ))
}

/// Whether a paragraph stands twice in a row.
fn is_doubled(words: &Words, own: Range<usize>) -> bool {
    let keys = |range: Range<usize>| words.words[range].iter().map(|word| word.key);
    let same = |index: Option<usize>| {
        index.filter(|&index| index < words.words.len()).is_some_and(|index| {
            let other = paragraph(words, index);
            other.len() == own.len() && other != own && keys(other).eq(keys(own.clone()))
        })
    };
    own.len() >= DOUBLED && (same(Some(own.end)) || same(own.start.checked_sub(1)))
}

/// Looks for the spans that are still without a verdict; those that have one tell where. `recorded_here`: they may have
/// been recorded in the new text.
fn search_all(target: &Target<'_>, parts: &mut [Part<'_>], length: Option<usize>, recorded_here: bool) {
    let open = |part: &&Part<'_>| part.verdict.is_none();
    if !parts.iter().any(|part| part.verdict.is_none()) {
        return;
    }
    let seeds = Seeds::new(parts.iter().filter(open).map(|part| &part.fragment), &target.words.words);
    for part in parts.iter_mut().filter(|part| part.verdict.is_none()) {
        part.findings = Findings::anywhere(target, &part.fragment, &seeds);
    }
    let neighbours = Neighbours::new(target, parts, length);
    for (i, part) in parts.iter_mut().enumerate().filter(|(_, part)| part.verdict.is_none()) {
        let start = part.selector.start;
        let mut around = neighbours.around(i, start);
        around.extend(recorded_here.then_some(0));
        let verdict = decide(target, part, &around);
        part.verdict = Some(neighbours.doubled(target, part, verdict));
    }
}

/// The verdict on a span, by what was found of it and by how far its neighbours have moved (in code points).
fn decide(target: &Target<'_>, part: &mut Part<'_>, shifts: &[isize]) -> Verdict {
    let start = part.selector.start;
    let shift =
        |candidate: &Candidate| target.points.of(candidate.hull().start).cast_signed() - start.cast_signed();
    let distance = |candidate: &Candidate| {
        let shift = shift(candidate);
        let nearest = shifts.iter().map(|other| other.abs_diff(shift)).min();
        nearest.map_or(f32::INFINITY, |nearest| (1.0 + nearest as f32).log2())
    };
    let rank = |findings: &Findings| {
        let worth = |candidate: &Candidate| verdict::worth(target, candidate, distance(candidate));
        let mut ranked: Vec<(f32, Candidate)> =
            findings.candidates.iter().map(|candidate| (worth(candidate), candidate.clone())).collect();
        // Of equals the later one is proposed: the text before it may have been put in.
        ranked.sort_by(|one, other| other.0.total_cmp(&one.0).then(other.1.spans.cmp(&one.1.spans)));
        ranked
    };
    let mut ranked = rank(&part.findings);
    if ranked.first().is_none_or(|best| best.0 < TELLING) && part.findings.gap.is_none() {
        let end = target.points.count();
        let byte =
            |point: isize| target.points.byte(point.clamp(0, end.cast_signed()).cast_unsigned()).unwrap_or(0);
        let expected = shifts.iter().map(|shift| byte(start.cast_signed() + shift));
        if let (Some(from), Some(to)) = (expected.clone().min(), expected.max()) {
            let expected = Span::new(from, (to + part.fragment.span.len()).min(target.whole.len()));
            part.findings.near(target, &part.fragment, expected);
            ranked = rank(&part.findings);
        }
    }
    let gap = part.findings.gap.as_ref().filter(|(_, around)| *around > 2.0 * TELLING);
    let Some((best, candidate)) = ranked.first() else {
        return gap.map_or_else(
            || Verdict::orphan("the recorded words are not in the text"),
            |(gap, _)| verdict::replaced(target, &part.fragment, gap),
        );
    };
    // What stood around it still stands there, without it: words like these elsewhere were there before, unless they are
    // too many for that.
    if let Some((gap, around)) = gap
        && *around > candidate.evidence()
        && !(candidate.image.whole && *best > 2.0 * TELLING)
    {
        return verdict::replaced(target, &part.fragment, gap);
    }
    let next = ranked.get(1).map_or(f32::NEG_INFINITY, |next| next.0);
    let recorded = target.points.byte(start);
    verdict::found(target, &part.fragment, candidate, (*best, next), recorded)
}

/// The spans whose places are sure, and how far they have moved.
struct Neighbours {
    /// All of them, by their recorded starts.
    sure: Vec<Known>,
    /// Those that have kept their order, with the ends of the text where its length is known.
    chain: Vec<Known>,
}

impl Neighbours {
    fn new(target: &Target<'_>, parts: &[Part<'_>], length: Option<usize>) -> Self {
        let mut sure = Vec::new();
        let (mut pairs, mut weights) = (Vec::new(), Vec::new());
        for (part, of) in parts.iter().enumerate() {
            let placed = match &of.verdict {
                Some(verdict) => verdict.sure().map(|span| (span, 100.0)),
                None => of.findings.sure(target),
            };
            if let Some((span, weight)) = placed {
                let now = target.points.of(span.start);
                sure.push(Known {
                    start: of.selector.start,
                    shift: now.cast_signed() - of.selector.start.cast_signed(),
                    part,
                });
                pairs.push((of.selector.start, now));
                weights.push(weight);
            }
        }
        let mut chain: Vec<Known> = order::longest(&pairs, &weights).into_iter().map(|i| sure[i]).collect();
        if let Some(length) = length {
            let shift = target.points.count().cast_signed() - length.cast_signed();
            chain.insert(0, Known { start: 0, shift: 0, part: usize::MAX });
            chain.push(Known { start: length, shift, part: usize::MAX });
        }
        Self { sure, chain }
    }

    /// The verdict on a span, if its paragraph stands twice in a row, unless those around show that it did before.
    fn doubled(&self, target: &Target<'_>, part: &Part<'_>, verdict: Verdict) -> Verdict {
        let Some(span) = verdict.sure() else { return verdict };
        let words = target.words.within(span);
        let Some((doubtful, both)) = doubled(target, part, words) else { return verdict };
        let (from, to) = (target.points.of(both.start), target.points.of(both.end));
        let now = |known: &Known| known.start.saturating_add_signed(known.shift);
        let before = self.chain.iter().rev().find(|known| now(known) <= from);
        let after = self.chain.iter().find(|known| now(known) >= to);
        match (before, after) {
            (Some(before), Some(after)) if before.shift.abs_diff(after.shift) < (to - from) / 4 => verdict,
            _ => doubtful,
        }
    }

    /// How far the nearest others before and behind a span have moved.
    fn around(&self, part: usize, start: usize) -> Vec<isize> {
        let mut shifts = Vec::with_capacity(4);
        for list in [&self.sure, &self.chain] {
            let at = list.partition_point(|known| known.start < start);
            shifts.extend(list[..at].iter().rev().find(|known| known.part != part).map(|known| known.shift));
            shifts.extend(list[at..].iter().find(|known| known.part != part).map(|known| known.shift));
        }
        shifts
    }
}

impl Findings {
    /// The place, and what tells for it, that stands out without any help.
    fn sure(&self, target: &Target<'_>) -> Option<(Span, f32)> {
        let best = self.candidates.first()?;
        let next = self.candidates.get(1).map_or(0.0, Candidate::evidence);
        let sure = best.evidence() > target.rarity.whole() + TELLING
            && best.evidence() > next + TELLING
            && best.image.kept > 0.5;
        sure.then_some((best.hull(), best.evidence()))
    }
}
