//! Stands for `history` where the package is built without the feature `git-history`.

use std::path::Path;

/// Whether old versions of a document are looked for in git.
pub const HAS_GIT_HISTORY: bool = false;

/// The bytes of an old version of the file at `path`: none, since this build doesn't read git repositories.
pub fn version(_path: &Path, _sha256: &str) -> Option<Vec<u8>> {
    None
}
