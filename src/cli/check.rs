//! `gloss check`: checks that sidecars can be read and that their glosses are in place.

use std::{
    collections::HashSet,
    path::{Path, PathBuf},
};

use clap::{Args, ValueHint};
use serde_json::{Value as Json, json};

use super::{
    batch,
    context::Context,
    document_path::document_path,
    error::{Error, Exit},
    lines::tell,
    output,
};
use crate::{
    corpus::{Coders, Member},
    gloss::{Placed, State},
    text::{Span, counted},
    workspace::{
        Adoption, AnnotatedDocument, ConflictCopies, HAS_GIT_HISTORY, StraySidecar, merge_conflict_copy,
    },
};

const AFTER_HELP: &str = r"Examples:
  gloss check articles/ --json
  gloss check renamed.txt --adopt

In a folder, the documents that have glosses are checked. The exit code is 1 if something needs a person: a gloss whose words changed, a gloss whose place is doubtful or lost, an annotation that can't be read, a sidecar whose document is gone, or a conflict copy of a sidecar.";

/// Check that sidecars can be read and that their glosses are in place
#[derive(Clone, Debug, Args)]
#[expect(clippy::struct_excessive_bools, reason = "an option turns each of them on")]
#[command(after_help = AFTER_HELP)]
pub struct CheckArgs {
    /// Documents, or folders of documents
    #[arg(required = true, value_name = "FILE|FOLDER", value_parser = document_path(), value_hint = ValueHint::AnyPath)]
    files: Vec<PathBuf>,
    /// Print a JSON array with the state of each gloss
    #[arg(long)]
    json: bool,
    /// Record the new positions of glosses that moved with their text
    #[arg(long)]
    fix: bool,
    /// Return stray sidecars to documents that were renamed or moved
    #[arg(long)]
    adopt: bool,
    /// Merge the conflict copies that programs for synchronising leave beside a sidecar into it, and remove them
    #[arg(long)]
    merge_copies: bool,
}

impl CheckArgs {
    /// Whether it changes sidecars.
    pub fn writes(&self) -> bool {
        self.fix || self.adopt || self.merge_copies
    }
}

/// The state of a gloss that a person was asked to review.
const TO_REVIEW: &str = "to review";

/// The state of a gloss that a person left without a place.
const LEFT_ORPHANED: &str = "left without a place";

/// How many named documents without glosses are checked for stray sidecars. Chosen by hand: each check reads all
/// files of the document's folder.
const MAX_CHECKED_DOCUMENTS: usize = 20;
/// The hint where an old text from git might help.
const WITHOUT_GIT: &str = "The text in which some glosses were recorded is not at hand, and this build lacks the feature \
                           git-history, with which it is looked for in git.";

/// A document that is to be checked.
struct CheckJob {
    path: PathBuf,
    /// Whether the document was just given a stray sidecar, which still says the old name.
    is_adopted: bool,
}

/// The result of checking one document.
struct CheckResult {
    /// The lines for a person.
    report: Vec<String>,
    /// The states of its glosses, for JSON.
    states: Vec<Json>,
    /// The lines for standard error.
    warnings: Vec<String>,
    /// Whether glosses that are out of place might be found with an old text from git, which this build can't read.
    lacks_git: bool,
    exit: Exit,
}

