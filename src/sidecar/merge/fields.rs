//! Two versions of one gloss, merged field by field; attributes and links each by themselves.
//!
//! Every rule is symmetric but one: in a conflict the first version's value stands. So merging the versions the other way
//! round gives the other one of the two glosses that a conflict leaves.

use crate::gloss::{Attributes, Gloss, Link, Selector, Value};

/// What could not be merged without a person.
#[derive(Debug, Default)]
pub struct Unsettled {
    /// Fields that both sides changed, each in a way of its own.
    pub conflicts: Vec<String>,
    /// Fields that one side removed and the other changed. The change was kept.
    pub removed: Vec<String>,
}

impl Unsettled {
    /// A field's value, from what it was and what each side made of it.
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

/// The gloss that two sides have made of `base`, or that both have added.
pub fn merged(base: Option<&Gloss>, one: &Gloss, other: &Gloss, unsettled: &mut Unsettled) -> Gloss {
    let tags = (base.map(|gloss| &gloss.tag), Some(&one.tag), Some(&other.tag));
    let mut text = |name: &str, of: fn(&Gloss) -> Option<&String>| {
        unsettled.field(name, base.and_then(of), of(one), of(other))
    };
    let creator = text("creator", |gloss| gloss.creator.as_ref());
    let generator = text("generator", |gloss| gloss.generator.as_ref());
    Gloss {
        id: one.id.clone(),
        tag: unsettled.field("tag", tags.0, tags.1, tags.2).unwrap_or_default(),
        attributes: attributes(base, one, other, unsettled),
        selectors: selectors(base, one, other, unsettled),
        links: links(base.map_or(&[], |gloss| &gloss.links), &one.links, &other.links),
        note: note(base.and_then(|gloss| gloss.note.as_ref()), one, other, unsettled),
        creator,
        // The first time it was made and the last time it was changed are true of both.
        created: [&one.created, &other.created].into_iter().flatten().min().cloned(),
        modified: one.modified.clone().max(other.modified.clone()),
        generator,
        review: review(base.and_then(|gloss| gloss.review.as_ref()), one, other),
        orphaned: orphaned(base, one, other),
    }
}

fn attributes(base: Option<&Gloss>, one: &Gloss, other: &Gloss, unsettled: &mut Unsettled) -> Attributes {
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

/// Spans are their words; positions and what stands around follow the document, which each side may have edited.
fn selectors(base: Option<&Gloss>, one: &Gloss, other: &Gloss, unsettled: &mut Unsettled) -> Vec<Selector> {
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
            unsettled.conflicts.push("spans".to_owned());
            one.clone()
        }
    }
}

/// Whether these are the same words of a document, wherever they stand in it: their text, and what stands on one side.
pub fn same_words(one: &[Selector], other: &[Selector]) -> bool {
    let same = |a: &Selector, b: &Selector| {
        a.exact == b.exact && (a.start == b.start || a.prefix == b.prefix || a.suffix == b.suffix)
    };
    one.len() == other.len() && one.iter().zip(other).all(|(a, b)| same(a, b))
}

/// What both have, and what either has added; what either has taken out is gone.
fn links(base: &[Link], one: &[Link], other: &[Link]) -> Vec<Link> {
    if other == base || one == other {
        return one.to_vec();
    }
    if one == base {
        return other.to_vec();
    }
    let mut added: Vec<&Link> = one.iter().chain(other).filter(|link| !base.contains(link)).collect();
    added.sort_by_key(|link| (&link.role, &link.to));
    added.dedup();
    base.iter().filter(|link| one.contains(link) && other.contains(link)).chain(added).cloned().collect()
}

/// A note is a field like another, except that two people may both write below what there was.
fn note(base: Option<&String>, one: &Gloss, other: &Gloss, unsettled: &mut Unsettled) -> Option<String> {
    if let (Some(one), Some(other)) = (&one.note, &other.note)
        && one != other
        && let (Some(below), Some(also)) = (below(base, one), below(base, other))
    {
        let (first, second) = (below.min(also), below.max(also));
        let parts = base.map(String::as_str).into_iter().chain([first, second]);
        return Some(parts.collect::<Vec<_>>().join("\n"));
    }
    unsettled.field("note", base, one.note.as_ref(), other.note.as_ref())
}

/// What was written below what there was, if that is all that was done.
fn below<'a>(base: Option<&String>, note: &'a str) -> Option<&'a str> {
    match base {
        None => Some(note),
        Some(base) => note.strip_prefix(base.as_str())?.strip_prefix('\n'),
    }
}

/// Where only one side has decided, that counts.
fn orphaned(base: Option<&Gloss>, one: &Gloss, other: &Gloss) -> bool {
    if one.orphaned == other.orphaned { one.orphaned } else { !base.is_some_and(|gloss| gloss.orphaned) }
}

/// Reasons for a review are taken out by whoever settles them, and added by merges.
fn review(base: Option<&String>, one: &Gloss, other: &Gloss) -> Option<String> {
    let (one, other) = (one.review.as_ref(), other.review.as_ref());
    match (one, other) {
        _ if one == other || other == base => one.cloned(),
        _ if one == base => other.cloned(),
        (Some(one), Some(other)) => {
            Some(other.split("; ").fold(one.clone(), |all, reason| with(Some(all), reason)))
        }
        (review, None) | (None, review) => review.cloned(),
    }
}

/// A review with one more reason, each once.
pub fn with(review: Option<String>, reason: &str) -> String {
    let review = review.unwrap_or_default();
    let mut reasons: Vec<&str> = review.split("; ").filter(|known| !known.is_empty()).collect();
    reasons.push(reason);
    reasons.sort_unstable();
    reasons.dedup();
    reasons.join("; ")
}
