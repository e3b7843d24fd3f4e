//! Stands for `database` where the package is built without the feature `sqlite`.

use std::io;

use crate::exchange::Export;

/// Says that this build can't write databases.
pub fn write(_exports: &mut dyn Iterator<Item = Export>, _out: &mut dyn io::Write) -> io::Result<()> {
    Err(io::Error::new(io::ErrorKind::Unsupported, "built without the feature sqlite"))
}
