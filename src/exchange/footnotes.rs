//! The text with a footnote at the end of each gloss, for formats that set a text with notes, each in its own markup.

use std::io;

use super::{
    Export,
    export::{Targets, words},
};
use crate::gloss::{Placed, State};

/// The markup of a format for text and footnotes.
pub trait FootnoteFormat {
    /// The separator between the marks of two footnotes, so that they are not read as one number.
    const SEPARATOR: &'static str;
    /// The markup for `text` to appear as it is; `is_start` says whether it begins a line.
    fn text(&self, text: &str, is_start: bool) -> String;
    /// The mark of the gloss with this number, or the whole footnote.
    fn mark(&self, number: usize) -> String;
    /// The markup for a first paragraph that is the title.
    fn heading(&self, paragraph: &str) -> String;
}

/// Writes the paragraphs, with an empty line between them.
pub fn write<F: FootnoteFormat>(export: &Export, format: &F, out: &mut dyn io::Write) -> io::Result<()> {
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
        // A gloss that ends in the empty space after a paragraph has its mark at the end of that paragraph.
        let until = paragraph.map_or(usize::MAX, |next| next.start);
        while let Some((end, number)) = ends.next_if(|(end, _)| *end <= until) {
            let end = end.saturating_sub(span.start).min(words.len()).max(at);
            let is_next = end == at && at > 0;
            written.push_str(&lines(format, words.get(at..end).unwrap_or_default(), at == 0));
            written.push_str(if is_next { F::SEPARATOR } else { "" });
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

/// The markup for one or more lines; `is_start` says whether the first one begins there.
fn lines(format: &impl FootnoteFormat, text: &str, is_start: bool) -> String {
    let mut lines = text.split('\n').enumerate().peekable();
    let mut written = String::new();
    while let Some((number, line)) = lines.next() {
        let is_last = lines.peek().is_none();
        // White space at the end of a line has no meaning here, but is a line break in some formats.
        let line = if is_last { line } else { line.trim_end() };
        written.push_str(&format.text(line, is_start || number > 0));
        written.push_str(if is_last { "" } else { "\n" });
    }
    written
}

/// The place of a gloss as an item of its footnote, if it has a locator: its paragraph is the one in which the footnote stands.
pub fn cited(export: &Export, placed: &Placed) -> Option<String> {
    Some(export.citation_beside_attributes(placed).to_string()).filter(|place| !place.is_empty())
}

/// The content of a footnote, apart from the kind and the note: the words, and the attributes and links as items.
pub fn footnote_items(targets: &Targets<'_>, placed: &Placed) -> (String, Vec<String>) {
    let gloss = &placed.gloss;
    let attributes = gloss.attributes.iter().filter(|(_, value)| !value.is_blank());
    let mut said: Vec<String> = attributes.map(|(name, value)| format!("{name}: {value}")).collect();
    for link in &gloss.links {
        said.push(format!("{}: {}", link.role, targets.label(link)));
    }
    match placed.place.state {
        State::Changed => said.push("its words have changed".to_owned()),
        State::Doubtful => said.push("doubtful place".to_owned()),
        State::Unchanged | State::Moved | State::Orphan => {}
    }
    (words(gloss), said)
}
