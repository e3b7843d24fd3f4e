//! `gloss exprot talks.txt`: a subcommand that is misspelt is taken for a document, so that what was meant is said.

use std::{env, path::Path};

use clap::{CommandFactory, Parser};

use super::{args::Args, error::Exit};

/// How many letters a word may differ in from the name that was meant.
const MAX_LETTERS: usize = 2;

/// The command line; where it asks for no more than a text, or can't be read, that is said and the program ends so.
pub fn parse() -> Result<Args, Exit> {
    Args::try_parse().map_err(|error| {
        // What can't be said on the way out can't be said.
        let _ = error.print();
        if !error.use_stderr() {
            return Exit::Done;
        }
        let word = env::args().skip(1).find(|word| !word.starts_with('-'));
        if let Some(hint) = word.and_then(|word| hint(Path::new(&word))) {
            eprintln!("\nHint: {hint}");
        }
        Exit::Usage
    })
}

/// What was meant by the name of a document that is not there.
pub fn hint(path: &Path) -> Option<String> {
    let word = path.to_str().filter(|_| !path.exists())?;
    let command = Args::command();
    let names = command.get_subcommands().map(clap::Command::get_name);
    let near = names
        .map(|name| (strsim::levenshtein(word, name), name))
        .filter(|(far, name)| *far <= MAX_LETTERS.min(name.len() / 2));
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
