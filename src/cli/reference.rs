//! `gloss keys`, `schema`, `completions` and `man`: what the program can do, made from the tables that it runs by.

use std::{
    io::{self, Write},
    path::Path,
};

use clap::CommandFactory;

use super::{
    args::Args,
    environment,
    error::{Error, Exit},
    output,
};
use crate::{
    command::{Context, FIXED, Key, Keymap, TABLE},
    exchange::{self, FORMATS},
    gloss::{Schema, schema::BUILTIN},
};

/// Prints every command with its keys, as the configuration has them.
pub fn keys(markdown: bool) -> Result<Exit, Error> {
    let (settings, warnings) = environment::settings();
    for warning in warnings {
        eprintln!("Warning: {warning}");
    }
    let schema = environment::schema(Some(Path::new("x")))?;
    output::to_stdout(|out| {
        if markdown {
            write_markdown(out, &Keymap::default())
        } else {
            write_plain(out, &settings.keymap, &schema)
        }
    })
}

fn keys_of(keymap: &Keymap, context: Context, row: &crate::command::CommandRow) -> Vec<String> {
    keymap.keys(context, row.command).iter().map(Key::to_string).collect()
}

fn write_plain(out: &mut dyn Write, keymap: &Keymap, schema: &Schema) -> io::Result<()> {
    for context in Context::ALL {
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
        let keys: String = kind.keys.iter().map(|key| format!("{} ", key.key)).collect();
        writeln!(
            out,
            "  {:<22} {:<20} {}",
            format!("{keys}t{}", kind.letter.to_lowercase()),
            kind.name,
            kind.doc
        )?;
    }
    for (title, keys) in FIXED {
        writeln!(out, "\n{title}")?;
        for (key, doc) in *keys {
            writeln!(out, "  {key:<22} {:<20} {doc}", "")?;
        }
    }
    Ok(())
}

/// Prints the formats, with what each carries.
pub fn formats(markdown: bool) -> Result<Exit, Error> {
    output::to_stdout(|out| {
        if markdown {
            return exchange::write_markdown(out);
        }
        for format in FORMATS {
            let ways = [(format.write.is_some(), "out"), (format.read.is_some(), "in")];
            let ways: Vec<_> = ways.iter().filter(|(there, _)| *there).map(|(_, way)| *way).collect();
            let ways = ways.join(" and ");
            writeln!(out, "{:<14} {ways:<11} {}", format.name, format.doc)?;
            let unit = format.unit.map(|unit| format!("; {}", unit.name())).unwrap_or_default();
            writeln!(out, "{:26} carries {}{unit}", "", exchange::carried(format))?;
        }
        Ok(())
    })
}

/// The table of the README.
pub fn write_markdown(out: &mut dyn Write, keymap: &Keymap) -> io::Result<()> {
    for context in Context::ALL {
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

/// Prints the schema that counts for a document or a folder, or the built-in one as it can be edited.
pub fn schema(path: Option<&Path>, default: bool) -> Result<Exit, Error> {
    if default {
        return output::to_stdout(|out| out.write_all(BUILTIN.as_bytes()));
    }
    let path = path.unwrap_or(Path::new("."));
    let inside = path.join("x");
    let schema = environment::schema(Some(if path.is_dir() { &inside } else { path }))?;
    output::to_stdout(|out| write_schema(out, &schema))
}

fn write_schema(out: &mut dyn Write, schema: &Schema) -> io::Result<()> {
    use crate::gloss::Shape;
    for kind in &schema.kinds {
        let keys: Vec<String> = kind.keys.iter().map(|key| key.key.to_string()).collect();
        writeln!(out, "{} {}  {}  [{}] {}", kind.letter, kind.name, kind.doc, keys.join(" "), kind.color)?;
        for attribute in &kind.attributes {
            let shape = match &attribute.shape {
                Shape::Text => "text".to_owned(),
                Shape::Choice(choices) => choices.join(" | "),
                Shape::Number { min, max } => {
                    let bound =
                        |bound: &Option<f64>| bound.map_or("…".to_owned(), |bound| bound.to_string());
                    format!("number {} to {}", bound(min), bound(max))
                }
                Shape::Flag => "yes | no".to_owned(),
                Shape::List => "list".to_owned(),
            };
            writeln!(out, "    {:<12} {shape}  {}", attribute.name, attribute.doc)?;
        }
    }
    for link in &schema.links {
        writeln!(out, "→ {}  {}", link.name, link.doc)?;
    }
    Ok(())
}

/// Prints completions for a shell.
pub fn completions(shell: clap_complete::Shell) -> Result<Exit, Error> {
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Args::command(), "gloss", &mut script);
    output::to_stdout(|out| out.write_all(&script))
}

/// Prints the manual page.
pub fn man() -> Result<Exit, Error> {
    output::to_stdout(|out| {
        clap_mangen::Man::new(Args::command()).render(out)?;
        writeln!(out, ".SH KEYS\n.nf")?;
        let mut table = Vec::new();
        write_plain(&mut table, &Keymap::default(), &Schema::builtin())?;
        for line in String::from_utf8_lossy(&table).lines() {
            // A line of a manual that begins with a dot or an apostrophe would be a request.
            writeln!(out, "\\&{}", line.replace('\\', "\\e").replace('-', "\\-"))?;
        }
        writeln!(out, ".fi")
    })
}
