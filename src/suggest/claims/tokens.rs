//! A sentence as the model sees it: its words and marks, each a hash with the classes it belongs to.

use super::lexicon::{Class, Classes, WORD, classes};
use crate::suggest::linear::Hash;
use crate::text::Span;

/// The kind of the hashes of numbers.
const NUMBER: u8 = 1;

/// A word, a number, or a mark.
#[derive(Clone, Copy, Debug)]
pub(super) struct ClaimToken {
    /// Of the word in lower case; of a number's shape; of a mark.
    pub(super) hash: Hash,
    /// In bytes of the text.
    pub(super) span: Span,
    pub(super) classes: Classes,
    /// A function word or a mark as it is, any other word by its form alone.
    pub(super) shape: Hash,
    pub(super) is_word: bool,
}

/// Adds the tokens of the sentence at `span` in `text`, whose words are `words`, to `found`.
pub(super) fn tokens(text: &str, words: &[Span], span: Span, found: &mut Vec<ClaimToken>) {
    let first = words.partition_point(|word| word.start < span.start);
    let (mut at, mut is_first) = (span.start, true);
    for &word in words.get(first..).unwrap_or_default().iter().take_while(|word| word.end <= span.end) {
        marks(text, Span::new(at, word.start), found);
        found.push(token(text, word, is_first));
        is_first = false;
        at = word.end;
    }
    marks(text, Span::new(at, span.end), found);
}

/// Adds the characters of `gap`, which lies between two words, but for white space.
fn marks(text: &str, gap: Span, found: &mut Vec<ClaimToken>) {
    for (at, c) in
        text.get(gap.range()).unwrap_or_default().char_indices().filter(|(_, c)| !c.is_whitespace())
    {
        let c = plain(c);
        let hash = Hash::new(WORD).word(c.encode_utf8(&mut [0; 4]));
        let start = gap.start + at;
        let span = Span::new(start, start + c.len_utf8());
        found.push(ClaimToken { hash, span, classes: classes(hash), shape: hash, is_word: false });
    }
}

/// Quotation marks and dashes in the form that a typewriter has.
fn plain(c: char) -> char {
    match c {
        '“' | '”' | '„' | '«' | '»' => '"',
        '‘' | '’' => '\'',
        '–' | '—' => '-',
        c => c,
    }
}

fn token(text: &str, span: Span, is_first: bool) -> ClaimToken {
    let word = text.get(span.range()).unwrap_or_default();
    if word.starts_with(|c: char| c.is_ascii_digit()) {
        return number(word, span);
    }
    let hash = Hash::new(WORD).word(word);
    let mut classes = classes(hash);
    if !is_first && word.starts_with(char::is_uppercase) && !classes.has(Class::Own) {
        // "May" is a month here.
        let other = Classes::of(Class::Verb).and(Classes::of(Class::Hedge));
        classes = classes.without(other).and(Classes::of(Class::Name));
    }
    if classes.is_empty() && word.len() > 3 && word.ends_with("ed") {
        classes = Classes::of(Class::Past);
    }
    ClaimToken { hash, span, classes, shape: shape(word, hash, classes), is_word: true }
}

/// What is left of a word when its matter is taken out.
fn shape(word: &str, hash: Hash, classes: Classes) -> Hash {
    if classes.has(Class::Name) {
        Hash::new(b'N')
    } else if classes.has(Class::Function) {
        hash
    } else if classes.has(Class::Magnitude) {
        Hash::new(b'M')
    } else if word.len() > 3 && word.ends_with("ed") {
        Hash::new(b'd')
    } else if word.len() > 4 && word.ends_with("ing") {
        Hash::new(b'g')
    } else if word.len() > 3 && word.ends_with('s') {
        Hash::new(b's')
    } else {
        Hash::new(b'a')
    }
}

/// A number is known by its shape: a year, a fraction, or its size.
fn number(word: &str, span: Span) -> ClaimToken {
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    let year = digits == 4 && word.len() == 4 && (word.starts_with("19") || word.starts_with("20"));
    let shape = if year {
        b'y'
    } else if word.contains('.') {
        b'.'
    } else {
        digits.min(5) as u8
    };
    let classes =
        Classes::of(Class::Number).and(if year { Classes::of(Class::Time) } else { Classes::default() });
    ClaimToken { hash: Hash::new(NUMBER).byte(shape), span, classes, shape: Hash::new(b'0'), is_word: true }
}
