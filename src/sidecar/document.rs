//! A sidecar as its text in pieces: a change writes its own annotation anew and leaves every other byte alone.

use std::path::Path;

use toml_edit::{DocumentMut, Item};

use super::{
    Error, Problem,
    blocks::{Block, Blocks},
    cut::{self, PieceKind},
    read, write,
};
use crate::gloss::{Change, Dismissal, Gloss, Id, Transaction};

/// The format that this version writes.
const FORMAT: &str = "gloss/1";

/// A sidecar's text, and the glosses in it.
#[derive(Clone, Debug, Default)]
pub struct Document {
    pub(super) blocks: Blocks,
    problems: Vec<Problem>,
    /// The format, where it is a later one than this version knows.
    newer: Option<String>,
    crlf: bool,
}

impl Document {
    /// Reads a sidecar's text; the path is for the error.
    #[cfg(test)]
    pub fn parse(path: &Path, text: &str) -> Result<Self, Error> {
        match Self::parse_anyway(path, text) {
            (document, None) => Ok(document),
            (_, Some(error)) => Err(error),
        }
    }

    /// Reads what can be read of a sidecar's text, and tells what is wrong with it as a whole, if something is.
    pub fn parse_anyway(path: &Path, text: &str) -> (Self, Option<Error>) {
        let mut document = Self { crlf: text.contains("\r\n"), ..Self::default() };
        let mut wrong = None;
        for piece in cut::cut(text) {
            let read = match piece.text.trim_start_matches('\u{feff}').parse::<DocumentMut>() {
                Ok(parsed) => document.read_piece(path, &parsed, &piece).map_err(|error| {
                    wrong.get_or_insert(error);
                }),
                Err(error) => {
                    // The whole file tells best where it is wrong; it tells of its first fault only.
                    wrong.get_or_insert_with(|| {
                        let whole = text.parse::<DocumentMut>().err();
                        Error::syntax(path, text, whole.as_ref().unwrap_or(&error))
                    });
                    Err(())
                }
            };
            let block = read.unwrap_or_else(|()| Block::other(piece.text.to_owned()));
            document.blocks.insert(document.blocks.len(), block);
        }
        if !text.trim().is_empty() && wrong.is_none() {
            wrong = document.check_format(path).err();
        }
        (document, wrong)
    }

    fn read_piece(
        &mut self,
        path: &Path,
        parsed: &DocumentMut,
        piece: &cut::Piece<'_>,
    ) -> Result<Block, Error> {
        let mut block = Block { kind: piece.kind, ..Block::other(piece.text.to_owned()) };
        let table = |name: &str| parsed.get(name).and_then(Item::as_array_of_tables)?.get(0);
        let read = match piece.kind {
            PieceKind::Other if ["annotation", "dismissed"].iter().any(|name| parsed.contains_key(name)) => {
                let why =
                    "an entry is headed [[annotation]] or [[dismissed]], and all of it stands right below";
                return Err(Error::not_ours(path, format!("line {}: {why}", piece.line)));
            }
            PieceKind::Other => return Ok(block),
            PieceKind::Dismissed => {
                // One that can't be read hides nothing, and stays in the file.
                block.dismissal = table("dismissed").and_then(|table| read::dismissal(table));
                return Ok(block);
            }
            PieceKind::Annotation => {
                table("annotation").map_or(Err("it is not a table".to_owned()), |table| read::gloss(table))
            }
        };
        let comments = piece.text.lines().take_while(|line| line.trim_start().starts_with('#')).count();
        let line = piece.line + comments;
        let message = match read {
            Ok(gloss) if self.blocks.find(&gloss.id).is_some() => {
                format!("its id, {}, is that of an annotation before it", gloss.id)
            }
            Ok(gloss) => {
                block.gloss = Some(self.with_plain_line_breaks(gloss));
                return Ok(block);
            }
            Err(message) => message,
        };
        self.problems.push(Problem { line, message });
        Ok(block)
    }

    /// In a file with `\r\n` a note of several lines has them, too; in a note they are line breaks like any other.
    fn with_plain_line_breaks(&self, mut gloss: Gloss) -> Gloss {
        if let (true, Some(note)) = (self.crlf, &mut gloss.note) {
            *note = note.replace("\r\n", "\n");
        }
        gloss
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
        let first = self.blocks.get(0).filter(|block| block.kind == PieceKind::Other)?;
        first.text.trim_start_matches('\u{feff}').parse().ok()
    }

    /// The glosses, in the file's order.
    pub fn glosses(&self) -> impl Iterator<Item = &Gloss> {
        self.blocks.iter().filter_map(|block| block.gloss.as_ref())
    }

    /// The suggestions that were dismissed.
    pub fn dismissals(&self) -> impl Iterator<Item = &Dismissal> {
        self.blocks.iter().filter_map(|block| block.dismissal.as_ref())
    }

    /// The gloss with this id.
    pub fn get(&self, id: &Id) -> Option<&Gloss> {
        self.blocks.get(self.blocks.find(id)?)?.gloss.as_ref()
    }

    /// The annotations that can't be read.
    pub fn problems(&self) -> &[Problem] {
        &self.problems
    }

    /// The format, where it is a later one than this version knows.
    pub fn newer(&self) -> Option<&str> {
        self.newer.as_deref()
    }

    /// The whole file.
    pub fn text(&self) -> String {
        self.blocks.iter().map(|block| block.text.as_str()).collect()
    }

    /// Dismisses and restores what a transaction does.
    pub fn apply_dismissals(&mut self, transaction: &Transaction) {
        transaction.restored.iter().for_each(|dismissal| self.restore(dismissal));
        transaction.dismissed.iter().for_each(|dismissal| self.dismiss(dismissal));
    }

