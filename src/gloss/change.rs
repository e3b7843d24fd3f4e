//! Changes to glosses: adding, changing and removing have one form, with the state before and the state after.

use std::collections::HashMap;

use serde::{Deserialize, Serialize};

use super::{Dismissal, Gloss, Id};

/// A change of one gloss. At least one state is present; both have the same id.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Change {
    /// The gloss before; `None` if it is added.
    pub before: Option<Gloss>,
    /// The gloss after; `None` if it is removed.
    pub after: Option<Gloss>,
}

impl Change {
    /// The change that adds a gloss.
    pub fn add(gloss: Gloss) -> Self {
        Self { before: None, after: Some(gloss) }
    }

    /// The change that removes a gloss.
    pub fn remove(gloss: Gloss) -> Self {
        Self { before: Some(gloss), after: None }
    }

    /// The change that replaces a gloss by a later state of itself.
    pub fn replace(before: Gloss, after: Gloss) -> Self {
        Self { before: Some(before), after: Some(after) }
    }

    /// The id of the gloss that is changed.
    pub fn id(&self) -> Option<&Id> {
        self.after.as_ref().or(self.before.as_ref()).map(|gloss| &gloss.id)
    }

    /// The change that undoes this one.
    #[must_use]
    pub fn inverse(&self) -> Self {
        Self { before: self.after.clone(), after: self.before.clone() }
    }
}

/// Changes that belong together: the effect of one key press, undone by one undo.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Transaction {
    /// The description for the status line: `tag quote`, `delete claim`.
    #[serde(default)]
    pub label: String,
    /// The changes, in the order in which they are applied.
    #[serde(default)]
    pub changes: Vec<Change>,
    /// The dismissals that are added.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub dismissed: Vec<Dismissal>,
    /// The dismissals that are taken back.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub restored: Vec<Dismissal>,
}

impl Transaction {
    /// A transaction of these changes.
    pub fn new(label: impl Into<String>, changes: Vec<Change>) -> Self {
        Self { label: label.into(), changes, ..Self::default() }
    }

    /// Whether it changes nothing.
    pub fn is_empty(&self) -> bool {
        self.changes.is_empty() && self.dismissed.is_empty() && self.restored.is_empty()
    }

    /// How many changes of glosses and of dismissals it makes.
    pub fn count(&self) -> usize {
        self.changes.len() + self.dismissed.len() + self.restored.len()
    }

    /// Appends the changes of `other`. If a suggestion is both dismissed and restored, the later act counts.
    pub fn append(&mut self, other: Self) {
        self.changes.extend(other.changes);
        for dismissal in other.restored {
            self.dismissed.retain(|earlier| *earlier != dismissal);
            self.restored.push(dismissal);
        }
        for dismissal in other.dismissed {
            self.restored.retain(|earlier| *earlier != dismissal);
            self.dismissed.push(dismissal);
        }
    }

    /// Combines the changes of each gloss into one, from its state before the first to its state after the last. So a
    /// change that has already been made has no effect when it is made again.
    #[must_use]
    pub fn folded(&self) -> Self {
        let mut folded: Vec<Change> = Vec::new();
        let mut places: HashMap<&Id, usize> = HashMap::new();
        for change in &self.changes {
            let Some(id) = change.id() else { continue };
            match places.get(id) {
                Some(&at) => folded[at].after.clone_from(&change.after),
                None => {
                    places.insert(id, folded.len());
                    folded.push(change.clone());
                }
            }
        }
        folded.retain(|change| change.before != change.after);
        Self { changes: folded, ..self.clone() }
    }

    /// The transaction that undoes this one.
    #[must_use]
    pub fn inverse(&self) -> Self {
        Self {
            label: self.label.clone(),
            changes: self.changes.iter().rev().map(Change::inverse).collect(),
            dismissed: self.restored.clone(),
            restored: self.dismissed.clone(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_act_on_a_dismissal_counts() {
        let what = Dismissal { tag: "claim".into(), exact: "x".into(), ..Dismissal::default() };
        let dismissed = Transaction { dismissed: vec![what.clone()], ..Transaction::default() };
        let mut both = dismissed.clone();
        both.append(dismissed.inverse());
        assert_eq!((both.dismissed.len(), &both.restored[..]), (0, &[what.clone()][..]));
        both.append(dismissed);
        assert_eq!((&both.dismissed[..], both.restored.len()), (&[what][..], 0));
    }

    #[test]
    fn folding_keeps_the_ends() {
        let gloss = |note: &str| Gloss {
            note: Some(note.into()),
            ..Gloss::new(Id::from_bits(1), "note", Vec::new())
        };
        let changes = vec![Change::add(gloss("a")), Change::replace(gloss("a"), gloss("b"))];
        let folded = Transaction::new("", changes.clone()).folded();
        assert_eq!(folded.changes, [Change::add(gloss("b"))]);
        let gone = [changes, vec![Change::remove(gloss("b"))]].concat();
        assert!(Transaction::new("", gone).folded().is_empty());
    }
}
