//! Escapes text, so that HTML shows it as it is.

use std::fmt::{self, Write as _};

/// A text, escaped for the content of an element or for an attribute in quotation marks. Control characters other than
/// tabs and line feeds, which a page can't contain, are shown as `U+FFFD`.
pub struct Escaped<'a>(&'a str);

/// Escapes `text`.
pub fn escaped(text: &str) -> Escaped<'_> {
    Escaped(text)
}

impl fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for c in self.0.chars() {
            match c {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                '\'' => f.write_str("&#39;")?,
                '\r' => {}
                '\t' | '\n' => f.write_char(c)?,
                c if c.is_control() => f.write_char('\u{fffd}')?,
                c => f.write_char(c)?,
            }
        }
        Ok(())
    }
}
