//! The units that a text is read and selected by, and the segments of each near an offset.

use super::{
    MAX_LINE_BYTES, Span, Text,
    paragraphs::MAX_HEADING_BYTES,
    segment,
    structure::{BlockKind, TextBlock},
};

/// What one step moves by, from the smallest to the largest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Unit {
    /// A word (UAX #29).
    Word,
    /// A part of a sentence that states something by itself.
    Clause,
    /// A sentence.
    Sentence,
    /// What stands between quotation marks, with the marks.
    Quotation,
    /// A paragraph.
    Paragraph,
    /// From a heading to the next one.
    Section,
}

/// How many paragraphs are passed in search of a unit that few of them have, or of a heading: a long chapter's.
const MAX_PASSED_PARAGRAPHS: usize = 500;

/// How many paragraphs a quotation may run over, either way, and still be seen as one.
const MAX_QUOTED_PARAGRAPHS: usize = 6;

impl Unit {
    /// All of them, from the smallest to the largest.
    pub const ALL: [Self; 6] =
        [Self::Word, Self::Clause, Self::Sentence, Self::Quotation, Self::Paragraph, Self::Section];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Word => "word",
            Self::Clause => "clause",
            Self::Sentence => "sentence",
            Self::Quotation => "quotation",
            Self::Paragraph => "paragraph",
            Self::Section => "section",
        }
    }

    /// The unit's segments that touch `paragraph`, ascending and not overlapping.
    pub fn segments(self, text: &Text, paragraph: Span) -> Vec<Span> {
        let block = text.structure().block(paragraph.start);
        if let Some(found) = block.and_then(|block| self.segments_of_lines(text, block)) {
            return found;
        }
        match self {
            Self::Word => text.with_slice(paragraph, |s| segment::words(s).collect()),
            Self::Clause => {
                let language = text.language(paragraph);
                text.with_slice(paragraph, |s| {
                    let clauses = |sentence: Span| {
                        let parts = segment::clauses(&s[sentence.range()], language);
                        parts.into_iter().map(move |part| part.shifted(sentence.start))
                    };
                    segment::sentences(s, language).into_iter().flat_map(clauses).collect()
                })
            }
            Self::Sentence => {
                let language = text.language(paragraph);
                text.with_slice(paragraph, |s| segment::sentences(s, language))
            }
            Self::Quotation => quotations(text, paragraph),
            Self::Paragraph => vec![paragraph],
            Self::Section => vec![section(text, paragraph)],
        }
    }

    /// The unit's segments in a block of lines that stand for themselves, for those units that running text has in another
    /// way: a line of code, a row and a cell of a table take the places of sentence and clause, and code quotes nobody.
    fn segments_of_lines(self, text: &Text, block: &TextBlock) -> Option<Vec<Span>> {
        let parts = |ends: &'static [char]| {
            text.with_slice(block.span, |s| {
                let mut at = 0;
                let mut trimmed = |piece: &str| {
                    let start = at + piece.len() - piece.trim_start().len();
                    at += piece.len() + 1;
                    Span::new(start, start + piece.trim().len())
                };
                s.split(ends).map(&mut trimmed).filter(|part| !part.is_empty()).collect()
            })
        };
        match (&block.kind, self) {
            (BlockKind::Code { .. }, Self::Quotation) => Some(Vec::new()),
            (BlockKind::Code { .. }, Self::Sentence | Self::Clause)
            | (BlockKind::Table { .. }, Self::Sentence) => Some(parts(&['\n'])),
            (BlockKind::Table { .. }, Self::Clause) => Some(parts(&['\n', '\t'])),
            _ => None,
        }
    }

    /// The segment at `at`, or the nearest one in its paragraph.
    pub fn at(self, text: &Text, at: usize) -> Option<Span> {
        let segments = self.segments(text, text.paragraph(at));
        let distance =
            |s: &Span| if s.contains(at) { 0 } else { s.start.abs_diff(at).min(s.end.abs_diff(at)) + 1 };
        segments.into_iter().filter(|s| !s.is_empty()).min_by_key(distance)
    }

    /// The first segment that starts at `at` or later.
    pub fn next(self, text: &Text, at: usize) -> Option<Span> {
        if self == Self::Section {
            return next_heading(text, at).map(|heading| section(text, heading));
        }
        let mut paragraph = text.paragraph(at);
        for _ in 0..MAX_PASSED_PARAGRAPHS {
            if let Some(found) = self.segments(text, paragraph).into_iter().find(|s| s.start >= at) {
                return Some(found);
            }
            paragraph = text.next_paragraph(paragraph.end.max(at))?;
        }
        None
    }

    /// The last segment that ends at `at` or earlier.
    pub fn previous(self, text: &Text, at: usize) -> Option<Span> {
        if self == Self::Section {
            let before = text.previous_paragraph(at)?;
            return Some(section(text, before));
        }
        let mut paragraph = text.paragraph(at);
        for _ in 0..MAX_PASSED_PARAGRAPHS {
            let found =
                self.segments(text, paragraph).into_iter().rev().find(|s| s.end <= at && !s.is_empty());
            if found.is_some() {
                return found;
            }
            paragraph = text.previous_paragraph(paragraph.start)?;
        }
        None
    }
}

