//! Stands for `database` where the package is built without the feature `sqlite`.

use std::io;

use crate::exchange::Export;

/// Says that this build can't write databases, and how to have one that can.
pub fn write(_exports: &mut dyn Iterator<Item = Export>, _out: &mut dyn io::Write) -> io::Result<()> {
    let what =
        "this build of gloss has no SQLite; `cargo install glossator --features sqlite` builds one that has";
    Err(io::Error::new(io::ErrorKind::Unsupported, what))
}
