//! The structure of a text: its blocks, styles, links, notes and locators.
//!
//! A reader of a format gives a text with its [`Markup`]; [`Text::structured`](crate::text::Text::structured) makes a
//! [`Structure`] of it, which holds what the rest of the program relies on, whatever the reader did: every span lies within
//! the text, is half-open, counts bytes and splits no grapheme cluster; blocks ascend, don't overlap and cover all that can be
//! read. A plain text has an empty structure, and its blocks are worked out near the place that is asked for.

mod block;
mod borders;
mod inline;
mod label;
mod locator;
mod outline;
mod ranges;

use std::collections::HashSet;

use serde::{Deserialize, Serialize};
use unicode_segmentation::UnicodeSegmentation;

use super::{MAX_LINE_BYTES, Span};
pub use block::{BlockKind, ColumnAlignment, ListMarker, TextBlock};
use borders::Borders;
pub use inline::{Footnote, Hyperlink, LinkTarget, Style, StyledSpan};
pub use locator::{CitedPlace, Locator, LocatorKind};
pub use outline::{OutlineEntry, heading_name};
pub use ranges::{Ranges, Spanned};

/// The structure as a reader gives it, in any order. All spans are in bytes of the text that it made.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct Markup {
    /// The blocks. Text between them that isn't blank becomes paragraphs.
    pub blocks: Vec<TextBlock>,
    /// Parts with a style.
    pub styles: Vec<StyledSpan>,
    /// Links and pictures.
    pub links: Vec<Hyperlink>,
    /// Footnotes and endnotes.
    pub notes: Vec<Footnote>,
    /// Pages, chapters, times, messages.
    pub locators: Vec<Locator>,
    /// Where the text of each physical page begins, ascending; a page without text begins where the next one does. Empty for a
    /// format without pages.
    pub pages: Vec<usize>,
}

/// The structure of a text. Empty for plain text.
#[derive(Clone, Debug, Default)]
pub struct Structure {
    blocks: Vec<TextBlock>,
    /// The indices of the blocks that are headings.
    headings: Vec<usize>,
    styles: Ranges<StyledSpan>,
    links: Ranges<Hyperlink>,
    notes: Ranges<Footnote>,
    bodies: Ranges<NoteBody>,
    locators: Ranges<Locator>,
    /// The kinds of the locators.
    locator_kinds: HashSet<LocatorKind>,
    pages: Vec<usize>,
}

/// The body of a note, to find the note by it.
#[derive(Clone, Copy, Debug)]
struct NoteBody {
    span: Span,
    /// The index of the note.
    note: usize,
}

impl Spanned for NoteBody {
    fn span(&self) -> Span {
        self.span
    }
}

impl Structure {
    /// The structure of `text` made from `markup`, with every span brought into order.
    pub fn new(text: &str, markup: Markup) -> Self {
        let mut markup = on_borders(text, markup);
        markup.blocks = in_order(text, markup.blocks);
        markup.locators.extend(sections(text, &markup.blocks, &markup.locators));
        Self::of_ordered(markup)
    }

    /// The structure of a plain `text`, of which only its locators and pages are known.
    pub(super) fn without_blocks(text: &str, markup: Markup) -> Self {
        Self::of_ordered(on_borders(text, Markup { blocks: Vec::new(), ..markup }))
    }

    /// The structure made of markup whose spans are in order.
    fn of_ordered(mut markup: Markup) -> Self {
        markup.pages.sort_unstable();
        markup.tidy_labels();
        let blocks = markup.blocks;
        let headings = (0..blocks.len()).filter(|&i| blocks[i].heading_level().is_some()).collect();
        let notes = Ranges::new(markup.notes);
        let bodies = notes.as_slice().iter().enumerate();
        let bodies = bodies.map(|(note, footnote)| NoteBody { span: footnote.body, note }).collect();
        Self {
            blocks,
            headings,
            styles: Ranges::new(markup.styles),
            links: Ranges::new(markup.links),
            bodies: Ranges::new(bodies),
            notes,
            locator_kinds: markup.locators.iter().map(|locator| locator.kind).collect(),
            locators: Ranges::new(markup.locators),
            pages: markup.pages,
        }
    }

    /// The blocks, ascending. There are none in a plain text: [`Text::blocks`](crate::text::Text::blocks) has them for any.
    pub fn blocks(&self) -> &[TextBlock] {
        &self.blocks
    }

