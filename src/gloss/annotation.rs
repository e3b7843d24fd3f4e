//! One gloss, as the sidecar has it.

use serde::{Deserialize, Serialize};

use super::{Attributes, Citation, Generator, GlossError, Id, Review, Selector};

/// A directed, typed relation to another gloss.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Link {
    /// The relation, by the schema's name: `contradicts`, `supports`, …
    #[serde(rename = "as")]
    pub role: String,
    /// The gloss it points to; it may be missing from the set.
    pub to: Id,
}

/// A gloss: a tag on one or more spans of a document, with attributes, links, a note and other fields.
///
/// Each field has a row in the table of [`fields`](super::fields), from which files and formats are made. A gloss holds
/// what a file does. Its position in the current text is a [`Place`](super::Place), which [`anchor`](crate::anchor)
/// finds.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Gloss {
    /// Unique across machines.
    pub id: Id,
    /// The kind, by the schema's name: `claim`, `quote`, …
    pub tag: String,
    /// The attributes: those that the schema has for this kind, and any others in the file.
    #[serde(default, skip_serializing_if = "Attributes::is_empty")]
    pub attributes: Attributes,
    /// The spans as recorded: at least one, ascending, not overlapping.
    #[serde(rename = "spans")]
    pub selectors: Vec<Selector>,
    /// The place as people cite it, as recorded.
    #[serde(default, skip_serializing_if = "Citation::is_empty")]
    pub locator: Citation,
    /// Relations to other glosses, in the order in which they were made.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub links: Vec<Link>,
    /// Free text, possibly of several lines.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// The person who made it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub creator: Option<String>,
    /// The time when it was made: RFC 3339, in UTC.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub created: Option<String>,
    /// The time when it was last changed: RFC 3339, in UTC.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub modified: Option<String>,
    /// The program that made it, if a suggestion was accepted or coders were compared.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub generator: Option<Generator>,
    /// The reasons for a person to look at it: what a merge or an import could not decide.
    #[serde(default, skip_serializing_if = "Review::is_empty")]
    pub review: Review,
    /// Whether a person has decided that it has no place in the text any more, so that none is searched for.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub orphaned: bool,
}

impl Gloss {
    /// A gloss of this kind on these spans, with all other fields empty.
    pub fn new(id: Id, tag: impl Into<String>, selectors: Vec<Selector>) -> Self {
        Self { id, tag: tag.into(), selectors, ..Self::default() }
    }

    /// This gloss as recorded at the same position as `other`, which stands on the same words.
    #[must_use]
    pub fn with_position_of(&self, other: &Self) -> Self {
        Self { selectors: other.selectors.clone(), locator: other.locator.clone(), ..self.clone() }
    }

    /// Checks that a file can hold it and that it is read back the same; the error says why not.
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

    /// Whether it was chosen from several coders' versions in a comparison, according to its generator.
    pub fn is_outcome(&self) -> bool {
        self.generator.as_ref().is_some_and(Generator::is_comparison)
    }

    /// The texts of the spans, joined by ` … ` if there are several.
    pub fn exact(&self) -> String {
        self.selectors.iter().map(|s| s.exact.as_str()).collect::<Vec<_>>().join(" … ")
    }
}
