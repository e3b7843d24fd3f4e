//! A sidecar as text in entries. A change rewrites the annotation concerned and leaves every other byte alone.

use std::path::Path;

use toml_edit::{DocumentMut, Item};

use super::{
    Error, Problem, edit,
    entries::{self, EntryKind},
    entry_list::{EntryList, FileEntry},
    fast_read, inline_entries, read,
    removed_entries::RemovedEntries,
    write,
};
use crate::gloss::{Change, Dismissal, Gloss, Id, Transaction};

/// The format that this version writes.
const FORMAT: &str = "gloss/1";

/// A sidecar's text, and the glosses in it.
#[derive(Clone, Debug, Default)]
pub struct SidecarText {
    /// The text in entries, in the order of the file.
    pub(super) entries: EntryList,
    problems: Vec<Problem>,
    /// The format, if it is later than the one that this version knows.
    newer: Option<String>,
    /// Whether its lines end with CR and LF.
    pub(super) crlf: bool,
    /// Annotations that were removed, in case they come back.
    pub(super) removed: RemovedEntries,
}

impl SidecarText {
    /// Reads a sidecar's text; `path` is for the error.
    pub fn parse(path: &Path, text: &str) -> Result<Self, Error> {
        match Self::parse_anyway(path, text) {
            (document, None) => Ok(document),
            (_, Some(error)) => Err(error),
        }
    }

    /// Reads the readable part of a sidecar's text, and returns the error of the whole, if there is one.
    pub fn parse_anyway(path: &Path, text: &str) -> (Self, Option<Error>) {
        let mut document = Self { crlf: text.contains("\r\n"), ..Self::default() };
        let mut wrong = None;
        let pieces = entries::split(text);
        let is_headed = |kind| pieces.iter().any(|piece| piece.kind == kind);
        for (at, piece) in pieces.iter().enumerate() {
            let Some(mut spread) = inline_entries::spread(piece, is_headed) else {
                document.read_entry(path, text, piece, &mut wrong);
                continue;
            };
            if let Some(last) = spread.last_mut().filter(|_| at + 1 == pieces.len()) {
                last.end();
            }
            for entry in &spread {
                document.read_entry(path, text, &entry.as_raw(), &mut wrong);
            }
        }
        if wrong.is_none() && !document.says_nothing() {
            wrong = document.check_format(path).err();
        }
        (document, wrong)
    }

    /// Reads an entry of the file with the text `whole`, and adds it. What is wrong with it is put into `wrong`, if nothing is
    /// in there yet.
    fn read_entry(
        &mut self,
        path: &Path,
        whole: &str,
        piece: &entries::RawEntry<'_>,
        wrong: &mut Option<Error>,
    ) {
        let whole = whole.trim_start_matches('\u{feff}');
        // Parsing the whole file gives the best position of an error; it reports only the first one.
        let wrong_in_whole = || whole.parse::<DocumentMut>().err();
        let entry = self.fast_read(piece).unwrap_or_else(|| {
            let read = match piece.text.trim_start_matches('\u{feff}').parse::<DocumentMut>() {
                Ok(parsed) => self.read_piece(path, &parsed, piece).map_err(|error| {
                    let syntax = |wrong| Error::syntax(path, whole, &wrong);
                    wrong.get_or_insert_with(|| wrong_in_whole().map_or(error, syntax));
                }),
                Err(error) => {
                    wrong.get_or_insert_with(|| {
                        Error::syntax(path, whole, wrong_in_whole().as_ref().unwrap_or(&error))
                    });
                    Err(())
                }
            };
            read.unwrap_or_else(|()| FileEntry::other(piece.text.to_owned()))
        });
        self.entries.insert(self.entries.len(), entry);
    }

    /// Reads an annotation with the fast reader, if it is in this program's form.
    fn fast_read(&self, piece: &entries::RawEntry<'_>) -> Option<FileEntry> {
        let gloss = fast_read::gloss(piece.text).filter(|gloss| self.entries.find(&gloss.id).is_none())?;
        Some(FileEntry { kind: piece.kind, gloss: Some(gloss), ..FileEntry::other(piece.text.to_owned()) })
    }

