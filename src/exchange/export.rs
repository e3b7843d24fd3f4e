//! The documents that formats write.

use std::{borrow::Cow, collections::HashMap, sync::Arc};

use super::{DocumentRecord, add_used};
use crate::{
    anchor,
    gloss::{Citation, Gloss, Id, Link, Placed, Schema},
    source::{Metadata, Rendering, SourcePlace},
    text::{Span, Text, structure::LocatorKind},
};

/// A document with its glosses.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Export {
    /// Its name: the path of its file from the folder that is exported, with `/` between the parts.
    pub name: String,
    /// The coder whose sidecar has these glosses; none for the sidecar that is no coder's.
    pub coder: Option<String>,
    /// What the file that it was imported from says of it.
    pub record: DocumentRecord,
    /// Its title.
    pub title: String,
    /// What it says of itself, or a person in its sidecar.
    pub metadata: Metadata,
    /// Its text.
    pub text: Text,
    /// The record of how the text was made of the document; none for plain text.
    pub rendering: Option<Arc<Rendering>>,
    /// Its glosses, in the document's order.
    pub glosses: Vec<Placed>,
    /// The schema of the document.
    pub schema: Arc<Schema>,
    /// Whether the glosses were recorded in exactly this text, so that those in place need not be recorded again; at
    /// most the text around their words is taken from it.
    pub is_recorded: bool,
}

impl Export {
    /// A plain text of this name, which is its title, too, with its glosses in their places.
    pub fn new(
        name: impl Into<String>,
        text: Text,
        glosses: impl IntoIterator<Item = Placed>,
        schema: Arc<Schema>,
    ) -> Self {
        let (name, glosses) = (name.into(), glosses.into_iter().collect());
        let (title, coder, record) = (name.clone(), None, DocumentRecord::default());
        let (metadata, rendering) = (Metadata::default(), None);
        Self { name, coder, record, title, metadata, text, rendering, glosses, schema, is_recorded: false }
    }

    /// The coder whose sidecar has the glosses, for a column of coders; empty for the sidecar that is no coder's.
    pub fn coder_name(&self) -> &str {
        self.coder.as_deref().unwrap_or_default()
    }

    /// The name, with the coder like that of their sidecar: `talks.txt.anna`.
    pub fn coded_name(&self) -> String {
        match &self.coder {
            Some(coder) => format!("{}.{coder}", self.name),
            None => self.name.clone(),
        }
    }

    /// The whole text.
    pub fn whole(&self) -> Cow<'_, str> {
        match self.text.as_str() {
            Some(text) => Cow::Borrowed(text),
            None => Cow::Owned(self.text.quote(self.text.span())),
        }
    }

    /// Whether the first paragraph is the title, so that a page needs no other.
    pub fn has_title(&self) -> bool {
        let first = self.text.next_paragraph(0);
        first.is_some_and(|first| self.text.quote(first).trim() == self.title.trim())
    }

    /// Who wrote it, when and where it was published, on one line; `None` if nothing of that is known.
    pub fn byline(&self) -> Option<String> {
        let Metadata { author, published, site, url, .. } = &self.metadata;
        let known: Vec<&str> =
            author.iter().chain(published).chain(site).chain(url).map(String::as_str).collect();
        (!known.is_empty()).then(|| known.join(", "))
    }

    /// The glosses that have a place in the text.
    pub fn in_place(&self) -> impl Iterator<Item = &Placed> {
        self.glosses.iter().filter(|placed| !placed.place.spans.is_empty())
    }

    /// The schema with the additions that the document's glosses need.
    pub fn schema_in_use(&self) -> Schema {
        let mut schema = Schema::clone(&self.schema);
        add_used(&mut schema, self);
        schema
    }

    /// A gloss's number among those of the document, from 0.
    pub fn numbers(&self) -> HashMap<&Id, usize> {
        self.glosses.iter().enumerate().map(|(number, placed)| (&placed.gloss.id, number)).collect()
    }

    /// A gloss as the sidecar would have it, recorded where it stands now; an orphan as it was recorded.
    pub fn recorded<'a>(&self, placed: &'a Placed) -> Cow<'a, Gloss> {
        if placed.place.spans.is_empty() {
            return Cow::Borrowed(&placed.gloss);
        }
        if self.is_recorded {
            let place = |at: usize, _: &_| placed.place.spans.get(at).copied();
            return anchor::with_context(&self.text, &placed.gloss, place);
        }
        Cow::Owned(anchor::recorded_here(&self.text, placed))
    }

    /// The paragraph that a gloss begins in, from 1; none for an orphan.
    pub fn paragraph(&self, placed: &Placed) -> Option<usize> {
        placed.place.hull().map(|hull| self.text.paragraphs_before(hull.start + 1))
    }

    /// The locators of a gloss, where it stands now.
    pub fn citation(&self, placed: &Placed) -> Citation {
        placed.citation(self.text.structure())
    }

    /// The line and the column of the document's source at which a gloss begins, both from 1, if its reader maps the text to a source.
    pub fn source_position(&self, placed: &Placed) -> Option<(usize, usize)> {
        let map = &self.rendering.as_deref()?.source_map;
        map.line_and_column(self.text.as_str()?, placed.place.hull()?.start)
    }

    /// The places in the document's source of the spans of all glosses, one after the other, as far as programs for its format can find
    /// them. It takes as long as reading the document does.
    pub fn places_in_source(&self) -> Vec<Option<SourcePlace>> {
        let spans: Vec<Span> = self.glosses.iter().flat_map(|placed| placed.place.spans.clone()).collect();
        match (self.rendering.as_deref(), self.text.as_str()) {
            (Some(rendering), Some(text)) => rendering.places_in_source(text, &spans),
            _ => vec![None; spans.len()],
        }
    }

    /// The place of a gloss as people cite it, with the number of its paragraph if nothing else is exact; empty for an orphan of
    /// which nothing is recorded.
    pub fn cited_place(&self, placed: &Placed) -> String {
        self.citation_beside_attributes(placed).whole_place(self.paragraph(placed))
    }

    /// The locators of a gloss, without the person if its attributes name them already.
    pub fn citation_beside_attributes(&self, placed: &Placed) -> Citation {
        let citation = self.citation(placed);
        let by = citation.label(LocatorKind::By);
        let is_said =
            placed.gloss.attributes.iter().any(|(_, value)| by.is_some_and(|by| value.to_string() == by));
        if is_said { citation.without(LocatorKind::By) } else { citation }
    }
}

/// The glosses of a document by their ids, for the targets of links.
pub struct Targets<'a>(HashMap<&'a Id, &'a Gloss>);

impl<'a> Targets<'a> {
    /// The glosses of `export`; of two with the same id the first.
    pub fn of(export: &'a Export) -> Self {
        Self(export.glosses.iter().rev().map(|placed| (&placed.gloss.id, &placed.gloss)).collect())
    }

    /// The label of a link's target: all its words, or its id if it is missing.
    pub fn label(&self, link: &Link) -> String {
        self.0.get(&link.to).map_or_else(|| link.to.to_string(), |gloss| words(gloss))
    }
}

/// A gloss's words on one line.
pub fn words(gloss: &Gloss) -> String {
    gloss.exact().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The first words of a gloss, as a name for it in a list that is no text to be read.
pub fn first_words(gloss: &Gloss) -> String {
    let words = words(gloss);
    match words.char_indices().nth(40) {
        Some((end, _)) => format!("{}…", words.get(..end).unwrap_or_default()),
        None => words,
    }
}
