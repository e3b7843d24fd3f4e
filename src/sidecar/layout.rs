//! The position of entries in a file, with the blank lines between them and the comments that stand alone. New entries are
//! inserted together in one pass over the file: inserting 100,000 one by one would take minutes.

use super::{
    entries::{self, EntryKind},
    entry_list::FileEntry,
    sidecar_text::SidecarText,
};
use crate::gloss::{Gloss, Id};

/// The key by which annotations are ordered.
fn order(gloss: &Gloss) -> (usize, &Id) {
    (gloss.start(), &gloss.id)
}

impl SidecarText {
    /// Whether a gloss with this start can stay where it is.
    pub(super) fn is_in_order(&self, at: usize, gloss: &Gloss) -> bool {
        let start = |entry: &FileEntry| entry.gloss.as_ref().map(Gloss::start);
        let before = (0..at).rev().filter_map(|i| self.entries.get(i)).find_map(start);
        let after = (at + 1..self.entries.len()).filter_map(|i| self.entries.get(i)).find_map(start);
        before.is_none_or(|before| before <= gloss.start())
            && after.is_none_or(|after| gloss.start() <= after)
    }

    /// Puts new annotations, given with their texts, where their starts belong: before the first one that is later, or behind
    /// all. A file that a person has ordered differently keeps its order.
    pub(super) fn insert(&mut self, mut new: Vec<(Gloss, String)>) {
        if new.is_empty() {
            return;
        }
        self.begin();
        new.sort_by(|(one, _), (other, _)| order(one).cmp(&order(other)));
        let last = |kind| self.entries.iter().rposition(|entry| entry.kind == kind);
        let behind_all =
            last(EntryKind::Annotation).or_else(|| last(EntryKind::Other)).map_or(0, |at| at + 1);
        let annotation = |(gloss, text)| FileEntry {
            kind: EntryKind::Annotation,
            gloss: Some(gloss),
            ..FileEntry::other(text)
        };
        let (mut new, mut placed) = (new.into_iter().peekable(), Vec::new());
        for (at, entry) in self.entries.iter().enumerate() {
            let Some(there) = &entry.gloss else { continue };
            while let Some(earlier) = new.next_if(|(gloss, _)| order(gloss) < order(there)) {
                placed.push((at, annotation(earlier)));
            }
            if new.peek().is_none() {
                break;
            }
        }
        placed.extend(new.map(|later| (behind_all, annotation(later))));
        self.put(placed);
    }

    /// Puts new entries in, each before the entry that is at its place now, with a blank line on either side. The places
    /// ascend.
    pub(super) fn put(&mut self, new: Vec<(usize, FileEntry)>) {
        let mut placed: Vec<(usize, FileEntry)> = Vec::with_capacity(new.len());
        for (at, entry) in new {
            let is_last = at >= self.entries.len();
            let before = match placed.last_mut() {
                Some((place, before)) if *place == at => Some(before),
                _ => at.checked_sub(1).and_then(|i| self.entries.get_mut(i)),
            };
            let text = spaced(before, &entry.text, is_last, self.crlf);
            placed.push((at, FileEntry { text, ..entry }));
        }
        self.entries.insert_all(placed);
    }

    /// Takes an annotation out that may come back.
    pub(super) fn take_out(&mut self, at: usize) {
        if let Some(entry) = self.entries.get(at) {
            self.removed.note(entry);
        }
        self.remove(at);
    }

    /// Takes an entry out. Comments that stand alone behind it stay.
    pub(super) fn remove(&mut self, at: usize) {
        let entry = self.entries.remove(at);
        let before = at.checked_sub(1).and_then(|i| self.entries.get_mut(i));
        if let (Some(comments), Some(before)) = (entries::unattached(&entry.text), before) {
            before.text.push_str(comments);
        }
        if at == self.entries.len()
            && let Some(last) = at.checked_sub(1).and_then(|i| self.entries.get_mut(i))
        {
            // The blank line before it goes with the last one.
            while last.text.ends_with("\n\n") || last.text.ends_with("\r\n\r\n") {
                let newline = if last.text.ends_with("\r\n") { 2 } else { 1 };
                last.text.truncate(last.text.len() - newline);
            }
        }
    }
}

/// A new entry's text with a blank line on either side, and with the file's line breaks.
fn spaced(before: Option<&mut FileEntry>, text: &str, is_last: bool, crlf: bool) -> String {
    let text = text.trim_end().to_owned() + if is_last { "\n" } else { "\n\n" };
    if let Some(before) = before {
        let newline = if crlf { "\r\n" } else { "\n" };
        if !before.text.ends_with('\n') {
            before.text.push_str(newline);
        }
        // It belongs to the entry before, as in a file that is read: else one put in between would be followed by two.
        if !before.text.ends_with("\n\n") && !before.text.ends_with("\r\n\r\n") {
            before.text.push_str(newline);
        }
    }
    if crlf { text.replace("\r\n", "\n").replace('\n', "\r\n") } else { text }
}
