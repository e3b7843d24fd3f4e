//! Decoding: bytes to text, in the encoding that they show, else in the likeliest one.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};

use super::encoding::Shown;

/// The decoded text of a source.
pub struct Decoded {
    /// The text, without a byte order mark.
    pub text: String,
    /// The name of the encoding, if it was not UTF-8.
    pub encoding: Option<&'static str>,
    /// The number of invalid sequences of bytes, which stand as U+FFFD.
    pub invalid: usize,
}

/// Whether a source that starts like this can be read as UTF-8.
pub fn is_utf8_start(head: &[u8]) -> bool {
    let shown = Shown::by_mark(head).map(|(shown, _)| shown).or_else(|| Shown::by_sample(head));
    shown == Some(Shown::Utf8)
}

/// The length of a UTF-8 byte order mark, in bytes.
pub fn utf8_bom(head: &[u8]) -> usize {
    if head.starts_with(b"\xef\xbb\xbf") { 3 } else { 0 }
}

/// Decodes all of a source.
pub fn decode(bytes: Vec<u8>) -> Decoded {
    let (shown, mark) = match Shown::by_mark(&bytes) {
        Some((shown, mark)) => (Some(shown), mark),
        None => (Shown::by_sample(&bytes), 0),
    };
    match shown {
        None => guessed(&bytes),
        Some(Shown::Utf8) => match String::from_utf8(bytes) {
            Ok(mut text) => {
                text.drain(..mark);
                Decoded { text, encoding: None, invalid: 0 }
            }
            Err(error) => {
                let bytes = &error.as_bytes()[mark..];
                let invalid = bytes.utf8_chunks().filter(|chunk| !chunk.invalid().is_empty()).count();
                Decoded { text: Shown::Utf8.decode(bytes), encoding: None, invalid }
            }
        },
        Some(wide) => {
            let text = wide.decode(&bytes[mark..]);
            let invalid = text.matches('\u{fffd}').count();
            Decoded { text, encoding: Some(wide.name()), invalid }
        }
    }
}

/// Decodes a source in the encoding that it is likeliest in.
fn guessed(bytes: &[u8]) -> Decoded {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    let encoding = detector.guess(None, Utf8Detection::Deny);
    let (text, _) = encoding.decode_without_bom_handling(bytes);
    let invalid = text.matches('\u{fffd}').count();
    Decoded { text: text.into_owned(), encoding: Some(encoding.name()), invalid }
}
