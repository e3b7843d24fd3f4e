//! Cutting what the terminal sends into keys, control sequences and strings, by the rules of ECMA-48.
//!
//! Whatever breaks a sequence off is the start of something new: no key that follows one that isn't whole is lost with it.

/// The longest control sequence in bytes. The longest that means anything here, a mouse report, has 20.
const MAX_SEQUENCE_BYTES: usize = 64;

/// The longest string in bytes. The longest that means anything here, a colour, has 30.
const MAX_STRING_BYTES: usize = 4096;

/// The numbers in bytes of a mouse report of the oldest kind: the button, the column and the row.
const OLD_REPORT_BYTES: usize = 3;

const ESC: u8 = 0x1b;
const BEL: u8 = 0x07;

/// What stands at the start of the bytes that have arrived.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Token<'a> {
    /// A character, or a control character for a key, with or without alt.
    Char {
        /// The character.
        char: char,
        /// Whether escape stands before it.
        alt: bool,
    },
    /// A control sequence (CSI).
    Control {
        /// The bytes before the final one: digits, separators and marks of private use.
        parameters: &'a str,
        /// The final byte.
        last: u8,
    },
    /// A key of the application mode (SS3).
    Single(u8),
    /// A function key of the console of Linux: `A` is the first one.
    Console(u8),
    /// A mouse report of the oldest kind.
    OldMouse([u8; OLD_REPORT_BYTES]),
    /// An operating system command (OSC), such as the answer to a question.
    Command(&'a [u8]),
    /// Bytes that mean nothing.
    Nothing,
    /// The beginning of something whose rest has not arrived.
    Part,
}

/// The first token of `bytes`, which are at least one, and its length in bytes.
pub fn first_token(bytes: &[u8]) -> (Token<'_>, usize) {
    match bytes {
        [ESC] => (Token::Part, 1),
        [ESC, ESC, ..] => (char('\x1b'), 1),
        [ESC, b'[', ..] => control(bytes),
        [ESC, b'O', rest @ ..] => match rest {
            [] => (Token::Part, 2),
            [last @ (b'A'..=b'H' | b'M' | b'P'..=b'S'), ..] => (Token::Single(*last), 3),
            _ => (alt('O'), 2),
        },
        // What a terminal answers begins with these; other letters after them are keys that somebody types.
        [ESC, b']', rest @ ..] => string(bytes, rest.first().map(u8::is_ascii_digit)),
        [ESC, b'P', rest @ ..] => string(bytes, rest.first().map(|byte| b"0123456789>!$+".contains(byte))),
        [ESC, b'_', rest @ ..] => string(bytes, rest.first().map(|byte| *byte == b'G')),
        [ESC, rest @ ..] => match character(rest) {
            (Token::Char { char, .. }, length) => (alt(char), length + 1),
            (token, length) => (token, length + 1),
        },
        _ => character(bytes),
    }
}

/// The key that unfinished bytes are if nothing follows: escape, or a letter with alt. `None` for the beginning of a sequence.
pub fn key_of_part(bytes: &[u8]) -> Option<Token<'static>> {
    match bytes {
        [ESC] => Some(char('\x1b')),
        [ESC, letter @ (b'[' | b'O' | b']' | b'P' | b'_')] => Some(alt(char::from(*letter))),
        _ => None,
    }
}

fn char(char: char) -> Token<'static> {
    Token::Char { char, alt: false }
}

fn alt(char: char) -> Token<'static> {
    Token::Char { char, alt: true }
}

/// The first character of UTF-8 text. What is no character is dropped up to the byte that breaks it off.
fn character(bytes: &[u8]) -> (Token<'_>, usize) {
    let length = match bytes[0] {
        byte if byte.is_ascii() => return (char(char::from(byte)), 1),
        0xc2..=0xdf => 2,
        0xe0..=0xef => 3,
        0xf0..=0xf4 => 4,
        _ => return (Token::Nothing, 1),
    };
    let continued = bytes[1..].iter().take(length - 1).take_while(|byte| matches!(byte, 0x80..=0xbf)).count();
    let there = continued + 1;
    if there < length {
        return (if there == bytes.len() { Token::Part } else { Token::Nothing }, there);
    }
    let known = std::str::from_utf8(&bytes[..length]).ok().and_then(|text| text.chars().next());
    (known.map_or(Token::Nothing, char), length)
}

