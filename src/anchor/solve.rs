//! All glosses of a document at once: each one's place is told by its own words, and by where its neighbours went.

use super::{
    doubled::doubled,
    fragment::Fragment,
    known::OldText,
    order,
    past::Past,
    rivals::{self, Claim},
    search::{Candidate, Findings},
    seeds::Seeds,
    target::Target,
    verdict::{self, Verdict},
};
use crate::{
    gloss::{Gloss, Place, Selector},
    text::Span,
};

/// Evidence beyond what names a place in the whole text, in bits, with which a span tells where its neighbours are.
const TELLING: f32 = 10.0;

/// One span of one gloss.
struct Part<'a> {
    gloss: usize,
    selector: &'a Selector,
    fragment: Fragment,
    findings: Findings,
    verdict: Option<Verdict>,
}

impl Part<'_> {
    fn claim(&mut self) -> Option<Claim<'_>> {
        let length = self.selector.exact.chars().count();
        let recorded = Span::new(self.selector.start, self.selector.start.saturating_add(length));
        Some(Claim { recorded, verdict: self.verdict.as_mut()? })
    }
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
            if let Some(known) = OldText::new(target, old) {
                for part in parts.iter_mut().filter(|part| part.verdict.is_none()) {
                    part.verdict = known.verdict(target, part.selector, &part.fragment);
                }
            }
            length = Some(old.chars().count());
        }
        Past::Lost(known) => length = known,
        Past::Same => {}
    }
    search_all(target, &mut parts, length, recorded_here);
    rivals::settle(parts.iter_mut().filter_map(Part::claim).collect());
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
    // A file may say any number.
    let shift = |candidate: &Candidate| {
        target.points.of(candidate.hull().start).cast_signed().saturating_sub(start.cast_signed())
    };
    let distance = |candidate: &Candidate| {
        let shift = shift(candidate);
        let nearest = shifts.iter().map(|other| other.abs_diff(shift)).min();
        nearest.map_or(f32::INFINITY, |nearest| (1.0 + nearest as f32).log2()).min(target.rarity.whole())
    };
    let rank = |findings: &Findings| {
        // What tells for a place, less what it takes to name it.
        let worth = |candidate: &Candidate| candidate.bits() - distance(candidate);
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
        let expected = shifts.iter().map(|shift| byte(start.cast_signed().saturating_add(*shift)));
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
        && *around > candidate.bits()
        && !(candidate.image.whole && *best > 2.0 * TELLING)
    {
        return verdict::replaced(target, &part.fragment, gap);
    }
    let ahead = ranked.get(1).map_or(f32::INFINITY, |next| best - next.0);
    let trust = candidate.evidence.trust(ahead, distance(candidate));
    verdict::found(target, &part.fragment, &candidate.image, target.points.byte(start), (trust, ahead))
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
                    shift: now.cast_signed().saturating_sub(of.selector.start.cast_signed()),
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
        let Some((doubtful, both)) = doubled(target, &part.fragment, words) else { return verdict };
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
        let next = self.candidates.get(1).map_or(0.0, Candidate::bits);
        let sure = best.bits() > target.rarity.whole() + TELLING
            && best.bits() > next + TELLING
            && best.image.kept > 0.5;
        sure.then_some((best.hull(), best.bits()))
    }
}
