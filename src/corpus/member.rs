//! What the sidecars of one document say, as a list needs it: the document itself is read only where that is asked for.

use std::fmt;

use super::{Finder, Member};
use crate::{
    anchor,
    gloss::{Facts, Gloss, Placed, Query, State},
    sidecar::{self, Sidecar, StateFolder},
    source::{self, Document},
    text::Span,
};

/// A gloss in a list.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The gloss; its selectors are as they are now, where its place was looked for.
    pub gloss: Gloss,
    /// Whose sidecar it is in, where it is a coder's own.
    pub coder: Option<String>,
    /// Where it stands, if that was looked for.
    pub place: Option<(State, Option<usize>)>,
}

impl Entry {
    /// What is known of it; `file` is its document.
    pub fn facts<'a>(&'a self, file: &'a str) -> Facts<'a> {
        let state = self.place.map(|(state, _)| state);
        Facts { gloss: &self.gloss, file, coder: self.coder.as_deref(), state }
    }
}

/// Why a document can't be read, or its glosses.
#[derive(Debug)]
pub enum Error {
    /// The document.
    Source(source::Error),
    /// A sidecar.
    Sidecar(sidecar::Error),
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Source(error) => error.fmt(f),
            Self::Sidecar(error) => error.fmt(f),
        }
    }
}

/// What is read of documents.
pub struct Reader<'a> {
    /// Which glosses.
    pub query: &'a Query,
    /// Whether it is told where they stand: their states, and the paragraphs they begin in.
    pub places: bool,
    /// Where old texts are kept.
    pub state: Option<StateFolder>,
}

impl Reader<'_> {
    /// The glosses that are asked for, sidecar by sidecar, in the document's order. `each` is shown every gloss, asked for
    /// or not.
    pub fn read(&self, member: &Member, each: &dyn Fn(&Gloss)) -> Result<Vec<Entry>, Error> {
        let file = member.path.to_string_lossy();
        let mut entries = Vec::new();
        let mut document = None;
        for (coder, path) in &member.sidecars {
            let sidecar = Sidecar::open(path.clone()).map_err(Error::Sidecar)?;
            let coder = coder.as_deref();
            let takes = |gloss: &Gloss, state| self.query.takes(&Facts { gloss, file: &file, coder, state });
            sidecar.glosses().for_each(each);
            let wanted = sidecar.glosses().filter(|gloss| takes(gloss, None));
            if !self.places && !self.query.mentions("state") {
                let entry = |gloss: &Gloss| Entry {
                    gloss: gloss.clone(),
                    coder: coder.map(str::to_owned),
                    place: None,
                };
                entries.extend(wanted.map(entry));
            } else if wanted.count() > 0 {
                if document.is_none() {
                    document = Some(source::open(&member.path).map_err(Error::Source)?);
                }
                if let Some(document) = &document {
                    let found = self.find(document, &sidecar);
                    let found = found
                        .into_iter()
                        .filter(|(placed, _)| takes(&placed.gloss, Some(placed.place.state)));
                    entries
                        .extend(found.map(|(placed, paragraph)| entry(document, placed, paragraph, coder)));
                }
            }
        }
        Ok(entries)
    }

    /// The glosses of a sidecar in the document's order, each with the paragraph that it begins in.
    fn find(&self, document: &Document, sidecar: &Sidecar) -> Vec<(Placed, Option<usize>)> {
        let finder = Finder {
            document: document.clone(),
            source: sidecar.source().unwrap_or_default(),
            glosses: sidecar.glosses().cloned().collect(),
            state: self.state.clone(),
        };
        let glosses = finder.find();
        let paragraph =
            |placed: &Placed| Some(document.text.count(placed.place.hull()?.start + 1).paragraphs);
        glosses.iter().map(|placed| (placed.clone(), paragraph(placed))).collect()
    }
}

fn entry(document: &Document, placed: Placed, paragraph: Option<usize>, coder: Option<&str>) -> Entry {
    let Placed { mut gloss, place } = placed;
    // What has not changed stands as it was recorded.
    if place.state != State::Unchanged && !place.spans.is_empty() {
        let now = |&span: &Span| anchor::selector(&document.text, span);
        gloss.selectors = place.spans.iter().map(now).collect();
    }
    Entry { gloss, coder: coder.map(str::to_owned), place: Some((place.state, paragraph)) }
}
