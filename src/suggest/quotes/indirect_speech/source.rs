//! The source of a report: the subject of its verb.

use super::chain::Chain;
use super::cues::{Cue, Function, VerbForm};
use super::finder::{Finder, Scope};
use crate::suggest::quotes::mention::{Mention, MentionKind};
use crate::text::segment::language::WordList;

/// The kind of source that a report has, as far as it makes the report more or less likely.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum ReportSource {
    /// A name before the verb, or anybody after it.
    Name,
    /// An office or relation: "the mayor", "some".
    Person,
    /// A document: "a poll".
    Document,
    /// Another noun phrase.
    Thing,
    /// A pronoun of the third person: "he", "it".
    Pronoun,
    /// A pronoun of the first or second person: "I", "we", "you".
    Speaker,
    /// A relative pronoun: "who", "which".
    Relative,
    /// The subject of another verb in the sentence.
    Shared,
    /// None, since the verb is passive.
    Passive,
    None,
}

impl ReportSource {
    /// The kind as the reason of a suggestion names it.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Name => "by a name",
            Self::Person => "by a person",
            Self::Document => "by a document",
            Self::Thing => "by a noun phrase",
            Self::Pronoun | Self::Speaker => "by a pronoun",
            Self::Relative => "in a relative clause",
            Self::Shared => "by the subject of another verb",
            Self::Passive => "without its speaker",
            Self::None => "without a subject",
        }
    }
}

impl Finder<'_, '_> {
    /// The source of the report of the verb at word `i`.
    pub(super) fn source(
        &self,
        i: usize,
        cue: Cue,
        chain: Chain,
        scope: Scope,
    ) -> (Option<Mention>, ReportSource) {
        if chain.be && matches!(cue.form, VerbForm::Past | VerbForm::Participle) {
            return (None, ReportSource::Passive);
        }
        if self.inverts(i, cue, scope)
            && let Some(mention) = self.analysis.after_verb(i + 1)
        {
            return (Some(mention), ReportSource::Name);
        }
        let near = chain.start > scope.first && self.analysis.is_joined(chain.start);
        let dependent = cue.form == VerbForm::Ing || chain.infinitive;
        if near && !dependent {
            if let Some(found) = self.pronoun(chain.start - 1) {
                return found;
            }
            if self.is(chain.start - 1, WordList::Coordinator) {
                return (self.analysis.subject(i, false), ReportSource::Shared);
            }
        }
        let mention = self.analysis.subject(i, false);
        let source = match mention {
            None => ReportSource::None,
            Some(_) if dependent => ReportSource::Shared,
            Some(mention) => match mention.kind {
                MentionKind::Name | MentionKind::Joint => ReportSource::Name,
                MentionKind::Role => self.role(mention),
                MentionKind::Pronoun | MentionKind::Relative => ReportSource::Relative,
            },
        };
        (mention, source)
    }

    /// The source of the pronoun at word `i`.
    fn pronoun(&self, i: usize) -> Option<(Option<Mention>, ReportSource)> {
        let (kind, source) = if self.does(i, Function::Third) {
            (MentionKind::Pronoun, ReportSource::Pronoun)
        } else if self.does(i, Function::First) {
            (MentionKind::Pronoun, ReportSource::Speaker)
        } else if self.does(i, Function::Antecedent) {
            (MentionKind::Relative, ReportSource::Relative)
        } else {
            return None;
        };
        Some((Some(self.analysis.mention(i, i + 1, kind)), source))
    }

    /// The kind of source that the noun phrase `mention` is.
    fn role(&self, mention: Mention) -> ReportSource {
        let words = self.analysis.word_at(mention.phrase.start)..self.analysis.word_at(mention.phrase.end);
        let mut kinds = words.map(|i| {
            if self.does(i, Function::Document) {
                ReportSource::Document
            } else if self.is(i, WordList::Role) || self.does(i, Function::Many) {
                ReportSource::Person
            } else {
                ReportSource::Thing
            }
        });
        kinds.find(|kind| *kind != ReportSource::Thing).unwrap_or(ReportSource::Thing)
    }
}
