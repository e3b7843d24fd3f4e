//! `gloss suggest`: prints suggestions, or puts them into sidecars.

use std::{
    collections::{HashMap, HashSet},
    io::{self, BufRead},
    path::{Path, PathBuf},
    sync::Arc,
};

use clap::{Args, ValueHint};

use super::{
    batch,
    context::Context,
    document_path::document_path,
    error::{Error, Exit},
    lines::tell,
    output,
    progress::Progress,
};
use crate::{
    gloss::{Change, Citation, Gloss, Glosses, Id, Link, Placed, Schema},
    platform,
    suggest::{
        Dismissals, Engine, Findings, MinScore, Models, SUGGESTED, Suggestion, SuggestionFilter,
        wire::WireSuggestion,
    },
    text::{Span, Text, counted},
    workspace::{AnnotatedDocument, StreamTally, answer_stream, document_paths},
};

const AFTER_HELP: &str = r#"Examples:
  gloss suggest article.txt --tag quote,report
  gloss suggest articles/ --write --min-score 0.9
  gloss suggest --jsonl < documents.jsonl

Each line of --jsonl is {"id": …, "text": "…"}; add "target": [start, end] (code points) to get the tone toward a person. A line that can't be understood is answered with its number and an error; then the exit code is 1."#;

/// Suggest glosses: quotations with their speakers, claims, sentiment; reports where they are asked for
#[derive(Clone, Debug, Args)]
#[command(after_help = AFTER_HELP)]
#[expect(clippy::struct_excessive_bools, reason = "switches of the command line, each for itself")]
pub struct SuggestArgs {
    /// Documents, or folders of documents; with --jsonl, files of lines, or none for standard input
    #[arg(required_unless_present = "jsonl", value_name = "FILE|FOLDER", value_parser = document_path(), value_hint = ValueHint::AnyPath)]
    files: Vec<PathBuf>,
    /// Only this kind; several separated by commas. Without it, what the setting `suggest` names, or all but reports
    #[arg(long, value_name = "KIND", value_delimiter = ',', allow_hyphen_values = true, value_parser = SUGGESTED)]
    tag: Vec<String>,
    /// Least confidence of a suggestion, from 0 to 1. Without it, 0.5, and 0.71 for sentiment
    #[arg(long, value_name = "SCORE", allow_hyphen_values = true, value_parser = score)]
    min_score: Option<f32>,
    /// Print a JSON array
    #[arg(long, conflicts_with_all = ["write", "dry_run"])]
    json: bool,
    /// Read documents as lines of JSON, and answer each with a line of suggestions
    #[arg(long, conflicts_with_all = ["json", "write", "dry_run", "as_format"])]
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
    /// Whether it changes sidecars.
    pub fn writes(&self) -> bool {
        self.action() == Action::Write
    }

