//! Text on one line, for formats in which a line end has a meaning.

/// A text on one line and without control characters. `escape` writes the characters that have a meaning in the
/// format, each with its place in bytes, and returns whether it wrote one.
pub fn on_one_line(text: &str, mut escape: impl FnMut(&mut String, usize, char) -> bool) -> String {
    let mut line = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        match c {
            _ if escape(&mut line, at, c) => {}
            '\t'..='\r' => line.push(' '),
            c if c.is_control() => line.push('\u{fffd}'),
            c => line.push(c),
        }
    }
    line
}
