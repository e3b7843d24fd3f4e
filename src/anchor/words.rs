//! A text as a sequence of folded words: two words have the same key if a person would call them the same, whatever the line
//! breaks, the shape of quotation marks and dashes, capitals, hyphens at line ends and the Unicode form.

use std::ops::Range;

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use crate::text::{Span, fnv};

/// How many words of a line before a range and behind it are looked at, at most. Chosen by hand.
const MAX_LINE_WORDS: usize = 12;

/// The length in bytes from which a line may have been broken for its length. Chosen by hand.
const MIN_WRAPPED_BYTES: usize = 40;

/// A word, or a run of one punctuation mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// The offset of its first byte.
    pub start: u32,
    /// The offset after its last byte.
    pub end: u32,
    /// A hash of the folded word: equal for equal words, odd for words, even for marks.
    pub key: u64,
}

impl Word {
    /// The span of the word, in bytes.
    pub fn span(self) -> Span {
        Span::new(self.start as usize, self.end as usize)
    }
}

/// The words of a text and the beginnings of its paragraphs and lines.
#[allow(clippy::struct_field_names, reason = "the words are what it is named for")]
#[derive(Debug, Default)]
pub struct Words {
    /// The words, in the order of the text.
    pub words: Vec<Word>,
    /// The index of the first word of each paragraph. Empty lines part paragraphs.
    pub paragraphs: Vec<u32>,
    /// The index of the first word of each line.
    pub lines: Vec<u32>,
}

impl Words {
    /// Cuts `text` into words, in linear time. The text must be shorter than 4 GiB.
    pub fn new(text: &str) -> Self {
        let mut found = Self { words: Vec::with_capacity(text.len() / 5), ..Self::default() };
        let (mut at, mut breaks) = (0, 2);
        while let Some(first) = text[at..].chars().next() {
            if first == '\n' {
                breaks += 1;
            }
            if first.is_whitespace() || is_ignored(first) {
                at += first.len_utf8();
                continue;
            }
            if breaks > 0 {
                found.lines.push(found.words.len() as u32);
            }
            if breaks > 1 {
                found.paragraphs.push(found.words.len() as u32);
            }
            breaks = 0;
            let (end, key) = word_at(text, at, first);
            found.words.push(Word { start: at as u32, end: end as u32, key });
            at = end;
        }
        found
    }

    /// The indices of the words that share bytes with `span`.
    pub fn within(&self, span: Span) -> Range<usize> {
        let start = self.words.partition_point(|word| word.end as usize <= span.start);
        let end = self.words.partition_point(|word| (word.start as usize) < span.end);
        start..end.max(start)
    }

    /// The words on the lines of `range`, no more than [`MAX_LINE_WORDS`] before it and behind it. `text` is the text of the words.
    pub fn line(&self, text: &str, range: &Range<usize>) -> Range<usize> {
        let (first, last) =
            (range.start.saturating_sub(MAX_LINE_WORDS), (range.end + MAX_LINE_WORDS).min(self.words.len()));
        let joined = |i: &usize| !self.breaks_after(text, *i);
        let before = (first..range.start).rev().take_while(joined).count();
        let behind =
            (range.end..last).take_while(|i| i.checked_sub(1).is_some_and(|before| joined(&before))).count();
        range.start - before..range.end + behind
    }

    /// Whether a line of its own ends within `range`.
    pub fn has_lines(&self, text: &str, range: &Range<usize>) -> bool {
        range.clone().skip(1).any(|i| self.breaks_after(text, i - 1))
    }

    /// Whether a line of its own ends after the word at `index`. A line of prose goes on where it was broken for its length.
    fn breaks_after(&self, text: &str, index: usize) -> bool {
        let Some(next) = self.words.get(index + 1) else { return true };
        let end = self.words[index].end as usize;
        let between = &text[end..next.start as usize];
        let breaks = between.matches('\n').count();
        breaks > 1 || breaks == 1 && !goes_on(text, end, next.start as usize)
    }

