//! Transfer encodings and charsets: from the bytes of a part to its text (RFC 2045, section 6).

use encoding_rs::{Encoding, UTF_8};

use crate::source::decode;

/// The bytes that were encoded as `encoding`, the field `Content-Transfer-Encoding`.
pub fn decode(bytes: &[u8], encoding: &str) -> Vec<u8> {
    match encoding.trim().to_ascii_lowercase().as_str() {
        "base64" => base64(bytes),
        "quoted-printable" => quoted_printable(bytes),
        _ => bytes.to_vec(),
    }
}

/// The bytes of base64. What is no digit of it is passed over.
pub fn base64(bytes: &[u8]) -> Vec<u8> {
    let mut decoded = Vec::with_capacity(bytes.len() / 4 * 3);
    let (mut bits, mut count) = (0_u32, 0);
    for &byte in bytes {
        let digit = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' | b'-' => 62,
            b'/' | b'_' => 63,
            // Several pieces may be joined, each with its own end.
            b'=' => {
                (bits, count) = (0, 0);
                continue;
            }
            _ => continue,
        };
        bits = bits << 6 | u32::from(digit);
        count += 6;
        if count >= 8 {
            count -= 8;
            decoded.push((bits >> count) as u8);
            bits &= (1 << count) - 1;
        }
    }
    decoded
}

/// The bytes of quoted-printable. A sign that is no code stays as it is.
pub fn quoted_printable(bytes: &[u8]) -> Vec<u8> {
    let mut decoded = Vec::with_capacity(bytes.len());
    let mut rest = bytes;
    while let Some(at) = memchr::memchr(b'=', rest) {
        decoded.extend_from_slice(&rest[..at]);
        rest = &rest[at + 1..];
        let hex = |byte: u8| char::from(byte).to_digit(16).map(|digit| digit as u8);
        if let [one, two, after @ ..] = rest
            && let Some(byte) = hex(*one).zip(hex(*two)).map(|(one, two)| one << 4 | two)
        {
            decoded.push(byte);
            rest = after;
            continue;
        }
        // At the end of a line the line goes on; spaces may have been added there.
        let spaces = rest.iter().take_while(|&&byte| byte == b' ' || byte == b'\t').count();
        match &rest[spaces..] {
            [b'\r', b'\n', after @ ..] | [b'\n', after @ ..] => rest = after,
            [] => rest = &[],
            _ => decoded.push(b'='),
        }
    }
    decoded.extend_from_slice(rest);
    decoded
}

/// The text of `bytes` in this charset. One that is unknown, missing or clearly wrong is told by the bytes.
pub fn text(bytes: &[u8], charset: Option<&str>) -> String {
    let named = charset.and_then(|charset| Encoding::for_label(charset.trim().as_bytes()));
    match named {
        // UTF-8 is seldom what another text happens to look like, and its name is often left out or wrong.
        Some(encoding) if !encoding.is_single_byte() || !is_utf8(bytes) => {
            encoding.decode(bytes).0.into_owned()
        }
        Some(_) => UTF_8.decode(bytes).0.into_owned(),
        None => decode::decode(bytes.to_vec()).text,
    }
}

fn is_utf8(bytes: &[u8]) -> bool {
    !bytes.is_ascii() && std::str::from_utf8(bytes).is_ok()
}
