//! Taking all suggestions of a kind above a confidence, after a look at them.

use super::{App, Mode};
use crate::{
    command::{Code, Key},
    gloss::{Change, Kind, Transaction},
    suggest::Suggestion,
};

/// Several suggestions that are about to be taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AcceptAll {
    /// The one kind; all, if there is none.
    pub tag: Option<String>,
    /// The least confidence, in percent.
    pub percent: u8,
}

/// A press of an arrow changes the confidence by so much.
const STEP: u8 = 5;

impl App {
    /// Begins with the kind of the suggestion here, and with what is rather certain.
    pub(super) fn accept_all(&mut self) {
        if self.suggestions.is_empty() {
            self.say("there are no suggestions to accept");
            return;
        }
        let here = self.suggestion_here().map(|(_, suggestion)| suggestion).filter(|s| s.to.is_none());
        let mut all = AcceptAll { tag: here.map(|s| s.tag.to_string()), percent: 80 };
        while all.percent > 0 && self.acceptable(&all).next().is_none() {
            all.percent -= STEP;
        }
        self.mode = Mode::AcceptAll(all);
    }

    pub(super) fn accept_all_key(&mut self, mut all: AcceptAll, key: Key) {
        match key {
            _ if key.is(Code::Esc) || key.is_ctrl('c') => return,
            _ if key.is(Code::Enter) => return self.accept_these(&all),
            _ if key.is(Code::Up) || key.is(Code::Right) => {
                all.percent = (all.percent / STEP * STEP + STEP).min(100);
            }
            _ if key.is(Code::Down) || key.is(Code::Left) => {
                all.percent = all.percent.div_ceil(STEP).saturating_sub(1) * STEP;
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

    /// The kind after `tag` in the schema's order; after the last one, all of them.
    fn kind_after(&self, tag: Option<&str>) -> Option<String> {
        let at = tag.and_then(|tag| self.schema.kinds.iter().position(|kind| kind.name == tag));
        let next = self.schema.kinds.iter().skip(at.map_or(0, |at| at + 1));
        let suggested = |kind: &&Kind| self.suggestions.count(Some(&kind.name)) > 0;
        next.into_iter().find(suggested).map(|kind| kind.name.clone())
    }

    /// The suggestions that would be taken, in the order of the text.
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
            self.cursor.let_go();
            self.say(format!("{label}; u takes all of them back"));
        }
    }
}
