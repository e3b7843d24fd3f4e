//! Reading the glosses of documents for a list. The documents themselves are read only if places are asked for.

use super::{Error, RecordedGlosses, notices};
use crate::{
    anchor,
    corpus::Member,
    gloss::{Facts, Gloss, Placed, Query, State},
    sidecar::{Sidecar, StateFolder},
    source::{Document, Readers},
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
        Facts { gloss: &self.gloss, file, coder: self.coder.as_deref(), state }
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
            let found =
                RecordedGlosses::of(document.clone(), sidecar, self.state.clone()).locate().into_iter();
            let wanted = found.filter(|placed| takes(&placed.gloss, Some(placed.place.state))).collect();
            entries.extend(in_place(document, wanted, coder.as_deref()));
        }
        Ok(entries)
    }
}

/// Placed glosses in document order.
fn in_place(
    document: &Document,
    placed: Vec<Placed>,
    coder: Option<&str>,
) -> impl Iterator<Item = ListedGloss> {
    let text = &document.text;
    // Glosses without a place come last.
    let starts = placed.iter().filter_map(|placed| Some(placed.place.hull()?.start));
    let mut paragraphs = text.paragraphs_at(starts).into_iter();
    placed.into_iter().map(move |placed| {
        let locator = placed.citation(text.structure());
        let Placed { mut gloss, place } = placed;
        gloss.locator = locator;
        let source = place.hull().and_then(|hull| document.source_position(hull.start));
        let paragraph = if place.spans.is_empty() { None } else { paragraphs.next() };
        // An unchanged gloss still has the selectors that were recorded.
        if place.state != State::Unchanged && !place.spans.is_empty() {
            gloss.selectors = anchor::selectors(text, &place.spans);
        }
        ListedGloss { gloss, coder: coder.map(str::to_owned), place: Some(ListedPlace { state: place.state, paragraph, source }) }
    })
}
