//! `gloss list`: lists glosses of one or more documents.

use std::{
    cmp::Ordering,
    io::{self, Write},
};

use clap::Args;

use super::{
    context::Context,
    error::{Error, Exit},
    lines::Lines,
    output::{self, Output},
    selection::SelectionArgs,
};
use crate::{
    corpus::Member,
    exchange,
    gloss::{Facts, LocatorTerm, State, TERMS, Value},
    workspace::ListedGloss,
};

const AFTER_HELP: &str = r"Examples:
  gloss list articles/ --tag quote --where 'speaker=Mara Voss'
  gloss list articles/ --where 'exact*=strike' --where 'created>=2026-11' --sort created --reverse
  gloss list articles/ --where 'source=' --count
  gloss list talks/ --where 'locator.by=Mara Voss' --where 'source.published>=2026-01'
  gloss list articles/ --all-coders --json
  gloss list articles/ --where 'cue=' --ids | gloss edit articles/ - --set cue=said

A condition is a name, a sign and a value. The name is that of an attribute, or one of {NAMES}. attribute.NAME is the attribute, also where it is called like one of those. locator.KIND is the place in the document ({KINDS}), source.NAME what is known of the document ({METADATA}), which `gloss meta` shows and sets.

  NAME=VALUE   the value is equal; of a list, one item is; NAME= finds glosses without a value
  NAME!=VALUE  the value is not equal; NAME!= finds glosses with any value
  NAME*=TEXT   the value contains the text, in capitals or not
  NAME~REGEX   the value matches the regular expression
  NAME<VALUE   the value is less: a smaller number, an earlier date or text; also <=, > and >=

`gloss stats` counts glosses by their values.";

/// The end of the help, with the names that conditions can use.
fn after_help() -> String {
    let (parts, names): (Vec<&str>, Vec<&str>) = Facts::names().partition(|name| name.contains('.'));
    let of = |beginning: &str| {
        let own = parts.iter().filter_map(|name| name.strip_prefix(beginning));
        own.collect::<Vec<_>>().join(", ")
    };
    let (kinds, metadata) = (of("locator."), of("source."));
    let help = AFTER_HELP.replace("{NAMES}", &names.join(", "));
    help.replace("{KINDS}", &kinds).replace("{METADATA}", &metadata)
}

/// List glosses of documents
#[derive(Clone, Debug, Args)]
#[command(after_help = after_help())]
#[expect(clippy::struct_excessive_bools, reason = "switches of the command line, each for itself")]
pub struct ListArgs {
    /// The glosses to list.
    #[command(flatten)]
    selection: SelectionArgs,
    /// Sort by the values under this name; glosses without it come last
    #[arg(long, value_name = "NAME", allow_hyphen_values = true)]
    sort: Option<String>,
    /// Reverse the order
    #[arg(long)]
    reverse: bool,
    /// Print only how many there are
    #[arg(long, conflicts_with_all = ["json", "ids", "sort", "reverse"])]
    count: bool,
    /// Print only the ids, a line each, as `gloss edit` and `gloss delete` take them
    #[arg(long, conflicts_with = "json")]
    ids: bool,
    /// Print a JSON array of annotations
    #[arg(long)]
    json: bool,
}

/// A printed gloss with its sort key.
struct PrintedGloss {
    key: Option<SortKey>,
    text: String,
}

/// A sort key: the text of a value, and its number if it is one.
struct SortKey(Option<f64>, String);

/// Prints the glosses that match.
pub fn run(args: &ListArgs, context: &Context) -> Result<Exit, Error> {
    let selection = &args.selection;
    if args.count {
        let mut total = 0;
        let add = |count| {
            total += count;
            Ok(())
        };
        let exit = selection.each(context, false, |_, entries| entries.len(), add)?;
        return Ok(exit.max(context.output.print_lines(|out| writeln!(out, "{total}"))?));
    }
    let mut printer = Printer::new(args.json, context.output);
    let is_named = selection.has_several();
    let printed = |member: &Member, entries: Vec<ListedGloss>| -> Vec<PrintedGloss> {
        let file = member.path.to_string_lossy();
        let key = |entry: &ListedGloss| {
            let key = entry.facts(&file).value(args.sort.as_ref()?)?.to_string();
            Some(SortKey(key.parse().ok(), key))
        };
        let shown = GlossFormatter { file: &file, is_named, is_coders: selection.all_coders };
        let text = |entry: &ListedGloss| match (args.ids, args.json) {
            (true, _) => entry.gloss.id.to_string(),
            (_, true) => shown.json(entry),
            _ => shown.line(entry),
        };
        entries.iter().map(|entry| PrintedGloss { key: key(entry), text: text(entry) }).collect()
    };
    let mut kept = Vec::new();
    let exit = selection.each(context, !args.ids, printed, |printed| {
        if args.sort.is_none() && !args.reverse {
            return printer.print(&printed);
        }
        kept.extend(printed);
        Ok(())
    })?;
    let is_known = |name: &String| Facts::is_name(name) || kept.iter().any(|p| p.key.is_some());
    let unseen: Vec<&String> = args.sort.iter().filter(|name| !is_known(name)).collect();
    selection.check_names(context, exit, &unseen)?;
    sort(&mut kept, args);
    output::outcome(printer.print(&kept).and_then(|()| printer.end()).map(|()| exit))
}

