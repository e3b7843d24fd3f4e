//! Two people, or a person and an editor, changed the same glosses: what comes of both.
//!
//! Annotations are merged one by one. What only one side changed is as that side has it. Where one side deleted what
//! the other changed, the change wins: nothing that somebody wrote is lost. Where both changed the same gloss, its
//! fields are merged one by one, attributes and links each by themselves; where both changed the same field, ours is
//! kept, except that of two notes both are.

use std::collections::HashMap;

use crate::gloss::{Attributes, Change, Gloss, Id, Value};

/// What changed from one set of glosses to another.
pub fn difference<'a>(
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

/// What a gloss becomes that both sides may have changed.
pub fn merged(base: Option<&Gloss>, theirs: Option<&Gloss>, ours: Option<&Gloss>) -> Option<Gloss> {
    match (base, theirs, ours) {
        _ if theirs == ours => ours.cloned(),
        _ if theirs == base => ours.cloned(),
        _ if ours == base => theirs.cloned(),
        (_, None, Some(changed)) | (_, Some(changed), None) => Some(changed.clone()),
        (_, Some(theirs), Some(ours)) => Some(both(base, theirs, ours)),
        (_, None, None) => None,
    }
}

fn both(base: Option<&Gloss>, theirs: &Gloss, ours: &Gloss) -> Gloss {
    let empty = Gloss::new(ours.id.clone(), "", Vec::new());
    let base = base.unwrap_or(&empty);
    Gloss {
        id: ours.id.clone(),
        tag: pick(&base.tag, &theirs.tag, &ours.tag),
        attributes: attributes(&base.attributes, &theirs.attributes, &ours.attributes),
        selectors: pick(&base.selectors, &theirs.selectors, &ours.selectors),
        links: set(&base.links, &theirs.links, &ours.links),
        note: note(base.note.as_deref(), theirs.note.as_deref(), ours.note.as_deref()),
        creator: pick(&base.creator, &theirs.creator, &ours.creator),
        created: pick(&base.created, &theirs.created, &ours.created),
        modified: pick(&base.modified, &theirs.modified, &ours.modified),
        generator: pick(&base.generator, &theirs.generator, &ours.generator),
    }
}

fn pick<T: PartialEq + Clone>(base: &T, theirs: &T, ours: &T) -> T {
    if ours == base { theirs.clone() } else { ours.clone() }
}

fn attributes(base: &Attributes, theirs: &Attributes, ours: &Attributes) -> Attributes {
    let names = theirs.iter().chain(ours.iter()).map(|(name, _)| name);
    let value = |name| -> Option<Value> {
        let (base, theirs, ours) = (base.get(name), theirs.get(name), ours.get(name));
        if ours == base { theirs } else { ours }.cloned()
    };
    names.filter_map(|name| Some((name, value(name)?))).collect()
}

/// What both have, and what either has added; what either has taken out is gone.
fn set<T: PartialEq + Clone>(base: &[T], theirs: &[T], ours: &[T]) -> Vec<T> {
    let stays = |item: &&T| !base.contains(item) || (theirs.contains(item) && ours.contains(item));
    let added = ours.iter().filter(|item| !theirs.contains(item));
    theirs.iter().chain(added).filter(stays).cloned().collect()
}

fn note(base: Option<&str>, theirs: Option<&str>, ours: Option<&str>) -> Option<String> {
    match (theirs, ours) {
        (Some(theirs), Some(ours)) if theirs != ours && Some(theirs) != base && Some(ours) != base => {
            Some(format!("{theirs}\n{ours}"))
        }
        (Some(text), None) | (None, Some(text)) if Some(text) != base => Some(text.to_owned()),
        _ if ours == base => theirs.map(str::to_owned),
        _ => ours.map(str::to_owned),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gloss::Link;

    fn gloss(speaker: &str, cue: &str, note: Option<&str>) -> Gloss {
        let mut gloss = Gloss::new(Id::from_bits(1), "quote", Vec::new());
        gloss.attributes = [("speaker", speaker.into()), ("cue", cue.into())].into_iter().collect();
        gloss.note = note.map(str::to_owned);
        gloss
    }

    #[test]
    fn different_fields_are_both_kept() {
        let base = gloss("Price", "said", None);
        let mut ours = gloss("Ned Price", "said", Some("ours"));
        ours.links.push(Link { role: "supports".into(), to: Id::from_bits(2) });
        let theirs = gloss("Price", "stressed", Some("theirs"));
        let merged = merged(Some(&base), Some(&theirs), Some(&ours)).expect("kept");
        assert_eq!(merged.attributes, gloss("Ned Price", "stressed", None).attributes);
        assert_eq!(merged.note.as_deref(), Some("theirs\nours"));
        assert_eq!(merged.links.len(), 1);
    }

    #[test]
    fn a_change_wins_over_a_deletion() {
        let (base, ours) = (gloss("a", "b", None), gloss("c", "b", None));
        assert_eq!(merged(Some(&base), None, Some(&ours)), Some(ours.clone()));
        assert_eq!(merged(Some(&base), Some(&ours), None), Some(ours));
        assert_eq!(merged(Some(&base), None, Some(&base)), None);
    }
}
