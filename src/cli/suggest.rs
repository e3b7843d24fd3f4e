//! `gloss suggest`: prints suggestions, or puts them into sidecars.

use std::{
    collections::HashMap,
    io::{self, BufRead, Write},
    path::{Path, PathBuf},
    sync::Arc,
};

use clap::{Args, ValueHint};

use super::{
    batch,
    context::Context,
    error::{Error, Exit},
    progress::Progress,
};
use crate::{
    gloss::{Change, Gloss, Glosses, Id, Link, Placed, Schema},
    suggest::{
        Dismissals, Engine, Findings, Models, SUGGESTED, Suggestion, SuggestionFilter, wire::WireSuggestion,
    },
    text::{Span, Text, cells},
    workspace::{AnnotatedDocument, answer_stream},
};

const AFTER_HELP: &str = r#"Examples:
  gloss suggest article.txt --tag quote,report
  gloss suggest *.txt --write --min-score 0.9
  gloss suggest --jsonl < documents.jsonl

Each line of --jsonl is {"id": …, "text": "…"}; add "target": [start, end] (code points) to get the tone toward a person."#;

/// Suggest glosses: quotations with their speakers, claims, sentiment; reports where they are asked for
#[derive(Clone, Debug, Args)]
#[command(after_help = AFTER_HELP)]
#[expect(clippy::struct_excessive_bools, reason = "switches of the command line, each for itself")]
pub struct SuggestArgs {
    /// Documents; with --jsonl, files of lines, or none for standard input
    #[arg(required_unless_present = "jsonl", value_hint = ValueHint::FilePath)]
    files: Vec<PathBuf>,
    /// Only this kind; several separated by commas. Without it, what the setting `suggest` names, or all but reports
    #[arg(long, value_name = "KIND", value_delimiter = ',', value_parser = SUGGESTED)]
    tag: Vec<String>,
    /// Least confidence of a suggestion, from 0 to 1
    #[arg(long, value_name = "SCORE", default_value_t = 0.5, value_parser = score)]
    min_score: f32,
    /// Print a JSON array
    #[arg(long, conflicts_with_all = ["write", "dry_run"])]
    json: bool,
    /// Read documents as lines of JSON, and answer each with a line of suggestions
    #[arg(long, conflicts_with_all = ["json", "write", "dry_run"])]
    jsonl: bool,
    /// Put the suggestions into the sidecars
    #[arg(long)]
    write: bool,
    /// Print what --write would do, and write nothing
    #[arg(long)]
    dry_run: bool,
}

/// Parses a confidence from 0 to 1.
fn score(typed: &str) -> Result<f32, String> {
    let score = typed.parse().map_err(|_| "it is not a number".to_owned())?;
    if (0.0..=1.0).contains(&score) { Ok(score) } else { Err("a score is a number from 0 to 1".to_owned()) }
}

/// How many bytes of a text are analysed at a time. A larger text is analysed in pieces of whole paragraphs. Chosen
/// by hand.
const MAX_PIECE_BYTES: usize = 4 * 1024 * 1024;

impl SuggestArgs {
    fn filter(&self, context: &Context) -> SuggestionFilter {
        let tags = if self.tag.is_empty() { &context.host.settings.suggest } else { &self.tag };
        SuggestionFilter { tags: tags.clone(), min_score: self.min_score }
    }

    fn action(&self) -> Action {
        match (self.json, self.write, self.dry_run) {
            (_, _, true) => Action::DryRun,
            (_, true, _) => Action::Write,
            (true, ..) => Action::Json,
            _ => Action::Print,
        }
    }
}

/// What is done with the suggestions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Action {
    /// They are printed, a line each.
    Print,
    /// They are printed as a JSON array.
    Json,
    /// They are put into the sidecars.
    Write,
    /// What would be put into the sidecars is printed.
    DryRun,
}

/// How many bytes of input are read at a time. Chosen by hand.
const BUFFER_BYTES: usize = 64 * 1024;

