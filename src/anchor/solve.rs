//! The places of all glosses of a document together: each is found by its own words and by how far its neighbours have moved.

use super::{
    baseline::Baseline,
    contested::{self, Contender},
    decision::{self, Decision},
    duplicates,
    fragment::Fragment,
    new_text::NewText,
    old_text::OldText,
    order,
    reappeared::{self, Lost},
    search::{Findings, PlaceCandidate},
    seeds::Seeds,
    trust::MAX_NEAR_BITS,
};
use crate::{
    gloss::{Gloss, Place, Selector},
    text::Span,
};

/// The weight, in bits, of a span whose place was found with the old text: more than what a selector's words can tell. Chosen
/// by hand.
const OLD_TEXT_BITS: f32 = 100.0;

/// The least information of its context, in bits, by which the place of a deleted span is known. Chosen by hand.
const MIN_CONTEXT_BITS: f32 = 20.0;

/// The difference in bits up to which two places agree equally well, wherever they are. Chosen by hand.
const MIN_DIFFERENCE_BITS: f32 = 0.5;

/// How far from its expected place a phrase may be found, as a share of the text, if nothing of another sentence or line stands
/// beside it. Chosen by hand.
const MAX_DRIFT_SHARE: f32 = 0.05;

/// The distance that is not far in any text, in code points: about a sentence. Chosen by hand.
const MAX_DRIFT_CHARS: f32 = 64.0;

/// The index that stands for an end of the text, in place of a sought span's.
const TEXT_BORDER: usize = usize::MAX;

/// A span that is looked for.
struct SoughtSpan<'a> {
    /// The index of the gloss that it belongs to.
    gloss: usize,
    /// The selector that was recorded for it.
    selector: &'a Selector,
    /// The selector's text, as words.
    fragment: Fragment,
    /// What the search has found so far.
    findings: Findings,
    /// The decision; `None` until there is enough evidence for one.
    decision: Option<Decision>,
}

impl SoughtSpan<'_> {
    /// Whether there is no decision on it yet.
    fn is_open(&self) -> bool {
        self.decision.is_none()
    }

    /// The span as a contender for the words at its place; `None` if it has no place.
    fn contender(&mut self, new_text: &NewText<'_>) -> Option<Contender<'_>> {
        let decision = self.decision.as_mut()?;
        let now = decision.placed()?;
        let Selector { start, exact, prefix, suffix, .. } = self.selector;
        let (before, behind) = (&new_text.whole[..now.start], &new_text.whole[now.end..]);
        let complete = new_text.whole[now.range()] == **exact
            && before.ends_with(&**prefix)
            && behind.starts_with(&**suffix);
        let recorded = *start..start.saturating_add(exact.chars().count());
        Some(Contender { recorded, now, complete, decision })
    }
}

/// A span whose place is sure, by which others are found.
#[derive(Clone, Copy)]
struct Neighbour {
    /// The recorded start, in code points.
    start: usize,
    /// How far it has moved, in code points.
    shift: isize,
    /// Its index among the sought spans; [`TEXT_BORDER`] for an end of the text.
    sought: usize,
}

/// The place of each of `glosses`.
pub fn solve(new_text: &NewText<'_>, glosses: &[&Gloss], baseline: Baseline<'_>) -> Vec<Place> {
    let decisions = decisions(new_text, glosses, baseline);
    decisions.iter().map(|decisions| decision::together(decisions)).collect()
}

