//! `gloss completions`: a shell's completions of the command line.

use super::{
    context::Context,
    error::{Error, Exit},
};

const AFTER_HELP: &str = r"Example:
  gloss completions bash > ~/.local/share/bash-completion/completions/gloss";

/// Print completions for a shell
#[derive(Clone, Copy, Debug, clap::Args)]
#[command(after_help = AFTER_HELP)]
pub struct CompletionsArgs {
    /// The shell
    shell: clap_complete::Shell,
}

/// Prints completions of `program` for a shell.
pub fn run(args: CompletionsArgs, mut program: clap::Command, context: &Context) -> Result<Exit, Error> {
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut program, "gloss", &mut script);
    context.output.print(|out| out.write_all(&script))
}
