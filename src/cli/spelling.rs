//! Misspelt subcommands, as in `gloss exprot talks.txt`: clap takes the word for a document, so the hint is given
//! here.

use std::{env, path::Path};

use clap::{CommandFactory, Parser};

use super::{args::Args, error::Exit};

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
            eprintln!("\nHint: {hint}");
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
        .map(|name| (distance(word, name), name))
        .filter(|(far, name)| *far <= MAX_WRONG_LETTERS.min(name.len() / 2));
    let (_, name) = near.min()?;
    Some(format!("did you mean `gloss {name}`?"))
}

/// The Levenshtein distance: how many letters must be inserted, removed or replaced to turn one word into the other.
fn distance(one: &str, other: &str) -> usize {
    let other: Vec<char> = other.chars().collect();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (i, a) in one.chars().enumerate() {
        let mut corner = std::mem::replace(&mut row[0], i + 1);
        for (j, b) in other.iter().enumerate() {
            let replaced = corner + usize::from(a != *b);
            corner = row[j + 1];
            row[j + 1] = replaced.min(corner + 1).min(row[j] + 1);
        }
    }
    row[other.len()]
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
