//! Reading the glosses of documents, as a list needs them: the documents themselves are read only where that is asked for.

use super::{Error, RecordedGlosses};
use crate::{
    anchor,
    corpus::Member,
    gloss::{Facts, Gloss, Glosses, Placed, Query, State},
    sidecar::{Sidecar, StateFolder},
    source::{Document, Readers},
    text::Text,
};

/// A gloss in a list.
#[derive(Clone, Debug)]
pub struct ListedGloss {
    /// The gloss; its selectors are as they are now, where its place was looked for.
    pub gloss: Gloss,
    /// Whose sidecar it is in, where it is a coder's own.
    pub coder: Option<String>,
    /// Where it stands, if that was looked for.
    pub place: Option<(State, Option<usize>)>,
}

impl ListedGloss {
    /// What is known of it; `file` is its document.
    pub fn facts<'a>(&'a self, file: &'a str) -> Facts<'a> {
        let state = self.place.map(|(state, _)| state);
        Facts { gloss: &self.gloss, file, coder: self.coder.as_deref(), state }
    }
}

/// A reader of the glosses that a query asks for.
#[derive(Debug)]
pub struct GlossReader<'a> {
    /// Which glosses.
    pub query: &'a Query,
    /// Whether their states are told, and the paragraphs that they begin in.
    pub places: bool,
    /// Where old texts are kept.
    pub state: Option<StateFolder>,
    /// What makes the texts of documents.
    pub readers: Readers,
}

impl GlossReader<'_> {
    /// The glosses that are asked for, sidecar by sidecar, in the document's order. `each` is shown every gloss, asked for
    /// or not.
    pub fn read(&self, member: &Member, each: &dyn Fn(&Gloss)) -> Result<Vec<ListedGloss>, Error> {
        let file = member.path.to_string_lossy();
        let mut entries = Vec::new();
        let mut document = None;
        for (coder, path) in &member.sidecars {
            let sidecar = Sidecar::open(path.clone())?;
            sidecar.glosses().for_each(each);
            let takes = |gloss: &Gloss, state| {
                self.query.takes(&Facts { gloss, file: &file, coder: coder.as_deref(), state })
            };
            if !sidecar.glosses().any(|gloss| takes(gloss, None)) {
                continue;
            }
            if !self.places && !self.query.mentions("state") {
                let wanted = sidecar.into_glosses().into_iter().filter(|gloss| takes(gloss, None));
                entries.extend(wanted.map(|gloss| ListedGloss { gloss, coder: coder.clone(), place: None }));
                continue;
            }
            let document = match &mut document {
                Some(document) => document,
                none => none.insert(self.readers.open(&member.path)?),
            };
            let found = self.locate(document, sidecar).into_iter();
            let wanted = found.filter(|placed| takes(&placed.gloss, Some(placed.place.state))).collect();
            entries.extend(in_place(&document.text, wanted, coder.as_deref()));
        }
        Ok(entries)
    }

    fn locate(&self, document: &Document, sidecar: Sidecar) -> Glosses {
        let source = sidecar.source().unwrap_or_default();
        let (document, state) = (document.clone(), self.state.clone());
        RecordedGlosses { document, source, glosses: sidecar.into_glosses(), state }.locate()
    }
}

/// Glosses in the document's order, with where they stand.
fn in_place(text: &Text, placed: Vec<Placed>, coder: Option<&str>) -> impl Iterator<Item = ListedGloss> {
    // Those without a place come last.
    let starts = placed.iter().filter_map(|placed| Some(placed.place.hull()?.start));
    let mut paragraphs = text.paragraphs_at(starts).into_iter();
    placed.into_iter().map(move |Placed { mut gloss, place }| {
        let paragraph = if place.spans.is_empty() { None } else { paragraphs.next() };
        // What has not changed stands as it was recorded.
        if place.state != State::Unchanged && !place.spans.is_empty() {
            gloss.selectors = anchor::selectors(text, &place.spans);
        }
        ListedGloss { gloss, coder: coder.map(str::to_owned), place: Some((place.state, paragraph)) }
    })
}