    fn read_piece(
        &mut self,
        path: &Path,
        parsed: &DocumentMut,
        piece: &entries::RawEntry<'_>,
    ) -> Result<FileEntry, Error> {
        let mut entry = FileEntry { kind: piece.kind, ..FileEntry::other(piece.text.to_owned()) };
        let table = |name: &str| parsed.get(name).and_then(Item::as_array_of_tables)?.get(0);
        let read = match piece.kind {
            EntryKind::Other if ["annotation", "dismissed"].iter().any(|name| parsed.contains_key(name)) => {
                let why =
                    "an entry is headed [[annotation]] or [[dismissed]], and all of it stands right below";
                return Err(Error::not_ours(path, format!("line {}: {why}", piece.line)));
            }
            EntryKind::Other => return Ok(entry),
            EntryKind::Dismissal => {
                // A dismissal that can't be read hides nothing, and stays in the file.
                entry.dismissal = table("dismissed").and_then(|table| read::dismissal(table));
                return Ok(entry);
            }
            EntryKind::Annotation => {
                table("annotation").map_or(Err("it is not a table".to_owned()), |table| read::gloss(table))
            }
        };
        let comments = piece.text.lines().take_while(|line| line.trim_start().starts_with('#')).count();
        let line = piece.line + comments;
        let message = match read {
            Ok(gloss) if self.entries.find(&gloss.id).is_some() => {
                format!("its id, {}, is that of an annotation before it", gloss.id)
            }
            Ok(gloss) => {
                entry.gloss = Some(self.with_plain_line_breaks(gloss));
                return Ok(entry);
            }
            Err(message) => message,
        };
        self.problems.push(Problem { line, message });
        Ok(entry)
    }

    /// The gloss with `\n` as line breaks: in a file with `\r\n` a note of several lines has those.
    fn with_plain_line_breaks(&self, mut gloss: Gloss) -> Gloss {
        if let (true, Some(note)) = (self.crlf, &mut gloss.note) {
            *note = note.replace("\r\n", "\n");
        }
        gloss
    }

    /// Whether nothing but comments is in it.
    pub(super) fn says_nothing(&self) -> bool {
        let is_comment = |line: &str| matches!(line.trim_start().chars().next(), None | Some('#'));
        let says_nothing = |text: &str| text.trim_start_matches('\u{feff}').lines().all(is_comment);
        self.entries.iter().all(|entry| entry.kind == EntryKind::Other && says_nothing(&entry.text))
    }

    fn check_format(&mut self, path: &Path) -> Result<(), Error> {
        let Some(head) = self.head() else {
            return Err(Error::not_ours(path, format!("it does not begin with format = \"{FORMAT}\"")));
        };
        match head.get("format").and_then(Item::as_str) {
            Some(FORMAT) => {}
            Some(format) if format.starts_with("gloss/") => self.newer = Some(format.to_owned()),
            _ => return Err(Error::not_ours(path, format!("it does not say format = \"{FORMAT}\""))),
        }
        Ok(())
    }

    fn head(&self) -> Option<DocumentMut> {
        let first = self.entries.get(0).filter(|entry| entry.kind == EntryKind::Other)?;
        first.text.trim_start_matches('\u{feff}').parse().ok()
    }

    /// The glosses, in the file's order.
    pub fn glosses(&self) -> impl Iterator<Item = &Gloss> {
        self.entries.iter().filter_map(|entry| entry.gloss.as_ref())
    }

    /// The suggestions that were dismissed.
    pub fn dismissals(&self) -> impl Iterator<Item = &Dismissal> {
        self.entries.iter().filter_map(|entry| entry.dismissal.as_ref())
    }

    /// The gloss with this id.
    pub fn get(&self, id: &Id) -> Option<&Gloss> {
        self.entries.get(self.entries.find(id)?)?.gloss.as_ref()
    }

    /// The annotations that can't be read.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// The format, if it is later than the one that this version knows.
    pub fn newer(&self) -> Option<&str> {
        self.newer.as_deref()
    }

    /// The whole file.
    pub fn text(&self) -> String {
        self.entries.iter().map(|entry| entry.text.as_str()).collect()
    }

