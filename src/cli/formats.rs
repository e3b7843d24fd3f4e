//! `gloss formats`: lists the foreign formats, with what each carries.

use clap::Args;

use super::{
    context::Context,
    error::{Error, Exit},
};
use crate::exchange::{self, FORMATS};

const AFTER_HELP: &str = r"Example:
  gloss formats";

/// List the formats for import and export, with what each carries
#[derive(Clone, Copy, Debug, Args)]
#[command(after_help = AFTER_HELP)]
pub struct FormatsArgs {
    /// Print the table of the README
    #[arg(long)]
    markdown: bool,
}

/// Prints the formats, with what each carries.
pub fn run(args: FormatsArgs, context: &Context) -> Result<Exit, Error> {
    if args.markdown {
        return context.output.print(exchange::write_markdown);
    }
    context.output.print_lines(|out| {
        for format in FORMATS {
            let ways = [(format.write.is_some(), "out"), (format.read.is_some(), "in")];
            let ways: Vec<_> = ways.iter().filter(|(there, _)| *there).map(|(_, way)| *way).collect();
            let ways = ways.join(" and ");
            writeln!(out, "{:<14} {ways:<11} {}", format.name, format.doc)?;
            let unit = format.unit.map(|unit| format!("; {}", unit.name())).unwrap_or_default();
            writeln!(out, "{:26} carries {}{unit}", "", exchange::carried_features(format))?;
            if let Some(feature) = format.missing_feature {
                writeln!(out, "{:26} not in this build, which lacks the feature {feature}", "")?;
            }
        }
        Ok(())
    })
}
