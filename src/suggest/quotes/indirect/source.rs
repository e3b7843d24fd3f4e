//! Who reports.

use super::chain::Chain;
use super::cues::{Cue, Form, Function};
use super::finder::{Finder, Scope};
use crate::suggest::quotes::mention::{Kind, Mention};
use crate::text::segment::language::WordList;

/// What kind of source a report has, as far as that makes the report likelier or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Source {
    /// A name before the verb, or anybody after it.
    Name,
    /// An office or relation: "the mayor", "some".
    Person,
    /// "a poll"
    Document,
    /// Another noun phrase.
    Thing,
    /// "he", "it"
    Pronoun,
    /// "I", "we", "you"
    Speaker,
    /// "who", "which"
    Relative,
    /// The subject of another verb of the sentence.
    Shared,
    /// Nobody, for the verb is passive.
    Passive,
    None,
}

impl Source {
    /// In words.
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
    pub(super) fn source(&self, i: usize, cue: Cue, chain: Chain, scope: Scope) -> (Option<Mention>, Source) {
        if chain.be && matches!(cue.form, Form::Past | Form::Participle) {
            return (None, Source::Passive);
        }
        if self.inverts(i, cue, scope)
            && let Some(mention) = self.analysis.after_verb(i + 1)
        {
            return (Some(mention), Source::Name);
        }
        let near = chain.start > scope.first && self.analysis.is_joined(chain.start);
        let dependent = cue.form == Form::Ing || chain.infinitive;
        if near && !dependent {
            if let Some(found) = self.pronoun(chain.start - 1) {
                return found;
            }
            if self.is(chain.start - 1, WordList::Coordinator) {
                return (self.analysis.subject(i, false), Source::Shared);
            }
        }
        let mention = self.analysis.subject(i, false);
        let source = match mention {
            None => Source::None,
            Some(_) if dependent => Source::Shared,
            Some(mention) => match mention.kind {
                Kind::Name => Source::Name,
                Kind::Role => self.role(mention),
                Kind::Pronoun | Kind::Relative => Source::Relative,
            },
        };
        (mention, source)
    }

    /// The pronoun at word `i` as a source.
    fn pronoun(&self, i: usize) -> Option<(Option<Mention>, Source)> {
        let (kind, source) = if self.does(i, Function::Third) {
            (Kind::Pronoun, Source::Pronoun)
        } else if self.does(i, Function::First) {
            (Kind::Pronoun, Source::Speaker)
        } else if self.does(i, Function::Antecedent) {
            (Kind::Relative, Source::Relative)
        } else {
            return None;
        };
        Some((Some(self.analysis.mention(i, i + 1, kind)), source))
    }

    /// What kind of noun phrase `mention` is.
    fn role(&self, mention: Mention) -> Source {
        let words = self.analysis.word_at(mention.phrase.start)..self.analysis.word_at(mention.phrase.end);
        let mut kinds = words.map(|i| match () {
            () if self.does(i, Function::Document) => Source::Document,
            () if self.is(i, WordList::Role) || self.does(i, Function::Many) => Source::Person,
            () => Source::Thing,
        });
        kinds.find(|kind| *kind != Source::Thing).unwrap_or(Source::Thing)
    }
}
