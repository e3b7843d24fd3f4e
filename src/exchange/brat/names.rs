//! Names as brat allows them: of letters, digits, hyphens and underscores. Any other character is written as `_u20_`,
//! with its code point in hexadecimal digits, and so is an underscore that would look like the beginning of such an
//! escape.

/// Escapes a name for brat.
pub fn escape(name: &str) -> String {
    let mut escaped = String::with_capacity(name.len());
    for (at, c) in name.char_indices() {
        let is_plain = match c {
            '_' => name.get(at..).and_then(escaped_char).is_none(),
            // A line of hyphens is a separator in brat's configuration.
            '-' => at > 0,
            c => c.is_ascii_alphanumeric(),
        };
        if is_plain {
            escaped.push(c);
        } else {
            escaped.push_str(&format!("_u{:x}_", u32::from(c)));
        }
    }
    escaped
}

/// Reverses [`escape`].
pub fn unescape(mut name: &str) -> String {
    let mut plain = String::with_capacity(name.len());
    while let Some(c) = name.chars().next() {
        let (c, len) = escaped_char(name).unwrap_or((c, c.len_utf8()));
        plain.push(c);
        name = name.get(len..).unwrap_or_default();
    }
    plain
}

/// The character whose escape the name begins with, and the length of the escape in bytes.
fn escaped_char(name: &str) -> Option<(char, usize)> {
    let rest = name.strip_prefix("_u")?;
    let digits = rest.split('_').next().filter(|digits| digits.len() < rest.len())?;
    if digits.len() > 6 || digits.contains(|c: char| !matches!(c, '0'..='9' | 'a'..='f')) {
        return None;
    }
    let c = char::from_u32(u32::from_str_radix(digits, 16).ok()?)?;
    Some((c, "_u_".len() + digits.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_go_there_and_back() {
        for name in ["claim", "in-doubt", "Ort_1", "Zitat ö", "a_u20_b", "_u_", "-", "漢_", "_u", "a_ubc"] {
            let escaped = escape(name);
            assert!(escaped.chars().all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '-'), "{escaped}");
            assert_eq!(unescape(&escaped), name, "{escaped}");
        }
        assert_eq!(escape("Ort 1"), "Ort_u20_1");
        assert_eq!(escape("Ort_1"), "Ort_1");
    }
}
