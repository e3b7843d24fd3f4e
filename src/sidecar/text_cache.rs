//! A cache of the texts in which glosses were recorded. When a document is edited, its glosses are found again by comparing
//! the old text with the new one; without the old text they are found by their words, with less certainty.

use std::{
    io::{self, Read},
    path::PathBuf,
};

use flate2::{
    Compression,
    bufread::{ZlibDecoder, ZlibEncoder},
};

use super::{StateFolder, state::is_hash};
use crate::platform;

/// The largest text that is kept, in bytes; chosen by hand.
const MAX_TEXT_BYTES: usize = 4 * 1024 * 1024;

/// The room that all texts may take together, in bytes on disk; chosen by hand. The oldest are removed.
const MAX_FOLDER_BYTES: u64 = 64 * 1024 * 1024;

/// How many bytes are added, on average, between two scans of the whole folder, which may exceed its room by as much.
/// The time of a scan grows with the number of texts; one after each text would make the first check of many documents
/// quadratic.
const BYTES_BETWEEN_SCANS: u64 = MAX_FOLDER_BYTES / 16;

impl StateFolder {
    /// The text that this reader (`None`: plain text) made of the source with this hash, if it was kept.
    pub fn cached_text(&self, sha256: &str, reader: Option<&str>) -> Option<String> {
        let bytes = platform::read_file(&self.cached_path(sha256, reader)?).ok()?;
        let mut text = String::new();
        // The format's checksum tells whether it is whole.
        ZlibDecoder::new(&bytes[..]).take(MAX_TEXT_BYTES as u64 + 1).read_to_string(&mut text).ok()?;
        (text.len() <= MAX_TEXT_BYTES).then_some(text)
    }

    /// Keeps the text that this reader (`None`: plain text) made of the source with this hash, unless it is kept
    /// already.
    pub fn cache_text(&self, sha256: &str, reader: Option<&str>, text: &str) -> io::Result<()> {
        let path = self.cached_path(sha256, reader);
        let Some(path) = path.filter(|path| text.len() <= MAX_TEXT_BYTES && !path.exists()) else {
            return Ok(());
        };
        let mut compressed = Vec::new();
        ZlibEncoder::new(text.as_bytes(), Compression::fast()).read_to_end(&mut compressed)?;
        if self.put(&path, &compressed)? && is_scan_due(sha256, compressed.len() as u64) {
            platform::remove_oldest(&self.text_folder(), MAX_FOLDER_BYTES)?;
        }
        Ok(())
    }

    /// The path for a text; `None` if the hash or the reader, which both come from a sidecar, are not valid.
    fn cached_path(&self, sha256: &str, reader: Option<&str>) -> Option<PathBuf> {
        let is_name = |name: &str| {
            !name.is_empty() && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        };
        let name = match reader {
            None => format!("{sha256}.z"),
            Some(reader) => {
                let (name, version) = reader.split_once('/')?;
                (is_name(name) && is_name(version)).then(|| format!("{sha256}.{name}-{version}.z"))?
            }
        };
        is_hash(sha256).then(|| self.text_folder().join(name))
    }

    /// The folder with the texts of documents.
    pub(super) fn text_folder(&self) -> PathBuf {
        self.path().join("texts")
    }
}

/// Whether to scan the whole folder, after a text with this hash and compressed length was added. Hashes are evenly
/// distributed, so that on average [`BYTES_BETWEEN_SCANS`] are added between two scans, however many programs keep
/// texts and however few each of them keeps; nothing has to be counted or shared.
fn is_scan_due(sha256: &str, length: u64) -> bool {
    let number = sha256.get(..8).and_then(|digits| u64::from_str_radix(digits, 16).ok()).unwrap_or(0);
    number * BYTES_BETWEEN_SCANS < platform::bytes_on_disk(length) << 32
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    /// A hash for the text of this number.
    fn hash(number: u32) -> String {
        format!("{:08x}", number.wrapping_mul(0x9e37_79b9)).repeat(8)
    }

    #[test]
    fn a_look_is_taken_for_so_many_bytes() {
        let looks = |count: u32, length| (0..count).filter(|&n| is_scan_due(&hash(n), length)).count();
        let per_look = (BYTES_BETWEEN_SCANS / platform::bytes_on_disk(1)) as usize;
        assert!((5..20).contains(&looks(10 * per_look as u32, 3000)));
        assert_eq!(looks(10, BYTES_BETWEEN_SCANS), 10);
    }

    #[test]
    fn the_oldest_texts_give_way() {
        let folder = tempfile::tempdir().expect("a folder");
        let state = StateFolder::new(folder.path().to_owned());
        fs::create_dir_all(state.text_folder()).expect("made");
        let old = vec![0; 4 * 1024 * 1024];
        for number in 0..17 {
            fs::write(state.cached_path(&hash(number), None).expect("a hash"), &old).expect("written");
        }
        let due = (100..100_000).map(hash).find(|hash| is_scan_due(hash, 1)).expect("one of them");
        state.cache_text(&due, None, "“Words,” she said.").expect("kept");
        let kept = fs::read_dir(state.text_folder()).expect("a folder").filter_map(Result::ok);
        let sizes: u64 = kept.map(|file| file.metadata().map_or(0, |meta| meta.len())).sum();
        assert!(sizes <= MAX_FOLDER_BYTES, "{sizes}");
        assert!(state.cached_text(&due, None).is_some());
    }

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
