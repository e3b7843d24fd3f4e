//! The encoding of a source, told by its first bytes: by a byte order mark, by the zero bytes of wide encodings, or as UTF-8.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE};

/// How many bytes of a source are looked at to tell text from binary data, and wide encodings without a mark.
pub const SAMPLE_BYTES: usize = 8 * 1024;

/// The largest share of control characters in a text in UTF-8. A list of names with a NUL after each stays below it; programs,
/// databases and archives are far above.
const MAX_CONTROL_SHARE: f64 = 0.1;

/// The largest share of NULs in a text that is ASCII otherwise; in UTF-16 it would be a half.
const MAX_NUL_SHARE: f64 = 0.25;

/// The largest share of control characters in a text that is not UTF-8: compressed data have 10%, one byte in ten.
const MAX_CONTROL_SHARE_OF_OTHERS: f64 = 0.02;

/// The smallest share of units that are letters, white space and usual punctuation in a text in a wide encoding that has no mark.
const MIN_USUAL_SHARE: f64 = 0.9;

/// The encodings with units of several bytes.
const WIDE: [Shown; 4] = [
    Shown::Utf32(Endian::Little),
    Shown::Utf32(Endian::Big),
    Shown::Utf16(Endian::Little),
    Shown::Utf16(Endian::Big),
];

/// An encoding that its bytes show.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    Utf8,
    Utf16(Endian),
    Utf32(Endian),
}

/// The order of the bytes of a unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Endian {
    Little,
    Big,
}

impl Shown {
    /// The encoding that a byte order mark names, and the length of the mark in bytes.
    pub fn by_mark(bytes: &[u8]) -> Option<(Self, usize)> {
        // The mark of UTF-32 begins with that of UTF-16, and a NUL is no character that a text begins with.
        if bytes.starts_with(b"\xff\xfe\0\0") && Self::Utf32(Endian::Little).fits(bytes) {
            return Some((Self::Utf32(Endian::Little), 4));
        }
        if bytes.starts_with(b"\0\0\xfe\xff") {
            return Some((Self::Utf32(Endian::Big), 4));
        }
        let (encoding, mark) = Encoding::for_bom(bytes)?;
        let shown = if encoding == UTF_16LE {
            Self::Utf16(Endian::Little)
        } else if encoding == UTF_16BE {
            Self::Utf16(Endian::Big)
        } else {
            Self::Utf8
        };
        Some((shown, mark))
    }

    /// The encoding of a source without a mark, if its first bytes show it: UTF-8 by its sequences, or a wide one in which nearly
    /// all characters are usual ones.
    pub fn by_sample(bytes: &[u8]) -> Option<Self> {
        let sample = sample(bytes);
        if control_share(sample) <= most_controls(sample) && looks_like_utf8(bytes) {
            return Some(Self::Utf8);
        }
        // Each space and line break has a zero byte.
        memchr::memchr(0, sample)?;
        let usual = WIDE.into_iter().map(|shown| (shown, shown.usual_share(sample)));
        let (shown, share) = usual.max_by(|(_, one), (_, other)| one.total_cmp(other))?;
        (share >= MIN_USUAL_SHARE).then_some(shown)
    }

    /// The encoding's name.
    pub fn name(self) -> &'static str {
        match self {
            Self::Utf8 => UTF_8.name(),
            Self::Utf16(Endian::Little) => UTF_16LE.name(),
            Self::Utf16(Endian::Big) => UTF_16BE.name(),
            Self::Utf32(Endian::Little) => "UTF-32LE",
            Self::Utf32(Endian::Big) => "UTF-32BE",
        }
    }

    /// The text, with U+FFFD for each sequence of bytes that is invalid.
    pub fn decode(self, bytes: &[u8]) -> String {
        match self {
            Self::Utf8 => UTF_8.decode_without_bom_handling(bytes).0.into_owned(),
            Self::Utf16(Endian::Little) => UTF_16LE.decode_without_bom_handling(bytes).0.into_owned(),
            Self::Utf16(Endian::Big) => UTF_16BE.decode_without_bom_handling(bytes).0.into_owned(),
            Self::Utf32(endian) => {
                let whole = wide_units(bytes, endian).map(|unit| char::from_u32(unit).unwrap_or('\u{fffd}'));
                whole.chain((!bytes.len().is_multiple_of(4)).then_some('\u{fffd}')).collect()
            }
        }
    }

    /// Whether the first bytes are valid in this encoding.
    fn fits(self, bytes: &[u8]) -> bool {
        let sample = sample(bytes);
        !self.decode(&sample[..sample.len() / 4 * 4]).contains('\u{fffd}')
    }

    /// The share of the characters of a sample that are usual in a text, if it is read in this encoding; 0 if a character has no
    /// meaning in it.
    fn usual_share(self, sample: &[u8]) -> f64 {
        // The sample may end inside a character.
        let text = self.decode(sample);
        let text = text.strip_suffix('\u{fffd}').unwrap_or(&text);
        let (mut usual, mut all) = (0.0, 0.0);
        for c in text.chars() {
            if c == '\u{fffd}' || is_control(c) {
                return 0.0;
            }
            all += 1.0;
            // What is in ASCII tells more than a letter: in the other order of bytes it could be a letter, too.
            if c.is_ascii() || matches!(c, '\u{3000}'..='\u{3002}' | '\u{ff0c}') {
                usual += 1.0;
            } else if c.is_alphanumeric() || matches!(c, '\u{a0}'..='\u{bf}' | '\u{2010}'..='\u{203a}') {
                usual += 0.95;
            }
        }
        if all == 0.0 { 0.0 } else { usual / all }
    }
}

