//! `gloss check`: can the sidecars be read, and are the glosses in place?

use std::{
    collections::HashSet,
    path::{Path, PathBuf},
};

use serde_json::{Value as Json, json};

use super::{
    adopt,
    coder::Coder,
    environment,
    error::{Error, Exit},
    left::Left,
    many,
    open::Opened,
    output,
};
use crate::{
    anchor,
    corpus::{Coders, Member},
    gloss::{Change, Gloss, Placed, State, Transaction},
    sidecar::Sidecar,
    text::{Span, Text, cells::printable},
};

/// What is asked of a check.
#[derive(Clone, Copy, Debug)]
pub struct Wanted {
    /// The states as JSON.
    pub json: bool,
    /// The positions of glosses that moved with their text are written down.
    pub fix: bool,
    /// A sidecar that a renamed document left behind is given to the document again.
    pub adopt: bool,
}

/// What a gloss is that a person was asked to look at.
const TO_REVIEW: &str = "to review";

/// What a gloss is that a person left without a place.
const LEFT: &str = "left without a place";

/// For so many documents without glosses it is looked whether they left some behind: each time takes a look at all files
/// of a folder.
const LOOKED_FOR: usize = 20;

/// Checks the files, and of the documents in folders those that have glosses.
pub fn run(paths: &[PathBuf], wanted: Wanted, coder: &Coder) -> Result<Exit, Error> {
    let Wanted { json, fix, adopt } = wanted;
    let (settings, _) = environment::settings();
    let coder = coder.name(&settings);
    let (members, missing) = many::members(paths, &Coders::One(coder.clone()))?;
    let folders: Vec<&Path> = paths.iter().map(PathBuf::as_path).filter(|path| path.is_dir()).collect();
    let bare = members.iter().filter(|member| member.sidecars.is_empty());
    let bare: Vec<&Path> = bare.map(|member| &*member.path).collect();
    let left = Left::below(&folders, &bare, coder.as_deref());
    let (taken, left_exit) = settle(&left, wanted, coder.as_deref());
    let is_checked = |member: &Member| !member.sidecars.is_empty() || taken.contains(&member.path);
    let files: Vec<PathBuf> = members.into_iter().filter(is_checked).map(|member| member.path).collect();
    let mut values = Vec::new();
    let exit = output::each(&files, |file| {
        let mut adopted = taken.contains(file);
        let mut exit = Exit::Done;
        if adopt && let Some((left, reason)) = adopt::adopt(file, coder.as_deref())? {
            tell_taken(file, &left, &reason);
            adopted = true;
        } else if files.len() <= LOOKED_FOR {
            for (left, reason) in adopt::left_behind(file, coder.as_deref())? {
                let said = format!("{}: {} was left behind, and {reason}", file.display(), left.display());
                eprintln!("{}; --adopt takes it over", printable(&said));
                exit = Exit::Found;
            }
        }
        let mut opened = Opened::new(file, None, coder.as_deref())?;
        exit = exit.max(if json { states(file, &opened, &mut values) } else { report(file, &opened)? });
        // One that was taken over still says the old name.
        if fix || adopted {
            let written = mend(&mut opened)?;
            if written > 0 && !json {
                output::to_stdout(|out| {
                    writeln!(out, "{}: {written} written down where they are", file.display())
                })?;
            }
        }
        Ok(exit)
    });
    if json {
        output::to_stdout(|out| {
            serde_json::to_writer_pretty(&mut *out, &values)?;
            writeln!(out)
        })?;
    }
    Ok(exit.max(missing).max(left_exit))
}

/// Tells of the sidecars that were left behind in folders; with `adopt` those go to their documents of which it is certain
/// which these are. Returns the documents that were given some.
fn settle(left: &[Left], wanted: Wanted, coder: Option<&str>) -> (HashSet<PathBuf>, Exit) {
    let mut taken = HashSet::new();
    let exit = output::each(left, |one| {
        if let Some(document) = one.document(left).filter(|_| wanted.adopt) {
            one.give_to(document, coder)?;
            tell_taken(document, one.path(), "its text was the same");
            taken.insert(document.to_owned());
            return Ok(Exit::Done);
        }
        // The states in JSON are glosses', and whoever reads them expects no other.
        let said = one.to_string();
        if wanted.json {
            eprintln!("{}", printable(&said));
        } else {
            output::to_stdout(|out| writeln!(out, "{said}"))?;
        }
        Ok(Exit::Found)
    });
    (taken, exit)
}

