//! Merges two versions of one gloss field by field; attributes and links one by one.
//!
//! Every rule is symmetric with one exception: in a conflict the first version's value is taken. So merging the
//! versions in the other order gives the other one of the two glosses that a conflict leaves.

use crate::gloss::{
    Attributes, Field, Gloss, Selector, Tree, Value,
    fields::{FIELDS, FieldShape, MergeRule},
};

/// The fields that a person must decide about.
#[derive(Debug, Default)]
pub struct UnsettledFields {
    /// The fields that both sides changed differently.
    pub conflicts: Vec<String>,
    /// The fields that one side removed and the other changed; the change was kept.
    pub removed: Vec<String>,
}

impl UnsettledFields {
    /// Merges the values of a field: the value in the base and on each side.
    pub fn field<T: PartialEq + Clone>(
        &mut self,
        name: &str,
        base: Option<&T>,
        one: Option<&T>,
        other: Option<&T>,
    ) -> Option<T> {
        let value = match (one, other) {
            _ if one == other || other == base => one,
            _ if one == base => other,
            (Some(value), None) | (None, Some(value)) => {
                self.removed.push(name.to_owned());
                Some(value)
            }
            _ => {
                self.conflicts.push(name.to_owned());
                one
            }
        };
        value.cloned()
    }
}

/// Merges the versions `one` and `other` that two sides have made of `base`, or have both added.
pub fn merge_glosses(
    base: Option<&Gloss>,
    one: &Gloss,
    other: &Gloss,
    unsettled: &mut UnsettledFields,
) -> Gloss {
    let mut merged = one.clone();
    for field in FIELDS {
        match field.shape {
            // The id is the same on both sides.
            FieldShape::Id => {}
            FieldShape::Tag => {
                let tags = (base.map(|gloss| &gloss.tag), Some(&one.tag), Some(&other.tag));
                merged.tag = unsettled.field(field.name, tags.0, tags.1, tags.2).unwrap_or_default();
            }
            FieldShape::Attributes => merged.attributes = attributes(base, one, other, unsettled),
            FieldShape::Spans => merged.selectors = selectors(field, base, one, other, unsettled),
            FieldShape::Links => {
                let base = base.map_or(&[][..], |gloss| &gloss.links);
                merged.links =
                    union(base, &one.links, &other.links, |link| (link.role.clone(), link.to.clone()));
            }
            FieldShape::Text(_) | FieldShape::Time(_) | FieldShape::Flag(_) | FieldShape::Structured(_) => {
                let was = base.and_then(|base| field.tree(base));
                let value = value(field, was.as_ref(), field.tree(one), field.tree(other), unsettled);
                // The field accepts a value that one of the sides has.
                field.set(&mut merged, value);
            }
        }
    }
    merged
}

/// Merges the values of a field by its rule.
fn value(
    field: &Field,
    base: Option<&Tree>,
    one: Option<Tree>,
    other: Option<Tree>,
    unsettled: &mut UnsettledFields,
) -> Option<Tree> {
    let text = |tree: &Tree| tree.as_text().map(str::to_owned);
    match field.merge {
        MergeRule::Earliest => [one, other].into_iter().flatten().min_by_key(text),
        MergeRule::Latest => [one, other].into_iter().flatten().max_by_key(text),
        MergeRule::Renewed if one.as_ref() == base => other,
        MergeRule::Renewed if other.as_ref() == base => one,
        MergeRule::Renewed => [one, other].into_iter().flatten().max_by_key(|tree| format!("{tree:?}")),
        MergeRule::Union => {
            let items = |tree: Option<&Tree>| match tree {
                Some(Tree::List(items)) => items.clone(),
                tree => tree.cloned().into_iter().collect(),
            };
            let (base, one, other) = (items(base), items(one.as_ref()), items(other.as_ref()));
            let all = union(&base, &one, &other, |item| format!("{item:?}"));
            (!all.is_empty()).then_some(Tree::List(all))
        }
        MergeRule::Append => merge_appended(base, one.as_ref(), other.as_ref())
            .or_else(|| unsettled.field(field.name, base, one.as_ref(), other.as_ref())),
        MergeRule::Same | MergeRule::Either | MergeRule::EachName | MergeRule::Words => {
            unsettled.field(field.name, base, one.as_ref(), other.as_ref())
        }
    }
}

