//! Reports without a verb: "according to Kell", "Kell: We pay".

use super::{Finder, Reported, Scope};
use crate::suggest::quotes::mention::{Kind, Mention};
use crate::text::Span;

impl Finder<'_, '_> {
    /// Adds the report of the phrase that begins at word `i`, if one does.
    pub(super) fn phrase(&self, i: usize, scope: Scope, found: &mut Vec<Reported>) {
        if self.lower(i) != "according" || self.lower(i + 1) != "to" {
            return;
        }
        let named = self.reading.after_verb(i + 2);
        let Some(speaker) = named.or_else(|| self.phrase_end(i + 2, scope)) else { return };
        let mut to = self.reading.word_at(speaker.phrase.end).max(i + 3);
        while to < scope.end && !self.gap(to).contains([',', '—', ';']) {
            to += 1;
        }
        let rest = |from: usize| self.span(from, scope.end);
        let content: Vec<Span> = if i == scope.first {
            rest(to).into_iter().collect()
        } else {
            let head = self.span(scope.first, i);
            let more = to < scope.end
                && self.gap(i).contains(',')
                && !matches!(self.lower(to), "who" | "which" | "a" | "an" | "the" | "while" | "and" | "but");
            head.into_iter().chain(more.then(|| rest(to)).flatten()).collect()
        };
        if content.is_empty() {
            return;
        }
        let cue = self.span(i, i + 2);
        found.push(Reported { content, speaker: Some(speaker), cue, score: 0.9, reason: "according".into() });
    }

    /// The words from `from` to the next mark.
    fn phrase_end(&self, from: usize, scope: Scope) -> Option<Mention> {
        let end = (from + 1..scope.end.min(from + 12)).find(|&j| !self.reading.is_joined(j));
        let end = end.unwrap_or(scope.end.min(from + 12));
        (from < end).then(|| self.reading.mention(from, end, Kind::Role))
    }

    /// Adds what stands after a name and a colon at the head of a paragraph.
    pub(super) fn colon(&self, scope: Scope, found: &mut Vec<Reported>) {
        let near = scope.first + 1..scope.end.min(scope.first + 8);
        let Some(at) = near.clone().find(|&i| self.gap(i).contains(':')) else { return };
        if (scope.first..at).any(|i| !self.is_capital(i) || i > scope.first && !self.reading.is_joined(i)) {
            return;
        }
        if scope.first > 0 || self.opens_quotation(at) {
            return;
        }
        let speaker = self.reading.mention(scope.first, at, Kind::Name);
        let Some(content) = self.span(at, scope.end) else { return };
        found.push(Reported {
            content: vec![content],
            speaker: Some(speaker),
            cue: None,
            score: 0.5,
            reason: "colon head".into(),
        });
    }
}
