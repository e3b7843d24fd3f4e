//! The study: the glosses of several coders on the same documents, in the form in which the measures count.
//!
//! Positions are code points, as in files. The text of a document is cut into *blocks*: runs of paragraphs whose borders no
//! gloss of any coder crosses. No unit reaches from one block into another. So counts can be added over blocks, and a resample of
//! a document can be put together from blocks.

use std::collections::BTreeSet;

use super::positions::Positions;
use crate::{
    gloss::{Glosses, Placed},
    text::{self, Span, Text},
};

/// A document with the glosses of several coders.
#[derive(Debug)]
pub struct CodedDocument {
    /// The text of the document.
    pub text: Text,
    /// The glosses of each coder, in the same order in all documents; `None` for a coder who has not worked on this document.
    pub coders: Vec<Option<Glosses>>,
}

/// A gloss as the measures see it: where it stands and its kind.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct CodedUnit {
    /// The parts of the gloss, in code points from the start of its block: ascending, not overlapping, at least one.
    pub spans: Vec<Span>,
    /// The kind of the gloss, as an index into [`Study::kinds`].
    pub kind: usize,
}

impl CodedUnit {
    /// The span from its first code point to its last one.
    pub fn hull(&self) -> Span {
        let (first, last) = (self.spans.first(), self.spans.last());
        first.copied().unwrap_or_default().hull(last.copied().unwrap_or_default())
    }

    /// Whether the two units have a code point in common.
    pub fn overlaps(&self, other: &Self) -> bool {
        self.spans.iter().any(|span| other.spans.iter().any(|theirs| span.overlaps(*theirs)))
    }
}

/// A run of paragraphs of a document that no gloss crosses the borders of.
#[derive(Clone, Debug, Default)]
pub struct Block {
    /// The index of its document.
    pub document: usize,
    /// The start of the block in its document, in bytes.
    pub byte: usize,
    /// The start of the block in its document, in code points.
    pub start: usize,
    /// The length in code points, up to the start of the next block.
    pub length: usize,
    /// The sentences in the block, in code points from its start.
    pub sentences: Vec<Span>,
    /// The units of each coder, ascending; `None` for a coder who has not worked on the document.
    pub coders: Vec<Option<Vec<CodedUnit>>>,
}

/// The units of all coders in all documents.
#[derive(Clone, Debug, Default)]
pub struct Study {
    /// The number of coders.
    pub coders: usize,
    /// The number of documents.
    pub documents: usize,
    /// The names of the kinds that any coder has used, sorted.
    pub kinds: Vec<String>,
    /// The blocks of all documents, one document after the other.
    pub blocks: Vec<Block>,
}

impl Study {
    /// The study of these documents. Glosses without a place are left out.
    pub fn new(documents: &[CodedDocument]) -> Self {
        let glosses = documents.iter().flat_map(|d| d.coders.iter().flatten()).flat_map(Glosses::iter);
        let kinds: BTreeSet<&str> =
            glosses.filter(|placed| has_place(placed)).map(|placed| placed.gloss.tag.as_str()).collect();
        let mut study = Self {
            coders: documents.iter().map(|d| d.coders.len()).max().unwrap_or(0),
            documents: documents.len(),
            kinds: kinds.into_iter().map(str::to_owned).collect(),
            ..Self::default()
        };
        for (number, document) in documents.iter().enumerate() {
            study.add(number, document);
        }
        study
    }

    /// Adds the blocks of a document.
    fn add(&mut self, number: usize, document: &CodedDocument) {
        let text = &document.text;
        let placed: Vec<Vec<&Placed>> = document
            .coders
            .iter()
            .map(|glosses| {
                glosses.iter().flat_map(Glosses::iter).filter(|placed| has_place(placed)).collect()
            })
            .collect();
        let positions = Positions::new(text);
        let starts = block_starts(
            &positions.paragraphs,
            placed.iter().flatten().filter_map(|placed| placed.place.hull()),
        );
        let first = self.blocks.len();
        for (i, &start) in starts.iter().enumerate() {
            let end = starts.get(i + 1).copied().unwrap_or(text.len());
            let Span { start: from, end: to } = positions.points(Span::new(start, end));
            let coders = document.coders.iter().map(|glosses| glosses.as_ref().map(|_| Vec::new()));
            self.blocks.push(Block {
                document: number,
                byte: start,
                start: from,
                length: to - from,
                coders: coders.collect(),
                ..Block::default()
            });
        }
        for sentence in
            positions.paragraphs.iter().flat_map(|&paragraph| text::Unit::Sentence.segments(text, paragraph))
        {
            let number = self.block_of(number, sentence.start);
            let block = &mut self.blocks[number];
            block.sentences.push(positions.points(sentence).unshifted(block.start));
        }
        for (coder, placed) in placed.iter().enumerate() {
            for placed in placed {
                let spans = &placed.place.spans;
                let number = self.block_of(number, spans[0].start);
                let block = &mut self.blocks[number];
                let kind = self.kinds.binary_search(&placed.gloss.tag).unwrap_or_default();
                let spans = spans.iter().map(|&span| positions.points(span).unshifted(block.start)).collect();
                block.coders[coder].get_or_insert_default().push(CodedUnit { spans, kind });
            }
        }
        self.blocks[first..].iter_mut().flat_map(|b| b.coders.iter_mut().flatten()).for_each(|c| c.sort());
    }

    /// The index of the block in which a byte of a document lies.
    pub fn block_of(&self, document: usize, at: usize) -> usize {
        self.blocks.partition_point(|block| (block.document, block.byte) <= (document, at)).saturating_sub(1)
    }

    /// Whether all of these coders have worked on the document of a block.
    pub fn have_all(&self, block: usize, coders: &[usize]) -> bool {
        coders.iter().all(|&coder| self.blocks[block].coders[coder].is_some())
    }
}

/// Whether a gloss stands somewhere in the text.
fn has_place(placed: &Placed) -> bool {
    placed.place.hull().is_some_and(|hull| !hull.is_empty())
}

/// The starts of the blocks in bytes: 0, and the start of each paragraph that lies in no gloss. Empty for an empty text.
fn block_starts(paragraphs: &[Span], glosses: impl Iterator<Item = Span>) -> Vec<usize> {
    let mut glosses: Vec<Span> = glosses.collect();
    glosses.sort_unstable();
    let mut glosses = glosses.into_iter().peekable();
    let mut reached = 0;
    let mut starts = Vec::new();
    for paragraph in paragraphs {
        while let Some(gloss) = glosses.next_if(|gloss| gloss.start < paragraph.start) {
            reached = reached.max(gloss.end);
        }
        if starts.is_empty() {
            starts.push(0);
        } else if reached <= paragraph.start {
            starts.push(paragraph.start);
        }
    }
    starts
}