/// Checks the named files, and the documents in named folders that have glosses.
pub fn run(args: &CheckArgs, context: &Context) -> Result<Exit, Error> {
    let coders = Coders::One(context.coder().map(str::to_owned));
    let (members, missing) = batch::glossed_members(&args.files, &coders, context)?;
    let folders: Vec<&Path> = args.files.iter().map(PathBuf::as_path).filter(|path| path.is_dir()).collect();
    let bare = members.iter().filter(|member| member.sidecars.is_empty());
    let bare: Vec<&Path> = bare.map(|member| &*member.path).collect();
    let strays = StraySidecar::below(&folders, &bare, context.coder(), &context.host);
    let (adopted, stray_exit) = report_strays(&strays, args, context);
    let (merged, copies_exit) = report_conflict_copies(&members, args, context);
    // A document whose first gloss could not be saved has no sidecar yet.
    let is_named = |member: &Member| args.files.contains(&member.path);
    let is_unsaved = |member: &Member| {
        let opened = AnnotatedDocument::open(&member.path, None, context.coder(), &context.host);
        opened.is_ok_and(|opened| !opened.unsaved().is_empty())
    };
    let is_checked = |member: &Member| {
        !member.sidecars.is_empty()
            || adopted.contains(&member.path)
            || merged.contains(&member.path)
            || is_named(member) && is_unsaved(member)
    };
    let checked = members.into_iter().filter(is_checked).map(|member| member.path);
    let mut jobs: Vec<CheckJob> =
        checked.map(|path| CheckJob { is_adopted: adopted.contains(&path), path }).collect();
    let mut worst = missing.max(stray_exit).max(copies_exit);
    if args.adopt || jobs.len() <= MAX_CHECKED_DOCUMENTS {
        // One at a time, so that no two documents take over the same sidecar.
        jobs.retain_mut(|job| match look_for_stray(job, args, context) {
            Ok(exit) => {
                worst = worst.max(exit);
                true
            }
            Err(error) => {
                worst = worst.max(error.report());
                false
            }
        });
    }
    let mut states = Vec::new();
    let mut lacks_git = false;
    let mut out = context.output.lock_lines();
    let exit = batch::each_on_all_cores(
        jobs,
        |job| check(&job, args, context),
        |checked| {
            checked.warnings.iter().for_each(tell);
            states.extend(checked.states);
            worst = worst.max(checked.exit);
            lacks_git |= checked.lacks_git;
            checked.report.iter().try_for_each(|line| writeln!(out, "{line}"))
        },
    );
    let exit = output::outcome(exit.and_then(|exit| out.flush().map(|()| exit)));
    drop(out);
    let exit = exit?;
    if lacks_git {
        tell(WITHOUT_GIT);
    }
    if args.json {
        context.output.print_json(&states)?;
    }
    Ok(exit.max(worst))
}

/// Reports the stray sidecars in folders, and if asked to adopt them gives those to their documents whose owner is
/// certain. Returns the documents that were given one.
fn report_strays(strays: &[StraySidecar], args: &CheckArgs, context: &Context) -> (HashSet<PathBuf>, Exit) {
    let mut adopted = HashSet::new();
    let exit = batch::each(strays, |stray| {
        if let Some(document) = stray.owner.as_ref().filter(|_| args.adopt) {
            stray.give_to(document, context.coder(), &context.host)?;
            tell_adopted(document, &stray.path, "its text was the same");
            adopted.insert(document.clone());
            return Ok(Exit::Done);
        }
        // The JSON output holds states of glosses only.
        if args.json {
            tell(stray_report(stray));
        } else {
            context.output.print_lines(|out| writeln!(out, "{}", stray_report(stray)))?;
        }
        Ok(Exit::Found)
    });
    (adopted, exit)
}

/// Reports the conflict copies of the documents' sidecars, and if asked to merges them. Returns the documents whose copies were merged.
fn report_conflict_copies(
    members: &[Member],
    args: &CheckArgs,
    context: &Context,
) -> (HashSet<PathBuf>, Exit) {
    let (mut finder, mut merged) = (ConflictCopies::default(), HashSet::new());
    let exit = batch::each(members, |Member { path, .. }| {
        let mut exit = Exit::Done;
        for copy in finder.of(path, context.coder())? {
            if args.merge_copies {
                match merge_conflict_copy(path, context.coder(), &copy, &context.host) {
                    Ok(()) => {
                        let said = format!("{}: merged {} into its sidecar", path.display(), copy.display());
                        tell(said);
                        merged.insert(path.clone());
                    }
                    // A damaged one keeps none of the others from being merged.
                    Err(error) => exit = exit.max(Error::from(error).report()),
                }
                continue;
            }
            exit = exit.max(Exit::Found);
            let what = "a conflict copy of the sidecar; --merge-copies merges it";
            let said = format!("{}: {what}", copy.display());
            if args.json {
                tell(said);
            } else {
                context.output.print_lines(|out| writeln!(out, "{said}"))?;
            }
        }
        Ok(exit)
    });
    (merged, exit)
}

