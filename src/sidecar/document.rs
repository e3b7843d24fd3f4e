//! A sidecar as its text in pieces: a change writes its own annotation anew and leaves every other byte alone.

use std::path::Path;

use toml_edit::{DocumentMut, Item};

use super::{
    Error, Problem,
    blocks::{Block, Blocks},
    cut::{self, PieceKind},
    plain, read,
    removed::Removed,
    write,
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
    pub(super) crlf: bool,
    /// What was taken out of it, should it come back.
    pub(super) removed: Removed,
}

impl Document {
    /// Reads a sidecar's text; the path is for the error.
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
            let block = document.plain(&piece).unwrap_or_else(|| {
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
                read.unwrap_or_else(|()| Block::other(piece.text.to_owned()))
            });
            document.blocks.insert(document.blocks.len(), block);
        }
        if !text.trim().is_empty() && wrong.is_none() {
            wrong = document.check_format(path).err();
        }
        (document, wrong)
    }

    /// An annotation that is written as this program does, which is soon read.
    fn plain(&self, piece: &cut::Piece<'_>) -> Option<Block> {
        let gloss = plain::gloss(piece.text).filter(|gloss| self.blocks.find(&gloss.id).is_none())?;
        Some(Block { kind: piece.kind, gloss: Some(gloss), ..Block::other(piece.text.to_owned()) })
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
        self.put(vec![(at, block)]);
    }

    pub(super) fn restore(&mut self, dismissal: &Dismissal) {
        let is_it = |block: &Block| block.dismissal.as_ref() == Some(dismissal);
        let places: Vec<usize> =
            (0..self.blocks.len()).filter(|&at| self.blocks.get(at).is_some_and(is_it)).collect();
        places.into_iter().rev().for_each(|at| self.remove(at));
    }

    /// Adds glosses whose ids are new. One that was taken out before comes back with what a person wrote into it.
    pub fn add<'a>(&mut self, glosses: impl IntoIterator<Item = &'a Gloss>) {
        let entry = |gloss: &Gloss| (gloss.clone(), self.removed.text(gloss));
        let new = glosses.into_iter().map(entry).collect();
        self.insert(new);
    }

    /// Makes a change. What the change was made from counts for what differs, so that whatever else the file has stays.
    pub fn apply(&mut self, change: &Change) {
        let Some(id) = change.id() else { return };
        let at = self.blocks.find(id);
        match (at, &change.after) {
            (None, Some(gloss)) => self.add([gloss]),
            (Some(at), None) => self.take_out(at),
            (Some(at), Some(after)) => self.replace(at, after),
            (None, None) => {}
        }
    }

    fn replace(&mut self, at: usize, after: &Gloss) {
        let Some(block) = self.blocks.get(at) else { return };
        let Some(before) = &block.gloss else { return };
        let text = match self.removed.other_version(before, after) {
            Some(text) => {
                self.removed.note(block);
                text + cut::tail(&block.text)
            }
            None => write::changed(&block.text, before, after).unwrap_or_else(|| write::annotation(after)),
        };
        if before.start() == after.start() || self.is_in_order(at, after) {
            let text = self.with_line_endings(&text);
            if let Some(block) = self.blocks.get_mut(at) {
                (block.text, block.gloss) = (text, Some(after.clone()));
            }
        } else {
            // Comments that stand alone behind it stay where they are.
            let own = text.len() - cut::unattached(&text).map_or(0, str::len);
            self.remove(at);
            self.insert(vec![(after.clone(), text[..own].to_owned())]);
        }
    }

    /// A file has at least the name of its format.
    pub(super) fn begin(&mut self) {
        if self.blocks.iter().all(|block| block.text.trim().is_empty()) {
            let format = self.with_line_endings(&format!("format = \"{FORMAT}\"\n"));
            self.blocks.insert(0, Block::other(format));
        }
    }

    pub(super) fn with_line_endings(&self, text: &str) -> String {
        if self.crlf { text.replace("\r\n", "\n").replace('\n', "\r\n") } else { text.to_owned() }
    }
}
