//! The lines of a plain text of a message, with the depth of the quotation in which each stands.

/// The deepest quotation that is told. Chosen by hand; deeper ones are of no use to anybody.
const MAX_DEPTH: u8 = 20;

/// A line of a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct QuotedLine {
    /// The number of marks of quotation before it.
    pub depth: u8,
    /// The line without these marks.
    pub text: String,
    /// Whether it is known to go on in the next line.
    pub goes_on: bool,
}

/// The lines of `text`. In a flowed text a line that ends in a space goes on in the next one (RFC 3676); that space may be no part of
/// the text.
pub fn read(text: &str, is_flowed: bool, deletes_spaces: bool) -> Vec<QuotedLine> {
    let mut lines: Vec<QuotedLine> = Vec::new();
    for line in text.lines() {
        let (depth, mut rest) = marks(line);
        if is_flowed && depth == 0 {
            rest = rest.strip_prefix(' ').unwrap_or(rest);
        }
        let goes_on = is_flowed && rest.ends_with(' ') && rest != "-- " && !rest.trim().is_empty();
        let rest = if goes_on && deletes_spaces { &rest[..rest.len() - 1] } else { rest };
        let text = if goes_on { rest } else { rest.trim_end() };
        match lines.last_mut() {
            Some(last) if last.goes_on && last.depth == depth && !text.trim().is_empty() => {
                last.text.push_str(text);
                last.goes_on = goes_on;
            }
            _ => lines.push(QuotedLine { depth, text: readable(text), goes_on }),
        }
    }
    for line in &mut lines {
        line.text.truncate(line.text.trim_end().len());
    }
    lines
}

/// The number of marks of quotation before a line, and the line without them.
fn marks(line: &str) -> (u8, &str) {
    let (mut depth, mut rest) = (0, line);
    while let Some(after) = rest.strip_prefix('>').or_else(|| rest.strip_prefix(" >").filter(|_| depth > 0)) {
        // Programs that save mailboxes write a mark before "From" at the start of a line.
        if depth == 0 && after.starts_with("From ") {
            return (0, after);
        }
        depth = (depth + 1).min(MAX_DEPTH);
        rest = after;
    }
    (depth, if depth > 0 { rest.strip_prefix(' ').unwrap_or(rest) } else { rest })
}

/// A line without characters that can't be seen.
fn readable(line: &str) -> String {
    let is_unseen = |c: &char| {
        matches!(c, '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}') || c.is_control() && *c != '\t'
    };
    line.chars().filter(|c| !is_unseen(c)).collect()
}
