//! All glosses of a document at once: each one's place is told by its own words, and by where its neighbours went.

use super::{
    baseline::Baseline,
    contested::{self, Contender},
    decision::{self, Decision},
    duplicates,
    fragment::Fragment,
    old_text::OldText,
    order,
    search::{Candidate, Findings},
    seeds::Seeds,
    target::Target,
};
use crate::{
    gloss::{Gloss, Place, Selector},
    text::Span,
};

/// What a span weighs, in bits, whose place the old text tells.
const CERTAIN: f32 = 100.0;

/// What must tell, in bits, that the words around a span are where it stood, though it is gone.
const SURROUNDED: f32 = 20.0;

/// One span of one gloss.
struct Part<'a> {
    gloss: usize,
    selector: &'a Selector,
    fragment: Fragment,
    findings: Findings,
    decision: Option<Decision>,
}

impl Part<'_> {
    /// Whether nothing has told yet what became of it.
    fn is_open(&self) -> bool {
        self.decision.is_none()
    }

    /// The span as a contender for the words where it stands.
    fn contender(&mut self, target: &Target<'_>) -> Option<Contender<'_>> {
        let decision = self.decision.as_mut()?;
        let now = decision.placed()?;
        let Selector { start, exact, prefix, suffix, .. } = self.selector;
        let (before, behind) = (&target.whole[..now.start], &target.whole[now.end..]);
        let complete = target.whole[now.range()] == **exact
            && before.ends_with(&**prefix)
            && behind.starts_with(&**suffix);
        let recorded = *start..start.saturating_add(exact.chars().count());
        Some(Contender { recorded, now, complete, decision })
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
pub fn solve(target: &Target<'_>, glosses: &[&Gloss], baseline: Baseline<'_>) -> Vec<Place> {
    let decisions = decisions(target, glosses, baseline);
    decisions.iter().map(|decisions| decision::together(decisions)).collect()
}

/// What became of each span of each of `glosses`.
pub fn decisions(target: &Target<'_>, glosses: &[&Gloss], baseline: Baseline<'_>) -> Vec<Vec<Decision>> {
    let parts = glosses.iter().enumerate().flat_map(|(gloss, of)| {
        of.selectors.iter().map(move |selector| Part {
            gloss,
            selector,
            fragment: Fragment::new(selector, &target.rarity),
            findings: Findings::default(),
            decision: None,
        })
    });
    let mut parts: Vec<Part<'_>> = parts.collect();
    parts.sort_by_key(|part| part.selector.start);
    for part in parts.iter_mut().filter(|part| part.fragment.inner.is_empty()) {
        part.decision = Some(wordless(target, part));
    }
    let old = baseline.text().and_then(|old| OldText::new(target, old));
    if let Some(known) = &old {
        for part in parts.iter_mut().filter(|part| part.is_open()) {
            part.decision = known.decision(target, part.selector, &part.fragment);
        }
    }
    let searched: Vec<bool> = parts.iter().map(Part::is_open).collect();
    search_all(target, &mut parts, baseline.length(), old.is_some());
    let searched = parts.iter_mut().zip(searched).filter(|(_, searched)| *searched);
    contested::settle(searched.filter_map(|(part, _)| part.contender(target)).collect());
    let mut decisions: Vec<Vec<Decision>> = vec![Vec::new(); glosses.len()];
    for part in parts {
        decisions[part.gloss].extend(part.decision);
    }
    decisions
}

/// A span without a word: only where it was recorded it can be told from others like it.
fn wordless(target: &Target<'_>, part: &Part<'_>) -> Decision {
    let recorded = target.points.byte(part.selector.start);
    let whole = &part.fragment.text;
    let before = recorded.and_then(|at| at.checked_sub(part.selector.prefix.len()));
    let stands = before.and_then(|from| target.whole.get(from..from + whole.len())) == Some(whole);
    match recorded {
        Some(at) if stands => {
            let span = Span::new(at, at + part.selector.exact.len());
            Decision::doubtful(vec![span], 0.5, "there are no words by which to know it")
        }
        _ => Decision::orphan("there are no words by which to find it"),
    }
}

/// Looks for the spans that are still without a decision; those that have one tell where. `recorded_here`: they may have
/// been recorded in the new text.
fn search_all(target: &Target<'_>, parts: &mut [Part<'_>], length: Option<usize>, recorded_here: bool) {
    if !parts.iter().any(Part::is_open) {
        return;
    }
    let open = parts.iter().filter(|part| part.is_open());
    let seeds = Seeds::new(open.map(|part| &part.fragment), &target.words.words);
    for part in parts.iter_mut().filter(|part| part.is_open()) {
        part.findings = Findings::anywhere(target, &part.fragment, &seeds);
    }
    let neighbours = Neighbours::new(target, parts, length);
    for (i, part) in parts.iter_mut().enumerate().filter(|(_, part)| part.is_open()) {
        let start = part.selector.start;
        let mut around = neighbours.around(i, start);
        around.extend(recorded_here.then_some(0));
        let decision = decide(target, part, &around);
        let before = |both| neighbours.stood_before(target, both);
        part.decision = Some(duplicates::decide(target, &part.fragment, decision, before));
    }
}

/// The decision on a span, by what was found of it and by how far its neighbours have moved (in code points).
fn decide(target: &Target<'_>, part: &mut Part<'_>, shifts: &[isize]) -> Decision {
    let start = part.selector.start;
    // What it takes to say how far a place is from where it is expected: it has moved by no less and no more than its
    // neighbours. (A file may say any number.)
    let distance = |candidate: &Candidate| {
        let now = target.points.of(candidate.hull().start).cast_signed();
        let shift = now.saturating_sub(start.cast_signed());
        let (least, most) = (shifts.iter().min(), shifts.iter().max());
        let astray = least.zip(most).map_or(0, |(least, most)| shift.clamp(*least, *most).abs_diff(shift));
        (1.0 + astray as f32).log2().min(target.rarity.whole())
    };
    let worth = |candidate: &Candidate| candidate.bits - distance(candidate);
    // Of equals the later one is proposed: the text before it may have been put in.
    let rank = |candidates: &mut Vec<Candidate>| {
        candidates
            .sort_by(|one, other| worth(other).total_cmp(&worth(one)).then(other.spans.cmp(&one.spans)));
    };
    let Part { findings, fragment, .. } = part;
    rank(&mut findings.candidates);
    if findings.candidates.first().is_none_or(|best| best.evidence.trust() < decision::TRUSTED)
        && findings.gap.is_none()
    {
        let end = target.points.count();
        let byte =
            |point: isize| target.points.byte(point.clamp(0, end.cast_signed()).cast_unsigned()).unwrap_or(0);
        let expected = shifts.iter().map(|shift| byte(start.cast_signed().saturating_add(*shift)));
        if let (Some(from), Some(to)) = (expected.clone().min(), expected.max()) {
            let expected = Span::new(from, (to + fragment.span.len()).min(target.whole.len()));
            findings.near(target, fragment, expected);
            rank(&mut findings.candidates);
        }
    }
    let gap = findings.gap.as_ref().filter(|(_, around)| *around > SURROUNDED);
    let Some(best) = findings.candidates.first() else {
        return gap.map_or_else(
            || Decision::orphan("the recorded words are not in the text"),
            |(gap, _)| decision::replaced(target, fragment, gap),
        );
    };
    let ahead = findings.candidates.get(1).map_or(f32::INFINITY, |next| worth(best) - worth(next));
    let evidence = best.evidence.beside(ahead, distance(best));
    // What stood around it still stands there, without it: words like these elsewhere were there before, unless they are
    // too many for that.
    if let Some((gap, around)) = gap
        && *around > best.bits
        && evidence.trust() < decision::TRUSTED
    {
        return decision::replaced(target, fragment, gap);
    }
    decision::found(target, fragment, &best.mapped, evidence, target.points.byte(start))
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
            let placed = match &of.decision {
                Some(decision) => decision.sure().map(|span| (span, CERTAIN)),
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

    /// Whether what stands between two bytes stood there before, by how far those around it have moved.
    fn stood_before(&self, target: &Target<'_>, both: Span) -> bool {
        let (from, to) = (target.points.of(both.start), target.points.of(both.end));
        let now = |known: &Known| known.start.saturating_add_signed(known.shift);
        let before = self.chain.iter().rev().find(|known| now(known) <= from);
        let after = self.chain.iter().find(|known| now(known) >= to);
        before.zip(after).is_some_and(|(before, after)| before.shift.abs_diff(after.shift) < (to - from) / 4)
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
        let ahead = self.candidates.get(1).map_or(f32::INFINITY, |next| best.bits - next.bits);
        let sure = best.evidence.beside(ahead, target.rarity.whole()).trust() >= decision::TRUSTED
            && best.mapped.kept > 0.5;
        sure.then_some((best.hull(), best.bits))
    }
}
