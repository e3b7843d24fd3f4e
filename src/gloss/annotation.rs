//! One gloss, as the sidecar has it.

use serde::{Deserialize, Serialize};

use super::{Attributes, Generator, GlossError, Id, Review, Selector};

/// A directed, typed relation to another gloss.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Link {
    /// The relation, by the schema's name: `contradicts`, `supports`, …
    #[serde(rename = "as")]
    pub role: String,
    /// The gloss it points to; it may be missing from the set.
    pub to: Id,
}

/// A tag on one or more spans of a document, with all that is said of them.
///
/// Each field has a row in the table of [`fields`](super::fields), from which files and formats are made. This is what a
/// file holds. Where the spans stand in the text at hand is a
/// [`Place`](super::Place), found by [`anchor`](crate::anchor).
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Gloss {
    /// Unique across machines.
    pub id: Id,
    /// The kind, by the schema's name: `claim`, `quote`, …
    pub tag: String,
    /// What the schema asks of this kind, and whatever else the file has.
    #[serde(default, skip_serializing_if = "Attributes::is_empty")]
    pub attributes: Attributes,
    /// The spans as recorded: at least one, ascending, not overlapping.
    #[serde(rename = "spans")]
    pub selectors: Vec<Selector>,
    /// Relations to other glosses, in the order in which they were made.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<Link>,
    /// Free text, possibly of several lines.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Who made it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub creator: Option<String>,
    /// When it was made: RFC 3339, in UTC.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub created: Option<String>,
    /// When it was last changed: RFC 3339, in UTC.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub modified: Option<String>,
    /// The program that made it, where a suggestion was accepted or coders were compared.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub generator: Option<Generator>,
    /// Why a person should look at it: what a merge or an import could not settle.
    #[serde(default, skip_serializing_if = "Review::is_empty")]
    pub review: Review,
    /// Whether a person has decided that it has no place in the text any more: none is looked for.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub orphaned: bool,
}

impl Gloss {
    /// A gloss of this kind on these spans, and nothing else.
    pub fn new(id: Id, tag: impl Into<String>, selectors: Vec<Selector>) -> Self {
        Self { id, tag: tag.into(), selectors, ..Self::default() }
    }

    /// Whether a file can hold it, so that it is read back; if not, why.
    pub fn check(&self) -> Result<(), GlossError> {
        self.id.check().map_err(GlossError::Id)?;
        if self.tag.is_empty() {
            return Err(GlossError::NoTag);
        }
        if self.selectors.is_empty() {
            return Err(GlossError::NoSpans);
        }
        self.selectors.iter().try_for_each(Selector::check)?;
        if self.selectors.windows(2).any(|pair| pair[1].start < pair[0].end) {
            return Err(GlossError::Order);
        }
        self.links.iter().try_for_each(|link| link.to.check().map_err(GlossError::Link))
    }

    /// The recorded start of the first span, in code points: the file's order.
    pub fn start(&self) -> usize {
        self.selectors.first().map_or(0, |s| s.start)
    }

    /// Whether it was taken in a comparison from what several coders made, as its generator tells.
    pub fn is_outcome(&self) -> bool {
        self.generator.as_ref().is_some_and(Generator::is_comparison)
    }

    /// The spans' texts, joined by ` … ` where there are several.
    pub fn exact(&self) -> String {
        self.selectors.iter().map(|s| s.exact.as_str()).collect::<Vec<_>>().join(" … ")
    }
}
