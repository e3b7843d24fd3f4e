//! Sending changes to the disk, taking in the changes of others, undo and redo.

use super::{App, Effect, SaveFailure, SaveState};
use crate::{
    anchor,
    command::Command,
    gloss::{Change, Gloss, Glosses, HistoryStep, Placed, Transaction},
    text::{Text, counted},
};

impl App {
    /// Applies changes and has them saved. Returns whether they were applied.
    pub(super) fn commit(&mut self, label: impl Into<String>, changes: Vec<Change>) -> bool {
        self.commit_all(Transaction::new(label, changes))
    }

    /// Applies a transaction and has it saved. Returns whether it was applied.
    pub(super) fn commit_all(&mut self, transaction: Transaction) -> bool {
        if self.is_unchangeable() {
            return false;
        }
        if let Some(why) = self.unrecordable(&transaction) {
            self.say(why);
            return false;
        }
        let changes = anchor::with_locators(&self.document.text, transaction.changes);
        let transaction = Transaction { changes, ..transaction };
        self.apply(&transaction);
        self.save(transaction.clone());
        self.effect(Effect::Record(HistoryStep::Do(transaction.clone())));
        self.history.push(transaction);
        true
    }

    /// Why a transaction can't be recorded: it marks no words, or words that can't be read any more.
    fn unrecordable(&self, transaction: &Transaction) -> Option<&'static str> {
        let is_marked_anew = |change: &Change| {
            let before = change.before.as_ref().map(|gloss| &gloss.selectors);
            change.after.as_ref().is_some_and(|after| Some(&after.selectors) != before)
        };
        let mut marks = transaction.changes.iter().filter(|change| is_marked_anew(change)).peekable();
        if marks.peek().is_some() && self.document.text.lost() > 0 {
            return Some("the file has been cut short: mark it once it was read again");
        }
        let has_no_words =
            marks.filter_map(|change| change.after.as_ref()).any(|after| after.check().is_err());
        has_no_words.then_some("there are no words to mark here")
    }

    /// Whether nothing can be changed, since it could not be saved; the person is told why.
    pub(super) fn is_unchangeable(&mut self) -> bool {
        match (&self.status.saved, &self.document.path) {
            (SaveState::NotYet, _) => {
                self.say("the document is still being read; it can be tagged in a moment");
            }
            (SaveState::Never(reason), Some(_)) => {
                let reason = reason.clone();
                self.say(format!("nothing can be changed: {reason}"));
            }
            _ => return false,
        }
        true
    }

    fn apply(&mut self, transaction: &Transaction) {
        let text = &self.document.text;
        if let Some(touched) = &mut self.loading {
            touched.extend(transaction.changes.iter().filter_map(|change| change.id().cloned()));
        }
        for change in &transaction.changes {
            let hull = |glosses: &Glosses| glosses.get(change.id()?)?.place.hull();
            let before = hull(&self.glosses);
            self.glosses.apply(change, |gloss| anchor::locate(text, gloss));
            for span in before.into_iter().chain(hull(&self.glosses)) {
                self.suggestions.refresh_at(span, text, &self.glosses);
            }
        }
        if !transaction.changes.is_empty() {
            self.suggestions.refresh_links(text, &self.glosses);
        }
        self.suggestions.take_in(transaction, text, &self.glosses);
        self.count_unsettled();
        self.list.refresh(&self.glosses, &self.schema);
    }

    /// Saves changes, along with the new positions of glosses that were found elsewhere than recorded.
    pub(super) fn save(&mut self, mut transaction: Transaction) {
        let moved = anchor::record_moved(&self.document.text, &self.glosses);
        self.glosses.note_recorded();
        if !moved.is_empty() {
            let moved = Transaction::new("positions", moved);
            self.apply(&moved);
            transaction.append(moved);
        }
        if self.document.path.is_some() || !matches!(self.status.saved, SaveState::Never(_)) {
            self.effect(Effect::Save(transaction));
        }
    }

    /// Whether anything on the screen would be lost with the program, or is kept aside only: a save has failed, or glosses were made on
    /// a text that has no file.
    pub fn has_unsaved_work(&self) -> bool {
        match self.status.saved {
            SaveState::Yes | SaveState::NotYet => false,
            SaveState::Failed(_) => true,
            SaveState::Never(_) => self.document.path.is_none() && !self.glosses.is_empty(),
        }
    }

    /// Takes in the answer to a save.
    pub(super) fn on_saved(&mut self, outcome: Result<Transaction, SaveFailure>) {
        match outcome {
            Ok(others) => {
                if self.status.saved != SaveState::Yes {
                    self.say("saved again");
                }
                self.status.saved = SaveState::Yes;
                self.take_in(&others);
            }
            Err(failure) => {
                let aside = if failure.is_kept { "; it is kept aside" } else { "" };
                self.say(format!("NOT SAVED: {}{aside}", failure.reason));
                self.status.saved = SaveState::Failed(failure);
                self.effect(Effect::Bell);
            }
        }
    }

    /// Takes in the changes that others made to the sidecar.
    pub(super) fn on_merged(&mut self, outcome: Result<Transaction, String>) {
        match outcome {
            Ok(others) => self.take_in(&others),
            Err(reason) => self.say(reason),
        }
    }

    /// Takes in a return of the sidecar to an earlier version, as a step that can be undone.
    pub(super) fn on_returned(&mut self, changes: Transaction) {
        self.take_in(&changes);
        if changes.is_empty() {
            return;
        }
        let step = Transaction { label: "return to an earlier version".to_owned(), ..changes };
        self.effect(Effect::Record(HistoryStep::Do(step.clone())));
        self.history.push(step);
        let undo = self.key_of(Command::Undo);
        self.say(format!("another program put an earlier version back; {undo} undoes that"));
    }

    fn take_in(&mut self, others: &Transaction) {
        if others.is_empty() {
            return;
        }
        self.apply(others);
        let gone = |id: &crate::gloss::Id| self.glosses.get(id).is_none();
        if self.cursor.gloss.as_ref().is_some_and(gone) {
            self.cursor.clear_target();
        }
        let count = others.changes.len();
        if count == 0 {
            return;
        }
        let glosses = counted(count, "gloss", "glosses");
        self.say(format!("{glosses} changed in the file meanwhile, merged in"));
    }

    /// Takes in the loaded glosses, as placed in `text`. Changes made while they were loading are applied to them; if
    /// the document has changed since, they are placed in the new text.
    pub(super) fn on_loaded(&mut self, text: &Text, mut found: Glosses) {
        let now = &self.document.text;
        if !now.is(text) {
            found = Glosses::new(found.iter().map(|placed| Placed {
                place: anchor::locate(now, &placed.gloss),
                gloss: placed.gloss.clone(),
            }));
        }
        // A gloss that the person went to before it was loaded.
        let awaited = self.cursor.gloss.clone().filter(|id| self.glosses.get(id).is_none());
        for id in self.loading.take().into_iter().flatten() {
            let gloss = |glosses: &Glosses| glosses.get(&id).map(|placed| placed.gloss.clone());
            let change = Change { before: gloss(&found), after: gloss(&self.glosses) };
            found.apply(&change, |gloss| anchor::locate(now, gloss));
        }
        self.set_glosses(found);
        self.say_what_is_left_to_settle();
        if let Some(id) = awaited {
            self.choose(&id);
        }
    }

    /// Applies the changes that could not be saved in an earlier session, as far as they still fit; or takes over the
    /// glosses that a renamed document left behind.
    pub(super) fn recover(&mut self) {
        let unsaved = std::mem::take(&mut self.unsaved);
        if unsaved.is_empty() {
            self.take_over();
            return;
        }
        let (changes, late): (Vec<Change>, Vec<Change>) =
            unsaved.changes.iter().cloned().map(|change| self.rebased(change)).partition(|c| self.fits(c));
        let possible = Transaction { changes, ..unsaved.clone() };
        let late = Transaction::new("", late);
        let count = possible.count();
        let label = format!("recover {}", counted(count, "change", "changes"));
        let rest = match late.changes.len() {
            0 => String::new(),
            n => format!(", {n} no longer fit and are kept"),
        };
        if possible.is_empty() || !self.commit_all(Transaction { label: label.clone(), ..possible }) {
            self.unsaved = unsaved;
            if self.status.message.is_none() {
                self.say("what could not be saved earlier does not fit what is there now; it is kept");
            }
            return;
        }
        self.effect(Effect::Recovered(late.clone()));
        self.unsaved = late;
        self.say(format!("{label}{rest}; {} takes them back", self.key_of(Command::Undo)));
    }

    /// Undoes the last change, or as many as were typed.
    pub(super) fn undo(&mut self) {
        self.go_back_or_on(true);
    }

    /// Makes the change that was undone last again, or as many as were typed.
    pub(super) fn redo(&mut self) {
        self.go_back_or_on(false);
    }

    fn go_back_or_on(&mut self, back: bool) {
        for _ in 0..self.cursor.count.unwrap_or(1) {
            let (word, transaction) =
                if back { ("undo", self.history.undo()) } else { ("redo", self.history.redo()) };
            let Some(transaction) = transaction else {
                self.say(format!("nothing to {word}"));
                return;
            };
            self.effect(Effect::Record(if back { HistoryStep::Undo } else { HistoryStep::Redo }));
            let (changes, late): (Vec<Change>, Vec<Change>) = transaction
                .changes
                .into_iter()
                .map(|change| self.rebased(change))
                .partition(|c| self.fits(c));
            let possible = Transaction { changes, ..transaction };
            let label = possible.label.clone();
            if possible.is_empty() {
                self.say(format!("{word} {label}: the gloss was changed elsewhere since, nothing done"));
                continue;
            }
            self.apply(&possible);
            let chosen = possible.changes.iter().find_map(|change| change.after.as_ref());
            let chosen = chosen.map(|gloss| gloss.id.clone());
            self.save(possible);
            self.cursor.clear_target();
            if let Some(id) = chosen {
                self.choose(&id);
            }
            let rest = if late.is_empty() { "" } else { " (a part was changed elsewhere since)" };
            self.say(format!("{word} {label}{rest}"));
        }
    }

    /// The change based on the current gloss, where that differs from its old state only in recorded positions.
    fn rebased(&self, change: Change) -> Change {
        let now = change.id().and_then(|id| self.glosses.get(id)).map(|placed| placed.gloss.clone());
        match (&change.before, now) {
            (Some(before), Some(now)) if same_but_for_position(before, &now) => {
                Change { before: Some(now), ..change }
            }
            _ => change,
        }
    }

    /// Whether the old state of the change is the current one.
    fn fits(&self, change: &Change) -> bool {
        let now = change.id().and_then(|id| self.glosses.get(id)).map(|placed| &placed.gloss);
        now == change.before.as_ref()
    }
}

/// Whether two states of a gloss are equal except for recorded positions.
fn same_but_for_position(one: &Gloss, other: &Gloss) -> bool {
    let words = |gloss: &Gloss| gloss.selectors.iter().map(|s| s.exact.clone()).collect::<Vec<_>>();
    words(one) == words(other) && one.with_position_of(other) == *other
}
