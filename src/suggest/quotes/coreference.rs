//! Whom a mention means: the full name for a surname, a pronoun, an office.

use std::collections::HashMap;

use super::mention::{Kind, Mention};
use crate::suggest::reading::Reading;
use crate::text::Span;
use crate::text::segment::language::List;

/// The persons that a text names, outside its quotations.
pub(super) struct Names<'r, 'a> {
    reading: &'r Reading<'a>,
    /// In order.
    mentions: Vec<Name>,
    /// The fullest form of each surname.
    full: HashMap<&'a str, Span>,
}

struct Name {
    span: Span,
    /// The latest name, this one or one before it, that speaks.
    speaks: Option<usize>,
    /// The latest one that speaks or begins a sentence.
    leads: Option<usize>,
}

impl<'r, 'a> Names<'r, 'a> {
    /// Finds the names in `reading`.
    pub(super) fn new(reading: &'r Reading<'a>) -> Self {
        let mut names = Self { reading, mentions: Vec::new(), full: HashMap::new() };
        names.find();
        names.count();
        names
    }

    fn find(&mut self) {
        let reading = self.reading;
        let (mut i, mut speaks, mut leads) = (0, None, None);
        while i < reading.words.len() {
            if !reading.is_name_word(i) || reading.is_quoted(reading.words[i].start) {
                i += 1;
                continue;
            }
            let from = i;
            i += 1;
            let name = |i: usize| reading.is_name_word(i) && reading.is_joined(i);
            while name(i) || reading.is(i, List::Particle) && reading.is_joined(i) && name(i + 1) {
                i += 1;
            }
            let first = reading.without_honorific(from, i);
            // A lone capital at the beginning of a sentence is hardly a name.
            let doubtful = i - first == 1 && reading.begins_sentence(first) && !reading.is_cue(i);
            if doubtful || !reading.is_person(from, i) {
                continue;
            }
            let this = Some(self.mentions.len());
            let mut verb = i;
            while verb < i + 3 && reading.is(verb, List::Aside) {
                verb += 1;
            }
            if reading.is_cue(verb) && reading.is_joined(verb) || from > 0 && reading.is_cue(from - 1) {
                (speaks, leads) = (this, this);
            }
            let sentence = reading.sentence(reading.words[first].start);
            if first < reading.word_at(sentence.start) + 3 {
                leads = this;
            }
            let span = reading.mention(first, i, Kind::Name).span;
            self.mentions.push(Name { span, speaks, leads });
        }
    }

    /// Finds the fullest form of each surname: the commonest, then the longest, then the first.
    fn count(&mut self) {
        let mut often: HashMap<&str, usize> = HashMap::new();
        let text = self.reading.text;
        let slice = |span: Span| text.get(span.range()).unwrap_or_default();
        for name in &self.mentions {
            *often.entry(slice(name.span)).or_default() += 1;
        }
        let mut best: HashMap<&'a str, (usize, usize)> = HashMap::new();
        for name in &self.mentions {
            let words = slice(name.span).split_whitespace().count();
            let Some(surname) = slice(name.span).split_whitespace().next_back() else { continue };
            let weight = (often.get(slice(name.span)).copied().unwrap_or_default(), words);
            let known = best.entry(surname).or_default();
            if (2..5).contains(&words) && weight > *known {
                *known = weight;
                self.full.insert(surname, name.span);
            }
        }
    }

    /// The mention that tells most about the one that `mention` means.
    pub(super) fn resolve(&self, mention: Mention) -> Span {
        let own = self.reading.text.get(mention.span.range()).unwrap_or_default();
        match mention.kind {
            Kind::Name => self.fullest(mention.span),
            Kind::Pronoun if !matches!(&*own.to_lowercase(), "he" | "she" | "him" | "her") => mention.span,
            Kind::Pronoun => self.before(mention.span.start, |name| name.leads).unwrap_or(mention.span),
            Kind::Relative => self.antecedent(mention.span),
            Kind::Role => {
                let singular = own.starts_with("the ") || own.starts_with("The ");
                let start = self.reading.word_at(mention.span.start);
                if !singular || !self.reading.is(start + 1, List::Role) {
                    return mention.span;
                }
                self.before(mention.span.start, |name| name.speaks).unwrap_or(mention.span)
            }
        }
    }

    /// The name before `at` that `which` chooses, in its fullest form.
    fn before(&self, at: usize, which: impl Fn(&Name) -> Option<usize>) -> Option<Span> {
        let count = self.mentions.partition_point(|name| name.span.end <= at);
        let chosen = count.checked_sub(1).and_then(|last| which(&self.mentions[last]))?;
        Some(self.fullest(self.mentions[chosen].span))
    }

    /// The name that the relative pronoun at `span` follows.
    fn antecedent(&self, span: Span) -> Span {
        let count = self.mentions.partition_point(|name| name.span.end <= span.start);
        let near = count.checked_sub(1).map(|last| self.mentions[last].span);
        near.filter(|name| name.end + 60 > span.start).map_or(span, |name| self.fullest(name))
    }

    /// The fullest form of the name at `span`.
    fn fullest(&self, span: Span) -> Span {
        let split = |span: Span| self.reading.text.get(span.range()).unwrap_or_default().split_whitespace();
        let known = split(span).next_back().and_then(|surname| self.full.get(surname)).copied();
        let fits = |full: &Span| {
            split(*full).count() > split(span).count()
                && split(span).all(|word| split(*full).any(|other| other == word))
        };
        known.filter(fits).unwrap_or(span)
    }
}
