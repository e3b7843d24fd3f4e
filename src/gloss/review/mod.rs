//! Why a person should look at a gloss, as data: what a merge or an import could not settle, or what a person noted.

mod sentences;

use std::fmt;

use serde::{Deserialize, Serialize};

use super::{Gloss, Id, Tree, fields::Structured};

/// [`Reason::why`] where both sides of a merge changed the same thing.
pub const CONFLICT: &str = "conflict";
/// [`Reason::why`] where one side of a merge deleted what the other used or changed.
pub const DELETED: &str = "deleted";
/// [`Reason::why`] where a gloss from another file has no sure place.
pub const IMPORT: &str = "import";
/// [`Reason::why`] where a place is likely, but not sure.
pub const DOUBTFUL: &str = "doubtful";

/// The reasons to look at a gloss. None, or taken out, once they are settled.
///
/// A file has a list of tables. A text alone means one reason, and what version 0.1 wrote as sentences is understood.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(from = "Tree", into = "Tree")]
pub struct Review(Vec<Reason>);

/// One reason.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub struct Reason {
    /// [`CONFLICT`], [`DELETED`], [`IMPORT`], [`DOUBTFUL`], or a person's own words.
    pub why: String,
    /// The fields that it is about; none where it is about the gloss as a whole.
    pub fields: Vec<String>,
    /// Another gloss that it is about: the other version in a conflict, or the end of a link that was deleted.
    pub with: Option<Id>,
    /// Whether a merge has put this version beside the other one, which keeps the id.
    pub copy: bool,
    /// What else is to be known, in words for a person.
    pub because: Option<String>,
}

impl Reason {
    /// A person's own words.
    pub fn noted(why: impl Into<String>) -> Self {
        Self { why: why.into(), ..Self::default() }
    }

    /// Both sides changed these fields, and this version has kept the id; `other` is the other version.
    pub fn conflict(fields: Vec<String>, other: Id) -> Self {
        Self { fields, with: Some(other), ..Self::noted(CONFLICT) }
    }

    /// Both sides changed these fields, and this version stands beside the one that has kept the `id`.
    pub fn copy_of(fields: Vec<String>, id: Id) -> Self {
        Self { copy: true, ..Self::conflict(fields, id) }
    }

    /// One side deleted the gloss, and the other changed it.
    pub fn deleted() -> Self {
        Self::noted(DELETED)
    }

    /// One side took these fields out, and the other changed them.
    pub fn fields_deleted(fields: Vec<String>) -> Self {
        Self { fields, ..Self::noted(DELETED) }
    }

    /// It links to a gloss that one side deleted.
    pub fn link_to_deleted(to: Id) -> Self {
        Self { with: Some(to), ..Self::noted(DELETED) }
    }

    /// It was read from another file, and its place is not sure for this reason.
    pub fn import(because: impl Into<String>) -> Self {
        Self { because: Some(because.into()), ..Self::noted(IMPORT) }
    }

    /// Whether it is about another gloss.
    fn is_about(&self, id: &Id) -> bool {
        self.with.as_ref() == Some(id)
    }
}

/// As a person reads it, in the middle of a sentence.
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

/// Whatever a file says is a reason: nobody marks a gloss in order not to look at it.
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

/// A value as a text.
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
    /// Whether there is nothing to look at.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The reasons.
    pub fn iter(&self) -> std::slice::Iter<'_, Reason> {
        self.0.iter()
    }

    /// Adds a reason at the end, each once.
    pub fn add(&mut self, reason: Reason) {
        if !self.0.contains(&reason) {
            self.0.push(reason);
        }
    }

    /// The reasons that are not about a gloss which is gone.
    #[must_use]
    pub fn without(&self, gone: &Id) -> Self {
        self.0.iter().filter(|reason| !reason.is_about(gone)).cloned().collect()
    }

    /// The glosses that the reasons are about.
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

/// All reasons as a person reads them.
impl fmt::Display for Review {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.sentences().join("; "))
    }
}

impl FromIterator<Reason> for Review {
    fn from_iter<I: IntoIterator<Item = Reason>>(reasons: I) -> Self {
        Self(reasons.into_iter().collect())
    }
}

/// What is written without a list: a sentence, maybe of version 0.1.
impl From<&str> for Review {
    fn from(text: &str) -> Self {
        Self(sentences::reasons(text))
    }
}

impl From<Review> for Tree {
    fn from(review: Review) -> Self {
        Self::List(review.0.into_iter().map(Self::from).collect())
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
            other => Self(vec![other.into()]),
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
    /// Whether a reason to look at it is about another gloss: the other version of this one, say.
    pub fn is_reviewed_with(&self, other: &Id) -> bool {
        self.review.iter().any(|reason| reason.is_about(other))
    }

    /// Whether a merge has put it beside another version of the same gloss, which keeps the id.
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
