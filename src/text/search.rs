//! Search in a text of any size, in either direction, for a literal in smart case or for a regular expression.

use std::{ops::ControlFlow, str::Chars};

use regex::bytes::{Regex, RegexBuilder};
use thiserror::Error;

use super::{
    Span, Text,
    normal_form::{continues_character, equivalents},
};

/// How many bytes are searched before it is checked whether the search was cancelled. Chosen by hand: a millisecond's work.
pub const CHUNK_BYTES: usize = 1024 * 1024;

/// The longest match of an expression in bytes that is found across the end of a chunk. Chosen by hand.
const MAX_MATCH_BYTES: usize = 4 * 1024;

/// How many bytes a match may have for each byte of the literal: a character can be written as several.
const MAX_GROWTH: usize = 4;

/// How many bytes before a chunk a pattern may read, since `^` and `\b` depend on the character before. Chosen by hand.
const BEHIND_BYTES: usize = 16;

/// The pattern of a search.
#[derive(Clone, Debug)]
pub struct Pattern {
    typed: String,
    regex: Regex,
    /// How many bytes behind the end of a chunk are looked at.
    reach: usize,
}

/// Why nothing can be looked for.
#[derive(Clone, Debug, PartialEq, Error)]
#[non_exhaustive]
pub enum PatternError {
    /// Nothing was typed.
    #[error("nothing to search for")]
    Empty,
    /// The regular expression can't be read, or asks for too much memory.
    #[error("{}", last_line(.0))]
    Expression(#[source] regex::Error),
}

/// Whether a person typed a capital letter. In a regular expression only a letter that stands for itself is one: `\S`,
/// `\x4F`, `\p{Lu}` and `(?P<Name>…)` ask for no capital.
fn has_capital(typed: &str) -> bool {
    let Some(expression) = typed.strip_prefix("\\v") else { return typed.chars().any(char::is_uppercase) };
    let mut rest = expression.chars();
    while let Some(c) = rest.next() {
        if c == '\\' {
            skip_escape(&mut rest);
        } else if c == '(' && rest.as_str().starts_with('?') {
            rest.by_ref().find(|c| matches!(c, '>' | ':' | ')'));
        } else if c.is_uppercase() {
            return true;
        }
    }
    false
}

/// Skips what follows a backslash and belongs to it.
fn skip_escape(rest: &mut Chars<'_>) {
    let digits = match rest.next() {
        Some('p' | 'P') => 1,
        Some('x') => 2,
        Some('u') => 4,
        Some('U') => 8,
        _ => return,
    };
    if rest.as_str().starts_with('{') {
        rest.find(|c| *c == '}');
    } else {
        rest.by_ref().take(digits).for_each(drop);
    }
}

impl Pattern {
    /// Reads what a person typed: a literal, without regard to case unless it has a capital letter; after `\v` a
    /// regular expression in the syntax of the `regex` crate, in which `^` and `$` match at lines. A character that can be written as
    /// one or as several code points is found in every form.
    pub fn new(typed: &str) -> Result<Self, PatternError> {
        let expression = match typed.strip_prefix("\\v") {
            Some(expression) => in_all_forms(expression, outside_of_classes(expression)),
            // Straight quotation marks match any quotation marks.
            None => literal(typed).replace(' ', "\\s").replace('\'', "['’‘]").replace('"', "[\"“”„]"),
        };
        // Folding case beyond ASCII takes ten times as long; only a pattern with such letters needs it.
        let is_unicode = !typed.is_ascii() || typed.contains(['\'', '"']) || typed.starts_with("\\v");
        Self::build(typed, &expression, !has_capital(typed), is_unicode)
    }

    /// The pattern of a text as it is quoted: every character counts, in whichever of the forms that look the same.
    pub fn exact(text: &str) -> Result<Self, PatternError> {
        Self::build(text, &literal(text), false, !text.is_ascii())
    }

