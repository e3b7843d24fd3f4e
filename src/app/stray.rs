//! Stray glosses: the document was renamed or moved, but its sidecar was not; or they are in a conflict copy of the sidecar.

use std::{collections::HashSet, path::PathBuf};

use super::{App, Effect, SaveState};
use crate::{
    anchor,
    command::Command,
    gloss::{Change, Gloss, Glosses, Id, Placed, Transaction},
    text::{Text, counted},
};

/// The glosses of a sidecar whose document was renamed or moved, or of a conflict copy.
#[derive(Debug)]
pub struct StrayGlosses {
    /// The path of the sidecar.
    pub path: PathBuf,
    /// Its glosses, placed in the text of the open document.
    pub glosses: Glosses,
    /// What the person should know before taking the glosses over.
    pub notice: String,
}

impl App {
    /// Offers to take over stray glosses, which were placed in `text`.
    pub(super) fn on_stray(&mut self, text: &Text, stray: StrayGlosses) {
        if self.text().is(text) {
            self.say(stray.notice.clone());
            self.stray = Some(stray);
        }
    }

    /// Takes over the stray glosses that were offered.
    pub(super) fn take_over(&mut self) {
        match (&self.stray, &self.status.saved) {
            (None, _) => self.say("nothing is left that could not be saved earlier"),
            (Some(_), SaveState::Never(reason)) => {
                let reason = reason.clone();
                self.say(format!("nothing can be changed: {reason}"));
            }
            (Some(stray), _) => {
                let path = stray.path.clone();
                self.effect(Effect::TakeOver(path));
            }
        }
    }

    /// Takes in the glosses taken over, which are in the document's own sidecar now. This cannot be undone: the stray
    /// sidecar is gone, so the glosses would be nowhere.
    pub(super) fn on_taken_over(&mut self, outcome: Result<Transaction, String>) {
        let new = match outcome {
            Ok(new) => new,
            Err(reason) => {
                self.say(format!("the glosses stay where they are: {reason}"));
                return;
            }
        };
        let found = self.stray.take().map(|stray| stray.glosses).unwrap_or_default();
        let place = |gloss: &Gloss| match found.get(&gloss.id) {
            Some(same) if same.gloss == *gloss => same.clone(),
            _ => Placed { place: anchor::locate(&self.document.text, gloss), gloss: gloss.clone() },
        };
        let taken: Vec<Placed> =
            new.changes.iter().filter_map(|change| change.after.as_ref()).map(place).collect();
        let changed: HashSet<&Id> = new.changes.iter().filter_map(Change::id).collect();
        let kept = self.glosses.iter().filter(|placed| !changed.contains(&placed.gloss.id)).cloned();
        self.set_glosses(Glosses::new(kept.chain(taken)));
        self.suggestions.take_in(&new, &self.document.text, &self.glosses);
        let count = new.changes.len();
        let label = format!("take over {}", counted(count, "gloss", "glosses"));
        // The sidecar still names the old document and the positions in it; a save records the new ones.
        self.save(Transaction::default());
        let open = self.glosses.iter().filter(|placed| placed.needs_review()).count();
        let review = self.key_of(Command::Review);
        let left =
            if open == 0 { String::new() } else { format!(": {open} to review, {review} goes to them") };
        self.say(format!("{label}{left}"));
    }
}