fn attributes(
    base: Option<&Gloss>,
    one: &Gloss,
    other: &Gloss,
    unsettled: &mut UnsettledFields,
) -> Attributes {
    let mut attributes = Attributes::default();
    let new = other.attributes.iter().filter(|(name, _)| one.attributes.get(name).is_none());
    for (name, _) in one.attributes.iter().chain(new) {
        let of = |gloss: &'_ Gloss| gloss.attributes.get(name).cloned();
        let base: Option<Value> = base.and_then(of);
        if let Some(value) = unsettled.field(name, base.as_ref(), of(one).as_ref(), of(other).as_ref()) {
            attributes.set(name, value);
        }
    }
    attributes
}

/// Merges spans, which are compared by their words; positions and context follow the document, which each side may have
/// edited.
fn selectors(
    field: &Field,
    base: Option<&Gloss>,
    one: &Gloss,
    other: &Gloss,
    unsettled: &mut UnsettledFields,
) -> Vec<Selector> {
    let (one, other) = (&one.selectors, &other.selectors);
    let kept = |side: &[Selector]| base.is_some_and(|base| same_words(&base.selectors, side));
    let kept = (kept(one), kept(other));
    if same_words(one, other) || kept == (true, true) {
        let moved = |side: &&Vec<Selector>| base.is_none_or(|base| base.selectors != **side);
        let place = |side: &&Vec<Selector>| side.iter().map(|s| (s.start, s.end, s.prefix.clone())).max();
        return [one, other].into_iter().filter(moved).max_by_key(place).unwrap_or(one).clone();
    }
    match kept {
        (true, _) => other.clone(),
        (_, true) => one.clone(),
        _ => {
            unsettled.conflicts.push(field.name.to_owned());
            one.clone()
        }
    }
}

/// Whether these are the same words of a document, at any position: the same text, and the same context on one side.
pub fn same_words(one: &[Selector], other: &[Selector]) -> bool {
    let same = |a: &Selector, b: &Selector| {
        a.exact == b.exact && (a.start == b.start || a.prefix == b.prefix || a.suffix == b.suffix)
    };
    one.len() == other.len() && one.iter().zip(other).all(|(a, b)| same(a, b))
}

/// The items that both sides have and those that either has added, in order; items that either has removed are gone.
fn union<T: Clone + PartialEq, K: Ord>(
    base: &[T],
    one: &[T],
    other: &[T],
    order: impl Fn(&T) -> K,
) -> Vec<T> {
    if other == base || one == other {
        return one.to_vec();
    }
    if one == base {
        return other.to_vec();
    }
    let mut added: Vec<&T> = one.iter().chain(other).filter(|item| !base.contains(item)).collect();
    added.sort_by_key(|item| order(item));
    added.dedup();
    base.iter().filter(|item| one.contains(item) && other.contains(item)).chain(added).cloned().collect()
}

/// The merged text if both sides have added lines below the old text.
fn merge_appended(base: Option<&Tree>, one: Option<&Tree>, other: Option<&Tree>) -> Option<Tree> {
    let base = base.map_or(Some(None), |base| base.as_text().map(Some))?;
    let (one, other) = (one?.as_text()?, other?.as_text()?);
    let (below, also) = (appended(base, one)?, appended(base, other)?);
    let (first, second) = (below.min(also), below.max(also));
    let parts = base.into_iter().chain([first, second]);
    (one != other).then(|| Tree::Text(parts.collect::<Vec<_>>().join("\n")))
}

/// The text that was added below the old text, if there was no other change.
fn appended<'a>(base: Option<&str>, note: &'a str) -> Option<&'a str> {
    match base {
        None => Some(note),
        Some(base) => note.strip_prefix(base)?.strip_prefix('\n'),
    }
}