    /// The paragraphs that lie in `range` as a whole, each as a range of words.
    pub fn paragraphs_within(&self, range: &Range<usize>) -> impl Iterator<Item = Range<usize>> {
        let starts = &self.paragraphs;
        let first = starts.partition_point(|&start| (start as usize) < range.start);
        let last = starts.partition_point(|&start| (start as usize) < range.end);
        let end = |i: usize| starts.get(i + 1).map_or(self.words.len(), |&next| next as usize);
        let paragraphs = (first..last).map(move |i| starts[i] as usize..end(i));
        let most = range.end;
        paragraphs.filter(move |paragraph| paragraph.end <= most)
    }

    /// The keys of the words.
    pub fn keys(&self) -> Vec<u64> {
        self.words.iter().map(|word| word.key).collect()
    }
}

/// Whether prose that was broken for its length goes on: the line that ends at the byte `end` is long, and the next one, from `next`, begins
/// in lower case.
pub fn goes_on(text: &str, end: usize, next: usize) -> bool {
    let is_long =
        || !text[text.floor_char_boundary(end.saturating_sub(MIN_WRAPPED_BYTES))..end].contains('\n');
    text[next..].starts_with(char::is_lowercase) && is_long()
}

/// The end and the key of the word that begins at `at` with `first`.
fn word_at(text: &str, at: usize, first: char) -> (usize, u64) {
    if !first.is_alphanumeric() {
        return mark_at(text, at, first);
    }
    let bytes = text.as_bytes();
    let run_at = |at: usize| bytes[at..].iter().take_while(|byte| byte.is_ascii_alphanumeric()).count();
    let plain = run_at(at);
    let mut end = at + plain;
    // The parts of a number are one word: 40 is no part of 40.5.
    while plain > 0 && is_within_number(bytes, end) {
        end += 1 + run_at(end + 1);
    }
    // Most words are followed by a space or an ASCII mark, and are done.
    if plain > 0 && bytes.get(end).is_none_or(|&next| next.is_ascii() && next != b'-') {
        return (end, hash(bytes[at..end].iter().map(u8::to_ascii_lowercase)) | 1);
    }
    let end = word_end(text, at);
    let folded: String = text[at..end]
        .nfkd()
        .flat_map(char::to_lowercase)
        .filter(|&c| c.is_alphanumeric() || is_combining_mark(c))
        .collect();
    (end, hash(folded.bytes()) | 1)
}

/// Whether the byte at `at` is a mark between two digits of a number.
fn is_within_number(bytes: &[u8], at: usize) -> bool {
    matches!(bytes.get(at), Some(b'.' | b','))
        && bytes[at - 1].is_ascii_digit()
        && bytes.get(at + 1).is_some_and(u8::is_ascii_digit)
}

/// The end of a word in any script: with its combining marks, and on the next line if it was hyphenated there.
fn word_end(text: &str, at: usize) -> usize {
    let mut end = at;
    loop {
        let unspaced = text[end..].chars().next().is_some_and(is_unspaced);
        let start = end;
        let goes_on = |(i, c): (usize, char)| {
            let letter = i == 0 || (!unspaced && c.is_alphanumeric() && !is_unspaced(c));
            (letter || is_combining_mark(c) || is_ignored(c)).then_some(c.len_utf8())
        };
        end += text[start..].char_indices().map_while(goes_on).sum::<usize>();
        let by_letter = text[start..end].chars().next_back().is_some_and(char::is_alphabetic);
        match hyphenation(&text[end..]) {
            Some(gap) if by_letter && !unspaced => end += gap,
            _ => return end,
        }
    }
}

/// The length in bytes of a hyphen with the line break and the indentation after it, if the word goes on in small letters there.
fn hyphenation(rest: &str) -> Option<usize> {
    let line_end = rest.strip_prefix(['-', '\u{2010}'])?.trim_start_matches([' ', '\t', '\r']);
    let next = line_end.strip_prefix('\n')?.trim_start_matches([' ', '\t']);
    next.starts_with(char::is_lowercase).then(|| rest.len() - next.len())
}

/// The end and the key of a run of one mark.
fn mark_at(text: &str, at: usize, first: char) -> (usize, u64) {
    let kind = folded_mark(first);
    let run = text[at..]
        .chars()
        .take_while(|&c| !c.is_alphanumeric() && (folded_mark(c) == kind || is_combining_mark(c)));
    let end = at + run.map(char::len_utf8).sum::<usize>().max(first.len_utf8());
    (end, hash(kind.encode_utf8(&mut [0; 4]).bytes()) & !1)
}

