//! Sidecars that are left behind, and conflict copies of sidecars: reported, or given back on request.

use std::{
    collections::HashSet,
    path::{Path, PathBuf},
};

use super::{CheckArgs, document::CheckJob};
use crate::{
    cli::{
        batch,
        context::Context,
        error::{Error, Exit},
        lines::tell,
    },
    corpus::Member,
    workspace::{Adoption, ConflictCopies, StraySidecar, merge_conflict_copy},
};

/// Reports the stray sidecars in folders, and if asked to adopt them gives those to their documents whose owner is
/// certain. Returns the documents that were given one.
pub(super) fn report_strays(
    strays: &[StraySidecar],
    args: &CheckArgs,
    context: &Context,
) -> (HashSet<PathBuf>, Exit) {
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
pub(super) fn report_conflict_copies(
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
pub(super) fn look_for_stray(job: &mut CheckJob, args: &CheckArgs, context: &Context) -> Result<Exit, Error> {
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
