//! Reading the glosses of documents for a list. The documents themselves are read only if places are asked for.

use std::sync::Arc;

use super::{Error, RecordedGlosses, notices};
use crate::{
    anchor,
    corpus::Member,
    gloss::{Attributes, Facts, Gloss, Placed, Query, State, Value, query},
    sidecar::{Sidecar, StateFolder},
    source::{Document, Metadata, MetadataField, Readers},
};

/// A gloss in a list.
#[derive(Clone, Debug)]
pub struct ListedGloss {
    /// The gloss; if it was placed, its selectors are those of its current place.
    pub gloss: Gloss,
    /// The coder to whom its sidecar belongs, if any.
    pub coder: Option<String>,
    /// Its place, if that was searched for.
    pub place: Option<ListedPlace>,
    /// The metadata of its document by their names.
    pub source: Arc<Attributes>,
}

/// The place of a gloss in a list. What people cite it by is in the gloss.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ListedPlace {
    /// How sure the place is.
    pub state: State,
    /// The number of the paragraph in which it starts; none for an orphan.
    pub paragraph: Option<usize>,
    /// The line and the column of the source at which it starts, both from 1, where the text was made of a source that has lines.
    pub source: Option<(usize, usize)>,
}

impl ListedGloss {
    /// The facts that queries and counts use; `file` is the name of its document.
    pub fn facts<'a>(&'a self, file: &'a str) -> Facts<'a> {
        let state = self.place.map(|place| place.state);
        Facts { gloss: &self.gloss, file, coder: self.coder.as_deref(), state, source: Some(&self.source) }
    }
}

/// A reader of the glosses that match a query.
pub struct GlossReader<'a> {
    /// The condition that glosses must meet.
    pub query: &'a Query,
    /// Whether glosses are placed, to tell their states and paragraphs.
    pub places: bool,
    /// The state folder, in which old texts are kept.
    pub state: Option<StateFolder>,
    /// The readers that turn files into texts.
    pub readers: Readers,
    /// Called with a line on each sidecar in which annotations can't be used.
    pub unread: &'a (dyn Fn(String) + Sync),
}

impl GlossReader<'_> {
    /// The matching glosses of each sidecar in turn, in document order. `each` is called for every gloss, matching or
    /// not.
    pub fn read(&self, member: &Member, each: &dyn Fn(&Gloss)) -> Result<Vec<ListedGloss>, Error> {
        let file = member.path.to_string_lossy();
        let mut entries = Vec::new();
        let mut document = None;
        for (coder, _) in &member.sidecars {
            let sidecar = Sidecar::beside(&member.path, coder.as_deref())?;
            notices::of_unread(&sidecar).into_iter().for_each(self.unread);
            sidecar.glosses().for_each(each);
            let coder = coder.as_deref();
            let takes = |gloss: &Gloss, state, source| {
                self.query.takes(&Facts { gloss, file: &file, coder, state, source })
            };
            if !sidecar.glosses().any(|gloss| takes(gloss, None, None)) {
                continue;
            }
            let mut metadata = sidecar.source().unwrap_or_default().metadata;
            let is_placed = self.places || self.query.names().any(query::is_of_place);
            if is_placed || self.lacks(&metadata) {
                if document.is_none() {
                    document = Some(self.readers.open(&member.path)?);
                }
                let of_document = document.as_ref().and_then(Document::metadata);
                metadata = metadata.or(of_document.cloned().unwrap_or_default());
            }
            let source = Arc::new(by_name(&metadata));
            let Some(document) = document.as_ref().filter(|_| is_placed) else {
                let glosses = sidecar.into_glosses().into_iter();
                let wanted = glosses.filter(|gloss| takes(gloss, None, Some(&source)));
                let coder = coder.map(str::to_owned);
                entries.extend(wanted.map(|gloss| ListedGloss {
                    gloss,
                    coder: coder.clone(),
                    place: None,
                    source: source.clone(),
                }));
                continue;
            };
            let found = RecordedGlosses::of(document.clone(), sidecar, self.state.clone()).locate();
            let found = in_place(document, found.into_iter().collect(), coder, &source);
            entries.extend(found.filter(|listed| self.query.takes(&listed.facts(&file))));
        }
        Ok(entries)
    }

    /// Whether the query asks for metadata that are not among these, so that the document has to be asked.
    fn lacks(&self, metadata: &Metadata) -> bool {
        let asked = self.query.names().filter_map(|name| MetadataField::named(query::metadata_name(name)?));
        asked.into_iter().any(|field| metadata.values(field).is_empty())
    }
}

/// The metadata by their names; those of which there may be several as lists.
fn by_name(metadata: &Metadata) -> Attributes {
    let known = MetadataField::ALL.into_iter().filter_map(|field| {
        let values = metadata.values(field);
        let first = values.first()?.as_str();
        let value = if field.is_list() { Value::List(values.to_vec()) } else { first.into() };
        Some((field.name().to_owned(), value))
    });
    known.collect()
}

/// Placed glosses in document order.
fn in_place(
    document: &Document,
    placed: Vec<Placed>,
    coder: Option<&str>,
    source: &Arc<Attributes>,
) -> impl Iterator<Item = ListedGloss> {
    let text = &document.text;
    // Glosses without a place come last.
    let starts = placed.iter().filter_map(|placed| Some(placed.place.hull()?.start));
    let mut paragraphs = text.paragraphs_at(starts).into_iter();
    placed.into_iter().map(move |placed| {
        let locator = placed.citation(text.structure());
        let Placed { mut gloss, place } = placed;
        gloss.locator = locator;
        let position = place.hull().and_then(|hull| document.source_position(hull.start));
        let paragraph = if place.spans.is_empty() { None } else { paragraphs.next() };
        // An unchanged gloss still has the selectors that were recorded.
        if place.state != State::Unchanged && !place.spans.is_empty() {
            gloss.selectors = anchor::selectors(text, &place.spans);
        }
        let place = Some(ListedPlace { state: place.state, paragraph, source: position });
        ListedGloss { gloss, coder: coder.map(str::to_owned), place, source: source.clone() }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn conditions_know_the_metadata_by_their_names() {
        let named: Vec<&str> = Facts::names().filter_map(query::metadata_name).collect();
        assert!(MetadataField::ALL.into_iter().map(MetadataField::name).eq(named));
        let metadata =
            Metadata { title: Some("Talks".into()), author: vec!["Nell Ort".into()], ..Metadata::default() };
        let by_name = by_name(&metadata);
        assert_eq!(by_name.text("title"), Some("Talks"));
        assert_eq!(by_name.get("author"), Some(&Value::List(vec!["Nell Ort".into()])));
        assert_eq!(by_name.get("site"), None);
    }
}
