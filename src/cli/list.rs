//! `gloss list`: glosses of one document or of many.

use std::{
    cmp::Ordering,
    io::{self, Write},
};

use clap::Args;

use super::{
    context::Context,
    error::{Error, Exit},
    output,
    selection::SelectionArgs,
};
use crate::{
    corpus::Member,
    exchange,
    gloss::{Facts, State, Value},
    workspace::ListedGloss,
};

const AFTER_HELP: &str = r"Examples:
  gloss list articles/ --tag quote --where 'speaker=Mara Voss'
  gloss list articles/ --where 'exact*=strike' --where 'created>=2026-11' --sort created --reverse
  gloss list articles/ --where 'source=' --count
  gloss list articles/ --all-coders --json

A condition is a name, a sign and a value. The name is that of an attribute, or one of {NAMES}.

  NAME=VALUE   it is this; of a list, one item is; NAME= where it is missing
  NAME!=VALUE  it is something else; NAME!= where it is there
  NAME*=TEXT   it has this in it, whatever the capitals
  NAME~REGEX   the regular expression matches
  NAME<VALUE   numbers by size, dates and texts by order; also <=, > and >=

`gloss stats` counts them by what is said of them.";

/// What the help says below the options, with the names that can be asked for.
fn after_help() -> String {
    AFTER_HELP.replace("{NAMES}", &Facts::names().collect::<Vec<_>>().join(", "))
}

/// List glosses
#[derive(Clone, Debug, Args)]
#[command(after_help = after_help())]
pub struct ListArgs {
    /// Which glosses
    #[command(flatten)]
    selection: SelectionArgs,
    /// By what is said under this name; those without it come last
    #[arg(long, value_name = "NAME")]
    sort: Option<String>,
    /// The last one first
    #[arg(long)]
    reverse: bool,
    /// How many there are, and nothing else
    #[arg(long, conflicts_with_all = ["json", "sort", "reverse"])]
    count: bool,
    /// As an array of annotations
    #[arg(long)]
    json: bool,
}

/// A gloss as it is printed, and what it is sorted by.
struct Printed {
    key: Option<Key>,
    text: String,
}

/// What is said under a name, and the number that it is, if it is one.
struct Key(Option<f64>, String);

/// Prints the glosses that are asked for.
pub fn run(args: &ListArgs, context: &Context) -> Result<Exit, Error> {
    let selection = &args.selection;
    if args.count {
        let mut total = 0;
        let add = |count| {
            total += count;
            Ok(())
        };
        let exit = selection.each(context, false, |_, entries| entries.len(), add)?;
        return Ok(exit.max(context.output.print(|out| writeln!(out, "{total}"))?));
    }
    let mut printer = Printer { out: context.output.lock(), json: args.json, is_empty: true };
    let is_named = selection.has_several();
    let printed = |member: &Member, entries: Vec<ListedGloss>| -> Vec<Printed> {
        let file = member.path.to_string_lossy();
        let key = |entry: &ListedGloss| {
            let key = entry.facts(&file).value(args.sort.as_ref()?)?.to_string();
            Some(Key(key.parse().ok(), key))
        };
        let shown = Shown { file: &file, is_named, is_coders: selection.all_coders };
        let text = |entry: &ListedGloss| if args.json { shown.json(entry) } else { shown.line(entry) };
        entries.iter().map(|entry| Printed { key: key(entry), text: text(entry) }).collect()
    };
    let mut kept = Vec::new();
    let exit = selection.each(context, true, printed, |printed| {
        if args.sort.is_none() && !args.reverse {
            return printer.print(&printed);
        }
        kept.extend(printed);
        Ok(())
    })?;
    let is_known = |name: &String| Facts::is_name(name) || kept.iter().any(|p| p.key.is_some());
    let unseen: Vec<&String> = args.sort.iter().filter(|name| !is_known(name)).collect();
    selection.know(context, exit, &unseen)?;
    sort(&mut kept, args);
    output::outcome(printer.print(&kept).and_then(|()| printer.end()).map(|()| exit))
}

