//! Long texts in messages to a person.

use std::borrow::Cow;

/// The longest line of a message, in code points: five rows of a usual terminal. Chosen by hand.
const MAX_LINE_CHARS: usize = 400;

/// How many code points are kept of the beginning of a longer line. Chosen by hand.
const BEGINNING_CHARS: usize = 260;

/// How many code points are kept of its end, where a message says what is wrong with what it quotes. Chosen by hand.
const END_CHARS: usize = 110;

/// A line of a message. The middle of a line that is longer than anyone reads is left out, since what a message quotes, be
/// it a word of the command line or a line of a file, may be megabytes long.
pub fn abridged(line: &str) -> Cow<'_, str> {
    if line.len() <= MAX_LINE_CHARS || line.chars().nth(MAX_LINE_CHARS).is_none() {
        return Cow::Borrowed(line);
    }
    let offset = |(at, _)| at;
    let start = line.char_indices().nth(BEGINNING_CHARS).map_or(line.len(), offset);
    let end = line.char_indices().nth_back(END_CHARS - 1).map_or(start, offset);
    let left_out = line[start..end].chars().count();
    Cow::Owned(format!("{} [… {left_out} characters …] {}", &line[..start], &line[end..]))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_keeps_its_beginning_and_its_end() {
        let usual = format!("there is no kind “{}”", "é".repeat(300));
        assert_eq!(abridged(&usual), usual);
        let long = abridged(&format!("“{}” is not in the text", "é".repeat(1_000_000))).into_owned();
        assert!(long.starts_with("“éé") && long.ends_with("é” is not in the text"), "{long}");
        assert!(long.contains("[… 999651 characters …]") && long.chars().count() <= MAX_LINE_CHARS, "{long}");
    }
}
