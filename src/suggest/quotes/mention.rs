//! Mentions of speakers: the noun phrases beside a verb of speech.
//!
//! No parser is used: a noun phrase before a verb is read backwards, one after it forwards, until a verb, a conjunction
//! or a comma ends it. Its head is a name that doesn't describe another noun, or an office, or a pronoun.

use crate::suggest::analysis::Analysis;
use crate::text::Span;
use crate::text::segment::language::{Ending, WordList};

/// A mention of somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mention {
    /// The head: the name without titles, the pronoun, or the whole phrase.
    pub(super) span: Span,
    /// The whole phrase: "Port spokesman Ivo Kell".
    pub(super) phrase: Span,
    /// What it mentions them by.
    pub(super) kind: MentionKind,
}

/// What somebody is mentioned by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum MentionKind {
    /// A name, capitalised.
    Name,
    /// An office or another description: "the spokesman", "officials", "a source".
    Role,
    /// A personal pronoun: "he".
    Pronoun,
    /// A relative pronoun: "who".
    Relative,
    /// Several together: "Lund and Kell".
    Joint,
}

/// The longest noun phrase, in words; chosen by hand.
pub(super) const MAX_PHRASE_WORDS: usize = 24;

impl Analysis<'_> {
    /// Whether the `i`th word is an adverb, or another word that may stand between a subject and its verb.
    pub(in crate::suggest) fn is_aside(&self, i: usize) -> bool {
        let word = self.word(i);
        word.starts_with(char::is_lowercase) && (self.is(i, WordList::Aside) || self.is_manner(i))
    }

    /// Whether the `i`th word is the finite verb of a clause, judged by its form and the word before it.
    pub(super) fn is_finite(&self, i: usize) -> bool {
        let word = self.word(i);
        let verb =
            self.is(i, WordList::Verb) || self.is(i, WordList::Cue) || word.len() > 4 && word.ends_with("ed");
        verb && word.starts_with(char::is_lowercase)
            && !word.ends_with("ing")
            && !self.is(i, WordList::Role)
            && !if self.is_joined(i) {
                i > 0 && self.is_attribute(i - 1)
            } else {
                self.has_attribute_in_marks(i)
            }
            && !self.is_modifier(i)
    }

    /// Whether the `i`th word is one that a noun or adjective follows: an article, a possessive.
    pub(super) fn is_attribute(&self, i: usize) -> bool {
        let word = self.word(i);
        self.is(i, WordList::Article)
            || word.ends_with("'s")
            || word.ends_with("’s")
            || self.is(i, WordList::Infinitive)
    }

    /// Whether `mention` is a pronoun for what is no person: “it says so on the label”.
    pub(super) fn is_thing(&self, mention: Mention) -> bool {
        self.is_pronoun_of(mention, WordList::Thing)
    }

    /// Whether `mention` is a pronoun of who speaks or writes: “I said so”.
    pub(super) fn is_first_person(&self, mention: Mention) -> bool {
        self.is_pronoun_of(mention, WordList::FirstPerson)
    }

    /// Whether `mention` is no more than a word of `list`.
    fn is_pronoun_of(&self, mention: Mention, list: WordList) -> bool {
        let (from, to) = (self.word_at(mention.phrase.start), self.word_at(mention.phrase.end));
        to == from + 1 && self.is(from, list)
    }

    /// The noun phrase that ends before word `end`.
    pub(super) fn phrase_before(&self, end: usize) -> Option<Mention> {
        let mut start = end;
        while start > 0 && end - start < MAX_PHRASE_WORDS && self.continues(start, end) {
            start -= 1;
        }
        if start == end {
            // A pronoun may be a part of a short form: "he's", "they've".
            let last = end.checked_sub(1).filter(|&i| self.is_joined(end) && self.is_contraction(i))?;
            return Some(self.mention(last, end, MentionKind::Pronoun));
        }
        while start + 1 < end && self.is(start, WordList::Preposition) && !self.leads_name(start) {
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
        // A pronoun is complete, and so is a phrase that begins with a determiner.
        let complete = start < end
            && (self.is(start, WordList::Pronoun)
                || self.is(start, WordList::Article) && !self.is(i, WordList::Preposition));
        !complete && !self.ends_phrase(i)
    }

    /// Whether the `i`th word can't be a part of a noun phrase.
    fn ends_phrase(&self, i: usize) -> bool {
        let word = self.word(i);
        if self.is_day(i) {
            return true;
        }
        if word.starts_with(char::is_uppercase) {
            return self.begins_sentence(i)
                && (self.is(i, WordList::Subordinator) || self.is(i, WordList::Coordinator));
        }
        // A participle may describe a noun: "a poll released by the union", "people close to it".
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

    /// The mention in the noun phrase of the words from `start` to before `end`: its name, if that doesn't describe
    /// another noun ("Lund" in "Lund of the Harbour Union"), or its office, or its pronoun.
    pub(super) fn head(&self, start: usize, end: usize) -> Option<Mention> {
        if start >= end {
            return None;
        }
        let (mut names, mut name, mut attached) = (Vec::new(), None, false);
        // After an office and a preposition all names tell more about it: "a spokesman for Minister Kell".
        let office = |i: usize| self.is(i, WordList::Role) && self.word(i).starts_with(char::is_lowercase);
        let mut held = false;
        for i in start..=end {
            let capital = i < end && (self.is_name_word(i) || i == start && self.leads_name(i));
            if capital && !attached {
                let from: usize = *name.get_or_insert(i);
                if i > from && !self.is_joined(i) {
                    name = Some(i);
                }
                continue;
            }
            if let Some(from) = name
                && i < end
                && (self.continues_name(i) || self.links_body(from, i))
            {
                continue;
            }
            if !capital && let Some(from) = name.take() {
                names.push((from, i));
            }
            if self.is(i, WordList::Preposition) {
                held |= !attached && (start..i).any(office);
                attached = true;
            } else if self.is(i, WordList::Role) && !held {
                attached = false;
            }
        }
        let phrase = self.with_marks(self.words[start].hull(self.words[end - 1]));
        // A name may describe the noun after it: "Kell council members".
        let alone = |&&(_, to): &&(usize, usize)| {
            to == end || !self.is_joined(to) || self.is(to, WordList::Preposition)
        };
        let titles = |&&(from, to): &&(usize, usize)| (from..to).all(|i| self.is(i, WordList::Honorific));
        let own = || names.iter().rev().filter(alone).filter(|name| !titles(name));
        let person = own().find(|&&(from, to)| self.is_person(from, to)).or_else(|| own().next());
        if let Some(&(from, to)) = person {
            let from = self.without_honorific(from, to);
            return Some(Mention { phrase, ..self.mention(from, to, MentionKind::Name) });
        }
        let object = end == start + 1 && self.is(start, WordList::Oblique);
        if object || self.is(start, WordList::Pronoun) {
            return Some(self.mention(start, start + 1, MentionKind::Pronoun));
        }
        let noun = (start..end).any(|i| self.word(i).len() > 1 && !self.is(i, WordList::Preposition));
        let empty =
            self.is(start, WordList::Expletive) || end == start + 1 && self.is(start, WordList::Relative);
        (noun && !empty).then(|| self.mention(start, end, MentionKind::Role))
    }

    /// A mention whose whole phrase is the words from `from` to before `to`.
    pub(super) fn mention(&self, from: usize, to: usize, kind: MentionKind) -> Mention {
        let phrase = self.with_marks(self.words[from].hull(self.words[to - 1]));
        // The possessive ending is not part of a name.
        let text = self.text.get(phrase.range()).unwrap_or_default();
        let bare = text.strip_suffix("'s").or_else(|| text.strip_suffix("’s")).map_or(text.len(), str::len);
        Mention { span: Span::new(phrase.start, phrase.start + bare), phrase, kind }
    }

    /// Whether the `i`th word has the capital of a name. At the beginning of a sentence a capital means nothing.
    pub(super) fn is_name_word(&self, i: usize) -> bool {
        let word = self.word(i);
        // "d'Estaing" has its capital behind the apostrophe.
        let elided = || {
            let (_, name) = word.split_once(['\'', '’'])?;
            (word.len() - name.len() < 5 && i > 0 && self.is_joined(i)).then_some(name)
        };
        let is_capital = |word: &str| word.starts_with(char::is_uppercase);
        let follows_name = || i > 0 && is_capital(self.word(i - 1));
        (is_capital(word) || elided().is_some_and(is_capital) && follows_name())
            && (word.len() == 1 && !self.is(i, WordList::Single)
                || !self.is(i, WordList::Starter)
                || self.is_capital_particle(i))
            && !self.is(i, WordList::Pronoun)
            && !self.is_in_other_name(i)
            && !self.is_day(i)
            && (self.language.is_english() || !self.is_common_noun(i))
            && !(self.begins_sentence(i) && (self.is(i, WordList::Cue) || self.is(i, WordList::Role)))
    }

    /// Whether the `i`th word is a particle with a capital within a sentence, before another part of a name: "Marco Della Torre".
    fn is_capital_particle(&self, i: usize) -> bool {
        let capital = |i: usize| self.word(i).starts_with(char::is_uppercase);
        !self.language.is_english()
            && self.is(i, WordList::Particle)
            && capital(i)
            && capital(i + 1)
            && self.is_joined(i + 1)
            && !self.begins_sentence(i)
    }

    /// Whether the `i`th word, which has a capital, is a noun and no name: an office, unless it is a surname ("Nadia
    /// Boulanger"), a noun of speech, what an article stands before.
    fn is_common_noun(&self, i: usize) -> bool {
        let before = i.checked_sub(1);
        let surname = || {
            let first_name = |j: usize| {
                self.word(j).starts_with(char::is_uppercase)
                    && !self.is(j, WordList::Determiner)
                    && !self.is(j, WordList::Role)
            };
            !self.language.has_capital_nouns() && before.is_some_and(first_name) && self.is_joined(i)
        };
        self.is(i, WordList::Role) && !surname()
            || self.language.has_capital_nouns()
                && (self.language.ends(Ending::Role, self.word(i)) || self.is_described_noun(i))
            || self.is(i, WordList::Speech)
            || before.is_some_and(|j| self.is(j, WordList::Determiner))
    }

    /// Whether the `i`th word is a noun with an article and an adjective that two words of a name follow, in a language in which
    /// nouns have capitals: "der 52-jährige Fischer Hinnerk Pohl".
    fn is_described_noun(&self, i: usize) -> bool {
        let capital = |j: usize| self.word(j).starts_with(char::is_uppercase) && self.is_joined(j);
        let small = i > 0 && self.word(i - 1).starts_with(char::is_lowercase) && self.is_joined(i);
        let article = (i.saturating_sub(3)..i).any(|j| self.is(j, WordList::Determiner));
        small && article && capital(i + 1) && capital(i + 2) && !self.is(i - 1, WordList::Cue)
    }

    /// Whether the `i`th word names a day or a month. "April Holt" is a person, but "in April Holt" is not.
    pub(super) fn is_day(&self, i: usize) -> bool {
        let first_name = || {
            let next = self.word(i + 1);
            let named = next.starts_with(char::is_uppercase) && !self.is(i + 1, WordList::Honorific)
                || self.continues_name(i + 1);
            let dated =
                i > 0 && (self.is(i - 1, WordList::Preposition) || self.is(i - 1, WordList::TimeLead));
            (self.is(i, WordList::Male) || self.is(i, WordList::Female))
                && named
                && self.is_joined(i + 1)
                && !dated
        };
        self.is(i, WordList::Day) && !first_name()
    }

    /// Whether a name begins with the particle at word `i`: "de la Cruz", "al-Assad". In other languages than English, where
    /// particles are articles and prepositions, too, it must be a preposition.
    pub(super) fn leads_name(&self, i: usize) -> bool {
        (self.language.is_english() || self.is(i, WordList::Preposition)) && self.continues_name(i)
    }

    /// Whether one to three particles, the first of them at word `i`, stand before a word with a capital: "van den Berg".
    pub(super) fn continues_name(&self, i: usize) -> bool {
        // "von der Heide"
        let article = |j: usize| j > i && !self.language.is_english() && self.is(j, WordList::Determiner);
        let particle = |&j: &usize| {
            (self.is(j, WordList::Particle) || article(j))
                && self.word(j).starts_with(char::is_lowercase)
                && self.is_joined(j + 1)
        };
        let count = (i..i + 3).take_while(particle).count();
        count > 0 && self.word(i + count).starts_with(char::is_uppercase)
    }

    /// Whether the `i`th word stands within the name of a body that begins with word `from`, between what it is and of what:
    /// "Bank of Ostmark", "Department of the Interior". A person is of another body: "Tom Hall of the Department".
    fn links_body(&self, from: usize, i: usize) -> bool {
        let small =
            self.word(i).starts_with(char::is_lowercase) && self.is_joined(i) && self.is_joined(i + 1);
        if !small || i <= from || !self.language.is_english() {
            return false;
        }
        if self.is(i, WordList::Definite) {
            return self.is_name_word(i + 1) && self.links_body(from, i - 1);
        }
        let definite = self.is(i + 1, WordList::Definite) && self.is_joined(i + 2);
        let next = if definite { i + 2 } else { i + 1 };
        let person = || (from..i).any(|j| self.is(j, WordList::Male) || self.is(j, WordList::Female));
        // "the Prince of Ostmark"
        if self.is(i, WordList::Belonging) && self.is(i - 1, WordList::Domain) && self.is_name_word(next) {
            return true;
        }
        self.is(i, WordList::Belonging)
            && self.is(i - 1, WordList::Group)
            && self.is_name_word(next)
            && !(definite && self.is(next, WordList::Group))
            && !person()
    }

    /// Whether the name of the words from `from` to before `to` may be a person's.
    pub(super) fn is_person(&self, from: usize, to: usize) -> bool {
        !(from..to).any(|i| self.is(i, WordList::Group))
    }

    /// The number of the first word after the titles of a name.
    pub(super) fn without_honorific(&self, from: usize, to: usize) -> usize {
        let is_title = |&i: &usize| self.is(i, WordList::Honorific) && !self.is(i + 1, WordList::Belonging);
        (from..to - 1).rev().find(is_title).map_or(from, |title| title + 1)
    }
}
