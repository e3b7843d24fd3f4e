//! `gloss add`: adds one gloss, for scripts.

use std::path::PathBuf;

use clap::{Args, ValueHint};

use super::{
    context::Context,
    error::{Error, Exit},
};
use crate::{
    gloss::{Change, Gloss, Id, Link},
    text::{Span, Text, cells, movement},
    workspace::AnnotatedDocument,
};

const AFTER_HELP: &str = r"Example:
  gloss add article.txt --tag quote --exact '“We agreed,”' --set speaker='Mara Voss' --set cue=said";

/// Add a gloss
#[derive(Clone, Debug, Args)]
#[command(after_help = AFTER_HELP)]
pub struct AddArgs {
    /// Document to which the gloss is added
    #[arg(value_hint = ValueHint::FilePath)]
    file: PathBuf,
    /// Kind of the gloss
    #[arg(long, value_name = "KIND")]
    tag: String,
    /// Words of the gloss; give the option again for each further part
    #[arg(long, required = true, value_name = "TEXT")]
    exact: Vec<String>,
    /// Start of the words, in code points, where they occur several times
    #[arg(long, value_name = "N")]
    start: Option<usize>,
    /// Attribute of the gloss
    #[arg(long, value_name = "NAME=VALUE")]
    set: Vec<String>,
    /// Link to another gloss
    #[arg(long, value_name = "RELATION=ID")]
    link: Vec<String>,
    /// Note on the gloss
    #[arg(long, value_name = "TEXT")]
    note: Option<String>,
}

/// How many places of an ambiguous text are listed. Chosen by hand.
const MAX_LISTED_PLACES: usize = 10;

/// How much of the text around such a place is shown, in bytes on either side. Chosen by hand: it fits on a line.
const CONTEXT_BYTES: usize = 24;

/// Adds a gloss and prints its id.
pub fn run(args: &AddArgs, context: &Context) -> Result<Exit, Error> {
    let host = &context.host;
    let mut opened = AnnotatedDocument::open(&args.file, None, context.coder(), host)?;
    let Some(kind) = opened.schema.kind(&args.tag) else {
        let kinds: Vec<_> = opened.schema.kinds.iter().map(|kind| kind.name.as_str()).collect();
        return Err(Error::usage(format!(
            "the schema has no kind “{}”; it has {}",
            args.tag,
            kinds.join(", ")
        )));
    };
    let mut gloss = Gloss::new(Id::from_bits(host.random.bits()), kind.name.as_str(), Vec::new());
    for pair in &args.set {
        let (name, typed) = name_and_value(pair)?;
        let value = opened.schema.check_value(&args.tag, name, typed);
        let value = value.map_err(|why| Error::usage(why.to_string()))?;
        gloss.attributes.set(name, value);
    }
    gloss.selectors = opened.selectors(&spans(&opened.document.text, args)?);
    gloss.links = args.link.iter().map(|pair| link(&opened, pair)).collect::<Result<_, _>>()?;
    gloss.note.clone_from(&args.note);
    gloss.creator = context.coder().map(str::to_owned);
    gloss.created = Some(host.clock.now());
    let id = gloss.id.clone();
    opened.commit("add", vec![Change::add(gloss)])?;
    context.output.print(|out| writeln!(out, "{id}"))
}

/// The two sides of `name=value`.
fn name_and_value(pair: &str) -> Result<(&str, &str), Error> {
    pair.split_once('=')
        .filter(|(name, _)| !name.is_empty())
        .ok_or_else(|| Error::usage(format!("“{pair}” is not of the form NAME=VALUE")))
}

/// The link that `relation=id` describes.
fn link(opened: &AnnotatedDocument, pair: &str) -> Result<Link, Error> {
    let (role, to) = name_and_value(pair)?;
    let roles: Vec<_> = opened.schema.links.iter().map(|link| link.name.as_str()).collect();
    if !roles.contains(&role) {
        return Err(Error::usage(format!("the schema has no link “{role}”; it has {}", roles.join(", "))));
    }
    let to: Id = to.parse().map_err(|why| Error::usage(format!("“{to}” is no id: {why}")))?;
    if !opened.has_gloss(&to) {
        return Err(
            Error::usage(format!("there is no gloss {to} to link to")).hint("`gloss list --json` shows ids")
        );
    }
    Ok(Link { role: role.to_owned(), to })
}

/// The span of each part's words.
fn spans(text: &Text, args: &AddArgs) -> Result<Vec<Span>, Error> {
    let mut from = 0;
    let mut spans = Vec::new();
    for (part, exact) in args.exact.iter().enumerate() {
        let start = if part == 0 { args.start } else { None };
        let span = find(text, exact, start, from)?;
        // A match that splits a grapheme cluster is not what was meant.
        if movement::snap(text, span) != span {
            return Err(Error::usage(format!("“{exact}” ends, or begins, inside a character")));
        }
        from = span.end;
        spans.push(span);
    }
    Ok(spans)
}

fn find(text: &Text, exact: &str, start: Option<usize>, from: usize) -> Result<Span, Error> {
    if exact.is_empty() {
        return Err(Error::usage("the words of a gloss can't be empty"));
    }
    if let Some(start) = start {
        let at = text.offset_of(start).unwrap_or(text.len());
        let Some(span) = text.places(exact, at, 1).into_iter().find(|span| span.start == at) else {
            return Err(Error::usage(format!("“{exact}” does not stand at {start}"))
                .hint("offsets are Unicode code points of what `gloss text FILE` prints"));
        };
        return Ok(span);
    }
    let found = text.places(exact, from, MAX_LISTED_PLACES + 1);
    match found[..] {
        [span] => Ok(span),
        [] => Err(Error::usage(format!("“{exact}” is not in the text")).hint(
            "the words have to be as they stand in the text, with its quotation marks and line breaks",
        )),
        // The parts of a split quotation follow each other, so the next match is meant.
        [span, ..] if from > 0 => Ok(span),
        _ => {
            let places: Vec<String> = found
                .iter()
                .take(MAX_LISTED_PLACES)
                .map(|span| place(text, span.start, span.len()))
                .collect();
            let more = if found.len() > MAX_LISTED_PLACES { "\n…" } else { "" };
            Err(Error::usage(format!("“{exact}” stands in several places:\n{}{more}", places.join("\n")))
                .hint("--start N says which one is meant"))
        }
    }
}

/// A place of a text, with the text around it.
fn place(text: &Text, at: usize, len: usize) -> String {
    let line = text.line(at).span;
    let start = at.saturating_sub(CONTEXT_BYTES).max(line.start);
    let around = Span::new(start, (at + len + CONTEXT_BYTES).min(line.end.max(at + len)));
    let words = text.quote(around).replace(['\n', '\r'], " ");
    format!(
        "--start {}  ¶ {}  …{}…",
        text.code_point_of(at),
        text.count(at + 1).paragraphs,
        cells::printable(&words)
    )
}