/// A report on a stray sidecar, with what a person can do.
fn stray_report(stray: &StraySidecar) -> String {
    let name = stray.document.file_name().unwrap_or_default().display();
    let documents: Vec<_> = stray.candidates.iter().map(|path| path.display().to_string()).collect();
    let advice = match &documents[..] {
        [] => "gloss check DOCUMENT --adopt, if it was renamed and edited, gives it to it".to_owned(),
        [document] => format!("{document} has its text, and --adopt gives it to it"),
        several => format!("{} have its text: rename it after the right one", several.join(", ")),
    };
    format!("{}: left behind, {name} is not there any more; {advice}", stray.path.display())
}

fn tell_adopted(document: &Path, stray: &Path, reason: &str) {
    tell(format_args!("{}: took over {}, {reason}", document.display(), stray.display()));
}

/// Gives a document without a sidecar its stray sidecar, or reports which one that may be.
fn look_for_stray(job: &mut CheckJob, args: &CheckArgs, context: &Context) -> Result<Exit, Error> {
    let adoption = Adoption::of_path(&job.path, context.coder(), &context.host)?;
    let Some(adoption) = adoption else { return Ok(Exit::Done) };
    if args.adopt {
        if let Some(stray) = adoption.adopt()? {
            tell_adopted(&job.path, &stray.path, &stray.reason());
            job.is_adopted = true;
        }
        return Ok(Exit::Done);
    }
    let strays = adoption.matches()?;
    for stray in &strays {
        let (document, path) = (job.path.display(), stray.path.display());
        tell(format_args!(
            "{document}: {path} was left behind, and {}; --adopt takes it over",
            stray.reason()
        ));
    }
    Ok(if strays.is_empty() { Exit::Done } else { Exit::Found })
}

/// Checks one document.
fn check(job: &CheckJob, args: &CheckArgs, context: &Context) -> Result<CheckResult, Error> {
    let file = &job.path;
    let mut opened = AnnotatedDocument::open(file, None, context.coder(), &context.host)?;
    let recovery = recover(&mut opened, args)?;
    let needs_a_person = !opened.problems().is_empty() || opened.glosses().iter().any(Placed::needs_a_look);
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
    match (placed.needs_a_look(), state.needs_a_look()) {
        (true, false) => TO_REVIEW,
        (false, true) => LEFT_ORPHANED,
        _ => state.name(),
    }
}

/// The report on a document: how many of its glosses are in which state, and which need a review.
fn report(file: &Path, opened: &AnnotatedDocument) -> Vec<String> {
    let glosses = opened.glosses();
    let count = |what: &&str| glosses.iter().filter(|placed| state_word(placed) == *what).count();
    let all = State::ALL.map(State::name).into_iter().chain([TO_REVIEW, LEFT_ORPHANED]);
    let counted: Vec<String> = all
        .map(|what| (count(&what), what))
        .filter(|(count, _)| *count > 0)
        .map(|(count, what)| format!("{count} {what}"))
        .collect();
    let summary = if counted.is_empty() { "no glosses".to_owned() } else { counted.join(", ") };
    let mut report = vec![format!("{}: {summary}", file.display())];
    for placed in glosses.iter().filter(|placed| placed.needs_a_look()) {
        let gloss = &placed.gloss;
        let words = gloss.exact();
        let words = words.split_whitespace().collect::<Vec<_>>().join(" ");
        let paragraph = |hull: Span| opened.document.text.paragraphs_before(hull.start + 1);
        let place = placed.place.hull().map_or(String::new(), |hull| format!(" ¶ {}", paragraph(hull)));
        let review = gloss.review.to_string();
        let why = if review.is_empty() { placed.place.reason } else { &review };
        report.push(format!("  {} {} {}{place}: {words} ({why})", gloss.id, state_word(placed), gloss.tag));
    }
    report.extend(problems(opened).iter().map(|problem| format!("  {problem}")));
    report
}
