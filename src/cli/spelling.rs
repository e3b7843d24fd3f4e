//! Misspelt subcommands, as in `gloss exprot talks.txt`: clap takes the word for a document, so the hint is given
//! here.

use std::{env, path::Path};

use clap::{CommandFactory, Parser};

use super::{args::Args, error::Exit, lines::tell};

/// How many letters of a misspelt word may be wrong. Chosen by hand: more make any short word similar.
const MAX_WRONG_LETTERS: usize = 2;

/// Parses the command line. If it asks only for help or the version, or is wrong, prints that and returns the exit
/// code.
pub fn parse() -> Result<Args, Exit> {
    Args::try_parse().map_err(|error| {
        // A failure to print on the way out could be reported nowhere.
        let _ = error.print();
        if !error.use_stderr() {
            return Exit::Done;
        }
        let word = env::args().skip(1).find(|word| !word.starts_with('-'));
        if let Some(hint) = word.and_then(|word| hint(Path::new(&word))) {
            tell("");
            tell(format_args!("Hint: {hint}"));
        }
        Exit::Usage
    })
}

/// The subcommand or option that was probably meant by a document's name that does not exist.
pub fn hint(path: &Path) -> Option<String> {
    let word = path.to_str().filter(|_| !path.exists())?;
    let command = Args::command();
    let names = command.get_subcommands().map(clap::Command::get_name);
    let near = names
        .map(|name| (strsim::levenshtein(word, name), name))
        .filter(|(far, name)| *far <= MAX_WRONG_LETTERS.min(name.len() / 2));
    let (_, name) = near.min()?;
    Some(format!("did you mean `gloss {name}`?"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_names_are_meant() {
        for (word, meant) in [("exprot", "export"), ("lst", "list"), ("sugest", "suggest"), ("stat", "stats")]
        {
            assert_eq!(hint(Path::new(word)), Some(format!("did you mean `gloss {meant}`?")), "{word}");
        }
        for word in ["talks.txt", "x", "notes/list"] {
            assert_eq!(hint(Path::new(word)), None, "{word}");
        }
    }
}
