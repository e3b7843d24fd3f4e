//! Accepting all suggestions of a kind above a confidence, after a preview.

use super::{App, Mode};
use crate::{
    command::{Code, Command, Key},
    gloss::{Change, Kind, Transaction},
    suggest::Suggestion,
};

/// A dialogue that accepts several suggestions at once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AcceptAll {
    /// The kind whose suggestions are accepted; `None` for all kinds.
    pub tag: Option<String>,
    /// The least confidence of a suggestion that is accepted, in percent.
    pub percent: u8,
}

/// How much one press of an arrow key changes the confidence, in percentage points.
const STEP_PERCENT: u8 = 5;

impl App {
    /// Opens the dialogue with the kind of the suggestion at the cursor and a high confidence.
    pub(super) fn accept_all(&mut self) {
        if self.suggestions.is_empty() {
            self.say_of_suggestions("there are no suggestions to accept");
            return;
        }
        let here = self.suggestion_here().map(|(_, suggestion)| suggestion).filter(|s| s.to.is_none());
        let mut all = AcceptAll { tag: here.map(|s| s.tag.to_string()), percent: 80 };
        while all.percent > 0 && self.acceptable(&all).next().is_none() {
            all.percent -= STEP_PERCENT;
        }
        self.mode = Mode::AcceptAll(all);
    }

    /// Handles a key while the confidence is chosen from which on suggestions are accepted.
    pub(super) fn accept_all_key(&mut self, mut all: AcceptAll, key: Key) {
        match key {
            _ if key.leaves() => return,
            _ if key.is(Code::Enter) => return self.accept_these(&all),
            _ if key.is(Code::Up) || key.is(Code::Right) => {
                all.percent = (all.percent / STEP_PERCENT * STEP_PERCENT + STEP_PERCENT).min(100);
            }
            _ if key.is(Code::Down) || key.is(Code::Left) => {
                all.percent = all.percent.div_ceil(STEP_PERCENT).saturating_sub(1) * STEP_PERCENT;
            }
            _ if key.is(Code::Tab) => all.tag = self.kind_after(all.tag.as_deref()),
            _ if key.typed() == Some('*') => all.tag = None,
            _ => {
                let named = |kind: &&Kind| key.typed().is_some_and(|c| kind.has_letter(c));
                let typed = self.kind_of_key(key).map(|(kind, _)| kind.name);
                let found = typed.or_else(|| Some(self.schema.kinds.iter().find(named)?.name.clone()));
                all.tag = found.or(all.tag);
            }
        }
        self.mode = Mode::AcceptAll(all);
    }

    /// The kind that follows `tag` in the schema's order; after the last one, `None` for all kinds.
    fn kind_after(&self, tag: Option<&str>) -> Option<String> {
        let at = tag.and_then(|tag| self.schema.kinds.iter().position(|kind| kind.name == tag));
        let next = self.schema.kinds.iter().skip(at.map_or(0, |at| at + 1));
        let suggested = |kind: &&Kind| self.suggestions.count(Some(&kind.name)) > 0;
        next.into_iter().find(suggested).map(|kind| kind.name.clone())
    }

    /// The suggestions that the dialogue would accept, in text order.
    pub fn acceptable<'a>(&'a self, all: &'a AcceptAll) -> impl Iterator<Item = &'a Suggestion> {
        self.suggestions.from(0).map(|(_, suggestion)| suggestion).filter(|suggestion| {
            suggestion.to.is_none()
                && all.tag.as_ref().is_none_or(|tag| **tag == *suggestion.tag)
                && suggestion.score * 100.0 >= f32::from(all.percent)
        })
    }

    fn accept_these(&mut self, all: &AcceptAll) {
        let these: Vec<Suggestion> = self.acceptable(all).cloned().collect();
        if these.is_empty() {
            self.say("no suggestion is that certain");
            return;
        }
        let changes: Vec<Change> =
            these.iter().filter_map(|suggestion| Some(Change::add(self.draft(suggestion, false)?))).collect();
        let what = all.tag.as_deref().unwrap_or("suggestion");
        let label = format!("accept {} × {what}", changes.len());
        if self.commit_all(Transaction::new(&*label, changes)) {
            self.cursor.clear_target();
            self.say(format!("{label}; {} takes all of them back", self.key_of(Command::Undo)));
        }
    }
}