    /// The block that `at` lies in; between two blocks, the one before; before the first one, the first one.
    pub fn block(&self, at: usize) -> Option<&TextBlock> {
        self.blocks.get(self.blocks_before(at + 1).saturating_sub(1))
    }

    /// How many blocks start before `at`.
    pub fn blocks_before(&self, at: usize) -> usize {
        self.blocks.partition_point(|block| block.span.start < at)
    }

    /// The blocks that share at least one byte with `span`.
    pub fn blocks_in(&self, span: Span) -> &[TextBlock] {
        let from = self.blocks.partition_point(|block| block.span.end <= span.start);
        let to = self.blocks_before(span.end).max(from);
        &self.blocks[from..to]
    }

    /// The last heading that starts at `at` or before it.
    pub fn heading_at(&self, at: usize) -> Option<&TextBlock> {
        let next = self.headings.partition_point(|&heading| self.blocks[heading].span.start <= at);
        Some(&self.blocks[self.headings[next.checked_sub(1)?]])
    }

    /// The first heading that starts at `at` or later.
    pub fn heading_from(&self, at: usize) -> Option<&TextBlock> {
        let next = self.headings.partition_point(|&heading| self.blocks[heading].span.start < at);
        self.headings.get(next).map(|&heading| &self.blocks[heading])
    }

    /// The section that `at` lies in: from its heading, or from the first block, to the last block before the next heading of
    /// any level. None where there are no blocks.
    pub fn section(&self, at: usize) -> Option<Span> {
        let start = self.heading_at(at).or(self.blocks.first())?.span;
        let next =
            self.heading_from(at + 1).map_or(self.blocks.len(), |next| self.blocks_before(next.span.start));
        Some(start.hull(self.blocks[next.max(1) - 1].span))
    }

    /// Parts with a style.
    pub fn styles(&self) -> &Ranges<StyledSpan> {
        &self.styles
    }

    /// Links and pictures.
    pub fn links(&self) -> &Ranges<Hyperlink> {
        &self.links
    }

    /// Notes, by the marks that refer to them.
    pub fn notes(&self) -> &Ranges<Footnote> {
        &self.notes
    }

    /// The first of the notes in whose body `at` lies.
    pub fn note_with_body_at(&self, at: usize) -> Option<&Footnote> {
        let bodies = self.bodies.at(at).into_iter().map(|body| body.note);
        bodies.min().map(|note| &self.notes.as_slice()[note])
    }

    /// Pages, chapters, times, messages.
    pub fn locators(&self) -> &Ranges<Locator> {
        &self.locators
    }

    /// Whether the text has locators of this kind anywhere.
    pub fn has_locators(&self, kind: LocatorKind) -> bool {
        self.locator_kinds.contains(&kind)
    }

    /// The number of the page of the file, from 1, on which the byte at `at` stands, whatever the page is called. None if the format has
    /// no pages.
    pub fn physical_page(&self, at: usize) -> Option<usize> {
        Some(self.pages.partition_point(|&start| start <= at)).filter(|&number| number > 0)
    }

    /// The place of `span` as people cite it: for each kind of locator, in the order of [`LocatorKind`], the label at its start and
    /// at its end.
    pub fn citation(&self, span: Span) -> Vec<CitedPlace<'_>> {
        let mut found: Vec<CitedPlace<'_>> = Vec::new();
        for locator in self.locators.overlapping(span) {
            match found.iter_mut().find(|place| place.kind == locator.kind) {
                Some(place) => place.last = &locator.label,
                None => {
                    let label = &*locator.label;
                    found.push(CitedPlace { kind: locator.kind, first: label, last: label });
                }
            }
        }
        found.sort_by_key(|place| place.kind);
        found
    }
}

/// `markup` with every end of a span within the text and at the start of a grapheme cluster.
fn on_borders(text: &str, mut markup: Markup) -> Markup {
    fn each(markup: &mut Markup, change: &mut dyn FnMut(&mut usize)) {
        let Markup { blocks, styles, links, notes, locators, pages: _ } = markup;
        let spans = blocks.iter_mut().map(|block| &mut block.span);
        let spans = spans.chain(styles.iter_mut().map(|style| &mut style.span));
        let spans = spans.chain(notes.iter_mut().flat_map(|note| [&mut note.reference, &mut note.body]));
        let spans = spans.chain(locators.iter_mut().map(|locator| &mut locator.span));
        for Span { start, end } in spans {
            change(start);
            change(end);
        }
        for Hyperlink { span, target } in links {
            change(&mut span.start);
            change(&mut span.end);
            if let LinkTarget::Place(at) = target {
                change(at);
            }
        }
    }
    let mut places = Vec::new();
    each(&mut markup, &mut |at| {
        *at = (*at).min(text.len());
        places.push(*at);
    });
    let borders = Borders::new(text, places);
    each(&mut markup, &mut |at| *at = borders.floor(*at));
    markup
}

