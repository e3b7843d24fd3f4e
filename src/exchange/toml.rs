//! The sidecar's own format, with positions as they are now.

use std::io;

use super::{Export, selectors};
use crate::{gloss::Gloss, sidecar};

/// Writes glosses as a sidecar has them.
pub fn write(export: &Export<'_>, out: &mut dyn io::Write) -> io::Result<()> {
    let placed = export.glosses.iter();
    let glosses = placed.map(|p| Gloss { selectors: selectors(export.text, p), ..p.gloss.clone() });
    let length = export.text.code_point_of(export.text.len());
    out.write_all(sidecar::file(export.name, length, glosses).as_bytes())
}
