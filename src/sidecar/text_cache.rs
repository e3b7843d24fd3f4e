//! The texts in which glosses were recorded, kept so that the glosses can be carried across when a text is edited. A
//! text that is lost here costs certainty, never a gloss.

use std::{fs, io, path::PathBuf};

use miniz_oxide::{deflate::compress_to_vec_zlib, inflate::decompress_to_vec_zlib_with_limit};

use super::{StateFolder, state::is_hash};

/// Texts up to this size, in bytes, are kept.
const LARGEST: usize = 4 * 1024 * 1024;

/// How much room all of them take together, in bytes on the disk. The oldest give way.
const ROOM: u64 = 64 * 1024 * 1024;

/// The fastest compression but none: half the size, at a tenth of the time of the best.
const LEVEL: u8 = 1;

impl StateFolder {
    /// The text that this reader (none: plain text) made of the source with this hash, if it was kept.
    pub fn cached_text(&self, sha256: &str, reader: Option<&str>) -> Option<String> {
        let bytes = fs::read(self.cached_path(sha256, reader)?).ok()?;
        // The format's checksum tells whether it is whole.
        let text = decompress_to_vec_zlib_with_limit(&bytes, LARGEST).ok()?;
        String::from_utf8(text).ok()
    }

    /// Keeps the text that this reader (none: plain text) made of the source with this hash, unless it is kept already.
    pub fn cache_text(&self, sha256: &str, reader: Option<&str>, text: &str) -> io::Result<()> {
        let path = self.cached_path(sha256, reader);
        let Some(path) = path.filter(|path| text.len() <= LARGEST && !path.exists()) else {
            return Ok(());
        };
        fs::create_dir_all(self.text_folder())?;
        // Two programs that keep the same text write the same bytes; each renames a file of its own.
        let temporary = path.with_extension(format!("{}.tmp", std::process::id()));
        fs::write(&temporary, compress_to_vec_zlib(text.as_bytes(), LEVEL))?;
        fs::rename(temporary, path)?;
        self.forget_old_texts()
    }

    /// Where it is kept; none for what is no hash, or no name and version of a reader: both come from a sidecar.
    fn cached_path(&self, sha256: &str, reader: Option<&str>) -> Option<PathBuf> {
        let is_name = |name: &str| !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric());
        let name = match reader {
            None => format!("{sha256}.z"),
            Some(reader) => {
                let (name, version) = reader.split_once('/')?;
                (is_name(name) && is_name(version)).then(|| format!("{sha256}.{name}-{version}.z"))?
            }
        };
        is_hash(sha256).then(|| self.text_folder().join(name))
    }

    fn text_folder(&self) -> PathBuf {
        self.path().join("texts")
    }

    fn forget_old_texts(&self) -> io::Result<()> {
        let mut files: Vec<_> = fs::read_dir(self.text_folder())?
            .filter_map(|file| file.ok().and_then(|file| Some((file.metadata().ok()?, file.path()))))
            .collect();
        files.sort_by_key(|(meta, _)| std::cmp::Reverse(meta.modified().ok()));
        let mut room = ROOM;
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
        assert_eq!(state.cached_text(&hash, None), None);
        state.cache_text(&hash, None, "“Words,” she said.").expect("kept");
        state.cache_text(&hash, None, "others").expect("nothing to do");
        assert_eq!(state.cached_text(&hash, None).as_deref(), Some("“Words,” she said."));
        state.cache_text("../outside", None, "x").expect("nothing to do");
        state.cache_text(&hash, Some("../x/1"), "x").expect("nothing to do");
        state.cache_text(&hash, Some("markdown/1"), "Words, she said.").expect("kept");
        assert_eq!(state.cached_text(&hash, Some("markdown/1")).as_deref(), Some("Words, she said."));
        assert_eq!(state.cached_text(&hash, Some("markdown/2")), None);
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1);
    }

    #[test]
    fn a_damaged_text_is_none() {
        let folder = tempfile::tempdir().expect("a folder");
        let state = StateFolder::new(folder.path().to_owned());
        let hash = "0".repeat(64);
        state.cache_text(&hash, None, &"words ".repeat(100)).expect("kept");
        let path = state.cached_path(&hash, None).expect("a hash");
        let mut bytes = fs::read(&path).expect("read");
        bytes.truncate(bytes.len() / 2);
        fs::write(&path, bytes).expect("written");
        assert_eq!(state.cached_text(&hash, None), None);
    }
}
