//! The reasons for a person to look at a gloss, as data: what a merge or an import could not decide, or what a person
//! noted.

mod sentences;

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Gloss, Id, Tree, fields::Structured, rare::Rare};

/// The value of [`Reason::why`] if both sides of a merge changed the same field.
pub const CONFLICT: &str = "conflict";
/// The value of [`Reason::why`] if one side of a merge deleted what the other used or changed.
pub const DELETED: &str = "deleted";
/// The value of [`Reason::why`] if a gloss from another file has no certain place.
pub const IMPORT: &str = "import";
/// The value of [`Reason::why`] if a place is likely, but not certain.
pub const DOUBTFUL: &str = "doubtful";

/// The reasons to look at a gloss; empty once all are settled.
///
/// In a file it is a list of tables. A string means a single reason, and the sentences that version 0.1 wrote are
/// understood.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Tree", into = "Tree")]
pub struct Review(Rare<Reason>);

/// One reason to look at a gloss.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub struct Reason {
    /// [`CONFLICT`], [`DELETED`], [`IMPORT`], [`DOUBTFUL`], or a person's own words.
    pub why: String,
    /// The fields that it concerns; empty if it concerns the gloss as a whole.
    pub fields: Vec<String>,
    /// Another gloss that it concerns: the other version in a conflict, or the target of a link that was deleted.
    pub with: Option<Id>,
    /// Whether this version was added by a merge beside the other one, which keeps the id.
    pub copy: bool,
    /// Further information, in words for a person.
    pub because: Option<String>,
}

impl Reason {
    /// A reason in a person's own words.
    pub fn noted(why: impl Into<String>) -> Self {
        Self { why: why.into(), ..Self::default() }
    }

    /// A conflict in these fields, for the version that kept the id; `other` is the other version.
    pub fn conflict(fields: Vec<String>, other: Id) -> Self {
        Self { fields, with: Some(other), ..Self::noted(CONFLICT) }
    }

    /// A conflict in these fields, for the version beside the one that kept the `id`.
    pub fn copy_of(fields: Vec<String>, id: Id) -> Self {
        Self { copy: true, ..Self::conflict(fields, id) }
    }

    /// The reason if one side deleted the gloss and the other changed it.
    pub fn deleted() -> Self {
        Self::noted(DELETED)
    }

    /// The reason if one side removed these fields and the other changed them.
    pub fn fields_deleted(fields: Vec<String>) -> Self {
        Self { fields, ..Self::noted(DELETED) }
    }

    /// The reason if it links to a gloss that one side deleted.
    pub fn link_to_deleted(to: Id) -> Self {
        Self { with: Some(to), ..Self::noted(DELETED) }
    }

    /// The reason if it was read from another file and its place is not certain; `because` says why.
    pub fn import(because: impl Into<String>) -> Self {
        Self { because: Some(because.into()), ..Self::noted(IMPORT) }
    }

    /// Whether it was read from another file, and its place is not certain.
    pub fn is_import(&self) -> bool {
        self.why == IMPORT
    }

    /// Whether it concerns this gloss.
    fn is_about(&self, id: &Id) -> bool {
        self.with.as_ref() == Some(id)
    }
}

/// Shows the reason to a person, for the middle of a sentence.
impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let fields = self.fields.join(", ");
        let what = if self.fields.is_empty() { "it" } else { &fields };
        match (self.why.as_str(), &self.with) {
            (CONFLICT, None) => write!(f, "both sides changed {what}"),
            (CONFLICT, Some(other)) => {
                let keeps = if self.copy { " and keeps the id" } else { "" };
                write!(f, "both sides changed {what}: the other version is {other}{keeps}")
            }
            (DELETED, Some(to)) => write!(f, "it links to {to}, which one side deleted"),
            (DELETED, None) if self.fields.is_empty() => {
                f.write_str("one side deleted it, the other changed it")
            }
            (DELETED, None) => write!(f, "one side removed {what}, the other changed it"),
            (IMPORT, _) => f.write_str("imported"),
            (DOUBTFUL, _) => f.write_str("its place is doubtful"),
            (own, _) if own.trim().is_empty() => f.write_str("it is marked for review, without a reason"),
            (own, _) => f.write_str(own),
        }?;
        self.because.iter().try_for_each(|because| write!(f, ": {because}"))
    }
}

