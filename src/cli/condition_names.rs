//! The names of kinds and attributes in conditions. One that neither a gloss nor a schema has is probably misspelt.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
    sync::atomic::{AtomicBool, Ordering},
};

use super::{batch, context::Context, error::Error, spelling};
use crate::gloss::{Facts, Gloss, Query, Schema, schema::is_of_kind};

/// A name, and whether a gloss was seen that has it.
type SeenName<'q> = (&'q String, AtomicBool);

/// The names in a condition, of which glosses are looked through on all cores.
pub struct ConditionNames<'q> {
    kinds: Vec<SeenName<'q>>,
    attributes: Vec<SeenName<'q>>,
}

impl<'q> ConditionNames<'q> {
    /// The names in this condition.
    pub fn of(query: &'q Query) -> Self {
        let unseen = |name| (name, AtomicBool::default());
        Self {
            kinds: query.kinds().map(unseen).collect(),
            attributes: query.attributes().map(unseen).collect(),
        }
    }

    /// Whether the condition has no names.
    pub fn is_empty(&self) -> bool {
        self.kinds.is_empty() && self.attributes.is_empty()
    }

    /// Notes the names that a gloss has.
    pub fn look(&self, gloss: &Gloss) {
        for (_, is_seen) in self.kinds.iter().filter(|(kind, _)| is_of_kind(&gloss.tag, kind)) {
            is_seen.store(true, Ordering::Relaxed);
        }
        for (_, is_seen) in self.attributes.iter().filter(|(name, _)| gloss.attributes.get(name).is_some()) {
            is_seen.store(true, Ordering::Relaxed);
        }
    }

    /// Whether the schemas of these documents have all names, so that none needs to be looked for in glosses.
    pub fn are_in_schemas(&self, documents: &[PathBuf], context: &Context) -> bool {
        let kinds = batch::unknown(&names(&self.kinds), documents, context, Schema::has_kind);
        let attributes = batch::unknown(&names(&self.attributes), documents, context, has_attribute);
        matches!((kinds, attributes), (Ok(None), Ok(None)))
    }

    /// Fails if a kind is that of no gloss that was looked at, and of no schema of the documents.
    pub fn check_kinds(&self, documents: &[PathBuf], context: &Context) -> Result<(), Error> {
        let Some(kind) = batch::unknown(&unseen(&self.kinds), documents, context, Schema::has_kind)? else {
            return Ok(());
        };
        let known = names_in_schemas(documents, context, |schema| {
            schema.kinds.iter().map(|kind| kind.name.clone()).collect()
        })?;
        let known = spelling::nearest_first(kind, known.iter().map(String::as_str));
        let what = format!("there is no kind “{kind}”; there is {known}");
        Err(Error::usage(what).hint("`gloss schema` says what each of them is"))
    }

    /// The attributes that no gloss has which was looked at.
    pub fn unseen_attributes(&self) -> Vec<&'q String> {
        unseen(&self.attributes)
    }
}

/// Fails if one of these attributes, which no gloss has, is in no schema of the documents either.
pub fn check_attributes(
    attributes: &[&String],
    documents: &[PathBuf],
    context: &Context,
) -> Result<(), Error> {
    let Some(name) = batch::unknown(attributes, documents, context, has_attribute)? else { return Ok(()) };
    let mut known = names_in_schemas(documents, context, |schema| {
        let attributes = schema.kinds.iter().flat_map(|kind| &kind.attributes);
        attributes.map(|attribute| attribute.name.clone()).collect()
    })?;
    known.extend(Facts::names().map(str::to_owned));
    let known = spelling::nearest_first(name, known.iter().map(String::as_str));
    Err(Error::usage(format!("nothing is called “{name}”, of these glosses or in a schema"))
        .hint(format!("there is {known}")))
}

fn names<'q>(all: &[SeenName<'q>]) -> Vec<&'q String> {
    all.iter().map(|(name, _)| *name).collect()
}

fn unseen<'q>(all: &[SeenName<'q>]) -> Vec<&'q String> {
    all.iter().filter(|(_, is_seen)| !is_seen.load(Ordering::Relaxed)).map(|(name, _)| *name).collect()
}

/// Whether a kind of the schema has an attribute that conditions call this.
fn has_attribute(schema: &Schema, name: &str) -> bool {
    let name = Facts::attribute(name).unwrap_or(name);
    schema.kinds.iter().flat_map(|kind| &kind.attributes).any(|attribute| attribute.name == name)
}

/// What the schemas of these documents have of something, each name once, in alphabetical order.
fn names_in_schemas(
    documents: &[PathBuf],
    context: &Context,
    names: impl Fn(&Schema) -> Vec<String>,
) -> Result<BTreeSet<String>, Error> {
    let folders: BTreeSet<&Path> = documents.iter().filter_map(|path| path.parent()).collect();
    let mut all = BTreeSet::new();
    for folder in folders {
        all.extend(names(&*context.host.schemas.of_folder(folder)?));
    }
    Ok(all)
}