    fn dismiss(&mut self, dismissal: &Dismissal) {
        if self.dismissals().any(|other| other == dismissal) {
            return;
        }
        self.begin();
        let after_last = self.blocks.iter().rposition(|block| block.kind == PieceKind::Dismissed);
        let at = after_last.map_or(self.blocks.len(), |i| i + 1);
        let block = Block {
            kind: PieceKind::Dismissed,
            dismissal: Some(dismissal.clone()),
            ..Block::other(write::dismissal(dismissal))
        };
        self.put(at, block);
    }

    pub(super) fn restore(&mut self, dismissal: &Dismissal) {
        let is_it = |block: &Block| block.dismissal.as_ref() == Some(dismissal);
        let places: Vec<usize> =
            (0..self.blocks.len()).filter(|&at| self.blocks.get(at).is_some_and(is_it)).collect();
        places.into_iter().rev().for_each(|at| self.remove(at));
    }

    /// Makes a change. What the change was made from counts for what differs, so that whatever else the file has stays.
    pub fn apply(&mut self, change: &Change) {
        let Some(id) = change.id() else { return };
        let at = self.blocks.find(id);
        match (at, &change.after) {
            (None, Some(gloss)) => self.insert(gloss.clone(), &write::annotation(gloss)),
            (Some(at), None) => self.remove(at),
            (Some(at), Some(after)) => self.replace(at, after),
            (None, None) => {}
        }
    }

    fn replace(&mut self, at: usize, after: &Gloss) {
        let Some(block) = self.blocks.get(at) else { return };
        let Some(before) = &block.gloss else { return };
        let text = write::changed(&block.text, before, after).unwrap_or_else(|| write::annotation(after));
        if before.start() == after.start() || self.is_in_order(at, after) {
            let text = self.with_line_endings(&text);
            if let Some(block) = self.blocks.get_mut(at) {
                (block.text, block.gloss) = (text, Some(after.clone()));
            }
        } else {
            // Comments that stand alone behind it stay where they are.
            let own = text.len() - unattached(&text).map_or(0, str::len);
            self.remove(at);
            self.insert(after.clone(), &text[..own]);
        }
    }

    /// Whether a gloss with this start can stay where it is.
    pub(super) fn is_in_order(&self, at: usize, gloss: &Gloss) -> bool {
        let start = |block: &Block| block.gloss.as_ref().map(Gloss::start);
        let before = (0..at).rev().filter_map(|i| self.blocks.get(i)).find_map(start);
        let after = (at + 1..self.blocks.len()).filter_map(|i| self.blocks.get(i)).find_map(start);
        before.is_none_or(|before| before <= gloss.start())
            && after.is_none_or(|after| gloss.start() <= after)
    }

    /// A file has at least the name of its format.
    pub(super) fn begin(&mut self) {
        if self.blocks.is_empty() {
            self.blocks.insert(0, Block::other(format!("format = \"{FORMAT}\"\n")));
        }
    }

    pub(super) fn insert(&mut self, gloss: Gloss, text: &str) {
        self.begin();
        let later = |block: &Block| {
            block.gloss.as_ref().is_some_and(|other| (other.start(), &other.id) > (gloss.start(), &gloss.id))
        };
        let last = self.blocks.iter().rposition(|block| block.kind == PieceKind::Annotation);
        let after_last =
            last.or(self.blocks.iter().rposition(|b| b.kind == PieceKind::Other)).map_or(0, |i| i + 1);
        let at = self.blocks.iter().position(later).unwrap_or(after_last);
        let kind = PieceKind::Annotation;
        self.put(at, Block { kind, gloss: Some(gloss), ..Block::other(text.to_owned()) });
    }

    /// Puts a new entry at `at`, with a blank line on either side.
    pub(super) fn put(&mut self, at: usize, block: Block) {
        let mut text = block.text.trim_end().to_owned() + "\n";
        if at < self.blocks.len() {
            text.push('\n');
        }
        let newline = if self.crlf { "\r\n" } else { "\n" };
        if let Some(before) = at.checked_sub(1).and_then(|i| self.blocks.get_mut(i)) {
            if !before.text.ends_with('\n') {
                before.text.push_str(newline);
            }
            if !before.text.ends_with("\n\n") && !before.text.ends_with("\r\n\r\n") {
                text.insert(0, '\n');
            }
        }
        let text = self.with_line_endings(&text);
        self.blocks.insert(at, Block { text, ..block });
    }

    pub(super) fn remove(&mut self, at: usize) {
        let block = self.blocks.remove(at);
        let before = at.checked_sub(1).and_then(|i| self.blocks.get_mut(i));
        if let (Some(comments), Some(before)) = (unattached(&block.text), before) {
            before.text.push_str(comments);
        }
        if at == self.blocks.len()
            && let Some(last) = at.checked_sub(1).and_then(|i| self.blocks.get_mut(i))
        {
            // The blank line before it goes with the last one.
            while last.text.ends_with("\n\n") || last.text.ends_with("\r\n\r\n") {
                let newline = if last.text.ends_with("\r\n") { 2 } else { 1 };
                last.text.truncate(last.text.len() - newline);
            }
        }
    }

    pub(super) fn with_line_endings(&self, text: &str) -> String {
        if self.crlf { text.replace("\r\n", "\n").replace('\n', "\r\n") } else { text.to_owned() }
    }
}

/// The comments at the end of an entry's text that stand apart from it, behind a blank line.
fn unattached(text: &str) -> Option<&str> {
    let (_blank, comments) = cut::tail(text).split_once('\n')?;
    comments.contains('#').then_some(comments)
}
