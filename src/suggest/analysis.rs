//! The analysis of a text: its words, sentences, clauses, quotations and names, found once for all suggesters.

use super::data_rows::data_rows;
use super::datelines::datelines;
use super::marked_names::NamesInMarks;
use super::markup::markup;
use super::note_marks::{after_note_marks, is_note_mark};
use super::sentiment::Prose;
use super::time_marks::time_marks;
use crate::text::Span;
use crate::text::segment::language::{WordList, WordLists};
use crate::text::segment::{Language, Quotation, clauses, quotations, sentences, snap, words};

/// A text with its words, sentences, quotations and paragraphs. Clauses, names and tokens, which only some suggesters
/// need, are found when they are first asked for.
pub struct Analysis<'a> {
    /// The text.
    pub(super) text: &'a str,
    /// The words, in order.
    pub(super) words: Vec<Span>,
    /// The word lists that each word stands in.
    pub(super) lists: Vec<WordLists>,
    /// The sentences, in order.
    pub(super) sentences: Vec<Span>,
    /// The outermost quotations, without the names in marks.
    pub(super) quotations: Vec<Quotation>,
    /// The language, by which sentences and quotations are told.
    pub(super) language: &'static Language,
    /// The names between quotation marks, which nobody says.
    pub(super) names_in_marks: NamesInMarks,
    /// The offsets at which the paragraphs begin.
    paragraphs: Vec<usize>,
    /// For each word, whether it stands in a quotation of three words or more.
    quoted: Vec<bool>,
    /// The parts that are markup, ascending: tags, code, tables.
    markup: Vec<Span>,
    /// The parts of which the document's structure says who speaks or writes, ascending, with the names.
    voices: Vec<Voice>,
    /// The names, tokens and scores of VADER, each found when it is first asked for.
    pub(super) prose: Prose,
}

/// A part of a text that one person speaks or writes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Voice {
    /// The part, in bytes of the text.
    pub(super) span: Span,
    /// The person's name, as the document has it.
    pub(super) name: String,
}

impl<'a> Analysis<'a> {
    /// Finds the words, sentences, quotations and paragraphs of `text`, and its language.
    pub fn new(text: &'a str) -> Self {
        Self::in_language(text, Language::of(text))
    }

    /// The analysis of a text whose language is known: as [`Self::new`], without identifying the language.
    pub fn in_language(text: &'a str, language: &'static Language) -> Self {
        Self::with_markup(text, language, Vec::new())
    }

    /// As [`Self::in_language`], for a text in which the parts `code` are markup, too.
    pub(super) fn with_markup(text: &'a str, language: &'static Language, code: Vec<Span>) -> Self {
        let found = joined(joined(markup(text), data_rows(text)), joined(datelines(text), time_marks(text)));
        let markup = joined(found, code);
        let mut quotations = quotations(text, language);
        quotations.retain(|quotation| quotation.depth == 0 && !covers(&markup, quotation.outer.start));
        let is_word = |word: &Span| !covers(&markup, word.start) && !is_note_mark(text, *word);
        let words: Vec<Span> = words(text).filter(is_word).collect();
        let slice = |word: &Span| text.get(word.range()).unwrap_or_default();
        let lists = words.iter().map(|word| language.lists_of_elided(slice(word))).collect();
        let paragraphs = paragraphs(text);
        let mut analysis = Self {
            text,
            words,
            lists,
            sentences: sentences(text, language),
            quotations: Vec::new(),
            language,
            names_in_marks: NamesInMarks::default(),
            paragraphs,
            quoted: Vec::new(),
            markup,
            voices: Vec::new(),
            prose: Prose::default(),
        };
        analysis.names_in_marks = analysis.take_names(&mut quotations);
        analysis.quoted = quoted(&analysis.words, &quotations);
        analysis.quotations = quotations;
        analysis
    }

    /// The same for a text of which the document's structure says who speaks where: a transcript, messages, posts. The names that
    /// stand before their words at `labels`, ascending, are no part of a sentence.
    #[must_use]
    pub(super) fn with_voices(mut self, voices: Vec<Voice>, labels: &[Span]) -> Self {
        for sentence in &mut self.sentences {
            let next = labels.partition_point(|label| label.end <= sentence.start);
            if let Some(label) = labels.get(next)
                && label.start <= sentence.start
                && label.end < sentence.end
            {
                sentence.start = label.end;
            }
        }
        Self { voices, ..self }
    }

