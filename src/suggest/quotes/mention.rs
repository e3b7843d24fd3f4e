//! Mentions of speakers: the noun phrases beside a verb of speech.
//!
//! No parser: a noun phrase before a verb is read backwards, one after it forwards, as far as nothing ends it (a verb, a
//! conjunction, a comma); its head is a name that tells no more about another noun, or an office, or a pronoun.

use crate::suggest::analysis::Analysis;
use crate::text::Span;
use crate::text::segment::language::WordList;

/// A place where somebody is mentioned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mention {
    /// The name without titles, the pronoun, or the whole phrase.
    pub(super) span: Span,
    /// The whole phrase: "Port spokesman Ivo Kell".
    pub(super) phrase: Span,
    pub(super) kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A name, capitalised.
    Name,
    /// "the spokesman", "officials", "a source"
    Role,
    /// "he"
    Pronoun,
    /// "who"
    Relative,
}

/// A noun phrase has no more words than this.
pub(super) const LONGEST: usize = 24;

impl Analysis<'_> {
    pub(super) fn is_aside(&self, i: usize) -> bool {
        let word = self.word(i);
        word.starts_with(char::is_lowercase)
            && (self.is(i, WordList::Aside) || word.len() > 4 && word.ends_with("ly"))
    }

    /// Whether the `i`th word is the finite verb of a clause, as far as its form and the word before it tell.
    pub(super) fn is_finite(&self, i: usize) -> bool {
        let word = self.word(i);
        let verb =
            self.is(i, WordList::Verb) || self.is(i, WordList::Cue) || word.len() > 4 && word.ends_with("ed");
        verb && word.starts_with(char::is_lowercase)
            && !word.ends_with("ing")
            && !self.is(i, WordList::Role)
            && !(i > 0 && self.is_joined(i) && self.is_attribute(i - 1))
    }

    /// Whether a noun or adjective follows the `i`th word: an article, a possessive.
    pub(super) fn is_attribute(&self, i: usize) -> bool {
        let word = self.word(i);
        self.is(i, WordList::Article)
            || word.ends_with("'s")
            || word.ends_with("’s")
            || self.is(i, WordList::Infinitive)
    }

    /// The noun phrase that ends before word `end`.
    pub(super) fn phrase_before(&self, end: usize) -> Option<Mention> {
        let mut start = end;
        while start > 0 && end - start < LONGEST && self.continues(start, end) {
            start -= 1;
        }
        if start == end {
            // "he's", "they've"
            let last = end.checked_sub(1).filter(|&i| self.is_joined(end) && self.is_contraction(i))?;
            return Some(self.mention(last, end, Kind::Pronoun));
        }
        while start + 1 < end && self.is(start, WordList::Preposition) {
            start += 1;
        }
        self.head(start, end)
    }

    /// Whether the `i`th word is a pronoun with its verb.
    fn is_contraction(&self, i: usize) -> bool {
        let pronoun = self.word(i).split(['\'', '’']).next().unwrap_or_default();
        pronoun.len() < self.word(i).len() && self.language.is_pronoun(pronoun)
    }

    /// Whether the word before `start` belongs to the noun phrase that ends at `end`.
    fn continues(&self, start: usize, end: usize) -> bool {
        if start < end && !self.is_joined(start) {
            return false;
        }
        let i = start - 1;
        if self.is_quoted(i) {
            return false;
        }
        if self.is(i, WordList::Pronoun) {
            return start == end;
        }
        // A pronoun is complete, and so is what begins with a determiner.
        let complete = start < end
            && (self.is(start, WordList::Pronoun)
                || self.is(start, WordList::Article) && !self.is(i, WordList::Preposition));
        !complete && !self.ends_phrase(i)
    }

    /// Whether no noun phrase goes on over the `i`th word.
    fn ends_phrase(&self, i: usize) -> bool {
        let word = self.word(i);
        if self.is(i, WordList::Day) {
            return true;
        }
        if word.starts_with(char::is_uppercase) {
            return self.begins_sentence(i)
                && (self.is(i, WordList::Subordinator) || self.is(i, WordList::Coordinator));
        }
        // "a poll released by the union", "people close to it": a participle that tells more about a noun.
        let participle = word.ends_with("ed")
            && !self.is(i, WordList::Cue)
            && (self.is(i + 1, WordList::Preposition) || self.is(i + 1, WordList::Day));
        let plain = word.ends_with("ing") && !self.is(i, WordList::Cue);
        self.is_finite(i) && !participle
            || self.is(i, WordList::Cue) && word.ends_with("ing") && !(i > 0 && self.is_attribute(i - 1))
            || self.is(i, WordList::Subordinator) && !self.is(i, WordList::Preposition)
            || self.is(i, WordList::Coordinator)
            || self.is(i, WordList::Relative)
            || self.is(i, WordList::Aside) && !plain && !word.ends_with("ly")
            || self.is(i, WordList::PhraseEnd)
    }

    /// The noun phrase that begins at word `from`: "said Nora Lund of the union".
    pub(super) fn after_verb(&self, from: usize) -> Option<Mention> {
        let mut end = from;
        while end < self.words.len() && end - from < LONGEST {
            let joined = if end == from { self.is_open(end) } else { self.is_joined(end) };
            let begins =
                end == from && (self.is(end, WordList::Preposition) || self.is(end, WordList::Relative));
            let small = self.word(end).starts_with(char::is_lowercase);
            let stops = small
                && (self.is_finite(end)
                    || self.is(end, WordList::Subordinator)
                    || self.is(end, WordList::Coordinator)
                    || self.is(end, WordList::Relative));
            let day = self.is(end, WordList::Day) && !(end > from && self.is_attribute(end - 1));
            if !joined || begins || stops || day {
                break;
            }
            end += 1;
            if self.is(end - 1, WordList::Pronoun) {
                break;
            }
        }
        while end > from + 1
            && (self.is(end - 1, WordList::Preposition) || self.is(end - 1, WordList::Determiner))
        {
            end -= 1;
        }
        if end == from { None } else { self.head(from, end) }
    }

    /// Whether nothing but white space stands before word `i`, or a hyphen as in "dit-il".
    fn is_open(&self, i: usize) -> bool {
        let gap = self.gap_before(i);
        gap.chars().all(char::is_whitespace) || gap == "-" && !self.language.is_english()
    }

    /// The mention in the noun phrase of the words from `start` to before `end`: its name, not one that only tells
    /// more about it ("Lund of the Harbour Union"), or its office, or its pronoun.
    pub(super) fn head(&self, start: usize, end: usize) -> Option<Mention> {
        (start < end).then_some(())?;
        let (mut names, mut name, mut attached) = (Vec::new(), None, false);
        for i in start..=end {
            let capital = i < end && self.is_name_word(i);
            if capital && !attached {
                let from: usize = *name.get_or_insert(i);
                if i > from && !self.is_joined(i) {
                    name = Some(i);
                }
                continue;
            }
            if self.is(i, WordList::Particle) && name.is_some() && self.is_name_word(i + 1) {
                continue;
            }
            if !capital && let Some(from) = name.take() {
                names.push((from, i));
            }
            if self.is(i, WordList::Preposition) {
                attached = true;
            } else if self.is(i, WordList::Role) {
                attached = false;
            }
        }
        let phrase = self.words[start].hull(self.words[end - 1]);
        // "Kell council members": the name tells more about the noun after it.
        let alone = |&&(_, to): &&(usize, usize)| {
            to == end || !self.is_joined(to) || self.is(to, WordList::Preposition)
        };
        let titles = |&&(from, to): &&(usize, usize)| (from..to).all(|i| self.is(i, WordList::Honorific));
        let own = || names.iter().rev().filter(alone).filter(|name| !titles(name));
        let person = own().find(|&&(from, to)| self.is_person(from, to)).or_else(|| own().next());
        if let Some(&(from, to)) = person {
            let from = self.without_honorific(from, to);
            return Some(Mention { phrase, ..self.mention(from, to, Kind::Name) });
        }
        let object = end == start + 1 && self.is(start, WordList::Oblique);
        if object || self.is(start, WordList::Pronoun) {
            return Some(self.mention(start, start + 1, Kind::Pronoun));
        }
        let noun = (start..end).any(|i| self.word(i).len() > 1 && !self.is(i, WordList::Preposition));
        let empty =
            self.is(start, WordList::Expletive) || end == start + 1 && self.is(start, WordList::Relative);
        (noun && !empty).then(|| self.mention(start, end, Kind::Role))
    }

    /// The mention of the words from `from` to before `to`, which are its whole phrase.
    pub(super) fn mention(&self, from: usize, to: usize, kind: Kind) -> Mention {
        let phrase = self.words[from].hull(self.words[to - 1]);
        // The possessive ending is no part of a name.
        let text = self.text.get(phrase.range()).unwrap_or_default();
        let bare = text.strip_suffix("'s").or_else(|| text.strip_suffix("’s")).map_or(text.len(), str::len);
        Mention { span: Span::new(phrase.start, phrase.start + bare), phrase, kind }
    }

    /// Whether the `i`th word has a name's capital: not that of a sentence's first word, which says nothing.
    pub(super) fn is_name_word(&self, i: usize) -> bool {
        let word = self.word(i);
        word.starts_with(char::is_uppercase)
            && (word.len() == 1 && !self.is(i, WordList::Single) || !self.is(i, WordList::Starter))
            && !self.is(i, WordList::Pronoun)
            && !self.is(i, WordList::Day)
            && !(!self.language.is_english()
                && (self.is(i, WordList::Role) || i > 0 && self.is(i - 1, WordList::Determiner)))
            && !(self.begins_sentence(i) && (self.is(i, WordList::Cue) || self.is(i, WordList::Role)))
    }

    /// Whether the name of the words from `from` to before `to` looks like a person's.
    pub(super) fn is_person(&self, from: usize, to: usize) -> bool {
        !(from..to).any(|i| self.is(i, WordList::Group))
    }

    /// The first word of the name after its titles.
    pub(super) fn without_honorific(&self, from: usize, to: usize) -> usize {
        (from..to - 1).rev().find(|&i| self.is(i, WordList::Honorific)).map_or(from, |title| title + 1)
    }
}