impl From<Reason> for Tree {
    fn from(reason: Reason) -> Self {
        Self::table([
            ("why", Some(Self::Text(reason.why))),
            ("fields", Self::texts(&reason.fields)),
            ("with", reason.with.map(|id| Self::Text(id.to_string()))),
            ("copy", reason.copy.then_some(Self::Flag(true))),
            ("because", reason.because.map(Self::Text)),
        ])
    }
}

/// Accepts any value in a file as a reason, since nobody marks a gloss in order not to look at it.
impl From<Tree> for Reason {
    fn from(tree: Tree) -> Self {
        if !matches!(tree, Tree::Table(_)) {
            return Self::noted(plain(&tree));
        }
        Self {
            why: tree.get("why").map(plain).unwrap_or_default(),
            fields: tree.get("fields").cloned().map(Tree::into_texts).unwrap_or_default(),
            with: tree.text("with").and_then(|id| id.parse().ok()),
            copy: tree.get("copy") == Some(&Tree::Flag(true)),
            because: tree.text("because").map(str::to_owned),
        }
    }
}

/// The value as a string.
fn plain(tree: &Tree) -> String {
    match tree {
        Tree::Text(text) | Tree::Time(text) => text.clone(),
        Tree::Flag(flag) => flag.to_string(),
        Tree::Number(number) => number.to_string(),
        Tree::List(items) => items.iter().map(plain).collect::<Vec<_>>().join(", "),
        Tree::Table(rows) => {
            rows.iter().map(|(key, value)| format!("{key} = {}", plain(value))).collect::<Vec<_>>().join(", ")
        }
    }
}

impl Review {
    /// Whether there are no reasons.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The reasons.
    pub fn iter(&self) -> std::slice::Iter<'_, Reason> {
        self.0.iter()
    }

    /// Adds a reason at the end, unless it is already there.
    pub fn add(&mut self, reason: Reason) {
        if !self.0.contains(&reason) {
            self.0.push(reason);
        }
    }

    /// The reasons that don't concern the gloss `gone`, which was deleted.
    #[must_use]
    pub fn without(&self, gone: &Id) -> Self {
        self.0.iter().filter(|reason| !reason.is_about(gone)).cloned().collect()
    }

    /// The ids of the glosses that the reasons concern.
    pub fn named(&self) -> impl Iterator<Item = &Id> {
        self.0.iter().filter_map(|reason| reason.with.as_ref())
    }
}

impl<'a> IntoIterator for &'a Review {
    type Item = &'a Reason;
    type IntoIter = std::slice::Iter<'a, Reason>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

/// Shows all reasons to a person.
impl fmt::Display for Review {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sentences().join("; "))
    }
}

impl FromIterator<Reason> for Review {
    fn from_iter<I: IntoIterator<Item = Reason>>(reasons: I) -> Self {
        Self(reasons.into_iter().collect::<Vec<_>>().into())
    }
}

/// Reads a string in place of a list: a sentence, perhaps of version 0.1.
impl From<&str> for Review {
    fn from(text: &str) -> Self {
        Self(sentences::reasons(text).into())
    }
}

impl From<Review> for Tree {
    fn from(review: Review) -> Self {
        Self::List(review.0.into_items().into_iter().map(Self::from).collect())
    }
}

impl From<Tree> for Review {
    fn from(tree: Tree) -> Self {
        match tree {
            Tree::Flag(false) => Self::default(),
            Tree::Text(text) => text.as_str().into(),
            Tree::List(items) => items
                .into_iter()
                .flat_map(|item| match item {
                    Tree::Text(text) => sentences::reasons(&text),
                    item => vec![item.into()],
                })
                .collect(),
            other => Self(vec![other.into()].into()),
        }
    }
}

