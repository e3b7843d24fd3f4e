//! The extent of reported words.
//!
//! After the verb: to the end of the sentence, or to a mark or conjunction after which the writer speaks again.
//! Before it: from the beginning of the sentence.

use super::cues::{Cue, Frame, Function, VerbForm};
use super::finder::{Finder, Scope};
use crate::suggest::quotes::mention::{Mention, MentionKind};
use crate::text::Span;
use crate::text::segment::language::WordList;

/// The longest report, in words; chosen by hand.
const MAX_REPORT_WORDS: usize = 160;

/// Within how many words of a mark the subject after it must end; chosen by hand.
const MAX_SUBJECT_WORDS: usize = 12;

/// The longest rest of an attribution ("said in an interview on Monday"), in words; chosen by hand.
const MAX_ATTRIBUTION_WORDS: usize = 40;

impl Finder<'_, '_> {
    /// The span of the reported words after the verb, which begin with word `from`.
    pub(super) fn content_after(
        &self,
        from: usize,
        frame: Frame,
        cue: Cue,
        source: Option<Mention>,
        scope: Scope,
    ) -> Option<Span> {
        let clause = matches!(frame, "that" | "clause" | "quote" | "colon") && cue.class != "call";
        // In a relative clause the words end at its comma: "Kell, who said …, left".
        let aside = source.is_some_and(|source| {
            source.kind == MentionKind::Relative
                && self.gap(self.analysis.word_at(source.span.start)).contains(',')
        });
        let fronted = aside || self.is_fronted(from, scope);
        // A comma right after "that" does not end the words: "that, while it rains, …".
        let first = if self.does(from, Function::That) { from + 2 } else { from + 1 };
        let end = scope.end.min(from + MAX_REPORT_WORDS);
        let ends = |&i: &usize| {
            // "He shouted “Fire!” and ran."
            let acts = frame == "quote"
                && self.is_quoted(i - 1)
                && self.does(i, Function::Joining)
                && self.is_plain_verb(i + 1);
            !self.is_quoted(i)
                && (acts
                    || self.ends_content(i, clause, Some(cue.form), scope)
                    || fronted && self.begins_main(i))
        };
        let mut to = (first..end).find(ends).unwrap_or(end.max(from + 1));
        // A quotation of several sentences belongs to the report as a whole.
        while to >= scope.end && self.is_quoted(to) && self.is_quoted(to - 1) && !self.opens_quotation(to) {
            to += 1;
        }
        self.span(from, to)
    }

    /// Whether the reported words that begin with word `from` stand in a clause before the main one: "When Kell said …,",
    /// "Months after Kell said …,".
    fn is_fronted(&self, from: usize, scope: Scope) -> bool {
        let first = self.first_subordinator(from, scope).unwrap_or(scope.first);
        let asked = self.verbs.get(first).copied().flatten().is_some_and(|cue| {
            matches!(cue.class, "ask" | "tell") && matches!(cue.form, VerbForm::Past | VerbForm::Participle)
        });
        let opens = asked
            || self.is(first, WordList::Subordinator)
            || self.is(first, WordList::Preposition)
            || self.does(first, Function::Fronting)
            || self.lower(first).ends_with("ing");
        opens && from < first + MAX_ATTRIBUTION_WORDS && (first + 1..from).all(|j| self.analysis.is_joined(j))
    }

    /// The subordinator before word `from`, with no mark in between, if the sentence has no verb before it: "Months (after)
    /// Kell said".
    fn first_subordinator(&self, from: usize, scope: Scope) -> Option<usize> {
        let near = scope.first.max(from.saturating_sub(MAX_ATTRIBUTION_WORDS));
        let clause = (near + 1..from).rev().find(|&j| !self.analysis.is_joined(j)).unwrap_or(near);
        let opens = (clause..from)
            .find(|&j| self.is(j, WordList::Subordinator) || self.does(j, Function::Comparison))?;
        (!(scope.first..opens).any(|j| self.is_plain_verb(j))).then_some(opens)
    }

