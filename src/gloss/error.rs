//! Why a gloss, an id, a value or a query can't be taken.

use thiserror::Error;

/// Why a text is no id.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum IdError {
    /// It is empty or too long.
    #[error("an id has 1 to 128 bytes")]
    Length,
    /// It has characters that would not be read back.
    #[error("an id has no white space and no control characters")]
    Characters,
}

/// Why a file can't hold a gloss.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum GlossError {
    /// Its id is none.
    #[error("its id can't be used: {0}")]
    Id(#[source] IdError),
    /// It has no kind.
    #[error("its tag is empty")]
    NoTag,
    /// It has no spans.
    #[error("it has no spans")]
    NoSpans,
    /// One of its spans has this wrong.
    #[error(transparent)]
    Span(#[from] SelectorError),
    /// Its spans are not in order.
    #[error("its spans don't ascend, or overlap")]
    Order,
    /// The id at the end of a link is none.
    #[error("a link can't be used: {0}")]
    Link(#[source] IdError),
}

/// Why a file can't hold a span. Positions are code points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum SelectorError {
    /// It ends before it starts, or has nothing in it.
    #[error("a span's end, {end}, is not after its start, {start}")]
    Empty {
        /// Where it starts.
        start: usize,
        /// Where it ends.
        end: usize,
    },
    /// TOML has no numbers so large.
    #[error("a span's end, {0}, is no position")]
    Position(usize),
    /// It doesn't say what text it is.
    #[error("a span has no exact text")]
    NoText,
}

/// Why what was typed is no value of an attribute.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
#[non_exhaustive]
pub enum ValueError {
    /// It is none of the choices.
    #[error("{name} is one of {}, not “{typed}”", choices.join(", "))]
    Choice {
        /// The attribute.
        name: String,
        /// What it can be.
        choices: Vec<String>,
        /// What was typed.
        typed: String,
    },
    /// It is no number.
    #[error("{name} is a number, not “{typed}”")]
    Number {
        /// The attribute.
        name: String,
        /// What was typed.
        typed: String,
    },
    /// It is a number beyond a bound.
    #[error("{name} is a number from {least} to {most}, not {typed}")]
    Bounds {
        /// The attribute.
        name: String,
        /// The least number, or `…` where there is none.
        least: String,
        /// The greatest number, or `…` where there is none.
        most: String,
        /// What was typed.
        typed: String,
    },
    /// It is neither yes nor no.
    #[error("{name} is yes or no, not “{typed}”")]
    Flag {
        /// The attribute.
        name: String,
        /// What was typed.
        typed: String,
    },
}

/// Why what was typed is no condition.
#[derive(Clone, Debug, PartialEq, Error)]
#[non_exhaustive]
pub enum QueryError {
    /// It has no sign between a name and a value.
    #[error("“{0}” is not of the form NAME=VALUE (or !=, *=, ~, <, <=, > or >= for the sign)")]
    Form(String),
    /// Its value should be a regular expression.
    #[error("“{typed}” is no regular expression")]
    Regex {
        /// What was typed.
        typed: String,
        /// What is wrong with it.
        source: regex::Error,
    },
}
