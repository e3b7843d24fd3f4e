//! How far reported words go.
//!
//! After the verb: to the end of the sentence, or to a mark or conjunction after which the writer speaks again.
//! Before it: from the beginning of the sentence.

use super::cues::{Cue, Form, Frame, Function};
use super::finder::{Finder, Scope};
use crate::suggest::quotes::mention::{Kind, Mention};
use crate::text::Span;
use crate::text::segment::language::WordList;

/// Reported words are followed so far.
const LONGEST: usize = 160;

/// A subject with what stands between it and the mark before it has fewer words than this.
const SUBJECT: usize = 12;

/// The rest of an attribution ("said in an interview on Monday") is followed so far.
const REST: usize = 40;

impl Finder<'_, '_> {
    /// The reported words that begin with word `from`, after the verb.
    pub(super) fn content_after(
        &self,
        from: usize,
        frame: Frame,
        cue: Cue,
        source: Option<Mention>,
        scope: Scope,
    ) -> Option<Span> {
        let clause = matches!(frame, "that" | "clause" | "quote" | "colon") && cue.class != "call";
        // "Kell, who said …, left": the words stand between commas.
        let aside = source.is_some_and(|source| {
            source.kind == Kind::Relative && self.gap(self.analysis.word_at(source.span.start)).contains(',')
        });
        let fronted = aside || self.is_fronted(from, scope);
        // "that, while it rains, …"
        let first = if self.does(from, Function::That) { from + 2 } else { from + 1 };
        let end = scope.end.min(from + LONGEST);
        let ends = |&i: &usize| {
            !self.is_quoted(i) && (self.ends_content(i, clause, scope) || fronted && self.begins_main(i))
        };
        let mut to = (first..end).find(ends).unwrap_or(end.max(from + 1));
        // A quotation of several sentences belongs to it whole.
        while to >= scope.end && self.is_quoted(to) && self.is_quoted(to - 1) && !self.opens_quotation(to) {
            to += 1;
        }
        self.span(from, to)
    }

    /// Whether the reported words that begin with word `from` stand in a clause before the main one: "When Kell said …,".
    fn is_fronted(&self, from: usize, scope: Scope) -> bool {
        let first = scope.first;
        let opens = self.is(first, WordList::Subordinator)
            || self.is(first, WordList::Preposition)
            || self.does(first, Function::Fronting)
            || self.lower(first).ends_with("ing");
        opens && from < first + REST && (first + 1..from).all(|j| self.analysis.is_joined(j))
    }

    /// Whether a comma before word `i` parts a clause from the main one that follows it.
    fn begins_main(&self, i: usize) -> bool {
        let goes_on = self.is(i, WordList::Coordinator)
            || self.is(i, WordList::Preposition)
            || self.lower(i).ends_with("ing");
        self.gap(i).contains(',') && !goes_on && !self.does(i, Function::Relative)
    }

    /// Whether the words between the comma before word `i` and the next one are a remark: a verb follows.
    fn is_remark(&self, i: usize, scope: Scope) -> bool {
        let next = (i + 1..scope.end.min(i + 2 * SUBJECT)).find(|&j| self.gap(j).contains(','));
        next.is_some_and(|j| self.is_finite(j) && !self.lower(j).ends_with("ing"))
    }

    /// Whether reported words end before word `i`; `clause`: they are a clause of their own, which goes on more easily.
    fn ends_content(&self, i: usize, clause: bool, scope: Scope) -> bool {
        let gap = self.gap(i);
        let report = |j: usize| j < scope.end && self.verbs[j].is_some();
        let pronoun = || self.does(i + 1, Function::Third);
        if gap.contains(';') {
            return true;
        }
        let mark = gap.contains([',', '—', '–']) || gap.contains(" - ") || gap.contains("--");
        let does = |function| self.does(i, function);
        if does(Function::Joining) && mark {
            return !clause || pronoun() || report(i + 1);
        }
        if does(Function::Joining) {
            let finite = self.verbs.get(i + 1).copied().flatten();
            return finite.is_some_and(|cue| matches!(cue.form, Form::Past | Form::Third))
                || !clause && (does(Function::Contrast) || self.lower(i + 1).ends_with("ed") || pronoun());
        }
        if !mark || does(Function::Break) {
            return mark;
        }
        if does(Function::Remark) || does(Function::Person) {
            return !(clause && does(Function::Person) || self.is_remark(i, scope));
        }
        if does(Function::Resume) {
            return !clause;
        }
        report(i) && !self.is_capital(i)
            || !clause && self.lower(i).ends_with("ing") && !does(Function::Including)
    }

    /// The reported words around the verb at word `verb`, whose chain begins with word `start`, and its subject; what
    /// belongs to the verb ends before `next`. Nothing if no mark parts them.
    pub(super) fn content_before(
        &self,
        verb: usize,
        start: usize,
        source: Option<Mention>,
        next: usize,
        scope: Scope,
    ) -> Vec<Span> {
        let Some(source) = source else { return Vec::new() };
        let inverted = source.span.start > self.analysis.words[verb].start;
        let subject = if inverted { start } else { self.analysis.word_at(source.phrase.start) };
        let Some(cut) = self.mark_before(subject, scope) else { return Vec::new() };
        let from = if inverted { self.analysis.word_at(source.phrase.end).max(next) } else { next };
        let end = scope.end.min(from + REST);
        let to =
            (from..end).find(|&i| !self.is_open(i)).unwrap_or(if end < scope.end { end } else { scope.end });
        let rest = || self.span(to, scope.end);
        if cut == scope.first {
            // "As Kell said, …" has its words behind it, "Kell said." has none.
            return if self.does(cut, Function::Comparison) {
                rest().into_iter().collect()
            } else {
                Vec::new()
            };
        }
        if !self.gap(cut).contains([',', '”', '"', '—', '–', '?', '!', '-', '’', '\'']) {
            return Vec::new();
        }
        let goes_on = to < scope.end
            && if inverted || self.is_quoted(cut - 1) {
                self.opens_quotation(to)
            } else {
                self.gap(to).contains(',') && !self.leaves(to)
            };
        let head = self.span(self.opening(scope), cut);
        head.into_iter().chain(if goes_on { rest() } else { None }).collect()
    }

    /// The word after the mark before the subject that begins with word `subject`, or the sentence's first; none where
    /// a verb stands in between.
    fn mark_before(&self, subject: usize, scope: Scope) -> Option<usize> {
        let mut cut = subject;
        while cut > scope.first && self.analysis.is_joined(cut) && subject - cut < SUBJECT {
            cut -= 1;
            if !self.is_capital(cut) && (self.is_verb_form(cut) || self.does(cut, Function::That)) {
                return None;
            }
        }
        Some(cut)
    }

    /// The first word of the reported words before a verb: that of the sentence, or where a quotation of several
    /// sentences begins, that of its first one.
    fn opening(&self, scope: Scope) -> usize {
        let first = scope.first;
        if !self.is_quoted(first) || self.opens_quotation(first) {
            return first;
        }
        let start = self.analysis.quotations[self.quotation[first] - 1].outer.start;
        self.analysis.word_at(self.analysis.sentence(start).start)
    }

    /// Whether what begins with word `i`, after a comma, tells more about the report, and is no part of it.
    fn leaves(&self, i: usize) -> bool {
        self.does(i, Function::Leave) || self.verbs[i].is_some() || self.lower(i).ends_with("ing")
    }
}
