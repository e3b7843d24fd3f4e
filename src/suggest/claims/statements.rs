//! The statements of a sentence, without the words that only say who makes them.
//!
//! "The gate had failed twice, the inquiry heard; repairs cost £4m." makes two statements, and "the inquiry heard" is a
//! *frame*. A sentence is split into clauses; frames separate statements, and a long statement is split again where
//! "and" or a semicolon joins two clauses.

use crate::suggest::analysis::Analysis;
use crate::text::Span;
use crate::text::segment::language::WordList;

/// How many words of a frame may stand before its verb; chosen by hand.
const MAX_WORDS_BEFORE_CUE: usize = 10;

/// How many words of a frame may stand after its verb ("said on Wednesday"); chosen by hand.
const MAX_WORDS_AFTER_CUE: usize = 5;

/// The longest statement that is not split, in words; chosen by hand.
const MAX_WHOLE_WORDS: usize = 24;

/// The shortest statement, in words; chosen by hand.
const MIN_STATEMENT_WORDS: usize = 4;

/// The role of a clause.
#[derive(Clone, Copy)]
enum ClauseRole {
    /// It only says who says the words beside it: "the inquiry heard".
    Frame,
    /// It begins with a frame; the statement begins at this byte: "Lund said the lock was shut".
    Framed(usize),
    Statement,
}