impl Text {
    /// The spans that `find` sees in the text of `span`, as spans of the whole text.
    fn with_slice(&self, span: Span, find: impl FnOnce(&str) -> Vec<Span>) -> Vec<Span> {
        find(&self.slice(span)).into_iter().map(|found| found.shifted(span.start)).collect()
    }
}

/// The outermost quotations that touch `paragraph`; one may have begun in a paragraph before it.
fn quotations(text: &Text, paragraph: Span) -> Vec<Span> {
    let (around, language) = (quoted_around(text, paragraph), text.language(paragraph));
    let mut found = text.with_slice(around, |s| {
        segment::quotations(s, language).into_iter().filter(|q| q.depth == 0).map(|q| q.outer).collect()
    });
    found.retain(|quotation| quotation.overlaps(paragraph));
    found
}

/// The quotations of any depth near `at`, as spans of the text, with their marks.
pub fn quotations_around(text: &Text, at: usize) -> Vec<Span> {
    let paragraph = text.paragraph(at);
    let (around, language) = (quoted_around(text, paragraph), text.language(paragraph));
    text.with_slice(around, |s| segment::quotations(s, language).into_iter().map(|q| q.outer).collect())
}

/// `paragraph` with those around it over which a quotation may run: in a text with structure, no heading, no table, and
/// nothing that stands in another list or quotation is among them.
fn quoted_around(text: &Text, paragraph: Span) -> Span {
    let around = around(text, paragraph, MAX_QUOTED_PARAGRAPHS);
    let blocks = text.structure().blocks_in(around);
    let Some(own) = blocks.iter().position(|block| block.span == paragraph) else { return around };
    let goes_on = |block: &&TextBlock| {
        block.kind == BlockKind::Paragraph
            && blocks[own].kind == BlockKind::Paragraph
            && block.list_depth == blocks[own].list_depth
            && block.quotation_depth == blocks[own].quotation_depth
    };
    let before = blocks[..own].iter().rev().take_while(goes_on).last();
    let after = blocks[own + 1..].iter().take_while(goes_on).last();
    before.into_iter().chain(after).fold(paragraph, |span, block| span.hull(block.span))
}

/// `paragraph` with up to `most` paragraphs on each side, as far as they are near.
pub fn around(text: &Text, paragraph: Span, most: usize) -> Span {
    let mut span = paragraph;
    for _ in 0..most {
        match text.previous_paragraph(span.start) {
            Some(before) if paragraph.start - before.start <= MAX_LINE_BYTES / 2 => span.start = before.start,
            _ => break,
        }
    }
    for _ in 0..most {
        match text.next_paragraph(span.end) {
            Some(after) if after.end - paragraph.end <= MAX_LINE_BYTES / 2 => span.end = after.end,
            _ => break,
        }
    }
    span
}

