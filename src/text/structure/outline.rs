//! The outline of a text: its headings, and the sections under them.

use super::Structure;
use crate::text::Span;

/// A heading with its section.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OutlineEntry {
    /// 1 for the highest level.
    pub level: u8,
    /// The heading's text.
    pub heading: Span,
    /// From the heading to the next one of its level or a higher one; to the end of the last block, if there is none.
    pub section: Span,
}

impl Structure {
    /// The headings of the text in order, each with its section.
    pub fn outline(&self) -> Vec<OutlineEntry> {
        let mut open: Vec<(u8, usize)> = Vec::new();
        let mut entries = Vec::with_capacity(self.headings.len());
        // From the end, so that the headings that come after one are known when it is reached.
        for &index in self.headings.iter().rev() {
            let block = &self.blocks[index];
            let level = block.heading_level().unwrap_or(1);
            while open.last().is_some_and(|(below, _)| *below > level) {
                open.pop();
            }
            let end = open.last().map_or(self.blocks.len(), |(_, follows)| *follows);
            open.push((level, index));
            let section = block.span.hull(self.blocks[end - 1].span);
            entries.push(OutlineEntry { level, heading: block.span, section });
        }
        entries.reverse();
        entries
    }
}
