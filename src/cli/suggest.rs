//! `gloss suggest`: what might be tagged, printed, or put into sidecars.

use std::{
    collections::HashMap,
    io::{self, BufRead, Write},
    path::{Path, PathBuf},
};

use super::{
    coder::Coder,
    environment,
    error::{Error, Exit},
    open::Opened,
    output,
    progress::Progress,
    stream::{self, Item, Wanted},
};
use crate::{
    gloss::{Change, Gloss, Glosses, Id, Link, Placed, Transaction},
    sidecar::Sidecar,
    suggest::{self, Dismissed, Suggestion},
    text::{Span, Text},
};

/// So much of a text is read at once, in bytes: a larger text is looked at in pieces of whole paragraphs.
const PIECE: usize = 4 * 1024 * 1024;

/// What is done with the suggestions.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Action {
    /// They are printed, a line each.
    Print,
    /// They are printed as an array.
    Json,
    /// They are put into the sidecars.
    Write,
    /// What would be put into the sidecars is told.
    DryRun,
}

/// Lines are read so many bytes at once.
const BUFFER: usize = 64 * 1024;

/// Answers the lines of files, or of standard input where there are none.
pub fn lines(files: &[PathBuf], wanted: Wanted<'_>) -> Result<Exit, Error> {
    let mut out = io::stdout();
    let mut answer = |input: &mut dyn BufRead, size: Option<u64>| {
        let mut progress = Progress::new(size);
        stream::run(input, &mut out, wanted, |bytes| progress.advance(bytes)).map(|()| Exit::Done)
    };
    let standard_input = || io::BufReader::with_capacity(BUFFER, io::stdin().lock());
    if files.is_empty() {
        return answer(&mut standard_input(), None);
    }
    Ok(output::each(files, |path| {
        if path == Path::new("-") {
            return answer(&mut standard_input(), None);
        }
        let failed = |error| Error::failed(format!("cannot read {}: {error}", path.display()));
        let file = std::fs::File::open(path).map_err(failed)?;
        let size = file.metadata().ok().map(|meta| meta.len());
        answer(&mut io::BufReader::with_capacity(BUFFER, file), size)
    }))
}

/// Prints what might be tagged in the files, or puts it into their sidecars.
pub fn run(files: &[PathBuf], wanted: Wanted<'_>, action: Action, coder: &Coder) -> Result<Exit, Error> {
    let (settings, _) = environment::settings();
    let coder = coder.name(&settings);
    let mut values = Vec::new();
    let mut progress = Progress::new(Some(files.len() as u64));
    let exit = output::each(files, |file| {
        let mut opened = Opened::new(file, None, coder.as_deref())?;
        let open = Open::new(&opened, wanted);
        let found = &open.found;
        progress.advance(1);
        let name = file.to_string_lossy();
        match action {
            Action::Json => {
                values.extend(found.iter().map(|suggestion| json(&name, &opened.document.text, suggestion)));
                Ok(Exit::Done)
            }
            Action::Print => {
                let shown = if files.len() > 1 { format!("{name}:") } else { String::new() };
                output::to_stdout(|out| print(out, &shown, &opened.document.text, found))
            }
            Action::Write | Action::DryRun => write(&mut opened, &open, action, coder.as_deref()),
        }
    });
    progress.end();
    if action == Action::Json {
        output::to_stdout(|out| {
            serde_json::to_writer_pretty(&mut *out, &values)?;
            writeln!(out)
        })?;
    }
    Ok(exit)
}

/// What is wanted and neither tagged nor dismissed.
struct Open {
    found: Vec<Suggestion>,
    /// The suggestions that are no links, as glosses.
    new: Vec<Gloss>,
    /// The document's glosses, and the new ones.
    all: Glosses,
}