/// Puts what is printed in order; what has nothing under the name comes last.
fn sort(kept: &mut [Printed], args: &ListArgs) {
    if args.sort.is_none() {
        kept.reverse();
        return;
    }
    kept.sort_by(|one, other| match (&one.key, &other.key) {
        (Some(one), Some(other)) => {
            // Numbers before texts: some order of both is needed, whatever is compared with what.
            let order = match (one.0, other.0) {
                (Some(one), Some(other)) => one.total_cmp(&other),
                (Some(_), None) => Ordering::Less,
                (None, Some(_)) => Ordering::Greater,
                (None, None) => one.1.cmp(&other.1),
            };
            if args.reverse { order.reverse() } else { order }
        }
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => Ordering::Equal,
    });
}

/// Prints lines, or the items of an array as they come.
struct Printer {
    out: Box<dyn Write>,
    json: bool,
    is_empty: bool,
}

impl Printer {
    fn print(&mut self, all: &[Printed]) -> io::Result<()> {
        for Printed { text, .. } in all {
            match (self.json, self.is_empty) {
                (false, _) => writeln!(self.out, "{text}")?,
                (true, true) => write!(self.out, "[\n  {text}")?,
                (true, false) => write!(self.out, ",\n  {text}")?,
            }
            self.is_empty = false;
        }
        Ok(())
    }

    fn end(&mut self) -> io::Result<()> {
        match (self.json, self.is_empty) {
            (false, _) => {}
            (true, true) => writeln!(self.out, "[]")?,
            (true, false) => writeln!(self.out, "\n]")?,
        }
        self.out.flush()
    }
}

/// What is shown of glosses beside themselves.
struct Shown<'a> {
    /// Their document.
    file: &'a str,
    /// Whether a line names it.
    is_named: bool,
    /// Whether the coder is told whose own sidecar they are in.
    is_coders: bool,
}

impl Shown<'_> {
    /// An annotation with the sidecar's keys, its `file`, the `state` it is in, and of several coders the `coder`.
    fn json(&self, entry: &ListedGloss) -> String {
        let mut value = exchange::json_of_gloss(&entry.gloss);
        value["file"] = self.file.into();
        if let Some((state, _)) = entry.place {
            value["state"] = state.name().into();
        }
        if let Some(coder) = entry.coder.as_ref().filter(|_| self.is_coders) {
            value["coder"] = coder.as_str().into();
        }
        // As an item of an array; a text in it has no line breaks of its own.
        format!("{value:#}").replace('\n', "\n  ")
    }

    /// A gloss on a line: paragraph, kind, words, what is said of them.
    fn line(&self, entry: &ListedGloss) -> String {
        let gloss = &entry.gloss;
        let place = match entry.place {
            Some((_, Some(paragraph))) => format!("¶ {paragraph}"),
            _ => "orphan".to_owned(),
        };
        let doubt = match entry.place {
            Some((State::Changed, _)) => " (changed)",
            Some((State::Doubtful, _)) => " (doubtful)",
            _ => "",
        };
        let file = if self.is_named { format!("{}:", self.file) } else { String::new() };
        let one_line = |text: &str| text.replace(['\n', '\r', '\t'], " ");
        let mut parts = vec![format!("{file}{place}{doubt}"), gloss.tag.clone(), one_line(&gloss.exact())];
        let said = |(name, value): (&str, &Value)| format!("{name}={}", one_line(&value.to_string()));
        parts.extend(gloss.attributes.iter().map(said));
        parts.extend(gloss.note.iter().map(|note| format!("note={}", one_line(note))));
        parts.extend(gloss.review.iter().map(|why| format!("review={}", one_line(&why.to_string()))));
        let coder = entry.coder.iter().filter(|_| self.is_coders);
        parts.extend(coder.map(|coder| format!("coder={coder}")));
        parts.join("\t")
    }
}
