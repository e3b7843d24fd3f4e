//! Strings for people: titles, names of bookmarks, labels (ISO 32000-1, 7.9.2.2).

/// The characters of `PDFDocEncoding` that differ from Latin-1, from 0x80 on.
const DOCUMENT_ENCODING: [char; 33] = [
    '•', '†', '‡', '…', '—', '–', 'ƒ', '⁄', '‹', '›', '−', '‰', '„', '“', '”', '‘', '’', '‚', '™', 'ﬁ', 'ﬂ',
    'Ł', 'Œ', 'Š', 'Ÿ', 'Ž', 'ı', 'ł', 'œ', 'š', 'ž', '\u{fffd}', '€',
];

/// The text of a string: UTF-16 or UTF-8 if it has a byte order mark, else `PDFDocEncoding`.
pub(super) fn text_string(bytes: &[u8]) -> String {
    let wide = |bytes: &[u8], unit: fn([u8; 2]) -> u16| {
        let units: Vec<u16> = bytes.as_chunks::<2>().0.iter().map(|&pair| unit(pair)).collect();
        String::from_utf16_lossy(&units)
    };
    let text = match bytes {
        [0xfe, 0xff, rest @ ..] => wide(rest, u16::from_be_bytes),
        [0xff, 0xfe, rest @ ..] => wide(rest, u16::from_le_bytes),
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        bytes => bytes.iter().map(|&byte| character(byte)).collect(),
    };
    // A language may be told between two escape characters.
    text.replace('\0', "")
}

fn character(byte: u8) -> char {
    match byte {
        0x80..=0xa0 => DOCUMENT_ENCODING.get(usize::from(byte) - 0x80).copied().unwrap_or('\u{fffd}'),
        byte => char::from(byte),
    }
}
