//! What is true of every text that a reader makes, whatever it was made of.

use glossator::{
    source::Document,
    text::{
        Span, Text,
        segment::{quotations, sentences},
        structure::{BlockKind, LinkTarget, Structure},
    },
};

/// The longest label, in code points, with the mark of what was cut.
const MAX_LABEL_CHARS: usize = 200;

/// Checks a document; an error says what is not true of it.
pub fn check(document: &Document) -> Result<(), String> {
    let text = &document.text;
    let Some(words) = text.as_str() else { return Ok(()) };
    let structure = text.structure();
    check_spans(words, structure)?;
    check_labels(structure)?;
    let mut last = 0;
    for block in structure.blocks() {
        if block.span.start < last || block.span.is_empty() {
            return Err(format!("the block at {:?} is empty, or begins before {last}", block.span));
        }
        last = block.span.end;
    }
    structure.outline();
    structure.citation(text.span());
    check_segments(text, words)
}

fn check_spans(words: &str, structure: &Structure) -> Result<(), String> {
    let mut spans: Vec<(&str, Span)> = structure.blocks().iter().map(|block| ("block", block.span)).collect();
    spans.extend(structure.styles().as_slice().iter().map(|style| ("style", style.span)));
    spans.extend(
        structure.notes().as_slice().iter().flat_map(|note| [("mark", note.reference), ("note", note.body)]),
    );
    spans.extend(structure.locators().as_slice().iter().map(|locator| ("locator", locator.span)));
    for link in structure.links().as_slice() {
        spans.push(("link", link.span));
        if let LinkTarget::Place(at) = link.target {
            spans.push(("target", Span::at(at)));
        }
    }
    let is_wrong = |(_, span): &&(&str, Span)| words.get(span.start..span.end).is_none();
    match spans.iter().find(is_wrong) {
        Some((name, span)) => Err(format!("the {name} at {span:?} is not in the text")),
        None => Ok(()),
    }
}

fn check_labels(structure: &Structure) -> Result<(), String> {
    let locators = structure.locators().as_slice().iter().map(|locator| &*locator.label);
    let empty = locators.clone().find(|label| label.is_empty());
    let notes = structure.notes().as_slice().iter().map(|note| &*note.label);
    let bodies = structure.blocks().iter().filter_map(|block| match &block.kind {
        BlockKind::Note { label } => Some(&**label),
        _ => None,
    });
    let is_wrong = |label: &&str| label.contains(char::is_control) || label.chars().count() > MAX_LABEL_CHARS;
    match empty.or_else(|| locators.chain(notes).chain(bodies).find(is_wrong)) {
        Some(label) => Err(format!("a label is no short line: {label:.80?}")),
        None => Ok(()),
    }
}

/// Checks the sentences and quotations of the text, each block by itself.
fn check_segments(text: &Text, words: &str) -> Result<(), String> {
    let language = text.language(text.span());
    for block in text.blocks(text.span()) {
        let Some(words) = words.get(block.span.range()) else { continue };
        let mut end = 0;
        for span in sentences(words, language) {
            if span.start < end || words.get(span.range()).is_none() {
                return Err(format!(
                    "the sentence at {span:?} of the block at {:?} is not in order",
                    block.span
                ));
            }
            end = span.end;
        }
        for quotation in quotations(words, language) {
            if words.get(quotation.inner.range()).is_none() || !quotation.outer.covers(quotation.inner) {
                return Err(format!(
                    "the quotation {quotation:?} of the block at {:?} is not in order",
                    block.span
                ));
            }
        }
    }
    Ok(())
}
