//! What makes one state of a sidecar of another.

use std::collections::{HashMap, HashSet};

use crate::{
    gloss::{Change, Gloss, Id, Transaction},
    sidecar::SidecarText,
};

/// What makes `after` of `before`.
pub fn difference(before: &SidecarText, after: &SidecarText) -> Transaction {
    let set = |document: &SidecarText| document.dismissals().cloned().collect::<HashSet<_>>();
    let (old, new) = (set(before), set(after));
    Transaction {
        label: String::new(),
        changes: changes(before.glosses(), after.glosses()),
        dismissed: after.dismissals().filter(|dismissal| !old.contains(dismissal)).cloned().collect(),
        restored: before.dismissals().filter(|dismissal| !new.contains(dismissal)).cloned().collect(),
    }
}

/// What changed from one set of glosses to another: in the order of `after`, and then what is gone.
pub fn changes<'a>(
    before: impl Iterator<Item = &'a Gloss>,
    after: impl Iterator<Item = &'a Gloss>,
) -> Vec<Change> {
    let mut old: HashMap<&Id, &Gloss> = before.map(|gloss| (&gloss.id, gloss)).collect();
    let mut changes = Vec::new();
    for gloss in after {
        match old.remove(&gloss.id) {
            Some(same) if same == gloss => {}
            Some(before) => changes.push(Change::replace(before.clone(), gloss.clone())),
            None => changes.push(Change::add(gloss.clone())),
        }
    }
    let mut gone: Vec<&Gloss> = old.into_values().collect();
    gone.sort_by_key(|gloss| (gloss.start(), &gloss.id));
    changes.extend(gone.into_iter().cloned().map(Change::remove));
    changes
}
