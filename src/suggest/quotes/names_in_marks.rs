//! Names between quotation marks, which nobody says: Anna “Nan” Roe, told “Newsnight”, à « Libération ».
//!
//! They are told by their place and their capitals alone, before anything is attributed, so that they are never a part of
//! a quotation, and no quotation marks cut the noun phrase that they stand in.

use crate::suggest::analysis::Analysis;
use crate::suggest::marked_names::NamesInMarks;
use crate::text::Span;
use crate::text::segment::Quotation;
use crate::text::segment::language::WordList;

/// The longest nickname, in words; chosen by hand.
const MAX_NICKNAME_WORDS: usize = 2;

/// The longest name of a newspaper, a firm or a work, in words; chosen by hand.
const MAX_NAME_WORDS: usize = 8;

/// How many words may stand before the name of who is told something ("al diario «La Razón»"); chosen by hand.
const MAX_WORDS_BEFORE_NAME: usize = 3;

/// Whether one of `spans`, which are ascending, begins or ends in `gap`.
fn borders(spans: &[Span], gap: Span) -> bool {
    let i = spans.partition_point(|span| span.end < gap.start);
    spans[i..].iter().take_while(|span| span.start <= gap.end).any(|span| {
        (gap.start <= span.start && span.start < gap.end) || (gap.start < span.end && span.end <= gap.end)
    })
}

/// Whether `c` is a quotation mark.
fn is_mark(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '«' | '»' | '‘' | '’' | '\'' | '`' | '‹' | '›')
}

