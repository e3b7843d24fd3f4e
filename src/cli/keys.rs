//! `gloss keys`: prints every command with its keys, from the table that the program itself uses.

use std::{
    io::{self, Write},
    path::Path,
};

use clap::Args;

use super::{
    context::Context,
    error::{Error, Exit},
    lines::Lines,
};
use crate::{
    app::kind_keys,
    command::{self, FIXED, Key, Keymap, TABLE},
    gloss::Schema,
};

const AFTER_HELP: &str = r"Example:
  gloss keys | grep quotation";

/// Print every command with its keys
#[derive(Clone, Copy, Debug, Args)]
#[command(after_help = AFTER_HELP)]
pub struct KeysArgs {
    /// Print the tables of the README
    #[arg(long)]
    markdown: bool,
}

/// Prints every command with its keys, with the settings applied.
pub fn run(args: KeysArgs, context: &Context) -> Result<Exit, Error> {
    let schema = context.host.schemas.of_folder(Path::new(""))?;
    if args.markdown {
        return context.output.print(|out| write_markdown(out, &Keymap::default()));
    }
    context.output.print_lines(|out| write_plain(out, &context.host.settings.keymap, &schema))
}

fn keys_of(keymap: &Keymap, context: command::Context, row: &command::CommandRow) -> Vec<String> {
    keymap.keys(context, row.command).iter().map(Key::to_string).collect()
}

/// Writes every command with its keys, the kinds of the schema, and the keys that cannot be changed.
pub fn write_plain(out: &mut Lines<'_>, keymap: &Keymap, schema: &Schema) -> io::Result<()> {
    for context in command::Context::ALL {
        writeln!(out, "[keys.{}]", context.name())?;
        for row in TABLE {
            let keys = keys_of(keymap, context, row);
            if !keys.is_empty() {
                writeln!(out, "  {:<22} {:<20} {}", keys.join(" "), row.name, row.doc)?;
            }
        }
        writeln!(out)?;
    }
    writeln!(out, "Kinds of the schema")?;
    for kind in &schema.kinds {
        let mut keys = kind_keys::typed(kind, keymap, &[command::Context::Article]);
        keys.extend(schema.typed_letter(kind).map(|letter| format!("t{letter}")));
        keys.dedup();
        writeln!(out, "  {:<22} {:<20} {}", keys.join(" "), kind.name, kind.doc)?;
    }
    for (title, keys) in FIXED {
        writeln!(out)?;
        writeln!(out, "{title}")?;
        for (key, doc) in *keys {
            writeln!(out, "  {key:<22} {:<20} {doc}", "")?;
        }
    }
    Ok(())
}

/// Writes the tables of the README.
pub fn write_markdown(out: &mut dyn Write, keymap: &Keymap) -> io::Result<()> {
    for context in command::Context::ALL {
        writeln!(out, "**{}**\n\n| keys | command | |\n|---|---|---|", context.title())?;
        for row in TABLE {
            let keys = keys_of(keymap, context, row);
            if !keys.is_empty() {
                let keys: Vec<_> = keys.iter().map(|key| format!("`{}`", key.replace('|', "\\|"))).collect();
                writeln!(out, "| {} | {} | {} |", keys.join(" "), row.name, row.doc.replace('|', "\\|"))?;
            }
        }
        writeln!(out)?;
    }
    Ok(())
}
