//! `gloss delete`: deletes glosses by their ids, for scripts.

use clap::Args;

use super::{
    batch,
    context::Context,
    edit::told,
    error::{Error, Exit},
    lines::tell,
    target::{Target, TargetArgs},
};
use crate::{text::counted, workspace::AnnotatedDocument};

const AFTER_HELP: &str = r"Examples:
  gloss delete article.txt 7f3k2m9q0c
  gloss list articles/ --tag note --where 'created<2026' --ids | gloss delete articles/ -

In the program, u brings back what was deleted.";

/// Delete glosses by their ids
#[derive(Clone, Debug, Args)]
#[command(after_help = AFTER_HELP)]
pub struct DeleteArgs {
    #[command(flatten)]
    target: TargetArgs,
    /// Print what would be done, and write nothing
    #[arg(long)]
    dry_run: bool,
}

/// Deletes the glosses. If one of them is not there, nothing is done.
pub fn run(args: &DeleteArgs, context: &Context) -> Result<Exit, Error> {
    let targets = args.target.find(context)?;
    Ok(batch::each(&targets, |target| delete(target, args.dry_run, context)))
}

fn delete(target: &Target, dry_run: bool, context: &Context) -> Result<Exit, Error> {
    let mut opened = AnnotatedDocument::open(&target.path, None, context.coder(), &context.host)?;
    let changes = opened.glosses().removal(&target.ids, &context.host.clock.now());
    if !dry_run {
        opened.commit_undoable("delete", changes)?;
        let open: usize = target.ids.iter().map(|id| opened.glosses().links_to_nothing(id)).sum();
        if open > 0 {
            let links = counted(open, "link points", "links point");
            tell(format_args!("{}: {links} to what is deleted now", target.path.display()));
        }
    }
    told(target, target.ids.len(), "deleted", dry_run, context)
}
