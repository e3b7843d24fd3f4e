//! Lines that a program has joined: messages and posts lose their line ends on their way, and what stood at the end of a line, or
//! as a line of its own, still tells where the line ended.
//!
//! The rules were chosen by hand on the development part of the English Web Treebank (messages, newsgroups, reviews).

use super::language::WordList;
use super::marks::char_at;
use super::scanner::Scanner;
use super::stop_context::first_word;

/// The fewest signs that draw a line across a page: “_____”. Chosen by hand; with fewer they may stand for letters.
const MIN_RULE_SIGNS: usize = 5;

/// The longest address in bytes that is read. Chosen by hand; longer ones are tracking links.
const MAX_ADDRESS_BYTES: usize = 400;

/// The longest word in bytes that closes a letter. Chosen by hand.
const MAX_CLOSING_BYTES: usize = 40;

impl<'a> Scanner<'a> {
    /// Ends a sentence where the character at `at` tells that a line ended: before or after it. Returns the offset to go on from; `None` if
    /// it tells nothing.
    pub(super) fn joined_line(&mut self, at: usize, c: char) -> Option<usize> {
        match c {
            '*' | '_' | '=' => Some(self.drawn_rule(at, c)),
            '@' => self.mail_address(at),
            ':' => self.time_of_sending(at).or_else(|| self.web_address(at)),
            ')' => self.emoticon(at),
            ',' => self.closing_words(at),
            _ => None,
        }
    }

    /// A line drawn with signs stands alone.
    fn drawn_rule(&mut self, at: usize, sign: char) -> usize {
        let rest = self.text.get(at..).unwrap_or_default();
        let end = self.text.len() - rest.trim_start_matches(sign).len();
        if end - at >= MIN_RULE_SIGNS {
            if self.text.get(..at).is_some_and(|before| before.ends_with(' ')) {
                self.cut(at);
            }
            if char_at(self.text, end) == Some(' ') {
                self.cut(end);
            }
        }
        end
    }

    /// An address in angle brackets, or after a colon, ends the line of a head: “Email: ann@example.org Groups: …”.
    fn mail_address(&mut self, at: usize) -> Option<usize> {
        if self.text.as_bytes().get(at + 1) == Some(&b'@') {
            return None;
        }
        let token = self.token_around(at)?;
        let is_head = token.text.ends_with('>') || self.before(token.start).ends_with(": ");
        (is_head && self.begins_line(token.end)).then(|| {
            self.cut(token.end);
            token.end
        })
    }

    /// A date in numbers with a time, as programs write it when a message is sent, ends the line with its sender's name; what it says
    /// begins after it.
    fn time_of_sending(&mut self, at: usize) -> Option<usize> {
        let minutes = self.text.get(at + 1..)?;
        let seconds = two_digits(minutes)?;
        let mut rest = seconds.strip_prefix(':').and_then(two_digits).unwrap_or(seconds);
        rest = [" AM", " PM"].iter().find_map(|half| rest.strip_prefix(half)).unwrap_or(rest);
        let end = self.text.len() - rest.len();
        let before = self.before(at);
        let date = before.trim_end_matches(|c: char| c.is_ascii_digit()).strip_suffix(' ')?;
        let head = date.trim_end_matches(|c: char| c.is_ascii_digit() || c == '/');
        let start = at - before.len() + head.len();
        if date.get(head.len()..)?.matches('/').count() != 2
            || !self.begins_line(end) && !rest.trim_start().is_empty()
        {
            return None;
        }
        let word = head.strip_suffix(' ').unwrap_or_default().rsplit(' ').next().unwrap_or_default();
        let is_name = word.starts_with(char::is_uppercase) || word.ends_with('>') || word.contains('@');
        if start > self.start && is_name && word.ends_with(|c: char| c.is_alphanumeric() || c == '>') {
            self.cut(start);
        }
        if start == self.start {
            self.cut(end);
        }
        Some(end)
    }

    /// An address of the web stands alone if another one follows it, or a word that begins sentences.
    fn web_address(&mut self, at: usize) -> Option<usize> {
        if !self.text.get(at..)?.starts_with("://") {
            return None;
        }
        let token = self.token_around(at)?;
        let next = self.text.get(token.end..)?.strip_prefix(' ')?;
        let is_other = next.starts_with("http://") || next.starts_with("https://");
        if is_other || self.begins_line(token.end) && self.language.is_starter(first_word(next)) {
            self.cut(token.end);
        }
        Some(token.end)
    }

    /// A smiling face ends what it comments on, if a capital follows.
    fn emoticon(&mut self, at: usize) -> Option<usize> {
        let face =
            [":-", ";-", ":", ";", "=", "8-"].iter().find_map(|eyes| self.before(at).strip_suffix(eyes))?;
        (face.ends_with([' ', '.', '!', '?']) && self.begins_line(at + 1)).then(|| {
            self.cut(at + 1);
            at + 1
        })
    }

    /// The words that close a letter stand above a name: “Best regards, Ann Lund”.
    fn closing_words(&mut self, at: usize) -> Option<usize> {
        let word =
            self.before(at).rsplit([' ', '\n']).next().filter(|word| word.len() <= MAX_CLOSING_BYTES)?;
        (self.language.has_lower(WordList::Closing, word) && self.begins_line(at + 1)).then(|| {
            self.cut(at + 1);
            at + 1
        })
    }

    /// Whether a capital, a quotation or a list follows one space after `end`, as where a line began.
    fn begins_line(&self, end: usize) -> bool {
        let next = self.text.get(end..).and_then(|rest| rest.strip_prefix(' ')).unwrap_or_default();
        next.starts_with(|c: char| c.is_uppercase() || matches!(c, '"' | '“'))
    }

    /// The current sentence up to `at`, or as much of its end as may hold an address: what is read at each sign must be short.
    fn before(&self, at: usize) -> &'a str {
        let near = self.text.floor_char_boundary(at.saturating_sub(MAX_ADDRESS_BYTES + 1));
        self.text.get(self.start.max(near).min(at)..at).unwrap_or_default()
    }

    /// The characters around `at` up to white space, without the marks after them; `None` if there are too many.
    fn token_around(&self, at: usize) -> Option<SpacelessRun<'a>> {
        let head = self.before(at);
        let start = at - head.len() + head.rfind(char::is_whitespace).map_or(0, |space| space + 1);
        let far = self.text.floor_char_boundary(at + MAX_ADDRESS_BYTES + 1);
        let rest = self.text.get(at..far)?;
        let length = rest.find(char::is_whitespace).unwrap_or(rest.len());
        let text = self.text.get(start..at + length)?.trim_end_matches([',', ';', ')']);
        (text.len() <= MAX_ADDRESS_BYTES).then_some(SpacelessRun { text, start, end: start + text.len() })
    }
}

/// Characters without white space among them.
struct SpacelessRun<'t> {
    text: &'t str,
    start: usize,
    end: usize,
}

/// What follows two digits.
fn two_digits(text: &str) -> Option<&str> {
    let (digits, rest) = text.split_at_checked(2)?;
    digits.bytes().all(|byte| byte.is_ascii_digit()).then_some(rest)
}
