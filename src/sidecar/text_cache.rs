//! A cache of the texts in which glosses were recorded. When a document is edited, its glosses are found again by comparing
//! the old text with the new one; without the old text they are found by their words, with less certainty.

use std::{fs, io, path::PathBuf};

use miniz_oxide::{deflate::compress_to_vec_zlib, inflate::decompress_to_vec_zlib_with_limit};

use super::{StateFolder, state::is_hash};

/// The longest text that is kept, in bytes: as long as a text that is held in memory.
const MAX_TEXT_BYTES: usize = 4 * 1024 * 1024;

/// How many bytes of the disk all texts may take together; the oldest give way.
const MAX_CACHE_BYTES: u64 = 64 * 1024 * 1024;

/// The compression level of zlib, from 0 to 10: level 1 halves the size in a tenth of the time of the best.
const COMPRESSION_LEVEL: u8 = 1;

impl StateFolder {
    /// The text of the source with this hash, if it was kept.
    pub fn cached_text(&self, sha256: &str) -> Option<String> {
        let bytes = fs::read(self.cached_path(sha256)?).ok()?;
        // The format's checksum tells whether it is whole.
        let text = decompress_to_vec_zlib_with_limit(&bytes, MAX_TEXT_BYTES).ok()?;
        String::from_utf8(text).ok()
    }

    /// Keeps the text of the source with this hash, unless it is kept already.
    pub fn cache_text(&self, sha256: &str, text: &str) -> io::Result<()> {
        let Some(path) =
            self.cached_path(sha256).filter(|path| text.len() <= MAX_TEXT_BYTES && !path.exists())
        else {
            return Ok(());
        };
        fs::create_dir_all(self.text_folder())?;
        // Two programs that keep the same text write the same bytes; each renames a file of its own.
        let temporary = path.with_extension(format!("{}.tmp", std::process::id()));
        fs::write(&temporary, compress_to_vec_zlib(text.as_bytes(), COMPRESSION_LEVEL))?;
        fs::rename(temporary, path)?;
        self.forget_old_texts()
    }

    /// Where it is kept; none for what is no hash.
    fn cached_path(&self, sha256: &str) -> Option<PathBuf> {
        is_hash(sha256).then(|| self.text_folder().join(format!("{sha256}.z")))
    }

    fn text_folder(&self) -> PathBuf {
        self.path().join("texts")
    }

    fn forget_old_texts(&self) -> io::Result<()> {
        let mut files: Vec<_> = fs::read_dir(self.text_folder())?
            .filter_map(|file| file.ok().and_then(|file| Some((file.metadata().ok()?, file.path()))))
            .collect();
        files.sort_by_key(|(meta, _)| std::cmp::Reverse(meta.modified().ok()));
        let mut room = MAX_CACHE_BYTES;
        for (meta, path) in files {
            match room.checked_sub(meta.len()) {
                Some(left) => room = left,
                None => fs::remove_file(path)?,
            }
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_is_kept_once_under_its_hash() {
        let folder = tempfile::tempdir().expect("a folder");
        let state = StateFolder::new(folder.path().join("gloss"));
        let hash = "ab".repeat(32);
        assert_eq!(state.cached_text(&hash), None);
        state.cache_text(&hash, "“Words,” she said.").expect("kept");
        state.cache_text(&hash, "others").expect("nothing to do");
        assert_eq!(state.cached_text(&hash).as_deref(), Some("“Words,” she said."));
        state.cache_text("../outside", "x").expect("nothing to do");
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1);
    }

    #[test]
    fn a_damaged_text_is_none() {
        let folder = tempfile::tempdir().expect("a folder");
        let state = StateFolder::new(folder.path().to_owned());
        let hash = "0".repeat(64);
        state.cache_text(&hash, &"words ".repeat(100)).expect("kept");
        let path = state.cached_path(&hash).expect("a hash");
        let mut bytes = fs::read(&path).expect("read");
        bytes.truncate(bytes.len() / 2);
        fs::write(&path, bytes).expect("written");
        assert_eq!(state.cached_text(&hash), None);
    }
}
