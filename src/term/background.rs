//! Asking the terminal for its background colour without waiting for the answer.
//!
//! The answer to OSC 11, `ESC ] 11 ; rgb:RRRR/GGGG/BBBB ESC \`, arrives among the keys.

/// The OSC 11 request for the background colour.
pub const QUESTION: &str = "\x1b]11;?\x1b\\";

/// Whether the background is dark by the content of an operating system command. `None` if that is no answer.
pub fn is_dark(command: &[u8]) -> Option<bool> {
    let answer = std::str::from_utf8(command).ok()?.strip_prefix("11;rgb")?;
    // Some terminals answer with a fourth colour: `rgba:`.
    let (_, colours) = answer.split_once(':')?;
    let mut parts = colours.split('/').map(|part| {
        let most = 16_u32.checked_pow(part.len() as u32)?.checked_sub(1).filter(|most| *most > 0)?;
        Some(f64::from(u32::from_str_radix(part, 16).ok()?) / f64::from(most))
    });
    let (r, g, b) = (parts.next()??, parts.next()??, parts.next()??);
    // Relative luminance (ITU-R BT.709), without gamma correction: only the half of the scale matters.
    Some(0.2126 * r + 0.7152 * g + 0.0722 * b < 0.5)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_answer_tells_dark_from_light() {
        for (answer, dark) in [
            ("11;rgb:0000/1111/2222", Some(true)),
            ("11;rgb:ff/fd/f0", Some(false)),
            ("11;rgba:ffff/ffff/ffff/ffff", Some(false)),
            ("11;rgb:zz/00/00", None),
            ("11;rgb:", None),
            ("11;rgb:fffffffff/0/0", None),
            ("11;?", None),
            ("10;rgb:ff/fd/f0", None),
            ("", None),
        ] {
            assert_eq!(is_dark(answer.as_bytes()), dark, "{answer}");
        }
    }
}