impl Open {
    /// What is open in a document. Links are where both ends are tagged, or suggested here, too.
    fn new(opened: &Opened, wanted: Wanted<'_>) -> Self {
        let text = &opened.document.text;
        let glosses = opened.glosses();
        let dismissed = Dismissed::new(opened.sidecar.iter().flat_map(Sidecar::dismissals).cloned());
        let mut found = Vec::new();
        let mut start = 0;
        while start < text.len() {
            let end = text.paragraph((start + PIECE).min(text.len())).end.max(start + 1);
            let end = if end + 2 >= text.len() { text.len() } else { end };
            found.extend(suggest::within(text, Span::new(start, end)));
            start = end;
        }
        found.retain(|suggestion| {
            wanted.takes(suggestion)
                && suggestion.is_within(&opened.schema)
                && (suggestion.to.is_some() || suggestion.is_open(text, &glosses, &dismissed))
        });
        let placed: Vec<Placed> = placed(text, &found).collect();
        let new = placed.iter().map(|placed| placed.gloss.clone()).collect();
        let all = Glosses::new(glosses.iter().cloned().chain(placed));
        found.retain(|suggestion| suggestion.to.is_none() || suggestion.is_open(text, &all, &dismissed));
        Self { found, new, all }
    }

    /// The changes that tag and link all of it, and how many links these make.
    fn changes(&self, coder: Option<&str>) -> (Vec<Change>, usize) {
        let created = Some(environment::now());
        let added = |gloss: &Gloss| {
            Change::add(Gloss {
                creator: coder.map(str::to_owned),
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
                gloss.links.push(Link { role: link.tag.to_owned(), to: to.gloss.id.clone() });
                links += 1;
            }
        }
        (changes, links)
    }
}

/// The suggestions as glosses in their places, as if they were accepted.
fn placed<'a>(text: &'a Text, found: &'a [Suggestion]) -> impl Iterator<Item = Placed> + 'a {
    let kinds = found.iter().filter(|suggestion| suggestion.to.is_none());
    kinds.map(|suggestion| Placed {
        gloss: suggestion.gloss(text, &suggestion.spans, Id::from_bits(environment::bits())),
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
            suggestion.tag.to_owned(),
            words(&suggestion.spans),
        ];
        parts.extend(suggestion.to.map(|to| format!("→ {}", words(&[to]))));
        parts.extend(suggestion.attributes.iter().map(|(name, value)| format!("{name}={value}")));
        parts.extend(Some(format!("({})", suggestion.reason)).filter(|_| !suggestion.reason.is_empty()));
        writeln!(out, "{name}{}", parts.join("\t"))?;
    }
    Ok(())
}

/// A suggestion as `--jsonl` has it, with its file and its words; offsets are code points of the text.
fn json(file: &str, text: &Text, suggestion: &Suggestion) -> serde_json::Value {
    let item = Item::new(suggestion, &|at| text.code_point_of(at));
    let mut value = serde_json::to_value(item).unwrap_or_default();
    value["file"] = file.into();
    value["exact"] = suggestion.spans.iter().map(|&span| text.quote(span)).collect();
    value
}

fn write(opened: &mut Opened, open: &Open, action: Action, coder: Option<&str>) -> Result<Exit, Error> {
    let (changes, links) = open.changes(coder);
    let name = opened.document.name.clone();
    if action == Action::Write && !changes.is_empty() {
        let info = opened.source_info()?;
        let Some(sidecar) = &mut opened.sidecar else {
            return Err(Error::usage("standard input has no sidecar to write to"));
        };
        sidecar.save(&Transaction::new("accept", changes), &info)?;
        sidecar.settle()?;
    }
    let counted =
        |count: usize, one: &str, more: &str| format!("{count} {}", if count == 1 { one } else { more });
    let mut what = counted(open.new.len(), "gloss", "glosses");
    if links > 0 {
        what += &format!(" and {}", counted(links, "link", "links"));
    }
    let would = if action == Action::Write { "" } else { "would be " };
    output::to_stdout(|out| writeln!(out, "{name}\t{what} {would}added"))
}
