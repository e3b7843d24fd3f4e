//! A sidecar as its text in pieces: a change writes its own annotation anew and leaves every other byte alone.

use std::{collections::HashMap, path::Path};

use toml_edit::{DocumentMut, Item};

use super::{
    Error, Problem,
    arrange::{order, unattached},
    cut::{self, PieceKind},
    read, write,
};
use crate::gloss::{Change, Dismissal, Gloss, Id, Transaction};

/// The format that this version writes.
const FORMAT: &str = "gloss/1";

/// A sidecar's text, and the glosses in it.
#[derive(Clone, Debug, Default)]
pub struct Document {
    pub(super) blocks: Vec<Block>,
    /// Which block an id is in.
    pub(super) by_id: HashMap<Id, usize>,
    problems: Vec<Problem>,
    /// The format, where it is a later one than this version knows.
    newer: Option<String>,
    pub(super) crlf: bool,
}

#[derive(Clone, Debug)]
pub(super) struct Block {
    pub(super) text: String,
    pub(super) kind: PieceKind,
    pub(super) gloss: Option<Gloss>,
    pub(super) dismissal: Option<Dismissal>,
}

impl Block {
    pub(super) fn other(text: String) -> Self {
        Self { text, kind: PieceKind::Other, gloss: None, dismissal: None }
    }
}

impl Document {
    /// Reads a sidecar's text; the path is for the error.
    pub fn parse(path: &Path, text: &str) -> Result<Self, Error> {
        let mut document = Self { crlf: text.contains("\r\n"), ..Self::default() };
        for piece in cut::cut(text) {
            let block = document.read_piece(path, text, &piece)?;
            if let Some(gloss) = &block.gloss {
                document.by_id.insert(gloss.id.clone(), document.blocks.len());
            }
            document.blocks.push(block);
        }
        if !text.trim().is_empty() {
            document.check_format(path)?;
        }
        Ok(document)
    }

    fn read_piece(&mut self, path: &Path, text: &str, piece: &cut::Piece<'_>) -> Result<Block, Error> {
        let parsed: DocumentMut = match piece.text.trim_start_matches('\u{feff}').parse() {
            Ok(parsed) => parsed,
            // The whole file tells best where it is wrong.
            Err(error) => {
                let whole = text.parse::<DocumentMut>().err();
                return Err(Error::syntax(path, text, whole.as_ref().unwrap_or(&error)));
            }
        };
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
            Ok(gloss) if self.by_id.contains_key(&gloss.id) => {
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
        let first = self.blocks.first().filter(|block| block.kind == PieceKind::Other)?;
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
        self.blocks[*self.by_id.get(id)?].gloss.as_ref()
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

    /// Makes all changes of a transaction.
    pub fn apply_all(&mut self, transaction: &Transaction) {
        transaction.changes.iter().for_each(|change| self.apply(change));
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
        while let Some(at) = self.blocks.iter().position(|block| block.dismissal.as_ref() == Some(dismissal))
        {
            self.remove(at);
        }
    }

    /// Makes a change. What the change was made from counts for what differs, so that whatever else the file has stays.
    pub fn apply(&mut self, change: &Change) {
        let Some(id) = change.id() else { return };
        let at = self.by_id.get(id).copied();
        match (at, &change.after) {
            (None, Some(gloss)) => self.insert(gloss.clone(), &write::annotation(gloss)),
            (Some(at), None) => {
                self.remove(at);
            }
            (Some(at), Some(after)) => self.replace(at, after),
            (None, None) => {}
        }
    }

    fn replace(&mut self, at: usize, after: &Gloss) {
        let Some(before) = self.blocks[at].gloss.clone() else { return };
        let text = write::changed(&self.blocks[at].text, &before, after);
        self.rewrite(at, after, &text.unwrap_or_else(|| write::annotation(after)));
    }

    /// Gives an annotation another text, and the place in the file that its start asks for.
    pub(super) fn rewrite(&mut self, at: usize, after: &Gloss, text: &str) {
        let same_start = self.blocks[at].gloss.as_ref().is_some_and(|before| before.start() == after.start());
        if same_start || self.is_in_order(at, after) {
            self.blocks[at].text = self.with_line_endings(text);
            self.blocks[at].gloss = Some(after.clone());
        } else {
            // Comments that stand alone behind it stay where they are.
            let own = text.len() - unattached(text).map_or(0, str::len);
            self.remove(at);
            self.insert(after.clone(), &text[..own]);
        }
    }

    /// Whether a gloss with this start can stay where it is.
    pub(super) fn is_in_order(&self, at: usize, gloss: &Gloss) -> bool {
        let start = |block: &Block| block.gloss.as_ref().map(Gloss::start);
        let before = self.blocks[..at].iter().rev().find_map(start);
        let after = self.blocks[at + 1..].iter().find_map(start);
        before.is_none_or(|before| before <= gloss.start())
            && after.is_none_or(|after| gloss.start() <= after)
    }

    /// A file has at least the name of its format.
    pub(super) fn begin(&mut self) {
        if self.blocks.is_empty() {
            self.blocks.push(Block::other(format!("format = \"{FORMAT}\"\n")));
        }
    }

    pub(super) fn insert(&mut self, gloss: Gloss, text: &str) {
        self.begin();
        let later = |block: &Block| block.gloss.as_ref().is_some_and(|other| order(other) > order(&gloss));
        let at = self.blocks.iter().position(later).unwrap_or_else(|| self.after_annotations());
        let kind = PieceKind::Annotation;
        self.put(at, Block { kind, gloss: Some(gloss), ..Block::other(text.to_owned()) });
    }

    pub(super) fn with_line_endings(&self, text: &str) -> String {
        if self.crlf { text.replace("\r\n", "\n").replace('\n', "\r\n") } else { text.to_owned() }
    }
}