    fn build(
        typed: &str,
        expression: &str,
        ignores_case: bool,
        is_unicode: bool,
    ) -> Result<Self, PatternError> {
        if expression.is_empty() {
            return Err(PatternError::Empty);
        }
        let reach = MAX_MATCH_BYTES.max(typed.len() * MAX_GROWTH);
        RegexBuilder::new(expression)
            .case_insensitive(ignores_case)
            .unicode(is_unicode)
            .multi_line(true)
            .size_limit(1 << 22)
            .build()
            .map(|regex| Self { typed: typed.to_owned(), regex, reach })
            .map_err(PatternError::Expression)
    }

    /// The pattern as it was typed.
    pub fn typed(&self) -> &str {
        &self.typed
    }

    /// The matches in `text`, in bytes; empty matches are left out.
    pub fn matches<'a>(&'a self, text: &'a str) -> impl Iterator<Item = Span> + 'a {
        let found = self.regex.find_iter(text.as_bytes()).map(|m| Span::from(m.range()));
        found.filter(|m| !m.is_empty() && ends_character(text.as_bytes(), m.end))
    }

    /// The first match that starts at `from` or later and before `to`.
    pub fn first(&self, text: &Text, from: usize, to: usize, on: &mut dyn FnMut() -> bool) -> Option<Span> {
        let mut start = from;
        while start < to && on() {
            let end = (start + CHUNK_BYTES).min(to);
            let mut found = None;
            self.scan(text, Span::new(start, end), &mut |span| {
                found = Some(span);
                ControlFlow::Break(())
            });
            if found.is_some() {
                return found;
            }
            start = end;
        }
        None
    }

    /// The last match that starts at `from` or later and before `to`.
    pub fn last(&self, text: &Text, from: usize, to: usize, on: &mut dyn FnMut() -> bool) -> Option<Span> {
        let mut end = to;
        while end > from && on() {
            let start = end.saturating_sub(CHUNK_BYTES).max(from);
            let mut found = None;
            self.scan(text, Span::new(start, end), &mut |span| {
                found = Some(span);
                ControlFlow::Continue(())
            });
            if found.is_some() {
                return found;
            }
            end = start;
        }
        None
    }

    /// The number of matches that start within `chunk`.
    pub fn count(&self, text: &Text, chunk: Span) -> usize {
        let mut count = 0;
        self.scan(text, chunk, &mut |_| {
            count += 1;
            ControlFlow::Continue(())
        });
        count
    }

