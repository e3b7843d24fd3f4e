//! Quotations that their attribution splits: “We need them,” he said, “and we want them.”

use super::attribution::{AttributionCandidate, AttributionPattern};
use super::mention::Mention;
use crate::suggest::analysis::Analysis;
use crate::suggest::note_marks::after_note_marks;
use crate::text::Span;
use crate::text::segment::language::WordList;
use crate::text::segment::{Quotation, quotations, sentences};

/// The implementation of [`parts`](super::parts). Two parts are one quotation if only an attribution stands between
/// them in the paragraph, and either the sentence goes on after it or the first part ends with a comma.
pub(super) fn parts_of(analysis: &Analysis, at: Span) -> Vec<Span> {
    let all = quotations(analysis.text, analysis.language);
    let exact = all.iter().find(|quotation| quotation.outer == at || quotation.inner == at);
    if let Some(nested) = exact.filter(|quotation| quotation.depth > 0) {
        return vec![nested.outer];
    }
    let outer = &analysis.quotations;
    // A quotation in markup is no speech, but a person may ask for it.
    if let Some(alone) = exact.filter(|exact| !outer.contains(exact)) {
        return vec![alone.outer];
    }
    let covers = |quotation: &Quotation| {
        quotation.outer.covers(at) && (!at.is_empty() || at.end < quotation.outer.end)
    };
    let found = outer.iter().position(covers).or_else(|| outer.iter().position(|q| q.outer.overlaps(at)));
    let Some(found) = found else { return Vec::new() };
    let (mut first, mut last) = (found, found);
    while first > 0 && analysis.belong_together(&outer[first - 1], &outer[first]) {
        first -= 1;
    }
    while last + 1 < outer.len() && analysis.belong_together(&outer[last], &outer[last + 1]) {
        last += 1;
    }
    let outer = outer[first..=last].iter().map(|quotation| quotation.outer).collect();
    analysis.without_incises(outer).0
}

/// How many words may stand between two parts; chosen by hand.
const MAX_WORDS_BETWEEN_PARTS: usize = 40;

