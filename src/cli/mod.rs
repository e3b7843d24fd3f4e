//! The command line: a file for each subcommand.

mod add;
mod adopt;
mod agree;
pub mod args;
mod check;
mod diff;
mod environment;
mod error;
mod export;
mod find;
mod folder;
mod git_setup;
mod list;
mod merge;
mod open;
mod output;
mod progress;
mod read;
mod reference;
mod stream;
mod suggest;
mod text;

use args::{Args, Command};
pub use error::{Error, Exit};
pub use reference::write_markdown as keys_table;
pub use stream::answer_lines;
use suggest::Deed;

/// Does what the command line says.
pub fn run(args: Args) -> Result<Exit, Error> {
    let coder = &args.coder;
    match &args.command {
        None => {
            let path = args.path.unwrap_or_default();
            if path.is_dir() {
                folder::run(&path, coder)
            } else {
                read::run(&path, args.name.as_deref(), coder)
            }
        }
        Some(Command::Text { files }) => Ok(text::run(files)),
        Some(Command::Add { file, tag, exact, start, set, link, note }) => add::run(
            file,
            &add::Wanted { tag, exact, start: *start, set, link, note: note.as_deref() },
            coder,
        ),
        Some(Command::List { files, tag, where_, json }) => list::run(files, tag, where_, *json, coder),
        Some(Command::Suggest { files, tag, min_score, json, jsonl, write, dry_run }) => {
            let wanted = stream::Wanted { tags: tag, min_score: *min_score };
            let deed = match (json, write, dry_run) {
                (_, _, true) => Deed::DryRun,
                (_, true, _) => Deed::Write,
                (true, ..) => Deed::Json,
                _ => Deed::Print,
            };
            if *jsonl { suggest::lines(files, wanted) } else { suggest::run(files, wanted, deed, coder) }
        }
        Some(Command::Check { files, json, fix, adopt }) => {
            check::run(files, check::Wanted { json: *json, fix: *fix, adopt: *adopt }, coder)
        }
        Some(Command::Agree { files, by, coders, json, no_gamma }) => {
            agree::run(files, agree::Wanted { by, coders, json: *json, no_gamma: *no_gamma })
        }
        Some(Command::Export { files, to, output }) => export::run(files, to, output.as_deref(), coder),
        Some(Command::Merge { base, ours, theirs, output, label }) => {
            merge::run(base, ours, theirs, output.as_deref(), label.as_deref())
        }
        Some(Command::Diff { old, new: Some(new), json }) => diff::run(old, new, *json, coder),
        Some(Command::Diff { old, new: None, .. }) => diff::paragraphs(old, coder),
        Some(Command::GitSetup { global, dry_run }) => git_setup::run(*global, *dry_run),
        Some(Command::Keys { markdown }) => reference::keys(*markdown),
        Some(Command::Schema { path, default }) => reference::schema(path.as_deref(), *default),
        Some(Command::Completions { shell }) => reference::completions(*shell),
        Some(Command::Man) => reference::man(),
    }
}
