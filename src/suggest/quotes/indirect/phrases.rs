//! Reports without a verb: "according to Kell", "Kell: We pay".

use super::Reported;
use super::cues::Function;
use super::finder::{Finder, Scope};
use crate::suggest::quotes::mention::{Kind, Mention};

/// A source is named in fewer words than this, and what tells more about it ends with as many.
const PHRASE: usize = 12;

/// How often "according to" reports.
const ACCORDING: f32 = 0.9;

/// How often a headline's name with a colon does.
const HEADLINE: f32 = 0.6;

impl Finder<'_, '_> {
    /// Adds the report of the phrase that begins at word `i`, if one does.
    pub(super) fn phrase(&self, i: usize, scope: Scope, found: &mut Vec<Reported>) {
        if !self.does(i, Function::Source) || !self.does(i + 1, Function::To) {
            return;
        }
        let named = self.analysis.after_verb(i + 2);
        let Some(speaker) = named.or_else(|| self.to_mark(i + 2, scope)) else { return };
        let from = self.analysis.word_at(speaker.phrase.end).max(i + 3);
        let end = scope.end.min(from + 4 * PHRASE);
        let to = (from..end).find(|&j| self.gap(j).contains([',', '—', ';'])).unwrap_or(scope.end);
        let rest = || self.span(to, scope.end);
        let content = if i == scope.first {
            rest().into_iter().collect()
        } else {
            // "It is shut, according to Kell, and stays shut": more about Kell, or the report goes on.
            let more = self.gap(i).contains(',') && !self.does(to, Function::About);
            self.span(scope.first, i).into_iter().chain(if more { rest() } else { None }).collect()
        };
        let reason = "“according to”".to_owned();
        let report =
            Reported { content, speaker: Some(speaker), cue: self.span(i, i + 2), score: ACCORDING, reason };
        found.extend((!report.content.is_empty()).then_some(report));
    }

    /// The words from `from` to the next mark.
    fn to_mark(&self, from: usize, scope: Scope) -> Option<Mention> {
        let end = scope.end.min(from + PHRASE);
        let end = (from + 1..end).find(|&j| !self.analysis.is_joined(j)).unwrap_or(end);
        (from < end).then(|| self.analysis.mention(from, end, Kind::Role))
    }

    /// Adds what stands after a name and a colon in the text's first sentence, its headline.
    pub(super) fn headline(&self, scope: Scope, found: &mut Vec<Reported>) {
        let near = scope.first + 1..scope.end.min(scope.first + 8);
        let Some(at) = near.into_iter().find(|&i| self.gap(i).contains(':')) else { return };
        let name =
            (scope.first..at).all(|i| self.is_capital(i) && (i == scope.first || self.analysis.is_joined(i)));
        if !name || self.opens_quotation(at) {
            return;
        }
        found.push(Reported {
            content: self.span(at, scope.end).into_iter().collect(),
            speaker: Some(self.analysis.mention(scope.first, at, Kind::Name)),
            cue: None,
            score: HEADLINE,
            reason: "a name and a colon in the headline".to_owned(),
        });
    }
}
