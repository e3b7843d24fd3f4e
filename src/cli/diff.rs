//! `gloss diff`: shows the differences between two sidecars gloss by gloss, or prints one as plain paragraphs for git
//! to compare.

use std::path::{Path, PathBuf};

use clap::{Args, ValueHint};
use serde_json::{Value as Json, json};

use super::{
    context::Context,
    document_path::document_path,
    error::{Error, Exit},
};
use crate::{
    exchange,
    gloss::{
        Change, Dismissal, Gloss, Selector,
        fields::{self, FieldShape},
    },
    platform,
    text::cells,
    workspace::SidecarVersion,
};

/// The name and the value of a field, as shown.
type FieldText = (String, String);

/// The name under which a span's text is shown.
const WORDS: &str = "words";

const AFTER_HELP: &str = r"Example:
  gloss diff mine.gloss.toml theirs.gloss.toml

A document stands for its sidecar. The exit code is 0 if the glosses are the same, and 1 if they differ. After gloss git-setup, git diff and git log -p show glosses this way.";

/// Show what differs between two sidecars, or print one as plain paragraphs
#[derive(Clone, Debug, Args)]
#[command(after_help = AFTER_HELP)]
pub struct DiffArgs {
    /// Sidecar, or its document
    #[arg(value_parser = document_path(), value_hint = ValueHint::FilePath)]
    old: PathBuf,
    /// Sidecar to compare with it
    #[arg(value_parser = document_path(), value_hint = ValueHint::FilePath)]
    new: Option<PathBuf>,
    /// Print a JSON array of changes
    #[arg(long, requires = "new")]
    json: bool,
}

/// Prints the differences between the glosses of two files, or a paragraph for each gloss of one.
pub fn run(args: &DiffArgs, context: &Context) -> Result<Exit, Error> {
    match &args.new {
        Some(new) => difference(&args.old, new, args.json, context),
        None => paragraphs(&args.old, context),
    }
}

/// Prints the differences between the glosses of two files. The exit code is like that of `diff`.
fn difference(old: &Path, new: &Path, json: bool, context: &Context) -> Result<Exit, Error> {
    let (old, new) = (open(old, context)?, open(new, context)?);
    let difference = old.difference(&new);
    let mut changes = difference.changes;
    changes.sort_by_key(|change| change.after.as_ref().or(change.before.as_ref()).map(order));
    if json {
        let values: Vec<Json> = changes.iter().map(json_of).collect();
        context.output.print_json(&values)?;
    } else {
        let dismissals = difference.restored.iter().map(|d| ("-", d));
        let dismissals = dismissals.chain(difference.dismissed.iter().map(|d| ("+", d)));
        let blocks: Vec<String> = changes
            .iter()
            .map(block)
            .chain(dismissals.map(|(sign, dismissal)| signed(sign, &dismissed(dismissal))))
            .collect();
        print(&blocks, context)?;
    }
    let same = changes.is_empty() && difference.dismissed.is_empty() && difference.restored.is_empty();
    Ok(if same { Exit::Done } else { Exit::Found })
}

/// Prints a paragraph for each gloss of a file. An unreadable file is printed as it is, since git shows nothing at
/// all of a history in which a `textconv` has failed.
fn paragraphs(path: &Path, context: &Context) -> Result<Exit, Error> {
    let path = sidecar_of(path, context)?;
    let sidecar = match SidecarVersion::open(path.clone()) {
        Ok(sidecar) => sidecar,
        Err(error) => {
            // A stream can't be read again.
            let Ok(bytes) = platform::read_file(&path) else { return Err(error.into()) };
            return context.output.print_lines(|out| {
                writeln!(out, "# {error}")?;
                String::from_utf8_lossy(&bytes).lines().try_for_each(|line| writeln!(out, "{line}"))
            });
        }
    };
    let mut glosses: Vec<&Gloss> = sidecar.glosses().collect();
    glosses.sort_by_key(|gloss| order(gloss));
    let mut paragraphs: Vec<String> = glosses.into_iter().map(paragraph).collect();
    paragraphs.extend(
        sidecar
            .problems()
            .iter()
            .map(|problem| format!("unreadable: {}\n", cells::printable(&problem.message))),
    );
    paragraphs.extend(sidecar.dismissals().map(dismissed));
    print(&paragraphs, context)
}

/// Prints blocks of lines, with an empty line between them.
fn print(blocks: &[String], context: &Context) -> Result<Exit, Error> {
    context.output.print_lines(|out| blocks.join("\n").lines().try_for_each(|line| writeln!(out, "{line}")))
}

fn order(gloss: &Gloss) -> (usize, String) {
    (gloss.start(), gloss.id.to_string())
}

