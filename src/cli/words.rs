//! The words of a gloss on the command line: where they stand in the text.

use super::error::Error;
use crate::{
    gloss::Citation,
    text::{Span, Text, movement},
};

/// How many places of an ambiguous text are listed. Chosen by hand.
const MAX_LISTED_PLACES: usize = 10;

/// How much of the text around such a place is shown, in bytes on either side. Chosen by hand: it fits on a line.
const CONTEXT_BYTES: usize = 24;

/// Parses an offset in code points.
pub fn position(typed: &str) -> Result<usize, String> {
    typed.parse().map_err(|_| "an offset is a whole number from 0 on, in code points".to_owned())
}

/// The spans of the parts of one gloss; `start` is where the first part begins, in code points, if that is given.
pub fn spans(text: &Text, parts: &[String], start: Option<usize>) -> Result<Vec<Span>, Error> {
    let mut from = 0;
    let mut spans = Vec::new();
    for (part, exact) in parts.iter().enumerate() {
        let span = find(text, exact, if part == 0 { start } else { None }, from)?;
        if !is_whole(text, span) {
            let what = format!("“{exact}” ends, or begins, inside a character");
            return Err(Error::usage(what).hint("take the whole character, with its marks"));
        }
        from = span.end;
        spans.push(span);
    }
    Ok(spans)
}

/// The spans of all places where these words stand; of two that share text, the first one.
pub fn every_span(text: &Text, exact: &str) -> Result<Vec<Span>, Error> {
    let mut spans = text.places(exact, 0, usize::MAX);
    spans.retain(|&span| is_whole(text, span));
    if spans.is_empty() { Err(missing(exact)) } else { Ok(spans) }
}

/// Whether a span splits no grapheme cluster; one that does was not meant.
fn is_whole(text: &Text, span: Span) -> bool {
    movement::snap(text, span) == span
}

fn find(text: &Text, exact: &str, start: Option<usize>, from: usize) -> Result<Span, Error> {
    if let Some(start) = start.filter(|_| !exact.is_empty()) {
        let at = text.offset_of(start).unwrap_or(text.len());
        let stands = text.places(exact, at, 1).into_iter().find(|span| span.start == at);
        return stands.ok_or_else(|| {
            Error::usage(format!("“{exact}” does not stand at {start}"))
                .hint("offsets are Unicode code points of what `gloss text FILE` prints")
        });
    }
    let found = text.places(exact, from, MAX_LISTED_PLACES + 1);
    match found[..] {
        [span] => Ok(span),
        [] if from > 0 && !text.places(exact, 0, 1).is_empty() => {
            let what = format!("“{exact}” does not stand after the words of the part before it");
            Err(Error::usage(what).hint("--exact takes the parts of a gloss in the order of the text"))
        }
        [] => Err(missing(exact)),
        // The parts of a split quotation follow each other, so the next match is meant.
        [span, ..] if from > 0 => Ok(span),
        _ => {
            let error = Error::usage(format!("“{exact}” stands in several places:"));
            let listed = found.iter().take(MAX_LISTED_PLACES).map(|&span| place(text, span));
            let more = (found.len() > MAX_LISTED_PLACES).then(|| "…".to_owned());
            let error = listed.chain(more).fold(error, Error::detail);
            Err(error.hint("--start N says which one is meant, --all takes all"))
        }
    }
}

/// The error for words that are nowhere.
fn missing(exact: &str) -> Error {
    if exact.is_empty() {
        return Error::usage("the words of a gloss can't be empty").hint("--exact takes words of the text");
    }
    Error::usage(format!("“{exact}” is not in the text"))
        .hint("the words have to be as they stand in the text, with its quotation marks and line breaks")
}

/// A place of a text, with the text around it.
fn place(text: &Text, span: Span) -> String {
    let line = text.line(span.start).span;
    let start = span.start.saturating_sub(CONTEXT_BYTES).max(line.start);
    let around = Span::new(start, (span.end + CONTEXT_BYTES).min(line.end.max(span.end)));
    let words = text.quote(around).replace(['\n', '\r'], " ");
    let paragraph = text.paragraphs_before(span.start + 1);
    let place = Citation::of(text.structure(), &[span]).place(Some(paragraph));
    format!("--start {}  {place}  …{words}…", text.code_point_of(span.start))
}
