//! A quotation that its attribution splits: “We need them,” he said, “and we want them.”

use crate::suggest::reading::Reading;
use crate::text::Span;
use crate::text::segment::{Quotation, quotations, sentences};

/// See [`parts`](super::parts). Two parts are one quotation if nothing but who said it stands between them in the
/// paragraph and either the sentence goes on after it or the first part ends with a comma.
pub(super) fn parts_of(reading: &Reading, at: Span) -> Vec<Span> {
    let all = quotations(reading.text);
    let exact = all.iter().find(|quotation| quotation.outer == at || quotation.inner == at);
    if let Some(nested) = exact.filter(|quotation| quotation.depth > 0) {
        return vec![nested.outer];
    }
    let outer = &reading.quotations;
    let covers = |quotation: &Quotation| {
        quotation.outer.covers(at) && (!at.is_empty() || at.end < quotation.outer.end)
    };
    let found = outer.iter().position(covers).or_else(|| outer.iter().position(|q| q.outer.overlaps(at)));
    let Some(found) = found else { return Vec::new() };
    let (mut first, mut last) = (found, found);
    while first > 0 && reading.belong_together(&outer[first - 1], &outer[first]) {
        first -= 1;
    }
    while last + 1 < outer.len() && reading.belong_together(&outer[last], &outer[last + 1]) {
        last += 1;
    }
    outer[first..=last].iter().map(|quotation| quotation.outer).collect()
}

/// Between the parts stand no more words than this.
const LONGEST: usize = 16;

impl Reading<'_> {
    /// The outermost quotations, those that are parts of one together.
    pub(super) fn groups(&self) -> impl Iterator<Item = &[Quotation]> {
        self.quotations.chunk_by(|a, b| self.belong_together(a, b))
    }

    /// Whether `a` and `b`, neighbours, are parts of one quotation.
    fn belong_together(&self, a: &Quotation, b: &Quotation) -> bool {
        let gap = self.text.get(a.outer.end..b.outer.start).unwrap_or_default();
        let (first, end) = (self.word_at(a.outer.end), self.word_at(b.outer.start));
        if gap.contains("\n\n") || end <= first || end - first > LONGEST || sentences(gap).len() > 1 {
            return false;
        }
        let inner = |q: &Quotation| self.text.get(q.inner.range()).unwrap_or_default();
        let pause = |c: char| matches!(c, ',' | ';' | '—' | '–' | '-' | '…');
        let comma = inner(a).ends_with(',') || gap.starts_with(',');
        let paused = comma || inner(a).ends_with(pause) || gap.trim_start().starts_with(['—', '–']);
        let goes_on = inner(b).starts_with(char::is_lowercase);
        let asked = inner(a).ends_with(['?', '!']);
        let stop = gap.trim_end();
        let joined = stop.ends_with([',', ';', '—', '–', ':']);
        let ended = stop.ends_with('.');
        let linked =
            paused && (joined || ended && comma || goes_on && !ended) || asked && (joined && goes_on);
        linked && self.is_attribution(first, end)
    }

    /// Whether the words from `first` to before `end` say who speaks: one cue; another only as "adding".
    fn is_attribution(&self, first: usize, end: usize) -> bool {
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
        cues == 1 || cues == 0 && (following || phrase)
    }
}
