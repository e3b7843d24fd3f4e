//! Text that HTML takes for text, whatever is in it.

use std::fmt::{self, Write as _};

/// A text for the content of an element, or for an attribute between quotation marks. What has no place in a page,
/// control characters but tabs and line feeds, is shown as `U+FFFD`.
pub struct Escaped<'a>(&'a str);

/// See [`Escaped`].
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
