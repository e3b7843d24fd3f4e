//! The places of all glosses of a document together: each is found by its own words and by how far its neighbours have moved.

use super::{
    baseline::Baseline,
    contested::{self, Contender},
    decision::{self, Decision},
    duplicates,
    fragment::Fragment,
    neighbours::{Neighbours, SoughtPlace},
    new_text::NewText,
    old_text::OldText,
    reappeared::{self, Lost},
    search::{Findings, PlaceCandidate},
    seeds::Seeds,
    trust::{MAX_NEAR_BITS, PlaceEvidence},
};
use crate::{
    gloss::{Gloss, Place, Selector, State},
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

/// So many spans beside one that all stand nowhere show that the text around it is gone, though a sentence beside it agrees. Chosen by
/// hand.
const MIN_LOST: usize = 4;

/// The trust with which a span counts as one that stands somewhere, if there were no other place. Chosen by hand.
const MIN_STANDING_TRUST: f32 = 0.5;

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

    /// What is known of it before its neighbours are.
    fn known(&self, new_text: &NewText<'_>) -> SoughtPlace {
        let start = self.selector.start;
        let by =
            |span: Span| new_text.points.of(span.start).cast_signed().saturating_sub(start.cast_signed());
        match &self.decision {
            Some(decision) => SoughtPlace {
                start,
                stands: !decision.spans.is_empty(),
                shift: decision.placed().map(by),
                sure: decision.sure().map(|span| (span, OLD_TEXT_BITS)),
            },
            None => SoughtPlace {
                start,
                stands: self.findings.stand(),
                shift: self.findings.trusted(new_text).map(|best| by(best.hull())),
                sure: self.findings.sure(new_text),
            },
        }
    }

    /// Its recorded place, in bytes of the new text, if its words and all of the context stand there.
    fn recorded_place(&self, new_text: &NewText<'_>) -> Option<Span> {
        let Selector { start, exact, prefix, .. } = self.selector;
        let at = new_text.points.byte(*start)?;
        let from = at.checked_sub(prefix.len())?;
        let whole = &self.fragment.text;
        let stands = new_text.whole.get(from..from + whole.len()) == Some(whole);
        stands.then(|| Span::new(at, at + exact.len()))
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
        let claimed =
            if complete { Span::new(now.start - prefix.len(), now.end + suffix.len()) } else { now };
        let shift = new_text.points.of(now.start).cast_signed().saturating_sub(start.cast_signed());
        Some(Contender { recorded, now, shift, claimed, complete, decision })
    }
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
    let contenders = searched.filter_map(|(sought, _)| sought.contender(new_text)).collect();
    contested::settle(contenders, |span| new_text.bits(span));
    if old.is_some() {
        doubt_repeated(new_text, &mut sought_spans);
    }
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

/// Makes doubtful what the old text moves away from where its words stand as they were recorded, with all that stood around them, while
/// another span waits for a person: what was recorded since then stands in the new text, and in a text that repeats itself nothing
/// tells which of the two texts a span was recorded in.
fn doubt_repeated(new_text: &NewText<'_>, sought_spans: &mut [SoughtSpan<'_>]) {
    let waits = |sought: &SoughtSpan<'_>| {
        sought
            .decision
            .as_ref()
            .is_some_and(|decision| matches!(decision.state, State::Changed | State::Doubtful))
    };
    if !sought_spans.iter().any(waits) {
        return;
    }
    for sought in sought_spans {
        let recorded = sought.recorded_place(new_text);
        if let Some(decision) = sought.decision.take() {
            let elsewhere = recorded.is_some() && decision.placed().is_some_and(|now| Some(now) != recorded);
            sought.decision = Some(if elsewhere {
                decision.doubted("its words stand where they were recorded, too")
            } else {
                decision
            });
        }
    }
}

/// The decision on a span that has no word: it is only known at its recorded place.
fn wordless(new_text: &NewText<'_>, sought: &SoughtSpan<'_>) -> Decision {
    match sought.recorded_place(new_text) {
        Some(span) => Decision::doubtful(vec![span], 0.5, "there are no words by which to know it"),
        None => Decision::orphan("there are no words by which to find it"),
    }
}

/// Why a place that only its own words tell for is not taken for sure; `None` if its surroundings or its neighbours tell for it, too.
fn doubt(
    new_text: &NewText<'_>,
    best: &PlaceCandidate,
    evidence: PlaceEvidence,
    expected: &Expectation,
    neighbours: &Neighbours,
) -> Option<&'static str> {
    let (span, now) = (expected.span, new_text.points.of(best.hull().start));
    let (surroundings, whole) = (evidence.surroundings, best.mapped.whole);
    let is_held = surroundings.are_beside_sentence()
        && expected.distance(new_text, best) <= MAX_NEAR_BITS
        && neighbours.hold(span, now);
    if surroundings.are_gone(whole) && !is_held {
        return Some(decision::UNACCOMPANIED);
    }
    if best.has_left && whole {
        return Some(decision::LEFT);
    }
    if !best.is_told && !is_held {
        return Some(decision::UNTOLD);
    }
    let reaches_beyond = surroundings.reach_beyond() || expected.has_lookalikes && best.is_told;
    if !reaches_beyond && !is_held {
        let most = (new_text.points.count() as f32 * MAX_DRIFT_SHARE).max(MAX_DRIFT_CHARS);
        if expected.astray(now) as f32 > most {
            return Some("it would be far from where it is expected");
        }
        if !neighbours.agree(span, now) {
            return Some("it would stand in another order than what is beside it");
        }
    }
    let (lost, all) = neighbours.lost(span);
    let is_lost = if reaches_beyond { lost == all && all >= MIN_LOST } else { lost * 2 > all && all > 2 };
    (whole && is_lost && !expected.is_exact(now) && !neighbours.go_along(span, now))
        .then_some("most of what was marked beside it stands nowhere")
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
    let known = sought_spans.iter().map(|sought| sought.known(new_text));
    let neighbours = Neighbours::new(new_text, known, length);
    for (i, sought) in sought_spans.iter_mut().enumerate().filter(|(_, sought)| sought.is_open()) {
        let start = sought.selector.start;
        let shifts = neighbours.shifts_around(i, start);
        let shifts = shifts.chain(recorded_here.then_some(0)).collect();
        let has_lookalikes = sought.fragment.has_lookalikes();
        let expected = Expectation { span: (i, start), shifts, has_lookalikes };
        let decision = decide(new_text, sought, &expected, &neighbours);
        let before = |both| neighbours.stood_before(new_text, both);
        sought.decision = Some(duplicates::decide(new_text, &sought.fragment, decision, before));
    }
}