    /// Calls `visit` with each match that starts within `chunk`.
    fn scan(&self, text: &Text, chunk: Span, visit: &mut dyn FnMut(Span) -> ControlFlow<()>) {
        let window =
            Span::new(chunk.start.saturating_sub(BEHIND_BYTES), (chunk.end + self.reach).min(text.len()));
        let bytes = text.bytes(window);
        let mut at = chunk.start - window.start;
        while let Some(found) = self.regex.find_at(&bytes, at) {
            let span = Span::from(found.range()).shifted(window.start);
            if span.start >= chunk.end {
                break;
            }
            if !span.is_empty() && ends_character(&bytes, found.end()) && visit(span).is_break() {
                break;
            }
            at = found.end() + usize::from(found.is_empty());
            if at > bytes.len() {
                break;
            }
        }
    }
}

/// An error of the `regex` crate shows the pattern first and says what is wrong in its last line.
fn last_line(error: &regex::Error) -> String {
    let message = error.to_string();
    message.lines().last().unwrap_or(&message).trim_start_matches("error: ").to_owned()
}

/// The expression for a literal, in which each character may be written in any of its forms.
fn literal(text: &str) -> String {
    if text.is_ascii() {
        return regex::escape(text);
    }
    let alternatives = |ways: Vec<String>| match &ways[..] {
        [one] => regex::escape(one),
        _ => format!("(?:{})", ways.iter().map(|way| regex::escape(way)).collect::<Vec<_>>().join("|")),
    };
    equivalents(text).map(alternatives).collect()
}

/// The expression, with the literals in these spans in all their forms.
fn in_all_forms(expression: &str, literals: Vec<Span>) -> String {
    let mut forms = String::with_capacity(expression.len());
    let mut at = 0;
    for span in literals {
        forms += &expression[at..span.start];
        forms += &literal(&expression[span.range()]);
        at = span.end;
    }
    forms + &expression[at..]
}

/// The runs of characters beyond ASCII in a regular expression that stand for themselves: those outside of classes like `[é]`, which
/// match one code point. The letter before a mark belongs to it.
fn outside_of_classes(expression: &str) -> Vec<Span> {
    let (mut runs, mut depth, mut escaped, mut before) = (Vec::<Span>::new(), 0_usize, false, None);
    for (at, c) in expression.char_indices() {
        let end = at + c.len_utf8();
        if !c.is_ascii() && depth == 0 {
            let letter = before.filter(|_| continues_character(c)).unwrap_or(at);
            match runs.last_mut().filter(|run| run.end >= letter) {
                Some(run) => run.end = end,
                None => runs.push(Span::new(letter, end)),
            }
        }
        before = (c.is_ascii_alphabetic() && !escaped).then_some(at);
        match c {
            '[' if !escaped => depth += 1,
            ']' if !escaped => depth = depth.saturating_sub(1),
            _ => {}
        }
        escaped = c == '\\' && !escaped;
    }
    runs
}

/// Whether no character goes on at `end`, as “é” does after its “e”, if it is written as two code points.
fn ends_character(bytes: &[u8], end: usize) -> bool {
    let Some(rest) = bytes.get(end..).filter(|rest| rest.first().is_some_and(|byte| !byte.is_ascii())) else {
        return true;
    };
    let head = &rest[..rest.len().min(4)];
    let next = head.utf8_chunks().next().and_then(|chunk| chunk.valid().chars().next());
    !next.is_some_and(continues_character)
}

impl Text {
    /// Where `exact` stands first, byte for byte.
    pub fn find(&self, exact: &str) -> Option<Span> {
        let start = *self.occurrences(exact, 0, self.len(), 1).first()?;
        Some(Span::new(start, start + exact.len()))
    }

    /// Where `exact` stands between `from` and `to`, byte for byte, ascending; at most `most` of them.
    pub fn occurrences(&self, exact: &str, from: usize, to: usize, most: usize) -> Vec<usize> {
        let finder = memchr::memmem::Finder::new(exact);
        let mut found = Vec::new();
        let mut start = from;
        while start < to && !exact.is_empty() && found.len() < most {
            let end = (start + CHUNK_BYTES).min(to);
            let window = Span::new(start, (end + exact.len() - 1).min(to));
            let bytes = self.bytes(window);
            found.extend(finder.find_iter(&bytes).map(|i| start + i).take(most - found.len()));
            start = end;
        }
        found
    }

