//! What is not said: "Lund did not say that", "if Lund says that", "refused to say whether", "it goes without saying that".

use super::chain::Chain;
use super::cues::{Cue, Function, VerbForm};
use super::finder::{Finder, Scope};
use crate::suggest::quotes::mention::Mention;
use crate::text::segment::language::WordList;

impl Finder<'_, '_> {
    /// Whether nobody says what the verb at word `i` seems to report: "nobody said that", "it is fair to say that", "if he said
    /// that, he was wrong".
    pub(super) fn is_nothing(
        &self,
        i: usize,
        cue: Cue,
        chain: Chain,
        speaker: Option<Mention>,
        scope: Scope,
    ) -> bool {
        if !speaks(cue) {
            return false;
        }
        let first = speaker.map(|speaker| self.analysis.word_at(speaker.phrase.start));
        let nobody = first.is_some_and(|first| self.is(first, WordList::Nobody));
        let unnamed = first.map_or(chain.infinitive, |first| self.is_expletive(first));
        let idiom = (chain.infinitive || cue.form == VerbForm::Ing) && unnamed;
        let pointed = self.does(i + 1, Function::That) && self.gap(i + 2).contains([',', '.', ';']);
        nobody || idiom || pointed && self.supposes(chain, speaker, scope)
    }

    /// Whether the verb at word `i` tells what was not said, or may be said: "did not say", "refused to say", "could say",
    /// "if Lund says", "does Lund say …?".
    pub(super) fn is_unsaid(
        &self,
        i: usize,
        cue: Cue,
        chain: Chain,
        speaker: Option<Mention>,
        scope: Scope,
    ) -> bool {
        if self.does(i, Function::Refusing) {
            return self.does(i + 1, Function::To)
                && self.verbs.get(i + 2).copied().flatten().is_some_and(speaks);
        }
        let before = chain.start.checked_sub(1).filter(|&j| j >= scope.first && self.is_open(j + 1));
        let refused = (chain.infinitive || cue.form == VerbForm::Ing)
            && before.is_some_and(|j| self.does(j, Function::Refusing));
        if refused || !speaks(cue) {
            return refused;
        }
        let chained = |function| (chain.start..i).any(|j| self.does(j, function));
        let forbidden = speaker
            .is_some_and(|speaker| self.does(self.analysis.word_at(speaker.phrase.start), Function::Not));
        chain.negated && !chained(Function::Only)
            || chained(Function::Possible)
            || forbidden
            || self.supposes(chain, speaker, scope)
            || self.asks(i, scope)
    }

    /// Whether a word like "if" or "whether" stands before the subject `speaker`, or before the verb's `chain`.
    fn supposes(&self, chain: Chain, speaker: Option<Mention>, scope: Scope) -> bool {
        let from = speaker.map(|speaker| self.analysis.word_at(speaker.phrase.start));
        let from = from.filter(|&from| from < chain.start).unwrap_or(chain.start);
        let near = [Some(from), from.checked_sub(1)].into_iter().flatten();
        near.filter(|&j| j >= scope.first && j < chain.start)
            .any(|j| self.does(j, Function::Supposing) && self.opens_clause(j, scope))
    }

    /// Whether the clause in which something is supposed begins with word `j`; "had" only begins one at a sentence's start.
    fn opens_clause(&self, j: usize, scope: Scope) -> bool {
        j == scope.first || self.is(j, WordList::Subordinator)
    }

    /// Whether the sentence asks if something was said: "Did Lund say …?", "Who says …?".
    fn asks(&self, i: usize, scope: Scope) -> bool {
        let first = scope.first;
        let opens = self.functions[first].is_auxiliary() || self.does(first, Function::Question);
        let end = self.gap(scope.end).trim_start();
        opens && first < i && end.starts_with('?')
    }

    /// Whether word `i` is a subject that does not speak: "it", "that".
    fn is_expletive(&self, i: usize) -> bool {
        self.is(i, WordList::Impersonal)
            || self.is(i, WordList::IdiomObject)
            || self.is(i, WordList::Expletive)
    }
}

/// Whether `cue` is a verb of speech: what isn't said with it, is not a report of what somebody thinks, either.
fn speaks(cue: Cue) -> bool {
    matches!(cue.class, "say" | "state" | "tell")
}