impl Structured for Review {
    fn to_tree(&self) -> Option<Tree> {
        (!self.is_empty()).then(|| self.clone().into())
    }

    fn from_tree(tree: Tree) -> Option<Self> {
        Some(tree.into())
    }

    fn sentences(&self) -> Vec<String> {
        self.0.iter().map(ToString::to_string).collect()
    }
}

impl Gloss {
    /// Whether a reason concerns the gloss `other`, such as another version of this one.
    pub fn is_reviewed_with(&self, other: &Id) -> bool {
        self.review.iter().any(|reason| reason.is_about(other))
    }

    /// Whether a merge has added it beside another version of the same gloss, which keeps the id.
    pub fn is_version_beside(&self, kept: &Id) -> bool {
        self.review.iter().any(|reason| reason.copy && reason.is_about(kept))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(id: &str) -> Id {
        id.parse().expect("an id")
    }

    fn note() -> Vec<String> {
        vec!["note".to_owned()]
    }

    #[test]
    fn a_reason_goes_with_the_gloss_that_it_is_about() {
        let reasons = [Reason::conflict(note(), id("a1")), Reason::link_to_deleted(id("b2"))];
        let gloss =
            Gloss { review: reasons.into_iter().collect(), ..Gloss::new(id("c3"), "note", Vec::new()) };
        assert!(gloss.is_reviewed_with(&id("a1")) && gloss.is_reviewed_with(&id("b2")));
        assert!(!gloss.is_reviewed_with(&id("a")) && !gloss.is_reviewed_with(&id("c3")));
        assert_eq!(gloss.review.named().collect::<Vec<_>>(), [&id("a1"), &id("b2")]);
        let left = gloss.review.without(&id("a1"));
        assert_eq!(left.to_string(), "it links to b2, which one side deleted");
        assert!(left.without(&id("b2")).is_empty());
    }

    #[test]
    fn a_version_tells_which_one_keeps_the_id() {
        let marked = |reason: Reason| {
            let review = [Reason::link_to_deleted(id("b2")), reason].into_iter().collect();
            Gloss { review, ..Gloss::new(id("c3"), "note", Vec::new()) }
        };
        let copy = marked(Reason::copy_of(note(), id("a1")));
        assert!(copy.is_version_beside(&id("a1")) && copy.is_reviewed_with(&id("a1")));
        assert!(!copy.is_version_beside(&id("b2")) && !copy.is_version_beside(&id("a")));
        let keeps = marked(Reason::conflict(note(), id("a1")));
        assert!(keeps.is_reviewed_with(&id("a1")) && !keeps.is_version_beside(&id("a1")));
    }

    #[test]
    fn whatever_a_person_writes_is_a_reason() {
        let read = |tree: Tree| Review::from(tree).to_string();
        let text = |text: &str| Tree::Text(text.to_owned());
        assert_eq!(read(text("is it all?; or not")), "is it all?; or not");
        assert_eq!(
            Review::from(text("is it all?; or not")).iter().count(),
            1,
            "a person's text is one reason"
        );
        assert_eq!(read(Tree::Flag(true)), "true");
        assert_eq!(read(text(" ")), "it is marked for review, without a reason");
        assert!(Review::from(Tree::Flag(false)).is_empty());
        assert_eq!(read(Tree::table([("why", Some(text("look")))])), "look");
        assert_eq!(read(Tree::List(vec![text("one"), Tree::Number(2.0)])), "one; 2");
        assert_eq!(Review::from(Tree::Table(Vec::new())).iter().count(), 1);
    }

    #[test]
    fn a_reason_is_added_once() {
        let mut review = Review::default();
        for reason in [Reason::deleted(), Reason::conflict(note(), id("a1")), Reason::deleted()] {
            review.add(reason);
        }
        assert_eq!(review.iter().map(|reason| reason.why.as_str()).collect::<Vec<_>>(), [DELETED, CONFLICT]);
    }
}
