//! How far reported words go.

use super::cues::{Cue, Frame, Helper};
use super::{Finder, Scope};
use crate::suggest::quotes::mention::{Kind, Mention};
use crate::text::Span;
use crate::text::segment::language::List;

impl Finder<'_, '_> {
    /// The reported words that begin with word `from`.
    pub(super) fn content_after(
        &self,
        from: usize,
        frame: Frame,
        cue: Cue,
        source: Option<Mention>,
        scope: Scope,
    ) -> Option<Span> {
        let clause = matches!(frame, "that" | "clause" | "quote" | "colon") && cue.class != "call";
        let aside = source.is_some_and(|source| {
            source.kind == Kind::Relative && self.gap(self.reading.word_at(source.span.start)).contains(',')
        });
        let fronted = aside || self.is_fronted(from, scope);
        let mut to = from + 1;
        while to < scope.end {
            let began = to > from + 1 || self.lower(from) != "that";
            if !self.is_quoted(to)
                && began
                && (self.ends_content(to, clause, scope) || fronted && self.begins_main(to))
            {
                break;
            }
            to += 1;
        }
        // A quotation of several sentences belongs to it whole.
        while to < self.quotation.len()
            && to == scope.end
            && self.is_quoted(to - 1)
            && self.is_quoted(to)
            && !self.opens_quotation(to)
        {
            to += 1;
        }
        if to > scope.end {
            while to < self.quotation.len() && self.is_quoted(to) && !self.opens_quotation(to) {
                to += 1;
            }
        }
        self.span(from, to)
    }

    /// Whether the reported words that begin with word `from` stand in a clause before the main one: "When Kell said …,".
    fn is_fronted(&self, from: usize, scope: Scope) -> bool {
        let word = self.lower(scope.first);
        let opens = self.is(scope.first, List::Subordinator)
            || self.is(scope.first, List::Preposition)
            || word == "as"
            || word == "ever"
            || word.ends_with("ing");
        opens && (scope.first + 1..from).all(|j| self.reading.is_joined(j))
    }

    /// Whether a comma before word `i` parts a clause from the main one that follows it.
    fn begins_main(&self, i: usize) -> bool {
        let word = self.lower(i);
        self.gap(i).contains(',')
            && !self.is(i, List::Coordinator)
            && !self.is(i, List::Preposition)
            && !word.ends_with("ing")
            && !matches!(word, "who" | "which")
    }

    /// Whether the words between the comma before word `i` and the next one are a remark: a verb follows.
    fn is_remark(&self, i: usize, scope: Scope) -> bool {
        let next = (i + 1..scope.end.min(i + 25)).find(|&j| self.gap(j).contains(','));
        next.is_some_and(|j| {
            let word = self.lower(j);
            !word.ends_with("ing")
                && (self.cues.helper(word).is_some_and(|helper| helper != Helper::Adverb)
                    || self.is_verb_form(j))
        })
    }

    /// Whether reported words end before word `i`.
    fn ends_content(&self, i: usize, clause: bool, scope: Scope) -> bool {
        let gap = self.gap(i);
        let word = self.lower(i);
        let next = self.lower(i + 1);
        let report = |j: usize| self.cues.verb(self.lower(j)).is_some() && j < scope.end;
        let mark = gap.contains([',', '—', '–', ';']) || gap.contains(" - ") || gap.contains("--");
        if gap.contains(';') {
            return true;
        }
        let pronoun = |word: &str| matches!(word, "he" | "she" | "they" | "it");
        if mark {
            return match word {
                "but" | "and" => !clause || pronoun(next) || report(i + 1),
                "while" | "though" | "although" => true,
                "which" | "where" => !self.is_remark(i, scope),
                "who" => !clause && !self.is_remark(i, scope),
                "a" | "an" => !self.is_remark(i, scope),
                "the" | "even" | "he" | "she" | "they" | "so" | "when" => !clause,
                "according" => true,
                _ => {
                    report(i) && !self.is_capital(i)
                        || !clause && word.ends_with("ing") && word != "including"
                }
            };
        }
        match word {
            "and" | "but" => {
                report(i + 1) && self.finite(i + 1)
                    || !clause && (word == "but" || next.ends_with("ed") || pronoun(next))
            }
            _ => false,
        }
    }

    /// Whether the word `i` has a finite verb's form.
    fn finite(&self, i: usize) -> bool {
        use super::cues::Form;
        self.cues.verb(self.lower(i)).is_some_and(|cue| matches!(cue.form, Form::Past | Form::Third))
    }

    /// The reported words around a verb with its subject, which stand from `start` to before `next`.
    pub(super) fn content_before(
        &self,
        start: usize,
        verb: usize,
        source: Option<Mention>,
        next: usize,
        scope: Scope,
    ) -> Option<Vec<Span>> {
        let inverted = source.is_some_and(|source| source.span.start > self.reading.words[verb].start);
        // The subject's first word, or the verb where the subject follows it.
        let mut cut = start;
        if !inverted {
            let subject = source?;
            cut = self.reading.word_at(subject.phrase.start);
        }
        // Back to the mark that parts the report from its words.
        let subject = cut;
        while cut > scope.first && self.reading.is_joined(cut) && subject - cut < 12 {
            cut -= 1;
            let word = self.lower(cut);
            if cut < subject && !self.is_capital(cut) && (self.is_verb_form(cut) || word == "that") {
                return None;
            }
        }
        let begins = cut == scope.first;
        let as_said = self.lower(cut) == "as";
        let mut to = next;
        if inverted {
            to = self.reading.word_at(source?.phrase.end).max(next);
            while to < scope.end && self.is_open(to) {
                to += 1;
            }
        } else {
            while to < scope.end && self.is_open(to) {
                to += 1;
            }
        }
        if begins {
            // "As Kell said, …"; "Kell said, …"
            return as_said.then(|| self.span(to, scope.end)).flatten().map(|span| vec![span]);
        }
        let gap = self.gap(cut);
        if !gap.contains([',', '”', '"', '—', '–', '?', '!', '-', '’', '\'']) {
            return None;
        }
        let mut content: Vec<Span> = self.span(self.opening(scope), cut).into_iter().collect();
        let goes_on = if inverted || self.is_quoted(cut - 1) {
            to < scope.end && self.opens_quotation(to)
        } else {
            to < scope.end && self.gap(to).contains(',') && !self.leaves(to)
        };
        if goes_on {
            content.extend(self.span(to, scope.end));
        }
        Some(content)
    }

    /// The first word of the reported words before a verb: that of the sentence, or where a quotation of several
    /// sentences begins, that of its first one.
    fn opening(&self, scope: Scope) -> usize {
        let first = scope.first;
        if !self.is_quoted(first) || self.opens_quotation(first) {
            return first;
        }
        let at = self.reading.words[first].start;
        let i = self.reading.quotations.partition_point(|quotation| quotation.outer.end <= at);
        let start = self.reading.quotations.get(i).map_or(at, |quotation| quotation.outer.start);
        self.reading.word_at(self.reading.sentence(start).start)
    }

    /// Whether what begins with word `i`, after a comma, tells more about the report, and is no part of it.
    fn leaves(&self, i: usize) -> bool {
        let word = self.lower(i);
        let report = self.cues.verb(word).is_some();
        report
            || matches!(
                word,
                "who"
                    | "which"
                    | "where"
                    | "when"
                    | "a"
                    | "an"
                    | "as"
                    | "while"
                    | "but"
                    | "and"
                    | "according"
                    | "after"
                    | "with"
            )
            || word.ends_with("ing")
    }
}
