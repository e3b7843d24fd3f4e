//! The analysis of a text: its words, sentences, clauses, quotations and names, found once for all suggesters.

use super::sentiment::Prose;
use crate::text::Span;
use crate::text::segment::language::{WordList, WordLists};
use crate::text::segment::{Language, Quotation, clauses, quotations, sentences, words};

/// A text with what is known of it. What only some suggesters need is found when it is first asked for.
pub struct Analysis<'a> {
    pub(super) text: &'a str,
    pub(super) words: Vec<Span>,
    /// The word lists that each word stands in.
    pub(super) lists: Vec<WordLists>,
    pub(super) sentences: Vec<Span>,
    /// The outermost quotations.
    pub(super) quotations: Vec<Quotation>,
    pub(super) language: &'static Language,
    /// Where the paragraphs begin.
    paragraphs: Vec<usize>,
    /// Of each word, whether it stands in a quotation of three words or more.
    quoted: Vec<bool>,
    pub(super) prose: Prose,
}

impl<'a> Analysis<'a> {
    /// Finds the words, sentences, quotations and paragraphs of `text`, and its language.
    pub fn new(text: &'a str) -> Self {
        Self::in_language(text, Language::of(text))
    }

    /// The same for a text whose language is known.
    pub fn in_language(text: &'a str, language: &'static Language) -> Self {
        let mut quotations = quotations(text, language);
        quotations.retain(|quotation| quotation.depth == 0);
        let words: Vec<Span> = words(text).collect();
        let slice = |word: &Span| text.get(word.range()).unwrap_or_default();
        let lists = words.iter().map(|word| language.lists(slice(word))).collect();
        let paragraphs = paragraphs(text);
        let quoted = quoted(&words, &quotations);
        let (sentences, prose) = (sentences(text, language), Prose::default());
        Self { text, words, lists, sentences, quotations, language, paragraphs, quoted, prose }
    }

