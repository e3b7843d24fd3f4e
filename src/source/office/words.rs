//! The characters of office documents: what only hints at line breaks is dropped.

use std::borrow::Cow;

/// `text` without characters that only hint at breaks, and without control characters. Tabs and line breaks stay; separators of
/// lines and paragraphs become line breaks.
pub fn readable(text: &str) -> Cow<'_, str> {
    if text.chars().all(|c| kept(c) == Some(c)) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.chars().filter_map(kept).collect())
    }
}

/// What a character becomes.
fn kept(c: char) -> Option<char> {
    match c {
        ' '..='~' | '\t' | '\n' => Some(c),
        '\u{2028}' | '\u{2029}' | '\u{b}' => Some('\n'),
        '\u{ad}' | '\u{200b}' | '\u{2060}' | '\u{feff}' => None,
        c if c.is_control() => None,
        c => Some(c),
    }
}

/// `text` in one line: each run of white space is a space, and there is none at the ends.
pub fn one_line(text: &str) -> String {
    readable(text).split_whitespace().collect::<Vec<_>>().join(" ")
}

/// What is said of the tracked changes of a document, and of its comments, if there are any.
pub fn notice(changes: usize, comments: usize) -> Option<String> {
    let changes = match changes {
        0 => None,
        1 => Some("a tracked change is shown as accepted".to_owned()),
        count => Some(format!("{count} tracked changes are shown as accepted")),
    };
    let comments = match comments {
        0 => None,
        1 => Some("a comment is not shown".to_owned()),
        count => Some(format!("{count} comments are not shown")),
    };
    let said: Vec<String> = changes.into_iter().chain(comments).collect();
    (!said.is_empty()).then(|| said.join(", "))
}
