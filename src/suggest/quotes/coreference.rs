//! Coreference: the full name that a surname, a pronoun or an office refers to.

use std::collections::HashMap;

use super::mention::{Mention, MentionKind};
use super::one_line;
use crate::suggest::analysis::Analysis;
use crate::text::Span;
use crate::text::segment::language::WordList;

/// The persons that a text names, outside its quotations.
pub(super) struct PersonIndex<'r, 'a> {
    analysis: &'r Analysis<'a>,
    /// Their mentions, in the order of the text.
    mentions: Vec<Span>,
    /// The fullest form of each surname in the text.
    full: HashMap<&'a str, Span>,
    /// The offices that stand beside names ("spokesman Ned Price"), each with the number of the name, in the order of
    /// the text.
    offices: Vec<(&'a str, usize)>,
    /// The places, in bytes, at which each office is brought up without a name ("a judge"), ascending.
    introduced: HashMap<&'a str, Vec<usize>>,
    /// The pronouns for a man or a woman, by their place in bytes.
    pronouns: Vec<(usize, Referent)>,
}

/// What a pronoun stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Referent {
    /// The person with this name, in its fullest form.
    Person(Span),
    /// One of several persons, and nothing tells which.
    Ambiguous,
}

/// How many names with offices before a mention are searched; chosen by hand.
const MAX_OFFICES: usize = 64;

/// How many bytes a relative pronoun may stand after its name; chosen by hand.
const MAX_ANTECEDENT_DISTANCE_BYTES: usize = 60;

impl<'r, 'a> PersonIndex<'r, 'a> {
    /// Finds the names in `analysis`.
    pub(super) fn new(analysis: &'r Analysis<'a>) -> Self {
        let mut names = Self {
            analysis,
            mentions: Vec::new(),
            full: HashMap::new(),
            offices: Vec::new(),
            introduced: HashMap::new(),
            pronouns: Vec::new(),
        };
        names.find();
        names.count();
        names.pronouns = names.referents(&names.mentions);
        names
    }

    /// The text in which the names stand.
    pub(super) fn analysis(&self) -> &'r Analysis<'a> {
        self.analysis
    }

    fn find(&mut self) {
        let analysis = self.analysis;
        let mut i = 0;
        while i < analysis.words.len() {
            if !analysis.is_name_word(i) || analysis.is_quoted(i) {
                self.introduce(i);
                i += 1;
                continue;
            }
            let from = i;
            i += 1;
            while analysis.is_joined(i) && (analysis.is_name_word(i) || analysis.continues_name(i)) {
                i += 1;
            }
            let first = analysis.without_honorific(from, i);
            // A single capitalised word at the beginning of a sentence is hardly a name.
            let doubtful = i - first == 1 && analysis.begins_sentence(first) && !analysis.is_cue(i);
            if doubtful || !analysis.is_person(first, i) {
                continue;
            }
            self.offices.extend(self.office(from, first, i).map(|office| (office, self.mentions.len())));
            let span = analysis.mention(first, i, MentionKind::Name).span;
            self.mentions.push(span);
        }
    }

    /// Notes the office at word `i`, if it is brought up without a name: "a judge". In "Price, a spokesman" and "a spokesman,
    /// Ned Price" it has one.
    fn introduce(&mut self, i: usize) {
        let analysis = self.analysis;
        let Some(before) = i.checked_sub(1) else { return };
        let article = analysis.is(before, WordList::Article) && !analysis.is(before, WordList::Definite);
        let beside_name =
            analysis.gap_before(before).contains(',') || analysis.gap_before(i + 1).contains(',');
        if analysis.is(i, WordList::Role) && article && !beside_name && !analysis.is_quoted(i) {
            self.introduced.entry(analysis.word(i)).or_default().push(analysis.words[i].start);
        }
    }

