//! Who said a quotation, and with which word: the patterns of news and novels.
//!
//! Each verb of speech near the quotation (between its parts, after it, before it in its sentence) is a candidate; its
//! cost is its distance in words, and more where a nearer reading is likely. The cheapest with a speaker is taken.
//! The verbs are in `assets/en/cues.txt`, the words that tell speakers in `assets/en/speakers.txt`.

use super::mention::{Kind, Mention};
use crate::suggest::reading::Reading;
use crate::text::Span;

/// Who said a quotation, and with which word; spans are bytes of the text that was looked at.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Attribution {
    /// The speaker: the fullest mention, which may stand in an earlier sentence ("Ned Price" for "he").
    pub speaker: Option<Span>,
    /// The verb or phrase ("said", "according to").
    pub cue: Option<Span>,
}

/// Who said `quote`, the outer spans of the parts of one quotation in `text`, in order.
///
/// `text` is the paragraph of the quotation with those around it; names are looked up in what precedes.
pub fn attribution(text: &str, quote: &[Span]) -> Attribution {
    let reading = Reading::new(text);
    let Some(found) = reading.attributed(quote, true) else { return Attribution::default() };
    Attribution { speaker: found.speaker.map(|speaker| reading.resolve(speaker)), cue: found.cue }
}

/// A cue is looked for within this many words of the quotation.
const FARTHEST: usize = 80;

/// A verb or phrase that may attribute the quotation.
struct Candidate {
    cost: usize,
    /// None where a colon does the work of a verb.
    cue: Option<Span>,
    speaker: Option<Mention>,
}

/// Where a candidate stands: after or between the parts, or before them.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Before,
    After,
}