/// From the heading at or before `paragraph` to the last paragraph before the next heading.
fn section(text: &Text, paragraph: Span) -> Span {
    if let Some(section) = text.structure().section(paragraph.start) {
        return section;
    }
    let mut start = paragraph;
    for _ in 0..MAX_PASSED_PARAGRAPHS {
        if is_heading(text, start) {
            break;
        }
        match text.previous_paragraph(start.start) {
            Some(before) => start = before,
            None => break,
        }
    }
    let mut end = paragraph;
    for _ in 0..MAX_PASSED_PARAGRAPHS {
        match text.next_paragraph(end.end) {
            Some(after) if !is_heading(text, after) => end = after,
            _ => break,
        }
    }
    start.hull(end)
}

fn next_heading(text: &Text, at: usize) -> Option<Span> {
    if !text.structure().blocks().is_empty() {
        return text.structure().heading_from(at).map(|heading| heading.span);
    }
    let mut paragraph = text.next_paragraph(at)?;
    for _ in 0..MAX_PASSED_PARAGRAPHS {
        if is_heading(text, paragraph) {
            return Some(paragraph);
        }
        paragraph = text.next_paragraph(paragraph.end)?;
    }
    None
}

fn is_heading(text: &Text, paragraph: Span) -> bool {
    paragraph.len() < MAX_HEADING_BYTES && segment::is_heading(&text.slice(paragraph))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::structure::Markup;

    const SOURCE: &str = "He said: “We go on.\n\nfn main() {\n    go(\"on\"); // Go. On.\n}\n\nOn we go.” So.\n\nYear\tSum\n1901\tTwo. Three.\n\nThe river\n\nIt rose.\n\nThe sea\n\nIt fell.";

    fn text() -> Text {
        let span = |words: &str| {
            let start = SOURCE.find(words).unwrap_or_default();
            Span::new(start, start + words.len())
        };
        let block = |kind, words| TextBlock::new(kind, span(words));
        let blocks = vec![
            block(BlockKind::Code { language: "".into() }, "fn main() {\n    go(\"on\"); // Go. On.\n}"),
            block(BlockKind::Table { head: 1, columns: [].into() }, "Year\tSum\n1901\tTwo. Three."),
            block(BlockKind::Heading { level: 1 }, "It rose."),
        ];
        Text::structured(SOURCE, Markup { blocks, ..Markup::default() })
    }

    fn found(unit: Unit, at: &str) -> Vec<String> {
        let text = text();
        let paragraph = text.paragraph(SOURCE.find(at).unwrap_or_default());
        unit.segments(&text, paragraph).into_iter().map(|span| text.quote(span)).collect()
    }

    #[test]
    fn lines_of_code_and_cells_of_tables_are_units_of_their_own() {
        for unit in [Unit::Sentence, Unit::Clause] {
            assert_eq!(found(unit, "fn main"), ["fn main() {", "go(\"on\"); // Go. On.", "}"]);
        }
        assert_eq!(found(Unit::Sentence, "Year"), ["Year\tSum", "1901\tTwo. Three."]);
        assert_eq!(found(Unit::Clause, "Year"), ["Year", "Sum", "1901", "Two. Three."]);
        assert!(found(Unit::Quotation, "fn main").is_empty());
    }

    #[test]
    fn a_quotation_does_not_run_over_code() {
        assert!(found(Unit::Quotation, "On we go").iter().all(|quotation| !quotation.contains("main")));
        assert!(found(Unit::Quotation, "He said").iter().all(|quotation| !quotation.contains("main")));
    }

    #[test]
    fn sections_begin_where_the_structure_says() {
        let text = text();
        let section = |at: &str| Unit::Section.at(&text, SOURCE.find(at).unwrap_or_default());
        let shown = |section: Option<Span>| section.map(|span| text.quote(span)).unwrap_or_default();
        assert_eq!(shown(section("The sea")), "It rose.\n\nThe sea\n\nIt fell.");
        assert!(shown(section("Year")).starts_with("He said"));
        assert!(shown(section("Year")).ends_with("The river"));
        assert_eq!(Unit::Section.next(&text, 0), section("It rose"));
        assert_eq!(Unit::Section.next(&text, SOURCE.len()), None);
    }
}
