//! Bytes to text: UTF-8 first, then what a byte order mark says, then what the bytes look like.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8};

/// How many bytes of a source are looked at to tell text from binary data.
pub const BINARY_SAMPLE_BYTES: usize = 8 * 1024;

/// The text of a source, and what was found out on the way.
pub struct Decoded {
    /// Valid UTF-8 without a byte order mark.
    pub text: String,
    /// The encoding, unless it was UTF-8.
    pub encoding: Option<&'static str>,
    /// How many sequences of bytes were no text and stand as U+FFFD.
    pub invalid: usize,
}

/// Whether the bytes are no text in any encoding: they have NUL bytes, and no mark of an encoding that has them.
pub fn is_binary(bytes: &[u8]) -> bool {
    let sample = &bytes[..bytes.len().min(BINARY_SAMPLE_BYTES)];
    Encoding::for_bom(bytes).is_none() && memchr::memchr(0, sample).is_some()
}

/// Whether a source that starts like this can be read as UTF-8.
pub fn is_utf8_start(head: &[u8]) -> bool {
    match Encoding::for_bom(head) {
        Some((encoding, _)) => encoding == UTF_8,
        None => looks_like_utf8(head),
    }
}

/// The length of a UTF-8 byte order mark, in bytes.
pub fn utf8_bom(head: &[u8]) -> usize {
    if head.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 }
}

/// Decodes all of a source.
pub fn decode(bytes: Vec<u8>) -> Decoded {
    if let Some((encoding, bom)) = Encoding::for_bom(&bytes)
        && encoding != UTF_8
    {
        return decode_as(encoding, &bytes[bom..]);
    }
    let bom = utf8_bom(&bytes);
    match String::from_utf8(bytes) {
        Ok(mut text) => {
            text.drain(..bom);
            Decoded { text, encoding: None, invalid: 0 }
        }
        Err(error) if looks_like_utf8(error.as_bytes()) => decode_as(UTF_8, &error.as_bytes()[bom..]),
        Err(error) => {
            let bytes = error.as_bytes();
            let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
            detector.feed(bytes, true);
            decode_as(detector.guess(None, Utf8Detection::Deny), bytes)
        }
    }
}

/// Whether what is not ASCII in `bytes` is mostly valid UTF-8, so that the rest is damage and not another encoding.
fn looks_like_utf8(bytes: &[u8]) -> bool {
    let (mut valid, mut invalid) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        valid += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        invalid += usize::from(!chunk.invalid().is_empty());
    }
    // A sample may end inside a character.
    invalid <= 1 && valid > 0 || invalid * 4 <= valid || invalid == 0
}

fn decode_as(encoding: &'static Encoding, bytes: &[u8]) -> Decoded {
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    let name = (encoding != UTF_8).then(|| encoding.name());
    let invalid = if encoding == UTF_8 {
        bytes.utf8_chunks().filter(|chunk| !chunk.invalid().is_empty()).count()
    } else {
        text.matches('\u{fffd}').count()
    };
    Decoded { text: text.into_owned(), encoding: name, invalid }
}
