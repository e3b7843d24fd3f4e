//! The text, paragraph by paragraph, with its glosses marked.
//!
//! The text between two ends of spans has an element for each gloss on it, the longest outermost. Each span is
//! underlined in a lane, so that overlapping spans can be distinguished.

use std::{cmp::Reverse, io};

use super::{Export, GlossStyle, PageDocument, escape::escaped};
use crate::text::Span;

/// The number of lanes with an underline of their own, as in the page's style sheet.
const LANES: usize = 5;

/// Writes the texts of all documents.
pub fn write(documents: &[PageDocument<'_>], out: &mut dyn io::Write) -> io::Result<()> {
    writeln!(out, "<main id=\"article\" lang=\"\" tabindex=\"0\" aria-label=\"Article\">")?;
    documents.iter().try_for_each(|document| text(document, out))?;
    writeln!(out, "</main>")
}

/// Writes who wrote the document, when and where it was published, as far as that is known.
fn byline(export: &Export, out: &mut dyn io::Write) -> io::Result<()> {
    match export.byline() {
        Some(byline) => writeln!(out, "<p class=\"byline\" dir=\"auto\">{}</p>", escaped(&byline)),
        None => Ok(()),
    }
}

fn text(document: &PageDocument<'_>, out: &mut dyn io::Write) -> io::Result<()> {
    let PageDocument { export, name, prefix, .. } = document;
    let mut marks = Marks::new(export);
    let has_title = export.has_title();
    if let Some(name) = name {
        writeln!(out, "<p class=\"document\"><bdi>{}</bdi></p>", escaped(name))?;
    }
    if !has_title {
        writeln!(out, "<h1 dir=\"auto\">{}</h1>", escaped(&export.title))?;
        byline(export, out)?;
    }
    let (mut paragraph, mut number) = (export.text.next_paragraph(0), 1);
    while let Some(span) = paragraph {
        let name = if has_title && number == 1 { "h1" } else { "p" };
        // Spaces inside a marked text are kept, also at the ends of lines; elsewhere they would be shown as marked.
        let words = export.text.quote(span);
        let class = if words.contains("  ") || words.contains('\t') { " class=\"spaced\"" } else { "" };
        write!(out, "<{name} id=\"{prefix}p{number}\"{class} dir=\"auto\">")?;
        let mut at = span.start;
        while at < span.end {
            let end = marks.pass(at).min(span.end);
            piece(document, Span::new(at, end), &mut marks, out)?;
            at = end;
        }
        writeln!(out, "</{name}>")?;
        if name == "h1" {
            byline(export, out)?;
        }
        paragraph = export.text.next_paragraph(span.end);
        number += 1;
    }
    Ok(())
}

/// Writes a piece of text with the same glosses on all of it.
fn piece(
    document: &PageDocument<'_>,
    span: Span,
    marks: &mut Marks,
    out: &mut dyn io::Write,
) -> io::Result<()> {
    for mark in &mut marks.active {
        let GlossStyle { label, class } = &document.styles[mark.gloss];
        let (gloss, lane) = (document.before + mark.gloss, mark.lane.min(LANES - 1));
        write!(out, "<mark class=\"{class} lane-{lane}\" data-gloss=\"{gloss}\"")?;
        if !std::mem::replace(&mut mark.is_begun, true) {
            write!(out, " data-label=\"{}\"", escaped(label))?;
            if mark.is_first {
                write!(out, " id=\"s{gloss}\"")?;
            }
        }
        write!(out, ">")?;
    }
    write!(out, "{}", escaped(&document.export.text.quote(span)))?;
    marks.active.iter().try_for_each(|_| write!(out, "</mark>"))
}

/// A span of a gloss.
struct MarkEdge {
    span: Span,
    /// The number of the gloss.
    gloss: usize,
    /// Whether it is the first span of the gloss.
    is_first: bool,
    /// Whether a part of it has been written.
    is_begun: bool,
    lane: usize,
}

/// The spans of a document during a pass through it.
struct Marks {
    /// The spans that begin later, in reverse order.
    coming: Vec<MarkEdge>,
    /// The spans at the current position, the longest first.
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

    /// Moves to the offset `at`; returns the offset up to which the same spans are active.
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