impl Analysis<'_> {
    /// Takes the names out of `quotations`, the outermost ones of the text.
    pub(in crate::suggest) fn take_names(&self, quotations: &mut Vec<Quotation>) -> NamesInMarks {
        let mut names = NamesInMarks::default();
        quotations.retain(|quotation| {
            let span = quotation.outer;
            if self.is_nickname(span) {
                names.nicknames.push(span);
            } else if self.is_other_name(span) {
                names.others.push(span);
            } else {
                return true;
            }
            false
        });
        names
    }

    /// Whether nothing but white space and the marks of a name in marks stands before word `i`.
    pub(in crate::suggest) fn borders_name(&self, i: usize) -> bool {
        let names = &self.names_in_marks;
        let gap = self.gap(i);
        (borders(&names.nicknames, gap) || borders(&names.others, gap))
            && self.gap_before(i).chars().all(|c| c.is_whitespace() || is_mark(c))
    }

    /// Whether the `i`th word stands in the name of a newspaper, a firm or a work that is in marks.
    pub(super) fn is_in_other_name(&self, i: usize) -> bool {
        let others = &self.names_in_marks.others;
        let Some(word) = self.words.get(i).filter(|_| !others.is_empty()) else { return false };
        let at = others.partition_point(|name| name.end <= word.start);
        others.get(at).is_some_and(|name| name.start <= word.start)
    }

    /// `span` with all of the names in marks that it begins or ends in, for such a name is one thing.
    pub(super) fn with_marks(&self, span: Span) -> Span {
        let NamesInMarks { others, nicknames } = &self.names_in_marks;
        [others, nicknames].into_iter().fold(span, |span, names| {
            let first = names.partition_point(|name| name.end <= span.start);
            let inside = names[first..].iter().take_while(|name| name.start < span.end);
            inside.fold(span, |span, name| span.hull(*name))
        })
    }

    /// The number of the word after the name in marks to which the noun phrase at word `from` leads, without a word for a person:
    /// a déclaré (à « Libération ») le député, сообщила (газете «Известия») дипломат.
    pub(super) fn after_name_in_marks(&self, from: usize) -> Option<usize> {
        let others = &self.names_in_marks.others;
        let start = self.words.get(from).filter(|_| !others.is_empty())?.start;
        let name = others.get(others.partition_point(|name| name.start < start))?;
        let (first, next) = (self.word_at(name.start), self.word_at(name.end));
        let lists = [WordList::Preposition, WordList::Determiner, WordList::Work];
        let leads = |i: usize| lists.into_iter().any(|list| self.is(i, list)) && self.is_joined(i + 1);
        let near = first > from && first - from <= MAX_WORDS_BEFORE_NAME && (from..first).all(leads);
        (near && self.is_joined(next) && !self.is_quoted(next)).then_some(next)
    }

    /// Whether `span` stands within a name, or before one: John “Jack” Reed, “Jack” Reed.
    fn is_nickname(&self, span: Span) -> bool {
        let (first, next) = (self.word_at(span.start), self.word_at(span.end));
        let capital = |i: usize| self.word(i).starts_with(char::is_uppercase);
        if next - first > MAX_NICKNAME_WORDS || !capital(next) || self.is_closed_by_stop(span) {
            return false;
        }
        let begins = || {
            // “…,” “Bob” Roe said, “…,” said “Bob” Roe
            let verb = first.checked_sub(1).filter(|&i| self.is_cue(i) && self.is_joined_by_mark(first));
            self.begins_sentence(first) || self.follows_mark(verb.unwrap_or(first))
        };
        let leads = (first..=next).all(capital) && !self.pauses(span) && begins();
        if self.language.is_english() && leads && self.is_name_word(next) {
            return true;
        }
        let name = |i: usize| self.is_name_word(i) && !self.begins_sentence(i);
        let spaces =
            |i: usize| self.gap_before(i).chars().all(|c| !matches!(c, ',' | '.' | ';' | ':' | '\n'));
        // In a headline verbs have capitals, too: Lund Reveals “Shocking” Plan.
        first > 0
            && self.is_name_word(first - 1)
            && !self.is(first - 1, WordList::Cue)
            && !self.is(first - 1, WordList::Verb)
            && name(next)
            && (self.is_name_word(first) || self.is(first, WordList::Definite) && self.is_name_word(next - 1))
            && spaces(first)
            && spaces(next)
    }

    /// Whether a comma and a closing mark stand before word `i`, behind another quotation.
    fn follows_mark(&self, i: usize) -> bool {
        let gap = self.gap_before(i);
        i > 0 && gap.contains(is_mark) && gap.contains([',', '?', '!'])
    }

    /// Whether only white space and a mark stand before word `i`.
    fn is_joined_by_mark(&self, i: usize) -> bool {
        self.gap_before(i).chars().all(|c| c.is_whitespace() || is_mark(c))
    }

    /// Whether a mark that ends a sentence stands at the end of `span`.
    fn is_closed_by_stop(&self, span: Span) -> bool {
        let text = self.text.get(span.range()).unwrap_or_default();
        text.trim_end_matches(is_mark).ends_with(['.', '!', '?', '…'])
    }

    /// Whether `span`, in a language in which nouns have capitals, is the name of a newspaper or a work: right after an
    /// article, and with an adjective that has a capital, which only a name has (die „Neue Presse“), or as the subject of
    /// a verb of speech.
    fn is_name_with_article(&self, span: Span) -> bool {
        let (first, next) = (self.word_at(span.start), self.word_at(span.end));
        if self.article_before(first).is_none() || self.is_closed_by_stop(span) || self.pauses_within(span) {
            return false;
        }
        let capitals = (first..next).all(|i| self.word(i).starts_with(char::is_uppercase));
        capitals && (next - first > 1 || self.is_subject_of_speech(first))
    }

    /// The number of the article right before the marks that word `first` stands in.
    fn article_before(&self, first: usize) -> Option<usize> {
        let article = |i: usize| self.is(i, WordList::Determiner) || self.is(i, WordList::Article);
        first.checked_sub(1).filter(|&i| article(i) && self.is_joined_by_mark(first))
    }

    /// Whether an article and a verb of speech, with which a clause begins, stand before the marks that word `first`
    /// stands in: Das berichtet die „Hafenpost“.
    fn is_subject_of_speech(&self, first: usize) -> bool {
        let Some(article) = self.article_before(first) else { return false };
        let verb = article.checked_sub(1).filter(|&i| self.is_cue(i) && self.is_joined(article));
        verb.is_some_and(|i| i == 0 || !self.is_joined(i) || self.begins_sentence(i - 1))
    }

    /// Whether a comma stands before the closing mark of `span`.
    fn pauses_within(&self, span: Span) -> bool {
        self.text.get(span.range()).unwrap_or_default().trim_end_matches(is_mark).ends_with(',')
    }

    /// Whether `span` is the name of a newspaper, a firm or a work: with capitals as names have them, right after a preposition, a
    /// kind of work or a verb that names who is told ("told “Newsnight”"). A sentence has a small word at its end or a mark.
    fn is_other_name(&self, span: Span) -> bool {
        let (first, next) = (self.word_at(span.start), self.word_at(span.end));
        let Some(before) = first.checked_sub(1) else { return false };
        let capital = |i: usize| self.word(i).starts_with(char::is_uppercase);
        let fits = next > first && next - first <= MAX_NAME_WORDS && capital(first) && capital(next - 1);
        if !fits || self.is(first, WordList::Answer) {
            return false;
        }
        if self.language.has_capital_nouns() {
            return self.is_name_with_article(span);
        }
        let small = |i: usize| {
            self.is(i, WordList::Preposition)
                || self.is(i, WordList::Determiner)
                || self.is(i, WordList::Article)
                || self.is(i, WordList::Coordinator)
        };
        let written = (first..next).all(|i| (capital(i) && !self.is(i, WordList::Pronoun)) || small(i));
        let touches = self.gap_before(first).chars().all(|c| c.is_whitespace() || is_mark(c));
        let work = self.is(before, WordList::Work) && self.word(before).starts_with(char::is_lowercase);
        let subject = || !self.language.is_english() && self.is_subject_of_speech(first);
        let placed =
            work || self.is(before, WordList::Preposition) || self.is(before, WordList::Telling) || subject();
        if !written || !touches || !placed {
            return false;
        }
        // Where the marks of the sentence stand within, one word may be an answer ("with “Never,”").
        let inside = self.text.get(span.range()).unwrap_or_default().trim_end_matches(is_mark);
        !inside.ends_with(['!', '?', '…', '—', '–']) && (!inside.ends_with([',', '.']) || next - first > 1)
    }
}