/// Where a span is expected, in code points: it has moved by no less and no more than its neighbours. (A file may contain any
/// number.)
struct Expectation {
    /// The index of the span among those that are sought, and its recorded start.
    span: (usize, usize),
    /// How far the neighbours have moved.
    shifts: Vec<isize>,
    /// Whether it had lookalikes where it was recorded.
    has_lookalikes: bool,
}

impl Expectation {
    /// How far a place that begins at `now` lies from where the span is expected.
    fn astray(&self, now: usize) -> usize {
        let shift = now.cast_signed().saturating_sub(self.span.1.cast_signed());
        let (least, most) = (self.shifts.iter().min(), self.shifts.iter().max());
        least.zip(most).map_or(0, |(least, most)| shift.clamp(*least, *most).abs_diff(shift))
    }

    /// The same in bits, as the information that is needed to name the distance.
    fn distance(&self, new_text: &NewText<'_>, candidate: &PlaceCandidate) -> f32 {
        let now = new_text.points.of(candidate.hull().start);
        (1.0 + self.astray(now) as f32).log2().min(new_text.rarity.whole())
    }

    /// Whether a place that begins at `now` has moved just as far as a neighbour.
    fn is_exact(&self, now: usize) -> bool {
        self.shifts.contains(&now.cast_signed().saturating_sub(self.span.1.cast_signed()))
    }

    /// The bytes of the new text in which a span of `length` bytes is expected.
    fn bytes(&self, new_text: &NewText<'_>, length: usize) -> Option<Span> {
        let end = new_text.points.count().cast_signed();
        let byte = |shift: &isize| {
            let point = self.span.1.cast_signed().saturating_add(*shift).clamp(0, end);
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
    // One of its lookalikes may have more of its context than the span itself, but not what tells it from them. Of equal places the
    // later one is proposed: the text before it may have been inserted.
    let is_told =
        |candidate: &PlaceCandidate| expected.has_lookalikes && candidate.is_told && candidate.mapped.whole;
    let rank = |candidates: &mut Vec<PlaceCandidate>| {
        candidates.sort_by(|one, other| {
            let by_worth = worth(other).total_cmp(&worth(one)).then(other.spans.cmp(&one.spans));
            is_told(other).cmp(&is_told(one)).then(by_worth)
        });
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
        let [is_expected, other_is] = places.map(|now| neighbours.keep_order(expected.span, now));
        let is_expected = distance(best) <= MAX_NEAR_BITS && is_expected && !other_is;
        other.bits > best.bits - MIN_DIFFERENCE_BITS && !is_expected
    };
    let others = &findings.candidates[1..];
    // None of its lookalikes has what tells it from them.
    let is_told_from_others = best.is_told && !others.iter().any(|other| other.is_told);
    let ahead = match others {
        [] => f32::INFINITY,
        _ if is_told_from_others => f32::INFINITY,
        _ if others.iter().any(agrees_as_well) => 0.0,
        [next, ..] => worth(best) - worth(next),
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
    let recorded = new_text.points.byte(expected.span.1);
    let decision = decision::found(new_text, fragment, &best.mapped, evidence, recorded);
    if let Some(reason) = doubt(new_text, best, evidence, expected, neighbours) {
        return decision.doubted(reason);
    }
    if best.is_renamed {
        return decision.doubted("another name or number stands beside it");
    }
    decision
}

impl Findings {
    /// Whether a place was found at which most of the words stand.
    fn stand(&self) -> bool {
        self.candidates
            .first()
            .is_some_and(|best| best.mapped.kept > 0.5 && best.evidence.trust() >= MIN_STANDING_TRUST)
    }

    /// The best place, if it can be trusted without the help of neighbours.
    fn trusted(&self, new_text: &NewText<'_>) -> Option<&PlaceCandidate> {
        let best = self.candidates.first()?;
        let ahead = self.candidates.get(1).map_or(f32::INFINITY, |next| best.bits - next.bits);
        let trust = best.evidence.beside(ahead, new_text.rarity.whole()).trust();
        Some(best).filter(|best| trust >= decision::MIN_SURE_TRUST && best.mapped.kept > 0.5)
    }

    /// The best place and its bits, if it can be trusted without the help of neighbours, and more than a phrase agrees.
    fn sure(&self, new_text: &NewText<'_>) -> Option<(Span, f32)> {
        let best = self.trusted(new_text)?;
        let sure = best.evidence.surroundings.reach_beyond() && !best.is_renamed;
        sure.then_some((best.hull(), best.bits))
    }
}
