//! Who reports.

use super::complement::Complement;
use super::cues::{Cue, Form, Helper};
use super::verb::Chain;
use super::{Finder, Scope};
use crate::suggest::quotes::mention::{Kind, Mention};
use crate::text::segment::language::List;

impl Finder<'_, '_> {
    /// The source of the report of the verb at word `i`, and what kind of mention it is.
    pub(super) fn source(
        &self,
        i: usize,
        cue: Cue,
        chain: Chain,
        complement: &Complement,
        scope: Scope,
    ) -> (Option<Mention>, &'static str) {
        if let Some(agent) = complement.agent {
            return (self.reading.after_verb(agent), "agent");
        }
        if chain.be && matches!(cue.form, Form::Past | Form::Participle) {
            return (None, "passive");
        }
        if self.inverts(i, cue, scope)
            && let Some(mention) = self.reading.after_verb(i + 1)
        {
            return (Some(mention), "inverted");
        }
        let start = chain.start;
        let before = if start > scope.first { self.lower(start - 1) } else { "" };
        if start > scope.first && self.reading.is_joined(start) && cue.form != Form::Ing && !chain.infinitive
        {
            let word = |kind| Some(self.reading.mention(start - 1, start, kind));
            match before {
                "he" | "she" | "they" => return (word(Kind::Pronoun), "pronoun"),
                "i" | "we" | "you" => return (word(Kind::Pronoun), "first"),
                "who" => return (word(Kind::Relative), "who"),
                "it" => return (word(Kind::Pronoun), "it"),
                "that" | "which" => return (word(Kind::Relative), "which"),
                _ => {}
            }
            if self.is(start - 1, List::Coordinator) {
                return (self.reading.subject(i, false), "shared");
            }
        }
        let mention = self.reading.subject(i, false);
        let how = match (mention, cue.form, chain.infinitive) {
            (None, ..) => "none",
            (_, Form::Ing, _) => "ing",
            (.., true) => "infinitive",
            (Some(mention), ..) => match mention.kind {
                Kind::Name => "name",
                Kind::Role => self.role(mention),
                Kind::Pronoun => "far pronoun",
                Kind::Relative => "which",
            },
        };
        (mention, how)
    }

    /// What kind of noun phrase `mention` is.
    fn role(&self, mention: Mention) -> &'static str {
        let words = self.reading.word_at(mention.phrase.start)..self.reading.word_at(mention.phrase.end);
        let mut kinds = words.map(|i| match () {
            () if self.cues.helper(self.lower(i)) == Some(Helper::Document) => "document",
            () if self.is(i, List::Role) || matches!(self.lower(i), "many" | "some" | "most" | "others") => {
                "person"
            }
            () => "role",
        });
        kinds.find(|kind| *kind != "role").unwrap_or("role")
    }
}
