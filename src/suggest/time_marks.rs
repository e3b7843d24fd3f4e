//! The times that stand in transcripts: [00:04:10] before a turn, #00:04:10-5# behind one. Nobody says them.

use crate::text::Span;

/// The marks around a time, with those that close them.
const BRACKETS: [(char, char); 3] = [('[', ']'), ('#', '#'), ('(', ')')];

/// The longest time, in bytes: "00:04:10.250". Chosen by hand.
const MAX_TIME_BYTES: usize = 14;

/// The times of `text` in square brackets or number signs, and those in parentheses at the beginning of a line, ascending.
pub(super) fn time_marks(text: &str) -> Vec<Span> {
    let mut found: Vec<Span> = Vec::new();
    for (at, _) in text.match_indices(['[', '#', '(']) {
        let is_free = found.last().is_none_or(|last| last.end <= at);
        let begins_line = || text.get(..at).is_some_and(|before| before.is_empty() || before.ends_with('\n'));
        let length = text.get(at..).and_then(time_mark).filter(|_| is_free);
        if let Some(length) = length.filter(|_| !text[at..].starts_with('(') || begins_line()) {
            found.push(Span::new(at, at + length));
        }
    }
    found
}

/// The length of the time in brackets with which `text` begins; `None` if there is none.
pub(super) fn time_mark(text: &str) -> Option<usize> {
    let (open, close) = *BRACKETS.iter().find(|(open, _)| text.starts_with(*open))?;
    let inner = &text[open.len_utf8()..];
    let end = inner.find(close).filter(|end| *end <= MAX_TIME_BYTES)?;
    is_time(&inner[..end]).then_some(open.len_utf8() + end + close.len_utf8())
}

/// Whether `words` are a time in a recording: "4:10", "00:04:10", "00:04:10.250", "00:04:10-5".
pub(super) fn is_time(words: &str) -> bool {
    let clock = words.split(['.', ',', '-']).next().unwrap_or_default();
    let is_part =
        |part: &str| (1..=3).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit());
    let rest = words.get(clock.len()..).unwrap_or_default();
    (2..=3).contains(&clock.split(':').count())
        && clock.split(':').all(is_part)
        && rest.bytes().skip(1).all(|byte| byte.is_ascii_digit())
        && rest.len() != 1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_those_in_marks() {
        let text = "[00:04:10] Ada: At 12:30 (the 2:30 boat) [4] it left. #00:04:12-5#\n(4:13) Ben: [1:2] [:] [a:b] #1";
        let found: Vec<&str> = time_marks(text).into_iter().map(|span| &text[span.range()]).collect();
        assert_eq!(found, ["[00:04:10]", "#00:04:12-5#", "(4:13)", "[1:2]"]);
        assert!(time_marks("").is_empty() && time_marks("[#(").is_empty());
    }
}