/// The decision on each span of each of `glosses`.
pub fn decisions(new_text: &NewText<'_>, glosses: &[&Gloss], baseline: Baseline<'_>) -> Vec<Vec<Decision>> {
    let sought_spans = glosses.iter().enumerate().flat_map(|(gloss, of)| {
        of.selectors.iter().map(move |selector| SoughtSpan {
            gloss,
            selector,
            fragment: Fragment::new(selector, &new_text.rarity),
            findings: Findings::default(),
            decision: None,
        })
    });
    let mut sought_spans: Vec<SoughtSpan<'_>> = sought_spans.collect();
    sought_spans.sort_by_key(|sought| sought.selector.start);
    for sought in sought_spans.iter_mut().filter(|sought| sought.fragment.inner.is_empty()) {
        sought.decision = Some(wordless(new_text, sought));
    }
    let old = baseline.text().and_then(|old| OldText::new(new_text, old));
    if let Some(old_text) = &old {
        for sought in sought_spans.iter_mut().filter(|sought| sought.is_open()) {
            sought.decision = old_text.decision(new_text, sought.selector, &sought.fragment);
        }
    }
    let searched: Vec<bool> = sought_spans.iter().map(SoughtSpan::is_open).collect();
    search_all(new_text, &mut sought_spans, baseline.length(), old.is_some());
    let searched = sought_spans.iter_mut().zip(searched).filter(|(_, searched)| *searched);
    contested::settle(searched.filter_map(|(sought, _)| sought.contender(new_text)).collect());
    let lost = sought_spans.iter_mut().filter_map(|sought| {
        let decision = sought.decision.as_mut().filter(|decision| decision.is_lost())?;
        Some(Lost { fragment: &sought.fragment, decision })
    });
    let is_free = |index| old.as_ref().is_none_or(|old| !old.has_word(index));
    reappeared::propose(new_text, lost.collect(), is_free);
    let mut decisions: Vec<Vec<Decision>> = vec![Vec::new(); glosses.len()];
    for sought in sought_spans {
        decisions[sought.gloss].extend(sought.decision);
    }
    decisions
}

/// The decision on a span that has no word: it is only known at its recorded place.
fn wordless(new_text: &NewText<'_>, sought: &SoughtSpan<'_>) -> Decision {
    let recorded = new_text.points.byte(sought.selector.start);
    let whole = &sought.fragment.text;
    let before = recorded.and_then(|at| at.checked_sub(sought.selector.prefix.len()));
    let stands = before.and_then(|from| new_text.whole.get(from..from + whole.len())) == Some(whole);
    match recorded {
        Some(at) if stands => {
            let span = Span::new(at, at + sought.selector.exact.len());
            Decision::doubtful(vec![span], 0.5, "there are no words by which to know it")
        }
        _ => Decision::orphan("there are no words by which to find it"),
    }
}

