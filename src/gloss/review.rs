//! The mark for review that a merge leaves, which names other glosses: what a person does to one of them settles it.

use super::{Gloss, Id};

/// What the mark of a version says that a merge has put beside another one, under an id of its own.
const KEEPS: &str = "and keeps the id";

/// Why to look at the version of a gloss that keeps its id, where both sides changed these fields.
pub fn kept(fields: &str, beside: &Id) -> String {
    format!("both sides changed {fields}: the other version is {beside}")
}

/// Why to look at the version of a gloss that was put beside the one which keeps the id.
pub fn beside(fields: &str, kept: &Id) -> String {
    format!("{} {KEEPS}", self::kept(fields, kept))
}

impl Gloss {
    /// Whether the mark for review names another gloss: the other version of this one.
    pub fn is_reviewed_with(&self, other: &Id) -> bool {
        self.review.as_deref().is_some_and(|review| names(review, other))
    }

    /// Whether a merge has put it beside another version of the same gloss, which keeps the id.
    pub fn is_version_beside(&self, kept: &Id) -> bool {
        let is_one = |reason: &str| reason.ends_with(KEEPS) && names(reason, kept);
        self.review.as_deref().is_some_and(|review| review.split("; ").any(is_one))
    }

    /// The glosses that the mark for review may name.
    pub fn named_in_review(&self) -> impl Iterator<Item = Id> {
        self.review.iter().flat_map(|review| words(review)).filter_map(|word| word.parse().ok())
    }

    /// The mark for review without the reasons that name a gloss which is gone. (Between several a merge puts `; `.)
    pub fn review_without(&self, gone: &Id) -> Option<String> {
        let left: Vec<&str> =
            self.review.as_deref()?.split("; ").filter(|reason| !names(reason, gone)).collect();
        (!left.is_empty()).then(|| left.join("; "))
    }
}

fn words(review: &str) -> impl Iterator<Item = &str> {
    review.split([' ', ';', ','])
}

fn names(reason: &str, id: &Id) -> bool {
    words(reason).any(|word| word == id.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_goes_with_the_gloss_that_it_names() {
        let id = |id: &str| -> Id { id.parse().expect("an id") };
        let reasons =
            "both sides changed note: the other version is a1; it links to b2, which one side deleted";
        let gloss = Gloss { review: Some(reasons.into()), ..Gloss::new(id("c3"), "note", Vec::new()) };
        assert!(gloss.is_reviewed_with(&id("a1")) && gloss.is_reviewed_with(&id("b2")));
        assert!(!gloss.is_reviewed_with(&id("a")) && !gloss.is_reviewed_with(&id("c3")));
        assert_eq!(
            gloss.review_without(&id("a1")).as_deref(),
            Some("it links to b2, which one side deleted")
        );
        let left = Gloss { review: gloss.review_without(&id("a1")), ..gloss };
        assert_eq!(left.review_without(&id("b2")), None);
    }

    #[test]
    fn a_version_tells_which_one_keeps_the_id() {
        let id = |id: &str| -> Id { id.parse().expect("an id") };
        let marked = |review| Gloss { review: Some(review), ..Gloss::new(id("c3"), "note", Vec::new()) };
        let beside = marked(format!("it links to b2, which one side deleted; {}", beside("note", &id("a1"))));
        assert!(beside.is_version_beside(&id("a1")) && beside.is_reviewed_with(&id("a1")));
        assert!(!beside.is_version_beside(&id("b2")) && !beside.is_version_beside(&id("a")));
        let keeps = marked(kept("note", &id("a1")));
        assert!(keeps.is_reviewed_with(&id("a1")) && !keeps.is_version_beside(&id("a1")));
    }
}
