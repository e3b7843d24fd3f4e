//! A wrong command line. clap finds what is wrong with it; it is told in the form of all other errors, and with none of
//! the advice of clap's that does not work here.

use std::{
    env,
    error::Error as _,
    io::{self, Write},
    path::{Path, PathBuf},
};

use clap::{
    Command, CommandFactory, Parser,
    error::{ContextKind, ContextValue, ErrorKind},
};

use super::{
    args::Args,
    error::{Error, Exit},
    output::outcome,
    spelling,
};
use crate::exchange;

/// Parses the command line. If it asks only for help or the version, or is wrong, prints that and returns the exit
/// code.
pub fn parse() -> Result<Args, Exit> {
    match Args::try_parse() {
        Ok(args) => match args.check() {
            Ok(()) => Ok(args),
            Err(error) => Err(error.report()),
        },
        Err(error) if !error.use_stderr() => {
            let printed = error.print().and_then(|()| io::stdout().flush());
            Err(outcome(printed.map(|()| Exit::Done)).unwrap_or_else(|error| error.report()))
        }
        Err(error) => {
            let command = Args::command();
            let word =
                first_word(&command, env::args_os().skip(1).map(|word| word.to_string_lossy().into_owned()));
            let misspelt = word.as_deref().and_then(|word| misspelt(&command, Path::new(word)));
            Err(misspelt.unwrap_or_else(|| told(&command, &error, word.as_deref())).report())
        }
    }
}

impl Args {
    /// Fails if words were parsed that mean nothing together.
    fn check(&self) -> Result<(), Error> {
        match (&self.command, &self.paths[..]) {
            (Some(_), [path, ..]) => {
                let what = format!("{} is named before the command", path.display());
                Err(Error::usage(what).hint("the command comes first, as in `gloss list a.txt`"))
            }
            (Some(_), []) if self.name.is_some() => Err(Error::usage(
                "--name keeps what is read from standard input as a file, as in `gloss - --name a.txt`",
            )),
            (None, [first, others @ ..]) => {
                let command = Args::command();
                match misspelt(&command, first).or_else(|| misplaced(&command, others)) {
                    Some(error) => Err(error),
                    None => Ok(()),
                }
            }
            _ => Ok(()),
        }
    }
}

/// The first word of the command line that is neither an option nor the value of one.
fn first_word(command: &Command, words: impl Iterator<Item = String>) -> Option<String> {
    let mut words = words.into_iter();
    while let Some(word) = words.next() {
        let Some(option) = word.strip_prefix('-').filter(|option| !option.is_empty()) else {
            return Some(word);
        };
        let is_named =
            |arg: &&clap::Arg| option.strip_prefix('-').is_some_and(|name| arg.get_long() == Some(name));
        if command.get_arguments().find(is_named).is_some_and(|arg| arg.get_action().takes_values()) {
            words.next();
        }
    }
    None
}

/// The error for a word in the place of the command or the first document that is neither, but nearly a command.
fn misspelt(command: &Command, word: &Path) -> Option<Error> {
    if word.exists() {
        return None;
    }
    let name = word.to_str()?;
    let meant = spelling::meant(name, command.get_subcommands().map(Command::get_name))?;
    let what = format!("there is no command “{name}”, and no document of this name");
    Some(Error::usage(what).hint(format!("did you mean `gloss {meant}`?")))
}

/// The error for a command that comes after documents.
fn misplaced(command: &Command, words: &[PathBuf]) -> Option<Error> {
    let is_command = |word: &&PathBuf| {
        !word.exists() && word.to_str().is_some_and(|word| command.find_subcommand(word).is_some())
    };
    let word = words.iter().find(is_command)?.display();
    let what = format!("the command {word} is named after a document");
    Some(Error::usage(what).hint(format!("the command comes first, as in `gloss {word} a.txt`")))
}

