//! The outline of a text: its headings, and the sections under them.

use super::Structure;
use crate::text::{Span, Text};

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

/// The name that links use for a heading with these words: in lower case, with hyphens for spaces and without punctuation, as GitHub
/// makes it.
pub fn heading_name(words: &str) -> String {
    let kept = |c: char| match c {
        ' ' => Some('-'),
        c if c.is_alphanumeric() || matches!(c, '-' | '_') => Some(c),
        _ => None,
    };
    words.to_lowercase().chars().filter_map(kept).collect()
}

impl Structure {
    /// Where the first heading begins that links call `name`. The text is that of the structure.
    pub fn heading_called(&self, text: &Text, name: &str) -> Option<usize> {
        let mut headings = self.headings.iter().map(|&index| self.blocks[index].span);
        headings.find(|heading| heading_name(&text.slice(*heading)) == name).map(|heading| heading.start)
    }

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