    /// Whether a comma before word `i` separates a clause from the main clause after it. An adverbial may begin that one, if it
    /// reports something: ", at the hearing he said".
    fn begins_main(&self, i: usize) -> bool {
        let reports = |j: usize| {
            let verb = self.verbs.get(j).copied().flatten();
            verb.is_some_and(|cue| matches!(cue.form, VerbForm::Past | VerbForm::Third))
        };
        let main = || {
            let near = i + 1..i + MAX_SUBJECT_WORDS;
            near.take_while(|&j| self.analysis.is_joined(j)).any(reports)
        };
        let goes_on = self.is(i, WordList::Coordinator)
            || self.is(i, WordList::Preposition) && !main()
            || self.lower(i).ends_with("ing");
        self.gap(i).contains(',') && !goes_on && !self.does(i, Function::Relative)
    }

    /// Whether the words between the comma before word `i` and the next comma are a remark: they contain a verb.
    fn is_remark(&self, i: usize, scope: Scope) -> bool {
        let next = (i + 1..scope.end.min(i + 2 * MAX_SUBJECT_WORDS)).find(|&j| self.gap(j).contains(','));
        next.is_some_and(|j| self.is_finite(j) && !self.lower(j).ends_with("ing"))
    }

    /// Whether the words that a verb in `form` reports, or a phrase without a verb, end before word `i`. `clause` says
    /// whether they are a clause of their own, which goes on more easily.
    pub(super) fn ends_content(&self, i: usize, clause: bool, form: Option<VerbForm>, scope: Scope) -> bool {
        let gap = self.gap(i);
        let report = |j: usize| j < scope.end && self.verbs[j].is_some();
        let pronoun = || self.does(i + 1, Function::Third);
        if gap.contains(';') {
            return true;
        }
        let mark = gap.contains([',', '—', '–']) || gap.contains(" - ") || gap.contains("--");
        let does = |function| self.does(i, function);
        if does(Function::Joining) && mark {
            return !clause || pronoun() || report(i + 1) || self.joins_clause(i + 1, scope);
        }
        if does(Function::Joining) {
            return self.joins_verb(i + 1, form)
                || !clause
                    && (does(Function::Contrast)
                        || self.lower(i + 1).ends_with("ed")
                        || pronoun()
                        || self.begins_named_report(i + 1, scope));
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

    /// Whether the word `i`, after a conjunction, is a reporting verb that is joined to one in `form`: a finite one, or a
    /// participle as that is: "calling it a ruin and saying …".
    fn joins_verb(&self, i: usize, form: Option<VerbForm>) -> bool {
        self.verbs.get(i).copied().flatten().is_some_and(|next| match next.form {
            VerbForm::Past | VerbForm::Third => true,
            VerbForm::Ing => form == Some(VerbForm::Ing),
            VerbForm::Base => form == Some(VerbForm::Base),
            VerbForm::Participle => false,
        })
    }

    /// Whether a name with a reporting verb begins at word `i`, so that somebody else speaks: "and Nora Lund has said".
    fn begins_named_report(&self, i: usize, scope: Scope) -> bool {
        let joined = |j: &usize| self.analysis.is_joined(*j);
        let end = scope.end.min(i + MAX_SUBJECT_WORDS);
        let named = (i..end).take_while(joined).take_while(|&j| self.is_capital(j)).count();
        let helper = |j: &usize| self.functions[*j].is_auxiliary() || self.is(*j, WordList::Aside);
        let verb = (i + named..end).take_while(joined).find(|j| !helper(j));
        let reports = |cue: Cue| cue.form == VerbForm::Past || cue.form != VerbForm::Ing && !cue.noun;
        named > 0 && verb.is_some_and(|j| self.verbs[j].is_some_and(reports))
    }

    /// Whether the words from word `i` on, after a comma and a conjunction, are a clause with a subject of its own, in which
    /// the writer speaks again: ", but the board disagreed". With "that" they are a part of the report.
    fn joins_clause(&self, i: usize, scope: Scope) -> bool {
        !self.does(i, Function::That)
            && !self.does(i, Function::Question)
            && !self.is_plain_verb(i)
            && (i + 1..scope.end.min(i + MAX_SUBJECT_WORDS))
                .take_while(|&j| self.analysis.is_joined(j) && !self.is_quoted(j))
                .take_while(|&j| !self.does(j, Function::Question))
                .any(|j| self.is_plain_verb(j))
    }

    /// Whether the `i`th word is a finite verb by its form, and no name.
    fn is_plain_verb(&self, i: usize) -> bool {
        self.is_finite(i) && !self.is_capital(i) && !self.lower(i).ends_with("ing")
    }

    /// The spans of the reported words around the verb at word `verb`, whose chain begins with word `start`, and around
    /// its subject. The verb's addressee and adverbials end before word `next`. Empty where no mark separates the words
    /// from the verb.
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
        let end = scope.end.min(from + MAX_ATTRIBUTION_WORDS);
        let to =
            (from..end).find(|&i| !self.is_open(i)).unwrap_or(if end < scope.end { end } else { scope.end });
        let rest = || self.span(to, scope.end);
        if cut == scope.first {
            // "As Kell said, …" has its words after it, "Kell said." has none.
            return if self.does(cut, Function::Comparison) {
                rest().into_iter().collect()
            } else {
                Vec::new()
            };
        }
        if self.is_dependent(cut) {
            return Vec::new();
        }
        if !self.gap(cut).contains([',', '”', '"', '—', '–', '?', '!', '-', '’', '\'']) {
            return Vec::new();
        }
        // "said Kell, who keeps the lock and called it": another verb has the words after it.
        let other =
            |j: usize| !self.is_capital(j) && self.verbs[j].is_some_and(|cue| cue.form != VerbForm::Base);
        let goes_on = to < scope.end
            && !(from..to).any(other)
            && if inverted || self.is_quoted(cut - 1) {
                self.opens_quotation(to) && !self.has_own_speaker(to)
            } else {
                self.gap(to).contains(',') && !self.is_comment(to)
            };
        let head = self.span(self.opening(cut, scope), cut);
        head.into_iter().chain(if goes_on { rest() } else { None }).collect()
    }

    /// Whether the clause that begins with word `i` depends on the words before it, or is joined to them: "It leaks, (after
    /// Kell left)", "It leaks, (and it shows)". Then they are not what it reports; but "It leaks, as Kell said".
    fn is_dependent(&self, i: usize) -> bool {
        self.is(i, WordList::Subordinator) && !self.does(i, Function::Comparison)
            || self.is(i, WordList::Coordinator) && !self.is_quoted(i - 1)
    }

    /// Whether the quotation that word `i` stands in has a verb of speech of its own right after it.
    pub(super) fn has_own_speaker(&self, i: usize) -> bool {
        let quotation = self.quotation[i].checked_sub(1).and_then(|i| self.analysis.quotations.get(i));
        quotation.is_some_and(|quotation| self.analysis.speaker_after(quotation.outer).is_some())
    }

    /// The number of the word after the mark before the subject, which begins with word `subject`, or of the sentence's
    /// first word; `None` where a verb stands in between.
    fn mark_before(&self, subject: usize, scope: Scope) -> Option<usize> {
        let mut cut = subject;
        while cut > scope.first && self.analysis.is_joined(cut) && subject - cut < MAX_SUBJECT_WORDS {
            cut -= 1;
            if !self.is_capital(cut) && (self.is_verb_form(cut) || self.does(cut, Function::That)) {
                return None;
            }
        }
        Some(cut)
    }

    /// The number of the first reported word before word `cut`: the first one of the sentence or behind a semicolon, or where
    /// a quotation of several sentences began, the first word of that.
    fn opening(&self, cut: usize, scope: Scope) -> usize {
        let near = scope.first.max(cut.saturating_sub(MAX_REPORT_WORDS)) + 1..cut;
        let parted =
            near.rev().find(|&i| self.gap(i).contains(';') && !(self.is_quoted(i) && self.is_quoted(i - 1)));
        let first = parted.unwrap_or(scope.first);
        if !self.is_quoted(first) || self.opens_quotation(first) {
            return first;
        }
        let start = self.analysis.quotations[self.quotation[first] - 1].outer.start;
        self.analysis.word_at(self.analysis.sentence(start).start)
    }

    /// Whether the words from word `i` on, after a comma, say more about the report and are not part of it.
    fn is_comment(&self, i: usize) -> bool {
        self.does(i, Function::Leave) || self.verbs[i].is_some() || self.lower(i).ends_with("ing")
    }
}