/// What is wrong, and where to read on.
fn told(command: &Command, error: &clap::Error, word: Option<&str>) -> Error {
    let subcommand = word.and_then(|word| command.find_subcommand(word)).map(Command::get_name);
    let name = subcommand.map_or("gloss".to_owned(), |name| format!("gloss {name}"));
    let told = Error::usage(wrong(error, &name));
    let meant = suggested(command, error).map(|meant| format!("did you mean {meant}?"));
    let told = match meant.or_else(|| other_format(error)) {
        Some(hint) => told.hint(hint),
        None => told,
    };
    told.hint(format!("`{name} --help` says what it takes"))
}

/// The fault in a sentence.
fn wrong(error: &clap::Error, name: &str) -> String {
    let text = |kind| texts(error, kind).join(", ");
    let argument = text(ContextKind::InvalidArg);
    let value = text(ContextKind::InvalidValue);
    match error.kind() {
        ErrorKind::UnknownArgument if argument.starts_with('-') => {
            format!("`{name}` has no option {argument}")
        }
        ErrorKind::UnknownArgument => format!("“{argument}” is one word too many for `{name}`"),
        ErrorKind::InvalidSubcommand => {
            format!("there is no command “{}”", text(ContextKind::InvalidSubcommand))
        }
        ErrorKind::InvalidValue if value.is_empty() => format!("{argument} needs a value"),
        ErrorKind::InvalidValue => {
            let known = texts(error, ContextKind::ValidValue);
            let known = spelling::nearest_first(&value, known.iter().map(String::as_str));
            format!("{argument} is not “{value}”, but one of: {known}")
        }
        ErrorKind::ValueValidation => {
            let why = error.source().map(|why| format!(": {why}")).unwrap_or_default();
            format!("{argument} can't be “{value}”{why}")
        }
        ErrorKind::MissingRequiredArgument => {
            // One of several options is enough: clap puts bars between them.
            let one_of = argument.strip_prefix("<-").and_then(|rest| rest.strip_suffix('>'));
            match one_of {
                Some(options) => format!("`{name}` needs one of -{}", options.replace('|', ", ")),
                None => format!("`{name}` needs {argument}"),
            }
        }
        ErrorKind::ArgumentConflict => match text(ContextKind::PriorArg) {
            prior if prior == argument => format!("{argument} can be given only once"),
            prior => format!("{argument} can't be used with {prior}"),
        },
        _ => {
            let whole = error.render().to_string();
            let first = whole.split("\n\n").next().unwrap_or_default();
            first.trim_start_matches("error: ").to_owned()
        }
    }
}

/// What reads files of the format that --as-format was given, which says only how the text of a document is made.
fn other_format(error: &clap::Error) -> Option<String> {
    let is_reader = texts(error, ContextKind::InvalidArg).iter().any(|arg| arg.starts_with("--as-format"));
    let named = texts(error, ContextKind::InvalidValue).into_iter().next().filter(|_| is_reader)?;
    let format = exchange::format(&named).filter(|format| format.read.is_some())?.name;
    Some(format!("`gloss import DOCUMENT --from {format} FILE` takes in glosses from a file of this format"))
}

/// The option, value or command that was probably meant.
fn suggested(command: &Command, error: &clap::Error) -> Option<String> {
    let kinds = [ContextKind::SuggestedArg, ContextKind::SuggestedValue];
    let by_clap = kinds.into_iter().find_map(|kind| texts(error, kind).into_iter().next());
    by_clap.or_else(|| {
        let word = texts(error, ContextKind::InvalidSubcommand).into_iter().next()?;
        let names = command.get_subcommands().map(Command::get_name);
        spelling::meant(&word, names).map(|meant| format!("`{meant}`"))
    })
}

/// What clap says of the error under this name.
fn texts(error: &clap::Error, kind: ContextKind) -> Vec<String> {
    match error.get(kind) {
        Some(ContextValue::String(text)) => vec![text.clone()],
        Some(ContextValue::Strings(texts)) => texts.clone(),
        Some(ContextValue::StyledStr(text)) => vec![text.to_string()],
        Some(ContextValue::StyledStrs(texts)) => texts.iter().map(ToString::to_string).collect(),
        _ => Vec::new(),
    }
}
