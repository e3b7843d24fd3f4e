//! Mentions of speakers: names, offices, pronouns, and to whom the last two refer.

use std::collections::HashMap;

use crate::suggest::reading::{Reading, is_article};
use crate::text::Span;

/// A place where somebody is mentioned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Mention {
    pub(super) span: Span,
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
}

/// A subject has no more words than this.
const LONGEST: usize = 14;

impl Reading<'_> {
    /// Who does what the verb at word `cue` says: before the verb, or after it where `inverted` is allowed.
    pub(super) fn subject(&self, cue: usize, inverted: bool) -> Option<Mention> {
        let after = || if inverted { self.after_verb(cue + 1) } else { None };
        // “…,” said Lund: nothing stands before the verb.
        let quoted = || self.is_quoted(self.words[cue - 1].start);
        let bare = cue == 0 || !self.is_joined(cue) && !self.gap_before(cue).contains([',', ')']) || quoted();
        let found = if bare { after() } else { self.before_verb(cue).or_else(after) };
        // "Lund left, saying …", "The mayor and Lund met and said …": whose clause is it?
        if self.word(cue).ends_with("ing") {
            self.main_subject(cue).or(found)
        } else {
            found.or_else(|| self.main_subject(cue))
        }
    }

    /// The subject of the clause before the verb at word `cue` in its sentence.
    fn main_subject(&self, cue: usize) -> Option<Mention> {
        let sentence = self.sentence(self.words.get(cue)?.start);
        let first = self.word_at(sentence.start);
        let verb = |i: usize| {
            let word = self.word(i);
            word.starts_with(char::is_lowercase)
                && !word.ends_with("ing")
                && self.language.is_verb(&word.to_lowercase())
                && !self.is_quoted(self.words[i].start)
                && (i == 0 || self.is_joined(i) || self.gap_before(i).contains(','))
        };
        let near =
            (first..cue).rev().filter(|&i| self.is_cue(i) && verb(i)).find_map(|i| self.before_verb(i));
        near.or_else(|| (first..cue).find(|&i| verb(i)).and_then(|i| self.before_verb(i)))
    }

    /// The subject that ends before word `cue`.
    fn before_verb(&self, cue: usize) -> Option<Mention> {
        let mut end = cue;
        while end > 0 && self.is_joined(end) && self.language.is_aside(&self.word(end - 1).to_lowercase()) {
            end -= 1;
        }
        if !self.is_joined(end) {
            // "Lund, who keeps the lock, said": over what the commas hold.
            let open = self.apposition(end)?;
            end = open;
        }
        let mut start = end;
        while start > 0 && end - start < LONGEST && self.continues_subject(start, end) {
            start -= 1;
        }
        if let Some(who) = self.relative_before(start) {
            return self.before_verb(who);
        }
        let tail = start == end || self.language.is_preposition(self.word(start));
        if tail { None } else { self.head(start, end) }
    }

    /// The "who" whose clause the words before `end` belong to: "an official who asked not to be named said".
    fn relative_before(&self, end: usize) -> Option<usize> {
        let from = end.saturating_sub(LONGEST);
        (from + 1..end).rev().take_while(|&i| self.is_joined(i + 1)).find(|&i| {
            matches!(self.word(i), "who" | "which") && (self.is_joined(i) || self.gap_before(i).contains(','))
        })
    }

    /// Whether the word before `start` belongs to the subject that ends at `end`.
    fn continues_subject(&self, start: usize, end: usize) -> bool {
        if start < end && !self.is_joined(start) {
            return false;
        }
        let i = start - 1;
        let word = self.word(i);
        let lower = word.to_lowercase();
        if self.words.get(i).is_none_or(|word| self.is_quoted(word.start)) {
            return false;
        }
        if self.language.is_pronoun(&lower) {
            return start == end;
        }
        // A pronoun is complete, and so is what begins with a determiner.
        let first = self.word(start).to_lowercase();
        let complete = start < end
            && (self.language.is_pronoun(&first)
                || is_article(&first) && !self.language.is_preposition(&lower));
        let small = word.starts_with(char::is_lowercase);
        let verb = small && (self.language.is_verb(&lower) && !self.language.is_role(&lower));
        let joins = small
            && (self.language.is_subordinator(&lower)
                || self.language.is_coordinator(&lower)
                || self.language.is_relative(&lower)
                || self.language.is_aside(&lower) && !lower.ends_with("ly"));
        let clause = lower == "as" || lower == "while";
        !(complete || verb || joins || clause)
    }

    /// Where the apposition between commas that ends before word `end` begins.
    fn apposition(&self, end: usize) -> Option<usize> {
        self.gap_before(end).contains([',', ')']).then_some(())?;
        let sentence = self.sentence(self.words.get(end)?.start);
        let from = self.word_at(sentence.start).max(end.saturating_sub(40));
        let comma = |i: &usize| self.gap_before(*i).contains([',', '(']);
        // "Lund, 40, the mayor of Kell, said": back over all that the name before does not belong to.
        (from + 1..end).rev().find(comma)
    }

    /// The subject that begins at word `from`, after its verb: "said Nora Lund of the union".
    pub(super) fn after_verb(&self, from: usize) -> Option<Mention> {
        let mut end = from;
        while end < self.words.len() && end - from < LONGEST {
            let word = self.word(end);
            let lower = word.to_lowercase();
            let joined = end == from && self.is_open(end) || end > from && self.is_joined(end);
            let begins =
                end == from && (self.language.is_preposition(&lower) || self.language.is_relative(&lower));
            let small = word.starts_with(char::is_lowercase);
            let stops = small
                && (self.language.is_verb(&lower) && !self.language.is_role(&lower)
                    || self.language.is_subordinator(&lower)
                    || self.language.is_coordinator(&lower));
            if !joined || begins || stops || self.language.is_day(word) {
                break;
            }
            end += 1;
            if self.language.is_pronoun(&lower) {
                break;
            }
        }
        if end == from { None } else { self.head(from, end) }
    }

    /// Whether nothing but white space stands before word `i`.
    fn is_open(&self, i: usize) -> bool {
        self.gap_before(i).chars().all(char::is_whitespace)
    }

    /// The mention in the noun phrase of the words from `start` to before `end`: its name, not one that only tells
    /// more about it ("Lund of the Harbour Union"), or its office, or its pronoun.
    pub(super) fn head(&self, start: usize, end: usize) -> Option<Mention> {
        let (mut names, mut name, mut attached) = (Vec::new(), None, false);
        for i in start..=end {
            let word = self.word(i);
            let lower = word.to_lowercase();
            let capital = i < end && self.is_name_word(i);
            if capital && !attached {
                let from: usize = *name.get_or_insert(i);
                if i > from && !self.is_joined(i) {
                    name = Some(i);
                }
                continue;
            }
            if !capital && let Some(from) = name.take() {
                names.push((from, i));
            }
            if self.language.is_preposition(&lower) {
                attached = true;
            } else if word.starts_with(char::is_lowercase) && !is_article(&lower) {
                attached = false;
            }
        }
        let person = names.iter().rev().find(|&&(from, to)| self.is_person(from, to)).or(names.last());
        if let Some(&(from, to)) = person {
            let from = self.without_honorific(from, to);
            return Some(self.mention(from, to, Kind::Name));
        }
        let first = self.word(start).to_lowercase();
        if self.language.is_pronoun(&first) {
            return Some(self.mention(start, start + 1, Kind::Pronoun));
        }
        let noun =
            (start..end).any(|i| self.word(i).len() > 2 && !self.language.is_preposition(self.word(i)));
        (noun && !matches!(&*first, "it" | "this" | "that" | "there" | "to"))
            .then(|| self.mention(start, end, Kind::Role))
    }

    fn mention(&self, from: usize, to: usize, kind: Kind) -> Mention {
        let span = self.words[from].hull(self.words[to - 1]);
        // The possessive ending is no part of a name.
        let text = self.text.get(span.range()).unwrap_or_default();
        let bare = text.strip_suffix("'s").or_else(|| text.strip_suffix("’s")).map_or(text.len(), str::len);
        Mention { span: Span::new(span.start, span.start + bare), kind }
    }

    /// Whether the `i`th word has a name's capital: not that of a sentence's first word, which says nothing.
    fn is_name_word(&self, i: usize) -> bool {
        let word = self.word(i);
        word.starts_with(char::is_uppercase)
            && (word.len() == 1 || !self.language.is_starter(word))
            && !self.language.is_pronoun(word)
            && !self.language.is_day(word)
            && !(self.begins_sentence(i)
                && (self.language.is_cue(word) || self.language.is_role(&word.to_lowercase())))
    }

    /// Whether the name of the words from `from` to before `to` looks like a person's.
    fn is_person(&self, from: usize, to: usize) -> bool {
        !(from..to).any(|i| self.language.is_group(self.word(i)))
    }

    /// The first word of the name that is no title.
    fn without_honorific(&self, from: usize, to: usize) -> usize {
        let title = |i: usize| self.language.is_honorific(self.word(i));
        (from..to - 1).find(|&i| !title(i)).unwrap_or(to - 1)
    }

    /// All names of persons in the words before `end`, outside quotations.
    fn names(&self, end: usize) -> Vec<Mention> {
        let (mut names, mut i) = (Vec::new(), 0);
        while i < end {
            if !self.is_name_word(i) || self.is_quoted(self.words[i].start) {
                i += 1;
                continue;
            }
            let from = i;
            i += 1;
            while i < end && self.is_name_word(i) && self.is_joined(i) {
                i += 1;
            }
            let first = self.without_honorific(from, i);
            // A lone capital at the beginning of a sentence is hardly a name.
            let doubtful = i - first == 1 && self.begins_sentence(first) && !self.is_cue(i);
            if self.is_person(from, i) && !doubtful {
                names.push(self.mention(first, i, Kind::Name));
            }
        }
        names
    }

    /// The mention that tells most: the full name before it of a surname, of a pronoun, of an office.
    pub(super) fn resolve(&self, mention: Mention) -> Span {
        let names = self.names(self.word_at(mention.span.start));
        let own = self.text.get(mention.span.range()).unwrap_or_default();
        match mention.kind {
            Kind::Name => self.longest(&names, mention.span),
            Kind::Pronoun if !matches!(&*own.to_lowercase(), "he" | "she" | "him" | "her") => mention.span,
            Kind::Pronoun => {
                self.antecedent(&names, false).map_or(mention.span, |name| self.longest(&names, name))
            }
            Kind::Role => {
                let singular = own.starts_with("the ") || own.starts_with("The ");
                let noun = own.split_whitespace().nth(1).unwrap_or_default().to_lowercase();
                if !singular || !self.language.is_role(&noun) {
                    return mention.span;
                }
                let speaker = self.antecedent(&names, true);
                speaker.map_or(mention.span, |name| self.longest(&names, name))
            }
        }
    }

    /// The nearest of `names` that speaks or, unless `strict`, that begins a sentence, or any.
    fn antecedent(&self, names: &[Mention], strict: bool) -> Option<Span> {
        let speaks = |name: &&Mention| {
            let after = self.word_at(name.span.end);
            let mut verb = after;
            while verb < after + 3 && self.language.is_aside(&self.word(verb).to_lowercase()) {
                verb += 1;
            }
            let before = self.word_at(name.span.start);
            self.is_cue(verb) && self.is_joined(verb) || before > 0 && self.is_cue(before - 1)
        };
        let begins = |name: &&Mention| {
            let sentence = self.sentence(name.span.start);
            self.word_at(name.span.start) < self.word_at(sentence.start) + 3
        };
        let rev = || names.iter().rev();
        let found = if strict {
            rev().find(speaks)
        } else {
            rev().find(|name| speaks(name) || begins(name)).or_else(|| rev().next())
        };
        found.map(|name| name.span)
    }

    /// The fuller form of the name at `span` among `names`: the commonest, then the longest, then the latest.
    fn longest(&self, names: &[Mention], span: Span) -> Span {
        let split = |span: Span| self.text.get(span.range()).unwrap_or_default().split_whitespace();
        let count = |span: Span| split(span).count();
        let surname = split(span).next_back();
        let full = names.iter().map(|name| name.span).filter(|&name| {
            count(name) < 5
                && split(name).next_back() == surname
                && split(span).all(|word| split(name).any(|other| other == word))
        });
        let full: Vec<Span> = full.filter(|&name| count(name) > count(span)).collect();
        let mut often: HashMap<&str, usize> = HashMap::new();
        for &name in &full {
            *often.entry(self.text.get(name.range()).unwrap_or_default()).or_default() += 1;
        }
        let common = |name: Span| self.text.get(name.range()).and_then(|name| often.get(name)).copied();
        full.iter().copied().max_by_key(|&name| (common(name), count(name))).unwrap_or(span)
    }
}
