//! `gloss add`: one gloss, from a script.

use std::path::Path;

use super::{
    coder::Coder,
    environment,
    error::{Error, Exit},
    open::Opened,
    output,
};
use crate::{
    anchor,
    gloss::{Change, Gloss, Id, Link, Selector, Transaction},
    text::{Span, Text, cells},
};

/// What is to be added.
pub struct Wanted<'a> {
    /// The kind.
    pub tag: &'a str,
    /// The words of each part.
    pub exact: &'a [String],
    /// Where the first part starts, in code points.
    pub start: Option<usize>,
    /// Attributes as `name=value`.
    pub set: &'a [String],
    /// Links as `relation=id`.
    pub link: &'a [String],
    /// A note.
    pub note: Option<&'a str>,
}

/// How many places of an ambiguous text are listed.
const LISTED: usize = 10;

/// Adds a gloss and prints its id.
pub fn run(file: &Path, wanted: &Wanted<'_>, coder: &Coder) -> Result<Exit, Error> {
    let (settings, _) = environment::settings();
    let coder = coder.name(&settings);
    let mut opened = Opened::new(file, None, coder.as_deref())?;
    let Some(kind) = opened.schema.kind(wanted.tag) else {
        let kinds: Vec<_> = opened.schema.kinds.iter().map(|kind| kind.name.as_str()).collect();
        return Err(Error::usage(format!(
            "the schema has no kind “{}”; it has {}",
            wanted.tag,
            kinds.join(", ")
        )));
    };
    let mut gloss = Gloss::new(Id::from_bits(environment::bits()), kind.name.as_str(), Vec::new());
    for pair in wanted.set {
        let (name, typed) = name_and_value(pair)?;
        let value = opened
            .schema
            .check_value(wanted.tag, name, typed)
            .map_err(|why| Error::usage(why.to_string()))?;
        gloss.attributes.set(name, value);
    }
    gloss.selectors = selectors(&opened.document.text, wanted)?;
    gloss.links = wanted.link.iter().map(|pair| link(&opened, pair)).collect::<Result<_, _>>()?;
    gloss.note = wanted.note.map(str::to_owned);
    gloss.creator = coder;
    gloss.created = Some(environment::now());
    let info = opened.source_info()?;
    let id = gloss.id.clone();
    let Some(sidecar) = &mut opened.sidecar else {
        return Err(Error::usage("standard input has no sidecar to add to"));
    };
    sidecar.save(&Transaction::new("add", vec![Change::add(gloss)]), &info)?;
    sidecar.settle()?;
    opened.keep_text();
    output::to_stdout(|out| writeln!(out, "{id}"))
}

/// The two sides of `name=value`.
pub fn name_and_value(pair: &str) -> Result<(&str, &str), Error> {
    pair.split_once('=')
        .filter(|(name, _)| !name.is_empty())
        .ok_or_else(|| Error::usage(format!("“{pair}” is not of the form NAME=VALUE")))
}

/// The link that `relation=id` says.
fn link(opened: &Opened, pair: &str) -> Result<Link, Error> {
    let (role, to) = name_and_value(pair)?;
    let roles: Vec<_> = opened.schema.links.iter().map(|link| link.name.as_str()).collect();
    if !roles.contains(&role) {
        return Err(Error::usage(format!("the schema has no link “{role}”; it has {}", roles.join(", "))));
    }
    let to: Id = to.parse().map_err(|why| Error::usage(format!("“{to}” is no id: {why}")))?;
    if !opened.sidecar.iter().flat_map(crate::sidecar::Sidecar::glosses).any(|gloss| gloss.id == to) {
        return Err(
            Error::usage(format!("there is no gloss {to} to link to")).hint("`gloss list --json` shows ids")
        );
    }
    Ok(Link { role: role.to_owned(), to })
}

fn selectors(text: &Text, wanted: &Wanted<'_>) -> Result<Vec<Selector>, Error> {
    let mut from = 0;
    let mut selectors = Vec::new();
    for (part, exact) in wanted.exact.iter().enumerate() {
        let start = if part == 0 { wanted.start } else { None };
        let span = find(text, exact, start, from)?;
        // What is found splits no grapheme cluster, or it is not what was meant.
        if crate::text::movement::snap(text, span) != span {
            return Err(Error::usage(format!("“{exact}” ends, or begins, inside a character")));
        }
        from = span.end;
        selectors.push(anchor::selector(text, span));
    }
    Ok(selectors)
}

fn find(text: &Text, exact: &str, start: Option<usize>, from: usize) -> Result<Span, Error> {
    if exact.is_empty() {
        return Err(Error::usage("the words of a gloss can't be empty"));
    }
    if let Some(start) = start {
        let at = text.offset_of(start).unwrap_or(text.len());
        let span = Span::new(at, at + exact.len());
        if text.slice(span) != exact {
            return Err(Error::usage(format!("“{exact}” does not stand at {start}"))
                .hint("offsets are Unicode code points of what `gloss text FILE` prints"));
        }
        return Ok(span);
    }
    let found = text.occurrences(exact, from, text.len(), LISTED + 1);
    match found[..] {
        [at] => Ok(Span::new(at, at + exact.len())),
        [] => Err(Error::usage(format!("“{exact}” is not in the text")).hint(
            "the words have to be as they stand in the text, with its quotation marks and line breaks",
        )),
        // The parts of a split quotation follow each other: the next one is meant.
        [at, ..] if from > 0 => Ok(Span::new(at, at + exact.len())),
        _ => {
            let places: Vec<String> =
                found.iter().take(LISTED).map(|&at| place(text, at, exact.len())).collect();
            let more = if found.len() > LISTED { "\n…" } else { "" };
            Err(Error::usage(format!("“{exact}” stands in several places:\n{}{more}", places.join("\n")))
                .hint("--start N says which one is meant"))
        }
    }
}

/// Where a text stands, with what stands around it.
fn place(text: &Text, at: usize, len: usize) -> String {
    let line = text.line(at).span;
    let around =
        Span::new(at.saturating_sub(24).max(line.start), (at + len + 24).min(line.end.max(at + len)));
    let words = text.quote(around).replace(['\n', '\r'], " ");
    format!(
        "--start {}  ¶ {}  …{}…",
        text.code_point_of(at),
        text.count(at + 1).paragraphs,
        cells::printable(&words)
    )
}
