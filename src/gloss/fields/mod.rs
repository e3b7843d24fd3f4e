//! The table of a gloss's fields. Sidecars, merges, queries, other formats and differences are made from it: to add a
//! field, add one to [`Gloss`] and a row here.

mod access;

use std::fmt;

use super::{Gloss, Tree};

/// A field of a gloss.
#[derive(Debug)]
pub struct Field {
    /// Its key in a sidecar, and its name everywhere else.
    pub name: &'static str,
    /// The shape of its values, and access to them in a gloss.
    pub shape: FieldShape,
    /// The rule for two values in a merge.
    pub merge: MergeRule,
    /// The feature that a format needs to carry it; `None` for a field that every format carries.
    pub feature: Option<Feature>,
}

/// The shape of a field's values, with access to them in a gloss.
#[derive(Debug)]
pub enum FieldShape {
    /// [`Gloss::id`].
    Id,
    /// [`Gloss::tag`].
    Tag,
    /// [`Gloss::attributes`].
    Attributes,
    /// [`Gloss::selectors`].
    Spans,
    /// [`Gloss::links`].
    Links,
    /// A text of one or several lines.
    Text(Slot<Option<String>>),
    /// A date and time.
    Time(Slot<Option<String>>),
    /// A flag that is set or missing.
    Flag(Slot<bool>),
    /// A list, a table, or a list of tables.
    Structured(TreeSlot),
}

/// Access to a value in a gloss.
#[derive(Debug)]
pub struct Slot<T: 'static> {
    /// Borrows the value.
    pub get: fn(&Gloss) -> &T,
    /// Borrows the value mutably.
    pub get_mut: fn(&mut Gloss) -> &mut T,
}

/// Access to a structured value in a gloss, as a [`Tree`].
#[derive(Debug)]
pub struct TreeSlot {
    /// Returns the value; `None` if it is missing.
    pub get: fn(&Gloss) -> Option<Tree>,
    /// Sets the value, or removes it; returns whether it could be read.
    pub set: fn(&mut Gloss, Option<Tree>) -> bool,
    /// Returns the value as a person reads it, in parts.
    pub sentences: fn(&Gloss) -> Vec<String>,
    /// Whether two glosses have the same value.
    pub same: fn(&Gloss, &Gloss) -> bool,
}

/// A value that is written as a [`Tree`].
pub trait Structured: Sized {
    /// The value as a tree; `None` if it is missing.
    fn to_tree(&self) -> Option<Tree>;
    /// The value that a file has; `None` if it can't be read.
    fn from_tree(tree: Tree) -> Option<Self>;
    /// The value as a person reads it, in parts.
    fn sentences(&self) -> Vec<String>;
}

/// The rule for a field that both sides of a merge may have changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MergeRule {
    /// It is the same on both sides.
    Same,
    /// The changed value is taken; two different changes are a conflict.
    Either,
    /// Each named value is merged by itself, as with [`Either`](Self::Either).
    EachName,
    /// Spans are compared by their words, wherever those are in a document that was edited.
    Words,
    /// The items that both sides have and those that either has added are kept; those that either has removed are gone.
    Union,
    /// As with [`Either`](Self::Either), but if both sides added text below the old text, both additions are kept, one
    /// after the other.
    Append,
    /// The earlier value is taken.
    Earliest,
    /// The later value is taken.
    Latest,
    /// A changed value is taken. It follows from the text and is written anew with the next save, so that two different changes are
    /// no conflict.
    Renewed,
}

/// Something that glosses have and a format may be unable to carry. Kinds and spans every format carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Feature {
    /// The name in the plural, as tables and counts have it.
    pub plural: &'static str,
    /// The name of a single one, for a count of 1.
    pub singular: &'static str,
}