/// Sorts what is printed; glosses without a value come last.
fn sort(kept: &mut [PrintedGloss], args: &ListArgs) {
    if args.sort.is_none() {
        kept.reverse();
        return;
    }
    kept.sort_by(|one, other| match (&one.key, &other.key) {
        (Some(one), Some(other)) => {
            // Numbers sort before texts, so that the order is total.
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

/// A printer of lines, or of the items of a JSON array as they come.
enum Printer {
    Lines(Lines<'static>),
    Json { out: Box<dyn Write>, is_empty: bool },
}

impl Printer {
    fn new(json: bool, output: Output) -> Self {
        if json {
            Self::Json { out: output.lock(), is_empty: true }
        } else {
            Self::Lines(output.lock_lines())
        }
    }

    fn print(&mut self, all: &[PrintedGloss]) -> io::Result<()> {
        for PrintedGloss { text, .. } in all {
            match self {
                Self::Lines(out) => writeln!(out, "{text}")?,
                Self::Json { out, is_empty } => {
                    let before = if std::mem::take(is_empty) { "[" } else { "," };
                    write!(out, "{before}\n  {text}")?;
                }
            }
        }
        Ok(())
    }

    fn end(&mut self) -> io::Result<()> {
        match self {
            Self::Lines(out) => out.flush(),
            Self::Json { out, is_empty } => {
                writeln!(out, "{}", if *is_empty { "[]" } else { "\n]" })?;
                out.flush()
            }
        }
    }
}

/// What is printed with each gloss of a document.
struct GlossFormatter<'a> {
    /// The document's name.
    file: &'a str,
    /// Whether a line names the document.
    is_named: bool,
    /// Whether a line names the coder of the sidecar.
    is_coders: bool,
}

impl GlossFormatter<'_> {
    /// A gloss as JSON: the keys of a sidecar, `file`, `state`, and `coder` if there are several coders.
    fn json(&self, entry: &ListedGloss) -> String {
        let mut value = exchange::json_of_gloss(&entry.gloss);
        value["file"] = self.file.into();
        if let Some(place) = entry.place {
            value["state"] = place.state.name().into();
            if let Some((line, column)) = place.source {
                (value["line"], value["column"]) = (line.into(), column.into());
            }
        }
        if let Some(coder) = entry.coder.as_ref().filter(|_| self.is_coders) {
            value["coder"] = coder.as_str().into();
        }
        // The value is an item of an array, so it is indented; texts in it have no line breaks of their own.
        format!("{value:#}").replace('\n', "\n  ")
    }

    /// A gloss as a line: place, kind, words, attributes.
    fn line(&self, entry: &ListedGloss) -> String {
        let gloss = &entry.gloss;
        let paragraph = entry.place.and_then(|place| place.paragraph);
        let place = match paragraph {
            Some(_) => gloss.locator.place(paragraph),
            None => "orphan".to_owned(),
        };
        let doubt = match entry.place.map(|place| place.state) {
            Some(State::Changed) => " (changed)",
            Some(State::Doubtful) => " (doubtful)",
            _ => "",
        };
        let file = if self.is_named { format!("{}:", self.file) } else { String::new() };
        // A tab would begin another column; a line break in a name is shown, in a text it is a space.
        let one_line = |text: &str| text.replace(['\n', '\r', '\t'], " ");
        let name = |name: &str| name.replace('\t', "␉");
        let (file, place) = (name(&file), one_line(&place));
        let mut parts = vec![format!("{file}{place}{doubt}"), name(&gloss.tag), one_line(&gloss.exact())];
        let said = |(key, value): (&str, &Value)| format!("{}={}", name(key), one_line(&value.to_string()));
        parts.extend(gloss.attributes.iter().map(said));
        parts.extend(gloss.note.iter().map(|note| format!("note={}", one_line(note))));
        parts.extend(gloss.review.iter().map(|why| format!("review={}", one_line(&why.to_string()))));
        let locators = TERMS.iter().filter(|term| !term.is_exact);
        let label = |term: &LocatorTerm| Some((term.kind.name(), gloss.locator.label(term.kind)?));
        parts.extend(locators.filter_map(label).map(|(name, label)| format!("{name}={}", one_line(label))));
        let source = entry.place.and_then(|place| place.source);
        parts.extend(source.map(|(line, column)| format!("line={line}:{column}")));
        let coder = entry.coder.iter().filter(|_| self.is_coders);
        parts.extend(coder.map(|coder| format!("coder={}", name(coder))));
        parts.join("\t")
    }
}
