//! The closing marks after a stop that belong to the sentence: quotation marks, brackets, the number of a note.

use super::marks::{char_at, char_before, is_closing_bracket, is_closing_quote, is_either_quote, skip_white};
use super::scanner::{ClosingMarks, Scanner};
use super::stop_context::{CharacterClass, FollowingText, StopRun, token_before};

/// The longest number of a note in brackets, in bytes: “12–14,20”. Chosen by hand.
const MAX_NOTE_BYTES: usize = 12;

impl Scanner<'_> {
    /// The closing marks after `run`.
    pub(super) fn closing_marks(&self, run: &StopRun) -> ClosingMarks {
        let text = self.text;
        let mut closers = ClosingMarks { end: run.end, quote: false, bracket: false };
        while let Some(c) = char_at(text, closers.end) {
            let end = closers.end + c.len_utf8();
            let next = char_at(text, end);
            let loose = next.is_none_or(|n| !n.is_alphanumeric());
            if is_closing_quote(c) || is_either_quote(c) && (loose || run.wide && c != '“' && c != '‘') {
                closers.quote = true;
            } else if is_closing_bracket(c) {
                closers.bracket = true;
            } else if !(matches!(c, '*' | '_') && loose) {
                break;
            }
            closers.end = end;
        }
        closers.end = self.note(run, closers.end);
        if let Some(end) = self.spaced_closer(closers.end) {
            closers = ClosingMarks { end, quote: true, ..closers };
        }
        closers
    }

    /// The end of a note's number after a stop: "text.[17] Next", "text. [17] Next", "text.17 Next"; else `at`.
    fn note(&self, run: &StopRun, at: usize) -> usize {
        let mut end = at;
        while let Some(c) = char_at(self.text, if end == at { skip_white(self.text, end) } else { end }) {
            let open = if end == at { skip_white(self.text, end) } else { end };
            let body = self.text.get(open + c.len_utf8()..).unwrap_or_default();
            let is_digit = |d: char| d.is_ascii_digit() || matches!(d, ',' | '–' | '-' | '.' | '…');
            let digits = body.chars().take(MAX_NOTE_BYTES + 1).take_while(|&d| is_digit(d));
            let digits: usize = digits.map(char::len_utf8).sum();
            if c != '['
                || !(1..=MAX_NOTE_BYTES).contains(&digits)
                || !body.get(digits..).is_some_and(|b| b.starts_with(']'))
            {
                break;
            }
            end = open + digits + 2;
        }
        if end > at {
            // After a note there is white space and a new sentence; "[3] shows …" is not a note.
            let next = FollowingText::read(self.text, end);
            return if next.gap && next.class != CharacterClass::Lower { end } else { at };
        }
        if let Some(end) = self.spaced_number(at) {
            return end;
        }
        let superscript = |c: char| matches!(c, '¹' | '²' | '³' | '⁰' | '⁴'..='⁹');
        let lower =
            char_before(self.text, run.start).is_some_and(|c| c.is_lowercase() || is_closing_bracket(c));
        let rest = self.text.get(at..).unwrap_or_default();
        let digits = rest.find(|c: char| !superscript(c) && !c.is_ascii_digit()).unwrap_or(0);
        let spaced = rest.get(digits..).is_some_and(|r| r.starts_with(char::is_whitespace));
        let raised = rest.starts_with(superscript);
        let word = || token_before(self.text, self.start, run.start).text;
        if spaced && lower && digits <= 9 && (raised || digits <= 3 && word().len() > 4) {
            at + digits
        } else {
            at
        }
    }

    /// The end of a note's number after the stop and white space: "the lock. 4 The town".
    fn spaced_number(&self, at: usize) -> Option<usize> {
        let number = skip_white(self.text, at);
        let rest = self.text.get(number..)?;
        let digits = rest.bytes().take(4).take_while(u8::is_ascii_digit).count();
        let body = rest.get(digits..)?.strip_prefix(' ')?;
        let next = FollowingText::read(body, 0);
        let starter = !next.bracket && !next.opener && self.language.is_starter(next.word);
        (number > at && (1..=3).contains(&digits) && starter && self.item.is_none())
            .then_some(number + digits)
    }

    /// The end of a closing mark after the stop and white space: "! »", ". ”".
    fn spaced_closer(&self, at: usize) -> Option<usize> {
        let mark = skip_white(self.text, at);
        let c =
            char_at(self.text, mark).filter(|c| mark > at && matches!(c, '»' | '”' | '"' | '\'' | '›'))?;
        let end = mark + c.len_utf8();
        let open = char_at(self.text, end).is_some_and(|next| !next.is_whitespace());
        let near = self.text.get(at..mark).is_some_and(|gap| gap.chars().count() == 1 && !gap.contains('\n'));
        // A straight mark closes a quotation if it is the second of a pair.
        let from = self.text.get(self.line..at).map_or(at, |line| self.line + line.len().saturating_sub(400));
        let straight = matches!(c, '"' | '\'');
        let marks =
            || self.text.as_bytes().get(from..at).unwrap_or_default().iter().filter(|&&b| char::from(b) == c);
        (near && !open && (!straight || marks().count() % 2 == 1)).then_some(end)
    }
}
