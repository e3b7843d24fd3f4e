//! Percent-encoding, in which addresses have characters that mean something else there.

/// `text` with each `%XX` as the byte that it stands for (RFC 3986, section 2.1); bytes that are not UTF-8 become `U+FFFD`.
pub fn percent_decode(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((&first, after)) = rest.split_first() {
        let digits = after.get(..2).filter(|two| first == b'%' && two.iter().all(u8::is_ascii_hexdigit));
        let byte = digits.and_then(|two| u8::from_str_radix(std::str::from_utf8(two).ok()?, 16).ok());
        bytes.push(byte.unwrap_or(first));
        rest = if byte.is_some() { &after[2..] } else { after };
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_code_stays_as_it_is() {
        assert_eq!(percent_decode("a%20b%C3%a9%2"), "a bé%2");
        assert_eq!(percent_decode("100%+f%zz%"), "100%+f%zz%");
        assert_eq!(percent_decode("%ff%00"), "\u{fffd}\0");
    }
}