impl Feature {
    /// Glosses that share some of their words.
    pub const OVERLAP: Self = Self::new("overlap", "overlaps");
    /// Glosses of several spans.
    pub const SPLIT: Self = Self::new("split span", "split spans");
    /// Glosses without a place in the text.
    pub const ORPHANS: Self = Self::new("orphan", "orphans");
    /// Places as people cite them.
    pub const LOCATORS: Self = Self::new("locator", "locators");
    /// Attributes with their values.
    pub const ATTRIBUTES: Self = Self::new("attribute", "attributes");
    /// Links between glosses.
    pub const LINKS: Self = Self::new("link", "links");
    /// Notes.
    pub const NOTES: Self = Self::new("note", "notes");
    /// The persons who made glosses.
    pub const CODERS: Self = Self::new("coder", "coders");
    /// The times when glosses were made and changed.
    pub const DATES: Self = Self::new("date", "dates");
    /// The programs that made glosses.
    pub const GENERATORS: Self = Self::new("generator", "generators");
    /// Reasons for a person to look at a gloss.
    pub const REVIEWS: Self = Self::new("review", "reviews");
    /// Decisions that a gloss has no place any more.
    pub const SETTLED_ORPHANS: Self = Self::new("settled orphan", "settled orphans");

    const fn new(singular: &'static str, plural: &'static str) -> Self {
        Self { plural, singular }
    }

    /// All features: those of the text first, then those of the fields.
    pub fn all() -> impl Iterator<Item = Self> {
        let fields = FIELDS.iter().enumerate();
        let is_new = |at: usize, feature| FIELDS[..at].iter().all(|field| field.feature != Some(feature));
        let fields =
            fields.filter_map(move |(at, field)| field.feature.filter(|&feature| is_new(at, feature)));
        [Self::OVERLAP, Self::SPLIT, Self::ORPHANS].into_iter().chain(fields)
    }
}

impl fmt::Display for Feature {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.plural)
    }
}

/// The access to a field of the gloss.
macro_rules! slot {
    ($field:ident) => {
        Slot { get: |gloss| &gloss.$field, get_mut: |gloss| &mut gloss.$field }
    };
}

/// The access to a field of the gloss that is written as a [`Tree`].
macro_rules! tree {
    ($field:ident) => {
        TreeSlot {
            get: |gloss| gloss.$field.to_tree(),
            set: |gloss, tree| {
                let value = match tree {
                    Some(tree) => Structured::from_tree(tree),
                    None => Some(Default::default()),
                };
                value.map(|value| gloss.$field = value).is_some()
            },
            sentences: |gloss| gloss.$field.sentences(),
            same: |one, other| one.$field == other.$field,
        }
    };
}

const fn row(name: &'static str, shape: FieldShape, merge: MergeRule, feature: Option<Feature>) -> Field {
    Field { name, shape, merge, feature }
}

/// Every field, in the order in which a sidecar has them.
pub const FIELDS: &[Field] = &[
    row("id", FieldShape::Id, MergeRule::Same, None),
    row("tag", FieldShape::Tag, MergeRule::Either, None),
    row("attributes", FieldShape::Attributes, MergeRule::EachName, Some(Feature::ATTRIBUTES)),
    row("spans", FieldShape::Spans, MergeRule::Words, None),
    row("locator", FieldShape::Structured(tree!(locator)), MergeRule::Renewed, Some(Feature::LOCATORS)),
    row("links", FieldShape::Links, MergeRule::Union, Some(Feature::LINKS)),
    row("note", FieldShape::Text(slot!(note)), MergeRule::Append, Some(Feature::NOTES)),
    row("creator", FieldShape::Text(slot!(creator)), MergeRule::Either, Some(Feature::CODERS)),
    // The earliest time of making and the latest time of changing are right for both sides.
    row("created", FieldShape::Time(slot!(created)), MergeRule::Earliest, Some(Feature::DATES)),
    row("modified", FieldShape::Time(slot!(modified)), MergeRule::Latest, Some(Feature::DATES)),
    row("generator", FieldShape::Structured(tree!(generator)), MergeRule::Either, Some(Feature::GENERATORS)),
    row("review", FieldShape::Structured(tree!(review)), MergeRule::Union, Some(Feature::REVIEWS)),
    row("orphaned", FieldShape::Flag(slot!(orphaned)), MergeRule::Either, Some(Feature::SETTLED_ORPHANS)),
];

/// The field of this name.
pub fn field(name: &str) -> Option<&'static Field> {
    FIELDS.iter().find(|field| field.name == name)
}

/// The metadata: all fields but the id, the kind, the attributes, the spans and the links.
pub fn metadata() -> impl Iterator<Item = &'static Field> {
    FIELDS.iter().filter(|field| field.is_metadata())
}
