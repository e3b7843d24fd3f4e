//! The encoding of a page, decided as browsers do: by a byte order mark, by what the page declares in its first bytes, else by its bytes.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252, X_USER_DEFINED};
use memchr::memmem;

use super::super::{decode, decode::Decoded, encoding::Shown};

/// How many bytes at the start of a page are searched for a declaration. Browsers search 1024 and the rest of the head.
const MAX_SEARCHED_BYTES: usize = 8 * 1024;

/// Decodes a page.
pub fn decode(bytes: &[u8]) -> Decoded {
    let declared = match Shown::by_mark(bytes) {
        Some(_) => None,
        None => declared(&bytes[..bytes.len().min(MAX_SEARCHED_BYTES)]),
    };
    match declared {
        // UTF-8 that is declared to be something else, or the other way round, is seen by its bytes.
        Some(encoding) if encoding != UTF_8 && std::str::from_utf8(bytes).is_err() => {
            let (text, has_errors) = encoding.decode_without_bom_handling(bytes);
            let invalid = if has_errors { text.matches('\u{fffd}').count() } else { 0 };
            Decoded { text: text.into_owned(), encoding: Some(encoding.name()), invalid }
        }
        _ => decode::decode(bytes.to_vec()),
    }
}

/// The encoding that a page declares: in the declaration of XML, or in an element `meta`.
fn declared(head: &[u8]) -> Option<&'static Encoding> {
    let label = xml_label(head).or_else(|| meta_label(head))?;
    let encoding = Encoding::for_label(label)?;
    // What can be read as ASCII is not in units of two bytes.
    Some(match encoding {
        _ if encoding == UTF_16BE || encoding == UTF_16LE => UTF_8,
        _ if encoding == X_USER_DEFINED => WINDOWS_1252,
        _ => encoding,
    })
}

fn xml_label(head: &[u8]) -> Option<&[u8]> {
    let declaration = head.strip_prefix(b"<?xml")?;
    let declaration = &declaration[..memchr::memchr(b'>', declaration)?];
    let found = memmem::find(declaration, b"encoding")?;
    value(&declaration[found + b"encoding".len()..])
}

/// The label in the first element `meta` that has one: after `charset=`, which may stand in the attribute `content`.
fn meta_label(head: &[u8]) -> Option<&[u8]> {
    let head_lower = head.to_ascii_lowercase();
    let mut from = 0;
    while let Some(found) = memmem::find(&head_lower[from..], b"<meta") {
        let start = from + found;
        // A comment in front may hold one that doesn't count.
        let before = &head_lower[..start];
        let in_comment = memmem::rfind(before, b"<!--")
            .is_some_and(|open| memmem::find(&before[open..], b"-->").is_none());
        let end = memchr::memchr(b'>', &head[start..]).map_or(head.len(), |len| start + len);
        let at = memmem::find(&head_lower[start..end], b"charset").map(|at| start + at + b"charset".len());
        if let Some(label) = at.filter(|_| !in_comment).and_then(|at| value(&head[at..end])) {
            return Some(label);
        }
        from = end;
    }
    None
}

/// The value after `=`, with quotation marks or without.
fn value(bytes: &[u8]) -> Option<&[u8]> {
    let value = bytes.trim_ascii_start().strip_prefix(b"=")?.trim_ascii_start();
    let value = value.strip_prefix(b"\"").or_else(|| value.strip_prefix(b"'")).unwrap_or(value);
    let is_end =
        |byte: &u8| matches!(byte, b'"' | b'\'' | b';' | b'>' | b'/' | b'?') || byte.is_ascii_whitespace();
    Some(&value[..value.iter().position(is_end).unwrap_or(value.len())]).filter(|value| !value.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_page_declares_counts() {
        for (head, name) in [
            ("<meta charset=koi8-r>", Some("KOI8-R")),
            (
                "<!-- <meta charset=x> --><META http-equiv=x content='text/html; charset=latin1'>",
                Some("windows-1252"),
            ),
            ("<?xml version='1.0' encoding='shift_jis'?>", Some("Shift_JIS")),
            ("<meta name=charset><meta charset=\" EUC-KR\">", None),
            ("<meta charset=utf-16>", Some("UTF-8")),
            ("<p>charset=koi8-r", None),
        ] {
            assert_eq!(declared(head.as_bytes()).map(Encoding::name), name, "{head}");
        }
    }

    #[test]
    fn cyrillic_is_read_with_a_declaration_and_without() {
        let text = "<p>Паром ушёл в пять часов, и на берегу остались только чайки да старый смотритель.";
        let (bytes, ..) = encoding_rs::WINDOWS_1251.encode(text);
        assert_eq!(decode(&bytes).text, text);
        let declared = [b"<meta charset=cp1251>", &bytes[..]].concat();
        let decoded = decode(&declared);
        assert_eq!((decoded.encoding, decoded.text.ends_with(text)), (Some("windows-1251"), true));
        // A declaration that is wrong.
        assert_eq!(decode(format!("<meta charset=cp1251>{text}").as_bytes()).encoding, None);
    }
}