/// Prints the suggestions for the files, or puts them into their sidecars; or answers lines of JSON.
pub fn run(args: &SuggestArgs, context: &Context) -> Result<Exit, Error> {
    if args.jsonl {
        return lines(&args.files, args.filter(context));
    }
    let action = args.action();
    let mut values = Vec::new();
    let mut progress = Progress::new(Some(args.files.len() as u64));
    let exit = batch::each(&args.files, |file| {
        let mut opened = AnnotatedDocument::open(file, None, context.coder(), &context.host)?;
        let engine = Engine::new(Schema::clone(&opened.schema), args.filter(context), Models::embedded());
        let open = OpenSuggestions::new(&opened, &engine, context);
        for (source, error) in &open.failures {
            let notice = format!("{}: no suggestions from {source}: {error}", file.display());
            eprintln!("{}", cells::printable(&notice));
        }
        let found = &open.found;
        progress.advance(1);
        let name = file.to_string_lossy();
        match action {
            Action::Json => {
                values.extend(found.iter().map(|suggestion| json(&name, &opened.document.text, suggestion)));
                Ok(Exit::Done)
            }
            Action::Print => {
                let shown = if args.files.len() > 1 { format!("{name}:") } else { String::new() };
                context.output.print(|out| print(out, &shown, &opened.document.text, found))
            }
            Action::Write | Action::DryRun => write(&mut opened, &open, action, context),
        }
    });
    progress.end();
    if action == Action::Json {
        context.output.print_json(&values)?;
    }
    Ok(exit)
}

/// Answers the lines of files, or of standard input if there are none.
fn lines(files: &[PathBuf], filter: SuggestionFilter) -> Result<Exit, Error> {
    let engine = Engine::new(Schema::builtin(), filter, Models::embedded());
    let mut out = io::stdout();
    let mut answer = |input: &mut dyn BufRead, size: Option<u64>| -> Result<Exit, Error> {
        let mut progress = Progress::new(size);
        answer_stream(input, &mut out, &engine, |bytes| progress.advance(bytes))?;
        Ok(Exit::Done)
    };
    let standard_input = || io::BufReader::with_capacity(BUFFER_BYTES, io::stdin().lock());
    if files.is_empty() {
        return answer(&mut standard_input(), None);
    }
    Ok(batch::each(files, |path| {
        if path == Path::new("-") {
            return answer(&mut standard_input(), None);
        }
        let failed = |error| Error::failed(format!("cannot read {}: {error}", path.display()));
        let file = std::fs::File::open(path).map_err(failed)?;
        let size = file.metadata().ok().map(|meta| meta.len());
        answer(&mut io::BufReader::with_capacity(BUFFER_BYTES, file), size)
    }))
}

/// The open suggestions of a document: those neither tagged nor dismissed.
struct OpenSuggestions {
    found: Vec<Suggestion>,
    /// The sources of suggestions that failed, each with its reason.
    failures: Vec<(Arc<str>, String)>,
    /// The suggestions other than links, as glosses.
    new: Vec<Gloss>,
    /// The document's glosses, and the new ones.
    all: Glosses,
}

impl OpenSuggestions {
    /// The open suggestions of a document. Links are suggested where both ends are tagged or suggested as well.
    fn new(opened: &AnnotatedDocument, engine: &Engine, context: &Context) -> Self {
        let text = &opened.document.text;
        let glosses = opened.glosses();
        let dismissed = Dismissals::new(opened.dismissals().cloned());
        let Findings { suggestions: mut found, mut failures } = Findings::default();
        let mut start = 0;
        while start < text.len() {
            let end = text.paragraph((start + MAX_PIECE_BYTES).min(text.len())).end.max(start + 1);
            let end = if end + 2 >= text.len() { text.len() } else { end };
            let findings = engine.find_within(text, Span::new(start, end));
            found.extend(findings.suggestions);
            failures.extend(findings.failures);
            start = end;
        }
        found.retain(|suggestion| suggestion.to.is_some() || suggestion.is_open(text, glosses, &dismissed));
        let placed: Vec<Placed> = placed(text, &found, context).collect();
        let new = placed.iter().map(|placed| placed.gloss.clone()).collect();
        let all = Glosses::new(glosses.iter().cloned().chain(placed));
        found.retain(|suggestion| suggestion.to.is_none() || suggestion.is_open(text, &all, &dismissed));
        Self { found, failures, new, all }
    }

