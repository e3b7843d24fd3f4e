//! `gloss check`: checks that sidecars can be read and that their glosses are in place.

mod document;
mod strays;

use std::path::{Path, PathBuf};

use clap::{Args, ValueHint};

use self::{
    document::{CheckJob, check},
    strays::{look_for_stray, report_conflict_copies, report_strays},
};
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
    workspace::{AnnotatedDocument, StraySidecar},
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

/// How many named documents without glosses are checked for stray sidecars. Chosen by hand: each check reads all
/// files of the document's folder.
const MAX_CHECKED_DOCUMENTS: usize = 20;

/// The hint where an old text from git might help.
const WITHOUT_GIT: &str = "The text in which some glosses were recorded is not at hand, and this build lacks the feature \
                           git-history, with which it is looked for in git.";

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
    let is_checked = |member: &Member| {
        !member.sidecars.is_empty()
            || adopted.contains(&member.path)
            || merged.contains(&member.path)
            || args.files.contains(&member.path) && has_unsaved_work(&member.path, context)
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

/// Whether glosses of the document are kept aside. If its first one could not be saved, it has no sidecar yet.
fn has_unsaved_work(path: &Path, context: &Context) -> bool {
    let opened = AnnotatedDocument::open(path, None, context.coder(), &context.host);
    opened.is_ok_and(|opened| !opened.unsaved().is_empty())
}
