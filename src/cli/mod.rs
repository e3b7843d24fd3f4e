//! The command line: a file for each subcommand.

mod add;
mod adopt;
mod agree;
pub mod args;
mod check;
mod coder;
mod coders;
mod compare;
mod convert;
mod diff;
mod environment;
mod error;
mod export;
mod extend;
mod folder;
mod foreign;
mod git_setup;
mod import;
mod landing;
mod left;
mod list;
mod many;
mod merge;
mod misspelt;
mod open;
mod output;
mod pending;
mod progress;
mod put;
mod read;
mod reference;
mod selection;
mod stats;
mod stream;
mod suggest;
mod text;

pub use crate::exchange::write_markdown as formats_table;
use args::{Args, Command};
pub use error::{Error, Exit};
pub use misspelt::parse;
pub use reference::write_markdown as keys_table;
pub use stream::answer_lines;
use suggest::Action;

use crate::exchange::{self, Format};

/// Does what the command line says.
pub fn run(args: Args) -> Result<Exit, Error> {
    let coder = &args.coder;
    match &args.command {
        None => {
            let path = args.path.unwrap_or_default();
            let coder = coder.name(&environment::settings().0);
            if path.is_dir() {
                return folder::run(&path, coder);
            }
            let read = folder::read(&path, args.name.as_deref(), coder, |_| ());
            read.map_err(|error| match misspelt::hint(&path) {
                Some(hint) => error.hint(hint),
                None => error,
            })
        }
        Some(Command::Text { files }) => Ok(text::run(files)),
        Some(Command::Add { file, tag, exact, start, set, link, note }) => add::run(
            file,
            &add::Wanted { tag, exact, start: *start, set, link, note: note.as_deref() },
            coder,
        ),
        Some(Command::List { selection, sort, reverse, count, json }) => {
            let (sort, reverse, count, json) = (sort.as_ref(), *reverse, *count, *json);
            list::run(selection, list::Wanted { sort, reverse, count, json }, coder)
        }
        Some(Command::Stats { selection, by, json }) => stats::run(selection, by, *json, coder),
        Some(Command::Suggest { files, tag, min_score, json, jsonl, write, dry_run }) => {
            let wanted = stream::Wanted { tags: tag, min_score: *min_score };
            let action = match (json, write, dry_run) {
                (_, _, true) => Action::DryRun,
                (_, true, _) => Action::Write,
                (true, ..) => Action::Json,
                _ => Action::Print,
            };
            if *jsonl { suggest::lines(files, wanted) } else { suggest::run(files, wanted, action, coder) }
        }
        Some(Command::Check { files, json, fix, adopt }) => {
            check::run(files, check::Wanted { json: *json, fix: *fix, adopt: *adopt }, coder)
        }
        Some(Command::Agree { files, by, coders, json, no_gamma }) => {
            agree::run(files, agree::Wanted { by, coders, json: *json, no_gamma: *no_gamma })
        }
        Some(Command::Export { files, to, output, strict }) => {
            export::run(files, format(to)?, output.as_deref(), *strict, coder)
        }
        Some(Command::Import { target, sources, from, dry_run, strict, by_coder, schema }) => {
            let (dry_run, strict, by_coder, schema) = (*dry_run, *strict, *by_coder, *schema);
            let wanted = import::Wanted { format: format(from)?, dry_run, strict, by_coder, schema };
            import::run(target, sources, wanted, coder)
        }
        Some(Command::Convert { sources, from, to, output, strict }) => {
            convert::run(sources, format(from)?, format(to)?, output.as_deref(), *strict)
        }
        Some(Command::Formats { markdown }) => reference::formats(*markdown),
        Some(Command::Compare { file, coders, blind }) => compare::run(file, coders, *blind, coder),
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

/// The format of this name.
fn format(name: &str) -> Result<&'static Format, Error> {
    exchange::format(name).ok_or_else(|| {
        Error::usage(format!("there is no format “{name}”")).hint("`gloss formats` lists the formats")
    })
}
