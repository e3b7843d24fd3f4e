//! Glosses as recorded in a sidecar, and placing them in the document as it is now.

use super::rendered_source;
use crate::{
    anchor::{self, Baseline},
    gloss::{Gloss, Glosses, Place, Placed, State},
    sidecar::{Sidecar, SourceInfo, StateFolder},
    source::{self, Document},
    text::Text,
};

/// A document's recorded glosses with all that helps to place them, also on another thread.
#[derive(Clone, Debug)]
pub struct RecordedGlosses {
    /// The document as it is now.
    pub document: Document,
    /// The recorded glosses.
    pub glosses: Vec<Gloss>,
    /// The sidecar's record of the document in which they were recorded.
    pub(super) source: SourceInfo,
    /// The state folder, in which old texts are kept.
    pub(super) state: Option<StateFolder>,
}

impl RecordedGlosses {
    /// The glosses of a sidecar, to be placed in `document`.
    pub(super) fn of(document: Document, sidecar: Sidecar, state: Option<StateFolder>) -> Self {
        let source = sidecar.source().unwrap_or_default();
        Self { document, glosses: sidecar.into_glosses(), source, state }
    }

    /// Whether the text probably differs from the one in which the glosses were recorded: the document has changed,
    /// or another reader or another version of it made the text.
    pub fn is_of_another_text(&self) -> bool {
        !self.is_of_same_source() || self.document.reader() != self.source.reader.as_deref()
    }

    fn is_of_same_source(&self) -> bool {
        self.document.sha256() == self.source.sha256.as_deref()
    }

    /// Places the glosses in the document: with the text in which they were recorded if the state folder or git has
    /// it, otherwise by their own words.
    pub fn locate(self) -> Glosses {
        self.locate_with_evidence().0
    }

    /// The glosses in their places, and whether they had to be found by their own words.
    pub(super) fn locate_with_evidence(self) -> (Glosses, bool) {
        let text = &self.document.text;
        let is_same = self.source.sha256.is_some() && !self.is_of_another_text();
        let old = if is_same || self.glosses.is_empty() { None } else { self.old_text() };
        let baseline = match &old {
            _ if is_same => Baseline::Current,
            Some(old) => Baseline::Text(old),
            None => Baseline::Unknown(self.source.length),
        };
        let by_words = matches!(baseline, Baseline::Unknown(_));
        let asked: Vec<&Gloss> = self.glosses.iter().collect();
        let _span = tracing::debug_span!("anchor", glosses = asked.len(), is_same_text = is_same).entered();
        let mut places = anchor::locate_all(text, &asked, baseline);
        if let (Some(source), None, true) = (&old, &self.source.reader, self.is_of_same_source()) {
            let certain = rendered_source::places(&self.document, source, &asked);
            places =
                places.into_iter().zip(certain).map(|(place, certain)| certain.unwrap_or(place)).collect();
        }
        let count = |state| places.iter().filter(|place| place.state == state).count();
        tracing::debug!(
            unchanged = count(State::Unchanged),
            moved = count(State::Moved),
            changed = count(State::Changed),
            doubtful = count(State::Doubtful),
            orphan = count(State::Orphan),
            "anchored"
        );
        let placed = self.glosses.into_iter().zip(places).map(|(gloss, place)| Placed { gloss, place });
        let glosses = Glosses::new(placed);
        (if is_same { glosses } else { glosses.of_another_text() }, by_words)
    }

    /// The text in which the glosses were recorded, if it was kept.
    fn old_text(&self) -> Option<String> {
        // A text that is read in windows is not compared with another one.
        self.document.text.as_str()?;
        let sha256 = self.source.sha256.as_deref()?;
        let reader = self.source.reader.as_deref();
        let read_again = if self.is_of_same_source() { self.document.text_as_recorded(reader) } else { None };
        let kept = || self.state.as_ref().and_then(|state| state.cached_text(sha256, reader));
        let committed = || {
            let version = source::version(self.document.path.as_deref()?, sha256)?;
            self.document.text_of_version(&version, reader)
        };
        read_again.or_else(kept).or_else(committed)
    }
}

/// Places glosses of the text `before` in the text that it has become.
pub fn relocate(before: &Text, glosses: Vec<Placed>, text: &Text) -> Glosses {
    // A gloss that has moved already is mapped from its current place, not from the recorded one.
    let standing = |placed: &Placed| match placed.place.state {
        State::Moved => anchor::recorded_here(before, placed),
        _ => placed.gloss.clone(),
    };
    let mut standing: Vec<Gloss> = glosses.iter().map(standing).collect();
    if before.lost() > 0 {
        // What could not be read again is not what the glosses stood on.
        standing = glosses.iter().map(|placed| placed.gloss.clone()).collect();
    }
    let baseline = before.as_str().map_or(Baseline::Unknown(None), Baseline::Text);
    let places = anchor::locate_all(text, &standing.iter().collect::<Vec<_>>(), baseline);
    let placed = glosses.into_iter().zip(places).map(|(old, place)| {
        let is_recorded_there = old.place.state != State::Moved || place.state != State::Unchanged;
        let place = if is_recorded_there { place } else { Place { state: State::Moved, ..place } };
        Placed { gloss: old.gloss, place }
    });
    Glosses::new(placed).of_another_text()
}
