//! Markdown: CommonMark with the tables, footnotes, task lists and struck-out text of GitHub; pandoc's definition lists,
//! mathematics, verse, numbered examples, notes within a line, raised and lowered text and drawn tables; Obsidian's wiki links,
//! callouts, comments and highlights. The text is the readable text, without markup.
//!
//! Markers of lists and labels of notes are in the structure, not in the text. A mark that refers to a note is in the text, as a
//! raised number. Notes stand at the end, in the order in which they are referred to. A picture is its description in brackets.

mod front_matter;
mod html;
mod inline;
mod line_extensions;
mod marked_words;
mod mask;
mod open_inline;
mod paragraph;
mod paragraph_form;
mod renderer;
mod tables;
mod text_run;

use pulldown_cmark::{Options, Parser};

use super::{DocumentReader, ReadError, Rendered, beginning, decode};
use crate::text::Span;
use renderer::Renderer;

/// The reader of Markdown.
pub const MARKDOWN: DocumentReader = DocumentReader::new("markdown", 2, read)
    .with_doc("Markdown, as CommonMark, GitHub, pandoc and Obsidian have it")
    .with_extensions(&["md", "markdown", "mdown", "mkd", "mkdn"])
    .with_beginning(|bytes| beginning::of_blocks(bytes, read));

/// The extensions of CommonMark that are understood. Quotation marks and dashes stay as they were typed: a quotation is verbatim.
const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_HEADING_ATTRIBUTES)
    .union(Options::ENABLE_MATH)
    .union(Options::ENABLE_DEFINITION_LIST)
    .union(Options::ENABLE_WIKILINKS);

#[allow(clippy::unnecessary_wraps, reason = "the shape that every reader has; any text is Markdown")]
fn read(bytes: &[u8]) -> Result<Rendered, ReadError> {
    let decode::Decoded { text: source, encoding, invalid } = decode::decode(bytes.to_vec());
    let (metadata, start) = front_matter::read(&source);
    let masked = mask::mask(&source, start);
    let mut renderer = Renderer::new(&source, masked.tables);
    for (event, range) in Parser::new_ext(&masked.text[start..], OPTIONS).into_offset_iter() {
        renderer.take(event, Span::from(range).shifted(start));
    }
    let (text, markup, source_map) = renderer.finish();
    Ok(Rendered { metadata, source_map, encoding, invalid, ..Rendered::new(text, markup) })
}

#[cfg(test)]
mod tests;