/// The sections as locators, each from a heading to the next one: in a text without places of its own but pages, people cite what
/// stands below a heading by that.
fn sections(text: &str, blocks: &[TextBlock], locators: &[Locator]) -> Vec<Locator> {
    if locators.iter().any(|locator| locator.kind != LocatorKind::Page) {
        return Vec::new();
    }
    let headings: Vec<Span> =
        blocks.iter().filter(|block| block.heading_level().is_some()).map(|block| block.span).collect();
    let notes = blocks.iter().find(|block| matches!(block.kind, BlockKind::Note { .. }));
    let end = notes.map_or(text.len(), |note| note.span.start);
    let ends = headings.iter().skip(1).map(|next| next.start).chain([end]);
    let section = |(heading, end): (&Span, usize)| Locator {
        span: Span::new(heading.start, end),
        kind: LocatorKind::Section,
        label: text[heading.range()].into(),
    };
    headings.iter().zip(ends).map(section).collect()
}

/// `blocks` ascending and without overlaps, and a paragraph for whatever can be read between two of them.
fn in_order(text: &str, mut blocks: Vec<TextBlock>) -> Vec<TextBlock> {
    blocks.sort_by_key(|block| block.span);
    let mut ordered = Vec::with_capacity(blocks.len());
    let mut end = 0;
    for mut block in blocks {
        block.span = Span::new(block.span.start.max(end), block.span.end);
        if block.span.is_empty() {
            continue;
        }
        ordered.extend(
            between(text, Span::new(end, block.span.start)).into_iter().flat_map(|b| pieces(text, b)),
        );
        end = block.span.end;
        ordered.extend(pieces(text, block));
    }
    ordered.extend(between(text, Span::new(end, text.len())).into_iter().flat_map(|b| pieces(text, b)));
    ordered
}

/// `block` in pieces that are not longer than what is read as one: cut at a line end, at a space or before a cluster.
fn pieces(text: &str, mut block: TextBlock) -> Vec<TextBlock> {
    let mut pieces = Vec::new();
    let mut rest = block.span;
    while rest.len() > MAX_LINE_BYTES {
        let within = &text[rest.start..text.floor_char_boundary(rest.start + MAX_LINE_BYTES)];
        // What follows a cut must begin a cluster by itself: an ASCII character after an ASCII space does.
        let is_cut = |at: &usize| within.as_bytes()[*at].is_ascii_graphic();
        let cut = |space: u8| memchr::memrchr_iter(space, within.as_bytes()).map(|at| at + 1);
        let cut = |space: u8| cut(space).filter(|&at| at < within.len()).find(is_cut);
        let cluster = || {
            text[rest.range()].graphemes(true).scan(0, |at, cluster| {
                *at += cluster.len();
                Some(*at)
            })
        };
        let last = || cluster().take_while(|&at| at <= MAX_LINE_BYTES).last().or_else(|| cluster().next());
        let len = cut(b'\n').or_else(|| cut(b' ')).or_else(last).unwrap_or(rest.len());
        pieces.push(TextBlock { span: Span::new(rest.start, rest.start + len), ..block.clone() });
        rest.start += len;
        // The marker, the label and the head of a table stand in the first piece only.
        match &mut block.kind {
            BlockKind::ListItem { .. } | BlockKind::Note { .. } => block.kind = BlockKind::Paragraph,
            BlockKind::Table { head, .. } => *head = 0,
            _ => {}
        }
    }
    if !rest.is_empty() {
        pieces.push(TextBlock { span: rest, ..block });
    }
    pieces
}

/// The paragraph in `gap`, if there is more than white space.
fn between(text: &str, gap: Span) -> Option<TextBlock> {
    let blank = |cluster: &&str| cluster.chars().all(char::is_whitespace);
    let slice = &text[gap.range()];
    let head: usize = slice.graphemes(true).take_while(blank).map(str::len).sum();
    let tail: usize = slice[head..].graphemes(true).rev().take_while(blank).map(str::len).sum();
    let span = Span::new(gap.start + head, gap.end - tail);
    (!span.is_empty()).then(|| TextBlock::new(BlockKind::Paragraph, span))
}

#[cfg(test)]
mod tests;
