//! Stands for `database_reader` where the package is built without the feature `sqlite`.

use crate::exchange::{ForeignFile, Imported, Loss, Unreadable};

/// Says that this build can't read databases.
pub fn read(_input: &ForeignFile<'_>, _loss: &mut Loss) -> Result<Vec<Imported>, Unreadable> {
    Err(Unreadable::new("this build can't read it: it lacks the feature sqlite"))
}