impl Analysis<'_> {
    /// The statements of `sentence`, in order; the whole sentence where it has no frame.
    pub(super) fn statements(&self, sentence: Span) -> Vec<Span> {
        let clauses = self.clauses_of(sentence);
        let alone = clauses.len() == 1;
        let mut found: Vec<Span> = Vec::new();
        // Whether the clause follows the last statement directly, so that it may extend it.
        let mut open = false;
        let mut follows_frame = false;
        for mut clause in clauses {
            let part = self.part(clause);
            // "…, said Lund, who keeps the lock."
            if follows_frame && self.is(self.word_at(clause.start), WordList::RelativePronoun) {
                continue;
            }
            follows_frame = matches!(part, ClauseRole::Frame);
            if !matches!(part, ClauseRole::Statement) && open && self.wants_subject(clause) {
                // What seemed a statement is the speaker of this frame: "Lund, who keeps the lock, said".
                found.pop();
            }
            match part {
                ClauseRole::Frame if !alone => {
                    open = false;
                    continue;
                }
                ClauseRole::Framed(start) => (clause.start, open) = (start, false),
                ClauseRole::Frame | ClauseRole::Statement => {}
            }
            let goes_on = |last: &Span| {
                open && !self.parts_here(*last, clause)
                    || self.begins_with_verb(clause) && !self.has_verb(*last)
            };
            match found.last_mut().filter(|last| goes_on(last)) {
                Some(last) => *last = last.hull(clause),
                None => found.push(clause),
            }
            open = true;
        }
        if found.len() > 1 {
            found.retain(|span| self.has_verb(*span));
        }
        found.iter().filter_map(|span| self.tidy(*span)).collect()
    }

    /// The sentence without a speaker's label before it: "LUND: The lock is shut."
    pub(super) fn without_label(&self, sentence: Span) -> Span {
        let text = self.text.get(sentence.range()).unwrap_or_default();
        let Some((label, rest)) = text.split_once(": ") else { return sentence };
        let is_label =
            label.len() < 40 && !label.contains(char::is_lowercase) && label.contains(char::is_uppercase);
        let start = sentence.end - rest.trim_start().len();
        if is_label { Span::new(start, sentence.end) } else { sentence }
    }

    /// The clauses of `sentence`, also split where a quotation of several sentences begins or ends, and at frames
    /// between commas.
    fn clauses_of(&self, sentence: Span) -> Vec<Span> {
        let mut pieces = self.clauses(sentence);
        let from = self.quotations.partition_point(|quotation| quotation.outer.end <= sentence.start);
        let near =
            self.quotations.iter().skip(from).take_while(|quotation| quotation.outer.start < sentence.end);
        let edges =
            near.filter(|quotation| !sentence.covers(quotation.outer)).map(|quotation| quotation.outer);
        for edge in edges.flat_map(|outer| [outer.start, outer.end]) {
            let Some(i) = pieces.iter().position(|piece| piece.start < edge && edge < piece.end) else {
                continue;
            };
            let rest = self.text.get(edge..pieces[i].end).unwrap_or_default();
            let rest = Span::new(pieces[i].end - rest.trim_start().len(), pieces[i].end);
            pieces[i].end = edge;
            pieces.insert(i + 1, rest);
        }
        pieces.into_iter().flat_map(|piece| self.cut_frames(piece)).collect()
    }

    /// Splits `clause` into its frames between commas and the text around them.
    fn cut_frames(&self, clause: Span) -> Vec<Span> {
        let (first, end) = (self.word_at(clause.start), self.word_at(clause.end));
        if first >= end {
            return vec![clause];
        }
        let commas = (first + 1..end).filter(|&i| self.gap_before(i).contains([',', ';']));
        let starts: Vec<usize> = [first].into_iter().chain(commas).collect();
        let mut parts = vec![clause];
        for (i, &start) in starts.iter().enumerate() {
            let next = starts.get(i + 1).copied().unwrap_or(end);
            let span = Span::new(
                self.words[start].start,
                self.words.get(next).map_or(clause.end, |word| word.start),
            );
            let span = Span::new(span.start, span.end.min(clause.end));
            if !self.is_spoken(start, next) || !matches!(self.part(span), ClauseRole::Frame) {
                continue;
            }
            let Some(last) = parts.pop() else { break };
            if last.start < span.start {
                parts.push(Span::new(last.start, span.start));
                parts.push(Span::new(span.start, span.end));
            } else {
                parts.push(Span::new(last.start, span.end));
            }
            if span.end < last.end {
                parts.push(Span::new(span.end, last.end));
            }
        }
        parts
    }

    /// Whether the words from `first` to before `end` contain a verb of speech with its subject, or "according to".
    fn is_spoken(&self, first: usize, end: usize) -> bool {
        let named = |i: usize| self.word(i).starts_with(char::is_uppercase);
        self.word(first).eq_ignore_ascii_case("according")
            || (first..end).find(|&i| self.is_cue(i)).is_some_and(|cue| cue > first || named(cue + 1))
    }

    fn part(&self, clause: Span) -> ClauseRole {
        let (first, end) = (self.word_at(clause.start), self.word_at(clause.end));
        if self.word(first).eq_ignore_ascii_case("according") {
            let comma = (first + 1..end).find(|&i| self.gap_before(i).contains(','));
            return comma.map_or(ClauseRole::Frame, |i| ClauseRole::Framed(self.words[i].start));
        }
        let fronted = self.begins_sentence(first) && self.is_cue(first) && self.word(first).ends_with("ing");
        if fronted && self.gap_before(end).contains(',') {
            // "Responding to a question about the lock, Lund said …"
            return ClauseRole::Frame;
        }
        let cue =
            (first..end.min(first + MAX_WORDS_BEFORE_CUE)).find(|&i| self.is_cue(i) && !self.is_quoted(i));
        // "Lund did not say that it leaks": without the frame it would be said.
        let Some(cue) = cue.filter(|&cue| !self.is_unsaid(cue)) else { return ClauseRole::Statement };
        // "Lund said the board had announced (that it would close)"
        if self.is(end, WordList::Complementizer) && self.is_joined(end) && self.is_cue(end - 1) {
            return ClauseRole::Frame;
        }
        if let Some(start) = self.after_frames(cue, end) {
            return ClauseRole::Framed(start);
        }
        let most = if self.is(cue, WordList::Weak) { 1 } else { MAX_WORDS_AFTER_CUE };
        let short = end - cue - 1 <= most && (cue > first || !self.begins_sentence(first));
        let digits = self.text.get(clause.range()).unwrap_or_default().contains(|c: char| c.is_ascii_digit());
        if short && !digits { ClauseRole::Frame } else { ClauseRole::Statement }
    }

    /// The byte at which the innermost statement begins after the verb of speech at word `cue`: "Lund said Kell had told her
    /// (the lock was shut)".
    fn after_frames(&self, cue: usize, end: usize) -> Option<usize> {
        let start = self.after_frame(cue, end)?;
        let first = self.word_at(start);
        let near = first + 1..end.min(first + MAX_WORDS_BEFORE_CUE);
        let inner = near.take_while(|&i| self.is_joined(i)).find(|&i| self.is_cue(i) && !self.is_quoted(i));
        inner.and_then(|inner| self.after_frames(inner, end)).or(Some(start))
    }

    /// The byte at which the statement begins after the verb of speech at word `cue`, in a clause that ends before word
    /// `end`.
    fn after_frame(&self, cue: usize, end: usize) -> Option<usize> {
        let that = (cue + 1..end.min(cue + MAX_WORDS_AFTER_CUE))
            .find(|&i| self.is(i, WordList::Complementizer) && self.is_joined(i));
        let cue =
            if that.is_none() && self.is(cue, WordList::Telling) { self.last_of_addressee(cue) } else { cue };
        let next = self.word(cue + 1);
        let subject = self.language.has_lower(WordList::Subject, next)
            || self.language.has_lower(WordList::Determiner, next)
            || next.starts_with(char::is_uppercase);
        // "Lund said costs rose"
        let noun = || {
            next.starts_with(char::is_lowercase)
                && self.language.is_verb(self.word(cue + 2))
                && !self.language.is_verb(next)
                && !self.is(cue + 1, WordList::Preposition)
                && !self.is(cue + 1, WordList::Aside)
                && !self.is_manner(cue + 1)
                && !self.is(cue + 1, WordList::Leading)
        };
        let bare = (subject || noun()) && self.is_joined(cue + 1) && !self.is(cue, WordList::Weak);
        let marked = cue + 1 < end && self.gap_before(cue + 1).contains([';', ':']);
        let start = that.map(|that| that + 1).or((bare || marked).then_some(cue + 1))?;
        let word = self.words.get(start).filter(|_| start + MIN_STATEMENT_WORDS <= end)?;
        let verb = (start + 1..end).any(|i| self.language.is_verb(self.word(i)));
        // The quotation mark before the word belongs to the statement.
        let gap = self.text.get(self.gap(start).range()).unwrap_or_default();
        let mark = gap.len() - gap.rfind(char::is_whitespace).map_or(0, |at| at + 1);
        (verb || marked).then_some(word.start - mark)
    }

    /// The number of the last word that names who is spoken to with the verb at word `cue`: "told (the council) the lock was
    /// shut"; `cue` where none is named.
    fn last_of_addressee(&self, cue: usize) -> usize {
        let capital = |i: usize| self.word(i).starts_with(char::is_uppercase);
        let begins = |i: usize| {
            let lower = self.word(i).to_lowercase();
            self.language.has(WordList::Subject, &lower) || self.language.has(WordList::Determiner, &lower)
        };
        let named =
            (cue + 1..cue + MAX_WORDS_AFTER_CUE).take_while(|&i| self.is_joined(i) && capital(i)).count();
        if named > 0 {
            return if begins(cue + named + 1) { cue + named } else { cue };
        }
        let near = cue + 2..cue + 2 + MAX_WORDS_AFTER_CUE;
        let other = near.take_while(|&i| self.is_joined(i)).find(|&i| begins(i) || capital(i));
        other.map_or(cue, |other| other - 1)
    }

    /// Whether the frame `clause` begins with its verb, and the subject is in the clause before: "(Lund, who keeps the lock,)
    /// said", but not "said Lund".
    fn wants_subject(&self, clause: Span) -> bool {
        let (first, end) = (self.word_at(clause.start), self.word_at(clause.end));
        let verb = if self.is(first, WordList::Aside) { first + 1 } else { first };
        self.is_cue(verb) && !self.is_inverted(verb, end)
    }

    /// Whether the subject of the verb at word `verb`, in a clause that ends before word `end`, follows it: "said Lund".
    fn is_inverted(&self, verb: usize, end: usize) -> bool {
        let word = self.word(verb + 1);
        let named = word.starts_with(char::is_uppercase)
            || [WordList::Determiner, WordList::Subject, WordList::Role]
                .iter()
                .any(|&list| self.language.has_lower(list, word));
        named && verb + 1 < end && !(verb + 2..end).any(|i| self.language.is_verb(self.word(i)))
    }

    fn has_verb(&self, span: Span) -> bool {
        let words = self.word_at(span.start)..self.word_at(span.end);
        words.into_iter().any(|i| self.language.is_verb(self.word(i)))
    }

    fn begins_with_verb(&self, clause: Span) -> bool {
        self.language.is_verb(self.word(self.word_at(clause.start)))
    }

    /// Whether `clause` begins a new statement after `last`.
    fn parts_here(&self, last: Span, clause: Span) -> bool {
        let (begin, first, end) =
            (self.word_at(last.start), self.word_at(clause.start), self.word_at(clause.end));
        let word = self.word(first);
        let joins = word.eq_ignore_ascii_case("and") || word.eq_ignore_ascii_case("but");
        let joins = joins || self.gap_before(first).contains(';');
        joins
            && end - begin > MAX_WHOLE_WORDS
            && first - begin > MIN_STATEMENT_WORDS
            && end - first > MIN_STATEMENT_WORDS
    }

    /// The span without conjunctions, commas and single quotation marks at its ends; `None` if nothing is left.
    fn tidy(&self, span: Span) -> Option<Span> {
        let (mut first, end) = (self.word_at(span.start), self.word_at(span.end));
        let mut start = span.start;
        while first < end && !self.begins_sentence(first) && self.is(first, WordList::Leading) {
            let after = self.words.get(first)?.end;
            start = after + self.text.get(after..).map_or(0, |rest| rest.len() - rest.trim_start().len());
            first += 1;
        }
        let last = self.words.get(end.checked_sub(1)?)?;
        let tail = self.text.get(last.end..span.end).unwrap_or_default();
        let kept =
            tail.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | ':' | '—' | '–'));
        let span = self.without_marks(Span::new(start, last.end + kept.len()));
        (first < end && !span.is_empty()).then_some(span)
    }

    /// The span without a quotation mark at its start or end whose partner is outside, or without both if they enclose
    /// all of it.
    pub(super) fn without_marks(&self, whole: Span) -> Span {
        let mut span = whole;
        let from = self.quotations.partition_point(|quotation| quotation.outer.end <= whole.start);
        for quotation in self.quotations.iter().skip(from).take_while(|other| other.outer.start < whole.end) {
            let outer = quotation.outer;
            if outer.start == span.start && outer.end >= span.end {
                span = Span::new(quotation.inner.start, span.end.min(quotation.inner.end));
            } else if outer.end == span.end && outer.start < span.start {
                span = Span::new(span.start, quotation.inner.end);
            }
        }
        let inside = self.text.get(span.range()).unwrap_or_default();
        Span::new(span.start, span.start + inside.trim_end_matches([',', ';', ' ']).len())
    }
}
