//! Marked strings for the tests of segments: `[` and `]` stand for the ends of the spans expected.

use crate::text::Span;

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
