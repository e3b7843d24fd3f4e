//! Changes to glosses: one shape for adding, changing and removing, with what was before and what is after.

use serde::{Deserialize, Serialize};

use super::{Dismissal, Gloss, Id};

/// What happened to one gloss. At least one side is there; both have the same id.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Change {
    /// The gloss as it was; none when it is added.
    pub before: Option<Gloss>,
    /// The gloss as it is; none when it is removed.
    pub after: Option<Gloss>,
}

impl Change {
    /// A new gloss.
    pub fn add(gloss: Gloss) -> Self {
        Self { before: None, after: Some(gloss) }
    }

    /// A gloss goes.
    pub fn remove(gloss: Gloss) -> Self {
        Self { before: Some(gloss), after: None }
    }

    /// A gloss is replaced by a later state of itself.
    pub fn replace(before: Gloss, after: Gloss) -> Self {
        Self { before: Some(before), after: Some(after) }
    }

    /// Whose change it is.
    pub fn id(&self) -> Option<&Id> {
        self.after.as_ref().or(self.before.as_ref()).map(|gloss| &gloss.id)
    }

    /// The change that takes this one back.
    #[must_use]
    pub fn inverse(&self) -> Self {
        Self { before: self.after.clone(), after: self.before.clone() }
    }
}

/// Changes that belong together: what one key press did, taken back by one undo.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Transaction {
    /// What it did, for the status line: `tag quote`, `delete claim`.
    #[serde(default)]
    pub label: String,
    /// In the order in which they are applied.
    #[serde(default)]
    pub changes: Vec<Change>,
    /// Suggestions that were dismissed.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub dismissed: Vec<Dismissal>,
    /// Suggestions whose dismissal was taken back.
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

    /// Adds what `other` does.
    pub fn append(&mut self, other: Self) {
        self.changes.extend(other.changes);
        self.dismissed.extend(other.dismissed);
        self.restored.extend(other.restored);
    }

    /// The transaction that takes this one back.
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