    /// The office beside the name of the words from `first` to before `to`, the titles of which begin with word `from`:
    /// "Mayor Ann Lee", "spokesman Ned Price", "Price, a spokesman for …".
    fn office(&self, from: usize, first: usize, to: usize) -> Option<&'a str> {
        let analysis = self.analysis;
        let title = (from..first).rev().find(|&i| analysis.is(i, WordList::Role));
        let before =
            from.checked_sub(1).filter(|&i| analysis.is(i, WordList::Role) && analysis.is_joined(from));
        let after = || {
            let apposition = analysis.gap_before(to).starts_with(',') && analysis.word(to).len() <= 3;
            (to + 1..to + 4).find(|&i| apposition && analysis.is_joined(i) && analysis.is(i, WordList::Role))
        };
        title.or(before).or_else(after).map(|i| analysis.word(i))
    }

    /// Finds the fullest form of each surname: the most frequent, then the longest, then the first.
    fn count(&mut self) {
        let mut often: HashMap<&str, usize> = HashMap::new();
        let text = self.analysis.text;
        let slice = |span: Span| text.get(span.range()).unwrap_or_default();
        for &name in &self.mentions {
            *often.entry(slice(name)).or_default() += 1;
        }
        let mut best: HashMap<&'a str, (usize, usize)> = HashMap::new();
        for &name in &self.mentions {
            let words = slice(name).split_whitespace().count();
            let Some(surname) = slice(name).split_whitespace().next_back() else { continue };
            let weight = (often.get(slice(name)).copied().unwrap_or_default(), words);
            let known = best.entry(surname).or_default();
            if (2..5).contains(&words) && weight > *known {
                *known = weight;
                self.full.insert(surname, name);
            }
        }
    }

    /// The name of the speaker at `mention`, the most informative one. Whom the document's structure names is “I” in their own words,
    /// and nobody whom another pronoun stands for there.
    pub(super) fn speaker(&self, mention: Mention) -> String {
        let slice = |span: Span| one_line(self.analysis.text.get(span.range()).unwrap_or_default());
        let resolved = slice(self.resolve(mention));
        match self.analysis.voice(mention.span.start) {
            Some(voice) if self.analysis.is_first_person(mention) => voice.to_owned(),
            Some(voice) if mention.kind == MentionKind::Pronoun && resolved == voice => slice(mention.span),
            _ => resolved,
        }
    }

    /// The most informative mention of the person that `mention` refers to.
    pub(super) fn resolve(&self, mention: Mention) -> Span {
        match mention.kind {
            MentionKind::Name => self.fullest(mention.span),
            MentionKind::Pronoun => match self.referent(mention.span) {
                Some(Referent::Person(name)) => name,
                Some(Referent::Ambiguous) | None => mention.span,
            },
            MentionKind::Relative => self.antecedent(mention.span),
            MentionKind::Role => self.holder(mention.span).unwrap_or(mention.span),
            MentionKind::Joint => mention.span,
        }
    }

    /// What the pronoun at `span` stands for.
    fn referent(&self, span: Span) -> Option<Referent> {
        let at = self.pronouns.binary_search_by_key(&span.start, |(at, _)| *at);
        at.ok().map(|i| self.pronouns[i].1)
    }

    /// Whether `mention` is a pronoun that may stand for one of several persons.
    pub(super) fn is_ambiguous(&self, mention: Mention) -> bool {
        mention.kind == MentionKind::Pronoun && self.referent(mention.span) == Some(Referent::Ambiguous)
    }

    /// The person who holds the office at `span` ("the spokesman"): the latest name with that office, unless somebody was
    /// brought up with it since.
    fn holder(&self, span: Span) -> Option<Span> {
        let analysis = self.analysis;
        let start = analysis.word_at(span.start);
        let definite = analysis.is(start, WordList::Definite);
        let end = analysis.word_at(span.end).min(start + 4);
        let office = (start + 1..end).find(|&i| analysis.is(i, WordList::Role)).filter(|_| definite)?;
        let office = analysis.word(office);
        let until = self.mentions.partition_point(|name| name.end <= span.start);
        let known = self.offices.partition_point(|&(_, name)| name < until);
        let near = self.offices[..known].iter().rev().take(MAX_OFFICES);
        let held =
            near.filter(|(known, _)| self.is_same_office(known, office)).map(|&(_, name)| name).next()?;
        let others = self.introduced.get(office).map_or(&[][..], |places| &places[..]);
        let latest = others[..others.partition_point(|&at| at < span.start)].last();
        let name = self.mentions[held];
        (latest.is_none_or(|&at| at < name.start)).then(|| self.fullest(name))
    }

    /// Whether both words may name one office: the same word, or "spokesman" and "representative".
    fn is_same_office(&self, one: &str, other: &str) -> bool {
        let list = |word: &str| self.analysis.language.lists(word);
        let gendered = |word: &str| list(word).has(WordList::Male) || list(word).has(WordList::Female);
        let envoys = list(one).has(WordList::Envoy) && list(other).has(WordList::Envoy);
        one.eq_ignore_ascii_case(other) || envoys && !(gendered(one) && gendered(other))
    }

    /// The name that the relative pronoun at `span` refers to.
    fn antecedent(&self, span: Span) -> Span {
        let count = self.mentions.partition_point(|name| name.end <= span.start);
        let near = count.checked_sub(1).map(|last| self.mentions[last]);
        near.filter(|name| name.end + MAX_ANTECEDENT_DISTANCE_BYTES > span.start)
            .map_or(span, |name| self.fullest(name))
    }

    /// The fullest form of the name at `span`.
    pub(super) fn fullest(&self, span: Span) -> Span {
        let split = |span: Span| self.analysis.text.get(span.range()).unwrap_or_default().split_whitespace();
        let known = split(span).next_back().and_then(|surname| self.full.get(surname)).copied();
        let fits = |full: &Span| {
            split(*full).count() > split(span).count()
                && split(span).all(|word| split(*full).any(|other| other == word))
        };
        known.filter(fits).unwrap_or(span)
    }
}
