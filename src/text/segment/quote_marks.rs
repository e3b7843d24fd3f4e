//! Quotation marks and what each can be: opening, closing, or an apostrophe after all.
//!
//! Told by the neighbours of a mark alone; what depends on the marks already open is left to
//! [`quotations`](super::quotations).

use super::language::{Ending, Language, WordList};
use super::marks::{
    after, char_at, char_before, is_closing_bracket, is_closing_quote, is_cluster_end, is_dash,
    is_opening_bracket, is_opening_quote,
};
use super::stop::first_word;
use crate::text::Span;

/// A pair of marks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Family {
    /// "…"
    Straight,
    /// '…'
    StraightSingle,
    /// “…”
    Curly,
    /// ‘…’
    CurlySingle,
    /// „…“, „…”
    Low,
    /// ‚…‘, ‚…’
    LowSingle,
    /// ”…”
    Nines,
    /// «…»
    Guillemets,
    /// »…«, »…»
    Inward,
    /// ‹…›
    Angles,
    /// ›…‹
    InwardAngles,
    /// 「…」
    Corners,
    /// 『…』
    WhiteCorners,
    /// 《…》
    Title,
    /// 〝…〟
    Primes,
    /// Two grave accents and two straight single marks, as in TeX.
    Ticks,
    /// ''…''
    Twins,
}

impl Family {
    /// How many there are.
    pub(super) const COUNT: usize = Self::Twins as usize + 1;

    /// Whether the marks are single ones that apostrophes resemble.
    pub(super) fn is_single(self) -> bool {
        matches!(self, Self::StraightSingle | Self::CurlySingle | Self::LowSingle)
    }

    /// The bytes of the opening mark (or of the mark « or », where a French paragraph goes on) at the start of `text`.
    pub(super) fn opening_len(self, text: &str) -> Option<usize> {
        let marks: &[&str] = match self {
            Self::Straight => &["\""],
            Self::StraightSingle => &["'"],
            Self::Curly => &["“"],
            Self::CurlySingle => &["‘"],
            Self::Low => &["„"],
            Self::LowSingle => &["‚"],
            Self::Nines => &["”"],
            Self::Guillemets => &["«", "»"],
            Self::Inward => &["»"],
            Self::Angles => &["‹"],
            Self::InwardAngles => &["›"],
            Self::Corners => &["「"],
            Self::WhiteCorners => &["『"],
            Self::Title => &["《"],
            Self::Primes => &["〝"],
            Self::Ticks => &["``"],
            Self::Twins => &["''"],
        };
        marks.iter().find(|mark| text.starts_with(**mark)).map(|mark| mark.len())
    }
}

/// What a mark can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    Open,
    /// `firm`: punctuation stands before it, so it is no apostrophe.
    Close {
        firm: bool,
    },
    /// Closes, unless a later mark does so before another opens: a plural possessive, inches.
    MayClose,
    /// Closes what is open, or else opens.
    Either,
    /// An apostrophe.
    Nothing,
}

/// The place where a mark stands, with its neighbours.
pub(super) struct Site<'a> {
    text: &'a str,
    span: Span,
    left: Option<char>,
    right: Option<char>,
    language: &'a Language,
}

impl<'a> Site<'a> {
    /// The mark at `span`; `None` if it is not a whole grapheme cluster.
    pub(super) fn new(text: &'a str, span: Span, language: &'a Language) -> Option<Self> {
        let whole = is_cluster_end(text, span.start) && is_cluster_end(text, span.end);
        whole.then(|| Self {
            text,
            span,
            left: outer(|at| char_before(text, at), span.start, |at, c| at - c.len_utf8()),
            right: outer(|at| char_at(text, at), span.end, |at, c| at + c.len_utf8()),
            language,
        })
    }

    /// Whether what stands on the left goes before an opening mark.
    pub(super) fn opens_left(&self) -> bool {
        self.left.is_none_or(|c| c.is_whitespace() || is_opening_bracket(c) || is_dash(c) || c == '/')
    }

    /// Whether text stands on the right.
    pub(super) fn text_right(&self) -> bool {
        self.right.is_some_and(|c| !c.is_whitespace())
    }

    /// Whether what stands on the right goes after a closing mark.
    fn closes_right(&self) -> bool {
        self.right.is_none_or(|c| {
            c.is_whitespace()
                || is_closing_bracket(c)
                || is_dash(c)
                || matches!(c, '.' | ',' | ';' | ':' | '!' | '?' | '…' | '/' | '。' | '、' | '，')
        })
    }

    fn direct_left(&self) -> Option<char> {
        char_before(self.text, self.span.start)
    }

    fn direct_right(&self) -> Option<char> {
        char_at(self.text, self.span.end)
    }