    /// The name of the person who speaks or writes at `at`, if the document's structure says it.
    pub(super) fn voice(&self, at: usize) -> Option<&str> {
        let next = self.voices.partition_point(|voice| voice.span.start <= at);
        let voice = self.voices.get(next.checked_sub(1)?)?;
        (at < voice.span.end).then_some(&voice.name)
    }

    /// The text; all spans are in bytes of it.
    pub fn text(&self) -> &'a str {
        self.text
    }

    /// The words, in order, without markup and the marks of notes.
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

    /// The outermost quotations, in order: those that are not inside another one.
    pub fn quotations(&self) -> &[Quotation] {
        &self.quotations
    }

    /// The parts of `span` between which markup stands, without white space at their ends; `None` if none is left, if there are
    /// few words and more markup than these, or if there are too many parts.
    pub(super) fn without_markup(&self, span: Span) -> Option<Vec<Span>> {
        let first = self.markup.partition_point(|part| part.end <= span.start);
        let inside = self.markup.iter().skip(first).take_while(|part| part.start < span.end);
        let (mut kept, mut start, mut length) = (Vec::new(), span.start, 0);
        for part in inside {
            length += part.intersection(span).map_or(0, Span::len);
            kept.push(Span::new(start, part.start.max(start)));
            start = part.end.min(span.end);
        }
        if length == 0 {
            return Some(vec![span]);
        }
        kept.push(Span::new(start, span.end));
        let words = kept.into_iter().filter_map(|part| self.without_white_space(part));
        let words: Vec<Span> = words.collect();
        // A long address is no more than one word.
        let count = self.word_at(span.end) - self.word_at(span.start);
        let few_parts = words.len() <= MAX_PARTS_OF_FEW_WORDS && count >= MIN_WORDS_BESIDE_MARKUP;
        let has_words = few_parts || 2 * length < span.len() && words.len() <= MAX_PARTS;
        (has_words && !words.is_empty()).then_some(words)
    }

    /// `span` without the white space at its ends; `None` if it holds no letter and no digit.
    fn without_white_space(&self, span: Span) -> Option<Span> {
        let text = self.text.get(span.range())?;
        let start = span.end - text.trim_start().len();
        let kept = Span::new(start, start + text.trim().len());
        text.contains(char::is_alphanumeric).then(|| snap(self.text, kept))
    }

    /// The `i`th word; an empty string where there is no such word.
    pub(super) fn word(&self, i: usize) -> &'a str {
        self.words.get(i).and_then(|word| self.text.get(word.range())).unwrap_or_default()
    }

    /// Whether the `i`th word stands in `list`; false where there is no such word.
    pub(super) fn is(&self, i: usize, list: WordList) -> bool {
        self.lists.get(i).is_some_and(|lists| lists.has(list))
    }

    /// The number of the first word that begins at or after the byte `at`.
    pub(super) fn word_at(&self, at: usize) -> usize {
        self.words.partition_point(|word| word.start < at)
    }

    /// The span between the `i`th word and the one before it.
    pub(super) fn gap(&self, i: usize) -> Span {
        let start = i.checked_sub(1).and_then(|before| self.words.get(before)).map_or(0, |word| word.end);
        Span::new(start, self.words.get(i).map_or(self.text.len(), |word| word.start))
    }

    /// The text between the `i`th word and the one before it. Where tags stand in between, it is the longest piece of what
    /// is no markup.
    pub(super) fn gap_before(&self, i: usize) -> &'a str {
        let Span { start, end } = self.gap(i);
        let slice = |start: usize, end: usize| self.text.get(start..end).unwrap_or_default();
        let first = self.markup.partition_point(|part| part.end <= start);
        let inside = self.markup.iter().skip(first).take_while(|part| part.start < end);
        let (mut from, mut longest) = (start, "");
        for part in inside {
            let piece = slice(from, part.start.max(from));
            longest = if piece.len() > longest.len() { piece } else { longest };
            from = part.end;
        }
        let last = slice(from.min(end), end);
        if last.len() >= longest.len() { last } else { longest }
    }

    /// Whether the words `i - 1` and `i` stand in one phrase: nothing but white space, a hyphen, an "&", the mark of a
    /// note, the marks of a name in marks, or the stop of an initial or title between them.
    pub(super) fn is_joined(&self, i: usize) -> bool {
        let gap = after_note_marks(self.gap_before(i));
        let stop = gap.starts_with('.') && i > 0 && {
            let word = self.word(i - 1);
            word.chars().count() == 1 || word.contains('.') || self.language.abbreviation(word).is_some()
        };
        let gap = if stop { gap.get(1..).unwrap_or_default() } else { gap };
        let plain = |c: char| c.is_whitespace() || matches!(c, '-' | '/' | '&' | '\'' | '’' | '%');
        !gap.contains("\n\n") && !gap.contains(" - ") && (gap.chars().all(plain) || self.borders_name(i))
    }

    /// Whether the `i`th word stands in a quotation of three words or more.
    pub(super) fn is_quoted(&self, i: usize) -> bool {
        self.quoted.get(i) == Some(&true)
    }

    /// The sentence that the byte `at` lies in, or the one that ends before it.
    pub(super) fn sentence(&self, at: usize) -> Span {
        let i = self.sentences.partition_point(|sentence| sentence.start <= at);
        i.checked_sub(1).and_then(|i| self.sentences.get(i)).copied().unwrap_or(Span::new(0, self.text.len()))
    }

    /// The paragraph that the byte `at` lies in, with the blank line after it.
    pub(super) fn paragraph(&self, at: usize) -> Span {
        let next = self.paragraphs.partition_point(|&start| start <= at);
        let start = next.checked_sub(1).map_or(0, |i| self.paragraphs[i]);
        Span::new(start, self.paragraphs.get(next).copied().unwrap_or(self.text.len()))
    }

    /// Whether the `i`th word is a cue: a verb of speech, not a noun or an infinitive of that form.
    pub(super) fn is_cue(&self, i: usize) -> bool {
        let word = self.word(i);
        let capital = word.starts_with(char::is_uppercase);
        let phrasal = self.is(i, WordList::Phrasal) && self.is(i + 1, WordList::PhrasalAdverb)
            || self.is(i, WordList::Idiom) && self.is(i + 1, WordList::IdiomObject);
        if !capital && (phrasal || self.is(i, WordList::Separable) && self.has_prefix(i)) {
            return true;
        }
        if !self.is(i, WordList::Cue) || capital && !self.begins_sentence(i) {
            return false;
        }
        if !self.language.is_english() {
            // "un cri", "sa réponse" are nouns, and "zu sagen" reports nothing.
            let attribute = |i: usize| self.is(i, WordList::Article) || self.is(i, WordList::Infinitive);
            return i == 0 || !self.is_joined(i) || !attribute(i - 1);
        }
        let lowered = if capital { word.to_lowercase() } else { String::new() };
        let word = if capital { &lowered } else { word };
        // "self-described", "press-gang": a part of a compound is no cue.
        let hyphen = self.gap_before(i) == "-" || self.gap_before(i + 1) == "-";
        let finite = word.ends_with("ed") || word.ends_with("ing") || self.is(i, WordList::Finite);
        let base = !finite && !word.ends_with('s');
        let Some(before) = i.checked_sub(1).filter(|_| self.is_joined(i)) else {
            // A cue may begin a clause before its subject (“…,” say officials), but "state" does not ("state senator
            // Lund said").
            let noun = !finite && self.has_attribute_in_marks(i);
            return !hyphen && !noun && (!base || self.is(i, WordList::BareCue));
        };
        let lower = self.word(before).to_lowercase();
        if self.is(before, WordList::Pronoun) && !hyphen {
            return true;
        }
        // "his answer", "in reply", "the state's report" are nouns; "most said", "the man in red said" are not.
        let possessive = lower.ends_with("'s")
            || lower.ends_with("’s")
            || lower.ends_with('s') && self.gap_before(i).starts_with(['\'', '’']);
        if hyphen || self.is(before, WordList::Article) || possessive || self.is_modifier(i) {
            return false;
        }
        if finite {
            return true;
        }
        // The form may also be a noun: it is a verb only if a subject that agrees with it stands before it.
        let name = self.word(before).starts_with(char::is_uppercase);
        let pronoun = self.is(before, WordList::Subject) && !self.is(before, WordList::Impersonal);
        // "as its page notes:" introduces what follows, so the verb is a cue here.
        let last = !base && self.gap_before(i + 1).starts_with(':');
        let plural = lower.ends_with('s');
        let singular = || (name || self.is(before, WordList::Role)) && !self.is_noun_after_verb(i);
        let subject = pronoun || if base { plural || self.ends_joint_names(before) } else { singular() };
        let aside = self.is(before, WordList::Aside) || self.is_manner(before);
        let helped = aside && before > 0 && !self.is(before - 1, WordList::Article);
        (subject || helped || last) && !self.is(before, WordList::Cue)
    }

    /// Whether the `i`th word is an adverb in -ly, and no noun that ends so: "the family said".
    pub(super) fn is_manner(&self, i: usize) -> bool {
        let word = self.word(i);
        let noun = || {
            let article = i > 0 && self.is_joined(i) && self.is(i - 1, WordList::Article);
            self.is(i, WordList::LyNoun) || article && self.is(i + 1, WordList::Finite)
        };
        word.len() > 4 && word.ends_with("ly") && !noun()
    }

    /// Whether the `i`th word, if it is a participle, describes a noun: an article and adverbs stand before it, as in "a
    /// widely quoted source".
    pub(super) fn is_modifier(&self, i: usize) -> bool {
        let near = || (0..i).rev().take_while(|&j| self.is_joined(j + 1));
        let manner = near().take_while(|&j| self.is_manner(j)).count();
        manner > 0 && near().nth(manner).is_some_and(|j| self.is(j, WordList::Article))
    }

    /// Whether the prefix of the separable verb at word `i` ends its clause: "fügte Lund hinzu".
    fn has_prefix(&self, i: usize) -> bool {
        let end = self.words.len().min(i + 1 + MAX_PREFIX_DISTANCE_WORDS);
        let ended = |j: &usize| self.gap_before(*j).contains(['.', '!', '?', ':']);
        (i + 1..end)
            .take_while(|j| !ended(j))
            .any(|j| self.is(j, WordList::Prefix) && !self.is_joined(j + 1) && !self.is_quoted(j))
    }

    /// Whether a sentence begins with the `i`th word.
    pub(super) fn begins_sentence(&self, i: usize) -> bool {
        let Some(word) = self.words.get(i) else { return false };
        let sentence = self.sentence(word.start);
        self.word_at(sentence.start) == i
    }
}