    /// The changes that tag and link all suggestions, and how many links these make.
    fn changes(&self, context: &Context) -> (Vec<Change>, usize) {
        let created = Some(context.host.clock.now());
        let added = |gloss: &Gloss| {
            Change::add(Gloss {
                creator: context.coder().map(str::to_owned),
                created: created.clone(),
                ..gloss.clone()
            })
        };
        let mut changes: Vec<Change> = self.new.iter().map(added).collect();
        let mut places: HashMap<&Id, usize> =
            self.new.iter().enumerate().map(|(at, gloss)| (&gloss.id, at)).collect();
        let mut links = 0;
        for link in &self.found {
            let Some((from, to)) = link.ends(&self.all) else { continue };
            let at = *places.entry(&from.gloss.id).or_insert_with(|| {
                changes.push(Change::replace(from.gloss.clone(), from.gloss.clone()));
                changes.len() - 1
            });
            if let Some(gloss) = &mut changes[at].after {
                gloss.links.push(Link { role: link.tag.to_string(), to: to.gloss.id.clone() });
                links += 1;
            }
        }
        (changes, links)
    }
}

/// The suggestions as glosses in their places, as if they were accepted.
fn placed<'a>(
    text: &'a Text,
    found: &'a [Suggestion],
    context: &'a Context,
) -> impl Iterator<Item = Placed> + 'a {
    let kinds = found.iter().filter(|suggestion| suggestion.to.is_none());
    kinds.map(|suggestion| Placed {
        gloss: suggestion.gloss(text, &suggestion.spans, Id::from_bits(context.host.random.bits())),
        place: crate::gloss::Place::unchanged(suggestion.spans.clone()),
    })
}

fn print(out: &mut dyn Write, name: &str, text: &Text, found: &[Suggestion]) -> io::Result<()> {
    let words = |spans: &[Span]| {
        let words: Vec<_> = spans.iter().map(|&span| text.quote(span)).collect();
        words.join(" … ").replace(['\n', '\r', '\t'], " ")
    };
    for suggestion in found {
        let paragraph = text.count(suggestion.hull().start + 1).paragraphs;
        let percent = suggestion.score * 100.0;
        let mut parts = vec![
            format!("¶ {paragraph}"),
            format!("{percent:.0}%"),
            suggestion.tag.to_string(),
            words(&suggestion.spans),
        ];
        parts.extend(suggestion.to.iter().map(|to| format!("→ {}", words(&[to.span]))));
        parts.extend(suggestion.attributes.iter().map(|(name, value)| format!("{name}={value}")));
        parts.extend(Some(format!("({})", suggestion.reason)).filter(|_| !suggestion.reason.is_empty()));
        writeln!(out, "{name}{}", parts.join("\t"))?;
    }
    Ok(())
}

/// A suggestion as `--jsonl` prints it, with its file and its words; offsets are code points of the text.
fn json(file: &str, text: &Text, suggestion: &Suggestion) -> serde_json::Value {
    let wire = WireSuggestion::new(suggestion.clone(), |at| text.code_point_of(at));
    let mut value = serde_json::to_value(wire).unwrap_or_default();
    value["file"] = file.into();
    value["exact"] = suggestion.spans.iter().map(|&span| text.quote(span)).collect();
    value
}

fn write(
    opened: &mut AnnotatedDocument,
    open: &OpenSuggestions,
    action: Action,
    context: &Context,
) -> Result<Exit, Error> {
    let (changes, links) = open.changes(context);
    let name = opened.document.name.clone();
    if action == Action::Write && !changes.is_empty() {
        opened.commit("accept", changes)?;
    }
    let counted =
        |count: usize, one: &str, more: &str| format!("{count} {}", if count == 1 { one } else { more });
    let mut what = counted(open.new.len(), "gloss", "glosses");
    if links > 0 {
        what += &format!(" and {}", counted(links, "link", "links"));
    }
    let would = if action == Action::Write { "" } else { "would be " };
    context.output.print(|out| writeln!(out, "{name}\t{what} {would}added"))
}
