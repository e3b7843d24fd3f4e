//! The one table of a gloss's fields. Sidecars, merges, queries, other formats and differences are made from it: a new field
//! is one in [`Gloss`] and a row here.

mod access;

use std::fmt;

use super::{Gloss, Tree};

/// A field of a gloss.
#[derive(Debug)]
pub struct Field {
    /// Its key in a sidecar, and its name everywhere else.
    pub name: &'static str,
    /// What its values are, and where the gloss has them.
    pub shape: Shape,
    /// What comes of two values in a merge.
    pub merge: Rule,
    /// What a format must be able to carry for it; none for what every format carries.
    pub feature: Option<Feature>,
}

/// What the values of a field are.
#[derive(Debug)]
pub enum Shape {
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
    /// Yes, or nothing.
    Flag(Slot<bool>),
    /// A list, a table, or a list of tables.
    Structured(TreeSlot),
}

/// Where a gloss has a value.
#[derive(Debug)]
pub struct Slot<T: 'static> {
    /// The value.
    pub get: fn(&Gloss) -> &T,
    /// The value, to be changed.
    pub get_mut: fn(&mut Gloss) -> &mut T,
}

/// Where a gloss has a structured value, by way of its [`Tree`].
#[derive(Debug)]
pub struct TreeSlot {
    /// The value; none where it is missing.
    pub get: fn(&Gloss) -> Option<Tree>,
    /// Sets the value, or takes it out; whether it could be read.
    pub set: fn(&mut Gloss, Option<Tree>) -> bool,
    /// What it says to a person, in parts.
    pub sentences: fn(&Gloss) -> Vec<String>,
    /// Whether two glosses have the same value.
    pub same: fn(&Gloss, &Gloss) -> bool,
}

/// A value that is written as a [`Tree`].
pub trait Structured: Sized {
    /// The value; none where it is missing.
    fn to_tree(&self) -> Option<Tree>;
    /// The value that a file has, if it can be read.
    fn from_tree(tree: Tree) -> Option<Self>;
    /// What it says to a person, in parts.
    fn sentences(&self) -> Vec<String>;
}

/// What comes of a field that both sides of a merge may have changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Rule {
    /// It is the same on both sides.
    Same,
    /// The changed value; of two different ones neither, which is a conflict.
    Either,
    /// Each named value by itself, as with [`Either`](Self::Either).
    EachName,
    /// Spans are their words, wherever they stand in a document that was edited.
    Words,
    /// What both have, and what either has added; what either has taken out is gone.
    Union,
    /// As with [`Either`](Self::Either), but what both wrote below a text stands below it, one after the other.
    Below,
    /// The earlier one.
    First,
    /// The later one.
    Last,
}

/// Something that glosses have and a format may be unable to carry: its name, in the plural. Kinds and spans every format
/// carries.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Feature(pub &'static str);

impl Feature {
    /// Glosses that share some of their words.
    pub const OVERLAP: Self = Self("overlaps");
    /// Glosses of several spans.
    pub const SPLIT: Self = Self("split spans");
    /// Glosses without a place in the text.
    pub const ORPHANS: Self = Self("orphans");
    /// Attributes with their values.
    pub const ATTRIBUTES: Self = Self("attributes");
    /// Links between glosses.
    pub const LINKS: Self = Self("links");
    /// Notes.
    pub const NOTES: Self = Self("notes");
    /// Who made a gloss.
    pub const CODERS: Self = Self("coders");
    /// When it was made, and changed.
    pub const DATES: Self = Self("dates");
    /// The program that made it.
    pub const GENERATORS: Self = Self("generators");

    /// All of them: those of the text first, then those of the fields.
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
        f.write_str(self.0)
    }
}

/// Where a field of the gloss is.
macro_rules! slot {
    ($field:ident) => {
        Slot { get: |gloss| &gloss.$field, get_mut: |gloss| &mut gloss.$field }
    };
}

/// Where a field of the gloss is that is written as a [`Tree`].
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

const fn row(name: &'static str, shape: Shape, merge: Rule, feature: Option<Feature>) -> Field {
    Field { name, shape, merge, feature }
}

/// Every field, in the order in which a sidecar has them.
pub const FIELDS: &[Field] = &[
    row("id", Shape::Id, Rule::Same, None),
    row("tag", Shape::Tag, Rule::Either, None),
    row("attributes", Shape::Attributes, Rule::EachName, Some(Feature::ATTRIBUTES)),
    row("spans", Shape::Spans, Rule::Words, None),
    row("links", Shape::Links, Rule::Union, Some(Feature::LINKS)),
    row("note", Shape::Text(slot!(note)), Rule::Below, Some(Feature::NOTES)),
    row("creator", Shape::Text(slot!(creator)), Rule::Either, Some(Feature::CODERS)),
    // The first time it was made and the last time it was changed are true of both sides.
    row("created", Shape::Time(slot!(created)), Rule::First, Some(Feature::DATES)),
    row("modified", Shape::Time(slot!(modified)), Rule::Last, Some(Feature::DATES)),
    row("generator", Shape::Structured(tree!(generator)), Rule::Either, Some(Feature::GENERATORS)),
    row("review", Shape::Structured(tree!(review)), Rule::Union, Some(Feature("reviews"))),
    row("orphaned", Shape::Flag(slot!(orphaned)), Rule::Either, Some(Feature("settled orphans"))),
];

/// The field of this name.
pub fn field(name: &str) -> Option<&'static Field> {
    FIELDS.iter().find(|field| field.name == name)
}

/// The fields beside the id, the kind, the attributes, the spans and the links: what is said of a gloss as a whole.
pub fn metadata() -> impl Iterator<Item = &'static Field> {
    FIELDS.iter().filter(|field| field.is_metadata())
}