fn open(path: &Path, context: &Context) -> Result<SidecarVersion, Error> {
    Ok(SidecarVersion::open(sidecar_of(path, context)?)?)
}

/// The path itself if it is a sidecar's, whatever its name, or that of a document's sidecar.
fn sidecar_of(path: &Path, context: &Context) -> Result<PathBuf, Error> {
    if !path.exists() {
        let what = format!("can't open {}: there is no such file", path.display());
        return Err(Error::failed(what).hint("check the name: it is a document's, or that of a sidecar"));
    }
    Ok(SidecarVersion::path_of(path, context.coder())?)
}

/// A gloss as lines of text, without positions, which change with every word before them.
fn paragraph(gloss: &Gloss) -> String {
    line("", &gloss.tag, gloss.id.as_str()) + &lines("  ", &shown(gloss), |_| true)
}

/// The fields of a gloss in the order in which they are shown.
fn shown(gloss: &Gloss) -> Vec<FieldText> {
    let mut shown: Vec<FieldText> = Vec::new();
    for field in fields::FIELDS {
        let named = |value: String| (field.name.to_owned(), value);
        match field.shape {
            // The first line of a paragraph has the id and the kind; times change with any other field.
            FieldShape::Id | FieldShape::Tag | FieldShape::Time(_) => {}
            FieldShape::Spans => {
                shown.extend(gloss.selectors.iter().map(|s| (WORDS.to_owned(), s.exact.clone())));
            }
            FieldShape::Attributes => {
                let values =
                    gloss.attributes.iter().map(|(name, value)| (name.to_owned(), value.to_string()));
                let mut values: Vec<FieldText> = values.collect();
                values.sort();
                shown.extend(values);
            }
            FieldShape::Links => {
                shown.extend(gloss.links.iter().map(|link| (link.role.clone(), format!("→ {}", link.to))));
            }
            FieldShape::Text(_) | FieldShape::Flag(_) | FieldShape::Structured(_) => {
                shown.extend(field.sentences(gloss).into_iter().map(named));
            }
        }
    }
    // The words come first, since a reader looks for them.
    shown.sort_by_key(|(name, _)| name != WORDS);
    shown
}

/// The lines of a value, each after the same sign and name.
fn line(sign: &str, name: &str, value: &str) -> String {
    let (name, lines) = (cells::printable(name), value.split('\n').map(cells::printable));
    lines.map(|line| format!("{sign}{name}: {line}\n")).collect()
}

fn lines(sign: &str, all: &[FieldText], is_shown: impl Fn(&FieldText) -> bool) -> String {
    let shown = all.iter().filter(|shown| is_shown(shown));
    shown.map(|(name, value)| line(sign, name, value)).collect()
}

fn block(change: &Change) -> String {
    match (&change.before, &change.after) {
        (None, Some(gloss)) => signed("+", &paragraph(gloss)),
        (Some(gloss), None) => signed("-", &paragraph(gloss)),
        (Some(before), Some(after)) => changed(before, after),
        (None, None) => String::new(),
    }
}

fn signed(sign: &str, text: &str) -> String {
    text.lines().map(|line| format!("{sign} {line}\n")).collect()
}

/// The differing fields of a gloss, below its words.
fn changed(before: &Gloss, after: &Gloss) -> String {
    let (old, new) = (shown(before), shown(after));
    let mut text = line("~ ", &after.tag, after.id.as_str());
    if before.tag != after.tag {
        text += &(line("-   ", "tag", &before.tag) + &line("+   ", "tag", &after.tag));
    }
    text += &lines("    ", &new, |field| field.0 == WORDS && old.contains(field));
    text += &lines("-   ", &old, |field| !new.contains(field));
    text += &lines("+   ", &new, |field| !old.contains(field));
    let (was, is) = (positions(&before.selectors), positions(&after.selectors));
    if was != is {
        text += &line("~   ", "code points", &format!("{was} → {is}"));
    }
    text
}

fn positions(selectors: &[Selector]) -> String {
    selectors.iter().map(|s| format!("{}–{}", s.start, s.end)).collect::<Vec<_>>().join(", ")
}

fn dismissed(dismissal: &Dismissal) -> String {
    format!("dismissed: {}\n{}", cells::printable(&dismissal.tag), line("  ", WORDS, &dismissal.exact))
}

fn json_of(change: &Change) -> Json {
    let name = match (&change.before, &change.after) {
        (None, _) => "added",
        (_, None) => "removed",
        _ => "changed",
    };
    let side = |gloss: &Option<Gloss>| gloss.as_ref().map(exchange::json_of_gloss);
    json!({ "change": name, "before": side(&change.before), "after": side(&change.after) })
}
