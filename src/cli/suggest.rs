//! `gloss suggest`: what might be tagged.

use std::io;

use super::{
    error::{Error, Exit},
    stream::{self, Wanted},
};

/// Answers the lines of standard input.
pub fn lines(wanted: Wanted<'_>) -> Result<Exit, Error> {
    let mut out = io::stdout();
    stream::run(&mut io::stdin().lock(), &mut out, wanted, |_| ())?;
    Ok(Exit::Done)
}
