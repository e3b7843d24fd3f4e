//! Finding a document's glosses in its text, with the text in which they were recorded where that can be had.

use crate::{
    anchor::{self, Baseline},
    gloss::{Gloss, Glosses, Placed},
    sidecar::{SourceInfo, StateFolder},
    source::{self, Document},
};

/// All that is needed to find a document's glosses.
pub struct Finder {
    /// The document.
    pub document: Document,
    /// What the sidecar says of the document in which they were recorded.
    pub source: SourceInfo,
    /// The glosses as recorded.
    pub glosses: Vec<Gloss>,
    /// Where old texts are kept.
    pub state: Option<StateFolder>,
}

impl Finder {
    /// Whether the document is another one than that in which they were recorded, as far as that is known.
    pub fn has_changed(&self) -> bool {
        self.document.sha256() != self.source.sha256.as_deref()
    }

    /// Finds them.
    pub fn find(self) -> Glosses {
        let text = &self.document.text;
        let same = self.source.sha256.is_some() && !self.has_changed();
        let old = if same || self.glosses.is_empty() { None } else { self.old_text() };
        let past = match &old {
            _ if same => Baseline::Current,
            Some(old) => Baseline::Text(old),
            None => Baseline::Unknown(self.source.length),
        };
        let asked: Vec<&Gloss> = self.glosses.iter().collect();
        let places = anchor::locate_all(text, &asked, past);
        Glosses::new(self.glosses.into_iter().zip(places).map(|(gloss, place)| Placed { gloss, place }))
    }

    /// The text in which the glosses were recorded.
    fn old_text(&self) -> Option<String> {
        // A text that is read in windows is not compared with another one.
        self.document.text.as_str()?;
        let sha256 = self.source.sha256.as_deref()?;
        let kept = self.state.as_ref().and_then(|state| state.past(sha256));
        kept.or_else(|| {
            let version = source::version(self.document.path.as_deref()?, sha256)?;
            version.text.as_str().map(str::to_owned)
        })
    }
}