impl Analysis<'_> {
    /// The outermost quotations, the parts of each grouped. `turns` are the spans of the turns of transcripts.
    pub(super) fn quotation_groups(&self, turns: &[Span]) -> Vec<Vec<Span>> {
        let pieces = self.quotation_pieces(turns);
        let groups = pieces.chunk_by(|a, b| self.belong_together(a, b));
        groups.map(|group| group.iter().map(|piece| piece.outer).collect()).collect()
    }

    /// The outermost quotations. One of several paragraphs whose first paragraph has its own attribution is split into
    /// them.
    fn quotation_pieces(&self, turns: &[Span]) -> Vec<Quotation> {
        let mut pieces: Vec<Quotation> = Vec::with_capacity(self.quotations.len());
        for quotation in &self.quotations {
            let split = self.paragraphs_of(quotation);
            let own = |first: &Quotation| {
                let i = turns.partition_point(|turn| turn.start < quotation.outer.start);
                turns.get(i).is_some_and(|turn| turn.start < quotation.outer.end)
                    || pieces.last().is_some_and(|last| {
                        self.belong_together(last, first)
                            || self.paragraph(last.outer.end.saturating_sub(1))
                                == self.paragraph(first.outer.start)
                    })
                    || self.best_candidate(&[first.outer]).is_some()
            };
            if split.len() > 1 && own(&split[0]) {
                pieces.extend(split);
            } else {
                pieces.push(*quotation);
            }
        }
        pieces
    }

    /// The part of `quotation` in each of its paragraphs; every one begins with the opening mark again.
    fn paragraphs_of(&self, quotation: &Quotation) -> Vec<Quotation> {
        let outer = quotation.outer;
        let text = self.text.get(outer.range()).unwrap_or_default();
        let Some(mark) = text.chars().next() else { return Vec::new() };
        let mut starts: Vec<usize> = Vec::new();
        let mut at = outer.start;
        for line in text.split_inclusive('\n') {
            let bare = line.trim_start();
            if bare.starts_with(mark) {
                starts.push(at + line.len() - bare.len());
            }
            at += line.len();
        }
        let ends = starts.iter().skip(1).copied().chain([outer.end]);
        let whole = starts.iter().zip(ends).map(|(&start, end)| {
            let end = start + self.text.get(start..end).unwrap_or_default().trim_end().len();
            let inner =
                Span::new(start + mark.len_utf8(), if end == outer.end { quotation.inner.end } else { end });
            Quotation { outer: Span::new(start, end), inner, ..*quotation }
        });
        whole.filter(|piece| !piece.inner.is_empty()).collect()
    }

    /// Whether `a` and `b`, neighbours, are parts of one quotation.
    fn belong_together(&self, a: &Quotation, b: &Quotation) -> bool {
        let gap = after_note_marks(self.text.get(a.outer.end..b.outer.start).unwrap_or_default());
        let (first, end) = (self.word_at(a.outer.end), self.word_at(b.outer.start));
        let apart = self.paragraph(a.outer.start) != self.paragraph(b.outer.start);
        if apart
            || end <= first
            || end - first > MAX_WORDS_BETWEEN_PARTS
            || sentences(gap, self.language).len() > 1
        {
            return false;
        }
        let inner = |q: &Quotation| self.text.get(q.inner.range()).unwrap_or_default();
        let pause = |c: char| matches!(c, ',' | ';' | '—' | '–' | '-' | '…');
        let comma = inner(a).ends_with(',') || gap.starts_with(',');
        let paused = comma || inner(a).ends_with(pause) || gap.trim_start().starts_with(['—', '–']);
        let goes_on = inner(b).starts_with(char::is_lowercase);
        let asked = inner(a).ends_with(['?', '!']);
        let stop = gap.trim_end();
        let open = stop.ends_with([',', ';', '—', '–']) || end - first < 4 && !stop.ends_with(['.', ':']);
        let ended = stop.ends_with('.');
        let linked = paused && open || ended && (comma || asked) || asked && open && goes_on;
        linked
            && !(ended && (asked && self.is_answer(first, end, b.inner) || self.goes_on_after(b)))
            && self.is_attribution(first, end, goes_on && stop.ends_with(','))
            && !self.has_other_speaker(b.outer, Span::new(a.outer.end, b.outer.start), ended)
    }

    /// Whether the sentence goes on after `part`, with a clause that tells of it: “…,” nodded Lund; “…” is how Lund put it.
    fn goes_on_after(&self, part: &Quotation) -> bool {
        let (_, after) = self.sentence_around(part.outer, part.outer);
        let next = self.word_at(after.start);
        let inside = self.text.get(part.inner.range()).unwrap_or_default();
        let small = || self.word(next).starts_with(char::is_lowercase);
        let closed = inside.trim_end().ends_with(['.', '!', '?', '…', '—', '–', '-']);
        let mut rest = next..self.word_at(after.end);
        // In other languages any word may be a verb.
        (!closed || small()) && rest.any(|i| self.is_finite(i) || !self.language.is_english())
    }

    /// Whether an attribution to somebody else than the one in `gap` follows `part`, which may be the second part of a
    /// quotation. If the sentence has `ended` in the gap, any attribution does.
    fn has_other_speaker(&self, part: Span, gap: Span, ended: bool) -> bool {
        let words = |mention: Mention| self.text.get(mention.span.range());
        self.speaker_after(part)
            .or_else(|| self.unlisted_speaker_after(part))
            .is_some_and(|own| ended || self.speaker_in(gap).and_then(words) != words(own))
    }

    /// The speaker of the verb of speech right after the quotation `part`, if a comma or the like parts them.
    pub(super) fn speaker_after(&self, part: Span) -> Option<Mention> {
        let (_, after) = self.sentence_around(part, part);
        self.speaker_in(after).filter(|_| self.pauses(part))
    }

    /// The speaker of the verb of speech with which `region`, the text after a quotation, begins.
    fn speaker_in(&self, region: Span) -> Option<Mention> {
        let mut found = Vec::new();
        self.add_candidates_after(region, true, &mut found);
        let near = |candidate: &AttributionCandidate| {
            candidate.pattern == AttributionPattern::After && candidate.cost < 6
        };
        found.into_iter().filter(near).min_by_key(|candidate| candidate.cost)?.speaker
    }

    /// Whether the words from `first` to before `end` are one attribution. Words that "adding" introduces are a new
    /// quotation, unless the sentence `goes_on` in them.
    fn is_attribution(&self, first: usize, end: usize, goes_on: bool) -> bool {
        // “…,” adding: “…”, “…,” and called it “…”: the verb belongs to what follows it.
        let introduces =
            self.is(first, WordList::Coordinator) || self.is_cue(first) && self.word(first).ends_with("ing");
        if introduces {
            return false;
        }
        let (mut cues, mut following) = (0, false);
        for i in first..end {
            let word = self.word(i);
            let follows = i > first && word.ends_with("ing");
            if self.is_cue(i) {
                cues += usize::from(!follows);
                following |= follows;
            }
        }
        let words = self.words.get(first).zip(self.words.get(end - 1));
        let gap = words.and_then(|(a, b)| self.text.get(a.start..b.end)).unwrap_or_default().to_lowercase();
        let phrase = self.language.phrases().iter().any(|phrase| gap.contains(phrase));
        let quotative = self.is(first, WordList::Quotative);
        cues == 1 && (!following || goes_on) || cues == 0 && (following || phrase || quotative)
    }
}

/// Whether the parts of a quotation in `text` at `spans` are whole sentences: they begin with a capital and end with a
/// stop or a comma, which may stand behind the marks if a colon, a comma or the beginning of a sentence stands before them.
pub fn is_whole(text: &str, spans: &[Span]) -> bool {
    let (Some(first), Some(last)) = (spans.first(), spans.last()) else { return false };
    let words = |span: &Span| text.get(span.range()).unwrap_or_default();
    let letter = words(first).chars().find(|c| c.is_alphanumeric());
    let end = words(last).trim_end_matches(|c: char| !c.is_alphanumeric() && !is_closing_stop(c) && c != '…');
    let stops_within = end.ends_with(|c: char| !c.is_alphanumeric());
    let before = text.get(..first.start).unwrap_or_default().trim_end_matches([' ', '\u{a0}', '\u{202f}']);
    let mark_before = before.trim_end_matches(['"', '”', '“', '»', '’', ')']).chars().next_back();
    let begins = mark_before.is_none_or(|c| is_closing_stop(c) || matches!(c, ':' | '\n' | '…'));
    let mark_behind =
        text.get(last.end..).and_then(|rest| rest.chars().next()).filter(|c| is_closing_stop(*c));
    // Two commas set off a name as well: the film, “The Lock”, was
    let stops_behind = mark_behind.is_some() && (mark_before, mark_behind) != (Some(','), Some(','));
    letter.is_some_and(|c| !c.is_lowercase()) && (stops_within || begins && stops_behind)
}

/// Whether `c` is a stop or a comma, which ends spoken words.
fn is_closing_stop(c: char) -> bool {
    matches!(c, '.' | ',' | '!' | '?' | '。' | '！' | '？' | '，')
}