/// Searches for the spans that have no decision yet, with the help of those that have one. `recorded_here` says that the spans
/// may have been recorded in the new text already.
fn search_all(
    new_text: &NewText<'_>,
    sought_spans: &mut [SoughtSpan<'_>],
    length: Option<usize>,
    recorded_here: bool,
) {
    if !sought_spans.iter().any(SoughtSpan::is_open) {
        return;
    }
    let open = sought_spans.iter().filter(|sought| sought.is_open());
    let seeds = Seeds::new(open.map(|sought| &sought.fragment), &new_text.words.words);
    for sought in sought_spans.iter_mut().filter(|sought| sought.is_open()) {
        sought.findings = Findings::anywhere(new_text, &sought.fragment, &seeds);
    }
    let neighbours = Neighbours::new(new_text, sought_spans, length);
    for (i, sought) in sought_spans.iter_mut().enumerate().filter(|(_, sought)| sought.is_open()) {
        let start = sought.selector.start;
        let lists = [&neighbours.sure, &neighbours.chain];
        let shifts = lists.into_iter().flat_map(|list| shifts_around(list, i, start));
        let expected = Expectation { start, shifts: shifts.chain(recorded_here.then_some(0)).collect() };
        let decision = decide(new_text, sought, &expected, &neighbours);
        let before = |both| neighbours.stood_before(new_text, both);
        sought.decision = Some(duplicates::decide(new_text, &sought.fragment, decision, before));
    }
}

/// Where a span is expected, in code points: it has moved by no less and no more than its neighbours. (A file may contain any
/// number.)
struct Expectation {
    /// The recorded start.
    start: usize,
    /// How far the neighbours have moved.
    shifts: Vec<isize>,
}

impl Expectation {
    /// How far a place that begins at `now` lies from where the span is expected.
    fn astray(&self, now: usize) -> usize {
        let shift = now.cast_signed().saturating_sub(self.start.cast_signed());
        let (least, most) = (self.shifts.iter().min(), self.shifts.iter().max());
        least.zip(most).map_or(0, |(least, most)| shift.clamp(*least, *most).abs_diff(shift))
    }

    /// The same in bits, as the information that is needed to name the distance.
    fn distance(&self, new_text: &NewText<'_>, candidate: &PlaceCandidate) -> f32 {
        let now = new_text.points.of(candidate.hull().start);
        (1.0 + self.astray(now) as f32).log2().min(new_text.rarity.whole())
    }

    /// The bytes of the new text in which a span of `length` bytes is expected.
    fn bytes(&self, new_text: &NewText<'_>, length: usize) -> Option<Span> {
        let end = new_text.points.count().cast_signed();
        let byte = |shift: &isize| {
            let point = self.start.cast_signed().saturating_add(*shift).clamp(0, end);
            new_text.points.byte(point.cast_unsigned()).unwrap_or(0)
        };
        let expected = self.shifts.iter().map(byte);
        let (from, to) = (expected.clone().min()?, expected.max()?);
        Some(Span::new(from, (to + length).min(new_text.whole.len())))
    }
}

/// The decision on a span, by the search's findings and by where it is `expected`.
fn decide(
    new_text: &NewText<'_>,
    sought: &mut SoughtSpan<'_>,
    expected: &Expectation,
    neighbours: &Neighbours,
) -> Decision {
    let distance = |candidate: &PlaceCandidate| expected.distance(new_text, candidate);
    let worth = |candidate: &PlaceCandidate| candidate.bits - distance(candidate);
    // Of equal places the later one is proposed: the text before it may have been inserted.
    let rank = |candidates: &mut Vec<PlaceCandidate>| {
        candidates
            .sort_by(|one, other| worth(other).total_cmp(&worth(one)).then(other.spans.cmp(&one.spans)));
    };
    let SoughtSpan { findings, fragment, .. } = sought;
    rank(&mut findings.candidates);
    if findings.candidates.first().is_none_or(|best| best.evidence.trust() < decision::MIN_SURE_TRUST)
        && findings.gap.is_none()
        && let Some(bytes) = expected.bytes(new_text, fragment.span.len())
    {
        findings.near(new_text, fragment, bytes);
        rank(&mut findings.candidates);
    }
    let gap = findings.gap.as_ref().filter(|(_, around)| *around > MIN_CONTEXT_BITS);
    let Some(best) = findings.candidates.first() else {
        return gap.map_or_else(
            || Decision::orphan("the recorded words are not in the text"),
            |(gap, _)| decision::replaced(new_text, fragment, gap),
        );
    };
    let agrees_as_well = |other: &PlaceCandidate| {
        let places = [best, other].map(|place| new_text.points.of(place.hull().start));
        let is_expected = distance(best) <= MAX_NEAR_BITS && neighbours.separate(places);
        other.bits > best.bits - MIN_DIFFERENCE_BITS && !is_expected
    };
    let ahead = match findings.candidates.get(1) {
        Some(_) if findings.candidates[1..].iter().any(agrees_as_well) => 0.0,
        Some(next) => worth(best) - worth(next),
        None => f32::INFINITY,
    };
    let evidence = best.evidence.beside(ahead, distance(best));
    // The context is still there, but without the span. Then similar words elsewhere are most likely older, unless they tell
    // more than the context does.
    if let Some((gap, around)) = gap
        && *around > best.bits
        && evidence.trust() < decision::MIN_SURE_TRUST
    {
        return decision::replaced(new_text, fragment, gap);
    }
    let recorded = new_text.points.byte(expected.start);
    let decision = decision::found(new_text, fragment, &best.mapped, evidence, recorded);
    let drift = expected.astray(new_text.points.of(best.hull().start)) as f32;
    let most = (new_text.points.count() as f32 * MAX_DRIFT_SHARE).max(MAX_DRIFT_CHARS);
    if drift > most && !evidence.surroundings.reach_beyond() {
        return decision.doubted("it would be far from where it is expected");
    }
    if best.is_renamed {
        return decision.doubted("another name or number stands beside it");
    }
    decision
}

/// The spans whose places are sure.
struct Neighbours {
    /// All of them, by their recorded starts.
    sure: Vec<Neighbour>,
    /// Those that have kept their order; and both ends of the text, if the old text's length is known.
    chain: Vec<Neighbour>,
}

impl Neighbours {
    /// Collects the sure places of `sought_spans`. `length` is the length of the old text in code points, if it is known.
    fn new(new_text: &NewText<'_>, sought_spans: &[SoughtSpan<'_>], length: Option<usize>) -> Self {
        let mut sure = Vec::new();
        let (mut pairs, mut weights) = (Vec::new(), Vec::new());
        for (index, sought) in sought_spans.iter().enumerate() {
            let placed = match &sought.decision {
                Some(decision) => decision.sure().map(|span| (span, OLD_TEXT_BITS)),
                None => sought.findings.sure(new_text),
            };
            if let Some((span, weight)) = placed {
                let now = new_text.points.of(span.start);
                sure.push(Neighbour {
                    start: sought.selector.start,
                    shift: now.cast_signed().saturating_sub(sought.selector.start.cast_signed()),
                    sought: index,
                });
                pairs.push((sought.selector.start, now));
                weights.push(weight);
            }
        }
        let mut chain: Vec<Neighbour> =
            order::longest(&pairs, &weights).into_iter().map(|i| sure[i]).collect();
        if let Some(length) = length {
            let shift = new_text.points.count().cast_signed() - length.cast_signed();
            chain.insert(0, Neighbour { start: 0, shift: 0, sought: TEXT_BORDER });
            chain.push(Neighbour { start: length, shift, sought: TEXT_BORDER });
        }
        Self { sure, chain }
    }

    /// Whether the text in `both` (bytes of the new text) stood in the old text, too: the neighbours before and after it have then
    /// moved equally far, give or take a quarter of its length.
    fn stood_before(&self, new_text: &NewText<'_>, both: Span) -> bool {
        let (from, to) = (new_text.points.of(both.start), new_text.points.of(both.end));
        let now = |neighbour: &Neighbour| neighbour.start.saturating_add_signed(neighbour.shift);
        let before = self.chain.iter().rev().find(|neighbour| now(neighbour) <= from);
        let after = self.chain.iter().find(|neighbour| now(neighbour) >= to);
        before.zip(after).is_some_and(|(before, after)| before.shift.abs_diff(after.shift) < (to - from) / 4)
    }

    /// Whether one of them that has kept its order stands between two places, given in code points of the new text.
    fn separate(&self, places: [usize; 2]) -> bool {
        let now = |neighbour: &Neighbour| neighbour.start.saturating_add_signed(neighbour.shift);
        let from = self.chain.partition_point(|neighbour| now(neighbour) < places[0].min(places[1]));
        let between = self.chain[from..].iter().find(|neighbour| neighbour.sought != TEXT_BORDER);
        between.is_some_and(|neighbour| now(neighbour) < places[0].max(places[1]))
    }
}

/// How far the nearest of `neighbours` before and after the span with the index `sought` have moved, in code points. The span was
/// recorded at `start`.
fn shifts_around(neighbours: &[Neighbour], sought: usize, start: usize) -> impl Iterator<Item = isize> {
    let at = neighbours.partition_point(|neighbour| neighbour.start < start);
    let is_other = |neighbour: &&Neighbour| neighbour.sought != sought;
    let nearest = [neighbours[..at].iter().rev().find(is_other), neighbours[at..].iter().find(is_other)];
    nearest.into_iter().flatten().map(|neighbour| neighbour.shift)
}

impl Findings {
    /// The best place and its bits, if it can be trusted without the help of neighbours.
    fn sure(&self, new_text: &NewText<'_>) -> Option<(Span, f32)> {
        let best = self.candidates.first()?;
        let ahead = self.candidates.get(1).map_or(f32::INFINITY, |next| best.bits - next.bits);
        let sure = best.evidence.beside(ahead, new_text.rarity.whole()).trust() >= decision::MIN_SURE_TRUST
            && best.mapped.kept > 0.5
            && best.evidence.surroundings.reach_beyond()
            && !best.is_renamed;
        sure.then_some((best.hull(), best.bits))
    }
}
