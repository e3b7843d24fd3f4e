//! Whom a mention means: the full name for a surname, a pronoun, an office.

use std::collections::HashMap;

use super::mention::{Kind, Mention};
use crate::suggest::analysis::Analysis;
use crate::text::Span;
use crate::text::segment::language::WordList;

/// The persons that a text names, outside its quotations.
pub(super) struct Names<'r, 'a> {
    analysis: &'r Analysis<'a>,
    /// In order.
    mentions: Vec<Name>,
    /// The fullest form of each surname.
    full: HashMap<&'a str, Span>,
    /// The offices that stand beside names ("spokesman Ned Price"), and the number of the name, in order.
    offices: Vec<(&'a str, usize)>,
}

struct Name {
    span: Span,
    /// The latest name, this one or one before it, that speaks.
    speaks: Option<usize>,
    /// The latest one that speaks or begins a sentence and may be a "he".
    he: Option<usize>,
    /// The same for "she".
    she: Option<usize>,
}

/// An office is looked for among so many before a mention.
const NEAR: usize = 64;

/// A relative pronoun stands at most this many bytes after its name.
const CLOSE: usize = 60;

impl<'r, 'a> Names<'r, 'a> {
    /// Finds the names in `analysis`.
    pub(super) fn new(analysis: &'r Analysis<'a>) -> Self {
        let mut names = Self { analysis, mentions: Vec::new(), full: HashMap::new(), offices: Vec::new() };
        names.find();
        names.count();
        names.rank();
        names
    }

    fn find(&mut self) {
        let analysis = self.analysis;
        let mut i = 0;
        while i < analysis.words.len() {
            if !analysis.is_name_word(i) || analysis.is_quoted(i) {
                i += 1;
                continue;
            }
            let from = i;
            i += 1;
            let name = |i: usize| analysis.is_name_word(i) && analysis.is_joined(i);
            while name(i) || analysis.is(i, WordList::Particle) && analysis.is_joined(i) && name(i + 1) {
                i += 1;
            }
            let first = analysis.without_honorific(from, i);
            // A lone capital at the beginning of a sentence is hardly a name.
            let doubtful = i - first == 1 && analysis.begins_sentence(first) && !analysis.is_cue(i);
            if doubtful || !analysis.is_person(first, i) {
                continue;
            }
            self.offices.extend(self.office(from, i).map(|office| (office, self.mentions.len())));
            let span = analysis.mention(first, i, Kind::Name).span;
            self.mentions.push(Name { span, speaks: None, he: None, she: None });
        }
    }

    /// The office that stands beside the name of the words from `from` to before `to`: "spokesman Ned Price", "Price, a
    /// spokesman for …".
    fn office(&self, from: usize, to: usize) -> Option<&'a str> {
        let analysis = self.analysis;
        let before =
            from.checked_sub(1).filter(|&i| analysis.is(i, WordList::Role) && analysis.is_joined(from));
        let after = || {
            let apposition = analysis.gap_before(to).starts_with(',') && analysis.word(to).len() <= 3;
            (to + 1..to + 4).find(|&i| apposition && analysis.is_joined(i) && analysis.is(i, WordList::Role))
        };
        before.or_else(after).map(|i| analysis.word(i))
    }

    /// Finds the fullest form of each surname: the commonest, then the longest, then the first.
    fn count(&mut self) {
        let mut often: HashMap<&str, usize> = HashMap::new();
        let text = self.analysis.text;
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

    /// Tells of each name which one before it a pronoun or an office may mean: one that is known in full.
    fn rank(&mut self) {
        let analysis = self.analysis;
        let (mut speaks, mut he, mut she) = (None, None, None);
        for i in 0..self.mentions.len() {
            let span = self.mentions[i].span;
            let (from, to) = (analysis.word_at(span.start), analysis.word_at(span.end));
            let full = self.fullest(span);
            if to - from > 1 || full != span {
                let mut verb = to;
                while verb < to + 3 && analysis.is(verb, WordList::Aside) {
                    verb += 1;
                }
                let said = analysis.is_cue(verb) && analysis.is_joined(verb)
                    || from > 0 && analysis.is_cue(from - 1);
                let sentence = analysis.sentence(span.start);
                let first = analysis.word_at(full.start);
                speaks = if said { Some(i) } else { speaks };
                if said || from < analysis.word_at(sentence.start) + 3 {
                    he = if analysis.is(first, WordList::Female) { he } else { Some(i) };
                    she = if analysis.is(first, WordList::Male) { she } else { Some(i) };
                }
            }
            let name = &mut self.mentions[i];
            (name.speaks, name.he, name.she) = (speaks, he, she);
        }
    }

    /// The mention that tells most about the one that `mention` means.
    pub(super) fn resolve(&self, mention: Mention) -> Span {
        let own = self.analysis.text.get(mention.span.range()).unwrap_or_default();
        match mention.kind {
            Kind::Name => self.fullest(mention.span),
            Kind::Pronoun => {
                let lists = self.analysis.language.lists(own);
                let meant = if lists.has(WordList::Masculine) {
                    self.before(mention.span.start, |name| name.he)
                } else if lists.has(WordList::Feminine) {
                    self.before(mention.span.start, |name| name.she)
                } else {
                    None
                };
                meant.unwrap_or(mention.span)
            }
            Kind::Relative => self.antecedent(mention.span),
            Kind::Role => self.holder(mention.span).unwrap_or(mention.span),
        }
    }

    /// Who holds the office at `span`, "the spokesman": the latest name beside which it stands, or who spoke last.
    fn holder(&self, span: Span) -> Option<Span> {
        let analysis = self.analysis;
        let start = analysis.word_at(span.start);
        let definite = analysis.is(start, WordList::Definite);
        let end = analysis.word_at(span.end).min(start + 4);
        let office = (start + 1..end).find(|&i| analysis.is(i, WordList::Role)).filter(|_| definite)?;
        let until = self.mentions.partition_point(|name| name.span.end <= span.start);
        let known = self.offices.partition_point(|&(_, name)| name < until);
        let near = self.offices[..known].iter().rev().take(NEAR);
        let mut same = near.filter(|(known, _)| *known == analysis.word(office));
        let held = same.next().map(|&(_, name)| self.fullest(self.mentions[name].span));
        held.or_else(|| self.before(span.start, |name| name.speaks).filter(|_| office == start + 1))
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
        near.filter(|name| name.end + CLOSE > span.start).map_or(span, |name| self.fullest(name))
    }

    /// The fullest form of the name at `span`.
    fn fullest(&self, span: Span) -> Span {
        let split = |span: Span| self.analysis.text.get(span.range()).unwrap_or_default().split_whitespace();
        let known = split(span).next_back().and_then(|surname| self.full.get(surname)).copied();
        let fits = |full: &Span| {
            split(*full).count() > split(span).count()
                && split(span).all(|word| split(*full).any(|other| other == word))
        };
        known.filter(fits).unwrap_or(span)
    }
}
