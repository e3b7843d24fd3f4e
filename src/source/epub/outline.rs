//! The levels of the headings of a book, brought into agreement with its contents.

use std::collections::HashMap;

use super::{
    contents::BookPart,
    part_starts::{PartHeading, PartStart},
};
use crate::source::html::tree::{NodeId, Tree};

/// The lowest level of a heading.
const MAX_LEVEL: u8 = 6;

/// The levels of headings so far.
#[derive(Debug, Default)]
pub struct BookOutline {
    /// The parts that are open, with their depths in the contents and the levels of their headings.
    open: Vec<(u8, u8)>,
    /// The level of the last heading of a part at each depth.
    levels: HashMap<u8, u8>,
    /// How many levels lower the headings below the last one of a part are than they are marked.
    shift: u8,
}

/// A heading whose level isn't the one that it is marked with.
#[derive(Debug, PartialEq, Eq)]
pub struct Relevelled {
    /// The element.
    pub node: NodeId,
    /// 1 to 6.
    pub level: u8,
}

impl BookOutline {
    /// The headings of a file whose levels differ from those that they are marked with. For a heading that is missing the node is that
    /// before which it is written.
    pub fn levels(&mut self, tree: &Tree<'_>, parts: &[BookPart], starts: &[PartStart]) -> Vec<Relevelled> {
        let mut levels = Vec::new();
        let mut starts = starts.iter().filter(|start| start.heading != PartHeading::None).peekable();
        for node in 0..tree.len() {
            let own = tree.tag(node).and_then(|tag| tag.heading_level());
            let mut level = own.map(|own| (own + self.shift).min(MAX_LEVEL));
            while let Some(start) = starts.next_if(|start| start.heading_node() <= node) {
                let of_part = self.level_of(parts[start.part].depth, start.own_level());
                self.shift = start.own_level().map_or(0, |own| of_part.saturating_sub(own));
                if start.heading_node() == node {
                    level = Some(of_part);
                }
            }
            levels.extend(level.filter(|level| Some(*level) != own).map(|level| Relevelled { node, level }));
        }
        levels
    }

    /// The level of the heading of a part at this depth: that of its own heading, or a lower one, if the part that it is in has
    /// none higher than that.
    fn level_of(&mut self, depth: u8, own: Option<u8>) -> u8 {
        while self.open.last().is_some_and(|(open, _)| *open >= depth) {
            self.open.pop();
        }
        let least = self.open.last().map_or(1, |(_, level)| level + 1);
        let level =
            own.or_else(|| self.levels.get(&depth).copied()).unwrap_or(least).max(least).min(MAX_LEVEL);
        self.open.push((depth, level));
        self.levels.insert(depth, level);
        level
    }
}

impl PartStart {
    /// The element of the heading, or before which it is to be written.
    fn heading_node(&self) -> NodeId {
        match self.heading {
            PartHeading::Element(node, _) | PartHeading::Block(node) => node,
            PartHeading::Missing | PartHeading::None => self.node,
        }
    }

    fn own_level(&self) -> Option<u8> {
        match self.heading {
            PartHeading::Element(_, level) => Some(level),
            _ => None,
        }
    }
}
