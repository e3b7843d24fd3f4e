//! The first version of a sidecar with many glosses: its text is written gloss by gloss, so that a million of them are held in
//! memory once.

use std::{borrow::Cow, io};

use super::{Access, Error, Sidecar, SidecarText, SourceInfo, write};
use crate::{
    gloss::{Change, Gloss, Transaction},
    platform::{self, Audience, Replaced},
};

/// Completes a gloss that is held without what can be told from its document.
pub type Complete<'a> = &'a dyn Fn(&Gloss) -> Cow<'_, Gloss>;

impl Sidecar {
    /// Whether there is no such file yet, nor a journal, nor anything to be saved.
    pub fn is_unwritten(&self) -> bool {
        self.has_no_file() && self.pending().changes.is_empty()
    }

    /// Saves these glosses as the first ones, each completed as it is written, like [`save`](Self::save), and is to
    /// be opened anew after that. If the file has been made meanwhile, they are added to it. After an error they are
    /// [pending](Self::pending).
    pub fn create(
        &mut self,
        mut glosses: Vec<Gloss>,
        source: &SourceInfo,
        complete: Complete<'_>,
    ) -> Result<(), Error> {
        let created = self.create_file(&mut glosses, source, complete);
        if let Ok(true) = created {
            return Ok(());
        }
        let added = glosses.iter().map(|gloss| Change::add(complete(gloss).into_owned()));
        let changes = Transaction::new("create", added.collect());
        match created {
            Ok(_) => {
                self.save(&changes, source)?;
                self.settle()
            }
            Err(error) => {
                self.pending.append(changes);
                Err(error)
            }
        }
    }

    /// Makes the file with these glosses; returns whether it was not there yet.
    fn create_file(
        &mut self,
        glosses: &mut [Gloss],
        source: &SourceInfo,
        complete: Complete<'_>,
    ) -> Result<bool, Error> {
        if let Access::ReadOnly(reason) = self.access() {
            return Err(Error::read_only(self.path(), reason));
        }
        let lock = self.lock()?;
        self.merge_external()?;
        if !self.is_unwritten() {
            return Ok(false);
        }
        // No two have one id. A stable sort would need half of their room again.
        glosses.sort_unstable_by(|one, other| (one.start(), &one.id).cmp(&(other.start(), &other.id)));
        let write = |out: &mut dyn io::Write| write_all(glosses, source, complete, out);
        let audience = Audience::Like(self.path(), self.readership());
        let replaced = platform::replace_locked(&lock, self.path(), audience, None, write);
        let replaced = replaced.map_err(|error| Error::write(self.path(), error))?;
        Ok(matches!(replaced, Replaced::Done(_)))
    }
}

/// Writes a sidecar with these glosses, as a save does.
fn write_all(
    glosses: &[Gloss],
    source: &SourceInfo,
    complete: Complete<'_>,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    let mut head = SidecarText::default();
    head.set_source(source);
    out.write_all(head.text().as_bytes())?;
    glosses.iter().try_for_each(|gloss| write!(out, "\n{}", write::annotation(&complete(gloss))))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sidecar::tests::{info, quote};

    #[test]
    fn it_is_what_a_save_would_have_written() {
        let folder = tempfile::tempdir().expect("a folder");
        let glosses: Vec<Gloss> = [(3, 40), (1, 7), (2, 7)].map(|(id, start)| quote(id, start)).into();
        let path = |name: &str| folder.path().join(name);
        let mut saved = Sidecar::open(path("saved.gloss.toml")).expect("opened");
        let changes = glosses.iter().cloned().map(Change::add).collect();
        saved.save(&Transaction::new("add", changes), &info()).expect("saved");
        let mut new = Sidecar::open(path("new.gloss.toml")).expect("opened");
        assert!(new.is_unwritten());
        new.create(glosses.clone(), &info(), &|gloss| Cow::Borrowed(gloss)).expect("created");
        let text = |name: &str| std::fs::read_to_string(path(name)).expect("text");
        assert_eq!(text("new.gloss.toml"), text("saved.gloss.toml"));

        // What somebody has made meanwhile stays.
        let mut late = Sidecar::open(path("late.gloss.toml")).expect("opened");
        std::fs::copy(path("new.gloss.toml"), path("late.gloss.toml")).expect("copied");
        late.create(vec![quote(9, 90)], &info(), &|gloss| Cow::Borrowed(gloss)).expect("added");
        assert_eq!(Sidecar::open(path("late.gloss.toml")).expect("opened").glosses().count(), 4);
    }
}
