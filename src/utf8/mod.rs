//! Bytes that should be UTF-8 and are not.

use std::str::Utf8Error;

/// What is wrong with bytes that are no UTF-8, and where: the line and the byte in it, both from 1.
pub fn fault(bytes: &[u8], error: Utf8Error) -> String {
    let before = &bytes[..error.valid_up_to()];
    let line = memchr::memchr_iter(b'\n', before).count() + 1;
    let start = before.iter().rposition(|&byte| byte == b'\n').map_or(0, |at| at + 1);
    format!("line {line}, byte {}: not valid UTF-8", before.len() - start + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_place_is_named() {
        let found = |bytes: &[u8]| fault(bytes, std::str::from_utf8(bytes).expect_err("a fault"));
        assert_eq!(found(b"\xff"), "line 1, byte 1: not valid UTF-8");
        assert_eq!(
            found("é\nab\u{e9}".as_bytes().split_last().expect("bytes").1),
            "line 2, byte 3: not valid UTF-8"
        );
    }
}