    fn filter(&self, context: &Context) -> SuggestionFilter {
        let tags = if self.tag.is_empty() { &context.host.settings.suggest } else { &self.tag };
        SuggestionFilter { tags: tags.clone(), min_score: MinScore::set(self.min_score) }
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
    let mut files = document_paths(&args.files, &context.host.walk_filter)?;
    // A document that is named twice gets its suggestions once.
    let mut seen = HashSet::new();
    files.retain(|file| seen.insert(file.canonicalize().unwrap_or_else(|_| file.clone())));
    let (action, is_named) = (args.action(), files.len() > 1);
    let mut values = Vec::new();
    let output = context.output;
    let work = |file: PathBuf| args.suggest(&file, action, is_named, context);
    let exit = batch::each_on_all_cores(files, work, |done: SuggestedDocument| {
        done.notices.iter().for_each(tell);
        values.extend(done.values);
        let mut out = output.lock_lines();
        done.lines.iter().try_for_each(|line| writeln!(out, "{line}"))?;
        out.flush()
    });
    let exit = output::outcome(exit)?;
    if action == Action::Json {
        output.print_json(&values)?;
    }
    Ok(exit)
}

/// What is to be printed of a document.
#[derive(Default)]
struct SuggestedDocument {
    /// The lines for standard output.
    lines: Vec<String>,
    /// The suggestions as JSON.
    values: Vec<serde_json::Value>,
    /// The lines for standard error.
    notices: Vec<String>,
}

impl SuggestArgs {
    /// Finds the suggestions for a document, and does with them what is asked for.
    fn suggest(
        &self,
        file: &Path,
        action: Action,
        is_named: bool,
        context: &Context,
    ) -> Result<SuggestedDocument, Error> {
        let mut opened = AnnotatedDocument::open(file, None, context.coder(), &context.host)?;
        let engine = Engine::new(Schema::clone(&opened.schema), self.filter(context), Models::embedded());
        let open = OpenSuggestions::new(&opened, &engine, context);
        let failed = |(source, error): &(Arc<str>, String)| {
            format!("{}: no suggestions from {source}: {error}", file.display())
        };
        let notices = open.failures.iter().map(failed).collect();
        let mut done = SuggestedDocument { notices, ..SuggestedDocument::default() };
        let (text, found) = (&opened.document.text, &open.found);
        let name = file.to_string_lossy();
        match action {
            Action::Json => done.values = found.iter().map(|one| json(&name, text, one)).collect(),
            Action::Print => {
                let shown = if is_named { format!("{name}:") } else { String::new() };
                done.lines = found.iter().map(|one| line(&shown, text, one)).collect();
            }
            Action::Write | Action::DryRun => {
                done.lines.push(write(&mut opened, &open, action, &name, context)?);
            }
        }
        Ok(done)
    }
}

/// Answers the lines of files, or of standard input if there are none.
fn lines(files: &[PathBuf], filter: SuggestionFilter) -> Result<Exit, Error> {
    let engine = Engine::new(Schema::builtin(), filter, Models::embedded());
    let mut out = io::stdout();
    let mut answer = |input: &mut dyn BufRead, size: Option<u64>, name: &Path| -> Result<Exit, Error> {
        let mut progress = Progress::new(size);
        let tally = answer_stream(input, &mut out, &engine, |bytes| progress.advance(bytes))?;
        progress.end();
        let Some(first) = tally.first_failed else { return Ok(Exit::Done) };
        let StreamTally { lines, failed, .. } = tally;
        let at = if failed == 1 { format!("line {first}") } else { format!("the first is line {first}") };
        tell(format_args!("{}: {failed} of {lines} lines could not be answered: {at}", name.display()));
        Ok(Exit::Found)
    };
    let standard_input = || io::BufReader::with_capacity(BUFFER_BYTES, io::stdin().lock());
    if files.is_empty() {
        return answer(&mut standard_input(), None, Path::new("standard input"));
    }
    Ok(batch::each(files, |path| {
        if path == Path::new("-") {
            return answer(&mut standard_input(), None, Path::new("standard input"));
        }
        let failed =
            |error| Error::failed(format!("can't read {}: {}", path.display(), platform::reason(&error)));
        let file = platform::open_input(path).map_err(failed)?;
        let size = path.metadata().ok().map(|meta| meta.len());
        answer(&mut io::BufReader::with_capacity(BUFFER_BYTES, file), size, path)
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

/// A suggestion as a line: the document if it is to be named, place, confidence, kind, words, attributes, reason.
fn line(name: &str, text: &Text, suggestion: &Suggestion) -> String {
    let words = |spans: &[Span]| {
        let words: Vec<_> = spans.iter().map(|&span| text.quote(span)).collect();
        words.join(" … ").replace(['\n', '\r', '\t'], " ")
    };
    let paragraph = text.paragraphs_before(suggestion.hull().start + 1);
    let place = Citation::of(text.structure(), &suggestion.spans).place(Some(paragraph));
    let percent = suggestion.score * 100.0;
    let mut parts = vec![
        format!("{name}{}", place.replace('\t', " ")),
        format!("{percent:.0}%"),
        suggestion.tag.to_string(),
        words(&suggestion.spans),
    ];
    parts.extend(suggestion.to.iter().map(|to| format!("→ {}", words(&[to.span]))));
    parts.extend(suggestion.attributes.iter().map(|(name, value)| format!("{name}={value}")));
    parts.extend(Some(format!("({})", suggestion.reason)).filter(|_| !suggestion.reason.is_empty()));
    parts.join("\t")
}

/// A suggestion as `--jsonl` prints it, with its file and its words; offsets are code points of the text.
fn json(file: &str, text: &Text, suggestion: &Suggestion) -> serde_json::Value {
    let wire = WireSuggestion::new(suggestion.clone(), |at| text.code_point_of(at));
    let mut value = serde_json::to_value(wire).unwrap_or_default();
    value["file"] = file.into();
    value["exact"] = suggestion.spans.iter().map(|&span| text.quote(span)).collect();
    value
}

/// Puts the suggestions into the sidecar, unless it is a dry run; returns the line that says so.
fn write(
    opened: &mut AnnotatedDocument,
    open: &OpenSuggestions,
    action: Action,
    name: &str,
    context: &Context,
) -> Result<String, Error> {
    let (changes, links) = open.changes(context);
    if action == Action::Write && !changes.is_empty() {
        opened.commit("accept", changes)?;
    }
    let mut what = counted(open.new.len(), "gloss", "glosses");
    if links > 0 {
        what += &format!(" and {}", counted(links, "link", "links"));
    }
    let would = if action == Action::Write { "" } else { "would be " };
    Ok(format!("{name}\t{what} {would}added"))
}