    /// Applies the dismissals of a transaction.
    pub fn apply_dismissals(&mut self, transaction: &Transaction) {
        transaction.restored.iter().for_each(|dismissal| self.restore(dismissal));
        transaction.dismissed.iter().for_each(|dismissal| self.dismiss(dismissal));
    }

    fn dismiss(&mut self, dismissal: &Dismissal) {
        if self.dismissals().any(|other| other == dismissal) {
            return;
        }
        self.begin();
        let after_last = self.entries.iter().rposition(|entry| entry.kind == EntryKind::Dismissal);
        let at = after_last.map_or(self.entries.len(), |i| i + 1);
        let entry = FileEntry {
            kind: EntryKind::Dismissal,
            dismissal: Some(dismissal.clone()),
            ..FileEntry::other(write::dismissal(dismissal))
        };
        self.put(vec![(at, entry)]);
    }

    /// Removes each entry of this dismissal, so that the suggestion is made again.
    pub(super) fn restore(&mut self, dismissal: &Dismissal) {
        let is_it = |entry: &FileEntry| entry.dismissal.as_ref() == Some(dismissal);
        let places: Vec<usize> =
            (0..self.entries.len()).filter(|&at| self.entries.get(at).is_some_and(is_it)).collect();
        places.into_iter().rev().for_each(|at| self.remove(at));
    }

    /// Adds glosses with new ids. One that was removed before gets back what a person wrote into it.
    pub fn add<'a>(&mut self, glosses: impl IntoIterator<Item = &'a Gloss>) {
        let entry = |gloss: &Gloss| (gloss.clone(), self.removed.text(gloss));
        let new = glosses.into_iter().map(entry).collect();
        self.insert(new);
    }

    /// Applies a change. Only what differs between its two states is changed, so that everything else in the file
    /// stays.
    pub fn apply(&mut self, change: &Change) {
        let Some(id) = change.id() else { return };
        let at = self.entries.find(id);
        match (at, &change.after) {
            (None, Some(gloss)) => self.add([gloss]),
            (Some(at), None) => self.take_out(at),
            (Some(at), Some(after)) => self.replace(at, after),
            (None, None) => {}
        }
    }

    fn replace(&mut self, at: usize, after: &Gloss) {
        let Some(entry) = self.entries.get(at) else { return };
        let Some(before) = &entry.gloss else { return };
        let text = match self.removed.other_version(before, after) {
            Some(text) => {
                self.removed.note(entry);
                text + entries::tail(&entry.text)
            }
            None => edit::changed(&entry.text, before, after).unwrap_or_else(|| write::annotation(after)),
        };
        if before.start() == after.start() || self.is_in_order(at, after) {
            let text = self.with_line_endings(&text);
            if let Some(entry) = self.entries.get_mut(at) {
                (entry.text, entry.gloss) = (text, Some(after.clone()));
            }
        } else {
            // Comments after it that stand alone stay where they are.
            let own = text.len() - entries::unattached(&text).map_or(0, str::len);
            self.remove(at);
            self.insert(vec![(after.clone(), text[..own].to_owned())]);
        }
    }

    /// Adds the name of the format to a file in which nothing is, or comments alone, which stay above it.
    pub(super) fn begin(&mut self) {
        if !self.says_nothing() {
            return;
        }
        let format = format!("format = \"{FORMAT}\"\n");
        let comments = self.text();
        if comments.trim().is_empty() {
            self.entries.insert(0, FileEntry::other(self.with_line_endings(&format)));
        } else if let Some(head) = self.entries.get_mut(0) {
            let line_end = if head.text.ends_with('\n') { "" } else { "\n" };
            let begun = format!("{}{line_end}{format}", head.text);
            head.text = if self.crlf { begun.replace("\r\n", "\n").replace('\n', "\r\n") } else { begun };
        }
    }

    /// The text with the line endings of this file.
    pub(super) fn with_line_endings(&self, text: &str) -> String {
        if self.crlf { text.replace("\r\n", "\n").replace('\n', "\r\n") } else { text.to_owned() }
    }
}