/// Whether one of `parts`, which are ascending, covers the byte `at`.
fn covers(parts: &[Span], at: usize) -> bool {
    let i = parts.partition_point(|part| part.end <= at);
    parts.get(i).is_some_and(|part| part.start <= at)
}

/// The spans of both lists in order; those that touch are one.
fn joined(mut one: Vec<Span>, other: Vec<Span>) -> Vec<Span> {
    one.extend(other);
    one.sort_by_key(|span| span.start);
    one.dedup_by(|next, last| {
        let touches = next.start <= last.end;
        if touches {
            last.end = last.end.max(next.end);
        }
        touches
    });
    one
}

/// The fewest words, and the most parts, of a suggestion that is for the most part markup, such as a long address; chosen by
/// hand.
const MIN_WORDS_BESIDE_MARKUP: usize = 4;
const MAX_PARTS_OF_FEW_WORDS: usize = 3;

/// The most parts into which markup may cut a suggestion; a page's source, cut into more, is no prose. Chosen by hand.
const MAX_PARTS: usize = 12;

/// How many words after its verb a separable prefix may stand; chosen by hand.
const MAX_PREFIX_DISTANCE_WORDS: usize = 12;

/// The longest line of a text that is broken into lines of one width, in bytes; chosen by hand.
const MAX_WRAPPED_LINE_BYTES: usize = 160;

/// The offsets, in bytes, at which the paragraphs of `text` begin: after a blank line, or after each line if lines are
/// as long as paragraphs.
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

/// For each of `words`, whether it stands in one of `quotations` that has three words or more.
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
