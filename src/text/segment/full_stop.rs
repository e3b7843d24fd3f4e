//! Full stops: whether one ends its sentence, or belongs to an abbreviation, an initial or an ordinal number.

use super::language::{Abbreviation, WordList};
use super::marks::char_before;
use super::scanner::{Closers, Scanner};
use super::stop::{Class, Next, WordBefore, first_word, is_roman, is_short_number, token_before};

/// An abbreviation has no more parts with spaces between them than this ("т. н. э." has three).
const MAX_SPACED_PARTS: usize = 4;

/// What a full stop belongs to, besides its sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum StopUse {
    /// The end of an abbreviation of this kind.
    Abbreviation(Abbreviation),
    /// The inside of an abbreviation that has spaces: the first stop of "z. B."
    Inside,
}

impl Scanner<'_> {
    /// What the full stop after `word` and before `next` belongs to.
    pub(super) fn stop_use(&self, word: WordBefore, next: &Next) -> Option<StopUse> {
        let plain = || self.abbreviation(word).map(StopUse::Abbreviation);
        self.spaced_stop_use(word, next).or_else(plain)
    }

    /// The same for an abbreviation with spaces between its parts, of which `word` is one; the longest one counts.
    fn spaced_stop_use(&self, word: WordBefore, next: &Next) -> Option<StopUse> {
        if !self.language.has_spaced_abbreviations() {
            return None;
        }
        let following = next.abbreviation_part();
        let (mut joined, mut start, mut found) = (word.text.to_owned(), word.start, None);
        for _ in 0..MAX_SPACED_PARTS {
            if start < word.start
                && let Some(kind) = self.language.abbreviation(&joined)
            {
                found = Some(StopUse::Abbreviation(kind));
            }
            if next.gap && self.language.is_abbreviation_head(&joined) {
                let more = format!("{joined}.{following}");
                if self.language.abbreviation(&more).is_some() || self.language.is_abbreviation_head(&more) {
                    found = Some(StopUse::Inside);
                }
            }
            let Some(part) = self.part_before(start) else { break };
            joined = format!("{}.{joined}", part.text);
            start = part.start;
        }
        found
    }

    /// The part of a spaced abbreviation that ends with a stop and a space before `at`.
    fn part_before(&self, at: usize) -> Option<WordBefore<'_>> {
        let space = char_before(self.text, at).filter(|c| c.is_whitespace())?;
        let end = (at - space.len_utf8()).checked_sub(1).filter(|&end| end > self.start)?;
        let stopped = self.text.as_bytes().get(end) == Some(&b'.');
        stopped.then(|| token_before(self.text, self.start, end)).filter(|part| !part.text.is_empty())
    }

    /// The kind of `word` as an abbreviation, also after a hyphen ("vice-pres.") or an elided word ("l'art.").
    fn abbreviation(&self, word: WordBefore) -> Option<Abbreviation> {
        let language = self.language;
        let last = word.text.rsplit('-').next().unwrap_or_default();
        let elided = || {
            let (article, rest) = word.text.split_once(['\'', '’'])?;
            language.has_lower(WordList::Elided, article).then(|| language.abbreviation(rest))?
        };
        language
            .abbreviation(word.text)
            .or_else(|| if last.len() < word.text.len() { language.abbreviation(last) } else { elided() })
    }

    /// Whether the full stop after `word` ends its sentence; `closed`: what closes between it and `next`.
    pub(super) fn full_stop_ends(&self, word: WordBefore, closed: Closers, next: &Next) -> bool {
        let single = word.text.chars().count() == 1;
        // "2. The second item", "IV. The return": the number of an item or a chapter.
        if word.first && !closed.quote && (word.is_numeral() || single) {
            return false;
        }
        let starter = next.inverted || self.language.is_starter(next.word);
        match self.spaced_stop_use(word, next) {
            Some(StopUse::Inside) => return false,
            Some(StopUse::Abbreviation(kind)) => {
                return self.abbreviation_ends(kind, word, true, closed, next, starter);
            }
            None => {}
        }
        if single && word.text.starts_with(char::is_uppercase) || word.is_double_initial() {
            return self.initial_ends(word, next, starter);
        }
        if self.is_ordinal(word, next, starter) {
            return false;
        }
        let dotted = word.is_dotted();
        match self.abbreviation(word).or(dotted.then_some(Abbreviation::May)) {
            None => true,
            Some(kind) => self.abbreviation_ends(kind, word, dotted, closed, next, starter),
        }
    }

    /// Whether the stop after a single capital, or the last of two ("J.-P."), ends the sentence: "vitamin C. It", but not
    /// "J. Hart", "M. Le Goff".
    fn initial_ends(&self, word: WordBefore, next: &Next, starter: bool) -> bool {
        let title = self.language.abbreviation(word.text) == Some(Abbreviation::Title);
        let several = next.word.chars().nth(1).is_some();
        let pronoun = self.language.has(WordList::Capital, word.text);
        starter && several && !title && (!pronoun || self.follows_lower(word))
    }

    /// Whether the stop after `word`, an abbreviation of this kind, ends the sentence; `dotted`: stops are within it.
    fn abbreviation_ends(
        &self,
        kind: Abbreviation,
        word: WordBefore,
        dotted: bool,
        closed: Closers,
        next: &Next,
        starter: bool,
    ) -> bool {
        let before_capital =
            || next.class == Class::Upper && !next.bracket && (starter || !self.is_fronted(word));
        let after_title = (closed.quote || closed.bracket) && starter;
        let kind = match kind {
            Abbreviation::Measure if self.follows_number(word) => Abbreviation::Final,
            kind => kind,
        };
        match kind {
            Abbreviation::Final => before_capital(),
            Abbreviation::Title | Abbreviation::Before | Abbreviation::Measure => after_title,
            Abbreviation::Number => !self.is_number(next, word) && !next.bracket,
            Abbreviation::May => starter || next.opener && !dotted || next.class == Class::Other,
            Abbreviation::Time => {
                !next.bracket
                    && !self.language.has(WordList::Day, next.word)
                    && (starter || !self.is_fronted(word))
            }
        }
    }

    /// Whether the stop after `word` makes it an ordinal number: "am 3. Mai", "Ludwig XIV."
    fn is_ordinal(&self, word: WordBefore, next: &Next, starter: bool) -> bool {
        if !self.language.has_ordinals() {
            return false;
        }
        let number = word.text.len() < 3 && is_short_number(word.text);
        if !number && !is_roman(word.text) {
            return false;
        }
        if self.is_counted(next.word) || number && next.class == Class::Digit {
            return true;
        }
        let before = self.word_before(word);
        let led = if number {
            self.language.has_lower(WordList::Ordinal, before)
        } else {
            before.starts_with(char::is_uppercase)
        };
        led && !starter
    }

    /// Whether an ordinal number may stand before `word`: "Mai", "Jahrhundert".
    pub(super) fn is_counted(&self, word: &str) -> bool {
        self.language.has_ordinals()
            && (self.language.has(WordList::Counted, word) || self.language.has(WordList::Day, word))
    }

    /// Whether `word` stands after a number, or after a measure: "1990 г.", "XX в.", "5 тыс. руб."
    fn follows_number(&self, word: WordBefore) -> bool {
        let before = self.word_before(word);
        before.ends_with(|c: char| c.is_numeric())
            || is_roman(before)
            || self.language.abbreviation(before) == Some(Abbreviation::Measure)
                && self.text.get(..word.start).is_some_and(|head| head.trim_end().ends_with('.'))
    }

    /// The word before `word` in its sentence, or nothing.
    fn word_before(&self, word: WordBefore) -> &str {
        let before = self.text.get(self.start..word.start).unwrap_or_default();
        let before = before.trim_end_matches(|c: char| !c.is_alphanumeric());
        let inner = |&(_, c): &(usize, char)| c.is_alphanumeric();
        let start = before.char_indices().rev().take_while(inner).last().map_or(before.len(), |(at, _)| at);
        before.get(start..).unwrap_or_default()
    }

    /// Whether the word before `word` has a small first letter.
    fn follows_lower(&self, word: WordBefore) -> bool {
        let before = self.text.get(self.start..word.start).unwrap_or_default().trim_end();
        let previous = before.rsplit(char::is_whitespace).next().unwrap_or_default();
        previous.starts_with(char::is_lowercase)
    }

    /// Whether nothing but a time phrase has been read: "At 5 a.m."
    fn is_fronted(&self, word: WordBefore) -> bool {
        let before = self.text.get(self.start..word.start).unwrap_or_default();
        before.len() < 60
            && before.split_whitespace().count() < 8
            && self.language.has_lower(WordList::Front, first_word(before))
            && !before.split_whitespace().any(|word| self.language.has(WordList::Nominative, word))
    }

    /// Whether `next` is a number, for the abbreviation `before` it ("No.", "Fig.").
    fn is_number(&self, next: &Next, before: WordBefore) -> bool {
        let letter = next.word.len() == 1 && !self.language.has(WordList::Single, next.word);
        // "He said no. I left."
        let pronoun = self.language.has(WordList::Capital, next.word)
            && self.language.has_lower(WordList::Homograph, before.text);
        next.class == Class::Digit || next.rest.starts_with('#') || letter || is_roman(next.word) && !pronoun
    }
}
