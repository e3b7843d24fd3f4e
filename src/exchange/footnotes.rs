//! The text with a place for a footnote at the end of each gloss, and what the footnotes say: for formats that set a text
//! with notes, each in its own markup.

use std::io;

use super::{
    Export,
    export::{Targets, words},
};
use crate::gloss::{Placed, State};

/// What a format makes of text and footnotes.
pub trait Footed {
    /// What stands between the marks of two footnotes, so that they are not read as one number.
    const BETWEEN: &'static str;
    /// Something to be written as it stands; whether it starts a line.
    fn text(&self, text: &str, is_start: bool) -> String;
    /// The mark, or the whole footnote, of the gloss with this number.
    fn mark(&self, number: usize) -> String;
    /// A first paragraph that is the title.
    fn heading(&self, paragraph: &str) -> String;
}

/// Writes the paragraphs, with an empty line between them.
pub fn write<F: Footed>(export: &Export, format: &F, out: &mut dyn io::Write) -> io::Result<()> {
    let end = |placed: &Placed| placed.place.spans.last().map(|span| span.end);
    let ends = export.glosses.iter().enumerate().filter_map(|(number, placed)| Some((end(placed)?, number)));
    let mut ends: Vec<(usize, usize)> = ends.collect();
    ends.sort_unstable();
    let mut ends = ends.into_iter().peekable();
    let mut is_heading = export.has_title();
    let mut paragraph = export.text.next_paragraph(0);
    while let Some(span) = paragraph {
        paragraph = export.text.next_paragraph(span.end);
        let words = export.text.quote(span);
        let (mut at, mut written) = (0, String::new());
        // What ends in the empty space after a paragraph is noted at the end of it.
        let until = paragraph.map_or(usize::MAX, |next| next.start);
        while let Some((end, number)) = ends.next_if(|(end, _)| *end <= until) {
            let end = end.saturating_sub(span.start).min(words.len()).max(at);
            let is_next = end == at && at > 0;
            written.push_str(&lines(format, words.get(at..end).unwrap_or_default(), at == 0));
            written.push_str(if is_next { F::BETWEEN } else { "" });
            written.push_str(&format.mark(number));
            at = end;
        }
        written.push_str(&lines(format, words.get(at..).unwrap_or_default(), at == 0));
        let written = if is_heading { format.heading(&written) } else { written };
        is_heading = false;
        writeln!(out, "{written}\n")?;
    }
    Ok(())
}

/// A stretch of one or more lines; whether the first of them starts there.
fn lines(format: &impl Footed, text: &str, is_start: bool) -> String {
    let mut lines = text.split('\n').enumerate().peekable();
    let mut written = String::new();
    while let Some((number, line)) = lines.next() {
        let is_last = lines.peek().is_none();
        // White space at the end of a line says nothing, but means a line break to some.
        let line = if is_last { line } else { line.trim_end() };
        written.push_str(&format.text(line, is_start || number > 0));
        written.push_str(if is_last { "" } else { "\n" });
    }
    written
}

/// What a footnote says, beside the kind and the note: the words, what is said of them, and links.
pub fn said(targets: &Targets<'_>, placed: &Placed) -> (String, Vec<String>) {
    let gloss = &placed.gloss;
    let attributes = gloss.attributes.iter().filter(|(_, value)| !value.is_blank());
    let mut said: Vec<String> = attributes.map(|(name, value)| format!("{name}: {value}")).collect();
    for link in &gloss.links {
        said.push(format!("{}: {}", link.role, targets.told(link)));
    }
    match placed.place.state {
        State::Changed => said.push("its words have changed".to_owned()),
        State::Doubtful => said.push("doubtful place".to_owned()),
        State::Unchanged | State::Moved | State::Orphan => {}
    }
    (words(gloss), said)
}