/// Whether this is the key of a punctuation mark, which tells little about the text.
pub fn is_mark(key: u64) -> bool {
    key & 1 == 0
}

/// The mark that stands for all marks of its sort: one for all quotation marks, one for all dashes.
fn folded_mark(mark: char) -> char {
    match mark {
        '\''
        | '`'
        | '"'
        | '´'
        | '«'
        | '»'
        | '‘'..='‟'
        | '′'..='‷'
        | '‹'
        | '›'
        | '「'..='』'
        | '〝'..='〟'
        | '＂'
        | '＇' => '"',
        '-' | '‐'..='―' | '−' | '﹘' | '﹣' | '－' => '-',
        mark if mark.is_ascii() => mark,
        mark => std::iter::once(mark).nfkd().next().unwrap_or(mark),
    }
}

/// Whether a character is invisible: soft hyphens, zero-width spaces and joiners, marks of direction.
pub fn is_ignored(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}')
}

/// Whether a character belongs to a script without spaces between words; each such character counts as a word.
fn is_unspaced(c: char) -> bool {
    matches!(c, '\u{e00}'..='\u{eff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}' | '\u{2e80}'..='\u{a4cf}'
        | '\u{f900}'..='\u{faff}' | '\u{ff66}'..='\u{ff9f}' | '\u{20000}'..='\u{3ffff}')
}

/// The FNV-1a hash of some bytes, mixed once more so that its low bits can be used alone.
fn hash(bytes: impl Iterator<Item = u8>) -> u64 {
    let sum = bytes.fold(fnv::BASIS, fnv::with);
    (sum ^ (sum >> 29)).wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ (sum >> 32)
}

/// The key of several consecutive words.
pub fn gram(keys: &[u64]) -> u64 {
    keys.iter().fold(0x51_7c_c1_b7_27_22_0a_95, |sum: u64, key| {
        (sum.rotate_left(5) ^ key).wrapping_mul(0x9e37_79b9_7f4a_7c15)
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn same(one: &str, other: &str) {
        assert_eq!(Words::new(one).keys(), Words::new(other).keys(), "{one:?} and {other:?}");
    }

    #[test]
    fn what_a_person_reads_as_the_same_is_the_same() {
        same("“We agreed,” she said – twice.", "\"we agreed,\"\n  she said -- twice.");
        same("the exam-\n  ination of it", "the examination of it");
        same("caf\u{e9} ﬁnds", "cafe\u{301} finds");
        same("so\u{ad}ft zero\u{200b}width", "soft zerowidth");
        same("か\u{3099}日本", "が日本");
        same("wait…", "wait...");
    }

    #[test]
    fn words_and_marks_have_their_bytes() {
        let parts = |text: &'static str| {
            Words::new(text).words.iter().map(|word| &text[word.span().range()]).collect::<Vec<_>>()
        };
        assert_eq!(parts("40.5 and 1,200.00, or 40."), ["40.5", "and", "1,200.00", ",", "or", "40", "."]);
        let text = "Don’t stop,\n\n日本 now.";
        let words = Words::new(text);
        let cut: Vec<&str> = words.words.iter().map(|word| &text[word.span().range()]).collect();
        assert_eq!(cut, ["Don", "’", "t", "stop", ",", "日", "本", "now", "."]);
        assert_eq!(words.paragraphs, [0, 5]);
        assert_eq!(words.within(Span::new(4, 9)), 1..4);
        let marks: Vec<&str> =
            cut.iter().zip(&words.words).filter(|(_, word)| is_mark(word.key)).map(|(cut, _)| *cut).collect();
        assert_eq!(marks, ["’", ",", "."]);
    }

    proptest! {
        #[test]
        fn any_text_is_cut_in_order_at_characters(text in "(\\PC|[ \n“”\u{301}\u{200d}日-]){0,60}") {
            let mut end = 0;
            for word in Words::new(&text).words {
                prop_assert!(word.start as usize >= end && word.end > word.start);
                prop_assert!(text.get(word.span().range()).is_some());
                end = word.end as usize;
            }
        }
    }
}