/// Whether a source is binary data: it shows no encoding, and has more control characters than a text may have.
pub fn is_binary(bytes: &[u8]) -> bool {
    let bytes = sample(bytes);
    let shown = Shown::by_mark(bytes).map(|(shown, _)| shown).or_else(|| Shown::by_sample(bytes));
    match shown {
        Some(Shown::Utf16(_) | Shown::Utf32(_)) => false,
        Some(Shown::Utf8) => control_share(bytes) > most_controls(bytes),
        None => control_share(bytes) > MAX_CONTROL_SHARE_OF_OTHERS,
    }
}

/// The largest share of control characters that a text in UTF-8 which begins like this may have: more where all else is ASCII and they
/// are NULs, as in a short list.
fn most_controls(sample: &[u8]) -> f64 {
    let is_list = sample.iter().all(|&byte| byte == 0 || byte.is_ascii() && !is_control(char::from(byte)));
    if is_list { MAX_NUL_SHARE } else { MAX_CONTROL_SHARE }
}

/// The share of control characters in the first bytes.
fn control_share(bytes: &[u8]) -> f64 {
    let sample = sample(bytes);
    let controls = sample.iter().filter(|&&byte| is_control(char::from(byte))).count();
    controls as f64 / sample.len().max(1) as f64
}

/// Whether most bytes beyond ASCII are valid UTF-8, so that the others are damage and no sign of another encoding.
fn looks_like_utf8(bytes: &[u8]) -> bool {
    if std::str::from_utf8(bytes).is_ok() {
        return true;
    }
    let (mut valid, mut invalid) = (0, 0);
    let mut rest = bytes.len();
    for chunk in bytes.utf8_chunks() {
        valid += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        rest -= chunk.valid().len() + chunk.invalid().len();
        let is_fine = chunk.invalid().is_empty() || rest == 0 && is_cut(chunk.invalid());
        invalid += usize::from(!is_fine);
    }
    invalid <= 1 && valid > 0 || invalid * 4 <= valid
}

/// Whether invalid bytes at the end of a source are a character that was cut: two bytes or more of one, or its first byte if
/// that is hardly ever the last letter of a text in another encoding.
fn is_cut(end: &[u8]) -> bool {
    let is_first_part = std::str::from_utf8(end).is_err_and(|error| error.error_len().is_none());
    is_first_part && (end.len() > 1 || matches!(end, [0xc2 | 0xc3 | 0xe2]))
}

/// Control characters that texts don't have. Tabs, feeds, backspaces and escapes come in transcripts of terminals.
fn is_control(c: char) -> bool {
    matches!(c, '\0'..='\x07' | '\x0e'..='\x1a' | '\x1c'..='\x1f')
}

fn sample(bytes: &[u8]) -> &[u8] {
    &bytes[..bytes.len().min(SAMPLE_BYTES)]
}

/// The units of four bytes.
fn wide_units(bytes: &[u8], endian: Endian) -> impl Iterator<Item = u32> {
    bytes.as_chunks().0.iter().map(move |unit| match endian {
        Endian::Little => u32::from_le_bytes(*unit),
        Endian::Big => u32::from_be_bytes(*unit),
    })
}