    /// Where a quoted text stands at `from` or later, ascending; at most `most` places. A character that can be written as one or
    /// as several code points is found in every form.
    pub fn places(&self, quoted: &str, from: usize, most: usize) -> Vec<Span> {
        let mut found = Vec::new();
        let Ok(pattern) = Pattern::exact(quoted) else { return found };
        let mut start = from;
        while start < self.len() && found.len() < most {
            let end = (start + CHUNK_BYTES).min(self.len());
            pattern.scan(self, Span::new(start, end), &mut |span| {
                found.push(span);
                if found.len() < most { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
            });
            // A match may reach into the next chunk.
            start = found.last().map_or(end, |last| last.end.max(end));
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(pattern: &str, text: &str) -> Vec<String> {
        let pattern = Pattern::new(pattern).expect("a pattern");
        pattern.matches(text).map(|m| text[m.range()].to_owned()).collect()
    }

    #[test]
    fn smart_case() {
        assert_eq!(all("price", "Price price PRICE"), ["Price", "price", "PRICE"]);
        assert_eq!(all("Price", "Price price"), ["Price"]);
        assert_eq!(all("été", "Été"), ["Été"]);
        for expression in
            [r"\vpri\S+", r"\vpri\w*\W?", r"\v\x70ri\p{L}+", r"\v(?P<Word>pri\pL+)", r"\vpri\x{43}e"]
        {
            assert_eq!(all(expression, "PRICE").len(), 1, "{expression}");
        }
        for expression in [r"\vPri\S+", r"\v\SR", r"\v\x70Rice", r"\v\PlRice", r"\v(?P<word>P)"] {
            assert_eq!(all(expression, "price"), [""; 0], "{expression}");
        }
    }

    #[test]
    fn every_form_of_a_character_is_found_and_none_is_split() {
        let text = "Un caf\u{e9}, un cafe\u{301}, un cafe.";
        assert_eq!(all("caf\u{e9}", text), ["caf\u{e9}", "cafe\u{301}"]);
        assert_eq!(all("CAFE\u{301}", "CAFÉ"), ["CAFÉ"]);
        assert_eq!(all("cafe", text), ["cafe"]);
        assert_eq!(all("caf", text).len(), 3);
        assert_eq!(all("한글", "\u{1112}\u{1161}\u{11ab}\u{1100}\u{1173}\u{11af} 한글").len(), 2);
        assert_eq!(all("h\u{1ec7}", "he\u{323}\u{302} h\u{1eb9}\u{302} h\u{ea}\u{323}").len(), 3);
        assert_eq!(all("\\vcaf(\u{e9}|e\u{300})s?,", text).len(), 2);
        assert_eq!(all("\\v[\u{e9}\u{e8}],", text).len(), 1);
        assert_eq!(all("fi", "ﬁ"), [""; 0]);
        let text = Text::new(text);
        let exact = |exact: &str| text.places(exact, 0, 9).len();
        assert_eq!(["caf\u{e9}", "cafe\u{301}", "cafe", "Caf\u{e9}"].map(exact), [2, 2, 1, 0]);
    }

    #[test]
    fn a_space_matches_a_line_break() {
        assert_eq!(all("visa talks", "visa\ntalks"), ["visa\ntalks"]);
    }

    #[test]
    fn straight_marks_match_any() {
        assert_eq!(all("Russia's", "Russia’s Russia's"), ["Russia’s", "Russia's"]);
        assert_eq!(all("\"fully", "“fully \"fully fully"), ["“fully", "\"fully"]);
        assert_eq!(all("’s", "a's a’s"), ["’s"]);
    }

    #[test]
    fn regular_expressions() {
        assert_eq!(all("\\v^\\w+ing\\b", "Running\nwalking sing\n"), ["Running", "walking"]);
        let error = Pattern::new("\\v(a").expect_err("a group is open");
        assert_eq!(error.to_string(), "unclosed group");
        assert_eq!(Pattern::new("").map(|_| ()), Err(PatternError::Empty));
        assert_eq!(all("a.c", "abc a.c"), ["a.c"]);
    }

    #[test]
    fn matches_are_found_across_chunks_both_ways() {
        let mut source = "x".repeat(CHUNK_BYTES - 3);
        source.push_str(" needle ");
        source.push_str(&"y".repeat(CHUNK_BYTES));
        source.push_str("needle");
        let text = Text::new(source);
        let pattern = Pattern::new("needle").expect("a pattern");
        let first = Span::new(CHUNK_BYTES - 2, CHUNK_BYTES + 4);
        let second = Span::new(text.len() - 6, text.len());
        let end = text.len();
        assert_eq!(pattern.first(&text, 0, end, &mut || true), Some(first));
        assert_eq!(pattern.first(&text, first.end, end, &mut || true), Some(second));
        assert_eq!(pattern.last(&text, 0, end, &mut || true), Some(second));
        assert_eq!(pattern.last(&text, 0, second.start, &mut || true), Some(first));
        assert_eq!(pattern.last(&text, 0, first.start, &mut || true), None);
        assert_eq!(pattern.first(&text, 0, end, &mut || false), None);
        assert_eq!(text.occurrences("needle", 0, end, 9), [first.start, second.start]);
        assert_eq!((text.find("needle"), text.find("pin"), text.find("")), (Some(first), None, None));
    }
}