/// The control sequence that `bytes` begin with.
fn control(bytes: &[u8]) -> (Token<'_>, usize) {
    match &bytes[2..] {
        [b'[', rest @ ..] => {
            return match rest.first() {
                None => (Token::Part, 3),
                Some(letter @ b'A'..=b'E') => (Token::Console(*letter), 4),
                Some(_) => (Token::Nothing, 3),
            };
        }
        [b'M', rest @ ..] => {
            let numbers = rest.iter().take(OLD_REPORT_BYTES).take_while(|byte| **byte >= b' ').count();
            return match rest {
                [button, column, row, ..] if numbers == OLD_REPORT_BYTES => {
                    (Token::OldMouse([*button, *column, *row]), 6)
                }
                _ if numbers == rest.len() => (Token::Part, bytes.len()),
                _ => (Token::Nothing, 3 + numbers),
            };
        }
        _ => {}
    }
    let inner = bytes[2..].iter().take_while(|byte| matches!(byte, b' '..=b'?')).count();
    let end = 2 + inner;
    match bytes.get(end) {
        _ if inner > MAX_SEQUENCE_BYTES => (Token::Nothing, end),
        None => (Token::Part, end),
        Some(last @ b'@'..=b'~') => {
            let parameters = std::str::from_utf8(&bytes[2..end]).unwrap_or_default();
            (Token::Control { parameters, last: *last }, end + 1)
        }
        Some(_) => (Token::Nothing, end),
    }
}

/// The string that `bytes` begin with: an answer, which ends with a string terminator or a bell, if the third byte is one that
/// answers have. Otherwise the second byte is a letter that was typed with alt.
fn string(bytes: &[u8], is_answer: Option<bool>) -> (Token<'_>, usize) {
    match is_answer {
        None => return (Token::Part, 2),
        Some(false) => return (alt(char::from(bytes[1])), 2),
        Some(true) => {}
    }
    let inner = bytes[2..].iter().take_while(|byte| **byte >= b' ' && **byte != 0x7f).count();
    let end = 2 + inner;
    let content = &bytes[2..end];
    let whole = if bytes[1] == b']' { Token::Command(content) } else { Token::Nothing };
    match &bytes[end..] {
        _ if inner > MAX_STRING_BYTES => (Token::Nothing, end),
        [] | [ESC] => (Token::Part, bytes.len()),
        [BEL, ..] => (whole, end + 1),
        [ESC, b'\\', ..] => (whole, end + 2),
        _ => (Token::Nothing, end),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn control(parameters: &'static str, last: u8) -> Token<'static> {
        Token::Control { parameters, last }
    }

    #[test]
    fn each_kind_is_found_with_its_length() {
        for (bytes, token, length) in [
            (&b"jk"[..], char('j'), 1),
            (b"\xe6\x97\xa5x", char('日'), 3),
            (b"\x1bj", alt('j'), 2),
            (b"\x1b\xe6\x97\xa5", alt('日'), 4),
            (b"\x1b\x1b[A", char('\x1b'), 1),
            (b"\x1b[A", control("", b'A'), 3),
            (b"\x1b[1;5Dx", control("1;5", b'D'), 6),
            (b"\x1b[<0;3;4M", control("<0;3;4", b'M'), 9),
            (b"\x1b[?1u", control("?1", b'u'), 5),
            (b"\x1b[[Cx", Token::Console(b'C'), 4),
            (b"\x1b[M !!x", Token::OldMouse(*b" !!"), 6),
            (b"\x1bOPx", Token::Single(b'P'), 3),
            (b"\x1bOj", alt('O'), 2),
            (b"\x1b]j", alt(']'), 2),
            (b"\x1b]11;x\x07y", Token::Command(b"11;x"), 7),
            (b"\x1b]11;x\x1b\\y", Token::Command(b"11;x"), 8),
            (b"\x1bP>|name\x1b\\y", Token::Nothing, 10),
            (b"\x1bPj", alt('P'), 2),
            (b"\x1b_Gi=1\x1b\\", Token::Nothing, 8),
        ] {
            assert_eq!(first_token(bytes), (token, length), "{}", bytes.escape_ascii());
        }
    }

    #[test]
    fn what_breaks_a_sequence_off_is_not_lost_with_it() {
        for bytes in [
            &b"\x1b["[..],
            b"\x1b[1;",
            b"\x1b[<0;1",
            b"\x1b[[",
            b"\x1b[M!",
            b"\x1b]11;rgb:ff",
            b"\x1bP1$r",
            b"\xe6\x97",
            b"\xf0",
        ] {
            assert_eq!(first_token(bytes), (Token::Part, bytes.len()), "{}", bytes.escape_ascii());
            for next in [&b"\x1b[A"[..], b"\x03", b"\r"] {
                let all = [bytes, next].concat();
                assert_eq!(first_token(&all), (Token::Nothing, bytes.len()), "{}", all.escape_ascii());
            }
        }
        for bytes in [&b"\x80"[..], b"\xff", b"\xc3j", b"\xe0\x80\x80", b"\xed\xa0\x80"] {
            let (token, length) = first_token(bytes);
            assert!(token == Token::Nothing && length <= 3, "{}", bytes.escape_ascii());
        }
    }

    #[test]
    fn nothing_is_waited_for_without_end() {
        for (start, filler) in [(&b"\x1b["[..], b'1'), (b"\x1b]11;", b'a')] {
            let mut bytes = start.to_vec();
            bytes.resize(MAX_STRING_BYTES + 16, filler);
            assert_eq!(first_token(&bytes), (Token::Nothing, bytes.len()));
        }
    }
}
