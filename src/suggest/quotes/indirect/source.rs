//! Who reports.

use super::complement::Complement;
use super::cues::{Cue, Form};
use super::verb::Chain;
use super::{Finder, Scope};
use crate::text::Span;

impl Finder<'_, '_> {
    /// The source of the report of the verb at word `i`, and what kind of mention it is.
    pub(super) fn source(
        &self,
        i: usize,
        cue: Cue,
        chain: Chain,
        complement: &Complement,
        scope: Scope,
    ) -> (Option<Span>, &'static str) {
        if let Some(agent) = complement.agent {
            return (self.reading.after_verb(agent).map(|mention| mention.span), "agent");
        }
        if chain.be && matches!(cue.form, Form::Past | Form::Participle) {
            return (None, "passive");
        }
        if self.inverts(i, cue, scope)
            && let Some(mention) = self.reading.after_verb(i + 1)
        {
            return (Some(mention.span), "inverted");
        }
        let start = chain.start;
        let before = if start > scope.first { self.lower(start - 1) } else { "" };
        if start > scope.first && self.reading.is_joined(start) && cue.form != Form::Ing && !chain.infinitive {
            let word = self.reading.words[start - 1];
            match before {
                "he" | "she" | "they" => return (Some(word), "pronoun"),
                "i" | "we" | "you" => return (Some(word), "first"),
                "who" => return (Some(word), "who"),
                "it" => return (Some(word), "it"),
                "that" | "which" => return (Some(word), "which"),
                _ => {}
            }
            if self.reading.language.is_coordinator(before) {
                return (self.reading.subject(i, false).map(|mention| mention.span), "shared");
            }
        }
        let mention = self.reading.subject(i, false);
        let how = match (mention, cue.form, chain.infinitive) {
            (None, ..) => "none",
            (_, Form::Ing, _) => "ing",
            (.., true) => "infinitive",
            (Some(mention), ..) => match mention.kind {
                super::super::mention::Kind::Name => "name",
                super::super::mention::Kind::Role => "role",
                super::super::mention::Kind::Pronoun => "far pronoun",
            },
        };
        (mention.map(|mention| mention.span), how)
    }
}
