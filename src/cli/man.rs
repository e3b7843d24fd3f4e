//! `gloss man`: prints the manual page.

use super::{
    context::Context,
    error::{Error, Exit},
    keys,
    lines::Lines,
};
use crate::{command::Keymap, gloss::Schema};

const AFTER_HELP: &str = r"Example:
  gloss man | man -l -";

/// Print the manual page
#[derive(Clone, Copy, Debug, clap::Args)]
#[command(after_help = AFTER_HELP)]
pub struct ManArgs {}

/// Prints the manual page of `program`.
pub fn run(program: clap::Command, context: &Context) -> Result<Exit, Error> {
    context.output.print(|out| {
        clap_mangen::Man::new(program).render(out)?;
        writeln!(out, ".SH KEYS\n.nf")?;
        let mut table = Vec::new();
        keys::write_plain(&mut Lines::new(&mut table, false), &Keymap::default(), &Schema::builtin())?;
        for line in String::from_utf8_lossy(&table).lines() {
            // In roff, a line that begins with a dot or an apostrophe would be a request.
            writeln!(out, "\\&{}", line.replace('\\', "\\e").replace('-', "\\-"))?;
        }
        writeln!(out, ".fi")
    })
}
