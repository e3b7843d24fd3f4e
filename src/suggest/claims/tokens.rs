//! The tokens of a sentence for the claim model: words and marks, each a hash with the classes it belongs to.

use super::lexicon::{Classes, LexicalClass, WORD, classes};
use crate::suggest::linear::Hash;
use crate::text::Span;

/// The kind of feature that numbers are hashed with.
const NUMBER: u8 = 1;

/// A word, a number, or a mark.
#[derive(Clone, Copy, Debug)]
pub(super) struct ClaimToken {
    /// The hash of the word in lower case, of the number's shape, or of the mark.
    pub(super) hash: Hash,
    /// The token's span, in bytes of the text.
    pub(super) span: Span,
    /// The classes that it belongs to.
    pub(super) classes: Classes,
    /// The hash of a function word or a mark itself, and of the form of any other word.
    pub(super) shape: Hash,
    /// Whether it is a word or a number, not a mark.
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

/// Adds the marks of `gap`, which lies between two words; letters there are of a part that is no prose, such as a dateline.
fn marks(text: &str, gap: Span, found: &mut Vec<ClaimToken>) {
    let is_mark = |c: char| !c.is_whitespace() && !c.is_alphanumeric();
    for (at, c) in text.get(gap.range()).unwrap_or_default().char_indices().filter(|&(_, c)| is_mark(c)) {
        let c = plain(c);
        let hash = Hash::new(WORD).word(c.encode_utf8(&mut [0; 4]));
        let start = gap.start + at;
        let span = Span::new(start, start + c.len_utf8());
        found.push(ClaimToken { hash, span, classes: classes(hash), shape: hash, is_word: false });
    }
}

/// The ASCII form of a quotation mark or dash; any other character unchanged.
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
    if !is_first && word.starts_with(char::is_uppercase) && !classes.has(LexicalClass::Own) {
        // A capitalised "May" within a sentence is a month, not a verb.
        let other = Classes::of(LexicalClass::Verb).and(Classes::of(LexicalClass::Hedge));
        classes = classes.without(other).and(Classes::of(LexicalClass::Name));
    }
    if classes.is_empty() && word.len() > 3 && word.ends_with("ed") {
        classes = Classes::of(LexicalClass::Past);
    }
    ClaimToken { hash, span, classes, shape: shape(word, hash, classes), is_word: true }
}

/// The shape of a word: its form without its meaning.
fn shape(word: &str, hash: Hash, classes: Classes) -> Hash {
    if classes.has(LexicalClass::Name) {
        Hash::new(b'N')
    } else if classes.has(LexicalClass::Function) {
        hash
    } else if classes.has(LexicalClass::Magnitude) {
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

/// The token of a number, known by its shape: a year, a fraction, or its size.
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
    let classes = Classes::of(LexicalClass::Number).and(if year {
        Classes::of(LexicalClass::Time)
    } else {
        Classes::default()
    });
    ClaimToken { hash: Hash::new(NUMBER).byte(shape), span, classes, shape: Hash::new(b'0'), is_word: true }
}