    /// The word on the left.
    fn word_left(&self) -> &'a str {
        let head = self.text.get(..self.span.start).unwrap_or_default();
        let letters = head.char_indices().rev().take(24).take_while(|(_, c)| c.is_alphanumeric());
        letters.last().and_then(|(at, _)| head.get(at..)).unwrap_or_default()
    }

    /// The word on the right, after white space too.
    fn word_right(&self) -> &'a str {
        let rest = self.text.get(self.span.end..).unwrap_or_default();
        first_word(rest.strip_prefix([' ', '\n', '\u{a0}']).unwrap_or(rest))
    }

    /// The role of a straight double mark.
    pub(super) fn straight(&self) -> Role {
        let digit = self.direct_left().is_some_and(|c| c.is_ascii_digit());
        if digit && self.follows_feet() {
            return Role::Nothing;
        }
        match (self.opens_left(), self.closes_right()) {
            (true, false) => Role::Open,
            (false, true) if digit => Role::MayClose,
            (false, true) => Role::Close { firm: true },
            _ => Role::Either,
        }
    }

    /// Whether the digits on the left are inches after feet: 6'2".
    fn follows_feet(&self) -> bool {
        let head = self.text.get(..self.span.start).unwrap_or_default();
        let feet = head.trim_end_matches(|c: char| c.is_ascii_digit() || matches!(c, '.' | '½' | '¼' | '¾'));
        let feet = if head.len() - feet.len() > 6 { "" } else { feet.trim_end_matches(' ') };
        let measure = feet.strip_suffix(['\'', '’', '′']);
        measure.is_some_and(|feet| feet.ends_with(|c: char| c.is_ascii_digit()))
    }

    /// The role of a straight single mark.
    pub(super) fn straight_single(&self) -> Role {
        let (left, right) = (self.direct_left(), self.direct_right());
        let word_left = left.is_some_and(char::is_alphanumeric);
        let word_right = right.is_some_and(char::is_alphanumeric);
        if word_left {
            return if word_right { Role::Nothing } else { self.after_word() };
        }
        if self.opens_left() {
            let text = self.right.is_some_and(|c| !c.is_whitespace() && !is_closing_bracket(c));
            return match (self.is_elision(), text) {
                (true, _) => Role::Nothing,
                (_, true) if self.closes_right() || self.left.is_some_and(is_dash) && !word_right => {
                    Role::Either
                }
                (_, true) => Role::Open,
                (_, false) if self.left.is_some_and(is_dash) => Role::Close { firm: true },
                _ => Role::Nothing,
            };
        }
        if word_right { Role::Either } else { Role::Close { firm: true } }
    }

    /// The role of ’.
    pub(super) fn raised_comma(&self) -> Role {
        let (left, right) = (self.direct_left(), self.direct_right());
        let letter = |c: char| c.is_alphanumeric() && !is_wide(c);
        if left.is_some_and(letter) {
            return if right.is_some_and(letter) { Role::Nothing } else { self.after_word() };
        }
        if right.is_some_and(letter) && self.opens_left() {
            return Role::Nothing;
        }
        Role::Close { firm: left.is_some_and(|c| !c.is_whitespace()) }
    }

    /// The role of ‘; some keyboards put it for an apostrophe.
    pub(super) fn raised_turned_comma(&self) -> Role {
        let left = self.direct_left().is_some_and(char::is_alphanumeric);
        let right = self.direct_right().is_some_and(char::is_alphanumeric);
        let real = self.word_right().starts_with(char::is_uppercase);
        match (left, right) {
            (true, true) if !self.direct_left().is_some_and(is_wide) => Role::Nothing,
            (true, false) => Role::Close { firm: false },
            _ if self.is_elision() && !real => Role::Nothing,
            _ if self.opens_left() || right => Role::Open,
            _ => Role::Close { firm: true },
        }
    }

    /// The role of a single mark after a word, with none on its right: closing mark, or the apostrophe of dogs’, goin’.
    fn after_word(&self) -> Role {
        let word = self.word_left();
        if self.language.has_lower(WordList::Clipped, word) {
            return Role::Nothing;
        }
        let spaced = self.direct_right().is_some_and(char::is_whitespace);
        let next = self.word_right();
        let measure = word.ends_with(|c: char| c.is_ascii_digit());
        let possessive =
            self.language.ends(Ending::Possessive, word) && !self.language.has_lower(WordList::Linking, next);
        let dropped = word.len() > 3 && self.language.ends(Ending::Dropped, word);
        let goes_on = spaced && next.starts_with(char::is_alphanumeric);
        if measure || goes_on && (possessive || dropped) {
            Role::MayClose
        } else {
            Role::Close { firm: false }
        }
    }

    /// Whether letters are missing where the mark stands: ’twas, ’em, ’90s.
    fn is_elision(&self) -> bool {
        let rest = self.text.get(self.span.end..).unwrap_or_default();
        let word = first_word(rest);
        let digits = word.bytes().take_while(u8::is_ascii_digit).count();
        let decade = digits == 2
            && word
                .get(2..)
                .is_some_and(|rest| rest.is_empty() || self.language.is_ending(Ending::Decade, rest));
        // rock 'n' roll: the letter stands between two marks.
        let between = word.len() == 1 && rest.get(1..).is_some_and(|tail| tail.starts_with(['\'', '’']));
        decade
            || between && self.language.has(WordList::Enclosed, word)
            || self.language.has_lower(WordList::Elision, word)
    }
}

/// Letters of scripts without spaces, between which a curly mark is no apostrophe.
fn is_wide(c: char) -> bool {
    ('\u{2e80}'..='\u{d7a3}').contains(&c) || ('\u{f900}'..='\u{faff}').contains(&c) || c >= '\u{20000}'
}

/// The first neighbour that is not itself a quotation mark; at most four marks are passed over.
fn outer(
    look: impl Fn(usize) -> Option<char>,
    mut at: usize,
    step: impl Fn(usize, char) -> usize,
) -> Option<char> {
    for _ in 0..4 {
        let c = look(at)?;
        if !(is_opening_quote(c) || is_closing_quote(c)) {
            return Some(c);
        }
        at = step(at, c);
    }
    look(at)
}

/// The end of the mark at `at`: two grave accents or straight single marks are one.
pub(super) fn mark_end(text: &str, at: usize) -> usize {
    let rest = text.get(at..).unwrap_or_default();
    if rest.starts_with("``") || rest.starts_with("''") { at + 2 } else { after(text, at) }
}
