//! Encoded words in header fields, such as `=?utf-8?Q?caf=C3=A9?=` (RFC 2047).

use super::transfer;

/// The longest word that is read, in bytes. The standard allows 75; many programs write longer ones.
const MAX_WORD_BYTES: usize = 2_000;

/// `value` with its encoded words decoded. White space between two of them is no part of the text, and one character may be parted
/// over two.
pub fn decode(value: &str) -> String {
    let mut decoded = String::new();
    // The bytes of words that follow each other in one charset.
    let mut pending: Option<(String, Vec<u8>)> = None;
    let mut rest = value;
    while let Some(start) = rest.find("=?") {
        let Some((charset, bytes, len)) = word(&rest[start..]) else {
            flush(&mut pending, &mut decoded);
            decoded.push_str(&rest[..start + 2]);
            rest = &rest[start + 2..];
            continue;
        };
        let before = &rest[..start];
        match &mut pending {
            Some((open, all)) if before.trim().is_empty() && open.eq_ignore_ascii_case(charset) => {
                all.extend(bytes);
            }
            _ => {
                let is_between = pending.is_some() && before.trim().is_empty();
                flush(&mut pending, &mut decoded);
                decoded.push_str(if is_between { "" } else { before });
                pending = Some((charset.to_owned(), bytes));
            }
        }
        rest = &rest[start + len..];
    }
    flush(&mut pending, &mut decoded);
    decoded + rest
}

fn flush(pending: &mut Option<(String, Vec<u8>)>, decoded: &mut String) {
    if let Some((charset, bytes)) = pending.take() {
        decoded.push_str(&transfer::text(&bytes, Some(&charset)));
    }
}

/// The charset and the bytes of the encoded word at the start of `text`, and its length.
fn word(text: &str) -> Option<(&str, Vec<u8>, usize)> {
    let near = &text[..text.floor_char_boundary(MAX_WORD_BYTES)];
    let (charset, after) = near.strip_prefix("=?")?.split_once('?')?;
    let (encoding, after) = after.split_once('?')?;
    let (words, _) = after.split_once("?=")?;
    // A language may follow the charset (RFC 2231).
    let len = 2 + charset.len() + 1 + encoding.len() + 1 + words.len() + 2;
    let charset = charset.split('*').next().unwrap_or(charset);
    let bytes = match encoding {
        "Q" | "q" => transfer::quoted_printable(words.replace('_', " ").as_bytes()),
        "B" | "b" => transfer::base64(words.as_bytes()),
        _ => return None,
    };
    (charset.len() < 40).then_some((charset, bytes, len))
}
