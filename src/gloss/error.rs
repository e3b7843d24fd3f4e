//! The errors of glosses, ids, values and queries.

use thiserror::Error;

/// The reason why a text is not an id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum IdError {
    /// It is empty or too long.
    #[error("an id has 1 to 128 bytes")]
    Length,
    /// It has characters that would not be read back the same.
    #[error("an id has no white space and no control characters")]
    Characters,
}

/// The reason why a file can't hold a gloss.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum GlossError {
    /// Its id is not valid.
    #[error("its id can't be used: {0}")]
    Id(#[source] IdError),
    /// It has no kind.
    #[error("its tag is empty")]
    NoTag,
    /// It has no spans.
    #[error("it has no spans")]
    NoSpans,
    /// One of its spans can't be held.
    #[error(transparent)]
    Span(#[from] SelectorError),
    /// Its spans are not in order.
    #[error("its spans don't ascend, or overlap")]
    Order,
    /// The id at the end of a link is not valid.
    #[error("a link can't be used: {0}")]
    Link(#[source] IdError),
}

/// The reason why a file can't hold a span. Positions are in code points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum SelectorError {
    /// It ends before it starts, or is empty.
    #[error("a span's end, {end}, is not after its start, {start}")]
    Empty {
        /// Its start.
        start: usize,
        /// Its end.
        end: usize,
    },
    /// This position is larger than TOML's numbers.
    #[error("a span's end, {0}, is no position")]
    Position(usize),
    /// It does not have its text.
    #[error("a span has no exact text")]
    NoText,
}

/// The reason why a typed text is not a value of an attribute.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ValueError {
    /// It is none of the choices.
    #[error("{name} is one of {}, not “{typed}”", choices.join(", "))]
    Choice {
        /// The attribute.
        name: String,
        /// The choices.
        choices: Vec<String>,
        /// The typed text.
        typed: String,
    },
    /// It is not a number.
    #[error("{name} is a number, not “{typed}”")]
    Number {
        /// The attribute.
        name: String,
        /// The typed text.
        typed: String,
    },
    /// It is a number outside of the bounds.
    #[error("{name} is a number from {least} to {most}, not {typed}")]
    Bounds {
        /// The attribute.
        name: String,
        /// The lowest number, or `…` if there is no bound.
        least: String,
        /// The highest number, or `…` if there is no bound.
        most: String,
        /// The typed text.
        typed: String,
    },
    /// It is neither yes nor no.
    #[error("{name} is yes or no, not “{typed}”")]
    Flag {
        /// The attribute.
        name: String,
        /// The typed text.
        typed: String,
    },
}

/// The reason why a typed text is not a condition.
#[derive(Clone, Debug, PartialEq, Error)]
#[non_exhaustive]
pub enum QueryError {
    /// It has no operator between a name and a value.
    #[error("“{0}” is not of the form NAME=VALUE (or !=, *=, ~, <, <=, > or >= for the sign)")]
    Form(String),
    /// The values with this name have no order.
    #[error("{0} has no order: it is tested with =, !=, *= or ~")]
    Unordered(String),
    /// Its value is none of the words that can stand there.
    #[error("{name} is never “{typed}”, but one of {words}")]
    Word {
        /// The name.
        name: String,
        /// The typed text.
        typed: String,
        /// The words, with commas.
        words: String,
    },
    /// Its value should be a time, or the beginning of one, and is not.
    #[error("{name} is a time, and “{typed}” is not the beginning of one: 2026, 2026-11, 2026-11-23")]
    Moment {
        /// The name.
        name: String,
        /// The typed text.
        typed: String,
    },
    /// Its value should be a regular expression and is not.
    #[error("“{typed}” is no regular expression: {}", reason(source))]
    Regex {
        /// The typed text.
        typed: String,
        /// The error in it.
        source: regex::Error,
    },
}

/// What is wrong with a regular expression, in a line: of what the library says, the last one, without its pointers.
fn reason(error: &regex::Error) -> String {
    let said = error.to_string();
    let last = said.lines().last().unwrap_or_default();
    last.trim_start_matches("error: ").to_owned()
}
