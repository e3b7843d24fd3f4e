//! The cache of renderings: what readers have made of large documents, so that they open again at once.
//!
//! It is in the person's cache folder, as private as the state folder. It can be lost at any time; a file that is damaged is none.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use encoding_rs::Encoding;
use flate2::Crc;
use serde::{Deserialize, Serialize};

use super::Rendered;
use crate::platform::{self, Audience, Durability};

/// The room that all renderings may take together, in bytes on disk. Chosen by hand: a hundred books. The oldest are removed.
const MAX_FOLDER_BYTES: u64 = 256 * 1024 * 1024;

/// The smallest source of which the rendering is kept, in bytes. Chosen by hand: a smaller one is read in a millisecond or two.
const MIN_SOURCE_BYTES: usize = 32 * 1024;

/// The form in which renderings are kept. It must be raised whenever the types of a rendering change.
const FORM: u8 = 1;

/// How many bytes stand before the rendering: its checksum.
const CHECKSUM_BYTES: usize = 4;

/// A folder in which renderings are kept. Cheap to clone.
#[derive(Clone, Debug)]
pub struct RenderingCache {
    folder: PathBuf,
}

/// A rendering as it is kept.
#[derive(Serialize, Deserialize)]
struct KeptRendering<R> {
    /// The path of the document, by which its rendering can be forgotten.
    document: String,
    /// The name of its encoding, if it is not UTF-8.
    encoding: Option<String>,
    rendered: R,
}

impl RenderingCache {
    /// The cache in this folder, which is made when something is first kept.
    pub fn new(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// Whether it is kept what the reader with this label made of the source with this hash. The file may be damaged.
    pub(super) fn has(&self, sha256: &str, label: &str) -> bool {
        self.path(sha256, label).exists()
    }

    /// What the reader with this label made of the source with this hash, if it is kept.
    pub(super) fn rendered(&self, sha256: &str, label: &str) -> Option<Rendered> {
        let bytes = platform::read_file(&self.path(sha256, label)).ok()?;
        let (sum, kept) = bytes.split_at_checked(CHECKSUM_BYTES)?;
        (sum == checksum(kept)).then_some(())?;
        let KeptRendering { encoding, rendered, .. } =
            postcard::from_bytes::<KeptRendering<Rendered>>(kept).ok()?;
        let encoding = encoding.and_then(|name| Encoding::for_label(name.as_bytes()));
        Some(Rendered { encoding: encoding.map(Encoding::name), ..rendered })
    }

    /// Keeps what the reader with this label made of the source with this hash, which has `len` bytes and lies at `document`.
    pub(super) fn keep(
        &self,
        (sha256, label): (&str, &str),
        len: usize,
        document: &Path,
        rendered: &Rendered,
    ) {
        if len < MIN_SOURCE_BYTES {
            return;
        }
        // What can't be kept is made again.
        let _ = self.write(&self.path(sha256, label), document, rendered);
    }

    fn write(&self, path: &Path, document: &Path, rendered: &Rendered) -> io::Result<()> {
        let document = fs::canonicalize(document).unwrap_or_default().to_string_lossy().into_owned();
        let encoding = rendered.encoding.map(str::to_owned);
        let kept = KeptRendering { document, encoding, rendered };
        let kept = postcard::to_allocvec(&kept).map_err(io::Error::other)?;
        platform::create_private_folder(&self.folder)?;
        platform::make_private(&self.folder)?;
        let content = [&checksum(&kept)[..], &kept].concat();
        platform::replace(path, Audience::Owner, Durability::Crash, &content)?;
        platform::remove_oldest(&self.folder, MAX_FOLDER_BYTES)
    }

    /// The files with renderings of the documents for which `is_wanted` holds, by their paths.
    pub fn files_of(&self, is_wanted: impl Fn(&Path) -> bool) -> Vec<PathBuf> {
        let files = fs::read_dir(&self.folder).into_iter().flatten().filter_map(Result::ok);
        files
            .map(|file| file.path())
            .filter(|path| document_of(path).is_none_or(|document| is_wanted(&document)))
            .collect()
    }

    fn path(&self, sha256: &str, label: &str) -> PathBuf {
        self.folder.join(format!("{sha256}.{}.{FORM}", label.replace('/', "-")))
    }
}

/// The path of the document whose rendering is in the file at `path`; `None` if it is damaged.
fn document_of(path: &Path) -> Option<PathBuf> {
    let bytes = platform::read_file(path).ok()?;
    let (document, _) = postcard::take_from_bytes::<&str>(bytes.get(CHECKSUM_BYTES..)?).ok()?;
    Some(PathBuf::from(document))
}

/// The CRC-32 of `bytes`.
fn checksum(bytes: &[u8]) -> [u8; CHECKSUM_BYTES] {
    let mut crc = Crc::new();
    crc.update(bytes);
    crc.sum().to_le_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{MARKDOWN, Readers};

    /// If this fails, [`FORM`] must be raised: what was kept before would be read as something else.
    #[test]
    fn the_form_of_what_is_kept_is_known() {
        let source = "---\ntitle: T\n---\n\n# H\n\n- [x] *a* `b` ~~c~~ **d**\n\n1. > [e](f) ![g](h)[^1]\n\n|i|\n|-|\n|j|\n\n```x\ny\n```\n\n---\n\n[^1]: K.\n";
        let made = (MARKDOWN.read)(source.as_bytes()).expect("Markdown");
        let bytes = postcard::to_allocvec(&made).expect("bytes");
        assert_eq!((FORM, bytes.len(), checksum(&bytes)), (1, 238, [83, 141, 118, 72]));
    }

    #[test]
    fn a_document_opens_from_its_rendering() {
        let folder = tempfile::tempdir().expect("a folder");
        let cache = RenderingCache::new(folder.path().join("cache"));
        let path = folder.path().join("a.md");
        let source = format!(
            "---\ntitle: T\n---\n\n# Head\n\n{}\n\nEnd[^1].\n\n[^1]: Note.\n",
            "A *word*. ".repeat(5000)
        );
        fs::write(&path, &source).expect("written");
        let readers = Readers::default().keeping_renderings_in(cache.clone());
        let first = readers.open(&path).expect("opened");
        let label = first.reader().expect("a reader").to_owned();
        let sha256 = first.sha256().expect("known").to_owned();
        let kept = cache.rendered(&sha256, &label).expect("kept");
        let fresh = (MARKDOWN.read)(source.as_bytes()).expect("Markdown");
        assert_eq!(format!("{kept:?}"), format!("{fresh:?}"));
        let again = readers.open(&path).expect("opened");
        assert_eq!((again.text.as_str(), again.key), (first.text.as_str(), first.key));
        // What is damaged is made again.
        let file = cache.files_of(|document| document.ends_with("a.md")).pop().expect("a file");
        let mut bytes = fs::read(&file).expect("read");
        let middle = bytes.len() / 2;
        bytes[middle] ^= 1;
        fs::write(&file, bytes).expect("written");
        assert!(cache.rendered(&sha256, &label).is_none());
        assert_eq!(readers.open(&path).expect("opened").text.as_str(), again.text.as_str());
        assert!(cache.files_of(|_| false).is_empty());
    }
}
