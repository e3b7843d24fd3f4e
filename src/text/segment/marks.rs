//! Classes of characters that the segmenters share, and functions that keep grapheme clusters whole.

use unicode_segmentation::GraphemeCursor;

use crate::text::Span;

/// Whether `c` is a full stop, question or exclamation mark of a script that separates words by spaces.
pub(super) fn is_terminator(c: char) -> bool {
    matches!(
        c,
        '.' | '!' | '?' | '…' | '‼' | '⁇' | '⁈' | '⁉' | '‽' | '؟' | '۔' | '։' | '।' | '॥' // Arabic to Devanagari
            | '\u{104b}' | '\u{1362}' | '\u{17d4}' // Burmese, Ethiopic, Khmer
    )
}

/// Whether `c` is a full stop, question or exclamation mark of a script without spaces.
pub(super) fn is_wide_terminator(c: char) -> bool {
    matches!(c, '。' | '！' | '？' | '．' | '｡')
}

/// Whether `c` is a quotation mark that only ever closes.
pub(super) fn is_closing_quote(c: char) -> bool {
    matches!(c, '”' | '’' | '」' | '』' | '》' | '〟')
}

/// Whether `c` is a quotation mark that opens in one tradition and closes in another, or a straight one.
pub(super) fn is_either_quote(c: char) -> bool {
    matches!(c, '"' | '\'' | '“' | '‘' | '»' | '«' | '›' | '‹' | '＂' | '`')
}

/// Whether `c` is a closing bracket.
pub(super) fn is_closing_bracket(c: char) -> bool {
    matches!(c, ')' | ']' | '}' | '）' | '］' | '】' | '〉')
}

/// Whether `c` is an opening bracket.
pub(super) fn is_opening_bracket(c: char) -> bool {
    matches!(c, '(' | '[' | '{' | '（' | '［' | '【' | '〈')
}

/// Whether `c` may precede a sentence's first word: an opening quotation mark, an inverted question mark.
pub(super) fn is_opening_quote(c: char) -> bool {
    is_either_quote(c) || matches!(c, '„' | '‚' | '「' | '『' | '《' | '`' | '〝')
}

/// Whether `c` is a dash between clauses.
pub(super) fn is_dash(c: char) -> bool {
    matches!(c, '—' | '–' | '―' | '⸺' | '-')
}

/// Whether `c` is a bullet, which begins an item of a list.
pub(super) fn is_bullet(c: char) -> bool {
    matches!(c, '•' | '⁃' | '‣' | '▪' | '●' | '◦' | '∙' | '■' | '▶')
}

/// Whether a grapheme cluster ends at `at`, which is a character boundary.
///
/// Two ASCII neighbours are decided without segmentation ("\r\n" is the only pair of them that stays together).
pub(super) fn is_cluster_end(text: &str, at: usize) -> bool {
    let bytes = text.as_bytes();
    match (at.checked_sub(1).and_then(|before| bytes.get(before)), bytes.get(at)) {
        (None, _) | (_, None) => true,
        (Some(b'\r'), Some(b'\n')) => false,
        (Some(before), Some(after)) if before.is_ascii() && after.is_ascii() => true,
        _ => GraphemeCursor::new(at, text.len(), true).is_boundary(text, 0).unwrap_or(true),
    }
}

/// The last character boundary before `at`.
pub(super) fn before(text: &str, at: usize) -> usize {
    text.get(..at).and_then(|head| head.char_indices().next_back()).map_or(0, |(start, _)| start)
}

/// The first character boundary after `at`.
pub(super) fn after(text: &str, at: usize) -> usize {
    at + char_at(text, at).map_or(0, char::len_utf8)
}

/// The character that starts at `at`.
pub(super) fn char_at(text: &str, at: usize) -> Option<char> {
    text.get(at..)?.chars().next()
}

/// The character that ends at `at`.
pub(super) fn char_before(text: &str, at: usize) -> Option<char> {
    text.get(..at)?.chars().next_back()
}

/// The first offset from `at` on that is not white space.
pub(super) fn skip_white(text: &str, at: usize) -> usize {
    text.get(at..).map_or(text.len(), |rest| text.len() - rest.trim_start().len())
}

/// The span extended to whole grapheme clusters.
pub(crate) fn snap(text: &str, span: Span) -> Span {
    let Span { mut start, mut end } = span;
    while !is_cluster_end(text, start) {
        start = before(text, start);
    }
    while !is_cluster_end(text, end) {
        end = after(text, end);
    }
    Span { start, end }
}

/// The span without white space at its ends, in whole grapheme clusters; `None` if it is only white space.
pub(super) fn trim(text: &str, span: Span) -> Option<Span> {
    let slice = text.get(span.range())?;
    let start = span.end - slice.trim_start().len();
    let end = span.start + slice.trim_end().len();
    (start < end).then(|| snap(text, Span { start, end }))
}
