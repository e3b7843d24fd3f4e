//! The check of one document: the states of its glosses, and what of its sidecar can't be read.

use std::path::{Path, PathBuf};

use serde_json::{Value as Json, json};

use super::CheckArgs;
use crate::{
    cli::{
        context::Context,
        error::{Error, Exit},
    },
    gloss::{Placed, State},
    text::counted,
    workspace::{AnnotatedDocument, HAS_GIT_HISTORY},
};

/// The state of a gloss in its place that a person was asked to review.
const MARKED: &str = "marked for review";

/// The state of a gloss that a person left without a place.
const LEFT_ORPHANED: &str = "left without a place";

/// A document that is to be checked.
pub(super) struct CheckJob {
    /// Its path.
    pub(super) path: PathBuf,
    /// Whether the document was just given a stray sidecar, which still says the old name.
    pub(super) is_adopted: bool,
}

/// The result of checking one document.
pub(super) struct CheckResult {
    /// The lines for a person.
    pub(super) report: Vec<String>,
    /// The states of its glosses, for JSON.
    pub(super) states: Vec<Json>,
    /// The lines for standard error.
    pub(super) warnings: Vec<String>,
    /// Whether glosses that are out of place might be found with an old text from git, which this build can't read.
    pub(super) lacks_git: bool,
    /// The exit code that it asks for.
    pub(super) exit: Exit,
}

/// Checks one document.
pub(super) fn check(job: &CheckJob, args: &CheckArgs, context: &Context) -> Result<CheckResult, Error> {
    let file = &job.path;
    let mut opened = AnnotatedDocument::open(file, None, context.coder(), &context.host)?;
    let recovery = recover(&mut opened, args)?;
    let needs_a_person = !opened.problems().is_empty() || opened.glosses().iter().any(Placed::needs_review);
    let mut checked = CheckResult {
        report: Vec::new(),
        states: Vec::new(),
        warnings: Vec::new(),
        lacks_git: lacks_git(&opened),
        exit: if needs_a_person { Exit::Found } else { Exit::Done },
    };
    if args.json {
        checked.states = states(file, &opened);
        checked.warnings = problems(&opened);
    } else {
        checked.report = report(file, &opened);
    }
    if let Some((told, exit)) = recovery {
        checked.warnings.push(format!("{}: {told}", file.display()));
        checked.exit = checked.exit.max(exit);
    }
    // A sidecar just adopted still says the old name.
    if args.fix || job.is_adopted {
        let written = opened.record_moved()?;
        if written > 0 {
            checked.report.push(format!("{}: {written} written down where they are", file.display()));
        }
    }
    Ok(checked)
}

/// Saves what earlier programs could not save, if positions are to be written, too; otherwise says so. `None` if there is nothing.
fn recover(opened: &mut AnnotatedDocument, args: &CheckArgs) -> Result<Option<(String, Exit)>, Error> {
    let changes = |count| counted(count, "change", "changes");
    if !args.fix {
        let unsaved = opened.unsaved().count();
        let told = format!("{} could not be saved earlier; --fix saves what was kept", changes(unsaved));
        return Ok((unsaved > 0).then_some((told, Exit::Found)));
    }
    let saved = opened.recover()?;
    let told = format!("{} saved that could not be saved earlier", changes(saved));
    Ok((saved > 0).then_some((told, Exit::Done)))
}

/// The state of each gloss, for JSON.
fn states(file: &Path, opened: &AnnotatedDocument) -> Vec<Json> {
    let text = &opened.document.text;
    let state = |placed: &Placed| {
        let point = |at| text.code_point_of(at);
        let spans: Vec<Json> = placed
            .place
            .spans
            .iter()
            .map(|s| json!({"start": point(s.start), "end": point(s.end)}))
            .collect();
        json!({
            "file": file.to_string_lossy(), "id": placed.gloss.id.as_str(), "state": placed.place.state.name(),
            "spans": spans, "review": placed.gloss.review, "score": (f64::from(placed.place.score) * 100.0).round() / 100.0, "reason": placed.place.reason,
        })
    };
    opened.glosses().iter().map(state).collect()
}

/// Whether some gloss is not in its place, and an old text from git could tell more, which this build can't read.
fn lacks_git(opened: &AnnotatedDocument) -> bool {
    let is_out_of_place = |placed: &Placed| placed.place.state != State::Unchanged;
    // A text that is read in windows is not compared with another one.
    let is_comparable = opened.document.text.as_str().is_some();
    !HAS_GIT_HISTORY
        && is_comparable
        && opened.lacks_old_text()
        && opened.glosses().iter().any(is_out_of_place)
}

/// A line for each annotation that cannot be read.
fn problems(opened: &AnnotatedDocument) -> Vec<String> {
    let path = opened.sidecar_path().map(|path| path.display().to_string()).unwrap_or_default();
    let problems = opened.problems().iter();
    problems.map(|problem| format!("{path}, line {}: {}", problem.line, problem.message)).collect()
}

/// The state of a gloss in a word. A gloss has exactly one, so that the counts add up.
fn state_word(placed: &Placed) -> &'static str {
    let state = placed.place.state;
    match (placed.needs_review(), state.needs_review()) {
        (true, false) => MARKED,
        (false, true) => LEFT_ORPHANED,
        _ => state.name(),
    }
}

/// The report on a document: how many of its glosses are in which state, and which need a review.
fn report(file: &Path, opened: &AnnotatedDocument) -> Vec<String> {
    let glosses = opened.glosses();
    let count = |what: &&str| glosses.iter().filter(|placed| state_word(placed) == *what).count();
    let all = State::ALL.map(State::name).into_iter().chain([MARKED, LEFT_ORPHANED]);
    let counted: Vec<String> = all
        .map(|what| (count(&what), what))
        .filter(|(count, _)| *count > 0)
        .map(|(count, what)| format!("{count} {what}"))
        .collect();
    let summary = if counted.is_empty() { "no glosses".to_owned() } else { counted.join(", ") };
    let mut report = vec![format!("{}: {summary}", file.display())];
    for placed in glosses.iter().filter(|placed| placed.needs_review()) {
        let gloss = &placed.gloss;
        let words = gloss.exact();
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let text = &opened.document.text;
        let paragraph = placed.place.hull().map(|hull| text.paragraphs_before(hull.start + 1));
        let place = paragraph.map_or_else(String::new, |number| {
            format!(" {}", placed.citation(text.structure()).place(Some(number)))
        });
        let review = gloss.review.to_string();
        let why = if review.is_empty() { placed.place.reason } else { &review };
        report.push(format!("  {} {} {}{place}: {words} ({why})", gloss.id, state_word(placed), gloss.tag));
    }
    report.extend(problems(opened).iter().map(|problem| format!("  {problem}")));
    report
}