impl Reading<'_> {
    /// The best candidate for `quote`; `look_back`: a quotation alone in its sentence may take that of its paragraph.
    fn attributed(&self, quote: &[Span], look_back: bool) -> Option<Candidate> {
        let (first, last) = (quote.first()?, quote.last()?);
        let mut candidates = Vec::new();
        for pair in quote.windows(2) {
            self.collect(Span::new(pair[0].end, pair[1].start), Side::After, 0, &mut candidates);
        }
        let head = self.sentence(first.start);
        let tail = self.sentence(last.end.saturating_sub(1));
        self.collect(Span::new(head.start.min(first.start), first.start), Side::Before, 0, &mut candidates);
        self.collect(Span::new(last.end, tail.end.max(last.end)), Side::After, 0, &mut candidates);
        if candidates.is_empty() && self.introduced(first.start) {
            let before = self.text.get(..first.start).unwrap_or_default().trim_end().len();
            let sentence = self.sentence(before.saturating_sub(1));
            self.collect(Span::new(sentence.start, before), Side::Before, 2, &mut candidates);
        }
        candidates.extend(self.before_colon(first.start));
        let best = candidates.into_iter().min_by_key(|candidate| candidate.cost);
        best.or_else(|| if look_back { self.before_in_paragraph(first.start) } else { None })
    }

    /// Whether a colon before `at` introduces what follows, be it in the paragraph before.
    fn introduced(&self, at: usize) -> bool {
        self.text.get(..at).unwrap_or_default().trim_end().ends_with(':')
    }

    /// The name before a colon: "Nora Lund: “…”"
    fn before_colon(&self, at: usize) -> Option<Candidate> {
        let head = self.text.get(..at)?.trim_end().strip_suffix(':')?;
        let end = self.word_at(head.len());
        let line = self.paragraph(head.len()).start.max(self.sentence(head.len().saturating_sub(1)).start);
        let name = self
            .head(self.word_at(line).max(end.saturating_sub(6)), end)
            .filter(|name| name.kind == Kind::Name)?;
        (name.span.end == head.len()).then_some(Candidate { cost: 8, cue: None, speaker: Some(name) })
    }

    /// The attribution of the quotation before `at` in the same paragraph, if nobody else is named in between.
    fn before_in_paragraph(&self, at: usize) -> Option<Candidate> {
        let paragraph = self.paragraph(at);
        let mut earlier =
            self.quotations.iter().rev().filter(|q| q.outer.end <= at && q.outer.start >= paragraph.start);
        if let Some(found) =
            earlier.by_ref().take(8).find_map(|quotation| self.attributed(&[quotation.outer], false))
        {
            return Some(found);
        }
        // “A report.” after "Lund gave a speech." or "Lund smiled.": the verb of the sentence before.
        let before = self.text.get(paragraph.start..at)?.trim_end().len() + paragraph.start;
        if before == paragraph.start {
            return None;
        }
        let mut candidates = Vec::new();
        self.collect(Span::new(self.sentence(before - 1).start, before), Side::Before, 6, &mut candidates);
        candidates.into_iter().min_by_key(|candidate| candidate.cost)
    }

    /// Adds the candidates of `region`, which touches the quotation with its end ([`Side::Before`]) or its start.
    fn collect(&self, region: Span, side: Side, extra: usize, candidates: &mut Vec<Candidate>) {
        let (mut first, mut end) = (self.word_at(region.start), self.word_at(region.end));
        match side {
            Side::Before => first = first.max(end.saturating_sub(FARTHEST)),
            Side::After => end = end.min(first + FARTHEST),
        }
        for i in first..end {
            if self.is_quoted(self.words[i].start) {
                continue;
            }
            let distance = if side == Side::Before { end - 1 - i } else { i - first };
            if let Some((cue, next)) = self.phrase(i, end) {
                let speaker = self.after_phrase(next);
                let cost = extra + 2 * distance + self.hindrance(side, first, i, end);
                let cost = cost + if speaker.is_none() { 30 } else { 0 };
                candidates.push(Candidate { cost, cue: Some(cue), speaker });
                continue;
            }
            if !self.is_cue(i) {
                continue;
            }
            let word = self.word(i);
            // “…,” said Lund; but not "said to", and "told them" has its speaker before it.
            let tells = matches!(&*word.to_lowercase(), "told" | "tells" | "tell" | "telling");
            let inverted = !tells && (side == Side::After && i < first + 2 || !self.is_joined(i));
            let speaker = self.subject(i, inverted);
            let mut cost = extra + 2 * distance;
            cost += if speaker.is_none() { 30 } else { 0 };
            cost += if self.language.is_weak_cue(word) { 5 } else { 0 };
            cost += self.hindrance(side, first, i, end);
            candidates.push(Candidate { cost, cue: Some(self.words[i]), speaker });
        }
    }

    /// The cost of the commas between the quotation and the cue `i` in the words from `first` to before `end`: other
    /// clauses lie between.
    fn hindrance(&self, side: Side, first: usize, i: usize, end: usize) -> usize {
        let words = if side == Side::Before { i + 1..end } else { first + 1..i + 1 };
        4 * words.filter(|&j| self.gap_before(j).contains([',', ';'])).count()
    }

    /// The fixed phrase that begins at word `i`, and the word after it.
    fn phrase(&self, i: usize, end: usize) -> Option<(Span, usize)> {
        self.language.phrases().iter().find_map(|phrase| {
            let count = phrase.split(' ').count();
            let same =
                phrase.split(' ').enumerate().all(|(j, word)| self.word(i + j).eq_ignore_ascii_case(word));
            (same && i + count <= end).then(|| (self.words[i].hull(self.words[i + count - 1]), i + count))
        })
    }

    /// Who stands after "according to".
    fn after_phrase(&self, from: usize) -> Option<Mention> {
        let pronoun = match &*self.word(from).to_lowercase() {
            "him" | "her" => Some("he"),
            _ => None,
        };
        if pronoun.is_some() && !self.is_joined(from + 1) {
            return Some(Mention { span: *self.words.get(from)?, kind: Kind::Pronoun });
        }
        self.after_verb(from)
    }
}

#[cfg(test)]
#[path = "attribution_tests.rs"]
mod tests;
