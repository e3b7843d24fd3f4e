//! What the tests of segments share: marked strings, in which `[` and `]` stand for the ends of the spans expected, and
//! whether the work grows with the text.

use std::time::Duration;

use crate::{platform::testing::thread_time, text::Span};

/// The lengths of the two texts that are compared, in bytes.
const LENGTHS: (usize, usize) = (4_000, 64_000);

/// The shortest time that is told from none: less is the clock's and the cache's doing.
const MIN_TIME: Duration = Duration::from_millis(1);

/// Runs `work` on a text that repeats `unit`, and on one sixteen times as long, and asserts that the work grows with the
/// length: if it grew with the square, the long text would take 256 times as long. What is compared is a ratio of processor
/// times, and the best of several, so that neither a slow nor a busy machine changes the result.
#[track_caller]
pub(crate) fn grows_with_the_text(unit: &str, work: impl Fn(&str)) {
    let time = |length: usize| {
        let text = unit.repeat(length / unit.len());
        let start = thread_time();
        work(&text);
        thread_time().saturating_sub(start)
    };
    let (mut short, mut long) = (Duration::MAX, Duration::MAX);
    for _ in 0..5 {
        (short, long) = (short.min(time(LENGTHS.0)), long.min(time(LENGTHS.1)));
        if long < short.max(MIN_TIME) * 100 {
            return;
        }
    }
    panic!("{unit:?}: {short:?} for {} bytes, {long:?} for {}", LENGTHS.0, LENGTHS.1);
}

/// The text without its marks, and the spans between them. Marks nest; `\[` and `\]` are brackets of the text.
pub(crate) fn unmark(marked: &str) -> (String, Vec<Span>) {
    let (mut text, mut open, mut spans) = (String::new(), Vec::new(), Vec::new());
    let mut chars = marked.chars();
    while let Some(c) = chars.next() {
        match c {
            '\\' => text.extend(chars.next()),
            '[' => {
                open.push(spans.len());
                spans.push(Span::at(text.len()));
            }
            ']' => {
                let slot = open.pop().expect("a closing mark without its opening one");
                spans[slot].end = text.len();
            }
            c => text.push(c),
        }
    }
    assert!(open.is_empty(), "an opening mark without its closing one");
    (text, spans)
}

/// `text` with `[` and `]` at the ends of `spans`, which may nest.
pub(crate) fn mark(text: &str, spans: &[Span]) -> String {
    let mut marked = String::new();
    for (at, c) in text.char_indices().map(|(at, c)| (at, Some(c))).chain([(text.len(), None)]) {
        marked.extend(spans.iter().filter(|span| span.end == at && !span.is_empty()).map(|_| ']'));
        marked.extend(spans.iter().filter(|span| span.start == at).map(|_| '['));
        marked.extend(spans.iter().filter(|span| span.start == at && span.is_empty()).map(|_| ']'));
        if matches!(c, Some('[' | ']' | '\\')) {
            marked.push('\\');
        }
        marked.extend(c);
    }
    marked
}

/// Asserts that `segment` finds exactly the spans marked in `marked`.
#[track_caller]
pub(crate) fn assert_segments(marked: &str, segment: impl Fn(&str) -> Vec<Span>) {
    let (text, expected) = unmark(marked);
    let found = segment(&text);
    assert!(found == expected, "expected: {}\n   found: {}", mark(&text, &expected), mark(&text, &found));
}
