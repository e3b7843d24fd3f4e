//! The text, paragraph by paragraph, with its glosses marked.
//!
//! A stretch of text between two ends of spans is in an element for each gloss on it, the longest outside. Each span has a
//! lane, in which it is underlined, so that those that overlap are told apart.

use std::{cmp::Reverse, io};

use super::{Export, Look, escape::escaped};
use crate::text::Span;

/// Lanes that have an underline of their own.
const LANES: usize = 5;

pub fn write(export: &Export, looks: &[Look], out: &mut dyn io::Write) -> io::Result<()> {
    let mut marks = Marks::new(export);
    let has_title = export.has_title();
    writeln!(out, "<main id=\"article\" lang=\"\" tabindex=\"0\" aria-label=\"Article\">")?;
    if !has_title {
        writeln!(out, "<h1 dir=\"auto\">{}</h1>", escaped(&export.title))?;
    }
    let (mut paragraph, mut number) = (export.text.next_paragraph(0), 1);
    while let Some(span) = paragraph {
        let name = if has_title && number == 1 { "h1" } else { "p" };
        // Spaces that say something are kept, also at the ends of lines; elsewhere they would be marked there.
        let words = export.text.quote(span);
        let class = if words.contains("  ") || words.contains('\t') { " class=\"spaced\"" } else { "" };
        write!(out, "<{name} id=\"p{number}\"{class} dir=\"auto\">")?;
        let mut at = span.start;
        while at < span.end {
            let end = marks.pass(at).min(span.end);
            piece(export, Span::new(at, end), &mut marks, looks, out)?;
            at = end;
        }
        writeln!(out, "</{name}>")?;
        paragraph = export.text.next_paragraph(span.end);
        number += 1;
    }
    writeln!(out, "</main>")
}

/// A stretch of text on which the same glosses are.
fn piece(
    export: &Export,
    span: Span,
    marks: &mut Marks,
    looks: &[Look],
    out: &mut dyn io::Write,
) -> io::Result<()> {
    for mark in &mut marks.active {
        let Look { label, class } = &looks[mark.gloss];
        let (gloss, lane) = (mark.gloss, mark.lane.min(LANES - 1));
        write!(out, "<mark class=\"{class} lane-{lane}\" data-gloss=\"{gloss}\"")?;
        if !std::mem::replace(&mut mark.is_begun, true) {
            write!(out, " data-label=\"{}\"", escaped(label))?;
            if mark.is_first {
                write!(out, " id=\"s{gloss}\"")?;
            }
        }
        write!(out, ">")?;
    }
    write!(out, "{}", escaped(&export.text.quote(span)))?;
    marks.active.iter().try_for_each(|_| write!(out, "</mark>"))
}

/// A span of a gloss.
struct MarkEdge {
    span: Span,
    /// The number of the gloss.
    gloss: usize,
    /// Whether it is the first of the gloss.
    is_first: bool,
    /// Whether some of it is written already.
    is_begun: bool,
    lane: usize,
}

/// The spans of a document on the way through it.
struct Marks {
    /// Those to come, the last of them first.
    coming: Vec<MarkEdge>,
    /// Those here, the longest first.
    active: Vec<MarkEdge>,
}

impl Marks {
    fn new(export: &Export) -> Self {
        let mut coming = Vec::new();
        for (gloss, placed) in export.glosses.iter().enumerate() {
            for (part, &span) in placed.place.spans.iter().enumerate() {
                coming.push(MarkEdge { span, gloss, is_first: part == 0, is_begun: false, lane: 0 });
            }
        }
        coming.sort_by_key(|mark| Reverse((mark.span.start, Reverse(mark.span.end), mark.gloss)));
        Self { coming, active: Vec::new() }
    }

    /// Goes on to `at`; up to where the same spans are active.
    fn pass(&mut self, at: usize) -> usize {
        self.active.retain(|mark| mark.span.end > at);
        while self.coming.last().is_some_and(|mark| mark.span.start <= at) {
            let Some(mut mark) = self.coming.pop() else { break };
            if mark.span.end > at {
                let free = |lane: &usize| self.active.iter().all(|other| other.lane != *lane);
                mark.lane = (0..=self.active.len()).find(free).unwrap_or_default();
                self.active.push(mark);
            }
        }
        self.active.sort_by_key(|mark| (Reverse(mark.span.len()), mark.gloss));
        let ends = self.active.iter().map(|mark| mark.span.end);
        let start = self.coming.last().map(|mark| mark.span.start);
        ends.chain(start).min().unwrap_or(usize::MAX)
    }
}
