//! Reports without a verb: "according to Kell", "Kell: We pay".

use super::SpeechReport;
use super::cues::Function;
use super::finder::{Finder, Scope};
use crate::suggest::quotes::mention::{Mention, MentionKind};
use crate::text::Span;

/// Within how many words the name of a source must end. A comment on it may have four times as many. Chosen by hand.
const MAX_SOURCE_WORDS: usize = 12;

/// The score of a report by "according to"; chosen by hand.
const ACCORDING_SCORE: f32 = 0.9;

/// The score of a headline with a name and a colon; chosen by hand.
const HEADLINE_SCORE: f32 = 0.6;

impl Finder<'_, '_> {
    /// Adds the report of the phrase "according to" that begins at word `i`, if there is one.
    pub(super) fn phrase(&self, i: usize, scope: Scope, found: &mut Vec<SpeechReport>) {
        if !self.does(i, Function::Source) || !self.does(i + 1, Function::To) {
            return;
        }
        let named = self.analysis.after_verb(i + 2);
        let Some(speaker) = named.or_else(|| self.to_mark(i + 2, scope)) else { return };
        let from = self.analysis.word_at(speaker.phrase.end).max(i + 3);
        let end = scope.end.min(from + 4 * MAX_SOURCE_WORDS);
        let mark = |from: usize| (from..end).find(|&j| self.gap(j).contains([',', '—', ';']));
        let to = mark(from).unwrap_or(scope.end);
        let rest = || self.span(to, scope.end);
        let content = if i == scope.first {
            // "According to Kell, who keeps the lock, …", and "According to Kell the lock …" without a comma.
            let clause = self.does(to, Function::Relative) && self.gap(to).contains(',');
            let to = if clause { mark(to + 1).unwrap_or(to) } else { to };
            let bare = self.is_open(from) && self.does(from, Function::Article);
            self.statement(if bare { from } else { to }, scope).into_iter().collect()
        } else {
            // After "It is shut, according to Kell, …" either more is said about Kell, or the report goes on ("… and
            // stays shut").
            let more = self.gap(i).contains(',') && !self.does(to, Function::About);
            self.span(scope.first, i).into_iter().chain(if more { rest() } else { None }).collect()
        };
        let reason = "“according to”".to_owned();
        let report = SpeechReport {
            content,
            speaker: Some(speaker),
            cue: self.span(i, i + 2),
            score: ACCORDING_SCORE,
            reason,
            unsaid: false,
        };
        found.extend((!report.content.is_empty()).then_some(report));
    }

    /// The span of the clause that begins with word `from`, to where the writer speaks again.
    fn statement(&self, from: usize, scope: Scope) -> Option<Span> {
        let ends = |&j: &usize| !self.is_quoted(j) && self.ends_content(j, true, None, scope);
        self.span(from, (from + 1..scope.end).find(ends).unwrap_or(scope.end))
    }

    /// A mention of the words from `from` to the next mark.
    fn to_mark(&self, from: usize, scope: Scope) -> Option<Mention> {
        let end = scope.end.min(from + MAX_SOURCE_WORDS);
        let end = (from + 1..end).find(|&j| !self.analysis.is_joined(j)).unwrap_or(end);
        (from < end).then(|| self.analysis.mention(from, end, MentionKind::Role))
    }

    /// Adds the report of a headline, the text's first sentence, that begins with a name and a colon.
    pub(super) fn headline(&self, scope: Scope, found: &mut Vec<SpeechReport>) {
        let near = scope.first + 1..scope.end.min(scope.first + 8);
        let Some(at) = near.into_iter().find(|&i| self.gap(i).contains(':')) else { return };
        let name =
            (scope.first..at).all(|i| self.is_capital(i) && (i == scope.first || self.analysis.is_joined(i)));
        if !name || self.analysis.is_label(at) || self.opens_quotation(at) {
            return;
        }
        found.push(SpeechReport {
            content: self.span(at, scope.end).into_iter().collect(),
            speaker: Some(self.analysis.mention(scope.first, at, MentionKind::Name)),
            cue: None,
            score: HEADLINE_SCORE,
            reason: "a name and a colon in the headline".to_owned(),
            unsaid: false,
        });
    }
}
