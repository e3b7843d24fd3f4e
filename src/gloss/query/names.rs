//! The names in conditions of what a gloss itself doesn't have: its locators by kind, and the metadata of its document.

use std::borrow::Cow;

use super::Facts;
use crate::{gloss::Value, text::structure::LocatorKind};

/// The beginning of the name of a locator of one kind.
const LOCATOR: &str = "locator.";

/// The beginning of the name of a part of the document's metadata.
const SOURCE: &str = "source.";

/// The names of locators.
pub(super) const LOCATORS: [&str; 12] = [
    "locator.page",
    "locator.chapter",
    "locator.section",
    "locator.timestamp",
    "locator.line",
    "locator.verse",
    "locator.message",
    "locator.slide",
    "locator.row",
    "locator.cell",
    "locator.post",
    "locator.by",
];

/// The names of metadata.
pub(super) const METADATA: [&str; 7] = [
    "source.title",
    "source.author",
    "source.published",
    "source.site",
    "source.url",
    "source.retrieved",
    "source.language",
];

/// Whether the value with this name follows from where a gloss stands in the text.
pub fn is_of_place(name: &str) -> bool {
    name == "state" || name == "locator" || LOCATORS.contains(&name)
}

/// Whether the value with this name is a part of the metadata of a document: then its name there.
pub fn metadata_name(name: &str) -> Option<&str> {
    name.strip_prefix(SOURCE).filter(|_| METADATA.contains(&name))
}

/// Whether the value with this name is a date or a time.
pub(super) fn is_time(name: &str) -> bool {
    matches!(name, "created" | "modified" | "day" | "month" | "source.published" | "source.retrieved")
}

impl<'a> Facts<'a> {
    /// The label of a locator, or a part of the metadata, with this name.
    pub(super) fn value_of_place(&self, name: &str) -> Option<Cow<'a, Value>> {
        if let Some(kind) = name.strip_prefix(LOCATOR).and_then(LocatorKind::named) {
            return self.gloss.locator.label(kind).map(|label| Cow::Owned(label.into()));
        }
        self.source?.get(metadata_name(name)?).map(Cow::Borrowed)
    }

    /// The value with this name as conditions compare it: of the first and the last of several places, each counts as well.
    pub(super) fn compared(&self, name: &str) -> Option<Cow<'a, Value>> {
        let value = self.value(name)?;
        let parts = |between| {
            let parts = value.to_string();
            let parts: Vec<String> = parts.split(between).map(str::to_owned).collect();
            (parts.len() > 1).then(|| parts.into_iter().chain([value.to_string()]).collect())
        };
        let several = match name.strip_prefix(LOCATOR).and_then(LocatorKind::named) {
            Some(LocatorKind::By) => parts(", "),
            Some(_) => parts("–"),
            None => None,
        };
        Some(several.map_or(value, |several| Cow::Owned(Value::List(several))))
    }

    /// Whether nothing is known yet of what a condition with this name is about, so that it may hold.
    pub(super) fn is_unknown(&self, name: &str) -> bool {
        is_of_place(name) && self.state.is_none() || metadata_name(name).is_some() && self.source.is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gloss::{Attributes, Gloss, Id, Query, State};

    #[test]
    fn names_of_locators_are_those_of_their_kinds() {
        let kinds = LocatorKind::ALL.iter().map(|kind| kind.name());
        assert!(kinds.eq(LOCATORS.iter().filter_map(|name| name.strip_prefix(LOCATOR))));
    }

    fn holds(typed: &str) -> bool {
        let mut gloss = Gloss::new(Id::from_bits(1), "quote", Vec::new());
        gloss.locator.set(LocatorKind::Page, "312–314");
        gloss.locator.set(LocatorKind::By, "Ada, Ben");
        gloss.locator.set(LocatorKind::Timestamp, "00:12:31");
        let mut source = Attributes::default();
        source.set("author", Value::List(vec!["Nell Ort".into(), "Jo Ames".into()]));
        source.set("published", "2026-11-20".into());
        source.set("title", "Talks end".into());
        source.set("retrieved", "last week".into());
        let mut query = Query::default();
        query.add(typed).expect("a condition");
        query.takes(&Facts {
            gloss: &gloss,
            file: "",
            coder: None,
            state: Some(State::Unchanged),
            source: Some(&source),
        })
    }

    #[test]
    fn places_and_metadata_are_compared() {
        for typed in [
            "locator.page=312",
            "locator.page=314",
            "locator.page=312–314",
            "locator.page>=314",
            "locator.by=Ben",
            "locator.timestamp<00:13",
            "locator.chapter=",
            "locator*=p. 312",
            "source.author=Jo Ames",
            "source.published>=2026-01",
            "source.published=2026-11",
            "source.title*=talks",
            "source.site=",
        ] {
            assert!(holds(typed), "{typed}");
        }
        for typed in [
            "locator.page=313",
            "locator.page>314",
            "locator.by=Cy",
            "source.published<2026-11",
            "source.retrieved>2020",
            "source.author=Jo",
        ] {
            assert!(!holds(typed), "{typed}");
        }
        for wrong in ["source.published>yesterday", "source.published=20.11.2026"] {
            assert!(Query::default().add(wrong).is_err(), "{wrong}");
        }
    }

    #[test]
    fn what_is_not_known_yet_may_hold() {
        let gloss = Gloss::new(Id::from_bits(1), "quote", Vec::new());
        for typed in ["locator.page=312", "source.author=Ada", "state=moved"] {
            let mut query = Query::default();
            query.add(typed).expect("a condition");
            assert!(query.takes(&Facts { gloss: &gloss, file: "", coder: None, state: None, source: None }));
        }
    }
}