fn tell_taken(document: &Path, left: &Path, reason: &str) {
    let said = format!("{}: took over {}, {reason}", document.display(), left.display());
    eprintln!("{}", printable(&said));
}

fn needs_a_person(opened: &Opened, glosses: &crate::gloss::Glosses) -> bool {
    let unreadable = opened.sidecar.as_ref().is_some_and(|sidecar| !sidecar.problems().is_empty());
    unreadable || glosses.iter().any(Placed::needs_a_look)
}

fn states(file: &Path, opened: &Opened, values: &mut Vec<Json>) -> Exit {
    let glosses = opened.glosses();
    let text = &opened.document.text;
    values.extend(glosses.iter().map(|placed| {
        let point = |at| text.code_point_of(at);
        let spans: Vec<Json> =
            placed.place.spans.iter().map(|s| json!({"start": point(s.start), "end": point(s.end)})).collect();
        json!({
            "file": file.to_string_lossy(), "id": placed.gloss.id.as_str(), "state": placed.place.state.name(),
            "spans": spans, "review": placed.gloss.review, "score": (f64::from(placed.place.score) * 100.0).round() / 100.0, "reason": placed.place.reason,
        })
    }));
    let problems = opened.sidecar.iter().flat_map(Sidecar::problems);
    for problem in problems {
        eprintln!("{}", problem_line(opened, problem));
    }
    if needs_a_person(opened, &glosses) { Exit::Found } else { Exit::Done }
}

/// What is said of a gloss, in one word for each, so that the counts add up.
fn said(placed: &Placed) -> &'static str {
    let state = placed.place.state;
    match (placed.needs_a_look(), state.needs_a_look()) {
        (true, false) => TO_REVIEW,
        (false, true) => LEFT,
        _ => state.name(),
    }
}

fn report(file: &Path, opened: &Opened) -> Result<Exit, Error> {
    let glosses = opened.glosses();
    output::to_stdout(|out| {
        let count = |what: &&str| glosses.iter().filter(|placed| said(placed) == *what).count();
        let all = State::ALL.map(State::name).into_iter().chain([TO_REVIEW, LEFT]);
        let counted: Vec<String> = all
            .map(|what| (count(&what), what))
            .filter(|(count, _)| *count > 0)
            .map(|(count, what)| format!("{count} {what}"))
            .collect();
        let summary = if counted.is_empty() { "no glosses".to_owned() } else { counted.join(", ") };
        writeln!(out, "{}: {summary}", file.display())?;
        for placed in glosses.iter().filter(|placed| placed.needs_a_look()) {
            let gloss = &placed.gloss;
            let words = gloss.exact();
            let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
            let paragraph = |hull: Span| opened.document.text.count(hull.start + 1).paragraphs;
            let place = placed.place.hull().map_or(String::new(), |hull| format!(" ¶ {}", paragraph(hull)));
            let review = gloss.review.to_string();
            let why = if review.is_empty() { placed.place.reason } else { &review };
            let what = said(placed);
            writeln!(out, "  {} {what} {}{place}: {words} ({why})", gloss.id, gloss.tag)?;
        }
        for problem in opened.sidecar.iter().flat_map(Sidecar::problems) {
            writeln!(out, "  {}", problem_line(opened, problem))?;
        }
        Ok(())
    })?;
    Ok(if needs_a_person(opened, &glosses) { Exit::Found } else { Exit::Done })
}

fn problem_line(opened: &Opened, problem: &crate::sidecar::Problem) -> String {
    let path =
        opened.sidecar.as_ref().map(|sidecar| sidecar.path().display().to_string()).unwrap_or_default();
    format!("{path}, line {}: {}", problem.line, problem.message)
}

/// Writes down where glosses that moved stand now; says how many.
fn mend(opened: &mut Opened) -> Result<usize, Error> {
    let glosses = opened.glosses();
    let text: &Text = &opened.document.text;
    let moved: Vec<Change> = glosses
        .in_state(State::Moved)
        .map(|placed| {
            let selectors = placed.place.spans.iter().map(|&span| anchor::selector(text, span)).collect();
            Change::replace(placed.gloss.clone(), Gloss { selectors, ..placed.gloss.clone() })
        })
        .collect();
    let written = moved.len();
    let info = opened.source_info()?;
    if let Some(sidecar) = &mut opened.sidecar
        && (!moved.is_empty() || sidecar.source().is_some_and(|source| source != info))
    {
        sidecar.save(&Transaction::new("positions", moved), &info)?;
        sidecar.settle()?;
    }
    Ok(written)
}
