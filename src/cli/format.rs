//! Formats as the command line names them.

use clap::builder::PossibleValuesParser;

use super::error::Error;
use crate::exchange::{self, FORMATS, Format};

/// The format of this name.
pub fn named(name: &str) -> Result<&'static Format, Error> {
    exchange::format(name).ok_or_else(|| {
        Error::usage(format!("there is no format “{name}”")).hint("`gloss formats` lists the formats")
    })
}

/// The names of the formats that are written.
pub fn written() -> PossibleValuesParser {
    PossibleValuesParser::new(
        FORMATS.iter().filter(|format| format.write.is_some()).map(|format| format.name),
    )
}

/// The names of the formats that are read.
pub fn read() -> PossibleValuesParser {
    PossibleValuesParser::new(FORMATS.iter().filter(|format| format.read.is_some()).map(|format| format.name))
}
