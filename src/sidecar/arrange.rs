//! Where entries stand in a file, with the blank lines between them and the comments that stand alone.

use std::collections::HashSet;

use super::{
    cut::{self, PieceKind},
    document::{Block, Document},
};
use crate::gloss::{Gloss, Id};

/// What the order of annotations goes by.
pub fn order(gloss: &Gloss) -> (usize, &Id) {
    (gloss.start(), &gloss.id)
}

impl Document {
    /// Where an annotation goes that is later than all others.
    pub(super) fn after_annotations(&self) -> usize {
        let last = |kind| self.blocks.iter().rposition(|block| block.kind == kind);
        last(PieceKind::Annotation).or_else(|| last(PieceKind::Other)).map_or(0, |at| at + 1)
    }

    /// Puts a new entry at `at`, with a blank line on either side.
    pub(super) fn put(&mut self, at: usize, block: Block) {
        let is_last = at == self.blocks.len();
        let before = at.checked_sub(1).map(|before| &mut self.blocks[before]);
        let text = spaced(before, &block.text, is_last, self.crlf);
        self.blocks.insert(at, Block { text, ..block });
        self.number(at);
    }

    /// Takes an entry out. Comments that stand alone behind it stay.
    pub(super) fn remove(&mut self, at: usize) {
        let block = self.blocks.remove(at);
        if let Some(gloss) = &block.gloss {
            self.by_id.remove(&gloss.id);
        }
        hand_on(&block, at.checked_sub(1).map(|before| &mut self.blocks[before]));
        if at == self.blocks.len() {
            self.end();
        }
        self.number(at);
    }

    /// Takes annotations out and puts new ones, given with their texts, where their starts belong: all at once, in a time
    /// that grows with the file and not with each of them.
    pub(super) fn rearrange(&mut self, gone: &HashSet<Id>, mut new: Vec<(Gloss, String)>) {
        if gone.is_empty() && new.is_empty() {
            return;
        }
        self.begin();
        let mut stays: Vec<Block> = Vec::with_capacity(self.blocks.len());
        for block in std::mem::take(&mut self.blocks) {
            match &block.gloss {
                Some(gloss) if gone.contains(&gloss.id) => hand_on(&block, stays.last_mut()),
                _ => stays.push(block),
            }
        }
        self.blocks = stays;
        if !gone.is_empty() {
            self.end();
        }
        new.sort_by(|(one, _), (other, _)| order(one).cmp(&order(other)));
        let after_annotations = self.after_annotations();
        let mut new = new.into_iter().peekable();
        let mut blocks: Vec<(Block, bool)> = Vec::with_capacity(self.blocks.len() + new.len());
        let kind = PieceKind::Annotation;
        let entry = |(gloss, text)| (Block { kind, gloss: Some(gloss), ..Block::other(text) }, true);
        let old = std::mem::take(&mut self.blocks);
        let count = old.len();
        for (at, block) in old.into_iter().enumerate() {
            if at == after_annotations {
                blocks.extend(new.by_ref().map(entry));
            }
            if let Some(gloss) = &block.gloss {
                while let Some(earlier) = new.next_if(|(new, _)| order(new) < order(gloss)) {
                    blocks.push(entry(earlier));
                }
            }
            blocks.push((block, false));
        }
        if after_annotations == count {
            blocks.extend(new.map(entry));
        }
        let last = blocks.len().saturating_sub(1);
        for (at, (block, is_new)) in blocks.into_iter().enumerate() {
            let text = if is_new {
                spaced(self.blocks.last_mut(), &block.text, at == last, self.crlf)
            } else {
                block.text
            };
            self.blocks.push(Block { text, ..block });
        }
        self.by_id.clear();
        self.number(0);
    }

    /// The file ends with its last entry, not with blank lines.
    fn end(&mut self) {
        if let Some(last) = self.blocks.last_mut() {
            while last.text.ends_with("\n\n") || last.text.ends_with("\r\n\r\n") {
                let newline = if last.text.ends_with("\r\n") { 2 } else { 1 };
                last.text.truncate(last.text.len() - newline);
            }
        }
    }

    /// Notes anew which block an id is in, from `from` on.
    pub(super) fn number(&mut self, from: usize) {
        for (at, block) in self.blocks.iter().enumerate().skip(from) {
            let Some(gloss) = &block.gloss else { continue };
            match self.by_id.get_mut(&gloss.id) {
                Some(known) => *known = at,
                None => drop(self.by_id.insert(gloss.id.clone(), at)),
            }
        }
    }
}

/// A new entry's text with a blank line on either side, and with the file's line breaks.
fn spaced(before: Option<&mut Block>, text: &str, is_last: bool, crlf: bool) -> String {
    let mut text = text.trim_end().to_owned() + if is_last { "\n" } else { "\n\n" };
    if let Some(before) = before {
        if !before.text.ends_with('\n') {
            before.text.push_str(if crlf { "\r\n" } else { "\n" });
        }
        if !before.text.ends_with("\n\n") && !before.text.ends_with("\r\n\r\n") {
            text.insert(0, '\n');
        }
    }
    if crlf { text.replace("\r\n", "\n").replace('\n', "\r\n") } else { text }
}

/// Leaves what stands alone behind an entry that is taken out with the one before it.
fn hand_on(gone: &Block, before: Option<&mut Block>) {
    if let (Some(comments), Some(before)) = (unattached(&gone.text), before) {
        before.text.push_str(comments);
    }
}

/// The comments at the end of an entry's text that stand apart from it, behind a blank line.
pub fn unattached(text: &str) -> Option<&str> {
    let (_blank, comments) = cut::tail(text).split_once('\n')?;
    comments.contains('#').then_some(comments)
}
