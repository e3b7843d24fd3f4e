//! The units that a text is read and selected by, and the segments of each near an offset.

use super::{LONGEST, Span, Text, segment};

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

/// How many paragraphs are passed in search of a unit that few of them have, or of a heading.
const FAR: usize = 500;

/// How many paragraphs a quotation may run over, either way, and still be seen as one.
const QUOTED_PARAGRAPHS: usize = 6;

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
        for _ in 0..FAR {
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
        for _ in 0..FAR {
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
    let around = around(text, paragraph, QUOTED_PARAGRAPHS);
    let language = text.language(paragraph);
    let mut found = text.with_slice(around, |s| {
        segment::quotations(s, language).into_iter().filter(|q| q.depth == 0).map(|q| q.outer).collect()
    });
    found.retain(|quotation| quotation.overlaps(paragraph));
    found
}

/// The quotations of any depth near `at`, as spans of the text, with their marks.
pub fn quotations_around(text: &Text, at: usize) -> Vec<Span> {
    let paragraph = text.paragraph(at);
    let (around, language) = (around(text, paragraph, QUOTED_PARAGRAPHS), text.language(paragraph));
    text.with_slice(around, |s| segment::quotations(s, language).into_iter().map(|q| q.outer).collect())
}

/// `paragraph` with up to `most` paragraphs on each side, as far as they are near.
pub fn around(text: &Text, paragraph: Span, most: usize) -> Span {
    let mut span = paragraph;
    for _ in 0..most {
        match text.previous_paragraph(span.start) {
            Some(before) if paragraph.start - before.start <= LONGEST / 2 => span.start = before.start,
            _ => break,
        }
    }
    for _ in 0..most {
        match text.next_paragraph(span.end) {
            Some(after) if after.end - paragraph.end <= LONGEST / 2 => span.end = after.end,
            _ => break,
        }
    }
    span
}

/// From the heading at or before `paragraph` to the last paragraph before the next heading.
fn section(text: &Text, paragraph: Span) -> Span {
    let mut start = paragraph;
    for _ in 0..FAR {
        if is_heading(text, start) {
            break;
        }
        match text.previous_paragraph(start.start) {
            Some(before) => start = before,
            None => break,
        }
    }
    let mut end = paragraph;
    for _ in 0..FAR {
        match text.next_paragraph(end.end) {
            Some(after) if !is_heading(text, after) => end = after,
            _ => break,
        }
    }
    start.hull(end)
}

fn next_heading(text: &Text, at: usize) -> Option<Span> {
    let mut paragraph = text.next_paragraph(at)?;
    for _ in 0..FAR {
        if is_heading(text, paragraph) {
            return Some(paragraph);
        }
        paragraph = text.next_paragraph(paragraph.end)?;
    }
    None
}

fn is_heading(text: &Text, paragraph: Span) -> bool {
    paragraph.len() < 400 && segment::is_heading(&text.slice(paragraph))
}