    /// The text; all spans are in bytes of it.
    pub fn text(&self) -> &'a str {
        self.text
    }

    /// The words, in order.
    pub fn words(&self) -> &[Span] {
        &self.words
    }

    /// The sentences, in order.
    pub fn sentences(&self) -> &[Span] {
        &self.sentences
    }

    /// The clauses of the sentence at `sentence`, in order.
    pub fn clauses(&self, sentence: Span) -> Vec<Span> {
        let text = self.text.get(sentence.range()).unwrap_or_default();
        clauses(text, self.language).into_iter().map(|clause| clause.shifted(sentence.start)).collect()
    }

    /// The quotations that stand in no other one, in order.
    pub fn quotations(&self) -> &[Quotation] {
        &self.quotations
    }

    /// The `i`th word; nothing beyond the ends.
    pub(super) fn word(&self, i: usize) -> &'a str {
        self.words.get(i).and_then(|word| self.text.get(word.range())).unwrap_or_default()
    }

    /// Whether the `i`th word stands in `list`; nothing does beyond the ends.
    pub(super) fn is(&self, i: usize, list: WordList) -> bool {
        self.lists.get(i).is_some_and(|lists| lists.has(list))
    }

    /// The first word that begins at or after `at`.
    pub(super) fn word_at(&self, at: usize) -> usize {
        self.words.partition_point(|word| word.start < at)
    }

    /// What stands between the `i`th word and the one before it.
    pub(super) fn gap_before(&self, i: usize) -> &'a str {
        let start = i.checked_sub(1).and_then(|before| self.words.get(before)).map_or(0, |word| word.end);
        let end = self.words.get(i).map_or(self.text.len(), |word| word.start);
        self.text.get(start..end).unwrap_or_default()
    }

    /// Whether the words `i - 1` and `i` stand in one phrase: nothing but white space, a hyphen, or the stop of an
    /// initial or title between them.
    pub(super) fn is_joined(&self, i: usize) -> bool {
        let gap = self.gap_before(i);
        let stop = gap.starts_with('.') && i > 0 && {
            let word = self.word(i - 1);
            word.chars().count() == 1 || word.contains('.') || self.language.abbreviation(word).is_some()
        };
        let gap = if stop { gap.get(1..).unwrap_or_default() } else { gap };
        !gap.contains("\n\n") && gap.chars().all(|c| c.is_whitespace() || matches!(c, '-' | '/' | '\'' | '’'))
    }

    /// Whether the `i`th word stands in a quotation of three words or more.
    pub(super) fn is_quoted(&self, i: usize) -> bool {
        self.quoted.get(i) == Some(&true)
    }

    /// The sentence that `at` lies in or that ends before it.
    pub(super) fn sentence(&self, at: usize) -> Span {
        let i = self.sentences.partition_point(|sentence| sentence.start <= at);
        i.checked_sub(1).and_then(|i| self.sentences.get(i)).copied().unwrap_or(Span::new(0, self.text.len()))
    }

    /// The paragraph that `at` lies in, with the blank line after it.
    pub(super) fn paragraph(&self, at: usize) -> Span {
        let next = self.paragraphs.partition_point(|&start| start <= at);
        let start = next.checked_sub(1).map_or(0, |i| self.paragraphs[i]);
        Span::new(start, self.paragraphs.get(next).copied().unwrap_or(self.text.len()))
    }

    /// Whether the `i`th word is a cue: a verb of speech, not a noun or an infinitive of that form.
    pub(super) fn is_cue(&self, i: usize) -> bool {
        let word = self.word(i);
        let capital = word.starts_with(char::is_uppercase);
        if self.is(i, WordList::Phrasal) && self.is(i + 1, WordList::PhrasalAdverb) && !capital {
            return true;
        }
        if !self.is(i, WordList::Cue) || capital && !self.begins_sentence(i) {
            return false;
        }
        if !self.language.is_english() {
            return true;
        }
        let lowered = if capital { word.to_lowercase() } else { String::new() };
        let word = if capital { &lowered } else { word };
        // "self-described", "press-gang"
        let hyphen = self.gap_before(i) == "-" || self.gap_before(i + 1) == "-";
        let finite = word.ends_with("ed") || word.ends_with("ing") || self.is(i, WordList::Finite);
        let base = !finite && !word.ends_with('s');
        let Some(before) = i.checked_sub(1).filter(|_| self.is_joined(i)) else {
            // “…,” say officials; but "state senator Lund said".
            return !hyphen && (!base || self.is(i, WordList::BareCue));
        };
        let lower = self.word(before).to_lowercase();
        if self.is(before, WordList::Pronoun) && !hyphen {
            return true;
        }
        // "his answer", "in reply", "the state's report" are nouns; "most said", "the man in red said" are not.
        if hyphen || self.is(before, WordList::Article) || lower.ends_with("'s") || lower.ends_with("’s") {
            return false;
        }
        if finite {
            return true;
        }
        // A form that a noun shares: a subject that it agrees with must stand before it.
        let name = self.word(before).starts_with(char::is_uppercase);
        let pronoun = self.is(before, WordList::Subject) && !self.is(before, WordList::Impersonal);
        // "as its page notes:"
        let last = !base && self.gap_before(i + 1).starts_with(':');
        let plural = lower.ends_with('s') && !self.gap_before(i).starts_with(['\'', '’']);
        let subject = pronoun || if base { plural } else { name || self.is(before, WordList::Role) };
        let aside = self.is(before, WordList::Aside) || lower.len() > 4 && lower.ends_with("ly");
        let helped = aside && before > 0 && !self.is(before - 1, WordList::Article);
        (subject || helped || last) && !self.is(before, WordList::Cue)
    }

    /// Whether a sentence begins with the `i`th word.
    pub(super) fn begins_sentence(&self, i: usize) -> bool {
        let Some(word) = self.words.get(i) else { return false };
        let sentence = self.sentence(word.start);
        self.word_at(sentence.start) == i
    }
}

/// The longest line, in bytes, of a text that is broken into lines of one width.
const MAX_WRAPPED_LINE_BYTES: usize = 160;

/// Where the paragraphs of `text` begin: after a blank line, or after each line where lines are as long as paragraphs.
fn paragraphs(text: &str) -> Vec<usize> {
    let wrapped = text.split('\n').all(|line| line.len() <= MAX_WRAPPED_LINE_BYTES);
    let (mut starts, mut at, mut blank) = (vec![0], 0, false);
    for line in text.split_inclusive('\n') {
        let empty = line.trim().is_empty();
        if at > 0 && !empty && (blank || !wrapped) {
            starts.push(at);
        }
        blank = empty;
        at += line.len();
    }
    starts
}

/// Of each of `words`, whether it stands in one of `quotations` that has three words or more.
fn quoted(words: &[Span], quotations: &[Quotation]) -> Vec<bool> {
    let mut quoted = vec![false; words.len()];
    let word_at = |at: usize| words.partition_point(|word| word.start < at);
    for quotation in quotations {
        let within = word_at(quotation.outer.start)..word_at(quotation.outer.end);
        if within.len() > 2 {
            quoted[within].fill(true);
        }
    }
    quoted
}
