//! Mailboxes: messages one after the other, each after a line that begins with "From " (RFC 4155).

use super::headers::first_line;

/// The messages of a mailbox, each without the line before it.
pub fn messages(bytes: &[u8]) -> Vec<&[u8]> {
    let (mut messages, mut start, mut rest) = (Vec::new(), None, bytes);
    let mut is_after_blank = true;
    while !rest.is_empty() {
        let at = bytes.len() - rest.len();
        let (line, after) = first_line(rest);
        if is_after_blank && is_start(line, after) {
            messages.extend(start.map(|start| &bytes[start..at]));
            start = Some(bytes.len() - after.len());
        }
        is_after_blank = line.is_empty();
        rest = after;
    }
    messages.extend(start.map(|start| &bytes[start..]));
    messages
}

/// Whether a line begins a message: it has an address and a date, and a header follows.
fn is_start(line: &[u8], after: &[u8]) -> bool {
    let Some(rest) = line.strip_prefix(b"From ") else { return false };
    let (next, _) = first_line(after);
    let has_field = memchr::memchr(b':', next)
        .is_some_and(|colon| colon > 0 && next[..colon].iter().all(u8::is_ascii_graphic));
    has_field && rest.iter().any(u8::is_ascii_digit)
}
