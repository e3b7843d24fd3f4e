//! What has no name by which it could be known again: each side adds and removes some, and what both have stays.

use std::collections::HashSet;

use super::{Merge, comments, difference, tables::Place};
use crate::sidecar::{
    blocks::Block,
    cut::{self, PieceKind},
    document::Document,
};

impl Merge<'_> {
    /// Annotations that can't be read are texts, of which each side may add and remove some.
    pub(super) fn unreadable(&mut self) {
        let is_one = |block: &&Block| {
            block.kind != PieceKind::Other && block.gloss.is_none() && block.dismissal.is_none()
        };
        self.texts(is_one);
    }

    /// Merges the entries that `is_one` picks as a set of texts.
    pub(super) fn texts(&mut self, is_one: impl Fn(&&Block) -> bool) {
        let texts = |side: &Document| {
            let all =
                side.blocks.iter().filter(&is_one).map(|block| comments::core(&block.text).into_owned());
            all.collect::<HashSet<_>>()
        };
        let (base, ours, theirs) = (texts(self.base), texts(self.ours), texts(self.theirs));
        let is_gone = |block: &Block| {
            let core = comments::core(&block.text);
            is_one(&block) && base.contains(core.as_ref()) && !theirs.contains(core.as_ref())
        };
        let gone: Vec<usize> =
            self.merged.blocks.iter().enumerate().filter(|(_, b)| is_gone(b)).map(|(at, _)| at).collect();
        for at in gone.into_iter().rev() {
            self.merged.remove(at);
        }
        for block in self.theirs.blocks.iter().filter(&is_one) {
            let core = comments::core(&block.text);
            if !base.contains(core.as_ref()) && !ours.contains(core.as_ref()) {
                self.append(block.clone());
            }
        }
    }

    pub(super) fn dismissals(&mut self) {
        let done = difference(self.base, self.theirs);
        done.restored.iter().for_each(|dismissal| self.merged.restore(dismissal));
        for block in self.theirs.blocks.iter() {
            let new = block.dismissal.as_ref().is_some_and(|dismissal| done.dismissed.contains(dismissal));
            if new && self.merged.dismissals().all(|known| Some(known) != block.dismissal.as_ref()) {
                self.append(block.clone());
            }
        }
    }

    /// Puts an entry of theirs behind the last one of its kind.
    fn append(&mut self, block: Block) {
        self.merged.begin();
        let last = self.merged.blocks.iter().rposition(|other| other.kind == block.kind);
        let text = comments::core(&block.text).into_owned();
        let at = last.map_or(self.merged.blocks.len(), |at| at + 1);
        self.merged.put(vec![(at, Block { text, ..block })]);
    }

    /// Comments that stand alone, behind the entry that they stand behind in theirs.
    pub(super) fn comments_apart(&mut self) {
        let tails = self.theirs.blocks.iter().map(|block| (block, cut::tail(&block.text)));
        let tails: Vec<_> = tails.filter(|(_, tail)| tail.contains('#')).collect();
        if tails.is_empty() {
            return;
        }
        let texts = [self.base, &self.merged].into_iter().flat_map(|side| side.blocks.iter());
        let known = comments::all(texts.map(|block| block.text.as_str()));
        let new = tails.iter().map(|(block, tail)| (Place::of(block), comments::new_ones(tail, &known)));
        let new: Vec<_> = new.filter(|(_, new)| !new.is_empty()).collect();
        for (place, comments) in new {
            self.merged.append_comments(place.find(&self.merged), &comments);
        }
    }
}
