//! Merges entries without an identity as sets: each side adds and removes some, and those on both sides stay.

use std::collections::HashSet;

use super::{Merge, comments, difference, tables::EntryName};
use crate::sidecar::{
    entries::{self, EntryKind},
    entry_list::FileEntry,
    sidecar_text::SidecarText,
};

impl Merge<'_> {
    /// Merges the annotations that can't be read as a set of texts.
    pub(super) fn unreadable(&mut self) {
        let is_one = |entry: &&FileEntry| {
            entry.kind != EntryKind::Other && entry.gloss.is_none() && entry.dismissal.is_none()
        };
        self.texts(is_one);
    }

    /// Merges the entries that `is_one` picks as a set of texts.
    pub(super) fn texts(&mut self, is_one: impl Fn(&&FileEntry) -> bool) {
        let texts = |side: &SidecarText| {
            let all =
                side.entries.iter().filter(&is_one).map(|entry| comments::core(&entry.text).into_owned());
            all.collect::<HashSet<_>>()
        };
        let (base, ours, theirs) = (texts(self.base), texts(self.ours), texts(self.theirs));
        let is_gone = |entry: &FileEntry| {
            let core = comments::core(&entry.text);
            is_one(&entry) && base.contains(core.as_ref()) && !theirs.contains(core.as_ref())
        };
        let gone: Vec<usize> =
            self.merged.entries.iter().enumerate().filter(|(_, b)| is_gone(b)).map(|(at, _)| at).collect();
        for at in gone.into_iter().rev() {
            self.merged.remove(at);
        }
        for entry in self.theirs.entries.iter().filter(&is_one) {
            let core = comments::core(&entry.text);
            if !base.contains(core.as_ref()) && !ours.contains(core.as_ref()) {
                self.append(entry.clone());
            }
        }
    }

    /// Takes over what the other side has dismissed, and takes back what it has taken back.
    pub(super) fn dismissals(&mut self) {
        let done = difference(self.base, self.theirs);
        done.restored.iter().for_each(|dismissal| self.merged.restore(dismissal));
        for entry in self.theirs.entries.iter() {
            let new = entry.dismissal.as_ref().is_some_and(|dismissal| done.dismissed.contains(dismissal));
            if new && self.merged.dismissals().all(|known| Some(known) != entry.dismissal.as_ref()) {
                self.append(entry.clone());
            }
        }
    }

    /// Inserts an entry of the other side after the last one of its kind.
    fn append(&mut self, entry: FileEntry) {
        self.merged.begin();
        let last = self.merged.entries.iter().rposition(|other| other.kind == entry.kind);
        let text = comments::core(&entry.text).into_owned();
        let at = last.map_or(self.merged.entries.len(), |at| at + 1);
        self.merged.put(vec![(at, FileEntry { text, ..entry })]);
    }

    /// Merges comments that stand alone: each is put after the entry that it follows on the other side.
    pub(super) fn standalone_comments(&mut self) {
        let tails = self.theirs.entries.iter().map(|entry| (entry, entries::tail(&entry.text)));
        let tails: Vec<_> = tails.filter(|(_, tail)| tail.contains('#')).collect();
        if tails.is_empty() {
            return;
        }
        let texts = [self.base, &self.merged].into_iter().flat_map(|side| side.entries.iter());
        let known = comments::all(texts.map(|entry| entry.text.as_str()));
        let new =
            tails.iter().map(|(entry, tail)| (EntryName::of(entry), comments::new_comments(tail, &known)));
        let new: Vec<_> = new.filter(|(_, new)| !new.is_empty()).collect();
        for (name, comments) in new {
            self.merged.append_comments(name.find(&self.merged), &comments);
        }
    }
}
